"""The challenges for one's own municipality: how far public data carry each, and the way to its first map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..processing.model.builtin_challenges import builtin_titles
from ..processing.model.choices import NEWEST, VINTAGES
from ..processing.model.progress import Progress
from ..processing.model.record import NIS_CODE
from ..processing.texts.language import Language, interface_language, tr
from . import message_bar
from .audience_box import AudienceBox
from .city_field import read_municipalities
from .map_tour import profile_folder
from .missing_data import GapPanel, fit_height
from .own_catalogues import city_catalogue_path, first_map_catalogue, open_city_catalogue, public_catalogue
from .own_file import OwnFileDialog, UnitsPlace
from .plain_words import plain
from .settings import settings
from .task_runner import Work

if TYPE_CHECKING:
    from ..processing.challenge.gaps import Gap
    from ..processing.products.first_map.public_share import PublicShare

ID = Qt.ItemDataRole.UserRole
TITLE, SHARE, MISSING = range(3)
SECTORS, SECTOR_CODE = "statistical_sectors", "sector_code"


class FirstMapChooser(QWidget):
    """A table of the built-in challenges, with a button, and what the chosen one lacks.

    `asked` gives the id of the challenge whose map is wanted; `told` what to tell of a file that was added.
    """

    asked = pyqtSignal(str)
    told = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.language = Language(interface_language())
        self.reading: Work | None = None
        self.known: dict[str, KnownShare] = {}
        self.dialog: OwnFileDialog | None = None
        self.table = QTreeWidget(self)
        self.table.setHeaderLabels([tr("Challenge"), tr("Public"), tr("Missing")])
        self.table.setAccessibleName(tr("Challenges and how far public data carry them"))
        self.table.headerItem().setToolTip(SHARE, tr("Part of the weight of the challenge for which there are public data"))
        self.table.headerItem().setToolTip(MISSING, tr("Number of indicators without public data"))
        self.table.setRootIsDecorated(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.header().setStretchLastSection(False)
        for section, mode in enumerate((QHeaderView.ResizeMode.Stretch, *2 * (QHeaderView.ResizeMode.ResizeToContents,))):
            self.table.header().setSectionResizeMode(section, mode)
        self.make = QPushButton(tr("Make the first map"), self)
        self.make.clicked.connect(self._ask)
        self.missing = GapPanel(self)
        self.missing.offered.connect(self.add_file)
        self.table.currentItemChanged.connect(lambda *_: self._show_missing())
        self.table.itemDoubleClicked.connect(self._ask)
        self.vintage = QComboBox(self)
        self.vintage.addItem(tr("the newest"), NEWEST)
        for year in VINTAGES[1:]:
            self.vintage.addItem(tr("1 January {year}", year=year), year)
        self.vintage.setToolTip(tr("Day on which the statistical sectors of the map were divided as they are shown"))
        advanced = QgsCollapsibleGroupBoxBasic(tr("Advanced"), self)
        advanced.setObjectName("OpgavenkaartFirstMapAdvanced")
        advanced.setCollapsed(True)
        advanced.findChild(QToolButton).setAccessibleName(tr("Advanced"))
        self.audience = AudienceBox(self)
        form = QFormLayout(advanced)
        form.addRow(tr("Statistical sectors of"), self.vintage)
        form.addRow(tr("For whom"), self.audience)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addWidget(advanced)
        column.addWidget(self.make)
        column.addWidget(self.missing)
        self.hide()

    def show_challenges(self) -> None:
        """Show the challenges, and as soon as it is known how far public data carry them; the one that was chosen stays so."""
        chosen = self.table.currentItem().data(TITLE, ID) if self.table.currentItem() else ""
        self.known = {}
        self.table.clear()
        for id, title in builtin_titles().items():
            item = QTreeWidgetItem([title.of(self.language.code), "", ""])
            item.setData(TITLE, ID, id)
            self.table.addTopLevelItem(item)
            if id == chosen:
                self.table.setCurrentItem(item)
        fit_height(self.table)
        if not self.table.currentItem():
            self.table.setCurrentItem(self.table.topLevelItem(0))
        self.show()
        if self.reading:
            self.reading.leave()
        self.reading = Work(tr("Looking up public data"), partial(read_shares, first_map_catalogue(settings.city)), self._read)

    def _read(self, work: Work) -> None:
        if sip.isdeleted(self):
            return
        self.reading = None
        if not work.ok:
            self.told.emit(" ".join(message_bar.why(work.error)))
            return
        self.known = work.value
        for row in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(row)
            self._fill(item, self.known[item.data(TITLE, ID)].public)
        self._show_missing()

    def _show_missing(self) -> None:
        """Show what the chosen challenge lacks."""
        item = self.table.currentItem()
        known = self.known.get(item.data(TITLE, ID)) if item else None
        if known:
            name = read_municipalities()[settings.city].name if settings.city else ""
            self.missing.show_gaps(known.gaps, name, known.public.challenge.title, self.language.code)
        else:
            self.missing.hide()

    def add_file(self, gap: Gap, path: str) -> None:
        """Show what stands in a file that somebody has for an indicator; it becomes a layer of the municipality's own catalogue."""
        nis = settings.city
        make = partial(open_city_catalogue, nis, read_municipalities()[nis].name)
        self.dialog = OwnFileDialog(gap, path, city_catalogue_path(nis), make, partial(find_areas, nis, public_catalogue()), self)
        self.dialog.added.connect(self._added)
        self.dialog.open()

    def _added(self, words: str) -> None:
        self.told.emit(words)
        self.show_challenges()

    def _fill(self, item: QTreeWidgetItem, public: PublicShare) -> None:
        code = self.language.code
        item.setText(SHARE, f"{self.language.number(100 * public.share)} %")
        item.setText(MISSING, self.language.number(len(public.missing)))
        item.setToolTip(MISSING, plain("\n".join(one.title.of(code) for one in public.missing)))
        item.setToolTip(SHARE, plain("\n".join(one.title.of(code) for one in public.twins)))
        if not public.carries:
            item.setDisabled(True)

    def _ask(self, *_) -> None:
        item = self.table.currentItem()
        if item and not item.isDisabled():
            self.asked.emit(item.data(TITLE, ID))


@dataclass(frozen=True)
class KnownShare:
    """How far public data carry a challenge, and what it lacks."""

    public: PublicShare
    gaps: tuple[Gap, ...]


def read_shares(path: str, progress: Progress) -> dict[str, KnownShare]:
    """Return how far the sources of a catalogue carry each built-in challenge, by id."""
    from ..processing.challenge.gaps import find_gaps
    from ..processing.model.catalogue import read_catalogue
    from ..processing.model.challenge import read_challenge
    from ..processing.products.first_map.public_share import weigh_public_data

    catalogue = read_catalogue(path)
    found = {}
    for id in builtin_titles():
        progress.check()
        challenge = read_challenge(id)
        found[id] = KnownShare(weigh_public_data(challenge, catalogue), find_gaps(challenge, catalogue))
    return found


def find_areas(nis: str, path: str, progress: Progress) -> UnitsPlace | None:
    """Return the statistical sectors of a municipality, which are fetched where they are not kept yet; None where they cannot be had."""
    from ..processing.model.catalogue import read_catalogue
    from ..processing.products.first_map.public_data import open_public_data
    from ..processing.sources.adding.areas import areas_of
    from ..processing.sources.loading import load_record

    data = open_public_data(Path(profile_folder("public_data")), read_municipalities()[nis])
    data.fetch({SECTORS: read_catalogue(path).candidates(SECTORS)}, progress)
    record = data.records.get(SECTORS)
    if record is None:
        return None
    features = load_record(record, progress=progress).features
    features = features.where(features.table[NIS_CODE].to_numpy(dtype=str) == nis)
    layer = f"{record.location}|layername={record.source.layer}"
    return UnitsPlace(layer, f"\"{NIS_CODE}\" = '{nis}'", areas_of(features, SECTOR_CODE))
