"""Opendatasoft, API v2.1: a record for each dataset of a portal."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from ....model.errors import OpgaveError
from ....model.record import Source
from ...describing.address import HarvestAddress
from ...describing.found_layer import FoundLayer, geometry_of
from ...describing.paging import object_at

PAGE = 100
LAST_OFFSET = 10_000
"""The API refuses to go further with an offset."""
API = "/api/explore/v2.1"
CRS = "EPSG:4326"


def harvest_opendatasoft(place: HarvestAddress) -> Iterator[FoundLayer]:
    """Yield the datasets of a portal."""
    if place.is_document:
        yield from datasets(place, place.json(), "")
        return
    portal = portal_of(place.url)
    seen, total = 0, 1
    while seen < min(total, LAST_OFFSET):
        query = {"limit": str(PAGE), "offset": str(seen), "order_by": "dataset_id"}
        page = object_at(place, f"{portal}{API}/catalog/datasets", query)
        found = list(datasets(place, page, portal))
        total = page.get("total_count") or 0
        if not page["results"]:
            break
        seen += len(page["results"])
        place.progress.update(seen / max(total, 1))
        yield from found
    place.compare(portal, seen, total)


def portal_of(url: str) -> str:
    """Return the portal's own address: scheme and host, and what stands before the API."""
    parts = urlsplit(url)
    head = parts.path.partition("/api/explore")[0].partition("/explore")[0].rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, head, "", ""))


def datasets(place: HarvestAddress, page: object, portal: str) -> Iterator[FoundLayer]:
    """Yield the datasets on a page."""
    results = page.get("results") if isinstance(page, dict) else None
    if not isinstance(results, list):
        raise OpgaveError("{url} gives no datasets of Opendatasoft.", url=place.url)
    for result in results:
        if result.get("dataset_id"):
            yield read_found_layer(result, portal)
        else:
            place.skip()


def read_found_layer(dataset: dict, portal: str) -> FoundLayer:
    """Return what a portal says of a dataset."""
    id, metas = str(dataset["dataset_id"]), dataset.get("metas") or {}
    default, catalogue = metas.get("default") or {}, metas.get("dcat") or {}
    has_geometry = "geo" in (dataset.get("features") or ())
    return FoundLayer(
        identity=id,
        prefix=(urlsplit(portal).hostname or "opendatasoft"),
        source=Source("opendatasoft", portal, id),
        title=str(default.get("title") or id),
        abstract=str(default.get("description") or ""),
        language=str(default.get("metadata_languages", [""])[0] if default.get("metadata_languages") else default.get("language") or ""),
        publisher=str(default.get("publisher") or catalogue.get("creator") or ""),
        contact=str(catalogue.get("contact_email") or ""),
        licences=(str(default["license"]),) if default.get("license") else (),
        licence_url=str(default.get("license_url") or ""),
        crs=CRS if has_geometry else "",
        geometry=geometry(default, dataset) if has_geometry else "none",
        date=str(default.get("modified") or default.get("data_processed") or ""),
        rhythm=str(catalogue.get("accrualperiodicity") or ""),
        keywords=tuple(map(str, [*(default.get("keyword") or ()), *(default.get("theme") or ())])),
    )


def geometry(default: dict, dataset: dict) -> str:
    """Return the type of geometry: as the portal counted it, else a point where the only geometry is one."""
    counted = default.get("geometry_types") or ()
    if counted:
        return geometry_of(str(counted[0]))
    kinds = {field.get("type") for field in dataset.get("fields") or ()}
    return "point" if "geo_point_2d" in kinds and "geo_shape" not in kinds else ""


def is_list(document: object) -> bool:
    """Whether a JSON document is a portal's list of data sets."""
    return isinstance(document, dict) and {"total_count", "results"} <= document.keys()
