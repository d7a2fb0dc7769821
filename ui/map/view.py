"""How the map dock is laid out; what its parts do is the panel's."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QGridLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from ...processing.cartography.page import FORMATS
from ...processing.model import contract
from ...processing.texts.language import tr
from ..accessibility import Scrolled
from ..one_at_a_time import ProgressRow
from .bundles import MapList
from .form import MapForm, chooser
from .press import MapPress
from .preview import PicturePreview

COLUMNS = 6
"""Of the buttons: two beside each other, and three."""
FORMAT_TEXTS = {"pdf": contract.PDF, "geopdf": "PDF with layers", "png": contract.PNG, "svg": "SVG"}


class MapView(QWidget):
    """Maps, choices, preview and buttons, one below the other."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.press = MapPress(self)
        self.maps, self.form, self.sheet = MapList(self), MapForm(self), PicturePreview(self)
        parts = QSplitter(Qt.Orientation.Vertical)
        for widget, stretch in ((self.maps, 1), (make_scrollable(self.form), 2), (self.sheet, 3)):
            parts.addWidget(widget)
            parts.setStretchFactor(parts.count() - 1, stretch)
        parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        self.first = QPushButton(tr("My municipality: the first map"), self)
        column.addWidget(parts, 1)
        column.addWidget(self.first)
        column.addWidget(ProgressRow(self.press, self))
        column.addLayout(self._buttons())

    def show_busy(self, busy: bool) -> None:
        """Show that something runs: nothing else can be started then."""
        for widget in (self.export, self.edit, self.kind, self.maps):
            widget.setEnabled(not busy)

    def _buttons(self) -> QGridLayout:
        self.kind = chooser(((tr(FORMAT_TEXTS[key]), key) for key in FORMATS), self)
        self.kind.setAccessibleName(tr("Format"))
        self.export = QPushButton(tr("Print the map..."), self)
        self.edit = QPushButton(tr("Open as layout"), self)
        self.edit.setToolTip(tr("A layout of the open project, to go on with by hand; what you change in it stays when it is made again"))
        self.atlas = QPushButton(tr("Atlas..."), self)
        self.web = QPushButton(tr("Web map..."), self)
        self.atlas.setToolTip(tr("One page per cluster"))
        self.web.setToolTip(tr("A web page that opens in any browser"))
        grid = QGridLayout()
        for row, widgets in enumerate(((self.kind, self.export), (self.edit, self.atlas, self.web))):
            span = COLUMNS // len(widgets)
            for place, widget in enumerate(widgets):
                grid.addWidget(widget, row, place * span, 1, span)
        return grid


def make_scrollable(widget: QWidget) -> Scrolled:
    """Return a widget that can be scrolled where there is little room."""
    area = Scrolled()
    area.setWidget(widget)
    return area
