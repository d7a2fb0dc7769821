"""Layers to overlay, and overlays in a form that is easy to compare."""

import math
from collections import Counter, defaultdict

import numpy as np
import shapely


def layer(*geometry):
    """Return geometries (WKT or shapely) as a layer's geometry array."""
    result = np.empty(len(geometry), dtype=object)
    result[:] = [shapely.from_wkt(each) if isinstance(each, str) else each for each in geometry]
    return result


def squares(*corners, size=1.0):
    """Return squares with these lower left corners."""
    return layer(*(shapely.box(x, y, x + size, y + size) for x, y in corners))


def covers(partition):
    """Return for each face which features cover it: a tuple for each layer."""
    ends = [labels.indptr() for labels in partition.labels]
    return [
        tuple(tuple(labels.feature[end[face] : end[face + 1]].tolist()) for labels, end in zip(partition.labels, ends, strict=True))
        for face in range(len(partition))
    ]


def areas(partition):
    """Return the area of each cover, the faces that have it taken together."""
    result = defaultdict(float)
    for cover, area in zip(covers(partition), shapely.area(partition.geometry), strict=True):
        result[cover] += float(area)
    return dict(result)


def combination_areas(partition):
    """Return the area of each combination of one feature (or None) of each layer."""
    result = Counter()
    for cover, area in areas(partition).items():
        for combination in _combinations(cover):
            result[combination] += area
    return dict(result)


def _combinations(cover):
    if not cover:
        return [()]
    return [(one, *rest) for one in (cover[0] or (None,)) for rest in _combinations(cover[1:])]


def assert_same_areas(found, expected, smallest):
    """Compare areas by key to 1e-6 relative; keys whose area is below ``smallest`` on one side may be missing on the other."""
    for key in found.keys() | expected.keys():
        assert math.isclose(found.get(key, 0.0), expected.get(key, 0.0), rel_tol=1e-6, abs_tol=smallest), key


def same(one, other):
    """Whether two partitions are the same, bit for bit."""
    labels = zip(one.labels, other.labels, strict=True)
    return np.array_equal(shapely.to_wkb(one.geometry), shapely.to_wkb(other.geometry)) and all(
        np.array_equal(a.face, b.face) and np.array_equal(a.feature, b.feature) for a, b in labels
    )


def stars(random, count, size, corners=12):
    """Return random star-shaped polygons."""
    angle = np.sort(random.uniform(0, 2 * np.pi, (count, corners)), axis=1)
    reach = random.uniform(0.2, 1.0, (count, corners)) * size / 4
    middle = random.uniform(0, size, (count, 1)) + 1j * random.uniform(0, size, (count, 1))
    vertex = middle + reach * np.exp(1j * angle)
    made = shapely.make_valid(shapely.polygons(np.stack([vertex.real, vertex.imag], axis=-1)))
    return np.array([shapely.multipolygons([part for part in shapely.get_parts(each) if part.geom_type == "Polygon"]) for each in made])


def cells(random, count, size):
    """Return Voronoi cells that cover a square."""
    square = shapely.box(0, 0, size, size)
    points = shapely.multipoints(random.uniform(0, size, (count, 2)))
    return shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(points, extend_to=square)), square)
