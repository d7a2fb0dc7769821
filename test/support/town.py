"""A town small enough to reckon by hand: its files, catalogue and challenge, written for one test."""

import copy
import json
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from osgeo import ogr, osr

from .units import grid

ORIGIN = (100_000.0, 190_000.0)
SIDE = 1000.0
OGR_KINDS = {int: ogr.OFTInteger64, float: ogr.OFTReal, str: ogr.OFTString}
INDICATOR = {"sector": "social_policy", "measure": "attribute", "normalisation": "min_max"}


def squares(columns: int, rows: int) -> np.ndarray:
    """Return units of 1 km2 in Lambert 72, in reading order from the south-west."""
    return shapely.transform(grid(columns, rows, SIDE), lambda xy: xy + ORIGIN)


def point(east: float, north: float) -> shapely.Point:
    """Return the point that lies so many metres from the town's south-west corner."""
    return shapely.Point(ORIGIN[0] + east, ORIGIN[1] + north)


def write_gpkg(path: Path, layer: str, geometry, crs: str = "EPSG:31370", columns: dict | None = None) -> None:
    """Write a layer with OGR alone; a column's type is that of its first value that is there, None is NULL."""
    ogr.UseExceptions()
    system = osr.SpatialReference()
    system.SetFromUserInput(crs)
    driver = ogr.GetDriverByName("GPKG")
    dataset = driver.Open(str(path), 1) if path.exists() else driver.CreateDataSource(str(path))
    target = dataset.CreateLayer(layer, system, ogr.wkbUnknown)
    for name, values in (columns or {}).items():
        kind = type(next((value for value in values if value is not None), ""))
        target.CreateField(ogr.FieldDefn(name, OGR_KINDS[kind]))
    for row, shape in enumerate(geometry):
        feature = ogr.Feature(target.GetLayerDefn())
        if shape is not None:
            feature.SetGeometry(ogr.CreateGeometryFromWkb(shapely.to_wkb(shape)))
        for name, values in (columns or {}).items():
            feature.SetField(name, values[row]) if values[row] is not None else feature.SetFieldNull(name)
        target.CreateFeature(feature)


def read_layer(path: str | Path, layer: str) -> tuple[np.ndarray, pd.DataFrame]:
    """Return geometry and attributes of a layer with OGR alone; NULL is None."""
    ogr.UseExceptions()
    dataset = ogr.Open(str(path))
    source = dataset.GetLayerByName(layer)
    names = [field.GetName() for field in source.schema]
    rows, shapes = [], []
    for feature in source:
        shape = feature.GetGeometryRef()
        shapes.append(None if shape is None else bytes(shape.ExportToWkb()))
        rows.append([feature.GetField(name) for name in names])
    return shapely.from_wkb(np.array(shapes, dtype=object)), pd.DataFrame(rows, columns=names)


def layer_names(path: str | Path) -> list[str]:
    """Return the layers of a file, in their order."""
    ogr.UseExceptions()
    dataset = ogr.Open(str(path))
    return [dataset.GetLayer(index).GetName() for index in range(dataset.GetLayerCount())]


class Town:
    """A folder in which layers, the catalogue of them and challenges on them are written.

    It starts with ``columns`` x ``rows`` units of 1 km2, ``sector_code`` S1, S2 ... and names, in the record ``statistical_sectors``.
    """

    def __init__(self, folder: Path, columns: int = 3, rows: int = 2, keys=None, names=None):
        self.folder = folder
        self.records = {}
        self.units = squares(columns, rows)
        count = len(self.units)
        self.keys = keys or [f"S{number}" for number in range(1, count + 1)]
        names = names or [f"Sector {number}" for number in range(1, count + 1)]
        self.layer("statistical_sectors", self.units, key="sector_code", columns={"sector_code": self.keys, "sector_name": names})

    def layer(self, id: str, geometry, crs: str = "EPSG:31370", columns: dict | None = None, **record) -> None:
        """Write a layer as a GeoPackage with a record in the catalogue; ``record`` changes what that says."""
        geometry = list(geometry)
        kind = next((shape.geom_type.lower().removeprefix("multi") for shape in geometry if shape is not None), "polygon")
        path = self.folder / f"{id.replace(':', '_')}.gpkg"
        path.unlink(missing_ok=True)
        write_gpkg(path, "layer", geometry, crs, columns)
        kind = {"linestring": "line"}.get(kind, kind)
        self.record(id, {"kind": "gpkg", "path": path.name, "layer": "layer"}, **{"crs": crs, "geometry": kind, **record})

    def table(self, id: str, columns: dict, **record) -> None:
        """Write a table as CSV with a record in the catalogue."""
        pd.DataFrame(columns).to_csv(self.folder / f"{id}.csv", index=False)
        self.record(id, {"kind": "csv", "path": f"{id}.csv"}, **{"geometry": "none", "key": "sector_code", **record})

    def raster(self, id: str, path: str, options: dict | None = None, **record) -> None:
        """Put a raster into the catalogue, of a file that was written beside it."""
        self.record(id, {"kind": "raster", "path": Path(path).name, "options": options or {}}, **{"geometry": "raster", **record})

    def record(self, id: str, source: dict, **record) -> None:
        """Put a record into the catalogue, in place of the one of that id."""
        self.records[id] = {
            "id": id,
            "title": {"nl": f"Laag {id}", "en": f"Layer {id}"},
            "publisher": {"name": "Stad", "kind": "city"},
            "sectors": ["social_policy"],
            "licence": {"name": "CC0"},
            "redistribution": "yes",
            "date": "2025-01-01",
            "source": source,
            **record,
        }

    def challenge(self, *indicators: dict, **rest) -> dict:
        """Return a challenge on the town's units; indicators lack what `INDICATOR` says and take their id for title."""
        full = [{**INDICATOR, "title": {"nl": one["id"], "en": one["id"]}, **one} for one in indicators]
        units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name", "population": None}
        title = {"nl": "Kleine stad", "en": "Small town"}
        return {"id": "small_town", "title": title, "units": units, "indicators": copy.deepcopy(full), **rest}

    def write(self, challenge: dict) -> dict[str, str]:
        """Write catalogue and challenge; return them as an algorithm's inputs."""
        paths = {"CATALOGUE": self.folder / "catalogue.json", "CHALLENGE": self.folder / "challenge.json"}
        documents = {"CATALOGUE": {"title": {"nl": "Kleine stad"}, "records": list(self.records.values())}, "CHALLENGE": challenge}
        for name, path in paths.items():
            path.write_text(json.dumps(documents[name], ensure_ascii=False), encoding="utf-8")
        return {name: str(path) for name, path in paths.items()}
