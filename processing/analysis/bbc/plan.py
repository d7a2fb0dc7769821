"""A multi-year plan as arrays: texts that can be searched, amounts that can be summed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...model.errors import OpgaveError
from ...model.files import RESOURCES, read_json
from ...model.progress import SILENT, Progress
from ...model.text import did_you_mean
from .amounts import FIRST_ROW, cents
from .columns import PlanColumns, plan_columns
from .identity import CODES, TEXTS, action_keys
from .words import fold_words

IDENTITY = ("municipality", "nis_code", *CODES, *TEXTS, "policy_field")
YEAR = r"^\D{0,10}(20\d\d)(?:\.0)?\s*$"
TOTAL = r"(?i)(?:eind|sub|algemeen )?totaal(?: generaal| uitgaven| plan)?:?"
POLICY_FIELD = r"^\s*(\d{3,4})(?:\.0)?(?!\d)"


@dataclass(frozen=True)
class PolicyPlan:
    """Actions with their place in the plan and their money.

    Attributes
    ----------
    table : DataFrame of str, n rows
        The columns of `IDENTITY`, empty texts where the plan has none, and ``action_key``.
    cents : ndarray of int, shape (n, years)
        Amounts in cents.
    years : tuple of int
        The years of the columns of ``cents``.
    """

    table: pd.DataFrame
    cents: np.ndarray
    years: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.table)

    def where(self, mask: np.ndarray) -> PolicyPlan:
        """Return the actions for which ``mask`` (bool, shape (n,)) holds."""
        return PolicyPlan(self.table[mask].reset_index(drop=True), self.cents[mask], self.years)


def read_plan(table: pd.DataFrame, progress: Progress = SILENT) -> PolicyPlan:
    """Return the plan in a table, its columns found by their names and told.

    Raises
    ------
    OpgaveError
        There are no actions, no amounts, an amount that is none, or no action has a text.
    """
    if not len(table):
        raise OpgaveError("The plan has no actions: the table is empty.")
    columns = plan_columns([str(name) for name in table])
    report_columns(columns, progress)
    texts = pd.DataFrame({name: text_column(table, columns.found.get(name)) for name in IDENTITY})
    if not texts[list(TEXTS)].apply(lambda column: column.str.strip().ne("")).to_numpy().any():
        raise OpgaveError(
            "No action of the plan has a text. Give a column with what the action is ('ac_short' or 'actie'). It has: {columns}.",
            columns=", ".join(map(str, table)),
        )
    texts["policy_field"] = policy_field_codes(texts["policy_field"])
    texts["action_key"] = action_keys(texts)
    if columns.long:
        plan = long_plan(texts, table, columns.long, progress)
    else:
        plan = PolicyPlan(texts, *amounts_by_year(table, columns.years, progress))
    return without_blank_rows(plan, progress)


def without_blank_rows(plan: PolicyPlan, progress: Progress) -> PolicyPlan:
    """Return the plan without rows that say nothing; what looks like a total of the table stays, and is told."""
    said = plan.table[[*CODES, *TEXTS]].apply(lambda column: column.str.strip())
    mute, money = said.eq("").all(axis=1).to_numpy(), (plan.cents != 0).any(axis=1)
    total = money & (mute | said.apply(lambda column: column.str.fullmatch(TOTAL)).any(axis=1).to_numpy())
    if total.any():
        progress.warn(
            "{count} rows look like totals of the table ({euro} euro) and are counted as actions: leave them out of the file if they are.",
            count=int(total.sum()),
            euro=f"{plan.cents[total].sum() / 100:.2f}",
        )
    blank = mute & ~money
    if blank.any():
        progress.note("{count} rows without text and amounts are left out.", count=int(blank.sum()))
    return plan.where(~blank)


def policy_field_codes(texts: pd.Series) -> pd.Series:
    """Return the codes of policy fields written as ``350``, ``0350 Klimaat en energie`` or by name alone; empty where there is none."""
    known = read_json(RESOURCES / "catalogue" / "policy_fields.json")["policy_fields"]
    by_name = {fold_words(one["name"]): one["code"] for one in known}
    return texts.str.extract(POLICY_FIELD)[0].str.zfill(4).fillna(texts.map(lambda text: by_name.get(fold_words(text), "")))


def long_plan(texts: pd.DataFrame, table: pd.DataFrame, columns: dict[str, str], progress: Progress) -> PolicyPlan:
    """Return a plan of which each row holds one year of an action; rows of the same action and year are added up."""
    row_cents, absent = cents(table[columns["amount"]].reset_index(drop=True), columns["amount"])
    row_years = years_of(text_column(table, columns["year"]), columns["year"])
    if absent == len(table):
        raise OpgaveError("The plan has no amounts: the columns {columns} are empty.", columns=columns["amount"])
    if absent:
        progress.note("{count} amounts are absent and count as 0.", count=absent)
    row_action = texts.groupby(list(texts), sort=False).ngroup().to_numpy()
    years, place = np.unique(row_years, return_inverse=True)
    actions = texts[~texts.duplicated()].reset_index(drop=True)
    amounts = np.zeros((len(actions), len(years)), dtype="int64")
    np.add.at(amounts, (row_action, place), row_cents)
    progress.note("A row holds a year: {rows} rows are {count} actions.", rows=len(texts), count=len(actions))
    return PolicyPlan(actions, amounts, tuple(years.tolist()))


def years_of(texts: pd.Series, name: str) -> np.ndarray:
    """Return the years in a column, shape (n,).

    Raises
    ------
    OpgaveError
        For a text that is no year, with its row and column.
    """
    years = texts.str.extract(YEAR)[0]
    if years.isna().any():
        row = int(np.flatnonzero(years.isna())[0])
        raise OpgaveError("Row {row}, column '{column}': '{value}' is no year.", row=row + FIRST_ROW, column=name, value=texts[row])
    return years.to_numpy(dtype="int64")


def amounts_by_year(table: pd.DataFrame, columns: dict[int, str], progress: Progress) -> tuple[np.ndarray, tuple[int, ...]]:
    """Return amounts in cents, shape (n, years), and the years; years without any amount are left out and told."""
    read = {year: cents(table[name].reset_index(drop=True), name) for year, name in columns.items()}
    empty = [columns[year] for year, (_, absent) in read.items() if absent == len(table)]
    if len(empty) == len(columns):
        raise OpgaveError("The plan has no amounts: the columns {columns} are empty.", columns=", ".join(empty))
    if empty:
        progress.note("Columns without any amount are left out: {columns}.", columns=", ".join(empty))
    kept = {year: read[year] for year, name in columns.items() if name not in empty}
    absent = sum(count for _, count in kept.values())
    if absent:
        progress.note("{count} amounts are absent and count as 0.", count=absent)
    return np.column_stack([amounts for amounts, _ in kept.values()]), tuple(kept)


def text_column(table: pd.DataFrame, name: str | None) -> pd.Series:
    """Return a column as texts, empty where missing; whole numbers without decimals."""
    if name is None:
        return pd.Series("", index=range(len(table)))
    column = table[name].reset_index(drop=True)
    if pd.api.types.is_float_dtype(column):
        column = column.map(lambda value: "" if np.isnan(value) else f"{value:.15g}")
    return column.fillna("").astype(str)


def report_columns(columns: PlanColumns, progress: Progress) -> None:
    """Say which column was taken for what."""
    found = ", ".join(name if name == meaning else f"{name} = {meaning}" for meaning, name in columns.found.items())
    progress.note("Columns: {found}. Amounts: {years}.", found=found, years=", ".join([*columns.years.values(), *columns.long.values()]))
    if columns.unused:
        progress.note("Columns that are not used: {columns}.", columns=", ".join(columns.unused))


def of_municipality(plan: PolicyPlan, wanted: str) -> PolicyPlan:
    """Return the actions of one municipality, by its name or NIS code; all where nothing is asked.

    Raises
    ------
    OpgaveError
        The plan has no such municipality.
    """
    wanted = wanted.strip()
    if not wanted:
        return plan
    names = plan.table["municipality"].str.strip()
    mask = (names.str.lower() == wanted.lower()) | (plan.table["nis_code"].str.strip() == wanted)
    if mask.any():
        return plan.where(mask.to_numpy())
    known = sorted({name for name in names if name})
    near = did_you_mean(wanted, known)
    if near:
        raise OpgaveError("The plan has no municipality '{name}'. Did you mean '{near}'?", name=wanted, near=near)
    raise OpgaveError(
        "The plan has no municipality '{name}'. Give the name or NIS code of one that it has, such as '{example}'.",
        name=wanted,
        example=known[0] if known else "-",
    )
