"""`make demo`, without its set-up: named steps, one line per output, the worst clusters in words."""

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OUTPUTS = {"GEOPACKAGE": ".gpkg", "PROJECT": ".qgz", "PDF": ".pdf", "PNG": ".png", "REPORT": ".html", "MANIFEST": ".json"}


@pytest.fixture(scope="module")
def said() -> list[str]:
    """The lines that the demo prints, run once from a folder that is not the checkout."""
    command = ["/usr/bin/python3", "-P", str(ROOT / ".ci" / "run_example.py"), "demo"]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_it_ends_with_one_line_for_each_output(said):
    last = dict(line.split(": ", 1) for line in said[-len(OUTPUTS) :])
    assert list(last) == list(OUTPUTS)
    assert {name: Path(path).suffix for name, path in last.items()} == OUTPUTS
    assert [path for path in last.values() if " " in path or not Path(path).stat().st_size] == []


def test_the_worst_clusters_are_those_of_the_geopackage(said):
    path = next(line.removeprefix("GEOPACKAGE: ") for line in said if line.startswith("GEOPACKAGE: "))
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
        worst = "SELECT cluster_label FROM clusters ORDER BY mean_value * population DESC LIMIT 3"
        labels = [label for (label,) in connection.execute(worst)]
    words = [line for line in said if re.match(r"  \d\. ", line)]
    assert len(words) == len(labels) == 3
    assert all(label in line for label, line in zip(labels, words, strict=True))


def test_steps_are_named_and_timed(said):
    steps = [line for line in said if re.match(r"^ +\d+\.\d s  \w", line)]
    assert len(steps) > 8
    assert not any("..." in line for line in steps)


def test_a_failure_is_told_and_ends_the_run():
    command = ["/usr/bin/python3", "-P", str(ROOT / ".ci" / "run_example.py"), "ghent", "/no/such/folder"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "There is no folder of data at /no/such/folder: give it as DATA=DIR.\n"


def test_the_demo_leaves_no_journals_beside_its_outputs(said):
    folder = Path(said[-1].removeprefix("MANIFEST: ")).parent
    assert [path.name for path in folder.iterdir() if path.suffix.endswith(("-wal", "-shm", "-journal"))] == []
