"""What the outcome says in words, in the language of the product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ...analysis.belonging import Belonging
from ...challenge.area_level import AreaLevel
from ...challenge.clustering import Clustered
from ...challenge.collected import Collected
from ...challenge.comparison import comparison_words
from ...challenge.indexing import Indexed
from ...challenge.unit_table import UnitTable
from ...model.challenge import Challenge, Indicator, Measurement
from ...model.cluster_methods import CLUSTER_METHODS
from ...texts.cluster_texts import METHOD_TEXTS
from ...texts.index_texts import INDEX_IS_TEXTS, NORMALISATION_TEXTS
from ...texts.language import Language
from .causes import Cause, causes_of
from .headline import cluster_doubts, cluster_size_words, headline, in_sentence, method_sentence, people_name, scanned_title

SCALE_TEXTS = {
    "relative": (
        "A score compares the areas of this map with each other: a low score means less need than elsewhere, not that there is no need."
    ),
    "target": "A score of 0 means that the target is reached; 100 is the limit, or where none is stated the worst value.",
    "both": (
        "A score compares the areas of this map with each other: a low score means less need than elsewhere, not that there is no need."
        " Only for an indicator with a target does 0 mean that the target is reached."
    ),
}
"""What a score means: of indicators that compare areas, of indicators with a target, and of a challenge that has both."""


def finding(outcome: Clustered, language: Language) -> str:
    """Return the sentence that stands above the map (see `headline.headline`)."""
    return headline(outcome.unit_table, outcome.clusters.table["cluster_label"].tolist(), language)


def cluster_lines(outcome: Clustered, language: Language) -> list[str]:
    """Return one sentence for each cluster: its name, size, index, what stands out, and its certainty where that is less than probable."""
    units, rows = outcome.unit_table, outcome.clusters.table.to_dict("records")
    doubts = cluster_doubts(units, language)
    return [
        _cluster_line(row, causes, doubts.get(row["cluster_id"], ""), units, language)
        for row, causes in zip(rows, causes_of(outcome), strict=True)
    ]


def _cluster_line(row: dict, causes: Sequence[Cause], doubt: str, units: UnitTable, language: Language) -> str:
    line = language.tr(
        "{label}: {size}, index {index}",
        label=row["cluster_label"],
        size=cluster_size_words(row, units, language),
        index=language.number(row["mean_value"]),
    )
    if "relative_risk" in row:
        line = language.tr("{line}; {risk} times as many cases as elsewhere", line=line, risk=language.number(row["relative_risk"], 1))
    above = [one.words(language) for one in causes if one.points > 0]
    if above:
        line = language.tr("{line}; stands out: {reasons}", line=line, reasons=", ".join(above))
    return language.tr("{line}; certainty: {certainty}", line=line, certainty=doubt) if doubt else line


def certainty_sentences(outcome: Clustered, areas: AreaLevel | None, language: Language) -> Iterator[str]:
    """Yield what the certainty of clusters means, how many areas are core and fringe, and what larger areas would give."""
    if outcome.belonging is not None and outcome.belonging.to_cluster:
        yield from _belonging_sentences(outcome, outcome.belonging, language)
    if areas is not None:
        yield _area_level(areas, outcome.unit_table, language)


def _area_level(found: AreaLevel, units: UnitTable, language: Language) -> str:
    """Return what stands out when larger areas are compared."""
    counts = {
        "found": language.number(found.found),
        "areas": language.number(found.areas),
        "units": language.number(len(units)),
        "title": found.title.of(language.code),
    }
    if not found.found:
        return language.tr(
            "If the {areas} areas of the layer '{title}' were compared instead of these {units}, none would stand out; the fewer the areas,"
            " the less a test finds.",
            **counts,
        )
    if np.isnan(found.people):
        return language.tr(
            "If the {areas} areas of the layer '{title}' were compared instead of these {units}, {found} would stand out.", **counts
        )
    return language.tr(
        "If the {areas} areas of the layer '{title}' were compared instead of these {units}, {found} would stand out, with {share} % of the"
        " {people}.",
        share=language.number(100 * found.people),
        people=people_name(units, language),
        **counts,
    )


def _belonging_sentences(outcome: Clustered, drawn: Belonging, language: Language) -> Iterator[str]:
    units = outcome.unit_table
    yield from certainty_is(outcome.indexed.collected.challenge, drawn.draws, language)
    indicators = outcome.indexed.collected.challenge.indicators
    if drawn.sampled:
        yield language.tr(
            "The values of {count} of the {total} indicators were varied too, within their sampling error; that of the others is"
            " not known.",
            count=language.number(len(drawn.sampled)),
            total=language.number(len(indicators)),
        )
    else:
        yield language.tr("The sampling error of the indicators is not known, so the certainty does not take it into account.")
    yield " ".join(_core_and_fringe(units, int(np.isfinite(drawn.probability).sum()), language))
    if outcome.core_found is not None and units.core.any():
        yield language.tr(
            "The challenge's own test finds {found} of these {core} core areas in at least nine of ten of the same computations.",
            found=language.number(outcome.core_found),
            core=language.number(int(units.core.sum())),
        )


def _core_and_fringe(units: UnitTable, total: int, language: Language) -> Iterator[str]:
    """Yield how many of the ``total`` areas with an index form the core of the clusters, and how many others may belong to one."""
    yield language.tr(
        "Of the {total} areas with an index, 1 forms the core of the clusters: it lies in one on the map, with a certainty of 90 % or"
        " more. | Of the {total} areas with an index, {count} form the core of the clusters: they lie in one on the map, with a certainty"
        " of 90 % or more.",
        count=language.number(int(units.core.sum())),
        total=language.number(total),
    )
    if not units.fringe.any():
        return
    yield language.tr(
        "1 other lies in a cluster with less certainty, or outside the clusters while it may belong to one (more than 10 %); the map"
        " hatches it. | {count} others lie in a cluster with less certainty, or outside the clusters while they may belong to one (more"
        " than 10 %); the map hatches them.",
        count=language.number(int(units.fringe.sum())),
    )


def certainty_is(challenge: Challenge, draws: int, language: Language) -> Iterator[str]:
    """Yield what the certainty of an area is by the challenge's method, and what it does not say."""
    if CLUSTER_METHODS[challenge.clusters.method].tests:
        yield language.tr(
            "Certainty is an estimate of the probability that an area belongs to a contiguous group of high need. In each of {draws}"
            " computations, with other weights, normalisations, means and neighbours, a model starts from the clearest areas and adds areas"
            " around them. That is wider than the test by which the clusters on the map were found.",
            draws=language.number(draws),
        )
        yield language.tr("Certainty says whether an area belongs to a group of high need, not whether that group is more than chance.")
    else:
        yield language.tr(
            "Certainty is the share of {draws} computations, each with other weights, normalisations and means, in which an area reaches"
            " the threshold.",
            draws=language.number(draws),
        )


def direction(indicator: Indicator, language: Language) -> str:
    """Return which values mean need."""
    return language.tr("high values") if indicator.direction == "high" else language.tr("low values")


def normalisation(indicator: Indicator, language: Language) -> str:
    """Return how values become scores."""
    if indicator.normalisation == "target" and indicator.target is not None:
        target = f"{language.number(indicator.target, decimals_for(indicator.target))} {indicator.unit}".strip()
        return language.tr("distance to the target {target}", target=target)
    return language.tr(NORMALISATION_TEXTS[indicator.normalisation])


def decimals_for(*values: float) -> int:
    """Return how many decimals show values beside each other without false precision: none where all are whole."""
    largest = max(np.abs(values))
    if not np.isfinite(largest) or largest >= 100 or all(value == round(value) for value in values):
        return 0
    return 1 if largest >= 10 else 2


def method(indexed: Indexed, clustered: bool, language: Language) -> Iterator[str]:
    """Yield how an index was made, a paragraph a step, for someone outside the profession."""
    challenge = indexed.collected.challenge
    yield language.tr(
        "Every indicator was measured for each of the {count} areas and converted to a need score from 0 to 100.",
        count=language.number(len(indexed.collected.units)),
    )
    yield comparison_words(indexed.collected, language) or scale_words(challenge, language)
    yield aggregation_words(challenge, language)
    for measurement, minimum in indexed.collected.hiding:
        if minimum > 0:
            yield language.tr(
                "An area with fewer than {minimum} {counted} is hidden: such small numbers reveal persons rather than describe the area.",
                minimum=language.number(minimum),
                counted=in_sentence(field_title(indexed, measurement, language)),
            )
    if clustered:
        yield cluster_words(indexed.unit_table, language)


def field_title(indexed: Indexed, measurement: Measurement, language: Language) -> str:
    """Return what the catalogue calls a field."""
    record = indexed.collected.catalogue.records.get(measurement.layer)
    spec = record.fields.get(measurement.field) if record else None
    return (spec.title.of(language.code) if spec and spec.title else "") or measurement.field


def clusters_are(indexed: Indexed, language: Language) -> str:
    """Return what a cluster is, by the challenge's method, and which comes first."""
    return method_sentence(METHOD_TEXTS[indexed.collected.challenge.clusters.method].clusters_are, indexed.unit_table, language)


def scale_words(challenge: Challenge, language: Language) -> str:
    """Return what a score of 0 to 100 means, by how the challenge's indicators are normalised."""
    with_target = {one.normalisation == "target" for one in challenge.indicators if one.weight > 0}
    return language.tr(SCALE_TEXTS["both" if len(with_target) > 1 else "target" if True in with_target else "relative"])


def index_title(collected: Collected, language: Language) -> str:
    """Return the title of the index in a legend: it compares areas, unless these are too few or every indicator has a target."""
    challenge = collected.challenge
    if collected.comparison or all(one.normalisation == "target" for one in challenge.indicators if one.weight > 0):
        return language.tr("Need index (0-100)")
    return language.tr("Need index (0-100), compared with the other areas")


def aggregation_words(challenge: Challenge, language: Language) -> str:
    """Return how scores become an index, and which units get none."""
    mean = language.tr(INDEX_IS_TEXTS[challenge.aggregation.method])
    allowed = language.number(100 * challenge.aggregation.allowed_missing_share)
    rule = language.tr("An area for which more than {share} % of the weight is missing has no index (too little data).", share=allowed)
    return f"{mean} {rule}"


def cluster_words(units: UnitTable, language: Language) -> str:
    """Return how the clusters were found, by the challenge's method."""
    challenge, spec = units.challenge, units.challenge.clusters
    return method_sentence(
        METHOD_TEXTS[spec.method].rests_on,
        units,
        language,
        method=language.tr(METHOD_TEXTS[spec.method].name),
        title=scanned_title(challenge, language),
        weights=spec.weights,
        alpha=language.number(100 * spec.alpha, decimals_for(100 * spec.alpha)),
        times=language.number(1 / spec.alpha),
        permutations=language.number(spec.permutations),
        floor=language.number(spec.floor),
    )
