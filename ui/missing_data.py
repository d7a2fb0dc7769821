"""What public data lack of a challenge: who usually has it, a request to mail, and a place to drop the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..processing.model.text import Text
from ..processing.texts.data_requests import write_request
from ..processing.texts.language import Language, tr
from .file_dialogs import folder_to_begin
from .plain_words import PlainLabel, plain

if TYPE_CHECKING:
    from ..processing.challenge.gaps import Gap

INDICATOR, HOLDER = range(2)


class GapList(QTreeWidget):
    """The list; `dropped` gives the row on which a file was dropped, and the path of the file."""

    dropped = pyqtSignal(int, str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)

    def dragEnterEvent(self, event):
        self._judge(event)

    def dragMoveEvent(self, event):
        self._judge(event)

    def dropEvent(self, event):
        place = event.position().toPoint() if hasattr(event, "position") else event.pos()
        row = self.indexOfTopLevelItem(self.itemAt(place))
        if row < 0:
            row = self.indexOfTopLevelItem(self.currentItem())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(row, file_of(event.mimeData()))

    def _judge(self, event) -> None:
        if file_of(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()


class GapPanel(QWidget):
    """The list with its buttons; `offered` gives the indicator (a `Gap`) and the path of the file that somebody has for it."""

    offered = pyqtSignal(object, str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.gaps: tuple[Gap, ...] = ()
        self.municipality, self.challenge, self.code = "", Text(), ""
        self.about, self.detail = PlainLabel(self), PlainLabel(self)
        self.about.setText(
            tr("Do you have such a file, or can you ask for it? Drop it on the list (Excel, CSV or a GIS file), and make the map with it.")
        )
        for label in (self.about, self.detail):
            label.setWordWrap(True)
        self.list = GapList(self)
        self.list.setHeaderLabels([tr("Better with own data"), tr("Usually held by")])
        self.list.setAccessibleName(tr("Indicators that are better with own data, and who usually has those"))
        self.list.setRootIsDecorated(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.list.currentItemChanged.connect(lambda *_: self._show_detail())
        self.list.itemDoubleClicked.connect(lambda *_: self.choose_file())
        self.list.dropped.connect(self._dropped)
        self.add = QPushButton(tr("Add file..."), self)
        self.add.setToolTip(tr("Add a file with the data of this indicator: Excel, CSV or a GIS file. Or drop the file on the list."))
        self.add.clicked.connect(self.choose_file)
        self.ask = QPushButton(tr("Copy request"), self)
        self.ask.setToolTip(tr("Copies a request for these data, to paste into a mail."))
        self.ask.setMenu(self._languages())
        row = QHBoxLayout()
        row.addWidget(self.add, 1)
        row.addWidget(self.ask, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.about)
        column.addWidget(self.list)
        column.addWidget(self.detail)
        column.addLayout(row)
        self.hide()

    def _languages(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(tr("In Dutch"), lambda: self.copy_request("nl"))
        menu.addAction(tr("In English"), lambda: self.copy_request("en"))
        return menu

    def show_gaps(self, gaps: tuple[Gap, ...], municipality: str, challenge: Text, code: str) -> None:
        """Show what a challenge lacks; nothing where it lacks nothing.

        Parameters
        ----------
        challenge : Text
            Its title.
        code : str
            Language of the window.
        """
        self.gaps, self.municipality, self.challenge, self.code = gaps, municipality, challenge, code
        self.list.clear()
        for gap in gaps:
            item = QTreeWidgetItem([gap.indicator.title.of(code), gap.indicator.holder.of(code)])
            item.setToolTip(INDICATOR, plain(gap.indicator.title.of(code)))
            item.setToolTip(HOLDER, plain(gap.indicator.holder.of(code)))
            self.list.addTopLevelItem(item)
        self.setVisible(bool(gaps))
        fit_height(self.list)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._show_detail()

    def _show_detail(self) -> None:
        """Say of the chosen indicator which layer it needs, who usually has it, and what is measured in its place."""
        gap = self.gap()
        for button in (self.add, self.ask):
            button.setEnabled(gap is not None)
        self.detail.setText(" ".join(self._sentences(gap)) if gap else "")

    def _sentences(self, gap: Gap) -> Iterator[str]:
        holder, instead = gap.indicator.holder.of(self.code), gap.instead.of(self.code)
        if gap.wanted.template:
            yield tr("Needed: '{record}'.").format(record=gap.wanted.template.title.of(self.code))
        if holder:
            yield tr("Usually held by {holder}.").format(holder=holder)
        if instead:
            yield tr("Measured in its place: {title}.").format(title=instead)
        else:
            yield tr("Without these data the map lacks this indicator.")

    def gap(self) -> Gap | None:
        """Return the indicator that is chosen; None for none."""
        row = self.list.indexOfTopLevelItem(self.list.currentItem()) if self.list.currentItem() else -1
        return self.gaps[row] if row >= 0 else None

    def request(self, code: str) -> str:
        """Return the request for the chosen indicator in a language."""
        gap = self.gap()
        if gap is None or gap.wanted.template is None:
            return ""
        return write_request(self.municipality, self.challenge, gap.indicator.title, gap.wanted.template, gap.wanted.fields, Language(code))

    def copy_request(self, code: str) -> None:
        """Put the request on the clipboard."""
        QGuiApplication.clipboard().setText(self.request(code))
        self.detail.setText(tr("The request is copied: paste it into a mail."))

    def choose_file(self) -> None:
        """Ask for the file of the chosen indicator."""
        gap = self.gap()
        if gap is None:
            return
        kinds = tr("Tables and layers") + " (*.xlsx *.xls *.ods *.csv *.tsv *.gpkg *.shp *.geojson *.json *.fgb *.zip)"
        path, _ = QFileDialog.getOpenFileName(self, gap.indicator.title.of(self.code), folder_to_begin(), kinds)
        if path:
            self.offered.emit(gap, path)

    def _dropped(self, row: int, path: str) -> None:
        if row >= 0 and path:
            self.list.setCurrentItem(self.list.topLevelItem(row))
            self.offered.emit(self.gaps[row], path)


def fit_height(tree: QTreeWidget) -> None:
    """Make a list as high as its rows."""
    rows = sum(tree.visualItemRect(tree.topLevelItem(row)).height() for row in range(tree.topLevelItemCount()))
    line = tree.fontMetrics().lineSpacing() * tree.topLevelItemCount()
    tree.setFixedHeight(tree.header().sizeHint().height() + max(rows, line) + 2 * tree.frameWidth() + tree.fontMetrics().height() // 2)


def file_of(data) -> str:
    """Return the first file on disk in what is dragged; an empty text where there is none."""
    return next((url.toLocalFile() for url in data.urls() if url.isLocalFile()), "")
