"""A version that should not have been published is withdrawn: its data are gone, that it was withdrawn stays, copies are told."""

import json
import shutil

import pytest
from opgavenkaart.processing.sources.store import open_store
from opgavenkaart.test.support import servers
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsProcessingException

FIELDS = "boom_id:integer,soort:string"
TREES = [("POINT(1 1)", 1, "eik"), ("POINT(2 2)", 2, "beuk")]
SECRET = "Boom van Jan Janssens"
WRONG = [*TREES, ("POINT(3 3)", 3, SECRET)]
SAID = {"PUBLISHER": "Dienst Groen", "CONTACT": "groen@stad.be", "LICENCE": "CC0", "RECORD_ID": "bomen", "KEY": "boom_id"}
NAME = "ploeg"


@pytest.fixture(scope="module")
def database(qgis_app):
    """The connection ``ploeg`` to a database, for the stores that lie in one."""
    with servers.postgis() as database:
        auth = database.connect(NAME)
        yield database
        database.forget(NAME, auth)


@pytest.fixture(params=["store", "store.gpkg", "postgis"])
def place(request, qgis_app, tmp_path):
    """Where the store is: a folder, a GeoPackage, a database."""
    if request.param != "postgis":
        return str(tmp_path / request.param)
    request.getfixturevalue("database").run("DROP SCHEMA IF EXISTS opgavenkaart CASCADE")
    return NAME


@pytest.fixture
def publish(run_algorithm, place):
    """Publish trees into the store."""
    return lambda rows: run_algorithm("publish_layer", SAID | {"STORE": place, "INPUT": memory_layer("Point", rows, FIELDS, name="bomen")})


@pytest.fixture
def withdraw(run_algorithm, place):
    """Withdraw a version of the trees from the store."""
    asked = {"STORE": place, "RECORD_ID": "bomen", "REASON": "Namen van mensen"}
    return lambda **more: run_algorithm("withdraw_version", asked | more)


def test_the_data_are_gone_and_the_version_before_is_current(publish, withdraw, place, tmp_path):
    publish(TREES)
    publish(WRONG)
    ran = withdraw()
    assert (ran["VERSION"], ran["WITHDRAWN_COUNT"], ran["REMAINING_COUNT"]) == (1, 1, 0)
    store = open_store(place, must_exist=True)
    (kept,) = store.withdrawals("bomen")
    assert (kept.number, kept.reason, kept.features) == (2, "Namen van mensen", 3) and kept.by and kept.made >= kept.kept
    assert [one.number for one in store.versions("bomen")] == [1]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in files if SECRET.encode() in path.read_bytes()], "nothing of it is left in a file"


def test_withdrawn_data_are_not_taken_again_and_its_number_is_not_given_again(publish, withdraw, place):
    publish(TREES)
    publish(WRONG)
    withdraw()
    with pytest.raises(QgsProcessingException, match="these are the data of version 2, which .* withdrew .*Namen van mensen"):
        publish(WRONG)
    assert publish([*TREES, ("POINT(3 3)", 3, "es")])["VERSION"] == 3
    assert [one.number for one in open_store(place).versions("bomen")] == [1, 3]


def test_a_restored_version_that_shares_the_data_goes_with_it(publish, withdraw, run_algorithm, place):
    publish(WRONG)
    publish(TREES)
    run_algorithm("restore_version", {"STORE": place, "RECORD_ID": "bomen", "VERSION": 1})
    ran = withdraw(VERSION=1)
    assert (ran["VERSION"], ran["WITHDRAWN_COUNT"]) == (2, 2)
    assert [one.number for one in open_store(place).withdrawals("bomen")] == [1, 3]


def test_a_record_of_which_nothing_is_left_is_listed_no_longer(publish, withdraw, run_algorithm, place, tmp_path):
    publish(WRONG)
    assert withdraw()["VERSION"] == 0
    store = open_store(place, must_exist=True)
    assert store.ids() == []
    if place != NAME:
        assert json.loads(store.catalogue_path.read_text(encoding="utf-8"))["records"] == []
    assert publish(TREES)["VERSION"] == 2


def test_a_copy_of_the_store_is_told(run_algorithm, qgis_app, tmp_path):
    """The hash of the features is the same wherever they lie."""
    store = tmp_path / "store"
    layer = memory_layer("Point", WRONG, FIELDS, name="bomen")
    run_algorithm("publish_layer", SAID | {"STORE": str(store), "INPUT": layer})
    shutil.copytree(store, tmp_path / "copies" / "store")
    asked = {"STORE": str(store), "RECORD_ID": "bomen", "REASON": "Namen", "FOLDERS": str(tmp_path / "copies")}
    ran = run_algorithm("withdraw_version", asked)
    assert ran["REMAINING_COUNT"] == 1
    assert any(str(tmp_path / "copies") in text for text in ran.warnings)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"RECORD_ID": ""}, "RECORD_ID is empty.*bomen"),
        ({"REASON": "  "}, "REASON is empty"),
        ({"VERSION": 7}, "has no version 7"),
        ({"FOLDERS": "/nowhere/at/all"}, "The folder '/nowhere/at/all' does not exist"),
    ],
)
def test_what_cannot_be_withdrawn_is_one_sentence_and_stays(run_algorithm, tmp_path, given, sentence):
    run_algorithm("publish_layer", SAID | {"STORE": str(tmp_path / "store"), "INPUT": memory_layer("Point", TREES, FIELDS, name="bomen")})
    asked = {"STORE": str(tmp_path / "store"), "RECORD_ID": "bomen", "REASON": "Namen"}
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("withdraw_version", asked | given)
    assert [one.number for one in open_store(str(tmp_path / "store")).versions("bomen")] == [1]
