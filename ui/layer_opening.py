"""Layers opened and styled in a task, then put into the open project a turn at a time: the window answers meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

from qgis.core import QgsLayerTreeGroup, QgsLayerTreeLayer, QgsMapLayer, QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication

from ..processing.cartography.project_layers import OPENING
from ..processing.model.progress import Progress
from ..processing.texts.language import tr
from .asking_project import ProjectClosed, is_open
from .cooperative_work import run_in_turns
from .task_runner import Work
from .waiting_results import wait_for_project


def open_layers(
    make: Callable[[Progress], list[QgsMapLayer]],
    putting: Callable[[list[QgsMapLayer]], Generator[None, None, object]],
    done: Callable[[object], None],
    failed: Callable[[Work], None] = lambda work: None,
) -> Work:
    """Open layers in a task, and put them into the project.

    Parameters
    ----------
    make : callable
        Called in another thread; returns the layers, which are the window's from then on.
    putting : callable
        Gets them in the window's thread, and returns a generator that puts them where they belong (`run_in_turns`, `put_layers`).
    done : callable
        Gets what the generator returns.
    failed : callable, optional
        Gets the work that made no layers, or layers of a project that was closed meanwhile: those wait for it, and go into no other
        one unasked. When they are put at last, ``done`` hears of it.
    """

    def made(progress: Progress) -> list[QgsMapLayer]:
        with OPENING:
            layers = make(progress)
        for layer in layers:
            layer.moveToThread(QCoreApplication.instance().thread())
        return layers

    def ended(work: Work) -> None:
        def put() -> None:
            run_in_turns(putting(work.value), done)

        if work.ok and not is_open(work.project):
            wait_for_project(work.project, [layer.name() for layer in work.value], put)
            work.ok, work.error = False, ProjectClosed("The project that asked for this was closed meanwhile.")
        if work.ok:
            put()
        else:
            failed(work)

    return Work(tr("Opening the layers"), made, ended)


def put_layers(
    canvas: QgsMapCanvas,
    group: QgsLayerTreeGroup,
    layers: Sequence[QgsMapLayer],
    place: int = 0,
    entry: Callable[[QgsMapLayer], QgsLayerTreeLayer] = QgsLayerTreeLayer,
) -> Generator[None, None, None]:
    """Put layers into a group of the open project, the first one on top; the map is drawn when all are there.

    Ends early where somebody closed the project meanwhile, or took the group away.
    """
    canvas.freeze(True)
    try:
        for number, layer in enumerate(layers):
            yield
            if sip.isdeleted(group):
                return
            QgsProject.instance().addMapLayer(layer, False)
            yield
            if sip.isdeleted(group):
                return
            group.insertChildNode(place + number, entry(layer))
            yield
    finally:
        canvas.freeze(False)
        canvas.refresh()
