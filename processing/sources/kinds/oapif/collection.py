"""What an OGC API Features says of a collection, and the questions that it is asked.

Written after OGC API Features part 1 (core: ``bbox``, ``limit``, links ``next``), 2 (coordinate systems), 3 (``filter``, queryables) and 6
(``properties``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urljoin, urlsplit

from qgis.core import QgsRectangle

from ....model.errors import Cancelled, OpgaveError
from ....model.progress import SILENT
from ....qgis_io.crs import frame_for
from ....qgis_io.crs_names import find_crs
from ...reading.canonical import columns_for, comparable_columns
from ...reading.download import fetch_json
from ...reading.features_file import with_id
from ...reading.request import LoadRequest
from ...reading.server_filter import Dialect, equalities, server_filter, sql_text
from ...reading.services import below, corners, no_such_layer, with_query

LARGEST_PAGE = 10_000
DEGREES = "EPSG:4326"
WORLD = (-180.0, -90.0, 180.0, 90.0)
MARGIN = 0.001
"""Degrees; stated extents are rounded."""
CQL = ("cql2-text", "cql-text")
"""Languages of a filter, the best first, as conformance classes and ``filter-lang`` call them."""
FILTERS = re.compile(r"ogcapi-features-3/1\.0/(?:req|conf)/(?:features-)?filter$")
PLAIN_NAME = re.compile(r"[A-Za-z_]\w*")
RESERVED = frozenset(("bbox", "bbox-crs", "crs", "datetime", "f", "filter", "filter-crs", "filter-lang", "lang", "limit", "offset"))
RESERVED |= frozenset(("properties", "q", "resulttype", "skipgeometry", "sortby", "startindex", "token"))
"""Parameters that mean something else than a property of that name."""
NUMBERS = ("number", "integer")


def quote(column: str) -> str:
    """Return a property's name as CQL2 writes it."""
    return column if PLAIN_NAME.fullmatch(column) else '"' + column.replace('"', '""') + '"'


DIALECT = Dialect(column=quote, text=sql_text)


@dataclass(frozen=True)
class Collection:
    """A collection and what its server says of it.

    Attributes
    ----------
    facts : dict
        As the server describes it.
    conformance : tuple of str
        The classes that the server keeps to.
    """

    ask: LoadRequest
    facts: dict
    conformance: tuple[str, ...]

    @property
    def url(self) -> str:
        return below(self.ask.record.source.path, "collections", self.ask.record.source.layer)

    @cached_property
    def items(self) -> str:
        """The address of the features as GeoJSON."""
        for link in self.facts.get("links") or ():
            if link.get("rel") == "items" and "geo+json" in str(link.get("type")) and link.get("href"):
                return at_home(urljoin(self.url, link["href"]), self.url)
        return with_query(below(self.url, "items"), {"f": "json"})

    @cached_property
    def queryables(self) -> dict[str, str]:
        """The JSON type of each property that the server says to filter by."""
        try:
            found = fetch_json(self.ask.record, [with_query(below(self.url, "queryables"), {"f": "json"})], self.ask.progress)[0]
        except Cancelled:
            raise
        except OpgaveError:
            return {}
        properties = found.get("properties")
        return {name: str(one.get("type")) for name, one in properties.items() if isinstance(one, dict)} if properties else {}

    @cached_property
    def sample(self) -> dict:
        """One feature, whatever the filter; empty where the collection is."""
        found = fetch_json(self.ask.record, [with_query(self.items, {"limit": "1"})], self.ask.progress)[0].get("features")
        return found[0] if found else {}

    @cached_property
    def properties(self) -> dict[str, str]:
        """The JSON type of each property: of a sample, and of the server's list of queryables."""
        seen = {name: json_type(value) for name, value in (self.sample.get("properties") or {}).items()}
        return seen | {name: kind for name, kind in self.queryables.items() if name in seen and kind in ("string", *NUMBERS)}

    @cached_property
    def columns(self) -> dict[str, str]:
        """The properties that are wanted, by canonical field."""
        return columns_for(self.ask.record, self.ask.fields, columns_of(self.sample), SILENT) if self.sample else {}

    @cached_property
    def kinds(self) -> dict[str, tuple[str, str]]:
        """The property and the kind of value of each canonical field that can be compared at the server."""
        kinds = {name: "number" if kind in NUMBERS else "text" for name, kind in self.properties.items() if kind in ("string", *NUMBERS)}
        return comparable_columns(self.ask.record, self.columns, kinds)

    @cached_property
    def condition(self) -> dict[str, str]:
        """As much of the record's filter as the server understands, as parameters: an expression, else what a property has to equal."""
        if not self.ask.filter:
            return {}
        language = next((name for name in CQL if any(one.endswith(f"/{name}") for one in self.conformance)), "")
        if language and any(FILTERS.search(one) for one in self.conformance):
            kinds = {field: one for field, one in self.kinds.items() if not self.queryables or one[0] in self.queryables}
            text = server_filter(self.ask.filter, kinds, DIALECT)
            return {"filter": text, "filter-lang": language} if text else {}
        return {name: value for name, value in equalities(self.ask.filter, self.kinds).items() if name.lower() not in RESERVED}

    @cached_property
    def crs(self) -> str:
        """The coordinate system to ask for: the record's own where the server has it; else degrees, which all have."""
        own = find_crs(self.ask.record.crs)
        if not own.isValid() or own.hasAxisInverted():
            return ""
        listed = [str(one) for one in self.facts.get("crs") or ()]
        return next((one for one in listed if find_crs(one) == own), "")

    @property
    def place(self) -> dict[str, str]:
        """The extent that is asked for, in degrees, as a parameter."""
        if self.ask.is_table:
            return {}
        record = self.ask.record
        source = find_crs(DEGREES)
        frame = frame_for(record.id, source, self.ask.target_crs or record.crs, self.ask.extent, self.ask.transform_context)
        extent = frame.extent_at_source()
        return {} if extent is None else {"bbox": corners(extent)}

    @property
    def narrowed(self) -> dict[str, str]:
        """The columns that are asked for, as a parameter; nothing for all."""
        if self.ask.fields is None or not self.columns:
            return {}
        return {"properties": ",".join(dict.fromkeys(self.columns.values()))}

    def questions(self) -> Iterator[tuple[str, bool]]:
        """Yield the addresses of a first page, the most exact first, and whether the filter is in it."""
        base = self.place | ({"crs": self.crs} if self.crs else {})
        size = {"limit": str(LARGEST_PAGE)}
        for more in (self.condition | self.narrowed | size, self.condition | size, size, {}):
            yield with_query(self.items, base | more), bool(self.condition) and self.condition.items() <= more.items()

    def first_page(self) -> tuple[str, dict]:
        """Return the first page, asked as exactly as the server takes it, and its address.

        Raises
        ------
        OpgaveError
            It refuses a question about nothing but the extent too.
        """
        refusals = []
        for url, filters in dict.fromkeys(self.questions()):
            try:
                page = self.pages([url])[0]
            except Cancelled:
                raise
            except OpgaveError as error:
                refusals.append(error)
                continue
            if self.ask.filter and not filters:
                self.ask.progress.note(
                    "Layer '{record}': the service cannot apply the filter; all features are fetched and filtered here.",
                    record=self.ask.record.title,
                )
            return url, page
        raise refusals[0]

    def pages(self, urls: Sequence[str]) -> list[dict]:
        """Return some pages, asked a few at a time."""
        return fetch_json(self.ask.record, urls, self.ask.progress, show=False)

    def next_page(self, page: dict) -> str:
        """Return the address of the page after one; empty after the last."""
        links = (str(link.get("href") or "") for link in page.get("links") or () if link.get("rel") == "next")
        href = next(links, "")
        return at_home(urljoin(self.items, href), self.items) if href else ""

    @property
    def ground(self) -> QgsRectangle:
        """Where all features lie, in degrees: as asked for, as the server states it, or anywhere."""
        stated = ((self.facts.get("extent") or {}).get("spatial") or {}).get("bbox") or [[]]
        box = [float(value) for value in self.place["bbox"].split(",")] if self.place else stated[0]
        if len(box) not in (4, 6) or not all(isinstance(value, (int, float)) for value in box):
            box = WORLD
        return QgsRectangle(*box[:2], *box[len(box) // 2 :][:2]).buffered(MARGIN)


def columns_of(feature: dict) -> list[str]:
    """Return the columns of a feature."""
    return list(with_id(feature)["properties"])


def has_id(feature: dict) -> bool:
    """Whether a feature has an id of its own; some servers give an empty one when the columns that are asked for lack the key."""
    return feature.get("id") not in (None, "")


def json_type(value: object) -> str:
    """Return what JSON Schema calls the type of a value."""
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, (int, float)) else "string" if isinstance(value, str) else ""


def at_home(url: str, home: str) -> str:
    """Return an address on the host that the record names: behind a proxy, servers link to a name that nobody outside knows."""
    there, here = urlsplit(url), urlsplit(home)
    if (there.scheme, there.netloc) == (here.scheme, here.netloc):
        return url
    return with_query(home, dict(parse_qsl(there.query, keep_blank_values=True)))


def describe_collection(ask: LoadRequest) -> Collection:
    """Return the record's collection as its server describes it.

    Raises
    ------
    OpgaveError
        The API does not answer, or has no such collection.
    """
    path, layer = ask.record.source.path, ask.record.source.layer
    try:
        facts = fetch_json(ask.record, [with_query(below(path, "collections", layer), {"f": "json"})], ask.progress)[0]
    except Cancelled:
        raise
    except OpgaveError as error:
        layers = collections(ask)
        raise error if layer in layers else no_such_layer(ask, layers) from error
    return Collection(ask, facts, tuple(conformance(ask)))


def collections(ask: LoadRequest) -> list[str]:
    """Return the names of an API's collections."""
    url = with_query(below(ask.record.source.path, "collections"), {"f": "json"})
    return [str(one.get("id")) for one in fetch_json(ask.record, [url], ask.progress)[0].get("collections") or ()]


def conformance(ask: LoadRequest) -> list[str]:
    """Return the conformance classes of an API, where a filter makes them matter; empty where it does not say."""
    if not ask.filter:
        return []
    try:
        url = with_query(below(ask.record.source.path, "conformance"), {"f": "json"})
        return [str(one) for one in fetch_json(ask.record, [url], ask.progress)[0].get("conformsTo") or ()]
    except Cancelled:
        raise
    except OpgaveError:
        return []
