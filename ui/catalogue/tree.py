"""The tree of the catalogue dock: sectors, and under each its records."""

from __future__ import annotations

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, Qt

from ...processing.bridge.language import Language, tr
from .entries import Entry, light_words
from .lights import light_icon

TITLE, AGE = 0, 1
COLUMNS = 2
ENTRY = Qt.ItemDataRole.UserRole
TOP = 0
"""Internal id of a sector's row; a record's is that of its sector plus one."""


class CatalogueModel(QAbstractItemModel):
    """Sectors with records; all is set anew by `show`."""

    def __init__(self, language: Language, parent=None):
        super().__init__(parent)
        self.language = language
        self.groups: list[tuple[str, list[Entry]]] = []

    def show(self, groups: list[tuple[str, list[Entry]]]) -> None:
        """Show these sectors and records."""
        self.beginResetModel()
        self.groups = groups
        self.endResetModel()

    def entry(self, index: QModelIndex) -> Entry | None:
        """Return the record at an index; None at a sector's."""
        if not index.isValid() or index.internalId() == TOP:
            return None
        return self.groups[index.internalId() - 1][1][index.row()]

    def index(self, row, column, parent=QModelIndex()):  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else TOP)

    def parent(self, index):
        if not index.isValid() or index.internalId() == TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, TOP)

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        if not parent.isValid():
            return len(self.groups)
        return len(self.groups[parent.row()][1]) if parent.internalId() == TOP and parent.column() == 0 else 0

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return COLUMNS

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (tr("Layer"), tr("Age"))[section]
        return None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        one = self.entry(index)
        if one is None:
            return self._of_sector(index, role)
        if role == ENTRY:
            return one
        return self._of_record(one, index.column(), role)

    def flags(self, index):
        flags = super().flags(index)
        one = self.entry(index)
        return flags & ~Qt.ItemFlag.ItemIsEnabled if one is not None and not one.loadable else flags

    def _of_sector(self, index, role):
        if role == Qt.ItemDataRole.DisplayRole and index.column() == TITLE:
            title, rows = self.groups[index.row()]
            return f"{title} ({len(rows)})"
        return None

    def _of_record(self, one: Entry, column: int, role):
        if role == Qt.ItemDataRole.DisplayRole:
            return one.title if column == TITLE else one.age
        if role == Qt.ItemDataRole.DecorationRole and column == TITLE:
            return light_icon(one.light)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{one.title} – {one.publisher} – {self.freshness(one)}"
        return None

    def freshness(self, one: Entry) -> str:
        """Return the age and the traffic light in words."""
        return ", ".join(filter(None, [one.age, light_words(one.light, self.language)]))
