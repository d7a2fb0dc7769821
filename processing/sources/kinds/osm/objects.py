"""Objects of OpenStreetMap as features: GDAL makes lines of ways, and areas of closed ways and of relations."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from osgeo import gdal
from qgis.core import QgsRectangle

from ....analysis.features import Features
from ....model.errors import OpgaveError
from ....model.progress import SILENT
from ....qgis_io.columns import key_texts
from ....qgis_io.crs import frame_for, read_crs
from ....qgis_io.inputs import source_of
from ....qgis_io.ogr_errors import gdal_raises
from ....qgis_io.opening import open_dataset, open_ogr_layer
from ....qgis_io.reading import Wish, bring_to_frame, field_kinds, read_raw
from ....qgis_io.repair import from_wkb
from ...reading.canonical import canonical_table, columns_for, inputs_of, sought_names
from ...reading.request import LoadedFeatures, LoadRequest
from ...reading.tables import type_columns
from .tags import Combination, keys_of, matching, ogr_filter
from .wholeness import Broken, find_broken, is_xml

CRS = "EPSG:4326"
ID, REST = "osm_id", "other_tags"
LAYERS = {
    "points": "node",
    "lines": "way",
    "multilinestrings": "relation",
    "multipolygons": "relation",
    "other_relations": "relation",
}
"""GDAL's layers of OpenStreetMap, and what of it their ids are of; closed ways are among the polygons under ``osm_way_id``."""
AREAS = ("polygon", "point", "unknown")
"""Types of geometry of a record for which a closed way with its tags is an area."""
CONFIGURATION = """closed_ways_are_polygons={areas}
attribute_name_laundering=no
report_all_tags=yes
{layers}
"""
LAYER_CONFIGURATION = """[{layer}]
osm_id=yes
osm_version=no
osm_timestamp=no
osm_uid=no
osm_user=no
osm_changeset=no
attributes={attributes}
unsignificant=
ignore=
other_tags=yes
"""
KEY = re.compile(r"[^,=\n]+")
"""What may be a key: GDAL is given a list of them."""
UNBUILT = re.compile(r"Relation (\d+) has missing ways")
POLYGONS, LINES = ("Polygon", "MultiPolygon"), ("LineString", "MultiLineString")


@dataclass(frozen=True)
class Objects:
    """What was found in a file.

    Attributes
    ----------
    geometry : ndarray of shapely geometries, shape (n,)
        In degrees.
    table : DataFrame, n rows
        ``osm_id`` (such as ``way/123``), a column for each key that was wanted, and ``other_tags``.
    """

    geometry: np.ndarray
    table: pd.DataFrame

    def where(self, mask: np.ndarray) -> Objects:
        """Return the objects for which ``mask`` holds."""
        return Objects(self.geometry[mask], self.table[mask].reset_index(drop=True))


def features_in(path: Path, tags: Sequence[Combination], ask: LoadRequest) -> LoadedFeatures:
    """Return what has some tags in a file of OpenStreetMap, as the record's geometry asks.

    Of a record of points, lines and areas become a point on them; of one of polygons or lines, what has none is left out and counted.

    Raises
    ------
    OpgaveError
        The file is none of OpenStreetMap.
    """
    record = ask.record
    frame = frame_for(record.id, read_crs(CRS), ask.target_crs, ask.extent, ask.transform_context)
    unbuilt: list[str] = []
    area = None if is_xml(path) else frame.extent_at_source()  # of XML it is looked at whether all is there
    objects = read_objects(path, tags, ask, area, unbuilt)
    report_broken(find_broken(path, tags, frozenset(objects.table[ID]), unbuilt), ask)
    objects = shaped(objects, ask)
    columns = columns_for(record, ask.fields, list(objects.table), ask.progress)
    table = typed(objects.table, columns, ask)
    ids = np.arange(1, len(table) + 1)
    features = Features(record.id, objects.geometry, table, CRS, ids)
    return LoadedFeatures(*bring_to_frame(features, frame, keep_null=ask.is_table, progress=ask.progress), columns=columns)


def typed(tags: pd.DataFrame, columns: dict[str, str], ask: LoadRequest) -> pd.DataFrame:
    """Return tags under canonical names, numbers as numbers; a field has the first of its keys that an object has."""
    record = ask.record
    filled = {}
    for name, column in columns.items():
        found = tags[column]
        for other in sought_names(record, name):
            found = found.fillna(tags[other]) if other in tags else found
        filled[name] = found
    texts = pd.DataFrame(filled, index=tags.index)
    keys = [name for name in texts if name in (record.key, ID)]
    others = [name for name in texts if name not in keys]
    wanted = others if ask.fields is not None else ()
    numbers = type_columns(texts[others].astype("string"), record, ask.progress, ".", wanted)
    values = {name: key_texts(texts[name]) if name in keys else numbers[name] for name in texts}
    return canonical_table(record, pd.DataFrame(values, index=tags.index), {name: name for name in columns})


def read_objects(path: Path, tags: Sequence[Combination], ask: LoadRequest, extent: QgsRectangle | None, unbuilt: list[str]) -> Objects:
    """Return the objects of a file that have some tags, with the keys that the record names.

    The relations with the keys of those tags of which GDAL can build no area go into ``unbuilt``.
    """
    record = ask.record
    asked = [*record.fields, *(ask.fields or ())]
    fields = [name for field in asked for one in inputs_of(record, field) for name in sought_names(record, one)]
    wanted = [key for key in dict.fromkeys([*keys_of(tags), "name", *fields]) if key not in (ID, REST) and KEY.fullmatch(key)]
    attributes = list({key.lower(): key for key in reversed(wanted)}.values())[::-1]  # a GeoPackage knows no case
    with translated(path, tags, attributes, ask, extent, unbuilt) as layers:
        parts = [part for name in LAYERS for part in read_layer(layers, name, attributes)]
    if not parts:
        return Objects(np.empty(0, dtype=object), pd.DataFrame(columns=[ID, *attributes, REST], dtype=object))
    whole = Objects(np.concatenate([part.geometry for part in parts]), pd.concat([part.table for part in parts], ignore_index=True))
    found = whole.where(matching(tags, whole.table))
    unasked = [key for key in ("name", REST) if key not in fields and found.table[key].isna().all()]
    return replace(found, table=found.table.drop(columns=unasked))


@contextmanager
def translated(
    path: Path,
    tags: Sequence[Combination],
    attributes: Sequence[str],
    ask: LoadRequest,
    extent: QgsRectangle | None,
    unbuilt: list[str],
) -> Iterator[Path]:
    """Yield a GeoPackage with the layers that GDAL makes of a file of OpenStreetMap.

    Raises
    ------
    OpgaveError
        GDAL cannot read it, or not to its end.
    Cancelled
    """

    def goes_on(*_: object) -> int:
        return int(not ask.progress.is_cancelled())

    with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
        settings, result = Path(folder, "osm.ini"), Path(folder, "objects.gpkg")
        settings.write_text(configuration(tags, attributes, ask.record.geometry), encoding="utf-8")
        area = None if extent is None else [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()]
        try:
            with gdal_raises(), heard(unbuilt):
                source = open_dataset(path, gdal.OF_VECTOR, ["OSM"], [f"CONFIG_FILE={settings}"])
                gdal.VectorTranslate(
                    str(result),
                    source,
                    format="GPKG",
                    layers=list(LAYERS),
                    where=ogr_filter(tags),
                    spatFilter=area,
                    layerCreationOptions=["SPATIAL_INDEX=NO", "FID=row", "GEOMETRY_NAME=shape"],
                    callback=goes_on,
                )
                del source
        except RuntimeError as error:
            ask.progress.check()
            raise OpgaveError(
                "Layer '{record}': '{path}' cannot be read as a file of OpenStreetMap ({reason}).",
                record=ask.record.title_and_id,
                path=path.name,
                reason=error,
            ) from error
        yield result


@contextmanager
def heard(unbuilt: list[str]) -> Iterator[None]:
    """Hear what GDAL says of a file while it reads on: of which areas members are absent, and that it cannot read the rest.

    Raises
    ------
    RuntimeError
        It cannot: what came before is no whole.
    """
    failures: list[str] = []

    def hear(level: int, _number: int, text: str) -> None:
        found = UNBUILT.search(text)
        if found:
            unbuilt.append(f"relation/{found[1]}")
        if level >= gdal.CE_Failure:
            failures.append(text)

    before = gdal.GetThreadLocalConfigOption("CPL_DEBUG")
    gdal.PushErrorHandler(hear)
    gdal.SetThreadLocalConfigOption("CPL_DEBUG", "OSM")  # only there it says what it leaves out
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption("CPL_DEBUG", before)
        gdal.PopErrorHandler()
    if failures:
        raise RuntimeError(failures[-1])


def configuration(tags: Sequence[Combination], attributes: Sequence[str], geometry: str) -> str:
    """Return what tells GDAL which keys are columns, and which closed ways are areas."""
    areas = ",".join(tag.key for combination in tags for tag in combination if not tag.negative) if geometry in AREAS else "-"
    layers = "".join(LAYER_CONFIGURATION.format(layer=layer, attributes=",".join(attributes)) for layer in LAYERS)
    return CONFIGURATION.format(areas=areas, layers=layers)


def read_layer(path: Path, name: str, attributes: Sequence[str]) -> Iterator[Objects]:
    """Yield the objects of one of GDAL's layers; nothing of one that has none."""
    layer = open_ogr_layer(f"{path}|layername={name}", name)
    if not layer.isValid() or not layer.featureCount():
        return
    there = {field.name() for field in layer.fields()}
    ids = [column for column in (ID, "osm_way_id") if column in there]
    source = source_of(layer)
    wish = Wish(field_kinds(source, [*ids, *attributes, REST], name), None, "", None, True)
    wkb, columns, _ = read_raw(source, wish, SILENT)
    table, (geometry, _) = pd.DataFrame(columns, index=range(len(wkb))), from_wkb(wkb)
    own = f"{LAYERS[name]}/" + table[ID].astype("string")
    of_ways = "way/" + table["osm_way_id"].astype("string") if "osm_way_id" in ids else own
    yield Objects(geometry, table[[*attributes, REST]].assign(**{ID: own.fillna(of_ways).astype(object)})[[ID, *attributes, REST]])


def shaped(objects: Objects, ask: LoadRequest) -> Objects:
    """Return objects with the geometry that the record asks for."""
    wanted = ask.record.geometry
    if ask.is_table:
        return replace(objects, geometry=np.full(len(objects.geometry), None, dtype=object))
    if wanted == "point":
        return replace(objects, geometry=points_on(objects.geometry))
    kinds = {"polygon": POLYGONS, "line": LINES}.get(wanted)
    if kinds is None:
        return objects
    fits = np.isin([shape.geom_type for shape in objects.geometry], kinds)
    if not fits.all():
        ask.progress.note(OTHERS_TEXTS[wanted], record=ask.record.title, count=int((~fits).sum()), total=len(fits))
    return objects.where(fits)


def points_on(geometry: np.ndarray) -> np.ndarray:
    """Return a point on each geometry: a point itself, the middle of a line, a point inside an area."""
    kinds = shapely.get_type_id(geometry)
    result = shapely.point_on_surface(geometry)
    lines = kinds == shapely.GeometryType.LINESTRING
    result[lines] = shapely.line_interpolate_point(geometry[lines], 0.5, normalized=True)
    return result


def report_broken(broken: Broken, ask: LoadRequest) -> None:
    """Tell of objects whose parts are not all there."""
    for name, template in BROKEN_TEXTS.items():
        ids = getattr(broken, name)
        if ids:
            shown = ", ".join(ids[:SHOWN]) + (" ..." if len(ids) > SHOWN else "")
            ask.progress.warn(template, record=ask.record.title, count=len(ids), ids=shown)


SHOWN = 5
"""Ids that a sentence names."""
BROKEN_TEXTS = {
    "lacking": "Layer '{record}': 1 object in OpenStreetMap lacks parts and is left out ({ids}). | Layer '{record}': {count} objects in"
    " OpenStreetMap lack parts and are left out ({ids}).",
    "unknown": "Layer '{record}': 1 area in OpenStreetMap that may belong to it lacks parts of its border and is left out ({ids}). | Layer"
    " '{record}': {count} areas in OpenStreetMap that may belong to it lack parts of their border and are left out ({ids}).",
    "open": "Layer '{record}': the border of 1 area in OpenStreetMap is not closed; only the closed part is used ({ids}). | Layer"
    " '{record}': the borders of {count} areas in OpenStreetMap are not closed; only the closed parts are used ({ids}).",
    "short": "Layer '{record}': 1 line or area in OpenStreetMap lacks points and is used without them ({ids}). | Layer '{record}': {count}"
    " lines or areas in OpenStreetMap lack points and are used without them ({ids}).",
}
"""What is said of objects that are not whole, by their place in `Broken`."""
OTHERS_TEXTS = {
    "polygon": "Layer '{record}': {count} of {total} objects in OpenStreetMap are points or lines without an area and are left out.",
    "line": "Layer '{record}': {count} of {total} objects in OpenStreetMap are not lines and are left out.",
}
"""What is said of objects of another geometry, by that of the record."""
