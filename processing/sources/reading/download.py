"""Files and answers on the web, asked with the record's authentication."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ...model.errors import Cancelled, OpgaveError
from ...model.progress import SILENT, Progress
from ...model.public_text import without_secrets
from ...model.record import LayerRecord
from ..network import GetRequest, Limits, Reply, check_is_data, fetch, fetch_all, json_of
from .file_day import file_day, steady

WORKBOOK = ".xlsx"
SPREADSHEET = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
"""Near the beginning of an ODS: a zip whose first part says what it is."""
FOR_FILES = Limits(seconds=600.0)
"""A whole data set may take its time."""


def fetch_record(record: LayerRecord, url: str, progress: Progress = SILENT, limits: Limits | None = None) -> Reply:
    """Return the answer to a request.

    Raises
    ------
    OpgaveError
        Naming the record, and why no good answer came.
    """
    try:
        return fetch(GetRequest.of(record, url), limits, progress)
    except Cancelled:
        raise
    except OpgaveError as error:
        raise OpgaveError("Layer '{record}': {reason}", record=record.title, reason=error) from error


@contextmanager
def download(record: LayerRecord, suffix: str, progress: Progress) -> Iterator[tuple[Path, datetime.date | None]]:
    """Yield a record's file, downloaded with the ending ``suffix``, and the day it was changed, if that is known (`file_day`)."""
    reply = fetch_record(record, record.location, progress, FOR_FILES)
    try:
        check_is_data(reply.content, reply.url)
    except OpgaveError as error:
        raise OpgaveError("Layer '{record}': {reason}", record=record.title, reason=error) from error
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
        path = Path(folder, record.id.replace(":", "_") + suffix_of(suffix, reply.content))
        path.write_bytes(reply.content)
        yield path, file_day(*steady([reply], progress=progress))


def suffix_of(suffix: str, content: bytes) -> str:
    """Return the ending that a file needs to be recognised: that of its kind, of a workbook that of its format."""
    if suffix == WORKBOOK and SPREADSHEET in content[:200]:
        return ".ods"
    if suffix == WORKBOOK and not content.startswith(b"PK"):
        return ".xls"
    return suffix


def fetch_json(record: LayerRecord, urls: Sequence[str], progress: Progress = SILENT, show: bool = True) -> list[dict]:
    """Return the JSON objects that some addresses give, asked a few at a time.

    Parameters
    ----------
    show : bool
        Move the progress bar, where there are several.

    Raises
    ------
    OpgaveError
        Naming the record, and the first that fails.
    """
    documents = []
    for reply in fetch_all([GetRequest.of(record, url) for url in urls], FOR_FILES, progress, show=show and len(urls) > 1):
        try:
            if reply.error:
                raise reply.error
            document = json_of(reply.content, reply.url, reply.headers)
        except OpgaveError as error:
            raise OpgaveError("Layer '{record}': {reason}", record=record.title, reason=error) from error
        if not isinstance(document, dict):
            raise OpgaveError(
                "Layer '{record}': {url} gives JSON of another kind than expected: check the address and the kind of its source.",
                record=record.title_and_id,
                url=without_secrets(reply.url),
            )
        documents.append(document)
    return documents
