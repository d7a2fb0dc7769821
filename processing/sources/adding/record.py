"""The record of a file of somebody's own, and its way into a catalogue of theirs: nothing that is there is lost."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from ...model.catalogue import BUILTIN, Catalogue, read_catalogue, write_catalogue
from ...model.errors import OpgaveError
from ...model.field_words import FieldWords, field_words
from ...model.record import FieldSpec, Join, LayerRecord, Publisher, Source, SourcePart
from ...model.source_kinds import BESIDE, NO_SOURCE, SOURCE_FACTS, kind_of_file
from ...model.text import Text, field_name, number_equals
from ...qgis_io.columns import key_texts
from ...texts.language import tr
from .bridge import NAME
from .own_file import TABLE, OwnFile
from .proposal import ColumnProposal, Wanted

BESIDE_KIND = next(kind for kind, facts in SOURCE_FACTS.items() if facts.parts == BESIDE)
AS_TEXT = {"encoding": "utf-8-sig", "separator": ","}
"""How a file of answers is written, whatever its names look like."""


def build_record(file: OwnFile, wanted: Wanted, proposal: ColumnProposal, bridge: str = "", units: str = "") -> LayerRecord:
    """Return the record of a file.

    Parameters
    ----------
    bridge : str
        File with the areas behind the names in the key's column, where it holds names: it becomes a part of the record's source.
    units : str
        Id of the record that a table is joined to, where the catalogue does not know the record.

    Raises
    ------
    OpgaveError
        The file lacks what the record needs: areas' codes or names, coordinates, every field.
    """
    check_enough(file, wanted, proposal)
    template, key = wanted.template, proposal.key
    fields = {name: field_spec(name, column, file, template) for name, column in proposal.fields.items()}
    source = file.source
    if proposal.is_by_name:
        column = proposal.fields[key]
        own = {NAME: FieldSpec((column,)), **{name: spec for name, spec in fields.items() if name != key}}
        parts = (SourcePart(Source(kind_of_file(bridge), bridge, options=dict(AS_TEXT))), SourcePart(source, own))
        source = Source(BESIDE_KIND, options={"filter": f'"{key}" IS NOT NULL'}, parts=parts, key=(NAME,))
        fields = {key: FieldSpec(), NAME: FieldSpec(), **{name: spec for name, spec in fields.items() if name != key}}
    title = Text(file.title, file.title)
    base = template or LayerRecord(
        wanted.id, title, Publisher(tr("unknown"), "city"), source, key=key, join=Join(units, key) if units and key else None
    )
    geometry = TABLE if wanted.is_table else file.geometry
    return replace(
        base,
        id=wanted.id,
        source=source,
        geometry=geometry,
        fields=fields,
        crs=file.features.crs if geometry != TABLE and ":" in file.features.crs[:12] else "",
        key=base.key if base.key in fields or base.key == key else "",
        date=None,
        otherwise=(),
        evidence="",
        checked=None,
        lineage=Path(file.source.path).name,
        base="",
    )


def field_spec(name: str, column: str, file: OwnFile, template: LayerRecord | None) -> FieldSpec:
    """Return how a column gives a field: its words turned into the canonical values where people are known to use others."""
    words = field_words().get(name, FieldWords(Text()))
    known = template.fields[name] if template and name in template.fields else FieldSpec()
    kept = FieldSpec((column,), known.title, known.unit, quantity=known.quantity or words.quantity)
    return replace(kept, recode=recoded(column, words, file)) if words.values else kept


def recoded(column: str, words: FieldWords, file: OwnFile) -> dict[str, str | int | float | None]:
    """Return the canonical value of each word in a column; empty where all are canonical already, or none is known."""
    found = [text for text in dict.fromkeys(key_texts(file.features.table[column])) if text]
    if set(found) <= set(words.values):
        return {}
    canonical = {word.lower(): value for value, others in words.values.items() for word in (value, *others)}
    values = {text: canonical[text.lower()] for text in found if text.lower() in canonical}
    return {text: int(value) if value.isdecimal() else value for text, value in values.items()}


def check_enough(file: OwnFile, wanted: Wanted, proposal: ColumnProposal) -> None:
    """Refuse a file that cannot be what is wanted."""
    columns = ", ".join(file.columns)
    title = wanted.template.title if wanted.template else Text(file.title, file.title)
    if proposal.key and proposal.key not in proposal.fields:
        raise OpgaveError(
            "'{path}' has no column with codes or names of areas for '{record}': say which column is '{field}'. It has: {columns}.",
            path=file.title,
            record=title,
            field=proposal.key,
            columns=columns,
        )
    asked = wanted.template.geometry if wanted.template and not wanted.is_table else ""
    if asked == "point" and file.geometry == TABLE:
        raise OpgaveError(
            "'{record}' needs places, and '{path}' has none: add columns with x and y, or give a layer from a GIS.",
            record=title,
            path=file.title,
        )
    if asked == "polygon" and file.geometry in (TABLE, "point", "line"):
        raise OpgaveError(
            "'{record}' needs areas on the map, and '{path}' has none: give a layer from a GIS, such as a GeoPackage or a shapefile.",
            record=title,
            path=file.title,
        )
    if lost := lost_fields(wanted, proposal):
        raise OpgaveError(
            "'{path}' takes the place of '{record}', which has {fields}: add columns with these too, or say which columns they are. It has:"
            " {columns}.",
            path=file.title,
            record=title,
            fields=", ".join(lost),
            columns=columns,
        )
    if wanted.fields and not any(name in proposal.fields for name in wanted.fields) and wanted.is_table:
        raise OpgaveError(
            "'{path}' has no column for any of the fields of '{record}' ({fields}): say which column is which. It has: {columns}.",
            path=file.title,
            record=title,
            fields=", ".join(wanted.fields),
            columns=columns,
        )


def free_id(name: str, catalogue: Catalogue) -> str:
    """Return an id for a record that is called after a file, which no record of the catalogue has."""
    plain = "_".join(filter(None, field_name(name).split("_")))
    id = plain if plain[:1].isalpha() else f"layer_{plain}".rstrip("_")
    return number_equals([*catalogue.records, *catalogue.mistakes, id])[-1]


def open_own(path: Path, municipality: str = "") -> Catalogue:
    """Return a catalogue of somebody's own; where there is no such file yet, one on top of the built-in catalogue."""
    if path.exists():
        return read_catalogue(path)
    return Catalogue(
        title=Text("Eigen lagen", "Own layers"), includes=(BUILTIN,), included=(read_catalogue(""),), municipality=municipality
    )


def check_free(catalogue: Catalogue, id: str) -> None:
    """Refuse the id of a record that stands in the catalogue itself and leads to data.

    Raises
    ------
    OpgaveError
        It does.
    """
    own = catalogue.own.get(id)
    if own is None and id not in catalogue.own_mistakes or own is not None and own.source.kind == NO_SOURCE:
        return
    raise OpgaveError(
        "The catalogue has a record '{id}' of your own already, which stays as it is: give another id, such as '{free}'.",
        id=id,
        free=free_id(id, catalogue),
    )


def add_to_catalogue(path: Path, catalogue: Catalogue, record: LayerRecord) -> str:
    """Write a catalogue with a record more, whole or not at all; return the id of the earlier record of its id, empty where none was.

    That one stays, under an id with a number.
    """
    own, moved = dict(catalogue.own), ""
    earlier = own.pop(record.id, None)
    if earlier is not None and earlier.source.kind != NO_SOURCE:
        moved = free_id(record.id, catalogue)
        own[moved] = replace(earlier, id=moved)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_catalogue(path, replace(catalogue, own={**own, record.id: record}))
    return moved


def relative(path: Path, folder: Path) -> str:
    """Return a path as a catalogue in a folder names it: relative where it lies in or below that folder."""
    inside = os.path.commonpath([path.resolve(), folder.resolve()]) == str(folder.resolve())
    return path.resolve().relative_to(folder.resolve()).as_posix() if inside else path.resolve().as_posix()


def lacking_fields(wanted: Wanted, proposal: ColumnProposal) -> list[str]:
    """Return the fields that challenges read and no column gives."""
    return [name for name in wanted.fields if name not in proposal.fields]


def lost_fields(wanted: Wanted, proposal: ColumnProposal) -> list[str]:
    """Return the fields that challenges read, that the record has now, and that it would no longer have."""
    known = wanted.template.fields if wanted.template and wanted.template.source.kind != NO_SOURCE else {}
    return [name for name in lacking_fields(wanted, proposal) if name in known]
