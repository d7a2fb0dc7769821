"""What is kept of timetables in the user's profile: each feed as it was fetched last, and the departures that were counted in it."""

from __future__ import annotations

import datetime
import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd
from qgis.core import QgsApplication

from ....analysis.timetable import Defects, Departures
from ....model.errors import Cancelled, OpgaveError
from ....model.files import write_json
from ...network import GetRequest, check_is_data, fetch
from ...network.sentences import unwritable
from ...reading.download import FOR_FILES
from ...reading.file_day import file_day, steady
from ...reading.files import local_file
from ...reading.request import LoadRequest

FOLDER = "opgavenkaart/timetables"
RESULTS_KEPT = 20
FORM = 1
"""Of what is kept of a count: a new number has everything counted anew."""


def kept_folder() -> Path:
    """Return the folder of timetables, made where it is not there yet."""
    folder = Path(QgsApplication.qgisSettingsDirPath()) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def feed_file(ask: LoadRequest) -> Iterator[tuple[Path, datetime.date | None, str]]:
    """Yield the record's feed, its date and who says so; one on the web is fetched only where it changed since the last time.

    Raises
    ------
    OpgaveError
        It is not there, or cannot be fetched.
    """
    if "://" not in ask.record.location:
        with local_file(ask) as found:
            yield found
        return
    try:
        path, date = fetch_feed(ask)
    except Cancelled:
        raise
    except OSError as error:  # a full disk, or on Windows a feed that another program reads
        reason = unwritable(ask.record.location, error.filename or FOLDER, error.strerror or str(error))
        raise OpgaveError("Layer '{record}': {reason}", record=ask.record.title, reason=reason) from error
    except OpgaveError as error:
        raise OpgaveError("Layer '{record}': {reason}", record=ask.record.title, reason=error) from error
    yield path, date, "last_modified" if date else ""


def fetch_feed(ask: LoadRequest) -> tuple[Path, datetime.date | None]:
    """Return the feed of an address, fetched into the profile unless its server says that the one there is still good, and its day."""
    url, folder = ask.record.location, kept_folder()
    name = hashlib.sha256(url.encode()).hexdigest()[:16]
    feed, facts = folder / f"{name}.zip", folder / f"{name}.json"
    known = facts_of(facts) if feed.is_file() else {}
    headers = tuple(
        (header, known[key]) for header, key in (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified")) if known.get(key)
    )
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as place:
        part = Path(place, feed.name)
        reply = fetch(GetRequest.of(ask.record, url, headers=headers, into=str(part)), FOR_FILES, ask.progress)
        if not reply.is_unchanged:
            check_is_data(reply.content, reply.url)
            day = file_day(*steady([reply], progress=ask.progress))
            known = {key: reply.headers.get(key, "") for key in ("etag", "last-modified")} | {"day": day.isoformat() if day else ""}
            facts.unlink(missing_ok=True)
            part.replace(feed)
            write_json(facts, known)
    return feed, datetime.date.fromisoformat(known["day"]) if known.get("day") else None


def facts_of(path: Path) -> dict[str, str]:
    """Return what a server said of the feed that is kept; nothing where that cannot be read, so that it is fetched anew."""
    try:
        return {key: str(value) for key, value in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError):
        return {}


def result_path(fingerprint: str, *settings: object) -> Path:
    """Return where the departures stand that were counted in a feed, by its SHA-256 and how they were counted."""
    key = json.dumps([FORM, fingerprint, *settings])
    return kept_folder() / f"departures-{hashlib.sha256(key.encode()).hexdigest()[:24]}.json"


def read_result(path: Path) -> Departures | None:
    """Return departures that were kept; None where they were not, or cannot be read."""
    if not path.is_file():
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        stops = pd.DataFrame(kept["stops"])
        return Departures(np.datetime64(kept["day"]), kept["trips"], stops, Defects(**kept["defects"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_result(path: Path, departures: Departures) -> None:
    """Keep departures, and of all that is kept the newest few."""
    stops = departures.stops.astype(object).where(departures.stops.notna(), None)
    document = {
        "day": str(departures.day),
        "trips": departures.trips,
        "defects": asdict(departures.defects),
        "stops": stops.to_dict("list"),
    }
    with suppress(OSError):  # a profile that cannot be written to only costs time
        write_json(path, document)
        kept = sorted(path.parent.glob("departures-*.json"), key=lambda one: one.stat().st_mtime)
        for old in kept[:-RESULTS_KEPT]:
            old.unlink(missing_ok=True)
