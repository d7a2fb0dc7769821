"""Rows as Arrow structures, read back by the rules of Arrow's C data interface."""

import ctypes

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.qgis_io.arrow_batch import FORMATS, Batch, CArray, CSchema, arrow_buffers, join_bytes

DAY = 86_400_000
TEXTS = np.array(["a", None, "é€", ""], dtype=object)
COLUMNS = {
    "n": ("int", np.array([1.0, np.nan, 3, 4])), "whole": ("int", np.array([1, 2, 3, 4])), "x": ("float", np.array([0.5, np.nan, -1, 2])),
    "on": ("bool", np.array([1.0, 0, np.nan, 1])), "text": ("text", TEXTS),
    "bytes": ("wkb", np.array([b"ab", None, b"", b"c"], dtype=object)),
    "day": ("date", np.array(["1970-01-02", "NaT", "1969-12-31", "1970-01-01"], dtype="datetime64[ns]")),
}  # fmt: skip


def bits_at(address: int) -> list[int]:
    """Return the eight bits at an address, the lowest first."""
    byte = ctypes.cast(address, ctypes.POINTER(ctypes.c_uint8)).contents.value
    return [byte >> place & 1 for place in range(8)]


def read(kind: str, array: CArray) -> list:
    """Return the values of a column, None where its bitmap says that there is none."""
    addresses = [array.buffers[place] for place in range(array.n_buffers)]
    there = bits_at(addresses[0])[: array.length] if addresses[0] else [1] * array.length
    if kind in ("text", "wkb"):
        ends = np.ctypeslib.as_array(ctypes.cast(addresses[1], ctypes.POINTER(ctypes.c_int64)), (array.length + 1,))
        run = ctypes.string_at(addresses[2], int(ends[-1]))
        values = [run[one:other] for one, other in zip(ends[:-1], ends[1:], strict=True)]
        values = [value.decode() for value in values] if kind == "text" else values
    elif kind == "bool":
        values = bits_at(addresses[1])
    else:
        number = ctypes.c_double if kind == "float" else ctypes.c_int64
        values = np.ctypeslib.as_array(ctypes.cast(addresses[1], ctypes.POINTER(number)), (array.length,)).tolist()
    return [value if is_there else None for value, is_there in zip(values, there, strict=False)]


@pytest.fixture(scope="module")
def batch():
    return Batch(COLUMNS)


def test_a_structure_of_the_columns(batch):
    schema, array = CSchema.from_address(batch.schema._getPtr()), CArray.from_address(batch.array._getPtr())
    assert (schema.format, schema.n_children, array.n_children, array.length) == (b"+s", len(COLUMNS), len(COLUMNS), 4)
    assert (array.n_buffers, array.buffers[0], array.null_count, array.offset) == (1, None, 0, 0)
    children = [schema.children[place].contents for place in range(schema.n_children)]
    assert [child.name.decode() for child in children] == list(COLUMNS)
    assert [child.format for child in children] == [FORMATS[kind] for kind, _ in COLUMNS.values()]
    assert {child.flags for child in children} == {2}, "each may be missing (ARROW_FLAG_NULLABLE)"
    assert all(child.n_children == 0 for child in children)


def test_values_and_what_is_missing(batch):
    array = CArray.from_address(batch.array._getPtr())
    children = dict(zip(COLUMNS, (array.children[place].contents for place in range(array.n_children)), strict=True))
    assert {name: read(COLUMNS[name][0], child) for name, child in children.items()} == {
        "n": [1, None, 3, 4], "whole": [1, 2, 3, 4], "x": [0.5, None, -1, 2], "on": [1, 0, None, 1], "text": ["a", None, "é€", ""],
        "bytes": [b"ab", None, b"", b"c"], "day": [DAY, None, -DAY, 0],
    }  # fmt: skip
    assert [child.null_count for child in children.values()] == [1, 0, 1, 1, 1, 1, 1]
    assert {name: child.n_buffers for name, child in children.items()} == {
        name: 3 if kind in ("text", "wkb") else 2 for name, (kind, _) in COLUMNS.items()
    }
    assert {child.length for child in children.values()} == {4} and children["whole"].buffers[0] is None


def test_a_moment_that_is_missing_is_one_that_exists():
    valid, (moments,) = arrow_buffers("datetime", pd.Series(pd.to_datetime(["2024-01-01 12:00", None])).to_numpy())
    assert valid.tolist() == [True, False] and moments.tolist() == [1_704_110_400_000, 0]


@pytest.mark.parametrize(
    ("parts", "lengths", "run"),
    [
        (["ab", "c"], [2, 1], b"abc"), (["é", "c"], [2, 1], "éc".encode()), ([1, 2.5], [1, 3], b"12.5"), ([b"a", b"bc"], [1, 2], b"abc"),
        ([], [], b""), (["a\ud800"], [2], b"a?"),
    ],
)  # fmt: skip
def test_texts_as_one_run_of_bytes(parts, lengths, run):
    found, together = join_bytes(parts)
    assert ([len(part) for part in found], together) == (lengths, run)
