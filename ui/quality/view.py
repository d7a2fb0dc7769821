"""How the quality tab is laid out; what its parts do is the panel's."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsFieldComboBox, QgsFilterLineEdit, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QAbstractItemModel, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QHeaderView, QPushButton, QShortcut, QTableView, QVBoxLayout, QWidget

from ...processing.texts.language import tr
from ..one_at_a_time import OneAtATime, ProgressRow
from ..plain_words import PlainLabel, plain
from .table import KIND, MESSAGE, SEVERITY, STATE

LETTERS = {SEVERITY: 9, KIND: 16, STATE: 9}
"""How wide columns are at first; the sentence has the room that is left. No column is narrower than `LEAST`."""
LEAST = 7
LINES = 3
"""Of the sentence about the chosen defect."""


class QualityView(QWidget):
    """Layer and key, verdict, filters, defects, the chosen one in full, and what can be done with it, one below the other."""

    def __init__(self, runs: OneAtATime, model: QAbstractItemModel, parent: QWidget | None = None):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addLayout(self._layer())
        column.addWidget(ProgressRow(runs, self))
        self.verdict = PlainLabel(tr("Choose a layer and press 'Assess'."), self, wordWrap=True)
        self.count = PlainLabel(self, wordWrap=True)
        column.addWidget(self.verdict)
        column.addLayout(self._filters())
        column.addWidget(self._table(model), 1)
        column.addWidget(self.count)
        self.about = PlainLabel(self, wordWrap=True)
        self.about.setMinimumHeight(LINES * self.fontMetrics().lineSpacing())
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.about)
        column.addLayout(self._buttons())

    @property
    def reached(self) -> tuple[QWidget, ...]:
        """What a keyboard reaches, in its order."""
        return (
            *(self.layer, self.key, self.assess, self.severity, self.code, self.state, self.table),
            *(self.next, self.mend, self.done, self.reopen, self.reason, self.no_mistake),
        )

    def _layer(self) -> QGridLayout:
        self.layer = QgsMapLayerComboBox(self)
        self.layer.setFilters(QgsMapLayerProxyModel.Filter.VectorLayer)
        self.layer.setAllowEmptyLayer(True)
        self.layer.setAccessibleName(tr("Layer to assess"))
        self.layer.setToolTip(tr("Layer to assess"))
        self.key = QgsFieldComboBox(self)
        self.key.setAllowEmptyFieldName(True)
        self.key.setAccessibleName(tr("Key field"))
        self.key.setToolTip(tr("Key field: tells the features apart, also in a later assessment; empty for none"))
        self.assess = QPushButton(tr("Assess"), self)
        grid = QGridLayout()
        grid.addWidget(self.layer, 0, 0, 1, 2)
        grid.addWidget(self.key, 1, 0)
        grid.addWidget(self.assess, 1, 1)
        grid.setColumnStretch(0, 1)
        for box in (self.layer, self.key):
            self._narrow(box)
        return grid

    def _filters(self) -> QHBoxLayout:
        self.severity, self.code, self.state = (QComboBox(self) for _ in range(3))
        row = QHBoxLayout()
        for box, name in ((self.severity, tr("Severity")), (self.code, tr("Defect")), (self.state, tr("Status"))):
            box.setAccessibleName(name)
            self._narrow(box)
            row.addWidget(box, 2 if box is self.code else 1)
        return row

    def _narrow(self, box: QComboBox) -> None:
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)

    def _table(self, model: QAbstractItemModel) -> QTableView:
        self.table = QTableView(self)
        self.table.setModel(model)
        self.table.setAccessibleName(tr("Defects"))
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(SEVERITY, Qt.SortOrder.AscendingOrder)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(LEAST * self.fontMetrics().averageCharWidth())
        header.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        for section, letters in LETTERS.items():
            header.resizeSection(section, letters * self.fontMetrics().averageCharWidth())
        return self.table

    def _buttons(self) -> QGridLayout:
        self.next = self._button(tr("Next defect"), tr("Show the next defect that is still to be done on the map"), "Alt+Shift+N")
        self.mend = self._button(
            tr("Mend"), tr("Mend the chosen defects in the layer, where nothing is lost; undo takes it back"), "Alt+Shift+R"
        )
        self.done = self._button(tr("Done"), tr("The chosen defects are dealt with"), "Alt+Shift+D")
        self.reopen = self._button(tr("Reopen"), tr("Take back what was decided about the chosen defects"), "Alt+Shift+O")
        self.no_mistake = self._button(tr("No mistake"), tr("The chosen defects are no mistakes, for this reason"), "Alt+Shift+X")
        self.reason = QgsFilterLineEdit(self)
        self.reason.setPlaceholderText(tr("Reason why it is no mistake, and Enter"))
        self.reason.setAccessibleName(tr("Reason why it is no mistake"))
        grid = QGridLayout()
        for place, button in enumerate((self.next, self.mend, self.done, self.reopen)):
            grid.addWidget(button, 0, place)
        grid.addWidget(self.reason, 1, 0, 1, 3)
        grid.addWidget(self.no_mistake, 1, 3)
        return grid

    def _button(self, title: str, tip: str, keys: str) -> QPushButton:
        button = QPushButton(title, self)
        shortcut = QShortcut(QKeySequence(keys), button)  # a button's own one presses it only a tenth of a second later
        shortcut.activated.connect(button.click)
        button.setToolTip(plain(f"{tip} ({shortcut.key().toString(QKeySequence.SequenceFormat.NativeText)})"))
        return button
