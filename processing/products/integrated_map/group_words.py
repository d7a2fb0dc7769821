"""What the groups of areas that a challenge finds are called: clusters, or regions where it divides all areas."""

from __future__ import annotations

from ...model.challenge import Challenge
from ...texts.cluster_texts import METHOD_TEXTS
from ...texts.language import Language
from .headline import in_sentence, scanned_title

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


def group_texts(challenge: Challenge, language: Language) -> dict[str, str]:
    """Return the words for one group and for several, and the headings above what is said of them."""
    if challenge.clusters.divides:
        return {name: language.tr(REGION_TEXTS[name]) for name in REGION_TEXTS}
    return {name: language.tr(CLUSTER_TEXTS[name]) for name in CLUSTER_TEXTS}


def group_title(challenge: Challenge, language: Language) -> str:
    """Return what a legend calls a group: by what it stands out."""
    return language.tr(METHOD_TEXTS[challenge.clusters.method].legend, indicator=in_sentence(scanned_title(challenge, language)))
