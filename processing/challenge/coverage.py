"""What an index rests on: how many of the units have the data, and which table others lack."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..analysis.raster.measures import WHOLLY
from ..model.challenge import Challenge, Measurement
from ..texts.language import Language
from .collected import Collected
from .shown import shown_measures

HALF_A_PER_CENT = 0.005


@dataclass(frozen=True)
class Coverage:
    """How many units have the data; units that are hidden for their small numbers lack nothing, and are not complete either.

    Attributes
    ----------
    units : int
        How many there are.
    complete : int
        Those with a value for every indicator that could be measured.
    indicators : dict of indicator id to int
        Units without a value, for each indicator that could be measured.
    partial : dict of indicator id to int
        Units in which a raster has data in a part only (less than `WHOLLY`), for each indicator that is measured on one.
    layers : dict of record id to int
        Units for which a layer that is joined by key has no row, or a row without one of the values that the challenge looks at.
    """

    units: int
    complete: int
    indicators: dict[str, int]
    partial: dict[str, int]
    layers: dict[str, int]

    @property
    def whole(self) -> bool:
        """Whether every unit has all data."""
        return self.complete == self.units


def coverage(collected: Collected, raw: pd.DataFrame, hides: np.ndarray, cover: pd.DataFrame) -> Coverage:
    """Return what an index rests on.

    Parameters
    ----------
    raw : DataFrame, shape (n, k)
        The indicators' values, NaN where missing.
    cover : DataFrame
        As of `measure.MeasuredIndicators`.
    """
    lacks = raw[[one.id for one in collected.challenge.indicators if one.id not in collected.missing]].isna()
    shown = ~hides
    measures = shown_measures(collected)
    divided = {side for indicator in collected.challenge.indicators if indicator.denominator for side in indicator.measurements()}
    layers: dict[str, np.ndarray] = {}
    for one in joined_by_key(collected):
        layers.setdefault(one.layer, np.zeros(len(hides), dtype=bool))
        # as the audience may know them: where a table leaves out zeros, no row means that few are counted
        values, _ = measures.protect(one, measures.measure(one, one.field), is_count=one in divided)
        layers[one.layer] |= np.isnan(values)
    return Coverage(
        len(hides),
        int((shown & ~lacks.any(axis=1).to_numpy()).sum()),
        {id: int((lacks[id].to_numpy() & shown).sum()) for id in lacks},
        {id: int(((cover[id] > 0) & (cover[id] < WHOLLY) & shown).sum()) for id in cover},
        {id: int((without & shown).sum()) for id, without in layers.items()},
    )


def joined_by_key(collected: Collected) -> Iterator[Measurement]:
    """Yield each field that is taken over by key from a layer that could be loaded."""
    challenge, people = collected.challenge, collected.challenge.units.population
    measured = [indicator for indicator in challenge.indicators if indicator.id not in collected.missing]
    used = [one for indicator in measured for one in indicator.measurements() if one.measure == "attribute"]
    if people:
        used.append(Measurement(people.layer, "attribute", people.field))
    return (one for one in dict.fromkeys(used) if one.layer in collected.layers)


def coverage_words(collected: Collected, found: Coverage, language: Language, most: int | None = None) -> list[str]:
    """Return how many units have all data, and which layers and indicators others lack; nothing where every unit has all.

    ``most``: how many of those are named, the ones that most units lack first; default all.
    """
    lines = lines_on(found.complete, found.units, list(lacking_titles(collected, found, language)), language, most)
    return [*by_area_words(collected, language), *lines, *partial_words(collected.challenge, found.partial, language)]


def by_area_words(collected: Collected, language: Language) -> list[str]:
    """Return of the cells of a grid for which indicators they have the values of areas; nothing where they have none, or are no cells."""
    known = [one.title.of(language.code) for one in collected.challenge.indicators if collected.by_area(one)]
    if not known:
        return []
    return [
        language.tr(
            "Cells of {size} m. Known by area alone, so that cells have the values of '{layer}' by the ground that they share:"
            " {indicators}.",
            size=language.number(collected.challenge.units.grid or 0.0),
            layer=collected.layers[collected.challenge.units.layer].record.title.of(language.code),
            indicators=", ".join(known),
        )
    ]


def partial_words(challenge: Challenge, partial: Mapping[str, int], language: Language) -> list[str]:
    """Return for each indicator in how many units its raster has data in a part only; ``partial`` as of `Coverage`."""
    return [
        language.tr(
            "'{indicator}': in 1 area the raster has data in a part only, and the value is that of this part. | '{indicator}': in {count}"
            " areas the raster has data in a part only, and the values are those of these parts.",
            indicator=one.title.of(language.code),
            count=partial[one.id],
        )
        for one in challenge.indicators
        if partial.get(one.id)
    ]


def hidden_words(collected: Collected, cells: Mapping[str, tuple[int, float]], language: Language) -> list[str]:
    """Return for each indicator how many units are hidden, with which share of the people; ``cells`` as of `Indexed.hidden_cells`."""
    lines = []
    for one in collected.challenge.indicators:
        count, share = cells.get(one.id, (0, math.nan))
        percent = language.tr("less than 1") if 0 < share < HALF_A_PER_CENT else language.number(share * 100)
        values = {"indicator": one.title.of(language.code), "count": count, "share": percent}
        if count and math.isnan(share):
            lines.append(
                language.tr(
                    "'{indicator}': 1 area is hidden, because too few are counted there; its index rests on what is expected. |"
                    " '{indicator}': {count} areas are hidden, because too few are counted there; their index rests on what is expected.",
                    **values,
                )
            )
        elif count:
            lines.append(
                language.tr(
                    "'{indicator}': 1 area with {share} % of the people is hidden, because too few are counted there; its index rests on"
                    " what is expected. | '{indicator}': {count} areas with {share} % of the people are hidden, because too few are counted"
                    " there; their index rests on what is expected.",
                    **values,
                )
            )
    return lines


def lines_on(complete: int, units: int, lacking: Sequence[tuple[str, int]], language: Language, most: int | None = None) -> list[str]:
    """Return how many of so many units have all data, and what others lack: titles, each with the number of units."""
    lacking = sorted(lacking, key=lambda one: -one[1])
    lines = []
    if complete < units:
        counts = {"complete": language.number(complete), "all": language.number(units)}
        lines.append(language.tr("Every indicator with data has a value in {complete} of the {all} areas.", **counts))
    if lacking:
        listed = ", ".join(f"{title} ({language.number(count)})" for title, count in lacking[:most])
        others = len(lacking[most:]) if most else 0
        if others:
            lines.append(
                language.tr(
                    "Areas without data: {layers}, and 1 other. | Areas without data: {layers}, and {count} others.",
                    layers=listed,
                    count=others,
                )
            )
        else:
            lines.append(language.tr("Areas without data: {layers}.", layers=listed))
    return lines


def lacking_titles(collected: Collected, found: Coverage, language: Language) -> Iterator[tuple[str, int]]:
    """Yield the title of each layer that some units lack, and how many do; of other indicators without a value their own title."""
    for id, count in found.layers.items():
        if count:
            yield collected.layers[id].record.title.of(language.code), count
    explained = {id for id, count in found.layers.items() if count}
    for indicator in collected.challenge.indicators:
        count = found.indicators.get(indicator.id, 0)
        if count and not explained.intersection(one.layer for one in indicator.measurements()):
            yield indicator.title.of(language.code), count
