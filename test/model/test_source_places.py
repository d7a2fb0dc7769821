"""Where the files of a map lie, as others may read it, and where they are found again."""

import hashlib
from pathlib import Path

import pytest
from opgavenkaart.processing.model import source_places
from opgavenkaart.processing.model.source_places import (
    SourceFolders,
    common_folder,
    folders_of,
    is_whole,
    paths_in,
    public_folder,
    public_parameters,
    public_path_below,
)


@pytest.fixture(autouse=True)
def home(monkeypatch):
    monkeypatch.setattr(source_places.Path, "home", classmethod(lambda cls: Path("/home/an")))


@pytest.mark.parametrize(
    ("paths", "folder"),
    [
        (["/srv/gis/a.csv", "/srv/gis/gent/b.csv"], "/srv/gis"),
        (["/srv/gis/a.csv"], "/srv/gis"),
        (["/srv/a.csv", "/data/b.csv"], ""),
        (["/home/an/a.csv", "/home/kim/b.csv"], ""),
        (["/home/an/a.csv", "/home/an/x/b.csv"], "/home/an"),
        ([], ""),
    ],
)
def test_the_folder_below_which_all_lie(paths, folder):
    assert common_folder(paths) == folder


def test_a_path_is_told_from_that_folder_and_else_by_its_name():
    assert public_path_below("/srv/gis/gent/a.csv", "/srv/gis") == "gent/a.csv"
    assert public_path_below("/srv/gisx/a.csv", "/srv/gis") == public_path_below("/srv/a.csv", "") == "a.csv"
    assert public_path_below(r"C:\\Users\\An\\a.csv", "") == "a.csv"


@pytest.mark.parametrize(
    ("root", "folder", "told"),
    [
        ("/srv/gis/data", "/srv/gis/maps/one", "../../data"),
        ("/srv/gis", "/srv/gis", "."),
        ("/home/an/data", "/home/an/maps/one", "../../data"),
        ("/home/an/data", "/srv/maps", "~/data"),
        ("/home/an", "/srv/maps", "~/."),
        ("/srv/data", "/home/an/maps", ""),
        ("/srv/data", "/mnt/maps", ""),
        ("/home/kim/data", "/home/piet/maps", ""),
        ("", "/srv/maps", ""),
    ],
)
def test_that_folder_is_told_from_where_the_map_lies(root, folder, told):
    assert public_folder(root, folder) == told


def test_parameters_hold_no_whole_path():
    given = {"UNITS": {"name": "U", "source": "~/data/u.gpkg|layername=x"}, "STORE": "/home/an/data/store", "TITLE": "a/b", "N": 3}
    told = {"UNITS": {"name": "U", "source": "./u.gpkg|layername=x"}, "STORE": "./store", "TITLE": "a/b", "N": 3}
    assert public_parameters(given, "/home/an/data") == told
    assert paths_in(given) == ["/home/an/data/u.gpkg", "/home/an/data/store"]
    assert public_parameters({"THEME": r"D:\gis\x.json"}, "") == {"THEME": "./x.json"} and not is_whole("C:x") and is_whole("~/x")


def test_a_file_is_found_by_its_place_then_by_its_name_then_by_its_content(tmp_path):
    for name in ("given/gent/a.csv", "given/b.csv", "given/deep/er/c.csv", "one/d.csv", "one/two/d.csv", "map/e.csv", "secret.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    folders = folders_of("../one", tmp_path / "map", [tmp_path / "given"])
    expected = {"data/gent/a.csv": "given/gent/a.csv", "x/b.csv": "given/b.csv", "c.csv": "given/deep/er/c.csv", "e.csv": "map/e.csv"}
    expected |= {"d.csv": "one/d.csv", "two/d.csv": "one/two/d.csv"}
    assert {text: folders.find(text) for text in expected} == {text: str(tmp_path / path) for text, path in expected.items()}
    assert [folders.find(text) for text in ("none.csv", "..", "")] == ["", "", ""]
    assert folders.find("../secret.csv") == folders.find("x/../../secret.csv") == ""
    many = SourceFolders((tmp_path,))
    assert many.find("x/d.csv") == ""
    assert many.find("x/d.csv", hashlib.sha256(b"one/two/d.csv").hexdigest()) == str(tmp_path / "one/two/d.csv")


def test_parameters_are_made_whole_and_what_is_nowhere_is_told(tmp_path):
    (tmp_path / "u.gpkg").write_text("")
    folders = folders_of(".", tmp_path)
    whole, missing = folders.whole_parameters({"UNITS": {"name": "U", "source": "./u.gpkg|layername=x"}, "STORE": "./store", "N": 3})
    assert whole == {"UNITS": {"name": "U", "source": f"{tmp_path / 'u.gpkg'}|layername=x"}, "STORE": str(tmp_path / "store"), "N": 3}
    assert missing == ["store"]


@pytest.mark.parametrize("stated", ["/etc", "C:/x", 3, None, ["x"]])
def test_a_manifest_leads_to_no_folder_by_a_whole_path(tmp_path, stated):
    assert folders_of(stated, tmp_path).known == (tmp_path,)
