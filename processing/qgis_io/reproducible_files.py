"""Files without what differs from run to run, so that the same input gives the same bytes.

QGIS and Qt draw ids at random, write attributes in the order of a random hash, and note who wrote a file and when.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import sqlite3
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from html import escape
from pathlib import Path

from ..model.progress import SILENT, Progress
from .outputs import LOCKED, said_when_refused

ATTRIBUTE = re.compile(r"""\s+[\w:.-]+=(?:"[^"]*"|&quot;(?:(?!&quot;)[^<>"])*&quot;)""")
TAGS = (
    re.compile(r"""(<[\w:.-]+)((?:\s+[\w:.-]+="[^"]*")+)(\s*/?>)"""),
    re.compile(r"""(&lt;[\w:.-]+)((?:\s+[\w:.-]+="[^"]*")+)(\s*/?&gt;)"""),
    re.compile(r"""(&lt;[\w:.-]+)((?:\s+[\w:.-]+=&quot;(?:(?!&quot;)[^<>"])*&quot;)+)(\s*/?(?:>|&gt;))"""),
)
RANDOM_ID = re.compile(r"[0-9a-f]{8}([-_])[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}")
LEFT_OUT = re.compile(
    r' (?:saveUser|saveUserFull|saveDateTime)="[^"]*"'
    r'| projectStyleId="attachment:///[^"]*"'
    r"|\s*<elevation [^>]*[^>/]>.*?</elevation>",
    re.DOTALL,
)
SNAPPING = re.compile(r"(?:[ \t]*<layer-setting [^>]*/>\n)+")
PDF_DATE = re.compile(rb"(?<=/CreationDate \(D:)\d{14}")
XMP_DATE = re.compile(rb'(?<=Date=")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=Z")')
FONT_NAME = re.compile(rb"(?<=/FontName /)[A-Z]{6}(\+[^\s/]+)")
"""Before its plus, a font of which a part is there has six letters, which Qt gives by lot."""
PATIENCE = 10
"""Seconds that others may look into a file that is to be settled."""
LOOK_SECONDS = 0.05
PDF_ID = re.compile(rb"(?<=uuid:)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def settle_xml(text: str) -> str:
    """Return XML, and XML quoted within it, with every tag's attributes by name."""
    for tags in TAGS:
        text = tags.sub(lambda tag: tag.group(1) + "".join(sorted(ATTRIBUTE.findall(tag.group(2)))) + tag.group(3), text)
    return text


def settle_project(text: str, folder: Path) -> str:
    """Return a project's XML without the user's name, the moment, and the folder it was written in; ids numbered.

    Left out too are the empty library of symbols that QGIS attaches to each project, and the looks of layers in elevation profiles,
    which have random colours.
    """
    text = settle_looks(text)
    text = SNAPPING.sub(lambda lines: "".join(sorted(lines.group().splitlines(keepends=True))), text)
    plain = escape(f"{folder.as_posix()}/", quote=False)
    return text.replace(plain.replace('"', "&quot;"), "./").replace(plain, "./")


def settle_looks(text: str) -> str:
    """Return the XML of a project or of a layer's looks with its ids numbered, and without what differs from run to run."""
    numbers: dict[str, str] = {}

    def numbered(found: re.Match) -> str:
        plain = found.group().replace("_", "-")
        known = numbers.setdefault(plain, str(uuid.uuid5(uuid.NAMESPACE_OID, str(len(numbers)))))
        return known.replace("-", found.group(1))

    return RANDOM_ID.sub(numbered, LEFT_OUT.sub("", settle_xml(text)))


def settle_geopackage(path: Path, day: datetime.date, progress: Progress = SILENT) -> None:
    """Have a GeoPackage say that the looks and descriptions in it are of ``day``, and leave it as one file that anybody can read.

    QGIS reads by way of a log beside the file; no layer of it may be open any more.

    Raises
    ------
    OpgaveError
        Another program keeps the file in use.
    Cancelled
    """
    with said_when_refused(path), closing(sqlite3.connect(path, timeout=LOOK_SECONDS, isolation_level=None)) as database:
        database.create_function("settled", 1, lambda text: text and settle_looks(text))
        database.create_function("settled_xml", 1, lambda text: text and settle_xml(text))
        change = partial(execute_patiently, database, progress)
        change("PRAGMA journal_mode = DELETE")
        moment = f"{day.isoformat()}T00:00:00.000Z"
        change(
            "UPDATE layer_styles SET styleQML = settled(styleQML), styleSLD = settled(styleSLD), description = '', update_time = ?",
            [moment],
        )
        if change("SELECT 1 FROM sqlite_master WHERE name = 'gpkg_metadata_reference'").fetchone():
            change("UPDATE gpkg_metadata_reference SET timestamp = ?", [moment])
            change("UPDATE gpkg_metadata SET metadata = settled_xml(metadata)")
        change("VACUUM")


def execute_patiently(database: sqlite3.Connection, progress: Progress, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
    """Execute a statement, and wait for who looks into the file meanwhile, as QGIS's browser does with every new one.

    In short waits, so that a cancel is heard; SQLite itself waits for readers with everything but the end of a log.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return database.execute(sql, values)
        except sqlite3.OperationalError as error:
            if LOCKED not in str(error) or time.monotonic() > until:
                raise
        progress.check()
        time.sleep(LOOK_SECONDS)


@contextmanager
def write_at_leisure(path: Path) -> Iterator[None]:
    """Have this thread's GDAL, and QGIS by it, write GeoPackages without waiting for the disk at each step: once, at the end, for ``path``.

    For files that nobody sees before they are whole.
    """
    from osgeo import gdal

    gdal.SetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF")
    try:
        yield
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    finally:
        gdal.SetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", None)


@contextmanager
def fix_time(day: datetime.date) -> Iterator[None]:
    """Have GDAL note ``day`` as the time of change of what this thread writes."""
    from osgeo import gdal

    gdal.SetThreadLocalConfigOption("OGR_CURRENT_DATE", f"{day.isoformat()}T00:00:00.000Z")
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption("OGR_CURRENT_DATE", None)


def settle_pdf(contents: bytes, day: datetime.date, part: int = 0) -> bytes:
    """Return a PDF that says it was made on ``day``; every byte keeps its place, as the file's own index demands.

    ``part``: a number of its own for each file that is to be one with others, whose fonts hold other letters.
    """

    def tag(found: re.Match) -> bytes:
        drawn = hashlib.sha256(b"%d %s" % (part, found.group(1))).digest()
        return bytes(65 + byte % 26 for byte in drawn[:6]) + found.group(1)

    contents = PDF_DATE.sub(day.strftime("%Y%m%d000000").encode("ascii"), contents)
    contents = XMP_DATE.sub(f"{day.isoformat()}T00:00:00".encode("ascii"), contents)
    contents = PDF_ID.sub(str(uuid.uuid5(uuid.NAMESPACE_OID, day.isoformat())).encode("ascii"), contents)
    return FONT_NAME.sub(tag, contents)
