"""Sites: candidates pinned on the map, some of them locked or ruled out, and the plan that serves most."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QAction,
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...processing.model import contract
from ...processing.model.choices import SITE_OBJECTIVES
from ...processing.texts.language import Language, tr
from ..accessibility import give_name
from ..map.form import chooser
from ..one_at_a_time import OneAtATime
from ..plain_words import PlainLabel, plain
from ..task_runner import Run
from .demand import DemandList
from .layer_roles import CANDIDATES, RoleBox
from .pin_tool import PinTool
from .pins import STATUS_TEXTS, Pins
from .results import Kind, Outputs, how_sure, narrow

OBJECTIVE_TEXTS = {
    "mclp": "most demand served",
    "p_median": "smallest total distance",
    "p_center": "smallest maximum distance",
    "lscp": "fewest sites for full coverage",
}
MOST_SITES = 500
SOON_MS = 500
ID = Qt.ItemDataRole.UserRole
PLAN = 2
"""The column of what a plan chose, shown once there is one."""


class SitesTab(QWidget):
    """The question above, the candidates in the middle, the answer below.

    Parameters
    ----------
    iface : QgisInterface
    runs : OneAtATime
    """

    def __init__(self, iface, runs: OneAtATime, language: Language):
        super().__init__()
        self.iface, self.runs, self.language = iface, runs, language
        self.pins = Pins(self)
        self.tool = PinTool(iface.mapCanvas(), self.pins)
        self.outputs = Outputs({contract.OUTPUT: Kind(tr("Sites"), "sites", field="role")}, runs, iface.mapCanvas(), language)
        self.soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self.plan: set[int] = set()
        self._lay_out()
        self._connect()
        self.refresh()

    def inputs(self) -> dict:
        """Return what `find_shared_sites` is asked."""
        inputs = self.demand.inputs() | {
            contract.CANDIDATES: self.pins.layer,
            contract.STATUS_FIELD: "status",
            contract.OBJECTIVE: self.objective.currentData(),
        }
        return inputs if self.objective.currentData() == "lscp" else inputs | {contract.SITES: self.count.value()}

    def find(self) -> None:
        """Look for the best plan."""
        self.soon.stop()
        if self.runs.is_busy:
            self.soon.start()
        elif not self.demand.inputs()[contract.DEMANDS]:
            self.answer.setText(tr("Choose the demand layer first."))
        elif self.pins.features():
            self.runs.start("find_shared_sites", self.inputs() | self.outputs.files(contract.OUTPUT_CURVE), self._found)

    def _found(self, run: Run) -> None:
        self.outputs.show(
            run.results, {contract.OUTPUT: ("site_id", "chosen")}, lambda found: self._show(run.results, found[contract.OUTPUT])
        )

    def _show(self, results: dict, found: list[list]) -> None:
        self.plan = {id for id, picked in found if picked}
        for item in self._items():
            item.setText(PLAN, self._planned(item.data(0, ID)))
        self.list.setColumnHidden(PLAN, not self.plan)
        self.list.scrollToItem(next((item for item in self._items() if item.data(0, ID) in self.plan), None))
        self.answer.setText(self.words(results))

    def words(self, results: dict) -> str:
        """Return the plan in a sentence."""
        served = self.language.number(100 * results[contract.SERVED_SHARE], 1)
        sure = how_sure(results[contract.GAP], self.language)
        return tr(
            "1 site serves {share} % of the demand within the norm distance (for these demand figures {sure}). | {count} sites serve"
            " {share} % of the demand within the norm distance (for these demand figures {sure}).",
            count=results[contract.SITE_COUNT],
            share=served,
            sure=sure,
        )

    def refresh(self) -> None:
        """Show the pins; those that are chosen in the list stay so."""
        pins, kept = self.pins.features(), self._chosen()
        self.list.clear()
        for pin in pins:
            item = QTreeWidgetItem(self.list, [str(pin["name"]), status_words(pin["status"]), self._planned(pin.id())])
            item.setData(0, ID, pin.id())
            item.setToolTip(0, plain(item.text(0)))
            item.setSelected(pin.id() in kept)
        there = bool(pins)
        for button in (*self.statuses.values(), self.away, self.run):
            button.setEnabled(there)
        if not there:
            self.answer.setText(tr("Place candidates on the map, or import them from a layer."))

    def _planned(self, id: int) -> str:
        return tr("chosen") if id in self.plan else ""

    def _items(self) -> list[QTreeWidgetItem]:
        return [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]

    def _chosen(self) -> list[int]:
        return [item.data(0, ID) for item in self.list.selectedItems()]

    def _change(self, status: str) -> None:
        if self._chosen():
            self.pins.set_status(self._chosen(), status)

    def _follow(self) -> None:
        if self.live.isChecked() and self.outputs.shown:
            self.soon.start()

    def _pin(self, on: bool) -> None:
        canvas = self.iface.mapCanvas()
        canvas.setMapTool(self.tool) if on else canvas.unsetMapTool(self.tool)

    def _take(self) -> None:
        layer = self.source.currentLayer()
        if layer:
            self.pins.take(layer, layer.fields().names()[0] if not layer.displayField() else layer.displayField())

    def leave(self) -> None:
        """Give the map's tool back."""
        self.iface.mapCanvas().unsetMapTool(self.tool)

    def _connect(self) -> None:
        self.pins.changed.connect(self.refresh)
        for signal in (self.pins.changed, self.demand.changed, self.count.valueChanged, self.objective.currentIndexChanged):
            signal.connect(self._follow)
        self.objective.currentIndexChanged.connect(lambda: self.count.setEnabled(self.objective.currentData() != "lscp"))
        self.soon.timeout.connect(self.find)
        self.run.clicked.connect(self.find)
        self.pin.toggled.connect(self._pin)
        self.tool.deactivated.connect(lambda: self.pin.setChecked(False))
        self.take.clicked.connect(self._take)
        for status, button in self.statuses.items():
            button.clicked.connect(lambda _, status=status: self._change(status))
        self.away.clicked.connect(lambda: self.pins.remove(self._chosen()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        self.demand = DemandList(self)
        column.addWidget(self.demand)
        column.addLayout(self._candidates())
        column.addWidget(self._list(), 1)
        column.addLayout(self._buttons())
        column.addLayout(self._goal())
        self.answer = PlainLabel(self, wordWrap=True)
        column.addWidget(self.answer)

    def _candidates(self) -> QGridLayout:
        self.pin = QPushButton(tr("Place on map"), self, checkable=True)
        self.source = RoleBox(CANDIDATES, QgsMapLayerProxyModel.Filter.HasGeometry, self)
        narrow(self.source)
        self.source.setAccessibleName(tr("Layer to import candidates from"))
        self.take = QPushButton(tr("Import from layer"), self)
        grid = QGridLayout()
        grid.addWidget(self.pin, 0, 0, 1, 2)
        grid.addWidget(self.source, 1, 0)
        grid.addWidget(self.take, 1, 1)
        grid.setColumnStretch(0, 1)
        return grid

    def _list(self) -> QTreeWidget:
        self.list = QTreeWidget(self)
        self.list.setHeaderLabels([tr("Candidate"), tr("Status"), tr("Plan")])
        self.list.setRootIsDecorated(False)
        self.list.setColumnHidden(PLAN, True)
        for section, mode in enumerate((QHeaderView.ResizeMode.Stretch, *[QHeaderView.ResizeMode.ResizeToContents] * 2)):
            self.list.header().setSectionResizeMode(section, mode)
        self.list.header().setStretchLastSection(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(tr("Candidate sites"))
        delete = QAction(tr("Remove"), self.list, shortcut=QKeySequence.StandardKey.Delete)
        delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        delete.triggered.connect(lambda: self.away.click())
        self.list.addAction(delete)
        return self.list

    def _buttons(self) -> QGridLayout:
        titles = {"candidate": tr("Candidate"), "required": tr("Required"), "forbidden": tr("Excluded"), "existing": tr("Existing")}
        self.statuses = {status: QPushButton(title, self) for status, title in titles.items()}
        self.away = QPushButton(tr("Remove"), self)
        grid = QGridLayout()
        for status, button in self.statuses.items():
            button.setToolTip(tr(STATUS_TEXTS[status]))
        for place, button in enumerate((*self.statuses.values(), self.away)):
            grid.addWidget(button, *divmod(place, 3))
        return grid

    def _goal(self) -> QFormLayout:
        self.objective = chooser(((tr(OBJECTIVE_TEXTS[key]), key) for key in SITE_OBJECTIVES), self)
        self.count = QSpinBox(self, minimum=1, maximum=MOST_SITES)
        self.live = QCheckBox(tr("Update automatically"), self, checked=True)
        self.run = QPushButton(tr("Find sites"), self)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        narrow(self.objective)
        for title, field in ((tr("Objective"), self.objective), (tr("Number of sites"), self.count)):
            form.addRow(title, field)
            give_name(field, title)
        row = QHBoxLayout()
        row.addWidget(self.live, 1)
        row.addWidget(self.run)
        form.addRow(row)
        return form


def status_words(status) -> str:
    """Return what may become of a pin; one that was drawn with QGIS's own tools and says nothing known is as it says."""
    return tr(STATUS_TEXTS[status]) if status in STATUS_TEXTS else str(status or "")
