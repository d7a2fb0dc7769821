"""The overlay's kernel alone: arrays in, arrays out, beside QGIS's union of layers in memory."""

from __future__ import annotations

from functools import partial

import numpy as np
import shapely
from opgavenkaart.bench.generated import CRS, city
from opgavenkaart.bench.harness import Case, start_qgis, times_as_fast
from opgavenkaart.bench.overlay import UNION, chained

TITLE = "Overlay of ten layers, arrays to arrays"
ONE_THREAD = "M, one thread"


def cases(quick: bool) -> list[Case]:
    """M with one thread and with all, S in a quick run; QGIS's minutes are measured once."""
    if quick:
        return [Case("S, all threads", partial(arrays, "S"), partial(kernel, 0), union, UNION)]
    return [
        Case(ONE_THREAD, partial(arrays, "M"), partial(kernel, 1), union, UNION, repeat=1, goal=times_as_fast(25)),
        Case("M, all threads", partial(arrays, "M"), partial(kernel, 0), union, UNION, ONE_THREAD, 1, goal=times_as_fast(40)),
    ]


def arrays(size: str) -> list[np.ndarray]:
    from opgavenkaart.processing.analysis.overlay import partition  # noqa: F401 - imported before the clock starts

    start_qgis()
    return city(size)


def kernel(workers: int, layers: list[np.ndarray]) -> str:
    from opgavenkaart.processing.analysis.overlay import partition

    return f"{len(partition(layers, workers=workers))} faces"


def union(layers: list[np.ndarray]) -> str:
    """Union of layers in memory; making them counts (a second of minutes), as arrays are what is given."""
    return chained([in_memory(f"id_{number}", geometry) for number, geometry in enumerate(layers)], "TEMPORARY_OUTPUT")


def in_memory(field: str, geometry: np.ndarray):
    """Return polygons as a layer of QGIS's, numbered in a field."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer(f"Polygon?crs={CRS}&field={field}:integer", field, "memory")
    features = []
    for row, wkb in enumerate(shapely.to_wkb(geometry)):
        feature, shape = QgsFeature(layer.fields()), QgsGeometry()
        shape.fromWkb(wkb)
        feature.setGeometry(shape)
        feature.setAttributes([row])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer
