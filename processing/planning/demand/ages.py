"""Ages in a table, whichever way it holds them: a column a class, or a row a class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ...analysis.features import Features
from ...model.ages import OLDEST, AgeClass, age_class, gaps, overlap
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...qgis_io.columns import key_texts
from ...qgis_io.reading import number_column

MALE_WORDS, FEMALE_WORDS = ("m", "man", "mannen", "male", "men", "1"), ("f", "v", "vrouw", "vrouwen", "female", "women", "2")
_SEX = "|".join(word for word in (*MALE_WORDS, *FEMALE_WORDS) if not word.isdigit())
CLASS_NAME = re.compile(
    rf"(?:(?P<before>{_SEX})[_ ])?(?:(?:aged|ages?|leeftijd|lft|pop|bevolking)[_ ])?"
    r"(?P<first>\d{1,3})(?:\s*(?:-|_|_?tot_?|\s+tot\s+)\s*(?P<last>\d{1,3})|(?P<open>\+|[_ ]?plus|[_ ]en[_ ]meer))?"
    rf"(?:[_ ](?:jaar|years?))?(?:[_ ](?P<after>{_SEX}))?",
    re.IGNORECASE,
)
AGE_FIELDS, SEX_FIELDS = ("age", "leeftijd", "cd_age"), ("sex", "geslacht", "cd_sex")
COUNT_FIELDS = ("persons", "personen", "ms_population", "inhabitants", "inwoners", "population", "bevolking", "aantal")
HALF_A_PERSON = 0.5
TOTAL_FIELDS = ("inhabitants", "inwoners", "total", "totaal", "population", "bevolking")


@dataclass(frozen=True)
class AgeColumn:
    """A column that counts a class of ages; ``sex`` is 0 (male), 1 (female) or None (both)."""

    name: str
    ages: AgeClass
    sex: int | None


@dataclass(frozen=True)
class Counts:
    """People by class.

    Attributes
    ----------
    values : ndarray of float, shape (rows, classes)
        NaN where the table says nothing.
    """

    classes: tuple[AgeClass, ...]
    sexes: tuple[int | None, ...]
    values: np.ndarray

    @property
    def total(self) -> np.ndarray:
        return self.values.sum(axis=1)

    def without_sex(self) -> Counts:
        """Return the counts by age alone."""
        classes = tuple(sorted(set(self.classes)))
        values = [self.values[:, [one == other for other in self.classes]].sum(axis=1) for one in classes]
        return Counts(classes, (None,) * len(classes), np.column_stack(values))


def field_called(names: Sequence[str], usual: Sequence[str]) -> str:
    """Return the first usual name that there is, as it is written there; empty where none is."""
    lower = {name.lower(): name for name in names}
    return next((lower[name] for name in usual if name in lower), "")


def age_column(name: str) -> AgeColumn | None:
    """Return what a column of ages counts, by its name; None for another column."""
    found = CLASS_NAME.fullmatch(name.strip())
    if found is None:
        return None
    first = min(int(found["first"]), OLDEST)
    last = OLDEST if found["open"] else min(int(found["last"] or first), OLDEST)
    word = found["before"] or found["after"] or ""
    return AgeColumn(name, AgeClass(first, last), sex_of(word)) if first <= last else None


def sex_of(word: str) -> int | None:
    """Return 0 for a word that means male, 1 for female, None for none."""
    word = word.strip().lower()
    return 0 if word in MALE_WORDS else 1 if word in FEMALE_WORDS else None


def age_columns(names: Sequence[str]) -> list[AgeColumn]:
    """Return the columns of ages: by sex where both sexes are there."""
    found = [one for one in map(age_column, names) if one is not None]
    by_sex = [one for one in found if one.sex is not None]
    return by_sex if {one.sex for one in by_sex} == {0, 1} else [one for one in found if one.sex is None]


def is_long(table: Features) -> bool:
    """Whether a table has a row for each class of ages."""
    names = list(table.table)
    return len(age_columns(names)) < 2 and bool(field_called(names, AGE_FIELDS)) and bool(field_called(names, COUNT_FIELDS))


def widen(table: Features, key: str, progress: Progress) -> Features:
    """Return a table with a row for each class as one with a row for each place and a column for each class.

    Raises
    ------
    OpgaveError
        A class of ages or a sex is not understood.
    """
    names = list(table.table)
    age, sex, count = (field_called(names, usual) for usual in (AGE_FIELDS, SEX_FIELDS, COUNT_FIELDS))
    found = [age_class(text or "") for text in key_texts(table.table[age])]
    classes = [one for one in found if one is not None]
    if len(classes) < len(found):
        word = table.table[age].iloc[found.index(None)]
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' holds '{word}', which is no age such as 0-2, 80+ or 7.",
            field=age,
            layer=table.name,
            word=word,
        )
    words = [f"{'mf'[number]}_" for number in sexes_in(table, sex)] if sex else [""] * len(table)
    name = [f"{word}{one.first}_{one.last}" for word, one in zip(words, classes, strict=True)]
    long = pd.DataFrame({"key": key_texts(table.table[key]), "name": name, "count": number_column(table, count, progress)})
    wide = (
        long.pivot_table(index="key", columns="name", values="count", aggfunc="sum", fill_value=0)
        .reset_index()
        .rename(columns={"key": key})
    )
    wide.columns.name = None
    if all(one.first == one.last or one.last == OLDEST for one in classes):
        wide = wide.reindex(columns=[*wide, *list_absent_ages(set(classes), sorted(set(words)), list(wide))], fill_value=0)
    return Features(table.name, np.full(len(wide), None, dtype=object), wide)


def list_absent_ages(classes: set[AgeClass], words: Sequence[str], present: Sequence[str]) -> list[str]:
    """Return the columns of single ages that no row has: nobody is of that age."""
    names = [f"{word}{age}_{age}" for word in words for one in gaps(classes) for age in range(one.first, one.last + 1)]
    shared = [f"{word}{one.first}_{one.last}" for word in words for one in classes]
    return [name for name in (*names, *shared) if name not in present]


def sexes_in(table: Features, field: str) -> list[int]:
    """Return 0 or 1 for each row."""
    found = [sex_of(word or "") for word in key_texts(table.table[field])]
    sexes = [sex for sex in found if sex is not None]
    if len(sexes) < len(found):
        word = table.table[field].iloc[found.index(None)]
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' holds '{word}', which is no sex such as M or F.", field=field, layer=table.name, word=word
        )
    return sexes


def age_counts(table: Features) -> Counts | None:
    """Return the people by class; None where the table has no columns of ages.

    Raises
    ------
    OpgaveError
        Classes overlap or leave ages out, or a count is negative.
    """
    columns = age_columns(list(table.table))
    if len(columns) < 2:
        return None
    for sex in {one.sex for one in columns}:
        check_classes([one for one in columns if one.sex == sex], table.name)
    values = np.column_stack([number_column(table, one.name) for one in columns])
    check_counts(values, columns, table)
    return Counts(tuple(one.ages for one in columns), tuple(one.sex for one in columns), values)


def check_classes(columns: Sequence[AgeColumn], layer: str) -> None:
    """Refuse classes of one sex that overlap, or that leave ages out."""
    classes = [one.ages for one in columns]
    twice = overlap(classes)
    if twice:
        raise OpgaveError(
            "The ages {one} and {other} of layer '{layer}' overlap: leave one of these columns out.",
            one=twice[0],
            other=twice[1],
            layer=layer,
        )
    missing = gaps(classes)
    if missing:
        shown = ", ".join(map(str, missing))
        raise OpgaveError(
            "Layer '{layer}' has no column for the ages {ages}. Add it: everybody has to be counted.", layer=layer, ages=shown
        )


def check_counts(values: np.ndarray, columns: Sequence[AgeColumn], table: Features) -> None:
    """Refuse less than nobody."""
    row, column = np.nonzero(values < 0)
    if len(row):
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' holds a negative number of people ({value:g}): correct it.",
            field=columns[column[0]].name, layer=table.name, value=values[row[0], column[0]],
        )  # fmt: skip


def check_total(counts: Counts, total: np.ndarray, field: str, layer: str, places: np.ndarray) -> None:
    """Refuse ages that add up to something else than the total beside them."""
    wrong = np.abs(counts.total - total) > HALF_A_PERSON
    if wrong.any():
        first = int(np.flatnonzero(wrong)[0])
        raise OpgaveError(
            "The ages of layer '{layer}' do not add up to '{field}' in {count} places: in '{place}' they are {ages:,.0f}, not {total:,.0f}."
            " Correct them, or leave that field out.",
            layer=layer, field=field, count=int(wrong.sum()), place=places[first], ages=counts.total[first], total=total[first],
        )  # fmt: skip


def take_rows(counts: Counts, rows: np.ndarray) -> Counts:
    """Return the counts of the given rows; NaN for -1."""
    values = (
        np.where((rows >= 0)[:, None], counts.values[rows], np.nan)
        if len(counts.values)
        else np.full((len(rows), len(counts.classes)), np.nan)
    )
    return replace(counts, values=values)
