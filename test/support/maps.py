"""A small made-up city of 6 x 5 square kilometres, its map, and what can be measured on a layout."""

import datetime
from pathlib import Path

from opgavenkaart.processing.cartography.map_content import LegendEntry, MapContent, SourceLine
from opgavenkaart.processing.cartography.project import LayerEntry
from opgavenkaart.processing.cartography.style import CarriedLayer, Style
from opgavenkaart.processing.cartography.text_fit import Ruler
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import (
    Qgis,
    QgsCoordinateTransformContext,
    QgsLayerMetadata,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemPage,
    QgsTextRenderer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDateTime

COLUMNS, ROWS, SIDE = 6, 5, 1000.0
WEST, SOUTH = 100_000.0, 190_000.0
EXTENT = (WEST, SOUTH, WEST + COLUMNS * SIDE, SOUTH + ROWS * SIDE)
BREAKS = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
INDEX = [None if number % 7 == 6 else (number * 37) % 101 for number in range(COLUMNS * ROWS)]
"""Need by unit; four units without, and values on both sides of every limit."""
INDEX[1:5] = [20, 40, 60, 80]
MADE = datetime.date(2026, 2, 3)


def square(column: float, row: float, width: float = 1, height: float = 1) -> str:
    x, y = WEST + column * SIDE, SOUTH + row * SIDE
    right, top = x + width * SIDE, y + height * SIDE
    return f"MULTIPOLYGON((({x} {y}, {right} {y}, {right} {top}, {x} {top}, {x} {y})))"


def unit(number: int) -> tuple[int, int]:
    """Return column and row of a unit."""
    return number % COLUMNS, number // COLUMNS


def city_layers() -> dict[str, QgsVectorLayer]:
    """Return the city's layers in memory."""
    units = [(square(*unit(number)), f"u{number}", value) for number, value in enumerate(INDEX)]
    clusters = [
        (square(0, 3, 2, 2), 1, "Noordwijk, Havenwijk", "hot"),
        (square(3, 3, 2, 1), 2, "Oostwijk", "hot"),
        (square(4, 0, 2, 2), 3, "Zuidwijk", "hot"),
    ]
    middle = SOUTH + 2.5 * SIDE
    roads = [
        (f"LINESTRING({WEST} {middle}, {EXTENT[2]} {middle})", "motorway"),
        (f"LINESTRING({WEST + 2500} {SOUTH}, {WEST + 2500} {EXTENT[3]})", "residential"),
    ]
    integrated = [(square(0, 3), 1, 0), (square(1, 3), 1, 2), (square(2, 3), 0, 1)]
    polygon = "MultiPolygon"
    return {
        "units": memory_layer(polygon, units, "code:string,challenge_index:double"),
        "clusters": memory_layer(polygon, clusters, "cluster_id:integer,cluster_label:string,cluster_type:string"),
        "integrated": memory_layer(polygon, integrated, "flood_areas_count:integer,estates_count:integer"),
        "roads": memory_layer("LineString", roads, "road_class:string"),
        "water": memory_layer(polygon, [(square(5.2, 4.2, 0.6, 0.6), "Dok")], "name:string"),
        "parks": memory_layer(polygon, [(square(2.1, 0.1, 0.4, 0.4), "Park")], "name:string"),
    }


def write_city(path: Path) -> Path:
    """Write the city's layers to a GeoPackage."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    for name, layer in city_layers().items():
        options.layerName = name
        options.actionOnExistingFile = (
            QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
            if path.exists()
            else QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteFile
        )
        failure, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), options)
        assert failure == QgsVectorFileWriter.WriterError.NoError, message
    return path


def entries(geopackage: Path) -> list[LayerEntry]:
    """Return the city's project: map, an indicator, background."""

    def source(name: str) -> str:
        return f"{geopackage}|layername={name}"

    overlays = (CarriedLayer("flood_areas_count", "Overstromingsgebied"), CarriedLayer("estates_count", "Sociale woningen"))
    return [
        LayerEntry("clusters", "Kaart", "Clusters", source("clusters"), style=Style("clusters", "cluster_id", label="cluster_label")),
        LayerEntry("integrated", "Kaart", "Laag", source("integrated"), style=Style("integrated", overlays=overlays), visible=False),
        LayerEntry("water", "Achtergrond", "Water", source("water"), style=Style("water")),
        LayerEntry("parks", "Achtergrond", "Parken", source("parks"), style=Style("parks"), metadata=park_metadata()),
        LayerEntry("roads", "Achtergrond", "Wegen", source("roads"), style=Style("roads")),
        LayerEntry("units", "Kaart", "Nood", source("units"), style=Style("units", "challenge_index", BREAKS)),
    ]


def park_metadata() -> QgsLayerMetadata:
    """Return what is known of the parks."""
    metadata, publisher = QgsLayerMetadata(), QgsLayerMetadata.Contact()
    publisher.organization, publisher.role = "Stad Voorbeeld", "publisher"
    metadata.setTitle("Parken")
    metadata.setContacts([publisher])
    metadata.setLicenses(["CC0 1.0"])
    metadata.setDateTime(Qgis.MetadataDateType.Published, QDateTime(2024, 3, 15, 0, 0))
    return metadata


def content(**changes) -> MapContent:
    """Return what the city's map says."""
    facts = {
        "title": "De nood is het hoogst in de Noordwijk",
        "question": "Waar beginnen we?",
        "layers": ("clusters", "water", "parks", "roads", "units"),
        "legend": (LegendEntry("units", "Nood (0-100)"), LegendEntry("clusters", "Cluster van nood"), LegendEntry("roads", "Weg")),
        "extent": EXTENT,
        "notes_title": "Waar te beginnen",
        "notes": ("1. Noordwijk: 1.200 inwoners", "2. Oostwijk: 800 inwoners"),
        "sources": (SourceLine("Parken", "Stad Voorbeeld", "CC0 1.0", datetime.date(2024, 3, 15)), SourceLine("Inkomen", "Statbel")),
        "missing_share": 0.034,
        "made": MADE,
    }
    return MapContent(**{**facts, **changes})


def crowded() -> MapContent:
    """Return a map that has far more to say than fits: thirty sources, fifteen notes, title and question without end."""
    days = [datetime.date(2015, 1, number) for number in range(1, 31)]
    sources = [SourceLine(f"Kaartlaag met een lange titel nummer {day.day}", f"Dienst {day.day}", "Licentie", day) for day in days]
    return content(
        title="De nood aan warme woningen is het hoogst in de Noordwijk en de Oostwijk. " * 6,
        question="Waar vallen een laag inkomen en een hoog energiegebruik samen, en waar beginnen we dan? " * 6,
        notes=tuple(f"{number}. Een wijk met een tamelijk lange naam: 12.345 inwoners, index 78" for number in range(1, 16)),
        sources=tuple(sources),
    )


def boxes(layout) -> dict[str, tuple[float, float, float, float]]:
    """Return left, top, right and bottom of every item on the page, in millimetres, by name."""
    found = {}
    for item in layout.items():
        if isinstance(item, QgsLayoutItem) and item.isVisible() and not isinstance(item, QgsLayoutItemPage):
            place, size = item.positionWithUnits(), item.sizeWithUnits()
            found[item.id()] = (place.x(), place.y(), place.x() + size.width(), place.y() + size.height())
    return found


def overlaps(layout, tolerance: float = 0.01) -> list[tuple[str, str]]:
    """Return the pairs of items that share ground."""
    items = sorted(boxes(layout).items())
    return [
        (name, other)
        for position, (name, (left, top, right, bottom)) in enumerate(items)
        for other, (left2, top2, right2, bottom2) in items[position + 1 :]
        if min(right, right2) - max(left, left2) > tolerance and min(bottom, bottom2) - max(top, top2) > tolerance
    ]


def labels(layout) -> list[QgsLayoutItemLabel]:
    """Return the texts of a layout."""
    return [item for item in layout.items() if isinstance(item, QgsLayoutItemLabel)]


def cut_off(layout) -> list[str]:
    """Return the labels whose text, broken into lines the way QGIS does when it draws, is higher than their box."""
    ruler = Ruler()
    dots = ruler.context.convertToPainterUnits(1, Qgis.RenderUnit.Millimeters)
    wrap, mode = Qgis.TextRendererFlags(Qgis.TextRendererFlag.WrapLines), Qgis.TextLayoutMode.Rectangle
    found = []
    for item in labels(layout):
        size, lines = item.sizeWithUnits(), item.text().split("\n")
        needed = QgsTextRenderer.textHeight(ruler.context, item.textFormat(), lines, mode, None, wrap, size.width() * dots) / dots
        if needed > size.height() * 1.005:
            found.append(item.id())
    return found
