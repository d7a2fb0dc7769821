"""What the tests of the catalogue dock do inside QGIS, as a user would."""

from pathlib import Path

from opgavenkaart.test.support import docks
from opgavenkaart.ui.settings import settings
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QModelIndex, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QPushButton
from qgis.utils import iface

ours = docks.Dock("Catalogue")
dock, panel, state = ours.dock, ours.panel, ours.state
notice_with, clear_notices = docks.notice_with, docks.clear_notices
open_dock = ours.open


def open_catalogue(path: str) -> int:
    panel().open_catalogue(path)
    ours.settle()
    return len(panel().contents.entries)


def type_text(text: str) -> dict:
    """Type into the search field in place of what stands there; return the titles that are shown by sector."""
    field = panel().search
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    if text.isascii():
        QTest.keyClicks(field, text)
    else:
        field.insert(text)  # QTest knows no keys for other letters
    return listed()


def listed() -> dict:
    """Return the tree as it is shown."""
    model = panel().model
    found = {}
    for group in range(model.rowCount()):
        parent = model.index(group, 0, QModelIndex())
        found[parent.data()] = [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]
    return found


def choose(**filters) -> dict:
    """Choose in the lists beside the search, by the text that stands there."""
    for name, text in filters.items():
        box = getattr(panel().filters, name)
        assert box.findText(text) >= 0, [box.itemText(place) for place in range(box.count())]
        box.setCurrentIndex(box.findText(text))
    return listed()


def choose_layer(title: str) -> str:
    """Click a layer in the tree; return what the card says."""
    tree, model = panel().tree, panel().model
    (index,) = model.match(
        model.index(0, 0), Qt.ItemDataRole.DisplayRole, title, 1, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    )
    tree.expandAll()
    tree.scrollTo(index)
    QApplication.processEvents()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, tree.visualRect(index).center())
    return panel().card.toPlainText()


def press(button: str) -> bool:
    QTest.mouseClick(getattr(panel(), button), Qt.MouseButton.LeftButton)
    return True


def layers() -> dict:
    """Return the layers of the project by name, with their publisher."""
    return {
        layer.name(): layer.metadata().contacts()[0].organization if layer.metadata().contacts() else ""
        for layer in QgsProject.instance().mapLayers().values()
    }


def screenshot(path: str) -> bool:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    return iface.mainWindow().grab().save(path)


def select_all() -> bool:
    panel().tree.expandAll()
    panel().tree.selectAll()
    return True


def press_in_notice(title: str) -> None:
    """Press a button of the message bar."""
    buttons = [button for item in iface.messageBar().items() for button in item.findChildren(QPushButton)]
    QTest.mouseClick(next(button for button in buttons if button.text() == title), Qt.MouseButton.LeftButton)


def card() -> str:
    return panel().card.toPlainText()


def count_is(text: str) -> bool:
    return panel().count.text() == text


def may_load() -> bool:
    return panel().load.isEnabled()


def come_back() -> None:
    """Come back to QGIS from another program."""
    QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)


def choice() -> dict:
    """Return which catalogue the user chose, what the list calls it, and from which one layers are loaded."""
    return {"kept": settings.catalogue, "shown": panel().chooser.list.currentText(), "loads_from": panel().order(()).catalogue}


def keep_on_list(path: str) -> None:
    """Add a catalogue as the plus does."""
    settings.catalogues = [*settings.catalogues, path]


def catalogues() -> list[str]:
    """Return the names in the list of catalogues."""
    shown = panel().chooser.list
    return [shown.itemText(number) for number in range(shown.count())]
