"""Pages of JSON, each of which says where the next one is."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from ...model.errors import OpgaveError
from .address import HarvestAddress


def pages(place: HarvestAddress, url: str, query: dict[str, str], limit: int = 10_000) -> Iterator[dict]:
    """Yield the pages from ``url`` on, along their ``next`` links; a server that never ends is stopped."""
    page = object_at(place, url, query)
    asked = {url}
    yield page
    while following := link_to(page, "next"):
        url = urljoin(url, following)
        if url in asked or len(asked) >= limit:
            raise OpgaveError("{url} returns the same page again as the next page: inform the publisher.", url=url)
        asked.add(url)
        page = object_at(place, url)
        yield page


def object_at(place: HarvestAddress, url: str, query: dict[str, str] | None = None) -> dict:
    """Return the JSON object at a URL."""
    document = place.json(url, query)
    if not isinstance(document, dict):
        raise OpgaveError("{url} gives JSON of another kind than expected: check the address and the kind.", url=url)
    return document


def link_to(document: dict, *relations: str) -> str:
    """Return the address of the first link with one of these relations, JSON before anything else; empty where there is none."""
    links = [link for link in document.get("links") or () if isinstance(link, dict) and link.get("rel") in relations and link.get("href")]
    links.sort(key=lambda link: "json" not in str(link.get("type", "json")))
    return str(links[0]["href"]) if links else ""
