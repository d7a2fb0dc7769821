"""A store stays whole: programs killed at any moment, two that publish at once, locks that are left behind."""

import json
import os
import random
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from opgavenkaart.processing.bridge.loading import load_record
from opgavenkaart.processing.bridge.loading.load import features_hash
from opgavenkaart.processing.bridge.store.folder import FolderStore
from opgavenkaart.processing.bridge.store.locks import FORGOTTEN_SECONDS, is_held, lock_file
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.test.support import store_writer
from opgavenkaart.test.support.counts import count

PLUGINS = Path(__file__).parents[2] / "build" / "plugins"


def writer(store: Path, mode: str, who: str = "1", rounds: int = 1000) -> subprocess.Popen:
    """Start a program that writes the store, and wait until it begins."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(PLUGINS)}
    command = [sys.executable, "-P", store_writer.__file__, str(store), str(store.parent), mode, who, str(rounds)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n", process.stderr.read()
    return process


def values_of(store: FolderStore, record) -> int:
    """Return the value that all features of a version have, after seeing that it is whole."""
    features = load_record(record).features
    value = int(features.table["n"].iloc[0])
    assert (features.table["n"] == value).all()
    assert len(features) == store_writer.ROWS + value % 97
    return value


def check_whole(store: FolderStore) -> int:
    """Check that every version that the store and its catalogue name is whole; return the number of the current one."""
    versions = store.versions("laag")
    for version in versions[-3:]:
        values_of(store, store.record("laag", version))
    if store.catalogue_path.exists():
        listed = read_catalogue(store.catalogue_path)
        assert listed.mistakes == {}
        values_of(store, listed.get("laag"))
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    return len(versions)


@pytest.mark.parametrize("mode", ["publish", "sync"])
def test_a_program_killed_at_any_moment_leaves_a_whole_store(mode, qgis_app, tmp_path):
    """The moments are drawn; a kill that hits before the first version counts too. The next program finds no lock in its way."""
    draw, store = random.Random(4), FolderStore(tmp_path / "store")
    reached = 0
    for _ in range(count(50)):
        process = writer(store.path, mode)
        try:
            time.sleep(draw.uniform(0.0, 0.7))
        finally:
            process.kill()
            process.communicate()
        now = check_whole(store)
        assert now >= reached
        reached = now
    finishing = writer(store.path, mode, rounds=1)
    said, _ = finishing.communicate(timeout=60)
    assert said.strip() in (str(reached + 1), "updated")
    assert check_whole(store) == reached + 1
    listed, current = read_catalogue(store.catalogue_path).get("laag"), store.record("laag", store.current("laag"))
    assert values_of(store, listed) == values_of(store, current)
    folder = store.path / "layers" / "laag"
    used = {version.data for version in store.versions("laag")}
    assert {path.name for path in folder.iterdir() if path.suffix == ".gpkg"} == used
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_of_two_who_publish_at_once_one_wins_and_the_other_is_told(qgis_app, tmp_path):
    store = FolderStore(tmp_path / "store")
    both = [writer(store.path, "publish", who, rounds=8) for who in ("1", "2")]
    said = [process.communicate(timeout=120)[0].splitlines() for process in both]
    made = [int(line) for lines in said for line in lines if line.isdigit()]
    told = [line for lines in said for line in lines if not line.isdigit()]
    assert sorted(made) == list(range(1, len(made) + 1)) == [version.number for version in store.versions("laag")]
    assert len(made) + len(told) == 16
    assert all("at this moment, so nothing was changed" in line for line in told)
    for version in store.versions("laag"):
        value = values_of(store, store.record("laag", version))
        assert version.record["publisher"]["name"] == str(value // 1000)
    check_whole(store)


def test_the_hash_of_a_version_is_that_of_its_features(qgis_app, tmp_path):
    store = FolderStore(tmp_path / "store")
    writer(store.path, "sync", rounds=1).communicate(timeout=60)
    version = store.current("laag")
    assert version.hash == features_hash(load_record(store_writer.record(tmp_path / "1.csv")).features)


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
    writer(store.path, "publish", rounds=1).communicate(timeout=60)
    version = store.current("laag")
    with store.locked("laag"):
        (store.path / "layers" / "laag" / ".lock").write_text("{}")
        with pytest.raises(OpgaveError, match="another made version 1"):
            store.commit("laag", version)
