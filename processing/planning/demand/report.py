"""The report on the look ahead: need against places year by year, what lacks by level of areas, and what waiting costs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from ...analysis.demand.cohort import FLOWS
from ...analysis.demand.levels import ALL, NEIGHBOURHOOD, UNIT
from ...analysis.demand.shortage import BAND, LACKING
from ...analysis.features import Features
from ...model.demography import HIGH, LOW, MID, PRICES, SCENARIOS
from ...model.progress import Progress
from ...qgis_io.columns import display_names
from ...texts.certainty_texts import word_percent
from ...texts.language import Language
from ...texts.templates import render
from .ages import field_called
from .outputs import Answer
from .sentences import HALF_A_PLACE, Note, round_span, say_costs, say_shortage

NAME_FIELDS = ("sector_name", "statsec_naam", "name", "naam", "tx_sector_descr_nl", "t_sec_nl")
SHOWN = 20
WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP = 720, 260, 56, 22, 24, 10
TICKS = 4
STEPS = (1, 2, 2.5, 5, 10)


def write_demand_report(path: Path, units: Features, found: Answer, language: Language) -> None:
    """Write the report."""
    path.write_text(render("demand.html", content(units, found, language), language), encoding="utf-8")


def tell(found: Answer, progress: Progress) -> None:
    """Say what was found, in sentences."""
    if found.places is not None:
        say_shortage(found, progress.note)
        say_costs(found, progress.note)


def content(units: Features, found: Answer, language: Language) -> dict:
    """Return what the template shows."""
    known = found.population.known
    return {
        "service": found.service.title.of(language.code),
        "first": int(found.years[0]),
        "last": int(found.years[-1]),
        "unit_count": len(units),
        "known_count": int(known.sum()),
        "has_places": found.places is not None,
        "title": title(found, language),
        "sentences": sentences(found, language, say_shortage),
        "cost_sentences": sentences(found, language, say_costs),
        "people": found.mid.people[:, [0, -1]].sum(axis=0),
        "need": {id: one.need[:, -1].sum() for id, one in found.projections.items()} | {"start": found.mid.need[:, 0].sum()},
        "band": np.quantile(found.band.total[:, -1], BAND),
        "draws": len(found.band.total),
        "places": None if found.places is None else found.places[known][:, [0, -1]].sum(axis=0),
        "chart": chart(found),
        "levels": level_rows(found),
        "reach": found.reach,
        "rows": unit_rows(units, found, language),
        "rest": rest_rows(found),
        "years": year_rows(found),
        "dwellings": found.dwellings.sum(),
        "bills": bill_rows(found),
        "plan": plan_rows(found),
        "costs": found.service.costs,
        "prices": price_rows(found),
        "rates_title": found.rates.title.of(language.code),
        "note": found.rates.note.of(language.code),
        "source": found.rates.source.of(language.code),
        "sources": {table: text.of(language.code) for table, text in found.rates.sources.items()}
        | {"use": found.service.source.of(language.code)},
        "fitted": found.population.fitted,
        "scenarios": [{"id": id, "changes": found.rates.scenarios[id]} for id in SCENARIOS],
    }


def sentences(found: Answer, language: Language, say: Callable[[Answer, Note], None]) -> list[str]:
    """Return what is said, in a language."""
    said: list[str] = []

    def note(text: str, **values: object) -> None:
        said.append(language.tr(text, **values))

    say(found, note)
    return said


def title(found: Answer, language: Language) -> str:
    """Return what the report found: places that all areas together lack at the horizon, areas that lack some then, or in any year.

    Each number is that of the middle scenario, and what the high one would make of it stands beside it.
    """
    service = found.service.title.of(language.code)
    if found.places is None:
        start, need = (language.number(found.mid.need[:, at].sum()) for at in (0, -1))
        return language.tr("{service}: from {start} to {need} places needed", service=service, start=start, need=need)
    levels, last = found.levels[MID], int(found.years[-1])
    together, areas, ever = levels[ALL].gap[0, -1], int(levels[UNIT].count[-1]), int((found.starts[MID] >= 0).sum())
    facts = {"service": service, "last": last}
    if together >= LACKING:
        ends = [language.number(max(found.levels[id][ALL].gap[0, -1], 0.0)) for id in (LOW, HIGH)]
        return language.tr(
            "{service}: all areas together lack {count} places in {last} (middle scenario; low {low}, high {high})",
            count=language.number(together),
            low=ends[0],
            high=ends[1],
            **facts,
        )
    if areas:
        return language.tr(
            "{service}: enough places for all areas together in {last} ({scenario}), but 1 of the {all} areas lacks places |"
            " {service}: enough places for all areas together in {last} ({scenario}), but {count} of the {all} areas lack places",
            count=language.number(areas),
            all=language.number(found.population.known.sum()),
            scenario=scenario_words(found.levels[HIGH][ALL].gap[0, -1], language),
            **facts,
        )
    scenario = scenario_words(found.levels[HIGH][UNIT].short[-1], language)
    if ever:
        return language.tr(
            "{service}: enough places in every area in {last} ({scenario}), but 1 area lacks some earlier | {service}: enough places in"
            " every area in {last} ({scenario}), but {count} areas lack some earlier",
            count=language.number(ever),
            scenario=scenario,
            **facts,
        )
    return language.tr("{service}: enough places in every area until {last} ({scenario})", scenario=scenario, **facts)


def scenario_words(high: float, language: Language) -> str:
    """Return that a finding is of the middle scenario, and how many places the high one lacks where it lacks any."""
    if high < LACKING:
        return language.tr("middle scenario")
    return language.tr("middle scenario; in the high scenario {count} too few", count=language.number(high))


def level_rows(found: Answer) -> list[dict]:
    """Return what lacks by level of areas: at the start, at the horizon by scenario, and in the worst year of the level as a whole."""
    if found.places is None:
        return []
    return [
        {
            "level": name,
            "areas": len(level.gap) if name in (UNIT, NEIGHBOURHOOD) else None,
            "count": int(level.count[-1]),
            "start": level.short[0],
            "last": level.short[-1],
            "low": found.all_levels[LOW][name].short[-1],
            "high": found.all_levels[HIGH][name].short[-1],
            **worst_year(level.short, found.years),
        }
        for name, level in found.mid_levels.items()
    ]


def worst_year(short: np.ndarray, years: np.ndarray) -> dict:
    """Return the year in which most places lack, and how many do; no year where none ever does."""
    worst = int(short.argmax())
    return {"worst_year": int(years[worst]) if short[worst] >= LACKING else None, "worst": short[worst]}


def unit_rows(units: Features, found: Answer, language: Language) -> list[dict]:
    """Return the units that lack a place at the horizon: those that were short first come first, of one year those that lack most."""
    if found.places is None:
        return []
    start, gap = found.starts[MID], found.mid.need - found.places
    order = [row for row in np.lexsort((-gap[:, -1], start)) if found.population.known[row] and gap[row, -1] >= LACKING][:SHOWN]
    field = field_called(list(units.table), NAME_FIELDS) or found.population.key
    names = display_names(units.table[field]) if field else units.ids
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
            "chance": word_percent(found.band.chance[row], language),
        }
        for row in order
    ]


def rest_rows(found: Answer) -> dict:
    """Return what closes the table of units: those not shown, those that lack less than a place, and the total at the horizon."""
    if found.places is None:
        return {}
    level = found.levels[MID][UNIT]
    gap = level.gap[:, -1]
    start = found.starts[MID][found.population.known]
    listed = np.lexsort((-gap, start))
    hidden = [row for row in listed if gap[row] >= LACKING][SHOWN:]
    crumbs = gap[(gap > 0) & (gap < LACKING)]
    return {
        "hidden": {"count": len(hidden), "short": float(gap[hidden].sum())},
        "crumbs": {"count": len(crumbs), "short": float(crumbs.sum())},
        "total": {"count": int(level.count[-1]) + len(crumbs), "short": float(level.short[-1])},
        "earlier": int((start >= 0).sum() - (gap >= LACKING).sum()),
    }


def year_rows(found: Answer) -> list[dict]:
    """Return the account of each year, all units together, and what lacks in that year by level of areas."""
    flows = {name: found.mid.flows[name].sum(axis=0) for name in FLOWS}
    known = found.population.known
    places = None if found.places is None else found.places[known].sum(axis=0)
    short = {name: level.short for name, level in found.mid_levels.items()}
    return [
        {
            "year": int(year),
            "people": found.mid.people[:, time].sum(),
            "need": found.mid.need[:, time].sum(),
            "places": None if places is None else places[time],
            "short": {name: values[time] for name, values in short.items()},
            "flows": {name: values[time - 1] for name, values in flows.items()} if time else {},
        }
        for time, year in enumerate(found.years)
    ]


def bill_rows(found: Answer) -> list[dict]:
    """Return what the three ways of building cost by level of areas and scenario, each from the lowest to the highest prices."""
    levels = list(found.mid_spans)
    return [
        {
            "level": name,
            "scenario": id,
            "lacks": bool(found.spans[id][name]["after"][1].high > 0),
            **{key: round_span(span) for key, (_, span) in found.spans[id][name].items()},
        }
        for name in levels
        for id in found.spans
    ]


def plan_rows(found: Answer) -> list[dict]:
    """Return how many places the phased plan of the middle scenario decides on in each year, by level; last what it never builds."""
    decided = {name: plan.decided.sum(axis=0) for name, plan in found.plans.items()}
    rows = [
        {"year": int(year), "places": {name: values[time] for name, values in decided.items()}}
        for time, year in enumerate(found.years)
        if any(values[time] >= HALF_A_PLACE for values in decided.values())
    ]
    never = {name: plan.never.sum() for name, plan in found.plans.items()}
    return [*rows, {"year": None, "places": never}] if any(value >= HALF_A_PLACE for value in never.values()) else rows


def price_rows(found: Answer) -> dict[str, dict]:
    """Return each price with the ends of its range, and whether it is an assumption."""
    costs = found.service.costs
    if costs is None:
        return {}
    spans = {name: costs.span_price(name) for name in PRICES}
    return {name: {"value": getattr(costs, name), "low": low, "high": high, "assumed": low < high} for name, (low, high) in spans.items()}


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
