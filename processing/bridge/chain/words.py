"""What the outcome says in words, in the language of the product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ...analysis.clusters import LABEL_SEPARATOR
from ...model.challenge import Challenge, Indicator, Measurement
from ..language import Language
from .clustering import Clustered
from .indexing import Indexed

NUMBER_TEXTS = {
    2: "Two",
    3: "Three",
    4: "Four",
    5: "Five",
    6: "Six",
    7: "Seven",
    8: "Eight",
    9: "Nine",
    10: "Ten",
    11: "Eleven",
    12: "Twelve",
}


def finding(outcome: Clustered, language: Language) -> str:
    """Return the sentence that stands above the map: where, how many, how much of the people."""
    labels = outcome.clusters.table["cluster_label"].tolist()
    return finding_on(labels, outcome.indexed.collected.challenge, people_share(outcome), language)


def finding_on(labels: Sequence[str], challenge: Challenge, share: float | None, language: Language) -> str:
    """Return that sentence for clusters of these names, the first one first, in which a share (0-1) of the people lives."""
    if not labels:
        return language.tr("Nowhere does the need stand out from chance")
    first, _, others = labels[0].partition(LABEL_SEPARATOR)
    place = language.tr("{place} and around", place=first) if others else first
    if challenge.clusters.method == "skater":
        return language.tr(
            "{count} regions of areas alike, with the greatest need in {place}", count=number_word(len(labels), language), place=place
        )
    if share is None:
        if len(labels) == 1:
            return language.tr("One area stands out: {place}", place=place)
        return language.tr("{count} areas stand out, led by {first}", count=number_word(len(labels), language), first=first)
    percent = language.number(100 * share)
    people = challenge.units.population.title.of(language.code)
    if len(labels) == 1:
        return language.tr("One area with {share} % of the {people} stands out: {place}", share=percent, people=people, place=place)
    return language.tr(
        "{count} areas with {share} % of the {people} stand out, led by {first}",
        count=number_word(len(labels), language),
        share=percent,
        people=people,
        first=first,
    )


def number_word(count: int, language: Language) -> str:
    """Return a number as a sentence begins with it: in letters up to twelve."""
    return language.tr(NUMBER_TEXTS[count]) if count in NUMBER_TEXTS else language.number(count)


def people_share(outcome: Clustered) -> float | None:
    """Return the share (0-1) of the people that live in a cluster; None where nobody is counted."""
    return share_within(outcome.indexed.people, outcome.clusters.membership > 0)


def share_within(people: np.ndarray | None, within: np.ndarray) -> float | None:
    """Return the share (0-1) of the people in the units ``within``; None where nobody is counted."""
    if people is None or not np.nansum(people) > 0:
        return None
    return float(np.nansum(people[within]) / np.nansum(people))


def cluster_lines(outcome: Clustered, language: Language) -> list[str]:
    """Return one sentence for each cluster: its name, size, index and what stands out."""
    indicators = {one.id: one for one in outcome.indexed.collected.challenge.indicators}
    rows = outcome.clusters.table.to_dict("records")
    return [
        _cluster_line(row, standouts, indicators, people_name(outcome.indexed, language), language)
        for row, standouts in zip(rows, outcome.standouts, strict=True)
    ]


def people_name(indexed: Indexed, language: Language) -> str:
    """Return who is counted, such as 'inhabitants'; 'areas' where nobody is."""
    if indexed.people is None:
        return language.tr("areas")
    return indexed.collected.challenge.units.population.title.of(language.code)


def in_sentence(title: str) -> str:
    """Return a title as it stands within a sentence: 'Median income' as 'median income', but 'EPC label' as it is."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _cluster_line(row: dict, standouts: list[tuple[str, float]], indicators: dict[str, Indicator], people: str, language: Language) -> str:
    size = row.get("population", row["unit_count"])
    line = language.tr(
        "{label}: {size} {people}, index {index}",
        label=row["cluster_label"],
        size=language.number(size),
        people=people,
        index=language.number(row["mean_value"]),
    )
    if "relative_risk" in row:
        line = language.tr("{line}; {risk} times as many cases as elsewhere", line=line, risk=language.number(row["relative_risk"], 1))
    above = [in_sentence(indicators[id].title.of(language.code)) for id, points in standouts if points > 0]
    return language.tr("{line}; stands out: {reasons}", line=line, reasons=", ".join(above)) if above else line


def direction(indicator: Indicator, language: Language) -> str:
    """Return which values mean need."""
    return language.tr("high values") if indicator.direction == "high" else language.tr("low values")


def normalisation(indicator: Indicator, language: Language) -> str:
    """Return how values become scores."""
    if indicator.normalisation == "target":
        target = f"{language.number(indicator.target, decimals_for(indicator.target))} {indicator.unit}".strip()
        return language.tr("distance to the target {target}", target=target)
    return {
        "z_score": language.tr("z-score"),
        "min_max": language.tr("min-max"),
        "percentile": language.tr("rank"),
    }[indicator.normalisation]


def decimals_for(largest: float) -> int:
    """Return how many decimals show a value of this size without false precision."""
    if not np.isfinite(largest) or abs(largest) >= 100 or largest == round(largest):
        return 0
    return 1 if abs(largest) >= 10 else 2


def method(indexed: Indexed, clustered: bool, language: Language) -> Iterator[str]:
    """Yield how an index was made, a paragraph a step, for someone outside the profession."""
    challenge = indexed.collected.challenge
    yield language.tr(
        "Every indicator was measured for each of the {count} areas and turned into a score of need from 0 (no need) to 100 (most).",
        count=language.number(len(indexed.collected.units)),
    )
    yield aggregation_words(challenge, language)
    for measurement, minimum in challenge.hiding():
        if minimum > 0:
            yield language.tr(
                "An area with fewer than {minimum} {counted} is hidden: what is known of so few says something of persons, and little of"
                " the area.",
                minimum=language.number(minimum),
                counted=in_sentence(field_title(indexed, measurement, language)),
            )
    if clustered:
        yield _cluster_words(indexed, language)


def field_title(indexed: Indexed, measurement: Measurement, language: Language) -> str:
    """Return what the catalogue calls a field."""
    record = indexed.collected.catalogue.records.get(measurement.layer)
    spec = record.fields.get(measurement.field) if record else None
    return (spec.title.of(language.code) if spec and spec.title else "") or measurement.field


def clusters_are(indexed: Indexed, language: Language) -> str:
    """Return what a cluster is, by the challenge's method, and which comes first."""
    method, people = indexed.collected.challenge.clusters.method, people_name(indexed, language)
    if method == "skater":
        return language.tr(
            "All areas are divided into regions of adjoining areas that are alike, for neighbourhood working. The first has the highest"
            " mean index."
        )
    if method == "scan":
        return language.tr(
            "A cluster is a circle of areas with more cases than chance would give. The first is the one that chance explains least."
        )
    if method == "threshold":
        return language.tr(
            "A cluster is a group of adjoining areas with an index at or above the threshold. The first holds most need: index times"
            " {people}.",
            people=people,
        )
    return language.tr(
        "A cluster is a group of adjoining areas in which the need is higher than chance would give. The first holds most need: index times"
        " {people}.",
        people=people,
    )


def aggregation_words(challenge: Challenge, language: Language) -> str:
    """Return how scores become an index, and which units get none."""
    if challenge.aggregation.method == "geometric":
        mean = language.tr("The index is the weighted geometric mean of the scores: one low score weighs more than in a plain mean.")
    else:
        mean = language.tr("The index is the weighted mean of the scores.")
    allowed = language.number(100 * challenge.aggregation.allowed_missing_share)
    rule = language.tr("An area for which more than {share} % of the weight is missing gets no index: too little data.", share=allowed)
    return f"{mean} {rule}"


def _cluster_words(indexed: Indexed, language: Language) -> str:
    challenge = indexed.collected.challenge
    spec = challenge.clusters
    alpha = language.number(100 * spec.alpha, decimals_for(100 * spec.alpha))
    if spec.method == "threshold":
        return language.tr("A cluster is a group of adjoining areas with an index at or above the threshold.")
    if spec.method == "skater":
        return language.tr(
            "The regions come from a tree that joins adjoining areas by the smallest difference in index, cut where that leaves the regions"
            " most alike within (SKATER); each has at least {floor} {people}.",
            floor=language.number(spec.floor),
            people=people_name(indexed, language),
        )
    if spec.method == "scan":
        titles = {one.id: one.title.of(language.code) for one in challenge.indicators}
        return language.tr(
            "Circles of every size around every area were compared with the rest by their number of cases ({indicator}); a cluster has more"
            " than chance would give once in {times} (Kulldorff's spatial scan).",
            indicator=titles[spec.indicator],
            times=language.number(1 / spec.alpha),
        )
    return language.tr(
        "A cluster is a group of adjoining areas where the index and that of the neighbours together ({method}, neighbours {weights}) are"
        " higher than chance would give, with at most {alpha} % false alarms (false discovery rate, {permutations} permutations).",
        method={"gi_star": "Gi*", "local_moran": "local Moran"}[spec.method],
        weights=spec.weights,
        alpha=alpha,
        permutations=language.number(spec.permutations),
    )
