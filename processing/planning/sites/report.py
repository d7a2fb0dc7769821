"""What was found about sites, in numbers for a script and in sentences for the log."""

from __future__ import annotations

from ...analysis.siting import Plan, Problem
from ...analysis.siting.appraisal import Saving, covered_by_sector
from ...model import contract
from ...model.progress import Progress


def output_numbers(problem: Problem, plan: Plan, saved: Saving) -> dict[str, float]:
    """Return the numbers that a script would check; those that cannot be known are left out."""
    served = float(covered_by_sector(problem, plan).sum())
    found = {
        contract.OBJECTIVE_VALUE: plan.value,
        contract.GAP: plan.gap,
        contract.BOUND: plan.bound,
        contract.SITE_COUNT: int(plan.chosen.sum()),
        contract.SERVED: served,
        contract.SERVED_SHARE: served / float(problem.demand.sum()),
    }
    for name, (apart, together) in (
        (contract.SITES_SAVED, saved.sites()),
        (contract.PLACES_SAVED, saved.total(problem.capacity)),
        (contract.EURO_SAVED, saved.total(problem.price)),
    ):
        if apart == apart:
            found[name] = apart - together
    return found


def tell(problem: Problem, plan: Plan, saved: Saving, progress: Progress) -> None:
    """Say what was found, how sure it is, and what sharing saves."""
    progress.note(
        "{count} sites; {objective} = {value:.10g}; gap {gap:.2%}.",
        count=int(plan.chosen.sum()),
        objective=problem.objective,
        value=plan.value,
        gap=plan.gap,
    )
    if plan.gap:
        progress.warn("Optimality not proven: the bound is {bound:.10g}. A longer time limit may close the gap.", bound=plan.bound)
    apart, together = saved.sites()
    if len(problem.sectors) > 1:
        progress.note(
            "Separately, the sectors would need {apart} new sites for the same coverage; together {together}.",
            apart=apart,
            together=together,
        )
    if not saved.proven:
        progress.note("The separate plans of the sectors are not proven minimal: sharing may save less.")
