"""Which kind of catalogue an address is: by looking at what it answers."""

from __future__ import annotations

from pathlib import Path

from ...model.choices import FOLDER
from ...model.errors import OpgaveError
from ...model.public_text import without_secrets
from ...model.source_kinds import SOURCE_FACTS, kind_of_file, source_facts
from ...qgis_io.xml_tree import Element, root_name
from ..describing.address import JSON_TYPES, XML_TYPES, HarvestAddress
from ..kinds import SOURCE_KINDS
from ..kinds.opendatasoft.harvest import API, portal_of
from ..network import GetRequest, Reply, Trouble, fetch_all, json_of, text_of, xml_of
from ..reading.services import with_query

ROOTS = {root: name for name, kind in SOURCE_KINDS.items() for root in kind.roots}
SERVICES = {name: dict(kind.request) for name, kind in SOURCE_KINDS.items() if kind.request}
SMALL = 40_000_000


def recognise(place: HarvestAddress) -> str:
    """Return the kind of what stands at an address.

    Raises
    ------
    OpgaveError
        Nothing answers, or nothing that is known.
    """
    if "://" not in place.address:
        return kind_on_disk(place)
    plain = fetch_all([GetRequest(place.address, place.auth, JSON_TYPES)], place.limits, place.progress, show=False)[0]
    if plain.error and plain.trouble == Trouble.SILENT:  # all that the address could be asked besides would take as long again
        raise plain.error
    found = kind_of_reply(plain) or kind_by_requests(place)
    if not found:
        raise plain.error or unknown(place)
    closer = SOURCE_KINDS[found].look_closer
    return closer(place) if closer else found


def kind_by_requests(place: HarvestAddress) -> str:
    """Return the first kind of service that answers a request of its own.

    Those that the address hints at go first, then catalogues, then what is best to compute with.
    """
    url = place.url
    hinted = sorted(SERVICES, key=lambda kind: (kind not in url.lower(), rank_of(kind)))
    asks = [GetRequest(with_query(url, {"f": "json"}), place.auth, JSON_TYPES)]
    asks += [GetRequest(with_query(url, SERVICES[kind]), place.auth, XML_TYPES) for kind in hinted]
    asks.append(GetRequest(f"{portal_of(url)}{API}/catalog/datasets?limit=1", place.auth, JSON_TYPES))
    replies = fetch_all(asks, place.limits, place.progress, show=False)
    return next(filter(None, map(kind_of_reply, replies)), "")


def rank_of(kind: str) -> int:
    """Return the place of a kind among services at one address: that of its links (`LinkFacts`), of a catalogue the first."""
    link = source_facts(kind).link
    return link.rank if link else 0


def unknown(place: HarvestAddress) -> OpgaveError:
    """Return the sentence for something that no kind fits."""
    return OpgaveError(
        "{url} is no catalogue or service of a known kind: check the address, or name its KIND.", url=without_secrets(place.address)
    )


def kind_of_reply(reply: Reply) -> str:
    """Return the kind that an answer shows; empty where it shows none."""
    return kind_of_content(reply.content, reply.url) if reply.is_whole else ""


def kind_of_content(content: bytes, where: str) -> str:
    """Return the kind of an answer or document: XML by its root, JSON by its shape."""
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        if start.startswith(b"<"):
            text = text_of(content[:SMALL])
            return ROOTS.get(root_name(text), "") or kind_of_xml(xml_of(content[:SMALL], where))
        return kind_of_json(json_of(content, where)) if start[:1] in b"{[" else ""
    except OpgaveError:
        return ""


def kind_of_xml(root: Element) -> str:
    """Return the kind by the document's root, else by what stands in it."""
    return ROOTS.get(root.name) or next((name for name, kind in SOURCE_KINDS.items() if kind.in_xml and kind.in_xml(root)), "")


def kind_of_json(document: object) -> str:
    """Return the kind by the keys of a document."""
    return next((name for name, kind in SOURCE_KINDS.items() if kind.in_json and kind.in_json(document)), "")


def kind_on_disk(place: HarvestAddress) -> str:
    """Return the kind of a folder, a file, or a database connection."""
    path = Path(place.address)
    if path.is_dir():
        return FOLDER
    if not path.is_file():
        return next(kind for kind, facts in SOURCE_FACTS.items() if facts.database)
    content = path.read_bytes()
    found = kind_of_content(content, place.address)
    if not found and not kind_of_file(path):
        raise unknown(place)
    return found or FOLDER
