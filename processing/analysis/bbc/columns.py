"""Which column of a table is which: plans name their columns in many ways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...model.errors import OpgaveError
from ...model.files import RESOURCES, read_json
from ...model.text import field_name


@dataclass(frozen=True)
class PlanColumns:
    """The columns of a plan.

    Attributes
    ----------
    found : dict
        Canonical name -> name in the table.
    years : dict
        Year -> name in the table, in the order of the years; empty for a plan in long form.
    long : dict
        Where a row holds one year: which column holds ``year``, and which ``amount``.
    unused : tuple of str
        Columns that are none of these.
    """

    found: dict[str, str]
    years: dict[int, str]
    long: dict[str, str]
    unused: tuple[str, ...]


@lru_cache(maxsize=1)
def synonyms() -> dict:
    """Return ``resources/schemas/plan_columns.json``: under which names each column goes."""
    return read_json(RESOURCES / "schemas" / "plan_columns.json")


def fold_name(name: str) -> str:
    """Return a column's name in lower case without accents, each run of other signs as one space."""
    return field_name(str(name)).replace("_", " ").strip().replace("  ", " ")


def find_columns(names: Sequence[str], kind: str) -> dict[str, str]:
    """Return canonical name -> name in the table, for the columns of a ``kind`` of table (a key of the synonyms).

    Raises
    ------
    OpgaveError
        Two columns mean the same and neither bears the canonical name.
    """
    found = {}
    for canonical, known in synonyms()[kind].items():
        wanted = {fold_name(one) for one in known}
        matching = [name for name in names if fold_name(name) in wanted]
        exact = [name for name in matching if name == canonical]
        if len(matching) > 1 and not exact:
            raise OpgaveError(
                "Columns '{first}' and '{second}' both read as {meaning}. Rename one of them, or call the right one '{meaning}'.",
                first=matching[0],
                second=matching[1],
                meaning=canonical,
            )
        if matching:
            found[canonical] = (exact or matching)[0]
    return found


def plan_columns(names: Sequence[str]) -> PlanColumns:
    """Return the columns of a multi-year plan.

    Raises
    ------
    OpgaveError
        Two columns mean the same, or no column holds amounts of a year.
    """
    found = find_columns(names, "columns")
    others = [name for name in names if name not in found.values()]
    years = year_columns(others)
    long = {} if years else find_columns(others, "long")
    if not years and len(long) < len(synonyms()["long"]):
        raise OpgaveError(
            "The plan has no column with the amounts of a year, such as 'y2026' or '2026', nor a row for each year with columns 'jaar' and"
            " 'bedrag'. It has: {columns}.",
            columns=", ".join(names),
        )
    used = {*found.values(), *years.values(), *long.values()}
    return PlanColumns(found, years, long, tuple(name for name in names if name not in used))


def year_columns(names: Sequence[str]) -> dict[int, str]:
    """Return year -> column with its amounts, in the order of the years."""
    pattern = re.compile(synonyms()["year"]["pattern"])
    years: dict[int, str] = {}
    for name in names:
        match = pattern.match(fold_name(name))
        if not match:
            continue
        year = int(match.group(1))
        if year in years:
            raise OpgaveError(
                "Columns '{first}' and '{second}' both read as the amounts of {year}. Leave one of them out.",
                first=years[year],
                second=name,
                year=year,
            )
        years[year] = name
    return dict(sorted(years.items()))
