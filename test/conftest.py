"""Makes the checkout importable as the package ``opgavenkaart``, the way QGIS sees it; the fixtures that tests share."""

import gc
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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

from opgavenkaart.test.support import data, headless, running  # noqa: E402

LONG_ROOMS = ("ui", "headless", "algorithms")
"""Rooms whose files take minutes: they go first, so that at the end no core waits for one of them."""


def pytest_collection_modifyitems(items):
    """Put the long rooms first; within a room the order stays."""
    items.sort(key=lambda item: LONG_ROOMS.index(room) if (room := item.path.parent.name) in LONG_ROOMS else len(LONG_ROOMS))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item, nextitem):
    """Clear away what is left of QGIS's objects while QGIS still lives: after its end their destructors find nothing any more."""
    if nextitem is None:
        gc.collect()
        gc.freeze()


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
    folder = tmp_path_factory.mktemp("demo_city")
    return running.run_algorithm("create_demo_city", {"SEED": 1, "OUTPUT_FOLDER": str(folder)}).results


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
