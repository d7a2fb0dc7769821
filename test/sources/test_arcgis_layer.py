"""What a layer of ArcGIS says of itself: its fields, the one that numbers features, its pages and its coordinate system."""

import pytest
from opgavenkaart.processing.sources.kinds.arcgis.load import COMMON_PAGE, ArcgisLayer

pytestmark = pytest.mark.usefixtures("qgis_app")


def layer(**facts):
    return ArcgisLayer(None, "https://x.be/0", facts)


def test_the_field_that_numbers_features_is_said_or_has_that_type():
    fields = [{"name": "name"}, {"name": "fid", "type": "esriFieldTypeOID"}, {"name": "shape", "type": "esriFieldTypeGeometry"}]
    assert [*layer(fields=fields).fields] == ["name", "fid"]
    assert layer(fields=fields).id_field == "fid"
    assert layer(fields=fields, objectIdField="number").id_field == "number"
    assert layer(fields=fields[:1]).id_field == layer().id_field == ""


def test_pages_are_as_large_as_the_server_says():
    assert (layer(maxRecordCount=7).page, layer().page, layer(maxRecordCount=0).page) == (7, COMMON_PAGE, COMMON_PAGE)
    assert layer(advancedQueryCapabilities={"supportsPagination": True}).has_pages
    assert layer(supportsPagination=True).has_pages
    assert not layer(advancedQueryCapabilities={"supportsPagination": False}, supportsPagination=True).has_pages
    assert not layer().has_pages


@pytest.mark.parametrize(
    ("facts", "crs"),
    [
        ({"extent": {"spatialReference": {"wkid": 102100, "latestWkid": 3857}}}, "EPSG:3857"),
        ({"extent": {"spatialReference": {"wkid": 31370}}}, "EPSG:31370"),
        ({"extent": {"spatialReference": {"wkid": 102100}}}, "ESRI:102100"),
        ({"extent": {"spatialReference": {"wkid": 31370}}, "sourceSpatialReference": {"wkid": 3812}}, "EPSG:3812"),
        ({}, ""),
        ({"extent": {"spatialReference": {}}}, ""),
    ],
)
def test_the_coordinate_system(facts, crs):
    assert layer(**facts).crs.authid() == crs
