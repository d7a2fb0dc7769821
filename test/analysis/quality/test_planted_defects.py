"""Defects planted in clean layers, each kind in 1 to 20 % of the features, are found; where none was planted none is."""

import datetime
from collections import Counter

import numpy as np
import pandas as pd
import shapely
from opgavenkaart.processing.analysis.quality.attributes import find_table_defects
from opgavenkaart.processing.analysis.quality.geometry import find_geometry_defects
from opgavenkaart.test.support.counts import count

TODAY = datetime.date(2026, 12, 1)
TERRITORY = (90_000.0, 180_000.0, 120_000.0, 215_000.0)
CODES = ("basis", "secundair", "hoger")
STRUCTURAL = 0.99


def clean_layer(draw: np.random.Generator) -> tuple[np.ndarray, pd.DataFrame]:
    """Return points with a table in which nothing is wrong."""
    size = int(draw.integers(120, 400))
    begin = pd.to_datetime("2012-01-01") + pd.to_timedelta(draw.integers(0, 4000, size), "D")
    table = pd.DataFrame(
        {
            "sleutel": [f"K{number:05d}" for number in draw.permutation(size)],
            "naam": [f"Voorziening {number}" for number in range(size)],
            "niscode": draw.choice(["23027", "44021", "11002", "71016"], size),
            "postcode": draw.choice([1500, 9000, 2000, 3500], size),
            "soort": draw.choice(CODES, size),
            "kosten": [f"{value:.2f}".replace(".", ",") for value in draw.uniform(10, 90, size)],
            "begindatum": begin,
            "einddatum": begin + pd.to_timedelta(draw.integers(1, 100, size), "D"),
        }
    )
    return shapely.points(draw.uniform((100_000, 190_000), (110_000, 200_000), (size, 2))), table


IN_TABLE = {
    "key_missing": ("sleutel", lambda row: None),
    "code_invalid": ("niscode", lambda row: "2302"),
    "value_unknown": ("soort", lambda row: "kleuter"),
    "text_garbled": ("naam", lambda row: f"CrÃ¨che {row.name}"),
    "text_spaces": ("naam", lambda row: f"Voorziening {row.name} "),
    "date_order": ("einddatum", lambda row: row["begindatum"] - pd.Timedelta(days=3)),
}
"""The field and the value that make each kind of defect of a row."""
IN_GEOMETRY = {
    "geometry_missing": lambda shape: None,
    "at_zero": lambda shape: shapely.Point(0, 0),
    "axes_swapped": lambda shape: shapely.Point(shape.y, shape.x),
    "outside_territory": lambda shape: shapely.Point(shape.x + 200_000, shape.y),
}
KINDS = (*IN_TABLE, *IN_GEOMETRY)


def plant(draw: np.random.Generator, geometry: np.ndarray, table: pd.DataFrame, code: str) -> set[int]:
    """Plant one kind in some rows, and return these."""
    rows = draw.choice(len(table), max(1, int(len(table) * draw.uniform(0.01, 0.2))), replace=False)
    for row in rows:
        if code in IN_TABLE:
            field, value = IN_TABLE[code]
            table.loc[row, field] = value(table.loc[row])
        else:
            geometry[row] = IN_GEOMETRY[code](geometry[row])
    return set(rows.tolist())


def find(geometry: np.ndarray, table: pd.DataFrame) -> dict[str, set[int]]:
    """Return the rows with each kind of defect."""
    found: dict[str, set[int]] = {}
    own = table.drop(columns="sleutel")
    for one in (*find_geometry_defects(geometry, own, TERRITORY, False), *find_table_defects(table, "sleutel", {"soort": CODES}, TODAY)):
        found.setdefault(one.code, set()).update(one.rows.tolist())
    return found


def test_what_was_planted_is_found_and_nothing_else():
    right, wrong, missed = Counter(), Counter(), Counter()
    for seed in range(count(200)):
        draw = np.random.default_rng(seed)
        geometry, table = clean_layer(draw)
        assert find(geometry, table) == {}, f"layer {seed} is clean"
        code = KINDS[seed % len(KINDS)]
        planted = plant(draw, geometry, table, code)
        for found_code, rows in find(geometry, table).items():
            right[found_code] += len(rows & planted) if found_code == code else 0
            wrong[found_code] += len(rows - planted) if found_code == code else len(rows)
        missed[code] += len(planted - find(geometry, table).get(code, set()))
    assert set(KINDS) <= right.keys()
    for code in KINDS:
        assert right[code] / (right[code] + missed[code]) >= STRUCTURAL, code
        assert right[code] / (right[code] + wrong[code]) >= STRUCTURAL, code
