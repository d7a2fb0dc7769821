"""Last link: the files that an integrated map leaves."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from osgeo import gdal
from qgis.core import Qgis, QgsProject, QgsRectangle, QgsVectorLayer

from ...analysis.features import Features
from ...model.progress import SILENT, Progress
from ...model.results import (
    CLUSTERS,
    INTEGRATED,
    UNITS,
    cluster_change_field,
    proposed_index_field,
    rank_change_field,
    sector_field,
)
from ..bundles import MANIFEST, pack
from ..language import Language
from ..layouts import build_map
from ..manifest import write_manifest
from ..map_content import KEY_PROPERTY, MapContent
from ..map_export import export
from ..project import describe, make_project, save_project, show_extent
from ..rendering import png_of
from ..settled import settle_geopackage
from ..styles import save_default
from ..theme import Theme
from ..writing import write_geopackage
from . import words
from .account import account
from .clustering import Clustered
from .collect import travelling
from .drawing import Drawing, grey_service, proposal_key
from .indexing import Indexed
from .integrate import cluster_features, integrate
from .kept import keep_inputs
from .report import Picture, Pictures, write_report

OUTPUTS = {"GEOPACKAGE": ".gpkg", "PROJECT": ".qgz", "PDF": ".pdf", "PNG": ".png", "REPORT": ".html"}
PICTURE_WIDTH = 900
"""Pixels of a map in the report beside the main one."""


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


def write_bundle(
    outcome: Clustered,
    folder: Path,
    press: Press,
    parameters: Mapping,
    progress: Progress = SILENT,
    *,
    manifest: str = MANIFEST,
    zipped: bool = False,
) -> dict[str, str]:
    """Write GeoPackage, project, map (PDF and PNG), report, the challenge and catalogue that were used, and manifest.

    Parameters
    ----------
    folder : Path
        Best one of `outputs.whole_folder`, so that all files appear, or none.
    parameters : mapping
        What the run was asked, for the manifest.
    manifest : str
        The manifest's name, best that of `bundles.manifest_name`.
    zipped : bool
        Write all of it into a zip too.

    Returns
    -------
    dict of str to str
        Output name to file name.
    """
    name = outcome.indexed.collected.challenge.id
    files = {output: folder / f"{name}{suffix}" for output, suffix in OUTPUTS.items()}
    integrated = integrate(outcome, progress)
    drawing = Drawing(outcome, files["GEOPACKAGE"], press.language, grey_service(outcome, press.language, progress))
    content = drawing.content()
    with fixed_time(outcome.indexed.as_of):
        progress.step("Writing the GeoPackage")
        write_layers(outcome, integrated, files["GEOPACKAGE"], press.language, progress)
        progress.step("Drawing the map")
        pictures = draw(drawing, content, files, press, progress)
        settle_geopackage(files["GEOPACKAGE"], outcome.indexed.as_of)
    progress.step("Writing the report")
    write_report(files["REPORT"], outcome.indexed, press.language, outcome, pictures)
    results = {"finding": content.title, "cluster_count": len(outcome.clusters), "background": drawing.background_name}
    facts = account(outcome.indexed, parameters, **results)
    listed = [*files.values(), *keep_inputs(outcome.indexed.collected, folder)]
    write_manifest(folder / manifest, facts, listed)
    files["MANIFEST"] = folder / manifest
    if zipped:
        files["ZIP"] = folder / f"{name}.zip"
        pack(files["ZIP"], [*listed, files["MANIFEST"]], outcome.indexed.as_of, progress)
    progress.update(1.0)
    return {output: path.name for output, path in files.items()}


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
    aliases = field_titles(outcome.indexed, language)
    clusters = cluster_features(outcome, in_words=pd.Series(words.cluster_lines(outcome, language), dtype=object))
    write_geopackage(path, UNITS, outcome.unit_features, title=language.tr("Areas"), aliases=aliases, wkb_type=polygons, progress=progress)
    write_geopackage(path, CLUSTERS, clusters, title=language.tr("Clusters"), wkb_type=polygons, progress=progress)
    write_geopackage(path, INTEGRATED, integrated, title=language.tr("Integrated layer"), wkb_type=polygons, progress=progress)
    for record, features in travelling(outcome.indexed.collected):
        write_geopackage(path, record.id, features, title=record.title.of(language.code), progress=progress)


def field_titles(indexed: Indexed, language: Language) -> dict[str, str]:
    """Return what the units' fields of indicators and sub-indices are called."""
    sectors = {id: indexed.collected.catalogue.sector_title(id).of(language.code) for id in indexed.evaluation.sectors}
    titles = {one.id: one.title.of(language.code) for one in indexed.collected.challenge.every_indicator}
    titles |= {sector_field(id): language.tr("Index of {sector} alone", sector=title) for id, title in sectors.items()}
    return titles | proposed_titles(indexed, language)


def proposed_titles(indexed: Indexed, language: Language) -> dict[str, str]:
    """Return what the fields are called that proposals add to the units."""
    titles = {}
    for one in indexed.collected.challenge.proposals:
        name = one.title.of(language.code)
        titles[proposed_index_field(one.id)] = language.tr("Index by '{proposal}'", proposal=name)
        titles[rank_change_field(one.id)] = language.tr("Places risen by '{proposal}'", proposal=name)
        titles[cluster_change_field(one.id)] = language.tr("Cluster by '{proposal}'", proposal=name)
    return titles


def draw(drawing: Drawing, content: MapContent, files: Mapping[str, Path], press: Press, progress: Progress) -> Pictures:
    """Make the project with its map, print it, and return the pictures for the report."""
    indexed = drawing.outcome.indexed
    challenge, crs = indexed.collected.challenge, indexed.collected.units.crs
    title, contents = challenge.title.of(press.language.code), {press.language.code: content}
    project = make_project(list(drawing.entries()), crs, title, press.theme, press.language, contents)
    try:
        show_extent(project, content.extent)
        describe(project, f"{content.title}. {content.question}", challenge.owner, indexed.as_of)
        layout = build_map(project, content, press.paper, press.orientation, press.language, press.theme, progress=progress)
        export(layout, files["PDF"], "pdf", progress=progress)
        export(layout, files["PNG"], "png", progress=progress)
        save_project(project, files["PROJECT"])
        changes = {one.id: map_picture(project, proposal_key(one.id), content.extent) for one in challenge.proposals}
        keep_styles(project)  # last: after QGIS has written to a GeoPackage, what reads it already finds nothing any more
    finally:
        project.clear()
    return Pictures(files["PNG"].read_bytes(), changes)


def map_picture(project: QgsProject, key: str, extent: Sequence[float]) -> Picture:
    """Return one layer of the project, by its key, with its legend."""
    layer = next(layer for layer in project.mapLayers().values() if layer.customProperty(KEY_PROPERTY) == key)
    ground = QgsRectangle(*extent)
    height = max(1, round(PICTURE_WIDTH * ground.height() / ground.width()))
    png = png_of([layer], project.crs(), ground, PICTURE_WIDTH, height)
    legend = [(item.symbol().color().name(), item.label()) for item in layer.renderer().legendSymbolItems()]
    return Picture(png, tuple(legend))


def keep_styles(project: QgsProject) -> None:
    """Save each layer's looks in the GeoPackage; the units' are those of the index."""
    saved = set()
    for layer in project.layerTreeRoot().layerOrder():
        table = layer.source().partition("layername=")[2] if isinstance(layer, QgsVectorLayer) else ""
        if table and table not in saved:
            saved.add(table)
            save_default(layer)
