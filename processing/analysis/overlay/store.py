"""Where what is not needed now waits: in memory, or on disk when there is much of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from threading import Lock
from typing import Protocol, TypeVar, cast

import numpy as np

Item = TypeVar("Item")
Kept = TypeVar("Kept", covariant=True)


class Handle(Protocol[Kept]):
    """What stands for an item that waits: the item itself, one whose arrays lie in a file, or a task on another machine.

    Nothing is asked of it but what `fetch` (there, the cluster) makes of it: the item.
    """


class Memory:
    """Keeps what is put into it as it is."""

    def put(self, item: Item) -> Handle[Item]:
        """Keep an item and return the handle by which `fetch` gets it back."""
        return item


class Disk(Memory):
    """Keeps arrays in a temporary file, which is gone with the last handle; what holds the arrays stays in memory.

    Items are arrays of numbers, or tuples and dataclasses of such.
    """

    def __init__(self) -> None:
        self.file = _File()

    def put(self, item: Item) -> Handle[Item]:
        return _each_array(item, np.ndarray, self.file.write)


def fetch(handle: Handle[Item]) -> Item:
    """Return an item that a store keeps."""
    return cast(Item, _each_array(handle, _Away, _Away.read))  # `put` made the handle of such an item


class _File:
    """A temporary file that several threads write and read."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as a handle is left
        self.lock = Lock()

    def write(self, array: np.ndarray) -> _Away:
        with self.lock:
            offset = self.file.seek(0, 2)
            self.file.write(np.ascontiguousarray(array).data)
        return _Away(self, offset, array.dtype, array.shape)


@dataclass(frozen=True)
class _Away:
    """An array that lies in a file."""

    home: _File
    offset: int
    dtype: np.dtype
    shape: tuple[int, ...]

    def read(self) -> np.ndarray:
        array = np.empty(self.shape, dtype=self.dtype)
        with self.home.lock:
            self.home.file.seek(self.offset)
            self.home.file.readinto(array.reshape(-1).view("uint8").data)
        return array


def _each_array(item: object, kind: type[Item], turned: Callable[[Item], object]) -> object:
    """Return an item with everything of a kind in it turned into something else."""
    if isinstance(item, kind):
        return turned(item)
    if isinstance(item, tuple):
        return tuple(_each_array(part, kind, turned) for part in item)
    if is_dataclass(item) and not isinstance(item, type):
        parts = {field.name: getattr(item, field.name) for field in fields(item)}
        return replace(item, **{name: _each_array(part, kind, turned) for name, part in parts.items()})
    return item
