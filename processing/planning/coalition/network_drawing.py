"""The network of a coalition as a drawing beside the map, from the layers that a run left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from qgis.core import NULL, QgsFeature, QgsPointXY, QgsVectorLayer

from ...analysis.coalition.actors import EXISTS
from ...analysis.coalition.drawing import spring_layout
from ...model.choices import SEED
from ...model.progress import SILENT, Progress
from ...qgis_io.opening import open_ogr_layer

MOST = 1000
"""Actors that a drawing shows, those with most links first."""

MOST_TO_MAKE = 20
"""Links to make that a drawing shows, the most urgent first."""


@dataclass(frozen=True)
class ActorMark:
    """An actor: where it stands in the drawing (0-1) and on the ground (the layer's CRS)."""

    name: str
    kind: str
    degree: int
    clusters: str
    broker: bool
    x: float
    y: float
    ground: QgsPointXY


@dataclass(frozen=True)
class Edge:
    """A link between two nodes, by their number; ``exists`` is False where no link is known."""

    one: int
    other: int
    exists: bool


@dataclass(frozen=True)
class Drawn:
    """A network."""

    nodes: Sequence[ActorMark]
    edges: Sequence[Edge]
    crs: str


def draw_network(actors: str, links: str, seed: int = SEED, progress: Progress = SILENT) -> Drawn:
    """Return the drawing of what `map_coalitions` wrote: the sources of its actors and links."""
    layer = open_ogr_layer(actors, Path(actors).stem)
    drawn = (row for row in _rows(links) if row["state"] == EXISTS or row["priority"] <= MOST_TO_MAKE)
    told = [(str(row["from_actor"]), str(row["to_actor"]), row["state"] == EXISTS) for row in drawn]
    key = _key(layer, {end for one, other, _ in told for end in (one, other)})
    known = sorted(layer.getFeatures(), key=lambda row: -row["degree"])[:MOST]
    numbers = {str(row[key]): number for number, row in enumerate(known)}
    edges = [Edge(numbers[one], numbers[other], exists) for one, other, exists in told if one in numbers and other in numbers]
    there = [edge for edge in edges if edge.exists]
    one, other = np.array([edge.one for edge in there], dtype=int), np.array([edge.other for edge in there], dtype=int)
    place = spring_layout(len(known), one, other, seed, progress)
    return Drawn([_node(row, *xy) for row, xy in zip(known, place.tolist(), strict=True)], edges, layer.crs().authid())


def _rows(source: str) -> Iterator[QgsFeature]:
    return open_ogr_layer(source, Path(source).stem).getFeatures()


def _key(layer: QgsVectorLayer, ends: set[str]) -> str:
    """Return the field by which links name the actors."""
    held = {name: {str(row[name]) for row in layer.getFeatures()} for name in layer.fields().names()}
    return next((name for name, values in held.items() if ends <= values), "actor_name")


def _node(row: QgsFeature, x: float, y: float) -> ActorMark:
    kind, clusters = ("" if row[field] == NULL else row[field] for field in ("actor_kind", "clusters"))
    return ActorMark(row["actor_name"], kind, row["degree"], clusters, bool(row["broker"]), x, y, row.geometry().asPoint())
