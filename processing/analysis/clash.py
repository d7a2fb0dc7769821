"""Rules that cannot hold together: a set of them of which none can be left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress

Rule = TypeVar("Rule")


def irreducible(rules: Sequence[Rule], clash: Callable[[list[Rule]], bool | None], progress: Progress = SILENT) -> tuple[list[Rule], bool]:
    """Return rules that clash while any one of them left out the others do not, and whether that is sure.

    Each rule in turn is left out; where the others still clash, for good (the deletion filter of Chinneck and Dravnieks 1991).

    Parameters
    ----------
    rules : sequence
        All rules; together they clash.
    clash : callable
        Whether rules clash; None where there was no time to find out, and the rule is kept.
    """
    left, sure = list(rules), True
    for place, rule in enumerate(rules):
        progress.update(place / len(rules))
        others = [other for other in left if other is not rule]
        answer = clash(others)
        sure = sure and answer is not None
        if answer:
            left = others
    return left, sure


class RuleList(OpgaveError):
    """Several rules as part of a sentence, each translated by itself."""

    def __init__(self, rules: Sequence[OpgaveError]):
        super().__init__("{count} rules", count=len(rules))
        self.rules = rules

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Return the rules in their order, with a semicolon between them."""
        return "; ".join(rule.sentence(translate) for rule in self.rules)
