"""What the benchmark of the challenge dock does inside QGIS."""

from functools import cache

from opgavenkaart.ui.settings import settings
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QEventLoop
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

kept = {}


@cache
def panel():
    """Return the dock's contents; looking for them takes a while in a window with so much in it."""
    return iface.mainWindow().findChild(QDockWidget, "OpgavenkaartChallengeDock").widget()


def open_dock(catalogue: str) -> None:
    """Show the dock on a catalogue."""
    settings.catalogue = catalogue
    iface.mainWindow().findChild(QDockWidget, "OpgavenkaartChallengeDock").toggleViewAction().trigger()
    while panel().reading:
        QTest.qWait(1)


def compute(challenge: str) -> None:
    """Open a challenge and start computing it."""
    panel().open(challenge)
    panel().compute()


def computed() -> bool:
    """Whether all is computed and drawn, and the clusters are known to be sure or not."""
    live = panel().live
    there = not panel().computer.is_busy and not live.is_adding and live.result is not None
    return there and live.result.certain is not None and not iface.mapCanvas().isDrawing()


def slide(steps: int) -> int:
    """Move a slider by so many steps, waiting each time until the map is asked to repaint; return for how many units."""
    slider = next(iter(panel().indicators.rows.values())).slider
    layer = panel().live.result.shown.layer
    for step in range(steps):
        waiting = QEventLoop()
        layer.repaintRequested.connect(waiting.quit)
        slider.setValue(slider.value() + (1 if step % 2 else -1))
        waiting.exec()
        layer.repaintRequested.disconnect(waiting.quit)
    return layer.featureCount()


def memory_layer() -> None:
    """Copy the units into memory, for the peer."""
    kept["layer"] = panel().live.result.shown.layer.materialize(request())


def request():
    from qgis.core import QgsFeatureRequest

    return QgsFeatureRequest()


def write(steps: int) -> int:
    """Do the same by writing each unit's index to a layer in memory; return for how many units."""
    layer: QgsVectorLayer = kept["layer"]
    result, challenge = panel().live.result, panel().session.challenge
    field, ids = layer.fields().lookupField("challenge_index"), [feature.id() for feature in layer.getFeatures()]
    for _ in range(steps):
        index, _missing = result.preview.index(challenge)
        layer.dataProvider().changeAttributeValues({id: {field: value} for id, value in zip(ids, index.tolist(), strict=True)})
        layer.triggerRepaint()
    return layer.featureCount()
