"""Two challenges beside each other: which areas rise or fall in the ranking, and what becomes of the clusters."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...processing.texts.language import Language
from ..challenge_picker import ChallengePicker
from ..plain_words import PlainLabel
from .table import Table, TableColumn

AS_COMPUTED = "computed"


class ComparisonPanel(QWidget):
    """Choose another challenge, or the present one as it was computed, and see who rises and who falls.

    `asked` is emitted with the other challenge's place (a built-in id or a path), or `AS_COMPUTED`; `chosen` with a row of the table.
    """

    asked = pyqtSignal(str)
    chosen = pyqtSignal(int)

    def __init__(self, language: Language):
        super().__init__()
        self.language = language
        tr = language.tr
        self.picker = ChallengePicker()
        self.picker.list.insertItem(0, tr("As last computed"), AS_COMPUTED)
        self.picker.list.setCurrentIndex(0)
        self.picker.list.setAccessibleName(tr("Challenge to compare with"))
        self.picker.button.setAccessibleName(tr("Choose a challenge file"))
        self.button = QPushButton(tr("Compare"))
        self.button.clicked.connect(lambda: self.asked.emit(self.picker.value()))
        self.summary = PlainLabel(tr("Compare with another challenge, or with this one as last computed."), wordWrap=True)
        self.table = Table(columns(language), tr("Areas that rise or fall"))
        self.table.chosen.connect(self.chosen)
        row = QHBoxLayout()
        row.addWidget(self.picker, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)

    def minimumSizeHint(self):
        return QSize(super().minimumSizeHint().width(), self.layout().minimumHeightForWidth(self.width()))

    def show_changes(self, changes, other: str, clusters: str = "") -> None:
        """Show the table of `index_preview.rank_changes` against the challenge called ``other``, and a sentence on clusters."""
        self.changes = changes
        moved = int((changes["change"] != 0).sum())
        text = self.language.tr(
            "Compared with '{other}', {moved} of {count} areas changed rank.", other=other, moved=moved, count=len(changes)
        )
        self.summary.setText(f"{text} {clusters}".strip())
        self.table.model().show([self._row(one) for one in changes.itertuples()])

    def _row(self, one) -> tuple[str, ...]:
        number = self.language.number
        return one.name, number(one.before, 1), number(one.after, 1), places(one.change, self.language)


def columns(language: Language) -> tuple[TableColumn, ...]:
    """Return the columns of the table of changes."""
    tr = language.tr
    return (
        TableColumn(tr("Area"), "", number=False),
        TableColumn(tr("Before"), tr("Index in the other challenge")),
        TableColumn(tr("Now"), tr("Index with the present weights")),
        TableColumn(tr("Rank +/-"), tr("Ranks risen (more need) or fallen (less need)")),
    )


def places(change: float, language: Language) -> str:
    """Return places risen or fallen, with an arrow that says the same as the sign."""
    if not change:
        return "="
    return f"{'▲' if change > 0 else '▼'} {language.number(abs(change))}"


def cluster_counts(results: dict, language: Language) -> str:
    """Return what `compare_clusters` found, as a sentence."""
    names = ("STAYS", "GROWS", "SHRINKS", "NEW", "GONE")
    return language.tr(
        "Clusters: {stays} stay, {grows} grow, {shrinks} shrink, {new} are new, {gone} are gone.",
        **{name.lower(): int(results[f"{name}_COUNT"]) for name in names},
    )
