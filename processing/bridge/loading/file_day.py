"""The day on which a file on the web was changed: of what is a file only, and never the moment of the answer.

Last-Modified is worth a date where all of this holds:

- neither the address that was asked nor the one that answered has a query, and its path ends as a file of data does (``.csv``, ``.zip``);
- the answer carries what servers give with files, an ETag or ``Accept-Ranges: bytes``, and nothing that marks it as made for one visitor
  (Set-Cookie, ``Cache-Control: private`` or ``no-store``);
- the day can be believed (`model.dates.is_believable`), and lies at least five minutes before the answer was made, whether that is the
  Date of the answer or, for one out of a cache, its Age before that.
"""

from __future__ import annotations

import datetime
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ...model.dates import is_believable
from ..network import Reply

TABLES = (".csv", ".tsv", ".txt", ".xls", ".xlsx", ".ods", ".json", ".jsonl", ".xml", ".parquet")
MAPS = (".geojson", ".gml", ".kml", ".gpkg", ".fgb", ".shp", ".tif", ".tiff", ".jp2", ".mbtiles", ".pmtiles", ".sqlite")
ENDINGS = frozenset((*TABLES, *MAPS, ".zip", ".gz", ".7z"))
JUST_NOW = datetime.timedelta(minutes=5)
FOR_ONE_VISITOR = ("private", "no-store")


def file_day(reply: Reply) -> datetime.date | None:
    """Return the day on which the file behind an answer was changed; None where the answer is no file, or does not say."""
    changed, asked = moment(reply, "last-modified"), moment(reply, "date") or now()
    if changed is None or not is_file(reply) or not is_believable(changed.date(), asked.date()):
        return None
    age = reply.headers.get("age", "")
    made = asked - datetime.timedelta(seconds=int(age) if age.isdigit() else 0)
    return None if any(abs(one - changed) < JUST_NOW for one in (asked, made)) else changed.date()


def is_file(reply: Reply) -> bool:
    """Whether an answer looks like a file that lies on its server."""
    addresses = [urlsplit(url) for url in (reply.ask.url, reply.url)]
    if any(one.query for one in addresses) or PurePosixPath(addresses[-1].path).suffix.lower() not in ENDINGS:
        return False
    headers, cached = reply.headers, reply.headers.get("cache-control", "").lower()
    if "set-cookie" in headers or any(word in cached for word in FOR_ONE_VISITOR):
        return False
    return bool(headers.get("etag")) or headers.get("accept-ranges", "").lower() == "bytes"


def moment(reply: Reply, header: str) -> datetime.datetime | None:
    """Return the moment in a header; None where there is none."""
    try:
        found = parsedate_to_datetime(reply.headers[header])
    except (KeyError, ValueError, TypeError, OverflowError):
        return None
    if str(found.year) not in reply.headers[header]:  # the year 0001, which some programs mean by none, is read as 2001
        return None
    return found if found.tzinfo else found.replace(tzinfo=datetime.timezone.utc)


def now() -> datetime.datetime:
    """Return this moment."""
    return datetime.datetime.now(datetime.timezone.utc)
