"""What a file on disk says of itself when sources are checked: its layers, its columns, its day; actors of a table get places."""

import datetime
import json
import os

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.planning.coalition.inputs import place_actors
from opgavenkaart.processing.sources.kinds.probing import LayerGone
from opgavenkaart.processing.sources.watch.local_files import look_at_file
from opgavenkaart.test.support.layers import Heard, record
from osgeo import ogr
from qgis.core import QgsCoordinateTransformContext


@pytest.fixture
def package(qgis_app, tmp_path):
    """A GeoPackage of two layers."""
    path = tmp_path / "stad.gpkg"
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    for name, fields in (("bomen", ("soort", "hoogte")), ("banken", ("kleur",))):
        layer = source.CreateLayer(name, geom_type=ogr.wkbPoint)
        for field in fields:
            layer.CreateField(ogr.FieldDefn(field, ogr.OFTString))
    source = layer = None
    return path


def test_a_layer_of_a_file_is_there_with_its_own_columns(package):
    seen = look_at_file(record("gpkg", package, "banken"))
    assert "kleur" in seen.fields and not {"soort", "hoogte"} & set(seen.fields)
    assert {"soort", "hoogte"} <= set(look_at_file(record("gpkg", package, "bomen")).fields)


def test_the_columns_of_json_are_those_of_its_objects(tmp_path):
    """As loading takes them: the longest list of objects, of which the first need not have every name."""
    path = tmp_path / "haltes.json"
    document = {"meta": [{"jaar": 2026}], "haltes": [{"naam": "Markt", "plaats": {"x": 1}}, {"naam": "Brug", "lijn": 4}]}
    path.write_text(json.dumps(document), encoding="utf-8")
    assert set(look_at_file(record("json", path)).fields) == {"naam", "plaats.x", "lijn"}
    path.write_text("{", encoding="utf-8")
    with pytest.raises(OpgaveError, match="haltes.json"):
        look_at_file(record("json", path))


def test_the_day_of_a_file_is_when_it_was_changed(tmp_path):
    path = tmp_path / "winkels.csv"
    path.write_text("naam;straat;open\nBakker;Veldstraat;ja,nee\n", encoding="utf-8")
    moment = datetime.datetime(2024, 2, 29, 12).timestamp()
    os.utime(path, (moment, moment))
    seen = look_at_file(record("csv", path))
    assert seen.fields == ("naam", "straat", "open") and (seen.date, seen.date_origin) == (datetime.date(2024, 2, 29), "file")


def test_a_layer_or_file_that_is_gone(package, tmp_path):
    with pytest.raises(LayerGone, match=r"no layer 'struiken'.*(bomen, banken|banken, bomen)"):
        look_at_file(record("gpkg", package, "struiken"))
    with pytest.raises(LayerGone, match="weg.gpkg"):
        look_at_file(record("gpkg", tmp_path / "weg.gpkg", "bomen"))
    with pytest.raises(LayerGone):
        look_at_file(record("gpkg", ""))
    (tmp_path / "kapot.gpkg").write_bytes(b"niets")
    with pytest.raises(OpgaveError):
        look_at_file(record("gpkg", tmp_path / "kapot.gpkg"))
    (tmp_path / "hoogte.tif").write_bytes(b"niets")
    assert look_at_file(record("raster", tmp_path / "hoogte.tif")).fields is None


# ---- places of actors in a table


def table(**columns):
    rows = len(next(iter(columns.values())))
    return Features("Actoren", np.full(rows, None, dtype=object), pd.DataFrame(columns), "", np.arange(rows))


def at(features):
    return [None if shape is None else (round(shape.x), round(shape.y)) for shape in features.geometry]


def settled(features, said=None):
    return place_actors(features, "EPSG:31370", QgsCoordinateTransformContext(), said or Heard())


def test_coordinates_of_a_table_become_places(qgis_app):
    said = Heard()
    found = settled(table(x=[104000.0, np.nan, 105000.0], y=[194000.0, 195000.0, np.nan]), said)
    assert at(found) == [(104000, 194000), None, None] and found.crs == "EPSG:31370"
    assert said.notes == ["Table 'Actoren': places from the columns x and y in EPSG:31370."]
    degrees = settled(table(longitude=[3.72], latitude=[51.05]))
    swapped = settled(table(longitude=[51.05], latitude=[3.72]))
    assert at(degrees) == at(swapped) and degrees.crs == "EPSG:31370"
    ((x, y),) = at(degrees)
    assert abs(x - 104600) < 1000 and abs(y - 193700) < 1000
    nowhere = settled(table(x=[np.nan], y=[1.0]))
    assert at(nowhere) == [None]


def test_a_layer_keeps_its_places_and_a_table_without_coordinates_is_refused(qgis_app):
    layer = Features("x", np.array([None, shapely.Point(1, 2)], dtype=object), pd.DataFrame({"x": [5.0, 6.0]}), "EPSG:3812", np.arange(2))
    assert settled(layer) is layer
    with pytest.raises(OpgaveError, match="has no places.*name, street"):
        settled(table(name=["a"], street=["b"]))
    with pytest.raises(OpgaveError, match="no system that is known here"):
        settled(table(x=[1.0], y=[2.0]))
