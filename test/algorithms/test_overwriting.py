"""What stands in a folder that is written to: replaced where it is the same once more, kept where it is not, and else never touched."""

import json
import re
import shutil
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from opgavenkaart.processing.products import demo_city
from opgavenkaart.processing.products.bundles import open_bundle
from opgavenkaart.processing.qgis_io.earlier_files import RECEIPT
from opgavenkaart.test.algorithms.test_bundles import make, town
from opgavenkaart.test.support.running import RecordingFeedback, run_algorithm
from qgis.core import QgsProcessingException, QgsProject

pytestmark = pytest.mark.usefixtures("qgis_app", "qgis_processing")
KEPT = re.compile(r"is kept in '(.*)'|are kept in '([^']*)'")


def kept_in(ran) -> list[Path]:
    """Return the folders in which a run says that it kept what was there."""
    return [Path(next(filter(None, found.groups()))) for line in ran.warnings if (found := KEPT.search(line))]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def given(qgis_app, qgis_processing, tmp_path_factory):
    return town(tmp_path_factory.mktemp("town") / "town")


@pytest.fixture(scope="module")
def bundle(given, tmp_path_factory):
    """A map that only is read."""
    return Path(make(given, tmp_path_factory.mktemp("made") / "kaart")["OUTPUT_FOLDER"])


@pytest.fixture
def made(bundle, tmp_path):
    """A folder with that map, to write in once more."""
    return shutil.copytree(bundle, tmp_path / "kaart")


# ---- integrated maps


def test_the_same_map_once_more_takes_the_place_of_the_first(given, tmp_path):
    """As a nightly script does, also another day."""
    folder = tmp_path / "kaart"
    make(given, folder, ZIP=True)
    again = make(given, folder, ZIP=True, AS_OF="2026-02-01")
    assert kept_in(again) == []
    assert [path.name for path in tmp_path.iterdir()] == ["kaart"]
    assert open_bundle(str(folder)).manifest["as_of"] == "2026-02-01"


def test_three_variants_of_one_id_all_stay(tmp_path):
    folder, found = tmp_path / "kaart", []
    for weights in ((1, 1), (1, 3), (3, 1)):
        ran = make(town(tmp_path / "town", weights=weights), folder, ZIP=True)
        found += kept_in(ran)
    assert len(found) == len(set(found)) == 2
    assert all(re.fullmatch(r"kaart-\d{4}-\d\d-\d\d-\d{4}(_2)?", one.name) and one.parent == tmp_path for one in found)
    weights = [[one.weight for one in open_bundle(str(place)).challenge.indicators] for place in (*found, folder)]
    assert weights == [[1, 1], [1, 3], [3, 1]]
    for place in found:
        assert set(open_bundle(str(place)).manifest["files"]) | {"manifest.json", "small_town.zip"} == set(contents(place))
        project = QgsProject()
        assert project.read(str(place / "small_town.qgz"))
        assert all(layer.isValid() and str(place) in layer.source() for layer in project.mapLayers().values())


def test_a_map_asked_otherwise_leaves_the_first(given, made):
    before = contents(made)
    (kept,) = kept_in(make(given, made, LANGUAGE="nl"))
    assert contents(kept) == before


def test_a_file_that_somebody_changed_is_kept(given, made):
    (made / "small_town.html").write_text("Mijn verslag", encoding="utf-8")
    (made / "notes.txt").write_text("van mij", encoding="utf-8")
    (kept,) = kept_in(make(given, made))
    assert contents(kept) == {"small_town.html": b"Mijn verslag"}
    assert (made / "notes.txt").read_text(encoding="utf-8") == "van mij"
    assert "Mijn verslag" not in (made / "small_town.html").read_text(encoding="utf-8")
    assert kept_in(make(given, made)) == []


@pytest.mark.parametrize("name", ["small_town.gpkg", "small_town.pdf", "small_town.challenge.json", "small_town.zip"])
def test_a_file_that_no_map_made_is_never_touched(given, tmp_path, name):
    folder = tmp_path / "kaart"
    folder.mkdir()
    (folder / name).write_text("van mij", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=f"'{folder}' already holds files .*: {name}. Choose another folder"):
        make(given, folder, ZIP=True)
    assert contents(tmp_path)[f"kaart/{name}"] == b"van mij"
    assert [path.name for path in folder.iterdir()] == [name]


def test_a_project_of_somebody_is_kept_where_another_is_the_base(given, made, tmp_path):
    """Without a base it goes on in the new project, as before."""
    for path in (made / "small_town.qgz", tmp_path / "base.qgz"):
        project = QgsProject()
        project.setTitle(path.stem)
        assert project.write(str(path))
    mine = (made / "small_town.qgz").read_bytes()
    (kept,) = kept_in(make(given, made, BASE_PROJECT=str(tmp_path / "base.qgz")))
    assert contents(kept) == {"small_town.qgz": mine}


def test_a_repeat_into_the_folder_of_another_variant_keeps_that(bundle, tmp_path):
    folder = tmp_path / "kaart"
    make(town(tmp_path / "town", weights=(1, 9)), folder)
    ran = run_algorithm("repeat_bundle", {"BUNDLE": str(bundle), "OUTPUT_FOLDER": str(folder)})
    (kept,) = kept_in(ran)
    assert [one.weight for one in open_bundle(str(kept)).challenge.indicators] == [1, 9]


# ---- web map, atlas, demo city


def web_map(bundle: Path, folder: Path, **more):
    return run_algorithm("export_web_map", {"BUNDLE": str(bundle), "OUTPUT_FOLDER": str(folder), **more})


def atlas(bundle: Path, folder: Path, **more):
    layer = f"{bundle / 'small_town.gpkg'}|layername=units"
    return run_algorithm("export_atlas", {"CLUSTERS": layer, "OUTPUT_FOLDER": str(folder), "FORMAT": "pdf", "PAPER": "a4", **more})


@cache
def generated(seed: int) -> dict:
    """The layers of a demo city, which are only read."""
    return demo_city.generate(seed)


def city(bundle: Path, folder: Path, **more):
    layers = generated(more.get("SEED", 1))
    with patch.object(demo_city, "generate", lambda seed, progress: layers):
        return run_algorithm("create_demo_city", {"OUTPUT_FOLDER": str(folder), **more})


WAYS = {
    "web map": (web_map, "index.html", {"LANGUAGE": "en"}),
    "web map's script": (web_map, "map.js", {"LANGUAGE": "en"}),
    "atlas": (atlas, "atlas.pdf", {"TITLE": "Anders"}),
    "demo city": (city, "catalogue.json", {"SEED": 2}),
}


@pytest.fixture(params=[name for name in WAYS if name != "web map's script"])
def way(request):
    return WAYS[request.param]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_others_put_there_is_never_touched(way, bundle, tmp_path):
    write, name, _ = way
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / name).write_text("van mij", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=rf"already holds files .*: {re.escape(name)}\. Choose another folder, or move"):
        write(bundle, folder)
    assert contents(tmp_path) == {f"site/{name}": b"van mij"}


def test_the_same_again_is_replaced_and_another_kept(way, bundle, tmp_path):
    write, name, other = way
    folder = tmp_path / "site"
    for _ in range(2):
        assert kept_in(write(bundle, folder)) == []
    first = contents(folder)
    assert name in first
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    (kept,) = kept_in(write(bundle, folder, **other))
    assert kept.parent == tmp_path
    assert kept.name.startswith("site-20")
    assert contents(kept) == {name: content for name, content in first.items() if name != RECEIPT}


def test_what_somebody_changed_is_kept(way, bundle, tmp_path):
    write, name, _ = way
    folder = tmp_path / "site"
    write(bundle, folder)
    (folder / name).write_text("aangepast", encoding="utf-8")
    (kept,) = kept_in(write(bundle, folder))
    assert contents(kept) == {name: b"aangepast"}
    assert (folder / name).read_bytes() != b"aangepast"


def test_a_cancelled_run_moves_nothing(bundle, tmp_path):
    folder = tmp_path / "site"
    web_map(bundle, folder)
    before = contents(tmp_path)
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm(
            "export_web_map",
            {"BUNDLE": str(bundle), "OUTPUT_FOLDER": str(folder), "LANGUAGE": "en"},
            feedback=RecordingFeedback(cancel_at="Writing the page"),
        )
    assert contents(tmp_path) == before


def test_a_receipt_that_cannot_be_read_counts_as_none(bundle, tmp_path):
    web_map(bundle, tmp_path / "site")
    (tmp_path / "site" / RECEIPT).write_text(json.dumps([1]), encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="already holds files"):
        web_map(bundle, tmp_path / "site")
