"""Figures for the whole municipality, of indicators that have no values of their own by area: read to be shown, never to be indexed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np

from ..analysis.disclosure.cells import Protection, are_counts, protect_counts
from ..model.catalogue import Catalogue
from ..model.challenge import MunicipalFigure
from ..model.errors import Cancelled, OpgaveError
from ..model.municipalities import municipalities
from ..model.progress import Progress
from ..model.record import NIS_CODE, LayerRecord
from ..qgis_io.columns import key_texts
from ..qgis_io.reading import number_column
from ..sources.loading import load_shared
from ..sources.loading.load import NOT_FEATURES
from .variants import Variant


@dataclass(frozen=True)
class Figure:
    """One figure: its value, the record that gave it, and the date of its data where that is known."""

    value: float
    record: LayerRecord
    date: datetime.date | None = None


def has_figure(record: LayerRecord) -> bool:
    """Whether a record leads to a table that can be read, and not only to a page with it."""
    return record.source.kind not in NOT_FEATURES


def read_figures(variant: Variant, catalogue: Catalogue, progress: Progress) -> dict[str, Figure]:
    """Return the figures of the municipality of a catalogue, by the id of the indicator that is not measured as it was asked."""
    found = {}
    for indicator in variant.challenge.indicators:
        known = indicator.municipal
        if known and catalogue.nis_code and indicator.id in {*variant.reasons, *variant.missing} and known.layer in catalogue.records:
            try:
                figure = _read(known, catalogue.candidates(known.layer)[0], catalogue.nis_code, progress)
            except Cancelled:
                raise
            except OpgaveError as error:
                progress.warn("{reason} The figure of the municipality is not shown.", reason=error)
                continue
            if figure:
                found[indicator.id] = figure
    return found


def _read(known: MunicipalFigure, record: LayerRecord, nis: str, progress: Progress) -> Figure | None:
    if not has_figure(record):
        return None
    loaded = load_shared(record, [NIS_CODE, known.field], None, "", progress)
    rows = key_texts(loaded.features.table[NIS_CODE]) == nis
    values = number_column(loaded.features, known.field, progress, record.title_and_id)[rows]
    called = {"table": record.title_and_id, "municipality": municipalities()[nis].title}
    if not len(values):
        raise OpgaveError("Table '{table}' has no row for {municipality}.", **called)
    if len(values) > 1:
        raise OpgaveError(
            "Table '{table}' has {count} rows for {municipality}: keep one of them, the newest by 'newest' in the options of its source.",
            count=len(values),
            **called,
        )
    if not np.isfinite(values[0]):
        raise OpgaveError("Table '{table}' has no value in '{field}' for {municipality}.", field=known.field, **called)
    shown = _as_shown(values, loaded.record, known.field)
    if not np.isfinite(shown[0]):
        raise OpgaveError("Table '{table}' counts too few in '{field}' for {municipality} to show the number.", field=known.field, **called)
    return Figure(float(shown[0]), loaded.record, loaded.date)


def _as_shown(values: np.ndarray, record: LayerRecord, field: str) -> np.ndarray:
    """Return a figure as it may be shown: NaN where too few are counted, else a rounded count; a rate as it is."""
    limits, spec = record.count_limits(field), record.fields.get(field)
    if limits is None or (spec and spec.quantity == "rate"):
        return values
    protection = Protection(limits.minimum, limits.rounding)
    counts = (spec and spec.quantity == "count") or are_counts(values, protection.least)
    return protect_counts(values, protection).values if counts else values
