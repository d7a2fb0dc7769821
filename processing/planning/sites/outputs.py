"""What became of the candidates of a plan, as layers and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import shapely

from ...analysis.features import Features, find_replaced, table_only
from ...analysis.siting import Plan, Problem
from ...analysis.siting.appraisal import Saving
from ...analysis.siting.problem import EXISTING, REQUIRED
from ...model.progress import Progress
from ...model.text import field_name, number_equals
from .inputs import DemandPoints, points_of

NEW, RUNNER_UP, OTHER = "new", "runner_up", ""
OWN_FIELDS = ("site_id", "chosen", "role", "load", "load_share", "opening_order", "runner_up", "loss", "potential")


def site_table(
    candidates: Features, problem: Problem, plan: Plan, order: pd.DataFrame, rivals: pd.DataFrame, progress: Progress
) -> Features:
    """Return the candidates with what became of each; fields of an earlier run are replaced."""
    load = plan.allocation.load(problem)
    names = number_equals([f"{field_name(sector.name)}_load" for sector in problem.sectors])
    own = find_replaced(candidates, {*OWN_FIELDS, *names}, progress)
    columns = {"site_id": candidates.ids, "chosen": plan.chosen.astype(int), "role": roles(problem, plan, rivals), "load": load.sum(axis=0)}
    columns |= dict(zip(names, load, strict=True))
    if problem.capacity is not None:
        columns["load_share"] = np.divide(columns["load"], problem.capacity, out=np.full(len(load.T), np.nan), where=problem.capacity > 0)
    columns["opening_order"] = numbers_at(order["site"][order["in_plan"]], order["step"][order["in_plan"]], len(load.T))
    columns["runner_up"] = numbers_at(rivals["site"], candidates.ids[rivals["runner_up"].to_numpy(dtype=int)], len(load.T))
    columns["loss"] = pd.Series(rivals["loss"].to_numpy(), index=rivals["site"].to_numpy(dtype=int)).reindex(range(len(load.T))).to_numpy()
    return replace(candidates, table=candidates.table.drop(columns=own)).with_columns(**columns)


def roles(problem: Problem, plan: Plan, rivals: pd.DataFrame) -> np.ndarray:
    """Return what each candidate is in the plan."""
    role = np.full(len(problem.status), OTHER, dtype=object)
    role[rivals["runner_up"].to_numpy(dtype=int)] = RUNNER_UP
    role[plan.chosen] = NEW
    for status in (EXISTING, REQUIRED):
        role[plan.chosen & (problem.status == status)] = status
    return role


def numbers_at(rows: Sequence[int] | np.ndarray, values: Sequence[int] | np.ndarray, count: int) -> pd.Series:
    """Return a column of whole numbers, missing but for the given rows."""
    return pd.Series(np.asarray(values), index=np.asarray(rows, dtype=int), dtype="Int64").reindex(range(count)).array


def allocation_lines(problem: Problem, plan: Plan, demand: DemandPoints, candidates: Features) -> Features:
    """Return a line from each served point to its site, with the metres or minutes of that way."""
    given = plan.allocation
    cost = given.cost(problem)
    names = np.array([sector.name for sector in problem.sectors], dtype=object)
    ends = np.stack([demand.xy[given.point], points_of(candidates.geometry)[given.site]], axis=1)
    table = pd.DataFrame(
        {
            "demand_layer": names[problem.sector[given.point]],
            "demand_id": demand.ids[given.point],
            "site_id": candidates.ids[given.site],
            "amount": given.amount,
            "distance_m" if problem.unit == "m" else "minutes": cost,
            "within_norm": (cost <= problem.norm[given.point]).astype(int),
        }
    )
    return Features("allocation", shapely.linestrings(ends), table, candidates.crs)


def curve_table(order: pd.DataFrame, candidates: Features, unit: str) -> Features:
    """Return what each site buys as a table, sites by their feature id, and the mean and largest way in metres or minutes."""
    table = order.assign(site=candidates.ids[order["site"].to_numpy(dtype=int)], in_plan=order["in_plan"].astype(int))
    names = {name: f"{name}_{unit}" for name in ("mean", "largest")}
    return table_only("curve", table.rename(columns={"site": "site_id", **names}))


def saving_table(problem: Problem, saved: Saving) -> Features:
    """Return the new sites, places and euro of each sector apart, of all sectors apart, and of the shared plan."""
    names = [sector.name for sector in problem.sectors]
    rows = [saving_row(problem, name, sites) for name, sites in zip(names, saved.own, strict=True)]
    columns = ("sites", "places", "euro")
    apart = {"plan": "apart", **{column: sum(row[column] for row in rows) for column in columns}}
    together = saving_row(problem, "shared", saved.shared)
    difference = {"plan": "saved", **{column: apart[column] - together[column] for column in columns}}
    table = pd.DataFrame([*rows, apart, together, difference])
    return table_only("saving", table.dropna(axis=1, how="all"))


def saving_row(problem: Problem, name: str, sites: np.ndarray) -> dict:
    """Return a row of the table of savings."""
    places = np.nan if problem.capacity is None else float(problem.capacity[sites].sum())
    euro = np.nan if problem.price is None else float(problem.price[sites].sum())
    return {"plan": name, "sites": int(sites.sum()), "places": places, "euro": euro}
