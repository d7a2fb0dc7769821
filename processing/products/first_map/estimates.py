"""Layers that are estimated from others: the record says by which algorithm and from which records, the store keeps what comes of it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np

from ...analysis.features import Features, table_only
from ...model import contract
from ...model.choices import LEAST_COMPARED, USUAL_CLASSES
from ...model.demography import read_demography
from ...model.errors import Cancelled, OpgaveError
from ...model.evidence import MADE_BY
from ...model.municipalities import Municipality
from ...model.progress import Progress
from ...model.record import NIS_CODE, LayerRecord, Source
from ...model.source_kinds import NO_SOURCE
from ...planning.estimates.inputs import EstimateKeys, read_households, read_known
from ...planning.estimates.outputs import estimate, estimate_columns, read_classes
from ...sources.loading import load_record
from .area import codes_of
from .public_data import PublicData

TABLES = (contract.PROFILE, contract.TOTALS, contract.MARGINS, contract.HOUSEHOLDS, contract.HOUSEHOLD_MARGINS)
"""Parameters of the algorithm that are tables."""
MADE_FROM = "made_from"
"""Option of a source beside `model.evidence.MADE_BY`: record ids by the parameters of that algorithm."""


def is_estimated(record: LayerRecord) -> bool:
    """Whether a record is made from others by an algorithm that is known here."""
    return record.source.options.get(MADE_BY) == "estimate_population" and MADE_FROM in record.source.options


def inputs_of(record: LayerRecord) -> dict[str, str]:
    """Return the ids of the records that an estimated one is made from, by parameter."""
    return dict(record.source.options[MADE_FROM])


def make_estimates(record: LayerRecord, data: PublicData, municipality: Municipality, progress: Progress) -> None:
    """Estimate a layer from what was fetched, and keep it; where that cannot be done, the reason is kept as of a source that fails."""
    if not data.refresh and data.take(record.id):
        return
    try:
        features, date = _estimate(record, data, municipality, progress)
        behind = [data.records[id] for name, id in inputs_of(record).items() if name in TABLES and id in data.records]
        data.keep(replace(record.as_closed_as(behind), source=Source(NO_SOURCE), date=date), features, progress)
    except Cancelled:
        raise
    except OpgaveError as error:
        data.failures[record.id] = error
        progress.warn("{reason}", reason=error)


def _estimate(
    record: LayerRecord, data: PublicData, municipality: Municipality, progress: Progress
) -> tuple[Features, datetime.date | None]:
    """Return a table of the units of a municipality with their estimates, which are as old as the oldest layer that they rest on."""
    asked = inputs_of(record)
    if asked[contract.UNITS] not in data.records:
        raise data.failures[asked[contract.UNITS]]
    loaded = {name: load_record(data.records[id], progress=progress) for name, id in asked.items() if id in data.records}
    dates = [one.date for one in loaded.values() if one.date]
    tables = (loaded[name].features if name in loaded else None for name in TABLES)
    units = loaded[contract.UNITS].features
    units = units.where(np.isin(units.table[NIS_CODE].to_numpy(dtype=str), codes_of(municipality)))
    units = units.with_columns(**{NIS_CODE: np.full(len(units), municipality.nis, dtype=object)})
    if len(units) < LEAST_COMPARED:
        raise OpgaveError(
            "No estimates are made for fewer than {least} areas: there are none of other areas to compare them with.", least=LEAST_COMPARED
        )
    profile, totals, margins, households, places = tables
    keys = EstimateKeys(group=NIS_CODE)
    known = read_known(units, profile, totals, margins, keys, progress)
    at_home = read_households(units, known.key, households, places, keys, progress)
    made = estimate(known, at_home, read_classes(USUAL_CLASSES), read_demography(""), progress)
    table = units.table[[known.key]].assign(**estimate_columns(made))
    return table_only(record.id, table), min(dates, default=None)
