"""The demand that sites are to serve: a layer for each sector, with the field that counts and its norm."""

from __future__ import annotations

from qgis.core import QgsFieldProxyModel, QgsMapLayerProxyModel, QgsVectorLayer
from qgis.gui import QgsFieldComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QPushButton, QSpinBox, QToolButton, QVBoxLayout, QWidget

from ...processing.model import contract
from ...processing.texts.language import tr
from ..accessibility import in_order
from ..icons import theme_icon
from ..plain_words import PlainLabel, plain
from .layer_roles import DEMAND, DEMANDS, RoleBox, number_fields, usual_field
from .results import narrow

NORM, FARTHEST = 1000, 100_000


class DemandRow(QWidget):
    """One sector; `gone` asks to be taken away."""

    gone = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.layer = RoleBox(DEMAND, QgsMapLayerProxyModel.Filter.HasGeometry, self)
        self.field = QgsFieldComboBox(self)
        self.field.setFilters(QgsFieldProxyModel.Filter.Numeric)
        self.field.setAllowEmptyFieldName(True)
        self.field.setToolTip(tr("Field with the demand; empty: each feature counts once"))
        self.norm = QSpinBox(self, minimum=1, maximum=FARTHEST, singleStep=100, suffix=" m")
        self.norm.setValue(NORM)
        self.away = QToolButton(self, autoRaise=True)
        self.away.setIcon(theme_icon("mIconClearItem"))
        narrow(self.layer, self.field)
        self._lay_out()
        self.layer.layerChanged.connect(self._take)
        self._take(self.layer.currentLayer())
        self.away.clicked.connect(self.gone)
        for signal in (self.field.fieldChanged, self.norm.valueChanged):
            signal.connect(self.changed)

    @property
    def reached(self) -> tuple[QWidget, ...]:
        """What a keyboard reaches, in its order."""
        return self.layer, self.away, self.field, self.norm

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for widget, name, place in (
            (self.layer, tr("Demand layer"), (0, 0, 1, 2)),
            (self.field, tr("Field with the demand"), (1, 0)),
            (self.norm, tr("Norm distance"), (1, 1)),
            (self.away, tr("Remove this sector"), (0, 2)),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(plain(widget.toolTip() or name))
            grid.addWidget(widget, *place)
        grid.setColumnStretch(0, 1)

    def _take(self, layer) -> None:
        fields = number_fields(layer if isinstance(layer, QgsVectorLayer) else None)
        self.field.setFields(fields)
        self.field.setField(usual_field(fields, DEMANDS))
        self.changed.emit()


class DemandList(QWidget):
    """The sectors, one below the other."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.rows: list[DemandRow] = []
        self.more = QPushButton(tr("Add sector"), self)
        self.more.clicked.connect(self.add)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(PlainLabel(tr("Demand: layer, field, max. distance"), self))
        self.column.addWidget(self.more)
        self.add()

    def add(self) -> DemandRow:
        """Add a sector and return its row."""
        row = DemandRow(self)
        row.gone.connect(lambda: self._remove(row))
        row.changed.connect(self.changed)
        self.rows.append(row)
        self.column.insertWidget(self.column.count() - 1, row)
        self._show()
        return row

    def inputs(self) -> dict:
        """Return the demand as `find_shared_sites` takes it; without a layer it has none."""
        told = [row for row in self.rows if row.layer.currentLayer()]
        return {
            contract.DEMANDS: [row.layer.currentLayer() for row in told],
            contract.DEMAND_FIELDS: ",".join(row.field.currentField() for row in told),
            contract.DISTANCES: ",".join(str(row.norm.value()) for row in told),
        }

    def _remove(self, row: DemandRow) -> None:
        self.rows.remove(row)
        row.deleteLater()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for row in self.rows:
            row.away.setEnabled(len(self.rows) > 1)
        in_order(*(widget for row in self.rows for widget in row.reached), self.more)
