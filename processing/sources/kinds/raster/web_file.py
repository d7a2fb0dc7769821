"""GeoTIFFs on the web: of one on a server that gives parts of its files, only the blocks that the extent meets are fetched.

The parts go to their own places in a file of the same length, in which all else is a hole that takes no room on the disk. GDAL reads
the header in it and says where the blocks lie; nothing of the network is left to GDAL, which would go past QGIS's proxy, passwords and
trust. When the blocks are there, the cells of the extent are copied, so that nobody reads a hole.
"""

from __future__ import annotations

import datetime
import struct
import tempfile
from collections.abc import Iterable
from pathlib import Path

from osgeo import gdal

from ....model.errors import OpgaveError
from ....model.files import file_hash
from ....model.public_text import without_secrets
from ....qgis_io.crs import frame_for
from ....qgis_io.ogr_errors import gdal_raises
from ....qgis_io.opening import CELLS, open_dataset
from ....qgis_io.rasters import grid_of, window_in, write_raster
from ...network import GetRequest, Reply, check_is_data, fetch_all
from ...reading.download import FOR_FILES
from ...reading.file_day import file_day, steady
from ...reading.request import LoadedCells, LoadRequest, NoFeatures
from .taking import system_of, take_file

PIECE = 65_536
"""Bytes that are fetched together at least."""
LONGEST = 128
"""Pieces of one request at most."""
MOST_DIRECTORIES = 64
"""Of a file: the raster, its overviews and masks."""
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""Bytes of a value by the type that TIFF 6.0 and BigTIFF give it."""


class Unordinary(Exception):
    """A file whose parts say too little: it is fetched whole."""


def load_from_address(ask: LoadRequest) -> LoadedCells:
    """Load a GeoTIFF on the web: where the server allows it the part that the extent meets, else all of it.

    Raises
    ------
    OpgaveError
        It does not answer, is no GeoTIFF, or changes while it is read.
    """
    folder = tempfile.TemporaryDirectory(prefix="opgavenkaart-")
    path = Path(folder.name, "raster.tif")
    whole = ask.extent is None or ask.extent.isNull()
    first = fetch(ask, [GetRequest.of(ask.record, ask.record.location, **({"into": str(path)} if whole else part_headers(path, 0, 1)))])[0]
    if first.status == 206:
        try:
            copied = copy_part(ask, first, path, Path(folder.name, "part.tif"))
        except Unordinary:
            first = fetch(ask, [GetRequest.of(ask.record, ask.record.location, into=str(path))])[0]
        else:
            path.unlink()
            path = copied
    day: datetime.date | None = file_day(*steady([first], progress=ask.progress))
    return LoadedCells(take_file(path, ask, folder), day, "last_modified" if day else "", file_hash(path))


def fetch(ask: LoadRequest, asks: list[GetRequest]) -> list[Reply]:
    """Return good answers, which are no web page and no report of an exception.

    Raises
    ------
    OpgaveError
        Naming the record, and the first that failed.
    """
    replies = fetch_all(asks, FOR_FILES, ask.progress, show=len(asks) > 1)
    for reply in replies:
        try:
            if reply.error:
                raise reply.error
            if reply.status != 206:
                check_is_data(reply.content, reply.url)
        except OpgaveError as error:
            raise OpgaveError("Layer '{record}': {reason}", record=ask.record.title, reason=error) from error
    return replies


def part_headers(path: Path, first: int, last: int) -> dict[str, object]:
    """Return what asks for some pieces of a file; one that comes whole all the same goes to ``path``."""
    span = f"bytes={first * PIECE}-{last * PIECE - 1}"
    return {"headers": (("Range", span), ("Accept-Encoding", "identity")), "into": str(path)}


class PartialFile:
    """A file on the web of which some pieces are here.

    Parameters
    ----------
    first : Reply
        The answer with its first piece.
    path : Path
        Where they stand.
    """

    def __init__(self, ask: LoadRequest, first: Reply, path: Path):
        self.ask, self.path, self.etag = ask, path, marks_of(first)
        self.size = size_of(first)
        self._here: set[int] = set()
        with path.open("wb") as file:
            file.truncate(self.size)
        self._keep(0, first)

    def ensure(self, spans: Iterable[tuple[int, int]]) -> None:
        """Fetch what is not here of some spans: the first byte of each, and the one after its last.

        Raises
        ------
        OpgaveError
            The file is another one by now.
        """
        last = (self.size + PIECE - 1) // PIECE
        wanted = {piece for start, end in spans for piece in range(start // PIECE, min((end + PIECE - 1) // PIECE, last))}
        if len(wanted) * PIECE > FOR_FILES.file_size:
            raise OpgaveError(
                "Layer '{record}' is more than can be loaded at once here: choose a smaller extent.", record=self.ask.record.title_and_id
            )
        runs: list[list[int]] = []
        for piece in sorted(wanted - self._here):
            if runs and runs[-1][1] == piece and piece - runs[-1][0] < LONGEST:
                runs[-1][1] = piece + 1
            else:
                runs.append([piece, piece + 1])
        record = self.ask.record
        asks = [GetRequest.of(record, record.location, **part_headers(self.path.with_suffix(".whole"), *run)) for run in runs]
        for (piece, _), reply in zip(runs, fetch(self.ask, asks) if asks else (), strict=True):
            if reply.status != 206 or marks_of(reply) != self.etag or size_of(reply) != self.size:
                raise OpgaveError(
                    "Layer '{record}': {url} changed while it was read: try again.", record=record.title, url=without_secrets(reply.url)
                )
            self._keep(piece, reply)

    def read(self, start: int, length: int) -> bytes:
        """Return some bytes of the file."""
        if start + length > self.size:
            raise Unordinary
        self.ensure([(start, start + length)])
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read(length)

    def _keep(self, piece: int, reply: Reply) -> None:
        with self.path.open("r+b") as file:
            file.seek(piece * PIECE)
            file.write(reply.content)
        self._here |= set(range(piece, piece + (len(reply.content) + PIECE - 1) // PIECE))


def marks_of(reply: Reply) -> tuple[str, str]:
    """Return what tells that a file is the same one."""
    return reply.headers.get("etag", ""), reply.headers.get("last-modified", "")


def size_of(reply: Reply) -> int:
    """Return the length of the file of which an answer is a part."""
    stated = reply.headers.get("content-range", "").rpartition("/")[2]
    if not stated.isdecimal() or int(stated[:15]) > FOR_FILES.file_size * LONGEST:
        raise Unordinary
    return int(stated)


def copy_part(ask: LoadRequest, first: Reply, path: Path, target: Path) -> Path:
    """Fetch the blocks that the extent meets, and copy the cells there to a GeoTIFF of their own, with all that the file says of them.

    Raises
    ------
    Unordinary
        The file does not tell where its blocks lie.
    """
    file = PartialFile(ask, first, path)
    read_directories(file)
    with gdal_raises():
        try:
            dataset = open_dataset(path, gdal.OF_RASTER | gdal.OF_READONLY, CELLS)
        except RuntimeError as error:
            raise Unordinary from error
        grid = grid_of(dataset, ask.record.title_and_id)
        area = frame_for(ask.record.id, system_of(dataset), "", ask.extent, ask.transform_context).extent_at_source()
        window = window_in(grid, area)
        if not window.cells:
            raise NoFeatures("Layer '{record}' has no cells in the extent: check its coordinate system.", record=ask.record.title_and_id)
        spans = []
        for number in range(1, dataset.RasterCount + 1):
            band = dataset.GetRasterBand(number)
            if band.GetMaskFlags() & gdal.GMF_PER_DATASET and not band.GetMaskFlags() & gdal.GMF_ALPHA:
                raise Unordinary
            wide, high = band.GetBlockSize()
            for row in range(window.first_row // high, (window.last_row - 1) // high + 1):
                for column in range(window.first_column // wide, (window.last_column - 1) // wide + 1):
                    start, length = (band.GetMetadataItem(f"BLOCK_{what}_{column}_{row}", "TIFF") for what in ("OFFSET", "SIZE"))
                    if start and length:
                        spans.append((int(start), int(start) + int(length)))
        dataset = None
        file.ensure(spans)
    write_raster(take_file(path, ask), target, ask.extent)
    return target


def read_directories(file: PartialFile) -> None:
    """Fetch all that the directories of a TIFF hold: of the raster, its overviews and masks, where their blocks lie."""
    head = file.read(0, 16)
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None or struct.unpack_from(f"{order}H", head, 2)[0] not in (42, 43):
        raise Unordinary
    big = struct.unpack_from(f"{order}H", head, 2)[0] == 43
    count, entry, offset = ("Q", "HHQQ", "Q") if big else ("H", "HHII", "I")
    place = struct.unpack_from(f"{order}{offset}", head, 8 if big else 4)[0]
    for _ in range(MOST_DIRECTORIES):
        if not place:
            return
        length, step = struct.calcsize(f"={count}"), struct.calcsize(f"={entry}")
        entries = struct.unpack(f"{order}{count}", file.read(place, length))[0]
        body = file.read(place + length, entries * step + struct.calcsize(f"={offset}"))
        values = [struct.unpack_from(f"{order}{entry}", body, number * step) for number in range(entries)]
        far = [(start, start + SIZES.get(kind, 1) * many) for _, kind, many, start in values]
        file.ensure((start, end) for start, end in far if end - start > struct.calcsize(f"={offset}"))
        place = struct.unpack_from(f"{order}{offset}", body, entries * step)[0]
    raise Unordinary
