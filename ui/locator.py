"""The locator: layers and challenges by name, and addresses of the Flemish geocoder."""

from __future__ import annotations

import datetime
from functools import lru_cache
from operator import attrgetter

from qgis.core import QgsGeometry, QgsLocatorFilter, QgsLocatorResult

from ..processing.model.dates import Freshness
from ..processing.model.errors import Cancelled, OpgaveError
from ..processing.model.search import TextIndex
from ..processing.qgis_io.feedback import FeedbackProgress
from ..processing.texts.language import Language, interface_language, tr
from . import message_bar
from .catalogue.file_watch import read_change_time
from .catalogue.lights import light_icon
from .docks import Docks
from .icons import icon, theme_icon
from .settings import settings

PREFIX = "opg"
GEOCODER_RECORD = "geocoder"
LEAST_LETTERS = 3
"""Letters before anything is looked for."""
MOST = 10
"""Answers of each kind."""
TYPING_MS = 300
"""Pause in typing after which an address is asked."""
LEAST_METRES = 200.0
"""Width and height of what is shown around an address."""


def geocoder() -> str:
    """Return the address of the geocoder: the user's own, or that of the built-in catalogue."""
    from ..processing.model.catalogue import read_catalogue

    return settings.geocoder or read_catalogue("").get(GEOCODER_RECORD).source.path


@lru_cache(maxsize=1)
def known_layers(path: str, changed: float, language: str) -> tuple[dict, TextIndex]:
    """Return the layers of a catalogue and their words; read again only when the file has ``changed``."""
    from ..processing.model.catalogue import read_catalogue
    from .catalogue.entries import entries

    known = {one.id: one for one in entries(read_catalogue(path), Language(language), datetime.date.today())}
    return known, TextIndex(known, attrgetter("searched"))


class Filter(QgsLocatorFilter):
    """Finds layers, challenges and, after the prefix only, addresses: what is typed for others goes to no server.

    Parameters
    ----------
    iface : QgisInterface
    docks : Docks
        Where layers and challenges are shown.
    """

    def __init__(self, iface, docks: Docks):
        super().__init__()
        self.iface, self.docks = iface, docks
        self.setFetchResultsDelay(TYPING_MS)

    def clone(self):
        return Filter(self.iface, self.docks)

    def name(self):
        return "opgavenkaart"

    def displayName(self):
        return tr("Opgavenkaart: layers, challenges, addresses")

    def prefix(self):
        return PREFIX

    def priority(self):
        return QgsLocatorFilter.Priority.Medium

    def prepare(self, string, context):
        """Draw the icons here, in the window's thread."""
        for light in Freshness:
            light_icon(light)
        return []

    def fetchResults(self, string, context, feedback):
        if len(string.strip()) < LEAST_LETTERS:
            return
        for result in [*self.layers(string), *self.challenges(string)]:
            self.resultFetched.emit(result)
        if context.usingPrefix:
            self.fetch_addresses(string.strip(), feedback)

    def layers(self, text: str) -> list[QgsLocatorResult]:
        """Return the layers of the catalogue whose words hold the text."""
        path = settings.catalogue
        try:
            known, index = known_layers(path, read_change_time(path), interface_language())
        except OpgaveError:  # the dock says what is wrong with it, and falls back as well
            known, index = known_layers("", 0.0, interface_language())
        found = index.find(text)[:MOST]
        return [self.layer_result(known[id]) for id in found]

    def layer_result(self, one) -> QgsLocatorResult:
        """Return a layer as the locator shows it."""
        result = self.result(one.title, tr("Layers"), ("layer", one.id), light_icon(one.light))
        result.description = ", ".join(filter(None, [one.publisher, one.age]))
        return result

    def challenges(self, text: str) -> list[QgsLocatorResult]:
        """Return the built-in challenges whose title or question holds the text."""
        from ..processing.model.challenge import builtin_challenges, read_challenge

        language = interface_language()
        known = {id: read_challenge(id) for id in builtin_challenges()}
        found = TextIndex({id: f"{one.title.of(language)} {one.question.of(language)}" for id, one in known.items()}).find(text)
        return [self.result(known[id].title.of(language), tr("Challenges"), ("challenge", id), icon()) for id in found]

    def fetch_addresses(self, text: str, feedback) -> None:
        """Ask the geocoder; a failure is a line of the list, and a click on it says in the message bar why, at its whole length."""
        from ..processing.sources.geocoder import find_addresses

        try:
            addresses = find_addresses(geocoder(), text, FeedbackProgress(feedback))
        except Cancelled:
            return
        except OpgaveError as error:
            why = error.sentence(tr)
            result = self.result(tr("Address service unreachable"), tr("Addresses"), ("trouble", why), theme_icon("mIconWarning"))
            result.description = why
            self.resultFetched.emit(result)
            return
        for one in addresses:
            self.resultFetched.emit(self.result(one.words, tr("Addresses"), ("address", one.box), theme_icon("mActionZoomToSelected")))

    def result(self, words: str, group: str, data: tuple, picture) -> QgsLocatorResult:
        """Return a line of the locator's list."""
        result = QgsLocatorResult()
        result.filter, result.displayString, result.group, result.icon = self, words, group, picture
        result.userData = data
        return result

    def triggerResult(self, result):
        kind, data = result.userData
        if kind == "layer":
            self.docks.show("Catalogue").show_layer(data)
        elif kind == "challenge":
            self.docks.show("Challenge").open(data)
        elif kind == "address":
            show_box(self.iface.mapCanvas(), data)
        elif kind == "trouble":
            message_bar.caution(self.iface.messageBar(), data)


def show_box(canvas, box: tuple[float, float, float, float]) -> None:
    """Show a box of the geocoder on the map, with what lies around it, and flash its middle."""
    from ..processing.model.geography import LAMBERT_72
    from .map_view import place_box, show_extent

    extent = place_box(box, LAMBERT_72, LEAST_METRES)
    show_extent(canvas, extent)
    canvas.flashGeometries([QgsGeometry.fromPointXY(extent.center())], extent.crs())


class Locator:
    """Registers the filter."""

    def __init__(self, iface, docks: Docks):
        self.iface, self.docks = iface, docks

    def load(self) -> None:
        """Register it."""
        self.filter = Filter(self.iface, self.docks)
        self.iface.registerLocatorFilter(self.filter)

    def unload(self) -> None:
        """Take it back."""
        known_layers.cache_clear()
        self.iface.deregisterLocatorFilter(self.filter)
        del self.filter
