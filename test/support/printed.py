"""A project with more than a map can hold: thirty indicators, a proposal, clusters, and words without end."""

from __future__ import annotations

import datetime
from pathlib import Path

from opgavenkaart.processing.cartography.map_content import (
    KEY_PROPERTY,
    ClusterProfile,
    LegendEntry,
    MapBackground,
    MapContent,
    NeedBar,
    SourceLine,
)
from opgavenkaart.processing.cartography.style import Style
from opgavenkaart.processing.cartography.styles import apply, keep_style
from opgavenkaart.processing.cartography.text_fit import Ruler
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.maps import BREAKS, COLUMNS, EXTENT, INDEX, MADE, ROWS, city_layers, square, unit
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsLayoutItemLegend,
    QgsLegendRenderer,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

INDICATORS = 30
LONG_WORD = "Meerjarenplanningsdoelstellingenrapporteringsverplichting"
TITLE = (f"{LONG_WORD} en de nood aan warme, betaalbaar verwarmde woningen in alle wijken " * 3)[:200]
LIGHTS = ("current", "due", "stale", "unknown")


def units() -> QgsVectorLayer:
    """Return thirty units with an index, one by a proposal, thirty indicators and their scores; some without values."""
    fields = ["code:string", "name:string", "challenge_index:double", "tenants_index:double"]
    fields += [f"i{number}{suffix}:double" for number in range(INDICATORS) for suffix in ("", "_score")]
    rows = []
    for at in range(COLUMNS * ROWS):
        values = [(at * (7 + number) + number) % 101 for number in range(INDICATORS)]
        moved = None if INDEX[at] is None else min(INDEX[at] + 9 * (at % 3 - 1), 100)
        pairs = [one for value in values for one in (value * 317.5, None if value == 13 else float(value))]
        rows.append((square(*unit(at)), f"u{at}", f"Gebied {at}", INDEX[at], moved, *pairs))
    return memory_layer("MultiPolygon", rows, ",".join(fields))


def add(project: QgsProject, layer: QgsVectorLayer, key: str, name: str, style: Style, visible: bool = True) -> None:
    layer.setName(name)
    layer.setCustomProperty(KEY_PROPERTY, key)
    apply(layer, style, theme(), Language("nl"))
    keep_style(layer, style)
    project.addMapLayer(layer, False)
    project.layerTreeRoot().addLayer(layer).setItemVisibilityChecked(visible)


def written(layer: QgsVectorLayer, path: Path) -> str:
    """Write a layer to a file of its own and return its source."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    failure, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), options)
    assert failure == QgsVectorFileWriter.WriterError.NoError, message
    return str(path)


def crowded_project(folder: Path) -> QgsProject:
    """Return a project as an integrated map leaves it, its units in a file of the folder."""
    project, city = QgsProject(), city_layers()
    source = written(units(), folder / "units.gpkg")
    project.setCrs(city["clusters"].crs())

    def areas() -> QgsVectorLayer:
        return QgsVectorLayer(source, "units", "ogr")

    add(project, city["clusters"], "clusters", "Clusters", Style("clusters", "cluster_id", label="cluster_label"))
    for role in ("water", "parks", "roads"):
        add(project, city[role], role, role, Style(role))
    add(project, areas(), "units", "Noodindex", Style("units", "challenge_index", BREAKS))
    for number in range(INDICATORS):
        looks = Style("indicator", f"i{number}", unit="kilowattuur per aansluiting")
        add(project, areas(), f"indicator:i{number}", f"{LONG_WORD} {number} en nog wat", looks, visible=False)
    add(project, areas(), "proposal:tenants", f"Huurders eerst, {LONG_WORD}", Style("units", "tenants_index", BREAKS), visible=False)
    return project


def crowded_content() -> MapContent:
    """Return what its map says: far more than fits."""
    days = [datetime.date(2015, 1, number) for number in range(1, 31)]
    sources = tuple(
        SourceLine(
            f"Kaartlaag met een lange titel nummer {day.day} & <meer>", f"Dienst {day.day}", "Licentie", day, False, LIGHTS[day.day % 4]
        )
        for day in days
    )
    bars = tuple(NeedBar(f"{LONG_WORD}: 123.456 kWh (gemiddeld 98.765)", 100.0 - 30 * at, 20.0 + 40 * at) for at in range(3))
    profiles = tuple(
        ClusterProfile(f"{rank}. Noordwijk, Havenwijk, Markt en Kaaien", "12.345 inwoners, index 78", bars) for rank in range(1, 9)
    )
    return MapContent(
        title=TITLE,
        question=TITLE,
        layers=("clusters", "water", "parks", "roads", "units"),
        legend=tuple(LegendEntry(key, f"{LONG_WORD} {key}") for key in ("units", "clusters", "water", "parks", "roads")),
        extent=EXTENT,
        notes_title="Waar te beginnen",
        notes=tuple(f"{number}. Een wijk met een tamelijk lange naam: 12.345 inwoners" for number in range(1, 16)),
        sources=sources,
        missing_share=0.034,
        made=MADE,
        class_reason="5 klassen, gesneden waar de waarden gaten laten: gebieden in één klasse lijken op elkaar. " * 2,
        background=MapBackground("Achtergrond: wegen, water en parken uit de gegevens zelf."),
        profiles=profiles,
        indicators_finding=TITLE,
        supply="indicator:i3",
        unit_name="name",
    )


def legend_faults(layout) -> list[str]:
    """Return what is wrong with a layout's legends: nothing in them, or more than their box holds."""
    faults, ruler = [], Ruler()
    for item in (item for item in layout.items() if isinstance(item, QgsLayoutItemLegend)):
        nodes = [node for tree in item.model().rootGroup().children() for node in item.model().layerLegendNodes(tree)]
        needed = QgsLegendRenderer(item.model(), item.legendSettings()).minimumSize(ruler.context)
        size = item.sizeWithUnits()
        if not nodes:
            faults.append(f"{item.id()} is empty")
        if needed.height() > size.height() + 0.1 or needed.width() > size.width() + 0.1:
            faults.append(f"{item.id()} needs {needed}, and has {size}")
    return faults
