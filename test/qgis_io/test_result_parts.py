"""What is written of results: their age, metadata, what stood in a folder before; layers and clusters as they are given."""

import datetime

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.files import file_hash
from opgavenkaart.processing.model.record import Licence
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.qgis_io import earlier_files, layer_metadata, oldest_source
from opgavenkaart.processing.qgis_io.cluster_layers import as_clusters, inhabitants
from opgavenkaart.processing.qgis_io.crs import read_crs
from opgavenkaart.processing.qgis_io.earlier_files import Earlier, check_foreign, free_name, make_way, question_of, with_project
from opgavenkaart.processing.qgis_io.geopackage_paths import check_openable, is_openable, openable
from opgavenkaart.processing.qgis_io.inputs import InputLayer, Inputs
from opgavenkaart.processing.qgis_io.oldest_source import WeakestLink, weakest_link
from opgavenkaart.processing.qgis_io.reproducible_files import settle_pdf
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard, memory_layer, record
from qgis.core import Qgis, QgsLayerMetadata

pytestmark = pytest.mark.usefixtures("qgis_app")
MAY, JUNE = datetime.date(2024, 5, 3), datetime.date(2024, 6, 3)
LAMBERT = read_crs("EPSG:31370")


def dated(name, day, rhythm=""):
    layer = memory_layer("Point", [("POINT (0 0)",)], name=name)
    metadata = QgsLayerMetadata()
    if day:
        metadata.setDateTime(Qgis.MetadataDateType.Published, layer_metadata.midnight(day))
    metadata.setKeywords({layer_metadata.RHYTHM: [rhythm]} if rhythm else {})
    layer.setMetadata(metadata)
    return InputLayer(layer)


# --- the oldest source


def test_a_result_is_as_old_as_its_oldest_source():
    layers = [dated("Nieuw", JUNE, "P1M"), dated("Oud", MAY, "P1Y"), dated("Zonder", None, "P1D"), dated("Even oud", MAY)]
    found = weakest_link(layers)
    assert found == WeakestLink("Oud", MAY, "P1Y", ("Zonder",))
    assert found.outputs() == {"OLDEST_LAYER": "Oud", "OLDEST_DATE": "2024-05-03"}
    none = weakest_link(layers[2:3])
    assert none == WeakestLink(undated=("Zonder",)) and none.outputs() == {"OLDEST_LAYER": "", "OLDEST_DATE": ""}
    assert weakest_link([]) == WeakestLink()


def test_how_old_it_is_is_said(monkeypatch):
    monkeypatch.setattr(oldest_source, "interface_language", lambda: "en")
    day = datetime.date.today() - datetime.timedelta(days=5)
    heard = Heard()
    WeakestLink("Oud", day, "P1Y", ("Zonder", "Ook")).tell(heard)
    english = Language("en")
    assert heard.notes == [f"As old as its oldest source, Oud: {english.date(day)} (5 days).", "No date is known of: Zonder, Ook."]
    silent = Heard()
    WeakestLink().tell(silent)
    assert silent.notes == []
    assert WeakestLink("Oud", day, "", ("Zonder",)).words(english) == {
        "layer": "Oud", "date": english.date(day), "age": "5 days", "undated": "Zonder",
    }  # fmt: skip
    assert WeakestLink().words(english) == {"layer": "", "date": "unknown", "age": "", "undated": ""}


def test_the_metadata_of_a_result():
    english = Language("en")
    made = WeakestLink("Oud", MAY, "P1Y").metadata("map", "Kaart", LAMBERT, english)
    assert (made.identifier(), made.title(), made.type(), made.crs().authid()) == ("map", "Kaart", "dataset", "EPSG:31370")
    assert made.history() == ["As old as its oldest source, Oud: 3 May 2024 (according to the metadata of the layer)."]
    assert (layer_metadata.date_of(made), layer_metadata.rhythm_of(made)) == (MAY, "P1Y")
    bare = WeakestLink().metadata("map", "Kaart", LAMBERT, english)
    assert (bare.history(), layer_metadata.date_of(bare), layer_metadata.rhythm_of(bare)) == ([], None, "")
    assert layer_metadata.rhythm_of(WeakestLink("Oud", MAY).metadata("m", "K", LAMBERT, english)) == ""


def test_the_metadata_of_a_record():
    source = record(
        "csv", "a.csv", contact="gis@stad.be", licence=Licence("CC0", "https://cc0"), description=Text("Alle", "All"), lineage="Gemeten",
        theme="water", sectors=("green",), update_rhythm="P1Y", options={"date_field": "dag"},
    )  # fmt: skip
    made = layer_metadata.layer_metadata(source, MAY, "EPSG:31370", Language("en"), "column")
    assert (made.identifier(), made.title(), made.abstract(), made.language()) == ("proef", "Trial", "All", "ENG")
    assert [(one.organization, one.email, one.name, one.role) for one in made.contacts()] == [("Stad", "gis@stad.be", "", "publisher")]
    assert made.licenses() == ["CC0"] and [(link.name, link.type, link.url) for link in made.links()] == [
        ("CC0", "WWW:LINK", "https://cc0")
    ]
    assert made.history() == ["Gemeten", "Date of the data: 3 May 2024 (newest value of 'dag')."]
    assert made.keywords() == {"gmd:topicCategory": ["water", "green"], layer_metadata.RHYTHM: ["P1Y"]}
    assert (made.crs().authid(), layer_metadata.date_of(made)) == ("EPSG:31370", MAY)
    bare = layer_metadata.layer_metadata(record("csv", "a.csv", contact="balie"), None, "", Language("nl"))
    assert (bare.licenses(), bare.links(), bare.history(), bare.keywords(), bare.language()) == ([], [], [], {}, "DUT")
    assert (bare.contacts()[0].name, bare.contacts()[0].email, bare.crs().isValid()) == ("balie", "", False)


# --- files of before


def test_what_was_asked_has_one_digest():
    assert question_of({"b": 1, "a": "é"}, 2) == question_of({"a": "é", "b": 1}, 2)
    assert len({question_of(1, 2), question_of(2, 1), question_of(1), question_of("1")}) == 4


@pytest.fixture
def folder(tmp_path):
    """Two files of a run and one of a person, in a folder of its own."""
    made = tmp_path / "warm_homes"
    made.mkdir()
    for name in ("a.txt", "b.txt", "mine.txt"):
        (made / name).write_text(name)
    return made


def earlier_of(folder, **more):
    files = {name: file_hash(folder / name) for name in ("a.txt", "b.txt")}
    return Earlier({**files, "gone.txt": "x"}, "asked", datetime.datetime(2026, 12, 1, 14, 30), **more)


def test_files_that_no_run_wrote_are_never_touched(folder):
    check_foreign(folder, ["a.txt", "new.txt"], earlier_of(folder))
    with pytest.raises(OpgaveError) as caught:
        make_way(folder, ["mine.txt", "a.txt"], earlier_of(folder), "asked", Heard())
    assert str(caught.value) == (
        f"The folder '{folder}' already holds files that this would overwrite and that no earlier run wrote: mine.txt. Choose another"
        " folder, or move these files elsewhere."
    )
    names = [f"{number}.txt" for number in range(5)]
    for name in names:
        (folder / name).write_text("x")
    with pytest.raises(OpgaveError, match=r"wrote: 0\.txt, 1\.txt, 2\.txt \(\+2\)\. Choose"):
        check_foreign(folder, names, Earlier())
    with pytest.raises(OpgaveError, match=r"wrote: 0\.txt, 1\.txt, 2\.txt\. Choose"):
        check_foreign(folder, names[:3], Earlier())


def test_files_of_the_same_question_are_replaced_unless_somebody_changed_them(folder):
    earlier, heard = earlier_of(folder), Heard()
    assert make_way(folder, ["a.txt", "b.txt"], earlier, "asked", heard) is None and heard.warnings == []
    (folder / "b.txt").write_text("changed")
    assert make_way(folder, ["a.txt"], earlier, "asked", heard) is None
    aside = make_way(folder, ["a.txt", "b.txt"], earlier, "asked", heard)
    kept = folder.parent / "warm_homes-2026-12-01-1430"
    assert (aside.names, aside.folder) == (("b.txt",), kept)
    assert heard.warnings == [f"Files in '{folder}' were changed since they were written: they are kept in '{kept}' (b.txt)."]


def test_files_of_another_question_move_aside(folder):
    heard = Heard()
    aside = make_way(folder, ["a.txt"], earlier_of(folder), "other", heard)
    kept = folder.parent / "warm_homes-2026-12-01-1430"
    assert (aside.names, aside.folder) == (("a.txt", "b.txt"), kept)
    assert heard.warnings == [f"The result of an earlier run on another question in '{folder}' is kept in '{kept}'."]
    assert make_way(folder, ["new.txt"], Earlier({"gone.txt": "x"}, "asked"), "other", Heard()) is None


def test_a_name_that_nothing_has_yet(tmp_path):
    moment = datetime.datetime(2026, 12, 1, 14, 30, 59)
    for name in ("x-2026-12-01-1430", "x-2026-12-01-1430_2", "x-2026-12-01-1430_3"):
        assert free_name(tmp_path, "x", moment) == tmp_path / name
        (tmp_path / name).mkdir()


def test_a_file_is_changed_when_it_is_there_and_other_than_written(folder):
    earlier = Earlier({"a.txt": file_hash(folder / "a.txt"), "b.txt": "", "gone.txt": "x"})
    assert [earlier.is_changed(folder, name) for name in earlier.files] == [False] * 3
    (folder / "a.txt").write_text("x")
    (folder / "b.txt").write_text("x")
    assert [earlier.is_changed(folder, name) for name in earlier.files] == [True, False, False]


def test_a_project_that_somebody_works_in(folder):
    earlier = Earlier({"a.txt": "hash"})
    assert with_project(earlier, folder, "absent.qgz", True) is earlier
    assert with_project(earlier, folder, "a.txt", True).files == {"a.txt": ""}
    assert with_project(earlier, folder, "a.txt", False).files == {"a.txt": "hash"}
    assert with_project(earlier, folder, "b.txt", False).files == {"a.txt": "hash", "b.txt": "unknown"}
    assert (Earlier().question, Earlier().made, earlier_files.RECEIPT) == ("", datetime.datetime.min, ".opgavenkaart.json")


# --- paths that look encoded


def test_a_geopackage_in_a_folder_that_looks_encoded(tmp_path):
    folder = tmp_path / "kaart%20oost"
    folder.mkdir()
    path, other = folder / "a.gpkg", folder / "a.csv"
    path.write_text("x")
    other.write_text("x")
    assert not is_openable(path) and is_openable(tmp_path / "100% a") and is_openable(tmp_path / "%2g")
    link = openable(path)
    assert link != path and is_openable(link) and link.read_text() == "x" and link == openable(path)
    assert openable(other) == other and openable(folder / "absent.gpkg") == folder / "absent.gpkg"
    assert openable(tmp_path / "plain.gpkg") == tmp_path / "plain.gpkg"
    path.write_text("longer")
    assert openable(path) != link and openable(path).read_text() == "longer"
    check_openable(tmp_path)
    with pytest.raises(OpgaveError, match=f"^'{folder}' cannot be used: QGIS cannot open a GeoPackage with '%20' in its path. Choose"):
        check_openable(folder)


# --- clusters


def features(**columns):
    count = len(next(iter(columns.values())))
    geometry = np.array([shapely.box(n, 0, n + 1, 1) for n in range(count)], dtype=object)
    return Features("Clusters", geometry, pd.DataFrame(columns), "EPSG:31370", np.arange(count) + 7)


def test_what_a_layer_says_of_its_clusters():
    found = as_clusters(features(CLUSTER_ID=[1.0, np.nan, 2.5], Cluster_Label=["a", None, "c"], cluster_type=["hot", "cold", "low-low"]))
    assert (len(found), found.ids.tolist(), found.labels.tolist()) == (3, ["1", "8", "2.5"], ["a", "", "c"])
    assert found.low.tolist() == [False, True, True]
    bare = as_clusters(features(x=[1, 2]))
    assert (bare.ids.tolist(), bare.labels.tolist()) == (["7", "8"], ["", ""])
    twice = as_clusters(features(cluster_id=[1, 2], CLUSTER_ID=[3, 4]))
    assert twice.ids.tolist() == ["1", "2"]


def test_layers_that_hold_no_clusters():
    points = features(x=[1])
    points.geometry[0] = shapely.Point(0, 0)
    with pytest.raises(OpgaveError, match=r"^Layer 'Clusters' is no polygon layer: choose a layer with clusters\.$"):
        as_clusters(points)


def test_inhabitants_that_are_not_known_are_counted():
    heard = Heard()
    assert np.nan_to_num(inhabitants(features(n=[1.0, np.nan, np.nan]), "n", heard)).tolist() == [1, 0, 0]
    assert heard.notes == ["2 units have no number of inhabitants: they count as 0."]
    assert inhabitants(features(n=[1.0, 2.0]), "n", silent := Heard()).tolist() == [1, 2] and silent.notes == []
    with pytest.raises(OpgaveError):
        inhabitants(features(n=[1.0, -2.0]), "n")


# --- a layer that is given


def test_a_layer_without_features_is_empty():
    assert InputLayer(memory_layer("Point", [])).is_empty()
    assert not InputLayer(memory_layer("Point", [("POINT (0 0)",)])).is_empty()
    assert InputLayer(memory_layer("None", [(None, 1)], "n:integer")).is_table() and not InputLayer(memory_layer("Point", [])).is_table()
    assert InputLayer(memory_layer("Point", [])).path() == ""


def test_a_parameter_with_what_is_no_vector_layer():
    layer = InputLayer(memory_layer("Point", [], name="Punten"))
    inputs = Inputs({"A": [layer], "B": [layer, "Luchtfoto"], "C": []})
    assert inputs.layer("A") is layer and inputs.layers("A") == [layer] and inputs.layer("C") is None
    with pytest.raises(OpgaveError, match=r"^B: 'Luchtfoto' is no vector layer\.$"):
        inputs.layers("B")


# --- PDF


def test_a_pdf_says_its_day_and_keeps_its_length():
    made = (
        b"/CreationDate (D:20261201183015+01'00') CreateDate=\"2026-12-01T18:30:15Z\" uuid:0123abcd-0123-0123-0123-0123456789ab"
        b" /FontName /ABCDEF+Noto /FontName /ABCDEF+Other /FontName /ABCDEF+Noto"
    )
    first, again, other = settle_pdf(made, MAY), settle_pdf(made, MAY), settle_pdf(made, MAY, part=1)
    assert len(first) == len(other) == len(made) and first == again
    assert b"D:20240503000000+01" in first and b'="2024-05-03T00:00:00Z"' in first and b"0123abcd" not in first
    names, others = ([part for part in whole.split(b"/") if b"+" in part and b"FontName" not in part] for whole in (first, other))
    tags = [name.partition(b"+")[0] for name in names[1:]]
    assert tags[0] == tags[2] != tags[1] and b"ABCDEF" not in tags
    assert not set(tags) & {name.partition(b"+")[0] for name in others[1:]}


def test_where_no_link_may_be_made_a_copy_is_read(tmp_path, monkeypatch):
    def refuse(*asked, **rest):
        raise OSError("no privilege")

    folder = tmp_path / "kaart%20oost"
    folder.mkdir()
    path = folder / "a.gpkg"
    path.write_bytes(b"all of it")
    monkeypatch.setattr("pathlib.Path.symlink_to", refuse)
    copy = openable(path)
    assert copy != path and is_openable(copy) and not copy.is_symlink()
    assert copy.read_bytes() == b"all of it"
    copy.write_bytes(b"once")
    assert openable(path) == copy and copy.read_bytes() == b"once"
