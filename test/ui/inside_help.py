"""What the tests of the help do inside QGIS, as a user would."""

import re
from pathlib import Path

from opgavenkaart.test.support.docks import Dock
from opgavenkaart.test.ui.inside import algorithm_dialog, close_dialogs, kept
from qgis import processing
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QImage, QTextDocument
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QPushButton, QTextBrowser, QToolButton, QWidget
from qgis.utils import iface

HELP = "OpgavenkaartHelp"
__all__ = ["close_dialogs"]


def open_algorithm(name: str) -> bool:
    """Open an algorithm's dialog, as the toolbox does."""
    kept.append(processing.createAlgorithmDialog(f"opgavenkaart:{name}"))
    kept[-1].show()
    QApplication.processEvents()
    return algorithm_dialog() is not None


def picture() -> dict:
    """Return what the dialog shows of the picture: its own pixels, its size on the page, its colours, whether it fits."""
    page = algorithm_dialog().findChild(QTextBrowser, "textShortHelp")
    address, width, height = re.search(r'<img src="([^"]+)"[^>]* width="(\d+)" height="(\d+)"', page.toHtml()).groups()
    image = QImage(page.document().resource(QTextDocument.ResourceType.ImageResource, QUrl(address)))
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    return {
        "pixels": [image.width(), image.height()],
        "size": [int(width), int(height)],
        "colours": len(colours),
        "fits": int(width) + 2 * page.document().documentMargin() <= page.viewport().width(),
    }


def save_dialog(path: str) -> bool:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    QApplication.processEvents()
    return algorithm_dialog().grab().save(path)


def open_dock(name: str) -> bool:
    return Dock(name).open()


def press_question_mark(name: str) -> bool:
    """Press the button with the question mark in a dock."""
    (button,) = Dock(name).dock().findChildren(QToolButton, HELP)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return button.isVisible() and bool(button.accessibleName()) and bool(button.toolTip())


def press_f1(name: str) -> bool:
    """Press F1 while the focus is inside a dock."""
    inside = next(widget for widget in Dock(name).panel().findChildren(QWidget) if widget.isVisible() and widget.focusPolicy() & 1)
    inside.window().activateWindow()
    inside.setFocus()
    QTest.keyClick(inside, Qt.Key.Key_F1)
    return True


def help_windows() -> list[QDialog]:
    return [window for window in QApplication.topLevelWidgets() if window.objectName() == HELP and window.isVisible()]


def help_shown() -> dict:
    """Return what the one help window shows; empty without one."""
    QApplication.processEvents()
    windows = help_windows()
    if not windows:
        return {}
    (window,) = windows
    return {"title": window.windowTitle(), "text": window.pages.toPlainText(), "address": window.pages.source().toString()}


def follow(text: str) -> str:
    """Click the link with this text; return the address of the page it leads to."""
    (window,) = help_windows()
    pages = window.pages
    found = pages.document().find(text)
    pages.setTextCursor(found)
    pages.ensureCursorVisible()
    found.setPosition(found.selectionStart() + 1)
    QTest.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=pages.cursorRect(found).center())
    return pages.source().toString()


def press(text: str) -> str:
    """Press a button of the help window; return the address of the page that then stands there."""
    (window,) = help_windows()
    button = next(button for button in window.findChildren(QPushButton) if button.text().replace("&", "") == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return window.pages.source().toString()


def save_help(path: str) -> bool:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    (window,) = help_windows()
    QApplication.processEvents()
    return window.grab().save(path)


def close_help() -> bool:
    for window in help_windows():
        window.close()
    QApplication.processEvents()
    return not help_windows()


def menu_entries() -> list[str]:
    """Return the help's entries: in the plugin's own menu, and in that of the help of all plugins."""
    own = (entry.menu() for entry in iface.pluginMenu().actions() if entry.menu() and entry.text() == "Opgavenkaart")
    menus = [*own, iface.pluginHelpMenu()]
    return [action.text() for menu in menus for action in menu.actions() if action.objectName() == HELP]


def open_from_menu() -> bool:
    next(action for action in iface.pluginHelpMenu().actions() if action.objectName() == HELP).trigger()
    return True
