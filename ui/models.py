"""The plugin's models in the toolbox, as long as its window parts are there."""

from __future__ import annotations

from qgis.core import QgsApplication

from ..processing.algorithms.models import ModelsProvider


class Models:
    """Adds their provider, behind that of the algorithms."""

    def load(self) -> None:
        """Add it."""
        self.provider = ModelsProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def unload(self) -> None:
        """Take it away."""
        QgsApplication.processingRegistry().removeProvider(self.provider)
        del self.provider
