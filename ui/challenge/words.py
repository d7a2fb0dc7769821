"""What the choices of an indicator and a challenge are called."""

from __future__ import annotations

from ...processing.model.choices import AGGREGATIONS, MEANS_OVER_ROADS, NORMALISATIONS, TRANSIT
from ...processing.model.cluster_methods import CLUSTER_METHODS
from ...processing.model.measures import RASTER, RASTER_MEASURES, SHARE_IN_TIME, TRAVEL_TIME
from ...processing.texts.cluster_texts import METHOD_TEXTS
from ...processing.texts.index_texts import AGGREGATION_TEXTS, NORMALISATION_TEXTS
from ...processing.texts.language import Language

Choices = list[tuple[str, str]]
"""Words and key of each choice, in order."""


def measures(language: Language) -> Choices:
    """Return what can be measured of a layer."""
    tr = language.tr
    return [
        (tr("attribute of the unit"), "attribute"),
        (tr("number of features"), "count"),
        (tr("number per square kilometre"), "density"),
        (tr("sum of a field"), "sum"),
        (tr("mean of a field"), "mean"),
        (tr("median of a field"), "median"),
        (tr("weighted mean of a field"), "weighted_mean"),
        (tr("share of the area covered"), "area_share"),
        (tr("length of lines"), "length"),
        (tr("total, area-weighted"), "transfer_extensive"),
        (tr("mean, area-weighted"), "transfer_intensive"),
        (tr("distance to the nearest feature"), "distance_nearest"),
        (tr("share within a distance"), "share_within"),
        (tr("cells of a raster"), RASTER),
        (tr("travel time to the nearest feature"), TRAVEL_TIME),
        (tr("share within a travel time"), SHARE_IN_TIME),
    ]


def raster_statistics(language: Language) -> Choices:
    """Return what can be said of the cells of a raster."""
    tr = language.tr
    words = {
        "mean": tr("mean of the cells"),
        "sum": tr("sum of the cells"),
        "median": tr("median of the cells"),
        "quantile": tr("quantile of the cells"),
        "share": tr("share of classes"),
        "share_above": tr("share above a value"),
        "min": tr("lowest value"),
        "max": tr("highest value"),
    }
    return [(words[key], key) for key in RASTER_MEASURES]


def travel_means(language: Language) -> Choices:
    """Return by what people can travel."""
    tr = language.tr
    words = {"foot": tr("on foot"), "bicycle": tr("by bicycle"), "car": tr("by car"), TRANSIT: tr("by public transport")}
    return [(words[key], key) for key in MEANS_OVER_ROADS]


def directions(language: Language) -> Choices:
    """Return which values mean need."""
    return [(language.tr("High values indicate need"), "high"), (language.tr("Low values indicate need"), "low")]


def normalisations(language: Language) -> Choices:
    """Return how values become scores."""
    return [(language.tr(NORMALISATION_TEXTS[key]), key) for key in NORMALISATIONS]


def smoothings(language: Language) -> Choices:
    """Return what is done with rates of small numbers."""
    return [(language.tr("leave"), "none"), (language.tr("smooth towards the mean"), "empirical_bayes")]


def aggregations(language: Language) -> Choices:
    """Return how scores become an index."""
    return [(language.tr(AGGREGATION_TEXTS[key]), key) for key in AGGREGATIONS]


def cluster_methods(language: Language) -> Choices:
    """Return how a challenge may find clusters."""
    return [(language.tr(METHOD_TEXTS[key].title), key) for key, method in CLUSTER_METHODS.items() if method.in_challenges]
