"""Datasets of Opendatasoft portals, through the exports of API v2.1: those have no maximum, unlike its pages of records."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import shapely

from ....model.errors import OpgaveError
from ....model.progress import SILENT
from ....model.public_text import without_secrets
from ....qgis_io.crs import frame_for, read_crs
from ...network import text_of
from ...network.content import FIRST_BYTES, refuse_page
from ...reading.canonical import columns_for, comparable_columns, find_column
from ...reading.download import FOR_FILES, fetch_json, fetch_record
from ...reading.files import from_texts, open_layer
from ...reading.long_form import named_in_pivot
from ...reading.request import Label, LoadedFeatures, LoadRequest, compare_count, read_source
from ...reading.server_filter import Dialect, server_filter
from ...reading.services import below, dataset_at, with_query
from ...reading.tables import read_csv

API = "api/explore/v2.1/catalog/datasets"
CRS = "EPSG:4326"
SHAPE, POINT = "geo_shape", "geo_point_2d"
KINDS = {"int": "number", "double": "number", "text": "text"}


def odsql_text(text: str) -> str:
    """Return a text as the portal's query language quotes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


DIALECT = Dialect(column="`{}`".format, text=odsql_text, null="{column} is null", not_null="{column} is not null")


def load_opendatasoft(ask: LoadRequest) -> LoadedFeatures:
    """Load a dataset; the record's path is the portal, its ``layer`` the dataset's id. Filter, columns and extent go to the portal."""
    dataset = describe_dataset(ask)
    total = fetch_json(ask.record, [dataset.address("records", limit="0")], ask.progress)[0].get("total_count")
    answer = dataset.table() if ask.is_table or not dataset.geometry_field else dataset.features()
    compare_count(ask, answer.counts.given, total)
    day = dataset.modified_on
    return replace(answer, date=day, date_origin="service" if day else "", labels=dataset.labels(answer))


@dataclass(frozen=True)
class Dataset:
    """A dataset and what its portal says of it."""

    ask: LoadRequest
    url: str
    facts: dict

    @cached_property
    def fields(self) -> dict[str, dict]:
        """The fields by name."""
        return {str(field["name"]): field for field in self.facts.get("fields") or () if field.get("name")}

    @cached_property
    def geometry_field(self) -> str:
        """The field with the geometry: a shape before a point; empty for a table."""
        kinds = {kind: name for name, field in reversed(self.fields.items()) for kind in [field.get("type")]}
        return kinds.get(SHAPE) or kinds.get(POINT) or ""

    @cached_property
    def columns(self) -> dict[str, str]:
        """The columns that are wanted, by canonical field; of a table in long form those by which it is turned, and no others yet."""
        names = named_in_pivot(self.ask.record)
        if names:
            found = {name: find_column(self.ask.record, name, list(self.fields)) for name in names}
            return {name: column for name, column in found.items() if column}
        return columns_for(self.ask.record, self.ask.fields, list(self.fields), SILENT)

    @cached_property
    def modified_on(self) -> datetime.date | None:
        """The day on which the data were last changed."""
        facts = (self.facts.get("metas") or {}).get("default") or {}
        text = str(facts.get("modified") or facts.get("data_processed") or "")
        try:
            return datetime.date.fromisoformat(text[:10])
        except ValueError:
            return None

    @cached_property
    def where(self) -> str:
        """The record's own condition, as much of its filter as the portal understands, and the extent."""
        kinds = {name: KINDS[field["type"]] for name, field in self.fields.items() if field.get("type") in KINDS}
        columns = comparable_columns(self.ask.record, self.columns, kinds)
        parts = [str(self.ask.record.source.options.get("where", "")), server_filter(self.ask.filter, columns, DIALECT)]
        frame = frame_for(self.ask.record.id, read_crs(CRS), self.ask.target_crs, self.ask.extent, self.ask.transform_context)
        extent = frame.extent_at_source()
        if extent is not None and self.geometry_field and not self.ask.is_table:
            box = shapely.box(extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
            parts.append(f"intersects(`{self.geometry_field}`, geom'{shapely.to_wkt(box, rounding_precision=7)}')")
        return " and ".join(f"({part})" for part in parts if part)

    def address(self, what: str, **more: str) -> str:
        """Return the address of records or an export."""
        condition = {"where": self.where} if self.where else {}
        return with_query(below(self.url, *what.split("/")), condition | more)

    @property
    def select(self) -> dict[str, str]:
        """The columns as a request names them; nothing where all are wanted."""
        if self.ask.fields is None:
            return {}
        geometry = [] if self.ask.is_table or not self.geometry_field else [self.geometry_field]
        names = list(dict.fromkeys([*self.columns.values(), *geometry]))
        return {"select": ",".join(f"`{name}`" for name in names)} if names else {}

    def table(self) -> LoadedFeatures:
        """Return the rows of a table."""
        reply = fetch_record(
            self.ask.record, self.address("exports/csv", delimiter=";", use_labels="false", **self.select), self.ask.progress, FOR_FILES
        )
        self.check(reply.content, reply.url)
        table = read_csv(reply.content, self.ask.record.title_and_id, "utf-8-sig", ";").table
        options = {"decimal": ".", **self.ask.record.source.options}
        record = replace(self.ask.record, geometry="none", source=replace(self.ask.record.source, options=options))
        return from_texts(table, replace(self.ask, record=record))

    def features(self) -> LoadedFeatures:
        """Return the features of a dataset with geometry."""
        reply = fetch_record(self.ask.record, self.address("exports/geojson", **self.select), self.ask.progress, FOR_FILES)
        self.check(reply.content, reply.url)
        with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
            path = Path(folder, "dataset.geojson")
            path.write_bytes(reply.content)
            record = self.ask.record
            return read_source(open_layer(replace(record, source=replace(record.source, layer="")), path), self.ask)

    def check(self, content: bytes, url: str) -> None:
        """Refuse a web page in place of data."""
        try:
            refuse_page(text_of(content[:FIRST_BYTES]), url)
        except OpgaveError as error:
            raise OpgaveError("Layer '{record}': {reason}", record=self.ask.record.title, reason=error) from error

    def labels(self, answer: LoadedFeatures) -> dict[str, Label]:
        """Return what the portal calls its fields."""
        named = {field: str(self.fields[column].get("label") or "") for field, column in self.columns.items()}
        return {
            field: Label(name) for field, name in named.items() if name and name != self.columns[field] and field in answer.features.table
        }


def describe_dataset(ask: LoadRequest) -> Dataset:
    """Return the record's dataset as its portal describes it."""
    record = ask.record
    portal, dataset = dataset_at(record.source.path) or (record.source.path, record.source.layer)
    url = below(portal, *API.split("/"), quote(dataset))
    facts = fetch_json(record, [url], ask.progress)[0]
    if "fields" not in facts:
        raise OpgaveError(
            "Layer '{record}': {url} is no dataset of Opendatasoft: {reason}. Correct 'path' (the portal) and 'layer' (the dataset) of"
            " its source in the catalogue.",
            record=record.title_and_id,
            url=without_secrets(url),
            reason=facts.get("message") or facts.get("error_code") or OpgaveError("it describes no fields"),
        )
    return Dataset(ask, url, facts)
