"""What docks and the other parts of a window ask of QGIS's interface, without QGIS's own window: a real map, message bar and menus."""

from qgis.core import QgsLayerTreeModel, QgsMapLayer, QgsPrintLayout, QgsProject
from qgis.gui import QgsLayerTreeView, QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QSize, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMainWindow, QMenu, QTextBrowser, QToolBar, QWidget

ICON_SIZES = {True: QSize(16, 16), False: QSize(24, 24)}


class SmallWindow:
    """A window with a map and a message bar, which stands in for ``iface``; it is not shown.

    Attributes
    ----------
    registered : list
        What parts of the plugin registered with it and did not take back.
    active : QgsMapLayer or None
        The layer that is active.
    """

    def __init__(self):
        self.window = QMainWindow()
        self.canvas, self.bar = QgsMapCanvas(self.window), QgsMessageBar(self.window)
        self.window.setCentralWidget(self.canvas)
        self.tree = QgsLayerTreeView(self.window)
        self.tree.setModel(QgsLayerTreeModel(QgsProject.instance().layerTreeRoot(), self.tree))
        self.plugins, self.help_menu, self.menus = QMenu(self.window), QMenu(self.window), {}
        self.registered: list = []
        self.active: QgsMapLayer | None = None

    # ---- as QgisInterface has it

    def mainWindow(self) -> QMainWindow:
        return self.window

    def mapCanvas(self) -> QgsMapCanvas:
        return self.canvas

    def layerTreeView(self) -> QgsLayerTreeView:
        return self.tree

    def messageBar(self) -> QgsMessageBar:
        return self.bar

    def iconSize(self, docked: bool = False) -> QSize:
        return ICON_SIZES[docked]

    def pluginMenu(self) -> QMenu:
        return self.plugins

    def pluginHelpMenu(self) -> QMenu:
        return self.help_menu

    def addPluginToMenu(self, name: str, action: QAction):
        if name not in self.menus:
            self.menus[name] = self.plugins.addMenu(name)
        self.menus[name].addAction(action)

    def removePluginMenu(self, name: str, action: QAction):
        self.menus[name].removeAction(action)

    def addDockWidget(self, area: Qt.DockWidgetArea, dock: QDockWidget):
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock: QDockWidget):
        self.window.removeDockWidget(dock)

    def addToolBar(self, name: str) -> QToolBar:
        return self.window.addToolBar(name)

    def statusBarIface(self):
        return self.window.statusBar()

    def setActiveLayer(self, layer: QgsMapLayer):
        self.active = layer

    def openLayoutDesigner(self, layout: QgsPrintLayout):
        self.registered.append(layout)

    def openMessageLog(self):
        self.registered.append("log opened")

    def registerLocatorFilter(self, one):
        self.registered.append(one)

    def deregisterLocatorFilter(self, one):
        self.registered.remove(one)

    def registerOptionsWidgetFactory(self, one):
        self.registered.append(one)

    def unregisterOptionsWidgetFactory(self, one):
        self.registered.remove(one)

    def registerCustomDropHandler(self, one):
        self.registered.append(one)

    def unregisterCustomDropHandler(self, one):
        self.registered.remove(one)

    # ---- what a test asks

    def notices(self) -> list[tuple[int, str]]:
        """Return level and text of what stands in the message bar, the last one first."""
        return [(int(one.level()), "".join(label.toPlainText() for label in one.findChildren(QTextBrowser))) for one in self.bar.items()]


def let_go(*widgets: QWidget):
    """Delete widgets at once, and what else waits for it: they hear of nothing that another test does."""
    for widget in widgets:
        while getattr(widget, "reading", None):
            QTest.qWait(TURN_MS)
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


TURN_MS = 5
INFO, WARNING, CRITICAL, SUCCESS = 0, 1, 2, 3
"""Levels of notices."""
