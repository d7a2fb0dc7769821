"""A catalogue's sources watched, each with another fault, on a server that replays."""

import datetime
import json
import socket
from contextlib import ExitStack

import pytest
from opgavenkaart.processing.model.challenge import FOLDER, Challenge
from opgavenkaart.processing.sources.watch import needed_fields
from opgavenkaart.test.support import servers_replay
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.servers_replay import EXCEPTION_REPORT, HTML, JSON, LOGIN_PAGE, Answer, replay
from qgis.core import QgsProcessingException

CHANGED = {"Last-Modified": "Wed, 01 May 2024 10:00:00 GMT", "Accept-Ranges": "bytes"}
CSV = Answer(b"sector_code;inhabitants;households\r\n44021A00;12;6\r\n", "text/csv", headers=CHANGED)
WFS = (
    b'<WFS_Capabilities version="1.1.0"><OperationsMetadata><Constraint name="DefaultMaxFeatures"><Value>1000</Value></Constraint>'
    b"</OperationsMetadata><FeatureTypeList><FeatureType><Name>a:roads</Name></FeatureType></FeatureTypeList></WFS_Capabilities>"
)
PAGES = b'<Constraint name="ImplementsResultPaging"><Value>TRUE</Value></Constraint>'
PAGED = WFS.replace(b"<OperationsMetadata>", b"<OperationsMetadata>" + PAGES)
SCHEMA = (
    b'<schema><element name="roads" type="a:roadsType"/><complexType name="roadsType">'
    b'<element name="road_id" type="string"/><element name="name" type="string"/></complexType></schema>'
)


def wfs(capabilities: bytes):
    return lambda query, before: Answer(SCHEMA if query.get("request") == "DescribeFeatureType" else capabilities)


ITEMS = {"features": [{"properties": {"sector_code": "44021A00", "sector_name": "Kouter"}}]}
ARCGIS = {"name": "Wijken", "fields": [{"name": "NAAM"}], "maxRecordCount": 2000, "advancedQueryCapabilities": {"supportsPagination": True}}
ROUTES = {
    "/population.csv": CSV,
    "/renamed.csv": Answer(b"cd_sector|ms_pop\n44021A00|12\n", "text/csv"),
    "/wfs": wfs(PAGED),
    "/capped": wfs(WFS),
    "/undescribed": lambda query, before: Answer(EXCEPTION_REPORT if query.get("request") == "DescribeFeatureType" else PAGED),
    "/geocoder/Suggestion": Answer(b'{"SuggestionResult": ["Gent"]}', JSON),
    "/collections/sectors": Answer(b'{"id": "sectors"}', JSON),
    "/collections/sectors/items": Answer(json.dumps(ITEMS).encode(), JSON),
    "/rest/MapServer/1": Answer(json.dumps(ARCGIS).encode(), JSON),
    "/rest/MapServer/2": Answer(b'{"error": {"code": 404, "message": "Layer not found"}}', JSON),
    "/login": Answer(LOGIN_PAGE, HTML),
    "/exception": Answer(EXCEPTION_REPORT),
    "/moved.csv": Answer(b"", HTML, 301, {"Location": "/population.csv"}),
    "/slow.csv": Answer(CSV.content, "text/csv", fault="slow"),
    "/broken": Answer(b"", HTML, 500),
    "/tiles/0/0/0.png": Answer(b"", HTML, 404),
}


def record(id: str, kind: str, path: str, layer: str = "", **values) -> dict:
    source = {"kind": kind, "path": path, **({"layer": layer} if layer else {})}
    return {"id": id, "title": {"nl": id}, "publisher": {"name": "Stad", "kind": "city"}, "source": source, **values}


def records(url: str, dead: str) -> list[dict]:
    return [
        record("population", "csv", f"{url}/population.csv", update_rhythm="P10Y"),
        record("statistical_sectors", "oapif", url, "sectors"),
        record("roads", "wfs", f"{url}/wfs", "a:roads"),
        record("streets", "wfs", f"{url}/wfs", "a:streets"),
        record("capped", "wfs", f"{url}/capped", "a:roads"),
        record("addresses", "wfs", f"{url}/undescribed", "a:roads", join={"layer": "roads", "key": "road_id"}),
        record("geocoder", "locator", f"{url}/geocoder"),
        record("income", "csv", f"{url}/renamed.csv"),
        record("districts", "arcgis", f"{url}/rest/MapServer", "1"),
        record("no_layer", "arcgis", f"{url}/rest/MapServer", "2"),
        record("login", "wms", f"{url}/login", "x"),
        record("exception", "wms", f"{url}/exception", "x"),
        record("moved", "csv", f"{url}/moved.csv"),
        record("slow", "csv", f"{url}/slow.csv"),
        record("broken", "geojson", f"{url}/broken"),
        record("not_there", "geojson", f"{url}/not-there"),
        record("refused", "geojson", f"{dead}/x"),
        record("old", "csv", f"{url}/population.csv", update_rhythm="P1M", date="2020-01-01"),
        record("retired", "csv", f"{url}/population.csv?retired"),
        record("tiles", "xyz", f"{url}/tiles/{{z}}/{{x}}/{{y}}.png"),
        record("file", "csv", "own.csv"),
        record("no_file", "gpkg", "absent.gpkg"),
        record("nothing", "none", ""),
    ]


EXPECTED = {
    "population": ("up", "ok"),
    "statistical_sectors": ("up", "ok"),
    "roads": ("up", "ok"),
    "streets": ("gone", "dead"),
    "capped": ("capped", "ok"),
    "addresses": ("up", "ok"),
    "geocoder": ("up", "ok"),
    "income": ("changed", "changed"),
    "districts": ("up", "ok"),
    "no_layer": ("dead", "dead"),
    "login": ("dead", "dead"),
    "exception": ("dead", "dead"),
    "moved": ("moved", "ok"),
    "slow": ("slow", "ok"),
    "broken": ("dead", "dead"),
    "not_there": ("gone", "dead"),
    "refused": ("dead", "dead"),
    "old": ("up", "stale"),
    "retired": ("moved", "ok"),
    "tiles": ("up", "ok"),
    "file": ("up", "ok"),
    "no_file": ("gone", "dead"),
    "nothing": ("no_source", "none"),
}


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """A catalogue of sources, each with its own fault, and the address of its server."""
    folder = tmp_path_factory.mktemp("watch")
    (folder / "own.csv").write_text("a;b\n1;2\n")
    with replay(ROUTES) as server:
        successors = [{"old": f"{server.url}/population.csv?retired", "new": "https://new.example/population.csv"}]
        document = {"records": records(server.url, servers_replay.dead_port()), "successors": successors}
        (folder / "catalogue.json").write_text(json.dumps(document))
        yield folder / "catalogue.json", server


def inputs(catalogue, folder, **more) -> dict:
    where = {"OUTPUT": f"{folder}/table.gpkg", "REPORT": f"{folder}/report.html"}
    return {"CATALOGUE": str(catalogue), "CHALLENGES": "warm_homes", "TIMEOUT": 1.8, "AS_OF": "2026-01-01", **where, **more}


def rows(path) -> dict[str, dict]:
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(str(path), "t", "ogr")
    names = [field.name() for field in layer.fields()]
    return {feature["record"]: dict(zip(names, feature.attributes(), strict=True)) for feature in layer.getFeatures()}


def test_every_source_gets_its_state(run_algorithm, watched, tmp_path):
    catalogue, server = watched
    ran = run_algorithm("check_services", inputs(catalogue, tmp_path))
    found = rows(tmp_path / "table.gpkg")
    assert {id: (row["state"], row["verdict"]) for id, row in found.items()} == EXPECTED
    verdicts = [verdict for _, verdict in EXPECTED.values()]
    counts = [ran[f"{name}_COUNT"] for name in ("OK", "STALE", "CHANGED", "DEAD")]
    assert counts == [verdicts.count(verdict) for verdict in ("ok", "stale", "changed", "dead")]
    assert found["income"]["missing_fields"] == "median_income, sector_code"
    assert found["retired"]["moved_to"] == "https://new.example/population.csv"
    assert found["moved"]["moved_to"] == f"{server.url}/population.csv"
    assert (found["population"]["date"], found["population"]["date_origin"]) == ("2024-05-01", "last_modified")
    assert (found["old"]["date"], found["old"]["freshness"], found["old"]["age_days"]) == ("2020-01-01", "stale", 2192)
    assert found["file"]["date"] == datetime.date.fromtimestamp((catalogue.parent / "own.csv").stat().st_mtime).isoformat()
    for id, words in {"login": "web page", "exception": "Databank", "streets": "a:roads", "no_layer": "Layer not found"}.items():
        assert words in found[id]["detail"]
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert report.index("not_there") < report.index("(income)") < report.index("(old)") < report.index("(roads)")
    assert "src=" not in report


def test_records_of_one_service_share_its_answer(run_algorithm, watched, tmp_path):
    catalogue, server = watched
    before = server.asked("/wfs")
    run_algorithm("check_services", inputs(catalogue, tmp_path, RECORDS="roads,streets"))
    assert server.asked("/wfs") - before <= 3


@pytest.mark.parametrize(
    ("fail_on", "ids", "fails"),
    [
        ("none", "not_there", False),
        ("dead", "not_there,roads", True),
        ("dead", "income,old,moved", False),
        ("changed", "income", True),
        ("changed", "old", False),
        ("stale", "old", True),
        ("stale", "not_there", True),
        ("stale", "moved", False),
        ("any", "moved", True),
        ("any", "roads,nothing", False),
    ],
)
def test_what_ends_it_with_an_error(run_algorithm, watched, tmp_path, fail_on, ids, fails):
    wanted = inputs(watched[0], tmp_path, RECORDS=ids, FAIL_ON=fail_on)
    if fails:
        with pytest.raises(QgsProcessingException, match=f"1 of {len(ids.split(','))} records need attention"):
            run_algorithm("check_services", wanted)
    else:
        run_algorithm("check_services", wanted)
    assert len(rows(tmp_path / "table.gpkg")) == len(ids.split(","))
    assert (tmp_path / "report.html").exists()


@pytest.mark.parametrize(("count", "rest"), [(10, r"\."), (11, r" \(\+1\)\.")])
def test_ten_records_are_named_and_of_more_their_number(run_algorithm, tmp_path, count, rest):
    sources = [record(f"r{number:02d}", "csv", str(tmp_path / "gone.csv")) for number in range(count)]
    (tmp_path / "c.json").write_text(json.dumps({"records": sources}))
    with pytest.raises(QgsProcessingException, match=f"{count} of {count} records need attention: (r.., ){{9}}r..{rest}"):
        run_algorithm("check_services", inputs(tmp_path / "c.json", tmp_path, FAIL_ON="dead"))


def test_a_certificate_that_ended(run_algorithm, tmp_path):
    with replay({"/x.csv": CSV}, servers_replay.expired_certificate(tmp_path)) as server:
        (tmp_path / "c.json").write_text(json.dumps({"records": [record("x", "csv", f"{server.url}/x.csv")]}))
        ran = run_algorithm("check_services", inputs(tmp_path / "c.json", tmp_path))
    row = rows(tmp_path / "table.gpkg")["x"]
    assert (row["state"], row["verdict"], ran["DEAD_COUNT"]) == ("certificate", "dead", 1)
    assert "expired" in row["detail"]


def test_a_nightly_job_gets_an_exit_code(qgis_process_run, watched, tmp_path):
    ran = qgis_process_run("check_services", inputs(watched[0], tmp_path, RECORDS="not_there,roads", FAIL_ON="dead"))
    assert ran.code != 0
    assert "need attention: not_there" in ran.stderr + ran.stdout
    assert rows(tmp_path / "table.gpkg")["not_there"]["state"] == "gone"


def test_two_thousand_records_on_fifty_hosts_ten_of_them_dead(run_algorithm, tmp_path):
    with ExitStack() as stack:
        hosts = [stack.enter_context(replay({"/x.csv": CSV}, address=f"127.0.1.{number}")).url for number in range(1, 41)]
        dead = [stack.enter_context(replay({"/x.csv": Answer(fault="silent")}, address=f"127.0.2.{number}")).url for number in range(1, 11)]
        a_host = count(40)
        every = [f"{url}/x.csv?{number}" for number in range(a_host) for url in [*hosts, *dead]]
        document = {"records": [record(f"r{number}", "csv", url) for number, url in enumerate(every)]}
        (tmp_path / "c.json").write_text(json.dumps(document))
        ran = run_algorithm("check_services", inputs(tmp_path / "c.json", tmp_path, TIMEOUT=3))
    assert (ran["OK_COUNT"], ran["DEAD_COUNT"]) == (40 * a_host, 10 * a_host)
    live = [row["seconds"] for row in rows(tmp_path / "table.gpkg").values() if row["verdict"] == "ok"]
    assert max(live) < 3


def test_silent_databases_are_waited_for_together_and_asked_nothing_more(run_algorithm, tmp_path):
    """QGIS waits half a minute for each table; the first table of a database tells of the others, and no database waits for another."""
    with ExitStack() as stack:
        ports = [stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=8)).getsockname()[1] for _ in range(10)]
        tables = [
            record(f"t{number}_{port}", "postgis", f"host=127.0.0.1 port={port} dbname=stad", f"public.t{number}")
            for number in range(3)
            for port in ports
        ]
        (tmp_path / "c.json").write_text(json.dumps({"records": tables}))
        ran = run_algorithm("check_services", inputs(tmp_path / "c.json", tmp_path, TIMEOUT=2))
    assert ran["DEAD_COUNT"] == 30
    details = {id: row["detail"] for id, row in rows(tmp_path / "table.gpkg").items()}
    assert {id for id, detail in details.items() if "no answer within the time limit" in detail} == {f"t0_{port}" for port in ports}
    assert sum("was not asked" in detail for detail in details.values()) == 20


def test_a_silent_database_does_not_keep_qgis_process_from_ending(qgis_process_run, tmp_path):
    with socket.create_server(("127.0.0.1", 0), backlog=8) as silent:
        table = record("parks", "postgis", f"host=127.0.0.1 port={silent.getsockname()[1]} dbname=stad", "public.parks")
        (tmp_path / "c.json").write_text(json.dumps({"records": [table]}))
        ran = qgis_process_run("check_services", inputs(tmp_path / "c.json", tmp_path, TIMEOUT=1))
    assert ran.code == 0
    assert ran.results["DEAD_COUNT"] == 1


def test_what_filters_small_numbers_and_proposals_look_at_is_needed_too():
    document = json.loads((FOLDER / "warm_homes.json").read_text(encoding="utf-8"))
    document["disclosure"] = {"units_minimum": {"layer": "few", "field": "homes", "minimum": 10}}
    document["indicators"][0] |= {"layer": "own", "field": "value", "filter": '"kind" = \'x\' AND "since" > 2000'}
    document["proposals"] = [{"id": "a", "title": {"nl": "A"}, "indicators": [document["indicators"][0] | {"id": "b", "layer": "theirs"}]}]
    needed = needed_fields([Challenge.from_json(document, "challenge")])
    assert needed["few"] == {"homes", document["units"]["key"]}
    assert {"value", "kind", "since"} <= needed["own"] & needed["theirs"]
