"""What is to be loaded, as the dock, the browser and what is dragged between them say it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from qgis.core import QgsMimeDataUtils

CUSTOM = "custom"
PROVIDER = "opgavenkaart"


@dataclass(frozen=True)
class LoadOrder:
    """What is to be loaded, and how.

    Attributes
    ----------
    catalogue : str
        Its file; empty: the built-in one.
    ids : tuple of str
        Records.
    here : bool
        Only what the map shows.
    pictures : bool
        As pictures of a service where the catalogue knows one that draws the layer.
    styled : bool
        In the style that the catalogue or the house gives.
    live : bool
        Left at their service where QGIS can show them from there; False: all as copies, fixed in time.
    group : str
        Title of a group for them, within the plugin's; empty for none of their own.
    background : str
        Id of the record of the base map that belongs under that group; empty for none.
    """

    catalogue: str
    ids: tuple[str, ...]
    here: bool = False
    pictures: bool = False
    styled: bool = True
    live: bool = True
    group: str = ""
    background: str = ""

    def uri(self, name: str) -> QgsMimeDataUtils.Uri:
        """Return it as QGIS carries what is dragged."""
        uri = QgsMimeDataUtils.Uri()
        uri.layerType, uri.providerKey, uri.name, uri.uri = CUSTOM, PROVIDER, name, json.dumps(asdict(self))
        return uri


def order_of(uri: str) -> LoadOrder:
    """Return the order that was dragged."""
    given = json.loads(uri)
    return LoadOrder(**given | {"ids": tuple(given["ids"])})
