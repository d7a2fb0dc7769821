"""From a question about an envelope to its whole answer, and to layers."""

from __future__ import annotations

import numpy as np
import pandas as pd
from qgis.core import QgsFields

from ...analysis.envelope import choose, more_money, negotiate, runners_up, vary_effects
from ...analysis.envelope.cases import OFF, STAYS, Cases
from ...analysis.envelope.choosing import Portfolio
from ...analysis.envelope.measures import plannable
from ...analysis.envelope.negotiation import COLUMNS, Negotiation
from ...analysis.envelope.programme import Programme
from ...analysis.features import Features
from ...model.progress import Progress
from ...qgis_io.field_roles import texts
from .inputs import MeasureFields, Parties
from .report import Answer

OWN_FIELDS = ("chosen", "start_year", "paid_euro", "runner_up", "chosen_share")
STEPS_OF_MONEY = 5


def answer(
    features: Features,
    fields: MeasureFields,
    programme: Programme,
    parties: Parties,
    seconds: float,
    step: float,
    cases: int,
    seed: int,
    progress: Progress,
) -> Answer:
    """Return the best portfolio and all that is told beside it.

    Parameters
    ----------
    seconds : float
        Time for the best portfolio, and as much again for the other questions.
    step : float
        Euro by which the envelope is raised; 0 where only portfolios are asked for.
    cases : int
        How many times all is chosen again with other effects; 0 where that is not asked.
    """
    outside = int((~plannable(programme.measures, programme.envelope)).sum())
    if outside:
        progress.warn("{count} measures start outside the years of the envelope and cannot be chosen.", count=outside)
    progress.step("Choosing among {count} measures", count=len(features))
    best = choose(programme, seconds, progress)
    progress.note(
        "{count} measures chosen, effect {effect:g}, {cost:,.0f} euro of the envelope.",
        count=int(best.chosen.sum()),
        effect=best.effect,
        cost=best.cost,
    )
    if best.gap:
        progress.warn(
            "Optimality not proven within {seconds:g} seconds: another choice could be {gap:.2%} better. Raise TIME_LIMIT for more time.",
            seconds=seconds,
            gap=best.gap,
        )
    progress.step("Searching for alternatives")
    runners = runners_up(programme, best, seconds, progress)
    progress.step("Choosing again with effects up to {off} % off", off=round(100 * OFF))
    varied = vary_effects(programme, cases, seed, seconds, progress)
    tell_cases(best, varied, cases, progress)
    progress.step("Computing the effect of additional budget")
    steps = list(more_money(programme, best, step, STEPS_OF_MONEY, seconds, progress)) if step else []
    progress.step("Computing the value of each party's participation")
    negotiation = None
    if step and (programme.measures.party != "").any():
        negotiation = negotiate(programme, best, parties.shares, seed, progress)
        tell_negotiation(negotiation, progress)
    titles = texts(features.table, fields.title) if fields.title else programme.measures.ids
    titles = np.where(titles == "", programme.measures.ids, titles)
    return Answer(programme, best, titles, parties, runners, steps, negotiation, outside, varied)


def tell_cases(best: Portfolio, varied: Cases, asked: int, progress: Progress) -> None:
    """Say how much of the choice stays when effects are off, and where there was no time for all cases."""
    if varied.count:
        progress.note(
            "With effects up to {off} % off, {stays} of the {count} chosen measures are chosen in at least {least} % of {cases} cases.",
            off=round(100 * OFF),
            stays=int((best.chosen & varied.stays).sum()),
            count=int(best.chosen.sum()),
            least=round(100 * STAYS),
            cases=varied.count,
        )
    if varied.count < asked:
        progress.warn("There was time for {count} of {asked} cases with other effects.", count=varied.count, asked=asked)


def tell_negotiation(negotiation: Negotiation, progress: Progress) -> None:
    """Say which groups of parties could not be valued as others are."""
    if negotiation.impossible:
        progress.note(
            "{count} of {groups} combinations of parties cannot keep the rules and count as 0.",
            count=negotiation.impossible,
            groups=negotiation.groups,
        )
    if negotiation.unproven:
        progress.warn(
            "For {count} of {groups} combinations of parties there was no time to prove the best choice: they may reach more.",
            count=negotiation.unproven,
            groups=negotiation.groups,
        )


def mark_chosen(features: Features, fields: QgsFields, found: Answer) -> tuple[QgsFields, Features]:
    """Return the fields of the input and its features with what is chosen; fields of an earlier run are replaced."""
    kept = QgsFields()
    for field in fields:
        if field.name() not in OWN_FIELDS:
            kept.append(field)
    best, years = found.best, found.programme.envelope.years
    start = pd.array([years[place] if years and place >= 0 else pd.NA for place in best.start], dtype="Int64")
    others = np.sum([other.chosen for other in found.runners], axis=0) if found.runners else np.zeros(len(features))
    table = features.table.drop(columns=[name for name in features.table if name in OWN_FIELDS])
    table = table.assign(
        chosen=best.level,
        start_year=start,
        paid_euro=best.paid,
        runner_up=others.astype("int64"),
        chosen_share=found.cases.share,
    )
    return kept, Features(features.name, features.geometry, table, features.crs, features.ids)


def negotiation_table(found: Answer) -> Features:
    """Return the negotiation as a table; without parties it has no rows."""
    table = pd.DataFrame(columns=[*COLUMNS, "shapley", "shapley_error"]) if found.negotiation is None else found.negotiation.table
    table = table.assign(party_name=np.array(found.parties.called(table["party"]), dtype=object))
    table = table.astype({"party": object, "measures": "int64", "chosen": "int64", "leaves": "Int64"})
    return Features("negotiation", np.full(len(table), None, dtype=object), table)
