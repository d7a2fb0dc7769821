"""A catalogue exported, served by a web server, and harvested again; what cannot be exported is one sentence."""

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opgavenkaart.processing.model.catalogue import Catalogue, read_catalogue, write_catalogue
from opgavenkaart.processing.model.record import LayerRecord, Publisher, Source
from opgavenkaart.processing.model.text import Text
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsProcessingException


@pytest.fixture
def served(tmp_path):
    """The address of a web server that serves the export."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "out")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def catalogue(tmp_path):
    record = LayerRecord(
        "parks", Text("Parken", "Parks"), Publisher("Stad Halle", "city"), Source("wfs", "https://geo.halle.be/wfs", "stad:parken")
    )
    path = tmp_path / "catalogue.json"
    write_catalogue(path, Catalogue(title=Text("Lagen van Halle"), own={"parks": record}))
    return str(path)


@pytest.mark.parametrize(
    ("format", "name"),
    [("dcat", "catalogue.rdf"), ("dcat", "catalogue.jsonld"), ("iso19139", "catalogue.xml"), ("records", "records.json")],
)
def test_a_web_server_with_the_folder_is_a_catalogue(catalogue, format, name, served, run_algorithm, tmp_path):
    """The kind is found by what answers, and the layer comes back with its source."""
    ran = run_algorithm("export_catalogue", {"CATALOGUE": catalogue, "FORMAT": format, "OUTPUT_FOLDER": str(tmp_path / "out")})
    assert ran["RECORD_COUNT"] == 1
    back = run_algorithm("harvest_catalogue", {"URL": f"{served}/{name}", "OUTPUT": str(tmp_path / "back.json")})
    record = read_catalogue(back["OUTPUT"]).records["md:parks"]
    assert (record.title, record.source) == (Text("Parken", "Parks"), Source("wfs", "https://geo.halle.be/wfs", "stad:parken"))


def test_again_replaces_and_a_changed_catalogue_moves_the_old_aside(catalogue, run_algorithm, tmp_path):
    """What somebody else put there stays."""
    asked = {"CATALOGUE": catalogue, "FORMAT": "records", "OUTPUT_FOLDER": str(tmp_path / "out")}
    run_algorithm("export_catalogue", asked)
    (tmp_path / "out" / "robots.txt").write_text("ours")
    run_algorithm("export_catalogue", asked)
    assert sorted(one.name for one in (tmp_path / "out").iterdir() if not one.name.startswith(".")) == [
        "collection.json", "items", "records.json", "robots.txt",
    ]  # fmt: skip
    document = json.loads((tmp_path / "catalogue.json").read_text(encoding="utf-8"))
    document["records"][0]["id"] = "squares"
    (tmp_path / "catalogue.json").write_text(json.dumps(document), encoding="utf-8")
    run_algorithm("export_catalogue", asked)
    assert [one.name for one in (tmp_path / "out" / "items").iterdir()] == ["squares.json"]


def test_a_store_is_described_by_its_current_versions(run_algorithm, tmp_path):
    layer = memory_layer("Point", [("Point(171000 152000)", "a")], "code:string", name="bomen")
    published = {"INPUT": layer, "STORE": str(tmp_path / "store"), "RECORD_ID": "trees", "TITLE": "Bomen", "KEY": "code"}
    run_algorithm("publish_layer", published | {"PUBLISHER": "Stad Halle", "CONTACT": "gis@halle.be", "LICENCE": "CC0"})
    ran = run_algorithm("export_catalogue", {"STORE": str(tmp_path / "store"), "FORMAT": "records", "OUTPUT_FOLDER": str(tmp_path / "out")})
    page = json.loads((tmp_path / "out" / "records.json").read_text(encoding="utf-8"))
    assert ran["RECORD_COUNT"] == 1 and page["features"][0]["properties"]["contacts"][0]["emails"] == [{"value": "gis@halle.be"}]
    assert str(tmp_path) not in json.dumps(page), "where the store is, is of this computer alone"


def test_nothing_or_two_things_to_describe_is_one_sentence(catalogue, run_algorithm, tmp_path):
    with pytest.raises(QgsProcessingException, match="both given"):
        run_algorithm("export_catalogue", {"CATALOGUE": catalogue, "STORE": str(tmp_path), "OUTPUT_FOLDER": str(tmp_path / "out")})
    write_catalogue(tmp_path / "empty.json", Catalogue(title=Text("Leeg")))
    with pytest.raises(QgsProcessingException, match="no layers to describe"):
        run_algorithm("export_catalogue", {"CATALOGUE": str(tmp_path / "empty.json"), "OUTPUT_FOLDER": str(tmp_path / "out")})
    with pytest.raises(QgsProcessingException, match="BASE_URL"):
        run_algorithm("export_catalogue", {"CATALOGUE": catalogue, "BASE_URL": "halle", "OUTPUT_FOLDER": str(tmp_path / "out")})
    assert not (tmp_path / "out").exists()
