"""The plugin as a script sees it: found, listed, and failing with a non-zero exit."""

import json
import subprocess

from opgavenkaart.processing.algorithms.provider import ALGORITHMS
from opgavenkaart.test.support.headless import environment


def test_every_algorithm_is_listed(profile):
    done = subprocess.run(["qgis_process", "--json", "list"], env=environment(profile), capture_output=True, text=True, check=True)
    listed = json.loads(done.stdout)["providers"].get("opgavenkaart", {"algorithms": {}})["algorithms"]
    assert set(listed) == {f"opgavenkaart:{algorithm.NAME}" for algorithm in ALGORITHMS}


def test_an_unknown_algorithm_fails(qgis_process_run):
    ran = qgis_process_run("no_such_algorithm", {})
    assert ran.code != 0
    assert "no_such_algorithm" in ran.stderr


def test_a_native_algorithm_gives_its_results(qgis_process_run, tmp_path):
    out = str(tmp_path / "grid.gpkg")
    ran = qgis_process_run(
        "native:creategrid", {"TYPE": 2, "EXTENT": "0,2,0,2 [EPSG:31370]", "HSPACING": 1, "VSPACING": 1, "CRS": "EPSG:31370", "OUTPUT": out}
    )
    assert ran.code == 0, ran.stderr
    assert ran.results["OUTPUT"] == out
