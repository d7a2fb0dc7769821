"""A challenge in the page: its words, and everything known of units and clusters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
import pandas as pd

from ...analysis.belonging import DRAWS
from ...analysis.classes import map_classes
from ...analysis.clusters import LOW_TYPES
from ...analysis.features import Features
from ...challenge.coverage import lines_on, partial_words
from ...challenge.unit_table import UnitTable
from ...model.challenge import Challenge, Indicator
from ...model.choices import LEAST_COMPARED
from ...model.errors import OpgaveError
from ...model.evidence import MEASURED, told_kind
from ...model.progress import Progress
from ...model.results import CLUSTER_ID, CLUSTER_TYPE, CLUSTERS, HECTARE, INDEX, UNITS, hidden_field, score_field
from ...qgis_io.columns import display_names, key_texts
from ...qgis_io.reading import missing_field, read_features
from ...texts import record_words
from ...texts.ages import age_in_words, made_in_words
from ...texts.audience_texts import audience_words
from ...texts.certainty_texts import word_certainty
from ...texts.evidence_texts import count_unchecked, list_kinds, name_kind, say_figure, say_stands_for
from ...texts.language import Language
from ...texts.quality_texts import say_mark, warn_of_blocking
from ..bundle_titles import list_inputs, list_marks, read_mark
from ..bundles import Bundle
from ..integrated_map import words
from ..integrated_map.group_words import group_texts, group_title
from ..integrated_map.headline import cluster_certainty, headline, no_clusters, people_name, weighing
from ..integrated_map.place_words import question_in_place
from ..integrated_map.reach_words import outside_words
from .shapes import ShapeWriter

WGS84 = "EPSG:4326"
SCORE_DECIMALS = 9
"""Places of a score that travel: the order of the areas is the algorithm's own to a billionth of a point."""
VALUE_DIGITS = 7
NOTHING_SHARED: Mapping[str, np.ndarray] = MappingProxyType({})


@dataclass(frozen=True)
class Subject:
    """A bundle, read for the web.

    Attributes
    ----------
    units, clusters : Features
        In longitude and latitude.
    own : Subject or None
        The bundle as it stands, where the scores here are on the scale of another one.
    """

    bundle: Bundle
    units: Features
    clusters: Features
    own: Subject | None = None

    @property
    def challenge(self) -> Challenge:
        """The challenge of the bundle."""
        return self.bundle.challenge

    @cached_property
    def unit_table(self) -> UnitTable:
        """The table of the units as the products speak of it."""
        return UnitTable(self.challenge, self.units.table, self.bundle.alike)

    @property
    def index(self) -> np.ndarray:
        """The index of each unit; NaN where it has none."""
        return self.unit_table.index

    @property
    def people(self) -> np.ndarray | None:
        """People of each unit; None where the challenge counts none."""
        return self.unit_table.people

    def finding(self, language: Language) -> str:
        """Return the sentence above the map: that of the bundle itself, on whatever scale its scores are here."""
        if self.own:
            return self.own.finding(language)
        return headline(self.unit_table, self.clusters.table["cluster_label"][~self.low].tolist(), language)

    @property
    def low(self) -> np.ndarray:
        """Which clusters are of low need."""
        return self.clusters.table[CLUSTER_TYPE].isin(LOW_TYPES).to_numpy()


def read_subject(bundle: Bundle, progress: Progress) -> Subject:
    """Read the units and clusters of a bundle.

    Raises
    ------
    OpgaveError
        A layer or field that the map needs is not there.
    """
    units = read_features(bundle.layer(UNITS), target_crs=WGS84, progress=progress)[0]
    clusters = read_features(bundle.layer(CLUSTERS), target_crs=WGS84, progress=progress)[0]
    if not len(units):
        raise OpgaveError("The bundle '{folder}' has no units: recompute the map.", folder=bundle.folder)
    spec = bundle.challenge.units
    needed = [spec.result_key, spec.name, INDEX, CLUSTER_ID, *(score_field(one.id) for one in bundle.challenge.indicators)]
    for field in needed:
        if field not in units.table:
            raise missing_field(UNITS, field, list(units.table))
    return Subject(bundle, units, clusters)


def describe_subject(
    subject: Subject, pen: ShapeWriter, breaks: list[float], language: Language, shared: Mapping[str, np.ndarray] = NOTHING_SHARED
) -> dict:
    """Return what the page is given of a challenge; ``breaks`` are the edges of the classes of the index.

    ``shared`` holds the values that an indicator's classes are cut from, by id, where these are not its own alone.
    """
    challenge = subject.challenge
    return {
        "id": challenge.id,
        "title": challenge.title.of(language.code),
        "question": question_in_place(challenge, subject.bundle.municipality, language),
        "finding": subject.finding(language),
        "owner": challenge.owner,
        "people": people_name(subject.unit_table, language) if subject.people is not None else "",
        "weighing": weighing(subject.unit_table, language),
        "noClusters": no_clusters((subject.own or subject).unit_table, language),
        "groups": group_texts(challenge, language) | {"legend": group_title(challenge, language)},
        "method": challenge.aggregation.method,
        "allowed": challenge.aggregation.allowed_missing_share,
        "breaks": breaks,
        "units": units_of(subject, pen, language),
        "indicators": list(indicators_of(subject, language, shared)),
        "proposals": list(proposals_of(challenge, language)),
        "clusters": list(clusters_of(subject, pen, language)),
        "sources": [source_row(row, language) for row in list_inputs(subject.bundle, language)],
        "how": " ".join(how_made(subject, language)),
        "made": made_in_words(subject.bundle.made, subject.bundle.as_of, language),
        "day": language.date(subject.bundle.as_of),
        "facts": age_sentences(subject, language),
    }


def how_made(subject: Subject, language: Language) -> Iterator[str]:
    """Yield what a score is, how scores became an index and the index clusters, and what the certainty of an area is where it was drawn."""
    if len(subject.units) >= LEAST_COMPARED:
        yield words.scale_words(subject.challenge, language)
    yield words.aggregation_words(subject.challenge, language)
    yield words.cluster_words((subject.own or subject).unit_table, language)
    if subject.unit_table.probability is not None:
        yield from words.certainty_is(subject.challenge, DRAWS, language)


def age_sentences(subject: Subject, language: Language) -> str:
    """Return how old the oldest of all layers is, how much is missing, and how many cases lie outside the clusters, in a sentence each."""
    results = subject.bundle.manifest["results"]
    dated = [row for row in list_inputs(subject.bundle, language) if row["age_days"] is not None]
    said = [
        *filter(None, [audience_words(subject.bundle.audience, language)]),
        *warn_of_blocking(list_marks(subject.bundle, language), language),
    ]
    if dated:
        oldest = max(dated, key=lambda row: row["age_days"])
        said.append(language.tr("Oldest layer: {layer}, {age}.", layer=oldest["title"], age=age_in_words(oldest["age_days"], language)))
    if results.get("missing_share") is not None:
        said.append(language.tr("Weight missing: {share} %.", share=language.number(100 * results["missing_share"], 1)))
    outside = outside_words(subject.unit_table, subject.unit_table.cases, language)
    kinds, figures = kinds_of(subject.bundle), figures_of(subject, language)
    indicators = [
        (kinds.get(one.id, MEASURED), one.title.of(language.code), figures.get(one.id, "")) for one in subject.challenge.indicators
    ]
    unchecked = count_unchecked((one.get("evidence", "") for one in subject.bundle.manifest.get("indicators", ())), language)
    rest_on = [*list_kinds(indicators, language), *unchecked]
    return " ".join([*said, *rest_on, *coverage_of(subject, language), *filter(None, [outside])])


def kinds_of(bundle: Bundle) -> dict[str, str]:
    """Return by indicator how its values came about; nothing of a bundle that was made before this was kept."""
    rows = bundle.manifest.get("indicators", ())
    return {one["id"]: told_kind(one["kind"], bool(one.get("alike")), bool(one.get("municipal"))) for one in rows}


def figures_of(subject: Subject, language: Language) -> dict[str, str]:
    """Return by indicator its figure for the municipality, of when and whose, where the bundle has one."""
    titles = {one.id: one.municipal.title.of(language.code) for one in subject.challenge.indicators if one.municipal}
    kept = {one["id"]: one["municipal"] for one in subject.bundle.manifest.get("indicators", ()) if one.get("municipal")}
    return {id: say_figure({**facts, "title": titles.get(id) or facts["title"]}, language) for id, facts in kept.items()}


def coverage_of(subject: Subject, language: Language) -> list[str]:
    """Return how many units have all data, and which tables others lack; nothing where the manifest does not say."""
    results = subject.bundle.manifest["results"]
    lacking = [(row["title"], row["units_lacking"]) for row in list_inputs(subject.bundle, language) if row.get("units_lacking")]
    lines = lines_on(results.get("units_complete", results["unit_count"]), results["unit_count"], lacking, language)
    return [*lines, *partial_words(subject.challenge, results.get("units_with_part_of_raster", {}), language)]


def units_of(subject: Subject, pen: ShapeWriter, language: Language) -> dict:
    """Return names, keys, people, clusters, certainties and shapes of the units, each as a list."""
    spec, table = subject.challenge.units, subject.units.table
    keys = key_texts(table[spec.result_key])
    return {
        "keys": keys.tolist(),
        "names": display_names(table[spec.name].fillna(pd.Series(keys)).astype(str)).tolist(),
        "people": None if subject.people is None else round_values(subject.people, digits=VALUE_DIGITS),
        "clusters": subject.unit_table.membership.tolist(),
        **certainty_of(subject.unit_table, language),
        "shapes": pen.polygons(subject.units.geometry),
        "coarse": pen.coarse(subject.units.geometry),
    }


def certainty_of(units: UnitTable, language: Language) -> dict:
    """Return how probably each unit belongs to a cluster: words, each once, and for each unit which of them; nothing where not drawn."""
    if units.probability is None:
        return {}
    said = np.array([word_certainty(float(one), language) for one in units.probability])
    texts, which = np.unique(said, return_inverse=True)
    return {"certaintyWords": texts.tolist(), "certainty": which.tolist()}


def indicators_of(subject: Subject, language: Language, shared: Mapping[str, np.ndarray] = NOTHING_SHARED) -> Iterator[dict]:
    """Yield each indicator with its values and scores; those that proposals would add come last, without weight.

    Parameters as for `describe_subject`.
    """
    own, table = {one.id for one in subject.challenge.indicators}, subject.units.table
    kinds = kinds_of(subject.bundle)
    for one in subject.challenge.every_indicator:
        if score_field(one.id) not in table:
            continue
        values = table[one.id].to_numpy(dtype=float) if one.id in table else np.full(len(table), np.nan)
        yield {
            "id": one.id,
            "title": one.title.of(language.code),
            "why": " ".join(filter(None, [one.why.of(language.code), say_stands_for(one.stands_for.of(language.code), language)])),
            **({"kind": name_kind(kinds[one.id], language)} if kinds.get(one.id, MEASURED) != MEASURED else {}),
            "unit": one.unit,
            "direction": words.direction(one, language),
            "weight": one.weight if one.id in own else 0.0,
            "decimals": decimals_of(one, values),
            "breaks": list(map_classes(shared.get(one.id, values)).edges),
            "values": round_values(values, digits=VALUE_DIGITS),
            **({"hidden": np.flatnonzero(table[hidden_field(one.id)] == 1).tolist()} if hidden_field(one.id) in table else {}),
            "scores": round_values(table[score_field(one.id)].to_numpy(dtype=float), decimals=SCORE_DECIMALS),
        }


def decimals_of(indicator: Indicator, values: np.ndarray) -> int:
    """Return how many decimals show an indicator's values: none where all are whole."""
    known = values[np.isfinite(values)]
    if not len(known) or (known == np.rint(known)).all():
        return 0
    return max(words.decimals_for(float(np.abs(known).max() + 1e-3)), 0)


def proposals_of(challenge: Challenge, language: Language) -> Iterator[dict]:
    """Yield what weights each proposal gives."""
    for proposal in challenge.proposals:
        proposed = challenge.proposed(proposal).indicators
        yield {"title": proposal.title.of(language.code), "weights": {one.id: one.weight for one in proposed}}


def clusters_of(subject: Subject, pen: ShapeWriter, language: Language) -> Iterator[dict]:
    """Yield the clusters, the one with most need first."""
    features = subject.clusters
    rows, sure = features.table.to_dict("records"), cluster_certainty(subject.unit_table, language)
    for row, shape, place in zip(rows, pen.polygons(features.geometry), pen.points(features.geometry), strict=True):
        yield {
            "id": int(row[CLUSTER_ID]),
            "label": row["cluster_label"],
            "low": row[CLUSTER_TYPE] in LOW_TYPES,
            "certainty": sure.get(int(row[CLUSTER_ID]), ""),
            "units": int(row["unit_count"]),
            "people": number(row.get("population")),
            "index": number(row["mean_value"]),
            "hectares": number(row["area_m2"] / HECTARE),
            "place": place,
            "shape": shape,
        }


def source_row(facts: dict, language: Language) -> dict:
    """Return a row of the table of sources, from `list_inputs`."""
    return {
        "title": facts["title"],
        "publisher": facts["publisher"],
        "kind": record_words.publisher_kind(facts["publisher_kind"], language),
        "licence": facts["licence"] or language.tr("licence unknown"),
        "date": facts["date"] or language.tr("date unknown"),
        "age": age_in_words(facts["age_days"], language),
        "light": facts["freshness"],
        "freshness": ", ".join(filter(None, [record_words.freshness(facts["freshness"], language), say_mark(read_mark(facts), language)])),
        "passed_on": record_words.redistribution(facts["redistribution"], language),
    }


def round_values(values: np.ndarray, decimals: int | None = None, digits: int | None = None) -> list[float | None]:
    """Return values for JSON, rounded to decimals or to significant digits; None where there is no value."""
    if decimals is not None:
        return [None if value != value else float(value) for value in np.round(values, decimals)]
    return [None if value != value else drop_point(float(f"{value:.{digits}g}")) for value in values.tolist()]


def drop_point(value: float) -> float | int:
    """Return a whole number without its point."""
    return int(value) if value.is_integer() else value


def number(value: float | None) -> float | None:
    """Return one value for JSON."""
    return None if value is None or value != value else drop_point(float(f"{value:.{VALUE_DIGITS}g}"))
