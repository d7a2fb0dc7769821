"""The lists above the layers: each leaves over what was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QToolButton, QVBoxLayout, QWidget

from ...processing.model.builtin_challenges import builtin_titles
from ...processing.model.dates import Freshness
from ...processing.texts import record_words
from ...processing.texts.language import Language, tr
from .entries import Filters
from .lights import light_words

if TYPE_CHECKING:
    from ...processing.model.challenge import Challenge

KINDS = ("city", "flemish", "federal", "private", "non_profit", "citizens")
REDISTRIBUTION = ("yes", "aggregated", "no")


class FilterBar(QWidget):
    """Challenge, and folded away sector, publisher, age, licence and reuse; `changed` when another choice is made."""

    changed = pyqtSignal()

    def __init__(self, language: Language, parent=None):
        super().__init__(parent)
        self.language = language
        self.challenge, self.sector, self.kind, self.light, self.licence, self.reuse = (QComboBox(self) for _ in range(6))
        titled = sorted((title.of(language.code), id) for id, title in builtin_titles().items())
        fill(self.challenge, tr("All challenges"), titled)
        fill(self.kind, tr("All publishers"), [(record_words.publisher_kind(kind, language), kind) for kind in KINDS])
        fill(self.light, tr("Any age"), [(light_words(light, language), light.value) for light in Freshness])
        fill(self.reuse, tr("Any terms"), [(record_words.redistribution(kind, language), kind) for kind in REDISTRIBUTION])
        self.setAccessibleName(tr("Filters"))
        form, more = QFormLayout(), QgsCollapsibleGroupBoxBasic(tr("More filters"), self)
        more.setObjectName("OpgavenkaartCatalogueFilters")
        more.setCollapsed(True)
        more.findChild(QToolButton).setAccessibleName(tr("More filters"))
        rows = QFormLayout(more)
        for number, (label, box) in enumerate(self._rows()):
            (rows if number else form).addRow(label, box)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            box.currentIndexChanged.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
        column.addWidget(more)

    def _rows(self) -> tuple[tuple[str, QComboBox], ...]:
        return (
            (tr("Challenge"), self.challenge),
            (tr("Sector"), self.sector),
            (tr("Publisher"), self.kind),
            (tr("Age"), self.light),
            (tr("Licence"), self.licence),
            (tr("Redistribution allowed"), self.reuse),
        )

    def offer(self, sectors: Iterable[tuple[str, str]], licences: Iterable[str]) -> None:
        """Offer what a catalogue has: sectors, title and id, and names of licences."""
        fill(self.sector, tr("All sectors"), sorted(sectors))
        fill(self.licence, tr("All licences"), [(name, name) for name in sorted(licences)])

    def clear(self) -> None:
        """Leave over everything."""
        for _, box in self._rows():
            box.setCurrentIndex(0)

    def chosen(self, favourites: frozenset[str] | None) -> Filters:
        """Return what is chosen; ``favourites`` limits it to those records."""
        id = self.challenge.currentData()
        return Filters(
            challenge=challenge(id) if id else None,
            sector=self.sector.currentData() or "",
            publisher_kind=self.kind.currentData(),
            light=self.light.currentData(),
            licence=self.licence.currentData() or "",
            redistribution=self.reuse.currentData(),
            favourites=favourites,
        )


@lru_cache
def challenge(id: str) -> Challenge:
    """Return a built-in challenge, read once."""
    from ...processing.model.challenge import read_challenge

    return read_challenge(id)


def fill(box: QComboBox, every: str, choices: Iterable[tuple[str, str]]) -> None:
    """Give a list its choices, title and value, after one that leaves all."""
    box.blockSignals(True)
    box.clear()
    box.addItem(every, "")
    for title, value in choices:
        box.addItem(title, value)
    box.blockSignals(False)
