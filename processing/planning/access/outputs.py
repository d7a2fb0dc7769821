"""What was found, as layers: people with their access, facilities with their load, who goes where, catchments, units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from ...analysis.access import Access, GroupedDemand, Spread, Supply
from ...analysis.features import Features, find_replaced
from ...analysis.pairs import point_pairs
from ...model.progress import Progress
from ...model.text import field_name, number_equals
from .inputs import Sectors

THRESHOLD = "threshold"
"""The field of catchments with the cost up to which they reach."""


@dataclass(frozen=True)
class Answer:
    """All that is known after measuring.

    Attributes
    ----------
    norm : float
        The cost within which people should have their nearest facility.
    facility_ids : ndarray, shape (m,)
        What facilities are called in other layers.
    """

    demand_layer: Features
    supply_layer: Features
    spread: Spread
    demand: GroupedDemand
    supply: Supply
    sectors: Sectors
    access: Access
    method: str
    norm: float
    facility_ids: np.ndarray

    @property
    def within(self) -> np.ndarray:
        """Whether the nearest facility of each spot and group is within the norm, bool, shape (spots, groups)."""
        return self.access.cost <= self.norm * (1 + 1e-9)

    @property
    def capacity_known(self) -> bool:
        """Whether facilities have a number of places."""
        return bool(np.isfinite(self.supply.room).all())

    @property
    def least_shortage(self) -> float:
        """People without a place within the threshold when places are given out as well as can be."""
        return sum(one.unserved for one in self.access.least)


def demand_columns(answer: Answer, spread: Spread) -> dict[str, np.ndarray]:
    """Return the results by row of a spread: those of its spots added up, or averaged by their people."""
    columns: dict[str, np.ndarray] = {}
    people = answer.demand.people
    for place, group in enumerate(_slugs(answer.sectors.groups)):
        found = _group_columns(answer, spread, place)
        if len(answer.sectors.groups) == 1:
            return found | _access_columns(answer, spread)
        columns |= {f"{group}_{name}": values for name, values in found.items()}
    groups = _slugs(answer.sectors.groups)
    total = {name: np.sum([columns[f"{group}_{name}"] for group in groups], axis=0) for name in ("demand", "served", "shortage")}
    met = spread.sum((people * answer.within).sum(axis=1))
    total["within_norm"] = _divide(met, total["demand"])
    lacking = np.stack([one.lacking for one in answer.access.least], axis=1)
    total["lacking_share"] = _divide(spread.sum((people * lacking).sum(axis=1)), total["demand"])
    return total | columns | _access_columns(answer, spread)


def _slugs(names: list[str]) -> list[str]:
    return number_equals([field_name(name) or "demand" for name in names])


def _group_columns(answer: Answer, spread: Spread, group: int) -> dict[str, np.ndarray]:
    people, short = answer.demand.people[:, group], answer.access.unserved[:, group]
    demand, shortage = spread.sum(people), spread.sum(short)
    cost = spread.mean(answer.access.cost[:, group])
    within = answer.within[:, group]
    empty = spread.mean(within.astype(float))
    return {
        "demand": demand,
        "nearest_id": _ids_of(answer.facility_ids, _mostly(spread, answer.access.nearest[:, group])),
        "nearest_cost": np.where(np.isfinite(cost), cost, np.nan),
        "within_norm": np.where(demand > 0, _divide(spread.sum(people * within), demand), np.where(np.isfinite(empty), empty, np.nan)),
        "served": demand - shortage,
        "shortage": shortage,
        "lacking_share": _divide(spread.sum(people * answer.access.least[group].lacking), demand),
    }


def _access_columns(answer: Answer, spread: Spread) -> dict[str, np.ndarray]:
    """Return what the method gives: of all sectors together where one group looks for them, and of each sector where there are several."""
    nearest, by_sector = answer.method == "nearest", answer.access.access
    columns = {}
    if len(answer.sectors.groups) == 1:
        columns["access"] = by_sector.min(axis=1) if nearest else by_sector.sum(axis=1)
    if len(answer.sectors.names) > 1:
        names = number_equals([f"{field_name(name) or 'sector'}_access" for name in answer.sectors.names])
        columns |= dict(zip(names, by_sector.T, strict=True))
    means = {name: spread.mean(values) for name, values in columns.items()}
    return {name: np.where(np.isfinite(values), values, np.nan) for name, values in means.items()}


def _mostly(spread: Spread, which: np.ndarray) -> np.ndarray:
    """Return for each row the facility nearest to most of its people, -1 for none."""
    frame = pd.DataFrame({"row": spread.row, "which": which, "share": spread.share})
    best = frame.groupby(["row", "which"])["share"].sum().reset_index().sort_values(["row", "share"]).drop_duplicates("row", keep="last")
    result = np.full(spread.count, -1)
    result[best["row"]] = best["which"]
    return result


def _ids_of(ids: np.ndarray, which: np.ndarray) -> pd.api.extensions.ExtensionArray | np.ndarray:
    """Return the ids of facilities, missing where there is none (-1)."""
    return pd.Series(ids).convert_dtypes().reindex(np.where(which < 0, len(ids), which)).array


def _divide(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.divide(one, other, out=np.full(len(one), np.nan), where=other > 0)


def with_results(features: Features, columns: dict, progress: Progress) -> Features:
    """Return features with results; fields of an earlier run are replaced."""
    old = find_replaced(features, columns, progress)
    return replace(features, table=features.table.drop(columns=old)).with_columns(**columns)


def demand_features(answer: Answer, progress: Progress) -> Features:
    """Return the demand with its access."""
    return with_results(answer.demand_layer, demand_columns(answer, answer.spread), progress)


def points_features(answer: Answer, points: Features | None) -> Features:
    """Return each spot where people start, with its access; the point's own fields where it is one."""
    count = len(answer.spread.xy)
    own = Spread(answer.spread.xy, np.arange(count), np.ones(count), answer.spread.point, count)
    table = pd.DataFrame({"demand_id": answer.demand_layer.ids[answer.spread.row]})
    if points is not None:
        known = points.table.reset_index(drop=True).reindex(np.where(own.point < 0, len(points), own.point)).reset_index(drop=True)
        table = table.join(known[[name for name in known if name.lower() not in ("demand_id", "fid")]])
    features = Features("points", shapely.points(own.xy), table, answer.demand_layer.crs)
    return with_results(features, demand_columns(answer, own), Progress())


def unit_features(answer: Answer, units: Features, progress: Progress) -> Features:
    """Return units with the people in them and their access; those that lie in no unit are counted."""
    pairs = point_pairs(units.geometry, answer.spread.xy[:, 0], answer.spread.xy[:, 1], progress)
    lost = len(answer.spread.xy) - len(np.unique(pairs.item))
    if lost:
        progress.warn("{count} of {total} starting points lie in no unit.", count=lost, total=len(answer.spread.xy))
    people = answer.demand.people.sum(axis=1)[pairs.item]
    here = np.bincount(pairs.unit, people, minlength=len(units))
    share = np.where(here[pairs.unit] > 0, people / np.maximum(here[pairs.unit], 1e-300), 0.0)
    taken = replace(
        answer,
        demand=GroupedDemand(answer.demand.people[pairs.item]),
        access=replace(
            answer.access,
            nearest=answer.access.nearest[pairs.item],
            cost=answer.access.cost[pairs.item],
            access=answer.access.access[pairs.item],
            unserved=answer.access.unserved[pairs.item],
            least=[replace(one, lacking=one.lacking[pairs.item]) for one in answer.access.least],
        ),
    )
    spread = Spread(answer.spread.xy[pairs.item], pairs.unit, share, pairs.item, len(units))
    return with_results(units, demand_columns(taken, spread), progress)


def supply_features(answer: Answer, progress: Progress) -> Features:
    """Return the facilities with who is near, who comes, and what room is left."""
    access, places = answer.access, answer.supply.places
    columns = {"facility_id": answer.facility_ids, "demand_within": access.within, "ratio": access.ratio, "load": access.load}
    if answer.capacity_known:
        columns |= {"load_share": _divide(access.load, places), "free_places": np.maximum(places - access.load, 0.0)}
    return with_results(answer.supply_layer, columns, progress)


def allocation_features(answer: Answer, supply_xy: np.ndarray) -> Features:
    """Return a line from each place where people start to each facility that takes some of them."""
    parts = []
    for place, group in enumerate(_slugs(answer.sectors.groups)):
        given = answer.access.allocation[place]
        origin, facility = given.pairs.origin, given.pairs.destination
        table = pd.DataFrame(
            {
                "demand_id": answer.demand_layer.ids[answer.spread.row[origin]],
                "facility_id": answer.facility_ids[facility],
                "group": group,
                "people": given.people,
                "cost": given.pairs.cost,
                "within_norm": (given.pairs.cost <= answer.norm * (1 + 1e-9)).astype(int),
            }
        )
        parts.append((np.stack([answer.spread.xy[origin], supply_xy[facility]], axis=1), table))
    lines = shapely.linestrings(np.concatenate([ends for ends, _ in parts]))
    return Features("allocation", lines, pd.concat([table for _, table in parts], ignore_index=True), answer.demand_layer.crs)


def catchment_features(answer: Answer, drawn: Sequence[float], areas: np.ndarray, progress: Progress) -> Features:
    """Return the facilities with their catchments as areas, shape (thresholds, m), the widest first, so that the others lie on top of it.

    Those without are left out, and facilities without any counted.
    """
    facilities = supply_features(answer, Progress())
    bare = int(shapely.is_missing(areas).all(axis=0).sum())
    if bare:
        progress.note("{count} facilities have no catchment.", count=bare)
    row = np.tile(np.arange(len(facilities)), len(drawn))
    areas, costs = areas[::-1].ravel(), np.repeat(drawn[::-1], len(facilities)).astype(float)
    table = facilities.table.iloc[row].reset_index(drop=True).assign(area_km2=shapely.area(areas) / 1e6, **{THRESHOLD: costs})
    features = replace(facilities, geometry=areas, table=table, ids=facilities.ids[row] if len(facilities.ids) else facilities.ids)
    return features.where(~shapely.is_missing(areas))
