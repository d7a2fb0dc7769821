"""What the test of the first map does inside a QGIS with the package in it, by clicks and keys as a new user would."""

import time
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QToolButton, QWidget
from qgis.utils import iface

clicks: list[str] = []
"""What was clicked, in order."""


def screenshot(path: str) -> bool:
    QTest.qWait(300)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    return QApplication.primaryScreen().grabWindow(0).save(path)


def click(widget: QWidget, place: QPoint | None = None, *, double: bool = False) -> None:
    """Click on a widget that a user can see, and count it."""
    assert widget.isEnabled() and not widget.visibleRegion().isEmpty(), f"{widget} cannot be clicked"
    clicks.append(getattr(widget, "text", lambda: type(widget).__name__)())
    press = QTest.mouseDClick if double else QTest.mouseClick
    press(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, *([place] if place else []))
    QTest.qWait(50)


def clicked() -> list[str]:
    return list(clicks)


def begin_counting() -> None:
    clicks.clear()


def dock() -> QDockWidget:
    return iface.mainWindow().findChild(QDockWidget, "OpgavenkaartCatalogueDock")


def welcome() -> QWidget:
    return dock().widget().welcome


def open_dock() -> bool:
    """Press the entry of the catalogue where a new user sees it, unless it is open already."""
    if dock().isVisible() and dock().widget():
        return True
    button = next(
        one
        for one in iface.mainWindow().findChildren(QToolButton)
        if one.isVisible() and one.defaultAction() and "Catalog" in one.defaultAction().text()
    )
    click(button)
    QTest.qWait(800)
    return dock().isVisible()


def is_ready() -> bool:
    return not dock().widget().reading and welcome().isVisible()


def type_city(name: str) -> str:
    """Type the name of the municipality into its field; return what is said of it."""
    click(welcome().city)
    QTest.keyClicks(welcome().city, name)
    QTest.qWait(200)
    QTest.keyClick(welcome().city, Qt.Key.Key_Return)
    QTest.qWait(200)
    return welcome().about.text()


def challenges() -> list[list[str]]:
    """Return the table of the challenges; nothing until it is known how far public data carry them."""
    chooser = welcome().first_map
    if chooser.reading or not chooser.isVisible():
        return []
    rows = (chooser.table.topLevelItem(row) for row in range(chooser.table.topLevelItemCount()))
    return [[row.text(column) for column in range(3)] for row in rows]


def choose_row(tree: QWidget, row: int) -> None:
    item = tree.topLevelItem(row)
    tree.scrollToItem(item)
    click(tree.viewport(), tree.visualItemRect(item).center())


def choose_challenge(row: int) -> list[list[str]]:
    """Click on a challenge; return what it lacks."""
    choose_row(welcome().first_map.table, row)
    return gaps()


def gaps() -> list[list[str]]:
    found = welcome().first_map.missing.list
    rows = (found.topLevelItem(row) for row in range(found.topLevelItemCount()))
    return [[row.text(column) for column in range(2)] for row in rows]


def reach(widget: QWidget) -> None:
    """Scroll the dock to a widget, as the wheel does."""
    area = widget.parent()
    while area and not hasattr(area, "ensureWidgetVisible"):
        area = area.parent()
    if area:
        area.ensureWidgetVisible(widget)
        QTest.qWait(100)


def press_make() -> float:
    """Press the button of the first map; return the time."""
    reach(welcome().first_map.make)
    click(welcome().first_map.make)
    return time.monotonic()


def progress() -> dict:
    shown = welcome()
    return {"busy": shown.tour is not None, "step": shown.step.text(), "value": shown.bar.value(), "seen": shown.step.isVisible()}


def is_mapped() -> bool:
    return welcome().tour is None and not dock().widget().reading


def notices() -> list[str]:
    return [item.text() for item in iface.messageBar().items()]


def layers() -> list[str]:
    return [layer.name() for layer in QgsProject.instance().layerTreeRoot().layerOrder()]


def sector_names() -> list[list[str]]:
    """Return the codes and names of the areas of the map."""
    for layer in QgsProject.instance().mapLayers().values():
        names = layer.fields().names() if hasattr(layer, "fields") else []
        if "sector_code" in names and "sector_name" in names:
            return sorted([one["sector_code"], one["sector_name"]] for one in layer.getFeatures())
    return []


def drop_file(row: int, path: str) -> bool:
    """Drag a file onto an indicator; a dialog opens."""
    found = welcome().first_map.missing.list
    reach(found)
    item = found.topLevelItem(row)
    found.scrollToItem(item)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    clicks.append("drag")
    place = QPointF(found.visualItemRect(item).center())
    found.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    return True


def dialog() -> QWidget | None:
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and hasattr(one, "all_yes")]
    return shown[0] if shown else None


def looked() -> dict:
    """Return what the dialog shows, once it has looked into the file."""
    one = dialog()
    if one is None or one.work:
        return {}
    names = [[one.names.item(row, column).text() for column in range(2)] for row in range(one.names.rowCount())]
    fields = one.fields() if one.preview else {}
    return {"title": one.windowTitle(), "fields": fields, "names": names, "said": one.matched.text(), "about": one.about.text()}


def press_in_dialog(name: str) -> bool:
    click(getattr(dialog(), name))
    return True


def is_added() -> bool:
    return dialog() is None and not welcome().first_map.reading
