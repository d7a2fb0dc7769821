"""The overlay on a Dask cluster of processes: the same faces in the same order, whoever does the work and whoever dies."""

import pickle
import shutil
import signal
import sys
import time

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.overlay import cluster as overlay_cluster
from opgavenkaart.processing.analysis.overlay import engine, partition
from opgavenkaart.processing.analysis.overlay.carriers import line_pieces
from opgavenkaart.processing.analysis.overlay.cluster import check_scheduler, workplace
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import SILENT, Progress
from opgavenkaart.test.support.dask_cluster import DaskCluster
from opgavenkaart.test.support.overlay import cells, layer, same, stars

distributed = pytest.importorskip("distributed")


class Watched(Progress):
    """Calls back once, as soon as the bar comes to a place."""

    def __init__(self, place, then):
        self.place, self.then, self.done = place, then, False

    def update(self, share):
        self.check()
        if share >= self.place and not self.done:
            self.done = True
            self.then()


@pytest.fixture(scope="module")
def dask_cluster(tmp_path_factory):
    cluster = DaskCluster(tmp_path_factory.mktemp("dask"))
    yield cluster
    cluster.stop()


@pytest.fixture
def address(dask_cluster):
    dask_cluster.keep(2)
    return dask_cluster.address


@pytest.fixture(scope="module")
def city():
    random = np.random.default_rng(7)
    return [cells(random, 60, 100.0), cells(random, 25, 100.0), stars(random, 40, 100.0), stars(random, 15, 100.0, corners=40)]


@pytest.fixture(scope="module")
def expected(city):
    return partition(city, tile_load=30)


def test_workers_without_qgis_pandas_and_the_plugin_give_the_same_faces_in_the_same_order(address, city, expected):
    assert same(partition(city, tile_load=30, scheduler=address), expected)


@pytest.mark.parametrize("grid_size", [0.25, 1e-3])
def test_on_a_grid_too(address, city, grid_size):
    assert same(partition(city, grid_size, tile_load=30, scheduler=address), partition(city, grid_size, tile_load=10**6))


def test_borders_that_are_settled_in_rounds_too(address):
    one = cells(np.random.default_rng(9), 60, 1000.0)
    one = shapely.transform(one, lambda xy: xy + (104_000.0, 193_000.0))
    other = shapely.transform(one, lambda xy: xy + np.sin(xy * 7919.0) * 1e-9)
    assert same(partition([one, other], tile_load=30, scheduler=address), partition([one, other], tile_load=10**6))


def test_tiles_that_wait_on_disk_too(address, city, expected, monkeypatch):
    monkeypatch.setattr(engine.OverlayEngine.__init__, "__defaults__", (0.0, 100, 500))
    assert same(partition(city, tile_load=30, scheduler=address), expected)


def test_pieces_of_lines_too(address, city):
    random = np.random.default_rng(3)
    lines = shapely.linestrings(random.uniform(0, 100, (30, 5, 2)))
    with workplace(SILENT, scheduler=address) as there, workplace(SILENT, 1) as here:
        found, known = line_pieces(lines, city, there, tile_load=30), line_pieces(lines, city, here)
    assert same(found, known)


@pytest.mark.parametrize("place", [0.05, 0.38, 0.45, 0.6, 0.9])
def test_a_worker_killed_on_the_way_changes_nothing(dask_cluster, address, city, expected, place):
    """In noding, after it, while tiles are settled, in faces, while they are put into their order: the other one does it again."""

    def kill():
        dask_cluster.workers[0].send_signal(signal.SIGKILL)
        dask_cluster.workers[0].wait()

    progress = Watched(place, kill)
    found = partition(city, tile_load=30, scheduler=address, progress=progress)
    assert progress.done
    assert dask_cluster.workers[0].returncode == -signal.SIGKILL
    assert same(found, expected)


def test_workers_that_come_after_all_others_died_go_on(dask_cluster, address, city, expected):
    def replace():
        for worker in dask_cluster.workers:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        dask_cluster.keep(1)

    progress = Watched(0.6, replace)
    assert same(partition(city, tile_load=30, scheduler=address, progress=progress), expected)
    assert progress.done


def test_cancel_ends_it_and_leaves_nothing_with_the_cluster(dask_cluster, address, city):
    class Impatient(Watched):
        def is_cancelled(self):
            return self.done

    with pytest.raises(Cancelled):
        partition(city, tile_load=20, scheduler=address, progress=Impatient(0.3, lambda: None))
    end = time.monotonic() + 30
    while (kept := dask_cluster.asked(tasks_on_scheduler)) and time.monotonic() < end:
        time.sleep(0.1)
    assert kept == 0


def tasks_on_scheduler(client):
    return client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))


def test_workers_with_another_version_of_the_code_get_this_one(address, city, expected, monkeypatch, tmp_path):
    changed = tmp_path / "processing/analysis/overlay/noded_tile.py"
    for room in ("model", "analysis"):
        shutil.copytree(overlay_cluster.ROOT / "processing" / room, tmp_path / "processing" / room)
    shutil.copy(overlay_cluster.ROOT / "processing" / "__init__.py", tmp_path / "processing")
    changed.write_text(changed.read_text() + "\n\ndef node(*_, **__):\n    raise RuntimeError('an old version')\n")
    sentence = "A Dask worker could not do its part of the overlay: RuntimeError: an old version"
    with monkeypatch.context() as patch, pytest.raises(OpgaveError, match=sentence):
        patch.setattr(overlay_cluster, "ROOT", tmp_path)
        partition(city, tile_load=30, scheduler=address)
    assert same(partition(city, tile_load=30, scheduler=address), expected)


def test_workers_in_this_process_use_the_code_that_is_here(city, expected):
    with distributed.LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=":0") as cluster:
        assert same(partition(city, tile_load=30, scheduler=cluster.scheduler_address), expected)
    assert sys.modules[overlay_cluster.__name__] is overlay_cluster


def test_without_dask_it_says_what_to_install(city, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(OpgaveError, match="QGIS's Python has no package 'distributed'; install it"):
        partition(city, scheduler="127.0.0.1:8786")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "tls://nowhere.invalid:8786"])
def test_where_no_scheduler_answers_it_says_so(city, address, monkeypatch):
    monkeypatch.setattr(overlay_cluster, "ANSWER_WITHIN", 1.0)
    with pytest.raises(OpgaveError, match=f"no Dask scheduler answers at '{address}'"):
        partition(city, scheduler=address)


@pytest.mark.parametrize(
    "address",
    [
        "nowhere.invalid:8786",
        "tcp://192.168.1.5:8786",
        "192.168.1.5:8786",
        "ws://127.0.0.1:8786",
        "no address",
        "127.0.0.1.attacker.org:8786",
        "tcp://127.0.0.1:1@attacker.org:8786",
        "ftp://host",
        "127.0.0.1",
    ],
)
def test_a_scheduler_that_does_not_prove_who_it_is_is_not_asked(city, address):
    """It would run code in QGIS."""
    with pytest.raises(OpgaveError, match="is not asked: a scheduler sends code that runs in QGIS"):
        partition(city, scheduler=address)


@pytest.mark.parametrize(
    "address", ["localhost:8786", "TCP://LocalHost:8786", "tcp://127.0.0.1:8786", "[::1]:8786", "TLS://a:8786", "tls://192.168.1.5:8786"]
)
def test_one_that_does_is(address):
    check_scheduler(address)


def test_waiting_for_a_scheduler_can_be_cancelled(city):
    class Cancelling(Progress):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        partition(city, scheduler="127.0.0.1:1", progress=Cancelling())


def test_a_scheduler_without_workers_is_told(tmp_path, city):
    lonely = DaskCluster(tmp_path)
    try:
        with pytest.raises(OpgaveError, match=f"The Dask scheduler at {lonely.address} has no workers: start some"):
            partition(city, scheduler=lonely.address)
    finally:
        lonely.stop()


def test_nothing_in_nothing_out(address):
    assert len(partition([layer(None)], scheduler=address)) == 0


def test_a_scheduler_that_dies_on_the_way_is_told(tmp_path, city):
    doomed = DaskCluster(tmp_path)
    try:
        doomed.keep(1)
        with pytest.raises(OpgaveError, match=f"The Dask scheduler at {doomed.address} was lost"):
            partition(city, tile_load=20, scheduler=doomed.address, progress=Watched(0.5, doomed.scheduler.kill))
    finally:
        doomed.stop()


def test_what_travels_to_a_worker():
    """A task gets the state before it, or nothing; of what it did only the news comes back, and whether a state stays."""
    do, tell = overlay_cluster._errands()
    done = do(pickle.dumps((remember, 3)), None)
    assert done == ([3], 1) and do(pickle.dumps((remember, 4)), done) == ([3, 4], 2)
    assert pickle.loads(tell(done)) == (True, 1) and pickle.loads(tell((None, "news"))) == (False, "news")


def remember(state, message):
    return [*(state or []), message], len(state or []) + 1
