"""The defects of a layer as rows, with what became of each, and what of them is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt

from ...processing.model.defect_decisions import DONE, NO_MISTAKE, Decision
from ...processing.model.defects import DEFECTS, SEVERITIES
from ...processing.texts.defect_texts import SEVERITY_TEXTS, TITLE_TEXTS
from ...processing.texts.language import tr
from ..plain_words import plain
from .defects import Defect

OPEN, AGAIN, MENDED = "open", "again", "mended"
STATE_TEXTS = {OPEN: "open", AGAIN: "found again", MENDED: "mended", DONE: "done", NO_MISTAKE: "no mistake"}
TO_DO = (OPEN, AGAIN)
SEVERITY, KIND, MESSAGE, STATE = range(4)
SORTED = Qt.ItemDataRole.UserRole
ORDER = {code: number for number, code in enumerate(DEFECTS)}


class DefectModel(QAbstractTableModel):
    """Defects with their decisions; `mended` are the marks of those that were mended and not yet saved,
    `counts` how many have which state."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.defects: Sequence[Defect] = ()
        self.decisions: Mapping[str, Decision] = {}
        self.mended: frozenset[str] = frozenset()
        self.assessed = ""
        self.counts: Counter[str] = Counter()

    def show(self, defects: Sequence[Defect], decisions: Mapping[str, Decision], assessed: str) -> None:
        """Show the defects of an assessment that was made at a moment (UTC, ISO 8601)."""
        self.beginResetModel()
        self.defects, self.decisions, self.mended, self.assessed = defects, decisions, frozenset(), assessed
        self._count()
        self.endResetModel()

    def decide(self, decisions: Mapping[str, Decision], mended: frozenset[str]) -> None:
        """Show what was decided and mended since."""
        self.decisions, self.mended = decisions, mended
        self._count()
        if self.defects:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.defects) - 1, STATE))

    def _count(self) -> None:
        self.counts = Counter(map(self.state, range(len(self.defects))))

    def state(self, row: int) -> str:
        """Return what became of a defect: one of `STATE_TEXTS`."""
        one = self.defects[row]
        decision = self.decisions.get(one.mark)
        if one.mark in self.mended:
            return MENDED
        if decision is None:
            return OPEN
        return AGAIN if decision.decision == DONE and decision.made < self.assessed else decision.decision

    def reason(self, row: int) -> str:
        """Return why it was decided so, by whom and when, as they said it; empty without."""
        one = self.decisions.get(self.defects[row].mark)
        return " – ".join(filter(None, [one.reason, one.by, one.made[:10]])) if one else ""

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else len(self.defects)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else STATE + 1

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Severity"), tr("Defect"), tr("What is wrong"), tr("Status"))[section]
        return None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        one, column = self.defects[index.row()], index.column()
        if role == SORTED:
            keys = (SEVERITIES.index(one.severity), ORDER[one.code], one.message, tr(STATE_TEXTS[self.state(index.row())]))
            return keys[column]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            state = tr(STATE_TEXTS[self.state(index.row())])
            words = (tr(SEVERITY_TEXTS[one.severity]), tr(TITLE_TEXTS[one.code]), one.message, state)[column]
            if role == Qt.ItemDataRole.DisplayRole:
                return words
            return plain({KIND: f"{words} ({one.code})", STATE: self.reason(index.row()) or words}.get(column, words))
        return None


class DefectFilter(QSortFilterProxyModel):
    """What is shown of the defects: by how grave they are, by kind, and whether anything is still to be done."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.severity = self.code = ""
        self.to_do = True
        self.setSortRole(SORTED)

    def choose(self, severity: str, code: str, to_do: bool) -> None:
        """Show what passes; an empty text lets all pass."""
        self.severity, self.code, self.to_do = severity, code, to_do
        self.invalidateFilter()

    def filterAcceptsRow(self, row, parent):
        model = self.sourceModel()
        one = model.defects[row]
        fits = (not self.severity or one.severity == self.severity) and (not self.code or one.code == self.code)
        return fits and (not self.to_do or model.state(row) in TO_DO)
