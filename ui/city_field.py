"""A field in which a Flemish municipality is typed by its name or NIS code, also of before its merger.

The municipalities are read when somebody comes to type, or one was chosen before: the field costs nothing until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCompleter

from ..processing.model.errors import OpgaveError
from ..processing.model.text import did_you_mean
from ..processing.texts.language import tr

if TYPE_CHECKING:
    from ..processing.model.municipalities import Municipality


class CityField(QgsFilterLineEdit):
    """The field; `chosen` gives the NIS code when the text is that of a municipality, `unknown` what to say when it is of none."""

    chosen = pyqtSignal(str)
    unknown = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setPlaceholderText(tr("Name or NIS code"))
        self.returnPressed.connect(self._settle)

    def focusInEvent(self, event):
        if self.completer() is None:
            self._offer()
        super().focusInEvent(event)

    def focusOutEvent(self, event):
        """Whoever types a name and goes on by mouse means it, too."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.isModified() and self.nis():
            self._settle()

    def nis(self) -> str:
        """Return the code of the municipality that is meant; empty where none is."""
        from ..processing.model.municipalities import find_municipality

        one = find_municipality(self.text())
        return one.nis if one else ""

    def choose(self, nis: str) -> None:
        """Show a municipality; an empty code shows none."""
        self.setText(read_municipalities()[nis].title if nis and nis in read_municipalities() else "")

    def complaint(self) -> str:
        """Return what to say of a text that is of no municipality; empty where all is well."""
        from ..processing.model.municipalities import find_brussels

        text = self.text().strip()
        if not text or self.nis():
            return ""
        outside = find_brussels(text)
        if outside:
            return OpgaveError("{name} is outside Flanders.", name=outside).sentence(tr)
        near = did_you_mean(text, (one.name for one in read_municipalities().values()))
        if near:
            return tr("No Flemish municipality is called '{text}'. Did you mean '{near}'?").format(text=text, near=near)
        return tr("No Flemish municipality is called '{text}'. Type a name or an NIS code.").format(text=text)

    def _offer(self) -> None:
        completer = QCompleter([name for one in read_municipalities().values() for name in one.names], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        completer.activated.connect(self._settle)

    def _settle(self, *_) -> None:
        if self.completer():
            self.completer().popup().hide()
        nis = self.nis()
        if nis:
            self.choose(nis)
            self.chosen.emit(nis)
        elif self.complaint():
            self.unknown.emit(self.complaint())


def read_municipalities() -> dict[str, Municipality]:
    """Return the municipalities by code."""
    from ..processing.model.municipalities import municipalities

    return municipalities()
