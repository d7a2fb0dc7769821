"""What each kind of source is, whoever reads it: its name, whether it is a file, and where its columns stand."""

from __future__ import annotations

from dataclasses import dataclass

HEADER, OBJECTS, FEATURES = "header", "objects", "features"
"""Columns in the first line of a text table; in objects somewhere in a document, of which the whole must be read; in features."""


@dataclass(frozen=True)
class SourceFacts:
    """What a kind of source is.

    Attributes
    ----------
    name : str
        What people call it, the same in every language; empty where each language has its own word.
    columns : str
        Of a file where its columns stand: `HEADER`, `OBJECTS` or `FEATURES`; empty for what is no file, or shows no columns.
    file : bool
        Whether it is a file, on disk or at an address.
    layer : bool
        Whether a map can show it: no catalogue, no geocoder, no data that a city brings itself.
    """

    name: str = ""
    columns: str = ""
    file: bool = False
    layer: bool = True


SOURCE_FACTS = {
    "gpkg": SourceFacts("GeoPackage", FEATURES, file=True),
    "shapefile": SourceFacts("Shapefile", FEATURES, file=True),
    "geojson": SourceFacts("GeoJSON", FEATURES, file=True),
    "flatgeobuf": SourceFacts("FlatGeobuf", FEATURES, file=True),
    "parquet": SourceFacts("Parquet", FEATURES, file=True),
    "csv": SourceFacts("CSV", HEADER, file=True),
    "excel": SourceFacts("Excel", file=True),
    "json": SourceFacts("JSON", OBJECTS, file=True),
    "postgis": SourceFacts("PostGIS"),
    "csw": SourceFacts("CSW", layer=False),
    "wfs": SourceFacts("WFS"),
    "oapif": SourceFacts("OGC API Features"),
    "arcgis": SourceFacts("ArcGIS"),
    "opendatasoft": SourceFacts("Opendatasoft"),
    "wmts": SourceFacts("WMTS"),
    "wms": SourceFacts("WMS"),
    "xyz": SourceFacts("XYZ"),
    "vector_tiles": SourceFacts(),
    "records": SourceFacts("OGC API Records", layer=False),
    "dcat": SourceFacts("DCAT", layer=False),
    "locator": SourceFacts(layer=False),
    "raster": SourceFacts(file=True),
    "other": SourceFacts(),
    "none": SourceFacts(layer=False),
}
"""By the word that a record's ``source.kind`` has, in the order of ``resources/schemas/catalogue.schema.json``."""


def source_facts(kind: str) -> SourceFacts:
    """Return what a kind is; of one that is not known only that nothing is known of it."""
    return SOURCE_FACTS.get(kind, SourceFacts())
