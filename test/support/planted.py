"""Generated cities with known clusters: what a method finds of what was put in, and what it finds where nothing was."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

UNITS = 500
CENTRES = ((2500.0, 7000.0), (7200.0, 3000.0))
"""Where clusters are put in, in a city of 10 km; far enough from each other to stay apart."""

REACH = 1300.0
SIDE = 10_000.0


@dataclass(frozen=True)
class City:
    """Irregular units with two planted clusters.

    Attributes
    ----------
    geometry : ndarray of shapely polygons, shape (n,)
    planted : ndarray of int, shape (n,)
        1 or 2 in a planted cluster, 0 outside.
    rng : Generator
        Draws the fields.
    """

    geometry: np.ndarray
    planted: np.ndarray
    rng: np.random.Generator

    def field(self, lift: float) -> np.ndarray:
        """Return a normal field, ``lift`` deviations higher where clusters are planted."""
        return self.rng.normal(size=len(self.geometry)) + lift * (self.planted > 0)


def city(seed: int) -> City:
    """Return the Voronoi cells of points that keep some distance, as streets and water cut a real city."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, SIDE, (UNITS, 2))
    box = shapely.box(0, 0, SIDE, SIDE)
    for _ in range(2):
        cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=box))
        cells = shapely.intersection(cells, box)
        points = shapely.get_coordinates(shapely.centroid(cells))
    away = [np.hypot(*(points - (centre + rng.uniform(-800, 800, 2))).T) for centre in CENTRES]
    return City(cells, np.select([distance <= REACH for distance in away], [1, 2]), rng)


@dataclass(frozen=True)
class Counts:
    """What was found in many cities.

    Attributes
    ----------
    planted, recovered : int
        Clusters put in, and those of which a found cluster of need holds at least half of the units.
    false_share : float
        Mean over the cities of the share of the found units (or circles) that are false: nothing is planted near them.
    cities, alarmed : int
        Cities without anything planted, and those in which something was found all the same.
    """

    planted: int
    recovered: int
    false_share: float
    cities: int
    alarmed: int

    def row(self, name: str) -> str:
        """Return the counts as a row of the table in the documentation."""
        return f"| `{name}` | {self.recovered} of {self.planted} | {100 * self.false_share:.1f} % | {self.alarmed} of {self.cities} |"


def counts(find: Callable[[City, bool], tuple[np.ndarray, np.ndarray, int]], cities: int) -> Counts:
    """Count what ``find`` finds in as many cities with clusters as without.

    ``find(city, planted)`` returns each unit's cluster (0 for none), whether each find is false, and the number of finds of any kind.
    """
    recovered, false, alarmed = 0, [], 0
    for seed in range(cities):
        town = city(seed)
        membership, wrong, _ = find(town, True)
        recovered += sum(_recovered(membership[town.planted == number]) for number in (1, 2))
        false.append(wrong.mean() if len(wrong) else 0.0)
        alarmed += find(city(cities + seed), False)[2] > 0
    return Counts(2 * cities, recovered, float(np.mean(false)), cities, alarmed)


def _recovered(clusters: np.ndarray) -> bool:
    """Whether one cluster holds at least half of these units."""
    return 2 * np.bincount(clusters, minlength=2)[1:].max() >= len(clusters)


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Return the adjusted Rand index of two divisions (Hubert and Arabie 1985): 1 the same, 0 as like as chance makes them."""
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)
    pairs = lambda numbers: (numbers * (numbers - 1) / 2).sum()  # noqa: E731
    both, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    chance = rows * columns / pairs(np.array([len(one)]))
    return float((both - chance) / ((rows + columns) / 2 - chance))
