"""A store stays whole: programs killed at any moment, two that publish at once, locks that are left behind."""

import contextlib
import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.store import Store, open_store
from opgavenkaart.processing.sources.store.folder import FolderStore
from opgavenkaart.processing.sources.store.locks import FORGOTTEN_SECONDS, is_held, lock_file
from opgavenkaart.test.support import servers, store_writer
from opgavenkaart.test.support.counts import count
from qgis.core import QgsProviderRegistry

STORES = ("folder", "geopackage", "postgis")
LINGERING_SECONDS = 20
"""In which a database notices that a program was killed."""


@dataclass
class Place:
    """Where a store of some kind is: what opens it, and the port of its database."""

    kind: str
    name: str
    folder: Path
    port: str = ""

    @property
    def store(self) -> Store:
        return open_store(self.name)

    def start(self, mode: str, who: str = "1", rounds: int = 1000) -> store_writer.Program:
        """Start a program that writes the store, and wait until it begins."""
        home = self.folder / f"home-{who}"
        home.mkdir(exist_ok=True)
        places = ("HOME", "XDG_CONFIG_HOME", "QGIS_AUTH_DB_DIR_PATH", "QGIS_CUSTOM_CONFIG_PATH")
        own = dict.fromkeys(places, str(home)) if self.port else {}
        return store_writer.Program(self.name, self.folder, mode, who, rounds, self.port, own)

    def left_over(self) -> set[str]:
        """Return the features that no version uses, and the locks that nobody holds."""
        used = {version.data for version in self.store.versions("laag")}
        return self.features() - used

    def features(self) -> set[str]:
        if self.kind == "folder":
            return {
                path.name for path in Path(self.name, "layers", "laag").iterdir() if path.suffix == ".gpkg" or path.name.startswith(".")
            }
        if self.kind == "geopackage":
            with contextlib.closing(sqlite3.connect(self.name)) as database:
                names = {name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")}
            return names | {path.name for path in self.folder.iterdir() if path.name.startswith(".store")}
        metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
        tables = {table.tableName() for table in metadata.createConnection(self.name).tables("opgavenkaart")}
        return tables - {"version", "checked"}


@pytest.fixture(params=STORES)
def place(request, qgis_app, tmp_path):
    if request.param != "postgis":
        yield Place(request.param, str(tmp_path / {"folder": "store", "geopackage": "store.gpkg"}[request.param]), tmp_path)
        return
    database = request.getfixturevalue("database")
    database.run("DROP SCHEMA IF EXISTS opgavenkaart CASCADE")
    auth = database.connect("veilig")
    yield Place("postgis", "veilig", tmp_path, str(database.port))
    database.forget("veilig", auth)


@pytest.fixture(scope="module")
def database():
    with servers.postgis() as running:
        yield running


def values_of(store: Store, record) -> int:
    """Return the value that all features of a version have, after seeing that it is whole."""
    features = load_record(record).features
    value = int(features.table["n"].iloc[0])
    assert (features.table["n"] == value).all()
    assert len(features) == store_writer.ROWS + value % 97
    return value


def check_whole(store: Store) -> int:
    """Check that every version that the store and its catalogue name is whole; return the number of the current one."""
    versions = store.versions("laag")
    for version in versions[-3:]:
        values_of(store, store.record("laag", version))
    path = getattr(store, "catalogue_path", None)
    if path and path.exists():
        listed = read_catalogue(path)
        assert listed.mistakes == {}
        values_of(store, listed.get("laag"))
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    return len(versions)


@pytest.mark.parametrize("mode", ["publish", "sync"])
def test_a_program_killed_at_any_moment_leaves_a_whole_store(mode, place):
    """The moments are drawn; a kill that hits before the first version counts too. The next program finds no lock in its way."""
    draw, reached = random.Random(4), 0
    for _ in range(count(50)):
        program = place.start(mode)
        time.sleep(draw.uniform(0.0, 0.7))
        program.kill()
        now = check_whole(place.store)
        assert now >= reached
        reached = now
    assert finished(place, mode) in (str(reached + 1), "updated")
    assert check_whole(place.store) == reached + 1
    if place.kind != "postgis":
        listed, current = read_catalogue(place.store.catalogue_path).get("laag"), place.store.record("laag", place.store.current("laag"))
        assert values_of(place.store, listed) == values_of(place.store, current)
    assert place.left_over() == set()


def finished(place: Place, mode: str) -> str:
    """Return what a program says that is left alone; a database may hold the lock of a killed one for a moment."""
    until = time.monotonic() + (LINGERING_SECONDS if place.kind == "postgis" else 0)
    while True:
        (said,) = place.start(mode, rounds=1).lines()
        if "at this moment" not in said or time.monotonic() > until:
            return said


def test_of_two_who_publish_at_once_one_wins_and_the_other_is_told(place):
    rounds = count(80)
    both = [place.start("publish", who, rounds) for who in ("1", "2")]
    said = [program.lines() for program in both]
    made = [int(line) for lines in said for line in lines if line.isdigit()]
    told = [line for lines in said for line in lines if not line.isdigit()]
    store = place.store
    assert sorted(made) == list(range(1, len(made) + 1)) == [version.number for version in store.versions("laag")]
    assert len(made) + len(told) == 2 * rounds
    assert [line for line in told if "at this moment, so nothing was changed" not in line] == []
    for version in store.versions("laag"):
        value = values_of(store, store.record("laag", version))
        assert version.record["publisher"]["name"] == str(value // store_writer.MOMENTS)
    check_whole(store)


def test_the_hash_of_a_version_is_that_of_its_features(place, tmp_path):
    place.start("sync", rounds=1).lines()
    version = place.store.current("laag")
    assert version.hash == load_record(store_writer.record(tmp_path / "1.csv")).features.content_hash


# --- locks


def test_a_lock_that_is_held_says_by_whom(tmp_path):
    lock = tmp_path / ".lock"
    with lock_file(lock, "An", tmp_path) as holder:
        assert is_held(lock, holder)
        with pytest.raises(OpgaveError, match=r"An on .* is writing '.*' at this moment"), lock_file(lock, "Bert", tmp_path):
            pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("holder", "age", "is_free"),
    [
        ({"who": "An", "host": "here", "process": "dead"}, 0, True),
        ({"who": "An", "host": "here", "process": "alive"}, 0, False),
        ({"who": "An", "host": "elsewhere", "process": "dead"}, 0, False),
        ({"who": "An", "host": "elsewhere", "process": "dead"}, FORGOTTEN_SECONDS + 1, True),
        (None, 0, False),
        (None, FORGOTTEN_SECONDS + 1, True),
    ],
)
def test_a_lock_of_a_dead_program_is_taken_over(holder, age, is_free, tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    lock, processes = tmp_path / ".lock", {"dead": ended.pid, "alive": os.getpid()}
    hosts = {"here": socket.gethostname(), "elsewhere": "other"}
    text = "" if holder is None else json.dumps(holder | {"host": hosts[holder["host"]], "process": processes[holder["process"]]})
    lock.write_text(text)
    os.utime(lock, (time.time() - age,) * 2)
    if is_free:
        with lock_file(lock, "Bert", tmp_path) as mine:
            assert is_held(lock, mine)
    else:
        with pytest.raises(OpgaveError, match="is writing"), lock_file(lock, "Bert", tmp_path):
            pass
        assert lock.read_text() == text


def test_who_lost_a_lock_makes_no_version(qgis_app, tmp_path):
    """A lock so old that another took it over: the version of the first would hide the other's."""
    store = FolderStore(tmp_path / "store")
    Place("folder", store.name, tmp_path).start("publish", rounds=1).lines()
    version = store.current("laag")
    with store.locked("laag"):
        (store.path / "layers" / "laag" / ".lock").write_text("{}")
        with pytest.raises(OpgaveError, match="someone else made version 1"):
            store.commit("laag", version)
