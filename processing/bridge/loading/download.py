"""Files and answers on the web, asked with the record's authentication."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...model.errors import Cancelled, OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ..network import Ask, Limits, Reply, fetch

SUFFIXES = {"geojson": ".geojson", "gpkg": ".gpkg", "flatgeobuf": ".fgb", "csv": ".csv", "excel": ".xlsx", "shapefile": ".zip"}
FOR_FILES = Limits(seconds=600.0)
"""A whole data set may take its time."""


def fetched(record: LayerRecord, url: str, progress: Progress = SILENT, limits: Limits | None = None) -> Reply:
    """Return the answer to a request.

    Raises
    ------
    OpgaveError
        Naming the record, and why no good answer came.
    """
    try:
        return fetch(Ask(url, record.source.auth), limits, progress)
    except Cancelled:
        raise
    except OpgaveError as error:
        raise OpgaveError("Record '{record}': {reason}", record=record.id, reason=error) from error


@contextmanager
def downloaded(record: LayerRecord, progress: Progress) -> Iterator[tuple[Path, datetime.date | None]]:
    """Yield the downloaded file of a record and the day that the server says it was changed; removed afterwards."""
    reply = fetched(record, record.location, progress, FOR_FILES)
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
        path = Path(folder, record.id.replace(":", "_")).with_suffix(SUFFIXES[record.source.kind])
        path.write_bytes(reply.content)
        yield path, reply.changed_on
