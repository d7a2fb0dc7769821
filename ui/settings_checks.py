"""What is wrong with what somebody fills in on the page of the options: a sentence each, an empty one where all is well."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QUrl

from ..processing.model.errors import OpgaveError
from ..processing.texts.language import tr
from .message_bar import sentences


def wrong_catalogue(path: str) -> str:
    """Return why a catalogue file cannot be read."""
    from ..processing.model.catalogue import read_catalogue
    from .catalogue.chooser import remember_title

    try:
        remember_title(path, read_catalogue(path).title)
    except OpgaveError as error:
        return sentences(error)[0]
    return ""


def wrong_store(text: str) -> str:
    """Return why there is no store; whether a PostGIS connection answers is not asked here."""
    from ..processing.sources.store.store_address import connections, open_store

    if not text or (text in connections() and not Path(text).is_dir()):
        return ""
    try:
        open_store(text, must_exist=True)
    except OpgaveError as error:
        return sentences(error)[0]
    return ""


def wrong_house_style(path: str) -> str:
    """Return why a file is no house style."""
    from ..processing.cartography.theme import theme

    try:
        theme(path)
    except OpgaveError as error:
        return sentences(error)[0]
    return ""


def wrong_address(text: str) -> str:
    """Return why a text is no address of a service; it is not asked whether that answers."""
    url = QUrl(text, QUrl.ParsingMode.StrictMode)
    if not text or (url.scheme() in ("http", "https") and url.host()):
        return ""
    return tr("'{text}' is not a valid service address: start with https:// or http://, followed by the name of a server.").format(
        text=text
    )
