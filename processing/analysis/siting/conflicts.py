"""When no plan keeps all rules: which of them clash, such that none of those can be left out."""

from __future__ import annotations

from ...model.errors import OpgaveError
from ...model.progress import Progress
from ..clash import RuleList, irreducible
from ..milp import INFEASIBLE, Clock, solve
from . import rules
from .build import site_model
from .problem import EXISTING, FORBIDDEN, LSCP, REQUIRED, Problem, required
from .rules import SitingRule, rules_of

SECONDS = 20.0
COVERED = "covered"


def clashing_rules(problem: Problem, clock: Clock, progress: Progress) -> tuple[list[SitingRule], bool]:
    """Return rules that clash, none of which can be left out, and whether that is sure."""

    def clash(rules: list[SitingRule]) -> bool | None:
        found = solve(site_model(problem, rules), min(SECONDS, max(clock.left, 1.0)), progress)
        return None if found.values is None and found.status != INFEASIBLE else found.status == INFEASIBLE

    return irreducible(rules_of(problem), clash, progress)


class Clash(OpgaveError):
    """No plan keeps all rules."""


def clash(problem: Problem, clock: Clock, progress: Progress) -> Clash:
    """Return the error that names the rules that clash."""
    found, sure = clashing_rules(problem, clock, progress)
    listed = RuleList([in_words(rule, problem) for rule in found])
    if len(found) == 1:
        return Clash("No plan can satisfy this rule, even without the others: {rules}.", rules=listed)
    if sure:
        return Clash(
            "No plan satisfies all rules. These are incompatible; without any one of them the others can be satisfied: {rules}.",
            rules=listed,
        )
    return Clash(
        "No plan satisfies all rules. These are incompatible (there was no time to check whether fewer are): {rules}.", rules=listed
    )


def in_words(rule: SitingRule, problem: Problem) -> OpgaveError:
    """Return a rule as part of a sentence."""
    counts = {kind: int((problem.status == status).sum()) for kind, status in STATUS_OF.items()}
    if rule.kind in STATUS_OF:
        return OpgaveError(RULE_TEXTS[rule.kind], count=counts[rule.kind])
    if rule.kind == rules.SITES:
        return OpgaveError(RULE_TEXTS[rule.kind], count=problem.sites)
    if rule.kind == rules.BUDGET:
        return OpgaveError(RULE_TEXTS[rule.kind], euro=f"{problem.budget:g}")
    if rule.kind == rules.CAPACITY:
        places = required(problem.capacity, "capacity").sum()
        return OpgaveError(RULE_TEXTS[rule.kind], places=f"{places:g}", demand=f"{problem.demand.sum():g}")
    sector = problem.sectors[rule.sector]
    norm = {"norm": f"{sector.norm:g}", "unit": problem.unit}
    if rule.kind == rules.WORST_OFF:
        return OpgaveError(RULE_TEXTS[rule.kind], sector=sector.name, share=f"{100 * problem.worst_off_share:g}", **norm)
    if rule.kind == rules.NORM:
        return OpgaveError(RULE_TEXTS[rule.kind], sector=sector.name, **norm)
    if problem.objective == LSCP:
        share = f"{100 * problem.covered_share:g}"
        return OpgaveError(RULE_TEXTS[COVERED], sector=sector.name, share=share, **norm)
    return OpgaveError(RULE_TEXTS[rule.kind], sector=sector.name)


STATUS_OF = {rules.KEEP: EXISTING, rules.REQUIRE: REQUIRED, rules.FORBID: FORBIDDEN}
RULE_TEXTS = {
    rules.SITES: "number of sites: {count}",
    rules.KEEP: "{count} existing sites",
    rules.REQUIRE: "{count} required sites",
    rules.FORBID: "{count} excluded sites",
    rules.BUDGET: "budget: {euro} euro",
    rules.CAPACITY: "capacity: {places} places at all sites together, {demand} demanded",
    rules.SERVED: "everyone of '{sector}' served",
    rules.NORM: "everyone of '{sector}' within {norm} {unit}",
    rules.WORST_OFF: "{share} % of the worst-off of '{sector}' within {norm} {unit}",
    COVERED: "{share} % of '{sector}' within {norm} {unit}",
}
