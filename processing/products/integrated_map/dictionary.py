"""What every field of an outcome's own layers is called, means and is measured in: each said once, for attribute tables and for lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...challenge.clustering import PROBABILITY_FIELDS, Clustered
from ...challenge.indexing import Indexed
from ...model.averaging import GROUND, base_of
from ...model.challenge import Indicator
from ...model.results import (
    CLUSTER_ID,
    CLUSTER_PROBABILITY,
    CLUSTER_TYPE,
    DATA_AGE,
    GRID_CELL,
    INDEX,
    INTEGRATED,
    MISSING_SHARE,
    P_VALUE,
    UNITS,
    WORST_PROBABILITY,
    Z_SCORE,
    base_field,
    cluster_change_field,
    error_field,
    expected_field,
    hidden_field,
    proposed_index_field,
    rank_change_field,
    score_field,
    sector_field,
)
from ...texts.averaging_texts import base_name
from ...texts.language import Language
from . import words
from .integrate import count_field, ids_field, overlay_names

TITLE_TEXTS = {
    GRID_CELL: "Cell",
    INDEX: "Need index",
    MISSING_SHARE: "Share missing",
    DATA_AGE: "Age of the data",
    Z_SCORE: "Deviation (z)",
    P_VALUE: "Probability by chance (p)",
    CLUSTER_TYPE: "Kind of cluster",
    CLUSTER_ID: "Rank of the cluster",
    "cluster_label": "Cluster",
    "unit_count": "Number of areas",
    "population": "People",
    "mean_value": "Mean index",
    "max_value": "Highest index",
    "area_m2": "Surface",
    "in_words": "In words",
}
MEANING_TEXTS = {
    GRID_CELL: "Size of the cell, and its south-west corner counted in cells",
    INDEX: "Weighted mean of the need scores; compares the areas of this map with each other, unless an indicator has a target",
    MISSING_SHARE: "Share of the weight for which the area has no value (0-1)",
    DATA_AGE: "Days between the oldest data behind the index and the reference date of the map",
    Z_SCORE: "Deviation of the area and its neighbours from the mean, in standard deviations",
    P_VALUE: "Probability of such a value by chance alone",
    CLUSTER_TYPE: "hot: cluster of high values; cold: cluster of low values; none: neither",
    CLUSTER_ID: "Order of the clusters, 1 the first; empty: in none",
    "cluster_label": "Named after the places in the cluster",
    "mean_value": "Mean of the index over the areas of the cluster, weighted by people where these are counted",
    "max_value": "Index of the area with most need",
    "in_words": "Size, index and what stands out",
}
REGION_TITLE_TEXTS = {CLUSTER_TYPE: "Kind of region", CLUSTER_ID: "Rank of the region", "cluster_label": "Region"}
REGION_MEANING_TEXTS = {
    CLUSTER_TYPE: "none: a region is not tested against chance",
    CLUSTER_ID: "1 is the region with the highest mean index; empty: in none",
    "cluster_label": "Named after the places in the region",
    "mean_value": "Mean of the index over the areas of the region, weighted by people where these are counted",
}
"""What is said otherwise of regions than of clusters."""
UNIT_TEXTS = {INDEX: "0-100", MISSING_SHARE: "0-1", DATA_AGE: "days", "mean_value": "0-100", "max_value": "0-100", "area_m2": "m2"}

PROBABILITY_TITLE_TEXTS = {
    CLUSTER_PROBABILITY: "Certainty of belonging to a cluster",
    WORST_PROBABILITY: "Certainty of being among the worst 10 %",
}
PROBABILITY_MEANING_TEXTS = {
    CLUSTER_PROBABILITY: "Probability that the area belongs to a cluster when weights, normalisation, mean and neighbours are chosen"
    " differently, and when the indicators are off by their sampling error, where that is known",
    WORST_PROBABILITY: "Probability that the area is among the worst 10 % when weights, normalisation and mean are chosen differently, and"
    " when the indicators are off by their sampling error, where that is known",
}


@dataclass(frozen=True)
class Meaning:
    """A field in words.

    Attributes
    ----------
    title : str
        What people call it.
    text : str
        What it says; empty where its title says it all.
    unit : str
        What it is measured in; empty for texts and pure numbers.
    record : str
        The record that it comes from; empty where it was computed from several.
    """

    title: str
    text: str = ""
    unit: str = ""
    record: str = ""


def meanings(outcome: Clustered, layer: str, language: Language) -> dict[str, Meaning]:
    """Return what the fields of one of an outcome's own layers mean, by field; a field that the user's units brought is not among them."""
    fixed = {field: _fixed(field, language) for field in TITLE_TEXTS}
    if outcome.indexed.collected.challenge.clusters.divides:
        fixed |= {field: _of_region(field, language) for field in REGION_MEANING_TEXTS}
    if layer == INTEGRATED:
        return fixed | dict(_overlaid(outcome, language))
    return fixed | (of_units(outcome.indexed, language) | dict(_belonging(outcome, language)) if layer == UNITS else {})


def of_units(indexed: Indexed, language: Language) -> dict[str, Meaning]:
    """Return what the fields mean that an index adds to units: people, indicators, scores, sub-indices, proposals."""
    return dict(
        (*_people(indexed, language), *_indicators(indexed, language), *_sectors(indexed, language), *_proposals(indexed, language))
    )


def _fixed(field: str, language: Language) -> Meaning:
    text = language.tr(MEANING_TEXTS[field]) if field in MEANING_TEXTS else ""
    unit = language.tr(UNIT_TEXTS[field]) if field in UNIT_TEXTS else ""
    return Meaning(language.tr(TITLE_TEXTS[field]), text, unit)


def _of_region(field: str, language: Language) -> Meaning:
    """Return what a field means where the groups are regions."""
    own = _fixed(field, language)
    title = language.tr(REGION_TITLE_TEXTS[field]) if field in REGION_TITLE_TEXTS else own.title
    return Meaning(title, language.tr(REGION_MEANING_TEXTS[field]), own.unit)


def _belonging(outcome: Clustered, language: Language) -> Iterator[tuple[str, Meaning]]:
    if outcome.belonging:
        field = PROBABILITY_FIELDS[outcome.belonging.to]
        yield field, Meaning(language.tr(PROBABILITY_TITLE_TEXTS[field]), language.tr(PROBABILITY_MEANING_TEXTS[field]), "0-1")


def _people(indexed: Indexed, language: Language) -> Iterator[tuple[str, Meaning]]:
    population = indexed.collected.challenge.units.population
    if population:
        title = population.title.of(language.code)
        yield population.field, Meaning(title, record=population.layer)
        if indexed.few_people is not None:
            yield from _hidden(population.field, title, "", language)


def _indicators(indexed: Indexed, language: Language) -> Iterator[tuple[str, Meaning]]:
    for one in indexed.collected.challenge.every_indicator:
        title = one.title.of(language.code)
        yield one.id, Meaning(title, one.why.of(language.code), one.unit, one.measurement.layer)
        if one.id in indexed.measured.errors:
            yield error_field(one.id), Meaning(language.tr("Standard error: {indicator}", indicator=title), unit=one.unit)
        if one.id in indexed.measured.bases:
            yield base_field(one.id), _base(one, title, language)
        if one.id in indexed.measured.hidden:
            yield from _hidden(one.id, title, one.unit, language)
        yield score_field(one.id), _score(one, title, language)


def _hidden(field: str, title: str, unit: str, language: Language) -> Iterator[tuple[str, Meaning]]:
    text = language.tr("1: hidden, because too few are counted in the area; 0: shown")
    yield hidden_field(field), Meaning(language.tr("Hidden: {indicator}", indicator=title), text)
    text = language.tr("Only where the value is hidden: what is expected from what is shown elsewhere; score and index rest on it")
    yield expected_field(field), Meaning(language.tr("Expected: {indicator}", indicator=title), text, unit)


def _base(one: Indicator, title: str, language: Language) -> Meaning:
    counted = base_name(base_of(one), language)
    text = language.tr("Number of which the value is a share, rate or mean; weighs it in means over areas: {counted}", counted=counted)
    return Meaning(language.tr("Base of: {indicator}", indicator=title), text, "m2" if base_of(one) == GROUND else "")


def _score(one: Indicator, title: str, language: Language) -> Meaning:
    direction, how = words.direction(one, language), words.normalisation(one, language)
    text = language.tr("Need score: {direction} indicate need; normalisation: {how}", direction=direction, how=how)
    return Meaning(language.tr("Score: {indicator}", indicator=title), text, "0-100", one.measurement.layer)


def _sectors(indexed: Indexed, language: Language) -> Iterator[tuple[str, Meaning]]:
    for id in indexed.evaluation.sectors:
        title = indexed.collected.catalogue.sector_title(id).of(language.code)
        yield sector_field(id), Meaning(language.tr("Index of {sector} alone", sector=title), unit="0-100")


def _proposals(indexed: Indexed, language: Language) -> Iterator[tuple[str, Meaning]]:
    for one in indexed.collected.challenge.proposals:
        name = one.title.of(language.code)
        yield proposed_index_field(one.id), Meaning(language.tr("Index by '{proposal}'", proposal=name), unit="0-100")
        yield rank_change_field(one.id), Meaning(language.tr("Ranks risen by '{proposal}'", proposal=name))
        yield cluster_change_field(one.id), Meaning(language.tr("Cluster by '{proposal}'", proposal=name))


def _overlaid(outcome: Clustered, language: Language) -> Iterator[tuple[str, Meaning]]:
    layers = outcome.indexed.collected.layers
    for id, name in overlay_names(outcome).items():
        title = layers[id].record.title.of(language.code)
        yield count_field(name), Meaning(language.tr("{layer}: number", layer=title), record=id)
        yield (
            ids_field(name),
            Meaning(language.tr("{layer}: list", layer=title), language.tr("Feature numbers at the source"), record=id),
        )
