"""Stores in folders with any name, and of records with any id: synced, published, restored and loaded, in all three kinds."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from opgavenkaart.processing.sources.store import open_store
from opgavenkaart.processing.sources.store.folder import FolderStore, earlier_folder_name, folder_name
from opgavenkaart.test.support import servers
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import layer_names, read_layer, squares, write_gpkg
from qgis.core import QgsProcessingException, QgsVectorLayer

pytestmark = pytest.mark.usefixtures("qgis_app", "qgis_processing")
SAID = {"KEY": "code", "PUBLISHER": "Dienst Groen", "CONTACT": "groen@stad.be", "LICENCE": "CC0"}
NAMES = ("kaart%20oost", "%41", "100%", "a=3Ab", "a|b", "'t stad: waar? #1 & 2", "één café;[a],b+c~$HOME", "naam.met.punten")
"""As people call their folders, and what programs take for a sign of their own in them."""
IDS = ("geo.api:trees", "be.vlaanderen.geo:bomen-2024_v1.2", "a-b", "plain", "x.gpkg")
"""As harvests give them."""


def write_catalogue(folder: Path, *ids: str) -> str:
    """Write a catalogue of GeoPackages with one tree, in a folder, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (folder / f"source_{number}.gpkg" for number in range(len(ids))):
        if not path.exists():
            write_trees(path, 1)
    said = {"publisher": {"name": "Stad", "kind": "city"}, "licence": {"name": "CC0"}, "geometry": "polygon", "key": "code"}
    source = ({"kind": "gpkg", "path": f"source_{number}.gpkg", "layer": "trees"} for number in range(len(ids)))
    records = [{"id": id, "title": {"nl": id}, "redistribution": "yes", "source": one, **said} for id, one in zip(ids, source, strict=True)]
    path = folder / "catalogue.json"
    path.write_text(json.dumps({"title": {"nl": "Bomen"}, "records": records}), encoding="utf-8")
    return str(path)


def write_trees(path: Path, count: int) -> None:
    write_gpkg(path, "trees", list(squares(count, 1)), columns={"code": [f"b{number}" for number in range(count)]})


def loaded(folder: Path, id: str, **inputs) -> list[str]:
    """Return the trees that `load_layers` gives of a record."""
    path = folder / "loaded.gpkg"
    path.unlink(missing_ok=True)
    run_algorithm("load_layers", {"RECORDS": id, "OUTPUT": str(path), **inputs})
    (layer,) = [one for one in layer_names(path) if one != "layer_styles"]
    return sorted(read_layer(path, layer)[1]["code"])


def try_all(folder: Path, store: str, catalogue: str, id: str, own: str = "") -> None:
    """Sync, publish, restore and load one record; ``own`` is the store's own catalogue."""
    ran = run_algorithm("sync_store", {"CATALOGUE": catalogue, "STORE": store, "RECORDS": id})
    assert (ran["UPDATED_COUNT"], ran["FAILED_COUNT"]) == (1, 0)
    assert loaded(folder, id, STORE=store, CATALOGUE=catalogue) == ["b0"]
    assert run_algorithm("sync_store", {"CATALOGUE": catalogue, "STORE": store, "RECORDS": id})["UNCHANGED_COUNT"] == 1
    later = folder / "later.gpkg"
    write_trees(later, 3)
    said = SAID | {"INPUT": f"{later}|layername=trees", "RECORD_ID": id, "STORE": store}
    later_version = run_algorithm("publish_layer", said)
    later.unlink()
    assert (later_version["VERSION"], later_version["INSERTED_COUNT"]) == (2, 2)
    assert loaded(folder, id, STORE=store, CATALOGUE=catalogue) == ["b0", "b1", "b2"]
    assert run_algorithm("restore_version", {"STORE": store, "RECORD_ID": id, "VERSION": 1})["VERSION"] == 3
    assert loaded(folder, id, STORE=store) == ["b0"]
    if own:
        assert loaded(folder, id, CATALOGUE=own) == ["b0"]


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_of_any_name_holds_a_store_and_what_it_is_synced_with(tmp_path, name):
    place = tmp_path / name
    catalogue = write_catalogue(place, "trees")
    try_all(tmp_path, str(place / name), catalogue, "trees", str(place / name / "catalogue.json"))
    try_all(tmp_path, str(place / f"{name}.gpkg"), catalogue, "trees", str(place / f"{name}.catalogue.json"))


def test_of_two_folders_that_read_alike_each_gives_its_own(tmp_path):
    """QGIS itself opens the GeoPackage in ``kaart oost`` for that in ``kaart%20oost``."""
    for name, count in (("kaart oost", 4), ("kaart%20oost", 2)):
        (tmp_path / name).mkdir()
        write_trees(tmp_path / name / "source_0.gpkg", count)
        catalogue = write_catalogue(tmp_path / name, "trees")
        assert len(loaded(tmp_path, "trees", CATALOGUE=catalogue)) == count


@pytest.mark.parametrize("id", IDS)
def test_a_record_of_any_id_in_a_folder_and_a_geopackage(tmp_path, id):
    catalogue = write_catalogue(tmp_path / "source", id)
    try_all(tmp_path, str(tmp_path / "store"), catalogue, id, str(tmp_path / "store" / "catalogue.json"))
    try_all(tmp_path, str(tmp_path / "team.gpkg"), catalogue, id, str(tmp_path / "team.catalogue.json"))
    (folder,) = (tmp_path / "store" / "layers").iterdir()
    assert "%" not in folder.name
    files = sorted(folder.glob("*.gpkg"))
    assert all(QgsVectorLayer(str(path), "x", "ogr").isValid() for path in files)
    assert len(files) == 2


def test_ids_that_differ_in_a_sign_keep_apart(tmp_path):
    ids = ("a:b", "a.b", "a-b", "a_b", "a_3ab", "ab")
    catalogue = write_catalogue(tmp_path / "source", *ids)
    for store in (tmp_path / "store", tmp_path / "team.gpkg"):
        assert run_algorithm("sync_store", {"CATALOGUE": catalogue, "STORE": str(store)})["UPDATED_COUNT"] == len(ids)
        assert sorted(open_store(str(store)).ids()) == sorted(ids)
    names = [folder_name(id).lower() for id in ids]
    assert len(set(names)) == len(ids)


@pytest.fixture(scope="module")
def connection(qgis_app):
    with servers.postgis() as database:
        auth = database.connect("ploeg")
        yield "ploeg"
        database.forget("ploeg", auth)


@pytest.mark.parametrize("id", IDS[:2])
def test_a_record_of_any_id_in_a_database(connection, tmp_path, id):
    try_all(tmp_path, connection, write_catalogue(tmp_path / "source", id), id)


@pytest.mark.parametrize(
    ("name", "inputs", "output"),
    [
        ("integrated_map", {}, "OUTPUT_FOLDER"),
        ("load_layers", {"RECORDS": "schools"}, "OUTPUT"),
        ("challenge_index", {}, "OUTPUT"),
    ],
)
def test_nothing_is_written_where_qgis_cannot_open_it(tmp_path, name, inputs, output):
    path = tmp_path / "kaart%20oost" / ("out" if output == "OUTPUT_FOLDER" else "out.gpkg")
    with pytest.raises(QgsProcessingException, match=r"cannot open a GeoPackage with '%20' in its path\. Choose"):
        run_algorithm(name, {**inputs, output: str(path)})
    assert list(tmp_path.iterdir()) == []


def test_layers_of_somebody_in_the_file_of_a_store_stay(tmp_path):
    """Whatever they are called; only what a killed program left is cleared up."""
    store = tmp_path / "team.gpkg"
    for name in ("plan__versie2", "wijken__v2", "a__v1_old"):
        write_gpkg(store, name, list(squares(1, 1)), columns={"code": ["x"]})
    for name in ("trees__v1_0123abcd", "trees__v1_4567abcd"):
        write_gpkg(store, name, list(squares(1, 1)), columns={"code": ["half"]})
    with closing(sqlite3.connect(store)) as database, database:
        database.execute("CREATE TABLE opgavenkaart_writing (data TEXT PRIMARY KEY)")
        database.execute("INSERT INTO opgavenkaart_writing VALUES ('trees__v1_4567abcd'), ('wijken__v2')")
    run_algorithm("sync_store", {"CATALOGUE": write_catalogue(tmp_path / "source", "trees"), "STORE": str(store)})
    assert {"plan__versie2", "wijken__v2", "a__v1_old", "trees__v1_0123abcd"} <= set(layer_names(store))
    assert "trees__v1_4567abcd" not in layer_names(store)


# ---- stores of before


@pytest.fixture
def earlier(tmp_path):
    """A store of before: the same, but for the names of folders, in which a sign was written as ``%3A``."""
    id = "geo.api:trees"
    catalogue = write_catalogue(tmp_path / "source", id)
    store = tmp_path / "store"
    run_algorithm("sync_store", {"CATALOGUE": catalogue, "STORE": str(store)})
    old = earlier_folder_name(id)
    assert old == "geo%2Eapi%3Atrees"
    (store / "layers" / folder_name(id)).rename(store / "layers" / old)
    listed = (store / "catalogue.json").read_text(encoding="utf-8")
    (store / "catalogue.json").write_text(listed.replace(folder_name(id), old), encoding="utf-8")
    return store, catalogue, id


def test_a_store_of_before_opens_and_goes_on(earlier, tmp_path):
    store, catalogue, id = earlier
    assert FolderStore(store).ids() == [id]
    assert loaded(tmp_path, id, STORE=str(store)) == loaded(tmp_path, id, CATALOGUE=str(store / "catalogue.json")) == ["b0"]
    assert run_algorithm("sync_store", {"CATALOGUE": catalogue, "STORE": str(store)})["UNCHANGED_COUNT"] == 1
    write_trees(tmp_path / "later.gpkg", 2)
    said = SAID | {"INPUT": str(tmp_path / "later.gpkg"), "RECORD_ID": id, "STORE": str(store)}
    assert run_algorithm("publish_layer", said)["VERSION"] == 2
    assert loaded(tmp_path, id, CATALOGUE=str(store / "catalogue.json")) == ["b0", "b1"]
    assert run_algorithm("restore_version", {"STORE": str(store), "RECORD_ID": id, "VERSION": 1})["VERSION"] == 3
    assert [folder.name for folder in (store / "layers").iterdir()] == [earlier_folder_name(id)]


def test_an_empty_folder_of_before_is_passed_over(tmp_path):
    """A sync of before failed on such a record, and left its folder."""
    catalogue = write_catalogue(tmp_path / "source", "geo.api:trees")
    (tmp_path / "store" / "layers" / earlier_folder_name("geo.api:trees")).mkdir(parents=True)
    assert run_algorithm("sync_store", {"CATALOGUE": catalogue, "STORE": str(tmp_path / "store")})["UPDATED_COUNT"] == 1
    assert FolderStore(tmp_path / "store").ids() == ["geo.api:trees"]
