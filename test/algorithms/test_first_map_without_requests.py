"""The first map a second time: nothing is asked, not of the sources and not of the background's service."""

import json
from pathlib import Path

import pytest
from opgavenkaart.test.support import running
from opgavenkaart.test.support.replay import World, play, replayed_catalogue
from qgis.core import QgsNetworkAccessManager

HALLE = "23027"


@pytest.fixture(scope="module")
def runs(tmp_path_factory, qgis_app, qgis_processing):
    """Three runs with one store: the first, one into its folder, and one into another folder by a QGIS that has kept nothing itself.

    Of each: its outputs, and how many requests the services had answered after it.
    """
    folder, made = tmp_path_factory.mktemp("twice"), []
    with play(world=World(None, (HALLE,)), latency=0) as replay:
        catalogue = replayed_catalogue(replay, folder / "catalogue.json")
        asked = {"MUNICIPALITY": HALLE, "CHALLENGE": "mobility_poverty", "CATALOGUE": str(catalogue), "TRUST": str(folder / "trust.json")}
        for out in ("one", "one", "other"):
            QgsNetworkAccessManager.instance().cache().clear()
            outputs = running.run_algorithm(
                "first_map", {**asked, "STORE": str(folder / "store"), "OUTPUT_FOLDER": str(folder / out), "LANGUAGE": "en"}
            )
            made.append((outputs, len(replay.asked)))
    return made


def test_a_map_that_is_current_asks_nothing(runs):
    (first, after_first), (again, after_again), _ = runs
    assert (first["UNCHANGED_COUNT"], again["UNCHANGED_COUNT"]) == (0, 1)
    assert after_again == after_first > 20


def test_a_map_that_is_made_again_has_the_same_background_without_asking(runs):
    (first, after_first), _, (other, after_other) = runs
    assert other["UNCHANGED_COUNT"] == 0 and after_other == after_first
    manifests = [json.loads(Path(one["MANIFEST"]).read_text(encoding="utf-8")) for one in (first, other)]
    assert [one["results"]["background"] for one in manifests] == ["grey_basemap"] * 2
    assert len({one["files"]["mobility_poverty.png"]["sha256"] for one in manifests}) == 1
    assert any("The background 'Grey basemap' was kept with the data on 20" in one for one in other.infos)
