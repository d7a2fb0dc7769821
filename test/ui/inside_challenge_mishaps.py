"""What the tests of mishaps around the challenge dock do inside QGIS."""

from opgavenkaart.test.ui.inside_challenge import *  # noqa: F403 - all that a user does in this dock
from opgavenkaart.test.ui.inside_challenge import panel
from opgavenkaart.ui.settings import settings
from qgis.core import QgsProject, QgsSingleSymbolRenderer, QgsSymbol
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtTest import QTest
from qgis.utils import iface


def own_looks(colour: str) -> None:
    """Draw the units in one colour, as a user does in the layer's properties."""
    layer = panel().live.result.shown.layer
    symbol = QgsSymbol.defaultSymbol(layer.geometryType())
    symbol.setColor(QColor(colour))
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.triggerRepaint()


def looks_live() -> bool:
    from opgavenkaart.processing.cartography.live_index import is_live

    return is_live(panel().live.result.shown.layer)


def take_away_units() -> None:
    QgsProject.instance().removeMapLayer(panel().live.result.shown.units)
    QTest.qWait(50)


def new_project() -> None:
    iface.newProject()
    QTest.qWait(50)


def use_catalogue(path: str) -> str:
    """Choose another catalogue; return the dock's note once it has read it."""
    settings.catalogue = path
    while panel().reading:
        QTest.qWait(5)
    QTest.qWait(50)
    return panel().note.text()
