"""The plugin's life: what it adds to QGIS when it loads, it takes away when it unloads."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication

from .processing.bridge.language import interface_translator
from .processing.provider import OpgavenkaartProvider


class OpgavenkaartPlugin:
    """Registers the translation, the processing provider, and in a window the widgets of its dialogs."""

    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.translator = None
        self.challenge_widget = None

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

    def unload(self):
        """Take everything away again, in reverse order."""
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
