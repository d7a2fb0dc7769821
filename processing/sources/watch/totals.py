"""How many features services say to have, asked without fetching them."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import YEAR, LayerRecord
from ...model.store import Validators
from ..kinds import SOURCE_KINDS
from ..network import GetRequest, Limits, fetch_all
from .parts import parts_of


def count_features(records: Sequence[LayerRecord], limits: Limits, progress: Progress = SILENT) -> dict[str, int | None]:
    """Return the total of each record by its id: of all its parts; None where one does not say.

    Some services count no further than a page (see `kinds.wfs.load`): 10,000 may mean 10,000 or more.
    """
    asks: dict[str, list[list[GetRequest]]] = {record.id: [questions(part.record) for part in parts_of(record, ())] for record in records}
    every = list(dict.fromkeys(ask for parts in asks.values() for part in parts for ask in part))
    replies = dict(zip(every, fetch_all(every, limits, progress, show=False), strict=True)) if every else {}
    found: dict[str, int | None] = {}
    for record in records:
        totals = []
        for part, asked in zip(parts_of(record, ()), asks[record.id], strict=True):
            signs = SOURCE_KINDS[part.record.source.kind].signs
            try:
                totals.append(signs.read(part.record, Validators(), [replies[ask] for ask in asked]).total if signs and asked else -1)
            except OpgaveError:  # what is wrong with a source the watch tells
                totals.append(-1)
        found[record.id] = sum(totals) if min(totals, default=-1) >= 0 else None
    return found


def questions(record: LayerRecord) -> list[GetRequest]:
    """Return what tells the total of a record with one address; nothing where its kind does not tell."""
    signs = SOURCE_KINDS[record.source.kind].signs
    if not signs or not record.location.startswith(("http://", "https://")) or YEAR in record.placeholders:
        return []
    return [GetRequest.of(record, url) for url in signs.ask(record, Validators())]
