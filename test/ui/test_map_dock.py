"""The map dock in a real QGIS window: what is printed, the preview, files on disk, bundles made before."""

import json
import re
from pathlib import Path

import pytest
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import Town
from opgavenkaart.test.support.window import qgis_window

INSIDE = Path(__file__).with_name("inside_map.py")
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"


def bundle(folder: Path, title: str, need: list[float], day: str) -> str:
    """Make a small bundle of six units and return its folder."""
    (folder / "data").mkdir(parents=True)
    town = Town(folder / "data", 6, 1)
    town.table("need", {"sector_code": town.keys, "need": need})
    challenge = town.challenge({"id": "need", "layer": "need", "field": "need"}, clusters={"method": "threshold", "threshold": 60})
    inputs = town.write({**challenge, "title": {"nl": title, "en": title}})
    run_algorithm("integrated_map", {**inputs, "AS_OF": day, "PAPER": "a4", "OUTPUT_FOLDER": str(folder / "map")})
    return str(folder / "map")


@pytest.fixture(scope="module")
def folders(qgis_app, qgis_processing, tmp_path_factory):
    place = tmp_path_factory.mktemp("bundles")
    before = bundle(place / "before", "Nood vroeger", [0, 1, 2, 3, 4, 10], "2025-11-30")
    return [before, bundle(place / "after", "Nood nu", [0, 1, 2, 9, 4, 10], "2026-11-30")]


@pytest.fixture(scope="module")
def window(folders):
    """One Dutch QGIS with the dock open and two bundles on its list."""
    with qgis_window(INSIDE, locale="nl") as window:
        assert window.call("state") == {"there": True, "shown": False, "filled": False}
        assert window.call("open_dock")
        for folder in folders:
            window.call("add_folder", folder=folder)
        yield window


@pytest.fixture(autouse=True)
def fresh(window, request):
    """The open project chosen and empty before a test; a picture of its last moment after it."""
    window.call("clear_project")
    window.call("clear_messages")
    window.call("choose", rows=[0])
    yield
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    window.call("screenshot", path=str(SCREENSHOTS / f"map_{request.node.name}.png"))


def written(window, kind: str, path: Path) -> str:
    """Write something and wait for it; return what the message bar says."""
    assert window.call("write", kind=kind, path=str(path))
    assert window.wait_for("idle", seconds=120)
    return " ".join(window.call("messages"))


def test_the_list_holds_the_project_and_the_bundles_the_last_one_first(window):
    """By what was asked, and when it was made."""
    first, *bundles = window.call("listed")
    assert first == "Het geopende project"
    named = r"Nood {}, Kleine stad, Laag statistical_sectors 20\d\d \(\d+ [a-z]+ \d\d:\d\d\)"
    assert all(re.fullmatch(named.format(when), name) for when, name in zip(("nu", "vroeger"), bundles, strict=True)), bundles


def test_an_empty_project_says_what_to_do(window):
    window.wait_for("words")
    assert "kies een" in window.call("sheet")["words"]


def test_the_preview_follows_the_choices(window):
    window.call("choose", rows=[1])
    window.call("choose_in", template="map", paper="a4", orientation="landscape")
    wide = window.wait_for("drawn", seconds=60)
    assert wide["width"] > wide["height"]
    window.call("choose_in", orientation="portrait")
    high = window.wait_for("drawn", seconds=60)
    assert high["width"] < high["height"]


def test_what_can_be_done_depends_on_what_is_chosen(window):
    assert window.call("choose", rows=[0]) == dict.fromkeys(["open", "report", "again", "compare", "forget", "atlas", "web"], False) | {
        "add": True
    }
    one = window.call("choose", rows=[1])
    assert one["atlas"] and one["web"] and one["open"] and not one["compare"]
    both = window.call("choose", rows=[1, 2])
    assert both["compare"] and not both["open"] and not both["atlas"]


def test_a_map_an_atlas_and_a_web_map_are_written(window, tmp_path):
    window.call("choose", rows=[1])
    window.call("choose_in", template="map", paper="a4", orientation="portrait", language="en")
    assert "kaart.pdf" in written(window, "map", tmp_path / "kaart.pdf")
    assert (tmp_path / "kaart.pdf").read_bytes().startswith(b"%PDF")
    written(window, "atlas", tmp_path / "atlas")
    assert list((tmp_path / "atlas").glob("*.pdf"))
    assert "index.html" in written(window, "web_map", tmp_path / "web")
    assert (tmp_path / "web" / "index.html").is_file()


def test_what_is_written_waits_until_the_preview_has_let_go_of_the_bundle(window, tmp_path):
    """Two tasks that open one GeoPackage may lock each other out for good."""
    window.call("choose", rows=[1])
    assert window.wait_for("write_beside_preview", kind="web_map", path=str(tmp_path / "web"))
    assert window.wait_for("most_at_once", seconds=120) == 1
    assert (tmp_path / "web" / "index.html").is_file()


@pytest.mark.parametrize(("button", "file"), [("atlas", "atlas.pdf"), ("web", "index.html")])
def test_what_is_written_to_a_folder_gets_a_new_one_there(window, tmp_path, button, file):
    """Called after challenge and time: what lies in the folder that is chosen stays as it is."""
    (tmp_path / file).write_text("van mij", encoding="utf-8")
    window.call("choose", rows=[1])
    for _ in range(2):
        assert window.call("ask", button=button, answer=str(tmp_path)) == []
        assert window.wait_for("idle", seconds=120)
    made = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert len(made) == 2
    assert all(re.fullmatch(rf"[a-z_]+-{button}-\d{{4}}-\d\d-\d\d-\d{{4}}(_2)?", name) for name in made)
    assert all((tmp_path / name / file).is_file() for name in made)
    assert (tmp_path / file).read_text(encoding="utf-8") == "van mij"


def test_a_file_is_only_replaced_after_a_question(window, tmp_path):
    """Also where its ending was left out."""
    (tmp_path / "kaart.pdf").write_text("van mij", encoding="utf-8")
    window.call("choose", rows=[1])
    (question,) = window.call("ask", button="export", answer=str(tmp_path / "kaart"))
    assert "kaart.pdf" in question
    assert (tmp_path / "kaart.pdf").read_text(encoding="utf-8") == "van mij"


def test_a_bundle_opens_and_two_are_compared(window):
    window.call("choose", rows=[1])
    window.call("press", button="open")
    assert "Clusters" in window.wait_for("layers")
    window.call("choose", rows=[1, 2])
    window.call("press", button="compare")
    assert window.wait_for("idle", seconds=60)
    assert "Wat veranderde" in window.call("layers")


def test_a_bundle_made_again_says_whether_it_differs(window, folders):
    window.call("choose", rows=[1])
    window.call("press", button="again")
    assert window.wait_for("idle", seconds=60)
    assert "zelfde resultaat" in " ".join(window.call("messages"))
    alike = [name for name in window.call("listed") if name.startswith("Nood nu")]
    assert len(set(alike)) == 2, "two maps of one question have two names, also in one minute"
    window.call("choose", rows=[1])
    window.call("press", button="forget")
    assert sum(name.startswith("Nood nu") for name in window.call("listed")) == 1
    assert (Path(folders[1]) / "manifest.json").is_file()


def test_what_fails_is_told(window, folders, tmp_path):
    window.call("add_folder", folder=str(tmp_path))
    assert "manifest.json" in " ".join(window.call("messages"))
    gone = tmp_path / "gone"
    gone.mkdir()
    manifest = json.loads((Path(folders[0]) / "manifest.json").read_text(encoding="utf-8"))
    (gone / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    window.call("clear_messages")
    window.call("add_folder", folder=str(gone))
    window.call("choose", rows=[1])
    written(window, "map", tmp_path / "kaart.pdf")
    assert "bestaat niet" in " ".join(window.call("messages"))
    window.call("press", button="forget")


def test_nothing_is_cut_off(window):
    window.call("choose", rows=[1])
    assert window.call("cut_off") == []
