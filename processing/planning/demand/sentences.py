"""What is said of shortage and of the cost of waiting, aloud: each sentence names the year, the level of areas and what is assumed."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from ...analysis.access.least_shortage import whole_movable
from ...analysis.demand.levels import ALL, LEAST, NEIGHBOURHOOD, UNIT, LevelGap
from ...analysis.demand.phasing import CostSpan
from ...analysis.demand.shortage import LACKING
from ...model.demography import HIGH, LOW, MID
from .outputs import Answer

HALF_A_PLACE = 0.5
DIGITS = 3
"""Digits of a sum of euros that are said."""


class Note(Protocol):
    """Says a sentence: a template and what fills it."""

    def __call__(self, text: str, **values: object) -> None: ...


def say_shortage(found: Answer, note: Note) -> None:
    """Say what lacks at the horizon: of all areas together first, then area by area, and what another division would solve."""
    if found.places is None:
        note("No places were given, so shortages could not be computed.")
        return
    levels, year = found.levels[MID], int(found.years[-1])
    say_together(levels[ALL], year, note)
    say_by_area(found, levels[UNIT], year, note)
    if NEIGHBOURHOOD in levels:
        say_by_neighbourhood(levels[NEIGHBOURHOOD], year, note)
    say_least(found, note)
    say_other_years(found, note)


def say_together(level: LevelGap, year: int, note: Note) -> None:
    """Say whether all areas together have enough places."""
    gap = float(level.gap[0, -1])
    if gap >= LACKING:
        note(
            "In {year}, all areas together lack 1 place in the middle scenario. | In {year}, all areas together lack {count:,d} places in"
            " the middle scenario.",
            year=year,
            count=round(gap),
        )
    elif gap <= -LACKING:
        note(
            "In {year}, all areas together have 1 place to spare in the middle scenario. | In {year}, all areas together have {count:,d}"
            " places to spare in the middle scenario.",
            year=year,
            count=round(-gap),
        )
    else:
        note("In {year}, all areas together have as many places as they need in the middle scenario.", year=year)


def say_by_area(found: Answer, level: LevelGap, year: int, note: Note) -> None:
    """Say how many areas lack places, how many places, and what others have to spare in that year."""
    areas, spare = int(level.count[-1]), float(np.maximum(-level.gap[:, -1], 0).sum())
    if not areas:
        note("In {year}, no area lacks a whole place in the middle scenario.", year=year)
        return
    note(
        "In {year}, 1 of the {total:,d} areas lacks at least one place in the middle scenario. | In {year}, {count:,d} of the {total:,d}"
        " areas lack at least one place in the middle scenario.",
        year=year,
        count=areas,
        total=len(level.gap),
    )
    note(
        "Counted area by area, 1 place is lacking in {year} in the middle scenario, while other areas have {spare:,.0f} to spare; in the"
        " low scenario {low:,.0f} are lacking, in the high scenario {high:,.0f}. | Counted area by area, {count:,d} places are lacking in"
        " {year} in the middle scenario, while other areas have {spare:,.0f} to spare; in the low scenario {low:,.0f} are lacking, in the"
        " high scenario {high:,.0f}.",
        count=round(level.short[-1]),
        year=year,
        spare=spare,
        low=found.levels[LOW][UNIT].short[-1],
        high=found.levels[HIGH][UNIT].short[-1],
    )


def say_by_neighbourhood(level: LevelGap, year: int, note: Note) -> None:
    """Say how many places and how many neighbourhoods."""
    note(
        "Counted by neighbourhood, 1 place is lacking in {year} in the middle scenario: {short:,d} of the {total:,d} neighbourhoods lack at"
        " least one. | Counted by neighbourhood, {count:,d} places are lacking in {year} in the middle scenario: {short:,d} of the"
        " {total:,d} neighbourhoods lack at least one.",
        count=round(level.short[-1]),
        year=year,
        short=int(level.count[-1]),
        total=len(level.gap),
    )


def say_least(found: Answer, note: Note) -> None:
    """Say what lacks when places are divided as well as can be."""
    if found.least is None:
        return
    short, least, year = float(found.levels[MID][UNIT].short[-1]), float(found.least[-1]), int(found.years[-1])
    if not found.reach:
        note("Each area is taken to have only the places inside it: how many areas could share is not counted, as REACH is 0.")
    elif short >= HALF_A_PLACE:
        note(
            "With the best division of the places within {reach:,.0f} m in a straight line, 1 place is lacking in {year} in the middle"
            " scenario: another division could solve at most {moved:,d} of the {short:,.0f} without building, if everyone takes the place"
            " that is allocated. | With the best division of the places within {reach:,.0f} m in a straight line, {count:,d} places are"
            " lacking in {year} in the middle scenario: another division could solve at most {moved:,d} of the {short:,.0f} without"
            " building, if everyone takes the place that is allocated.",
            reach=found.reach,
            count=round(least),
            year=year,
            moved=whole_movable(short, least),
            short=short,
        )


def say_other_years(found: Answer, note: Note) -> None:
    """Say when most places lack, and that areas which lack some in different years do not lack them together."""
    level, years = found.levels[MID][UNIT], found.years
    worst, ever = int(level.short.argmax()), int((found.starts[MID] >= 0).sum())
    if level.short[worst] >= level.short[-1] + HALF_A_PLACE:
        note(
            "Counted area by area, the shortage of the middle scenario is largest in {year}: 1 place in that one year. | Counted area by"
            " area, the shortage of the middle scenario is largest in {year}: {count:,d} places in that one year.",
            year=int(years[worst]),
            count=round(level.short[worst]),
        )
    if ever > level.count[-1]:
        note(
            "From {first} to {last}, 1 area lacks a place in some year of the middle scenario. | From {first} to {last}, {count:,d} areas"
            " lack a place in some year of the middle scenario, not all in the same one.",
            first=int(years[0]),
            last=int(years[-1]),
            count=ever,
        )


def say_costs(found: Answer, note: Note) -> None:
    """Say what building costs now, once short and by the phased plan: a range for each, as long as a price is an assumption."""
    if found.places is None:
        return
    if not found.mid_spans:
        note("The rates give no prices for this service, so what building and waiting cost was not computed.")
        return
    spans, last = {name: {key: one[1] for key, one in level.items()} for name, level in found.mid_spans.items()}, int(found.years[-1])
    if not found.levels[MID][UNIT].lacking.any():
        note("Up to {last} no area lacks a whole place in the middle scenario: nothing has to be built.", last=last)
        return
    say_ways(spans[UNIT], int(found.years[0]), last, note)
    say_places_to_build(found, last, note)
    say_waiting(spans[UNIT]["waiting"], note)
    say_spared(float(found.plans[UNIT].never.sum()), spans[UNIT]["spared"], note)
    say_least_cost(found, spans, note)
    if not found.levels[MID][ALL].lacking.any():
        note(
            "If places could serve all areas, wherever they stand, nothing would have to be built up to {last} in the middle scenario.",
            last=last,
        )
    else:
        say_together_cost(round_span(spans[ALL]["phased"]), note)


def say_ways(spans: dict[str, CostSpan], first: int, last: int, note: Note) -> None:
    """Say what the three ways of building cost."""
    phased, now, after = (round_span(spans[name]) for name in ("phased", "now", "after"))
    if phased[0] == phased[1]:
        note(
            "If each area solves its own shortage up to {last}, in the middle scenario, the phased plan costs {phased:,.0f} euro of"
            " {first}; building everything now {now:,.0f} euro; building each place once it is short {after:,.0f} euro.",
            first=first,
            last=last,
            phased=phased[0],
            now=now[0],
            after=after[0],
        )
        return
    note(
        "If each area solves its own shortage up to {last}, in the middle scenario, the phased plan costs {low:,.0f} to {high:,.0f} euro of"
        " {first}; building everything now {now_low:,.0f} to {now_high:,.0f} euro; building each place once it is short {after_low:,.0f} to"
        " {after_high:,.0f} euro.",
        first=first,
        last=last,
        low=phased[0],
        high=phased[1],
        now_low=now[0],
        now_high=now[1],
        after_low=after[0],
        after_high=after[1],
    )


def say_places_to_build(found: Answer, last: int, note: Note) -> None:
    """Say how many places that are, which never lack all at once, and what is assumed of later years."""
    note(
        "That is 1 place. After {last}, the need of that year is assumed to continue. | That is {count:,d} places together: of each area"
        " its own largest shortage, not all in the same year. After {last}, the need of that year is assumed to continue.",
        count=round(float(found.levels[MID][UNIT].lacking.max(axis=1).sum())),
        last=last,
    )


def say_least_cost(found: Answer, spans: dict[str, dict[str, CostSpan]], note: Note) -> None:
    """Say what the phased plan costs when places within reach are divided anew each year, as well as can be: it cannot cost less."""
    if LEAST in spans:
        low, high = round_span(spans[LEAST]["phased"])
        note(
            "If the places within {reach:,.0f} m were divided as well as possible each year, the phased plan of the middle scenario would"
            " cost no less than {low:,.0f} to {high:,.0f} euro, depending on the prices.",
            reach=found.reach,
            low=low,
            high=high,
        )


def say_together_cost(ends: tuple[float, float], note: Note) -> None:
    """Say what the phased plan costs when all areas share all places."""
    low, high = ends
    if low == high:
        note(
            "If places could serve all areas, wherever they stand, the phased plan of the middle scenario would cost {euros:,.0f} euro.",
            euros=low,
        )
    else:
        note(
            "If places could serve all areas, wherever they stand, the phased plan of the middle scenario would cost {low:,.0f} to"
            " {high:,.0f} euro.",
            low=low,
            high=high,
        )


def say_waiting(span: CostSpan, note: Note) -> None:
    """Say what waiting costs for the places that the phased plan builds."""
    low, high = round_span(span)
    if not high:
        note("Area by area, in the middle scenario, waiting costs no more for the places that the phased plan builds.")
    elif low == high:
        note(
            "Area by area, in the middle scenario, waiting until places are short costs {euros:,.0f} euro more for the places that the"
            " phased plan builds.",
            euros=high,
        )
    elif not low:
        note(
            "Area by area, in the middle scenario, waiting until places are short costs up to {high:,.0f} euro more for the places that the"
            " phased plan builds; at some prices it costs no more.",
            high=high,
        )
    else:
        note(
            "Area by area, in the middle scenario, waiting until places are short costs {low:,.0f} to {high:,.0f} euro more for the places"
            " that the phased plan builds.",
            low=low,
            high=high,
        )


def say_spared(places: float, span: CostSpan, note: Note) -> None:
    """Say what is saved by not building places that lack for a few years only."""
    low, high = round_span(span)
    if places >= HALF_A_PLACE and high:
        note(
            "Area by area, in the middle scenario and at the middle prices, {places:,.0f} places are lacking for so few years that"
            " temporary places cost less than building: not building such places saves {low:,.0f} to {high:,.0f} euro.",
            places=places,
            low=low,
            high=high,
        )


def round_span(span: CostSpan) -> tuple[float, float]:
    """Return both ends, rounded to the digits in which the higher one is said: euros to the cent would seem sure."""
    low, high = float(span.low), float(span.high)
    if high < 1:
        return 0.0, 0.0
    step = 10.0 ** max(0, int(np.floor(np.log10(high))) + 1 - DIGITS)
    return round(low / step) * step, round(high / step) * step
