"""The contents of the catalogue dock."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from qgis.core import Qgis
from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QMenu, QVBoxLayout

from ...processing.model.catalogue import accept_catalogue
from ...processing.model.errors import OpgaveError
from ...processing.model.source_kinds import source_facts
from ...processing.model.trust import NotAccepted
from ...processing.texts.language import Language, interface_language, tr
from ...processing.texts.result_names import name_result
from .. import message_bar
from ..accessibility import FittedScrollArea, in_order
from ..garbage import watch
from ..settings import settings
from ..task_runner import Work
from .card import card
from .chooser import remember_title
from .contents import Contents, read_contents
from .credentials import ask_credentials, takes_credentials
from .entries import Entry, by_sector
from .file_watch import FileWatch
from .order import LoadOrder
from .picture_services import PictureServices
from .tree import ENTRY, FAVOURITE, CatalogueModel
from .trust_question import TrustQuestion, title_in_bar
from .view import CatalogueView

if TYPE_CHECKING:
    from ..quality.panel import QualityPanel
    from .loading import Loader

OPEN_UNTIL = 30
"""Sectors are unfolded where no more layers than this are found."""
LIVE, COPY, MIXED = "live", "copy", "mixed"
LOAD_TEXTS = {LIVE: "Add live", COPY: "Load a copy", MIXED: "Load"}
"""What the button says, by how the chosen layers come: before anybody presses it."""
SOON_MS = 300
"""The search is made ready this long after a catalogue is shown."""


class CataloguePanel(CatalogueView):
    """Shows what search and filters leave of a catalogue, and loads what is chosen.

    Parameters
    ----------
    iface : QgisInterface
    """

    def __init__(self, iface):
        self.language = Language(interface_language())
        self.model = CatalogueModel(self.language, self.order)
        self.reading: Work | None = self._read_in_task(settings.catalogue)  # first of all: it is read while the rest is laid out
        super().__init__(iface, self.language, self.model)
        self.watch = FileWatch(self)
        self.iface = iface
        self.bar = iface.messageBar()
        self.contents = Contents()
        self.drawn = PictureServices(self.contents.catalogue)
        self.waiting: list[Callable[[], None]] = []
        self.asking: QgsMessageBarItem | None = None
        self.quality: QualityPanel | None = None
        self.warm = False
        self.model.setParent(self)
        self.welcome.setVisible(not settings.welcomed)
        self.as_list.setChecked(settings.as_list)
        self._connect()
        self.show_card()
        self._tell_reading()
        settings.changed.connect(self.follow)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_quality)
        for signal in (self.search.textChanged, self.filters.changed, self.only_favourites.toggled):
            signal.connect(self.refresh)
        self.as_list.toggled.connect(lambda on: setattr(settings, "as_list", on))
        for signal in (self.chooser.chosen, self.add_row.added, self.welcome.opened):
            signal.connect(self.open_catalogue)
        self.welcome.chosen.connect(self.show_city)
        self.watch.changed.connect(lambda: self.open_catalogue(self.watch.path))
        self.tree.selectionModel().selectionChanged.connect(self.show_card)
        self.tree.clicked.connect(self.clicked)
        self.tree.customContextMenuRequested.connect(self.show_menu)
        self.menu_keys.triggered.connect(lambda: self.show_menu(self.tree.visualRect(self.tree.currentIndex()).center()))
        self.favourite.triggered.connect(self.toggle_favourites)
        for signal in (self.tree.activated, self.load.clicked):
            signal.connect(self.load_chosen)
        self.copy.clicked.connect(self.copy_chosen)
        self.load_all.clicked.connect(self.load_challenge)
        menu = self.chooser.menu
        trust = menu.addAction(tr("Trust this catalogue..."), self.ask_trust)
        menu.aboutToShow.connect(lambda: trust.setEnabled(bool(self.contents.catalogue.foreign_files)))
        menu.addSeparator()
        menu.addAction(tr("Add layers from an address..."), self.add_row.open)
        menu.addAction(tr("Add the layers of the open project"), self.add_row.add_project)
        menu.addSeparator()
        menu.addAction(tr("Welcome, demo city and my municipality"), self.show_welcome)

    def _show_quality(self) -> None:
        """Make the tab on quality when it is first shown."""
        if self.tabs.currentWidget() is self.quality_place and self.quality is None:
            from ..quality.panel import QualityPanel

            self.quality = QualityPanel(self.iface, self.language, lambda: (self.contents.path, self.contents.catalogue.records))
            column = QVBoxLayout(self.quality_place)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(FittedScrollArea(self.quality))
            in_order(self.tabs.cornerWidget(), *self.quality.reached)

    def open_catalogue(self, path: str) -> None:
        """Show another catalogue; an empty path is the built-in one. One that cannot be read is told, and stays the choice."""
        if self.reading:
            self.reading.leave()
        self._tell_reading()
        self.reading = self._read_in_task(path)

    def _tell_reading(self) -> None:
        self.count.setText(tr("Reading the catalogue"))

    def _read_in_task(self, path: str) -> Work:
        return Work(tr("Reading the catalogue"), lambda progress: read_contents(path, self.language), self._read)

    def _read(self, work: Work) -> None:
        self.reading = None
        if work.ok:
            self._take(work.value)
        else:
            self.refresh()
        waiting, self.waiting = self.waiting, []
        for do in waiting:
            self.when_read(do)

    def _take(self, contents: Contents) -> None:
        self._tell(contents)
        self._offer_trust(contents)
        self.watch.watch(contents.asked)
        if contents.error and contents.asked == self.contents.path:  # it was changed, and is wrong now: what it held stays
            self.refresh()
            return
        again = contents.asked == self.contents.asked and self.contents.entries
        self.contents, self.drawn = contents, PictureServices(contents.catalogue)
        if not contents.error:
            remember_title(contents.path, contents.catalogue.title)
        self._show_catalogue()
        if again:
            settings.changed.emit("catalogue")  # another content
        settings.catalogue = contents.asked
        licences = {one.record.licence.name for one in contents.entries.values()}
        self.filters.offer(((title, id) for id, title in self._sectors().items()), filter(None, licences))
        self.refresh()
        QTimer.singleShot(SOON_MS, self._prepare)

    def _tell(self, contents: Contents) -> None:
        """Say what is wrong with a catalogue."""
        every = contents.catalogue.mistakes
        mistakes = {id: found for id, found in every.items() if not any(isinstance(one, NotAccepted) for one in found)}
        wrong = [one.sentence(tr) for found in mistakes.values() for one in found]
        if contents.error:
            reasons = message_bar.sentences(contents.error)
            next_step = (
                tr("The panel keeps the previous content.")
                if contents.asked == self.contents.path
                else tr("Meanwhile the built-in catalogue is shown.")
            )
            message_bar.caution(self.bar, f"{reasons[0]} {next_step}", reasons[1:] and reasons)
        elif wrong:
            template = tr("Skipped layers with invalid metadata: {count}. {reason}")
            text = template.format(count=len(mistakes), reason=wrong[0])
            message_bar.caution(self.bar, text, wrong[1:] and wrong)

    def _offer_trust(self, contents: Contents) -> None:
        """Say that a catalogue of somebody else wants more than it may, with a button that asks whether it is trusted."""
        if self.asking is not None:
            message_bar.retract(self.bar, self.asking)
            self.asking = None
        if any(file.refused for file in contents.catalogue.foreign_files):
            ways = {tr("See what it wants..."): self.ask_trust}
            self.asking = message_bar.offer(self.bar, title_in_bar(contents.catalogue), Qgis.MessageLevel.Warning, ways)

    def ask_trust(self) -> None:
        """Ask whether the catalogue, which is of somebody else, is trusted, and show it again where it is."""
        contents = self.contents
        question = TrustQuestion(contents.catalogue, self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(lambda: self._trust(contents))
        question.open()

    def _trust(self, contents: Contents) -> None:
        try:
            accept_catalogue(contents.catalogue)
        except OpgaveError as error:
            message_bar.fail(self.bar, error)
            return
        self.open_catalogue(contents.asked)

    def _show_catalogue(self) -> None:
        self.chooser.show_path(self.contents.asked, self.contents.error is None)

    def when_read(self, do: Callable[[], None]) -> None:
        """Do something as soon as the catalogue is there."""
        if self.reading:
            self.waiting.append(do)
        else:
            do()

    def follow(self, name: str) -> None:
        """Take over what was changed elsewhere: in the options, or by another dock."""
        if name == "catalogue" and settings.catalogue != self.contents.asked:
            self.open_catalogue(settings.catalogue)
        elif name == "catalogue":
            self.watch.look()
        elif name == "catalogues":
            self._show_catalogue()
        elif name == "favourites" and not self.only_favourites.isChecked():
            self.model.mark(frozenset(settings.favourites))
        elif name in ("favourites", "as_list"):
            self.refresh()
        elif name == "welcomed":
            self.welcome.setVisible(not settings.welcomed)

    def _prepare(self) -> None:
        watch.watch_thread(threading.Thread(target=self.contents.found.prepare, daemon=True))

    def _sectors(self) -> dict[str, str]:
        ids = dict.fromkeys(id for one in self.contents.entries.values() for id in one.sectors)
        return {id: self.contents.catalogue.sector_title(id).of(self.language.code) for id in ids}

    def refresh(self) -> None:
        """Show what search and filters leave."""
        favourites = frozenset(settings.favourites)
        filters = self.filters.chosen(favourites if self.only_favourites.isChecked() else None)
        known, found = self.contents.entries, self.contents.found
        shown = [one for id in found.find(self.search.text()) if filters.admits(one := known[id])]
        flat = self.as_list.isChecked()
        groups = [("", shown)] if flat else by_sector(shown, self.contents.catalogue, self.language)
        self.model.show(groups, favourites, flat)
        if len(shown) <= OPEN_UNTIL:
            self.tree.expandAll()
        self.count.setText(tr("1 layer | {count} layers", count=len(shown)))
        self.load_all.setVisible(filters.challenge is not None)
        self.show_card()

    def chosen(self) -> list[Entry]:
        """Return the records that are chosen in the tree."""
        ranges = self.tree.selectionModel().selection()  # not `selectedRows`, which asks the model of each cell whether it can be chosen
        rows = (self.model.index(row, 0, one.parent()) for one in ranges for row in range(one.top(), one.bottom() + 1))
        return [entry for entry in map(self.model.entry, rows) if entry is not None]

    def show_card(self) -> None:
        """Show the record that is chosen."""
        chosen = self.chosen()
        loadable = any(one.loadable for one in chosen)
        if loadable and not self.warm:
            self.warm = True
            watch.watch_thread(threading.Thread(target=read_loading, daemon=True))
        self.load.setEnabled(loadable)
        self.load.setText(tr(LOAD_TEXTS[how_loaded(chosen)]))
        self.copy.setVisible(any(one.record.can_be_live for one in chosen))
        self.pictures.setVisible(any(self.drawn.address(one.record) for one in chosen))
        self.card.setHtml(card(chosen[0], self.language) if chosen else f"<p>{self._advice()}</p>")

    def _advice(self) -> str:
        """Return what to do while no layer is chosen."""
        if self.model.rowCount() or self.reading:
            return tr("Select a layer for publisher, date and licence.")
        if self.contents.entries:
            return tr("No layers found. Clear words, filters or 'Favourites only'.")
        return tr("This catalogue is empty: add layers with the + button, or choose another catalogue.")

    def show_layer(self, id: str) -> None:
        """Choose a record in the tree, whatever was searched and filtered before."""
        self.when_read(lambda: self._show_layer(id))

    def _show_layer(self, id: str) -> None:
        self.tabs.setCurrentIndex(0)
        self.filters.clear()
        self.only_favourites.setChecked(False)
        self.search.clear()
        index = self.model.index_of(id)
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)
        self.tree.setFocus()

    def order(self, ids: tuple[str, ...], live: bool = True) -> LoadOrder:
        """Return what loads some records as it is ticked: live where they can be, or all as copies."""
        pictures = self.pictures.isVisible() and self.pictures.isChecked()
        return LoadOrder(self.contents.path, ids, self.here.isChecked(), pictures, self.styled.isChecked(), live)

    @cached_property
    def loader(self) -> Loader:
        """What loads: made with the first layers."""
        from .loading import Loader

        return Loader(self.iface)

    def load_chosen(self) -> None:
        """Load the records that are chosen: live where they can be."""
        self._load([one.id for one in self.chosen() if one.loadable])

    def copy_chosen(self) -> None:
        """Load copies of the records that are chosen."""
        self._load([one.id for one in self.chosen() if one.loadable], live=False)

    def load_challenge(self) -> None:
        """Load all layers of the challenge that is chosen, those that have a source, into a group of their own."""
        challenge, known = self.filters.chosen(None).challenge, self.contents.entries
        layers = challenge.layers()
        found = [id for id, one in known.items() if id in layers and one.loadable]
        missing = sorted(known[id].title if id in known else id for id in set(layers) - set(found))
        if missing:
            text = tr("This catalogue has no source for these layers of the challenge: {names}.").format(names=", ".join(missing))
            message_bar.caution(self.bar, text)
        background = challenge.background.service
        order = self.order(tuple(id for id in found if id != background))
        if order.ids:
            asked = tr("Layers of {challenge}").format(challenge=challenge.title.of(self.language.code))
            group = name_result([asked], datetime.datetime.now(), self.language)
            self.loader.load(replace(order, group=group, background=background))

    def _load(self, ids: list[str], live: bool = True) -> None:
        if ids:
            self.loader.load(self.order(tuple(ids), live))

    def toggle_favourites(self) -> None:
        """Make the chosen records favourites, or no longer where all of them are."""
        ids = [one.id for one in self.chosen()]
        known = settings.favourites
        if set(ids) <= set(known):
            settings.favourites = [id for id in known if id not in ids]
        else:
            settings.favourites = list(dict.fromkeys([*known, *ids]))

    def clicked(self, index) -> None:
        """A click on the star of a record turns it on or off."""
        if index.column() == FAVOURITE and index.data(ENTRY) is not None:
            self.toggle_favourites()

    def show_menu(self, place) -> None:
        """Show what can be done with the chosen records."""
        if self.chosen():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(self.load.text(), self.load_chosen).setEnabled(self.load.isEnabled())
            if any(one.record.can_be_live for one in self.chosen()):
                menu.addAction(self.copy.text(), self.copy_chosen)
            menu.addAction(self.favourite)
            if len(self.chosen()) == 1 and takes_credentials(self.chosen()[0].record, self.contents.catalogue, self.contents.path):
                menu.addAction(tr("Credentials..."), self.ask_credentials)
            menu.exec(self.tree.viewport().mapToGlobal(place))

    def ask_credentials(self) -> None:
        """Ask with which authentication configuration the chosen record is read, and keep it."""
        (entry,) = self.chosen()
        asked = self.contents.asked
        ask_credentials(asked, entry.record, self, self.bar, lambda: self.open_catalogue(asked))

    def show_welcome(self) -> None:
        """Bring the welcome back."""
        settings.welcomed = False
        self.tabs.setCurrentIndex(0)
        self.welcome.show()
        self.welcome.city.setFocus()

    def show_city(self, name: str) -> None:
        """Show the layers that a municipality itself publishes, and load no more than the map shows."""
        self.here.setChecked(True)
        self.when_read(lambda: self._look_for_own(name))

    def _look_for_own(self, name: str) -> None:
        if not self.published_by(name) and self.contents.path:
            self.open_catalogue("")
        self.when_read(lambda: self._show_own(name))

    def _show_own(self, name: str) -> None:
        own = self.published_by(name)
        if own:
            self.filters.clear()
            self.search.setText(own[0].publisher)
            self.welcome.add_words(tr("Layers of {name} itself, listed below: {count}.").format(name=name, count=len(own)))
        else:
            self.welcome.add_words(tr("No layers of {name} itself yet; the Flemish ones are listed below.").format(name=name))

    def published_by(self, municipality: str) -> list[Entry]:
        """Return the layers that a municipality publishes."""
        return [one for one in self.contents.entries.values() if one.kind == "city" and one.publisher.endswith(f" {municipality}")]


def read_loading() -> object:
    """Have Python read what the first loading needs, while a user still looks at the card: that takes as long as a quick service."""
    from ...processing.products.layer_package import gather

    return gather


def how_loaded(chosen: Sequence[Entry]) -> str:
    """Return how layers come: `LIVE`, `COPY`, or `MIXED` where they differ, or are pictures of a service."""
    loadable = [one.record for one in chosen if one.loadable]
    live = [one.can_be_live for one in loadable]
    if not live or any(source_facts(one.source.kind).picture for one in loadable) or (any(live) and not all(live)):
        return MIXED
    return LIVE if all(live) else COPY
