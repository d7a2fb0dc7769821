"""What the groups of areas that a challenge finds are called: clusters, or regions where it divides all areas."""

from __future__ import annotations

from ...model.challenge import Challenge
from ...texts.language import Language
from .headline import in_sentence

CLUSTER_TEXTS = {
    "one": "Cluster",
    "several": "Clusters",
    "within_sentence": "cluster",
    "heading": "Where to begin: the clusters",
    "matrix": "Points of need by indicator and cluster",
    "within": "Mean in the clusters",
    "brackets": "In brackets: whether the values are high or low in the cluster, and how many points of need (0-100) its mean score lies"
    " above or below that of all areas.",
    "lies_in": "in cluster {id}: {label}",
}
REGION_TEXTS = {
    "one": "Region",
    "several": "Regions",
    "within_sentence": "region",
    "heading": "Where to begin: the regions",
    "matrix": "Points of need by indicator and region",
    "within": "Mean in the regions",
    "brackets": "In brackets: whether the values are high or low in the region, and how many points of need (0-100) its mean score lies"
    " above or below that of all areas.",
    "lies_in": "in region {id}: {label}",
}


def divides(challenge: Challenge) -> bool:
    """Whether the challenge divides all areas into regions, and finds no clusters among them."""
    return challenge.clusters.method == "skater"


def group_texts(challenge: Challenge, language: Language) -> dict[str, str]:
    """Return the words for one group and for several, and the headings above what is said of them."""
    if divides(challenge):
        return {name: language.tr(REGION_TEXTS[name]) for name in REGION_TEXTS}
    return {name: language.tr(CLUSTER_TEXTS[name]) for name in CLUSTER_TEXTS}


def group_title(challenge: Challenge, language: Language) -> str:
    """Return what a legend calls a group: by what it stands out."""
    if divides(challenge):
        return language.tr("Homogeneous region")
    if challenge.clusters.method == "scan":
        counted = next(one.title.of(language.code) for one in challenge.indicators if one.id == challenge.clusters.indicator)
        return language.tr("Higher than elsewhere: {indicator}", indicator=in_sentence(counted))
    return language.tr("Cluster of need")
