"""A file of one's own: its first rows, which column is which, which name is which area, and one press makes it a layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeatureSourceDefinition
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..processing.model import contract
from ..processing.model.choices import SET_ASIDE
from ..processing.model.field_words import field_words
from ..processing.model.progress import Progress
from ..processing.texts.language import Language, interface_language, tr
from . import message_bar
from .plain_words import PlainLabel
from .task_runner import Run, Work

if TYPE_CHECKING:
    from ..processing.challenge.gaps import Gap
    from ..processing.sources.adding import Areas, ColumnProposal, OwnFile

SHOWN_ROWS = 6
NAME, AREA, ANSWER = range(3)
WIDE, HIGH = 90, 34
"""Letters and lines."""


@dataclass(frozen=True)
class UnitsPlace:
    """Where the areas of a municipality are: a layer, and the condition that leaves those of its neighbours out."""

    layer: str
    condition: str
    areas: Areas

    def source(self) -> QgsProcessingFeatureSourceDefinition:
        """Return it as an algorithm's input."""
        return QgsProcessingFeatureSourceDefinition(self.layer, filterExpression=self.condition)


@dataclass(frozen=True)
class Preview:
    """What was found in a file, and proposed."""

    file: OwnFile
    proposal: ColumnProposal
    places: UnitsPlace | None


class OwnFileDialog(QDialog):
    """The dialog; `added` gives what the user is told when the record is there.

    Parameters
    ----------
    gap : Gap
        The indicator that the file is for.
    path : str
    catalogue : Path
        The municipality's own catalogue, which need not be there yet.
    make_catalogue : callable
        Makes it where it is not there.
    find_areas : callable
        Gives the areas that names are matched to; called in a task.
    """

    added = pyqtSignal(str)

    def __init__(
        self,
        gap: Gap,
        path: str,
        catalogue: Path,
        make_catalogue: Callable[[], object],
        find_areas: Callable[[Progress], UnitsPlace | None],
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.gap, self.path, self.catalogue = gap, path, catalogue
        self.make_catalogue, self.find_areas = make_catalogue, find_areas
        self.language = Language(interface_language())
        self.preview: Preview | None = None
        self.work: Work | None = None
        self.run: Run | None = None
        self.places: UnitsPlace | None = None
        self.title = gap.wanted.template.title.of(self.language.code) if gap.wanted.template else gap.wanted.id
        self.setWindowTitle(self.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self.look()

    def _build(self) -> None:
        self.about, self.lacking, self.matched = PlainLabel(self), PlainLabel(self), PlainLabel(self)
        for label in (self.about, self.lacking, self.matched):
            label.setWordWrap(True)
        self.sheet = QComboBox(self)
        self.sheet.setAccessibleName(tr("Sheet or layer"))
        self.sheet.activated.connect(lambda _: self.look(self.sheet.currentText()))
        self.rows = QTableWidget(self)
        self.rows.setAccessibleName(tr("First rows of the file, with the meaning of each column above it"))
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.verticalHeader().hide()
        self.names = QTableWidget(0, 3, self)
        self.names.setHorizontalHeaderLabels([tr("Name in the file"), tr("Area"), tr("The same?")])
        self.names.setAccessibleName(tr("Names of which it is not sure which area they are"))
        self.names.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.names.verticalHeader().hide()
        self.names.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.names.horizontalHeader().setSectionResizeMode(ANSWER, QHeaderView.ResizeMode.ResizeToContents)
        self.all_yes = QPushButton(tr("Yes to all"), self)
        self.all_yes.clicked.connect(self.say_yes)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self.add = self.buttons.addButton(tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setDefault(True)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)
        matched = QHBoxLayout()
        matched.addWidget(self.matched, 1)
        matched.addWidget(self.all_yes)
        column = QVBoxLayout(self)
        for widget in (self.about, self.sheet, self.rows, self.lacking):
            column.addWidget(widget)
        column.addLayout(matched)
        column.addWidget(self.names)
        column.addWidget(self.buttons)
        column.setStretchFactor(self.rows, 3)
        column.setStretchFactor(self.names, 2)
        letters = self.fontMetrics()
        self.resize(WIDE * letters.averageCharWidth(), HIGH * letters.lineSpacing())

    def look(self, layer: str = "", fields: dict[str, str] | None = None) -> None:
        """Look into the file, or one sheet or layer of it, with the columns that the user gave."""
        self._wait(tr("Reading the file"))
        self.work = Work(tr("Reading the file"), partial(self._find, layer, fields), self._found)

    def _find(self, layer: str, fields: dict[str, str] | None, progress: Progress) -> Preview:
        from ..processing.model.catalogue import read_catalogue
        from ..processing.sources.adding import look_into, propose
        from ..processing.sources.adding.add import read_answers

        same = self.preview if self.preview and layer in ("", self.preview.file.source.layer) else None
        file = same.file if same else look_into(self.path, layer, progress)
        places = self.places or self.find_areas(progress)
        areas = places.areas if places else None
        known = read_answers(self.catalogue, self.gap.wanted)
        return Preview(file, propose(file, self.gap.wanted, read_catalogue(""), areas, fields, known), places)

    def _wait(self, words: str) -> None:
        self.about.setText(words)
        for widget in (self.rows, self.sheet, self.names, self.all_yes, self.add):
            widget.setEnabled(False)

    def _found(self, work: Work) -> None:
        if sip.isdeleted(self):
            return
        self.work = None
        if not work.ok:
            self.about.setText(" ".join(message_bar.why(work.error)))
            for widget in (self.sheet, self.lacking, self.matched, self.names, self.all_yes, self.rows):
                widget.hide()
            return
        self.preview = work.value
        self.places = self.preview.places
        for widget in (self.rows, self.sheet, self.names, self.all_yes, self.add):
            widget.setEnabled(True)
        words = tr("{file} becomes '{record}'. Check what each column is, and press Add.")
        self.about.setText(words.format(file=Path(self.path).name, record=self.title))
        self._show_sheets()
        self._show_rows()
        self._show_names()

    def _show_sheets(self) -> None:
        file = self.preview.file
        self.sheet.setVisible(len(file.layers) > 1)
        if not self.sheet.count():
            self.sheet.addItems(file.layers)
        self.sheet.setCurrentText(file.source.layer)

    def _show_rows(self) -> None:
        file, meant = self.preview.file, {column: name for name, column in self.preview.proposal.fields.items()}
        table = file.features.table.head(SHOWN_ROWS)
        self.rows.clear()
        self.rows.setColumnCount(len(file.columns))
        self.rows.setRowCount(1 + len(table))
        self.rows.setHorizontalHeaderLabels(list(file.columns))
        for place, column in enumerate(file.columns):
            self.rows.setCellWidget(0, place, self._meaning(column, meant.get(column, "")))
            for row, value in enumerate(table[column], start=1):
                self.rows.setItem(row, place, QTableWidgetItem(self._shown(value)))
        self.rows.resizeColumnsToContents()
        self._show_lacking()

    def _meaning(self, column: str, name: str) -> QComboBox:
        box = QComboBox(self.rows)
        box.setAccessibleName(tr("Meaning of the column '{column}'").format(column=column))
        box.addItem(tr("(not used)"), "")
        for one in self._choices():
            box.addItem(self._field_title(one), one)
        box.setCurrentIndex(max(box.findData(name), 0))
        box.activated.connect(lambda _: self._meant(column))
        return box

    def _choices(self) -> list[str]:
        key = self.preview.proposal.key
        return list(dict.fromkeys(filter(None, (key, *self.gap.wanted.fields))))

    def _field_title(self, name: str) -> str:
        if name == self.preview.proposal.key:
            return tr("area (code or name)")
        known = field_words().get(name)
        return known.title.of(self.language.code) if known else name

    def _shown(self, value: object) -> str:
        if isinstance(value, float):
            return "" if value != value else self.language.number(value, 0 if value == int(value) else 2)
        return "" if value is None else str(value)

    def boxes(self) -> dict[str, QComboBox]:
        """Return the box above each column."""
        return {column: self.rows.cellWidget(0, place) for place, column in enumerate(self.preview.file.columns)}

    def fields(self) -> dict[str, str]:
        """Return the column of each field as it stands in the form."""
        return {box.currentData(): column for column, box in self.boxes().items() if box.currentData()}

    def _meant(self, column: str) -> None:
        """A field has one column; where that of the areas is another now, names are matched anew."""
        boxes = self.boxes()
        name = boxes[column].currentData()
        for other, box in boxes.items():
            if other != column and name and box.currentData() == name:
                box.setCurrentIndex(0)
        key = self.preview.proposal.key
        if key and self.fields().get(key) != self.preview.proposal.fields.get(key):
            self.look(self.preview.file.source.layer, self.fields())
        else:
            self._show_lacking()

    def _show_lacking(self) -> None:
        given = self.fields()
        lacking = [self._field_title(name) for name in self._choices() if name not in given]
        self.lacking.setText(tr("No column yet for: {fields}.").format(fields=", ".join(lacking)) if lacking else "")
        self.lacking.setVisible(bool(lacking))
        key = self.preview.proposal.key
        self.add.setEnabled(bool(given) and (not key or key in given) or not self._choices())

    def _show_names(self) -> None:
        proposal = self.preview.proposal
        doubtful = [one for one in proposal.names if one.is_doubtful]
        self.names.setRowCount(len(doubtful))
        for row, one in enumerate(doubtful):
            self.names.setItem(row, NAME, QTableWidgetItem(one.name))
            self.names.setItem(row, AREA, QTableWidgetItem(one.area))
            answer = QTableWidgetItem(tr("yes"))
            answer.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            answer.setCheckState(Qt.CheckState.Checked if one.key else Qt.CheckState.Unchecked)
            self.names.setItem(row, ANSWER, answer)
        for widget in (self.names, self.all_yes):
            widget.setVisible(bool(doubtful))
        self.matched.setText(self._matched())
        self.matched.setVisible(bool(self.matched.text()))

    def _matched(self) -> str:
        """Return how the rows meet the areas, in words."""
        proposal = self.preview.proposal
        if not proposal.key:
            return ""
        if self.places is None:
            return tr("The areas of the municipality could not be fetched: rows can only be matched by code.")
        if not proposal.is_by_name:
            known = proposal.exact + proposal.other_years
            return tr("Codes of areas recognised: {known} of {all}.").format(known=known, all=proposal.rows) if proposal.rows else ""
        sure = sum(one.answer == "sure" for one in proposal.names)
        unknown = [one.name for one in proposal.names if not one.code]
        text = tr("Names of areas recognised: {known} of {all}.").format(known=sure, all=len(proposal.names))
        if self.names.rowCount():
            text += " " + tr("Tick those below that are the same.")
        if unknown:
            text += " " + tr("Left out, because no area is called so: {names}.").format(names=", ".join(unknown))
        return text

    def say_yes(self) -> None:
        """Say of all doubtful names that they are the areas."""
        for row in range(self.names.rowCount()):
            self.names.item(row, ANSWER).setCheckState(Qt.CheckState.Checked)

    def answers(self) -> dict[str, bool]:
        """Return what the user said of each doubtful name."""
        rows = range(self.names.rowCount())
        return {self.names.item(row, NAME).text(): self.names.item(row, ANSWER).checkState() == Qt.CheckState.Checked for row in rows}

    def start(self) -> None:
        """Make the record."""
        from ..processing.model.errors import OpgaveError
        from ..processing.sources.adding.add import keep_answers

        try:
            self.make_catalogue()
            if self.preview.proposal.is_by_name:
                keep_answers(self.catalogue, self.gap.wanted.id, self.preview.proposal, self.answers())
        except OpgaveError as error:
            self.about.setText(" ".join(message_bar.sentences(error)))
            return
        self._wait(tr("Adding the file"))
        inputs = {
            contract.INPUT: self.path,
            contract.RECORD_ID: self.gap.wanted.id,
            contract.CATALOGUE: str(self.catalogue),
            contract.FIELDS: write_fields(self.fields()),
            contract.LAYER: self.preview.file.source.layer if self.preview.file.layers else "",
            contract.EXISTING: SET_ASIDE,
        }
        if self.places:
            inputs[contract.UNITS] = self.places.source()
        self.run = Run("add_record", inputs, self._done)

    def _done(self, run: Run) -> None:
        if sip.isdeleted(self):
            return
        self.run = None
        if run.ok:
            self.added.emit(self._told(run))
            self.accept()
            return
        for widget in (self.rows, self.sheet, self.names, self.all_yes, self.add):
            widget.setEnabled(True)
        self.about.setText(" ".join(run.feedback.errors[-1:]))

    def _told(self, run: Run) -> str:
        text = tr("'{record}' comes from your own file now. Press 'Make the first map' to use it.").format(record=self.title)
        if not self.preview.proposal.key:
            return text
        counts = tr("Rows matched to an area: {matched}; left out: {unmatched}.").format(
            matched=run.results[contract.MATCHED_COUNT], unmatched=run.results[contract.UNMATCHED_COUNT]
        )
        return f"{text} {counts}"

    def done(self, result):
        for one in (self.work, self.run):
            if one:
                one.leave()
        super().done(result)


def write_fields(fields: dict[str, str]) -> str:
    """Return the column of each field as the parameter FIELDS takes it.

    >>> write_fields({"places": "Plaatsen, totaal", "name": "Naam"})
    '"places=Plaatsen, totaal",name=Naam'
    """
    items = (f"{name}={column}" for name, column in fields.items())
    return ",".join('"' + one.replace('"', '""') + '"' if "," in one or '"' in one else one for one in items)
