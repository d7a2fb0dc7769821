"""The map dock without a QGIS around it: what each of its parts asks, shows and says."""

import dataclasses
import datetime
import json
import re
from pathlib import Path

import pytest
from opgavenkaart.processing.cartography.page import ABOUT_TEXTS
from opgavenkaart.processing.texts.language import Language, tr
from opgavenkaart.test.support.asked_runs import AskedRuns
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.small_window import CRITICAL, INFO, SUCCESS, WARNING, let_go
from opgavenkaart.ui import newest, one_at_a_time, result_places
from opgavenkaart.ui.map import panel as panel_module
from opgavenkaart.ui.map import press as press_module
from opgavenkaart.ui.map.bundles import MapList
from opgavenkaart.ui.map.editable import PutLayout
from opgavenkaart.ui.map.form import MapForm
from opgavenkaart.ui.map.panel import MapPanel
from opgavenkaart.ui.map.press import MapPress, Pause
from opgavenkaart.ui.map.preview import LEAST, PicturePreview
from opgavenkaart.ui.newest import group_of, is_result, switch_off_earlier
from opgavenkaart.ui.one_at_a_time import OneAtATime, ProgressRow
from opgavenkaart.ui.recent import Recent, names, read_bundle
from opgavenkaart.ui.settings import settings
from qgis.core import QgsCoordinateReferenceSystem, QgsPrintLayout, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QRect, QSize, Qt
from qgis.PyQt.QtGui import QColor, QDesktopServices, QImage, QPixmap
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

ENGLISH, DUTCH = Language("en"), Language("nl")
FILES = ["map.qgz", "map.gpkg", "report.html", "map.pdf", "pictures/a.png"]


@pytest.fixture
def bundle(tmp_path):
    """Makes an integrated map of a challenge on a day, as far as the dock looks at it; returns its manifest."""

    def make(folder: str, title: str, day: str, finding: str = "Two clusters.") -> str:
        place = tmp_path / folder
        place.mkdir()
        for name in FILES[:4]:
            (place / name).write_text(name)
        document = {
            "challenge": {"id": title.lower(), "title": {"nl": f"{title} nl", "en": title}},
            "files": FILES,
            "as_of": day,
            "results": {"finding": finding},
        }
        (place / "manifest.json").write_text(json.dumps(document))
        return str(place / "manifest.json")

    return make


@pytest.fixture
def maps(chosen, bundle):
    """Three maps on the list, the newest of them made first."""
    made = [bundle(*one) for one in (("c", "Heat", "2026-03-01"), ("b", "Homes", "2026-02-01"), ("a", "Homes", "2026-01-01"))]
    settings.bundles = made
    return made


# ---- bundles


def test_a_bundle_is_read_from_its_manifest(chosen, bundle, tmp_path):
    manifest = bundle("a", "Heat", "2026-03-01")
    one = read_bundle(manifest, "en")
    paths = {f".{name.split('.')[1]}": str(tmp_path / "a" / name) for name in FILES[:4]}
    assert one == Recent(manifest, "heat", "Heat", "Two clusters.", datetime.date(2026, 3, 1), paths), (
        "files in folders are parts of others"
    )
    assert read_bundle(manifest, "nl").title == "Heat nl" and read_bundle(manifest, "fr").title == "Heat nl"
    assert one.name(ENGLISH) == "Heat, 1 March 2026" and one.gone(".qgz", ".html") == ""
    (tmp_path / "a" / "report.html").unlink()
    assert one.gone(".qgz") == "" and one.gone(".qgz", ".html") == paths[".html"] and one.gone(".svg") == ".svg"
    (tmp_path / "a" / "manifest.json").write_text("{}")
    assert read_bundle(manifest, "en") is None and read_bundle(str(tmp_path / "none"), "en") is None
    assert one.gone() == ""
    (tmp_path / "a" / "manifest.json").unlink()
    assert one.gone() == manifest


def test_maps_that_are_called_alike_have_behind_them_what_tells_them_apart(chosen, bundle):
    days = {"a": "2026-03-01", "b": "2026-03-01", "c": "2026-03-02"}
    made = [read_bundle(bundle(folder, "Heat", day), "en") for folder, day in days.items()]
    assert names(made, ENGLISH) == ["Heat, 1 March 2026 (a)", "Heat, 1 March 2026 (b)", "Heat, 2 March 2026"]
    made = [read_bundle(bundle(f"2026-04-05_{time}-000001", "Heat", "2026-03-01"), "en") for time in ("09-08-07", "18-20-00")]
    assert names(made, ENGLISH) == ["Heat, 1 March 2026 (5 April 2026, 09:08:07)", "Heat, 1 March 2026 (5 April 2026, 18:20:00)"]


def test_a_map_is_called_after_what_was_asked_and_when(chosen, bundle):
    manifest = Path(bundle("a", "Heat", "2026-03-01"))
    made = datetime.datetime(2024, 3, 2, 14, 5).astimezone(datetime.timezone.utc).isoformat()
    units = {"title": "Sectors", "used_as": ["unit"], "date": "2025-01-01"}
    told = json.loads(manifest.read_text()) | {"made": made, "catalogue": "Halle", "inputs": [{"used_as": ["areas"]}, units]}
    manifest.write_text(json.dumps(told))
    assert read_bundle(str(manifest), "en").name(ENGLISH) == "Heat, Halle, Sectors 2025 (2 March 2024 14:05)"
    manifest.write_text(json.dumps(told | {"catalogue": "Ingebouwde catalogus", "inputs": [units | {"date": None}]}))
    assert read_bundle(str(manifest), "nl").name(DUTCH) == "Heat nl, Sectors (2 maart 2024 14:05)", "of no place"
    now = dataclasses.replace(read_bundle(str(manifest), "en"), made=datetime.datetime.now().replace(month=2, day=3, hour=9, minute=8))
    assert now.name(ENGLISH) == "Heat, Sectors (3 February 09:08)", "this year needs no year"


def test_the_list_of_maps_keeps_what_is_chosen(small, maps):
    shown, asked = MapList(), []
    shown.asked.connect(asked.append)
    rows = [shown.list.item(row).text() for row in range(shown.list.count())]
    assert rows == ["The open project", "Heat, 1 March 2026", "Homes, 1 February 2026", "Homes, 1 January 2026"]
    assert shown.list.item(0).isSelected() and shown.list.item(1).toolTip() == f"Heat, 1 March 2026\nTwo clusters.\n{maps[0]}"
    shown.choose(maps[1])
    shown.list.item(3).setSelected(True)
    assert [one.manifest for one in shown.chosen()] == [maps[2], maps[1]], "the older one first"
    shown.refresh()
    assert [one.manifest for one in shown.chosen()] == [maps[2], maps[1]] and not shown.list.item(0).isSelected()
    shown.choose("")
    assert shown.chosen() == [] and shown.list.item(0).isSelected()
    shown.list.itemActivated.emit(shown.list.item(0))
    assert asked == []
    shown.list.itemActivated.emit(shown.list.item(2))
    shown.buttons["add"].click()
    assert asked == ["open", "add"]
    settings.bundles = maps[:1]
    assert shown.list.count() == 2
    let_go(shown)


# ---- the form


def test_the_form_remembers_how_the_last_map_was_to_look(small, chosen):
    form, told = MapForm(), []
    assert form.inputs() == {"PAPER": "a4", "ORIENTATION": "landscape", "LANGUAGE": "en", "THEME": "", "TITLE": ""}
    form.changed.connect(lambda: told.append(1))
    form.template.setCurrentIndex(2)
    form.paper.setCurrentIndex(1)
    form.orientation.setCurrentIndex(1)
    form.language.setCurrentIndex(0)
    form.theme.setFilePath("/house.json")
    assert len(told) == 5 and settings.map == {
        "template": "before_after", "paper": "a3", "orientation": "portrait", "language": "nl", "theme": "/house.json",
    }  # fmt: skip
    form.title.setText("  My map ")
    form.title.editingFinished.emit()
    form.here.toggle()
    assert len(told) == 7 and form.inputs()["TITLE"] == "My map"
    assert form.about.text() == tr(ABOUT_TEXTS["before_after"])
    again = MapForm()
    assert (again.template.currentData(), again.about.text()) == ("before_after", form.about.text())
    assert again.inputs() == {"PAPER": "a3", "ORIENTATION": "portrait", "LANGUAGE": "nl", "THEME": "/house.json", "TITLE": ""}
    settings.map, settings.language, settings.theme = {"paper": "a99"}, "nl", "/other.json"
    third = MapForm().inputs()
    assert (third["PAPER"], third["LANGUAGE"], third["THEME"]) == ("a4", "nl", "/other.json")
    let_go(form, again)


# ---- the preview


def picture(tmp_path, width, height):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    path = str(tmp_path / "sheet.png")
    assert image.save(path)
    return path


def test_the_preview_stands_in_the_middle_as_large_as_it_can(qgis_app, tmp_path):
    sheet = PicturePreview()
    assert LEAST == 140 and sheet.sizeHint() == QSize(280, 280) and sheet.picture.isNull()
    sheet.resize(600, 200)
    sheet.show_picture(picture(tmp_path, 400, 200))
    assert sheet.place() == QRect(100, 0, 400, 200) and sheet.words == ""
    sheet.resize(200, 600)
    assert sheet.place() == QRect(0, 250, 200, 100) and sheet.sharp(QSize(100, 50)).size() == QSize(100, 50)
    sheet.devicePixelRatioF = lambda: 2.0
    fine = sheet.sharp(QSize(100, 50))
    assert fine.size() == QSize(200, 100) and fine.devicePixelRatioF() == 2, "sharp where a pixel is four of the screen"


def test_words_on_a_preview_make_it_pale(qgis_app, tmp_path):
    sheet = PicturePreview()
    sheet.resize(200, 200)
    sheet.show_picture(picture(tmp_path, 400, 200))

    def drawn():
        found = QPixmap(sheet.size())
        found.fill(QColor("#ffffff"))
        sheet.render(found)
        return found.toImage()

    clear = drawn()
    assert clear.pixelColor(20, 60) == QColor("#ff0000") and clear.pixelColor(100, 20) != QColor("#ff0000")
    line = sheet.palette().mid().color().name()
    corners = [clear.pixelColor(x, y).name() for x, y in ((0, 50), (199, 50), (0, 149), (199, 149))]
    assert corners == [line] * 4, "a line around the sheet"
    assert clear.pixelColor(0, 49).name() != line != clear.pixelColor(0, 150).name()
    sheet.say("Drawing...")
    pale = drawn().pixelColor(20, 60)
    assert sheet.accessibleDescription() == "Drawing..." and pale.red() > 200
    assert 100 < pale.green() < 200 and drawn() != clear, "the words stand on it"


# ---- what runs


@pytest.fixture
def runs(monkeypatch, tmp_path):
    monkeypatch.setattr(press_module, "new_place", lambda: tmp_path / "place")
    monkeypatch.setattr(panel_module, "new_place", lambda: tmp_path / "place")
    return AskedRuns(monkeypatch, press_module, one_at_a_time)


def test_one_thing_runs_at_a_time(qgis_app, runs):
    press, told = OneAtATime(), []
    press.busy.connect(told.append)
    press.told.connect(lambda share, words: told.append((share, words)))
    press.start("export_map", {"A": 1}, told.append)
    press.start("export_map", {"A": 2}, told.append)
    press.read("x", lambda progress: told.append("read"), told.append)
    press.open(lambda progress: [], lambda layers: iter(()), told.append)
    (run,) = runs.asked
    assert (run.name, run.inputs) == ("export_map", {"A": 1}) and press.is_busy
    run.told(12.5, "Step")
    run.end({"OUTPUT": "x"})
    assert told == [True, (12.5, "Step"), False, run] and not press.is_busy


def test_a_row_shows_what_runs_and_ends_it(qgis_app, runs):
    window = QWidget()
    column = QVBoxLayout(window)
    press = OneAtATime()
    row, button = ProgressRow(press, window), QPushButton("Go", window)
    column.addWidget(row)
    column.addWidget(button)
    window.show()
    window.activateWindow()
    button.setFocus()
    press.busy.connect(lambda busy: button.setEnabled(not busy))
    assert row.isHidden()
    press.start("export_map", {}, lambda run: None)
    QTest.qWait(5)
    assert not row.isHidden() and (row.bar.value(), row.step.text()) == (0, "")
    runs.last.told(49.6, "Drawing")
    assert (row.bar.value(), row.step.text()) == (50, "Drawing")
    row.cancel.click()
    assert runs.last.cancelled
    runs.last.end()
    QTest.qWait(5)
    assert row.isHidden() and (row.bar.value(), row.step.text()) == (0, "") and row.pressed is None
    let_go(window)


def test_a_pause_ends_when_the_others_have(qgis_app):
    others, told = {1}, []
    pause = Pause(lambda: others, lambda: told.append("over"), told.append)
    assert pause.looking.isActive() and pause.looking.interval() == 50 and pause.cancelled
    pause._look()
    assert told == [] and pause.looking.isActive()
    others.clear()
    pause._look()
    assert told == ["over"] and not pause.looking.isActive()
    other = Pause(lambda: {1}, lambda: told.append("over"), told.append)
    other.leave()
    assert told == ["over"] and not other.looking.isActive()
    other.cancel()
    assert told == ["over", other]


def test_a_preview_makes_way_for_what_is_written(qgis_app, runs, monkeypatch, tmp_path):
    under_way = set()
    monkeypatch.setattr(press_module, "running", under_way)
    press, told = MapPress(), []
    press.told.connect(lambda share, words: told.append((share, words)))
    assert press.may_preview() and press.all_runs() is under_way and press.dropped_runs() == set()
    press.preview({"TITLE": "x"}, told.append)
    (preview,) = runs.asked
    assert preview.name == "export_map" and preview.inputs == {"TITLE": "x", "FORMAT": "png", "OUTPUT": str(tmp_path / "place.png")}
    under_way.add(preview)
    assert not press.may_preview() and not press.is_busy
    press.start("export_atlas", {"PROJECT": "p.qgz"}, told.append)
    assert preview.is_left and press.previewed is None and press.is_busy and len(runs.asked) == 1
    assert told == [(0.0, "Waiting for another task")], "until the preview has heard it"
    press.start("export_map", {}, told.append)
    under_way.clear()
    press.current._look()
    assert runs.last.name == "export_atlas" and press.is_busy and press.current is runs.last
    runs.last.end({"OUTPUT": "x"})
    assert told[-1] is runs.last and not press.is_busy and press.dropped_runs() == set()


def test_a_run_that_copies_the_open_project_waits_for_all_others(qgis_app, runs, monkeypatch):
    under_way = {"of another dock"}
    monkeypatch.setattr(press_module, "running", under_way)
    press, told = MapPress(), []
    press.cancelled.connect(lambda: told.append("cancelled"))
    press.start("export_map", {"PROJECT": "p.qgz"}, told.append)
    assert [run.name for run in runs.asked] == ["export_map"], "a file is read beside others"
    runs.last.end({})
    press.start("export_map", {"PROJECT": ""}, told.append)
    assert len(runs.asked) == 1 and press.is_busy
    press.cancel()
    assert told[-1] == "cancelled" and not press.is_busy
    press.preview({}, lambda run: told.append("seen"))
    runs.last.end({})
    assert press.previewed is None and told[-1] == "seen"


# ---- the dock


@pytest.fixture
def panel(small, maps, runs):
    found = MapPanel(small)
    yield found
    let_go(found)


def enabled(panel):
    return [one.text().rstrip(".") for one in (panel.export, panel.atlas, panel.web) if one.isEnabled()]


def test_what_can_be_printed_goes_by_what_is_chosen(panel, maps):
    assert enabled(panel) == [] and panel.why_none().startswith("There is nothing to print yet") and not panel.first.isHidden()
    QgsProject.instance().addMapLayer(memory_layer("Point", []))
    assert enabled(panel) == ["Print the map"] and panel.why_none() == "" and panel.soon.isActive() and panel.first.isHidden()
    panel.maps.choose(maps[0])
    assert enabled(panel) == ["Print the map", "Atlas", "Web map"]
    panel.maps.list.item(2).setSelected(True)
    assert enabled(panel) == [] and panel.why_none() == "Pick one map, or the layout 'Before and after, side by side' for two."
    panel.form.template.setCurrentIndex(panel.form.template.findData("before_after"))
    assert enabled(panel) == ["Print the map"]
    panel.maps.list.item(3).setSelected(True)
    assert enabled(panel) == [] and panel.why_none() != ""
    panel.maps.choose(maps[0])
    panel.press._begin(object())
    assert enabled(panel) == [] and not any(one.isEnabled() for one in (panel.kind, panel.maps))
    panel.press._end()
    assert enabled(panel) == ["Print the map", "Atlas", "Web map"] and panel.kind.isEnabled() and panel.maps.isEnabled()


def test_a_map_is_asked_of_the_algorithm(small, panel, maps, runs, tmp_path):
    form = {"PAPER": "a4", "ORIENTATION": "landscape", "LANGUAGE": "en", "THEME": "", "TITLE": "", "TEMPLATE": "map"}
    assert panel.inputs() == form | {"PROJECT": ""}
    panel.maps.choose(maps[0])
    panel.maps.list.item(2).setSelected(True)
    qgz = [str(tmp_path / folder / "map.qgz") for folder in "bc"]
    assert panel.inputs() == form | {"PROJECT": qgz[0], "PROJECT_2": qgz[1]}
    panel.maps.choose(maps[0])
    panel.form.here.setChecked(True)
    lambert = QgsCoordinateReferenceSystem("EPSG:31370")
    small.canvas.setDestinationCrs(lambert)
    small.canvas.setExtent(QgsRectangle(0, 0, 100, 100))
    extent = panel.inputs()["EXTENT"]
    assert extent.crs() == lambert and QgsRectangle(extent).contains(QgsRectangle(0, 0, 100, 100))
    panel.form.here.setChecked(False)
    panel.kind.setCurrentIndex(panel.kind.findData("svg"))
    panel.write_map("/out/map.svg")
    assert (runs.last.name, runs.last.inputs) == ("export_map", form | {"PROJECT": qgz[1], "FORMAT": "svg", "OUTPUT": "/out/map.svg"})
    runs.last.end({"OUTPUT": "/out/map.svg"})
    ((level, text),) = small.notices()
    assert level == SUCCESS and text.endswith("Ready: map.svg") and small.bar.items()[0].duration() == 0
    panel.write_atlas("/out/atlas")
    clusters = f"{tmp_path / 'c' / 'map.gpkg'}|layername=clusters"
    asked = {"CLUSTERS": clusters, "BUNDLE": maps[0], "OUTPUT_FOLDER": "/out/atlas"}
    assert (runs.last.name, runs.last.inputs) == ("export_atlas", panel.form.inputs() | asked)
    runs.last.end({"PDF": "/out/atlas/atlas.pdf", "OUTPUT_FOLDER": "/out/atlas"})
    assert small.notices()[0][1].endswith("Ready: atlas.pdf")
    panel.write_web_map("/out/web")
    assert (runs.last.name, runs.last.inputs) == ("export_web_map", {"BUNDLE": maps[0], "LANGUAGE": "en", "OUTPUT_FOLDER": "/out/web"})
    runs.last.end({"INDEX": "/out/web/index.html", "OUTPUT_FOLDER": "/out/web"})
    assert small.notices()[0][1].endswith("Ready: index.html")


def test_files_and_folders_are_asked_for(small, panel, maps, runs, monkeypatch):
    asked = []
    monkeypatch.setattr(panel_module, "ask_file", lambda parent, *what: asked.append(what) or "/out/x.pdf")
    monkeypatch.setattr(panel_module, "ask_new_folder", lambda parent, *what: asked.append(what) or f"/out/{what[1]}")
    panel.maps.choose(maps[0])
    panel.export.click()
    assert asked[0][0] == "Print the map" and asked[0][2:] == ("PDF (*.pdf)", ".pdf")
    assert re.fullmatch(r"heat-\d{4}-\d\d-\d\d-\d{4}\.pdf", asked[0][1]), "a name stands ready"
    assert runs.last.inputs["OUTPUT"] == "/out/x.pdf"
    runs.last.end({"OUTPUT": "/out/x.pdf"})
    for button, words, kind in ((panel.atlas, "Folder of the atlas", "heat-atlas"), (panel.web, "Folder of the web map", "heat-web")):
        button.click()
        assert asked[-1] == (words, kind) and runs.last.inputs["OUTPUT_FOLDER"] == f"/out/{kind}"
        runs.last.end({"OUTPUT_FOLDER": f"/out/{kind}"})
    panel.maps.choose("")
    assert not panel.maps.chosen()
    panel.ask_map()
    assert asked[-1][1].startswith("Map-20"), "of a project that was never saved"
    panel.maps.choose(maps[0])
    runs.last.end({"OUTPUT": "/out/x.pdf"})
    monkeypatch.setattr(panel_module, "ask_file", lambda *what: "")
    monkeypatch.setattr(panel_module, "ask_new_folder", lambda *what: "")
    count = len(runs.asked)
    for button in (panel.export, panel.atlas, panel.web):
        button.click()
    assert len(runs.asked) == count


def test_the_preview_is_made_when_the_dock_is_seen(small, panel, maps, runs, tmp_path):
    panel.show_preview()
    assert runs.asked == [] and panel.soon.interval() == 400 and panel.soon.isSingleShot()
    panel.show()
    panel.soon.stop()
    panel.show_preview()
    assert panel.sheet.words.startswith("There is nothing to print yet")
    panel.maps.choose(maps[0])
    panel.show_preview()
    assert panel.sheet.words == "Drawing..." and runs.last.inputs["FORMAT"] == "png" and runs.last.inputs["PROJECT"].endswith("map.qgz")
    output = picture(tmp_path, 40, 20)
    runs.last.end({"OUTPUT": output})
    assert panel.sheet.words == "" and not panel.sheet.picture.isNull() and not (tmp_path / "sheet.png").exists()
    panel.show_preview()
    runs.last.end(errors=["No room.", "At all."])
    assert panel.sheet.words == "No room."
    panel.show_preview()
    runs.last.cancelled = True
    runs.last.end(errors=["x"])
    assert panel.sheet.words == "Drawing..."
    panel.soon.stop()
    panel.go_on(True)
    assert not panel.soon.isActive()
    panel.go_on(False)
    assert panel.soon.isActive(), "the preview that had to make way"
    panel.sheet.say("")
    panel.soon.stop()
    panel.go_on(False)
    assert not panel.soon.isActive()
    panel.press._begin(object())
    panel.show_preview()
    assert panel.soon.isActive() and panel.sheet.words == ""
    panel.press._end()
    panel.hide()


def test_a_map_is_opened_read_repeated_compared_and_forgotten(small, panel, maps, runs, monkeypatch, tmp_path):
    opened, read = [], []
    monkeypatch.setattr(panel_module, "open_map", lambda *given: opened.append(given))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: read.append(url.toLocalFile()))
    panel.maps.choose(maps[2])
    panel.maps.buttons["open"].click()
    assert opened[0][:3] == (small.canvas, read_bundle(maps[2], "en"), panel.maps.language) and settings.bundles == [maps[2], *maps[:2]]
    assert [one.manifest for one in panel.maps.chosen()] == [maps[2]]
    opened[0][3](["No layers."])
    assert small.notices()[0] == (CRITICAL, small.notices()[0][1]) and small.notices()[0][1].endswith("No layers.")
    small.bar.clearWidgets()
    panel.maps.buttons["report"].click()
    assert read == [str(tmp_path / "a" / "report.html")]
    panel.maps.buttons["again"].click()
    assert runs.last.name == "repeat_bundle"
    assert runs.last.inputs == {"BUNDLE": maps[2], "OUTPUT_FOLDER": str(tmp_path / "place"), "LOAD_LAYERS": False}
    results = {"MANIFEST": maps[0], "REPORT": "/r/report.html"}
    for areas, layers, words in (
        (3, 1, "Recomputed: the result differs in 3 areas; 1 source layers changed."),
        (0, 2, "Recomputed: same result; 2 source layers changed."),
        (0, 0, "Recomputed with the same result."),
    ):
        small.bar.clearWidgets()
        runs.last.ok, runs.last.results = True, results | {"CHANGED_COUNT": areas, "CHANGED_LAYERS": layers}
        panel._repeated(runs.last)
        assert small.notices()[0][1].endswith(f"{words} report.html") and settings.bundles[0] == maps[0]
    panel.press._end()
    panel.maps.choose(maps[0])
    (older,) = panel.maps.list.findItems("Homes, 1 February 2026", Qt.MatchFlag.MatchExactly)
    older.setSelected(True)
    panel.maps.buttons["compare"].click()
    place = tmp_path / "place"
    assert (runs.last.name, runs.last.inputs) == (
        "compare_bundles",
        {"BUNDLE": maps[1], "BUNDLE_2": maps[0], "LANGUAGE": "en", "OUTPUT": f"{place}.gpkg", "REPORT": f"{place}.html"},
    )
    panel.press._end()
    panel.maps.choose(maps[0])
    panel.maps.buttons["forget"].click()
    assert maps[0] not in settings.bundles and len(settings.bundles) == 2


def test_files_that_are_gone_are_told_before_anything_is_done(small, panel, maps, tmp_path, monkeypatch):
    monkeypatch.setattr(panel_module, "open_map", lambda *given: pytest.fail("a file is gone"))
    panel.maps.choose(maps[0])
    (tmp_path / "c" / "map.gpkg").unlink()
    panel.maps.buttons["open"].click()
    ((level, text),) = small.notices()
    gone = str(tmp_path / "c" / "map.gpkg")
    assert level == CRITICAL and text.endswith(f"'{gone}' no longer exists: put the file back, or recompute the map.")


def test_a_folder_with_maps_is_added_to_the_list(small, panel, maps, monkeypatch, tmp_path):
    settings.bundles = []
    given = iter(["", str(tmp_path / "a"), str(tmp_path)])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *asked: next(given))
    panel.maps.buttons["add"].click()
    assert settings.bundles == [] and small.notices() == []
    panel.maps.buttons["add"].click()
    assert settings.bundles == [maps[2]]
    (tmp_path / "empty").mkdir()
    panel.add_folder(str(tmp_path / "empty"))
    ((level, text),) = small.notices()
    assert level == CRITICAL and text.endswith(f"no integrated map in {tmp_path / 'empty'}: choose a folder with a manifest.json.")


def test_failures_and_cancels_are_told(small, panel, maps, runs):
    panel.maps.choose(maps[0])
    panel.write_web_map("/out")
    runs.last.end(errors=["It failed."])
    assert small.notices()[0][0] == CRITICAL and small.notices()[0][1].endswith("It failed.")
    small.bar.clearWidgets()
    panel.write_web_map("/out")
    panel.press.cancel()
    runs.last.end()
    ((level, text),) = small.notices()
    assert level == INFO and text.endswith("Cancelled: nothing was written.")


# ---- layouts to go on with


def test_a_map_opens_as_a_layout_and_says_what_stays(small, panel, maps, runs, monkeypatch, qgis_new_project):
    put = []

    def put_layout(project, path, name):
        layout = QgsPrintLayout(project)
        layout.setName(f"{name}_2" if put else name)
        put.append((path, name))
        return PutLayout(layout, name if len(put) > 1 else "", lacking=("Roads", "Water") if len(put) > 1 else ())

    monkeypatch.setattr(panel_module, "put_layout", put_layout)
    opened = []
    monkeypatch.setattr(panel_module, "open_map", lambda canvas, bundle, language, failed, done: opened.append((bundle.manifest, done)))
    panel.maps.choose(maps[0])
    panel.edit.click()
    assert [manifest for manifest, _ in opened] == [maps[0]] and runs.asked == [], "its layers come into the project first"
    opened[0][1]([])
    run = runs.last
    assert run.name == "export_map" and run.inputs["FORMAT"] == "qpt" and run.inputs["PROJECT"].endswith("map.qgz")
    run.end({"OUTPUT": run.inputs["OUTPUT"]})
    name = "Heat: One map, A4, Landscape"
    assert put == [(run.inputs["OUTPUT"], name)] and small.registered[-1].name() == name
    ((level, text),) = small.notices()
    assert level == SUCCESS and text.endswith(f"The layout '{name}' is in the project.")
    small.bar.clearWidgets()
    group_of("heat", "Heat", maps[0]).addLayer(in_project(memory_layer("Point", [])))
    panel.edit.click()
    assert len(opened) == 1, "they are there"
    runs.last.end({"OUTPUT": runs.last.inputs["OUTPUT"]})
    warned, told = small.notices()
    assert warned[0] == WARNING and warned[1].endswith("not in the layout: Roads, Water.")
    assert told[1].endswith(f"The layout '{name}_2' is in the project. '{name}', which was made by hand, stays as it is beside it.")


def in_project(layer):
    QgsProject.instance().addMapLayer(layer, False)
    return layer


# ---- groups of results


def test_results_of_a_challenge_stand_in_a_group_of_their_own(qgis_app, qgis_new_project):
    root = QgsProject.instance().layerTreeRoot()
    root.addGroup("Other")
    first = group_of("heat", "Heat")
    above = result_places.own_group()
    assert root.children()[0] is above or root.children()[0].name() == "Opgavenkaart"
    assert group_of("heat", "Warmth") == first and first.name() == "Heat"
    second = group_of("homes", "Homes")
    map_of_first = group_of("heat", "Heat, 1 March", "m.json")
    assert [one.name() for one in above.children()] == ["Heat, 1 March", "Homes", "Heat"], "new ones on top"
    assert (map_of_first.customProperty(newest.OWNER), map_of_first.customProperty(newest.MAP)) == ("heat", "m.json")
    assert group_of("heat", "Heat, 1 March", "m.json") == map_of_first != first and group_of("homes", "Homes") == second


def test_only_the_newest_result_of_a_challenge_is_shown(qgis_app, qgis_new_project):
    groups = {name: group_of(challenge, name, name) for name, challenge in (("old", "heat"), ("new", "heat"), ("other", "homes"))}
    trees = {}
    for name, group in groups.items():
        for key in ("units", "clusters", "background"):
            layer = memory_layer("Point", [], name=f"{name} {key}")
            layer.setCustomProperty("opgavenkaart/key", key)
            QgsProject.instance().addMapLayer(layer, False)
            trees[name, key] = group.addLayer(layer)
    switch_off_earlier(groups["new"])
    off = [place for place, tree in trees.items() if not tree.itemVisibilityChecked()]
    assert off == [("old", "units"), ("old", "clusters")], "what lies under them stays on"
    part = memory_layer("Point", [])
    assert not is_result(part)
    part.setCustomProperty(newest.PART, "result")
    assert is_result(part)
