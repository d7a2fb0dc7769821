"""Files on the web, through QGIS's own network settings."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from pathlib import Path

from qgis.core import QgsBlockingNetworkRequest, QgsNetworkReplyContent
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ..feedback import feedback_of
from .secrets import without_secrets

SUFFIXES = {"geojson": ".geojson", "gpkg": ".gpkg", "flatgeobuf": ".fgb", "csv": ".csv", "excel": ".xlsx", "shapefile": ".zip"}


def fetched(record: LayerRecord, url: str, progress: Progress = SILENT) -> QgsNetworkReplyContent:
    """Return the answer to a GET request, with the record's authentication.

    Raises
    ------
    OpgaveError
        With the reason of the network or the server's status.
    """
    request = QgsBlockingNetworkRequest()
    request.setAuthCfg(record.source.auth)
    failure = request.get(QNetworkRequest(QUrl(url)), True, feedback_of(progress))
    progress.check()
    if failure != QgsBlockingNetworkRequest.ErrorCode.NoError:
        raise OpgaveError(
            "Record '{record}': {url} does not answer ({reason}). Check the address and the network, or try again later.",
            record=record.id,
            url=without_secrets(url),
            reason=reason(request),
        )
    return request.reply()


def reason(request: QgsBlockingNetworkRequest) -> str:
    """Return why a request failed: the server's status, where there is one, and the network's words."""
    status = request.reply().attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    words = without_secrets(request.errorMessage())
    return f"HTTP {status}: {words}" if status else words


@contextmanager
def downloaded(record: LayerRecord, progress: Progress) -> Iterator[tuple[Path, datetime.date | None]]:
    """Yield the downloaded file of a record and the day that the server says it was changed; removed afterwards."""
    reply = fetched(record, record.location, progress)
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
        path = Path(folder, record.id.replace(":", "_")).with_suffix(SUFFIXES[record.source.kind])
        path.write_bytes(reply.content().data())
        yield path, changed_on(reply)


def changed_on(reply: QgsNetworkReplyContent) -> datetime.date | None:
    """Return the day of the answer's Last-Modified header."""
    header = reply.rawHeader(b"Last-Modified").data().decode("ascii", "replace")
    try:
        return parsedate_to_datetime(header).date() if header else None
    except ValueError:
        return None
