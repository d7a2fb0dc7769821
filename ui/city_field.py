"""A field in which a Flemish municipality is typed by its name or NIS code, also of before the mergers of 2025."""

from __future__ import annotations

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCompleter

from ..processing.bridge.language import tr
from ..processing.model.municipalities import Municipality, find_municipality, municipalities


class CityField(QgsFilterLineEdit):
    """The field; `chosen` gives the NIS code when the text is that of a municipality."""

    chosen = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setPlaceholderText(tr("Name or NIS code"))
        completer = QCompleter([name for one in municipalities().values() for name in one.names], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        completer.activated.connect(self._settle)
        self.returnPressed.connect(self._settle)

    @property
    def municipality(self) -> Municipality | None:
        """The municipality that is meant; None where none is."""
        return find_municipality(self.text())

    def nis(self) -> str:
        """Return its code; empty where none is meant."""
        return self.municipality.nis if self.municipality else ""

    def choose(self, nis: str) -> None:
        """Show a municipality; an empty code shows none."""
        one = municipalities().get(nis)
        self.setText(one.title if one else "")

    def _settle(self, *_) -> None:
        self.completer().popup().hide()
        if self.municipality:
            self.choose(self.nis())
            self.chosen.emit(self.nis())
