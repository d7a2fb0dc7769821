"""What a record may tell everyone: where its data are, without what is only of this computer or secret."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...model.errors import OpgaveError
from ...model.file_places import WEB
from ...model.files import RESOURCES, JsonObject, read_json
from ...model.public_text import plain_text, without_secrets
from ...model.record import LayerRecord, Source, each_source
from ...model.source_kinds import IN_COLLECTIONS, IN_DATASET, IN_QUERY, source_facts
from ...model.text import Text
from ..reading.services import below, with_query
from ..store.folder import folder_name

HARVESTED = "md:"
"""How the ids of harvested records begin; what follows is the id that their first publisher gave."""


@dataclass(frozen=True)
class OfferedAddress:
    """An address at which a layer is offered.

    Attributes
    ----------
    url : str
        A service's address asks what it can do, and names the layer.
    endpoint : str
        A service's address alone; empty for a file or a page.
    protocol : str
        ``OGC:WFS``, ``GeoPackage``; empty for a page.
    layer : str
        The layer's name there.
    description : str
        Where a service says what it can do; empty for a file or a page.
    """

    url: str
    endpoint: str
    protocol: str
    layer: str
    description: str = ""


@cache
def vocabularies() -> JsonObject:
    """Return the codes of the EU and of ISO for what records say."""
    return read_json(RESOURCES / "catalogue" / "vocabularies.json")


def identity_of(record: LayerRecord) -> str:
    """Return what a record is called for good, in every catalogue."""
    return record.id.removeprefix(HARVESTED)


def file_name(record: LayerRecord) -> str:
    """Return the name of a file on a record, without its ending."""
    return folder_name(record.id)


def address_of(record: LayerRecord, base: str) -> str:
    """Return the address that names a record: below the one at which the folder is served, else a name of its publisher's layer."""
    return below(base, "items", file_name(record)) if base else lasting_name(record.publisher.name, record.id)


def lasting_name(*words: str) -> str:
    """Return a name (a UUID) that is the same whenever these words are, in whatever catalogue."""
    return f"urn:uuid:{lasting_code(*words)}"


def lasting_code(*words: str) -> str:
    """Return the code of such a name alone."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, ":".join(["opgavenkaart", *words])))


def is_flemish_open_data(record: LayerRecord) -> bool:
    """Whether a layer is what Flanders calls its open data: free, and published by its cities or itself."""
    return record.redistribution == "yes" and record.publisher.kind in ("city", "flemish")


def crs_address(crs: str) -> str:
    """Return the address of a coordinate system in OGC's register.

    >>> crs_address("EPSG:31370")
    'http://www.opengis.net/def/crs/EPSG/0/31370'
    """
    authority, _, code = crs.partition(":")
    return f"http://www.opengis.net/def/crs/{authority}/0/{code}"


def texts_of(text: Text) -> tuple[tuple[str, str], ...]:
    """Return a text in each language that it has, with the language's code, Dutch first."""
    return tuple((code, plain_text(one)) for code, one in (("nl", text.nl), ("en", text.en)) if one)


def offers_of(record: LayerRecord) -> tuple[OfferedAddress, ...]:
    """Return where the data of a record are offered to everyone: addresses on the web, of each of its sources."""
    return tuple(offer for one in each_source(record.source) if one.path for offer in _offers(one))


def _offers(source: Source) -> Iterator[OfferedAddress]:
    facts, url = source_facts(source.kind), without_secrets(source.path)
    link = facts.link
    if url.partition("://")[0].lower() not in WEB or any(sign in url for sign in "{}"):
        return
    if link is None:
        yield OfferedAddress(url, "", "", source.layer)
    elif link.layer == IN_QUERY:
        names = "typeNames" if facts.drawn_by else "layers"
        asked = {} if link.protocol.startswith("ESRI") else {"SERVICE": facts.name, "REQUEST": "GetCapabilities"}
        named = with_query(url, asked | ({names: source.layer} if source.layer else {}))
        yield OfferedAddress(named, url, link.protocol, source.layer, with_query(url, asked) if asked else url)
    elif link.layer == IN_COLLECTIONS:
        yield OfferedAddress(below(url, "collections", source.layer) if source.layer else url, url, link.protocol, source.layer, url)
    elif link.layer == IN_DATASET:
        yield OfferedAddress(below(url, "explore", "dataset", source.layer, ""), url, link.protocol, source.layer, url)
    else:
        yield OfferedAddress(url, "", link.protocol or facts.name, source.layer)


def check_base(base: str) -> str:
    """Return the address at which a folder will be served, without a slash at its end; empty where none is given.

    Raises
    ------
    OpgaveError
        It is no web address, or holds a password or key.
    """
    base = base.strip().rstrip("/")
    if base and (base.partition("://")[0].lower() not in WEB or without_secrets(base) != base):
        raise OpgaveError(
            "BASE_URL '{url}' is not a web address that everyone may read: give the address (http or https) at which the folder will be"
            " found, without password or key.",
            url=without_secrets(base),
        )
    return base
