"""Layers of a project as records: what is written can be loaded again, and is the same layer."""

import datetime

import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.qgis_io.layer_metadata import layer_metadata
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.project_records import records_of, source_of
from opgavenkaart.processing.texts.language import Language
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer

WFS = "pagingEnabled='true' typename='GRB:GBG' url='http://127.0.0.1:9/GRB/wfs' version='2.0.0'"
WMS = "crs=EPSG:31370&format=image/png&layers=lu_gwp_gv&styles=&url=http://127.0.0.1:9/wms"


def test_a_layer_of_a_geopackage_is_read_again_as_it_is(qgis_app, demo_city):
    layer = QgsVectorLayer(f"{demo_city['GEOPACKAGE']}|layername=schools", "Scholen van de stad", "ogr")
    said = read_catalogue(demo_city["CATALOGUE"]).get("schools")
    layer.setMetadata(layer_metadata(said, datetime.date(2026, 9, 1), "EPSG:31370", Language("nl")))
    (record,), left_out = records_of([layer])
    assert (record.id, record.title.nl, record.source.layer, record.geometry) == (
        "scholen_van_de_stad",
        "Scholen van de stad",
        "schools",
        "point",
    )
    assert left_out == []
    assert len(load_record(record).features) == layer.featureCount() == 46
    assert (record.publisher.name, record.licence.name) == (said.publisher.name, said.licence.name)
    assert (record.date, record.update_rhythm) == (datetime.date(2026, 9, 1), said.update_rhythm)


def test_a_table_keeps_its_columns_of_coordinates(qgis_app, tmp_path):
    path = tmp_path / "haltes.csv"
    path.write_text("naam;lon;lat\nKorenmarkt;3.72;51.05\nZuid;3.73;51.04\n", encoding="utf-8")
    layer = QgsVectorLayer(f"file://{path}?delimiter=;&xField=lon&yField=lat&crs=EPSG:4326", "Haltes", "delimitedtext")
    assert layer.isValid()
    (record,), _ = records_of([layer])
    assert record.source.options == {"x": "lon", "y": "lat"}
    assert len(load_record(record).features) == 2


def test_services_keep_address_and_name(qgis_app):
    """They are not asked: a layer whose service is away is described as well."""
    wfs, wms = QgsVectorLayer(WFS, "Gebouwen", "WFS", options()), QgsRasterLayer(WMS, "Gewestplan", "wms", picture_options())
    assert (source_of(wfs).kind, source_of(wfs).path, source_of(wfs).layer) == ("wfs", "http://127.0.0.1:9/GRB/wfs", "GRB:GBG")
    assert (source_of(wms).kind, source_of(wms).layer) == ("wms", "lu_gwp_gv")


def options():
    found = QgsVectorLayer.LayerOptions(QgsProject.instance().transformContext())
    found.loadDefaultStyle = False
    return found


def picture_options():
    return QgsRasterLayer.LayerOptions(False)


@pytest.mark.parametrize("source", ["Point?crs=EPSG:31370", ""])
def test_what_lies_in_memory_is_named(qgis_app, source):
    layer = QgsVectorLayer(source, "Schets", "memory")
    assert records_of([layer]) == ([], ["Schets"])


def test_two_of_a_name_have_two_ids(qgis_app, demo_city):
    layers = [QgsVectorLayer(f"{demo_city['GEOPACKAGE']}|layername={name}", "Laag", "ogr") for name in ("parks", "schools")]
    records, _ = records_of(layers)
    assert [record.id for record in records] == ["laag", "laag_2"]
