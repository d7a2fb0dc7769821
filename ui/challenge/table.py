"""Tables of the dock: rows of texts and numbers, of which one can be chosen by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ..plain_words import plain

LEAST_ROWS, USUAL_ROWS, MOST_ROWS, SPARE = 2, 3, 8, 0.4
"""Rows for which a table asks room, and a part of one: a theme may draw frames thicker than it says."""


@dataclass(frozen=True)
class TableColumn:
    """A column: its header, what that means, and whether it holds numbers."""

    title: str
    meaning: str = ""
    number: bool = True


class TableModel(QAbstractTableModel):
    """Texts in rows; all is set anew by `show`."""

    def __init__(self, columns: Sequence[TableColumn], parent=None):
        super().__init__(parent)
        self.columns, self.rows = columns, []

    def show(self, rows: list[Sequence[str]]) -> None:
        """Show these rows; where their number stays, what is chosen stays chosen."""
        if len(rows) == len(self.rows):
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        text, column = self.rows[index.row()][index.column()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(f"{text}: {column.meaning}" if column.meaning else text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {text}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return plain(self.columns[section].meaning) if role == Qt.ItemDataRole.ToolTipRole else None


class Table(QTableView):
    """A table of which a row is `chosen` by a click or Enter.

    Parameters
    ----------
    columns : sequence of TableColumn
        The first one that holds no numbers gets the room that is left.
    name : str
        What a screen reader calls it.
    """

    chosen = pyqtSignal(int)

    def __init__(self, columns: Sequence[TableColumn], name: str):
        super().__init__()
        self.setModel(TableModel(columns, self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(int(1.6 * self.fontMetrics().height()))
        wide = next(place for place, column in enumerate(columns) if not column.number)
        for place in range(len(columns)):
            mode = QHeaderView.ResizeMode.Stretch if place == wide else QHeaderView.ResizeMode.ResizeToContents
            self.horizontalHeader().setSectionResizeMode(place, mode)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))

    def sizeHint(self):
        return QSize(super().sizeHint().width(), self._high(min(max(self.model().rowCount(), USUAL_ROWS), MOST_ROWS)))

    def minimumSizeHint(self):
        return QSize(super().minimumSizeHint().width(), self._high(LEAST_ROWS))

    def _high(self, rows: int) -> int:
        return round(self.horizontalHeader().sizeHint().height() + (rows + SPARE) * self.verticalHeader().defaultSectionSize())

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
