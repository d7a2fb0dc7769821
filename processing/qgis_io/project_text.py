"""Styles and projects as text, each read up to what such a file may hold: a zip of a few MB may unpack to gigabytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ..model.errors import OpgaveError

MOST_BYTES = 200 << 20
"""Of a style, or of a file in a ``.qgz``: more than a project of a thousand layers has."""


def read_style(path: Path) -> str:
    """Return the text of a style file.

    Raises
    ------
    OpgaveError
        It is not there, or larger than a style is.
    """
    try:
        with path.open("rb") as stream:
            return checked_text(stream.read(MOST_BYTES + 1), path)
    except OSError as error:
        raise OpgaveError("File '{path}' does not exist. Check the path.", path=path) from error


def read_project_text(path: Path) -> str:
    """Return the XML of a project, zipped or not.

    Raises
    ------
    OpgaveError
        It cannot be read, or is larger than a project is.
    """
    try:
        if path.suffix.lower() != ".qgz":
            with path.open("rb") as stream:
                return checked_text(stream.read(MOST_BYTES + 1), path)
        with zipfile.ZipFile(path) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".qgs"))
            return checked_text(read_member(archive, name, path), path)
    except (OSError, zipfile.BadZipFile, StopIteration, NotImplementedError, RuntimeError) as error:
        raise OpgaveError("The project '{path}' cannot be read: {reason}", path=path, reason=error) from error


def read_member(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """Return a file of a project's archive."""
    with archive.open(name) as stream:
        return checked_size(stream.read(MOST_BYTES + 1), path)


def checked_size(content: bytes, path: Path) -> bytes:
    """Return what was read of a file, where that is no more than is allowed."""
    if len(content) > MOST_BYTES:
        raise OpgaveError("'{path}' unpacks to more than {most} MB, and is not opened.", path=path, most=MOST_BYTES >> 20)
    return content


def checked_text(content: bytes, path: Path) -> str:
    """Return the text of a file of which no more was read than is allowed."""
    checked_size(content, path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OpgaveError("'{path}' cannot be read as a style or project of QGIS: save it again in QGIS.", path=path) from error
