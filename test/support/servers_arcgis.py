"""A layer of an ArcGIS server made after its documentation, for `servers_replay`: SQLite judges what ``where`` lets through."""

import json
import sqlite3
from dataclasses import dataclass, field

from opgavenkaart.test.support.servers_replay import JSON, Answer

PATH = "/arcgis/rest/services/Groen/parken/FeatureServer"
FIELDS = [
    {"name": "OBJECTID", "type": "esriFieldTypeOID", "alias": "OBJECTID"},
    {"name": "NAAM", "type": "esriFieldTypeString", "alias": "Naam van het park", "length": 50},
    {"name": "SOORT", "type": "esriFieldTypeSmallInteger", "alias": "Soort", "domain": {
        "type": "codedValue", "name": "soorten", "codedValues": [{"name": "Stadspark", "code": 1}, {"name": "Bos", "code": 2}]}},
    {"name": "OPP", "type": "esriFieldTypeDouble", "alias": "OPP", "domain": {"type": "range", "range": [0, 1e6]}},
    {"name": "DATUM", "type": "esriFieldTypeDate", "alias": "Gewijzigd op", "length": 8},
]  # fmt: skip
EDITED = 1714521600000
"""1 May 2024."""


def parks(count: int) -> list[tuple]:
    """Return rows (number, name, kind, area, moment); park n stands at 100000 + n, 190000 + n."""
    return [(n, f"Park '{n}'", 1 + n % 2, n * 1.5, EDITED - n * 86_400_000) for n in range(1, count + 1)]


@dataclass
class ArcgisServer:
    """One service of one layer, number 3; see ``routes``.

    Attributes
    ----------
    cap : int
        Features in one answer.
    pages : bool
        Whether it can begin at any feature.
    counts : bool
        Whether it tells how many there are.
    lost : set of int
        Features that it counts and never gives.
    turns : bool
        Whether the order of pages changes, whatever is asked.
    facts : dict
        What the layer says instead of what it would.
    """

    rows: list[tuple]
    cap: int = 10
    pages: bool = True
    counts: bool = True
    lost: set = field(default_factory=set)
    turns: bool = False
    facts: dict = field(default_factory=dict)

    @property
    def routes(self) -> dict:
        root = {"layers": [{"id": 3, "name": "Parken", "subLayerIds": None}], "tables": []}
        return {PATH: said(root), f"{PATH}/3": said(self.layer()), f"{PATH}/3/query": self.answer}

    def layer(self) -> dict:
        return {
            "id": 3,
            "type": "Feature Layer",
            "name": "Parken",
            "geometryType": "esriGeometryPoint",
            "extent": {"xmin": 0, "ymin": 0, "xmax": 1, "ymax": 1, "spatialReference": {"wkid": 103300, "latestWkid": 31370}},
            "maxRecordCount": self.cap,
            "capabilities": "Map,Query,Data",
            "advancedQueryCapabilities": {"supportsPagination": self.pages},
            "editingInfo": {"lastEditDate": EDITED},
            "fields": FIELDS,
        } | self.facts

    def answer(self, query: dict, before: int) -> Answer:
        try:
            rows = self.matching(query)
        except sqlite3.Error as error:
            return said({"error": {"code": 400, "message": "Unable to complete operation.", "details": [str(error)]}})
        if query.get("returncountonly") == "true":
            return said({"count": len(rows)} if self.counts else {"objectIdFieldName": "OBJECTID", "features": []})
        if query.get("returnidsonly") == "true":
            return said({"objectIdFieldName": "OBJECTID", "objectIds": [row[0] for row in reversed(rows)]})
        if "resultoffset" in query and not self.pages:
            return said({"error": {"code": 400, "message": "Pagination is not supported.", "details": []}})
        rows = rows[before:] + rows[:before] if self.turns else rows
        start, size = int(query.get("resultoffset", 0)), min(int(query.get("resultrecordcount", self.cap)), self.cap)
        some = [row for row in rows[start : start + size] if row[0] not in self.lost]
        return said({"objectIdFieldName": "OBJECTID", "exceededTransferLimit": start + size < len(rows), **self.features(query, some)})

    def matching(self, query: dict) -> list[tuple]:
        with sqlite3.connect(":memory:") as database:
            database.execute("CREATE TABLE t (OBJECTID, NAAM TEXT COLLATE NOCASE, SOORT, OPP, DATUM)")
            database.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", self.rows)
            rows = database.execute(f"SELECT * FROM t WHERE {query.get('where', '1=1')}").fetchall()
        if "objectids" in query:  # QGIS asks features by their numbers
            rows = [row for row in rows if str(row[0]) in query["objectids"].split(",")]
        if "geometry" not in query:
            return rows
        assert query["insr"] == "31370" and query["geometrytype"] == "esriGeometryEnvelope"
        west, south, east, north = map(float, query["geometry"].split(","))
        return [row for row in rows if west <= 100000 + row[0] <= east and south <= 190000 + row[0] <= north]

    def features(self, query: dict, rows: list[tuple]) -> dict:
        names = [one["name"] for one in FIELDS]
        wanted = names if query["outfields"] == "*" else query["outfields"].split(",")
        assert query.get("outsr", "31370") == "31370"
        features = [{"attributes": {name: value for name, value in zip(names, row, strict=True) if name in wanted}} for row in rows]
        if query["returngeometry"] == "true":
            for one, row in zip(features, rows, strict=True):
                one["geometry"] = {"x": 100000 + row[0], "y": 190000 + row[0]}
        return {"fields": [one for one in FIELDS if one["name"] in wanted], "features": features} if features else {"features": []}


def said(document: dict) -> Answer:
    """Return a JSON answer."""
    return Answer(json.dumps(document).encode(), JSON)
