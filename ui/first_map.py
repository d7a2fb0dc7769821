"""The challenges for one's own municipality: how far public data carry each, and the way to its first map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ..processing.model.builtin_challenges import builtin_titles
from ..processing.model.progress import Progress
from ..processing.texts.language import Language, interface_language, tr
from .settings import settings
from .task_runner import Work

if TYPE_CHECKING:
    from ..processing.products.first_map.public_share import PublicShare

ID = Qt.ItemDataRole.UserRole
TITLE, SHARE, MISSING = range(3)


class FirstMapChooser(QWidget):
    """A table of the built-in challenges, with a button; `asked` gives the id of the challenge whose map is wanted."""

    asked = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.language = Language(interface_language())
        self.reading: Work | None = None
        self.table = QTreeWidget(self)
        self.table.setHeaderLabels([tr("Challenge"), tr("Public data"), tr("Missing")])
        self.table.setAccessibleName(tr("Challenges and how far public data carry them"))
        self.table.headerItem().setToolTip(SHARE, tr("Part of the weight of the challenge for which there are public data"))
        self.table.headerItem().setToolTip(MISSING, tr("Number of indicators without public data"))
        self.table.setRootIsDecorated(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.header().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self.make = QPushButton(tr("Make the first map"), self)
        self.make.clicked.connect(self._ask)
        self.table.itemDoubleClicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addWidget(self.make)
        self.hide()

    def show_challenges(self) -> None:
        """Show the challenges, and as soon as it is known how far public data carry them."""
        self.table.clear()
        for id, title in builtin_titles().items():
            item = QTreeWidgetItem([title.of(self.language.code), "", ""])
            item.setData(TITLE, ID, id)
            self.table.addTopLevelItem(item)
        self.table.setCurrentItem(self.table.topLevelItem(0))
        self.show()
        self.reading = Work(tr("Looking up public data"), read_shares, self._read)

    def _read(self, work: Work) -> None:
        if sip.isdeleted(self):
            return
        self.reading = None
        if not work.ok:
            return
        for row in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(row)
            self._fill(item, work.value[item.data(TITLE, ID)])
        for column in (SHARE, MISSING):
            self.table.resizeColumnToContents(column)

    def _fill(self, item: QTreeWidgetItem, public: PublicShare) -> None:
        code = self.language.code
        item.setText(SHARE, f"{self.language.number(100 * public.share)} %")
        item.setText(MISSING, self.language.number(len(public.missing)))
        item.setToolTip(MISSING, "\n".join(one.title.of(code) for one in public.missing))
        item.setToolTip(SHARE, "\n".join(one.title.of(code) for one in public.twins))
        if not public.carries:
            item.setDisabled(True)

    def _ask(self, *_) -> None:
        item = self.table.currentItem()
        if item and not item.isDisabled():
            self.asked.emit(item.data(TITLE, ID))


def read_shares(progress: Progress) -> dict[str, PublicShare]:
    """Return how far the catalogue's public sources carry each built-in challenge, by id."""
    from ..processing.model.catalogue import read_catalogue
    from ..processing.model.challenge import read_challenge
    from ..processing.products.first_map.public_share import weigh_public_data

    catalogue = read_catalogue(settings.catalogue)
    return {id: weigh_public_data(read_challenge(id), catalogue) for id in builtin_titles()}
