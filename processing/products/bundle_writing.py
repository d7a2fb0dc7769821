"""Last link: the files that an integrated map leaves."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pandas as pd
from qgis.core import Qgis, QgsProject, QgsRectangle, QgsVectorLayer

from ..analysis.features import Features
from ..cartography.layouts import build_map
from ..cartography.map_content import KEY_PROPERTY, MapContent, layer_key
from ..cartography.map_export import export
from ..cartography.project import describe, make_project, save_project, show_extent
from ..cartography.rendering import png_of
from ..cartography.styles import save_default
from ..cartography.theme import Theme
from ..challenge.area_level import cluster_areas
from ..challenge.certainty import draw_ranks
from ..challenge.clustering import Clustered, compare_with_smooth_cities
from ..challenge.collected import list_redistributable
from ..model import contract
from ..model.choices import INTERNAL
from ..model.progress import SILENT, Progress
from ..model.results import CLUSTERS, INTEGRATED, UNITS
from ..model.source_places import common_folder, paths_in, public_folder, public_parameters
from ..qgis_io.layer_metadata import write_metadata
from ..qgis_io.outputs import said_when_refused
from ..qgis_io.reproducible_files import fix_time, settle_geopackage, write_at_leisure
from ..qgis_io.writing import GeopackageTable, write_tables
from ..sources.loading import make_once, shared_folder
from ..texts.language import LANGUAGES, Language
from .bundles import MANIFEST, pack
from .integrated_map import words
from .integrated_map.dictionary import meanings
from .integrated_map.drawing import Drawing, grey_service, proposal_key
from .integrated_map.group_words import group_texts
from .integrated_map.integrate import cluster_features, integrate
from .integrated_map.provenance import account
from .integrated_map.report import Picture, ReportPictures, write_report
from .integrated_map.used_inputs import keep_inputs, used_files
from .layer_package import aliases_of
from .manifest import SOURCES, write_manifest
from .open_project import join, list_closed, save_joined
from .other_formats import write_extras
from .qgis_server import serve

OUTPUTS = {
    contract.GEOPACKAGE: ".gpkg",
    contract.PROJECT: ".qgz",
    contract.PDF: ".pdf",
    contract.PNG: ".png",
    contract.REPORT: ".html",
    contract.REPORT_PDF: "_report.pdf",
}
MANY_FEATURES = 5000
"""Of a layer for which it pays that maps of the same run have it from one another."""
PICTURE_WIDTH = 900
"""Pixels of a map in the report beside the main one."""


@dataclass(frozen=True)
class ProductStyle:
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


@dataclass(frozen=True)
class Base:
    """Someone's project, and the folder in which the bundle will stand."""

    project: Path
    home: Path


def write_bundle(
    outcome: Clustered,
    folder: Path,
    press: ProductStyle,
    parameters: Mapping,
    progress: Progress = SILENT,
    *,
    facts: Mapping = MappingProxyType({}),
    manifest: str = MANIFEST,
    extras: Collection[str] = (),
    base: Base | None = None,
    zipped: bool = False,
    lies_in: Path | None = None,
    made: datetime.date | None = None,
) -> dict[str, str]:
    """Write GeoPackage, project, map (PDF and PNG), report, the challenge and catalogue that were used, and manifest.

    Parameters
    ----------
    folder : Path
        Best one of `outputs.whole_folder`, so that all files appear, or none.
    parameters : mapping
        What the run was asked, for the manifest.
    facts : mapping
        What else the manifest says.
    manifest : str
        The manifest's name, best that of `bundles.manifest_name`.
    extras : collection of str
        Further files, for other programs: some of `model.choices.EXTRAS`.
    base : Base, optional
        Someone's project that the layers come into; default one of their own.
    zipped : bool
        Write all of it into a zip too.
    lies_in : Path, optional
        Where the folder will stand; default where it is.
    made : date, optional
        The day that the products bear as that of their making; default today.

    Returns
    -------
    dict of str to str
        Output name to file name.
    """
    name = outcome.indexed.collected.challenge.id
    closed = list_closed(base.project) if base and outcome.indexed.collected.audience != INTERNAL else []
    if closed:
        progress.warn(
            "The project holds {layers}, which may not be redistributed: pass the map on without its project. It is not in the zip.",
            layers=", ".join(f"'{one}'" for one in closed),
        )
    files = {output: folder / f"{name}{suffix}" for output, suffix in OUTPUTS.items()}
    integrated = integrate(outcome, progress)
    made = made or datetime.date.today()
    drawing = Drawing(outcome, files[contract.GEOPACKAGE], press.language, grey_service(outcome, press.language, progress), made)
    content = drawing.content()
    with fix_time(outcome.indexed.as_of), write_at_leisure(files[contract.GEOPACKAGE]):
        progress.step("Writing the GeoPackage")
        write_layers(outcome, integrated, files[contract.GEOPACKAGE], press.language, progress)
        progress.step("Drawing the map")
        pictures, further = draw(drawing, content, files, press, extras, base, progress)
        tell_origins(drawing, files[contract.GEOPACKAGE])
        settle_geopackage(files[contract.GEOPACKAGE], outcome.indexed.as_of, progress)
    certainty = draw_ranks(outcome.indexed, progress)
    smooth = compare_with_smooth_cities(outcome, progress)
    areas = cluster_areas(outcome.indexed, progress)
    progress.step("Writing the report")
    write_report(
        files[contract.REPORT],
        outcome.indexed,
        press.language,
        certainty,
        outcome,
        pictures,
        press.theme,
        files[contract.REPORT_PDF],
        progress,
        smooth=smooth,
        areas=areas,
        made=made,
    )
    collected = outcome.indexed.collected
    root = common_folder([*used_files(collected.catalogue, collected.challenge), *paths_in(parameters)])
    listed = [*files.values(), *keep_inputs(collected, folder, root), *further]
    results = {"finding": content.title, "cluster_count": len(outcome.clusters), "background": drawing.background_name}
    files[contract.MANIFEST] = folder / manifest
    told = account(outcome.indexed, public_parameters(parameters, root), **results) | dict(facts)
    write_manifest(files[contract.MANIFEST], told | {SOURCES: public_folder(root, str(lies_in or folder))}, listed)
    if zipped:
        files[contract.ZIP] = folder / f"{name}.zip"
        packed = [one for one in (*listed, files[contract.MANIFEST]) if not closed or one != files[contract.PROJECT]]
        pack(files[contract.ZIP], folder, packed, outcome.indexed.as_of, progress)
    progress.update(1.0)
    return {output: path.name for output, path in files.items()}


def write_layers(outcome: Clustered, integrated: Features, path: Path, language: Language, progress: Progress) -> None:
    """Write units, clusters, the integrated layer, and each used layer that may be passed on, with what is known of it.

    Layers of many features come first into the file, so that other maps of the same run begin with a copy of it.
    """
    in_words = pd.Series(words.cluster_lines(outcome, language), dtype=object)
    tables = []
    for layer, title, features in (
        (UNITS, language.tr("Areas"), outcome.unit_features.without(outcome.indexed.collected.held_back_of_units)),
        (CLUSTERS, group_texts(outcome.indexed.collected.challenge, language)["several"], cluster_features(outcome, in_words=in_words)),
        (INTEGRATED, language.tr("Integrated layer"), integrated),
    ):
        aliases = {field: meaning.title for field, meaning in meanings(outcome, layer, language).items()}
        tables.append(GeopackageTable(layer, features, title, aliases=aliases, wkb_type=Qgis.WkbType.MultiPolygon))
    for record, features in list_redistributable(outcome.indexed.collected):
        aliases = aliases_of(outcome.indexed.collected.layers[record.id], language)
        tables.append(GeopackageTable(record.id, features, record.title.of(language.code), aliases=aliases))
    large = [table for table in tables if len(table.features) >= MANY_FEATURES]
    large.sort(key=lambda table: (-len(table.features), table.name))
    if large:
        write_large(large, path, outcome.indexed.as_of, progress)
    rest = [table for table in tables if len(table.features) < MANY_FEATURES]
    write_tables(path, rest, progress, order=[table.name for table in tables])


def write_large(tables: Sequence[GeopackageTable], path: Path, day: datetime.date, progress: Progress) -> None:
    """Write layers of many features; what other maps of the same run wrote of these before is copied."""
    folder = shared_folder()
    if folder is None:
        for table in tables:
            write_tables(path, [table], progress)
        return

    def write_one_more(number: int, before: Path | None) -> Path:
        """Return a file with the layers up to ``number``, of which another holds all but the last."""
        file = Path(tempfile.mkdtemp(dir=folder)) / path.name
        if before:
            shutil.copyfile(before, file)
        write_tables(file, [tables[number]], progress)
        return file

    begun: Path | None = None
    with said_when_refused(path):
        for number in range(len(tables)):
            some = tables[: number + 1]
            words = tuple((table.name, table.title, tuple(table.aliases.items())) for table in some)
            write = partial(write_one_more, number, begun)
            begun = make_once(write, [table.features for table in some], "file_with_large_layers", day, words)
        if begun:
            shutil.copyfile(begun, path)


def tell_origins(drawing: Drawing, path: Path) -> None:
    """Write what is known of each layer beside it."""
    origins = {record.id: drawing.metadata(record) for record, _ in list_redistributable(drawing.outcome.indexed.collected)}
    write_metadata(path, origins | {table: drawing.result_metadata(table) for table in (UNITS, CLUSTERS, INTEGRATED)})


def draw(
    drawing: Drawing,
    content: MapContent,
    files: Mapping[str, Path],
    press: ProductStyle,
    extras: Collection[str],
    base: Base | None,
    progress: Progress,
) -> tuple[ReportPictures, list[Path]]:
    """Make the project with its map, print it, and return the pictures for the report, and the further files that were asked."""
    indexed = drawing.outcome.indexed
    challenge, crs = indexed.collected.challenge, indexed.collected.units.crs
    title, contents = challenge.title.of(press.language.code), {**contents_of(drawing), press.language.code: content}
    project = make_project(list(drawing.entries()), crs, title, press.theme, press.language, contents, progress)
    try:
        show_extent(project, content.extent)
        abstract = f"{content.title}. {content.question}"
        describe(project, abstract, challenge.owner, drawing.made)
        serve(project, abstract, challenge.owner, content.extent)
        layout = build_map(project, content, press.paper, press.orientation, press.language, press.theme, progress=progress)
        export(layout, files[contract.PDF], "pdf", progress=progress)
        export(layout, files[contract.PNG], "png", progress=progress)
        save_project(project, files[contract.PROJECT])
        changes = {one.id: map_picture(project, proposal_key(one.id), content.extent) for one in challenge.proposals}
        if base:
            write_joined(drawing, contents, files, press, base)
        further = write_extras(extras, drawing, project, files[contract.PROJECT].with_suffix(""), progress)
        keep_styles(project)  # last: after QGIS has written to a GeoPackage, what reads it already finds nothing any more
    finally:
        project.clear()
    return ReportPictures(files[contract.PNG].read_bytes(), changes), further


def contents_of(drawing: Drawing) -> dict[str, MapContent]:
    """Return what a map says in each language, so that it can be printed in any."""
    return {code: replace(drawing, language=Language(code)).content() for code in LANGUAGES}


def write_joined(drawing: Drawing, contents: Mapping[str, MapContent], files: Mapping[str, Path], press: ProductStyle, base: Base) -> None:
    """Write someone's project with the layers in it, instead of one of their own."""
    title = drawing.outcome.indexed.collected.challenge.title.of(press.language.code)
    project = join(base.project, drawing.entries(), title, contents, press.theme, press.language)
    try:
        save_joined(project, files[contract.PROJECT], files[contract.GEOPACKAGE], base.home)
    finally:
        project.clear()


def map_picture(project: QgsProject, key: str, extent: Sequence[float]) -> Picture:
    """Return one layer of the project, by its key, with its legend."""
    layer = next(layer for layer in project.mapLayers().values() if layer.customProperty(KEY_PROPERTY) == key)
    ground = QgsRectangle(*extent)
    height = max(1, round(PICTURE_WIDTH * ground.height() / ground.width()))
    png = png_of([layer], project.crs(), ground, PICTURE_WIDTH, height)
    legend = [(item.symbol().color().name(), item.label()) for item in layer.renderer().legendSymbolItems()]
    return Picture(png, tuple(legend))


def keep_styles(project: QgsProject) -> None:
    """Save each table's looks in the GeoPackage: of the layer with its name, as the index has that of the units, else of the first one."""
    looks: dict[str, QgsVectorLayer] = {}
    for layer in project.layerTreeRoot().layerOrder():
        table = layer.source().partition("layername=")[2] if isinstance(layer, QgsVectorLayer) else ""
        if table and (table not in looks or layer_key(layer) == table):
            looks[table] = layer
    for layer in looks.values():
        save_default(layer)
