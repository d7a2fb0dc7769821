"""What a challenge asks for and the catalogue has no data of: which indicators, of which record, and what their file has to hold."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..model.challenge import Challenge, Indicator
from ..model.text import Text
from ..sources.adding import Wanted, wanted_of
from .variants import Lacks, choose_variant, uses


@dataclass(frozen=True)
class Gap:
    """An indicator that is not measured as it is asked.

    Attributes
    ----------
    indicator : Indicator
        As it is asked.
    wanted : Wanted
        The record that would give it, with the fields that challenges read.
    instead : Text
        What is measured in its place; empty for nothing.
    """

    indicator: Indicator
    wanted: Wanted
    instead: Text = Text()


def find_gaps(challenge: Challenge, catalogue: Catalogue) -> tuple[Gap, ...]:
    """Return the indicators of a challenge whose own data the catalogue does not have: those without any data first.

    One whose own data are there, and only divided by something else than asked, lacks nothing that a file would mend.
    """
    lacks = Lacks(catalogue, challenge.units.key, makes=True)
    variant = choose_variant(challenge, lacks)
    measured = {one.id: one for one in variant.challenge.indicators}
    found = []
    for indicator in challenge.indicators:
        id = next((id for one in indicator.measurements() for id, name in uses(one, challenge.units.key) if lacks.of(id, name)), "")
        is_missing, form = indicator.id in variant.missing, measured[indicator.id]
        if indicator.id in variant.reasons and id and (is_missing or form.measurement != indicator.measurement):
            instead = Text() if is_missing else form.title
            found.append(Gap(indicator, wanted_of(id, catalogue, (challenge,)), instead))
    return tuple(sorted(found, key=lambda gap: gap.instead != Text()))
