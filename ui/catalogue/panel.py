"""The contents of the catalogue dock."""

from __future__ import annotations

import datetime
import threading

from qgis.core import QgsProject, QgsReferencedRectangle
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ...processing.bridge import record_words
from ...processing.bridge.language import Language, interface_language, tr
from ...processing.model.catalogue import Catalogue, read_catalogue
from ...processing.model.challenge import builtin_challenges, read_challenge
from ...processing.model.dates import Freshness
from ...processing.model.errors import OpgaveError
from ...processing.model.search import TextIndex
from ..settings import settings
from .card import card
from .entries import Entry, Filters, by_sector, entries, light_words
from .loading import Loader
from .tree import ENTRY, CatalogueModel

KINDS = ("city", "flemish", "federal", "private", "non_profit", "citizens")
OPEN_UNTIL = 30
"""Sectors are unfolded where no more layers than this are found."""


class CataloguePanel(QWidget):
    """Search, filters, the tree of layers, and the card of the one that is chosen.

    Parameters
    ----------
    iface : QgisInterface
    """

    def __init__(self, iface):
        super().__init__()
        self.iface = iface
        self.language = Language(interface_language())
        self.loader = Loader(iface.messageBar())
        self.model = CatalogueModel(self.language, self)
        self._build()
        self.open_catalogue(settings.catalogue)

    def open_catalogue(self, path: str) -> None:
        """Show another catalogue; an empty path is the built-in one. One that cannot be read is told, and the built-in one shown."""
        try:
            self.catalogue = read_catalogue(path)
        except OpgaveError as error:
            self.iface.messageBar().pushWarning("Opgavenkaart", error.sentence(tr))
            path, self.catalogue = "", read_catalogue("")
        settings.catalogue = path
        self.path = path
        self._take(self.catalogue)

    def _take(self, catalogue: Catalogue) -> None:
        self.entries = {one.id: one for one in entries(catalogue, self.language, datetime.date.today())}
        self.found = TextIndex({id: one.searched for id, one in self.entries.items()})
        threading.Thread(target=self.found.prepare, daemon=True).start()
        fill(self.sector, tr("All sectors"), sorted((title, id) for id, title in self._sectors().items()))
        self.refresh()

    def _sectors(self) -> dict[str, str]:
        ids = dict.fromkeys(id for one in self.entries.values() for id in one.sectors)
        return {id: self.catalogue.sector_title(id).of(self.language.code) for id in ids}

    def refresh(self) -> None:
        """Show what search and filters leave."""
        filters = self.filters()
        shown = [one for id in self.found.find(self.search.text()) if filters.admits(one := self.entries[id])]
        self.model.show(by_sector(shown, self.catalogue, self.language))
        if len(shown) <= OPEN_UNTIL:
            self.tree.expandAll()
        self.count.setText(tr("1 layer") if len(shown) == 1 else tr("{count} layers").format(count=len(shown)))
        self.load_all.setVisible(filters.challenge is not None)
        self.show_card()

    def filters(self) -> Filters:
        """Return what is chosen beside the search."""
        challenge = self.challenge.currentData()
        return Filters(
            read_challenge(challenge) if challenge else None, self.sector.currentData(), self.kind.currentData(), self.light.currentData()
        )

    def chosen(self) -> list[Entry]:
        """Return the records that are chosen in the tree."""
        found = (index.data(ENTRY) for index in self.tree.selectionModel().selectedRows())
        return [one for one in found if one is not None]

    def show_card(self) -> None:
        """Show the record that is chosen."""
        chosen = self.chosen()
        self.load.setEnabled(bool(chosen))
        self.card.setHtml(card(chosen[0], self.language) if chosen else f"<p>{tr('Choose a layer to see whose it is and how old.')}</p>")

    def load_chosen(self) -> None:
        """Load the records that are chosen."""
        self._load([one.id for one in self.chosen()])

    def load_challenge(self) -> None:
        """Load all layers of the challenge that is chosen, those that have a source."""
        layers = self.filters().challenge.layers()
        self._load([id for id, one in self.entries.items() if id in layers and one.loadable])

    def _load(self, ids: list[str]) -> None:
        if ids:
            self.loader.load(self.path, ids, self._extent() if self.here.isChecked() else None)

    def _extent(self) -> QgsReferencedRectangle:
        canvas = self.iface.mapCanvas()
        return QgsReferencedRectangle(canvas.extent(), QgsProject.instance().crs())

    def choose_catalogue(self) -> None:
        """Let the user open a catalogue file."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose a catalogue"), "", tr("Catalogues (*.json)"))
        if path:
            self.open_catalogue(path)

    def _build(self) -> None:
        self.search = QgsFilterLineEdit(self)
        self.search.setPlaceholderText(tr("Search by title, sector, theme or publisher"))
        self.search.setAccessibleName(tr("Search by title, sector, theme or publisher"))
        self.search.textChanged.connect(self.refresh)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addLayout(self._build_filters())
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self._build_tree())
        parts.addWidget(self._build_card())
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        column.addWidget(parts, 1)
        column.addLayout(self._build_buttons())

    def _build_filters(self) -> QFormLayout:
        self.challenge, self.sector, self.kind, self.light = (QComboBox(self) for _ in range(4))
        challenges = [(read_challenge(id).title.of(self.language.code), id) for id in builtin_challenges()]
        fill(self.challenge, tr("All challenges"), sorted(challenges))
        fill(self.kind, tr("All publishers"), [(record_words.publisher_kind(kind, self.language), kind) for kind in KINDS])
        fill(self.light, tr("Any age"), [(light_words(light, self.language), light.value) for light in Freshness])
        form = QFormLayout()
        for label, box in (
            (tr("Challenge"), self.challenge),
            (tr("Sector"), self.sector),
            (tr("Publisher"), self.kind),
            (tr("Age"), self.light),
        ):
            form.addRow(label, box)
            box.currentIndexChanged.connect(self.refresh)
        return form

    def _build_tree(self) -> QTreeView:
        self.tree = QTreeView(self)
        self.tree.setModel(self.model)
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.tree.setAccessibleName(tr("Layers"))
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.selectionModel().selectionChanged.connect(self.show_card)
        self.tree.activated.connect(self.load_chosen)
        return self.tree

    def _build_card(self) -> QTextBrowser:
        self.card = QTextBrowser(self)
        self.card.setOpenExternalLinks(True)
        self.card.setAccessibleName(tr("About the layer"))
        return self.card

    def _build_buttons(self) -> QHBoxLayout:
        self.count = QLabel(self)
        self.here = QCheckBox(tr("Only what the map shows"), self)
        self.load = QPushButton(tr("Load"), self)
        self.load_all = QPushButton(tr("All layers of the challenge"), self)
        self.other = QPushButton(tr("Other catalogue"), self)
        self.load.clicked.connect(self.load_chosen)
        self.load_all.clicked.connect(self.load_challenge)
        self.other.clicked.connect(self.choose_catalogue)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        for widget in (self.here, self.load_all, self.load, self.other):
            row.addWidget(widget)
        return row


def fill(box: QComboBox, every: str, choices: list[tuple[str, str]]) -> None:
    """Give a list its choices, title and value, after one that leaves all."""
    box.blockSignals(True)
    box.clear()
    box.addItem(every, "")
    for title, value in choices:
        box.addItem(title, value)
    box.blockSignals(False)
