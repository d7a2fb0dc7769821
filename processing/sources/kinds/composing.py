"""What kinds that are put together of several sources have in common: each part loaded, what fails said with its address."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ...analysis.features import table_only
from ...model.errors import Cancelled, OpgaveError
from ...model.public_text import without_secrets
from ...model.record import LayerRecord
from ...qgis_io.reading import ReadCounts
from ..reading.request import LoadedFeatures, LoadRequest, NoFeatures


def load_part(ask: LoadRequest, number: int, fields: Sequence[str] | None, target_crs: str) -> LoadedFeatures | None:
    """Return what one of the sources of a layer gives; None where it fails and the layer can go without it.

    In an extent a source may hold nothing; one that holds nothing at all fails.

    Raises
    ------
    OpgaveError
        It fails: which source, and why.
    """
    part, values = ask.record.parts[number], name_part(ask.record, number)
    try:
        return ask.load_part(part, fields, target_crs)
    except Cancelled:
        raise
    except OpgaveError as error:
        if isinstance(error, NoFeatures) and ask.extent is not None and part.geometry != "none":
            ask.progress.warn("Layer '{record}': source {number} of {all} ({address}) has no features here.", **values)
            return nothing_of(part, fields)
        if ask.record.source.parts[number].optional:
            ask.progress.warn(
                "Layer '{record}' goes without source {number} of {all} ({address}), which fails: {reason}", reason=error, **values
            )
            return None
        raise OpgaveError(
            "Layer '{record}' would be incomplete without source {number} of {all} ({address}), which fails: {reason}",
            reason=error,
            **values,
        ) from error


def nothing_of(record: LayerRecord, fields: Sequence[str] | None) -> LoadedFeatures:
    """Return the answer of a source that holds nothing here: no features, which have the fields all the same."""
    names = list(dict.fromkeys(record.fields if fields is None else fields))
    return LoadedFeatures(table_only(record.id, pd.DataFrame(columns=names, dtype=object)), ReadCounts())


def name_part(record: LayerRecord, number: int) -> dict[str, Any]:
    """Return what sentences name of a part: the layer, which source it is of how many, its address."""
    values = {"number": number + 1, "all": len(record.source.parts), "address": address_of(record.parts[number])}
    return {"record": record.title_and_id, **values}


def address_of(record: LayerRecord) -> str:
    """Return where a record is read, without secrets; of one that is put together the addresses of its parts."""
    if record.source.parts:
        return ", ".join(address_of(part) for part in record.parts)
    return " ".join(filter(None, [without_secrets(record.location), record.source.layer]))


def as_one(whole: LoadedFeatures, found: Sequence[LoadedFeatures], ask: LoadRequest) -> LoadedFeatures:
    """Return the answer that several sources give together, as old as the oldest of them; of no known age where one of them is."""
    dates = [(one.date, one.date_origin) for one in found if one.date is not None]
    date, origin = min(dates) if len(dates) == len(found) else (None, "")
    if dates and date is None:
        ask.progress.note(
            "Layer '{record}': 1 of its {all} sources does not say how old it is, so the layer has no date. | Layer '{record}': {count} of"
            " its {all} sources do not say how old they are, so the layer has no date.",
            record=ask.record.title,
            count=len(found) - len(dates),
            all=len(found),
        )
    hashes = [one.source_hash for one in found]
    digest = hashlib.sha256("".join(hashes).encode("ascii")).hexdigest() if all(hashes) else ""
    labels = {name: label for one in reversed(found) for name, label in one.labels.items()}
    columns = {name: column for one in reversed(found) for name, column in one.columns.items()}
    feeds = tuple(feed for one in found for feed in one.feeds)
    return replace(whole, date=date, date_origin=origin, source_hash=digest, labels=labels, columns=columns, feeds=feeds)
