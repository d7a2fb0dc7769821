"""Which test runs which lines: `coverage`, with a context for each test and for each fixture that several tests share."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest

os.environ.setdefault("COVERAGE_CORE", "sysmon")  # sees QGIS's own threads too, and costs next to nothing
FIXTURE, INSIDE = "fixture ", "inside"
"""Begins the context of a shared fixture; that of a test is its id, and that of a QGIS that a test file starts ``inside``."""
HERE = Path(__file__).parent


class Contexts:
    """Tells `coverage` for which test or shared fixture lines are run; keeps how long a test computed, whether it passed, what it uses."""

    def __init__(self, cover):
        self.cover, self.now = cover, ""
        self.tests: dict[str, dict] = {}

    def switch(self, context: str):
        """From here on lines run for ``context``, also those that ran for another before."""
        self.now = context
        self.cover.switch_context(context)
        sys.monitoring.restart_events()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item):
        self.tests[item.nodeid] = {"fixtures": list(item.fixturenames), "passed": True}
        self.switch(item.nodeid)
        started = processor_seconds()
        result = yield
        self.tests[item.nodeid]["seconds"] = round(processor_seconds() - started, 3)
        self.switch("")
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        before = self.now
        if fixturedef.scope != "function":
            self.switch(FIXTURE + fixturedef.argname)
        result = yield
        self.switch(before)
        return result

    def pytest_runtest_logreport(self, report):
        if report.outcome != "passed":
            self.tests[report.nodeid]["passed"] = False


def processor_seconds() -> float:
    """Return how long this process computed, with those it started that ended."""
    return sum(os.times()[:4])


def measure(file: str, data: str) -> dict:
    """Run the tests of a file under `coverage`: lines to ``data``, tests beside it as JSON."""
    import coverage

    root = Path.cwd()
    sources = [str(root / name) for name in ("processing/*", "ui/*", "plugin.py")]
    os.environ |= {"MUTANTS_DATA": data, "MUTANTS_SOURCES": os.pathsep.join(sources), "PYTHONPATH": str(HERE / "inside")}
    os.environ["MUTANTS_COVERAGE"] = str(Path(coverage.__file__).parents[1])
    cover = coverage.Coverage(data_file=data, config_file=False, include=sources, messages=False)
    plugin = Contexts(cover)
    cover.start()
    code = pytest.main(["-q", "--no-header", "--tb=line", file], plugins=[plugin])
    cover.stop()
    cover.save()
    with_inside(data)
    Path(f"{data}.json").write_text(json.dumps(plugin.tests))
    return {"outcome": "lives" if code == pytest.ExitCode.OK else "seen", "by": ""}


def with_inside(data: str):
    """Put what was measured inside each QGIS that the tests started into the data."""
    from coverage import CoverageData
    from coverage.exceptions import DataError

    whole = CoverageData(data)
    for part in Path(data).parent.glob(f"{Path(data).name}.inside.*"):
        inside = CoverageData(str(part))
        with suppress(DataError, OSError):
            inside.read()
            whole.update(inside)
        inside.close()
        part.unlink(missing_ok=True)
    whole.close()
