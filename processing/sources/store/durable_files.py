"""Files that outlive a killed program or a power cut: on the disk before they get their name."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ...model.errors import OpgaveError
from ...qgis_io.outputs import hidden_name

NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def refuse_link(path: Path) -> None:
    """Check that a part of a store is no link: what it leads to is no part of the store, and could be anybody's.

    Raises
    ------
    OpgaveError
        It is one.
    """
    if path.is_symlink():
        raise OpgaveError(
            "'{path}' in the store is a link to another place, which is not followed: remove it, and ask who made it.", path=path
        )


def flush(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Yield a name beside ``target`` that is gone afterwards, whatever happens."""
    temporary = hidden_name(target)
    try:
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def replace_durably(temporary: Path, target: Path) -> None:
    """Give a finished file its name, in place of what had it, in one step."""
    flush(temporary)
    temporary.replace(target)
    flush(target.parent)


def document_content(document: dict) -> bytes:
    """Return a document as a JSON file holds it."""
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def write_document(target: Path, document: dict, new: bool = False) -> None:
    """Write a JSON file whole.

    Parameters
    ----------
    new : bool
        Refuse to replace a file.

    Raises
    ------
    FileExistsError
        When it is not new.
    """
    with beside(target) as temporary:
        temporary.write_bytes(document_content(document))
        if not new:
            replace_durably(temporary, target)
            return
        flush(temporary)
        claim(temporary, target)
        flush(target.parent)


def claim(temporary: Path, target: Path) -> None:
    """Give a file a name that nobody has yet; of two that try, one gets it."""
    if os.name != "posix":
        temporary.rename(target)
        return
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        temporary.rename(target)
