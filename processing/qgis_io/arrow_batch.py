"""Columns as an Arrow batch in memory, which OGR writes without a Python object per feature.

The structures are those of the Arrow C data interface (https://arrow.apache.org/docs/format/CDataInterface.html); filling them takes
nothing but ctypes, so that QGIS needs no pyarrow.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from osgeo import ogr

from .columns import is_none

NULLABLE = 2
# Dates are counted in milliseconds: GDAL 3.8 takes days before 1970 for days far away.
FORMATS = {"int": b"l", "float": b"g", "bool": b"b", "text": b"U", "date": b"tdm", "datetime": b"tsm:", "wkb": b"Z"}


class CSchema(ctypes.Structure):
    """``struct ArrowSchema``."""


class CArray(ctypes.Structure):
    """``struct ArrowArray``."""


Struct = TypeVar("Struct", bound=ctypes.Structure)

SchemaRelease = ctypes.CFUNCTYPE(None, ctypes.POINTER(CSchema))
ArrayRelease = ctypes.CFUNCTYPE(None, ctypes.POINTER(CArray))
CSchema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(CSchema))),
    ("dictionary", ctypes.POINTER(CSchema)),
    ("release", SchemaRelease),
    ("private_data", ctypes.c_void_p),
]
CArray._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(CArray))),
    ("dictionary", ctypes.POINTER(CArray)),
    ("release", ArrayRelease),
    ("private_data", ctypes.c_void_p),
]


@SchemaRelease
def release_schema(schema: ctypes._Pointer[CSchema]) -> None:
    """Mark a schema as released; Python owns its memory."""
    schema.contents.release = SchemaRelease()


@ArrayRelease
def release_array(array: ctypes._Pointer[CArray]) -> None:
    """Mark an array as released; Python owns its memory."""
    array.contents.release = ArrayRelease()


class Batch:
    """Rows as one Arrow structure; keeps the memory alive that OGR reads.

    Parameters
    ----------
    columns : mapping of str to (str, ndarray)
        Name to kind (a key of `FORMATS`) and values: numbers and booleans (NaN where missing), datetime64 (NaT where missing),
        or objects: str or bytes (None where missing).
    """

    def __init__(self, columns: Mapping[str, tuple[str, np.ndarray]]):
        self.schema, self.array = ogr.ArrowSchema(), ogr.ArrowArray()
        self.kept: list = []
        length = len(next(iter(columns.values()))[1])
        children = [(self.child_schema(name, kind), self.child_array(kind, values)) for name, (kind, values) in columns.items()]
        schema, array = CSchema.from_address(self.schema._getPtr()), CArray.from_address(self.array._getPtr())
        schema.format, schema.release = b"+s", release_schema
        schema.n_children, schema.children = len(children), self.pointers(CSchema, [child[0] for child in children])
        array.length, array.release = length, release_array
        array.n_buffers, array.buffers = 1, self.addresses([None])
        array.n_children, array.children = len(children), self.pointers(CArray, [child[1] for child in children])

    def child_schema(self, name: str, kind: str) -> CSchema:
        """Return one column's name and type."""
        return CSchema(format=FORMATS[kind], name=name.encode("utf-8"), flags=NULLABLE, release=release_schema)

    def child_array(self, kind: str, values: np.ndarray) -> CArray:
        """Return one column's values."""
        valid, buffers = arrow_buffers(kind, values)
        missing = len(values) - int(valid.sum())
        bitmap = np.packbits(valid, bitorder="little") if missing else None
        addresses = self.addresses([bitmap, *buffers])
        return CArray(length=len(values), null_count=missing, n_buffers=1 + len(buffers), buffers=addresses, release=release_array)

    def addresses(self, buffers: list[np.ndarray | None]) -> ctypes._Pointer[ctypes.c_void_p]:
        """Return a C array of the buffers' addresses."""
        self.kept.extend(buffers)
        table = (ctypes.c_void_p * len(buffers))(*[None if buffer is None else buffer.ctypes.data for buffer in buffers])
        self.kept.append(table)
        return ctypes.cast(table, ctypes.POINTER(ctypes.c_void_p))

    def pointers(self, kind: type[Struct], children: list[Struct]) -> ctypes._Pointer[ctypes._Pointer[Struct]]:
        """Return a C array of pointers to the children."""
        table = (ctypes.POINTER(kind) * len(children))(*[ctypes.pointer(child) for child in children])
        self.kept.extend([table, children])
        return ctypes.cast(table, ctypes.POINTER(ctypes.POINTER(kind)))


def arrow_buffers(kind: str, values: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return which values are there (bool, shape (n,)) and the buffers that hold them."""
    if kind in ("text", "wkb"):
        return variable_width(values)
    if kind in ("date", "datetime"):
        valid = ~np.isnat(values)
        moments = values.astype("datetime64[ms]").astype("int64")
        # GDAL 3.8 looks at the moment of a row without one too: it must be one that exists.
        return valid, [np.where(valid, moments, 0)]
    valid = np.ones(len(values), dtype=bool) if values.dtype.kind in "iub" else ~np.isnan(values)
    if kind == "bool":
        return valid, [np.packbits(values.astype(bool), bitorder="little")]
    if kind == "int":
        return valid, [np.ascontiguousarray(np.where(valid, values, 0), dtype="int64")]
    return valid, [np.ascontiguousarray(values, dtype="float64")]


def variable_width(values: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return texts or bytes as offsets and one run of bytes."""
    values = np.asarray(values, dtype=object)
    valid = ~is_none(values)
    parts, run = join_bytes(values[valid].tolist())
    offsets = np.zeros(len(values) + 1, dtype="int64")
    offsets[1:][valid] = np.fromiter(map(len, parts), dtype="int64", count=len(parts))
    return valid, [np.cumsum(offsets), np.frombuffer(run or b"\0", dtype="uint8")]


def join_bytes(parts: list) -> tuple[list, bytes]:
    """Return values whose lengths count bytes, and all of them as one run of bytes; texts of plain letters are encoded together."""
    if parts and isinstance(parts[0], bytes):
        return parts, b"".join(parts)
    texts = [part if isinstance(part, str) else str(part) for part in parts]
    together = "".join(texts)
    if together.isascii():
        return texts, together.encode("ascii")
    coded = [text.encode("utf-8", "replace") for text in texts]
    return coded, b"".join(coded)
