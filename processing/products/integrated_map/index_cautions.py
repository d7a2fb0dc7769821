"""What to mind when an index is read: what its indicators truly weigh, which of them are nearly one, and which values shape all scores."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ...analysis.clusters import STANDOUT_POINTS
from ...analysis.index import score
from ...analysis.influence import AlikeIndicators, Influence, alike_groups, weigh_indicators
from ...analysis.outliers import Outlier, find_outlier
from ...analysis.sensitivity import correlations
from ...challenge.counting import FewCounted, few_counted
from ...challenge.indexing import Indexed
from ...model.averaging import base_of
from ...model.challenge import Indicator
from ...model.choices import FEW_COUNTED
from ...qgis_io.columns import display_names
from ...texts.averaging_texts import base_name
from ...texts.index_texts import OUTLIER_TEXTS
from ...texts.language import Language
from . import words
from .headline import join_names


def influence_content(indexed: Indexed, language: Language) -> dict:
    """Return what the report shows of the weights: a row for each indicator, how to read it, what overlaps, the correlations."""
    evaluation, challenge = indexed.evaluation, indexed.collected.challenge
    influence = weigh_indicators(evaluation.scores, evaluation.weights, challenge.aggregation.method)
    titles = {one.id: one.title.of(language.code) for one in challenge.indicators}
    correlation = correlations(evaluation.scores)
    rows = [
        {"title": titles[id], "weight": influence.weight[id], "variance": influence.variance[id], "alone": influence.alone[id]}
        for id in sorted(titles, key=lambda id: -np.nan_to_num(influence.variance[id]))
    ]
    return {
        "rows": rows,
        "words": influence_words(influence, rows, language),
        "alike": [alike_words(one, titles, influence, language) for one in overlapping(correlation, influence)],
        "names": list(titles.values()),
        "correlations": [(titles[id], correlation.loc[id].tolist()) for id in correlation],
    }


def overlapping(correlation: pd.DataFrame, influence: Influence) -> list[AlikeIndicators]:
    """Return the indicators with weight that are nearly one; nothing where too few areas have all of them to tell."""
    ids = influence.variance.index[influence.variance.notna() & (influence.weight > 0)]
    return alike_groups(correlation.loc[ids, ids])


def influence_words(influence: Influence, rows: list[dict], language: Language) -> str:
    """Return what the shares say, and of how many areas; or why there are none."""
    if influence.variance.isna().any():
        return language.tr(
            "What the indicators truly weigh cannot be computed: too few areas have a value for every indicator ({count}), or their index"
            " is the same.",
            count=language.number(influence.units),
        )
    first = rows[0]
    return language.tr(
        "{indicator}: {weight} % of the weight, {share} % of the differences in the index between areas. An indicator that hardly varies"
        " weighs less than its weight; one that goes along with others weighs more. Computed over the {count} areas with a value for every"
        " indicator.",
        indicator=first["title"],
        weight=language.number(100 * first["weight"]),
        share=language.number(100 * first["variance"]),
        count=language.number(influence.units),
    )


def same_rank_words(alike: AlikeIndicators, titles: dict[str, str], language: Language) -> str:
    """Return which indicators rank the areas almost alike."""
    names = join_names([f"'{titles[id]}'" for id in alike.ids], language)
    low, high = (language.number(value, 2) for value in (alike.low, alike.high))
    between = low if low == high else language.tr("{low} to {high}", low=low, high=high)
    if alike.reverse:
        return language.tr(
            "{indicators} rank the areas almost alike, or in reverse (rank correlation {size}).", indicators=names, size=between
        )
    return language.tr("{indicators} rank the areas almost alike (rank correlation {size}).", indicators=names, size=between)


def alike_words(alike: AlikeIndicators, titles: dict[str, str], influence: Influence, language: Language) -> str:
    """Return which indicators are nearly one, and what they weigh together."""
    ids = list(alike.ids)
    counted = language.tr(
        "They count as {count} indicators but say hardly more than one, with {weight} % of the weight and {share} % of the differences in"
        " the index.",
        count=len(ids),
        weight=language.number(100 * influence.weight[ids].sum()),
        share=language.number(100 * influence.variance[ids].sum()),
    )
    return f"{same_rank_words(alike, titles, language)} {counted}"


def outlier_words(indexed: Indexed, language: Language) -> Iterator[str]:
    """Yield for each indicator with outliers its most extreme value, where that is, and what it does to the scores of the other areas."""
    for one in indexed.collected.challenge.indicators:
        values = indexed.evaluation.raw[one.id].to_numpy()
        found = find_outlier(values)
        if found and one.weight > 0:
            yield f"{_extreme(indexed, one, found, language)} {_effect_on_scores(values, one, found, language)}"


def few_words(indexed: Indexed, language: Language) -> Iterator[str]:
    """Yield for each thing counted in how many areas it is few, whose values that makes chance, and what one case does in the smallest."""
    groups: dict[tuple, list[FewCounted]] = {}
    for found in few_counted(indexed.collected.challenge.indicators, indexed.measured):
        groups.setdefault((base_name(base_of(found.indicator), language), found.units, found.smallest), []).append(found)
    names = display_names(indexed.collected.units.table[indexed.collected.challenge.units.name])
    for (counted, units, smallest), group in groups.items():
        said = language.tr(
            "In 1 area fewer than {least} {counted} are counted; the value there can vary strongly by chance: {values}. |"
            " In {count} areas fewer than {least} {counted} are counted; the values there can vary strongly by chance: {values}.",
            count=units,
            least=FEW_COUNTED,
            counted=counted,
            values=", ".join(_few_values(found, language) for found in group),
        )
        yield " ".join([said, *_one_case(group, str(names[smallest]), counted, language)])


def _few_values(found: FewCounted, language: Language) -> str:
    decimals = words.decimals_for(found.low, found.high)
    low, high = (language.number(value, decimals) for value in (found.low, found.high))
    values = f"{low if low == high else language.tr('{low} to {high}', low=low, high=high)} {found.indicator.unit}".strip()
    return f"'{found.indicator.title.of(language.code)}' ({values})"


def _one_case(group: list[FewCounted], place: str, counted: str, language: Language) -> Iterator[str]:
    """Yield what one case does in the smallest area, by the first indicator that counts cases."""
    for found in (one for one in group if np.isfinite(one.step)):
        unit = language.tr("percentage points") if found.indicator.unit == "%" else found.indicator.unit
        yield language.tr(
            "In {place} ({counted}: {number}) one case more or less changes '{indicator}' by {step}.",
            place=place,
            number=language.number(found.counted),
            counted=counted,
            indicator=found.indicator.title.of(language.code),
            step=f"{language.number(found.step, words.decimals_for(found.step))} {unit}".strip(),
        )
        return


def _extreme(indexed: Indexed, one: Indicator, found: Outlier, language: Language) -> str:
    names = display_names(indexed.collected.units.table[indexed.collected.challenge.units.name])
    decimals = words.decimals_for(found.value, found.median)
    value = f"{language.number(found.value, decimals)} {one.unit}".strip()
    place = str(names[found.unit])
    if found.alike > 1:
        place = language.tr("{place} and {count} other area | {place} and {count} other areas", place=place, count=found.alike - 1)
    return language.tr(
        "'{indicator}': the most extreme value is {value}, in {place}; the median is {median}.",
        indicator=one.title.of(language.code),
        value=value,
        place=place,
        median=language.number(found.median, decimals),
    )


def _effect_on_scores(values: np.ndarray, one: Indicator, found: Outlier, language: Language) -> str:
    """Return how far the scores of the other areas would differ without the most extreme value."""
    others = np.isfinite(values) & (values != found.value)
    if np.ptp(values[others]) == 0:
        return language.tr(OUTLIER_TEXTS["alone"])
    rule = (one.normalisation, one.direction, one.target, one.limit)
    without = score(np.where(others, values, np.nan), *rule)[others]
    change = np.abs(without - score(values, *rule)[others])
    by_points = language.tr(
        "Without this value the scores of the other areas would differ by {mean} points on average, and by {most} at most.",
        mean=language.number(change.mean(), 1),
        most=language.number(change.max(), 1),
    )
    worst = (found.value > found.median) == (one.direction == "high")
    ends = one.normalisation == "min_max" or (one.normalisation == "target" and one.limit is None and worst)
    kind = "end_of_scale" if ends else one.normalisation
    if kind not in OUTLIER_TEXTS or change.max() < STANDOUT_POINTS:
        return by_points
    return f"{language.tr(OUTLIER_TEXTS[kind])} {by_points}"
