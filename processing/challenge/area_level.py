"""Whether a finding rests on how fine the units are: the clusters that the larger areas of a challenge would give in their place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..analysis.cluster_methods import TESTS, UnitValues, classify_units
from ..analysis.clusters import HIGH_TYPES
from ..analysis.evaluation import evaluate
from ..analysis.means import group_means
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress, Unseen
from ..model.results import INDEX
from ..model.text import Text
from .clustering import cluster_rule
from .indexing import Indexed

LEAST_AREAS = 10
"""Fewer areas than this are no city of their own: hardly any has neighbours beside those around the whole."""


@dataclass(frozen=True)
class AreaLevel:
    """What is found when larger areas are compared instead of units.

    Attributes
    ----------
    title : Text
        Of the layer of areas.
    areas, found : int
        How many areas there are, and how many of them lie in clusters of need.
    people : float
        Part (0-1) of the people of all areas that these hold; NaN where nobody is counted.
    """

    title: Text
    areas: int
    found: int
    people: float


def cluster_areas(indexed: Indexed, progress: Progress = SILENT) -> AreaLevel | None:
    """Find clusters among the areas of the challenge: its indicators as means over each area's units, scored and tested by its own rules.

    None where the challenge has no areas, or fewer than `LEAST_AREAS` with units, or as many as it has units; where its method tests no
    neighbours; and where its rules cannot be applied to so few.
    """
    collected, rule = indexed.collected, cluster_rule(indexed.collected.challenge)
    spec = collected.challenge.areas
    if spec is None or spec.layer not in collected.layers or rule.method not in TESTS:
        progress.skip()
        return None
    loaded = collected.layers[spec.layer]
    unit, area = _areas_of_units(collected.units.geometry, loaded.features.geometry)
    there, number = np.unique(area, return_inverse=True)
    if not LEAST_AREAS <= len(there) < len(collected.units):
        progress.skip()
        return None
    progress.step("Comparing with the clusters of larger areas")
    people = None if indexed.people is None else indexed.people[unit]
    try:
        index = _area_index(indexed, unit, number, len(there), people)
        counted = np.bincount(number, np.ones(len(unit)) if people is None else np.nan_to_num(people), len(there))
        units = UnitValues(loaded.features.geometry[there], index, counted, field=INDEX)
        kinds = classify_units(units, rule, Unseen(progress)).types.cluster_type
    except OpgaveError:  # an indicator that is the same everywhere, or too few areas for the neighbours of the rule
        return None
    high = np.isin(kinds, HIGH_TYPES)
    share = counted[high].sum() / counted.sum() if people is not None and counted.sum() else np.nan
    return AreaLevel(loaded.record.title, len(there), int(high.sum()), float(share))


def _areas_of_units(units: np.ndarray, areas: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each unit that has a place in an area, by its representative point, and that area: the first one where several overlap."""
    unit, area = shapely.STRtree(areas).query(shapely.point_on_surface(units), predicate="intersects")
    order = np.lexsort((area, unit))
    unit, first = np.unique(unit[order], return_index=True)
    return unit, area[order][first]


def _area_index(indexed: Indexed, unit: np.ndarray, number: np.ndarray, count: int, people: np.ndarray | None) -> np.ndarray:
    challenge, raw = indexed.collected.challenge, indexed.evaluation.raw
    means = {one.id: group_means(raw[one.id].to_numpy()[unit], number, count, people) for one in challenge.indicators}
    failed = [id for id, values in means.items() if not np.isfinite(values).any()]
    ages = dict.fromkeys(means, np.nan)
    return evaluate(challenge.indicators, pd.DataFrame(means), ages, challenge.aggregation, failed).index
