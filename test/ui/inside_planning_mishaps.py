"""What the tests of mishaps around the planning dock do inside QGIS."""

from opgavenkaart.test.ui import inside_planning
from opgavenkaart.test.ui.inside_planning import *  # noqa: F403 - all that a user does in this dock
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface

panel = inside_planning.panel


def project_crs(authid: str) -> None:
    """Choose the project's coordinate system; where QGIS asks how to get there, its own choice is right."""
    asking = QTimer(interval=50)
    asking.timeout.connect(lambda: QApplication.activeModalWidget() and QApplication.activeModalWidget().accept())
    asking.start()
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem(authid))
    QApplication.processEvents()
    asking.stop()


def on_ground(x: float, y: float) -> QPoint:
    """Return the pixel of a place in Belgian Lambert 72."""
    canvas = iface.mapCanvas()
    way = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:31370"), QgsProject.instance().crs(), QgsProject.instance())
    place = canvas.getCoordinateTransform().transform(way.transform(QgsPointXY(x, y)))
    return QPoint(round(place.x()), round(place.y()))


def look_at(x: float, y: float) -> None:
    """Take the map to a place in Belgian Lambert 72."""
    canvas = iface.mapCanvas()
    way = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:31370"), QgsProject.instance().crs(), QgsProject.instance())
    canvas.setCenter(way.transform(QgsPointXY(x, y)))
    canvas.zoomScale(10_000)
    canvas.refresh()
    QApplication.processEvents()


def click(x: float, y: float) -> list:
    """Click a place with the tool for pins; return the candidates."""
    sites = panel().sites
    if not sites.pin.isChecked():
        QTest.mouseClick(sites.pin, Qt.MouseButton.LeftButton)
    QTest.mouseClick(iface.mapCanvas().viewport(), Qt.MouseButton.LeftButton, pos=on_ground(x, y))
    QApplication.processEvents()
    return inside_planning.candidates()


def drag(start: list, end: list) -> list:
    """Drag from one place to another; return the candidates."""
    view, left = iface.mapCanvas().viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, pos=on_ground(*start))
    for share in (0.3, 0.6, 1.0):
        place = on_ground(*[a + share * (b - a) for a, b in zip(start, end, strict=True)])
        where = [QPointF(place), QPointF(view.mapToGlobal(place))]
        QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, *where, left, left, Qt.KeyboardModifier.NoModifier))
    QTest.mouseRelease(view, left, pos=on_ground(*end))
    QApplication.processEvents()
    return inside_planning.candidates()


def places() -> list[list[float]]:
    """Return where the pins are, in Belgian Lambert 72."""
    pins = panel().sites.pins
    way = QgsCoordinateTransform(pins.layer.crs(), QgsCoordinateReferenceSystem("EPSG:31370"), QgsProject.instance())
    found = [way.transform(pin.geometry().asPoint()) for pin in pins.features()]
    return [[point.x(), point.y()] for point in found]


def take_away(rows: list[int]) -> list:
    """Choose candidates in the list and press Delete."""
    view = panel().sites.list
    view.clearSelection()
    for row in rows:
        view.topLevelItem(row).setSelected(True)
    QApplication.setActiveWindow(iface.mainWindow())  # there is no window manager that would
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    QApplication.processEvents()
    return inside_planning.candidates()


def selected() -> list[str]:
    return [item.text(0) for item in panel().sites.list.selectedItems()]


def save_project(path: str) -> bool:
    return QgsProject.instance().write(path)


def open_project(path: str) -> list[str]:
    QgsProject.instance().clear()
    QApplication.processEvents()
    if path:
        QgsProject.instance().read(path)
        QApplication.processEvents()
    return [layer.name() for layer in QgsProject.instance().layerTreeRoot().layerOrder()]


def move_with_qgis() -> None:
    """Delete the first pin as a user does in QGIS, and save the edits."""
    layer = panel().sites.pins.layer
    layer.startEditing()
    layer.deleteFeature(next(layer.getFeatures()).id())
    layer.commitChanges()
    QApplication.processEvents()


def challenges() -> list[str]:
    box = panel().envelope.challenge
    return [box.itemText(place) for place in range(box.count())]


def choose_challenge(title: str) -> str:
    """Choose the challenge whose measures are paid; return what all of them cost."""
    box = panel().envelope.challenge
    box.setCurrentIndex(box.findText(title))
    return panel().envelope.most.text()
