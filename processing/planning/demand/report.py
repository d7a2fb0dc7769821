"""The report on the look ahead: need against places year by year, where it gets short first, and what waiting costs."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ...analysis.demand.cohort import FLOWS
from ...analysis.demand.shortage import BAND
from ...analysis.features import Features
from ...model.demography import HIGH, LOW, MID, SCENARIOS
from ...texts.language import Language
from ...texts.templates import render
from .ages import field_called
from .outputs import Answer

NAME_FIELDS = ("sector_name", "statsec_naam", "name", "naam", "tx_sector_descr_nl", "t_sec_nl")
SHOWN = 20
WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP = 720, 260, 56, 22, 24, 10
TICKS = 4
STEPS = (1, 2, 2.5, 5, 10)


def write_demand_report(path: Path, units: Features, found: Answer, language: Language) -> None:
    """Write the report."""
    path.write_text(render("demand.html", content(units, found, language), language), encoding="utf-8")


def content(units: Features, found: Answer, language: Language) -> dict:
    """Return what the template shows."""
    known = found.population.known
    short = found.starts[MID] >= 0
    return {
        "service": found.service.title.of(language.code),
        "first": int(found.years[0]),
        "last": int(found.years[-1]),
        "unit_count": len(units),
        "known_count": int(known.sum()),
        "short_now": int((found.starts[MID] == 0).sum()),
        "short_later": int((found.starts[MID] > 0).sum()),
        "short": int(short.sum()),
        "has_places": found.places is not None,
        "people": found.mid.people[:, [0, -1]].sum(axis=0),
        "need": {id: one.need[:, -1].sum() for id, one in found.projections.items()} | {"start": found.mid.need[:, 0].sum()},
        "band": np.quantile(found.band.total[:, -1], BAND),
        "draws": len(found.band.total),
        "places": None if found.places is None else found.places[known][:, [0, -1]].sum(axis=0),
        "chart": chart(found),
        "rows": unit_rows(units, found),
        "more": max(0, int(short.sum()) - SHOWN),
        "years": year_rows(found),
        "dwellings": found.dwellings.sum(),
        "bills": bill_rows(found),
        "costs": found.service.costs,
        "rates_title": found.rates.title.of(language.code),
        "note": found.rates.note.of(language.code),
        "source": found.rates.source.of(language.code),
        "sources": {table: text.of(language.code) for table, text in found.rates.sources.items()}
        | {"use": found.service.source.of(language.code)},
        "fitted": found.population.fitted,
        "scenarios": [{"id": id, "changes": found.rates.scenarios[id]} for id in SCENARIOS],
    }


def unit_rows(units: Features, found: Answer) -> list[dict]:
    """Return the units that are short first, of those of one year the most short ones first."""
    if found.places is None:
        return []
    start, gap = found.starts[MID], found.mid.need - found.places
    order = [row for row in np.lexsort((-gap[:, -1], start)) if start[row] >= 0][:SHOWN]
    field = field_called(list(units.table), NAME_FIELDS) or found.population.key
    names = units.table[field].to_numpy() if field else units.ids
    return [
        {
            "name": names[row],
            "year": int(found.years[start[row]]),
            "early": int(found.years[found.band.earliest[row]]) if found.band.earliest[row] >= 0 else None,
            "need_start": found.mid.need[row, 0],
            "need": found.mid.need[row, -1],
            "low": found.band.low[row],
            "high": found.band.high[row],
            "places": found.places[row, -1],
            "short": gap[row, -1],
            "chance": found.band.chance[row],
        }
        for row in order
    ]


def year_rows(found: Answer) -> list[dict]:
    """Return the account of each year, all units together."""
    flows = {name: found.mid.flows[name].sum(axis=0) for name in FLOWS}
    known = found.population.known
    places = None if found.places is None else found.places[known].sum(axis=0)
    gap = None if found.places is None else np.maximum(found.mid.need - found.places, 0)[known].sum(axis=0)
    return [
        {
            "year": int(year),
            "people": found.mid.people[:, time].sum(),
            "need": found.mid.need[:, time].sum(),
            "places": None if places is None else places[time],
            "short": None if gap is None else gap[time],
            "flows": {name: values[time - 1] for name, values in flows.items()} if time else {},
        }
        for time, year in enumerate(found.years)
    ]


def bill_rows(found: Answer) -> list[dict]:
    """Return what building now and later cost in each scenario."""
    return [
        {"scenario": id, "places": one.places.sum(), "now": one.now.sum(), "after": one.after.sum(), "saved": (one.after - one.now).sum()}
        for id, one in found.bills.items()
    ]


def chart(found: Answer) -> dict:
    """Return the lines of need and places through the years, in the coordinates of the picture."""
    known = found.population.known
    lines = {id: found.projections[id].need.sum(axis=0) for id in (LOW, MID, HIGH)}
    low, high = np.quantile(found.band.total, BAND, axis=0)
    places = None if found.places is None else found.places[known].sum(axis=0)
    step = round_step(max(high.max(), lines[HIGH].max(), 0 if places is None else places.max()))
    top = step * TICKS
    x = LEFT + (WIDTH - LEFT - RIGHT) * (found.years - found.years[0]) / max(found.years[-1] - found.years[0], 1)

    def y(values: np.ndarray | float) -> np.ndarray:
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * np.asarray(values) / top

    return {
        "width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT, "bottom": HEIGHT - BOTTOM,
        "ticks": [(step * tick, float(y(step * tick))) for tick in range(TICKS + 1)],
        "years": [(int(year), float(at)) for year, at in zip(found.years, x, strict=True) if is_labelled(year, found.years)],
        "band": path_of(np.concatenate([x, x[::-1]]), np.concatenate([y(high), y(low)[::-1]])),
        "lines": {id: path_of(x, y(values)) for id, values in lines.items()},
        "places": "" if places is None else path_of(x, y(places)),
    }  # fmt: skip


def is_labelled(year: int, years: np.ndarray) -> bool:
    """Whether a year is written below the picture: about ten of them are."""
    every = max(1, round(len(years) / 10))
    return (year - years[0]) % every == 0


def round_step(largest: float) -> float:
    """Return a round distance between the lines of a picture that shows values up to ``largest``."""
    rough = max(largest, 1.0) / TICKS
    power = 10.0 ** np.floor(np.log10(rough))
    return float(next(step * power for step in STEPS if step * power >= rough))


def path_of(x: np.ndarray, y: np.ndarray) -> str:
    """Return points as SVG writes them."""
    return " ".join(f"{one:.1f},{other:.1f}" for one, other in zip(x, y, strict=True))
