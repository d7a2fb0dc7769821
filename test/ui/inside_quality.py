"""What the test of the quality tab does inside QGIS: 200 defects worked through by keyboard, and pictures of it."""

from opgavenkaart.test.support import docks, keyboard
from opgavenkaart.test.ui.inside_pictures import window_picture
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface

SMALL = (1366, 768)
ours = docks.Dock("Catalogue")


def begin(source: str) -> str:
    """Open the layer and the tab, by keys alone; return the name of what has the focus."""
    iface.mainWindow().showNormal()
    iface.mainWindow().resize(*SMALL)
    QgsProject.instance().addMapLayer(QgsVectorLayer(source, "Parken", "ogr"))
    ours.open()
    keyboard.window()
    ours.panel().tabs.tabBar().setFocus()
    press(["Right"])
    assert ours.panel().tabs.currentIndex() == 1, focused()
    return focused()


def press(keys: list[str]) -> str:
    return keyboard.press(*keys)


def focused() -> str:
    return keyboard.spoken(keyboard.focus())


def assess() -> str:
    """Choose the layer and its key, and press the button."""
    ours.panel().tabs.tabBar().setFocus()
    keyboard.go_to("Te beoordelen laag")
    keyboard.press("Down")
    keyboard.go_to("Sleutelveld")
    keyboard.press("End")
    keyboard.go_to("Beoordelen")
    return keyboard.press("Space")


def said() -> dict | None:
    """Return what the tab says, once nothing runs and the focus has come to the table: while it is passed on, the map has it."""
    QApplication.processEvents()
    panel = ours.panel().quality
    if panel.runs.is_busy or focused() in ("Beoordelen", ""):
        return None
    return {
        "verdict": panel.verdict.text(),
        "count": panel.count.text(),
        "about": panel.about.text(),
        "shown": panel.filter.rowCount(),
        "focus": focused(),
        "width": panel.minimumSizeHint().width(),
        "mend": panel.mend.isEnabled(),
    }


def work(most: int) -> dict:
    """Work through so many defects from the table: mend what can be mended, then one done, one no mistake, and so on."""
    done, panel = [], ours.panel().quality
    while len(done) < most and panel.table.selectionModel().hasSelection():
        before = panel.about.text()
        if panel.mend.isEnabled():
            what = "mended"
            keyboard.press("Alt+Shift+R")
            assert panel.about.text() != before, (before, panel.assessed.isEditable(), docks.notice_with(""))
        elif len(done) % 2:
            what = "done"
            keyboard.press("Space")
        else:
            what = "no mistake"
            keyboard.press("Alt+Shift+X")
            keyboard.write("Zo afgesproken met de groendienst")
            keyboard.press("Return")
        assert panel.about.text() != before, before
        done.append(what)
    return {what: done.count(what) for what in dict.fromkeys(done)}


def save() -> bool:
    """Save the edits of the layer."""
    return ours.panel().quality.assessed.commitChanges()


picture = window_picture
