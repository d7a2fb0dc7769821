"""The plugin's life: what it adds to QGIS when it loads, it takes away when it unloads."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication

from .processing.bridge.language import interface_translator, tr
from .processing.provider import OpgavenkaartProvider


class OpgavenkaartPlugin:
    """Registers the translation, the processing provider, and in a window the widgets of its dialogs."""

    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.translator = None
        self.challenge_widget = None
        self.docks = []

    def initProcessing(self):
        """Add the provider; all that a headless QGIS asks for."""
        self.translator = interface_translator()
        if self.translator:
            QCoreApplication.installTranslator(self.translator)
        self.provider = OpgavenkaartProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        """Add what the window shows."""
        from qgis.gui import QgsGui

        from .ui.challenge_picker import ChallengeWidgetFactory

        self.initProcessing()
        self.challenge_widget = ChallengeWidgetFactory()
        QgsGui.processingGuiRegistry().addParameterWidgetFactory(self.challenge_widget)
        self.add_docks()

    def add_docks(self):
        """Add the docks, hidden and empty: QGIS shows those that were open when it ended, and they fill when they appear."""
        from qgis.PyQt.QtCore import Qt

        from .ui.dock import LazyDock

        dock = LazyDock("OpgavenkaartCatalogueDock", tr("Opgavenkaart: catalogue"), self.catalogue_panel)
        self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        dock.hide()
        self.iface.addPluginToMenu("Opgavenkaart", dock.toggleViewAction())
        self.docks.append(dock)

    def catalogue_panel(self):
        """Return the contents of the catalogue dock."""
        from .ui.catalogue.panel import CataloguePanel

        return CataloguePanel(self.iface)

    def unload(self):
        """Take everything away again, in reverse order."""
        while self.docks:
            dock = self.docks.pop()
            self.iface.removePluginMenu("Opgavenkaart", dock.toggleViewAction())
            self.iface.removeDockWidget(dock)
            dock.deleteLater()
        if self.challenge_widget:
            from qgis.gui import QgsGui

            QgsGui.processingGuiRegistry().removeParameterWidgetFactory(self.challenge_widget)
            self.challenge_widget = None
        if self.provider:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
