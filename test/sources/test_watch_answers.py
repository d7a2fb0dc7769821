"""What each kind of source is asked when it is looked at, and what its answer says of its layer, fields, date and limits."""

import datetime
import json
from dataclasses import replace

import pytest
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.sources.kinds import SOURCE_KINDS
from opgavenkaart.processing.sources.kinds.probing import LayerGone, ProbeResult, json_in
from opgavenkaart.processing.sources.kinds.web_address import ADDRESS, HEADER_BYTES
from opgavenkaart.processing.sources.network import GetRequest, Limits, Reply, Trouble
from opgavenkaart.processing.sources.watch.layer_places import with_map_layer, with_names, with_tables, with_value
from opgavenkaart.processing.sources.watch.watch import Checked, State, asks_of, is_tile, look, probe_of, state_of, watch, with_replies
from opgavenkaart.test.support.layers import record

URL = "https://example.org/data"
DAY = datetime.date(2025, 3, 1)


def asked(kind, layer="a", with_fields=True, url=URL):
    """The addresses that are asked, with what the header says of JSON, and how much of the answer will do."""
    found = SOURCE_KINDS[kind].probe.asks(record(kind, url, layer, auth="abc1234"), with_fields)
    assert all(one.auth == "abc1234" for one in found)
    return [(one.url, "json" in one.accept, one.enough) for one in found]


def reply(content, url=URL, **headers):
    content = json.dumps(content) if isinstance(content, dict | list) else content
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(GetRequest(url), url, 200, content.encode(), given)


def seen(kind, *contents, layer="a"):
    replies = [one if isinstance(one, Reply) else reply(one) for one in contents]
    return SOURCE_KINDS[kind].probe.read(record(kind, URL, layer), replies)


# ---- what is asked


def parameters(url):
    return dict(pair.split("=") for pair in url.partition("?")[2].split("&"))


@pytest.mark.parametrize("kind", ["wfs", "wms", "wmts", "csw"])
def test_services_are_asked_what_they_can(kind):
    first = asked(kind, with_fields=False)
    assert len(first) == 1 and parameters(first[0][0]) == {"SERVICE": kind.upper(), "REQUEST": "GetCapabilities"}


def test_a_wfs_is_asked_for_the_description_of_its_layer_where_fields_are_wanted():
    (_, (url, _, _)) = asked("wfs", "ns:trees")
    described = {"SERVICE": "WFS", "VERSION": "1.1.0", "REQUEST": "DescribeFeatureType"}
    assert {name: value.replace("%3A", ":") for name, value in parameters(url).items()} == described | {"TYPENAME": "ns:trees"}
    assert [len(asked(kind)) for kind in ("wms", "wmts", "csw", "arcgis", "opendatasoft", "locator", "csv")] == [1] * 7


def test_other_services_have_addresses_of_their_own():
    assert asked("oapif", with_fields=False) == [(f"{URL}/collections/a", True, 0)]
    assert asked("oapif") == [(f"{URL}/collections/a", True, 0), (f"{URL}/collections/a/items?limit=1", True, 0)]
    assert asked("arcgis", "3", url=f"{URL}/")[0][0] == f"{URL}/3?f=json"
    assert (
        asked("opendatasoft", "bomen", url="https://data.stad.be/")[0][0] == "https://data.stad.be/api/explore/v2.1/catalog/datasets/bomen"
    )
    assert asked("locator")[0][0] == f"{URL}/Suggestion?q=Gent&c=1"


def test_of_a_file_the_beginning_is_asked_and_of_tiles_the_topmost():
    assert asked("csv") == [(URL, False, HEADER_BYTES)]
    assert asked("xyz", url="https://tiles.example/{z}/{x}/{y}/{-y}/{q}.png")[0][0] == "https://tiles.example/0/0/0/0/0.png"


def test_how_a_source_is_looked_at():
    assert all(probe_of(record(kind, URL)) is one.probe for kind, one in SOURCE_KINDS.items())
    assert probe_of(record("csv", URL)) is ADDRESS and probe_of(record("csv", "http://example.org/x.csv")) is ADDRESS
    assert [probe_of(record(kind, path)) for kind, path in (("csv", "own/x.csv"), ("postgis", "service=x"), ("none", ""))] == [None] * 3
    essential = {kind: one.probe.essential for kind, one in SOURCE_KINDS.items() if one.probe.essential != 2}
    assert essential == {"wfs": 1}, "a WFS may describe nothing"


# ---- what answers say


def wfs(*names, more=""):
    types = "".join(f"<FeatureType><Name>{name}</Name></FeatureType>" for name in names)
    return f"<WFS_Capabilities><FeatureTypeList>{types}</FeatureTypeList>{more}</WFS_Capabilities>"


SCHEMA = '<schema><complexType><sequence><element name="id"/><element name="geom"/></sequence></complexType></schema>'
STOPS = '<Constraint name="CountDefault"><DefaultValue>500</DefaultValue></Constraint>'


def test_a_wfs_says_its_layers_columns_and_limit():
    assert seen("wfs", wfs("a", "b")) == ProbeResult()
    assert seen("wfs", wfs("a", more=STOPS), SCHEMA) == ProbeResult(("id", "geom"), cap=500)
    assert seen("wfs", wfs("a"), "<schema/>") == ProbeResult() == seen("wfs", wfs("a"), "no xml")
    refused = Reply(GetRequest(URL), URL, 400, SCHEMA.encode(), error=OpgaveError("refused"))
    assert seen("wfs", wfs("a"), refused) == ProbeResult()
    with pytest.raises(LayerGone, match="has no layer 'a' any more. It has: b"):
        seen("wfs", wfs("b"))
    with pytest.raises(OpgaveError, match="no capabilities of a WFS, but 'Capabilities'"):
        seen("wfs", "<Capabilities/>")


@pytest.mark.parametrize(
    ("kind", "root", "inside", "other"),
    [
        (
            "wms",
            "WMS_Capabilities",
            "<Capability><Layer><Title>all</Title><Layer><Name>a</Name></Layer></Layer></Capability>",
            "Capabilities",
        ),
        ("wms", "WMT_MS_Capabilities", "<Capability><Layer><Name>a</Name></Layer></Capability>", "Capabilities"),
        ("wmts", "Capabilities", "<Contents><Layer><Identifier>a</Identifier></Layer></Contents>", "WMS_Capabilities"),
    ],
)
def test_a_service_of_pictures_says_its_layers(kind, root, inside, other):
    assert seen(kind, f"<{root}>{inside}</{root}>") == ProbeResult()
    with pytest.raises(LayerGone, match="It has: a"):
        seen(kind, f"<{root}>{inside}</{root}>", layer="b")
    with pytest.raises(OpgaveError, match=f"no capabilities of a {kind.upper()}, but '{other}'"):
        seen(kind, f"<{other}>{inside}</{other}>")


def test_services_that_need_only_answer():
    assert seen("csw", "<Capabilities/>") == ProbeResult() == seen("locator", {})
    for kind, content in (("csw", "down for maintenance"), ("locator", "<html/>"), ("locator", "[1]")):
        with pytest.raises(OpgaveError):
            seen(kind, content)


def test_a_collection_and_its_first_feature():
    assert seen("oapif", {"id": "a"}) == ProbeResult() == seen("oapif", {}) == seen("oapif", {"id": "a"}, {"features": []})
    assert seen("oapif", {"id": "a"}, {"features": [{"properties": {"x": 1, "y": 2}}, {"properties": {"z": 1}}]}) == ProbeResult(("x", "y"))
    assert seen("oapif", {"id": "a"}, {"features": [{"properties": None}]}) == ProbeResult(())
    with pytest.raises(LayerGone):
        seen("oapif", {"id": "b"})


def test_a_layer_of_arcgis():
    day = int(datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.timezone.utc).timestamp() * 1000)
    facts = {"fields": [{"name": "OBJECTID"}, {"name": "naam"}], "editingInfo": {"lastEditDate": day}, "maxRecordCount": 1000}
    assert seen("arcgis", facts) == ProbeResult(("OBJECTID", "naam"), DAY, "service")
    assert seen("arcgis", facts | {"advancedQueryCapabilities": {"supportsPagination": False}}).cap == 1000
    assert seen("arcgis", facts | {"advancedQueryCapabilities": {"supportsPagination": True}}).cap == 0
    assert seen("arcgis", {"advancedQueryCapabilities": {"supportsPagination": False}}) == ProbeResult()
    with pytest.raises(OpgaveError, match="reports an error of its own: gone"):
        seen("arcgis", {"error": {"message": "gone"}})


def test_a_dataset_of_opendatasoft():
    facts = {"fields": [{"name": "naam"}, {"name": "geo"}], "metas": {"default": {"modified": "2025-03-01T10:00:00+00:00"}}}
    assert seen("opendatasoft", facts) == ProbeResult(("naam", "geo"), DAY, "service")
    processed = {"metas": {"default": {"data_processed": "2025-03-01T10:00:00+00:00"}}}
    assert seen("opendatasoft", processed) == ProbeResult(None, DAY, "service") and seen("opendatasoft", {}) == ProbeResult()
    both = {"metas": {"default": {"data_processed": "2024-01-01", "modified": "2025-03-01"}}}
    assert seen("opendatasoft", both).date == DAY


def test_a_file_says_its_columns_and_when_it_was_changed():
    headers = {
        "content_type": "text/csv; charset=iso-8859-1",
        "etag": "1",
        "last_modified": "Sat, 01 Mar 2025 10:00:00 GMT",
        "date": "Mon, 01 Dec 2025 10:00:00 GMT",
    }
    table = Reply(
        GetRequest(URL),
        f"{URL}.csv",
        200,
        "naam;straße\n1;2".encode("latin-1"),
        {name.replace("_", "-"): text for name, text in headers.items()},
    )
    assert seen("csv", table) == ProbeResult(("naam", "straße"), DAY, "last_modified")
    assert seen("csv", "a,b\n1,2") == ProbeResult(("a", "b"))
    assert seen("geojson", {"features": [{"properties": {"naam": 1}}]}) == ProbeResult(("naam",))
    assert seen("gpkg", "SQLite format 3") == ProbeResult(None)
    assert seen("csv", "x" * HEADER_BYTES + ";y").fields == ("x" * HEADER_BYTES,)
    with pytest.raises(OpgaveError, match="web page"):
        seen("csv", "<!DOCTYPE html><html><body>Log in</body></html>")
    assert seen("xyz", "<!DOCTYPE html><html></html>") == ProbeResult(), "a service need only answer"


def test_json_of_another_kind_is_refused():
    assert json_in(reply({"a": 1})) == {"a": 1}
    with pytest.raises(OpgaveError, match="https://example.org/data gives JSON of another kind"):
        json_in(reply([1]))


# ---- from answers to a state


def failed(trouble, url=URL, **more):
    return Reply(GetRequest(url), url, trouble=trouble, error=OpgaveError("no"), **more)


def test_what_is_heard_is_of_the_first_answer_and_the_slowest():
    one = record("wfs", URL, "a")
    assert with_replies(Checked(one, State.UP), []) == Checked(one, State.UP)
    first, second = (
        Reply(GetRequest(URL), status=200, seconds=1.0, moved_to="https://new.org"),
        Reply(GetRequest(URL), status=500, seconds=3.0),
    )
    found = with_replies(Checked(one, State.UP), [first, second])
    assert (found.status, found.seconds, found.moved_to) == (200, 3.0, "https://new.org")


def test_the_state_that_a_failure_means():
    fine = reply("")
    cases = {Trouble.CERTIFICATE: State.CERTIFICATE, Trouble.GONE: State.GONE, Trouble.SILENT: State.DEAD, Trouble.DENIED: State.DEAD}
    assert {trouble: state_of([fine, failed(trouble), failed(Trouble.BUSY)]) for trouble in cases} == cases
    assert state_of([fine]) == State.DEAD, "it answered, but not what it should"


def looked(kind, *replies, layer="a"):
    found, says = look(record(kind, URL, layer), replies, Limits(), {})
    return found.state, says


def test_a_source_that_answers_is_up_and_one_that_does_not_is_not():
    assert looked("none") == (State.NO_SOURCE, ProbeResult())
    assert looked("wfs", reply(wfs("a"))) == (State.UP, ProbeResult())
    assert looked("wfs", reply(wfs("b"))) == (State.GONE, ProbeResult()) == looked("wfs", failed(Trouble.GONE))
    assert looked("wfs", reply("no xml")) == (State.DEAD, ProbeResult())
    assert looked("wfs", reply(wfs("a")), failed(Trouble.STATUS)) == (State.UP, ProbeResult()), "its columns are no condition"
    assert looked("oapif", reply({"id": "a"}), failed(Trouble.STATUS))[0] == State.DEAD, "but a feature is"
    assert looked("xyz", failed(Trouble.GONE))[0] == State.UP, "tiles need not reach the top"
    assert looked("xyz", failed(Trouble.SILENT))[0] == State.DEAD
    assert not is_tile(record("wms", URL), failed(Trouble.GONE)) and is_tile(record("vector_tiles", URL), failed(Trouble.GONE))


def test_fields_are_asked_for_where_a_challenge_needs_them():
    one = record("wfs", URL, "a")
    assert len(asks_of(one, {})) == 1 and len(asks_of(one, {one.id: {"code"}})) == 2 and asks_of(record("csv", "x.csv"), {}) == []


# ---- a source under another name


@pytest.mark.parametrize(
    ("query", "renamed"),
    [
        ("SELECT * FROM ns:old WHERE a=1", 'SELECT * FROM "ns:new" WHERE a=1'),
        ("select * from 'ns:old' join ns:old on 1", 'select * from "ns:new" join "ns:new" on 1'),
        ('SELECT "ns:old".a FROM  "ns:old"', 'SELECT "ns:new".a FROM  "ns:new"'),
        ("SELECT ns:old.a FROM ns:older, ns:old.x", 'SELECT "ns:new".a FROM ns:older, "ns:new".x'),
    ],
)
def test_a_query_reads_the_layer_under_its_new_name(query, renamed):
    assert with_tables(f"url='x' sql={query}", "ns:old", "ns:new") == f"url='x' sql={renamed}"


def test_other_names_in_a_source():
    assert with_names("a", "old", "old") == "a"
    source = "typename='ns:old' url='https://x/ns:old' sql=SELECT * FROM ns:old"
    assert with_names(source, "ns:old", "ns:new") == "typename='ns:new' url='https://x/ns:old' sql=SELECT * FROM \"ns:new\""
    assert with_names("crs=1&layers=a&layers=b&styles=a", "a,b", "c,b") == "crs=1&layers=c&layers=b&styles=a"
    assert with_map_layer("layers=ns%3Aold&layers=ns%3Aold", "ns:old", "ns:new") == "layers=ns%3Anew&layers=ns%3Aold"
    assert with_map_layer("layers=ns:d%20x&url=y", "ns:d x", "ns:e x") == "layers=ns:e%20x&url=y"
    assert with_map_layer("mylayers=old&layers=older", "old", "new") == "mylayers=old&layers=older"
    assert with_value("typename='it\\'s' b=2", "typename", "that's") == "typename='that\\'s' b=2"
    assert with_value("a=1 b=2 b=3", "b", "x y") == "a=1 b=x y b=3" and with_value("ab=1", "b", "x") == "ab=1"


def test_a_record_that_cannot_be_asked_keeps_nobody_from_looking_at_the_others(monkeypatch):
    def refuse(record, with_fields):
        raise OpgaveError("The address is none.")

    wms = SOURCE_KINDS["wms"]
    monkeypatch.setitem(SOURCE_KINDS, "wms", replace(wms, probe=replace(wms.probe, asks=refuse)))
    bad, good = watch([record("wms", URL, "a"), record("none", "", id="other")], Catalogue(), {}, datetime.date(2026, 3, 1))
    assert (bad.state, str(bad.detail)) == (State.DEAD, "The address is none.") and good.state == State.NO_SOURCE
