"""A result goes into the project that asked for it, or waits: never unasked into one that was opened meanwhile."""

import pytest
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.small_window import WARNING
from opgavenkaart.ui import asking_project, message_bar
from opgavenkaart.ui.asking_project import ProjectCount, go_on
from opgavenkaart.ui.layer_opening import open_layers, put_layers
from opgavenkaart.ui.message_bar import why
from opgavenkaart.ui.one_at_a_time import OneAtATime
from opgavenkaart.ui.result_places import own_group
from opgavenkaart.ui.task_runner import Work, running
from opgavenkaart.ui.waiting_results import WaitingResults, wait_for_project
from qgis.core import QgsProject
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton


@pytest.fixture
def counting(small, qgis_new_project):
    """The window's part that counts projects."""
    parts = [ProjectCount(), WaitingResults(small)]
    for part in parts:
        part.load()
    yield small.canvas
    for part in parts:
        part.unload()


def ended(*what):
    """Wait until nothing runs and something stands in one of the lists."""
    for _ in range(200):
        if any(what) and not running:
            break
        QTest.qWait(5)


def put(canvas, ask):
    """Let a dock read something in a task and put a layer into the project; return whether it was, and what was told."""
    told = []
    WaitingResults.messages.clear()

    def read(work):
        open_layers(
            lambda progress: [memory_layer("Point", [], name="Result")],
            lambda layers: put_layers(canvas, own_group(), layers),
            lambda nothing: told.append("put"),
            lambda work: told.extend(why(work.error)),
        )

    ask(read)
    ended(told, WaitingResults.messages)
    return told, [layer.name() for layer in QgsProject.instance().mapLayers().values()]


def test_a_result_comes_into_the_project_that_asked_for_it(counting):
    assert put(counting, lambda read: Work("Reading", lambda progress: None, read)) == (["put"], ["Result"])


def close_while_it_runs(read):
    """Closed while the first of two tasks ran: the second one, which that begins, still belongs to the project that asked."""
    Work("Reading", lambda progress: None, read)
    QgsProject.instance().clear()


def press(small, title):
    """Press a button of the message."""
    (item,) = small.bar.items()
    next(button for button in item.findChildren(QPushButton) if button.text() == title).click()


def test_a_result_of_a_closed_project_goes_into_no_other_one_unasked(counting, small):
    told, layers = put(counting, close_while_it_runs)
    assert (told, layers) == ([], [])
    ((level, text),) = small.notices()
    assert level == WARNING and "The project was closed: its result waits here (Result)." in text
    press(small, "Add here")
    ended(told)
    assert told == ["put"] and [one.name() for one in QgsProject.instance().mapLayers().values()] == ["Result"]
    assert small.notices() == []
    now = put(counting, lambda read: Work("Reading", lambda progress: None, read))
    assert now == (["put"], ["Result"] * 2), "what is asked now comes here"


def test_a_result_waits_for_the_project_that_asked_and_goes_into_that(counting, small, tmp_path, monkeypatch):
    """Its file is known though the one that is read already has its own name when the other is closed."""
    mine, other = str(tmp_path / "mine.qgz"), str(tmp_path / "other.qgz")
    project, asked = QgsProject.instance(), []
    project.write(other)
    project.clear()
    project.write(mine)
    monkeypatch.setattr(small, "newProject", lambda ask: asked.append(ask), raising=False)
    monkeypatch.setattr(small, "addProject", lambda path: asked.append(path), raising=False)
    told, layers = put(counting, lambda read: (Work("Reading", lambda progress: None, read), project.read(other)))
    assert (told, layers) == ([], [])
    press(small, "Open in 'mine'")
    assert asked == [True] and told == [] and len(small.notices()) == 1, "the user stayed in the other one: it waits on"
    monkeypatch.setattr(small, "newProject", lambda ask: project.clear())
    monkeypatch.setattr(small, "addProject", project.read)
    press(small, "Open in 'mine'")
    ended(told)
    assert told == ["put"] and project.fileName() == mine and small.notices() == []
    assert [one.name() for one in project.mapLayers().values()] == ["Result"]


def test_a_dock_whose_result_waits_is_free_and_stays_busy_with_what_it_does_then(counting, small):
    runs, heard = OneAtATime(), []
    runs.failed.connect(heard.append)
    runs.open(lambda progress: [memory_layer("Point", [])], lambda layers: put_layers(counting, own_group(), layers), heard.append)
    QgsProject.instance().clear()
    ended(heard)
    assert not runs.is_busy and heard == [[]] and not QgsProject.instance().mapLayers()
    message_bar.fail_with(small.bar, heard.pop())
    assert len(small.notices()) == 1, "it is told once"
    runs.current = another = object()
    press(small, "Add here")
    ended(heard)
    assert heard == [None] and runs.current is another and len(QgsProject.instance().mapLayers()) == 1


def test_messages_of_what_waits_go_with_the_plugin(small, qgis_new_project):
    part = WaitingResults(small)
    part.load()
    wait_for_project(-1, list("abcd"), list)
    assert "(a, b, c, ...)" in small.notices()[0][1]
    part.unload()
    assert small.notices() == []
    wait_for_project(-1, ["a"], list)
    assert small.notices() == []


def test_what_goes_on_belongs_to_the_project_that_began_it(counting):
    before, seen = asking_project.asking_project(), []
    QgsProject.instance().clear()
    go_on(before, lambda: seen.append((asking_project.asking_project(), asking_project.is_open(before))))
    assert seen == [(before, False)] and asking_project.asking_project() == before + 1
