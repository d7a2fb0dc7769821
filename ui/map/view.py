"""How the map dock is laid out; what its parts do is the panel's."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ...processing.bridge.language import tr
from ...processing.bridge.page import FORMATS
from .bundles import MapList
from .form import MapForm, chooser
from .preview import Preview

FORMAT_TEXTS = {"pdf": "PDF", "geopdf": "PDF with layers", "png": "PNG", "svg": "SVG"}


class MapView(QWidget):
    """Maps, choices, preview and buttons, one below the other."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.maps, self.form, self.sheet = MapList(self), MapForm(self), Preview(self)
        parts = QSplitter(Qt.Orientation.Vertical)
        for widget, stretch in ((self.maps, 1), (scrolled(self.form), 2), (self.sheet, 3)):
            parts.addWidget(widget)
            parts.setStretchFactor(parts.count() - 1, stretch)
        parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.addWidget(parts, 1)
        column.addLayout(self._progress())
        column.addLayout(self._buttons())

    def show_busy(self, busy: bool) -> None:
        """Show that something runs, with what ends it; nothing else can be started then."""
        for widget in (self.bar, self.cancel, self.step):
            widget.setVisible(busy)
        for widget in (self.export, self.kind, self.maps):
            widget.setEnabled(not busy)

    def _progress(self) -> QVBoxLayout:
        self.step = QLabel(self, wordWrap=True)
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel = QPushButton(tr("Cancel"), self)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout()
        column.addWidget(self.step)
        column.addLayout(row)
        for widget in (self.step, self.bar, self.cancel):
            widget.hide()
        return column

    def _buttons(self) -> QHBoxLayout:
        self.kind = chooser(((tr(FORMAT_TEXTS[key]), key) for key in FORMATS), self)
        self.kind.setAccessibleName(tr("Format"))
        self.export = QPushButton(tr("Print the map..."), self)
        self.atlas = QPushButton(tr("Atlas..."), self)
        self.web = QPushButton(tr("Web map..."), self)
        self.atlas.setToolTip(tr("A page for each cluster"))
        self.web.setToolTip(tr("A folder that opens in any browser"))
        row = QHBoxLayout()
        for widget in (self.kind, self.export, self.atlas, self.web):
            row.addWidget(widget)
        return row


def scrolled(widget: QWidget) -> QScrollArea:
    """Return a widget that can be scrolled where there is little room."""
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
