"""The keyboard alone, for scripts that run inside QGIS: keys go to what has the focus, and nothing is clicked."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QLabel, QWidget
from qgis.utils import iface

MOST = 100
"""Tabs after which a way through a dock is taken for endless."""


def window() -> QWidget:
    """Return the window that takes the keys, a dialog before QGIS itself; there is no window manager that would make it the active one."""
    dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    found = dialogs[0] if dialogs else iface.mainWindow()
    if QApplication.activeWindow() is not found:
        QApplication.setActiveWindow(found)
        QApplication.processEvents()
    return found


def focus() -> QWidget:
    """Return what has the focus."""
    return window().focusWidget() or window()


def press(*keys: str) -> str:
    """Press keys, such as ``Alt+Shift+F``, one after the other; return the name of what then has the focus."""
    for key in keys:
        QTest.keySequence(focus(), QKeySequence(key))
        QApplication.processEvents()
    return spoken(focus())


def write(text: str) -> None:
    """Type a text in place of what stands there."""
    QTest.keySequence(focus(), QKeySequence("Ctrl+A"))
    QTest.keyClicks(focus(), text)


def go_to(name: str, kind: str = "", back: bool = False) -> None:
    """Press Tab (``back``: Shift+Tab) until something of that name, and of that class if one is given, has the focus."""
    for _ in range(MOST):
        if spoken(focus()) == name and type(focus()).__name__.endswith(kind):
            return
        QTest.keyClick(focus(), Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        QApplication.processEvents()
    raise LookupError(f"{name}, but {spoken(focus())}")


def spoken(widget: QWidget) -> str:
    """Return what a screen reader calls a widget: its name, its text, or that of the label that leads to it."""
    own = (widget.accessibleName(), *(words() for part in ("text", "title") if callable(words := getattr(widget, part, None))))
    labels = (label.text() for label in widget.window().findChildren(QLabel) if label.buddy() is widget)
    return next(filter(None, (*own, *labels)), "")


def reached(panel: QWidget) -> list[QWidget]:
    """Return what Tab is to reach of a panel, as it is shown now."""
    taking = [one for one in panel.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.focusProxy()]
    return [one for one in taking if one.isVisible() and one.isEnabled()]


def begin(panel: QWidget) -> str:
    """Give the focus to the first of what Tab reaches of a panel; return its name."""
    wanted, first = reached(panel), panel.nextInFocusChain()
    while first not in wanted:
        first = first.nextInFocusChain()
    window()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return spoken(first)


def way(panel: QWidget) -> tuple[list[QWidget], list[tuple[str, str]]]:
    """Go through a panel with Tab; return what had the focus, and where that led up to what stands wholly above it."""
    begin(panel)
    passed, back = [], []
    while panel.isAncestorOf(focus()) and focus() not in passed and len(passed) < MOST:
        one = focus()
        passed.append(one)
        QTest.keyClick(one, Qt.Key.Key_Tab)
        QApplication.processEvents()
        if panel.isAncestorOf(focus()) and bottom(focus()) < top(one):  # as both stand now: a list scrolls to what gets the focus
            back.append((spoken(one), spoken(focus())))
    return passed, back


def top(widget: QWidget) -> int:
    return widget.mapToGlobal(widget.rect().topLeft()).y()


def bottom(widget: QWidget) -> int:
    return widget.mapToGlobal(widget.rect().bottomLeft()).y()
