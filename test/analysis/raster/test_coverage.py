"""The part of each cell that a polygon covers: by hand, by the areas that shapely finds, and beside exactextract."""

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.raster import measures
from opgavenkaart.processing.analysis.raster.coverage import collect_edges, cover_cells, measure_areas
from opgavenkaart.processing.analysis.raster.grid import Grid, Raster, Window
from opgavenkaart.processing.analysis.raster.measures import RasterMeasure, measure_points, measure_units
from opgavenkaart.processing.model.errors import OpgaveError

ROWS, COLUMNS = 12, 15
GRID = Grid(100.0, 200.0, 10.0, -10.0, ROWS, COLUMNS)
ALL = Window(0, ROWS, 0, COLUMNS)
WHOLE = shapely.box(100, 80, 250, 200)


def raster_of(values, grid=GRID, name="heat"):
    return Raster(name, grid, lambda window: values[window.first_row : window.last_row, window.first_column : window.last_column].copy())


def cell_boxes():
    column, row = np.meshgrid(np.arange(COLUMNS), np.arange(ROWS))
    left, top = 100 + 10.0 * column.ravel(), 200 - 10.0 * row.ravel()
    return shapely.box(left, top - 10, left + 10, top)


def random_polygons(rng, count):
    """Stars with holes, slivers thinner than a cell, boxes along the borders of cells, and some that stick out of the raster."""
    for number in range(count):
        middle = rng.uniform((90, 70), (260, 210))
        angle = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(3, 12)))
        radius = rng.uniform(1, 60, len(angle))
        star = shapely.make_valid(shapely.polygons(middle + np.column_stack([np.cos(angle), np.sin(angle)]) * radius[:, None]))
        kinds = (
            star,
            shapely.difference(star, shapely.affinity.scale(star, 0.5, 0.5)) if number % 2 else star,
            shapely.box(middle[0], middle[1], middle[0] + 0.3, middle[1] + rng.uniform(5, 60)),
            shapely.box(*(10 * np.round(middle / 10)), *(10 * np.round(middle / 10) + rng.integers(1, 5, 2) * 10)),
        )
        found = kinds[number % 4]
        if shapely.area(found) > 0 and found.geom_type in ("Polygon", "MultiPolygon"):
            yield found


def test_a_square_over_four_cells_by_hand():
    """From the middle of one cell to the middle of the next but one: a quarter of the corners, a half of the sides, all of the middle."""
    found = cover_cells(collect_edges(np.array([shapely.box(105, 175, 125, 195)]), GRID), ALL)
    shares = {(int(row), int(column)): float(share) for row, column, share in zip(found.row, found.column, found.share, strict=True)}
    assert shares == pytest.approx({
        (0, 0): 0.25, (0, 1): 0.5, (0, 2): 0.25, (1, 0): 0.5, (1, 1): 1.0, (1, 2): 0.5, (2, 0): 0.25, (2, 1): 0.5, (2, 2): 0.25,
    })  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_shares_are_the_areas_of_cell_and_polygon(seed):
    """Each share equals the area that shapely finds, to a billionth of a cell, and together they are the polygon within the raster."""
    polygons = np.array(list(random_polygons(np.random.default_rng(seed), 60)))
    edges = collect_edges(polygons, GRID)
    found = cover_cells(edges, ALL)
    shares = np.zeros((len(polygons), ROWS * COLUMNS))
    shares[found.owner, found.row * COLUMNS + found.column] = found.share
    expected = shapely.area(shapely.intersection(polygons[:, None], cell_boxes()[None, :])) / 100
    assert np.abs(shares - expected).max() < 2e-9
    assert np.abs(measure_areas(edges, len(polygons)) - shapely.area(polygons) / 100).max() < 1e-9
    assert np.abs(shares.sum(axis=1) * 100 - shapely.area(shapely.intersection(polygons, WHOLE))).max() < 1e-6


def test_parts_of_a_raster_give_what_the_whole_gives(monkeypatch):
    """In blocks of 40 cells, as a raster that does not fit in memory: the same to the last digits."""
    rng = np.random.default_rng(3)
    polygons, values = np.array(list(random_polygons(rng, 40))), rng.normal(20, 5, (ROWS, COLUMNS))
    values[rng.random(values.shape) < 0.2] = np.nan
    for name in ("mean", "sum", "median", "share_above", "min", "max"):
        asked = RasterMeasure(name, threshold=20.0)
        whole = measure_units(polygons, raster_of(values), asked)
        with monkeypatch.context() as patched:
            patched.setattr(measures, "CELLS_AT_ONCE", 40)
            parts = measure_units(polygons, raster_of(values), asked)
        assert np.allclose(whole.values[0.0], parts.values[0.0], rtol=1e-9, equal_nan=True), name
        assert np.allclose(whole.cover, parts.cover, equal_nan=True)


def test_measures_of_a_unit_by_hand():
    """A unit of a whole cell of 10, half a cell of 20 and a cell without data: 1.5 of its 2.5 cells have data."""
    values = np.full((ROWS, COLUMNS), np.nan)
    values[0, 0], values[0, 1] = 10.0, 20.0
    unit = shapely.union_all([shapely.box(100, 190, 115, 200), shapely.box(100, 180, 110, 190)])
    wanted = {"mean": 40 / 3, "sum": 20.0, "min": 10.0, "max": 20.0, "median": 10.0, "share_above": 1 / 3}
    for name, value in wanted.items():
        found = measure_units(np.array([unit, None]), raster_of(values), RasterMeasure(name, threshold=15.0))
        assert found.values[0.0][0] == pytest.approx(value), name
        assert np.isnan(found.values[0.0][1]) and np.isnan(found.cover[1]), "without geometry nothing is known"
        assert found.cover[0] == pytest.approx(1.5 / 2.5)


def test_each_class_has_its_share_and_together_they_are_one():
    values = np.ones((ROWS, COLUMNS))
    values[:, 5:] = 4.0
    found = measure_units(np.array([shapely.box(140, 150, 170, 190)]), raster_of(values), RasterMeasure("share"))
    assert found.by_class and {key: one[0] for key, one in found.values.items()} == pytest.approx({1.0: 1 / 3, 4.0: 2 / 3})
    asked = RasterMeasure("share", classes=[(3.0, 5.0)])
    assert measure_units(np.array([WHOLE]), raster_of(values), asked).values[0.0][0] == pytest.approx(2 / 3)


def test_too_many_classes_are_one_sentence():
    values = np.arange(ROWS * COLUMNS, dtype=float).reshape(ROWS, COLUMNS)
    with pytest.raises(OpgaveError, match="more than 100 different values"):
        measure_units(np.array([WHOLE]), raster_of(values), RasterMeasure("share"))


def test_cells_are_weighed_by_another_raster_with_the_same_cells():
    """Three inhabitants at 10 degrees, one at 30: a mean of 15; a weight raster of other cells is refused, not resampled."""
    values, people = np.full((ROWS, COLUMNS), 99.0), np.zeros((ROWS, COLUMNS))
    values[0, 0], values[0, 1], people[0, 0], people[0, 1] = 10.0, 30.0, 3.0, 1.0
    found = measure_units(np.array([WHOLE]), raster_of(values), RasterMeasure("mean"), raster_of(people, name="people"))
    assert found.values[0.0][0] == pytest.approx(15.0)
    coarse = raster_of(people, Grid(100.0, 200.0, 20.0, -20.0, 6, 7), "people")
    with pytest.raises(OpgaveError, match="'people' has other cells than 'heat'.*20 x 20"):
        measure_units(np.array([WHOLE]), raster_of(values), RasterMeasure("mean"), coarse)


def test_points_take_the_value_of_their_cell():
    """Two residents at 10, one at 40, one where nothing is known, one in no unit."""
    values = np.full((ROWS, COLUMNS), np.nan)
    values[0, 0], values[11, 14] = 10.0, 40.0
    points = np.array([[105.0, 195.0], [245.0, 85.0], [175.0, 150.0], [0.0, 0.0]])
    found = measure_points(np.array([WHOLE]), points, np.array([2.0, 1.0, 1.0, 1.0]), raster_of(values), RasterMeasure("mean"))
    assert (found.values[0.0][0], found.cover[0], found.outside) == (pytest.approx(20.0), pytest.approx(0.75), 1)


def test_sums_of_units_add_up_to_the_raster():
    """Units that divide the raster between them share out its total, whatever their borders."""
    rng = np.random.default_rng(5)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(rng.uniform((100, 80), (250, 200), (30, 2))), extend_to=WHOLE))
    units, values = shapely.intersection(cells, WHOLE), rng.uniform(0, 9, (ROWS, COLUMNS))
    found = measure_units(units, raster_of(values), RasterMeasure("sum"))
    assert found.values[0.0].sum() == pytest.approx(values.sum(), rel=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_exactextract_says_the_same(seed):
    """An independent program, on random rasters with holes in the data and random polygons: a millionth."""
    exactextract = pytest.importorskip("exactextract")
    from exactextract.feature import JSONFeatureSource
    from exactextract.raster import NumPyRasterSource

    rng = np.random.default_rng(seed)
    polygons, values = np.array(list(random_polygons(rng, 60))), rng.normal(20, 5, (ROWS, COLUMNS))
    values[rng.random(values.shape) < 0.2] = np.nan
    source = NumPyRasterSource(values, xmin=100, ymin=80, xmax=250, ymax=200, nodata=np.nan)
    features = [{"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(one)} for one in polygons]
    said = exactextract.exact_extract(source, JSONFeatureSource(features), ["mean", "sum", "min", "max"])
    for name in ("mean", "sum", "min", "max"):
        found = measure_units(polygons, raster_of(values), RasterMeasure(name)).values[0.0]
        theirs = np.array([np.nan if one["properties"][name] is None else one["properties"][name] for one in said], dtype=float)
        known = np.isfinite(found) & np.isfinite(theirs)
        assert known.sum() > 30
        assert np.allclose(found[known], theirs[known], rtol=1e-6, atol=1e-9), name
