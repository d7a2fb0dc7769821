"""Defects planted in clean layers, each kind in 1 to 20 % of the features, are found; where none was planted none is.

Points with a table, areas that divide the ground, and a network of lines.
"""

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
            "geplaatst": begin,
            "plaatsen": np.round(draw.normal(60, 10, size)),
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
    "date_future": ("geplaatst", lambda row: pd.Timestamp(TODAY) + pd.Timedelta(days=2 + row.name)),
    "missing_mark": ("kosten", lambda row: "NA"),
    "not_a_number": ("kosten", lambda row: "te bepalen"),
    "outlier": ("plaatsen", lambda row: 900.0 + row.name),
}
"""The field and the value that make each kind of defect of a row."""
MOST = {"missing_mark": 0.2, "not_a_number": 0.08, "outlier": 0.05}
"""Share of the rows in which some kinds can be: a tenth of the others is what a column of numbers may hold, and what is frequent lies not
far out."""
IN_GEOMETRY = {
    "geometry_missing": lambda shape: None,
    "at_zero": lambda shape: shapely.Point(0, 0),
    "axes_swapped": lambda shape: shapely.Point(shape.y, shape.x),
    "outside_territory": lambda shape: shapely.Point(shape.x + 200_000, shape.y),
}
OF_ANOTHER = {
    "key_repeated": ("sleutel",),
    "feature_repeated": ("naam", "niscode", "postcode", "soort", "kosten", "begindatum", "einddatum", "geplaatst", "plaatsen"),
}
"""What a row takes of an earlier one."""
KINDS = (*IN_TABLE, *IN_GEOMETRY, *OF_ANOTHER)
AREAS = ("geometry_invalid", "geometry_repeated", "areas_overlap", "gap", "sliver")
LINES = ("loose_end",)
WIDE, HIGH, SIDE = 50.0, 40.0, 20
"""Metres of an area, and how many lie beside each other."""


def plant(draw: np.random.Generator, geometry: np.ndarray, table: pd.DataFrame, code: str) -> set[int]:
    """Plant one kind in some rows, and return these."""
    share = draw.uniform(0.01, MOST.get(code, 0.2))
    rows = draw.choice(np.arange(len(table) // 2, len(table)), max(1, int(len(table) * share)), replace=False)
    for row in rows:
        if code in IN_TABLE:
            field, value = IN_TABLE[code]
            table.loc[row, field] = value(table.loc[row])
        elif code in OF_ANOTHER:
            earlier = int(draw.integers(0, len(table) // 2))
            for field in OF_ANOTHER[code]:
                table.loc[row, field] = table.loc[earlier, field]
            if code == "feature_repeated":
                geometry[row] = geometry[earlier]
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


def clean_areas() -> np.ndarray:
    """Return areas that divide a town between them, row by row."""
    corners = [(100_000.37 + WIDE * (one % SIDE), 190_000.61 + HIGH * (one // SIDE)) for one in range(SIDE * SIDE)]
    return np.array([shapely.box(x, y, x + WIDE, y + HIGH) for x, y in corners], dtype=object)


def plant_in_areas(draw: np.random.Generator, areas: np.ndarray, code: str) -> tuple[np.ndarray, list[shapely.Point]]:
    """Plant one kind in some areas, no two beside each other; return the areas and the places of the defects."""
    inner = [
        one
        for one in range(SIDE * SIDE)
        if 0 < one % SIDE < SIDE - 2 and 0 < one // SIDE < SIDE - 1 and (one % SIDE + 2 * (one // SIDE)) % 4 == 0
    ]
    rows = draw.choice(inner, min(max(1, int(len(areas) * draw.uniform(0.01, 0.2))), len(inner)), replace=False)
    areas, more = areas.copy(), []
    for row in rows:
        west, south, east, north = areas[row].bounds
        if code == "geometry_invalid":
            areas[row] = shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])
        elif code == "geometry_repeated":
            more.append(areas[row])
        elif code == "areas_overlap":
            areas[row] = shapely.box(west, south, east + 0.5, north)
        elif code == "gap":
            areas[row] = shapely.box(west, south, east - 0.1, north)
        else:
            areas[row] = shapely.box(west, south, east - 0.1, north)
            more.append(shapely.box(east - 0.1, south, east, north))
    places = [shapely.box(*clean_areas()[row].bounds) for row in rows]
    return np.array([*areas, *more], dtype=object), places


def clean_lines() -> np.ndarray:
    """Return the streets between the areas, from corner to corner."""
    corners = [(100_000.37 + WIDE * x, 190_000.61 + HIGH * y) for y in range(SIDE) for x in range(SIDE)]
    beside = [
        (one, one + step)
        for one in range(SIDE * SIDE)
        for step in (1, SIDE)
        if (one + step < SIDE * SIDE and (step > 1 or one % SIDE < SIDE - 1))
    ]
    return np.array([shapely.LineString([corners[one], corners[other]]) for one, other in beside], dtype=object)


def plant_in_lines(draw: np.random.Generator, lines: np.ndarray) -> tuple[np.ndarray, list[shapely.Point]]:
    """Have streets that go east end 3 to 40 cm before a corner within the town; return the streets and these corners."""
    inner = []
    for row, line in enumerate(lines):
        (x, y), (u, v) = line.coords
        if v == y and 190_000 + HIGH < v < 190_000 + HIGH * (SIDE - 2) and u < 100_000 + WIDE * (SIDE - 2):
            inner.append(row)
    rows = draw.choice(inner, min(max(1, int(len(lines) * draw.uniform(0.01, 0.2))), len(inner)), replace=False)
    lines = lines.copy()
    ends = [shapely.Point(lines[row].coords[1]) for row in rows]
    for row in rows:
        (x, y), (u, v) = lines[row].coords
        lines[row] = shapely.LineString([(x, y), (u - draw.uniform(0.03, 0.4), v)])
    return lines, [end.buffer(1.0) for end in ends]


def places_of(geometry: np.ndarray) -> dict[str, list[shapely.Point]]:
    """Return where each kind of defect lies."""
    found: dict[str, list[shapely.Point]] = {}
    for one in find_geometry_defects(geometry, pd.DataFrame(index=range(len(geometry))), TERRITORY, False):
        points = one.points if one.points is not None else [geometry[row].envelope.centroid.coords[0] for row in one.rows]
        found.setdefault(one.code, []).extend(shapely.points(np.asarray(points)))
    return found


def test_what_was_planted_is_found_and_nothing_else():
    right, wrong, missed = measure(count(200))
    assert {*KINDS, *AREAS, *LINES} <= right.keys()
    for code in right:
        assert right[code] / (right[code] + missed[code]) >= STRUCTURAL, (code, right[code], missed[code])
        assert right[code] / (right[code] + wrong[code]) >= STRUCTURAL, (code, right[code], wrong[code])


def measure(layers: int) -> tuple[Counter, Counter, Counter]:
    """Return how many planted defects of each kind were found, how many others, and how many were not, in so many layers of each sort;
    of each kind one at least."""
    right, wrong, missed = Counter(), Counter(), Counter()
    for seed in range(max(layers, len(KINDS))):
        draw = np.random.default_rng(seed)
        geometry, table = clean_layer(draw)
        assert find(geometry, table) == {}, f"layer {seed} is clean"
        code = KINDS[seed % len(KINDS)]
        planted = plant(draw, geometry, table, code)
        found = find(geometry, table)
        for found_code, rows in found.items():
            right[found_code] += len(rows & planted) if found_code == code else 0
            wrong[found_code] += len(rows - planted) if found_code == code else len(rows)
        missed[code] += len(planted - found.get(code, set()))
    assert places_of(clean_areas()) == {} == places_of(clean_lines())
    for seed in range(max(layers // 4, len(AREAS) + len(LINES))):
        draw = np.random.default_rng(1000 + seed)
        code = (*AREAS, *LINES)[seed % (len(AREAS) + len(LINES))]
        layer, planted = plant_in_areas(draw, clean_areas(), code) if code in AREAS else plant_in_lines(draw, clean_lines())
        found = places_of(layer)
        for found_code, places in found.items():
            there = [any(place.dwithin(one, 0.6) for one in planted) for place in places]
            right[found_code] += sum(there) if found_code == code else 0
            wrong[found_code] += there.count(False) if found_code == code else len(there)
        missed[code] += sum(not any(one.dwithin(place, 0.6) for place in found.get(code, ())) for one in planted)
    return right, wrong, missed
