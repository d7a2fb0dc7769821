"""How the catalogue dock is laid out; what its parts do is the panel's."""

from __future__ import annotations

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QAbstractItemModel, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAction,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ...processing.texts.language import Language, tr
from ..accessibility import FittedScrollArea, give_name
from ..help import help_button
from ..icons import theme_icon
from ..plain_words import PlainLabel, plain
from ..welcome import Welcome
from .adding import AddRow
from .chooser import CatalogueChooser
from .filters import FilterBar
from .tree import FAVOURITE


class CatalogueView(QWidget):
    """Welcome, catalogues, search, filters, layers, card and buttons, one below the other."""

    def __init__(self, iface, language: Language, model: QAbstractItemModel, parent=None):
        super().__init__(parent)
        self.tabs = QTabWidget(self)  # first of all, for Tab comes to it first
        self.tabs.setCornerWidget(help_button())
        self.welcome = Welcome(iface, self)
        self.chooser = CatalogueChooser(self)
        self.add_row = AddRow(iface.messageBar(), self)
        layers = QWidget(self)
        above, column = QVBoxLayout(layers), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.welcome)
        column.addWidget(self.chooser)
        column.addWidget(self.add_row)
        column.addLayout(self._search())
        self.filters = FilterBar(language, self)
        column.addWidget(self.filters)
        parts = QSplitter(Qt.Orientation.Vertical)
        for stretch, widget in ((3, self._tree(model)), (2, self._card())):
            parts.addWidget(widget)
            parts.setStretchFactor(parts.count() - 1, stretch)
        column.addWidget(parts, 1)
        scrolling = QWidget()
        scrolling.setLayout(column)
        above.addWidget(FittedScrollArea(scrolling), 1)
        above.addLayout(self._options())
        above.addLayout(self._buttons())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._tabs(layers))

    def _tabs(self, layers: QWidget) -> QTabWidget:
        """Return the catalogue's layers and, made when it is first shown, the tab on the quality of a layer."""
        self.quality_place = QWidget(self)
        give_name(self.tabs, tr("Catalogue"))
        self.tabs.addTab(layers, tr("Layers"))
        self.tabs.addTab(self.quality_place, tr("Quality"))
        return self.tabs

    def _search(self) -> QHBoxLayout:
        self.search = QgsFilterLineEdit(self)
        self.search.setShowSearchIcon(True)
        self.search.setPlaceholderText(tr("Search by title, sector, theme or publisher"))
        self.search.setAccessibleName(tr("Search by title, sector, theme or publisher"))
        self.only_favourites = self._switch("mIconFavorites", tr("Favourites only"))
        self.as_list = self._switch("mIconListView", tr("Show as flat list"))
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.only_favourites)
        row.addWidget(self.as_list)
        return row

    def _switch(self, name: str, words: str) -> QToolButton:
        button = QToolButton(self, checkable=True, autoRaise=True)
        button.setIcon(theme_icon(name))
        button.setToolTip(plain(words))
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _tree(self, model: QAbstractItemModel) -> QTreeView:
        self.tree = QTreeView(self)
        self.tree.setModel(model)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(self.fontMetrics().height())
        self.tree.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.tree.setDragDropMode(QTreeView.DragDropMode.DragOnly)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.setAccessibleName(tr("Layers"))
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(0)  # what is seen decides how wide a column is, not a thousand rows more
        for section, mode in enumerate(
            (QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents, QHeaderView.ResizeMode.Fixed)
        ):
            header.setSectionResizeMode(section, mode)
        header.setMinimumSectionSize(self.fontMetrics().height())
        header.resizeSection(FAVOURITE, 2 * self.fontMetrics().height())
        self.favourite = QAction(theme_icon("mIconFavorites"), tr("Favourite"), self.tree)
        self.favourite.setShortcut(QKeySequence("Alt+Shift+F"))
        self.favourite.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.tree.addAction(self.favourite)
        self.menu_keys = QAction(tr("Menu of the layer"), self.tree)  # Qt itself has the menu asked for by Shift+F10 on Windows alone
        self.menu_keys.setShortcut(QKeySequence("Shift+F10"))
        self.menu_keys.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.tree.addAction(self.menu_keys)
        return self.tree

    def _card(self) -> QTextBrowser:
        self.card = QTextBrowser(self)
        self.card.setOpenExternalLinks(True)
        self.card.setAccessibleName(tr("About the layer"))
        return self.card

    def _options(self) -> QHBoxLayout:
        self.here = QCheckBox(tr("Limit to map extent"), self)
        self.styled = QCheckBox(tr("Apply house style"), self)
        self.pictures = QCheckBox(tr("Load as WMS"), self)
        self.styled.setChecked(True)
        row = QHBoxLayout()
        for widget in (self.here, self.styled, self.pictures):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _buttons(self) -> QHBoxLayout:
        self.count = PlainLabel(self)
        self.load_all = QPushButton(tr("Load all layers of the challenge"), self)
        self.copy = QPushButton(tr("Load a copy"), self)
        self.copy.setToolTip(tr("A copy is fixed in time, has its date, and works offline."))
        self.load = QPushButton(tr("Load"), self)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.load_all)
        row.addWidget(self.copy)
        row.addWidget(self.load)
        return row
