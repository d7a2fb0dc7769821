"""Rules in words, for whoever wrote them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ...model.envelope import OF_SPENT
from ...model.errors import OpgaveError
from ..clash import RuleList
from . import programme as kinds
from .programme import Programme, ProgrammeRule

Names = Mapping[str, str]
"""What each measure is called, by its id."""


def clash_error(programme: Programme, rules: list[ProgrammeRule], sure: bool) -> OpgaveError:
    """Return the error that names the rules that clash."""
    listed = RuleList([in_words(programme, rule) for rule in rules])
    if sure:
        return OpgaveError(
            "No portfolio satisfies all rules. These are incompatible; without any one of them the others can be satisfied: {rules}.",
            rules=listed,
        )
    return OpgaveError(
        "No portfolio satisfies all rules. These are incompatible (there was no time to check whether fewer are): {rules}.", rules=listed
    )


def in_words(programme: Programme, rule: ProgrammeRule, names: Sequence[str] | None = None) -> OpgaveError:
    """Return a rule as part of a sentence; ``names`` is what the measures are called, their ids unless given."""
    ids = programme.measures.ids
    return WORDS[rule.kind](programme, rule.which, dict(zip(ids, ids if names is None else names, strict=True)))


def _ceiling(programme: Programme, place: int, _: Names) -> OpgaveError:
    amount = programme.envelope.ceilings[place]
    if not programme.envelope.years:
        return OpgaveError("the envelope of {amount:,.0f} euro", amount=amount)
    return OpgaveError("the envelope of {amount:,.0f} euro in {year}", amount=amount, year=programme.envelope.years[place])


def _required(programme: Programme, place: int, names: Names) -> OpgaveError:
    return OpgaveError("measure '{id}' is required", id=names[programme.rules.required[place]])


def _forbidden(programme: Programme, place: int, names: Names) -> OpgaveError:
    return OpgaveError("measure '{id}' is excluded", id=names[programme.rules.forbidden[place]])


def _group(programme: Programme, place: int, names: Names) -> OpgaveError:
    rule = programme.rules.groups[place]
    ids = ", ".join(names[id] for id in rule.measures)
    if rule.at_most is None:
        return OpgaveError("at least {least} of {ids}", least=rule.at_least, ids=ids)
    return OpgaveError("from {least} to {most} of {ids}", least=rule.at_least, most=rule.at_most, ids=ids)


def _excludes(programme: Programme, place: int, names: Names) -> OpgaveError:
    one, other = (names[id] for id in programme.measures.ids[programme.measures.excludes[place]])
    return OpgaveError("'{one}' and '{other}' exclude each other", one=one, other=other)


def _requires(programme: Programme, place: int, names: Names) -> OpgaveError:
    one, other = (names[id] for id in programme.measures.ids[programme.measures.requires[place]])
    return OpgaveError("'{one}' needs '{other}'", one=one, other=other)


def _share(programme: Programme, place: int, _: Names) -> OpgaveError:
    rule = programme.rules.shares[place]
    values = {"field": rule.field, "value": rule.value, "least": rule.at_least, "most": rule.at_most}
    if rule.of == OF_SPENT:
        return OpgaveError("from {least:.0%} to {most:.0%} of what is spent for {field} '{value}'", **values)
    return OpgaveError("from {least:.0%} to {most:.0%} of the envelope for {field} '{value}'", **values)


WORDS: dict[str, Callable[[Programme, int, Names], OpgaveError]] = {
    kinds.CEILING: _ceiling,
    kinds.REQUIRED: _required,
    kinds.FORBIDDEN: _forbidden,
    kinds.GROUP: _group,
    kinds.EXCLUDES: _excludes,
    kinds.REQUIRES: _requires,
    kinds.SHARE: _share,
}
