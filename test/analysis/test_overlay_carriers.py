"""Lines and points against polygons."""

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.overlay.carriers import labelled_points, line_pieces
from opgavenkaart.processing.analysis.overlay.workplaces import Workplace
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.test.support.overlay import cells, covers, layer, same, squares, stars


def pieces(lines, layers, **options):
    return line_pieces(lines, layers, Workplace(SILENT), **options)


def test_a_line_is_cut_at_borders_only():
    result = pieces(layer("LINESTRING (-1 0.5, 0.25 0.5, 0.5 0.75, 3 0.75)"), [squares((0, 0), (1, 0))])
    assert [piece.wkt for piece in result.geometry] == [
        "LINESTRING (-1 0.5, 0 0.5)",
        "LINESTRING (0 0.5, 0.25 0.5, 0.5 0.75, 1 0.75)",
        "LINESTRING (1 0.75, 2 0.75)",
        "LINESTRING (2 0.75, 3 0.75)",
    ]
    assert covers(result) == [((0,), ()), ((0,), (0,)), ((0,), (1,)), ((0,), ())]


def test_a_line_that_only_touches_is_not_cut():
    result = pieces(layer("LINESTRING (-1 0, 1 2)", "LINESTRING (0 1, -1 1)"), [squares((0, 0), size=1)])
    assert [len(cover[1]) for cover in covers(result)] == [0, 0]


def test_a_stretch_along_a_border_belongs_to_both_sides():
    result = pieces(layer("LINESTRING (1 -1, 1 3)"), [squares((0, 0), (1, 0))])
    assert covers(result) == [((0,), ()), ((0,), (0, 1)), ((0,), ())]
    slanted = layer("POLYGON ((0 0, 3 1, 0 1, 0 0))", "POLYGON ((0 0, 3 0, 3 1, 0 0))")
    assert covers(pieces(layer("LINESTRING (0 0, 3 1)"), [slanted])) == [((0,), (0, 1))]


def test_parts_of_a_line_stay_apart_and_missing_lines_give_nothing():
    result = pieces(layer("MULTILINESTRING ((0 0, 1 0), (1 0, 2 0))", None), [])
    assert result.labels[0].feature.tolist() == [0, 0]
    assert len(pieces(layer(None), [squares((0, 0))])) == 0


@pytest.mark.parametrize("seed", range(3))
def test_lengths_are_those_of_pairwise_intersections(seed):
    random = np.random.default_rng(seed)
    lines = shapely.linestrings(random.uniform(0, 100, (60, 8, 2)))
    layers = [cells(random, 50, 100.0), stars(random, 25, 100.0)]
    result = pieces(lines, layers)
    length = shapely.length(result.geometry)
    own = result.labels[0].feature
    assert np.bincount(own, length) == pytest.approx(shapely.length(lines))
    for labels, polygons in zip(result.labels[1:], layers, strict=True):
        found = np.zeros((len(lines), len(polygons)))
        np.add.at(found, (own[labels.face], labels.feature), length[labels.face])
        assert found == pytest.approx(shapely.length(shapely.intersection(lines[:, None], polygons[None, :])), abs=1e-9)
    assert same(pieces(lines, layers, tile_load=60), result)


def test_points():
    result = labelled_points(layer("POINT (0.5 0.5)", "POINT (1 0.5)", "POINT (5 5)"), [squares((0, 0), (1, 0))])
    assert covers(result) == [((0,), (0,)), ((1,), (0, 1)), ((2,), ())]
