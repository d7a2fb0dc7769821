"""A result goes into the project that asked for it, or into none: never into one that was opened meanwhile."""

import pytest
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.ui import asking_project
from opgavenkaart.ui.asking_project import ProjectCount, go_on
from opgavenkaart.ui.layer_opening import open_layers, put_layers
from opgavenkaart.ui.message_bar import why
from opgavenkaart.ui.one_at_a_time import OneAtATime
from opgavenkaart.ui.result_places import own_group
from opgavenkaart.ui.task_runner import Work, running
from qgis.core import QgsProject
from qgis.PyQt.QtTest import QTest


@pytest.fixture
def counting(small, qgis_new_project):
    """The window's part that counts projects."""
    part = ProjectCount()
    part.load()
    yield small.canvas
    part.unload()


def ended(what):
    while running or not what:
        QTest.qWait(5)


def put(canvas, ask):
    """Let a dock read something in a task and put a layer into the project; return whether it was, and what was told."""
    told = []

    def read(work):
        open_layers(
            lambda progress: [memory_layer("Point", [], name="Result")],
            lambda layers: put_layers(canvas, own_group(), layers),
            lambda nothing: told.append("put"),
            lambda work: told.append(*why(work.error)),
        )

    ask(read)
    ended(told)
    return told, [layer.name() for layer in QgsProject.instance().mapLayers().values()]


def test_a_result_comes_into_the_project_that_asked_for_it(counting):
    assert put(counting, lambda read: Work("Reading", lambda progress: None, read)) == (["put"], ["Result"])


def test_a_result_does_not_come_into_a_project_that_was_opened_meanwhile(counting):
    """Closed while the first of two tasks ran: the second one, which that begins, still belongs to the project that asked."""

    def ask(read):
        Work("Reading", lambda progress: None, read)
        QgsProject.instance().clear()

    told, layers = put(counting, ask)
    assert layers == [] and told[0].startswith("The project that asked for this was closed meanwhile: its layers were not put into")
    assert put(counting, lambda read: Work("Reading", lambda progress: None, read)) == (["put"], ["Result"]), "what is asked now comes here"


def test_a_dock_that_put_nothing_is_free_again(counting):
    runs, heard = OneAtATime(), []
    runs.failed.connect(heard.append)
    runs.open(lambda progress: [memory_layer("Point", [])], lambda layers: put_layers(counting, own_group(), layers), heard.append)
    QgsProject.instance().clear()
    ended(heard)
    assert not runs.is_busy and "was closed meanwhile" in heard[0][0] and not QgsProject.instance().mapLayers()


def test_what_goes_on_belongs_to_the_project_that_began_it(counting):
    before, seen = asking_project.asking_project(), []
    QgsProject.instance().clear()
    go_on(before, lambda: seen.append((asking_project.asking_project(), asking_project.is_open(before))))
    assert seen == [(before, False)] and asking_project.asking_project() == before + 1
