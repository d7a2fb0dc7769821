"""Where tiles wait: in memory, or on disk when there are many."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, fields, is_dataclass, replace
from threading import Lock

import numpy as np


class Memory:
    """Keeps what is put into it as it is."""

    def put(self, item):
        """Keep an item and return the handle to get it back with."""
        return item

    def get(self, handle):
        """Return an item."""
        return handle

    def close(self) -> None:
        """Forget everything."""


@dataclass(frozen=True)
class _Away:
    """An array that lies in the file."""

    offset: int
    dtype: np.dtype
    shape: tuple[int, ...]


class Disk(Memory):
    """Keeps arrays in a temporary file, which is gone when the store is closed; what holds the arrays stays in memory.

    Items are arrays of numbers, or tuples and dataclasses of such.

    Parameters
    ----------
    folder : str
        Where the file goes; empty = the system's place for temporary files.
    """

    def __init__(self, folder: str = ""):
        self.file = tempfile.TemporaryFile(dir=folder or None)  # noqa: SIM115 - open as long as the store is
        self.lock = Lock()

    def put(self, item):
        return _each_array(item, np.ndarray, self._write)

    def get(self, handle):
        return _each_array(handle, _Away, self._read)

    def close(self) -> None:
        self.file.close()

    def _write(self, array):
        with self.lock:
            offset = self.file.seek(0, 2)
            self.file.write(np.ascontiguousarray(array).data)
        return _Away(offset, array.dtype, array.shape)

    def _read(self, away):
        array = np.empty(away.shape, dtype=away.dtype)
        with self.lock:
            self.file.seek(away.offset)
            self.file.readinto(array.reshape(-1).view("uint8").data)
        return array


def _each_array(item, kind, turned):
    """Return an item with everything of a kind in it turned into something else."""
    if isinstance(item, kind):
        return turned(item)
    if isinstance(item, tuple):
        return tuple(_each_array(part, kind, turned) for part in item)
    if is_dataclass(item):
        parts = {field.name: getattr(item, field.name) for field in fields(item)}
        return replace(item, **{name: _each_array(part, kind, turned) for name, part in parts.items()})
    return item
