"""How an OGC API is asked: names, types, conditions, systems and addresses, without a server."""

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.sources.kinds.oapif import collection
from opgavenkaart.processing.sources.kinds.oapif.collection import Collection, at_home, columns_of, has_id, json_type, quote
from opgavenkaart.processing.sources.reading.request import LoadRequest
from opgavenkaart.test.support.layers import record
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsRectangle, QgsReferencedRectangle

pytestmark = pytest.mark.usefixtures("qgis_app")
HOME = "https://geo.example/api"
CRS = "http://www.opengis.net/def/crs"
FILTER = ("http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter", "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text")
SAMPLE = {"id": 7, "properties": {"name": "a", "n": 1.5, "on": True, "limit": "x", "none": None}}


def of(facts=None, conformance=(), sample=SAMPLE, queryables=None, fields=None, extent=None, filter="", **more):
    source = record("oapif", HOME, "trees", **{"options": {"filter": filter} if filter else {}, "crs": "EPSG:31370", **more})
    made = Collection(LoadRequest(source, fields, extent, None, QgsCoordinateTransformContext(), SILENT), facts or {}, conformance)
    vars(made).update(sample=sample, queryables=queryables or {})
    return made


def test_names_and_types():
    assert [quote(name) for name in ("naam", "_n1", "1n", "my name", 'a"b')] == ["naam", "_n1", '"1n"', '"my name"', '"a""b"']
    assert [json_type(value) for value in (True, 1, 1.5, "a", None, [])] == ["boolean", "number", "number", "string", "", ""]
    assert [has_id({"id": id}) for id in (0, "a", "", None)] == [True, True, False, False] and not has_id({})
    assert "name" in columns_of(SAMPLE) and len(columns_of(SAMPLE)) >= 5


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (f"{HOME}/items?a=1", f"{HOME}/items?a=1"),
        ("http://inside:8080/x?a=1&b=", f"{HOME}?a=1&b="),
        ("http://geo.example/api?a=1", f"{HOME}?a=1"),
    ],
)
def test_addresses_stay_on_the_host_that_the_record_names(url, found):
    assert at_home(url, HOME) == found


@pytest.mark.parametrize(
    ("links", "items"),
    [
        ([{"rel": "items", "type": "text/html", "href": "x"}, {"rel": "items", "type": "application/geo+json", "href": "items?f=geo"}],
         f"{HOME}/collections/items?f=geo"),
        ([{"rel": "self", "type": "application/geo+json", "href": "x"}], f"{HOME}/collections/trees/items?f=json"),
        ([{"rel": "items", "type": "application/geo+json"}], f"{HOME}/collections/trees/items?f=json"),
        (None, f"{HOME}/collections/trees/items?f=json"),
    ],
)  # fmt: skip
def test_where_the_features_are(links, items):
    assert of({"links": links}).items == items


def test_the_next_page():
    made = of()
    assert (
        made.next_page({"links": [{"rel": "self", "href": "a"}, {"rel": "next", "href": "?p=2"}]}) == f"{HOME}/collections/trees/items?p=2"
    )
    assert made.next_page({"links": [{"rel": "next", "href": "http://inside/y?p=3"}]}).endswith("/trees/items?f=json&p=3")
    assert [
        made.next_page(page) for page in ({}, {"links": None}, {"links": [{"rel": "next"}]}, {"links": [{"rel": "prev", "href": "x"}]})
    ] == [""] * 4


def test_properties_that_can_be_compared():
    assert of().properties == {"name": "string", "n": "number", "on": "boolean", "limit": "string", "none": ""}
    stated = {"n": "integer", "none": "string", "on": "object", "absent": "string"}
    assert of(queryables=stated).properties == {"name": "string", "n": "integer", "on": "boolean", "limit": "string", "none": "string"}
    kinds = of(queryables=stated).kinds
    assert (kinds["name"], kinds["n"]) == (("name", "text"), ("n", "number")) and "on" not in kinds


def test_a_filter_goes_to_a_server_that_knows_how():
    wanted = '"n" > 1 AND "name" = \'a\''
    made = of(conformance=FILTER, filter=wanted)
    assert made.condition["filter-lang"] == "cql2-text" and "n > 1" in made.condition["filter"] and "name = 'a'" in made.condition["filter"]
    older = (FILTER[0].replace("conf/filter", "req/features-filter"), "x/cql-text")
    assert of(conformance=older, filter=wanted).condition["filter-lang"] == "cql-text"
    assert of(conformance=(*FILTER, "x/cql-text"), filter=wanted).condition["filter-lang"] == "cql2-text"
    only_name = of(conformance=FILTER, filter=wanted, queryables={"name": "string"}).condition
    assert "name" in only_name["filter"] and "n >" not in only_name["filter"]
    for conformance in ((), FILTER[:1], FILTER[1:], (f"{FILTER[0]}-x", FILTER[1])):
        assert of(conformance=conformance, filter=wanted).condition == {"name": "a"}
    assert of(conformance=FILTER).condition == {} and of(conformance=FILTER, filter='"on" = true').condition == {}


def test_a_property_that_is_called_as_a_parameter_is_no_condition():
    assert of(filter="\"limit\" = 'x' AND \"name\" = 'a'").condition == {"name": "a"}


@pytest.mark.parametrize(
    ("own", "listed", "crs"),
    [
        ("EPSG:31370", [f"{CRS}/OGC/1.3/CRS84", f"{CRS}/EPSG/0/31370"], f"{CRS}/EPSG/0/31370"),
        ("EPSG:31370", [f"{CRS}/EPSG/0/3812"], ""), ("EPSG:31370", None, ""), ("", [f"{CRS}/EPSG/0/31370"], ""),
        ("EPSG:4326", [f"{CRS}/EPSG/0/4326"], ""),
    ],
)  # fmt: skip
def test_the_system_that_is_asked_for(own, listed, crs):
    assert of({"crs": listed}, crs=own).crs == crs


GHENT = QgsReferencedRectangle(QgsRectangle(3.7, 51.0, 3.8, 51.1), QgsCoordinateReferenceSystem("EPSG:4326"))


def test_the_ground_that_is_asked_for():
    assert of().place == {} and of(extent=GHENT, geometry="none").place == {}
    west, south, east, north = map(float, of(extent=GHENT).place["bbox"].split(","))
    assert (west, south, east, north) == pytest.approx((3.7, 51.0, 3.8, 51.1), abs=0.01) and west <= 3.7 and north >= 51.1


@pytest.mark.parametrize(
    ("bbox", "ground"),
    [
        ([[3, 51, 4, 52]], (3, 51, 4, 52)), ([[3, 51, 0, 4, 52, 100]], (3, 51, 4, 52)), ([[3, 51, 4]], (-180, -90, 180, 90)),
        ([["3", 51, 4, 52]], (-180, -90, 180, 90)), (None, (-180, -90, 180, 90)), ([], (-180, -90, 180, 90)),
    ],
)  # fmt: skip
def test_where_all_features_lie(bbox, ground):
    """A thousandth of a degree more on each side: stated extents are rounded."""
    found = of({"extent": {"spatial": {"bbox": bbox}}}).ground
    expected = (ground[0] - 0.001, ground[1] - 0.001, ground[2] + 0.001, ground[3] + 0.001)
    assert (found.xMinimum(), found.yMinimum(), found.xMaximum(), found.yMaximum()) == pytest.approx(expected)


def test_questions_the_most_exact_first():
    made = of(fields=["name"], extent=GHENT, facts={"crs": [f"{CRS}/EPSG/0/31370"]}, filter="\"name\" = 'a'")
    base = f"{HOME}/collections/trees/items?f=json&bbox="
    urls = [(url, filters) for url, filters in made.questions()]
    assert [filters for _, filters in urls] == [True, True, False, False] and all(url.startswith(base) and "crs=" in url for url, _ in urls)
    assert ["properties=" in url for url, _ in urls] == [True, False, False, False]
    assert ["limit=10000" in url for url, _ in urls] == [True, True, True, False], "the largest page of the standard's own example"
    assert ["name=a" in url for url, _ in urls] == [True, True, False, False]
    assert (
        of().narrowed == {}
        and of(fields=["name", "n"]).narrowed == {"properties": "name,n"}
        and of(fields=["name"], sample={}).narrowed == {}
    )


def test_a_server_that_refuses_is_asked_less_exactly(monkeypatch):
    """The sentence is that of the first refusal; one without anything in it is the last question."""
    asked = []

    def fetch(record, urls, progress, show=True):
        asked.extend(urls)
        if len(asked) < 3:
            raise OpgaveError(f"refused {len(asked)}")
        return [{"features": []}]

    monkeypatch.setattr(collection, "fetch_json", fetch)
    made = of(fields=["name"], filter="\"name\" = 'a'")
    url, page = made.first_page()
    assert (url, page, len(asked)) == (asked[2], {"features": []}, 3) and "name=a" not in url
    monkeypatch.setattr(collection, "fetch_json", lambda *_, **__: (_ for _ in ()).throw(OpgaveError(f"refused {len(asked)}")))
    with pytest.raises(OpgaveError, match="refused 3"):
        made.first_page()


def test_conformance_is_only_asked_where_a_filter_makes_it_matter(monkeypatch):
    monkeypatch.setattr(collection, "fetch_json", lambda record, urls, progress: [{"conformsTo": ["a", 1]}])
    assert collection.conformance(of().ask) == [] and collection.conformance(of(filter='"n" > 1').ask) == ["a", "1"]
    monkeypatch.setattr(collection, "fetch_json", lambda *_: (_ for _ in ()).throw(OpgaveError("no")))
    assert collection.conformance(of(filter='"n" > 1').ask) == []
    with pytest.raises(OpgaveError, match="no"):
        collection.collections(of().ask)
