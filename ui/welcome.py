"""The first minute: two ways to a map, in the catalogue dock until it is put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout

from ..processing.model import contract
from ..processing.texts.language import Language, interface_language, tr
from . import message_bar
from .city_field import CityField
from .first_map import FirstMapChooser
from .map_tour import DemoTour, FirstMapTour, MapTour
from .map_view import place_box, show_extent
from .plain_words import PlainLabel
from .settings import settings

if TYPE_CHECKING:
    from ..processing.model.municipalities import Municipality


class Welcome(QFrame):
    """The welcome.

    `opened` gives the catalogue that a map was made from when that is open, of the demo city or of one's own municipality; `chosen` the
    name of the municipality that was chosen.
    """

    opened = pyqtSignal(str)
    chosen = pyqtSignal(str)

    def __init__(self, iface, parent=None):
        super().__init__(parent)
        self.iface = iface
        self.tour: MapTour | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._build()

    def _build(self) -> None:
        self.demo = QPushButton(tr("Try the demo city"), self)
        self.demo.clicked.connect(self.start)
        self.city = CityField(self)
        self.city.choose(settings.city)
        self.city.chosen.connect(self.show_city)
        self.city.unknown.connect(self.say)
        self.about = PlainLabel(self)
        self.about.setWordWrap(True)
        self.about.hide()
        self.first_map = FirstMapChooser(self)
        self.first_map.asked.connect(self.start_first_map)
        self.first_map.told.connect(lambda words: message_bar.succeed(self.iface.messageBar(), words, 0))
        self.away = QPushButton(tr("Don't show again"), self)
        self.away.clicked.connect(self.put_away)
        mine = PlainLabel(tr("My municipality"), self)
        mine.setBuddy(self.city)
        self.city.setAccessibleName(mine.text())
        self.demo.setToolTip(
            tr("Creates a fictional city, computes where home renovation is most urgent and shows the map. Works offline.")
        )
        purpose = tr(
            "Where do needs come together, how certain is that, and who can act? One map shows it, from public data and your own. Choose"
            " your municipality, or try the demo city."
        )
        column = QVBoxLayout(self)
        column.addWidget(QLabel(f"<h3>{tr('Welcome to Opgavenkaart')}</h3>", self))
        column.addWidget(make_wrapping_label(purpose))
        column.addWidget(self.demo)
        grid = QGridLayout()
        grid.addWidget(mine, 0, 0)
        grid.addWidget(self.city, 0, 1)
        column.addLayout(grid)
        column.addWidget(self.about)
        column.addLayout(self._build_progress())
        column.addWidget(self.first_map)
        row = QHBoxLayout()
        row.addWidget(make_wrapping_label(tr("Reopen this from the + button of the catalogue.")), 1)
        row.addWidget(self.away)
        column.addLayout(row)

    def _build_progress(self) -> QGridLayout:
        self.bar, self.step, self.stop = QProgressBar(self), make_wrapping_label(""), QPushButton(tr("Cancel"), self)
        self.stop.clicked.connect(lambda: self.tour and self.tour.cancel())
        grid = QGridLayout()
        grid.addWidget(self.bar, 0, 0)
        grid.addWidget(self.stop, 0, 1)
        grid.addWidget(self.step, 1, 0, 1, 2)
        self._show_progress(False)
        return grid

    def _show_progress(self, running: bool) -> None:
        for widget in (self.bar, self.step, self.stop):
            widget.setVisible(running)
        self.demo.setEnabled(not running)
        self.first_map.setEnabled(not running)
        if running:
            QTimer.singleShot(0, self._reach_progress)

    def _reach_progress(self) -> None:
        """Scroll to how far it is: the button that was pressed may stand far below."""
        area = self.parentWidget()
        while area and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area:
            area.ensureWidgetVisible(self.bar)

    def start(self) -> None:
        """Begin the tour of the demo city."""
        self._show_progress(True)
        self.tour = DemoTour(self.iface, self.tell, self.ended)

    def start_first_map(self, challenge: str) -> None:
        """Begin the way to the first map of the municipality that was chosen."""
        self._show_progress(True)
        asked = {contract.VINTAGE: self.first_map.vintage.currentData(), contract.AUDIENCE: self.first_map.audience.currentData()}
        self.tour = FirstMapTour(self.iface, settings.city, challenge, asked, self.tell, self.ended)

    def tell(self, share: float, words: str) -> None:
        """Show how far the tour is."""
        self.bar.setValue(round(share))
        self.step.setText(words)

    def ended(self, catalogue: str) -> None:
        """Show the catalogue of the map that was made; empty where the tour failed or was ended.

        After the demo city the welcome makes room; after a first map it stays, with what the map says and what it lacks.
        """
        is_demo, finding, self.tour = isinstance(self.tour, DemoTour), self.tour.finding if self.tour else "", None
        self._show_progress(False)
        self.step.setText(finding)
        self.step.setVisible(bool(finding))
        if catalogue and is_demo:
            self.put_away()
        if catalogue:
            self.opened.emit(catalogue)

    def show_city(self, nis: str) -> None:
        """Show a municipality on the map, and what is known of it."""
        from ..processing.model.geography import LAMBERT_72
        from ..processing.model.municipalities import municipalities

        settings.city = nis
        one = municipalities()[nis]
        show_extent(self.iface.mapCanvas(), place_box(one.extent, LAMBERT_72))
        self.say(city_words(one))
        self.first_map.show_challenges()
        self.chosen.emit(one.name)

    def say(self, words: str) -> None:
        """Say something of what was typed for the municipality."""
        self.about.setText(words)
        self.about.show()

    def add_words(self, words: str) -> None:
        """Say more of the municipality."""
        self.about.setText(f"{self.about.text()} {words}")

    def put_away(self) -> None:
        """Hide it for good; the menu brings it back."""
        settings.welcomed = True
        self.hide()


def make_wrapping_label(words: str) -> QLabel:
    """Return a label whose words go on on the next line."""
    label = PlainLabel(words)
    label.setWordWrap(True)
    return label


def city_words(one: Municipality) -> str:
    """Return a municipality's name, code and size, and of what it was made."""
    language = Language(interface_language())
    xmin, ymin, xmax, ymax = one.extent
    size = tr("{name}: NIS code {nis}, {width} by {height} km.").format(
        name=one.name, nis=one.nis, width=language.number((xmax - xmin) / 1000, 1), height=language.number((ymax - ymin) / 1000, 1)
    )
    if not one.formerly:
        return size
    former = ", ".join(f"{name} ({nis})" for nis, name in one.formerly.items())
    return " ".join([size, tr("Merged in {year}; older data still use {former}.").format(year=one.merged, former=former)])
