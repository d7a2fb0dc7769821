"""The day on which a file on the web was changed: of what is a file only, and never the moment of the answer.

Last-Modified is worth a date where all of this holds:

- neither the address that was asked nor the one that answered has a query, and its path ends as a file of data does (``.csv``, ``.zip``);
- the answer carries what servers give with files, an ETag or ``Accept-Ranges: bytes``, and nothing that marks it as made for one visitor
  (Set-Cookie, ``Cache-Control: private`` or ``no-store``);
- the day can be believed (`model.dates.is_believable`), and lies at least five minutes before the answer was made, whether that is the
  Date of the answer or, for one out of a cache, its Age before that;
- a moment less than a day before the answer still stands when the file is asked for again (`steady`): one that a program makes up,
  however it reckons, goes on with the clock.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ...model.dates import is_believable
from ...model.progress import SILENT, Progress
from ...model.source_kinds import file_endings
from ..network import GetRequest, Limits, Reply, fetch_all

OTHER_ENDINGS = (".txt", ".jsonl", ".xml", ".gml", ".kml", ".jp2", ".mbtiles", ".pmtiles", ".sqlite", ".gz", ".7z")
"""Of files of data that are no kind of source by themselves."""
ENDINGS = frozenset((*file_endings(), *OTHER_ENDINGS))
JUST_NOW = datetime.timedelta(minutes=5)
LATELY = datetime.timedelta(days=1)
PAUSE_SECONDS = 1.2
"""Between two questions for one file: a header's moments are whole seconds."""
FOR_ONE_VISITOR = ("private", "no-store")


def file_day(reply: Reply) -> datetime.date | None:
    """Return the day on which the file behind an answer was changed; None where the answer is no file, or does not say."""
    changed, asked = moment(reply, "last-modified"), moment(reply, "date") or now()
    if changed is None or not is_file(reply) or not is_believable(changed.date(), asked.date()):
        return None
    age = reply.headers.get("age", "")
    made = asked - datetime.timedelta(seconds=int(age) if age.isdecimal() else 0)
    just_now = any(abs(one - changed) < JUST_NOW for one in (asked, made))
    return None if just_now or changed > asked else changed.date()


def steady(replies: Sequence[Reply], limits: Limits | None = None, progress: Progress = SILENT) -> list[Reply]:
    """Return the answers without each Last-Modified that is another a second later; only files changed lately are asked for again."""
    late = {reply.ask: reply for reply in replies if is_late(reply)}
    if not late:
        return list(replies)
    pause(progress)
    again = fetch_all([GetRequest(ask.url, ask.auth, enough=1, public_only=ask.public_only) for ask in late], limits, progress, show=False)
    moved = {ask for ask, second in zip(late, again, strict=True) if moment(second, "last-modified") != moment(late[ask], "last-modified")}
    return [without_date(reply) if reply.ask in moved else reply for reply in replies]


def is_late(reply: Reply) -> bool:
    """Whether an answer is of a file that is said to have changed less than a day ago."""
    changed = moment(reply, "last-modified")
    if changed is None or reply.is_unchanged or file_day(reply) is None:
        return False
    return (moment(reply, "date") or now()) - changed < LATELY


def without_date(reply: Reply) -> Reply:
    """Return an answer without its Last-Modified."""
    return replace(reply, headers={name: value for name, value in reply.headers.items() if name != "last-modified"})


def pause(progress: Progress) -> None:
    """Wait until the clock of a server has gone on."""
    until = time.monotonic() + PAUSE_SECONDS
    while (left := until - time.monotonic()) > 0:
        progress.check()
        time.sleep(min(left, 0.1))


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
