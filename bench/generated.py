"""Generated cities: polygon layers that cover the same ground, always the same for a size."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import shapely
from opgavenkaart.bench.harness import made_once, start_qgis

SIDE = 20_000.0
CORNER = (94_000.0, 180_000.0)
CRS = "EPSG:31370"
TILINGS = (0.3, 0.6, 1.0, 1.4, 1.8, 2.0)
"""Polygons of the layers that cover all ground, such as sectors and parcels, as a multiple of the average."""
BLOBS = (0.4, 0.6, 0.8, 1.1)
"""Polygons of the layers that cover some, such as parks and flood areas."""
SIZES = {"S": (200, 4, 90, 1.0), "M": (1230, 4, 240, 1.0), "10 x M": (12_300, 4, 240, 10**0.5), "L": (100_000, 2, 20, 10.0)}
"""Polygons in an average layer, times that a border is halved and bent, corners of a blob, and the ground's side as a multiple."""


def city(size: str) -> list[np.ndarray]:
    """Return the geometries of ten layers, always the same for a size."""
    average, halvings, corners, scale = SIZES[size]
    random = np.random.default_rng(1)
    layers = [tiling(int(average * share), halvings, random) for share in TILINGS]
    layers += [blobs(int(average * share), corners, random) for share in BLOBS]
    return [shapely.transform(layer, lambda xy: xy * scale + CORNER) for layer in layers]


def tiling(count: int, halvings: int, random: np.random.Generator) -> np.ndarray:
    """Return cells that cover the square, with crooked borders that neighbours share."""
    square = shapely.box(0, 0, SIDE, SIDE)
    points = shapely.multipoints(random.uniform(0, SIDE, (count, 2)))
    cells = shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(points, extend_to=square)), square)
    xy, line = shapely.get_coordinates(shapely.get_parts(shapely.union_all(shapely.boundary(cells))), return_index=True)
    ends = np.stack([xy[:-1], xy[1:]], axis=1)[line[1:] == line[:-1]]
    straight = ((ends[:, 0] == ends[:, 1]) & np.isin(ends[:, 0], (0, SIDE))).any(axis=1)
    lines = np.concatenate([shapely.linestrings(bent(ends[~straight], halvings, random)), shapely.linestrings(ends[straight])])
    polygons = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(lines))))
    return polygons[shapely.area(polygons) > SIDE**2 / count / 50]


def bent(ends: np.ndarray, halvings: int, random: np.random.Generator) -> np.ndarray:
    """Halve segments, shape (n, 2, 2), and move their middles aside, so many times."""
    xy = ends
    for _ in range(halvings):
        way = np.diff(xy, axis=1)
        aside = np.stack([-way[..., 1], way[..., 0]], axis=-1) * random.uniform(-0.18, 0.18, way.shape[:2])[..., None]
        finer = np.empty((len(xy), 2 * xy.shape[1] - 1, 2))
        finer[:, ::2], finer[:, 1::2] = xy, xy[:, :-1] + way / 2 + aside
        xy = finer
    return xy


def blobs(count: int, corners: int, random: np.random.Generator) -> np.ndarray:
    """Return round polygons of different sizes that cover a third of the square, some of it twice."""
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    phase, swing = random.uniform(0, 2 * np.pi, (count, 6)), random.uniform(0, 0.12, (count, 6))
    reach = 1 + sum(swing[:, k : k + 1] * np.cos((k + 2) * angle + phase[:, k : k + 1]) for k in range(6))
    reach += random.normal(0, 0.004, (count, corners))
    reach *= np.sqrt(0.3 * SIDE**2 / count / np.pi) * random.uniform(0.4, 1.6, (count, 1))
    middle = random.uniform(0, SIDE, (count, 1, 2))
    return shapely.polygons(middle + reach[..., None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1))


def files(size: str) -> list[str]:
    """Return the paths of the ten layers as GeoPackages."""
    folder = made_once(f"city {size}", partial(write_city, size))
    return [str(folder / f"layer_{number}.gpkg") for number in range(len(TILINGS) + len(BLOBS))]


def write_city(size: str, folder: Path) -> None:
    for number, geometry in enumerate(city(size)):
        write(folder, f"layer_{number}", geometry, {f"id_{number}": np.arange(len(geometry))})


def write(folder: Path, name: str, geometry: np.ndarray, columns: dict[str, np.ndarray]) -> None:
    """Write a layer as a GeoPackage of its own."""
    import pandas as pd
    from opgavenkaart.processing.analysis.features import Features
    from opgavenkaart.processing.qgis_io.writing import write_geopackage

    start_qgis()
    write_geopackage(folder / f"{name}.gpkg", name, Features(name, geometry, pd.DataFrame(columns), CRS))
