"""Files that appear whole or not at all: written beside their place, moved when all went well, gone when it did not."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..model.errors import OpgaveError


@contextmanager
def whole_folder(path: str | Path) -> Iterator[Path]:
    """Yield a temporary folder whose files end up in the folder ``path`` when the block succeeds.

    The temporary folder stands beside ``path``, so that relative paths inside the files stay right. Files of the same name are replaced;
    the user's other files in ``path`` stay. When the block fails or is cancelled nothing remains, not even created parent folders.

    Raises
    ------
    OpgaveError
        When the folder cannot be made or written.
    """
    target = Path(path).absolute()
    created = make_parents(target)
    temporary = temporary_folder(target)
    try:
        yield temporary
        with said_when_refused(target):
            move_files(temporary, target)
        created = []
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        remove_empty(created)


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Yield the path of a temporary file in the same folder that becomes ``path`` when the block succeeds.

    Raises
    ------
    OpgaveError
        When the file cannot be made, or is replaced by the block's end and cannot be: another program holds it.
    """
    target = Path(path).absolute()
    if target.is_dir():
        raise OpgaveError("'{path}' is a folder: give the path of a file.", path=target)
    created = make_parents(target)
    temporary = temporary_folder(target)
    temporary.rmdir()
    temporary = temporary.with_suffix(target.suffix)
    try:
        yield temporary
        with said_when_refused(target):
            temporary.replace(target)
        created = []
    finally:
        for left in temporary.parent.glob(f"{temporary.name}*"):
            left.unlink()
        remove_empty(created)


def make_parents(target: Path) -> list[Path]:
    """Make the folders above ``target`` and return those that were not there, innermost first."""
    missing = []
    for parent in target.parents:
        if parent.is_dir():
            break
        if os.path.lexists(parent):
            raise OpgaveError("'{path}' cannot be written: '{parent}' is a file, not a folder.", path=target, parent=parent)
        missing.append(parent)
    with said_when_refused(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not target.is_dir() and not target.is_file():
        raise OpgaveError("'{path}' cannot be written: it is no plain file.", path=target)
    return missing


def temporary_folder(target: Path) -> Path:
    """Make and return an empty hidden folder beside ``target``; inside it where the folder above cannot be written."""
    beside = target.parent
    inside = target.is_dir() and not os.access(beside, os.W_OK)
    with said_when_refused(target):
        return Path(tempfile.mkdtemp(prefix=f".{target.stem}-", dir=target if inside else beside))


@contextmanager
def said_when_refused(target: Path) -> Iterator[None]:
    """Turn the system's refusal to write into one sentence."""
    try:
        yield
    except OSError as error:
        raise OpgaveError(
            "'{path}' cannot be written ({reason}): choose another place, or close the program that uses it.",
            path=target,
            reason=error.strerror or str(error),
        ) from error


def move_files(source: Path, target: Path) -> None:
    """Move every file below ``source`` to its place below ``target``; when one fails, put back what was there."""
    backup = Path(tempfile.mkdtemp(prefix=".old-", dir=source.parent))
    moved: list[tuple[Path, Path | None]] = []
    try:
        for file in sorted(path for path in source.rglob("*") if path.is_file()):
            moved.append(move_file(file, target / file.relative_to(source), backup / str(len(moved))))
    except OSError:
        for place, old in reversed(moved):
            place.unlink()
            if old:
                old.replace(place)
        raise
    finally:
        shutil.rmtree(backup, ignore_errors=True)


def move_file(file: Path, place: Path, keep: Path) -> tuple[Path, Path | None]:
    """Move ``file`` to ``place``, what stood there to ``keep``; return the place and where the old file is kept."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = None
    if place.exists():
        place.replace(keep)
        old = keep
    try:
        file.replace(place)
    except OSError:
        if old:
            old.replace(place)
        raise
    return place, old


def remove_empty(folders: list[Path]) -> None:
    """Remove the created folders that are still empty, innermost first."""
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
