"""OGC API Features, ArcGIS and Opendatasoft, as Flemish services and cities have them."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import shapely

from ..servers_replay import JSON, Answer
from .layers import Layer, affinity, geojson_features, plain, records
from .server import Ask, given, given_json
from .wfs import columns_of, crs_number
from .world import Table, World, box_to_crs, to_crs

# OGC API Features

OGC = "http://www.opengis.net"
CONFORMANCE = [f"{OGC}/spec/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "geojson")] + [
    f"{OGC}/spec/ogcapi-features-2/1.0/conf/crs",
    f"{OGC}/spec/ogcapi-features-3/1.0/conf/filter",
    f"{OGC}/spec/cql2/1.0/conf/cql2-text",
]
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
CRS84 = f"{OGC}/def/crs/OGC/1.3/CRS84"
CRSS = [CRS84, *(f"{OGC}/def/crs/EPSG/0/{number}" for number in (31370, 3812, 4326, 3857))]
RESERVED = {
    "f",
    "limit",
    "startindex",
    "offset",
    "bbox",
    "bbox-crs",
    "crs",
    "filter",
    "filter-lang",
    "filter-crs",
    "properties",
    "sortby",
    "skipgeometry",
}


@dataclass(frozen=True)
class Oapif:
    """A service; ``root`` is the path of its landing page."""

    root: str
    layers: tuple[Layer, ...]
    geometry: str = "geometry"
    cap: int = 5000
    standard: int = 10

    def __call__(self, ask: Ask) -> Answer:
        parts = ask.path.removeprefix(self.root).strip("/").split("/")
        base = ask.home + self.root
        links = [{"rel": "self", "type": JSON, "href": base}, {"rel": "data", "type": JSON, "href": f"{base}/collections"}]
        if parts == [""]:
            more = {"conformance": JSON, "service-desc": OPENAPI}
            links += [{"rel": rel, "type": type, "href": f"{base}/{rel}"} for rel, type in more.items()]
            return given_json({"title": self.root, "links": links})
        if parts == ["service-desc"]:  # QGIS's provider asks how many features a page may have
            limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": self.cap, "default": self.standard}}
            return given_json({"openapi": "3.0.0", "paths": {}, "components": {"parameters": {"limit": limit}}})
        if parts == ["conformance"]:
            return given_json({"conformsTo": CONFORMANCE})
        if parts == ["collections"]:
            return given_json({"links": links, "collections": [self.described(one, base) for one in self.layers]})
        layer = next((one for one in self.layers if one.collection == parts[1]), None) if parts[0] == "collections" else None
        if layer is None:
            return given_json({"code": "NotFound", "description": f"{ask.path} is not found"}, status=404)
        if len(parts) == 2:
            return given_json(self.described(layer, base))
        if parts[2] == "queryables":
            frame = ask.fault.spoil(columns_of(ask, layer))
            properties = {name: {"type": "string" if affinity(frame[name]) == "TEXT" else "number"} for name in frame}
            return given_json({"type": "object", "properties": properties})
        return self.items(ask, layer) if len(parts) == 3 else self.item(ask, layer, parts[3])

    def described(self, layer: Layer, base: str) -> dict:
        items = {"rel": "items", "type": "application/geo+json", "href": f"{base}/collections/{layer.collection}/items"}
        extent = {"spatial": {"bbox": [[2.5, 50.6, 6.0, 51.6]], "crs": CRS84}}
        facts = {"id": layer.collection, "title": layer.collection, "itemType": "feature", "extent": extent, "crs": CRSS}
        return {**facts, "storageCrs": CRSS[1], "links": [items]}

    def item(self, ask: Ask, layer: Layer, id: str) -> Answer:
        found = layer.select(ask.world, None, f"\"{layer.key}\" = '{id.rpartition('.')[2]}'")
        texts = geojson_features(found, 4326, layer.key)
        return given(texts[0], "application/geo+json", found.recorded) if texts else given_json({"code": "NotFound"}, status=404)

    def items(self, ask: Ask, layer: Layer) -> Answer:
        query = ask.query
        box = None
        if "bbox" in query:
            west, south, east, north = map(float, query["bbox"].split(","))
            box = box_to_crs((west, south, east, north), crs_of(query.get("bbox-crs", CRS84)), 31370)
        columns = {name.lower(): name for name in columns_of(ask, layer)}
        equal = [f"\"{columns[name]}\" = '{value}'" for name, value in query.items() if name in columns and name not in RESERVED]
        where = " AND ".join(filter(None, [query.get("filter", ""), *equal]))
        size = min(int(query.get("limit") or self.standard), self.cap)
        start = int(query.get("startindex") or query.get("offset") or 0)
        try:
            if box is None and not where:
                found, is_whole = layer.first(ask.world, start + size, ask.fault)
            else:
                found, is_whole = layer.select(ask.world, box, where, ask.fault), True
        except sqlite3.Error as error:
            return given_json({"code": "InvalidParameterValue", "description": f"filter: {error}"}, status=400)
        some = found.take(start, size)
        names = [name for name in query.get("properties", "").split(",") if name]
        if unknown := [name for name in names if name not in some.frame]:
            return given_json({"code": "InvalidParameterValue", "description": f"properties: {unknown[0]}"}, status=400)
        features = list(geojson_features(some, crs_of(query.get("crs", CRS84)), layer.key if layer.key in some.frame else ""))
        if names:
            kept = [json.loads(text) for text in features]
            features = [json.dumps(one | {"properties": {name: one["properties"][name] for name in names}}) for one in kept]
        links = [{"rel": "self", "type": "application/geo+json", "href": f"{ask.url}?{urlencode(query)}"}]
        if start + size < len(found):
            following = urlencode(
                query | {"startIndex": start + size, "limit": size} if "startindex" not in query else query | {"startindex": start + size}
            )
            links.append({"rel": "next", "type": "application/geo+json", "href": f"{ask.url}?{following}"})
        counted = f'"numberMatched":{len(found)},' if is_whole else ""
        head = f'{counted}"numberReturned":{len(some)},"links":{json.dumps(links)}'
        text = f'{{"type":"FeatureCollection","features":[{",".join(features)}],{head}}}'
        return given(text, "application/geo+json", some.recorded)


def crs_of(name: str) -> int:
    return 4326 if name.endswith("CRS84") else crs_number(name, 4326)


# ArcGIS

SHAPES = {"Point": "esriGeometryPoint", "LineString": "esriGeometryPolyline", "MultiPolygon": "esriGeometryPolygon"}
REFERENCES = {3857: {"wkid": 102100, "latestWkid": 3857}, 31370: {"wkid": 103300, "latestWkid": 31370}}


@dataclass(frozen=True)
class Arcgis:
    """A service of layers by their numbers; ``root`` is its path, up to ``MapServer``."""

    root: str
    layers: dict[int, Layer]
    crs: int = 31370
    cap: int = 1000
    edited: int = 1_735_689_600_000

    def __call__(self, ask: Ask) -> Answer:
        parts = ask.path.removeprefix(self.root).strip("/").split("/")
        if parts == [""]:
            listed = [{"id": number, "name": one.name, "type": "Feature Layer", "subLayerIds": None} for number, one in self.layers.items()]
            return given_json({"currentVersion": 10.91, "layers": listed, "tables": [], "spatialReference": REFERENCES[self.crs]})
        layer = self.layers.get(int(parts[0])) if parts[0].isdigit() else None
        if layer is None:
            return error_of(404, f"Layer {parts[0]} not found")
        if len(parts) == 1:
            return given_json(self.described(ask, int(parts[0]), layer))
        try:
            return self.query(ask, layer)
        except sqlite3.Error as error:
            return error_of(400, f"Unable to complete operation. {error}")

    def described(self, ask: Ask, number: int, layer: Layer) -> dict:
        extent = dict(zip(("xmin", "ymin", "xmax", "ymax"), box_to_crs((21_000, 153_000, 259_000, 244_000), 31370, self.crs), strict=True))
        return {
            "id": number,
            "type": "Feature Layer",
            "name": layer.name,
            "geometryType": SHAPES[layer.geometry],
            "extent": extent | {"spatialReference": REFERENCES[self.crs]},
            "maxRecordCount": self.cap,
            "capabilities": "Map,Query,Data",
            "supportedQueryFormats": "JSON, geoJSON",
            "advancedQueryCapabilities": {"supportsPagination": True},
            "editingInfo": {"lastEditDate": self.edited},
            "fields": self.fields(ask, layer),
        }

    def fields(self, ask: Ask, layer: Layer) -> list[dict]:
        frame = ask.fault.spoil(self.columns(ask, layer))
        return [{"name": name, "alias": name, "type": esri_type(name, frame[name])} for name in frame]

    def columns(self, ask: Ask, layer: Layer) -> pd.DataFrame:
        nis = "11002" if "antwerpen" in ask.host else "23027"
        return ask.world.once(("columns", layer), lambda: layer.make(ask.world, ask.world.places[nis]).frame)

    def query(self, ask: Ask, layer: Layer) -> Answer:
        query = ask.query
        box = None
        if "geometry" in query:
            corners = json.loads(query["geometry"]) if query["geometry"].startswith("{") else query["geometry"]
            corners = [corners[name] for name in ("xmin", "ymin", "xmax", "ymax")] if isinstance(corners, dict) else corners.split(",")
            box = box_to_crs(tuple(map(float, corners)), wkid(query.get("insr"), self.crs), 31370)
        where = query.get("where", "1=1")
        found = layer.select(ask.world, box, "" if where == "1=1" else where, ask.fault)
        if query.get("returncountonly") == "true":
            return given_json({"count": len(found)}, found.recorded)
        if query.get("returnidsonly") == "true":
            return given_json({"objectIdFieldName": "OBJECTID", "objectIds": plain(found.frame["OBJECTID"])}, found.recorded)
        start = int(query.get("resultoffset") or 0)
        size = min(int(query.get("resultrecordcount") or self.cap), self.cap)
        some, more = found.take(start, size), start + size < len(found)
        wanted = query.get("outfields", "*")
        names = list(some.frame) if wanted == "*" else [name for name in some.frame if name in wanted.split(",")]
        some = Table(some.frame[names], some.shapes, some.recorded)
        if query.get("f") == "geojson":
            features = ",".join(geojson_features(some, 4326, "OBJECTID" if "OBJECTID" in names else ""))
            crs = '"crs":{"type":"name","properties":{"name":"EPSG:4326"}}'
            limit = '"exceededTransferLimit":true,' if more else ""
            text = f'{{"type":"FeatureCollection",{crs},{limit}"features":[{features}]}}'
            return given(text, "application/geo+json", some.recorded)
        crs = wkid(query.get("outsr"), self.crs)
        features = [{"attributes": row} for row in records(some.frame)]
        if query.get("returngeometry") != "false":
            for feature, shape in zip(features, to_crs(some.shapes, 31370, crs), strict=True):
                feature["geometry"] = esri_shape(shape)
        facts = {
            "objectIdFieldName": "OBJECTID",
            "geometryType": SHAPES[layer.geometry],
            "spatialReference": REFERENCES.get(crs, {"wkid": crs}),
        }
        fields = [one for one in self.fields(ask, layer) if one["name"] in names]
        return given_json(
            {**facts, "fields": fields, "features": features} | ({"exceededTransferLimit": True} if more else {}), some.recorded
        )


def wkid(text: str | None, default: int) -> int:
    number = int(re.findall(r"\d+", text)[-1]) if text and re.search(r"\d", text) else default
    return {102100: 3857, 103300: 31370}.get(number, number)


def esri_type(name: str, column: pd.Series) -> str:
    if name == "OBJECTID":
        return "esriFieldTypeOID"
    if pd.api.types.is_integer_dtype(column):
        return "esriFieldTypeInteger"
    return "esriFieldTypeDouble" if pd.api.types.is_float_dtype(column) else "esriFieldTypeString"


def esri_shape(shape: shapely.Geometry) -> dict:
    """Return a shape in Esri JSON: outer rings run with the clock."""
    if shape.geom_type == "Point":
        return {"x": shape.x, "y": shape.y}
    if shape.geom_type == "LineString":
        return {"paths": [np.round(shapely.get_coordinates(shape), 3).tolist()]}
    parts = [
        shapely.orient_polygons(part, exterior_cw=True) if hasattr(shapely, "orient_polygons") else oriented(part)
        for part in shapely.get_parts(shape)
    ]
    return {"rings": [np.round(shapely.get_coordinates(ring), 3).tolist() for part in parts for ring in (part.exterior, *part.interiors)]}


def oriented(part: shapely.Polygon) -> shapely.Polygon:
    from shapely.geometry.polygon import orient

    return orient(part, -1.0)


def error_of(code: int, message: str) -> Answer:
    """Return an error as ArcGIS gives it: with status 200."""
    return given_json({"error": {"code": code, "message": message, "details": []}})


# Opendatasoft

API = "/api/explore/v2.1/catalog/datasets"
INTERSECTS = re.compile(r"intersects\(`?\w+`?,\s*geom'([^']*)'\)", re.IGNORECASE)
RECORDS_CAP = 100


@dataclass(frozen=True)
class Dataset:
    """A dataset: its rows, the shape of each (EPSG:31370) or none."""

    id: str
    make: Callable[[World], Table]
    shape: str = ""
    """``geo_shape``, ``geo_point_2d`` or nothing."""
    modified: str = "2026-08-20T06:00:00+00:00"


@dataclass(frozen=True)
class Opendatasoft:
    """A portal."""

    datasets: tuple[Dataset, ...]

    def __call__(self, ask: Ask) -> Answer:
        parts = ask.path.removeprefix(API).strip("/").split("/")
        if parts == [""]:
            return given_json({"total_count": len(self.datasets), "results": [self.described(ask, one) for one in self.datasets]})
        dataset = next((one for one in self.datasets if one.id == parts[0]), None)
        if dataset is None:
            return given_json({"error_code": "DatasetNotFound", "message": f"The dataset {parts[0]} does not exist."}, status=404)
        if len(parts) == 1:
            return given_json(self.described(ask, dataset))
        try:
            found = self.selected(ask, dataset)
        except sqlite3.Error as error:
            return given_json({"error_code": "ODSQLError", "message": f"ODSQL query is malformed: {error}"}, status=400)
        return self.page(ask, found) if parts[1] == "records" else self.export(dataset, found, parts[2], ask.query)

    def rows(self, ask: Ask, dataset: Dataset) -> Table:
        return ask.fault.spoil_table(ask.world.once(("dataset", dataset.id), lambda: dataset.make(ask.world)))

    def described(self, ask: Ask, dataset: Dataset) -> dict:
        rows = self.rows(ask, dataset)
        fields = [{"name": name, "label": name, "type": ods_type(rows.frame[name])} for name in rows.frame]
        shape = [{"name": dataset.shape, "label": dataset.shape, "type": dataset.shape}] if dataset.shape else []
        point = [{"name": "geo_point_2d", "label": "geo_point_2d", "type": "geo_point_2d"}] if dataset.shape == "geo_shape" else []
        metas = {"default": {"title": dataset.id, "modified": dataset.modified, "records_count": len(rows)}}
        return {"dataset_id": dataset.id, "has_records": True, "fields": [*fields, *shape, *point], "metas": metas}

    def selected(self, ask: Ask, dataset: Dataset) -> Table:
        """Return what the portal's query language asks: SQLite judges conditions, groups and sums."""
        rows, query = self.rows(ask, dataset), ask.query
        where = query.get("where", "")
        if found := INTERSECTS.search(where):
            (ground,) = to_crs(np.array([shapely.from_wkt(found[1])], dtype=object), 4326, 31370)
            rows, where = rows.where(shapely.intersects(rows.shapes, ground)), INTERSECTS.sub("1=1", where)
        where = re.sub(r'"((?:[^"\\]|\\.)*)"', lambda text: "'" + text[1].replace("'", "''") + "'", where)
        names = [one.strip().strip("`") for one in query.get("select", "").split(",") if one.strip() and one.strip() != "*"]
        with sqlite3.connect(":memory:") as database:
            described = ", ".join(f"`{name}` {affinity(rows.frame[name])}" for name in rows.frame)
            database.execute(f"CREATE TABLE t (row_number INTEGER, {described})")
            values = zip(range(len(rows)), *(plain(rows.frame[name]) for name in rows.frame), strict=True)
            database.executemany(f"INSERT INTO t VALUES ({', '.join('?' * (len(rows.frame.columns) + 1))})", values)
            condition = f" WHERE {where}" if where else ""
            if "group_by" in query:
                asked = ", ".join(filter(None, [query["group_by"], query.get("select", "")]))
                done = database.execute(f"SELECT {asked} FROM t{condition} GROUP BY {query['group_by']}")
                return Table(pd.DataFrame(done.fetchall(), columns=[one[0] for one in done.description]), None, rows.recorded)
            order = f" ORDER BY {query['order_by']}" if "order_by" in query else ""
            numbers = [row for (row,) in database.execute(f"SELECT row_number FROM t{condition}{order}")]
        shapes = None if rows.shapes is None else rows.shapes[numbers]
        frame = rows.frame.iloc[numbers].reset_index(drop=True)
        if unknown := [name for name in names if name not in frame and not name.startswith("geo_")]:
            raise sqlite3.OperationalError(f"unknown field {unknown[0]}")
        return Table(frame[[name for name in names if name in frame]] if names else frame, shapes, rows.recorded)

    def page(self, ask: Ask, found: Table) -> Answer:
        limit, offset = int(ask.query.get("limit", 10)), int(ask.query.get("offset", 0))
        if limit > RECORDS_CAP or offset + limit > 10_000:
            return given_json(
                {"error_code": "InvalidRESTParameterError", "message": f"Invalid value for limit API parameter: {limit}"}, status=400
            )
        return given_json({"total_count": len(found), "results": records(found.take(offset, limit).frame)}, found.recorded)

    def export(self, dataset: Dataset, found: Table, format: str, query: dict[str, str]) -> Answer:
        if format == "geojson":
            text = f'{{"type":"FeatureCollection","features":[{",".join(geojson_features(found, 4326))}]}}'
            return given(text, "application/geo+json", found.recorded)
        if format == "json":
            return given_json(records(found.frame), found.recorded)
        if format != "csv":
            return given_json({"error_code": "InvalidRESTParameterError", "message": f"Unknown format {format}"}, status=400)
        file = io.StringIO()
        writer = csv.writer(file, delimiter=query.get("delimiter", ";"), lineterminator="\r\n")
        writer.writerow(found.frame.columns)
        writer.writerows(found.frame.astype(object).where(found.frame.notna(), "").itertuples(index=False))
        return given(b"\xef\xbb\xbf" + file.getvalue().encode(), "text/csv; charset=utf-8", found.recorded)


def ods_type(column: pd.Series) -> str:
    if pd.api.types.is_integer_dtype(column):
        return "int"
    return "double" if pd.api.types.is_float_dtype(column) else "text"
