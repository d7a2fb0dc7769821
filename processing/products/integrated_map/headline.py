"""The sentence above a map, and what it rests on: each case of clusters or none, of low need or none, of data that are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from ...analysis.clusters import LABEL_SEPARATOR
from ...analysis.local_statistics import SMALLEST_SAMPLE
from ...analysis.means import group_means
from ...challenge.unit_table import UnitTable
from ...model.certainty import PROBABLE
from ...model.challenge import Challenge, Indicator
from ...model.choices import LEAST_COMPARED
from ...texts.certainty_texts import word_certainty
from ...texts.cluster_texts import METHOD_TEXTS
from ...texts.language import Language

WORST_NAMED = 3
FEW = 60
"""Up to so many areas a test misses most clusters of a tenth of them, two deviations above the others (docs/challenges.md)."""
EQUAL = 1e-9
"""Points of the index under which two areas have the same one."""
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


def headline(units: UnitTable, labels: Sequence[str], language: Language) -> str:
    """Return the sentence above the map: where the need is, how many people that are, and which data it lacks.

    Parameters
    ----------
    labels : sequence of str
        What the clusters of high need (or the regions) are called, the first one first.
    """
    where = _clusters(units, labels, language) if labels else "; ".join(_without_clusters(units, language))
    return "; ".join([where, *_gaps(units, language)])


def no_clusters(units: UnitTable, language: Language) -> str:
    """Return in full sentences what there is to say in place of a list of clusters, and what lacks data."""
    return _in_sentences([*_without_clusters(units, language), *_gaps(units, language)])


def nothing_found(units: UnitTable, language: Language) -> str:
    """Return in full sentences what there is to say in place of a list of clusters; what lacks data is said elsewhere."""
    return _in_sentences(_without_clusters(units, language))


def _in_sentences(clauses: Iterable[str]) -> str:
    return " ".join(f"{one[:1].upper()}{one[1:]}." for one in clauses)


def weighing(units: UnitTable, language: Language) -> str:
    """Return by what the means over areas are weighted, as a sentence."""
    if not units.counts_people:
        return language.tr("Means of scores and of the index are not weighted: no population figures are available.")
    return language.tr("Means of scores and of the index are weighted by {people}.", people=people_name(units, language))


def people_name(units: UnitTable, language: Language) -> str:
    """Return who is counted as a sentence names them, such as 'inhabitants'; 'areas' where nobody is."""
    population = units.challenge.units.population
    if population is None or not units.counts_people:
        return language.tr("areas")
    return in_sentence(population.title.of(language.code))


def cluster_size(cluster: Mapping, units: UnitTable) -> float:
    """Return how many of those that `people_name` names a row of the table of clusters holds."""
    return cluster["population"] if units.counts_people else cluster["unit_count"]


def cluster_size_words(cluster: Mapping, units: UnitTable, language: Language) -> str:
    """Return how large a row of the table of clusters is, such as '5,909 inhabitants' or '1 area'."""
    if not units.counts_people:
        return language.tr("1 area | {count} areas", count=language.number(cluster_size(cluster, units)))
    return language.tr("{size} {people}", size=language.number(cluster_size(cluster, units)), people=people_name(units, language))


def in_sentence(title: str) -> str:
    """Return a title as it stands within a sentence: 'Median income' as 'median income', but 'EPC label' as it is."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def number_word(count: int, language: Language) -> str:
    """Return a number as a sentence begins with it: in letters up to twelve."""
    return language.tr(NUMBER_TEXTS[count]) if count in NUMBER_TEXTS else language.number(count)


def join_names(names: Sequence[str], language: Language) -> str:
    """Return names as a sentence lists them: 'A, B and C'."""
    if len(names) < 2:
        return "".join(names)
    return language.tr("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def place_name(label: str, language: Language) -> str:
    """Return a cluster's name in short: its first area, and that there are others around."""
    first, _, others = label.partition(LABEL_SEPARATOR)
    return language.tr("{place} and around", place=first) if others else first


def method_sentence(template: str, units: UnitTable, language: Language, **values: object) -> str:
    """Return a sentence of `cluster_texts`, filled with what it may name, and with further values."""
    threshold = units.challenge.clusters.threshold
    return language.tr(
        template,
        people=people_name(units, language),
        threshold="" if threshold is None else language.number(threshold, 0 if threshold == round(threshold) else 1),
        indicator=in_sentence(scanned_title(units.challenge, language)),
        **values,
    )


def scanned_title(challenge: Challenge, language: Language) -> str:
    """Return the title of the indicator whose cases are counted; an empty text where the method counts none."""
    return next((one.title.of(language.code) for one in challenge.indicators if one.id == challenge.clusters.indicator), "")


def _clusters(units: UnitTable, labels: Sequence[str], language: Language) -> str:
    if units.challenge.clusters.divides:
        place = place_name(labels[0], language)
        if len(labels) == 1:
            return language.tr("One homogeneous region: {place}", place=place)
        return language.tr(
            "{count} homogeneous regions, with the greatest need in {place}", count=number_word(len(labels), language), place=place
        )
    share, people = people_share(units, language), people_name(units, language)
    if units.probability is not None and not units.core.any():
        return _uncertain_clusters(labels, share, people, language)
    likely = _are_likely(units, len(labels))
    if not likely.all():
        found = _stand_out([label for label, one in zip(labels, likely, strict=True) if one], share, people, language)
        others = language.tr(
            "1 other cluster is probably none | {count} other clusters are probably none", count=language.number(int((~likely).sum()))
        )
        return f"{found}; {others}"
    return _stand_out(labels, share, people, language)


def _stand_out(labels: Sequence[str], share: str, people: str, language: Language) -> str:
    """Return that the clusters of these names stand out, with which share of the people."""
    first, place = labels[0].partition(LABEL_SEPARATOR)[0], place_name(labels[0], language)
    count = number_word(len(labels), language)
    if not share:
        if len(labels) == 1:
            return language.tr("One cluster stands out: {place}", place=place)
        return language.tr("{count} clusters stand out, led by {first}", count=count, first=first)
    if len(labels) == 1:
        return language.tr("One cluster with {share} % of the {people} stands out: {place}", share=share, people=people, place=place)
    return language.tr(
        "{count} clusters with {share} % of the {people} stand out, led by {first}", count=count, share=share, people=people, first=first
    )


def _are_likely(units: UnitTable, count: int) -> np.ndarray:
    """Return which of the first ``count`` clusters are more than improbable, or hold an area of the core; shape (count,)."""
    if units.probability is None:
        return np.ones(count, dtype=bool)
    improbable = _cluster_means(units.probability, units)[1 : count + 1] <= 1 - PROBABLE
    return ~improbable | np.isin(np.arange(1, count + 1), units.membership[units.core])


def _uncertain_clusters(labels: Sequence[str], share: str, people: str, language: Language) -> str:
    """Return that clusters were found of which no area almost certainly belongs to one."""
    place, count = place_name(labels[0], language), number_word(len(labels), language)
    first = labels[0].partition(LABEL_SEPARATOR)[0]
    if len(labels) == 1:
        found = language.tr("One cluster may stand out: {place}", place=place)
    else:
        found = language.tr("{count} clusters may stand out, led by {first}", count=count, first=first)
    return language.tr("{found} ({share} % of the {people})", found=found, share=share, people=people) if share else found


def cluster_certainty(units: UnitTable, language: Language) -> dict[int, str]:
    """Return for each cluster, by its number, how probably a person in it lives in a cluster: one word and one number; empty if not drawn.

    It is the mean of its areas' probabilities (see `means`).
    """
    if units.probability is None:
        return {}
    return {id: word_certainty(float(value), language) for id, value in enumerate(_cluster_means(units.probability, units)) if id}


def cluster_doubts(units: UnitTable, language: Language) -> dict[int, str]:
    """Return the certainty of the clusters that are less than probable, by their numbers: what must stand where one is named."""
    if units.probability is None:
        return {}
    means = _cluster_means(units.probability, units)
    return {id: words for id, words in cluster_certainty(units, language).items() if means[id] < PROBABLE}


def _cluster_means(probability: np.ndarray, units: UnitTable) -> np.ndarray:
    """Return how probably a person in each cluster lives in one, by number, shape (clusters + 1,); 0 is no cluster."""
    return group_means(probability, units.membership, int(units.membership.max(initial=0)) + 1, units.people)


def people_share(units: UnitTable, language: Language) -> str:
    """Return how much of the people the clusters hold, in per cent: a range from the core to all areas that may belong.

    Where that was not drawn, the share in the clusters as they were found; an empty text where nobody is counted.
    """
    if units.probability is None:
        share = units.share_within(units.membership > 0)
        return "" if share is None else _percent(share, language)
    least, most = units.share_within(units.core), units.share_within(units.core | units.fringe)
    if least is None or most is None:
        return ""
    low, high = _percent(least, language), _percent(most, language)
    return low if low == high else language.tr("{low} to {high}", low=low, high=high)


def _without_clusters(units: UnitTable, language: Language) -> Iterator[str]:
    """Yield what was found where there is no cluster of high need: what was sought, areas of low need, and where the index is highest."""
    if not np.isfinite(units.index).any():
        yield language.tr("No area has enough data for an index")
        return
    texts, low = METHOD_TEXTS[units.challenge.clusters.method], int(units.low.sum())
    known = units.index[np.isfinite(units.index)]
    if len(units) < LEAST_COMPARED and not units.tested:
        yield language.tr(
            "No clusters were sought: 1 area cannot be compared | No clusters were sought among only {count} areas", count=len(units)
        )
        yield _highest(units, language)
        return
    yield method_sentence(texts.nothing, units, language)
    tested = len(known)
    if texts.few and SMALLEST_SAMPLE <= tested <= FEW and np.ptp(known) > EQUAL:
        yield method_sentence(texts.few, units, language, count=language.number(tested))
    if low and texts.low:
        yield method_sentence(texts.low, units, language, count=language.number(low))
    yield _highest(units, language)


def highest_areas(units: UnitTable) -> np.ndarray:
    """Return the positions of the areas that are named where the index is highest: at most three, the highest first, never all areas.

    Fewer where the next one has as much as the last of them, none where too many have the same.
    """
    index = units.index
    order = np.argsort(np.where(np.isfinite(index), -index, np.inf), kind="stable")[: int(np.isfinite(index).sum())]
    most = order[: min(WORST_NAMED, max(len(order) - 1, 1))]
    return most[index[most] > index[order[len(most)]] + EQUAL] if len(order) > len(most) else most


def _highest(units: UnitTable, language: Language) -> str:
    """Return where the index is highest, or how many areas share the highest."""
    index, most = units.index, highest_areas(units)
    if not len(most):
        highest = np.nanmax(index)
        alike = int((index >= highest - EQUAL).sum())
        return language.tr("{count} areas share the highest index, {index}", count=language.number(alike), index=language.number(highest))
    places = [f"{units.names[at]} ({language.number(index[at])})" for at in most]
    return language.tr("the index is highest in {areas}", areas=join_names(places, language))


def _gaps(units: UnitTable, language: Language) -> Iterator[str]:
    """Yield how many areas have no index, and how many of the others an index that lacks a part of its data; nothing where none has one."""
    without = ~np.isfinite(units.index)
    if without.all():
        return
    total = language.number(len(units))
    if without.any():
        yield language.tr(
            "1 of the {total} areas ({share} %) has no index | {count} of the {total} areas ({share} %) have no index",
            count=language.number(int(without.sum())),
            total=total,
            share=_percent(without.mean(), language),
        )
    weighed = [one for one in units.challenge.indicators if one.weight > 0 and one.id in units.values]
    yield from _alike([one for one in weighed if one.id in units.alike], len(weighed), language)
    apart = [one for one in weighed if one.id not in units.alike]
    absent = units.values[[one.id for one in apart]].isna().all().to_numpy()
    yield from _absent([one for one, none in zip(apart, absent, strict=True) if none], len(weighed), language)
    there = [one for one, none in zip(apart, absent, strict=True) if not none]
    lacks = units.values[[one.id for one in there]].isna().to_numpy(dtype=bool) & ~without[:, None]
    count = int(lacks.any(axis=1).sum())
    if count:
        found = [one for one, column in zip(there, lacks.T, strict=True) if column.any()]
        yield _lacking(found, count, int((~without).sum()), language)


def _alike(alike: Sequence[Indicator], total: int, language: Language) -> Iterator[str]:
    """Yield which indicators tell no areas apart, because all that they could be compared with have the same value."""
    if len(alike) == 1:
        yield language.tr("{indicator} is the same everywhere", indicator=in_sentence(alike[0].title.of(language.code)))
    elif alike:
        yield language.tr(
            "{count} of the {total} indicators are the same everywhere", count=language.number(len(alike)), total=language.number(total)
        )


def _absent(absent: Sequence[Indicator], total: int, language: Language) -> Iterator[str]:
    """Yield of which indicators no area has a value; a single one is named."""
    if len(absent) == 1:
        yield language.tr("there are no data on {indicator}", indicator=in_sentence(absent[0].title.of(language.code)))
    elif absent:
        yield language.tr(
            "{count} of the {total} indicators have no data", count=language.number(len(absent)), total=language.number(total)
        )


def _lacking(found: Sequence[Indicator], count: int, indexed: int, language: Language) -> str:
    """Return for how many areas with an index some indicators have no value; a single indicator is named."""
    if len(found) > 1:
        return language.tr(
            "1 of the {indexed} areas with an index lacks a part of the data | {count} of the {indexed} areas with an index lack a part"
            " of the data",
            count=language.number(count),
            indexed=language.number(indexed),
        )
    title = in_sentence(found[0].title.of(language.code))
    if count == indexed:
        return language.tr("there are no data on {indicator}", indicator=title)
    return language.tr(
        "1 of the {indexed} areas with an index lacks data on {indicator} | {count} of the {indexed} areas with an index lack data on"
        " {indicator}",
        count=language.number(count),
        indexed=language.number(indexed),
        indicator=title,
    )


def _percent(share: float, language: Language) -> str:
    """Return a share in per cent, with a decimal where it would else be 0 or 100."""
    percent = 100 * share
    return language.number(percent, 1 if 0 < percent < 1 or 99 < percent < 100 else 0)
