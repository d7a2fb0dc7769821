"""Rows under the codes of another year brought to the areas of today: handed down, divided or added up.

What is alike all over an area (a rate, a median) its successors have too; what is counted is divided over them. Areas that became one add
up their counts; a rate of theirs has no value as long as nobody says what it is a rate of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.area_codes import CodeChanges, beginning
from .demand.fitting import apportion

COUNT, RATE = "count", "rate"
"""What a field holds: numbers that add up, or what is the same in each part of an area."""
ALMOST_ALL = 1 - 1e-9
NUMBER = re.compile(r"[\s\d.,+-]*\d[\s\d.,+-]*%?")
"""A number as text."""


@dataclass(frozen=True)
class CodeLinks:
    """Which codes of a table stand for which units: k pairs.

    Attributes
    ----------
    codes, units : ndarray of str, shape (k,)
        A code of the table, and a unit's.
    of_code : ndarray, shape (k,)
        Share (0-1) of what is counted under the code that goes to the unit; NaN where it is not known.
    of_unit : ndarray, shape (k,)
        Share (0-1) with which the code's rate counts in that of the unit; NaN where it is not known.
    unsettled : tuple of str
        Units whose area the table has under other codes, nobody knows which.
    """

    codes: np.ndarray
    units: np.ndarray
    of_code: np.ndarray
    of_unit: np.ndarray
    unsettled: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.codes)


def as_links(rows: Iterable[tuple[str, str, float, float]], unsettled: Iterable[str] = ()) -> CodeLinks:
    """Return links from a row for each."""
    table = pd.DataFrame(list(rows), columns=["code", "unit", "of_code", "of_unit"])
    codes, units = (table[name].to_numpy(dtype=object) for name in ("code", "unit"))
    of_code, of_unit = (table[name].to_numpy(dtype=float) for name in ("of_code", "of_unit"))
    return CodeLinks(codes, units, of_code, of_unit, tuple(dict.fromkeys(unsettled)))


def join_links(one: CodeLinks, other: CodeLinks) -> CodeLinks:
    """Return two sets of links as one."""
    return CodeLinks(
        np.concatenate([one.codes, other.codes]),
        np.concatenate([one.units, other.units]),
        np.concatenate([one.of_code, other.of_code]),
        np.concatenate([one.of_unit, other.of_unit]),
        (*one.unsettled, *other.unsettled),
    )


def link_codes(
    codes: Sequence[str],
    units: Sequence[str],
    changes: CodeChanges,
    others: Callable[[], Sequence[str]] = tuple,
    weigh: Callable[[], np.ndarray] | None = None,
) -> CodeLinks:
    """Return which codes of a table stand for units that have no row of their own, by what is known of codes that changed.

    Parameters
    ----------
    codes : sequence of str
        The table's, each once.
    units : sequence of str
        Those looked at, each once.
    others : callable
        Gives the codes of units that are not looked at, since an area may go on there; asked only where codes changed.
    weigh : callable, optional
        Gives for each unit, of 0 or more, what counts are divided by; asked only where an area was divided. Without it, or where it is 0
        everywhere, counts are not divided.

    Examples
    --------
    >>> links = link_codes(["44021A05-"], ["44021A05K", "44021A05L"], CodeChanges(), weigh=lambda: np.array([3.0, 1.0]))
    >>> links.units.tolist(), links.of_code.tolist(), links.of_unit.tolist()
    (['44021A05K', '44021A05L'], [0.75, 0.25], [1.0, 1.0])
    """
    named = _neighbours(changes.successors)
    if not _pairs(codes, units, named):
        return as_links(())
    row_of, weights = {unit: row for row, unit in enumerate(units)}, None
    around = [*units, *(other for other in dict.fromkeys(others()) if other not in row_of)]
    links, unsettled = [], []
    for group in _groups(_pairs(codes, around, named)):
        here = [unit for unit in group.units if unit in row_of]
        if not here:
            continue
        if not _is_whole(group, changes) or (len(group.codes) > 1 and len(group.units) > 1):
            unsettled += here
        elif len(group.units) == 1:
            rate = 1.0 if len(group.codes) == 1 else np.nan
            links += [(code, here[0], 1.0, rate) for code in group.codes]
        else:
            shares = np.full(len(here), np.nan)
            if weigh is not None and len(here) == len(group.units):
                weights = weigh() if weights is None else weights
                weight = weights[[row_of[unit] for unit in here]]
                shares = weight / weight.sum() if weight.sum() > 0 else shares
            links += [(group.codes[0], unit, share, 1.0) for unit, share in zip(here, shares, strict=True)]
    return as_links(links, unsettled)


@dataclass(frozen=True)
class _Group:
    """Codes and units that share one area, and the neighbours of both in the named changes."""

    codes: list[str]
    units: list[str]


def _neighbours(successors: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for old, new in successors:
        found.setdefault(old, set()).add(new)
        found.setdefault(new, set()).add(old)
    return found


def _pairs(codes: Sequence[str], units: Sequence[str], named: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """Return the codes of a table with the units that share their area: by name, else by how both begin.

    Once some differ the table is of another year. Then what kept its code while its area changed counts too.
    """
    table, known = set(codes), set(units)
    lacking, by_beginning = known - table, dict[str, list[str]]()
    for unit in sorted(lacking):
        by_beginning.setdefault(beginning(unit), []).append(unit)
    by_beginning.pop("", None)

    open_units = lacking | {unit for unit in known if unit in named.get(unit, ())}  # others have a row of their own

    def units_of(code: str, seen: frozenset[str] = frozenset()) -> set[str]:
        nearby = named.get(code, set()) - seen - {code}
        found = {unit for one in nearby for unit in ({one} & open_units if one in known else units_of(one, seen | {code}))}
        return found or set(by_beginning.get(beginning(code), ()))

    pairs = {(code, unit) for code in table - known for unit in units_of(code)}
    if pairs:
        pairs |= {(code, unit) for unit in lacking for code in named.get(unit, ()) if code in table}
        kept = {end for end in table & known if end in named.get(end, ())}
        pairs |= {(end, end) for pair in pairs for end in pair if end in kept}
    return sorted(pairs)


def _groups(pairs: Sequence[tuple[str, str]]) -> list[_Group]:
    """Return pairs by what hangs together."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    code, codes = pd.factorize(np.array([one for one, _ in pairs], dtype=object))
    unit, units = pd.factorize(np.array([other for _, other in pairs], dtype=object))
    size = len(codes) + len(units)
    graph = coo_array((np.ones(len(pairs)), (code, len(codes) + unit)), shape=(size, size))
    count, number = connected_components(graph, directed=False)
    groups = [_Group([], []) for _ in range(count)]
    for ends, first, name in ((codes, 0, "codes"), (units, len(codes), "units")):
        for row, end in enumerate(ends):
            getattr(groups[number[first + row]], name).append(end)
    return groups


def _is_whole(group: _Group, changes: CodeChanges) -> bool:
    """Whether no code or unit is lacking, as far as changes say: a table leaves out what it hides."""
    ends = {*group.codes, *group.units}
    successors = [pair for pair in changes.successors if ends & set(pair)]
    if successors:
        old, new = ({pair[side] for pair in successors} for side in (0, 1))
        codes, units = set(group.codes), set(group.units)
        return any(codes >= before and (units >= after or not units & after) for before, after in ((old, new), (new, old)))
    sizes = changes.sizes.get(beginning(group.codes[0]))
    return sizes is None or (len(group.codes), len(group.units)) in (sizes, sizes[::-1])


def link_by_shares(codes: Sequence[str], units: Sequence[str], crosswalk: pd.DataFrame) -> CodeLinks:
    """Return which codes of a table stand for which units, by what lies in both.

    Parameters
    ----------
    crosswalk : DataFrame
        Columns ``code``, ``unit`` and ``share``: a code of the table, one of the units, and what lies in both, in any measure.
    """
    table, known = set(codes), set(units)
    rows = crosswalk[crosswalk["share"] > 0].reset_index(drop=True)
    of_code, of_unit = (rows["share"] / rows.groupby(end)["share"].transform("sum") for end in ("code", "unit"))
    here = rows["unit"].isin(known)
    lacks = ~rows["code"].isin(table)
    unsettled = set(rows.loc[here & lacks, "unit"])
    kept = here & ~rows["unit"].isin(unsettled)
    found = zip(rows["code"][kept], rows["unit"][kept], of_code[kept], of_unit[kept], strict=True)
    partly = {unit for unit in unsettled if rows.loc[rows["unit"] == unit, "code"].isin(table).any()}
    return as_links(found, sorted(partly))


def leave_out_repeats(links: CodeLinks, keys: Sequence[str | None]) -> CodeLinks:
    """Return the links without units that have several codes of which one has several rows: nobody knows which rows to add up."""
    repeated = pd.Series(keys, dtype=object).value_counts()
    table = pd.DataFrame({"code": links.codes, "unit": links.units})
    several = table.groupby("unit")["code"].transform("nunique") > 1
    wrong = set(table["unit"][several & (table["code"].map(repeated) > 1)])
    kept = ~table["unit"].isin(wrong).to_numpy(dtype=bool)
    ends = (links.codes[kept], links.units[kept], links.of_code[kept], links.of_unit[kept])
    return CodeLinks(*ends, (*links.unsettled, *sorted(wrong)))


def carry_over(table: pd.DataFrame, key: str, links: CodeLinks, quantity: Mapping[str, str]) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return a table with rows for the units that links speak of in place of the rows behind them.

    Parameters
    ----------
    table : DataFrame
        With codes in the column ``key``.
    quantity : mapping of str to str
        `COUNT` or `RATE` for the columns of which that is known. Other numbers, also as text, go to a unit that is one whole code and
        nothing else; texts to every unit with one code.

    Returns
    -------
    DataFrame
        Counts that were whole stay so, and add up to what they were.
    dict of str to int
        For columns of numbers how many units have no value because nobody says whether they are counts or rates.
    """
    position = pd.Series(np.arange(len(table)), index=table[key].to_numpy(dtype=object))
    position = position[position.index.isin(set(links.codes))]
    pair = pd.DataFrame({"code": links.codes, "unit": links.units, "of_code": links.of_code, "of_unit": links.of_unit})
    pair = pair.merge(position.rename("row"), left_on="code", right_index=True, how="inner").reset_index(drop=True)
    single = pair.groupby("unit")["code"].transform("nunique").eq(1).to_numpy()
    place = np.where(single, np.arange(len(pair)), -1 - pd.factorize(pair["unit"])[0])
    number, _ = pd.factorize(place)
    row, count = pair["row"].to_numpy(), int(number.max(initial=-1)) + 1
    whole = single & (pair["of_code"].to_numpy() >= ALMOST_ALL)
    unknown: dict[str, int] = {}
    columns = {}
    for name in table:
        values = table[name].iloc[row].to_numpy()
        if name == key:
            new = pd.Series(np.empty(count, dtype=object))
            new.iloc[number] = pair["unit"].to_numpy()
        elif pd.api.types.is_numeric_dtype(table[name]) and not pd.api.types.is_bool_dtype(table[name]):
            kind = quantity.get(name)
            if kind == COUNT:
                parts = _divide(values.astype(float), pair)
            elif kind == RATE:
                parts = values * pair["of_unit"].to_numpy()
            else:
                parts = np.where(whole, values.astype(float), np.nan)
                lost = len(np.unique(number[~whole & ~np.isnan(values.astype(float))]))
                unknown |= {name: lost} if lost else {}
            new = pd.Series(np.bincount(number, np.asarray(parts, dtype=float), count))  # a part that is missing makes the whole missing
        else:
            new = pd.Series(np.full(count, None, dtype=object))
            divided = ~whole & np.array([isinstance(value, str) and bool(NUMBER.fullmatch(value)) for value in values], dtype=bool)
            unknown |= {name: len(np.unique(number[divided]))} if divided.any() else {}
            new.iloc[number[single & ~divided]] = values[single & ~divided]
        columns[name] = new
    replaced = table[key].isin(set(links.codes) | set(links.units))
    return pd.concat([table[~replaced], pd.DataFrame(columns)], ignore_index=True), unknown


def _divide(values: np.ndarray, pair: pd.DataFrame) -> np.ndarray:
    """Return what each pair gets of a count: in whole numbers where the count is whole and its parts are all here."""
    share = pair["of_code"].to_numpy()
    parts = values * share
    for rows in pair.groupby("row").indices.values():
        value, shares = values[rows[0]], share[rows]
        if len(rows) > 1 and np.isfinite(value) and value == round(value) and abs(shares.sum() - 1) < 1 - ALMOST_ALL:
            parts[rows] = apportion(shares, round(value))
    return parts
