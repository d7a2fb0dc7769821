"""The catalogue of one municipality: what was kept of its public data, and of the rest why it could not be had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...challenge.comparison import WIDER_FILTER
from ...model.catalogue import Catalogue
from ...model.challenge import Challenge
from ...model.municipalities import Municipality
from ...model.record import LayerRecord, Source
from ...model.source_kinds import NO_SOURCE
from ...model.text import Text
from ...sources.loading.load import WHY_NONE
from ...texts.language import LANGUAGES, Language
from .area import codes_of, condition_of, limit_to
from .public_data import PublicData

SECTOR_CODE = "sector_code"
"""Canonical field with the codes of statistical sectors, which begin with that of a municipality."""


def build_catalogue(municipality: Municipality, catalogue: Catalogue, challenges: Iterable[Challenge], data: PublicData) -> Catalogue:
    """Return a catalogue with all records that challenges name: kept ones, services to look at, and what could not be had."""
    named = dict.fromkeys(id for challenge in challenges for id in challenge.layers_of_every_form())
    units = {challenge.units.layer for challenge in challenges}
    own = {id: _record(catalogue.records[id], data) for id in named if id in catalogue.records}
    codes = codes_of(municipality)
    for id, record in own.items():
        if id in units:
            own[id] = _where(record, condition_of(codes))
        elif id in data.whole:
            begins = codes if SECTOR_CODE in record.fields else []
            own[id] = _where(record, " OR ".join(f"\"{SECTOR_CODE}\" LIKE '{nis}%'" for nis in begins))
    title = Text(municipality.name, municipality.name)
    return Catalogue(title=title, own=own, own_sectors=catalogue.sectors, municipality=municipality.nis)


def _record(record: LayerRecord, data: PublicData) -> LayerRecord:
    """Return a record as it was kept; one that could not be had says why, and is not asked again by whoever reads the catalogue."""
    if record.id in data.records:
        return data.records[record.id]
    if record.id not in data.failures:
        return record
    why = {code: data.failures[record.id].sentence(Language(code).tr) for code in LANGUAGES}
    return replace(record, otherwise=(), source=Source(NO_SOURCE, options={WHY_NONE: why}))


def _where(record: LayerRecord, condition: str) -> LayerRecord:
    """Return a record with those rows only for which a condition holds too, and which says what it held before; empty: all."""
    before = record.source.options.get("filter", "")
    limited = limit_to(record, condition) if condition else record
    return replace(limited, source=replace(limited.source, options={**limited.source.options, WIDER_FILTER: before}))
