"""Where cells lie, and the classes that someone lists, by hand."""

import numpy as np
import pytest
from opgavenkaart.processing.analysis.raster.class_list import read_classes
from opgavenkaart.processing.analysis.raster.grid import Grid, Raster, Window
from opgavenkaart.processing.analysis.raster.measures import Cells, take_extremes, take_means, take_sums
from opgavenkaart.processing.model.errors import OpgaveError

GRID = Grid(left=100.0, top=60.0, width=10.0, height=-20.0, rows=3, columns=4)
"""From 100 to 140 and from 60 down to 0."""


@pytest.mark.parametrize(
    ("rectangle", "window"),
    [
        ((100, 0, 140, 60), (0, 3, 0, 4)),
        ((115, 25, 121, 35), (1, 2, 1, 3)),
        ((110, 20, 120, 40), (1, 2, 1, 2)),
        ((0, -500, 500, 500), (0, 3, 0, 4)),
        ((0, 100, 50, 200), (0, 0, 0, 0)),
        ((200, -90, 300, -50), (3, 3, 4, 4)),
    ],
    ids=["all", "within cells", "on their borders", "wider on all sides", "beyond the first cell", "beyond the last cell"],
)
def test_cells_that_a_rectangle_meets(rectangle, window):
    assert tuple(GRID.within(*rectangle)) == window


def test_a_window_has_a_grid_of_its_own():
    assert GRID.part(Window(1, 3, 2, 3)) == Grid(120.0, 40.0, 10.0, -20.0, 2, 1)
    assert (Window(1, 3, 2, 5).cells, Window(1, 1, 2, 5).cells) == (6, 0)
    assert Window(1, 3, 2, 5).joined(Window(0, 2, 4, 9)) == (0, 3, 2, 9)


@pytest.mark.parametrize(
    ("other", "shift"),
    [
        (Grid(80.0, 100.0, 10.0, -20.0, 1, 1), (2, 2)),
        (Grid(100.009, 60.0, 10.0, -20.0, 1, 1), (0, 0)),
        (Grid(100.011, 60.0, 10.0, -20.0, 1, 1), None),
        (Grid(100.0, 60.03, 10.0, -20.0, 1, 1), None),
        (Grid(100.0, 60.0, 10.001, -20.0, 1, 1), None),
        (Grid(100.0, 60.0, 10.0, 20.0, 1, 1), None),
    ],
    ids=["two rows and columns on", "rounded", "a column off", "a row off", "wider cells", "rows that run upwards"],
)
def test_rows_and_columns_after_another_grid(other, shift):
    assert GRID.shift_from(other) == shift


def test_a_whole_thousandth_of_a_cell_apart_is_not_the_same():
    first = Grid(0.0, 0.0, 1.0, -1.0, 1, 1)
    assert Grid(0.0009, 0.0, 1.0, -1.0, 1, 1).shift_from(first) == (0, 0)
    assert Grid(0.001, 0.0, 1.0, -1.0, 1, 1).shift_from(first) is None


def test_values_beside_another_grid_are_missing_beyond_the_raster():
    """A raster of 3 x 4 cells begins one row and one column after the grid in which it is asked for."""
    values = np.arange(12.0).reshape(3, 4)
    raster = Raster("heat", GRID, lambda window: values[window.first_row : window.last_row, window.first_column : window.last_column])
    wider = Grid(90.0, 80.0, 10.0, -20.0, 5, 6)
    nan = np.nan
    np.testing.assert_array_equal(raster.read_beside(wider, Window(0, 2, 0, 3)), [[nan, nan, nan], [nan, 0, 1]])
    np.testing.assert_array_equal(raster.read_beside(wider, Window(3, 5, 4, 6)), [[11, nan], [nan, nan]])
    np.testing.assert_array_equal(raster.read_beside(wider, Window(0, 1, 0, 2)), [[nan, nan]])
    with pytest.raises(ValueError, match="the cells differ"):
        raster.read_beside(Grid(90.0, 80.0, 11.0, -20.0, 5, 6), Window(0, 2, 0, 3))


CELLS = Cells(np.array([2, 0, 2, 5]), np.array([10.0, 4, 40, 7]), np.array([0.5, 1, 1, 0]))
"""Unit 2 has half a cell of 10 and one of 40, unit 0 one of 4, unit 5 nothing of one of 7."""


@pytest.mark.parametrize(
    ("take", "unit", "value", "weight"),
    [
        (take_means, [0, 2], [4, 30], [1, 1.5]),
        (take_sums, [0, 2, 5], [4, 45, 0], [1, 1, 1]),
        (take_extremes(np.minimum), [0, 2], [4, 10], [1, 1]),
        (take_extremes(np.maximum), [0, 2], [4, 40], [1, 1]),
    ],
    ids=["means", "sums", "lowest", "highest"],
)
def test_cells_of_units_taken_together(take, unit, value, weight):
    found = take(CELLS)
    assert (found.unit.tolist(), found.value.tolist(), found.weight.tolist()) == (unit, value, weight)
    nothing = take(Cells(np.empty(0, dtype="int64"), np.empty(0), np.empty(0)))
    assert len(nothing.unit) == len(nothing.value) == len(nothing.weight) == 0


NAMES = {"Forest": 12, "Grass": 3, "4-7": 40}


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("1", [(1, 1)]),
        ("-2.5 - 3,8-8", [(-2.5, 3), (8, 8)]),
        (" forest ,, GRASS", [(12, 12), (3, 3)]),
        ("4-7", [(40, 40)]),
        ("", []),
    ],
    ids=["a number", "ranges", "names in any case", "a name that reads as a range", "nothing"],
)
def test_classes_that_are_listed(text, classes):
    assert read_classes(text, NAMES, "land use") == classes


@pytest.mark.parametrize(
    ("text", "names", "sentence"),
    [
        ("7-4", NAMES, "The classes '7-4' run backwards"),
        ("tree", {}, "Raster 'land use' names no classes, and 'tree' is no number: give numbers"),
        ("Forrest", NAMES, r"Raster 'land use' has no class 'Forrest'. It has: Forest\.$"),
        ("xyz", NAMES, r"It has: Forest, Grass, 4-7\.$"),
    ],
    ids=["backwards", "no names", "nearly a name", "no name"],
)
def test_classes_that_a_raster_does_not_have(text, names, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        read_classes(text, names, "land use")
