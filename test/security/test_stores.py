"""A store that a hostile colleague may write too: links, files of others, triggers and views in it do nothing to who uses it."""

import json
import os
import re
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace

import pytest
from opgavenkaart.processing.model.catalogue import Catalogue, read_catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.model.record import Licence
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.store import Offer, open_store, publish, restore, withdraw
from opgavenkaart.processing.sources.store.folder import FolderStore, earlier_folder_name, folder_name
from opgavenkaart.processing.sources.store.geopackage import GeopackageStore
from opgavenkaart.processing.sources.store.postgis import PostgisStore
from opgavenkaart.processing.sources.store.sync import sync
from opgavenkaart.test.support import servers
from opgavenkaart.test.support.headless import ROOT
from opgavenkaart.test.support.layers import Heard, memory_layer, record
from opgavenkaart.test.support.town import layer_names, squares, write_gpkg

LINKS = pytest.mark.skipif(os.name != "posix", reason="links that anybody may make")
OFFER = Offer(key="n", id="points", title="Punten", publisher="Stad", contact="gis@stad.be", licence="CC0")


def put(store, value: int = 1, progress=SILENT, offer=OFFER):
    """Publish a layer of one point."""
    features, _ = read_features(memory_layer("Point", [("POINT(100000 190000)", value)], "n:integer"))
    return publish(store, features, offer, Catalogue(), progress)


@LINKS
@pytest.mark.parametrize("linked", ["layers/points", "layers"])
def test_a_link_in_place_of_a_folder_is_not_followed(qgis_app, tmp_path, linked):
    """Publishing would clear up in the folder that it leads to."""
    others = tmp_path / "others"
    others.mkdir()
    for name in ("thesis.gpkg", ".bashrc", ".netrc", "v1-0123abcd.gpkg", ".x-0123456789ab.gpkg"):
        (others / name).write_text("mine")
    (tmp_path / "store" / linked).parent.mkdir(parents=True)
    (tmp_path / "store" / linked).symlink_to(others, target_is_directory=True)
    with pytest.raises(OpgaveError, match="in the store is a link to another place, which is not followed"):
        put(FolderStore(tmp_path / "store"))
    assert len(list(others.iterdir())) == 5


@LINKS
def test_nor_is_one_in_place_of_a_versions_file(qgis_app, tmp_path):
    store = FolderStore(tmp_path / "store")
    published = put(store)
    data = tmp_path / "store" / "layers" / "points" / published.version.data
    data.rename(tmp_path / "elsewhere.gpkg")
    data.symlink_to(tmp_path / "elsewhere.gpkg")
    with pytest.raises(OpgaveError, match="is a link to another place"):
        store.record("points", published.version)


@LINKS
def test_a_store_that_is_reached_by_a_link_is_one(qgis_app, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "store").symlink_to(tmp_path / "real", target_is_directory=True)
    store = FolderStore(tmp_path / "store")
    assert len(load_record(store.record("points", put(store).version)).features) == 1


def test_only_files_of_its_own_names_are_cleared_up(qgis_app, tmp_path):
    store = FolderStore(tmp_path / "store")
    put(store)
    folder = tmp_path / "store" / "layers" / "points"
    for name in ("notes.gpkg", ".bashrc", "v9-0123abcd.gpkg", ".v9-0123abcd-0123456789ab.gpkg", ".v9-0123abcd-0123456789ab.gpkg-journal"):
        (folder / name).write_text("x")
    put(store, 2)
    left = {path.name for path in folder.iterdir()}
    assert {"notes.gpkg", ".bashrc"} <= left and not any(name.startswith(("v9", ".v9")) for name in left)


@pytest.mark.parametrize(
    "data", ["../../../secret.gpkg", "/etc/passwd", "..\\secret.gpkg", "secret.gpkg", "v1-0123abcd.gpkg|layername=x", ""]
)
def test_a_version_leads_to_no_file_outside_the_store(qgis_app, tmp_path, data):
    store = FolderStore(tmp_path / "store")
    put(store)
    path = tmp_path / "store" / "layers" / "points" / "v1.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"data": data}), encoding="utf-8")
    with pytest.raises(OpgaveError):
        store.record("points", store.newest("points"))


def test_a_version_that_is_a_virtual_file_is_not_opened(qgis_app, tmp_path):
    store = FolderStore(tmp_path / "store")
    published = put(store)
    data = tmp_path / "store" / "layers" / "points" / published.version.data
    data.write_text(
        "<OGRVRTDataSource><OGRVRTLayer name='points'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    with pytest.raises(OpgaveError, match="leads elsewhere"):
        load_record(store.record("points", published.version))


def in_file(path, *statements):
    with closing(sqlite3.connect(path)) as database, database:
        for statement in statements:
            database.execute(statement)


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TRIGGER t AFTER INSERT ON opgavenkaart_version BEGIN DELETE FROM opgavenkaart_version WHERE number = 1; END"],
        ["CREATE TRIGGER t BEFORE DELETE ON gpkg_contents BEGIN UPDATE opgavenkaart_version SET document = ''; END"],
        ["CREATE TRIGGER t AFTER INSERT ON gpkg_contents WHEN 'delete' <> '' BEGIN replace into opgavenkaart_checked VALUES ('', ''); END"],
        ["DROP TABLE opgavenkaart_checked", "CREATE VIEW opgavenkaart_checked AS SELECT record, document FROM opgavenkaart_version"],
    ],
)
def test_a_geopackage_in_which_something_acts_by_itself_is_not_written(qgis_app, tmp_path, statements):
    store = GeopackageStore(tmp_path / "team.gpkg")
    put(store)
    in_file(tmp_path / "team.gpkg", *statements)
    with pytest.raises(OpgaveError, match="which would act by itself when the store is used; nothing was changed"):
        put(store, 2)
    assert [version.number for version in store.versions("points")] == [1]


def test_a_geopackage_whose_versions_are_a_view_is_no_store(qgis_app, tmp_path):
    path = tmp_path / "team.gpkg"
    write_gpkg(path, "a", list(squares(1, 1)))
    in_file(path, "CREATE VIEW opgavenkaart_version AS SELECT 'points' record, 1 number, '[[[[' document")
    with pytest.raises(OpgaveError, match="is no store"):
        open_store(str(path), must_exist=True)


@pytest.mark.parametrize("document", ["[" * 100_000, "x", "[]", '{"number": "1"}', "null", '{"number": 1e400}'])
def test_versions_that_are_none_are_one_sentence(qgis_app, tmp_path, document):
    store = GeopackageStore(tmp_path / "team.gpkg")
    put(store)
    with closing(sqlite3.connect(tmp_path / "team.gpkg")) as database, database:
        database.execute("UPDATE opgavenkaart_version SET document = ?", (document,))
    with pytest.raises(OpgaveError):
        store.versions("points")


def test_layers_of_the_user_that_look_like_versions_stay(qgis_app, tmp_path):
    path = tmp_path / "team.gpkg"
    write_gpkg(path, "trees__v1_0123abcd", list(squares(1, 1)))
    put(GeopackageStore(path))
    assert "trees__v1_0123abcd" in layer_names(path)


def test_the_triggers_that_gdal_makes_are_no_hindrance(qgis_app, tmp_path):
    store = GeopackageStore(tmp_path / "team.gpkg")
    assert [put(store, value).version.number for value in (1, 2, 3)] == [1, 2, 3]


def values(one):
    """Return the keys of a record's features, which are texts."""
    return load_record(one).features.table["n"].tolist()


def in_rows(store, version, statement, id="points"):
    """Change the rows of a version past the store, as somebody would who opens its file or database in another program."""
    source = store.source(id, version.data)
    if isinstance(store, PostgisStore):
        store._connection.executeSql(statement.format(table=f'opgavenkaart."{version.data}"'))
        return
    with closing(sqlite3.connect(os.path.join(store.base, source.path))) as database, database:  # noqa: PTH118  a source's own path
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'rtree%'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')  # its functions are GDAL's
        database.execute(statement.format(table=f'"{source.layer}"'))


@pytest.fixture(params=["folder", "geopackage", "postgis"])
def kept(request, tmp_path):
    """A store with two versions of a layer."""
    where = {"folder": tmp_path / "store", "geopackage": tmp_path / "team.gpkg"}.get(request.param)
    store = open_store(str(where) if where else request.getfixturevalue("connection"))
    put(store, 1), put(store, 2)
    return store


CHANGES = {
    "value": "UPDATE {table} SET n = 9",
    "deleted": "DELETE FROM {table}",
    "column": "ALTER TABLE {table} RENAME COLUMN n TO m",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_version_that_was_changed_behind_the_stores_back_is_not_opened(kept, change):
    first, second = kept.versions("points")
    in_rows(kept, second, change)
    with pytest.raises(OpgaveError, match="was changed after the store kept it, by something else than the store, and is not opened"):
        load_record(kept.record("points", second))
    assert values(kept.record("points", first)) == ["1"]
    if not isinstance(kept, PostgisStore):  # by the catalogue beside it too
        with pytest.raises(OpgaveError, match="was changed after the store kept it"):
            load_record(read_catalogue(kept.catalogue_path).get("points"))


def test_it_is_not_made_current_again_and_an_honest_one_is(kept):
    first, second = kept.versions("points")
    in_rows(kept, first, CHANGES["value"])
    with pytest.raises(OpgaveError, match="was changed after the store kept it"):
        restore(kept, "points", 1)
    put(kept, 3)
    assert restore(kept, "points", 2).rows_hash == second.rows_hash
    assert values(kept.record("points", kept.newest("points"))) == ["2"]


def test_publishing_again_mends_it(kept):
    in_rows(kept, kept.newest("points"), CHANGES["value"])
    heard = Heard()
    published = put(kept, 2, heard)
    assert "was changed after the store kept it" in heard.warnings[-1]
    assert (published.version.number, published.version.inserted) == (3, 1)
    assert values(kept.record("points", published.version)) == ["2"]


def test_a_sync_fetches_it_again_though_the_source_is_as_it_was(kept, tmp_path):
    (tmp_path / "points.csv").write_text("n;x;y\n5;100000;190000\n", encoding="utf-8")
    source = record("csv", tmp_path / "points.csv", id="trees", crs="EPSG:31370", redistribution="yes", licence=Licence("CC0"))
    assert [sync(kept, [source])[0].outcome.value for _ in range(2)] == ["updated", "unchanged"]
    in_rows(kept, kept.newest("trees"), CHANGES["value"], "trees")
    assert [sync(kept, [source])[0].outcome.value for _ in range(2)] == ["updated", "unchanged"]
    assert values(kept.record("trees", kept.newest("trees"))) == [5]


def before_the_lock(store, act):
    """Have somebody else act in the moment before a store has its lock."""
    name = "advisory_lock" if isinstance(store, PostgisStore) else "locked"
    take = getattr(store, name)

    def late(*arguments):
        setattr(store, name, take)
        act(open_store(str(getattr(store, "path", "") or store.name)))
        return take(*arguments)

    setattr(store, name, late)


def test_a_number_that_another_withdraws_in_the_moment_before_is_not_given_again(kept):
    before_the_lock(kept, lambda other: withdraw(other, "points", 2, "fout"))
    assert put(kept, 3).version.number == 3
    assert [one.number for one in kept.versions("points")] == [1, 3]


def test_a_new_licence_in_a_sync_is_said_of_what_another_published_in_the_moment_before(kept, tmp_path):
    (tmp_path / "trees.csv").write_text("n;x;y\n5;100000;190000\n", encoding="utf-8")
    trees = record("csv", tmp_path / "trees.csv", id="trees", crs="EPSG:31370", redistribution="yes", licence=Licence("CC0"))
    sync(kept, [trees])
    before_the_lock(kept, lambda other: put(other, 7, offer=replace(OFFER, id="trees")))
    assert sync(kept, [replace(trees, licence=Licence("CC BY 4.0"))])[0].version.number == 3
    assert values(kept.record("trees", kept.newest("trees"))) == [7]
    assert kept.newest("trees").record["licence"]["name"] == "CC BY 4.0"


def test_a_version_of_before_goes_on_without_a_hash(kept):
    before = replace(kept.newest("points"), file_hash="", rows_hash="")
    in_rows(kept, before, CHANGES["value"])
    assert values(kept.record("points", before)) == ["9"]


def test_a_file_that_somebody_only_looked_at_is_as_it_was(qgis_app, tmp_path):
    """QGIS writes into a GeoPackage that is opened."""
    store = FolderStore(tmp_path / "store")
    version = put(store).version
    path = tmp_path / "store" / "layers" / "points" / version.data
    before = path.read_bytes()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
        database.execute("CREATE TABLE layer_styles (id INTEGER)")
        assert len(load_record(store.record("points", version)).features) == 1
    assert path.read_bytes() != before
    assert len(load_record(store.record("points", version)).features) == 1


def test_rows_that_wait_beside_the_file_count_too(qgis_app, tmp_path):
    store = FolderStore(tmp_path / "store")
    version = put(store).version
    path = tmp_path / "store" / "layers" / "points" / version.data
    honest = path.read_bytes()
    in_rows(store, version, "UPDATE {table} SET n = n")
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("UPDATE points SET n = 9")
        database.commit()
        waiting = path.with_name(f"{path.name}-wal").read_bytes()
    path.write_bytes(honest)
    path.with_name(f"{path.name}-wal").write_bytes(waiting)
    with pytest.raises(OpgaveError, match="was changed after the store kept it|cannot be seen"):
        load_record(store.record("points", version))


@LINKS
def test_an_output_below_a_link_is_not_written(tmp_path):
    from opgavenkaart.processing.qgis_io.outputs import move_files

    for name in ("made/map.geojson", "out/keep.txt", "others/map.geojson"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "made").rename(tmp_path / "source")
    (tmp_path / "source" / "layers").mkdir()
    (tmp_path / "source" / "layers" / "map.geojson").write_text("new")
    (tmp_path / "out" / "layers").symlink_to(tmp_path / "others", target_is_directory=True)
    with pytest.raises(OpgaveError, match="is a link to another folder, into which nothing is written"):
        move_files(tmp_path / "source", tmp_path / "out")
    assert (tmp_path / "others" / "map.geojson").read_text() == "others/map.geojson"
    assert not (tmp_path / "out" / "map.geojson").exists()


@pytest.fixture(scope="module")
def database():
    with servers.postgis() as running:
        yield running


@pytest.fixture
def connection(qgis_app, database):
    database.run("DROP SCHEMA IF EXISTS opgavenkaart CASCADE")
    auth = database.connect("gedeeld")
    yield "gedeeld"
    database.forget("gedeeld", auth)


SCHEMA = """
CREATE SCHEMA opgavenkaart;
CREATE TABLE opgavenkaart.version (id serial PRIMARY KEY, record text NOT NULL, number integer NOT NULL, document text NOT NULL);
CREATE TABLE opgavenkaart.checked (id serial PRIMARY KEY, record text NOT NULL UNIQUE, document text NOT NULL);
"""
ROLE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'mallory') THEN CREATE ROLE mallory LOGIN; END IF;
END $$;
GRANT CREATE ON DATABASE postgres TO mallory;
"""
PROMOTE = """
CREATE FUNCTION opgavenkaart.promote() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ALTER ROLE mallory SUPERUSER; RETURN NEW; END';
"""


@pytest.mark.parametrize(
    "made",
    [
        PROMOTE + "CREATE TRIGGER t AFTER INSERT ON opgavenkaart.version FOR EACH ROW EXECUTE FUNCTION opgavenkaart.promote();",
        "CREATE RULE r AS ON INSERT TO opgavenkaart.checked DO ALSO DELETE FROM opgavenkaart.version;",
        "CREATE VIEW opgavenkaart.points_1_v1_0123abcd AS SELECT 1 AS n;",
        "ALTER TABLE opgavenkaart.version ENABLE ROW LEVEL SECURITY;",
    ],
    ids=["trigger", "rule", "view", "policy"],
)
def test_a_schema_in_which_something_acts_by_itself_is_not_opened(database, connection, made):
    database.run(f"{ROLE} SET ROLE mallory; {SCHEMA} {made} RESET ROLE;")
    with pytest.raises(OpgaveError, match="which would act by itself when the store is used, and is not opened"):
        put(open_store(connection))


def test_nor_is_one_written_in_which_something_came_to_act_after_it_was_opened(database, connection):
    put(open_store(connection))
    store = open_store(connection)
    database.run(f"{PROMOTE} CREATE TRIGGER t AFTER INSERT ON opgavenkaart.version FOR EACH ROW EXECUTE FUNCTION opgavenkaart.promote();")
    with pytest.raises(OpgaveError, match="which would act by itself when the store is used, and is not opened"):
        put(store, 2)
    assert [one.number for one in store.versions("points")] == [1]


@pytest.mark.parametrize(
    "made", ["", "ALTER TABLE opgavenkaart.version ALTER document SET DEFAULT pg_sleep(0)::text;"], ids=["plain", "default"]
)
def test_a_schema_of_somebody_else_is_not_written(database, connection, made):
    """Defaults, checks and indexes run its functions as whoever writes."""
    database.run(f"{ROLE} SET ROLE mallory; {SCHEMA} {made} RESET ROLE;")
    with pytest.raises(OpgaveError, match="belongs to 'mallory', a role that you are not a member of, so nothing was written"):
        put(open_store(connection))
    database.run("GRANT mallory TO gis")
    try:
        assert put(open_store(connection)).version.number == 1
    finally:
        database.run("REVOKE mallory FROM gis")


def test_a_schema_of_ones_own_is_written(connection):
    assert [put(open_store(connection), value).version.number for value in (1, 2)] == [1, 2]


@pytest.fixture
def logins(qgis_app, database):
    """Connections of a reader, a maker of maps, two publishers and a keeper, with the roles as the page says."""
    page = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
    (sql,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    roles = ("opgavenkaart_keeper", "opgavenkaart_publisher", "opgavenkaart_maker", "opgavenkaart_reader")
    people = {"lea": "reader", "mia": "maker", "piet": "publisher", "sofie": "publisher", "karel": "keeper"}
    there = "IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}') THEN DROP OWNED BY {role}; DROP ROLE {role}; END IF"
    gone = "".join(f"DO $$ BEGIN {there.format(role=role)}; END $$;" for role in (*people, *roles))
    database.run(f"DROP SCHEMA IF EXISTS opgavenkaart CASCADE; {gone} {sql}")
    kept = {}
    for name, role in people.items():
        database.run(f"CREATE ROLE {name} LOGIN PASSWORD 'x'; GRANT opgavenkaart_{role} TO {name}")
        database.run(f"ALTER ROLE {name} IN DATABASE postgres SET role TO opgavenkaart_{role}")
        kept[name] = database.connect(name, name, "x")
    yield tuple(people)
    for name, auth in kept.items():
        database.forget(name, auth)
    database.run(f"DROP SCHEMA IF EXISTS opgavenkaart CASCADE; {gone}")


def test_each_role_does_its_task_and_no_other(logins):
    reader, maker, first, second, keeper = logins
    assert [put(open_store(name), value).version.number for name, value in ((first, 1), (second, 2), (keeper, 3))] == [1, 2, 3]
    assert [values(open_store(reader).record("points", one)) for one in open_store(reader).versions("points")] == [["1"], ["2"], ["3"]]
    assert restore(open_store(second), "points", 1).number == 4
    for name in (reader, maker):
        with pytest.raises(OpgaveError, match="permission denied"):
            put(open_store(name), 5)
    for name in (reader, maker, second):
        with pytest.raises(OpgaveError):
            withdraw(open_store(name), "points", 2, "fout")
    assert [one.number for one in open_store(first).versions("points")] == [1, 2, 3, 4]
    assert withdraw(open_store(keeper), "points", 2, "fout").numbers == (2,)
    store = open_store(reader)
    assert [one.number for one in store.versions("points")] == [1, 3, 4] and [one.number for one in store.withdrawals("points")] == [2]
    with pytest.raises(OpgaveError, match="which .* withdrew"):
        put(open_store(first), 2)


def test_who_makes_maps_adds_to_what_was_handed_out_and_nobody_changes_it(logins, database):
    reader, *others = logins
    for name in others:
        assert open_store(name).handed_out.add(f"{name}.json", b'{"who": "%s"}' % name.encode())
        assert not open_store(name).handed_out.add(f"{others[0]}.json", b"{}"), "what is kept stays"
    with pytest.raises(OpgaveError, match="took no row in the table 'handed_out' of its schema 'opgavenkaart': ask its owner"):
        open_store(reader).handed_out.add("reader.json", b"{}")
    assert sorted(document["who"] for _, document in open_store(reader).handed_out.documents()) == sorted(others)
    for role in ("reader", "maker", "publisher", "keeper"):
        for sql in ("UPDATE opgavenkaart.handed_out SET content = ''", "DELETE FROM opgavenkaart.handed_out"):
            with pytest.raises(subprocess.CalledProcessError) as refused:
                database.run(f"SET ROLE opgavenkaart_{role}; {sql}")
            assert b"permission denied" in refused.value.stderr


def test_a_table_of_what_was_handed_out_that_somebody_else_made_is_not_written(database, connection):
    """Its defaults would run as whoever makes a map."""
    put(open_store(connection))
    table = "CREATE TABLE opgavenkaart.handed_out (id serial PRIMARY KEY, name text, content text, more text DEFAULT pg_sleep(0)::text)"
    database.run(
        f"{ROLE} GRANT ALL ON SCHEMA opgavenkaart TO mallory; SET ROLE mallory; {table}; GRANT ALL ON opgavenkaart.handed_out TO gis"
    )
    with pytest.raises(OpgaveError, match="belongs to 'mallory'"):
        open_store(connection).handed_out.add("one.json", b"{}")


def test_a_record_of_before_of_which_all_was_withdrawn_stays_withdrawn(qgis_app, tmp_path):
    """Its folder has the name of before: nothing of the data is left in it, the number and the data are not taken again."""
    store, offer = FolderStore(tmp_path / "store"), replace(OFFER, id="geo:points")
    put(store, 1, offer=offer)
    layers = tmp_path / "store" / "layers"
    (layers / folder_name("geo:points")).rename(layers / earlier_folder_name("geo:points"))
    assert withdraw(store, "geo:points", 1, "fout").current is None
    assert not list(layers.rglob("*.gpkg")) and [one.number for one in store.withdrawals("geo:points")] == [1]
    with pytest.raises(OpgaveError, match="which .* withdrew"):
        put(store, 1, offer=offer)
    assert put(store, 2, offer=offer).version.number == 2
