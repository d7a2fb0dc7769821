"""Last link: the files that an integrated map leaves."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from osgeo import gdal
from qgis.core import Qgis, QgsProject, QgsVectorLayer

from ...analysis.classes import READABLE, class_breaks
from ...analysis.features import Features
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ...model.results import CLUSTERS, INDEX, INTEGRATED, UNITS
from ..language import Language
from ..layouts import build_map
from ..manifest import write_manifest
from ..map_content import LegendEntry, MapContent, SourceLine
from ..map_export import export
from ..project import LayerEntry, describe, make_project, save_project, show_extent
from ..settled import settle_geopackage
from ..styles import Overlay, Style, save_default
from ..theme import Theme
from ..writing import write_geopackage
from . import words
from .account import account
from .collect import may_travel
from .integrate import cluster_features, count_field, integrate, overlay_names
from .outcome import Clustered
from .report import write_report

BACKGROUND_STYLES = {"roads": "roads", "water": "water", "parks": "parks", "areas": "boundary"}
ABOVE_UNITS = ("areas", "roads", "water", "parks")
NOTES = 5
OUTPUTS = {"GEOPACKAGE": ".gpkg", "PROJECT": ".qgz", "PDF": ".pdf", "PNG": ".png", "REPORT": ".html"}
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Press:
    """How the products look.

    Attributes
    ----------
    paper, orientation : str
        As `layouts.build_map` takes them.
    """

    language: Language
    theme: Theme
    paper: str = "a3"
    orientation: str = "landscape"


def write_bundle(outcome: Clustered, folder: Path, press: Press, parameters: Mapping, progress: Progress = SILENT) -> dict[str, str]:
    """Write GeoPackage, project, map (PDF and PNG), report and manifest.

    Parameters
    ----------
    folder : Path
        Best one of `outputs.whole_folder`, so that all files appear, or none.
    parameters : mapping
        What the run was asked, for the manifest.

    Returns
    -------
    dict of str to str
        Output name to file name.
    """
    name = outcome.indexed.collected.challenge.id
    files = {output: folder / f"{name}{suffix}" for output, suffix in OUTPUTS.items()}
    integrated = integrate(outcome, progress)
    content = map_content(outcome, press.language)
    with fixed_time(outcome.indexed.as_of):
        progress.step("Writing the GeoPackage")
        write_layers(outcome, integrated, files["GEOPACKAGE"], press.language, progress)
        progress.step("Drawing the map")
        draw(outcome, content, files, press, progress)
        settle_geopackage(files["GEOPACKAGE"], outcome.indexed.as_of)
    progress.step("Writing the report")
    write_report(files["REPORT"], outcome.indexed, press.language, outcome, files["PNG"])
    facts = account(outcome.indexed, parameters, finding=content.title, cluster_count=len(outcome.clusters))
    write_manifest(folder / MANIFEST, facts, list(files.values()))
    return {output: path.name for output, path in files.items()} | {"MANIFEST": MANIFEST}


@contextmanager
def fixed_time(day: datetime.date) -> Iterator[None]:
    """Have GDAL note ``day`` as the time of change, so that the same input gives the same file."""
    gdal.SetThreadLocalConfigOption("OGR_CURRENT_DATE", f"{day.isoformat()}T00:00:00.000Z")
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption("OGR_CURRENT_DATE", None)


def write_layers(outcome: Clustered, integrated: Features, path: Path, language: Language, progress: Progress) -> None:
    """Write units, clusters, the integrated layer, and each used layer that may be passed on."""
    polygons = Qgis.WkbType.MultiPolygon
    aliases = {one.id: one.title.of(language.code) for one in outcome.indexed.collected.challenge.indicators}
    clusters = cluster_features(outcome, in_words=pd.Series(words.cluster_lines(outcome, language), dtype=object))
    write_geopackage(path, UNITS, outcome.unit_features, title=language.tr("Areas"), aliases=aliases, wkb_type=polygons, progress=progress)
    write_geopackage(path, CLUSTERS, clusters, title=language.tr("Clusters"), wkb_type=polygons, progress=progress)
    write_geopackage(path, INTEGRATED, integrated, title=language.tr("Integrated layer"), wkb_type=polygons, progress=progress)
    for record, features in travelling(outcome):
        write_geopackage(path, record.id, features, title=record.title.of(language.code), progress=progress)


def travelling(outcome: Clustered) -> Iterator[tuple[LayerRecord, Features]]:
    """Yield the layers that may be passed on."""
    for loaded in outcome.indexed.collected.layers.values():
        if may_travel(loaded.record):
            yield loaded.record, loaded.features


def draw(outcome: Clustered, content: MapContent, files: Mapping[str, Path], press: Press, progress: Progress) -> None:
    """Make the project with its map, and print it."""
    challenge, units = outcome.indexed.collected.challenge, outcome.indexed.collected.units
    entries = list(layer_entries(outcome, files["GEOPACKAGE"], press.language))
    contents = {press.language.code: content}
    project = make_project(entries, units.crs, challenge.title.of(press.language.code), press.theme, press.language, contents)
    try:
        show_extent(project, content.extent)
        describe(project, f"{content.title}. {content.question}", challenge.owner, outcome.indexed.as_of)
        layout = build_map(project, content, press.paper, press.orientation, press.language, press.theme, progress=progress)
        export(layout, files["PDF"], "pdf", progress=progress)
        export(layout, files["PNG"], "png", progress=progress)
        save_project(project, files["PROJECT"])
        keep_styles(project)  # last: after QGIS has written to a GeoPackage, what reads it already finds nothing any more
    finally:
        project.clear()


def keep_styles(project: QgsProject) -> None:
    """Save each layer's looks in the GeoPackage; the units' are those of the index."""
    saved = set()
    for layer in project.layerTreeRoot().layerOrder():
        table = layer.source().partition("layername=")[2] if isinstance(layer, QgsVectorLayer) else ""
        if table and table not in saved:
            saved.add(table)
            save_default(layer)


def layer_entries(outcome: Clustered, geopackage: Path, language: Language) -> Iterator[LayerEntry]:
    """Yield the project's layers, the top one first: the map, one layer an indicator, the background, all others."""
    collected = outcome.indexed.collected
    background = background_ids(outcome)
    map_group, below, used = language.tr("Map"), language.tr("Background"), language.tr("Layers used")

    def source(table: str) -> str:
        return f"{geopackage}|layername={table}"

    yield LayerEntry(
        CLUSTERS, map_group, language.tr("Clusters"), source(CLUSTERS), style=Style("clusters", "cluster_id", label="cluster_label")
    )
    yield LayerEntry(
        INTEGRATED,
        map_group,
        language.tr("Integrated layer"),
        source(INTEGRATED),
        style=Style("integrated", overlays=overlays(outcome, language)),
        visible=False,
    )
    for role in ABOVE_UNITS:
        if role in background:
            yield background_entry(outcome, role, background[role], source, map_group, language)
    index = Style("units", INDEX, breaks_of(outcome.indexed.evaluation.index))
    yield LayerEntry(UNITS, map_group, language.tr("Need index"), source(UNITS), style=index)
    for one in collected.challenge.indicators:
        values = outcome.indexed.evaluation.raw[one.id].to_numpy()
        style = Style("indicator", one.id, breaks_of(values), one.unit)
        yield LayerEntry(
            f"indicator:{one.id}", language.tr("Indicators"), one.title.of(language.code), source(UNITS), style=style, visible=False
        )
    for role, id in background.items():
        if role not in ABOVE_UNITS:
            yield background_entry(outcome, role, id, source, below, language)
    for record, features in travelling(outcome):
        if record.id not in background.values():
            style = Style("plain") if features.crs else None
            yield LayerEntry(
                record.id,
                used,
                record.title.of(language.code),
                source(record.id),
                style=style,
                visible=False,
                origin=origin(outcome, record, language),
            )


def background_ids(outcome: Clustered) -> dict[str, str]:
    """Return the loaded background layers that may be drawn for others, by role."""
    collected = outcome.indexed.collected
    roles = {role: getattr(collected.challenge.background, role) for role in BACKGROUND_STYLES}
    return {role: id for role, id in roles.items() if id in collected.layers and may_travel(collected.layers[id].record)}


def background_entry(outcome, role, id, source, group, language) -> LayerEntry:
    """Return the entry of one background layer."""
    record = outcome.indexed.collected.layers[id].record
    return LayerEntry(
        id,
        group,
        record.title.of(language.code),
        source(id),
        style=Style(BACKGROUND_STYLES[role]),
        origin=origin(outcome, record, language),
    )


def overlays(outcome: Clustered, language: Language) -> tuple[Overlay, ...]:
    """Return what the integrated layer carries."""
    layers = outcome.indexed.collected.layers
    names = overlay_names(outcome)
    return tuple(Overlay(count_field(name), layers[id].record.title.of(language.code)) for id, name in names.items())


def breaks_of(values: np.ndarray) -> tuple[float, ...]:
    """Return the edges of the map's classes."""
    return tuple(class_breaks(values, slack=READABLE).breaks.tolist())


def origin(outcome: Clustered, record: LayerRecord, language: Language) -> SourceLine:
    """Return where a layer comes from, as the map states it."""
    loaded = outcome.indexed.collected.layers[record.id]
    title = record.title.of(language.code)
    return SourceLine(title, record.publisher.name, record.licence.name, loaded.date, loaded.date_origin == "file")


def map_content(outcome: Clustered, language: Language) -> MapContent:
    """Return what the map says."""
    indexed = outcome.indexed
    collected, challenge = indexed.collected, indexed.collected.challenge
    background = background_ids(outcome)
    above = [background[role] for role in ABOVE_UNITS if role in background]
    below = [id for role, id in background.items() if role not in ABOVE_UNITS]
    lines = words.cluster_lines(outcome, language)[:NOTES]
    oldest = indexed.oldest()
    return MapContent(
        title=words.finding(outcome, language),
        question=challenge.question.of(language.code),
        layers=(CLUSTERS, *above, UNITS, *below),
        legend=tuple(legend(outcome, background, language)),
        extent=tuple(shapely.total_bounds(collected.units.geometry).tolist()),
        notes_title=language.tr("Where to begin") if lines else "",
        notes=tuple(f"{number}. {line}" for number, line in enumerate(lines, start=1)),
        sources=tuple(origin(outcome, loaded.record, language) for loaded in collected.layers.values()),
        oldest=origin(outcome, collected.layers[oldest].record, language) if oldest else None,
        missing_share=indexed.missing_share,
        made=indexed.as_of,
    )


def legend(outcome: Clustered, background: Mapping[str, str], language: Language) -> Iterator[LegendEntry]:
    """Yield the legend's entries."""
    layers = outcome.indexed.collected.layers
    yield LegendEntry(UNITS, language.tr("Need index (0-100)"))
    if len(outcome.clusters):
        yield LegendEntry(CLUSTERS, language.tr("Cluster of need"))
    for role in ("areas", "water", "parks", "roads"):
        if role in background:
            yield LegendEntry(background[role], layers[background[role]].record.title.of(language.code))
