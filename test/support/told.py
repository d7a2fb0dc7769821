"""What a function found as plain JSON: for tests that set all of it beside what was read and judged once."""

import dataclasses
import datetime
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

DIGITS, TOLERANCE = 7, 1e-5


def tell(value):
    """Return a value as JSON has it: arrays and tables as lists, records by their fields, numbers in seven digits, nothing as None."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, np.generic):
        return tell(value.item())
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") + 0.0 if math.isfinite(value) else None
    if isinstance(value, datetime.date | Path):
        return str(value)
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, shapely.Geometry):
        return shapely.to_wkt(shapely.normalize(value), rounding_precision=1)  # each GEOS begins a ring elsewhere
    if isinstance(value, pd.DataFrame):
        return {str(name): tell(column.to_numpy()) for name, column in value.items()}
    if isinstance(value, np.ndarray | pd.Series | pd.Index):
        return [tell(one) for one in np.asarray(value, dtype=object)]
    if dataclasses.is_dataclass(value):
        return {one.name: tell(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): tell(one) for key, one in value.items()}
    return [tell(one) for one in value] if hasattr(value, "__iter__") else str(value)


def differences(found, wanted, where: str = "") -> Iterator[str]:
    """Yield where two JSON values differ, and by what; numbers that differ in the last of their digits are the same."""
    if isinstance(found, dict) and isinstance(wanted, dict) and list(found) == list(wanted):
        for key in found:
            yield from differences(found[key], wanted[key], f"{where}.{key}")
    elif isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        for place, (one, other) in enumerate(zip(found, wanted, strict=True)):
            yield from differences(one, other, f"{where}[{place}]")
    elif isinstance(found, float) and isinstance(wanted, float | int) and not isinstance(wanted, bool):
        if not math.isclose(found, wanted, rel_tol=TOLERANCE, abs_tol=TOLERANCE):
            yield f"{where}: {found}, and not {wanted}"
    elif (type(found), found) != (type(wanted), wanted):
        yield f"{where}: {found!r}, and not {wanted!r}"


def assert_told(value, wanted: Path, built: Path):
    """Assert that a value is as the file ``wanted`` has it; one that differs is written to the folder ``built``, to be read and judged."""
    told = json.loads(json.dumps(tell(value), ensure_ascii=False))
    known = json.loads(wanted.read_text(encoding="utf-8")) if wanted.exists() else None
    found = [f"There is no {wanted.name} yet."] if known is None else list(differences(told, known))
    if found:
        built.mkdir(parents=True, exist_ok=True)
        new = built / wanted.name
        new.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        found.append(f"If what was written to {new} is right, copy it to {wanted}.")
    assert not found, "\n".join(found)
