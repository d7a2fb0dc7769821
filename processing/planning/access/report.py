"""The report on access: how many have a place within the norm, what lacks, and how full each facility is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ...analysis.access.least_shortage import whole_movable
from ...analysis.network import GraphReport
from ...model import contract
from ...sources.travel.means import Means
from ...texts.language import Language
from ...texts.templates import render
from .outputs import Answer

LISTED = 200


@dataclass(frozen=True)
class AccessAccount:
    """What was asked, for those who read the report.

    Attributes
    ----------
    roads : GraphReport or None
        What was made of the network; None in a straight line.
    percentile : float or None
        Per cent of the departures by public transport that take at most the cost, walking to it as ``means`` says; None for other means.
    """

    threshold: float
    decay: str
    means: Means
    roads: GraphReport | None
    percentile: float | None = None


def totals(answer: Answer) -> dict[str, float]:
    """Return the numbers that a script would check; those that cannot be known are left out."""
    people, short = answer.demand.people, answer.access.unserved
    found = {
        contract.DEMAND_TOTAL: float(people.sum()),
        contract.WITHIN_NORM_SHARE: float((people * answer.within).sum() / people.sum()),
        contract.SERVED: float(people.sum() - short.sum()),
        contract.SHORTAGE: float(short.sum()),
        contract.UNREACHED_COUNT: int(np.isinf(answer.access.cost).all(axis=1).sum()),
        contract.SUPPLY_COUNT: len(answer.supply_layer),
        contract.DEMAND_COUNT: len(answer.demand_layer),
    }
    if answer.capacity_known:
        places = float(answer.supply.places.sum())
        least = answer.least_shortage
        found |= {contract.PLACES: places, contract.FREE_PLACES: places - float(answer.access.load.sum())}
        found |= {contract.SHORTAGE_LEAST: least, contract.SHORTAGE_MOVABLE: float(short.sum()) - least}
    return found


def write_access_report(path: Path, answer: Answer, asked: AccessAccount, name_field: str, language: Language) -> None:
    """Write the report; ``name_field`` holds what facilities are called."""
    path.write_text(render("access.html", content(answer, asked, name_field), language), encoding="utf-8")


def content(answer: Answer, asked: AccessAccount, name_field: str) -> dict:
    """Return what the template shows."""
    rows, numbers = facility_rows(answer, name_field), totals(answer)
    return {
        "totals": numbers,
        "movable": whole_movable(numbers[contract.SHORTAGE], answer.least_shortage),
        "asked": asked,
        "method": answer.method,
        "norm": answer.norm,
        "decimals": 0 if asked.means.cost == "metres" else 1,
        "capacity": answer.capacity_known,
        "sectors": sector_rows(answer),
        "groups": group_rows(answer),
        "facilities": rows[:LISTED],
        "more": len(rows) - LISTED,
        "demand_name": answer.demand_layer.name,
        "supply_name": answer.supply_layer.name,
    }


def facility_rows(answer: Answer, name_field: str) -> list[dict]:
    """Return the facilities, fullest first."""
    access, places = answer.access, answer.supply.places
    names = answer.supply_layer.table[name_field] if name_field else pd.Series(answer.facility_ids)
    share = np.divide(access.load, places, out=np.zeros(len(places)), where=places > 0)
    order = np.lexsort((-access.load, -share)) if answer.capacity_known else np.argsort(-access.load, kind="stable")
    return [
        {
            "name": names.iloc[row],
            "sector": answer.sectors.names[answer.sectors.of_facility[row]],
            "places": places[row],
            "load": access.load[row],
            "share": share[row],
            "free": max(places[row] - access.load[row], 0.0),
            "within": access.within[row],
        }
        for row in map(int, order)
    ]


def sector_rows(answer: Answer) -> list[dict]:
    """Return the sectors with their facilities, places and load; none where there is only one without a name."""
    names = answer.sectors.names
    if names == [""]:
        return []
    count, load, places = (
        np.bincount(answer.sectors.of_facility, values, minlength=len(names))
        for values in (np.ones(len(answer.supply_layer)), answer.access.load, answer.supply.places)
    )
    groups = [answer.sectors.groups[group] for group in answer.sectors.group]
    return [
        {"name": name, "group": group, "count": count[row], "load": load[row], "places": places[row]}
        for row, (name, group) in enumerate(zip(names, groups, strict=True))
    ]


def group_rows(answer: Answer) -> list[dict]:
    """Return what lacks for each group of people; none where there is only one."""
    groups, people, short = answer.sectors.groups, answer.demand.people.sum(axis=0), answer.access.unserved.sum(axis=0)
    if len(groups) == 1:
        return []
    least = [one.unserved for one in answer.access.least]
    return [
        {"name": name, "people": people[row], "short": short[row], "least": least[row], "movable": whole_movable(short[row], least[row])}
        for row, name in enumerate(groups)
    ]
