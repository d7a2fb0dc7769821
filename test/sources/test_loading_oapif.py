"""OGC API Features: every feature once over pages of any kind; what is asked of the server is no more than is wanted."""

import gzip
import json
import operator
import random
import re

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.writing import write_geopackage
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.reading.request import NoFeatures
from opgavenkaart.processing.sources.reading.server_filter import equalities
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.layers import Heard, record
from opgavenkaart.test.support.servers_ogc import mapserver
from opgavenkaart.test.support.servers_replay import EXCEPTION_REPORT, HTML, JSON, LOGIN_PAGE, Answer, replay
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle

pytestmark = pytest.mark.usefixtures("qgis_app")
ITEMS = "/api/collections/bomen/items"
PART_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/"
CQL = [f"{PART_3}features-filter", "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text"]
CORNER = QgsReferencedRectangle(QgsRectangle(3.0095, 50.9, 3.0305, 51.1), QgsCoordinateReferenceSystem("EPSG:4326"))
SIGNS = {"=": operator.eq, ">=": operator.ge, "<": operator.lt}
KNOWN = {"bbox", "crs", "f", "limit", "offset", "properties", "filter", "filter-lang", "code", "n"}


def as_json(document, status=200):
    return Answer(json.dumps(document).encode(), JSON, status)


class Trees:
    """An API with trees n at 3 + n / 1000, 51 degrees; ten a page.

    ``refuses`` are parameters that it answers with 400, ``counts`` whether it says how many there are (a number: that many, whatever is
    true), ``home`` what its links begin with, ``turns`` whether each answer has an order of its own, ``shrinks`` whether only the first
    page holds ten, ``numberless`` features have no id, ``start`` the parameter that passes over features.
    """

    def __init__(self, count, conformance=(), refuses=(), counts=True, home="", crs=(), loses=0, loops=False, **more):
        self.count, self.conformance, self.refuses, self.counts = count, list(conformance), set(refuses), counts
        self.home, self.crs, self.loses, self.loops = home, list(crs), loses, loops
        self.turns, self.shrinks, self.numberless = (more.pop(name, False) for name in ("turns", "shrinks", "numberless"))
        self.start, self.stated = more.pop("start", "offset"), more.pop("stated", [2.9, 50.9, 3.2, 51.1])
        assert not more

    @property
    def routes(self):
        facts = {"id": "bomen", "crs": self.crs, "links": [], "extent": {"spatial": {"bbox": [self.stated]}}}
        types = {"code": {"type": "string"}, "n": {"type": "integer"}}
        return {
            "/api/collections": as_json({"collections": [{"id": "bomen"}]}),
            "/api/collections/bomen": as_json(facts),
            "/api/collections/bomen/queryables": as_json({"type": "object", "properties": types}),
            "/api/conformance": as_json({"conformsTo": self.conformance}),
            ITEMS: self.items,
        }

    def items(self, query, before):
        if self.refuses & set(query) or not set(query) <= KNOWN | {self.start.lower()}:
            return as_json({"code": "InvalidParameter"}, 400)
        found = [n for n in range(self.count) if self.passes(n, query)]
        total = len(found)
        if self.turns:
            random.Random(before).shuffle(found)
        start, size = int(query.get(self.start.lower(), 0)), min(10, int(query.get("limit", 10)))
        size = 4 if self.shrinks and start else size
        wanted = set(query.get("properties", "code,n").split(","))
        some = found[start : start + size][: size - self.loses]
        more = "&".join(f"{name}={value}" for name, value in query.items() if name != self.start.lower())
        after = start if self.loops else start + size
        links = [{"rel": "next", "href": f"{self.home}{ITEMS}?{more}&{self.start}={after}"}] if start + size < total else []
        page = {"type": "FeatureCollection", "features": [self.feature(n, wanted) for n in some], "links": links}
        stated = total if self.counts is True else self.counts
        return as_json(page | ({"numberMatched": stated} if self.counts else {}))

    def feature(self, n, wanted):
        properties = {name: value for name, value in (("code", f"c{n}"), ("n", n)) if name in wanted}
        place = [100000 + n, 190000] if self.crs else [3 + n / 1000, 51]
        named = {} if self.numberless else {"id": n}
        return {"type": "Feature", **named, "properties": properties, "geometry": {"type": "Point", "coordinates": place}}

    def passes(self, n, query):
        west, south, east, north = map(float, query.get("bbox", "0,0,9,90").split(","))
        found = re.findall(r"n (>=|<|=) (\d+)", query.get("filter", ""))
        return (
            west <= 3 + n / 1000 <= east
            and south <= 51 <= north
            and all(SIGNS[sign](n, int(value)) for sign, value in found)
            and query.get("code", f"c{n}") == f"c{n}"
            and int(query.get("n", n)) == n
        )


def load(server, *, fields=None, extent=None, filter="", heard=None, crs="EPSG:4326"):
    """Return what was loaded, and the questions about features that the server got."""
    with replay(server.routes) as web:
        options = {"filter": filter} if filter else {}
        trees = record("oapif", f"{web.url}/api", "bomen", geometry="point", crs=crs, key="code", options=options)
        loaded = load_record(trees, fields, extent, progress=heard or Heard())
        return loaded, [query for path, query, _ in web.requests if path == ITEMS and query.get("limit") != "1"]


def numbers(loaded):
    return sorted(loaded.features.table["n"])


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("home", ["", "http://binnen.stad.example:8080"], ids=["own host", "a name behind the proxy"])
def test_everything_once_by_the_servers_own_links(counts, home):
    heard = Heard()
    loaded, asked = load(Trees(35, counts=counts, home=home), heard=heard)
    assert numbers(loaded) == list(range(35)) == sorted(loaded.features.table["id"]) and heard.warnings == [] and len(asked) == 4
    np.testing.assert_allclose(shapely.get_x(loaded.features.geometry), 3 + loaded.features.table["n"] / 1000)


def test_a_server_that_loses_features_on_the_way():
    heard = Heard()
    loaded, _ = load(Trees(35, loses=1), heard=heard)
    assert len(loaded.features) == 32  # nine of each full page, and the five of the last
    assert heard.warnings == ["Layer 'Trial': the service gave 32 of the 35 features that it counts; the layer is incomplete."]


@pytest.mark.parametrize("stated", [[2.9, 50.9, 3.2, 51.1], [2.9, 50.9, 0, 3.2, 51.1, 9], [], [None] * 4])
@pytest.mark.parametrize("fault", ["loops", "turns"])
def test_links_that_lead_round_and_an_order_that_turns_give_all_by_the_ground(fault, stated):
    heard = Heard()
    loaded, asked = load(Trees(95, stated=stated, **{fault: True}), heard=heard)
    assert numbers(loaded) == list(range(95)) and heard.warnings == []
    assert len(asked) < 16 * 10 + 80 and any("bbox" in query for query in asked)


def test_links_that_lead_round_without_a_total_end():
    loaded, asked = load(Trees(35, loops=True, counts=False))
    assert numbers(loaded) == list(range(10)) and len(asked) == 2


def test_features_on_one_spot_that_no_page_reaches_are_told():
    server, heard = Trees(35, loops=True), Heard()
    server.passes = lambda n, query: Trees.passes(server, 0, query)
    loaded, asked = load(server, heard=heard)
    assert numbers(loaded) == list(range(10)) and len(asked) < 16 * 4 + 80 + 3
    assert heard.warnings == ["Layer 'Trial': the service gave 10 of the 35 features that it counts; the layer is incomplete."]


@pytest.mark.parametrize("start", ["offset", "startIndex"])
@pytest.mark.parametrize("numberless", [False, True])
def test_a_server_that_numbers_its_pages_is_asked_several_at_a_time(start, numberless):
    server = Trees(95, start=start, numberless=numberless)
    server.refuses = set() if start == "offset" else {"offset"}
    loaded, asked = load(server)
    assert numbers(loaded) == list(range(95)) and sorted(int(query.get(start.lower(), 0)) for query in asked) == list(range(0, 95, 10))


@pytest.mark.parametrize("numberless", [False, True])
def test_pages_that_turn_out_shorter_than_the_first(numberless):
    heard = Heard()
    loaded, _ = load(Trees(95, shrinks=True, numberless=numberless), heard=heard)
    assert numbers(loaded) == list(range(95)) and heard.warnings == []


@pytest.mark.parametrize("counts", [10, 20, 40])
def test_a_server_that_counts_no_further_than_some_pages(counts):
    loaded, _ = load(Trees(95, counts=counts))
    assert numbers(loaded) == list(range(95))


def test_a_type_that_changes_from_page_to_page():
    server = Trees(25)
    plain = server.feature
    server.feature = lambda n, wanted: (
        plain(n, wanted) | {"properties": {"n": n, "width": 1 if n < 12 else n + 0.5, "note": n if n < 20 else "x"}}
    )
    table = load(server)[0].features.table.sort_values("n")
    assert table["width"].tolist() == [1] * 12 + [n + 0.5 for n in range(12, 25)]
    assert table["note"].tolist() == [str(n) for n in range(20)] + ["x"] * 5


def test_filter_columns_and_extent_go_to_a_server_that_filters():
    heard = Heard()
    loaded, asked = load(Trees(95, CQL), fields=["code"], extent=CORNER, filter='"n" >= 12 AND length("code") = 3', heard=heard)
    assert loaded.features.table["code"].tolist() == [f"c{n}" for n in range(12, 31)] and loaded.counts.given == 19
    assert {(query["filter"], query["filter-lang"], query["properties"]) for query in asked} == {("n >= 12", "cql2-text", "code,n")}
    assert all(query["bbox"] == "3.0095,50.9,3.0305,51.1" for query in asked) and not heard.notes


def test_equality_goes_to_any_server():
    loaded, asked = load(Trees(95), filter='"code" = \'c7\' AND "n" < 50')
    assert numbers(loaded) == [7] and [query["code"] for query in asked] == ["c7"] and loaded.counts.given == 1


def test_what_the_server_cannot_filter_is_filtered_here_and_told():
    heard = Heard()
    loaded, asked = load(Trees(35), filter='"n" >= 30', heard=heard)
    assert numbers(loaded) == [30, 31, 32, 33, 34] and not any("filter" in query for query in asked)
    (note,) = [text for text in heard.notes if "filter" in text]
    assert note == "Layer 'Trial': the service cannot apply the filter; all features are fetched and filtered here."


@pytest.mark.parametrize("refuses", [["filter"], ["properties"], ["limit"], ["filter", "properties", "limit"]])
def test_refused_parameters(refuses):
    server = Trees(35, CQL, refuses)
    if "limit" in refuses:
        server.refuses.discard("limit")
        answer = server.items
        server.items = lambda query, before: as_json({}, 400) if int(query.get("limit", 1)) > 100 else answer(query, before)
    loaded, _ = load(server, fields=["code", "n"], filter='"n" >= 30')
    assert numbers(loaded) == [30, 31, 32, 33, 34]


def test_the_records_system_is_asked_for_where_the_server_has_it():
    loaded, asked = load(Trees(5, crs=["http://www.opengis.net/def/crs/EPSG/0/31370"]), crs="EPSG:31370")
    assert asked[0]["crs"] == "http://www.opengis.net/def/crs/EPSG/0/31370" and loaded.features.crs == "EPSG:31370"
    np.testing.assert_allclose(shapely.get_x(loaded.features.geometry), 100000 + loaded.features.table["n"])


def test_nothing_that_passes():
    with pytest.raises(NoFeatures, match=r"^Layer 'Trial \(proef\)' has no features: check its source"):
        load(Trees(5, CQL), filter='"n" >= 30')
    with pytest.raises(NoFeatures, match=r"^Layer 'Trial \(proef\)' has no features: check its source"):
        load(Trees(0))


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ('"a" = \'x\' AND "b" = 3 AND "c" = 1', {"A": "x", "B": "3"}),
        ('"a" = \'x\' OR "b" = 3', {}),
        ("NOT \"a\" = 'x'", {}),
        ('"a" = 3', {}),
        ('"a" = \'x\' AND ("b" = 3 OR "b" = 4)', {"A": "x"}),
    ],
)
def test_what_a_filter_makes_equal(filter, expected):
    assert equalities(filter, {"a": ("A", "text"), "b": ("B", "number")}) == expected


class Faulty(Trees):
    """Trees of which the third page is answered otherwise: as ``spoil`` makes it of the good answer and of how often it was asked."""

    def __init__(self, spoil):
        super().__init__(55)
        self.spoil, self.asked = spoil, 0

    def items(self, query, before):
        good = super().items(query, before)
        if query.get("offset") != "20":
            return good
        self.asked += 1
        return self.spoil(good, self.asked)


def spoilt(status=200, content=b"", kind=JSON, fault="", headers=None):
    return lambda good, asked: Answer(content or good.content, kind, status, headers or {}, fault)


FAULTS = {
    "cut off": (spoilt(fault="cut_off"), r"was cut off after \d+ bytes"),
    "to wait an hour": (spoilt(429, b"-", headers={"Retry-After": "3600"}), "asks to wait 3600 seconds"),
    "500 twice": (spoilt(500, b"-"), "status 500"),
    "a login page": (spoilt(content=LOGIN_PAGE, kind=HTML), "returns a web page, not data"),
    "an exception report": (spoilt(content=EXCEPTION_REPORT), "reports an error of its own: Databank niet bereikbaar"),
    "a loop": (spoilt(302, b"-", headers={"Location": ITEMS + "?offset=20&again"}), "redirects endlessly"),
    "too much": (spoilt(fault="huge"), "returns more than 200.0 MB"),
    "half of the JSON": (lambda good, asked: Answer(good.content[:90], JSON), "gives no JSON that can be read"),
    "a list": (spoilt(content=b"[1, 2]"), "gives JSON of another kind than expected"),
    "gone": (spoilt(404, b"-"), "does not exist"),
}
HARMLESS = {
    "500 once": lambda good, asked: good if asked > 1 else Answer(b"-", HTML, 500),
    "slow": spoilt(fault="slow"),
    "another content type": spoilt(kind=HTML),
    "gzip": lambda good, asked: Answer(gzip.compress(good.content), JSON, headers={"Content-Encoding": "gzip"}),
    "not UTF-8": lambda good, asked: Answer(good.content.replace(b"c2", "c\u00e9".encode("latin-1")), JSON),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_in_between_that_fails_says_why_and_gives_nothing(fault):
    spoil, words = FAULTS[fault]
    with pytest.raises(OpgaveError, match=rf"^Layer 'Trial( \(proef\))?': .*{words}"):
        load(Faulty(spoil))


@pytest.mark.parametrize("fault", HARMLESS)
def test_a_page_in_between_that_limps_is_read(fault):
    heard = Heard()
    loaded, _ = load(Faulty(HARMLESS[fault]), heard=heard)
    assert numbers(loaded) == list(range(55)) and heard.warnings == []


@pytest.mark.parametrize("content", [b'{"type": "FeatureCollection"}', b'{"features": null, "links": null}', b'{"features": []}'])
def test_a_page_in_between_without_features_is_told(content):
    heard = Heard()
    loaded, _ = load(Faulty(spoilt(content=content)), heard=heard)
    assert numbers(loaded) == list(range(20))
    assert heard.warnings == ["Layer 'Trial': the service gave 20 of the 55 features that it counts; the layer is incomplete."]


@pytest.mark.parametrize("cap", [10, 100])
def test_a_mapserver_gives_every_address_once(tmp_path, cap):
    path = tmp_path / "adressen.gpkg"
    numbers_at = range(count(3000))
    table = pd.DataFrame({"id": [f"a{n}" for n in numbers_at], "straat": [f"Straat {n % 7}" for n in numbers_at]})
    xy = np.array([[100000 + 7 * (n % 50), 190000 + 7 * (n // 50)] for n in numbers_at], dtype=float)
    write_geopackage(path, "adressen", Features("adressen", shapely.points(xy), table, "EPSG:31370", np.arange(1, len(table) + 1)))
    with mapserver(tmp_path, path, "adressen", "id", cap, "POINT") as url:
        made = {"geometry": "point", "crs": "EPSG:31370", "key": "id"}
        found = load_record(record("oapif", f"{url}stad/ogcapi", "adressen", **made)).features
    assert dict(zip(found.table["id"], found.table["straat"], strict=True)) == dict(zip(table["id"], table["straat"], strict=True))
    places = dict(zip(found.table["id"], shapely.get_coordinates(found.geometry).tolist(), strict=True))
    np.testing.assert_allclose([places[id] for id in table["id"]], xy, atol=0.01)
