"""How old the layers of the open project are and whose: what the status light and the expression functions say."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from qgis.core import QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..processing.model.dates import Freshness, age_days, freshness
from ..processing.texts.ages import age_in_words
from ..processing.texts.language import Language, interface_language

WORST_FIRST = (Freshness.STALE, Freshness.DUE, Freshness.CURRENT, Freshness.UNKNOWN)


@dataclass(frozen=True)
class Aged:
    """What a layer's metadata say of its age and source.

    Attributes
    ----------
    date : date or None
        Day that the data are of.
    rhythm : str
        ISO 8601 duration in which they are renewed; empty where not known.
    """

    id: str
    name: str
    date: datetime.date | None = None
    rhythm: str = ""
    publisher: str = ""
    licence: str = ""

    @property
    def days(self) -> int | None:
        """Its age today."""
        return age_days(self.date, datetime.date.today())

    @property
    def light(self) -> Freshness:
        """Whether it is current, due or stale."""
        return freshness(self.date, self.rhythm, datetime.date.today())


def read_age(layer: QgsMapLayer) -> Aged:
    """Return what a layer's metadata say."""
    from ..processing.qgis_io.layer_metadata import date_of, rhythm_of

    metadata = layer.metadata()
    contact = next(iter(metadata.contacts()), None)
    return Aged(
        layer.id(),
        layer.name(),
        date_of(metadata),
        rhythm_of(metadata),
        contact.organization or contact.name if contact else "",
        next(iter(metadata.licenses()), ""),
    )


def source_words(one: Aged) -> str:
    """Return publisher, date with age, and licence, as far as they are known."""
    language = Language(interface_language())
    date = f"{language.date(one.date)} ({age_in_words(one.days, language)})" if one.date else ""
    return ", ".join(filter(None, [one.publisher, date, one.licence]))


def oldest(layers: Iterable[Aged]) -> list[Aged]:
    """Return the layers that have a date, the oldest first."""
    return sorted((one for one in layers if one.date), key=lambda one: (one.date, one.name))


def light_counts(layers: Iterable[Aged]) -> dict[Freshness, int]:
    """Return how many layers have each light, the worst light first; a layer of which nobody can say it comes last."""
    found = [one.light for one in layers]
    return {light: found.count(light) for light in WORST_FIRST if light in found}


class LayerAges(QObject):
    """Keeps what is known of the open project's layers; `changed` says that it is other than it was.

    What is kept are plain values, so that expressions may ask for them while the map is drawn in other threads.
    """

    changed = pyqtSignal()

    def __init__(self):
        super().__init__()
        self.by_id: dict[str, Aged] = {}
        self.soon = QTimer(self, singleShot=True, interval=0)
        self.soon.timeout.connect(self.refresh)

    def load(self) -> None:
        """Begin to listen."""
        project = QgsProject.instance()
        project.layersAdded.connect(self._added)
        project.layersRemoved.connect(self._later)
        self._added(project.mapLayers().values())

    def unload(self) -> None:
        """Listen no more."""
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._added)
        project.layersRemoved.disconnect(self._later)
        for layer in project.mapLayers().values():
            layer.metadataChanged.disconnect(self._later)
            layer.nameChanged.disconnect(self._later)
        self.soon.stop()
        self.by_id = {}

    def refresh(self) -> None:
        """Read all layers anew."""
        found = {id: read_age(layer) for id, layer in QgsProject.instance().mapLayers().items()}
        if found != self.by_id:
            self.by_id = found
            self.changed.emit()

    def find(self, name: str) -> Aged | None:
        """Return the layer of an id or a name, of several of that name the oldest; None where the project has none."""
        named = [one for one in self.by_id.values() if one.name == name]
        return self.by_id.get(name) or next(iter(oldest(named) or named), None)

    def _added(self, layers) -> None:
        for layer in layers:
            layer.metadataChanged.connect(self._later)
            layer.nameChanged.connect(self._later)
        self._later()

    def _later(self, *_) -> None:
        self.soon.start()
