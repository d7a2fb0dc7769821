"""Algorithms in tasks, as the docks run them."""

from opgavenkaart.test.support.running import registered
from opgavenkaart.ui.task_runner import Run, running
from qgis.core import QgsProject
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
