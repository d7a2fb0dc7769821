"""Overlay of ten polygon layers of a generated city, beside QGIS's union from layer to layer."""

from __future__ import annotations

import tempfile
from functools import cache, partial
from pathlib import Path

import numpy as np
import shapely
from opgavenkaart.bench.harness import Case, start_qgis, times_as_fast

TITLE = "Overlay of ten layers"
SIDE = 20_000.0
CORNER = (94_000.0, 180_000.0)
TILINGS = (0.3, 0.6, 1.0, 1.4, 1.8, 2.0)
"""Polygons of the layers that cover all ground, such as sectors and parcels, as a multiple of the average."""
BLOBS = (0.4, 0.6, 0.8, 1.1)
"""Polygons of the layers that cover some, such as parks and flood areas."""
SIZES = {"S": (200, 4, 90, 1.0), "M": (1230, 4, 240, 1.0), "10 x M": (12_300, 4, 240, 10**0.5), "L": (100_000, 2, 20, 10.0)}
"""Polygons in an average layer, times that a border is halved and bent, corners of a blob, and the ground's side as a multiple."""


def cases(quick: bool) -> list[Case]:
    """S alone in a quick run; M with reading and writing, and arrays to arrays, with one thread and with all."""
    union = "native:union, chained"
    small = Case("S, files to file", partial(files, "S"), partial(ours, 0), native, union, goal=times_as_fast(12))
    if quick:
        return [small]
    return [
        small,
        Case("M, files to file, one thread", partial(files, "M"), partial(ours, 1), native, union, 1, times_as_fast(20)),
        Case("M, files to file, all threads", partial(files, "M"), partial(ours, 0), native, union, 1, times_as_fast(30)),
        Case("M, arrays to arrays, one thread", partial(arrays, "M"), partial(kernel, 1), native_kernel, union, 1, times_as_fast(25)),
        Case("M, arrays to arrays, all threads", partial(arrays, "M"), partial(kernel, 0), native_kernel, union, 1, times_as_fast(40)),
    ]


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


def files(size: str) -> tuple[list[str], str]:
    """Write the layers as GeoPackages; return their paths and that of the result."""
    import pandas as pd
    from opgavenkaart.processing.analysis.features import Features
    from opgavenkaart.processing.bridge.writing import write_geopackage

    start_qgis()
    folder = Path(tempfile.mkdtemp())
    paths = []
    for number, geometry in enumerate(city(size)):
        table = pd.DataFrame({f"id_{number}": np.arange(len(geometry))})
        paths.append(str(folder / f"layer_{number}.gpkg"))
        write_geopackage(paths[-1], f"layer_{number}", Features(f"layer_{number}", geometry, table, "EPSG:31370"))
    return paths, str(folder / "result.gpkg")


def run(name: str, inputs: dict) -> dict:
    """Run an algorithm; a layer in memory comes back as a layer."""
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

    context = QgsProcessingContext()
    results, done = QgsApplication.processingRegistry().algorithmById(name).run(inputs, context, QgsProcessingFeedback())
    if not done:
        raise RuntimeError(f"{name} failed")
    return results | {"OUTPUT": context.takeResultLayer(results["OUTPUT"]) or results["OUTPUT"]}


@cache
def our_provider():
    """Add our algorithms to QGIS's; Python has to keep hold of them."""
    from opgavenkaart.processing.provider import OpgavenkaartProvider
    from qgis.core import QgsApplication

    provider = OpgavenkaartProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    return provider


def ours(workers: int, prepared: tuple[list[str], str]) -> str:
    our_provider()
    layers, path = prepared
    return f"{run('opgavenkaart:overlay_layers', {'LAYERS': layers, 'WORKERS': workers, 'OUTPUT': path})['FACE_COUNT']} faces"


def native(prepared: tuple[list[str], str]) -> str:
    layers, path = prepared
    return chained(layers, path)


def chained(layers: list, path: str) -> str:
    """Unite each layer with what came before; the last time into ``path``."""
    from qgis.core import QgsVectorLayer

    result = layers[0]
    for number, layer in enumerate(layers[1:], 2):
        output = path if number == len(layers) else "TEMPORARY_OUTPUT"
        result = run("native:union", {"INPUT": result, "OVERLAY": layer, "OUTPUT": output})["OUTPUT"]
    layer = QgsVectorLayer(result, "result", "ogr") if isinstance(result, str) else result
    return f"{layer.featureCount()} pieces"


def arrays(size: str) -> list[np.ndarray]:
    start_qgis()
    return city(size)


def kernel(workers: int, layers: list[np.ndarray]) -> str:
    from opgavenkaart.processing.analysis.overlay import partition

    return f"{len(partition(layers, workers=workers))} faces"


def native_kernel(layers: list[np.ndarray]) -> str:
    """Union of layers in memory; making them counts, as arrays are what is given."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    made = []
    for number, geometry in enumerate(layers):
        layer = QgsVectorLayer(f"Polygon?crs=EPSG:31370&field=id_{number}:integer", f"layer_{number}", "memory")
        features = []
        for row, wkb in enumerate(shapely.to_wkb(geometry)):
            feature, shape = QgsFeature(layer.fields()), QgsGeometry()
            shape.fromWkb(wkb)
            feature.setGeometry(shape)
            feature.setAttributes([row])
            features.append(feature)
        layer.dataProvider().addFeatures(features)
        made.append(layer)
    return chained(made, "TEMPORARY_OUTPUT")
