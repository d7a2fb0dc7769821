"""Challenges and layers from a store, with their sources gone."""

from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.sources.store.folder import FolderStore
from opgavenkaart.test.support.running import run_algorithm as run
from qgis.core import NULL, QgsProcessingException


@pytest.fixture(scope="module")
def store(demo_city, tmp_path_factory):
    """A store with all of the demo city, what is for the team only included, of which two layers were shared by their owners."""
    path = tmp_path_factory.mktemp("team") / "store"
    ran = run("sync_store", {"CATALOGUE": demo_city["CATALOGUE"], "STORE": str(path)})
    assert (ran["UNCHANGED_COUNT"], ran["FAILED_COUNT"]) == (0, 0)
    assert ran["UPDATED_COUNT"] == len(FolderStore(path).ids()) > 20
    said = {"PUBLISHER": "Eigenaar", "CONTACT": "data@eigenaar.be", "LICENCE": "Overeenkomst"}
    for id, key in (("energy_audits", "audit_id"), ("housing_waiting_list", "sector_code")):
        layer = {"INPUT": f"{demo_city['GEOPACKAGE']}|layername={id}", "RECORD_ID": id, "KEY": key}
        run("publish_layer", {**layer, **said, "CATALOGUE": demo_city["CATALOGUE"], "STORE": str(path)})
    return path


@pytest.fixture(scope="module")
def dead_catalogue(demo_city, tmp_path_factory):
    """The demo city's catalogue, none of whose files is where it says."""
    path = tmp_path_factory.mktemp("away") / "catalogue.json"
    path.write_text(Path(demo_city["CATALOGUE"]).read_text(encoding="utf-8"), encoding="utf-8")
    return path


def numbers(layer):
    """Return the numeric fields' names, and their values by sector."""
    features = sorted(layer.getFeatures(), key=lambda feature: feature["sector_code"])
    names = [name for name in layer.fields().names() if layer.fields().field(name).isNumeric() and name != "fid"]
    rows = [[feature[name] for name in names] for feature in features]
    return names, np.array([[np.nan if value == NULL else value for value in row] for row in rows], dtype=float)


def test_a_challenge_gives_the_same_from_the_store(store, demo_city, dead_catalogue, run_algorithm):
    inputs = {"CHALLENGE": "warm_homes", "OUTPUT": "TEMPORARY_OUTPUT", "AS_OF": "2026-01-01"}
    direct = run_algorithm("challenge_index", {**inputs, "CATALOGUE": demo_city["CATALOGUE"]})
    stored = run_algorithm("challenge_index", {**inputs, "CATALOGUE": str(dead_catalogue), "STORE": str(store)})
    (names, expected), (own_names, found) = numbers(direct["OUTPUT"]), numbers(stored["OUTPUT"])
    compared = [name for name in names if name != "data_age_days"]
    assert {"challenge_index", "median_income"} <= set(compared) <= set(own_names)
    of_both = ((expected, names), (found, own_names))
    left, right = (values[:, [own.index(name) for name in compared]] for values, own in of_both)
    np.testing.assert_array_equal(left, right)
    assert any("without asking their sources: Statistical sectors" in text for text in stored.infos)
    with pytest.raises(QgsProcessingException, match="does not exist"):
        run_algorithm("challenge_index", {**inputs, "CATALOGUE": str(dead_catalogue)})


def test_layers_load_from_the_store_and_what_it_lacks_from_its_source(demo_city, run_algorithm, tmp_path):
    few = str(tmp_path / "few")
    run_algorithm("sync_store", {"CATALOGUE": demo_city["CATALOGUE"], "STORE": few, "RECORDS": "parks"})
    inputs = {"CATALOGUE": demo_city["CATALOGUE"], "OUTPUT": str(tmp_path / "out.gpkg")}
    ran = run_algorithm("load_layers", {**inputs, "STORE": few, "RECORDS": "parks,schools"})
    assert ran["LAYER_COUNT"] == 2
    assert any("Not in the store" in text and "Schools" in text for text in ran.infos)


def test_what_may_not_be_passed_on_stays_out_of_files(store, demo_city, run_algorithm, tmp_path):
    inputs = {"CATALOGUE": demo_city["CATALOGUE"], "STORE": str(store), "OUTPUT": str(tmp_path / "out.gpkg")}
    ran = run_algorithm("load_layers", {**inputs, "RECORDS": "parks,childcare_requests"})
    assert ran["LAYER_COUNT"] == 1
    assert any("is for internal use only" in text for text in ran.warnings)
    with pytest.raises(QgsProcessingException, match="none of the layers may be redistributed"):
        run_algorithm("load_layers", {**inputs, "RECORDS": "energy_audits"})


def test_a_copy_of_a_part_is_said(demo_city, run_algorithm, tmp_path):
    inputs = {"CATALOGUE": demo_city["CATALOGUE"], "STORE": str(tmp_path / "store"), "RECORDS": "parks"}
    kept = FolderStore(tmp_path / "store")
    run_algorithm("sync_store", inputs)
    box = kept.read("parks", kept.record("parks", kept.current("parks")), kept.current("parks").data).geometry[0].bounds
    run_algorithm("sync_store", inputs | {"EXTENT": f"{box[0]},{box[2]},{box[1]},{box[3]} [EPSG:31370]"})
    ran = run_algorithm("load_layers", {**inputs, "OUTPUT": str(tmp_path / "out.gpkg")})
    assert any("Only a part of layer 'Parks (parks)' is in the store" in text for text in ran.warnings)


def test_a_store_that_is_not_there_is_said(run_algorithm, demo_city, tmp_path):
    inputs = {"CATALOGUE": demo_city["CATALOGUE"], "RECORDS": "parks", "OUTPUT": str(tmp_path / "out.gpkg")}
    with pytest.raises(QgsProcessingException, match="There is no store in"):
        run_algorithm("load_layers", {**inputs, "STORE": str(tmp_path / "nowhere")})
