"""Which column of a file is which field: by the columns' names, and by what stands in them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from ...analysis.key_matching import distinct, kind_of_key, match_keys, place_of, plain_name
from ...analysis.name_matching import match_names, words_of
from ...model.builtin_challenges import builtin_challenges
from ...model.catalogue import Catalogue
from ...model.challenge import Challenge, read_challenge
from ...model.choices import TITLE_FIELDS
from ...model.errors import OpgaveError
from ...model.field_words import FieldWords, field_words
from ...model.record import LayerRecord
from ...model.text import Text, did_you_mean
from ...qgis_io.columns import key_texts
from ..challenge_fields import field_uses
from ..loading.defects import TOTAL
from ..reading.points import columns_named
from .bridge import NameAnswer, answer_names
from .own_file import OwnFile

CODE, AREA_NAME, NUMBER, PLACE, WORDS = "code", "name", "number", "place", "text"
"""What a column holds: codes of areas, their names, numbers, coordinates, any other text."""
HALF = 0.5
"""Share of a column's values that has to be of a kind."""
NEAR = 0.8
SAMPLE = 200
"""Values by which a column is known."""
SECTOR = kind_of_key("23027A00-")
"""How codes of statistical sectors are written, whichever their year."""
NAME_FIELDS = ("sector_name", *TITLE_FIELDS)


@dataclass(frozen=True)
class Areas:
    """The areas that a table is about: what their layer is called, its field with codes, their codes and names."""

    title: Text
    key: str
    codes: Sequence[str]
    names: Sequence[str | None]


@dataclass(frozen=True)
class Wanted:
    """What a record should hold.

    Attributes
    ----------
    id : str
    template : LayerRecord or None
        The record of that id as the catalogue has it: its title, publisher, key, join; None for one that it does not know.
    fields : tuple of str
        Canonical fields that challenges read of it, without its key.
    """

    id: str
    template: LayerRecord | None = None
    fields: tuple[str, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether it is a table of areas."""
        return self.template is not None and self.template.geometry == "none"

    @property
    def key(self) -> str:
        """The field with the codes of areas; empty where it has none."""
        template = self.template
        return (template.join.keys[0] if template.join else template.key) if template and self.is_table else ""


@dataclass(frozen=True)
class ColumnProposal:
    """What the columns of a file are.

    Attributes
    ----------
    fields : dict of str to str
        Column by canonical field; the key among them.
    kinds : dict of str to str
        What each column holds.
    key : str
        Canonical field with the codes of areas; empty where the file is no table of areas.
    names : tuple of NameAnswer
        Where the key's column holds names: which area each is.
    exact, other_years : int
        Where it holds codes: how many are areas' own, and how many are written as theirs in the same municipalities, as those of
        another year are.
    rows : int
        Rows that say something of an area: without totals.
    """

    fields: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    key: str = ""
    names: tuple[NameAnswer, ...] = ()
    exact: int = 0
    other_years: int = 0
    rows: int = 0

    @property
    def is_by_name(self) -> bool:
        """Whether areas go by their names."""
        return bool(self.names)


def wanted_of(id: str, catalogue: Catalogue, challenges: Iterable[Challenge] = ()) -> Wanted:
    """Return what a record should hold: as the catalogue knows it, and what challenges (none: all that are built in) read of it."""
    every = list(challenges) or [read_challenge(one) for one in builtin_challenges()]
    template = catalogue.records.get(id)
    read = dict.fromkeys(name for challenge in every for record, name in field_uses(challenge) if record == id and name)
    key = Wanted(id, template).key
    return Wanted(id, template, tuple(name for name in read if name not in (key, template.key if template else "")))


def propose(
    file: OwnFile,
    wanted: Wanted,
    catalogue: Catalogue,
    areas: Areas | None = None,
    given: Mapping[str, str] | None = None,
    known: Mapping[str, NameAnswer] | None = None,
) -> ColumnProposal:
    """Return which column of a file is which field.

    Parameters
    ----------
    catalogue : Catalogue
        Its other sources tell what columns may be called.
    given : mapping of field to column, optional
        What somebody said: then no more is proposed than the column of the key.
    known : mapping of name to NameAnswer, optional
        Earlier answers about names of areas.

    Raises
    ------
    OpgaveError
        A column that is given is not in the file.
    """
    given = dict(given or {})
    check_given(given, file)
    key = wanted.key or (areas.key if areas and file.geometry == "none" else "")
    kinds = {column: kind_of_column(file.features.table[column], areas) for column in file.columns}
    pair = columns_named(file.columns) if file.geometry == "point" else None
    kinds |= dict.fromkeys(pair or (), PLACE)
    fields = dict(given)
    if key and key not in fields and (column := key_column(key, kinds, file, catalogue)):
        fields[key] = column
    for name in () if given else wanted.fields:
        free = [column for column in kinds if column not in fields.values() and kinds[column] != PLACE]
        if name not in fields and (column := named_column(name, free, catalogue)):
            fields[name] = column
    left = [name for name in wanted.fields if name not in fields and is_number(name)]
    numbers = [column for column, kind in kinds.items() if kind == NUMBER and column not in fields.values()]
    if len(left) == len(numbers) == 1 and not given:
        fields[left[0]] = numbers[0]
    proposal = ColumnProposal(fields, kinds, key)
    return with_areas(proposal, file, areas, known or {}) if key in fields and areas else proposal


def check_given(given: Mapping[str, str], file: OwnFile) -> None:
    """Refuse a column that the file does not have."""
    for column in given.values():
        if column in file.columns:
            continue
        values = {"path": file.title, "column": column, "columns": ", ".join(file.columns)}
        near = did_you_mean(column, file.columns)
        if near:
            raise OpgaveError("'{path}' has no column '{column}'. Did you mean '{near}'? It has: {columns}.", near=near, **values)
        raise OpgaveError("'{path}' has no column '{column}'; it has: {columns}.", **values)


def with_areas(proposal: ColumnProposal, file: OwnFile, areas: Areas, known: Mapping[str, NameAnswer]) -> ColumnProposal:
    """Return a proposal with what the column of its key says of areas: their codes, of this year or another, or their names."""
    keys = distinct_keys(file.features.table[proposal.fields[proposal.key]])
    match = match_keys(keys, list(areas.codes))
    kinds, places = {kind_of_key(code) for code in areas.codes}, {place_of(code) for code in areas.codes} - {""}
    other = [key for key in match.unmatched if kind_of_key(key) in kinds - {""} and place_of(key) in places]
    found = replace(proposal, rows=len(keys), exact=match.matched, other_years=len(other))
    if match.matched + len(other) + len(match.elsewhere) >= HALF * len(keys):
        return found
    return replace(found, names=tuple(answer_names(keys, list(areas.codes), list(areas.names), known)))


def distinct_keys(column: pd.Series) -> list[str]:
    """Return the codes or names in a column, each once, without blanks and totals."""
    return [text for text in distinct(key_texts(column).tolist()) if not TOTAL.match(text)]


def kind_of_column(column: pd.Series, areas: Areas | None) -> str:
    """Return what a column holds."""
    keys = distinct_keys(column)[:SAMPLE]
    codes = set(areas.codes) if areas else set()
    kinds = {kind_of_key(code) for code in codes} - {""} or {SECTOR}
    if keys and sum(key in codes or kind_of_key(key) in kinds for key in keys) >= HALF * len(keys):
        return CODE
    if areas and keys and not is_numeric(column):
        matched = sum(one.area is not None for one in match_names(keys, list(areas.names)))
        if matched >= HALF * len(keys):
            return AREA_NAME
    return NUMBER if is_numeric(column) else WORDS


def is_numeric(column: pd.Series) -> bool:
    """Whether a column holds numbers, and any at all."""
    return bool(pd.api.types.is_numeric_dtype(column) and np.isfinite(column.to_numpy(dtype=float)).any())


def key_column(key: str, kinds: Mapping[str, str], file: OwnFile, catalogue: Catalogue) -> str:
    """Return the column with the codes of areas, else that with their names, else the one that is called so; empty where none is."""
    for kind in (CODE, AREA_NAME):
        if found := [column for column, one in kinds.items() if one == kind]:
            return named_column(key, found, catalogue) or found[0]
    return named_column(key, list(kinds), catalogue)


def named_column(name: str, columns: Sequence[str], catalogue: Catalogue) -> str:
    """Return the column that is called as a field is: by one of its names, by all words of one, or nearly so; empty where none is."""
    known = {plain_name(one) for one in names_of(name, catalogue)} - {""}
    plain = {column: plain_name(column) for column in columns}
    if exact := next((column for column, one in plain.items() if one in known), ""):
        return exact
    words = [set(words_of(one)) for one in names_of(name, catalogue)]
    for column in columns:
        if any(one and one <= set(words_of(column)) for one in words):
            return column
    near = ((difflib.SequenceMatcher(None, one, other).ratio(), column) for column, one in plain.items() for other in known)
    likeness, best = max(near, default=(0.0, ""))
    return best if likeness >= NEAR else ""


def names_of(name: str, catalogue: Catalogue) -> list[str]:
    """Return what a field is called: its own name, what people call it, and its columns in the sources of the catalogue."""
    known = field_words().get(name, FieldWords(Text()))
    sources = (one for record in catalogue.records.values() if name in record.fields for one in record.fields[name].sources)
    return list(dict.fromkeys([name, *known.names, known.title.nl, known.title.en, *(one for one in sources if "*" not in one)]))


def is_number(name: str) -> bool:
    """Whether a field holds numbers."""
    return bool(field_words().get(name, FieldWords(Text())).quantity)


def area_names(table: pd.DataFrame) -> str:
    """Return the field of a layer of areas that holds their names; empty where none is called so."""
    lower = {name.lower(): name for name in reversed(list(table))}
    return next((lower[name] for name in NAME_FIELDS if name in lower), "")
