"""Objects of OpenStreetMap by their tags, asked from a server of Overpass: one question, and again only after it had time to rest."""

from __future__ import annotations

import re
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from ....model.errors import OpgaveError
from ....model.progress import Progress
from ....model.public_text import without_secrets
from ....model.record import LayerRecord
from ....qgis_io.crs import frame_for, read_crs
from ...network import Limits, PostRequest, Reply, fetch_all, plugin_named
from ...reading.request import LoadedFeatures, LoadRequest
from ..osm.objects import CRS, features_in
from ..osm.tags import tags_of
from .answer import TOO_LATE, TOO_MANY, areas_in, day_of, document_of, write_file
from .query import SECONDS, query_for

LIMITS = Limits(seconds=SECONDS + 60.0, attempts=1)
ATTEMPTS = 4
FIRST_WAIT, LONGEST_WAIT = 15.0, 120.0
"""Seconds: before the second attempt where the server does not say how long, twice as long before each next one; and at most."""
PASSING = (TOO_MANY, 503, TOO_LATE)
"""Statuses of a server that has no time now."""
NIS_CODE = re.compile(r"\d{5}")


def load_overpass(ask: LoadRequest) -> LoadedFeatures:
    """Load what has the record's tags in OpenStreetMap, within the extent that is asked for or the municipality that the record names.

    Raises
    ------
    OpgaveError
        Neither is given, the server cannot be reached, or its answer is not whole.
    """
    record, tags, code = ask.record, tags_of(ask.record), code_of(ask.record)
    extent = frame_for(record.id, read_crs(CRS), ask.target_crs, ask.extent, ask.transform_context).extent_at_source()
    if extent is None and not code:
        raise OpgaveError(
            "Layer '{record}': Overpass needs an area. Choose an extent, or give the 'nis_code' of a municipality in the options of its"
            " source.",
            record=record.title_and_id,
        )
    document = document_of(record, ask_server(record, query_for(tags, extent, code), ask.progress))
    if areas_in(document) == 0:
        raise OpgaveError(
            "Layer '{record}': OpenStreetMap has no municipality with the NIS code {code}. Correct 'nis_code' in the options of its"
            " source.",
            record=record.title_and_id,
            code=code,
        )
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
        path = Path(folder, "answer.osm")
        write_file(document, path)
        day = day_of(document)
        return replace(features_in(path, tags, ask), date=day, date_origin="service" if day else "")


def code_of(record: LayerRecord) -> str:
    """Return the NIS code of the municipality that a record names; empty where it names none.

    Raises
    ------
    OpgaveError
        It is no such code.
    """
    code = str(record.source.options.get("nis_code") or "")
    if code and not NIS_CODE.fullmatch(code):
        raise OpgaveError(
            "Layer '{record}': 'nis_code' in the options of its source is '{code}'; the code of a municipality has five digits.",
            record=record.title_and_id,
            code=code,
        )
    return code


def ask_server(record: LayerRecord, query: str, progress: Progress) -> Reply:
    """Return a server's answer to a question, good or not; a server without time is asked again after as long as it says, a few times."""
    request = PostRequest.of(record, record.location, form=urlencode({"data": query}).encode())
    wait = FIRST_WAIT
    for attempt in range(1, ATTEMPTS + 1):
        with plugin_named(record.location):
            (reply,) = fetch_all([request], LIMITS, progress, show=False)
        if reply.status not in PASSING or attempt == ATTEMPTS:
            break
        told = reply.headers.get("retry-after", "")
        seconds = min(float(told) if told.isdecimal() else wait, LONGEST_WAIT)
        progress.note(
            "Layer '{record}': {url} is busy (status {status}); attempt {next} of {all} follows in {seconds} s.",
            record=record.title,
            url=without_secrets(record.location),
            status=reply.status,
            seconds=round(seconds),
            next=attempt + 1,
            all=ATTEMPTS,
        )
        pause(seconds, progress)
        wait *= 2
    return reply


def pause(seconds: float, progress: Progress) -> None:
    """Wait, and obey a cancel."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        progress.check()
        time.sleep(min(left, 0.1))
