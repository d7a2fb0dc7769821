"""Files that appear whole or not at all: written beside their place, moved when all went well, gone when it did not."""

from __future__ import annotations

import errno
import glob
import os
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..model.errors import OpgaveError

IN_USE = (errno.EBUSY, errno.ETXTBSY)
SHARING_VIOLATION = 32
"""How Windows says that another program holds a file."""
LOCKED = "locked"
REFUSED = (LOCKED, "readonly", "unable", "full", "I/O")
"""In the words of SQLite when it may not write; else it complains of what is in the file."""
"""How SQLite says so."""
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True)
class Aside:
    """Files (by name, with ``/`` between folders) that make way for others, and the folder to which they move."""

    names: tuple[str, ...]
    folder: Path


@contextmanager
def whole_folder(path: str | Path, make_way: Callable[[Path], Aside | None] = lambda place: None) -> Iterator[Path]:
    """Yield a temporary folder whose files end up in the folder ``path`` when the block succeeds.

    The temporary folder stands beside ``path``, so that relative paths in its files stay right. Files of the same name are replaced;
    the user's other files in ``path`` stay. When the block fails or is cancelled nothing remains, not even the parent folders made for it.

    Parameters
    ----------
    make_way : callable
        Asked with the temporary folder when all its files are there: which files of ``path`` move elsewhere first.

    Raises
    ------
    OpgaveError
        When the folder cannot be made or written.
    """
    target = Path(path).resolve()
    with said_when_refused(target):
        is_file = target.is_file()
    if is_file:
        raise OpgaveError("'{path}' is a file: give the path of a folder.", path=target)
    with made_parents(target):
        temporary = hidden_name(target, inside=must_stay_inside(target))
        with said_when_refused(target):
            temporary.mkdir()
        try:
            yield temporary
            aside = make_way(temporary)
            with said_when_refused(target):
                move_files(temporary, target, aside)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Yield the path of a temporary file in the same folder that becomes ``path`` when the block succeeds.

    Raises
    ------
    OpgaveError
        When the file cannot be made, when the block makes none, or when another program holds the one to be replaced.
    """
    target = Path(path).resolve()
    with said_when_refused(target):
        is_folder = target.is_dir()
    if is_folder:
        raise OpgaveError("'{path}' is a folder: give the path of a file.", path=target)
    with made_parents(target):
        temporary = hidden_name(target)
        with said_when_refused(target):
            temporary.touch()
            temporary.unlink()
        try:
            yield temporary
            with said_when_refused(target):
                temporary.replace(target)
        finally:
            for left in target.parent.glob(f"{glob.escape(temporary.name)}*"):
                with suppress(OSError):
                    left.unlink()


@contextmanager
def made_parents(target: Path) -> Iterator[None]:
    """Make the folders above ``target``; remove those again, where still empty, when the block fails."""
    missing = [parent for parent in target.parents if not parent.is_dir()]
    file = next((parent for parent in missing if parent.exists()), None)
    if file:
        raise OpgaveError("'{path}' cannot be written: '{file}' is a file, not a folder.", path=target, file=file)
    with said_when_refused(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        remove_empty(missing)
        raise


@contextmanager
def said_when_refused(target: Path) -> Iterator[None]:
    """Turn the refusal of the system, or of SQLite, to write into one sentence; and what SQLite finds wrong in a file into another."""
    try:
        yield
    except OSError as error:
        raise refusal(target, error) from error
    except sqlite3.DatabaseError as error:
        if any(words in str(error) for words in REFUSED):
            raise refusal(target, error) from error
        raise OpgaveError(
            "'{path}' does not hold what it should ({reason}): delete the file, and start again.", path=target, reason=error
        ) from error


def refusal(path: str | Path, error: Exception) -> OpgaveError:
    """Return the sentence for a file that cannot be written, with what can be done about the reason."""
    reason = getattr(error, "strerror", None) or str(error)
    return OpgaveError("'{path}' cannot be written ({reason}): {advice}.", path=path, reason=reason, advice=advice(error))


def advice(error: Exception) -> OpgaveError:
    """Return what can be done about a refusal of the system or of a database."""
    number = getattr(error, "errno", None)
    if number in IN_USE or getattr(error, "winerror", None) == SHARING_VIOLATION or LOCKED in str(error):
        return OpgaveError("close the program that uses the file")
    if number in FULL:
        return OpgaveError("free up disk space, or choose another location")
    return OpgaveError("choose a shorter name") if number == errno.ENAMETOOLONG else OpgaveError("choose another location")


def must_stay_inside(target: Path) -> bool:
    """Whether the folder above cannot be written, or is another disk, from which files cannot be moved in one go."""
    above = target.parent
    return target.is_dir() and (not os.access(above, os.W_OK) or above.stat().st_dev != target.stat().st_dev)


def hidden_name(target: Path, inside: bool = False) -> Path:
    """Return a name that nobody else uses, beside ``target`` or inside it."""
    return (target if inside else target.parent) / f".{target.stem}-{uuid.uuid4().hex[:12]}{target.suffix}"


def remove_hidden(target: Path) -> None:
    """Remove what killed programs left beside ``target`` under such names; nobody else may be writing it now."""
    for left in target.parent.glob(f".{glob.escape(target.stem)}-{'[0-9a-f]' * 12}{glob.escape(target.suffix)}"):
        with suppress(OSError):
            left.unlink()


def move_files(source: Path, target: Path, aside: Aside | None = None) -> None:
    """Move every file below ``source`` to its place below ``target``, after those that go aside; when one fails, undo all of it."""
    with move_aside(target, aside):
        move_all(source, target)


@contextmanager
def move_aside(target: Path, aside: Aside | None) -> Iterator[None]:
    """Move files of ``target`` to another folder; they return when that or the block fails."""
    moves = [(target / name, aside.folder / name) for name in aside.names] if aside else []
    made = sorted({folder for _, kept in moves for folder in kept.parents if not folder.exists()}, reverse=True)
    try:
        for place, kept in moves:
            kept.parent.mkdir(parents=True, exist_ok=True)
            place.replace(kept)
        yield
    except OSError:
        for place, kept in moves:
            if kept.exists() and not place.exists():
                kept.replace(place)
        remove_empty(made)
        raise
    remove_empty(sorted({place.parent for place, _ in moves} - {target}, reverse=True))


def move_all(source: Path, target: Path) -> None:
    """Move every file below ``source`` to its place below ``target``; when one fails, put back what was there."""
    folders = [target / folder.relative_to(source) for folder in [source, *sorted(source.rglob("*"))] if folder.is_dir()]
    links = [folder for folder in folders if folder != target and folder.is_symlink()]
    if links:
        raise OpgaveError("'{path}' is a link to another folder, into which nothing is written: remove the link.", path=links[0])
    made = [folder for folder in folders if not folder.exists()]
    backup = source / ".replaced"
    moved: list[tuple[Path, Path, Path]] = []
    files = sorted(path for path in source.rglob("*") if path.is_file())
    try:
        backup.mkdir()
        for folder in made:
            folder.mkdir()
        for number, file in enumerate(files):
            place, old = target / file.relative_to(source), backup / str(number)
            if place.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(place))
            if place.exists():
                place.replace(old)
            moved.append((file, place, old))
            file.replace(place)
    except OSError:
        put_back(moved)
        remove_empty(made[::-1])
        raise


def put_back(moved: list[tuple[Path, Path, Path]]) -> None:
    """Undo moves: the new file returns to where it was made, the old one to its place."""
    for file, place, old in reversed(moved):
        if not file.exists():
            place.replace(file)
        if old.exists():
            old.replace(place)


def remove_empty(folders: list[Path]) -> None:
    """Remove the folders that are still empty, innermost first."""
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
