"""The layers of the catalogue dock: below their sectors, or as one list; what is dragged from it is loaded where it drops."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsMimeDataUtils
from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QGuiApplication, QPalette

from ...processing.texts.language import Language, tr
from ...processing.texts.quality_texts import say_mark
from ..icons import theme_icon
from ..plain_words import plain
from .entries import Entry
from .lights import light_icon, light_words
from .order import LoadOrder

TITLE, AGE, FAVOURITE = 0, 1, 2
COLUMNS = 3
ENTRY = Qt.ItemDataRole.UserRole
SAID = frozenset((Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole))
ANSWERED = SAID | {ENTRY, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ForegroundRole}
"""Qt asks for eight roles of each cell that it draws: those without an answer are to cost nothing."""
MIME = "application/x-vnd.qgis.qgis.uri"
"""What QGIS takes where something is dropped on its map or its list of layers."""
TOP = 0
"""Internal id of a sector's row; a record's is that of its sector plus one."""


class CatalogueModel(QAbstractItemModel):
    """Sectors with records, or records alone; all is set anew by `show`.

    Parameters
    ----------
    order : callable
        Takes the ids that are dragged and returns what is to be loaded.
    """

    def __init__(self, language: Language, order: Callable[[tuple[str, ...]], LoadOrder], parent=None):
        super().__init__(parent)
        self.language = language
        self.order = order
        self.groups: list[tuple[str, list[Entry]]] = []
        self.flat = False
        self.favourites: frozenset[str] = frozenset()

    def show(self, groups: list[tuple[str, list[Entry]]], favourites: frozenset[str], flat: bool = False) -> None:
        """Show these sectors and records; ``flat``: the records of the first sector, without it."""
        self.beginResetModel()
        self.groups, self.favourites, self.flat = groups, favourites, flat
        self.endResetModel()

    def mark(self, favourites: frozenset[str]) -> None:
        """Show other favourites; all else stays as it is."""
        self.favourites = favourites
        parents = [QModelIndex()] if self.flat else [self.index(row, 0) for row in range(self.rowCount())]
        for parent in parents:
            last = self.rowCount(parent) - 1
            self.dataChanged.emit(self.index(0, FAVOURITE, parent), self.index(last, FAVOURITE, parent))

    def entry(self, index: QModelIndex) -> Entry | None:
        """Return the record at an index; None at a sector's."""
        if not index.isValid() or index.internalId() == TOP:
            return None
        return self.groups[index.internalId() - 1][1][index.row()]

    def index_of(self, id: str) -> QModelIndex:
        """Return where a record stands; an invalid index where it is not shown."""
        for number, (_, rows) in enumerate(self.groups):
            parent = QModelIndex() if self.flat else self.index(number, 0)
            for row, one in enumerate(rows):
                if one.id == id:
                    return self.index(row, 0, parent)
        return QModelIndex()

    def index(self, row, column, parent=QModelIndex()):  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        if self.flat:
            return self.createIndex(row, column, TOP + 1)
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else TOP)

    def parent(self, index):
        if self.flat or not index.isValid() or index.internalId() == TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, TOP)

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        if not parent.isValid():
            return len(self.groups[0][1]) if self.flat and self.groups else len(self.groups)
        return len(self.groups[parent.row()][1]) if parent.internalId() == TOP and parent.column() == 0 else 0

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return COLUMNS

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return (tr("Layer"), tr("Age"), "")[section]
            if role in SAID and section == FAVOURITE:
                return tr("Favourites")
        return None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role not in ANSWERED:
            return None
        one = self.entry(index)
        if one is None:
            return self._of_sector(index, role)
        if role == ENTRY:
            return one
        return self._of_record(one, index.column(), role)

    def flags(self, index):
        flags = super().flags(index)
        one = self.entry(index)
        if one is None:
            return flags
        return flags | Qt.ItemFlag.ItemIsDragEnabled if one.loadable else flags

    def mimeTypes(self):
        return [MIME]

    def mimeData(self, indexes):
        entries = {one.id: one for one in map(self.entry, indexes) if one is not None}
        name = next((one.title for one in entries.values()), "")
        return QgsMimeDataUtils.encodeUriList([self.order(tuple(entries)).uri(name)])

    def _of_sector(self, index, role):
        if role == Qt.ItemDataRole.DisplayRole and index.column() == TITLE:
            title, rows = self.groups[index.row()]
            return f"{title} ({len(rows)})"
        return None

    def _of_record(self, one: Entry, column: int, role):
        if role == Qt.ItemDataRole.DisplayRole:
            return (one.title, one.age_and_mark, None)[column]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(one, column)
        if role in SAID:
            favourite = tr("favourite") if one.id in self.favourites else ""
            idle = "" if one.loadable else tr("cannot be loaded")
            said = " – ".join(filter(None, [one.title, one.publisher, self.freshness(one), favourite, idle]))
            return plain(said) if role == Qt.ItemDataRole.ToolTipRole else said
        if not one.loadable:  # the colour of what cannot be used; the card says why
            return QGuiApplication.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        return None

    def _picture(self, one: Entry, column: int):
        if column == TITLE:
            return light_icon(one.light)
        return theme_icon("mIconFavorites") if column == FAVOURITE and one.id in self.favourites else None

    def freshness(self, one: Entry) -> str:
        """Return the age, the traffic light and the quality in words."""
        quality = say_mark(one.record.quality, self.language)
        return ", ".join(filter(None, [one.age, light_words(one.light, self.language), quality]))
