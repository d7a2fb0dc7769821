"""The catalogue in QGIS's browser: sectors, and below each its layers, read when somebody unfolds them."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from qgis.core import Qgis, QgsApplication, QgsDataCollectionItem, QgsDataItem, QgsDataItemProvider, QgsDataProvider
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QAction

from ..processing.texts.language import Language, interface_language, tr
from .catalogue.lights import light_icon
from .catalogue.order import PROVIDER, LoadOrder
from .icons import icon
from .plain_words import plain
from .settings import settings

NAME = "Opgavenkaart"
PATH = "opgavenkaart:"
FAST = Qgis.BrowserItemCapability.Fast
"""Children are made in the window's own thread: a catalogue is read in a tenth of a second."""


MOST = 250
"""Layers in a folder: the browser's time to add an item grows with the number that is there."""
SHOWN = 24
"""Letters of the first and of the last title in a folder's name."""


def span(rows: list) -> str:
    """Return the name of a folder that holds some of a sector's layers."""
    return " – ".join(one.title[:SHOWN] for one in (rows[0], rows[-1]))


class LayerItem(QgsDataItem):
    """A record: a double click or a drag loads it."""

    def __init__(self, parent: QgsDataItem, entry, catalogue: str, iface):
        super().__init__(Qgis.BrowserItemType.Custom, parent, entry.title, f"{parent.path()}/{entry.id}", PROVIDER)
        self.entry, self.catalogue, self.iface = entry, catalogue, iface
        self.setIcon(light_icon(entry.light))
        self.setToolTip(plain("\n".join(filter(None, [entry.title, entry.publisher, entry.age]))))
        self.setState(Qgis.BrowserItemState.Populated)

    def order(self) -> LoadOrder:
        """Return what loads it."""
        return LoadOrder(self.catalogue, (self.entry.id,))

    def handleDoubleClick(self):
        self.load()
        return True

    def load(self) -> None:
        """Load it, where it can be."""
        from .catalogue.loading import Loader

        if self.entry.loadable:
            Loader(self.iface).load(self.order())

    def hasDragEnabled(self):
        return self.entry.loadable

    def mimeUris(self):
        return [self.order().uri(self.name())] if self.entry.loadable else []

    def actions(self, parent):
        action = QAction(tr("Load"), parent)
        action.setEnabled(self.entry.loadable)
        action.triggered.connect(self.load)
        return [action]


class FolderItem(QgsDataCollectionItem):
    """A folder whose items are made when it is unfolded.

    Parameters
    ----------
    make : callable
        Takes the folder and returns the items in it.
    """

    def __init__(self, parent: QgsDataItem | None, name: str, path: str, make: Callable[[FolderItem], list[QgsDataItem]]):
        super().__init__(parent, name, path, PROVIDER)
        self.make = make
        self.setCapabilitiesV2(Qgis.BrowserItemCapabilities(FAST))

    def createChildren(self):
        children = self.make(self)
        for child in children:
            sip.transferto(child, self)
        return children


class RootItem(FolderItem):
    """The catalogue that the dock shows, too."""

    def __init__(self, iface):
        top = None
        super().__init__(top, NAME, PATH, self.sectors)
        self.iface = iface
        self.setIcon(icon())

    def sectors(self, folder: FolderItem) -> list[QgsDataItem]:
        """Return the sectors of the catalogue."""
        from ..processing.model.catalogue import read_catalogue
        from ..processing.model.errors import OpgaveError
        from .catalogue.entries import by_sector, entries

        language, path = Language(interface_language()), settings.catalogue
        try:
            catalogue = read_catalogue(path)
        except OpgaveError:  # the dock says what is wrong with it, and falls back as well
            path, catalogue = "", read_catalogue("")
        groups = by_sector(entries(catalogue, language, datetime.date.today()), catalogue, language)
        return [
            FolderItem(folder, title, f"{PATH}/{title}", lambda parent, rows=rows: self.layers(parent, rows, path))
            for title, rows in groups
        ]

    def layers(self, folder: FolderItem, rows: list, catalogue: str) -> list[QgsDataItem]:
        """Return the layers of a sector; of a large one folders with some of them each, by their titles."""
        if len(rows) <= MOST:
            return [LayerItem(folder, one, catalogue, self.iface) for one in rows]
        parts = [rows[first : first + MOST] for first in range(0, len(rows), MOST)]
        return [
            FolderItem(folder, span(part), f"{folder.path()}/{number:05}", lambda parent, part=part: self.layers(parent, part, catalogue))
            for number, part in enumerate(parts)
        ]


class Provider(QgsDataItemProvider):
    """Gives the browser its node."""

    def __init__(self, iface):
        super().__init__()
        self.iface = iface
        self.root = None

    def name(self):
        return NAME

    def dataProviderKey(self):
        return PROVIDER

    def capabilities(self):
        return QgsDataProvider.DataCapability.Net

    def createDataItem(self, path, parentItem):  # noqa: N803 - QGIS names it
        if path or parentItem:
            return None
        self.root = RootItem(self.iface)
        sip.transferto(self.root, None)
        return self.root


class BrowserNode:
    """Registers the provider; the node follows the catalogue that is chosen."""

    def __init__(self, iface):
        self.iface = iface

    def load(self) -> None:
        """Register it."""
        self.provider = Provider(self.iface)
        QgsApplication.dataItemProviderRegistry().addProvider(self.provider)
        settings.changed.connect(self.refresh)

    def unload(self) -> None:
        """Take it back; the browser drops the node itself."""
        settings.changed.disconnect(self.refresh)
        QgsApplication.dataItemProviderRegistry().removeProvider(self.provider)
        del self.provider

    def refresh(self, name: str) -> None:
        """Read the node anew where it shows another catalogue."""
        root = self.provider.root
        if name == "catalogue" and root is not None and not sip.isdeleted(root):
            root.depopulate()
