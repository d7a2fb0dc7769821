"""The catalogue of one municipality: what was kept of its public data, and of the rest why it could not be had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...model.catalogue import Catalogue
from ...model.challenge import Challenge
from ...model.municipalities import Municipality
from ...model.record import LayerRecord, Source
from ...model.source_kinds import NO_SOURCE
from ...model.text import Text
from ...sources.loading.load import NOT_FEATURES, WHY_NONE
from ...texts.language import tr
from .public_data import PublicData

NIS_CODE = "nis_code"
"""Canonical field with the municipality's code, in layers of areas."""


def build_catalogue(municipality: Municipality, catalogue: Catalogue, challenges: Iterable[Challenge], data: PublicData) -> Catalogue:
    """Return a catalogue with all records that challenges name: kept ones, services to look at, and what could not be had."""
    named = dict.fromkeys(id for challenge in challenges for id in challenge.layers_of_every_form())
    units = {challenge.units.layer for challenge in challenges}
    own = {id: _record(catalogue.records[id], data) for id in named if id in catalogue.records}
    own |= {id: _only_here(own[id], municipality) for id in units}
    title = Text(municipality.name, municipality.name)
    return Catalogue(title=title, own=own, own_sectors=catalogue.sectors, municipality=municipality.nis)


def _record(record: LayerRecord, data: PublicData) -> LayerRecord:
    """Return a record as it was kept; one without copy says why, and is not asked again by whoever reads the catalogue."""
    if record.id in data.records:
        return data.records[record.id]
    if record.source.kind in NOT_FEATURES and record.id not in data.failures:
        return record
    why = data.failures[record.id].sentence(tr) if record.id in data.failures else ""
    return replace(record, otherwise=(), source=Source(NO_SOURCE, options={WHY_NONE: why} if why else {}))


def _only_here(record: LayerRecord, municipality: Municipality) -> LayerRecord:
    """Return the record of the units with those of one municipality only."""
    options = record.source.options
    own = f"\"{NIS_CODE}\" = '{municipality.nis}'"
    both = f"({options['filter']}) AND {own}" if options.get("filter") else own
    return replace(record, source=replace(record.source, options={**options, "filter": both}))
