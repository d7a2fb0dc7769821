"""What each kind of source is, whoever reads it. Nobody outside asks which kind it is by name: what is asked is a fact that stands here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

HEADER, OBJECTS, FEATURES, SHEETS = "header", "objects", "features", "sheets"
"""Columns in the first line of a text table; in objects somewhere in a document, of which the whole must be read; in features; in sheets of
a workbook, each with its own."""
MAP, MATRIX, TILES = "map", "matrix", "tiles"
"""A picture of any extent; tiles of a matrix set, which the service's capabilities list; tiles at an address with their numbers in it."""
IN_QUERY, IN_COLLECTIONS, IN_DATASET = "query", "collections", "dataset"
"""Where a link names a layer: in a request; below the collections of an API; as a data set of a portal."""
BELOW, BESIDE = "below", "beside"
"""How parts are put together: the rows of one below those of the other; the columns of one beside those of the other."""
AS_LAYERS, AS_TYPE, AS_TABLE = "layers", "typename", "table"
"""How a QGIS project names a layer: ``layers=`` once for each, ``typename=``, or a table in its schema."""


@dataclass(frozen=True)
class LinkFacts:
    """How the metadata of others lead to a source of a kind.

    Attributes
    ----------
    words : str
        Regular expression that a link's protocol, format, media type or address shows it by, in small letters or capitals.
    rank : int
        Of several links of a data set the lowest is taken, which is best to compute with: 1 for services of features, 2 for files of them,
        3 for tables, then tiles and pictures. Of one rank, in the order of `SOURCE_FACTS`.
    layer : str
        Where the address names the layer: `IN_QUERY`, `IN_COLLECTIONS` or `IN_DATASET`; empty where the address is all.
    protocol : str
        By what word our metadata say that a link is of the kind; empty where the kind's name is that word.
    """

    words: str
    rank: int
    layer: str = ""
    protocol: str = ""


@dataclass(frozen=True)
class ProjectFacts:
    """How a layer in a QGIS project shows its kind, other than a file's.

    Attributes
    ----------
    providers : tuple of str
        QGIS's providers that open it, as QGIS calls them: the first opens what is written into a project here.
    sign : tuple of str
        Parameter, and its value where that matters, which tells it from kinds that the same provider opens; empty where nothing does.
    layer : str
        How the layer is named: `AS_LAYERS`, `AS_TYPE` or `AS_TABLE`; empty where the address says all.
    """

    providers: tuple[str, ...]
    sign: tuple[str, ...] = ()
    layer: str = ""


@dataclass(frozen=True)
class SourceFacts:
    """What a kind of source is.

    Attributes
    ----------
    name : str
        What people call it, the same in every language; empty where each language has its own word.
    columns : str
        Of a file where its columns stand: `HEADER`, `OBJECTS`, `FEATURES` or `SHEETS`; empty for what is no file, or shows no columns.
    endings : tuple of str
        Of a file how its name ends, on disk or at an address; a download gets the first.
    member : str
        Of a zip the name of the file in it by which it is known; empty where the ending tells, or nothing.
    needs : str
        Option without which a source of it cannot be read; empty where there is none.
    container : bool
        Whether a file of it is made to hold several layers, and has a name for each even where it holds one.
    layer : bool
        Whether a map can show it: no catalogue, no geocoder, no data that a city brings itself.
    cells : bool
        Whether it holds the cells of a raster, which units are measured on, and no features.
    timetable : bool
        Whether it says when trips run, so that one can travel by it.
    picture : str
        Of a service that draws how it is asked: `MAP`, `MATRIX` or `TILES`.
    drawn_by : str
        Of a service of features the kind that draws the same layer under the same name; an option of that name gives its address.
    database : bool
        Whether it is a table of a database, which no request can ask.
    parts : str
        Of several sources together how they are put together: `BELOW` or `BESIDE`; empty for one source.
    harvested : bool
        Whether its layers can be listed, each for a record of its own.
    link : LinkFacts or None
        How the metadata of others lead to it; None where none do.
    project : ProjectFacts or None
        How a layer in a QGIS project shows it; None for a file, and for what QGIS has no provider of.
    licence : (str, str)
        Name and page of the licence that all its data have, which a record need not state; empty where each has its own.
    """

    name: str = ""
    columns: str = ""
    endings: tuple[str, ...] = ()
    member: str = ""
    needs: str = ""
    container: bool = False
    layer: bool = True
    cells: bool = False
    timetable: bool = False
    picture: str = ""
    drawn_by: str = ""
    database: bool = False
    parts: str = ""
    harvested: bool = False
    link: LinkFacts | None = None
    project: ProjectFacts | None = None
    licence: tuple[str, str] = ("", "")

    @property
    def file(self) -> bool:
        """Whether it is a file, on disk or at an address."""
        return bool(self.endings)

    @property
    def live(self) -> bool:
        """Whether QGIS itself opens its features where they are, with what they hold at that moment."""
        return self.project is not None and not self.picture

    @property
    def suffix(self) -> str:
        """Ending that a download gets; empty where it is no file."""
        return self.endings[0] if self.endings else ""

    @property
    def rows(self) -> bool:
        """Whether it is a file of rows and columns, which has no geometry but where columns hold coordinates."""
        return self.columns in (HEADER, SHEETS)


ODBL = ("ODbL 1.0, © OpenStreetMap contributors", "https://www.openstreetmap.org/copyright")
"""Licence of OpenStreetMap, with the attribution that it asks for."""
OTHER, NO_SOURCE = "other", "none"
"""A source of which no more is known than its address; and none at all: data that a city brings itself."""
SOURCE_FACTS = {
    "gpkg": SourceFacts("GeoPackage", FEATURES, (".gpkg",), container=True, link=LinkFacts(r"\bgpkg\b|geopackage", 2)),
    "flatgeobuf": SourceFacts("FlatGeobuf", FEATURES, (".fgb",), link=LinkFacts(r"\bfgb\b|flatgeobuf", 2)),
    "geojson": SourceFacts("GeoJSON", FEATURES, (".geojson", ".json"), link=LinkFacts(r"geo\+?json", 2)),
    "shapefile": SourceFacts("Shapefile", FEATURES, (".zip", ".shp"), link=LinkFacts(r"\bshp\b|shapefile|esri shape", 2)),
    "csv": SourceFacts("CSV", HEADER, (".csv", ".tsv"), link=LinkFacts(r"\bcsv\b|text/csv", 3)),
    "parquet": SourceFacts("Parquet", FEATURES, (".parquet", ".geoparquet"), link=LinkFacts("parquet", 3)),
    "excel": SourceFacts(
        "Excel",
        SHEETS,
        (".xlsx", ".xls", ".ods"),
        link=LinkFacts(r"\bxlsx?\b|excel|spreadsheetml|opendocument\.spreadsheet", 3),
    ),
    "json": SourceFacts("JSON", OBJECTS, (".json",)),
    "gtfs": SourceFacts("GTFS", endings=(".zip",), member="stop_times.txt", timetable=True, link=LinkFacts(r"\bgtfs\b", 2)),
    "osm": SourceFacts("OpenStreetMap", endings=(".osm", ".pbf"), needs="tags", licence=ODBL),
    "csw": SourceFacts("CSW", layer=False, harvested=True),
    "records": SourceFacts("OGC API Records", layer=False, harvested=True),
    "dcat": SourceFacts("DCAT", layer=False, harvested=True),
    "wfs": SourceFacts(
        "WFS",
        drawn_by="wms",
        harvested=True,
        link=LinkFacts(r"ogc:wfs|\bwfs\b|web feature service|service=wfs", 1, IN_QUERY, "OGC:WFS"),
        project=ProjectFacts(("WFS",), layer=AS_TYPE),
    ),
    "wms": SourceFacts(
        "WMS",
        picture=MAP,
        harvested=True,
        link=LinkFacts(r"ogc:wms|\bwms\b|service=wms", 5, IN_QUERY, "OGC:WMS"),
        project=ProjectFacts(("wms",), layer=AS_LAYERS),
    ),
    "wmts": SourceFacts(
        "WMTS",
        picture=MATRIX,
        harvested=True,
        link=LinkFacts(r"ogc:wmts|\bwmts\b", 4, IN_QUERY, "OGC:WMTS"),
        project=ProjectFacts(("wms",), ("tileMatrixSet",), AS_LAYERS),
    ),
    "oapif": SourceFacts(
        "OGC API Features",
        drawn_by="wms",
        harvested=True,
        link=LinkFacts(r"ogc[ :_-]?api[ _–-]*features|ogcapi-features|ogc:oapif|/ogc/features", 1, IN_COLLECTIONS, "OGC API - Features"),
        project=ProjectFacts(("OAPIF",), layer=AS_TYPE),
    ),
    "arcgis": SourceFacts(
        "ArcGIS",
        harvested=True,
        link=LinkFacts(r"esri:rest|/(?:feature|map)server\b|arcgis", 1, IN_QUERY, "ESRI:REST"),
        project=ProjectFacts(("arcgisfeatureserver", "arcgismapserver")),
    ),
    "opendatasoft": SourceFacts("Opendatasoft", harvested=True, link=LinkFacts(r"/api/explore/v2|/explore/dataset/", 1, IN_DATASET)),
    "overpass": SourceFacts("Overpass", needs="tags", licence=ODBL),
    "postgis": SourceFacts("PostGIS", database=True, harvested=True, project=ProjectFacts(("postgres",), layer=AS_TABLE)),
    "union": SourceFacts(parts=BELOW),
    "join": SourceFacts(parts=BESIDE),
    "xyz": SourceFacts("XYZ", picture=TILES, project=ProjectFacts(("wms",), ("type", "xyz"))),
    "vector_tiles": SourceFacts(picture=TILES, project=ProjectFacts(("vectortile",))),
    "locator": SourceFacts(layer=False),
    "raster": SourceFacts(endings=(".tif", ".tiff", ".vrt"), cells=True),
    OTHER: SourceFacts(),
    NO_SOURCE: SourceFacts(layer=False),
}
"""By the word that a record's ``source.kind`` has."""


def source_facts(kind: str) -> SourceFacts:
    """Return what a kind is; of one that is not known only that nothing is known of it."""
    return SOURCE_FACTS.get(kind, SourceFacts())


def file_endings(columns: Iterable[str] = ()) -> tuple[str, ...]:
    """Return how names of files end: of all kinds, or of those whose columns stand in one of these places."""
    wanted = tuple(columns)
    return tuple(ending for facts in SOURCE_FACTS.values() if not wanted or facts.columns in wanted for ending in facts.endings)


def kind_of_file(name: str | PurePath) -> str:
    """Return the kind of a file by the ending of its name: the first kind with that ending; empty where none has it."""
    ending = PurePath(name).suffix.lower()
    return next((kind for kind, facts in SOURCE_FACTS.items() if ending in facts.endings), "")


def kind_of_zip(members: Iterable[str]) -> str:
    """Return the kind of a zip by the names of the files in it; empty where none of them tells."""
    names = {PurePath(name).name.lower() for name in members}
    return next((kind for kind, facts in SOURCE_FACTS.items() if facts.member and facts.member in names), "")
