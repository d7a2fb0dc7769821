"""ArcGIS REST: folders, and the layers and tables of FeatureServers and MapServers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ....model.errors import OpgaveError
from ....model.record import Source
from ....texts.language import tr
from ...describing.address import HarvestAddress
from ...describing.found_layer import FoundLayer, geometry_of, service_name
from ...describing.paging import object_at

SERVERS = ("FeatureServer", "MapServer")
GROUP = "Group Layer"
JSON = {"f": "json"}
DEEPEST = 5


def harvest_arcgis(place: HarvestAddress) -> Iterator[FoundLayer]:
    """Yield the layers of a service, of all services of a folder, or of all folders."""
    document = place.json() if place.is_document else object_at(place, place.url, JSON)
    yield from below(place, place.url.rstrip("/"), check_answer(document, place.url), 0)


def check_answer(document: dict, url: str) -> dict:
    """Return an answer; ArcGIS reports its errors with status 200."""
    error = document.get("error") if isinstance(document, dict) else {"message": "?"}
    if error:
        raise OpgaveError("{url} reports an error of its own: {reason}", url=url, reason=error.get("message") or error.get("code"))
    return document


def below(place: HarvestAddress, url: str, document: dict, depth: int) -> Iterator[FoundLayer]:
    """Yield the layers at and below an address."""
    if "layers" in document or "tables" in document:
        yield from service_layers(place, url, document)
        return
    root = url[: url.find("/services") + len("/services")] if "/services" in url else url
    services = [f"{root}/{one['name']}/{one['type']}" for one in document.get("services") or () if one.get("type") in SERVERS]
    folders = [f"{root}/{name}" for name in document.get("folders") or ()] if depth < DEEPEST else []
    for position, inner in enumerate([*services, *folders]):
        place.progress.update(position / (len(services) + len(folders)))
        try:
            answer = check_answer(object_at(place, inner, JSON), inner)
        except OpgaveError as error:
            place.progress.check()
            place.skip(service_name(inner))
            place.progress.warn("Left out: {reason}", reason=error.sentence(tr))
            continue
        yield from below(place, inner, answer, depth + 1)


def service_layers(place: HarvestAddress, url: str, service: dict) -> Iterator[FoundLayer]:
    """Yield the layers and tables of a service; a FeatureServer's and MapServer's alike are loaded by number."""
    details = {} if place.is_document else layer_details(place, url)
    for layer in [*(service.get("layers") or ()), *(service.get("tables") or ())]:
        whole = {**layer, **details.get(layer["id"], {})}
        if whole.get("type") != GROUP and not whole.get("subLayerIds"):
            yield read_found_layer(whole, service, url)


def layer_details(place: HarvestAddress, url: str) -> dict[int, dict]:
    """Return what the service says of each layer, by number; older servers say nothing of all at once."""
    try:
        document = check_answer(object_at(place, f"{url}/layers", JSON), url)
    except OpgaveError:
        place.progress.check()
        return {}
    return {one["id"]: one for one in [*(document.get("layers") or ()), *(document.get("tables") or ())] if "id" in one}


def read_found_layer(layer: dict, service: dict, url: str) -> FoundLayer:
    """Return what a service says of a layer."""
    facts, extent, editing = (part or {} for part in (service.get("documentInfo"), layer.get("extent"), layer.get("editingInfo")))
    reference = layer.get("sourceSpatialReference") or extent.get("spatialReference") or service.get("spatialReference") or {}
    is_table = layer.get("type") == "Table"
    terms = [layer.get("copyrightText"), service.get("copyrightText")]
    return FoundLayer(
        identity=str(layer["id"]),
        prefix=service_name(url),
        source=Source("arcgis", url, str(layer["id"])),
        title=str(layer.get("name") or layer["id"]),
        abstract=str(layer.get("description") or service.get("serviceDescription") or service.get("description") or ""),
        publisher=str(facts.get("Author") or ""),
        licences=tuple(str(text) for text in terms if text),
        crs=str(reference.get("latestWkid") or reference.get("wkid") or ""),
        geometry="none" if is_table else geometry_of(str(layer.get("geometryType") or "")),
        date=day_of(editing.get("dataLastEditDate") or editing.get("lastEditDate")),
        keywords=tuple(word.strip() for word in str(facts.get("Keywords") or "").split(",") if word.strip()),
    )


def day_of(milliseconds: object) -> str:
    """Return the day of a moment in milliseconds since 1970; empty where there is none."""
    if not isinstance(milliseconds, (int, float)) or milliseconds <= 0:
        return ""
    return datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.timezone.utc).date().isoformat()


def is_description(document: object) -> bool:
    """Whether a JSON document describes a server of ArcGIS, or a service of it."""
    parts = {"services", "folders", "layers", "tables"}
    return isinstance(document, dict) and "currentVersion" in document and bool(document.keys() & parts)
