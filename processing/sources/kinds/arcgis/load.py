"""Layers and tables of ArcGIS FeatureServers and MapServers: every feature once, whatever the server gives at most."""

from __future__ import annotations

import datetime
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem

from ....model.errors import OpgaveError
from ....model.progress import SILENT
from ....model.public_text import without_secrets
from ....model.record import LayerRecord
from ....qgis_io.crs import frame_for
from ....qgis_io.crs_names import find_crs
from ...reading.canonical import columns_for, comparable_columns
from ...reading.download import fetch_json
from ...reading.files import open_layer
from ...reading.request import LoadedFeatures, LoadRequest, compare_count, read_source
from ...reading.server_filter import Dialect, server_filter, sql_text
from ...reading.services import below, corners, with_query

NUMBERS = {f"esriFieldType{kind}" for kind in ("SmallInteger", "Integer", "Double", "Single", "OID")}
TEXT = "esriFieldTypeString"
BIG_INTEGER = "esriFieldTypeBigInteger"
COMMON_PAGE = 1000
"""Features a page where a server states no maximum."""
MOST_PAGES = 20_000
READABLE = ("Feature Layer", "Table")
NEED_LOGIN = (498, 499)
DIALECT = Dialect(column=str, text=sql_text)


def load_arcgis(ask: LoadRequest) -> LoadedFeatures:
    """Load a layer; the record's path is the service (``.../FeatureServer``), its ``layer`` the number of the layer there.

    Filter, columns and extent go to the server. It answers in the layer's own coordinate system, for QGIS transforms with more care.
    """
    layer = describe_layer(ask)
    total = ask_all(ask, layer.query(returnCountOnly="true"))[0].get("count")
    check_count(ask, total, layer.page)
    features = layer.features(total)
    answer = replace(read_features_of(layer, features), date=layer.edited_on, date_origin="service" if layer.edited_on else "")
    compare_count(ask, len(features), total)
    return answer


def check_count(ask: LoadRequest, total: object, page: int) -> None:
    """Check that a server counts no more than can be asked: the address of each page is made before the first goes out."""
    if isinstance(total, (int, float)) and total > MOST_PAGES * page:
        raise OpgaveError(
            "Layer '{record}': the service counts {count} features, in pages of {page}: more than can be loaded at once. Give an extent or"
            " a filter.",
            record=ask.record.title_and_id,
            count=total,
            page=page,
        )


@dataclass(frozen=True)
class ArcgisLayer:
    """A layer and what its server says of it."""

    ask: LoadRequest
    url: str
    facts: dict

    @cached_property
    def fields(self) -> dict[str, dict]:
        """The fields by name; not the geometry, nor what the server reckons of it."""
        fields = self.facts.get("fields") or ()
        return {str(field["name"]): field for field in fields if field.get("type") != "esriFieldTypeGeometry"}

    @cached_property
    def columns(self) -> dict[str, str]:
        """The columns that are wanted, by canonical field."""
        return columns_for(self.ask.record, self.ask.fields, list(self.fields), SILENT)

    @cached_property
    def id_field(self) -> str:
        """The field that numbers the features; empty where there is none."""
        own = (name for name, field in self.fields.items() if field.get("type") == "esriFieldTypeOID")
        return str(self.facts.get("objectIdField") or next(own, ""))

    @cached_property
    def page(self) -> int:
        """How many features the server gives at most."""
        return int(self.facts.get("maxRecordCount") or COMMON_PAGE)

    @property
    def has_pages(self) -> bool:
        """Whether the server can begin an answer at any feature."""
        return bool((self.facts.get("advancedQueryCapabilities") or {}).get("supportsPagination", self.facts.get("supportsPagination")))

    @cached_property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """The layer's coordinate system; not valid for a table."""
        extent = self.facts.get("extent") or {}
        reference = self.facts.get("sourceSpatialReference") or extent.get("spatialReference") or {}
        for number in (reference.get("latestWkid"), reference.get("wkid")):
            for authority in ("EPSG", "ESRI"):
                crs = find_crs(f"{authority}:{number}" if number else "")
                if crs.isValid():
                    return crs
        return find_crs(str(reference.get("wkt") or ""))

    @cached_property
    def edited_on(self) -> datetime.date | None:
        """The day of the last edit; of the data where the server tells that apart."""
        editing = self.facts.get("editingInfo") or {}
        moment = editing.get("dataLastEditDate") or editing.get("lastEditDate")
        return datetime.datetime.fromtimestamp(moment / 1000, datetime.timezone.utc).date() if moment else None

    @cached_property
    def where(self) -> str:
        """The record's own condition, and as much of its filter as the server understands."""
        types = {name: field.get("type") for name, field in self.fields.items()}
        kinds = {name: "number" if type in NUMBERS else "text" for name, type in types.items() if type in NUMBERS or type == TEXT}
        columns = comparable_columns(self.ask.record, self.columns, kinds)
        parts = [str(self.ask.record.source.options.get("where", "")), server_filter(self.ask.filter, columns, DIALECT)]
        return " AND ".join(f"({part})" for part in parts if part) or "1=1"

    def query(self, within: str = "", **more: str) -> str:
        """Return the address of a question; ``within`` limits it further."""
        question = {"f": "json", "where": f"({self.where}) AND {within}" if within else self.where, **more}
        frame = frame_for(self.ask.record.id, self.crs, self.ask.target_crs, self.ask.extent, self.ask.transform_context)
        extent = None if self.ask.is_table else frame.extent_at_source()
        if extent is not None:
            question |= {
                "geometry": corners(extent),
                "geometryType": "esriGeometryEnvelope",
                "inSR": self.reference,
                "spatialRel": "esriSpatialRelIntersects",
            }
        return with_query(f"{self.url}/query", question)

    @property
    def reference(self) -> str:
        """The coordinate system as a request names it."""
        number = self.crs.authid().partition(":")[2]
        return number if number.isdecimal() else json.dumps({"wkt": self.crs.toWkt()})

    def data(self, within: str = "", **more: str) -> str:
        """Return the address of features with the wanted columns."""
        names = list(dict.fromkeys(filter(None, [self.id_field, *self.columns.values()])))
        out = "*" if self.ask.fields is None else ",".join(names)
        geometry = {"returnGeometry": "false"} if self.ask.is_table else {"returnGeometry": "true", "outSR": self.reference}
        return self.query(within, outFields=out, **geometry, **more)

    def features(self, total: int | None) -> list[dict]:
        """Return all features: page after page where the server can; what is still missing, by their numbers."""
        found: dict[object, dict] = {}
        if self.has_pages and total is not None:
            order = {"orderByFields": self.id_field} if self.id_field else {}
            size = str(self.page)
            pages = [self.data(resultOffset=str(start), resultRecordCount=size, **order) for start in range(0, max(total, 1), self.page)]
            self.add(found, pages)
        elif total is None or total <= self.page:
            self.add(found, [self.data()])
        if self.id_field and (total is None or len(found) < total):
            self.add_by_number(found)
        return list(found.values())

    def add_by_number(self, found: dict[object, dict]) -> None:
        """Add what is missing: the server gives the numbers of all features, however many there are."""
        numbers = sorted(ask_all(self.ask, self.query(returnIdsOnly="true"))[0].get("objectIds") or ())
        parts = [numbers[start : start + self.page] for start in range(0, len(numbers), self.page)]
        wanting = [part for part in parts if any(number not in found for number in part)]
        self.add(found, [self.data(f"{self.id_field} >= {part[0]} AND {self.id_field} <= {part[-1]}") for part in wanting])

    def add(self, found: dict[object, dict], urls: Sequence[str]) -> None:
        """Add the features of some answers, each once."""
        for document in ask_all(self.ask, *urls):
            for feature in document.get("features") or ():
                number = (feature.get("attributes") or {}).get(self.id_field) if self.id_field else len(found)
                found.setdefault(number, feature)

    @cached_property
    def value_lists(self) -> dict[str, dict]:
        """For each field with coded values what the codes mean."""
        lists = {}
        for name, field in self.fields.items():
            coded = (field.get("domain") or {}).get("codedValues") or ()
            if coded:
                lists[name] = {one["code"]: str(one["name"]) for one in coded}
        kinds = self.facts.get("types") or ()
        if kinds and self.facts.get("typeIdField") in self.fields:
            lists[self.facts["typeIdField"]] = {one["id"]: str(one["name"]) for one in kinds}
        return lists


def describe_layer(ask: LoadRequest) -> ArcgisLayer:
    """Return the record's layer as its server describes it.

    Raises
    ------
    OpgaveError
        There is no such layer, or it holds nothing that may be asked for.
    """
    record = ask.record
    url = layer_address(record)
    try:
        facts = ask_all(ask, with_query(url, {"f": "json"}))[0]
    except NotGiven as error:
        raise no_such_layer(ask, error) from error
    if facts.get("type") not in READABLE:
        raise no_such_layer(ask)
    if not {"query", "data"} & {one.strip().lower() for one in str(facts.get("capabilities") or "Query").split(",")}:
        raise OpgaveError(
            "Layer '{record}': {url} shows its layers, but does not allow queries: ask {publisher} to allow them, or use the service as"
            " a map.",
            record=record.title,
            url=without_secrets(url),
            publisher=record.publisher.name,
        )
    return ArcgisLayer(ask, url, facts)


def layer_address(record: LayerRecord) -> str:
    """Return the address of a record's layer: its path may be the service or the layer itself."""
    return below(record.source.path, record.source.layer) if record.source.layer else record.source.path


class NotGiven(OpgaveError):
    """A server of ArcGIS that answers with an error of its own."""


def ask_all(ask: LoadRequest, *urls: str) -> list[dict]:
    """Return the answers to some questions; ArcGIS reports its errors with status 200."""
    documents = fetch_json(ask.record, urls, ask.progress)
    for url, document in zip(urls, documents, strict=True):
        if "error" in document:
            raise not_given(ask.record, url, document["error"] or {})
    return documents


def not_given(record: LayerRecord, url: str, error: dict) -> OpgaveError:
    """Return the sentence for an error that the server reports."""
    service = without_secrets(url.partition("?")[0])
    if error.get("code") in NEED_LOGIN:
        return OpgaveError(
            "Layer '{record}': {url} requires a login: give 'auth' of its source the id of an authentication configuration of QGIS.",
            record=record.title_and_id,
            url=service,
        )
    reasons = [str(error.get("message") or error.get("code") or "?"), *map(str, error.get("details") or ())]
    return NotGiven(
        "Layer '{record}': {url} reports an error of its own: {reason}",
        record=record.title,
        url=service,
        reason=without_secrets("; ".join(filter(None, reasons))),
    )


def no_such_layer(ask: LoadRequest, error: OpgaveError | None = None) -> OpgaveError:
    """Return the sentence for a layer that the service lacks, with those that it has; the server's own where it says nothing."""
    record = ask.record
    try:
        service = ask_all(ask, with_query(record.source.path, {"f": "json"}))[0]
    except OpgaveError:
        service = {}
    layers = [one for one in [*(service.get("layers") or ()), *(service.get("tables") or ())] if not one.get("subLayerIds")]
    if not layers and error:
        return error
    return OpgaveError(
        "Layer '{record}': {url} has no layer '{layer}' with features. Correct 'layer' of its source in the catalogue; it has: {layers}.",
        record=record.title_and_id,
        url=without_secrets(record.source.path),
        layer=record.source.layer,
        layers=", ".join(f"{one.get('id')} ({one.get('name')})" for one in layers) or "none",
    )


def read_features_of(layer: ArcgisLayer, features: list[dict]) -> LoadedFeatures:
    """Return features as QGIS reads a file of them."""
    names = {name for feature in features[:1] for name in feature.get("attributes") or ()} or set(layer.fields)
    fields = [
        field | ({"type": "esriFieldTypeDouble"} if field.get("type") == BIG_INTEGER else {})
        for name, field in layer.fields.items()
        if name in names
    ]
    document = {
        "objectIdFieldName": layer.id_field,
        "geometryType": layer.facts.get("geometryType") or "esriGeometryNull",
        "spatialReference": {"wkt": layer.crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT1_ESRI)} if layer.crs.isValid() else {},
        "fields": fields,
        "features": features,
    }
    if layer.crs.authid().startswith("EPSG:"):
        document["spatialReference"] = {"wkid": int(layer.crs.authid()[5:])}
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
        path = Path(folder, "layer.json")
        path.write_text(json.dumps(document), encoding="utf-8")
        record = layer.ask.record
        opened = open_layer(replace(record, source=replace(record.source, layer="")), path)
        return read_source(opened, layer.ask, layer.value_lists)
