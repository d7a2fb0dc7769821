"""What an overlay asks of its layers: features, and of one kind."""

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.overlay.labels import Report
from opgavenkaart.processing.analysis.overlay.workplaces import Workplace
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.qgis_io.inputs import InputLayer
from opgavenkaart.processing.qgis_io.layer_stream import LayerStream
from opgavenkaart.processing.qgis_io.overlay import OverlayRequest, overlay_of, report_areas, require_dimension
from opgavenkaart.test.support.layers import Heard, memory_layer
from qgis.core import Qgis, QgsFeature, QgsGeometry

SQUARE, LINE, POINT = shapely.box(0, 0, 1, 1), shapely.LineString([(0, 0), (1, 1)]), shapely.Point(0, 0)


def layer(*shapes):
    table = pd.DataFrame(index=range(len(shapes)))
    return Features("Parken", np.array(shapes, dtype=object), table, "EPSG:31370", np.arange(len(shapes)) + 1)


@pytest.mark.parametrize(
    ("shapes", "dimension", "sentence"),
    [
        ((), 2, "Layer 'Parken' has no features with geometry"),
        ((SQUARE, LINE), 2, "Layer 'Parken' has features that are no polygons: only the first layer may be lines or points"),
        ((LINE, POINT), 1, "Layer 'Parken' mixes points, lines or polygons"),
        ((POINT, SQUARE), 0, "Layer 'Parken' mixes points, lines or polygons"),
    ],
)
def test_layers_that_cannot_be_laid_over_each_other(shapes, dimension, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        require_dimension(layer(*shapes), dimension)


@pytest.mark.parametrize(("shape", "dimension"), [(SQUARE, 2), (LINE, 1), (POINT, 0)])
def test_layers_of_one_kind(shape, dimension):
    require_dimension(layer(shape, shape), dimension)


# ---- small layers, by hand


NOTHING = "nothing"


class Rows(LayerStream):
    """Keeps what is written, row by row."""

    def __init__(self, kinds):
        super().__init__(kinds)
        self.rows = []

    def write(self, wkb, columns):
        shapes = shapely.from_wkb(wkb)
        for row, shape in enumerate(shapes):
            self.rows.append((shape, {name: columns[name][row] for name in self.kinds}))

    def by(self, measure, *fields):
        """Return the size of each row with its fields, in order."""
        found = [
            (round(float(measure(shape)), 6), *(NOTHING if pd.isna(row[name]) else row[name] for name in fields))
            for shape, row in self.rows
        ]
        return sorted(found, key=lambda row: (row[0], row[1] == NOTHING, *row[1:2]))


def square(left, right, top=10):
    return shapely.box(left, 0, right, top).wkt


@pytest.fixture
def overlay(qgis_app):
    """Lay layers over each other; what comes of it, what was told, and the overlay."""

    def run(*layers, **wanted):
        heard = Heard()
        done = overlay_of([InputLayer(layer) for layer in layers], OverlayRequest(**wanted), Workplace(SILENT), heard)
        done.read([InputLayer(layer) for layer in layers])
        done.run()
        rows = Rows(done.kinds)
        count, report = done.write(rows)
        assert count == len(rows.rows)
        return rows, done, heard, report

    return run


@pytest.fixture
def homes(qgis_app):
    return memory_layer("Polygon", [(square(0, 10), "west", 30), (square(20, 30), "far", 5)], "naam:string,people:integer", name="Homes")


@pytest.fixture
def parks(qgis_app):
    return memory_layer("Polygon", [(square(6, 20), "park")], "naam:string", name="Parks")


BOTH, HOME, FAR, PARK = (40, 1, 1), (60, 1, 0), (100, 1, 0), (100, 0, 1)
"""Faces of two homes, from 0 to 10 and from 20 to 30, and a park from 6 to 20, all 10 high: their area, and how many of each cover them."""


@pytest.mark.parametrize(
    ("operation", "faces"),
    [
        ("partition", [BOTH, HOME, PARK, FAR]),
        ("intersection", [BOTH]),
        ("difference", [HOME, FAR]),
        ("identity", [BOTH, HOME, FAR]),
        ("symmetric_difference", [HOME, PARK, FAR]),
    ],
)
def test_two_homes_and_a_park_between_them(overlay, homes, parks, operation, faces):
    rows, done, _, report = overlay(homes, parks, operation=operation)
    assert rows.by(shapely.area, "homes_count", "parks_count") == faces
    assert done.kinds == {"homes_count": "int", "homes_ids": "text", "parks_count": "int", "parks_ids": "text"}
    assert done.crs == "EPSG:31370" and done.repaired == 0
    assert report.input_area.tolist() == [200, 140] and report.output_area.tolist() == pytest.approx([200, 140])
    assert done.wkb_type() == Qgis.WkbType.Polygon


def test_one_layer_of_two_is_enough_where_that_is_asked(overlay, homes, parks):
    rows, *_ = overlay(homes, parks, operation="intersection", at_least=1)
    assert len(rows.rows) == 4


def test_sums_are_shared_by_area_and_words_are_carried_over(overlay, homes, parks):
    """Of the 30 people of the home from 0 to 10 12 live where it lies in the park."""
    rows, done, *_ = overlay(homes, parks, fields="homes.people:sum, homes.naam, parks.naam:list, homes.people")
    found = rows.by(shapely.area, "homes_people", "homes_naam", "parks_naam", "homes_people_2")
    assert found == [
        (40, 12, "west", "park", 30),
        (60, 18, "west", "", 30),
        (100, 5, "far", "", 5),
        (100, NOTHING, NOTHING, "park", NOTHING),
    ]
    assert [done.kinds[name] for name in ("homes_people", "homes_naam", "parks_naam", "homes_people_2")] == ["float", "text", "text", "int"]


def test_a_sliver_goes_to_its_neighbour(overlay, homes, parks):
    """Of 40, 60 and twice 100 square metres the smallest goes to one beside it."""
    rows, _, heard, report = overlay(homes, parks, min_area=50.0)
    assert sorted(round(shape.area) for shape, _ in rows.rows) in ([60, 100, 140], [100, 100, 100])
    assert (report.joined, report.dropped, report.sliver_area) == (1, 0, pytest.approx(40))
    assert heard.warnings == []


def test_pieces_are_one_for_each_combination_of_features(overlay, homes, parks):
    homes.startEditing()
    again = QgsFeature(homes.fields())
    again.setGeometry(QgsGeometry.fromWkt(square(0, 4)))
    homes.addFeature(again)
    homes.commitChanges()
    rows, done, *_ = overlay(homes, parks, explode=True, operation="identity")
    assert sorted(round(shape.area) for shape, _ in rows.rows) == [40, 40, 60, 100]
    assert done.wkb_type() == Qgis.WkbType.MultiPolygon and {shape.geom_type for shape, _ in rows.rows} == {"MultiPolygon"}


@pytest.mark.parametrize("explode", [False, True])
def test_lines_are_cut_where_areas_begin(overlay, parks, explode):
    ways = memory_layer("LineString", [("LINESTRING (0 5, 10 5)", 50)], "cars:integer", name="Ways")
    rows, done, heard, report = overlay(ways, parks, fields="ways.cars:sum", grid_size=0.5, explode=explode)
    assert rows.by(shapely.length, "parks_count", "ways_cars") == [(4, 1, 20), (6, 0, 30)]
    assert done.wkb_type() == Qgis.WkbType.LineString and report is None
    assert heard.notes == ["MIN_AREA and GRID_SIZE are for faces: lines and points go without."]


@pytest.mark.parametrize(
    ("kind", "shapes", "made"),
    [
        ("Point", ["POINT (7 5)", "POINT (1 5)"], Qgis.WkbType.Point),
        ("MultiPoint", ["MULTIPOINT (7 5, 8 5)", "MULTIPOINT (1 5)"], Qgis.WkbType.MultiPoint),
    ],
)
def test_points_have_what_covers_them(overlay, parks, kind, shapes, made):
    trees = memory_layer(kind, [(shape,) for shape in shapes], name="Trees")
    rows, done, heard, _ = overlay(trees, parks)
    assert sorted((shape.bounds[0], row["parks_count"]) for shape, row in rows.rows) == [(1, 0), (7, 1)]
    assert done.wkb_type() == made and heard.notes == []


def test_heights_are_left_out_and_layers_of_one_name_have_fields_of_their_own(overlay):
    layers = [memory_layer("PolygonZ", [("POLYGON Z ((0 0 7, 4 0 7, 4 4 7, 0 0 7))",)], name="Parks") for _ in range(2)]
    rows, done, heard, _ = overlay(*layers)
    assert len(done.kinds) == 4 and [round(shape.area) for shape, _ in rows.rows] == [8]
    assert heard.notes == ["Layer 'Parks': heights and measures are left out."] * 2


@pytest.mark.parametrize(
    ("share", "warned"), [(1e-5, ["The area of layer 'a' changed by 1.0e-05 of it: please report this with the layers."]), (1e-7, [])]
)
def test_an_area_that_does_not_come_out_is_told(share, warned):
    heard, before, after = Heard(), np.array([100.0]), np.array([100.0 * (1 + share)])
    report_areas(Report(before, after, joined=2, dropped=1, sliver_area=3.456), ["a"], heard)
    assert heard.warnings == warned
    assert heard.notes[1:] == ["2 slivers went to a neighbour and 1 had none and were left out: 3.46 m2."]
    heard = Heard()
    report_areas(Report(before, after, 0.5), ["a"], heard)
    assert heard.warnings == [] and heard.notes == ["Layer 'a': 100.00 m2 in, 100.00 m2 out."]
