"""What the choices of an indicator and a challenge are called."""

from __future__ import annotations

from ...processing.bridge.language import Language

Choices = list[tuple[str, str]]
"""Words and key of each choice, in order."""


def measures(language: Language) -> Choices:
    """Return what can be measured of a layer."""
    tr = language.tr
    return [
        (tr("a field of the area itself"), "attribute"),
        (tr("number of features"), "count"),
        (tr("number per square kilometre"), "density"),
        (tr("sum of a field"), "sum"),
        (tr("mean of a field"), "mean"),
        (tr("median of a field"), "median"),
        (tr("weighted mean of a field"), "weighted_mean"),
        (tr("share of the ground that is covered"), "area_share"),
        (tr("length of lines"), "length"),
        (tr("a total, divided by overlap"), "transfer_extensive"),
        (tr("a mean, carried over by overlap"), "transfer_intensive"),
        (tr("distance to the nearest"), "distance_nearest"),
        (tr("share within a distance"), "share_within"),
    ]


def directions(language: Language) -> Choices:
    """Return which values mean need."""
    return [(language.tr("High values mean need"), "high"), (language.tr("Low values mean need"), "low")]


def normalisations(language: Language) -> Choices:
    """Return how values become scores."""
    tr = language.tr
    return [
        (tr("distance to the mean"), "z_score"),
        (tr("place between lowest and highest"), "min_max"),
        (tr("rank"), "percentile"),
        (tr("distance to a target"), "target"),
    ]


def smoothings(language: Language) -> Choices:
    """Return what is done with rates of small numbers."""
    return [(language.tr("as they are"), "none"), (language.tr("drawn to the mean where few are counted"), "empirical_bayes")]


def aggregations(language: Language) -> Choices:
    """Return how scores become an index."""
    return [
        (language.tr("plain mean: a low score makes up for a high one"), "arithmetic"),
        (language.tr("geometric mean: a low score weighs more"), "geometric"),
    ]


def cluster_methods(language: Language) -> Choices:
    """Return how clusters are found."""
    tr = language.tr
    return [
        (tr("high values together, more than chance gives (Gi*)"), "gi_star"),
        (tr("high among high neighbours (local Moran)"), "local_moran"),
        (tr("all above a threshold"), "threshold"),
        (tr("regions that are alike within (SKATER)"), "skater"),
        (tr("circles with more cases than elsewhere (scan)"), "scan"),
    ]
