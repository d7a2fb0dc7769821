"""Files in a zip: the one that a record means, unpacked under a name of our own and no larger than a table may be."""

from __future__ import annotations

import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.public_text import without_secrets
from ...model.record import LayerRecord
from ...model.source_kinds import HEADER, source_facts
from ..network.requests import MEGABYTE
from .canonical import fits_pattern

LARGEST = 1024 * MEGABYTE
"""Bytes of an unpacked file: more than any table of Flanders has, and less than a disk."""
MOST_FILES = 10_000
CHUNK = 1024 * 1024
ZIP = ".zip"
TEXT = ".txt"
"""How official tables often end, whatever they are separated by."""
IN_A_WORKBOOK = ("[Content_Types].xml", "mimetype")
"""What a workbook, a zip itself, holds (Office Open XML, OpenDocument)."""
SHOWN = 12


@contextmanager
def unpacked(record: LayerRecord, path: Path, progress: Progress) -> Iterator[Path]:
    """Yield the file in a zip that a record means, by its option ``member`` or because it is the only one; any other file as it is.

    A zip that is what its kind is (a workbook, a Shapefile) is no such file, unless ``member`` is given.

    Raises
    ------
    OpgaveError
        There is no such file in it, or several, it cannot be unpacked, or it is too large.
    """
    wanted = str(record.source.options.get("member", ""))
    if not wanted and not is_archive(record, path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
        try:
            file = unpack_member(record, path, wanted, Path(folder, "member"), progress)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError) as error:
            raise OpgaveError(
                "Layer '{record}': '{path}' is no zip file that can be unpacked ({reason}): get the file again, or correct the 'path' of"
                " its source.",
                record=record.title_and_id,
                path=name_archive(record, path),
                reason=error,
            ) from error
        yield file


def unpack_member(record: LayerRecord, path: Path, wanted: str, target: Path, progress: Progress) -> Path:
    """Unpack the file that is meant, with those that belong to it, and return it: it has the name of ``target`` and its own ending."""
    with zipfile.ZipFile(path) as archive:
        member = find_member(record, path, archive, wanted)
        for part in parts_of(member, archive):
            unpack(record, archive, part, target.with_suffix(ending_of(part)), progress)
        return target.with_suffix(ending_of(member))


def ending_of(member: zipfile.ZipInfo) -> str:
    """Return how the name of a file in a zip ends."""
    return PurePosixPath(member.filename).suffix.lower()


def name_archive(record: LayerRecord, path: Path) -> str:
    """Return what a zip is called: its address, or the name of its file."""
    return without_secrets(record.location) if "://" in record.location else path.name


def is_archive(record: LayerRecord, path: Path) -> bool:
    """Whether a file is a zip in which the record's file lies, and not one that is the file itself."""
    if ZIP in source_facts(record.source.kind).endings or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return not set(IN_A_WORKBOOK) & set(archive.namelist())


def find_member(record: LayerRecord, path: Path, archive: zipfile.ZipFile, wanted: str) -> zipfile.ZipInfo:
    """Return the file in a zip that has the wanted name, or fits it as a pattern; without one the only file of the record's kind."""
    every = [one for one in archive.infolist()[: MOST_FILES + 1] if not one.is_dir() and not is_hidden(one.filename)]
    if wanted:
        found = [one for one in every if wanted in (one.filename, PurePosixPath(one.filename).name)]
        found = found or [
            one for one in every if fits_pattern(one.filename, wanted) or fits_pattern(PurePosixPath(one.filename).name, wanted)
        ]
    else:
        facts = source_facts(record.source.kind)
        endings = (*facts.endings, *([TEXT] if facts.columns == HEADER else []))
        found = [one for one in every if one.filename.lower().endswith(endings)]
    if len(found) == 1 and len(every) <= MOST_FILES:
        return found[0]
    names = [one.filename for one in (found or every)]
    values = {
        "record": record.title_and_id,
        "path": name_archive(record, path),
        "files": ", ".join(names[:SHOWN]) + (" ..." if len(names) > SHOWN else "") or "-",
    }
    if found:
        raise OpgaveError(
            "Layer '{record}': several files in '{path}' may be meant: {files}. Name one as 'member' in the options of its source.",
            **values,
        )
    raise OpgaveError(
        "Layer '{record}': '{path}' holds no file '{member}'. Name one of these as 'member' in the options of its source: {files}.",
        member=wanted or "*" + source_facts(record.source.kind).suffix,
        **values,
    )


def is_hidden(name: str) -> bool:
    """Whether a file is one that a system added for itself."""
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in PurePosixPath(name).parts)


def parts_of(member: zipfile.ZipInfo, archive: zipfile.ZipFile) -> Sequence[zipfile.ZipInfo]:
    """Return a file with those that belong to it: a Shapefile is several of one name."""
    path = PurePosixPath(member.filename)
    if path.suffix.lower() != ".shp":
        return [member]
    return [one for one in archive.infolist() if PurePosixPath(one.filename).with_suffix("") == path.with_suffix("")]


def unpack(record: LayerRecord, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, progress: Progress) -> None:
    """Write a file of a zip to a path of our own; what its header says of its size is not believed."""
    if member.flag_bits & 0x1:
        raise OpgaveError(
            "Layer '{record}': '{member}' in the zip file is locked with a password: unpack it by hand, and give the file itself.",
            record=record.title_and_id,
            member=member.filename,
        )
    size = 0
    with archive.open(member) as packed, target.open("wb") as file:
        while chunk := packed.read(CHUNK):
            progress.check()
            size += len(chunk)
            if size > LARGEST:
                raise OpgaveError(
                    "Layer '{record}': '{member}' is larger than {megabytes} MB when unpacked, which is too much to read.",
                    record=record.title_and_id,
                    member=member.filename,
                    megabytes=LARGEST // MEGABYTE,
                )
            file.write(chunk)
