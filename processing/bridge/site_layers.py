"""Demand, candidates and the ways between them, from layers to a question about sites; and the answer back to layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsProviderRegistry, QgsVectorLayer

from ..analysis.features import Features
from ..analysis.network import Network, StraightLine, Ways, build_graph
from ..analysis.siting import STATUSES, Plan, Problem
from ..analysis.siting.problem import CANDIDATE, EXISTING, REQUIRED
from ..analysis.siting.worth import Saving
from ..model.errors import OpgaveError
from ..model.progress import Progress
from ..model.text import did_you_mean, field_name, numbered
from .reading import missing_field, number_column

NEW, RUNNER_UP, OTHER = "new", "runner_up", ""
OWN_FIELDS = ("site_id", "chosen", "role", "load", "load_share", "opening_order", "runner_up", "loss", "potential")


@dataclass(frozen=True)
class Demand:
    """The points of all sectors together: where they are, how much they ask, whose they are, and what they were in their layer."""

    xy: np.ndarray
    amount: np.ndarray
    sector: np.ndarray
    need: np.ndarray
    ids: np.ndarray

    def where(self, rows: np.ndarray) -> Demand:
        """Return the points for which ``rows`` (bool) holds."""
        return Demand(*(values[rows] for values in (self.xy, self.amount, self.sector, self.need, self.ids)))


def demand_points(layers: Sequence[Features], fields: Sequence[str], needs: Sequence[str], progress: Progress) -> Demand:
    """Return the points of all layers that ask for something; without field each feature asks for 1."""
    parts = []
    for number, (layer, field, need) in enumerate(zip(layers, fields, needs, strict=True)):
        amount = asked(layer, field, progress)
        rows = amount > 0
        told = number_column(layer, need, progress) if need else np.full(len(layer), np.nan)
        parts.append((points_of(layer.geometry[rows]), amount[rows], np.full(int(rows.sum()), number), told[rows], layer.ids[rows]))
    return Demand(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def asked(layer: Features, field: str, progress: Progress) -> np.ndarray:
    """Return how much each feature asks; what asks nothing is counted.

    Raises
    ------
    OpgaveError
        For negative demand.
    """
    if not field:
        return np.ones(len(layer))
    amount = number_column(layer, field, progress)
    if (amount < 0).any():
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' holds a negative demand ({value:g}): correct it.",
            field=field,
            layer=layer.name,
            value=np.nanmin(amount),
        )
    empty = int((~(amount > 0)).sum())
    if empty:
        progress.note("Layer '{layer}': {count} of {total} features ask for nothing.", layer=layer.name, count=empty, total=len(layer))
    return np.nan_to_num(amount)


def points_of(geometry: np.ndarray) -> np.ndarray:
    """Return a point for each geometry, shape (n, 2): a point itself, of others a point that lies in them; NaN where there is none."""
    xy, there = np.full((len(geometry), 2), np.nan), ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    xy[there] = shapely.get_coordinates(shapely.point_on_surface(geometry[there]))
    return xy


def column(features: Features, field: str) -> pd.Series:
    """Return a column.

    Raises
    ------
    OpgaveError
        The layer has no such field.
    """
    if field not in features.table:
        raise missing_field(features.name, field, list(features.table))
    return features.table[field]


def own_name(layer: QgsVectorLayer) -> str:
    """Return what a layer is called: the name of its table where it only has that of its file, as in a run without a project."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    named_by_file = layer.name() == Path(parts.get("path") or "").stem
    return parts.get("layerName") or layer.name() if named_by_file else layer.name()


def ways_over(lines: Features | None, tolerance: float, progress: Progress) -> Ways:
    """Return the ways over a layer of lines, or straight; parts that hang loose are told."""
    if lines is None:
        return StraightLine()
    graph = build_graph(lines.geometry, tolerance, progress=progress)
    report = graph.report
    if report.parts > 1:
        progress.note(
            "Network '{layer}': {parts} parts that are not joined; the largest holds {share:.0%} of its length.",
            layer=lines.name,
            parts=report.parts,
            share=report.main_share,
        )
    return Network(graph)


def status_of(candidates: Features, field: str) -> np.ndarray:
    """Return each candidate's status; empty is a candidate.

    Raises
    ------
    OpgaveError
        For a word that is no status, or a field that is not there.
    """
    if not field:
        return np.full(len(candidates), CANDIDATE, dtype=object)
    words = column(candidates, field)
    status = words.where(words.notna(), CANDIDATE).astype(str).str.strip().str.lower().replace("", CANDIDATE).to_numpy(dtype=object)
    for word in status:
        if word not in STATUSES:
            raise OpgaveError(
                "Field '{field}' of layer '{layer}' holds '{word}': a status is one of {known} (did you mean '{close}'?).",
                field=field,
                layer=candidates.name,
                word=word,
                known=", ".join(STATUSES),
                close=did_you_mean(word, STATUSES) or CANDIDATE,
            )
    return status


def suited(candidates: Features, field: str, sectors: Sequence[str]) -> np.ndarray:
    """Return which sectors each candidate suits: bool, shape (sectors, m); an empty field suits all.

    Raises
    ------
    OpgaveError
        For a name that is no sector, or a field that is not there.
    """
    words = column(candidates, field).fillna("").astype(str)
    result = np.ones((len(sectors), len(candidates)), dtype=bool)
    for row, text in enumerate(words):
        named = {word.strip() for word in text.split(",") if word.strip()}
        unknown = sorted(named - set(sectors))
        if unknown:
            raise OpgaveError(
                "Field '{field}' of layer '{layer}' names '{word}', which is none of the demand layers: {known}.",
                field=field,
                layer=candidates.name,
                word=unknown[0],
                known=", ".join(sectors),
            )
        if named:
            result[:, row] = [sector in named for sector in sectors]
    return result


# ---- the answer


def site_table(
    candidates: Features, problem: Problem, plan: Plan, order: pd.DataFrame, rivals: pd.DataFrame, progress: Progress
) -> Features:
    """Return the candidates with what became of each; fields of an earlier run are replaced."""
    load = plan.allocation.load(problem)
    names = numbered([f"{field_name(sector.name)}_load" for sector in problem.sectors])
    own = [column for column in candidates.table if column.lower() in {*OWN_FIELDS, *names}]
    if own:
        progress.note("Layer '{layer}' had {fields}: replaced by the new results.", layer=candidates.name, fields=", ".join(own))
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


def numbers_at(rows, values, count: int) -> pd.Series:
    """Return a column of whole numbers, missing but for the given rows."""
    return pd.Series(np.asarray(values), index=np.asarray(rows, dtype=int), dtype="Int64").reindex(range(count)).array


def allocation_lines(problem: Problem, plan: Plan, demand: Demand, sites: np.ndarray, site_ids: np.ndarray, crs: str) -> Features:
    """Return a line from each served point to its site."""
    given = plan.allocation
    metres = given.metres(problem)
    names = np.array([sector.name for sector in problem.sectors], dtype=object)
    ends = np.stack([demand.xy[given.point], sites[given.site]], axis=1)
    table = pd.DataFrame(
        {
            "demand_layer": names[problem.sector[given.point]],
            "demand_id": demand.ids[given.point],
            "site_id": site_ids[given.site],
            "amount": given.amount,
            "distance_m": metres,
            "within_norm": (metres <= problem.norm[given.point]).astype(int),
        }
    )
    return Features("allocation", shapely.linestrings(ends), table, crs)


def curve_table(order: pd.DataFrame, candidates: Features) -> Features:
    """Return what each site buys as a table, sites by their feature id."""
    table = order.assign(site=candidates.ids[order["site"].to_numpy(dtype=int)], in_plan=order["in_plan"].astype(int))
    return without_geometry("curve", table.rename(columns={"site": "site_id"}))


def saving_table(problem: Problem, saved: Saving) -> Features:
    """Return the new sites, places and euro of each sector apart, of all sectors apart, and of the shared plan."""
    names = [sector.name for sector in problem.sectors]
    rows = [facts(problem, name, sites) for name, sites in zip(names, saved.own, strict=True)]
    columns = ("sites", "places", "euro")
    apart = {"plan": "apart", **{column: sum(row[column] for row in rows) for column in columns}}
    together = facts(problem, "shared", saved.shared)
    difference = {"plan": "saved", **{column: apart[column] - together[column] for column in columns}}
    table = pd.DataFrame([*rows, apart, together, difference])
    return without_geometry("saving", table.dropna(axis=1, how="all"))


def facts(problem: Problem, name: str, sites: np.ndarray) -> dict:
    """Return a row of the table of savings."""
    places = np.nan if problem.capacity is None else float(problem.capacity[sites].sum())
    euro = np.nan if problem.price is None else float(problem.price[sites].sum())
    return {"plan": name, "sites": int(sites.sum()), "places": places, "euro": euro}


def without_geometry(name: str, table: pd.DataFrame) -> Features:
    """Return a table as features."""
    return Features(name, np.full(len(table), None, dtype=object), table.reset_index(drop=True))
