"""The project of a map: it opens elsewhere, tells where its layers come from, and is the same for the same input."""

import datetime
import getpass
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from opgavenkaart.processing.cartography.layouts import build_map
from opgavenkaart.processing.cartography.map_content import SourceLine, kept_content, layer_key
from opgavenkaart.processing.cartography.project import describe, make_project, origin_of, save_project, show_extent
from opgavenkaart.processing.cartography.styles import kept_style
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.reproducible_files import settle_pdf, settle_project, settle_xml
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.conftest import PLUGINS
from opgavenkaart.test.support.maps import EXTENT, MADE, content, entries, write_city
from qgis.core import QgsApplication, QgsProject, QgsTask


def written(folder, name="kaart.qgz", layers=None):
    """Write the city and its project, with a layout, and return the project's path."""
    folder.mkdir(parents=True, exist_ok=True)
    geopackage = folder / "city.gpkg"
    if not geopackage.exists():
        write_city(geopackage)
    dutch = Language("nl")
    project = make_project(layers or entries(geopackage), "EPSG:31370", "Warme woningen", theme(), dutch, {"nl": content()})
    show_extent(project, EXTENT)
    describe(project, "Waar beginnen we?", "Stad Voorbeeld", MADE)
    build_map(project, content(), language=dutch)
    save_project(project, folder / name)
    project.clear()
    return folder / name


def opened(path):
    project = QgsProject()
    assert project.read(str(path))
    return project


def xml(path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(archive.namelist()[0]).decode("utf-8")


def tree(node) -> list:
    """Return the layer tree as names and lists; a layer that is off in brackets."""
    result = []
    for child in node.children():
        name = child.name()
        result.append([name, *tree(child)] if child.children() else name if child.isVisible() else f"({name})")
    return result


def test_a_moved_folder_still_opens(qgis_app, tmp_path):
    path = written(tmp_path / "here")
    shutil.move(tmp_path / "here", tmp_path / "elsewhere" / "deep")
    project = opened(tmp_path / "elsewhere" / "deep" / path.name)
    layers = project.mapLayers().values()
    assert len(layers) == 6 and all(layer.isValid() for layer in layers)
    assert all(layer.source().startswith(str(tmp_path / "elsewhere")) for layer in layers)
    assert sorted(file.name for file in (tmp_path / "elsewhere" / "deep").iterdir()) == ["city.gpkg", "kaart.qgz"]


def test_nothing_in_it_says_who_made_it_where(qgis_app, tmp_path):
    text = xml(written(tmp_path / "here"))
    assert str(tmp_path) not in text
    assert "./city.gpkg|layername=units" in text
    assert f'"{getpass.getuser()}"' not in text and socket.gethostname() not in text
    assert not re.search("saveUser|saveDateTime", text)


@pytest.mark.parametrize(("author", "made"), [("", None), ("Stad Voorbeeld", None), ("", MADE)])
def test_a_project_says_no_more_of_its_maker_than_it_was_given(qgis_app, tmp_path, author, made):
    """QGIS 3.44 fills in who is at the computer, and when."""
    project = make_project([], "EPSG:31370", "Lagen", theme(), Language("nl"))
    if author or made:
        describe(project, "", author, made)
    save_project(project, tmp_path / "lagen.qgz")
    project.clear()
    text = xml(tmp_path / "lagen.qgz").partition("<projectMetadata>")[2].partition("</projectMetadata>")[0]
    assert f"<author>{author}</author>" in text
    assert re.findall("<creation>(.*)</creation>", text) == ([f"{made}T00:00:00Z"] if made else [""])
    assert ("<dates/>" in text) == (made is None)


def test_groups_layers_and_metadata(qgis_app, tmp_path):
    project = opened(written(tmp_path))
    assert tree(project.layerTreeRoot()) == [
        ["Kaart", "Clusters", "(Laag)", "Nood"],
        ["Achtergrond", "Water", "Parken", "Wegen"],
    ]
    assert project.crs().authid() == "EPSG:31370" and project.title() == "Warme woningen"
    assert project.metadata().author() == "Stad Voorbeeld" and project.metadata().abstract() == "Waar beginnen we?"
    parks = project.mapLayersByName("Parken")[0]
    assert parks.metadata().contacts()[0].organization == "Stad Voorbeeld"
    assert origin_of(parks) == SourceLine("Parken", "Stad Voorbeeld", "CC0 1.0", datetime.date(2024, 3, 15))
    assert origin_of(project.mapLayersByName("Wegen")[0]) == SourceLine("Wegen")
    assert sorted(map(layer_key, project.mapLayers().values())) == ["clusters", "integrated", "parks", "roads", "units", "water"]
    assert [layout.name() for layout in project.layoutManager().layouts()] == ["Kaart A3 liggend"]
    shown = project.viewSettings().defaultViewExtent()
    assert (shown.xMinimum(), shown.yMaximum()) == (EXTENT[0], EXTENT[3])


def test_the_layers_keep_how_they_were_styled(qgis_app, tmp_path):
    project = opened(written(tmp_path))
    units = project.mapLayersByName("Nood")[0]
    assert kept_style(units) == entries(tmp_path)[-1].style
    assert [item.label() for item in units.renderer().legendSymbolItems()][0] == "zeer hoge nood (80 tot 100)"


def test_what_the_map_says_is_kept(qgis_app, tmp_path):
    project = opened(written(tmp_path))
    assert kept_content(project, "nl") == content()
    assert kept_content(project, "en") is None


def test_the_open_project_is_not_touched(qgis_app, qgis_new_project, tmp_path):
    written(tmp_path)
    assert QgsProject.instance().mapLayers() == {} and QgsProject.instance().fileName() == ""


def test_a_source_that_does_not_open(qgis_app, tmp_path):
    broken = replace(entries(tmp_path / "city.gpkg")[0], source=f"{tmp_path}/gone.gpkg|layername=clusters")
    with pytest.raises(OpgaveError) as refused:
        make_project([broken], "EPSG:31370", "", theme(), Language("nl"))
    assert str(refused.value) == f"Layer 'Clusters' cannot be opened from '{tmp_path}/gone.gpkg|layername=clusters': check that it exists."


def test_a_folder_that_is_not_there(qgis_app, tmp_path):
    project = make_project([], "EPSG:31370", "", theme(), Language("nl"))
    with pytest.raises(OpgaveError, match="cannot be written"):
        save_project(project, tmp_path / "absent" / "kaart.qgz")


def test_the_same_bytes_in_another_process(qgis_app, tmp_path):
    """Another process has another hash seed, and draws other ids."""
    here = written(tmp_path / "one").read_bytes()
    script = (
        f"import sys; from pathlib import Path; sys.path.insert(0, {str(PLUGINS)!r})\n"
        "from qgis.core import QgsApplication; app = QgsApplication([], False); app.initQgis()\n"
        f"from opgavenkaart.test.cartography.test_project import written; written(Path({str(tmp_path / 'two')!r}))\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-P", "-c", script], check=True, env=environment, capture_output=True, timeout=60)
    assert (tmp_path / "two" / "kaart.qgz").read_bytes() == here


def test_made_in_a_task_it_is_the_same(qgis_app, tmp_path):
    here = written(tmp_path / "one").read_bytes()
    caught = []

    class Writing(QgsTask):
        def run(self):
            try:
                caught.append(written(tmp_path / "two").read_bytes())
            except OpgaveError as error:
                caught.append(error)
            return True

    task = Writing()
    QgsApplication.taskManager().addTask(task)
    assert task.waitForFinished(30_000)
    assert caught == [here]


def test_attributes_come_by_name_also_in_quoted_xml():
    plain = '<a z="1" b="x &lt; y"><c b="&lt;s z=&quot;1&quot; a=&quot;2&quot;>" a="0"/>text z="1" a="2"</a>'
    assert settle_xml(plain) == '<a b="x &lt; y" z="1"><c a="0" b="&lt;s a=&quot;2&quot; z=&quot;1&quot;>"/>text z="1" a="2"</a>'


def test_ids_are_numbered_by_where_they_come_first(tmp_path):
    first, second = "11111111-2222-3333-4444-555555555555", "aaaaaaaa-2222-3333-4444-555555555555"
    text = f'<q id="{{{first}}}" layer="n_{first.replace("-", "_")}"/><q id="{second}" path="{tmp_path}/x.gpkg"/>'
    other = text.replace(first, "0" * 8 + first[8:]).replace(first.replace("-", "_"), ("0" * 8 + first[8:]).replace("-", "_"))
    assert other != text
    settled = settle_project(text, tmp_path)
    assert settle_project(other, tmp_path) == settled
    one, again, two = re.findall(r"[0-9a-f]{8}[-_][0-9a-f-_]{27}", settled)
    assert one == again.replace("_", "-") != two
    assert 'path="./x.gpkg"' in settled


def test_fonts_of_a_pdf_have_the_same_names_however_qt_drew_them():
    day = datetime.date(2025, 1, 2)
    one, other = (
        b"<< /FontName /%s+Noto >> << /FontName /%s+Noto-Bold >>" % tags for tags in ((b"QPFAAA", b"QVFAAA"), (b"QVFAAA", b"QPFAAA"))
    )
    settled = settle_pdf(one, day)
    assert settled == settle_pdf(other, day) and len(settled) == len(one)
    names = re.findall(rb"/([A-Z]{6})\+Noto", settled + settle_pdf(one, day, part=26))
    assert len(names) == len(set(names)) == 4


def test_a_settled_pdf_keeps_its_length():
    pdf = b'/CreationDate (D:20261124075631Z)\n<x xmp:CreateDate="2026-11-24T07:56:30Z"/> uuid:e3b7a861-73d3-47a3-9e6d-228c676a8275'
    settled = settle_pdf(pdf, datetime.date(2025, 1, 2))
    assert len(settled) == len(pdf)
    assert b"(D:20250102000000Z)" in settled and b'"2025-01-02T00:00:00Z"' in settled and b"e3b7a861" not in settled
