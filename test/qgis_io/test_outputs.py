"""Files appear whole or not at all."""

import sqlite3

import pytest
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.qgis_io.outputs import Aside, move_all, move_aside, remove_empty, remove_hidden, whole_file, whole_folder


def names(folder):
    return [path.name for path in folder.iterdir()]


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_new_folder_with_its_parents(tmp_path):
    with whole_folder(tmp_path / "a" / "b" / "uit") as place:
        (place / "kaart.txt").write_text("kaart")
        (place / "onder").mkdir()
        (place / "onder" / "diep.txt").write_text("diep")
        assert not (tmp_path / "a" / "b" / "uit").exists()
    assert tree(tmp_path) == {"a/b/uit/kaart.txt": "kaart", "a/b/uit/onder/diep.txt": "diep"}
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["uit"]


def test_files_of_the_same_name_are_replaced_and_others_stay(tmp_path):
    (tmp_path / "onder").mkdir()
    for name in ("kaart.txt", "eigen.txt", "onder/eigen.txt"):
        (tmp_path / name).write_text("oud")
    with whole_folder(tmp_path) as place:
        (place / "kaart.txt").write_text("nieuw")
        (place / "onder").mkdir()
        (place / "onder" / "extra.txt").write_text("nieuw")
    assert tree(tmp_path) == {"kaart.txt": "nieuw", "eigen.txt": "oud", "onder/eigen.txt": "oud", "onder/extra.txt": "nieuw"}


@pytest.mark.parametrize("failure", [Cancelled(), OpgaveError("Mis."), KeyboardInterrupt(), FileNotFoundError("invoer.csv")])
def test_a_failure_leaves_nothing_behind(tmp_path, failure):
    (tmp_path / "bestaand").mkdir()
    (tmp_path / "bestaand" / "kaart.txt").write_text("oud")
    for target in (tmp_path / "bestaand", tmp_path / "nieuw" / "diep"):
        with pytest.raises(type(failure)) as caught, whole_folder(target) as place:
            (place / "kaart.txt").write_text("half")
            raise failure
        assert caught.value is failure
    with pytest.raises(type(failure)), whole_file(tmp_path / "nieuw" / "diep" / "x.txt") as place:
        place.write_text("half")
        raise failure
    assert tree(tmp_path) == {"bestaand/kaart.txt": "oud"} and names(tmp_path) == ["bestaand"]


def test_a_move_that_fails_puts_everything_back(tmp_path):
    (tmp_path / "a.txt").write_text("oud")
    (tmp_path / "b.txt").mkdir()
    (tmp_path / "b.txt" / "eigen.txt").write_text("oud")
    with pytest.raises(OpgaveError, match=r"^'.*' cannot be written"), whole_folder(tmp_path) as place:
        (place / "a.txt").write_text("nieuw")
        (place / "b.txt").mkdir()
        (place / "b.txt" / "eigen.txt").mkdir()
        (place / "b.txt" / "eigen.txt" / "c.txt").write_text("nieuw")
    assert tree(tmp_path) == {"a.txt": "oud", "b.txt/eigen.txt": "oud"}


def test_a_file_that_takes_the_place_of_a_folder_of_the_user(tmp_path):
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt" / "eigen.txt").write_text("oud")
    with pytest.raises(OpgaveError), whole_folder(tmp_path) as place:
        (place / "0.txt").write_text("nieuw")
        (place / "a.txt").write_text("nieuw")
    assert tree(tmp_path) == {"a.txt/eigen.txt": "oud"}


def test_one_file(tmp_path):
    path = tmp_path / "kaart.gpkg"
    path.write_text("oud")
    with whole_file(path) as place:
        assert place.parent == tmp_path and place.suffix == ".gpkg" and not place.exists()
        with sqlite3.connect(place) as database:
            database.execute("CREATE TABLE t (n)")
        assert path.read_text() == "oud"
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]
    assert names(tmp_path) == ["kaart.gpkg"]


def test_a_block_that_makes_no_file(tmp_path):
    with pytest.raises(OpgaveError, match="cannot be written"), whole_file(tmp_path / "diep" / "kaart.txt"):
        pass
    assert names(tmp_path) == []


def test_below_a_file(tmp_path):
    (tmp_path / "bestand").write_text("tekst")
    for make in (whole_folder, whole_file):
        with pytest.raises(OpgaveError, match=r"^'.*uit.txt' cannot be written: '.*bestand' is a file, not a folder\.$"):
            make(tmp_path / "bestand" / "diep" / "uit.txt").__enter__()
    with pytest.raises(OpgaveError, match="is a file: give the path of a folder"):
        whole_folder(tmp_path / "bestand").__enter__()
    with pytest.raises(OpgaveError, match="is a folder: give the path of a file"):
        whole_file(tmp_path).__enter__()
    assert tree(tmp_path) == {"bestand": "tekst"}


def test_where_the_system_refuses():
    for make in (whole_folder, whole_file):
        with pytest.raises(OpgaveError, match=r"^'/proc/.*' cannot be written \(.+\): choose another location"):
            make("/proc/opgavenkaart/uit.txt").__enter__()


def test_a_link_to_a_folder(tmp_path):
    (tmp_path / "echt").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "echt")
    with whole_folder(tmp_path / "link") as place:
        (place / "a.txt").write_text("a")
    assert (tmp_path / "link").is_symlink() and tree(tmp_path / "echt") == {"a.txt": "a"}


def test_folders_get_the_rights_that_folders_get(tmp_path):
    (tmp_path / "gewoon").mkdir()
    with whole_folder(tmp_path / "uit") as place:
        (place / "a.txt").write_text("a")
    assert (tmp_path / "uit").stat().st_mode == (tmp_path / "gewoon").stat().st_mode


def test_what_a_killed_program_left_is_removed(tmp_path):
    """Only names that are made for that very file go."""
    target = tmp_path / "store.catalogue.json"
    kept = [target, tmp_path / ".store.catalogue-notes.json", tmp_path / ".other-3ab45b4fe848.json"]
    for path in [*kept, tmp_path / ".store.catalogue-3ab45b4fe848.json"]:
        path.write_text("{}")
    remove_hidden(target)
    assert sorted(tmp_path.iterdir()) == sorted(kept)


def texts_below(folder) -> dict[str, str]:
    """Return the files below a folder with what they hold, and empty folders."""
    ends = [path for path in sorted(folder.rglob("*")) if path.is_file() or not any(path.iterdir())]
    return {path.relative_to(folder).as_posix(): path.read_text() if path.is_file() else "" for path in ends}


@pytest.fixture
def two_folders(tmp_path):
    """New files and the place where they go, in which one of them has an earlier self and another's name is a folder."""
    source, target = tmp_path / "new", tmp_path / "target"
    for path, text in (("a.txt", "new a"), ("deep/b.txt", "new b"), ("z.txt", "new z")):
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_text(text)
    target.mkdir()
    (target / "a.txt").write_text("old a")
    return source, target


def test_files_that_cannot_all_move_are_put_back(two_folders):
    source, target = two_folders
    (target / "z.txt").mkdir()
    before = texts_below(target)
    with pytest.raises(IsADirectoryError):
        move_all(source, target)
    assert texts_below(target) == before and not (target / "deep").exists()
    assert (source / "a.txt").read_text() == "new a" and (source / "deep" / "b.txt").read_text() == "new b"


def test_all_files_move_to_their_places(two_folders):
    source, target = two_folders
    move_all(source, target)
    assert texts_below(target) == {"a.txt": "new a", "deep/b.txt": "new b", "z.txt": "new z"}


def test_what_made_way_returns_when_the_new_files_do_not_come(two_folders):
    _, target = two_folders
    (target / "sub").mkdir()
    (target / "sub" / "c.txt").write_text("old c")
    before, kept = texts_below(target), target.parent / "kept" / "old"
    with pytest.raises(OSError, match="full"), move_aside(target, Aside(("a.txt", "sub/c.txt"), kept)):
        assert texts_below(kept) == {"a.txt": "old a", "sub/c.txt": "old c"} and not (target / "a.txt").exists()
        raise OSError("full")
    assert texts_below(target) == before and not kept.parent.exists()
    with move_aside(target, Aside(("a.txt", "sub/c.txt"), kept)):
        pass
    assert texts_below(kept) == {"a.txt": "old a", "sub/c.txt": "old c"} and texts_below(target) == {}, "the empty folder is gone"
    with move_aside(target, None):
        pass
    assert texts_below(target) == {}


def test_only_empty_folders_are_removed(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "x").write_text("x")
    remove_empty([tmp_path / "a" / "b", tmp_path / "a", tmp_path / "c", tmp_path / "absent"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c"]
