"""The models that come with the plugin, in the toolbox beside its algorithms."""

from __future__ import annotations

from qgis.core import Qgis, QgsMessageLog, QgsProcessingModelAlgorithm, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..model.errors import OpgaveError
from ..model.files import RESOURCES
from ..texts.language import tr

FOLDER = RESOURCES / "models"


class ModelsProvider(QgsProcessingProvider):
    """The provider ``opgavenkaart_models``: a model finds the plugin's algorithms only after their own provider is there."""

    def id(self) -> str:
        return "opgavenkaart_models"

    def name(self) -> str:
        return tr("Opgavenkaart, models")

    def icon(self) -> QIcon:
        return QIcon(str(RESOURCES / "icons" / "opgavenkaart.svg"))

    def loadAlgorithms(self) -> None:
        for path in sorted(FOLDER.glob("*.model3")):
            model = QgsProcessingModelAlgorithm()
            if model.fromFile(str(path)):
                self.addAlgorithm(model)
            else:  # QGIS calls this: an error would be a traceback, and the other models would be missed too
                broken = OpgaveError("The model '{path}' cannot be read: install the plugin again.", path=path)
                QgsMessageLog.logMessage(broken.sentence(tr), "Opgavenkaart", Qgis.MessageLevel.Critical)
