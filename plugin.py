"""The plugin's life: what it adds to QGIS when it loads, it takes away when it unloads."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication

from .processing.algorithms.provider import OpgavenkaartProvider
from .processing.texts.language import interface_translator


class OpgavenkaartPlugin:
    """Registers the translation and the processing provider, and in a window what `ui.window.parts` lists."""

    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.translator = None
        self.parts = []

    def initProcessing(self):
        """Add the provider; all that a headless QGIS asks for."""
        self.translator = interface_translator()
        if self.translator:
            QCoreApplication.installTranslator(self.translator)
        self.provider = OpgavenkaartProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        """Add what the window shows, part by part."""
        from .ui.window import parts

        self.initProcessing()
        for part in parts(self.iface):
            part.load()
            self.parts.append(part)

    def unload(self):
        """Take everything away again, in reverse order."""
        while self.parts:
            self.parts.pop().unload()
        if self.provider:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
