"""For whom a map is made: a choice that stands beside where it is made, and that holds until QGIS closes, never longer."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QWidget

from ..processing.model.choices import AUDIENCES, INTERNAL, PARTNERS, PUBLIC
from ..processing.texts.language import tr
from .plain_words import plain

AUDIENCE_TEXTS = {PUBLIC: "For everybody", PARTNERS: "For partners", INTERNAL: "Within the service"}
ABOUT_TEXTS = {
    PUBLIC: "Small counts of sensitive layers are hidden, as their records ask.",
    PARTNERS: "Small counts are hidden as for everybody. Map and report say that they are not to be published.",
    INTERNAL: "Nothing is hidden. Map and report say that they are not to be redistributed.",
}


class AudienceBox(QComboBox):
    """A list of audiences with everybody on top, which is chosen; the tooltip says what the chosen one means."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        for key in reversed(AUDIENCES):
            self.addItem(tr(AUDIENCE_TEXTS[key]), key)
            self.setItemData(self.count() - 1, plain(tr(ABOUT_TEXTS[key])), Qt.ItemDataRole.ToolTipRole)
        self.setAccessibleName(tr("For whom"))
        self.currentIndexChanged.connect(self._explain)
        self._explain()

    def _explain(self) -> None:
        self.setToolTip(tr(ABOUT_TEXTS[self.currentData()]))
