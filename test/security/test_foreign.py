"""A foreign catalogue, challenge or bundle in every algorithm: it works as far as it reads its own folder, and leads nowhere else."""

import json
import shutil
from pathlib import Path

import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.trust import Trust, keep_decisions
from opgavenkaart.processing.sources.trust import use_decisions
from opgavenkaart.test.support.servers_replay import Answer, replay
from qgis.core import QgsProcessingException


@pytest.fixture
def nobody_trusts(run_algorithm, tmp_path):
    """Nothing is trusted, and what is accepted is kept in a folder of this test: said last, for the plugin says otherwise when it loads."""
    keep_decisions(Trust, lambda: tmp_path / "profile" / "trust")
    yield
    use_decisions()


@pytest.mark.parametrize("name", ["EXTENT", "TARGET_CRS"])
def test_a_parameter_of_a_manifest_opens_no_layer(nobody_trusts, demo_bundle, run_algorithm, tmp_path, name):
    """QGIS takes an extent or a coordinate system of a layer, whose source may be any address."""
    folder = tmp_path / "mailed"
    shutil.copytree(Path(demo_bundle("warm_homes")["MANIFEST"]).parent, folder)
    manifest = folder / "manifest.json"
    document = json.loads(manifest.read_text(encoding="utf-8"))
    with replay({"/a.geojson": Answer(b"{}", "application/json")}) as server:
        asked = []
        server.answer = lambda path, query, headers: asked.append(path) or Answer(b"{}")
        document["parameters"][name] = f"/vsicurl/{server.url}/a.geojson"
        manifest.write_text(json.dumps(document), encoding="utf-8")
        with pytest.raises(QgsProcessingException, match=f"says that {name} was '/vsicurl"):
            run_algorithm("repeat_bundle", {"BUNDLE": str(folder), "OUTPUT_FOLDER": str(tmp_path / "again")})
        assert asked == []


@pytest.fixture
def mailed_city(nobody_trusts, demo_city, tmp_path):
    """The demo city as somebody sent it: a folder with all that its catalogue names; ``mailed_city(record)`` has one record changed."""
    folder = tmp_path / "city"
    shutil.copytree(Path(demo_city["CATALOGUE"]).parent, folder)

    def change(**changed) -> str:
        path = folder / Path(demo_city["CATALOGUE"]).name
        document = json.loads(path.read_text(encoding="utf-8"))
        for record in document["records"]:
            if record["id"] in changed:
                record["source"] |= changed[record["id"]]
        path.write_text(json.dumps(document), encoding="utf-8")
        return str(path)

    return change


def runs(catalogue: str, folder: Path) -> dict[str, dict]:
    """Return the parameters of every algorithm that opens what a catalogue names."""
    return {
        "load_layers": {"RECORDS": "statistical_sectors,buildings", "OUTPUT": str(folder / "loaded.gpkg")},
        "challenge_index": {"CHALLENGE": "warm_homes", "OUTPUT": str(folder / "index.gpkg")},
        "integrated_map": {"CHALLENGE": "warm_homes", "OUTPUT_FOLDER": str(folder / "map")},
        "sync_store": {"RECORDS": "buildings", "STORE": str(folder / "store")},
        "check_services": {"OUTPUT": str(folder / "checked.gpkg")},
    }


NAMES = ["load_layers", "challenge_index", "integrated_map", "sync_store", "check_services"]


@pytest.mark.parametrize("name", NAMES)
def test_a_city_that_was_sent_is_read_without_a_question(mailed_city, run_algorithm, tmp_path, name):
    catalogue = mailed_city()
    assert read_catalogue(catalogue).foreign
    assert run_algorithm(name, runs(catalogue, tmp_path)[name] | {"CATALOGUE": catalogue}).results


@pytest.mark.parametrize("name", NAMES)
def test_it_leads_nowhere_else(mailed_city, run_algorithm, tmp_path, name):
    """A file of the user's, and a server inside the network; what is made holds nothing of either."""
    shutil.copy(tmp_path / "city" / "demo_city.gpkg", tmp_path / "private.gpkg")
    with replay({}) as server:
        asked = []
        server.answer = lambda path, query, headers: asked.append(path) or Answer(b"{}")
        inside = {"kind": "geojson", "path": f"{server.url}/a.geojson", "layer": ""}
        catalogue = mailed_city(buildings={"path": "../private.gpkg"}, energy_use={"path": "../private.gpkg"}, statistical_sectors=inside)
        said = []
        try:
            said = run_algorithm(name, runs(catalogue, tmp_path)[name] | {"CATALOGUE": catalogue}).warnings
        except QgsProcessingException as error:
            said = [str(error)]
        assert asked == []
    assert any("nobody here accepted" in text for text in said), said
    assert not (tmp_path / "store" / "layers" / "buildings").exists() and not (tmp_path / "loaded.gpkg").exists()
