"""Noding: cutting segments wherever they meet, so that what is left touches in end points only.

A cut is computed from the two whole segments that meet, never from parts of them, so it has the same bits in whatever tile and beside
whatever other segments it is found. Rounding a cut moves the pieces by a few units in the last place; where that could make
pieces meet anew (the *risky* pairs: nearly parallel, or nearly touching) the pieces are noded again until nothing meets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from .arrays import equal_rows, group_numbers, order_with_ties, radix_order, spans, starts, whole_numbers
from .candidates import bounds
from .exact import cross, find_crossing, orientation
from .linework import Segments

NARROW = 2.0**-10
"""Sine of the angle below which two segments that meet are risky."""
BLOCK = 500_000
"""Pieces whose neighbours are looked at together."""


class Unsettled(ArithmeticError):
    """Rounding keeps moving pieces across each other.

    Parameters
    ----------
    reason : str
    places : iterable of int
        Where, as positions in the exchange; empty where that is not known.
    """

    def __init__(self, reason: str, places: Iterable[int] = ()):
        super().__init__(reason, tuple(places))
        self.places = tuple(places)


@dataclass(frozen=True)
class Precision:
    """How exact coordinates are, in their own unit.

    Attributes
    ----------
    snap : float
        A vertex this near to a piece that is noded again becomes a cut of it; points this near together become one.
    whole : bool
        Coordinates are whole numbers: multiples of a grid's size.
    """

    snap: float
    whole: bool = False

    @property
    def nearness(self) -> float:
        """Segments farther apart than this cannot meet after rounding and snapping."""
        return 8.0 * self.snap

    @property
    def closeness(self) -> float:
        """Cuts of one segment nearer together than this make its pieces risky."""
        return 2.0 * self.nearness / NARROW


ON_GRID = Precision(snap=0.25, whole=True)


def unit_of(point: np.ndarray) -> float:
    """Return one unit in the last place of the largest coordinate."""
    largest = max(np.abs(point.real).max(initial=0.0), np.abs(point.imag).max(initial=0.0))
    return float(np.spacing(largest))


@dataclass(frozen=True)
class Lines:
    """Different segments and whose rings run along them.

    Attributes
    ----------
    start, end : ndarray of complex, shape (n,)
        In the order and direction of the first ring that runs along each.
    row_begin : ndarray of int, shape (n + 1,)
        Where the rows of each line begin.
    feature, weight : ndarray of int, shape (rows,)
        A feature and how many times more it lies to the left than to the right; never 0.
    """

    start: np.ndarray
    end: np.ndarray
    row_begin: np.ndarray
    feature: np.ndarray
    weight: np.ndarray

    def __len__(self) -> int:
        return len(self.start)


def distinct_lines(segments: Segments) -> tuple[Lines, np.ndarray]:
    """Merge segments with the same ends; what has a feature on both sides cancels out.

    Returns
    -------
    lines : Lines
    first : ndarray of int, shape (n,)
        The first of the segments along each line.
    """
    turn = segments.start > segments.end
    low, high = np.where(turn, segments.end, segments.start), np.where(turn, segments.start, segments.end)
    order, begin = equal_rows(low, high)
    leader = np.minimum.reduceat(order, begin) if len(order) else order
    is_leader = np.zeros(len(segments), dtype=bool)
    is_leader[leader] = True
    rank = np.cumsum(is_leader) - 1
    lead = leader[group_numbers(order, begin)]
    weight = np.where(turn == turn[lead], segments.weight, -segments.weight)
    row_begin, feature, weight, kept = net_rows(rank[lead], segments.feature, weight, len(leader))
    first = np.flatnonzero(is_leader)[kept]
    return Lines(segments.start[first], segments.end[first], row_begin, feature, weight), first


def net_rows(
    line: np.ndarray, feature: np.ndarray, weight: np.ndarray, line_count: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Add the weights of the same feature along the same line; rows of weight 0 and lines without rows go.

    Returns
    -------
    row_begin, feature, weight : ndarray
        As in `Lines`, for the lines that are kept.
    kept : ndarray of bool, shape (line_count,)
    """
    key = (line << 32) | feature
    order = radix_order(feature, line)
    key = key[order]
    begin = np.flatnonzero(np.diff(key, prepend=-1) != 0)
    total = np.add.reduceat(weight[order].astype("int32"), begin) if len(key) else np.empty(0, dtype="int32")
    key, total = key[begin][total != 0], total[total != 0]
    rows = np.bincount(key >> 32, minlength=line_count)
    return starts(rows[rows > 0]), (key & 0xFFFFFFFF).astype("int32"), total, rows > 0


@dataclass(frozen=True)
class NodeCuts:
    """Points at which lines are cut: ``line[i]`` at ``point[i]``."""

    line: np.ndarray
    point: np.ndarray

    def __len__(self) -> int:
        return len(self.line)

    def joined(self, other: NodeCuts) -> NodeCuts:
        """Return both sets of cuts."""
        return NodeCuts(np.concatenate([self.line, other.line]), np.concatenate([self.point, other.point]))

    def beside(self, other: NodeCuts) -> NodeCuts:
        """Return both sets of cuts, of different lines and sorted by line, sorted by line."""
        both = self.joined(other)
        order = np.argsort(both.line, kind="stable")
        return NodeCuts(both.line[order], both.point[order])

    def where(self, mask: np.ndarray) -> NodeCuts:
        """Return some of the cuts."""
        return NodeCuts(self.line[mask], self.point[mask])

    def of(self, lines: np.ndarray) -> NodeCuts:
        """Return the cuts of some lines, as cuts of their positions in ``lines``; these cuts are sorted by line."""
        first = np.searchsorted(self.line, lines)
        count = np.searchsorted(self.line, lines, side="right") - first
        return NodeCuts(np.repeat(np.arange(len(lines)), count), self.point[spans(first, count)])


NO_CUTS = NodeCuts(np.empty(0, dtype="intp"), np.empty(0, dtype="complex128"))


@dataclass(frozen=True)
class Meetings:
    """What pairs of segments do to each other: the cuts, and which pairs are risky, shape (pairs,)."""

    cuts: NodeCuts
    risky: np.ndarray


def meet(start: np.ndarray, end: np.ndarray, p: np.ndarray, q: np.ndarray, precision: Precision) -> Meetings:
    """Find where pairs of different segments meet other than in an end that both share."""
    a, b, c, d = start[p], end[p], start[q], end[q]
    (side_c, det_c), (side_d, det_d) = orientation(a, b, c), orientation(a, b, d)
    (side_a, det_a), (side_b, det_b) = orientation(c, d, a), orientation(c, d, b)
    crossed = (side_c * side_d < 0) & (side_a * side_b < 0)
    across = np.flatnonzero(crossed)
    point = find_crossing(a[across], b[across], c[across], d[across], precision.whole)
    lines, points, touched = [p[across], q[across]], [point, point], crossed
    for side, vertex, line, low, high in ((side_c, c, p, a, b), (side_d, d, p, a, b), (side_a, a, q, c, d), (side_b, b, q, c, d)):
        on = np.flatnonzero(side == 0)
        on = on[_strictly_within(vertex[on], low[on], high[on])]
        lines.append(line[on])
        points.append(vertex[on])
        touched[on] = True
    apart = _apart(det_c, det_d, b - a, precision.nearness) | _apart(det_a, det_b, d - c, precision.nearness)
    risky = np.where(touched, _narrow(b - a, d - c), ~apart)
    hinged = np.flatnonzero(~touched & ((a == c) | (a == d) | (b == c) | (b == d)))
    risky[hinged] = _narrow_hinge(a[hinged], b[hinged], c[hinged], d[hinged])
    return Meetings(NodeCuts(np.concatenate(lines), np.concatenate(points)), risky)


def _strictly_within(point: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Whether points on the line through ``low`` and ``high`` lie between them."""
    x = (point.real >= np.minimum(low.real, high.real)) & (point.real <= np.maximum(low.real, high.real))
    y = (point.imag >= np.minimum(low.imag, high.imag)) & (point.imag <= np.maximum(low.imag, high.imag))
    return x & y & (point != low) & (point != high)


def _apart(first: np.ndarray, second: np.ndarray, direction: np.ndarray, nearness: float) -> np.ndarray:
    """Whether both ends of a segment lie on one side of a line, farther from it than rounding reaches."""
    reach = nearness * np.abs(direction)
    return ((first > reach) & (second > reach)) | ((first < -reach) & (second < -reach))


def _narrow(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    return np.abs(cross(u, v)) < NARROW * np.abs(u) * np.abs(v)


def _narrow_hinge(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray) -> np.ndarray:
    """Whether segments that share an end leave it in nearly the same direction."""
    hinge = np.where((a == c) | (a == d), a, b)
    u, v = np.where(hinge == a, b, a) - hinge, np.where(hinge == c, d, c) - hinge
    return _narrow(u, v) & ((u * v.conj()).real > 0)


@dataclass(frozen=True)
class NodedPieces:
    """The lines after cutting, in the order and direction of the lines.

    Attributes
    ----------
    start, end : ndarray of complex, shape (pieces,)
    line : ndarray of int, shape (pieces,)
        Which line each is a piece of.
    """

    start: np.ndarray
    end: np.ndarray
    line: np.ndarray

    def __len__(self) -> int:
        return len(self.start)


def in_order(start: np.ndarray, end: np.ndarray, cuts: NodeCuts) -> NodeCuts:
    """Return each cut once, those of a line in the order of the line; cuts at an end of their line go."""
    inner = np.flatnonzero((cuts.point != start[cuts.line]) & (cuts.point != end[cuts.line]))
    line, point = cuts.line[inner], cuts.point[inner]
    along, aside = _places(point, start[line], end[line])
    order = order_with_ties(line, aside, along)
    line, point = line[order], point[order]
    new = np.ones(len(line), dtype=bool)
    new[1:] = (line[1:] != line[:-1]) | (point[1:] != point[:-1])
    return NodeCuts(line[new], point[new])


def cut_lines(start: np.ndarray, end: np.ndarray, cuts: NodeCuts) -> NodedPieces:
    """Cut lines at points on them, given as `in_order` returns them."""
    line, point = cuts.line, cuts.point
    count = np.bincount(line, minlength=len(start)) + 1
    begin = starts(count)
    piece_start = np.repeat(start, count)
    piece_end = np.repeat(end, count)
    place = begin[line] + np.arange(len(line)) - (begin[line] - line)
    piece_start[place + 1] = point
    piece_end[place] = point
    piece_line = np.repeat(np.arange(len(start)), count)
    real = piece_start != piece_end
    if real.all():
        return NodedPieces(piece_start, piece_end, piece_line)
    return NodedPieces(piece_start[real], piece_end[real], piece_line[real])


def _places(point: np.ndarray, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return by what points are put in the order of a segment: the coordinate in which it is longer, then the other."""
    way = end - start
    steep = np.abs(way.imag) > np.abs(way.real)
    x, y = np.copysign(1.0, way.real) * point.real, np.copysign(1.0, way.imag) * point.imag
    return np.where(steep, y, x), np.where(steep, x, y)


def close_cuts(pieces: NodedPieces, line_count: int, precision: Precision) -> np.ndarray:
    """Return which lines have cuts (or a cut and an end) very near together, shape (line_count,)."""
    short = np.abs(pieces.end - pieces.start) < precision.closeness
    was_cut = np.bincount(pieces.line, minlength=line_count) > 1
    close = np.zeros(line_count, dtype=bool)
    close[pieces.line[short]] = True
    return close & was_cut


def too_close(pieces: NodedPieces, lines: Lines, precision: Precision) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of pieces of cut lines that are no longer than ``precision.snap``, and whether they are ends of lines."""
    short = np.flatnonzero(np.abs(pieces.end - pieces.start) <= precision.snap)
    ends = np.stack([pieces.start[short], pieces.end[short]], axis=1)
    is_end = ends == np.stack([lines.start[pieces.line[short]], lines.end[pieces.line[short]]], axis=1)
    cut_once = ~is_end.all(axis=1)
    return ends[cut_once], is_end[cut_once]


def meet_again(pieces: NodedPieces, line_count: int, p: np.ndarray, q: np.ndarray, precision: Precision) -> tuple[NodeCuts, bool]:
    """Return the cuts that pieces of pairs of lines still need, as cuts of the lines, and whether any pieces cross.

    A vertex nearer than ``precision.snap`` to a piece becomes a cut of it; pieces that cross elsewhere are cut where they cross. As new
    vertices arise only away from others, this comes to an end where cutting at every crossing might go on for ever.
    """
    if not len(pieces):
        return NO_CUTS, False
    along = _Along.of(pieces, line_count)
    cuts, crosses = [NO_CUTS], False
    for block in _blocks(np.diff(along.begin)[p]):
        more, across = _meet_pieces(pieces, *_near_pieces(pieces, along, p[block], q[block], precision), precision)
        cuts.append(more)
        crosses |= across
    return NodeCuts(np.concatenate([part.line for part in cuts]), np.concatenate([part.point for part in cuts])), crosses


def _blocks(counts: np.ndarray) -> Iterator[slice]:
    """Yield slices of rows whose counts add up to some hundred thousand."""
    total = np.cumsum(counts)
    cuts = np.searchsorted(total, np.arange(BLOCK, total[-1] if len(total) else 0, BLOCK))
    edges = whole_numbers(np.unique([0, *cuts, len(counts)]))
    return (slice(low, high) for low, high in zip(edges[:-1], edges[1:], strict=True))


def _meet_pieces(pieces: NodedPieces, first: np.ndarray, second: np.ndarray, precision: Precision) -> tuple[NodeCuts, bool]:
    a, b, c, d = pieces.start[first], pieces.end[first], pieces.start[second], pieces.end[second]
    lines, points, snapped = [], [], np.zeros(len(first), dtype=bool)
    for vertex, piece, low, high in ((c, first, a, b), (d, first, a, b), (a, second, c, d), (b, second, c, d)):
        near = _near_inside(vertex, low, high, precision.snap)
        lines.append(pieces.line[piece[near]])
        points.append(vertex[near])
        snapped |= near
    across = _cross(a, b, c, d)
    rest = np.flatnonzero(across & ~snapped)
    point = find_crossing(a[rest], b[rest], c[rest], d[rest])
    lines += [pieces.line[first[rest]], pieces.line[second[rest]]]
    return NodeCuts(np.concatenate(lines), np.concatenate([*points, point, point])), bool(across.any())


@dataclass(frozen=True)
class _Along:
    """Where pieces lie along their lines: the coordinate in which a line is longer, so turned that it ascends.

    Attributes
    ----------
    begin : ndarray of int, shape (lines + 1,)
        Where the pieces of each line begin.
    steep, turned : ndarray of bool, shape (lines,)
        Whether a line is longer in y than in x, and whether it descends.
    start, end : ndarray of float, shape (pieces,)
    """

    begin: np.ndarray
    steep: np.ndarray
    turned: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @classmethod
    def of(cls, pieces: NodedPieces, line_count: int) -> _Along:
        begin = starts(np.bincount(pieces.line, minlength=line_count))
        way = pieces.end[begin[1:] - 1] - pieces.start[np.minimum(begin[:-1], len(pieces) - 1)]
        steep = np.abs(way.imag) > np.abs(way.real)
        turned = np.where(steep, way.imag, way.real) < 0
        start, end = (_coordinate(point, steep[pieces.line], turned[pieces.line]) for point in (pieces.start, pieces.end))
        return cls(begin, steep, turned, start, end)


def _near_pieces(pieces: NodedPieces, along: _Along, p: np.ndarray, q: np.ndarray, precision: Precision) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of pieces of pairs of lines whose boxes touch.

    Pieces of a line lie along it in order, so that those beside a piece of another line are a stretch, whose ends are searched for.
    """
    count = np.diff(along.begin)[p]
    first, other = spans(along.begin[p], count), np.repeat(q, count)
    one, two = (_coordinate(point[first], along.steep[other], along.turned[other]) for point in (pieces.start, pieces.end))
    low = _first_not_below(along.end, along.begin[other], along.begin[other + 1], np.minimum(one, two) - precision.nearness)
    high = _first_not_below(along.start, low, along.begin[other + 1], np.maximum(one, two) + precision.nearness)
    first, second = np.repeat(first, high - low), spans(low, high - low)
    near = bounds(pieces.start, pieces.end).touch(first, second, precision.snap)
    return first[near], second[near]


def _coordinate(point: np.ndarray, steep: np.ndarray, turned: np.ndarray) -> np.ndarray:
    """Return the coordinate of points along lines that are steep or flat and run up or down."""
    place = np.where(steep, point.imag, point.real)
    return np.where(turned, -place, place)


def _first_not_below(place: np.ndarray, low: np.ndarray, high: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return for each row the first of the places from ``low`` to ``high``, which ascend, that is not below a target."""
    low, high = low.copy(), high.copy()
    while np.any(open_rows := low < high):
        middle = np.where(open_rows, (low + high) // 2, 0)
        below = place[middle] < target
        low = np.where(open_rows & below, middle + 1, low)
        high = np.where(open_rows & ~below, middle, high)
    return low


def _near_inside(vertex: np.ndarray, low: np.ndarray, high: np.ndarray, reach: float) -> np.ndarray:
    """Whether a vertex lies within reach of a piece, beside it rather than beyond its ends, and is none of these."""
    way, off = high - low, vertex - low
    length = np.abs(way)
    along = (way.conj() * off).real
    near = np.abs(cross(way, off)) <= reach * length
    return near & (along > 0) & (along < length * length) & (vertex != low) & (vertex != high)


def _cross(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray) -> np.ndarray:
    """Whether segments cross each other inside, exactly."""
    side_c, side_d = orientation(a, b, c)[0], orientation(a, b, d)[0]
    side_a, side_b = orientation(c, d, a)[0], orientation(c, d, b)[0]
    return (side_c * side_d < 0) & (side_a * side_b < 0)


def hot_pixels(lines: Lines, cuts: NodeCuts, p: np.ndarray, q: np.ndarray) -> NodeCuts:
    """Return the cuts that snap rounding makes (Hobby 1999, "Practical segment intersection with finite precision output").

    A line is cut at every vertex whose pixel, the unit square around it without its upper and right side, it runs through. Lines
    so cut meet in vertices only.

    Parameters
    ----------
    lines : Lines
        Their ends have whole coordinates.
    cuts : NodeCuts
        Where they cross, sorted by line.
    p, q : ndarray of int, shape (pairs,)
        Lines that come near each other.
    """
    found = [_vertices_on(lines, cuts, p, q), _vertices_on(lines, cuts, q, p)]
    return found[0].joined(found[1])


def _vertices_on(lines: Lines, cuts: NodeCuts, line: np.ndarray, other: np.ndarray) -> NodeCuts:
    """Return the ends and cuts of other lines whose pixels lines run through."""
    begin = np.searchsorted(cuts.line, np.arange(len(lines) + 1))
    count = np.diff(begin)[other]
    line = np.concatenate([line, line, np.repeat(line, count)])
    vertex = np.concatenate([lines.start[other], lines.end[other], cuts.point[spans(begin[other], count)]])
    a, b = lines.start[line], lines.end[line]
    inside = np.flatnonzero(_strictly_within(vertex, a, b))
    line, vertex, a, b = line[inside], vertex[inside], a[inside], b[inside]
    hit = np.flatnonzero(_through_pixel(vertex, a, b))
    return NodeCuts(line[hit], vertex[hit])


def _through_pixel(center: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """A line that passes exactly through a corner is taken to pass it on the side away from the upper right."""
    way = b - a
    tie = np.where(way.imag != 0, np.sign(way.imag), -np.sign(way.real))
    sides = []
    for corner in (-0.5 - 0.5j, -0.5 + 0.5j, 0.5 - 0.5j, 0.5 + 0.5j):
        side = orientation(a, b, center + corner)[0]
        sides.append(np.where(side != 0, side, tie))
    return (np.minimum.reduce(sides) < 0) & (np.maximum.reduce(sides) > 0)
