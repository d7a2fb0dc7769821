"""ArcGIS layers: whole whatever the server's maximum, only what is asked for, and a sentence for what goes wrong."""

import datetime
import json

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.layers import Heard, record
from opgavenkaart.test.support.servers_arcgis import FIELDS, PATH, ArcgisServer, parks, said
from opgavenkaart.test.support.servers_replay import HTML, LOGIN_PAGE, Answer, replay
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle

pytestmark = pytest.mark.usefixtures("qgis_app")
NAMES = {"park_id": FieldSpec(("OBJECTID",)), "name": FieldSpec(("NAAM",)), "kind": FieldSpec(("SOORT",)), "area": FieldSpec(("OPP",))}
AREA = QgsReferencedRectangle(QgsRectangle(100005.5, 190000, 100100, 190012.5), QgsCoordinateReferenceSystem("EPSG:31370"))


def park_record(web, layer="3", **facts):
    return record("arcgis", web.url + PATH, layer, **({"key": "park_id", "fields": NAMES} | facts))


def load(server, fields=None, extent=None, **facts):
    heard = Heard()
    with replay(server.routes) as web:
        return load_record(park_record(web, **facts), fields, extent, progress=heard), heard, web


def questions(web):
    return [query for path, query, _ in web.requests if path.endswith("/query")]


def numbers(loaded):
    return sorted(int(key) for key in loaded.features.table["park_id"])


@pytest.mark.parametrize("pages", [True, False])
@pytest.mark.parametrize("turns", [True, False])
def test_everything_once_past_the_cap(pages, turns):
    loaded, heard, _ = load(ArcgisServer(parks(47), cap=10, pages=pages, turns=turns))
    assert numbers(loaded) == list(range(1, 48)) and heard.warnings == []
    x = shapely.get_x(loaded.features.geometry)
    assert (x == [100000 + int(key) for key in loaded.features.table["park_id"]]).all() and loaded.features.crs == "EPSG:31370"
    assert (loaded.date, loaded.date_origin) == (datetime.date(2024, 5, 1), "service")
    first = loaded.features.table.set_index("park_id").loc["1"]
    assert (first["name"], first["kind"], first["area"]) == ("Park '1'", 2, 1.5)
    assert str(first["DATUM"].date()) == "2024-04-30"


def test_without_count_or_without_pages_and_few_features():
    assert numbers(load(ArcgisServer(parks(47), counts=False))[0]) == list(range(1, 48))
    loaded, _, web = load(ArcgisServer(parks(7), pages=False))
    assert numbers(loaded) == list(range(1, 8)) and len(questions(web)) == 2


def test_what_a_server_counts_and_does_not_give_is_said():
    loaded, heard, _ = load(ArcgisServer(parks(30), lost={4, 17}))
    assert len(loaded.features) == 28
    assert heard.warnings == ["Layer 'Trial': the service gave 28 of the 30 features that it counts; the layer is incomplete."]


def test_filter_columns_and_extent_go_to_the_server():
    options = {
        "filter": "\"kind\" = 2 AND \"name\" IN ('Park ''7''', 'Park ''9''', 'Park ''11''') AND length(\"name\") < 99",
        "where": "OPP < 16",
    }
    loaded, _, web = load(ArcgisServer(parks(47)), ["name"], AREA, options=options)
    assert sorted(loaded.features.table["name"]) == ["Park '7'", "Park '9'"]
    asked = questions(web)[-1]
    assert set(asked["outfields"].split(",")) == {"OBJECTID", "NAAM", "SOORT"}
    assert asked["where"] == "(OPP < 16) AND ((SOORT = 2 AND NAAM IN ('Park ''7''', 'Park ''9''', 'Park ''11''')))"
    assert loaded.counts.given == 2, "the server was asked for more than the filter lets through"


def test_a_table_asks_for_no_geometry():
    table = {"type": "Table", "geometryType": None, "extent": None}
    loaded, _, web = load(ArcgisServer(parks(12), facts=table), ["park_id", "area"], geometry="none")
    assert numbers(loaded) == list(range(1, 13)) and loaded.features.crs == "" and set(loaded.features.geometry) == {None}
    assert {query.get("returngeometry", "false") for query in questions(web)} == {"false"}


def test_names_and_value_lists_come_along():
    loaded, _, _ = load(ArcgisServer(parks(3)))
    assert loaded.labels["name"].alias == "Naam van het park" and loaded.labels["DATUM"].alias == "Gewijzigd op"
    assert loaded.labels["kind"].values == {1: "Stadspark", 2: "Bos"} and "area" not in loaded.labels


def test_polygons_with_holes_and_parts():
    rings = [
        [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]],
        [[2, 2], [4, 2], [4, 4], [2, 4], [2, 2]],
        [[20, 0], [20, 5], [25, 5], [25, 0], [20, 0]],
    ]
    server = ArcgisServer(parks(1), facts={"geometryType": "esriGeometryPolygon"})
    feature = {"attributes": dict(zip([one["name"] for one in FIELDS], parks(1)[0], strict=True)), "geometry": {"rings": rings}}
    routes = server.routes
    query = routes[f"{PATH}/3/query"]
    routes[f"{PATH}/3/query"] = lambda q, n: query(q, n) if "returncountonly" in q else said({"fields": FIELDS, "features": [feature]})
    with replay(routes) as web:
        loaded = load_record(park_record(web, geometry="polygon"))
    np.testing.assert_allclose(shapely.area(loaded.features.geometry), [100 - 4 + 25])


def test_nothing_that_fits():
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial' has no features in the extent"):
        load(ArcgisServer(parks(3)), extent=AREA)
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial \(proef\)' has no features: check its source"):
        load(ArcgisServer(parks(3)), options={"filter": '"kind" = 5'})


@pytest.mark.parametrize(
    ("change", "facts", "sentence"),
    [
        (
            {},
            {"layer": "4"},
            r"^Layer 'Trial \(proef\)': http://127.*/parken/FeatureServer has no layer '4' with features\..*it has: 3 \(Parken\)\.$",
        ),
        ({f"{PATH}/3": {"type": "Group Layer"}}, {}, r"has no layer '3' with features\."),
        ({f"{PATH}/3": {"error": {"code": 499, "message": "Token Required"}}}, {}, r"FeatureServer/3 requires a login: give 'auth'"),
        ({f"{PATH}/3": ArcgisServer([], facts={"capabilities": "Map"}).layer()}, {}, r"does not allow queries: ask Stad"),
        (
            {},
            {"options": {"where": "OPPERVLAKTE > 3"}},
            r"/3/query reports an error of its own: Unable to complete operation\.; no such column",
        ),
        ({f"{PATH}/3/query": {"error": {"code": 500, "message": ""}}}, {}, r"/3/query reports an error of its own: 500$"),
        ({f"{PATH}/3": LOGIN_PAGE}, {}, r"^Layer 'Trial': http://127.*/3.* returns a web page, not data"),
        ({f"{PATH}/3/query": b"[]"}, {}, r"/query.* gives JSON of another kind than expected"),
        ({f"{PATH}/3/query": {"count": 10**12}}, {}, r"counts 1000000000000 features, in pages of \d+: more than can be loaded"),
        ({f"{PATH}/3/query": b'{"count": 4'}, {}, r"/query.* gives no JSON that can be read"),
    ],
)
def test_faults(change, facts, sentence):
    routes = ArcgisServer(parks(3)).routes | {f"{PATH}/4": said({"error": {"code": 404, "message": "Layer not found"}})}
    for path, content in change.items():
        bytes_given = isinstance(content, bytes)
        routes[path] = Answer(content if bytes_given else json.dumps(content).encode(), HTML if bytes_given else "application/json")
    with replay(routes) as web, pytest.raises(OpgaveError, match=sentence):
        load_record(park_record(web, **facts))


def test_a_field_that_the_layer_lacks():
    words = r"^Layer 'Trial \(proef\)' has no column for the field 'nam' \(sought: nam\)\. Did you mean 'name'\?"
    with pytest.raises(OpgaveError, match=words):
        load(ArcgisServer(parks(3)), ["nam"])
