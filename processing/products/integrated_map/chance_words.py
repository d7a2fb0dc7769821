"""What chance has to do with the clusters, in sentences: what a cluster test promises, against what, and what it would miss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from ...analysis.local_statistics import worst_count
from ...analysis.power import DRAWS, SCAN_DRAWS, Power, cluster_size
from ...challenge.unit_table import UnitTable
from ...model.cluster_methods import CLUSTER_METHODS
from ...texts.language import Language

if TYPE_CHECKING:
    from ...analysis.chance import SmoothCities
    from ...challenge.clustering import Clustered

ENOUGH = 0.8
"""Power from which a test is usually called strong enough."""
OFTEN = 0.1
"""Share of the drawn cities from which smoothness alone may well have given what stands out."""
MOST_DECIMALS = range(1, 5)
AS_SMOOTH = 0.05
"""Difference of Moran's I up to which drawn cities are said to be as smooth."""

SMOOTH_TEXTS = {
    True: "In {count} of {maps} simulated maps with the same values, as smooth as this one by chance alone (Moran's I {drawn} on average,"
    " here {moran}), at least as large a share of the areas stands out by the same method as here ({share} % with p-values of the"
    " normal distribution; {mapped} % with those of the map).",
    False: "In {count} of {maps} simulated maps with the same values, smooth by chance alone but not as smooth as this one (Moran's I"
    " {drawn} on average, here {moran}), at least as large a share of the areas stands out by the same method as here ({share} % with"
    " p-values of the normal distribution; {mapped} % with those of the map).",
}
"""By whether the drawn cities are as smooth as the map."""


def smooth_words(found: SmoothCities | None, mapped: float, language: Language) -> Iterator[str]:
    """Yield what stands out in cities that are as smooth by chance, and what that says of the clusters.

    ``mapped``: share of the areas (0-1) that stands out on the map, with its own p-values.
    """
    if found is None or not found.share:
        return
    yield language.tr(
        "The share of false alarms that is stated under Method holds only against a map on which the same values are spread over the areas"
        " at random. No map is like that: neighbouring areas resemble each other, also without a cluster."
    )
    yield language.tr(
        SMOOTH_TEXTS[abs(found.moran - found.drawn_moran) <= AS_SMOOTH],
        count=language.number(found.as_large),
        maps=language.number(len(found.shares)),
        drawn=language.number(found.drawn_moran, 2),
        moran=language.number(found.moran, 2),
        share=language.number(100 * found.share, 1),
        mapped=language.number(100 * mapped, 1),
    )
    if found.as_large > OFTEN * len(found.shares):
        yield language.tr(
            "The clusters therefore show where high need lies together, not that those places have a cause of their own: the way in which"
            " need shades off over the whole map can give as much."
        )
    elif found.moran - found.drawn_moran > AS_SMOOTH:
        yield language.tr(
            "The simulated maps are less smooth than this one, so that number is rather too low: nothing can be concluded from it."
        )
    else:
        yield language.tr("Smoothness alone seldom gives that much, but why need is high in the clusters does not follow from this test.")


def scan_words(outcome: Clustered, language: Language) -> Iterator[str]:
    """Yield which scan was used, and why; nothing for other methods."""
    if not CLUSTER_METHODS[outcome.indexed.collected.challenge.clusters.method].scans:
        return
    if outcome.types.spread:
        yield language.tr(
            "Rates of neighbouring areas differ by {percent} % (standard deviation) beyond what chance gives. That is no pattern, and the"
            " scan takes it into account (negative binomial distribution instead of Poisson).",
            percent=language.number(100 * outcome.types.spread),
        )
    else:
        yield language.tr(
            "Rates of neighbouring areas do not differ demonstrably beyond what chance gives: the scan uses the Poisson distribution."
        )


def power_words(units: UnitTable, power: Power | None, language: Language) -> str:
    """Return how often the method would find a cluster among these areas, and what else can be done; empty where that is not known."""
    known = units.index[np.isfinite(units.index)]
    if power is None or not len(known):
        return ""
    found = _found_words(units, power, known, language)
    if power.found >= ENOUGH:
        return found
    advice = language.tr("That no cluster was found therefore does not show that there is none. Smaller areas show more.")
    threshold = _threshold_of_worst_tenth(known, language)
    if not threshold:
        return f"{found} {advice}"
    other = language.tr(
        "The method 'all units above a threshold' with threshold {threshold} shows the worst 10 % of the areas, without a test against"
        " chance.",
        threshold=threshold,
    )
    return f"{found} {advice} {other}"


def _threshold_of_worst_tenth(known: np.ndarray, language: Language) -> str:
    """Return the number that the worst tenth of the indices ``known`` and no other reach, with few decimals; an empty text if none.

    Where the last of the tenth shares its index with the next area, no threshold tells them apart.
    """
    count = worst_count(len(known))
    line = float(np.sort(known)[-count])
    for decimals in MOST_DECIMALS:
        threshold = np.floor(line * 10**decimals) / 10**decimals
        if (known >= threshold).sum() == count:
            return language.number(threshold, decimals)
    return ""


def _found_words(units: UnitTable, power: Power, known: np.ndarray, language: Language) -> str:
    facts = {
        "size": language.number(power.size),
        "percent": language.number(100 * power.found),
        "draws": language.number(power.draws),
    }
    if CLUSTER_METHODS[units.challenge.clusters.method].scans:
        return language.tr(
            "If there were a cluster of {size} areas next to each other with twice the rate elsewhere, this method would find it in"
            " {percent} % of {draws} simulations among these areas.",
            **facts,
        )
    return language.tr(
        "If there were a cluster of {size} areas next to each other with an index {points} points higher (two standard deviations), this"
        " method would find it in {percent} % of {draws} simulations among these areas.",
        points=language.number(power.strength * known.std(), 1),
        **facts,
    )


def found_share_words(units: UnitTable, found: float | None, language: Language) -> str:
    """Return `power_words` where only the share that the method would find is known, such as among the numbers of an algorithm."""
    if found is None:
        return ""
    spec = units.challenge.clusters
    scans = CLUSTER_METHODS[spec.method].scans
    tested = units.values[spec.indicator].to_numpy() if scans else units.index
    power = Power(found, cluster_size(int(np.isfinite(tested).sum())), draws=SCAN_DRAWS if scans else DRAWS)
    return power_words(units, power, language)
