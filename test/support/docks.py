"""One of the plugin's docks, as the scripts that run inside QGIS open it and look at it; and the message bar above them."""

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QDialogButtonBox,
    QDockWidget,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QTextBrowser,
    QWidget,
)
from qgis.utils import iface

TURN_MS = 5
DIALOG_MS = 300


class Dock:
    """A dock of the window.

    Parameters
    ----------
    name : str
        As `ui.docks` names it.
    """

    def __init__(self, name: str):
        self.name = f"Opgavenkaart{name}"

    def dock(self) -> QDockWidget | None:
        return iface.mainWindow().findChild(QDockWidget, f"{self.name}Dock")

    def panel(self) -> QWidget | None:
        """Return its contents."""
        return self.dock().widget()

    def state(self) -> dict:
        """Return whether the dock is there, shown and filled."""
        return {"there": self.dock() is not None, "shown": self.dock().isVisible(), "filled": self.panel() is not None}

    def open(self) -> bool:
        """Show the dock by its menu entry where it is hidden, and wait until it has read its catalogue."""
        if not self.dock().isVisible():
            self.press()
        self.dock().raise_()
        self.settle()
        return self.panel() is not None

    def entry(self) -> QAction:
        """Return its entry in the plugin's menu."""
        menus = (entry.menu() for entry in iface.pluginMenu().actions() if entry.menu() and entry.text() == "Opgavenkaart")
        return next(action for menu in menus for action in menu.actions() if action.objectName() == self.name)

    def press(self) -> None:
        """Choose that entry."""
        self.entry().trigger()

    def settle(self) -> None:
        """Wait until the dock has read its catalogue, where it has one."""
        QApplication.processEvents()
        while getattr(self.panel(), "reading", None):
            QTest.qWait(TURN_MS)


def notices() -> list[str]:
    """Return what stands in the message bar."""
    return [label.toPlainText() for item in iface.messageBar().items() for label in item.findChildren(QTextBrowser)]


def notice_with(text: str) -> str:
    """Return the first notice that holds a text; empty without one."""
    return next((notice for notice in notices() if text in notice), "")


def clear_notices() -> None:
    iface.messageBar().clearWidgets()


def answer_dialog(button: QWidget, answer: str) -> list[str]:
    """Press a button that asks for a file or a folder, and type the answer into QGIS's dialog.

    Return what is asked about overwriting; the answer to that is no.
    """
    asked = []

    def refuse():
        for box in shown(QMessageBox):
            asked.append(box.text())
            QTest.mouseClick(box.button(QMessageBox.StandardButton.No), Qt.MouseButton.LeftButton)
            for dialog in shown(QFileDialog):
                dialog.reject()

    def fill():
        (dialog,) = shown(QFileDialog)
        QTimer.singleShot(DIALOG_MS, refuse)
        dialog.findChild(QLineEdit, "fileNameEdit").setText(answer)
        dialog.findChild(QDialogButtonBox).buttons()[0].click()

    QTimer.singleShot(DIALOG_MS, fill)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.qWait(DIALOG_MS + 100)
    return asked


def shown(kind: type) -> list[QWidget]:
    """Return the windows of a kind that stand open."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
