"""Algorithms in tasks, as the docks run them."""

import shutil
import sys
import time

from opgavenkaart.processing.algorithms import models as models_module
from opgavenkaart.test.support.running import registered
from opgavenkaart.ui.models import Models
from opgavenkaart.ui.one_at_a_time import OneAtATime
from opgavenkaart.ui.task_runner import Run, running
from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QEventLoop, QTimer

SECONDS = 20


def ended(name: str, inputs: dict) -> Run:
    """Run an algorithm and return the run when its dock hears of it."""
    loop, heard = QEventLoop(), []
    run = Run(name, inputs, lambda run: (heard.append(run), loop.quit()))
    QTimer.singleShot(1000 * SECONDS, loop.quit)
    loop.exec()
    assert heard == [run]
    return run


def test_a_run_that_is_refused_before_it_begins_ends_with_the_reason(qgis_processing, qgis_new_project, tmp_path):
    """QGIS itself tells nobody of a task whose inputs it could not prepare."""
    QgsProject.instance().writeEntry("Opgavenkaart", "/content_nl", "{broken")
    with registered():
        run = ended("export_map", {"OUTPUT": str(tmp_path / "map.pdf")})
    assert not run.ok and not run.cancelled and run not in running
    (error,) = run.feedback.errors
    assert "JSON" in error and "Traceback" not in error
    assert not list(tmp_path.iterdir())


def test_a_fault_in_a_task_is_told_as_one_and_not_as_a_cancel(qgis_app, monkeypatch):
    told, loop, runs = [], QEventLoop(), OneAtATime()
    runs.failed.connect(lambda sentences: (told.extend(sentences), loop.quit()))
    runs.cancelled.connect(lambda: (told.append("cancelled"), loop.quit()))
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)  # QGIS's own says it in the window
    QTimer.singleShot(1000 * SECONDS, loop.quit)
    runs.read("A fault", lambda progress: 1 / 0, told.append)
    loop.exec()
    (sentence,) = told
    assert sentence.startswith("Failed without further details") and not runs.is_busy


def test_a_cancelled_task_is_told_as_such(qgis_app):
    told, loop, runs = [], QEventLoop(), OneAtATime()
    runs.failed.connect(lambda sentences: (told.extend(sentences), loop.quit()))
    runs.cancelled.connect(lambda: (told.append("cancelled"), loop.quit()))
    QTimer.singleShot(1000 * SECONDS, loop.quit)
    runs.read("A long one", until_cancelled, told.append)
    QTimer.singleShot(100, runs.cancel)
    loop.exec()
    assert told == ["cancelled"] and not runs.is_busy


def until_cancelled(progress):
    while True:
        progress.check()
        time.sleep(0.01)


def test_a_run_stands_in_the_history_of_processing_and_can_be_repeated(qgis_processing, qgis_new_project, tmp_path):
    """With its parameters, its command and what came of it; a run that is made by the way, such as a preview, does not."""
    history, inputs = QgsGui.historyProviderRegistry(), {"OUTPUT_FOLDER": str(tmp_path / "no" / "{x}"), "SEED": 7}
    history.clearHistory(Qgis.HistoryProviderBackend.LocalProfile, "processing")
    with registered():
        run = ended("create_demo_city", inputs)
        (entry,) = history.queryEntries(providerId="processing")
        details = entry.entry
        assert details["algorithm_id"] == "opgavenkaart:create_demo_city" and details["parameters"]["inputs"]["SEED"] == 7
        assert details["parameters"]["inputs"]["OUTPUT_FOLDER"] == inputs["OUTPUT_FOLDER"]
        assert details["python_command"].startswith('processing.run("opgavenkaart:create_demo_city"')
        assert details["process_command"].startswith("qgis_process run opgavenkaart:create_demo_city")
        assert details["results"]["CATALOGUE"] == run.results["CATALOGUE"]
        loop = QEventLoop()
        Run("create_demo_city", inputs, lambda run: loop.quit(), noted=False)
        QTimer.singleShot(1000 * SECONDS, loop.quit)
        loop.exec()
        assert len(history.queryEntries(providerId="processing")) == 1


def test_the_models_stand_in_the_toolbox_as_long_as_the_plugin_is_there(qgis_processing):
    registry, models = QgsApplication.processingRegistry(), Models()
    with registered():
        models.load()
        found = registry.providerById("opgavenkaart_models").algorithms()
        assert sorted(one.displayName() for one in found) == ["Een plaats voor elk kind", "Enveloppe voor kinderopvang"]
        assert all(one.canExecute()[0] for one in found)
        models.unload()
        assert registry.providerById("opgavenkaart_models") is None


def test_a_model_that_is_broken_is_told_in_the_log_and_the_others_are_there(qgis_processing, monkeypatch, tmp_path):
    for path in models_module.FOLDER.glob("*.model3"):
        shutil.copy(path, tmp_path)
    broken = tmp_path / "a_broken.model3"
    broken.write_text("<!DOCTYPE model>\n<Option", encoding="utf-8")
    monkeypatch.setattr(models_module, "FOLDER", tmp_path)
    heard, log = [], QgsApplication.messageLog()
    hear = lambda *said: heard.append(said)  # noqa: E731 - it is disconnected by name
    log.messageReceived.connect(hear)
    try:
        with registered():
            provider = models_module.ModelsProvider()
            provider.loadAlgorithms()
    finally:
        log.messageReceived.disconnect(hear)
    assert len(provider.algorithms()) == 2
    assert [said[:2] for said in heard] == [(f"The model '{broken}' cannot be read: install the plugin again.", "Opgavenkaart")]
