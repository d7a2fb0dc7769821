"""Marks in the list of layers: which show what their service holds now, and which are copies, fixed in time."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsProject
from qgis.gui import QgsLayerTreeViewIndicator
from qgis.PyQt.QtCore import QTimer

from ..processing.cartography.map_content import KEY_PROPERTY
from ..processing.model.source_kinds import SOURCE_FACTS
from ..processing.texts.language import tr
from .icons import theme_icon
from .layer_ages import read_age, source_words
from .plain_words import plain
from .result_places import place_of

LIVE_PROVIDERS = frozenset(name for facts in SOURCE_FACTS.values() if facts.live and facts.project for name in facts.project.providers)
COPY_PROVIDER = "ogr"
ICONS = {True: "mIconConnect", False: "mActionFileSave"}


class LayerMarks:
    """Puts a mark on each layer that was loaded from a catalogue.

    Parameters
    ----------
    iface : QgisInterface
    """

    def __init__(self, iface):
        self.iface = iface

    def load(self) -> None:
        """Begin to listen."""
        self.view, self.root = self.iface.layerTreeView(), QgsProject.instance().layerTreeRoot()
        self.marks: list[QgsLayerTreeViewIndicator] = []
        self.soon = QTimer(singleShot=True, interval=0)
        self.soon.timeout.connect(self.refresh)
        self.root.addedChildren.connect(self._later)
        self._later()

    def unload(self) -> None:
        """Take the marks away."""
        self.soon.stop()
        self.root.addedChildren.disconnect(self._later)
        for node in self.root.findLayers():
            for mark in self._on(node):
                self.view.removeIndicator(node, mark)
        for mark in self.marks:
            mark.deleteLater()
        self.marks = []

    def refresh(self) -> None:
        """Mark the layers that have no mark yet: those that came, or were moved in the list."""
        for node in self.root.findLayers():
            live = None if node.layer() is None else is_live(node.layer())
            if live is None or self._on(node):
                continue
            mark = QgsLayerTreeViewIndicator(self.view)
            mark.setIcon(theme_icon(ICONS[live]))
            mark.setToolTip(plain(mark_words(node.layer(), live)))
            self.marks.append(mark)
            self.view.addIndicator(node, mark)

    def _on(self, node) -> list[QgsLayerTreeViewIndicator]:
        return [mark for mark in self.view.indicators(node) if mark in self.marks]

    def _later(self, *_) -> None:
        self.soon.start()


def is_live(layer: QgsMapLayer) -> bool | None:
    """Return whether a layer of a catalogue shows what its service holds now, or is a copy; None for other layers, and for pictures."""
    if not layer.metadata().identifier() or layer.customProperty(KEY_PROPERTY) != layer.metadata().identifier():
        return None
    provider = layer.providerType()
    return provider in LIVE_PROVIDERS if provider == COPY_PROVIDER or provider in LIVE_PROVIDERS else None


def mark_words(layer: QgsMapLayer, live: bool) -> str:
    """Return what a mark says: live or copy, whose the data are and how old."""
    if live:
        how = tr("Live: what the service holds now.")
    elif place_of(layer.source()):
        how = tr("Copy in your profile, fixed in time: a colleague who gets the project does not have it.")
    else:
        how = tr("Copy: fixed in time, also without a connection.")
    return " ".join(filter(None, [how, source_words(read_age(layer))]))
