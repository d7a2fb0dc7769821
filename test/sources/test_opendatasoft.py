"""What is asked of an Opendatasoft portal, and what it says of a dataset: by hand, without a portal."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec
from opgavenkaart.processing.sources.kinds.opendatasoft.load import Dataset, odsql_text
from opgavenkaart.processing.sources.reading.request import LoadRequest
from opgavenkaart.processing.sources.reading.services import dataset_at
from opgavenkaart.test.support.layers import Heard, record
from qgis.core import QgsCoordinateTransformContext, QgsRectangle

URL = "https://data.example.org/api/explore/v2.1/catalog/datasets/trees"
FIELDS = [
    {"name": "kind", "type": "text", "label": "Soort"},
    {"name": "height", "type": "double", "label": "height"},
    {"name": "spot", "type": "geo_point_2d"},
    {"name": "crown", "type": "geo_shape"},
    {"name": ""},
]


def dataset(fields=FIELDS, wanted=None, extent=None, geometry="point", metas=None, specs=None, **options):
    own = record("opendatasoft", "https://data.example.org", "trees", options=options, geometry=geometry, fields=specs or {})
    ask = LoadRequest(own, wanted, extent, "EPSG:4326", QgsCoordinateTransformContext(), Heard())
    return Dataset(ask, URL, {"fields": fields, "metas": metas})


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://data.example.org/explore/dataset/trees/table/?x=1", ("https://data.example.org", "trees")),
        ("https://e.org/portal/api/explore/v2.1/catalog/datasets/a%20b/exports/csv", ("https://e.org/portal", "a b")),
        ("https://data.example.org", None),
        ("https://data.example.org/?to=https://e.org/explore/dataset/trees", None),
    ],
)
def test_addresses_that_lead_to_a_dataset(url, found):
    assert dataset_at(url) == found


def test_texts_are_quoted():
    assert odsql_text('a "b" \\') == '"a \\"b\\" \\\\"'


def test_a_shape_goes_before_a_point_and_the_first_of_each_counts():
    assert dataset().geometry_field == "crown"
    assert dataset([*FIELDS[:3], {"name": "other", "type": "geo_point_2d"}]).geometry_field == "spot"
    assert dataset(FIELDS[:2]).geometry_field == ""
    assert list(dataset().fields) == ["kind", "height", "spot", "crown"] and dataset(None).fields == {}


def test_only_columns_that_are_wanted_are_asked_with_the_geometry():
    assert dataset().select == {}
    assert dataset(wanted=["height", "kind"]).select == {"select": "`height`,`kind`,`crown`"}
    assert dataset(wanted=["height"], geometry="none").select == {"select": "`height`"}
    assert dataset(wanted=[]).select == {"select": "`crown`"}
    assert dataset(wanted=[], geometry="none").select == {}


def test_of_a_table_in_long_form_the_columns_are_asked_by_which_it_is_turned():
    """Of the fields that come of it the portal knows nothing, and a filter on them is not its own either."""
    fields = [{"name": name, "type": "text"} for name in ("statistische_sector", "markt", "sector", "aantal")]
    fields += [{"name": "verbruik", "type": "double"}]
    pivot = {"rows": ["sector_code"], "columns": ["markt"], "values": ["verbruik", "aantal"], "sum": True}
    specs = {"sector_code": FieldSpec(("statistische_sector",)), "gas_kwh": FieldSpec(("Aardgas_verbruik",))}
    one = dataset(
        fields, ["sector_code", "gas_kwh"], geometry="none", pivot=pivot, where="sector = 'HUISHOUDENS'", filter="gas_kwh > 5", specs=specs
    )
    assert one.select == {"select": "`statistische_sector`,`markt`,`verbruik`,`aantal`"}
    assert one.where == "(sector = 'HUISHOUDENS')"


def test_conditions_go_along():
    """The record's own, what the portal understands of the filter, and the extent of a layer; a table has no extent."""
    assert dataset().where == "" and dataset().address("exports/csv") == f"{URL}/exports/csv"
    both = dataset(where="height > 3 or true", filter="\"kind\" = 'oak'")
    first, second = both.where.split(" and ", 1)
    assert first == "(height > 3 or true)" and "`kind`" in second and '"oak"' in second
    asked = parse_qs(urlsplit(both.address("records", limit="0")).query)
    assert asked == {"where": [both.where], "limit": ["0"]}
    extent = QgsRectangle(3.5, 51, 4, 51.25)
    inside = dataset(extent=extent, where="a").where
    assert inside.startswith("(a) and (intersects(`crown`, geom'POLYGON") and all(number in inside for number in ("3.5 ", "4 ", "51.25"))
    assert dataset(extent=extent, geometry="none").where == dataset(FIELDS[:2], extent=extent).where == ""


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({"modified": "2024-02-29T12:00:00+00:00", "data_processed": "2025-01-01"}, datetime.date(2024, 2, 29)),
        ({"data_processed": "2025-01-01T00:00:00"}, datetime.date(2025, 1, 1)),
        ({"modified": "yesterday"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_the_day_of_a_dataset(facts, day):
    assert dataset(metas={"default": facts}).modified_on == day
    assert dataset().modified_on is None


def test_a_page_in_place_of_data_is_refused_under_the_name_of_the_layer():
    dataset().check(b'{"type": "FeatureCollection"}', URL)
    with pytest.raises(OpgaveError, match="'Trial'.*web page"):
        dataset().check(b"<!DOCTYPE html><html>", URL)
