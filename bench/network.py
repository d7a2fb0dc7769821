"""Ways over Ghent's roads, beside QGIS's network analysis and pandana: graph and snapping included."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import shapely
from opgavenkaart.bench.harness import ROOT, Case, start_qgis, times_as_fast
from opgavenkaart.processing.analysis.network import NetworkTravel, build_graph

TITLE = "Ways over a network"
ROADS, PLACES, SECTORS, ADDRESSES = (
    f"gent/{name}.gpkg" for name in ("wegsegmenten-gent", "voorzieningen-gent", "statistische-sectoren-gent", "adressen-crab2013-gent")
)


def cases(quick: bool) -> list[Case] | str:
    """Return the benchmarks."""
    absent = [name for name in (ROADS, PLACES, SECTORS, ADDRESSES) if not (folder() / name).exists()]
    if absent:
        return f"no real data: {', '.join(absent)} is absent (set OPGAVENKAART_DATA)"
    matrix = Case(
        "distances 201 x 34, graph and snapping included", sectors_and_places, our_matrix, qgis_matrix, "QGIS's network analysis",
        goal=times_as_fast(12))  # fmt: skip
    if find_spec("pandana") is None:
        return [matrix]
    nearest = Case(
        "93,661 addresses to the nearest of 34, graph and snapping included", addresses_and_places, our_nearest, pandana_nearest, "pandana",
        peer_compiles=True, goal=times_as_fast(3))  # fmt: skip
    return [matrix, nearest]


def folder() -> Path:
    """Return the folder of real data."""
    return Path(os.environ.get("OPGAVENKAART_DATA") or ROOT.parent / "shared" / "data").resolve()


def read(name: str) -> np.ndarray:
    """Return the geometries of a file."""
    from opgavenkaart.processing.qgis_io.reading import read_features
    from qgis.core import QgsVectorLayer

    start_qgis()
    return read_features(QgsVectorLayer(str(folder() / name), name), [])[0].geometry


def spots(geometry: np.ndarray) -> np.ndarray:
    """Return a point in each, shape (n, 2)."""
    return shapely.get_coordinates(shapely.point_on_surface(geometry))


def sectors_and_places() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return roads, 201 origins and 34 destinations."""
    return read(ROADS), spots(read(SECTORS)), spots(read(PLACES))


def addresses_and_places() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return roads, 93,661 origins and 34 destinations."""
    return read(ROADS), spots(read(ADDRESSES)), spots(read(PLACES))


def our_matrix(prepared):
    """Return the mean distance (km) between places that are joined, without the way to the road, which QGIS leaves out."""
    roads, origins, destinations = prepared
    costs = NetworkTravel(build_graph(roads), leg_rate=0.0).between(origins, destinations).table()
    return lambda: said(costs)


def qgis_matrix(prepared):
    """Do the same with QGIS's director, builder and analyser."""
    from qgis.analysis import QgsGraphAnalyzer, QgsGraphBuilder, QgsNetworkDistanceStrategy, QgsVectorLayerDirector
    from qgis.core import QgsPointXY, QgsVectorLayer

    _, origins, destinations = prepared
    layer = QgsVectorLayer(str(folder() / ROADS), "roads")
    director = QgsVectorLayerDirector(layer, -1, "", "", "", QgsVectorLayerDirector.Direction.DirectionBoth)
    director.addStrategy(QgsNetworkDistanceStrategy())
    builder = QgsGraphBuilder(layer.crs(), False, 0.0, "")
    tied = director.makeGraph(builder, [QgsPointXY(*xy) for xy in np.concatenate([origins, destinations])])
    graph = builder.graph()
    at = {(point.x(), point.y()): index for index, point in enumerate(graph.vertex(index).point() for index in range(graph.vertexCount()))}
    vertices = [at[point.x(), point.y()] for point in tied]  # findVertex walks over all vertices each time
    costs = np.empty((len(origins), len(destinations)))
    for column, vertex in enumerate(vertices[len(origins) :]):
        costs[:, column] = np.array(QgsGraphAnalyzer.dijkstra(graph, vertex, 0)[1])[vertices[: len(origins)]]
    return lambda: said(np.where(costs > 1e300, np.inf, costs))


def said(costs: np.ndarray) -> str:
    """Return how many pairs are joined, and their mean distance."""
    there = np.isfinite(costs)
    return f"{there.sum():,} ways of {costs[there].mean() / 1000:.3f} km"


def our_nearest(prepared):
    """Return the mean distance to the nearest place."""
    roads, origins, destinations = prepared
    cost = NetworkTravel(build_graph(roads)).between(origins, destinations).nearest()[1]
    return lambda: f"{np.isfinite(cost).sum():,} ways of {cost[np.isfinite(cost)].mean():,.0f} m"


def pandana_nearest(prepared):
    """Do the same with pandana: places go to the nearest vertex, its only way, so that its answer differs by some metres."""
    import pandana
    import pandas as pd

    roads, origins, destinations = prepared
    xy, line = shapely.get_coordinates(roads, return_index=True)
    places, number = np.unique(xy, axis=0, return_inverse=True)
    same = np.flatnonzero(line[1:] == line[:-1])
    metres = np.hypot(*(xy[same + 1] - xy[same]).T)
    network = pandana.Network(
        pd.Series(places[:, 0]), pd.Series(places[:, 1]), pd.Series(number.ravel()[same]), pd.Series(number.ravel()[same + 1]),
        pd.DataFrame({"metres": metres}), twoway=True)  # fmt: skip
    most = 50_000.0
    network.set_pois("places", most, 1, destinations[:, 0], destinations[:, 1])
    from_node = network.nearest_pois(most, "places", num_pois=1)[1]
    cost = from_node.loc[network.get_node_ids(origins[:, 0], origins[:, 1])].to_numpy()
    return lambda: f"{(cost < most).sum():,} ways of {cost[cost < most].mean():,.0f} m"
