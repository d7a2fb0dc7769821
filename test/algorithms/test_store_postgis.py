"""A store in a PostGIS database: the same as in a folder, through a connection that QGIS knows."""

import json

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.store import Validators
from opgavenkaart.processing.sources.store import open_store
from opgavenkaart.processing.sources.store.postgis_tables import MOST_LETTERS, TableToWrite, parts_of, sql_value
from opgavenkaart.test.support import layers, servers
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


def test_few_connections_serve_a_whole_sync(store, database, run_algorithm, tmp_path):
    """One for the questions, and for each record that is written one that holds its lock; the server counts them."""
    ids = [f"laag_{number}" for number in range(4)]
    for id in ids:
        (tmp_path / f"{id}.csv").write_text("code;x;y\na;100000;190000\nb;100001;190001\n", encoding="utf-8")
    said = {"publisher": {"name": "Stad", "kind": "city"}, "geometry": "point", "key": "code", "crs": "EPSG:31370"}
    records = [{"id": id, "title": {"nl": id}, "source": {"kind": "csv", "path": f"{id}.csv"}, **said} for id in ids]
    catalogue = tmp_path / "catalogue.json"
    catalogue.write_text(json.dumps({"records": records}), encoding="utf-8")

    def connections(name, **inputs):
        before = database.count_connections()
        return run_algorithm(name, {"CATALOGUE": str(catalogue), "STORE": NAME} | inputs), database.count_connections() - before

    ran, opened = connections("sync_store")
    assert ran["UPDATED_COUNT"] == len(ids) and len(ids) <= opened <= len(ids) + 1
    ran, opened = connections("sync_store")
    assert ran["UNCHANGED_COUNT"] == len(ids) and opened <= 1
    ran, opened = connections("load_layers", RECORDS=",".join(ids), OUTPUT=str(tmp_path / "out.gpkg"))
    assert ran["FEATURE_COUNT"] == 2 * len(ids) and opened <= len(ids) + 1


ODD = ["", "NULL", None, 'l\'\u00e9 \\ "q" \t\n {%1} $1 \U0001f600', "\\'; DROP SCHEMA opgavenkaart; --", '{"a": [1]}']


def write_and_read(store, table, geometry, crs="EPSG:31370"):
    """Return features as they come back from a table of the store."""
    store.prepare()
    record = layers.record("postgis", NAME, id="proef")
    data = store.write("proef", 1, Features("proef", geometry, table, crs), record)
    return store.read("proef", record, data)


def test_values_of_all_kinds_come_back_as_they_were(store):
    moments = pd.to_datetime(["2024-02-29 12:34:56.789", None, "1900-01-01 00:00:00.001", *["2024-01-01"] * 3], format="ISO8601")
    table = pd.DataFrame(
        {
            "whole": pd.array([1, None, 2**62, -(2**62), 0, 5], dtype="Int64"),
            "real": [1.5, np.nan, 0.1 + 0.2, 1e308, -0.1, 1e-300],
            "yes": [True, False, True, False, True, True],
            'odd "name"': ODD,
            "day": moments.normalize(),
            "moment": moments,
        }
    )
    shapes = np.array([shapely.Point(1.1, 2.2), None, *shapely.points(np.arange(4), 190000.123456789)], dtype=object)
    found = write_and_read(store, table, shapes)
    assert found.crs == "EPSG:31370" and shapely.equals_exact(found.geometry[[0, 2, 3, 4, 5]], shapes[[0, 2, 3, 4, 5]], 0).all()
    assert found.geometry[1] is None
    assert [None if pd.isna(value) else int(value) for value in found.table["whole"]] == [1, None, 2**62, -(2**62), 0, 5]
    assert found.table["real"].tolist()[2:] == table["real"].tolist()[2:] and np.isnan(found.table["real"][1])
    assert found.table["yes"].tolist() == table["yes"].tolist()
    assert [None if pd.isna(value) else value for value in found.table['odd "name"']] == ODD
    for name in ("day", "moment"):
        assert pd.to_datetime(found.table[name]).tolist()[2:] == table[name].tolist()[2:] and pd.isna(found.table[name][1])


def test_shapes_of_several_types_are_collections_and_a_column_may_have_any_name(store):
    shapes = np.array([shapely.Point(1, 2), shapely.LineString([(0, 0), (1, 1)]), shapely.MultiPoint([(1, 1), (2, 2)])], dtype=object)
    found = write_and_read(store, pd.DataFrame({"geom": [1, 2, 3]}), shapes)
    assert found.table["geom"].tolist() == [1, 2, 3]
    assert [shape.geoms[0].equals(kept) for shape, kept in zip(found.geometry, shapes, strict=True)] == [True] * 3


def test_rows_go_in_parts(store):
    found = write_and_read(store, pd.DataFrame({"n": np.arange(1203)}), shapely.points(np.arange(1203), 5.0))
    assert found.table["n"].tolist() == list(range(1203))
    assert [len(json.loads(part)) for part in parts_of(["{}"] * 1203)] == [500, 500, 203]
    long = [json.dumps("x" * (MOST_LETTERS * size // 4)) for size in (1, 9, 1, 1)]
    assert [len(json.loads(part)) for part in parts_of(long)] == [1, 1, 2]
    assert list(parts_of([])) == []


def test_rows_that_are_sent_again_do_not_come_twice(store):
    """QGIS does so by itself where a connection broke, and cannot know whether they had arrived."""
    store.prepare()
    table = TableToWrite(
        "opgavenkaart", "proef", Features("proef", shapely.points([1.0, 2.0], 5.0), pd.DataFrame({"n": [1, 2]}), "EPSG:31370")
    )
    store.run(table.create())
    (sql,) = table.fill()
    store.run(sql)
    with pytest.raises(OpgaveError, match="duplicate key value"):
        store.run(sql)
    assert store.run("SELECT fid, n FROM opgavenkaart.proef ORDER BY fid") == [[1, 1], [2, 2]]


def test_a_refusal_is_one_sentence_without_the_rows(store):
    with pytest.raises(OpgaveError, match="cannot be used as store .*duplicate key value") as refused:
        write_and_read(store, pd.DataFrame({"fid": [1, 1]}), shapely.points([1.0, 2.0], 5.0))
    assert "INSERT" not in str(refused.value) and "base64" not in str(refused.value)


@pytest.mark.parametrize("strings", ["on", "off"])
def test_no_text_ends_a_question(store, strings):
    """Not even where the database takes a backslash for more than itself."""
    store.prepare()
    for text in filter(None, ODD):
        assert store.run(f"SET LOCAL standard_conforming_strings = {strings}; SELECT {sql_value(text)}") == [[text]]
        store.remember(text, Validators(origin=text))
        assert store.validators(text) == Validators(origin=text)
        assert store.versions(text) == [] and not store.holds(text, text)
