"""All that the plugin shows in a window, opened and looked at as a user would who clicks no further; for scripts that run inside QGIS."""

from opgavenkaart.test.support.docks import Dock
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QToolButton, QWidget
from qgis.utils import iface

DOCKS = ("Catalogue", "Challenge", "Map", "Planning")
OPTIONS = "OpgavenkaartOptions"
HELP = "OpgavenkaartHelp"
LOOK_MS = 100


def open_all() -> list[str]:
    """Open the docks and their help, the editors, the options and the help of all; return the titles of the windows, in that order.

    Help and the last editor stay open.
    """
    return [*map(open_help, DOCKS), look_at_options(), open_help_of_all(), *open_editors()]


def open_help(name: str) -> str:
    """Open a dock, and press its question mark; return the title of the first heading of its help."""
    dock = Dock(name)
    dock.open()
    dock.panel().findChild(QToolButton, HELP).click()
    return heading(dock.dock().findChild(QDialog, HELP))


def open_help_of_all() -> str:
    """Choose the help in QGIS's own menu."""
    next(one for one in iface.pluginHelpMenu().actions() if one.objectName() == HELP).trigger()
    return heading(next(one for one in iface.mainWindow().findChildren(QDialog, HELP) if one.parent() is iface.mainWindow()))


def heading(window: QDialog) -> str:
    """Return how the page of a help window begins."""
    QTest.qWait(LOOK_MS)
    return window.pages.toPlainText().split("\n")[0] if window.isVisible() else ""


def open_editors() -> list[str]:
    """Open the dialogs of the challenge dock: that of the challenge, which is closed again, and that of an indicator."""
    panel, titles = Dock("Challenge").panel(), []
    for open_editor in (panel.edit_challenge, panel.edit_indicator):
        for one in panel.findChildren(QDialog):
            one.close()
        open_editor()
        QTest.qWait(LOOK_MS)
        titles.append(next(one.windowTitle() for one in panel.findChildren(QDialog) if one.isVisible()))
    return titles


def look_at_options() -> str:
    """Open the page in QGIS's options, and press Cancel; return the name of its class."""
    seen = []

    def answer():
        dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isModal() and one.isVisible())
        pages = [type(one).__name__ for one in dialog.findChildren(QWidget) if one.objectName() == OPTIONS]
        seen.extend(name for name in pages if name == "SettingsPage")
        dialog.reject()

    QTimer.singleShot(5 * LOOK_MS, answer)
    iface.showOptionsDialog(iface.mainWindow(), OPTIONS)
    return seen[0]
