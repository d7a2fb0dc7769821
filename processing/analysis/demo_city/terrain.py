"""The lie of the land, drawn flat around the city's centre (metres): the municipality's outline and its waters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .arithmetic import cos, length, sin
from .draws import Draws
from .setting import city
from .warp import Warp, make_warp, wobble

RADIUS = 4350.0
RIVER_AXIS = np.radians(24.0)
RIVER_OFFSET = -160.0
RIVER_REACH = 6500.0
RIVER_HALF_WIDTH = 17.0
CANAL_HALF_WIDTH = 15.0
MOAT_HALF_WIDTH = 7.0
QUAY = 9.0
MOAT_DISTANCE = 56.0
RING_PARTS = 144
MOAT_POINTS = slice(29, 112)  # of the inner ring, clockwise from north: from bearing 72.5 to 277.5
CANAL_BEARING = 47.0
CANAL_START = 530.0
CUT_SPACING = 140.0


@dataclass(frozen=True)
class Terrain:
    """Outline and waters in plan coordinates, and the warp that puts them in their place.

    ``waters`` are the navigable ones by name; ``corridor`` is those with their quays, where no block lies; ``cuts`` divide it.
    """

    outline: shapely.Polygon
    river: shapely.LineString
    brook: shapely.LineString
    waters: dict[str, shapely.Geometry]
    corridor: shapely.Geometry
    cuts: np.ndarray
    warp: Warp


def make_terrain(seed: int) -> Terrain:
    """Return the terrain of a seed."""
    rng = Draws(seed, "terrain")
    warp = make_warp(city()["origin"], rng)
    outline = make_outline(rng)
    river = make_river(rng)
    axes = {
        city()["river"]: (river, RIVER_HALF_WIDTH),
        city()["moat"]: (make_moat(ring_line(city()["rings"][0], Draws(seed, "ring 0")), river), MOAT_HALF_WIDTH),
        city()["canal"]: (make_canal(), CANAL_HALF_WIDTH),
    }
    waters = {name: shapely.normalize(shapely.intersection(axis.buffer(half), outline)) for name, (axis, half) in axes.items()}
    banks = shapely.union_all([axis.buffer(half + QUAY) for axis, half in axes.values()])
    return Terrain(
        outline=outline,
        river=river,
        brook=make_brook(rng),
        waters=waters,
        corridor=shapely.normalize(shapely.intersection(banks, outline)),
        cuts=np.array([river, *cross_cuts(river)]),
        warp=warp,
    )


def polar(angle: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """Return plan coordinates of bearings (radians, clockwise from north) and distances."""
    return np.stack([radius * sin(angle), radius * cos(angle)], axis=-1)


def make_outline(rng: Draws) -> shapely.Polygon:
    """Return the municipality's outline: lobed, with a ragged edge."""
    angle = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    radius = RADIUS * (1 + 0.15 * wobble(angle, range(2, 8), rng) + 0.045 * wobble(angle, range(9, 45), rng))
    return shapely.polygons(polar(angle, radius))


def ring_line(ring: dict, rng: Draws) -> shapely.LineString:
    """Return a ring road as a closed line."""
    angle = np.linspace(0, 2 * np.pi, RING_PARTS + 1)
    return shapely.linestrings(polar(angle, ring["radius"] * (1 + ring["wobble"] * wobble(angle, range(2, 6), rng))))


def make_river(rng: Draws) -> shapely.LineString:
    """Return the river's axis: it passes west of the market and meanders more as it is farther from the town."""
    along = np.linspace(-RIVER_REACH, RIVER_REACH, 261)
    swing = 45 + 190 * np.clip((np.abs(along) - 500) / 1800, 0, 1)
    phase = rng.uniform(0, 2 * np.pi, 2)
    aside = RIVER_OFFSET + swing * (0.75 * sin(along / 290 + phase[0]) + 0.6 * sin(along / 730 + phase[1]))
    direction = np.array([sin(RIVER_AXIS), cos(RIVER_AXIS)])
    normal = np.array([direction[1], -direction[0]])
    return shapely.linestrings(along[:, None] * direction + aside[:, None] * normal)


def make_moat(ring: shapely.LineString, river: shapely.LineString) -> shapely.LineString:
    """Return what is left of the town moat: a part of the circle just inside the inner ring, down to the river."""
    points = shapely.get_coordinates(ring)[MOAT_POINTS]
    points = points * (1 - MOAT_DISTANCE / length(points))[:, None]
    mouth = int(np.argmin(shapely.distance(shapely.points(points), river)))
    return shapely.linestrings(points[: mouth + 1])


def make_canal() -> shapely.Geometry:
    """Return the canal's axis, with a broad dock at the town's end."""
    start, dock, end = polar(np.radians(np.full(3, CANAL_BEARING)), np.array([CANAL_START, CANAL_START + 260, 2 * RADIUS]))
    basin = shapely.linestrings([start, dock]).buffer(24, cap_style="flat")
    return shapely.union_all([shapely.linestrings([start, end]), basin])


def make_brook(rng: Draws) -> shapely.LineString:
    """Return the axis of a brook that winds from the south-east border to the river's upper course."""
    share = np.linspace(0, 1, 90)
    bearing = np.radians(143 + 58 * share + 3.2 * sin(share * 24 + rng.uniform(0, 2 * np.pi)))
    return shapely.linestrings(polar(bearing, 5200 - 2300 * share + 60 * sin(share * 47)))


def cross_cuts(river: shapely.LineString) -> np.ndarray:
    """Return short lines across the river's corridor, which let a sector end halfway a bank."""
    distance = np.arange(CUT_SPACING, river.length - CUT_SPACING, CUT_SPACING)
    here, ahead = (shapely.get_coordinates(shapely.line_interpolate_point(river, distance + step)) for step in (0, 1.0))
    along = ahead - here
    across = np.stack([along[:, 1], -along[:, 0]], axis=1) / length(along)[:, None] * (RIVER_HALF_WIDTH + QUAY)
    return shapely.linestrings(np.stack([here - across, here + across], axis=1))
