"""A million polygons with four attributes from a file to arrays, beside QGIS's features one by one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import shapely
from opgavenkaart.bench.generated import CORNER, SIDE, write
from opgavenkaart.bench.harness import Case, made_once, our_provider, times_as_fast

TITLE = "Reading"
FIELDS = ("whole", "real", "text", "day")


def cases(quick: bool) -> list[Case]:
    """WKB and columns, and on to valid geometries; a tenth of the polygons in a quick run."""
    count = 100_000 if quick else 1_000_000
    prepare, peer = partial(laid, count), "getFeatures, WKB"
    return [
        Case(f"{count:,} polygons to WKB and columns", prepare, raw, one_by_one, peer, goal=times_as_fast(10)),
        Case(f"{count:,} polygons to geometries, checked", prepare, read, read_one_by_one, f"{peer}, from_wkb, is_valid"),
    ]


def laid(count: int) -> str:
    """Return the path of the file; both sides find QGIS started and their modules imported."""
    from opgavenkaart.processing.qgis_io import reading  # noqa: F401

    our_provider()
    return str(made_once(f"{count} polygons", partial(write_polygons, count)) / "polygons.gpkg")


def write_polygons(count: int, folder: Path) -> None:
    """Write small polygons of six corners."""
    random = np.random.default_rng(1)
    angle = np.linspace(0, 2 * np.pi, 6, endpoint=False)
    reach = random.uniform(3, 12, (count, 6, 1))
    middle = np.array(CORNER) + random.uniform(0, SIDE, (count, 1, 2))
    geometry = shapely.polygons(middle + reach * np.stack([np.cos(angle), np.sin(angle)], axis=-1))
    days = np.datetime64("2000-01-01", "ns") + random.integers(0, 9000, count).astype("timedelta64[D]")
    texts = np.char.add("kind ", random.integers(0, 100, count).astype(str)).astype(object)
    write(folder, "polygons", geometry, {"whole": np.arange(count), "real": random.uniform(0, 100, count), "text": texts, "day": days})


def layer_at(path: str):
    from qgis.core import QgsVectorLayer

    return QgsVectorLayer(path, "polygons", "ogr")


def raw(path: str) -> Callable[[], str]:
    from opgavenkaart.processing.model.progress import SILENT
    from opgavenkaart.processing.qgis_io.inputs import source_of
    from opgavenkaart.processing.qgis_io.reading import Wish, field_kinds, read_raw

    layer = layer_at(path)
    wkb, columns, _ = read_raw(source_of(layer), Wish(field_kinds(layer, FIELDS, ""), None, "", None, True), SILENT)
    return partial(told, wkb, columns["real"])


def one_by_one(path: str) -> Callable[[], str]:
    """Read as a script does it: all features' WKB and attributes, and of those an array for each field."""
    layer = layer_at(path)
    places = [layer.fields().lookupField(field) for field in FIELDS]
    wkb, rows = [], []
    for feature in layer.getFeatures():
        wkb.append(feature.geometry().asWkb().data())
        values = feature.attributes()
        rows.append([values[place] for place in places])
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    return partial(told, np.array(wkb, dtype=object), columns[1])


def read(path: str) -> Callable[[], str]:
    from opgavenkaart.processing.qgis_io.reading import read_features

    features, _ = read_features(layer_at(path), FIELDS)
    return partial(told, features.geometry, features.table["real"])


def read_one_by_one(path: str) -> Callable[[], str]:
    wkb, real = one_by_one(path).args
    geometry = shapely.from_wkb(wkb)
    return partial(told, geometry[shapely.is_valid(geometry)], real)


def told(shapes: np.ndarray, real: np.ndarray) -> str:
    return f"{len(shapes)} polygons, {np.sum(real):,.0f}"
