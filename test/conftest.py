"""Makes the checkout importable as the package ``opgavenkaart``, the way QGIS sees it; the fixtures that tests share."""

import gc
import os
import shutil
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QThreadPool

sys.modules.setdefault("numba", None)
"""With numba, esda compiles for longer than it then computes on what tests give it; without, it goes on in Python. Benchmarks have it."""

settings.register_profile("opgavenkaart", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("opgavenkaart")
"""A busy machine is no failure."""

ROOT = Path(__file__).parents[1]
PLUGINS = ROOT / "build" / "plugins"
LINK = PLUGINS / "opgavenkaart"


def link_the_checkout():
    """Link build/plugins/opgavenkaart to the checkout; mend a link that a moved checkout left behind."""
    PLUGINS.mkdir(parents=True, exist_ok=True)
    if LINK.resolve() != ROOT.resolve():
        LINK.unlink(missing_ok=True)
        LINK.symlink_to("../..", target_is_directory=True)


link_the_checkout()
sys.path.insert(0, str(PLUGINS))

from opgavenkaart.processing.qgis_io import content_net  # noqa: E402
from opgavenkaart.processing.sources.trust import use_decisions  # noqa: E402
from opgavenkaart.test.support import data, headless, running, scratch, shared  # noqa: E402
from opgavenkaart.test.support.trusted import write_global_settings  # noqa: E402

SCRATCH = scratch.use_memory()

is_local = getattr(providers, "is_local_module_file", None)
providers.is_local_module_file = lambda path: path.startswith(str(PLUGINS)) and is_local(path)
"""Hypothesis looks for numbers to try in all modules that it takes for ours; Debian's pandas and QGIS are not, and cost 14 s a process."""

LONG_ROOMS = ("ui", "headless", "algorithms", "test")
"""Rooms whose files take long: they go first, so that at the end no core waits for one of them. ``test`` are the files beside this one."""


MOST_PROCESSES = 4


def pytest_xdist_auto_num_workers(config):
    """One process more than there are cores: a quarter of the time tests wait for a window, a server or a browser."""
    return min((os.cpu_count() or 1) + 1, MOST_PROCESSES)


def pytest_collection_modifyitems(items):
    """Put the long rooms first; within a room the order stays."""
    items.sort(key=lambda item: LONG_ROOMS.index(room) if (room := item.path.parent.name) in LONG_ROOMS else len(LONG_ROOMS))


def pytest_collection_finish():
    """What was collected stays to the end: collecting garbage after that looks at what the tests make, not at a million objects."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item, nextitem):
    """Clear away what is left of QGIS's objects while QGIS still lives: after its end their destructors find nothing any more."""
    if nextitem is None:
        gc.collect()
        gc.freeze()


def pytest_sessionfinish(session, exitstatus):
    """Take away what the tests wrote to memory, unless one failed: then the next run does it."""
    if SCRATCH and exitstatus == pytest.ExitCode.OK:
        session.config.add_cleanup(partial(shutil.rmtree, SCRATCH, ignore_errors=True))


@pytest.fixture(scope="session", autouse=True)
def trusted(tmp_path_factory):
    """Catalogues that tests write are own, as those below a folder that an organisation names."""
    QgsSettings.setGlobalSettingsPath(str(write_global_settings(tmp_path_factory.mktemp("trust"))))
    use_decisions()


AT_ONCE_MS = 50


@pytest.fixture(scope="session", autouse=True)
def ending_threads(qgis_app):
    """Threads of QGIS's tasks end as soon as they rest: what they leave must hold without them, as in a window after half a minute."""
    for pool in (QgsApplication.taskManager().threadPool(), QThreadPool.globalInstance()):
        pool.setExpiryTimeout(AT_ONCE_MS)


@pytest.fixture(autouse=True)
def empty_net(request):
    """What falls into the net under content from elsewhere is a fault of ours, but for a test that is marked to throw something in."""
    content_net.CAUGHT.clear()
    yield
    if not request.node.get_closest_marker("malformed"):
        assert not content_net.CAUGHT, content_net.CAUGHT[0]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data; without it the test is skipped with that reason."""
    return data.data_folder()


@pytest.fixture
def run_algorithm(qgis_app, qgis_processing):
    """`running.run_algorithm`: ``run_algorithm("challenge_index", {...})["OUTPUT"]``; the provider stays for the whole test."""
    with running.registered():
        yield running.run_algorithm


@pytest.fixture(scope="session")
def demo_city(qgis_app, qgis_processing, tmp_path_factory) -> dict:
    """The demo city of seed 1, made once: ``GEOPACKAGE`` and ``CATALOGUE`` are paths. Read it, never write to it."""

    def make(folder: str) -> dict:
        return running.run_algorithm("create_demo_city", {"SEED": 1, "OUTPUT_FOLDER": folder}).results

    return shared.made_once(tmp_path_factory, "demo_city", make)


@pytest.fixture(scope="session")
def demo_bundle(demo_city, tmp_path_factory) -> Callable[[str], dict]:
    """``demo_bundle("warm_homes")``: what `integrated_map` gives of a challenge on the demo city, made once, in Dutch; for reading only."""

    @cache
    def bundle(challenge: str) -> dict:
        given = {"CHALLENGE": challenge, "CATALOGUE": demo_city["CATALOGUE"], "AS_OF": "2026-11-01", "LANGUAGE": "nl"}

        def make(folder: str) -> dict:
            return running.run_algorithm("integrated_map", given | {"OUTPUT_FOLDER": folder}).results

        return shared.made_once(tmp_path_factory, challenge, make)

    return bundle


@pytest.fixture(scope="session")
def profile(tmp_path_factory) -> Path:
    """A QGIS profile of its own in which the plugin is enabled; for `headless.qgis_process`."""
    folder = tmp_path_factory.mktemp("profile")
    headless.enable(folder)
    return folder


@pytest.fixture(scope="session")
def qgis_process_run(profile):
    """`headless.qgis_process` in that profile: ``qgis_process_run("challenge_index", {...}).code``."""

    def run(name: str, inputs: dict, **options) -> headless.Headless:
        return headless.qgis_process(name, inputs, profile, **options)

    return run
