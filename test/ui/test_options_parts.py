"""The page of the options, what it forgets, and what runs behind the window: without a QGIS around it."""

import gc
import os
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from opgavenkaart.processing.model.catalogue import Catalogue, write_catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.text import Text
from opgavenkaart.test.support.layers import memory_layer, record
from opgavenkaart.test.support.small_window import let_go
from opgavenkaart.ui import file_dialogs, forgetting, result_places, settings_page, task_runner, tidying
from opgavenkaart.ui.accessibility import LEAST_LINES, FittedScrollArea, Scrolled, give_name
from opgavenkaart.ui.cooperative_work import run_in_turns
from opgavenkaart.ui.docks import MENU
from opgavenkaart.ui.forget_entry import ForgetEntry
from opgavenkaart.ui.forgetting import ForgetDialog, ForgettablePart, catalogue_title, layers_title, parts_kept, remove_parts
from opgavenkaart.ui.garbage import watch
from opgavenkaart.ui.layer_opening import put_layers
from opgavenkaart.ui.map_tips import map_tip
from opgavenkaart.ui.planning import pins
from opgavenkaart.ui.project_files import describe_layer, fold_entry
from opgavenkaart.ui.result_places import STAMPED, files_of, new_place, own_group, own_group_if_any, place_of
from opgavenkaart.ui.settings import settings
from opgavenkaart.ui.settings_checks import wrong_address, wrong_catalogue, wrong_house_style, wrong_store
from opgavenkaart.ui.settings_page import SettingsPage
from opgavenkaart.ui.task_runner import Feedback, Run, RunningTasks, Work, running
from qgis.core import QgsPalLayerSettings, QgsProject, QgsTask, QgsVectorLayerSimpleLabeling
from qgis.gui import QgsFileWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QSize, QStandardPaths, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton, QTabWidget, QToolButton, QVBoxLayout, QWidget

PLACE = "2026-01-01_08-00-00-000001"


def wait_until(holds):
    for _ in range(2000):
        if holds():
            return
        QTest.qWait(5)
    raise AssertionError("it did not come")


# ---- the page of the options


@pytest.fixture
def page(small, chosen):
    settings.catalogues, settings.store, settings.city, settings.geocoder = ["/a.json", "/b.json"], "/store", "44021", "https://geo.be"
    found = SettingsPage()
    yield found
    let_go(found)


def test_the_page_shows_what_was_chosen_and_keeps_what_is_changed(page):
    assert [page.catalogues.item(row).text() for row in range(2)] == ["/a.json", "/b.json"] and page.objectName() == "OpgavenkaartOptions"
    assert (page.store.text(), page.city.nis(), page.geocoder.text()) == ("/store", "44021", "https://geo.be")
    assert page.language.currentData() == ""
    assert page.isValid() and page.wrong.isHidden() and page.helpKey() == ""
    page.store.setText("  ")
    page.city.setText("Antwerpen")
    page.language.setCurrentIndex(page.language.findData("nl"))
    page.theme.setFilePath("/house.json")
    page.geocoder.setText(" https://other.be ")
    page.catalogues.addItem("/a.json")
    page.apply()
    assert (settings.store, settings.city, settings.language, settings.theme) == ("", "11002", "nl", "/house.json")
    assert settings.geocoder == "https://other.be" and settings.catalogues == ["/a.json", "/b.json"], "each once"


def test_catalogues_are_added_and_taken_off(page, monkeypatch):
    add, remove = (next(one for one in page.findChildren(QPushButton) if one.text() == text) for text in ("Add", "Remove"))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *asked: (["/c.json", "/d.json"], ""))
    add.click()
    assert page._listed() == ["/a.json", "/b.json", "/c.json", "/d.json"] and not remove.isEnabled()
    page.catalogues.setCurrentRow(0)
    assert remove.isEnabled()
    remove.click()
    assert page._listed() == ["/b.json", "/c.json", "/d.json"]
    while page.catalogues.count():
        remove.click()
    assert not remove.isEnabled()


def test_what_cannot_be_is_said_above_and_gone_to(page, tmp_path):
    page.catalogues.addItem(str(tmp_path / "gone.json"))
    page.store.setText(str(tmp_path / "no store"))
    page.geocoder.setText("geo.be")
    page.city.setText("Gemt")
    found = page.complaints()
    assert [field for field, _ in found] == [page.catalogues, page.store, page.geocoder, page.city] and all(reason for _, reason in found)
    assert not page.isValid() and not page.wrong.isHidden()
    assert page.reasons.text() == "\n".join(reason for _, reason in found) == page.reasons.accessibleName()
    assert "'geo.be' is not a valid service address" in page.reasons.text() and "Did you mean 'Gent'?" in page.reasons.text()
    for field in (page.store, page.geocoder, page.city):
        field.setText("")
    page.catalogues.takeItem(2)
    assert page.isValid() and page.wrong.isHidden() and page.reasons.text() == ""


def test_each_field_has_its_own_check(chosen, tmp_path):
    good = tmp_path / "good.json"
    write_catalogue(good, Catalogue(title=Text("Goed", "Good"), own={"x": record("csv", "x.csv", id="x")}))
    assert wrong_catalogue(str(good)) == "" and settings.titles[str(good)] == {"nl": "Goed", "en": "Good"}
    assert "gone.json" in wrong_catalogue(str(tmp_path / "gone.json"))
    assert wrong_store("") == "" and "There is no store in" in wrong_store(str(tmp_path)) and wrong_store(str(tmp_path / "none")) != ""
    assert wrong_house_style("") == "" and wrong_house_style(str(good)) != ""
    for text, is_wrong in (("", False), ("https://geo.be/x", False), ("http://geo.be", False), ("ftp://geo.be", True), ("https://", True)):
        assert bool(wrong_address(text)) is is_wrong, text


# ---- what is forgotten


@pytest.fixture
def profile(chosen, monkeypatch, tmp_path):
    """A profile with two results, of which one has two files, a demo city and two catalogues, one of them broken."""
    for module in (forgetting, result_places):
        monkeypatch.setattr(module, "QgsApplication", SimpleNamespace(qgisSettingsDirPath=lambda: str(tmp_path)))
    folder = tmp_path / "opgavenkaart"
    (folder / "layers").mkdir(parents=True)
    (folder / "demo_city").mkdir()
    (folder / "layers" / f"{PLACE}.gpkg").write_bytes(bytes(1_000_000))
    (folder / "layers" / f"{PLACE}_clusters.gpkg").write_bytes(bytes(200_000))
    (folder / "layers" / "2026-01-02_08-00-00-000001.gpkg").write_bytes(bytes(300_000))
    (folder / "demo_city" / "city.gpkg").write_bytes(bytes(500_000))
    write_catalogue(folder / "own_catalogue.json", Catalogue(title=Text("x", "x"), own={"x": record("csv", "x.csv", id="x")}))
    (folder / "broken.json").write_text("{broken")
    return folder


def test_what_the_plugin_keeps_is_listed_with_its_size(profile, qgis_new_project):
    parts = parts_kept()
    assert [part.title.split("\n")[0] for part in parts] == [
        "Settings: lists of catalogues and maps, favourites, municipality, store, house style",
        "2 loaded or computed results (1.5 MB)",
        "Demo city and other files that Opgavenkaart made (0.5 MB)",
        "Own catalogue, which cannot be read:",
        "Own catalogue with 1 layer:",
    ]
    assert [part.is_work for part in parts] == [False, False, False, True, True]
    assert [len(part.paths) for part in parts] == [0, 1, 1, 1, 1] and parts[4].title.endswith(str(profile / "own_catalogue.json"))
    assert layers_title(1, profile / "layers") == "1 loaded or computed result (1.5 MB)"
    assert catalogue_title(profile / "broken.json").endswith("broken.json")


def test_of_results_that_the_open_project_shows_it_is_said(profile, qgis_new_project, monkeypatch):
    monkeypatch.setattr(forgetting, "shown_places", lambda: {"a", "b"})
    assert layers_title(2, profile / "layers") == "2 loaded or computed results (1.5 MB), of which the open project shows 2"


def test_a_profile_without_anything_has_settings_alone(chosen, monkeypatch, tmp_path, qgis_new_project):
    for module in (forgetting, result_places):
        monkeypatch.setattr(module, "QgsApplication", SimpleNamespace(qgisSettingsDirPath=lambda: str(tmp_path)))
    assert len(parts_kept()) == 1 and remove_parts([]) == []


def test_own_work_goes_only_where_somebody_ticks_it(small, profile):
    dialog = ForgetDialog(small.window, "Now.")
    ticked = [box.isChecked() for box, _ in dialog.boxes]
    assert ticked == [True, True, True, False, False] and len(dialog.chosen()) == 3
    assert dialog.boxes[1][0].toolTip() == str(profile / "layers") and dialog.boxes[0][0].toolTip() == ""
    settings.city = "44021"
    assert remove_parts(dialog.chosen()) == [] and settings.city == ""
    assert sorted(path.name for path in profile.iterdir()) == ["broken.json", "own_catalogue.json"]
    dialog.boxes[3][0].setChecked(True)
    dialog.boxes[4][0].setChecked(True)
    assert remove_parts([part for part in dialog.chosen() if part.is_work]) == [] and not profile.exists(), "the folder goes with the last"
    let_go(dialog)


def test_what_is_marked_goes_on_ok(page, profile, monkeypatch):
    answers = iter([ForgetDialog.DialogCode.Rejected, ForgetDialog.DialogCode.Accepted])
    monkeypatch.setattr(ForgetDialog, "exec", lambda self: next(answers))
    assert page.forget.text() == "Forget everything..." and page.forgotten.text().startswith("Before uninstalling")
    page.forget.click()
    assert page.going == []
    page.forget.click()
    assert len(page.going) == 3 and page.forget.text() == "Keep everything"
    assert page.forgotten.text().startswith("OK removes from your profile:\n\u2022 Settings: ")
    assert page.forgotten.text().count("\u2022") == 3
    page.forget.click()
    assert page.going == [] and page.forget.text() == "Forget everything..."
    page.mark(parts_kept()[1:2])
    page.city.setText("Antwerpen")
    page.apply()
    assert not (profile / "layers").exists() and settings.city == "11002" and page.going == []
    page.mark(parts_kept()[:1])
    page.apply()
    assert settings.city == "", "with the settings all goes, also what stands on the page"
    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *words: told.append(words[2]))
    monkeypatch.setattr(settings_page, "remove_parts", lambda parts: [Path("/held.gpkg")])
    page.forget_marked()
    assert told == ["Another program uses these files, so they are still there. Close it and remove them: /held.gpkg."]
    assert ForgettablePart("x").remove() == []


# ---- files and folders


def test_results_lie_in_places_with_a_stamp(profile, qgis_new_project):
    place = new_place()
    assert place.parent == profile / "layers" and STAMPED.fullmatch(place.name) and not place.exists()
    assert place_of(f"{profile / 'layers' / PLACE}_clusters.gpkg|layername=x") == profile / "layers" / PLACE
    assert place_of(f"{profile / 'layers'}/own.gpkg") is None and place_of("/elsewhere/" + PLACE) is None
    found = files_of(profile / "layers")
    assert {one.name: len(files) for one, files in found.items()} == {PLACE: 2, "2026-01-02_08-00-00-000001": 1}
    assert files_of(profile / "none") == {} and own_group_if_any() is None
    QgsProject.instance().layerTreeRoot().addGroup("Other")
    group = own_group()
    assert own_group() == group == own_group_if_any() and QgsProject.instance().layerTreeRoot().children()[0] == group


def test_the_menu_removes_what_the_plugin_keeps(small, chosen, monkeypatch, tmp_path):
    monkeypatch.setattr(forgetting, "profile_folder", lambda: tmp_path)
    monkeypatch.setattr(forgetting, "layers_folder", lambda: tmp_path / "layers")
    (tmp_path / "own.json").write_text("{}")
    (tmp_path / "demo_city").mkdir()
    settings.city = "44021"
    entry = ForgetEntry(small)
    entry.load()
    (action,) = small.menus[MENU].actions()
    assert action.text() == "Remove what the plugin keeps..."
    answers = iter([ForgetDialog.DialogCode.Rejected, ForgetDialog.DialogCode.Accepted])
    monkeypatch.setattr(ForgetDialog, "exec", lambda self: next(answers))
    action.trigger()
    assert settings.city == "44021" and (tmp_path / "demo_city").exists() and small.notices() == [], "nothing goes without OK"
    action.trigger()
    assert settings.city == "" and not (tmp_path / "demo_city").exists()
    assert (tmp_path / "own.json").exists(), "own work stays unless it is ticked"
    assert small.notices()[0][1].endswith("or go on with it as it was at first.")
    entry.unload()
    assert small.menus[MENU].actions() == []


def test_a_file_to_write_and_a_new_folder_are_asked_for(chosen, monkeypatch, tmp_path):
    asked = []

    def answer(self):
        asked.append((self.windowTitle(), self.acceptMode(), self.fileMode(), self.defaultSuffix(), self.nameFilters()))
        return answers.pop(0)

    answers, chosen.folder = [1, 0], ""
    monkeypatch.setattr(QFileDialog, "exec", answer)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda self: [f"{tmp_path}/x.pdf"])
    assert file_dialogs.ask_file(None, "Print", "", "PDF (*.pdf)", ".pdf") == f"{tmp_path}/x.pdf"
    assert chosen.folder == str(tmp_path), "the next dialog begins there"
    chosen.folder = ""
    assert file_dialogs.ask_file(None, "Print", "", "PDF (*.pdf)", ".pdf") == ""
    assert asked[0] == ("Print", QFileDialog.AcceptMode.AcceptSave, QFileDialog.FileMode.AnyFile, "pdf", ["PDF (*.pdf)"])
    documents = [str(tmp_path / "papers"), str(tmp_path / "gone"), str(tmp_path / "gone")]
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda kind: documents.pop(0))
    (tmp_path / "papers").mkdir()
    given = iter([str(tmp_path), ""])
    begun = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *what: begun.append(what[2]) or next(given))
    folder = file_dialogs.ask_new_folder(None, "Folder", "heat")
    assert (
        Path(folder).parent == tmp_path
        and Path(folder).name.startswith("heat-20")
        and file_dialogs.ask_new_folder(None, "Folder", "x") == ""
    )
    assert begun == [str(tmp_path / "papers"), str(tmp_path)] and chosen.folder == str(tmp_path)
    chosen.folder = str(tmp_path / "stick")
    assert file_dialogs.folder_to_begin() == str(Path.home()), "what is gone is not asked for"


# ---- layers that come into the project


def test_layers_come_one_by_one_and_the_map_is_drawn_when_all_are_there(small, qgis_new_project):
    group = QgsProject.instance().layerTreeRoot().addGroup("G")
    first = memory_layer("Point", [], name="there")
    QgsProject.instance().addMapLayer(first, False)
    group.addLayer(first)
    layers = [memory_layer("Point", [], name=name) for name in ("a", "b")]
    steps = put_layers(small.canvas, group, layers, 1)
    next(steps)
    assert small.canvas.isFrozen() and len(QgsProject.instance().mapLayers()) == 1
    for _ in steps:
        pass
    assert [tree.name() for tree in group.findLayers()] == ["there", "a", "b"] and not small.canvas.isFrozen()
    other = QgsProject.instance().layerTreeRoot().addGroup("H")
    for turns in (1, 2):
        steps = put_layers(small.canvas, other, [memory_layer("Point", [])])
        for _ in range(turns):
            next(steps)
        QgsProject.instance().layerTreeRoot().removeChildNode(other)
        assert sip.isdeleted(other) and list(steps) == [] and not small.canvas.isFrozen(), "the group went meanwhile"
        other = QgsProject.instance().layerTreeRoot().addGroup("H")


def test_an_entry_is_folded_and_a_layer_gets_a_tip(qgis_app, qgis_new_project):
    layer = memory_layer("Point", [], "a:integer", name="Trees")
    assert not fold_entry(layer, True).isExpanded() and fold_entry(layer, True).itemVisibilityChecked()
    assert not fold_entry(layer, False).itemVisibilityChecked()
    assert describe_layer(layer, True) is layer and layer.mapTipTemplate() == map_tip(layer)
    layer.setMapTipTemplate("own")
    layer.setLabeling(QgsVectorLayerSimpleLabeling(QgsPalLayerSettings()))
    layer.setLabelsEnabled(True)
    renderer = layer.renderer()
    describe_layer(layer, True)
    assert layer.mapTipTemplate() == "own" and layer.renderer() is renderer and layer.labelsEnabled()
    describe_layer(layer, False)
    assert layer.renderer() is not renderer and not layer.labelsEnabled()
    table = memory_layer("None", [], "a:integer")
    describe_layer(table, False)
    assert table.renderer() is None


# ---- a keyboard and little room


def test_what_gets_the_focus_is_brought_into_sight(qgis_app):
    area, inside = Scrolled(), QWidget()
    column = QVBoxLayout(inside)
    buttons = [QPushButton(str(number)) for number in range(60)]
    for button in buttons:
        column.addWidget(button)
    area.setWidget(inside)
    area.resize(200, 200)
    area.show()
    bar = area.verticalScrollBar()
    area._follow(None, buttons[-1])
    assert bar.value() > bar.maximum() / 2
    place = bar.value()
    area._follow(None, None)
    assert bar.value() == place
    asked = []
    area.ensureWidgetVisible = asked.append
    elsewhere = QPushButton()
    area._follow(None, elsewhere)
    area._follow(None, buttons[3])
    Scrolled()._follow(None, elsewhere)
    assert asked == [buttons[3]]
    let_go(area)


@pytest.mark.parametrize("make", [Scrolled, lambda: FittedScrollArea(QWidget())])
def test_what_scrolls_is_drawn_anew_and_not_moved_as_it_is(qgis_app, make):
    """Qt moves on the screen what fills its own ground: under a theme with a transparent ground that leaves traces."""
    area, inside = make(), QWidget(autoFillBackground=True)
    area.setWidget(inside)
    assert area.widget() is inside and not inside.autoFillBackground()


def test_a_fitted_part_takes_the_room_there_is_and_scrolls_below_its_least(qgis_app):
    inside = QWidget()
    column = QVBoxLayout(inside)
    label = QLabel("x", wordWrap=True)
    label.setMinimumHeight(300)
    column.addWidget(label)
    area = FittedScrollArea(inside)
    assert area.sizeHint() == inside.sizeHint() and area.minimumSizeHint().height() == LEAST_LINES * area.fontMetrics().lineSpacing()
    bar = area.verticalScrollBar().sizeHint().width()
    assert area.minimumSizeHint().width() == inside.minimumSizeHint().width() + bar and LEAST_LINES == 8
    area.resize(200, 600)
    area.show()
    assert inside.size() == QSize(area.viewport().width(), area.viewport().height())
    area.resize(200, 100)
    assert inside.height() >= 300 and inside.height() > area.viewport().height()
    label.setMinimumHeight(500)
    QTest.qWait(20)
    assert inside.height() >= 500, "it hears of what needs more room"
    let_go(area)


def test_names_reach_the_parts_that_take_the_focus(qgis_app):
    file, tabs = QgsFileWidget(), QTabWidget()
    give_name(file, "House style")
    give_name(tabs, "Planning")
    assert file.accessibleName() == file.lineEdit().accessibleName() == "House style"
    assert {button.accessibleName() for button in file.findChildren(QToolButton)} == {"Choose a file: House style"}
    assert tabs.accessibleName() == tabs.tabBar().accessibleName() == "Planning"


# ---- what runs


def test_work_is_done_in_small_turns(qgis_app):
    done, told = [], []

    def steps():
        for number in range(3):
            told.append(number)
            yield
        return "all"

    run_in_turns(steps(), done.append)
    assert told == []
    wait_until(lambda: done)
    assert told == [0, 1, 2] and done == ["all"]


def test_while_something_runs_python_lets_the_window_go_on(qgis_app):
    usual = sys.getswitchinterval()
    wait_until(lambda: not running)
    one, two = object(), object()
    task_runner._begin(one)
    assert sys.getswitchinterval() == pytest.approx(0.0005) and not gc.isenabled()
    task_runner._begin(two)
    task_runner._end(one)
    assert sys.getswitchinterval() == pytest.approx(0.0005) and running == {two} and not watch.calm.isActive()
    task_runner._end(two)
    assert sys.getswitchinterval() == pytest.approx(usual) and not gc.isenabled() and watch.calm.isActive(), "a while longer"
    watch.calm.timeout.emit()
    assert gc.isenabled()
    task_runner._end(two)


class Circle:
    """As a window that nothing but itself refers to: it notes in which thread it ends."""

    ended: ClassVar[set[int]] = set()

    def __init__(self):
        self.itself = self

    def __del__(self):
        self.ended.add(threading.get_ident())


def test_what_a_window_leaves_in_a_circle_ends_in_the_thread_of_the_window(qgis_app):
    """A task makes so many objects that Python would look for garbage in its thread."""
    Circle.ended.clear()
    done = []

    def make(progress):
        for _ in range(40):
            kept = [[] for _ in range(5000)]
            time.sleep(0.005)
        return len(kept)

    work = Work("Many objects", make, done.append)
    while not done:
        Circle()
        QTest.qWait(1)
    watch.look()
    assert work.value == 5000 and Circle.ended == {threading.get_ident()}


def test_a_thread_of_pythons_own_counts_until_it_ends(qgis_app):
    watch.stop()
    going = threading.Event()
    thread = threading.Thread(target=going.wait, daemon=True)
    watch.watch_thread(thread)
    watch.look()
    assert thread in watch.at_work and not gc.isenabled()
    going.set()
    thread.join()
    watch.look()
    assert thread not in watch.at_work and watch.calm.isActive()
    watch.stop()
    assert gc.isenabled()


def test_feedback_keeps_what_is_said(qgis_app):
    feedback = Feedback()
    feedback.pushInfo("i")
    feedback.pushWarning("w")
    feedback.reportError("e")
    assert (feedback.infos, feedback.warnings, feedback.errors) == (["i"], ["w"], ["e"])


def test_a_function_in_a_task_gives_a_value_or_an_error(qgis_app):
    ended = []

    def told(work):
        ended.append((work.ok, work.value, work.error and work.error.sentence(), work.cancelled, work in running))

    def fail(progress):
        raise OpgaveError("It {failed}.", failed="failed")

    def forever(progress):
        while True:
            progress.check()

    first = Work("x", lambda progress: 7, told)
    assert first.task.canCancel() and QgsTask.Flag.CanCancel | QgsTask.Flag.Silent == task_runner.FLAGS
    wait_until(lambda: len(ended) == 1)
    first.cancel()
    Work("x", fail, told)
    wait_until(lambda: len(ended) == 2)
    Work("x", forever, told).cancel()
    wait_until(lambda: len(ended) == 3)
    Work("x", forever, told).leave()
    wait_until(lambda: not running)
    assert ended == [
        (True, 7, None, False, False),
        (False, None, "It failed.", False, False),
        (False, None, None, True, False),
    ], "whoever leaves hears nothing"


def test_a_run_tells_how_far_it_is(qgis_app, monkeypatch):
    told = []
    run = Run.__new__(Run)
    run.told, run.task, run.feedback = lambda *what: told.append(what), SimpleNamespace(progress=lambda: 40.0), Feedback()
    run._look()
    run.feedback.pushInfo("First")
    run.feedback.pushInfo("Second")
    run._look()
    run.told = None
    run._look()
    assert told == [(40.0, ""), (40.0, "Second")]


def test_what_still_runs_ends_with_the_plugin(qgis_app):
    heard = []

    def forever(progress):
        while True:
            progress.check()

    Work("x", forever, heard.append)
    RunningTasks().unload()
    assert not running and heard == [] and task_runner.PATIENCE == 3.0


def test_the_plugin_waits_a_while_for_what_ends_slowly(qgis_app, monkeypatch):
    class Slow:
        def leave(self):
            QTimer.singleShot(60, lambda: running.discard(self))

    class Deaf:
        def leave(self):
            pass

    running.add(Slow())
    RunningTasks().unload()
    assert not running
    deaf = Deaf()
    running.add(deaf)
    monkeypatch.setattr(task_runner, "PATIENCE", 0.05)
    RunningTasks().unload()
    assert running == {deaf}, "it is left behind"
    running.discard(deaf)


def test_old_results_are_cleared_a_moment_after_the_start(chosen, monkeypatch, tmp_path, qgis_new_project):
    cleared = []
    monkeypatch.setattr(tidying, "clear_old", lambda folder, in_use, now: cleared.append((folder, in_use)))
    monkeypatch.setattr(tidying, "layers_folder", lambda: tmp_path)
    monkeypatch.setattr(result_places, "layers_folder", lambda: tmp_path)
    settings.bundles = [str(tmp_path / PLACE / "manifest.json"), "/elsewhere/manifest.json"]
    part = tidying.Tidying()
    part.load()
    assert part.soon.isActive() and part.soon.isSingleShot() and part.soon.interval() == 10_000
    part.soon.timeout.emit()
    wait_until(lambda: cleared)
    ((folder, in_use),) = cleared
    assert folder == tmp_path and tmp_path / PLACE in in_use
    part.unload()
    assert not part.soon.isActive()


def test_a_result_is_as_old_as_the_newest_of_its_files(qgis_app, tmp_path):
    """31 days and 29 days old together are 29 days old."""
    now, day = 2_000_000_000.0, 86_400
    for name, days in ((f"{PLACE}.gpkg", 31), (f"{PLACE}_clusters.gpkg", 29), ("2026-01-02_08-00-00-000001.gpkg", 30)):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (now - days * day,) * 2)
    assert tidying.clear_old(tmp_path, (), now) == ["2026-01-02_08-00-00-000001"], "thirty days to the second are over"
    assert tidying.clear_old(tmp_path, (), now + day - 1) == [] and tidying.clear_old(tmp_path, (), now + day) == [PLACE]
    assert list(tmp_path.iterdir()) == [] and tidying.last_change([tmp_path / "gone"]) == float("inf")


def test_pins_are_told_apart_by_shape_fill_and_edge():
    fills = {status: (look["color"], look["outline_color"]) for status, look in pins.LOOKS.items()}
    assert len(set(fills.values())) == 4 and all(fill != edge for status, (fill, edge) in fills.items() if status != "forbidden")
    assert len({look["name"] for look in pins.LOOKS.values()}) == 4 and set(pins.STATUS_TEXTS) == set(pins.LOOKS)
