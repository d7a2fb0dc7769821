"""What may be said of a change between two vintages, in sentences: how much, on which scale, and how sure."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.noise import SURE
from ...analysis.vintages import LACKS, MEASURED, NEED, RANK, TOLERANCE, Change
from ...model.challenge import Challenge
from ...texts.language import Language

OBSTACLE_TEXTS = {
    LACKS: "'{indicator}' has no values in one of the two maps",
    MEASURED: "'{indicator}' was measured in another way",
}
MOST_SAID = 0.99
"""A probability above it is said as 'more than 99 %'."""


def city_sentence(change: Change, language: Language) -> str:
    """Return how the mean need of all areas changed; by rank an empty text: ranks have no mean that changes."""
    if change.basis == RANK or change.city != change.city:
        return ""
    points = language.number(abs(change.city), 1)
    if not change.city_changed:
        if abs(change.city) <= TOLERANCE:
            return language.tr("Averaged over all areas, need is the same in both maps.")
        return language.tr(
            "Averaged over all areas, need did not change by more than chance can explain ({points} points).",
            points=language.number(change.city, 1),
        )
    how_sure = probability_words(change.city_probability, language)
    if change.city > 0:
        return language.tr("Averaged over all areas, need rose by {points} points (probability: {share}).", points=points, share=how_sure)
    return language.tr("Averaged over all areas, need fell by {points} points (probability: {share}).", points=points, share=how_sure)


def probability_words(probability: float, language: Language) -> str:
    """Return a probability as a person says it: a whole percentage, 'more than 99 %' above that, a dash where there is none."""
    if probability != probability:
        return "–"
    if probability > MOST_SAID:
        return language.tr("more than {share} %", share=language.number(100 * MOST_SAID))
    return language.tr("{share} %", share=language.number(100 * probability))


def basis_sentences(change: Change, challenge: Challenge, language: Language) -> Iterator[str]:
    """Yield on which scale two maps are compared, and from when a change is named."""
    if change.basis == RANK:
        titles = {one.id: one.title.of(language.code) for one in challenge.indicators}
        reasons = [language.tr(OBSTACLE_TEXTS[why], indicator=titles.get(id, id)) for id, why in change.obstacles.items()]
        yield language.tr("The two maps cannot be put on one scale: {reasons}.", reasons="; ".join(reasons))
        yield language.tr(
            "What rises or falls is therefore the rank of an area among the others: an area can rise in rank while its own need fell."
        )
    else:
        yield language.tr(
            "Both maps are scored on the scale of the earlier map, with its indicators and weights: a score tells how an area compares with"
            " the areas of that time. A score of 0 does not mean that there is no need, unless the indicator has a target; values beyond"
            " those of that time can score below 0 or above 100."
        )
    if not change.noise and not change.measured and not change.table["values_changed"].any():
        yield language.tr("No value differs between the two maps: no area changed.")
        return
    sure = language.number(100 * SURE, 1)
    noise = language.number(change.noise, 1)
    if not change.measured:
        yield language.tr(
            "A change is named when its probability is {sure} % or more, if we assume that the need of an area has a standard error of"
            " {noise} points on each map. Only indicators of which a value differs count for that error.",
            sure=sure,
            noise=noise,
        )
    elif change.noise:
        yield language.tr(
            "A change is named when its probability is {sure} % or more, given the standard errors of the values, and if we assume {noise}"
            " points on each map for the indicators that have none.",
            sure=sure,
            noise=noise,
        )
    else:
        yield language.tr("A change is named when its probability is {sure} % or more, given the standard errors of the values.", sure=sure)
    if change.basis == NEED:
        yield language.tr(
            "Where nearly all areas change in the same direction, a change in that direction is named even if it might be chance by itself."
        )
    if change.by_chance >= 1:
        yield language.tr(
            "Even if nothing had changed, about {count} of the {total} areas would be named by chance alone.",
            count=language.number(round(change.by_chance)),
            total=language.number(change.tested),
        )
