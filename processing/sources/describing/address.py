"""Where a harvest reads: an address or a document on disk, with its authentication, and what was noticed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...qgis_io.xml_tree import Element
from ..network import GetRequest, Limits, fetch, json_of, xml_of
from ..reading.services import with_query

JSON_TYPES = "application/json, */*;q=0.1"
XML_TYPES = "application/xml, text/xml;q=0.9, */*;q=0.1"
OGC_KEYS = {"service", "request", "version", "acceptversions", "f", "outputformat"}


@dataclass(frozen=True)
class HarvestAddress:
    """An address to harvest.

    Attributes
    ----------
    address : str
        A URL, a path, a database connection.
    filter : str
        Words that a layer must have.
    filtered : list of str
        Filled by a kind whose server has applied the filter.
    unread : list of str
        How the ids of what could not be understood begin; empty where that is not known.
    short : list of str
        Addresses that gave fewer descriptions than they count.
    """

    address: str
    auth: str = ""
    filter: str = ""
    limits: Limits = field(default_factory=Limits)
    progress: Progress = SILENT
    filtered: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)

    @property
    def is_document(self) -> bool:
        """Whether it is a file on disk."""
        return "://" not in self.address and Path(self.address).is_file()

    @property
    def url(self) -> str:
        """The address without the parameters of a request."""
        head, _, query = self.address.partition("?")
        kept = [pair for pair in query.split("&") if pair and pair.partition("=")[0].lower() not in OGC_KEYS]
        return f"{head}?{'&'.join(kept)}" if kept else head

    def skip(self, prefix: str = "", identity: str = "") -> None:
        """Note that something was listed that cannot be used."""
        self.unread.append(f"{prefix}:{identity}" if identity else prefix and f"{prefix}:")

    def compare(self, url: str, given: int, total: int) -> None:
        """Warn when a server gave fewer descriptions than it counts: then nothing can be said to be gone."""
        if given < total:
            self.short.append(url)
            self.progress.warn("{url} gave {given} of the {total} descriptions that it counts.", url=url, given=given, total=total)

    def at(self, address: str) -> HarvestAddress:
        """Return the place at another address, with the same authentication and notes."""
        return replace(self, address=address)

    def content(self, url: str, accept: str) -> tuple[bytes, str, Mapping[str, str]]:
        """Return the bytes at a URL or in the document, where they came from, and headers."""
        if self.is_document:
            try:
                return Path(self.address).read_bytes(), self.address, {}
            except OSError as error:
                raise OpgaveError("File '{path}' cannot be read: {reason}.", path=self.address, reason=error.strerror) from error
        reply = fetch(GetRequest(url, self.auth, accept), self.limits, self.progress)
        return reply.content, reply.url, reply.headers

    def xml(self, url: str = "", query: Mapping[str, str] | None = None) -> Element:
        """Return the XML at a URL (the address itself by default), with parameters added."""
        url = url or self.url
        return xml_of(*self.content(with_query(url, dict(query)) if query else url, XML_TYPES))

    def json(self, url: str = "", query: Mapping[str, str] | None = None) -> Any:
        """Return the JSON at a URL (the address itself by default), with parameters added."""
        url = url or self.url
        return json_of(*self.content(with_query(url, dict(query)) if query else url, JSON_TYPES))
