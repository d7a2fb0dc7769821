"""From the lines of a layer to a graph."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from .contraction import LineChains, LinePieces, contract
from .graph import GraphReport, LineGraph, have_coordinates, parts_of
from .joining import LineCuts, cut_lines


@dataclass(frozen=True)
class Directions:
    """Which ways lines may be travelled.

    Attributes
    ----------
    forward, backward : ndarray of bool, shape (n,)
        As drawn, and against it.
    unknown : int
        Lines whose value says neither; they count as open in both directions.
    """

    forward: np.ndarray
    backward: np.ndarray
    unknown: int = 0


@dataclass(frozen=True)
class Roads:
    """The lines of a layer that can be travelled, each a single one.

    Attributes
    ----------
    owner : ndarray of int
        The feature that a line is of.
    rate : ndarray of float
        Cost of one metre.
    forward, backward : ndarray of bool
        Which way it may be travelled.
    left_out : int
        Lines that cannot be travelled, and features without a line.
    """

    lines: np.ndarray
    owner: np.ndarray
    rate: np.ndarray
    forward: np.ndarray
    backward: np.ndarray
    left_out: int


def read_directions(values: np.ndarray, forward: str, backward: str, both: str = "", closed: str = "") -> Directions:
    """Return what a column says of directions; anything else than the four texts counts as open both ways, and is counted.

    Parameters
    ----------
    values : ndarray of object, shape (n,)
        Texts or numbers; ``1.0`` is read as ``1``.
    forward, backward, both, closed : str
        How the column writes each; an empty text is written nowhere.
    """
    texts = np.array([written(value) for value in values], dtype=object)
    says = {text: texts == text if text else np.zeros(len(texts), dtype=bool) for text in {forward, backward, both, closed}}
    shut = says[closed]
    unknown = ~(says[forward] | says[backward] | says[both] | shut)
    return Directions(~says[backward] & ~shut, ~says[forward] & ~shut, int(unknown.sum()))


def written(value: object) -> str:
    """Return a value as a text, whole numbers without decimals, nothing as an empty text."""
    if value is None or value != value:
        return ""
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value).strip()


def build_graph(
    geometry: np.ndarray,
    tolerance: float = 0.0,
    directions: Directions | None = None,
    rate: np.ndarray | float = 1.0,
    progress: Progress = SILENT,
) -> LineGraph:
    """Make a graph of lines.

    Parameters
    ----------
    geometry : ndarray of shapely lines, shape (n,)
        LineStrings and MultiLineStrings in metres; what is no line, empty, or reaches farther than any map is left out.
    tolerance : float
        Ends within this distance (m, inclusive) of a vertex or line meet it; 0 joins what coincides only.
    directions : Directions, optional
        Default both ways everywhere.
    rate : ndarray of float, shape (n,), or float
        Cost of one metre: 1 counts metres, ``60 / (1000 * km_an_hour)`` minutes.

    Raises
    ------
    OpgaveError
        No line is left.
    """
    progress.check()
    directions = directions or Directions(np.ones(len(geometry), dtype=bool), np.ones(len(geometry), dtype=bool))
    roads = roads_of(geometry, directions, np.broadcast_to(np.asarray(rate, dtype=float), len(geometry)))
    cuts = cut_lines(roads.lines, tolerance)
    progress.check()
    begins = np.flatnonzero(cuts.line[1:] == cuts.line[:-1])
    chains, kept = renumber_nodes(contract(pieces_of(roads, cuts, begins), len(cuts.nodes)))
    part, size = parts_of(chains.edges, len(kept))
    report = GraphReport(
        lines=len(roads.lines),
        left_out=roads.left_out,
        nodes=len(kept),
        edges=len(chains.edges),
        joined=cuts.joined,
        mended=cuts.mended,
        parts=len(size),
        main_share=float(size[0] / size.sum()),
    )
    line, measure = cuts.line[begins], cuts.measure[begins]
    return LineGraph(roads.lines, roads.rate, roads.owner, line, measure, chains, cuts.nodes[kept], part, report)


def roads_of(geometry: np.ndarray, directions: Directions, rate: np.ndarray) -> Roads:
    """Return the lines that can be travelled.

    Raises
    ------
    OpgaveError
        There is none.
    """
    lines, owner = shapely.get_parts(geometry, return_index=True)
    usable = on_the_map(lines) & (directions.forward | directions.backward)[owner] & np.isfinite(rate)[owner]
    left_out = len(lines) - int(usable.sum()) + int((shapely.is_missing(geometry) | shapely.is_empty(geometry)).sum())
    lines, owner = lines[usable], owner[usable]
    if not len(lines):
        raise OpgaveError("The network has no usable lines: check the layer, the filter and the direction field.")
    return Roads(lines, owner, rate[owner], directions.forward[owner], directions.backward[owner], left_out)


def pieces_of(roads: Roads, cuts: LineCuts, begins: np.ndarray) -> LinePieces:
    """Return the pieces between cuts; ``begins`` are the cuts behind which one begins."""
    line = cuts.line[begins]
    cost = (cuts.measure[begins + 1] - cuts.measure[begins]) * roads.rate[line]
    return LinePieces(cuts.node[begins], cuts.node[begins + 1], cost, roads.forward[line], roads.backward[line])


def on_the_map(lines: np.ndarray) -> np.ndarray:
    """Return which geometries are lines with a length, and with all their coordinates where a coordinate system can have them."""
    is_line = np.isin(shapely.get_type_id(lines), (1, 2))
    xy, line = shapely.get_coordinates(lines, return_index=True)
    astray = np.bincount(line[~have_coordinates(xy)], minlength=len(lines)) > 0
    return is_line & (shapely.length(np.where(astray, np.array(None), lines)) > 0)


def renumber_nodes(chains: LineChains) -> tuple[LineChains, np.ndarray]:
    """Return the chains with their nodes numbered from 0, and the old number of each node."""
    edges = chains.edges
    kept, number = np.unique(np.concatenate([edges.start, edges.end]), return_inverse=True)
    edges = replace(edges, start=number[: len(edges)], end=number[len(edges) :])
    return replace(chains, edges=edges), kept
