"""Of the many links of a dataset, the one to load it from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from ...model.record import Source
from ...model.source_kinds import IN_COLLECTIONS, IN_DATASET, IN_QUERY, NO_SOURCE, OTHER, SOURCE_FACTS
from ..reading.services import dataset_at
from .address import HarvestAddress

LINKED = {kind: facts.link for kind, facts in SOURCE_FACTS.items() if facts.link}
KINDS = tuple((kind, re.compile(LINKED[kind].words, re.IGNORECASE)) for kind in sorted(LINKED, key=lambda kind: LINKED[kind].rank))
"""Kinds of source, the best to compute with first, and the words by which a link shows it."""
LAYER_KEYS = ("typenames", "typename", "layers", "layer")
PAGE = re.compile(r"related|text/html|www:link-1.0-http--(?:related|partners|samples|ical)", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """An address with what is said of it: protocol, format, media type, and a name that may be the layer's."""

    url: str
    words: str = ""
    name: str = ""


def best_source(links: Iterable[Link]) -> Source:
    """Return the source to load: of the best kind, and of that the link that names its layer.

    ``other`` where there are only pages, ``none`` where there is nothing.
    """
    links = [link for link in links if link.url.startswith(("http://", "https://"))]
    ranked = [(rank, link) for link in links for rank in [rank_of(link)] if rank is not None]
    if not ranked:
        return Source(OTHER, links[0].url) if links else Source(NO_SOURCE)
    best = min(rank for rank, _ in ranked)
    kind = KINDS[best][0]
    candidates = [link for rank, link in ranked if rank == best]
    return source_of(kind, max(candidates, key=lambda link: (":" in layer_in(kind, link), bool(layer_in(kind, link)))))


def rank_of(link: Link) -> int | None:
    """Return the place of a link's kind in `KINDS`; None where it is a page, or of no kind that can be read."""
    stated = next((rank for rank, (_, pattern) in enumerate(KINDS) if pattern.search(link.words)), None)
    if stated is not None or PAGE.search(link.words):
        return stated
    return next((rank for rank, (_, pattern) in enumerate(KINDS) if pattern.search(unquote(link.url))), None)


def source_of(kind: str, link: Link) -> Source:
    """Return the source behind a link: a service's address without its request, a file's as it is."""
    layer, where = layer_in(kind, link), LINKED[kind].layer
    if where == IN_DATASET:
        return Source(kind, *(dataset_at(link.url) or (link.url,)))
    if where == IN_COLLECTIONS:
        return Source(kind, HarvestAddress(link.url.partition("/collections")[0]).url.rstrip("/"), layer)
    if where == IN_QUERY:
        names = {*LAYER_KEYS, "count", "maxfeatures", "resulttype", "bbox", "srsname", "styles", "format", "width", "height", "srs", "crs"}
        head, _, query = HarvestAddress(link.url).url.partition("?")
        kept = [pair for pair in query.split("&") if pair and pair.partition("=")[0].lower() not in names]
        return Source(kind, f"{head}?{'&'.join(kept)}" if kept else head, layer)
    return Source(kind, link.url)


def layer_in(kind: str, link: Link) -> str:
    """Return the layer that a link to a service names: in its address, else as its name."""
    if LINKED[kind].layer not in (IN_QUERY, IN_COLLECTIONS):
        return ""
    below = link.url.partition("/collections/")[2].partition("?")[0].partition("/")[0] if LINKED[kind].layer == IN_COLLECTIONS else ""
    if below:
        return below
    query = {name.lower(): value for name, value in parse_qsl(urlsplit(link.url).query)}
    stated = next((query[name] for name in LAYER_KEYS if query.get(name)), "")
    return stated if stated and ":" in stated or not link.name else link.name
