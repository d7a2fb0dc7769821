"""OpenStreetMap by tags: from a server of Overpass on loopback that answers from a file, and from that file itself."""

import datetime
import json
import time

import pytest
import shapely
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.record import FieldSpec, LayerRecord
from opgavenkaart.processing.sources.kinds.osm.tags import tags_of
from opgavenkaart.processing.sources.kinds.overpass import load as asking
from opgavenkaart.processing.sources.kinds.overpass.query import query_for
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.loading.load import NoFeatures
from opgavenkaart.processing.sources.watch.watch import State, watch
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import Heard, record
from opgavenkaart.test.support.osm_files import write_pbf, write_xml
from opgavenkaart.test.support.servers_replay import HTML, JSON, Answer, replay
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle

PATH = "/api/interpreter"
BASE = "2026-11-30T22:05:02Z"
HERE = QgsReferencedRectangle(QgsRectangle(3.6, 50.9, 3.9, 51.2), QgsCoordinateReferenceSystem("EPSG:4326"))
NODES = {
    1: (3.700, 51.000), 2: (3.710, 51.000), 3: (3.710, 51.010), 4: (3.700, 51.010),
    5: (3.703, 51.003), 6: (3.707, 51.003), 7: (3.707, 51.007), 8: (3.703, 51.007),
    11: (3.720, 51.000), 12: (3.730, 51.000), 13: (3.730, 51.010), 14: (3.720, 51.010),
    21: (3.750, 51.050), 22: (3.755, 51.055), 23: (3.760, 51.050),
}  # fmt: skip
TAGGED = {
    21: {"amenity": "library", "name": "Dok", "capacity": "12"},
    22: {"amenity": "Library", "name": "Grote letter"},
    23: {"amenity": "bar"},
}
WAYS = {
    101: ([1, 2, 3], {}),
    102: ([3, 4, 1], {}),
    103: ([5, 6, 7, 8, 5], {}),
    104: ([11, 12, 13, 14, 11], {"amenity": "library", "name:nl": "Krook", "name": "De Krook", "access": "yes"}),
    105: ([11, 12, 13], {"leisure": "park", "name": "Lijn"}),
    106: ([21, 22, 23, 21], {"leisure": "park", "access": "private"}),
    107: ([12, 13, 14, 12], {"healthcare": "doctor", "name": "Praktijk"}),
    108: ([11, 99, 12, 13, 11], {"leisure": "garden", "name": "Kort"}),
}
RELATIONS = {
    1001: ([(101, "outer"), (102, "outer"), (103, "inner")], {"type": "multipolygon", "leisure": "park", "name": "Met gat"}),
    1002: ([(101, "outer"), (999, "outer")], {"type": "multipolygon", "leisure": "park", "name": "Half"}),
    1003: ([(101, "outer")], {"type": "multipolygon", "leisure": "park", "name": "Open"}),
    1004: ([(999, "outer")], {"type": "multipolygon", "landuse": "forest"}),
}


def elements(nodes=NODES, ways=WAYS, relations=RELATIONS) -> list[dict]:
    """Return the objects as Overpass writes them."""
    found = [{"type": "node", "id": id, "lon": x, "lat": y, "tags": TAGGED.get(id, {})} for id, (x, y) in nodes.items()]
    found += [{"type": "way", "id": id, "nodes": refs, "tags": tags} for id, (refs, tags) in ways.items()]
    for id, (members, tags) in relations.items():
        parts = [{"type": "way", "ref": ref, "role": role} for ref, role in members]
        found.append({"type": "relation", "id": id, "members": parts, "tags": tags})
    return found


def answer(objects=None, **more) -> Answer:
    """Return what Overpass answers."""
    facts = {"timestamp_osm_base": BASE, "copyright": "The data is made available under ODbL."}
    document = {"version": 0.6, "generator": "Overpass API", "osm3s": facts, "elements": elements() if objects is None else objects, **more}
    return Answer(json.dumps(document).encode(), JSON)


@pytest.fixture
def file(tmp_path):
    """The same objects as a file of OpenStreetMap."""
    return write_xml(elements(), tmp_path / "stad.osm")


def asked(path, tags, geometry="point", kind="overpass", **more):
    options = {"tags": tags, **more.pop("options", {})}
    return record(kind, path, options=options, geometry=geometry, key="osm_id", **more)


def shapes(loaded) -> dict[str, str]:
    """Return the geometry of each object, in a form that does not depend on where a ring begins."""
    pairs = zip(loaded.features.table["osm_id"], shapely.normalize(loaded.features.geometry), strict=True)
    return {id: shapely.to_wkt(shape, rounding_precision=6) for id, shape in pairs}


@pytest.mark.parametrize("geometry", ["point", "polygon", "line", "unknown"])
@pytest.mark.parametrize("tags", [["amenity=library"], ["leisure"], [["leisure=park|garden", "access!=private"], "healthcare=doctor"]])
def test_a_server_and_its_file_give_the_same(file, tags, geometry):
    told, found = [], []
    with replay({PATH: answer()}) as server:
        for kind, place in (("overpass", server.url + PATH), ("osm", file)):
            heard = Heard()
            try:
                found.append(load_record(asked(place, tags, geometry, kind), extent=HERE, target_crs="EPSG:4326", progress=heard))
            except NoFeatures:
                found.append(None)
            told.append((sorted(heard.warnings), sorted(heard.notes)))
    assert told[0] == told[1]
    if found[0] is None:
        assert found[1] is None and geometry == "line" and tags == ["amenity=library"]
        return
    assert shapes(found[0]) == shapes(found[1]) and len(found[0].features)
    assert found[0].features.table.equals(found[1].features.table)


def test_points_of_whatever_has_the_tag():
    """The node, and a point within the area; values are compared to the letter."""
    fields = {"title": {"from": ["name:nl", "name"]}, "places": {"from": ["capacity"]}}
    own = LayerRecord.from_json(
        {
            "id": "libraries",
            "title": {"nl": "Bibliotheken", "en": "Libraries"},
            "publisher": {"name": "OpenStreetMap", "kind": "citizens"},
            "source": {"kind": "overpass", "path": "https://overpass.example/api/interpreter", "options": {"tags": ["amenity=library"]}},
            "geometry": "point",
            "key": "osm_id",
            "fields": fields,
        }
    )
    assert own.licence.name == "ODbL 1.0, © OpenStreetMap contributors"
    with replay({PATH: answer()}) as server:
        here = asked(server.url + PATH, ["amenity=library"], fields=own.fields)
        loaded = load_record(here, extent=HERE, target_crs="EPSG:31370")
        (_, query, headers), *_ = server.requests
    table = loaded.features.table.set_index("osm_id")
    assert table["title"].to_dict() == {"node/21": "Dok", "way/104": "Krook"}
    assert table["places"].fillna(-1).to_dict() == {"node/21": 12, "way/104": -1}
    assert set(shapely.get_type_id(loaded.features.geometry)) == {shapely.GeometryType.POINT} and loaded.features.crs == "EPSG:31370"
    assert (loaded.date, loaded.date_origin) == (datetime.date(2026, 11, 30), "service")
    assert query["data"] == query_for(tags_of(own), QgsRectangle(3.6, 50.9, 3.9, 51.2))
    assert (
        "QGIS/" in headers["user-agent"]
        and "Opgavenkaart/" in headers["user-agent"]
        and headers["content-type"] == "application/x-www-form-urlencoded"
    )


def test_areas_have_their_holes_and_what_is_not_whole_is_told(file):
    heard = Heard()
    with replay({PATH: answer()}) as server:
        loaded = load_record(asked(server.url + PATH, ["leisure"], "polygon"), extent=HERE, progress=heard)
    areas = dict(zip(loaded.features.table["osm_id"], loaded.features.geometry, strict=True))
    assert set(areas) == {"relation/1001", "way/106", "way/108"}
    assert areas["relation/1001"].area == pytest.approx(0.01**2 - 0.004**2) and areas["way/106"].area == pytest.approx(0.005**2)
    assert heard.warnings == [
        "Layer 'Trial': 1 object in OpenStreetMap lacks parts and is left out (relation/1002).",
        "Layer 'Trial': the border of 1 area in OpenStreetMap is not closed; only the closed part is used (relation/1003).",
        "Layer 'Trial': 1 line or area in OpenStreetMap lacks points and is used without them (way/108).",
    ]
    assert "Layer 'Trial': 1 of 4 objects in OpenStreetMap are points or lines without an area and are left out." in heard.notes


@pytest.mark.parametrize("geometry", ["point", "polygon", "line", "unknown"])
def test_a_file_of_xml_and_one_of_pbf_hold_the_same(file, tmp_path, geometry):
    """Of an area that lacks parts a PBF tells that it has the key, and not which value."""
    heard = Heard()
    packed = asked(write_pbf(elements(), tmp_path / "stad.osm.pbf"), ["leisure"], geometry, "osm")
    one, other = load_record(asked(file, ["leisure"], geometry, "osm")), load_record(packed, progress=heard)
    assert shapes(one) == shapes(other) and one.features.table.equals(other.features.table)
    assert heard.warnings == [
        "Layer 'Trial': 1 area in OpenStreetMap that may belong to it lacks parts of its border and is left out (relation/1002)."
    ]


def test_a_closed_way_is_an_area_by_the_tag_that_was_asked_for(file):
    """Not only by those of GDAL's own list, which has no healthcare."""
    (area,) = load_record(asked(file, ["healthcare=doctor"], "polygon", "osm")).features.geometry
    assert area.area == pytest.approx(0.01**2 / 2)
    (line,) = load_record(asked(file, ["healthcare=doctor"], "line", "osm")).features.geometry
    assert line.length == pytest.approx(0.02 + 0.01 * 2**0.5)


def test_a_municipality_by_its_code():
    """Without an extent; that OpenStreetMap knows it is part of the answer."""
    place = {"type": "count", "id": 0, "tags": {"nodes": "0", "ways": "0", "relations": "0", "areas": "1", "total": "1"}}
    unknown = place | {"tags": place["tags"] | {"areas": "0", "total": "0"}}
    answers = iter([answer([place, *elements()]), answer([unknown]), answer([place])])
    with replay({PATH: lambda query, before: next(answers)}) as server:
        own = asked(server.url + PATH, ["amenity=library"], options={"nis_code": "44021"})
        assert len(load_record(own).features) == 2
        assert 'area["ref:INS"="44021"]["boundary"="administrative"]' in server.requests[0][1]["data"]
        with pytest.raises(OpgaveError, match="no municipality with the NIS code 44021"):
            load_record(own)
        with pytest.raises(NoFeatures):
            load_record(own)
    with pytest.raises(OpgaveError, match="five digits"):
        load_record(asked("http://x", ["amenity=library"], options={"nis_code": "Gent"}))


def test_a_filter_may_name_a_key_that_is_no_field(file):
    own = asked(file, ["amenity=library"], kind="osm", options={"filter": "\"access\" = 'yes'"})
    assert load_record(own, ["name"]).features.table["name"].tolist() == ["De Krook"]


def test_an_area_that_crosses_itself_is_repaired_and_told(tmp_path):
    """A bow tie of two triangles."""
    path = write_xml(elements(ways={101: ([1, 3, 2, 4, 1], {"leisure": "park"})}, relations={}), tmp_path / "stad.osm")
    heard = Heard()
    loaded = load_record(asked(path, ["leisure"], "polygon", "osm"), progress=heard)
    assert loaded.features.geometry[0].area == pytest.approx(0.01**2 / 2) and len(loaded.counts.repaired) == 1
    assert [note for note in heard.notes if "repaired" in note] == ["Layer 'proef': 1 invalid polygons repaired."]


@pytest.mark.parametrize("kind", ["osm", "pbf"])
def test_an_area_and_its_border_with_the_same_tags_are_one(tmp_path, kind):
    """As they were mapped before 2016; of a relation with other tags the border is an area of its own."""
    outer = {"leisure": "pitch", "name": "Ring"}
    ways = {104: (WAYS[104][0], outer), 103: (WAYS[103][0], outer)}
    relations = {
        1005: ([(104, "outer")], {"type": "multipolygon", "leisure": "pitch", "name": "Veld"}),
        1006: ([(103, "outer")], {"type": "multipolygon", "leisure": "garden"}),
    }
    write = {"osm": write_xml, "pbf": write_pbf}[kind]
    path = write(elements(ways=ways, relations=relations), tmp_path / f"stad.{kind}")
    heard = Heard()
    loaded = load_record(asked(path, ["leisure=pitch"], "polygon", "osm"), progress=heard)
    assert set(loaded.features.table["osm_id"]) == {"relation/1005", "way/103"} and heard.warnings == []


def test_keys_that_differ_in_case_only_are_one(file):
    fields = {"title": FieldSpec(("Name", "NAME", "name"))}
    loaded = load_record(asked(file, ["amenity=library"], kind="osm", fields=fields))
    assert sorted(loaded.features.table["title"]) == ["De Krook", "Dok"]


def test_an_extent_or_a_municipality_is_needed():
    with pytest.raises(OpgaveError, match=r"needs an area.*'nis_code'"):
        load_record(asked("http://127.0.0.1:9" + PATH, ["amenity=library"]))


def test_only_what_lies_in_the_extent_is_given(file):
    """A server gives what only touches the extent: of points, those within it stay."""
    small = QgsReferencedRectangle(QgsRectangle(3.72, 51.0, 3.73, 51.01), QgsCoordinateReferenceSystem("EPSG:4326"))
    with replay({PATH: answer()}) as server:
        for kind, place in (("overpass", server.url + PATH), ("osm", file)):
            assert set(shapes(load_record(asked(place, ["amenity=library"], kind=kind), extent=small))) == {"way/104"}


def test_nothing_is_told_apart_from_a_failure():
    with replay({PATH: answer([])}) as server, pytest.raises(NoFeatures):
        load_record(asked(server.url + PATH, ["amenity=library"]), extent=HERE)


def facilities(name):
    return (data_folder(f"public/facilities/overpass/{name}") / f"public/facilities/overpass/{name}").read_bytes()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (lambda: Answer(facilities("remark-runtime-error-01.json"), JSON), r"is incomplete \(runtime error: Query timed out"),
        (lambda: answer(remark="runtime error: Query run out of memory"), r"is incomplete .*out of memory.*not used"),
        (lambda: Answer(facilities("bad-request.html"), HTML, 400), r"rejects the query \(status 400: line 2: parse error: ';' expected"),
        (lambda: Answer(b"<html>x</html>", HTML, 200), "web page"),
        (lambda: Answer(b'{"elements": 3}', JSON), "does not answer as a server of Overpass"),
        (lambda: Answer(b'{"elements": [', JSON), "no JSON that can be read"),
        (lambda: Answer(status=404), "does not exist"),
        (lambda: Answer(b"[]", JSON, fault="cut_off"), "cut off"),
    ],
)
def test_a_failure_is_never_none_here(given, words):
    with replay({PATH: given()}) as server, pytest.raises(OpgaveError, match=f"Layer 'Trial.*{words}"):
        load_record(asked(server.url + PATH, ["amenity=library"]), extent=HERE)


WORLD = QgsReferencedRectangle(QgsRectangle(-180, -90, 180, 90), QgsCoordinateReferenceSystem("EPSG:4326"))


@pytest.mark.parametrize(
    ("name", "geometry", "id"), [("way-02.json", "polygon", "way/317146077"), ("node-01.json", "point", "node/100793192")]
)
def test_recorded_answers(name, geometry, id):
    tags = {"polygon": "building=yes", "point": "highway=turning_circle"}[geometry]
    with replay({PATH: Answer(facilities(name), JSON)}) as server:
        loaded = load_record(asked(server.url + PATH, [tags], geometry), extent=WORLD)
    assert loaded.features.table["osm_id"].tolist() == [id] and loaded.date == datetime.date(2014, 12, 14)
    assert [message.template for message in loaded.messages if message.warning] == []


def test_a_recorded_answer_with_a_relation_alone():
    """Without its ways it has no geometry: that is told, and it is not on the map."""
    heard = Heard()
    with replay({PATH: Answer(facilities("relation-03.json"), JSON)}) as server, pytest.raises(NoFeatures):
        load_record(asked(server.url + PATH, ["route=road"], "line"), extent=WORLD, progress=heard)
    assert heard.warnings == ["Layer 'Trial': 1 object in OpenStreetMap lacks parts and is left out (relation/23092)."]


def test_a_busy_server_is_asked_again_when_it_says():
    busy = [Answer(b"busy", HTML, 429, {"Retry-After": "1"}), Answer(b"busy", HTML, 504, {"Retry-After": "0"})]
    heard, begun = Heard(), time.monotonic()
    with replay({PATH: lambda query, before: busy[before] if before < 2 else answer()}) as server:
        assert len(load_record(asked(server.url + PATH, ["amenity=library"]), extent=HERE, progress=heard).features) == 2
        assert server.asked(PATH) == 3 and time.monotonic() - begun >= 1
    assert [note.partition("is busy ")[2] for note in heard.notes if "is busy" in note] == [
        "(status 429); attempt 2 of 4 follows in 1 s.",
        "(status 504); attempt 3 of 4 follows in 0 s.",
    ]


@pytest.mark.parametrize(("status", "words"), [(429, "no more queries"), (504, "too busy, or needs too much time"), (503, "too busy")])
def test_a_server_that_stays_busy_is_left_in_peace(status, words):
    with replay({PATH: Answer(b"busy", HTML, status, {"Retry-After": "0"})}) as server, pytest.raises(OpgaveError, match=words):
        try:
            load_record(asked(server.url + PATH, ["amenity=library"]), extent=HERE)
        finally:
            assert server.asked(PATH) == asking.ATTEMPTS


def test_waiting_can_be_cancelled():
    begun = time.monotonic()
    with replay({PATH: Answer(b"busy", HTML, 429)}) as server, pytest.raises(Cancelled):
        load_record(asked(server.url + PATH, ["amenity=library"]), extent=HERE, progress=Heard(cancel_after=20))
    assert time.monotonic() - begun < asking.FIRST_WAIT


@pytest.mark.parametrize(
    ("tags", "query"),
    [
        ("amenity=library", '["amenity"="library"]'),
        (["amenity=library|arts_centre"], '["amenity"~"^(library|arts_centre)$"]'),
        ([["leisure=park", "access!=private|no", "!disused"]], '["leisure"="park"]["access"!~"^(private|no)$"][!"disused"]'),
        (["healthcare"], '["healthcare"]'),
        (['name=Sint-Jan\'s "Plein"'], '["name"="Sint-Jan\'s \\"Plein\\""]'),
        (["ref=a.b|c"], '["ref"~"^(a\\\\.b|c)$"]'),
    ],
)
def test_tags_as_overpass_writes_them(tags, query):
    (combination,) = tags_of(asked("x", tags))
    assert "".join(tag.overpass() for tag in combination) == query


def test_the_question():
    tags = tags_of(asked("x", ["amenity=library", ["leisure=park", "access!=private"]]))
    assert query_for(tags, QgsRectangle(3.6, 50.9, 3.9, 51.2)) == (
        "[out:json][timeout:180][maxsize:536870912];\n(\n"
        '  nwr["amenity"="library"](50.9000000,3.6000000,51.2000000,3.9000000);\n'
        '  nwr["leisure"="park"]["access"!="private"](50.9000000,3.6000000,51.2000000,3.9000000);\n'
        ");\n(._;>;);\nout body;"
    )


@pytest.mark.parametrize(
    ("tags", "words"),
    [
        (None, "give 'tags'"),
        ([], "give 'tags'"),
        (["amenity="], "is not a tag"),
        (["a=b=c"], "is not a tag"),
        ([3], "is not a tag"),
        (["!a=b"], "is not a tag"),
        (["access!=private"], "what an object must not have"),
        ([['a"]; out;=b']], "is not a tag"),
    ],
)
def test_tags_that_cannot_be(tags, words):
    with pytest.raises(OpgaveError, match=words):
        load_record(asked("http://127.0.0.1:9" + PATH, tags), extent=HERE)


def test_reading_a_file_is_cancelled_on_the_way():
    """GDAL stops as soon as that is asked, before all is read; nothing is then said of the file."""

    class Impatient(Heard):
        asked = 0

        def is_cancelled(self):
            self.asked += 1
            return True

        def check(self):
            if self.asked:
                raise Cancelled()

    name = "public/facilities/gtfs/poa_osm.pbf"
    path = data_folder(name) / name
    with pytest.raises(Cancelled):
        load_record(asked(path, ["highway"], "line", "osm"), progress=Impatient())


def test_a_file_that_breaks_off(file, tmp_path):
    """GDAL gives what came before: that is not what the record is about."""
    packed = write_pbf(elements(), tmp_path / "stad.osm.pbf")
    for path in (file, packed):
        path.write_bytes(path.read_bytes()[:-100])
        with pytest.raises(OpgaveError, match="cannot be read as a file of OpenStreetMap"):
            load_record(asked(path, ["amenity=library"], kind="osm"))


def test_a_file_that_is_none_of_openstreetmap(tmp_path):
    path = tmp_path / "stad.osm"
    path.write_text("id;name\n1;x\n")
    with pytest.raises(OpgaveError, match=r"'stad\.osm' cannot be read as a file of OpenStreetMap"):
        load_record(asked(path, ["amenity=library"], kind="osm"))


def test_the_watch_asks_for_the_page_of_status():
    with replay({"/api/status": Answer(b"Connected as: 1\nRate limit: 2\n", "text/plain"), "/other/status": Answer(b"ok")}) as server:
        own = [asked(server.url + path, ["amenity=library"], id=id) for id, path in (("here", PATH), ("other", "/other/interpreter"))]
        up, other = watch(own, Catalogue(own={one.id: one for one in own}), {}, datetime.date(2026, 12, 1))
        assert up.state == State.UP and other.state == State.DEAD and server.asked(PATH) == 0


@pytest.mark.parametrize(
    ("geometry", "layer", "value"), [("point", "points", "bus_stop"), ("line", "lines", "residential"), ("line", "lines", "primary")]
)
def test_an_extract_of_a_city(geometry, layer, value):
    """Porto Alegre as a PBF: as many as GDAL has by itself."""
    from osgeo import gdal

    name = "public/facilities/gtfs/poa_osm.pbf"
    path = data_folder(name) / name
    loaded = load_record(asked(path, [f"highway={value}"], geometry, "osm"))
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    found = source.ExecuteSQL(f"SELECT osm_id FROM {layer} WHERE highway = '{value}'")
    word = {"points": "node", "lines": "way"}[layer]
    ids = {f"{word}/{one.GetField(0)}" for one in found}
    source.ReleaseResultSet(found)
    assert set(loaded.features.table["osm_id"]) == ids and len(loaded.features) == len(ids) > 50


def test_the_form_of_the_question_is_that_of_a_form():
    with replay({PATH: answer()}) as server:
        reply = asking.ask_server(asked(server.url + PATH, ["a"]), "node(1);\nout & more;", Heard())
        assert reply.status == 200 and server.requests[0][1] == {"data": "node(1);\nout & more;"}
