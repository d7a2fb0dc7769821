"""What the benchmark of the window does inside QGIS."""

import time

from qgis.PyQt.QtCore import QEventLoop
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from qgis.utils import iface, loadPlugin, startPlugin, unloadPlugin


def dock():
    return iface.mainWindow().findChild(QDockWidget, "OpgavenkaartCatalogueDock")


def switch_off(plugin: str) -> bool:
    """Have a plugin loaded once, so that Python has compiled it, and off."""
    loadPlugin(plugin)
    startPlugin(plugin)
    return unloadPlugin(plugin)


def switch_on(plugin: str) -> bool:
    return loadPlugin(plugin) and startPlugin(plugin)


def choose(catalogue: str) -> None:
    """Choose a catalogue while the dock is still empty."""
    from opgavenkaart.ui.settings import settings

    settings.welcomed = True
    settings.catalogue = catalogue


def open_dock() -> int:
    dock().show()
    read = QEventLoop()
    dock().widget().model.modelReset.connect(read.quit)
    read.exec()
    QApplication.processEvents()
    return dock().widget().model.rowCount()


def open_first(name: str) -> str:
    """Open a dock before any other; return the class of its contents, which are seen by then."""
    first = iface.mainWindow().findChild(QDockWidget, f"Opgavenkaart{name}Dock")
    first.setUserVisible(True)
    QApplication.processEvents()
    return type(first.widget()).__name__


def open_toolbox() -> str:
    """Open a panel of QGIS's own in the same way."""
    toolbox = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
    toolbox.setUserVisible(True)
    QApplication.processEvents()
    return type(toolbox).__name__


def rest() -> None:
    """Let the search be made ready."""
    QTest.qWait(3000)


def type_words(words: list[str]) -> str:
    """Type words and take each away again, letter by letter; return how many keystrokes that were, and what the slowest took."""
    field = dock().widget().search
    took = []
    for word in words:
        for length in [*range(1, len(word) + 1), *range(len(word) - 1, -1, -1)]:
            start = time.perf_counter()
            field.setText(word[:length])
            QApplication.processEvents()
            took.append(time.perf_counter() - start)
    return f"{len(took)}; the slowest took {1000 * max(took):.0f} ms"
