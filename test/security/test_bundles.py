"""Bundles that somebody sent: what changed after the map was made is told, a manifest of any shape is one sentence."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.files import file_hash
from opgavenkaart.processing.model.trust import Trust, keep_decisions, keep_standing, trusting
from opgavenkaart.processing.products import bundles
from opgavenkaart.processing.products.bundles import earlier_map, moment_in, open_bundle, read_parameters
from opgavenkaart.processing.sources.trust import use_decisions
from opgavenkaart.test.support.layers import Heard

FACTS = {"challenge": {"id": "a"}, "as_of": "2026-11-01", "inputs": [], "results": {}, "files": {}}
LISTS, OUTSIDE = "[" + "[]," * 5_100_000 + "[]]", json.dumps(FACTS | {"files": {"../x": {}}})


def test_a_changed_file_is_told(demo_bundle, tmp_path):
    folder = tmp_path / "map"
    shutil.copytree(Path(demo_bundle("warm_homes")["MANIFEST"]).parent, folder)
    heard = Heard()
    bundle = open_bundle(str(folder), heard)
    assert heard.warnings == []
    with bundle.geopackage.open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"x")
    open_bundle(str(folder), heard)
    assert heard.warnings == [
        f"Bundle '{folder}': {bundle.geopackage.name} changed after the map was made; what is made of it now need not agree with that map."
    ]


@pytest.fixture
def nobody_trusts(tmp_path):
    """Nothing is trusted, and what is accepted is kept in a folder of this test."""
    keep_decisions(Trust, lambda: tmp_path / "profile")
    yield
    use_decisions()


def linked_bundle(folder, of):
    """A bundle of which one file, or the manifest itself, is a link to a file beside its folder."""
    folder.mkdir()
    elsewhere = folder.parent / "elsewhere.txt"
    elsewhere.write_text("private", encoding="utf-8")
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(FACTS | {"files": {"a.csv": {"sha256": "0" * 64}, "in/b.csv": {}}}), encoding="utf-8")
    (folder / "in").mkdir()
    if of == manifest.name:
        manifest.replace(folder.parent / "other.json")
        manifest.symlink_to(folder.parent / "other.json")
    else:
        (folder / of).symlink_to(elsewhere)
    return folder


@pytest.mark.parametrize("of", ["a.csv", "in/b.csv", "manifest.json"])
def test_a_foreign_bundle_with_a_link_out_of_its_folder_is_not_opened(nobody_trusts, tmp_path, of):
    folder = linked_bundle(tmp_path / "map", of)
    with pytest.raises(OpgaveError, match=f"its file '{of}' is a link that leads out of its folder: put the file itself there"):
        open_bundle(str(folder))
    with trusting(Trust(hashes=frozenset((file_hash(folder / "manifest.json"),)))):
        assert open_bundle(str(folder)).sha


def test_a_link_within_its_folder_is_a_file_of_a_bundle(nobody_trusts, tmp_path):
    folder = linked_bundle(tmp_path / "map", "other")
    (folder / "other").unlink()
    (folder / "a.csv").symlink_to(folder / "manifest.json")
    assert open_bundle(str(folder)).sha


@pytest.mark.parametrize("text", ["[" * 100_000, LISTS, "{}", "null", OUTSIDE])
def test_a_zipped_manifest_of_any_shape_is_one_sentence(tmp_path, text):
    with zipfile.ZipFile(tmp_path / "map.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", text)
    for read in (open_bundle, read_parameters):
        with pytest.raises(OpgaveError):
            read(str(tmp_path / "map.zip"))


def test_a_zip_that_grows_when_it_is_read_is_not(tmp_path, monkeypatch):
    """A manifest of gigabytes, or files by the million, in a zip of some kilobytes."""
    monkeypatch.setattr(bundles, "LARGEST_MANIFEST", 1 << 20)
    monkeypatch.setattr(bundles, "MOST_ENTRIES", 5)
    with zipfile.ZipFile(tmp_path / "deep.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(FACTS) + " " * (2 << 20))
    with pytest.raises(OpgaveError, match="larger than 1 MB"):
        read_parameters(str(tmp_path / "deep.zip"))
    with zipfile.ZipFile(tmp_path / "wide.zip", "w") as archive:
        for name in ("manifest.json", *"abcdef"):
            archive.writestr(name, json.dumps(FACTS))
    with pytest.raises(OpgaveError, match="holds 7 files"):
        open_bundle(str(tmp_path / "wide.zip"))


@pytest.fixture
def mailed(nobody_trusts, tmp_path):
    """``mailed(parameters)``: a folder and a zip with a manifest that somebody sent, and its hash."""

    def write(parameters):
        manifest = tmp_path / "map" / "manifest.json"
        manifest.parent.mkdir(exist_ok=True)
        manifest.write_text(json.dumps(FACTS | {"parameters": parameters}), encoding="utf-8")
        with zipfile.ZipFile(tmp_path / "map.zip", "w") as archive:
            archive.write(manifest, "manifest.json")
        return (manifest.parent, tmp_path / "map.zip"), file_hash(manifest)

    return write


def test_a_manifest_names_no_project_and_whom_to_trust(mailed):
    places, _ = mailed({"BASE_PROJECT": "/home/an/secret.qgz", "TRUST": "trust.json", "SEED": 3})
    for place in places:
        assert read_parameters(str(place)) == open_bundle(str(place)).parameters == {"SEED": 3}


@pytest.mark.parametrize(
    "parameters",
    [{"UNITS": {"name": "U", "source": "/home/an/units.gpkg"}}, {"THEME": "/home/an/theme.json"}, {"STORE": "city database"}],
)
def test_a_manifest_from_elsewhere_leads_to_nothing_else(mailed, parameters):
    places, sha = mailed(parameters)
    for place in places:
        for read in (read_parameters, lambda text: open_bundle(text).parameters):
            with pytest.raises(OpgaveError, match=f"was made elsewhere and leads to .*{sha}"):
                read(str(place))
            with trusting(Trust(hashes=frozenset([sha]))):
                assert read(str(place)) == parameters
    keep_standing(places[0], sha, "own")
    assert read_parameters(str(places[0])) == parameters


@pytest.mark.parametrize("parameters", [[], "x", None, 3])
def test_parameters_of_any_shape_are_none(mailed, parameters):
    places, _ = mailed(parameters)
    assert open_bundle(str(places[0])).parameters == {}
    assert earlier_map(places[0], "a").files == {"manifest.json": ""}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-13-01", 5, None])
def test_a_moment_that_is_none_is_passed_over(moment):
    assert moment_in({"made": moment}) is None
