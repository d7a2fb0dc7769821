"""Records loaded into the open project, in a task; what failed is told in the message bar, with what can be done next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsMessageLog,
    QgsProject,
    QgsReferencedRectangle,
)
from qgis.gui import QgsMessageBarItem

from ...processing.cartography.heavy_layers import draw_close_only, is_heavy
from ...processing.model import contract
from ...processing.model.catalogue import Catalogue, read_catalogue
from ...processing.texts.language import interface_language, tr
from .. import message_bar
from ..ground import Ground, place_of_layers
from ..project_files import add_to_project
from ..result_places import COPIES, new_place, own_group, place_of, place_of_copies
from ..settings import settings
from ..task_runner import Run
from .order import LoadOrder

MOST_NAMES = 3
"""Layers whose ids make the name of a file of copies."""


class Loader:
    """Loads what is ordered.

    Parameters
    ----------
    iface : QgisInterface
        Its message bar tells what came of it, its map is what may limit it.
    """

    def __init__(self, iface):
        self.iface = iface
        self.bar = iface.messageBar()
        self.messages: list[QgsMessageBarItem] = []
        self.ground = Ground(iface)

    def load(self, order: LoadOrder) -> Run:
        """Start loading."""
        self._retract()
        message = message_bar.inform(self.bar, tr("Loading 1 layer | Loading {count} layers", count=len(order.ids)))
        self.messages.append(message)
        return Run("load_layers", self.inputs(order), lambda run: self._done(run, order))

    def inputs(self, order: LoadOrder) -> dict:
        """Return what `load_layers` is asked."""
        place = new_place()
        copies = place_of_copies("_".join(order.ids) if len(order.ids) <= MOST_NAMES else f"{len(order.ids)}_{COPIES}")
        crs = QgsProject.instance().crs()
        inputs = {
            contract.CATALOGUE: with_pictures(order, place) if order.pictures else order.catalogue,
            contract.RECORDS: ",".join(order.ids),
            contract.TARGET_CRS: crs if crs.isValid() else None,
            contract.STORE: settings.store,
            contract.LIVE: order.live,
            contract.ON_ERROR: "continue",
            contract.LANGUAGE: settings.language or interface_language(),
            contract.OUTPUT: f"{copies}.gpkg",
            contract.PROJECT: str(place.with_suffix(".qgz")),
        }
        if settings.city and not read_catalogue(order.catalogue).nis_code:
            inputs[contract.MUNICIPALITY] = settings.city
        return inputs | ({contract.EXTENT: self.extent()} if order.here else {})

    def extent(self) -> QgsReferencedRectangle:
        """Return what the map shows."""
        return QgsReferencedRectangle(self.iface.mapCanvas().extent(), QgsProject.instance().crs())

    def _done(self, run: Run, order: LoadOrder) -> None:
        self._retract()
        if run.cancelled:
            return
        if not run.ok:
            self._tell_failure(Qgis.MessageLevel.Critical, tr("Nothing was loaded."), run.feedback.errors, order)
            return
        heavy: list[str] = []
        catalogue = cache(lambda: read_catalogue(order.catalogue))
        add_to_project(
            self.iface.mapCanvas(),
            run.results[contract.PROJECT],
            lambda reasons: reasons and self._tell_failure(Qgis.MessageLevel.Critical, tr("Nothing was loaded."), reasons, order),
            lambda layers: self._added(run, order, catalogue, layers, heavy),
            order.styled,
            lambda: group_of_its_own(order.group),
            switch_off_heavy(order, catalogue, heavy),
        )

    def _added(
        self, run: Run, order: LoadOrder, catalogue: Callable[[], Catalogue], layers: list[QgsMapLayer], heavy: Sequence[str]
    ) -> None:
        """Tell what came, and lay the ground under the layers of a challenge."""
        if order.group:
            place = place_of_layers(catalogue(), layers)
            if not order.here:
                self.ground.lead(place, layers)
            self.ground.lay(catalogue(), order.catalogue, place, order.background)
        loaded = {layer.metadata().identifier() for layer in layers}
        if run.results[contract.FAILED_COUNT]:
            failed = run.results[contract.FAILED_COUNT]
            text = tr("1 layer loaded, {failed} failed. | {count} layers loaded, {failed} failed.", count=len(layers), failed=failed)
            failed = replace(order, ids=tuple(id for id in order.ids if id not in loaded))
            self._tell_failure(Qgis.MessageLevel.Warning, text, run.feedback.warnings, failed)
        else:
            text = loaded_words(len(layers), run.results[contract.LIVE_COUNT])
            message_bar.succeed(self.bar, " ".join(filter(None, [text, where_words(run), heavy_words(heavy), *run.feedback.warnings[:1]])))

    def _tell_failure(self, level: Qgis.MessageLevel, text: str, reasons: Sequence[str], order: LoadOrder) -> None:
        """Say what failed and the first reason; all reasons are in the log, and what failed can be tried again."""
        for reason in reasons:
            QgsMessageLog.logMessage(reason, message_bar.NAME, level)
        ways = {tr("Try again"): lambda: self.load(order), tr("All reasons"): self.iface.openMessageLog}
        self.messages.append(message_bar.offer(self.bar, " ".join([text, *reasons[:1]]), level, ways))

    def _retract(self) -> None:
        """Take away what was said of the loading before: it no longer holds."""
        for message in self.messages:
            message_bar.retract(self.bar, message)
        self.messages.clear()


def switch_off_heavy(order: LoadOrder, catalogue: Callable[[], Catalogue], heavy: list[str]) -> Callable[[QgsMapLayer, bool], bool]:
    """Return what has the heavy layers of a challenge switched off, and drawn close by only; it notes their names in ``heavy``.

    Layers that somebody chose one by one stay as they are: whoever asks for addresses is to see addresses. The ``catalogue`` is read when
    it is first asked for: by the task that opens the layers.
    """

    def shown(layer: QgsMapLayer, visible: bool) -> bool:
        record = catalogue().records.get(layer.metadata().identifier()) if order.group else None
        if record is None or not is_heavy(layer, record.theme):
            return visible
        draw_close_only(layer)
        heavy.append(layer.name())
        return False

    return shown


def heavy_words(names: Sequence[str]) -> str:
    """Return which layers are switched off because they are heavy; empty where none is."""
    if not names:
        return ""
    return tr("Switched off because of their many features, and drawn when zoomed in: {names}.").format(names=", ".join(sorted(names)))


def group_of_its_own(title: str) -> QgsLayerTreeGroup:
    """Return the group with a title in the plugin's own, a new one on top where it has none; that itself where the title is empty."""
    above = own_group()
    return (above.findGroup(title) or above.insertGroup(0, title)) if title else above


def loaded_words(count: int, live: int) -> str:
    """Return how many layers were loaded, and how many of them show what their service holds now."""
    if live == count:
        return tr("1 layer added live. | {count} layers added live.", count=count)
    if live:
        return tr("{count} layers added: {live} live, {others} as copies or pictures.").format(count=count, live=live, others=count - live)
    return tr("1 layer loaded. | {count} layers loaded.", count=count)


def where_words(run: Run) -> str:
    """Return where copies are that do not lie beside the project; empty where there are none."""
    if place_of(run.results.get(contract.OUTPUT, "")) is None:
        return ""
    return tr("The copy is in your profile, because the project was never saved.")


def with_pictures(order: LoadOrder, place: Path) -> str:
    """Write a catalogue in which the ordered layers are pictures where a service draws them, and return its path."""
    from ...processing.model.catalogue import BUILTIN, Catalogue, write_catalogue
    from .picture_services import PictureServices

    catalogue = read_catalogue(order.catalogue)
    drawn = PictureServices(catalogue)
    found = (drawn.of(catalogue.get(id)) for id in order.ids)
    own = {record.id: record for record in found if record is not None}
    path = place.with_suffix(".json")
    write_catalogue(path, Catalogue(own=own, includes=(order.catalogue or BUILTIN,)))
    return str(path)
