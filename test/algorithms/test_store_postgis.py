"""A store in a PostGIS database: the same as in a folder, through a connection that QGIS knows."""

import json

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.sources.store import open_store
from opgavenkaart.test.support import servers
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsProcessingException

NAME = "ploeg"
SAID = {"PUBLISHER": "Dienst Groen", "CONTACT": "groen@stad.be", "LICENCE": "CC0", "STORE": NAME, "RECORD_ID": "bomen", "KEY": "boom_id"}
FIELDS = "boom_id:integer,soort:string,hoogte:double,dag:date"
TREES = [("POINT(1 1)", 1, "eik", 10.5, "2024-02-29"), ("POINT(2 2)", 2, "beuk", None, None), (None, 3, None, 4.0, None)]
LATER = [TREES[0], ("POINT(2 2.5)", *TREES[1][1:]), ("POINT(9 9)", 4, "es", 1.0, None), ("POINT(8 8)", 5, "l'es", 1.0, None)]


@pytest.fixture(scope="module")
def database():
    with servers.postgis() as database:
        yield database


@pytest.fixture(scope="module")
def connection(qgis_app, database):
    """The connection ``ploeg``, whose user is in QGIS's authentication manager."""
    auth = database.connect(NAME)
    yield NAME
    database.forget(NAME, auth)


def trees(rows):
    return memory_layer("Point", rows, FIELDS, name="bomen")


@pytest.fixture
def store(connection, database):
    """The store, empty."""
    database.run("DROP SCHEMA IF EXISTS opgavenkaart CASCADE")
    return open_store(NAME)


def counts(ran):
    return tuple(ran[name] for name in ("VERSION", "INSERTED_COUNT", "UPDATED_COUNT", "DELETED_COUNT"))


def test_layers_are_published_restored_and_loaded(store, run_algorithm, tmp_path):
    assert counts(run_algorithm("publish_layer", SAID | {"INPUT": trees(TREES)})) == (1, 3, 0, 0)
    assert counts(run_algorithm("publish_layer", SAID | {"INPUT": trees(LATER)})) == (2, 2, 1, 1)
    assert counts(run_algorithm("publish_layer", SAID | {"INPUT": trees(LATER)})) == (2, 0, 0, 0)
    store = open_store(NAME)
    assert store.ids() == ["bomen"]
    version = store.current("bomen")
    kept = store.read("bomen", store.record("bomen", version), version.data)
    assert sorted(kept.table["soort"]) == ["beuk", "eik", "es", "l'es"]
    assert run_algorithm("restore_version", {"STORE": NAME, "RECORD_ID": "bomen"})["VERSION"] == 3
    ran = run_algorithm("load_layers", {"STORE": NAME, "RECORDS": "bomen", "OUTPUT": str(tmp_path / "out.gpkg")})
    assert ran["FEATURE_COUNT"] == 2
    assert any("From the store 'ploeg', without asking" in text for text in ran.infos)


def test_tables_without_geometry_and_odd_ids(store, run_algorithm):
    rows = memory_layer("None", [(None, 1, "a", 1.0, None)], FIELDS, crs="", name="tabel")
    for id in ("stad:laag.met-een_heel_lange_naam_die_niet_in_een_naam_van_een_tabel_past", "stad:laag.met-een_heel_lange_naam_die_niet_x"):
        assert counts(run_algorithm("publish_layer", SAID | {"INPUT": rows, "RECORD_ID": id})) == (1, 1, 0, 0)
    assert len(open_store(NAME).ids()) == 2


def test_one_writes_at_a_time_and_the_other_is_told(store, run_algorithm):
    run_algorithm("publish_layer", SAID | {"INPUT": trees(TREES)})
    with store.locked("bomen"):
        with pytest.raises(QgsProcessingException, match="Someone else is writing record 'bomen' in store 'ploeg'"):
            run_algorithm("publish_layer", SAID | {"INPUT": trees(LATER)})
        run_algorithm("publish_layer", SAID | {"INPUT": trees(TREES), "RECORD_ID": "struiken"})
    assert counts(run_algorithm("publish_layer", SAID | {"INPUT": trees(LATER)})) == (2, 2, 1, 1)


def test_what_a_killed_program_left_is_no_version_and_goes(store, run_algorithm):
    run_algorithm("publish_layer", SAID | {"INPUT": trees(TREES)})
    store = open_store(NAME)
    version = store.current("bomen")
    features = store.read("bomen", store.record("bomen", version), version.data)
    left = store.write("bomen", 2, features, "Bomen")
    assert open_store(NAME).current("bomen") == version
    run_algorithm("publish_layer", SAID | {"INPUT": trees(LATER)})
    record = store.record("bomen", version)
    with pytest.raises(OpgaveError):
        store.read("bomen", record, left)
    assert len(store.read("bomen", record, version.data)) == 3


def test_a_number_is_given_once(store, run_algorithm):
    """Should two believe that they hold the lock, the database still takes one."""
    run_algorithm("publish_layer", SAID | {"INPUT": trees(TREES)})
    store = open_store(NAME)
    with pytest.raises(OpgaveError, match="someone else made version 1 at the same moment"):
        store.commit("bomen", store.current("bomen"))
    assert len(store.versions("bomen")) == 1


def test_a_sync_from_a_table_into_the_store(store, database, run_algorithm, tmp_path):
    """The table's total, extent and newest date show a change; where they do not move, nothing is fetched."""
    database.run(
        "DROP TABLE IF EXISTS public.bron; CREATE TABLE public.bron (code text PRIMARY KEY, dag timestamp, geom geometry(Point, 31370));"
        "INSERT INTO public.bron VALUES ('a', '2024-01-01', 'SRID=31370;POINT(1 1)'), ('b', '2024-01-02', 'SRID=31370;POINT(2 2)')"
    )
    source = {"kind": "postgis", "path": NAME, "layer": "public.bron"}
    said = {"title": {"nl": "Bron"}, "publisher": {"name": "Stad", "kind": "city"}, "geometry": "point", "key": "code"}
    catalogue = tmp_path / "catalogue.json"
    catalogue.write_text(json.dumps({"records": [{"id": "bron", "source": source, **said}]}))
    inputs = {"CATALOGUE": str(catalogue), "STORE": NAME}
    assert run_algorithm("sync_store", inputs)["UPDATED_COUNT"] == 1
    assert run_algorithm("sync_store", inputs)["UNCHANGED_COUNT"] == 1
    assert open_store(NAME).validators("bron").newest.startswith("2024-01-02")
    database.run("INSERT INTO public.bron VALUES ('c', '2024-01-03', 'SRID=31370;POINT(1.5 1.5)')")
    assert run_algorithm("sync_store", inputs)["UPDATED_COUNT"] == 1
    version = open_store(NAME).current("bron")
    assert (version.number, version.inserted, version.changed, version.features) == (2, 1, 0, 3)


def test_no_secret_is_kept_or_said(store, run_algorithm, database, tmp_path):
    run_algorithm("publish_layer", SAID | {"INPUT": trees(TREES)})
    record = open_store(NAME).record("bomen", open_store(NAME).current("bomen"))
    assert servers.PASSWORD not in json.dumps(record.to_json())
    with pytest.raises(QgsProcessingException) as error:
        run_algorithm("restore_version", {"STORE": NAME, "RECORD_ID": "niet", "VERSION": 1})
    assert servers.PASSWORD not in str(error.value) and servers.USER not in str(error.value)


def test_a_database_without_store_is_said(connection, database, run_algorithm):
    database.run("DROP SCHEMA IF EXISTS opgavenkaart CASCADE")
    with pytest.raises(QgsProcessingException, match="connection 'ploeg' holds no store"):
        run_algorithm("restore_version", {"STORE": NAME, "RECORD_ID": "bomen"})
