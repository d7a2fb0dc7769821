"""Several records at once: one GeoPackage, a project that holds the services too, and a report of what they are."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from qgis.core import Qgis, QgsCoordinateTransformContext, QgsRectangle, QgsWkbTypes

from ..cartography.live_layers import LiveLayer, open_live
from ..cartography.pictures import check_picture, drawn_as, fit_matrix_set, picture_uri, provider_of
from ..cartography.project import LayerEntry, make_project, save_project, show_extent
from ..cartography.style import Style
from ..cartography.theme import theme
from ..model.catalogue import Catalogue
from ..model.errors import Cancelled, Mistakes, OpgaveError
from ..model.geography import LAMBERT_72
from ..model.progress import SILENT, Progress
from ..model.record import LayerRecord
from ..model.source_kinds import source_facts
from ..model.text import field_name
from ..qgis_io.crs import crs_text
from ..qgis_io.layer_metadata import layer_metadata, write_metadata
from ..qgis_io.rasters import write_raster
from ..qgis_io.value_lists import write_value_lists
from ..qgis_io.writing import field_names, geometry_type, write_geopackage
from ..sources.loading.load import Loaded, load_cells, load_record
from ..sources.network.sentences import per_host
from ..texts.language import Language

HOUSE_STYLES = ("water", "parks", "roads", "boundary")
"""Styles that a record may name; any other is a file."""
DRAWN_FIRST = (
    Qgis.GeometryType.Point,
    Qgis.GeometryType.Line,
    Qgis.GeometryType.Polygon,
    Qgis.GeometryType.Unknown,
    Qgis.GeometryType.Null,
)
"""What stands above what in a project: else areas would cover the points in them."""
STYLE_FILES = (".qml", ".sld")


@dataclass(frozen=True)
class WantedRecords:
    """How records are to be loaded.

    Attributes
    ----------
    extent, target_crs
        As for `load_record`.
    join : bool
        Give tables the geometry of the layer they are joined to.
    go_on : bool
        Leave out records that fail, instead of failing.
    pictures : bool
        Ask services of pictures whether they answer; without a project to hold them they are left out.
    live : bool
        Leave features where they are, for the project to show, where a record `can_be_live`.
    """

    extent: QgsRectangle | None = None
    target_crs: str = ""
    join: bool = False
    go_on: bool = False
    pictures: bool = True
    live: bool = False
    transform_context: QgsCoordinateTransformContext | None = None


@dataclass
class GatheredRecords:
    """What came of the records.

    Attributes
    ----------
    layers : list of Loaded
        Layers that are written: those that may be passed on, and those of which nobody says it, for one's own use.
    withheld : list of Loaded
        Layers whose terms forbid that their features are passed on.
    pictures : list of LayerRecord
        Services that only a project can hold.
    live : list of LiveLayer
        Features that the project shows from where they are.
    failures : dict of record id to OpgaveError
    extent : QgsRectangle or None
        Of what was asked for.
    """

    layers: list[Loaded] = field(default_factory=list)
    withheld: list[Loaded] = field(default_factory=list)
    pictures: list[LayerRecord] = field(default_factory=list)
    live: list[LiveLayer] = field(default_factory=list)
    failures: dict[str, OpgaveError] = field(default_factory=dict)
    extent: QgsRectangle | None = None

    @property
    def rasters(self) -> list[Loaded]:
        """Those of the layers that have cells."""
        return [loaded for loaded in self.layers if loaded.raster is not None]

    @property
    def feature_count(self) -> int:
        """How many features may be written."""
        return sum(len(loaded.features) for loaded in self.layers)


def gather(ids: Sequence[str], catalogue: Catalogue, wanted: WantedRecords, progress: Progress = SILENT) -> GatheredRecords:
    """Load records one after the other.

    Raises
    ------
    Mistakes
        With one sentence for each record that fails, unless ``wanted.go_on``; also when all fail.
    """
    gathered = GatheredRecords(extent=wanted.extent)
    for number, id in enumerate(ids):
        progress.update(number / len(ids))
        try:
            take(catalogue.get(id), catalogue, wanted, gathered, progress)
        except Cancelled:
            raise
        except OpgaveError as error:
            gathered.failures[id] = error
    failures = per_host(gathered.failures.values())
    if failures and (not wanted.go_on or len(gathered.failures) == len(ids)):
        raise Mistakes(failures)
    for failure in failures:
        progress.warn("{reason}", reason=failure)
    return gathered


def take(record: LayerRecord, catalogue: Catalogue, wanted: WantedRecords, gathered: GatheredRecords, progress: Progress) -> None:
    """Load one record and put it where it belongs."""
    if drawn_as(record):
        take_picture(record, wanted, gathered, progress)
        return
    if wanted.live and record.can_be_live:
        gathered.live.append(open_live(record, progress))
        return
    if source_facts(record.source.kind).cells:
        keep(load_cells(record, wanted.extent, progress), gathered, progress)
        return
    loaded = load_record(
        record,
        extent=wanted.extent,
        target_crs=wanted.target_crs,
        progress=progress,
        catalogue=catalogue if wanted.join else None,
        transform_context=wanted.transform_context,
    )
    keep(loaded, gathered, progress)


def keep(loaded: Loaded, gathered: GatheredRecords, progress: Progress) -> None:
    """Put a loaded layer where its terms let it belong."""
    record = loaded.record
    if record.redistribution == "yes":
        gathered.layers.append(loaded)
        return
    if not record.licence.name:
        gathered.layers.append(loaded)
        progress.warn(
            "'{record}' has no known licence: it is written for your own use, and marked as not to be redistributed.", record=record.title
        )
        return
    gathered.withheld.append(loaded)
    progress.warn("'{record}' is for internal use only ({terms}) and was not loaded.", record=record.title, terms=record.licence.name)


def take_picture(record: LayerRecord, wanted: WantedRecords, gathered: GatheredRecords, progress: Progress) -> None:
    """Take a service of pictures when there is a project to hold it."""
    if wanted.pictures:
        record = fit_matrix_set(record, wanted.target_crs, progress)
        check_picture(record)
        gathered.pictures.append(record)
    else:
        progress.note("'{record}' is a map service, which only a project can hold, and was left out.", record=record.title)


def write_layers(gathered: GatheredRecords, path: Path, language: Language, progress: Progress = SILENT) -> None:
    """Write the layers to a GeoPackage, each under its record's id; a raster as a file of its own beside it."""
    metadata = {}
    for number, loaded in enumerate(gathered.layers):
        progress.update(number / len(gathered.layers))
        record, features = loaded.record, loaded.features
        if loaded.raster is not None:
            write_raster(loaded.raster, raster_path(path, record), gathered.extent)
            continue
        words = {"title": marked_title(record, language), "description": record.description.of(language.code)}
        write_geopackage(path, record.id, features, aliases=aliases_of(loaded, language), progress=progress, **words)
        names = field_names(features.table)
        lists = value_lists_of(loaded, language)
        write_value_lists(path, record.id, {names[field]: values for field, values in lists.items() if field in names})
        metadata[record.id] = layer_metadata(record, loaded.date, features.crs, language, loaded.date_origin)
    if metadata:
        write_metadata(path, metadata)


def raster_path(geopackage: Path, record: LayerRecord) -> Path:
    """Return the file of a raster: beside the GeoPackage, after both."""
    return geopackage.with_name(f"{geopackage.stem}_{field_name(record.id)}.tif")


def aliases_of(loaded: Loaded, language: Language) -> dict[str, str]:
    """Return what people call the fields: as the record says, else as the source does."""
    return {field: label.alias for field, label in loaded.labels.items()} | titles_of(loaded.record, language)


def titles_of(record: LayerRecord, language: Language) -> dict[str, str]:
    """Return what a record calls its fields, those that it gives a title."""
    own = {field: spec.title.of(language.code) for field, spec in record.fields.items()}
    return {field: title for field, title in own.items() if title}


def value_lists_of(loaded: Loaded, language: Language) -> dict[str, dict]:
    """Return what coded values mean: as the record says, else as the source does."""
    own = {field: {code: text.of(language.code) for code, text in spec.values.items()} for field, spec in loaded.record.fields.items()}
    return {field: label.values for field, label in loaded.labels.items() if label.values} | {
        field: values for field, values in own.items() if values
    }


def write_project(gathered: GatheredRecords, path: Path, geopackage: Path | None, language: Language, progress: Progress = SILENT) -> None:
    """Write a project: points over lines over areas, and pictures below."""
    crs = next((loaded.features.crs for loaded in gathered.layers if loaded.features.crs), LAMBERT_72)
    placed = [(shape_of(loaded), layer_entry(loaded, geopackage, language)) for loaded in gathered.layers if geopackage]
    placed += [(live.geometry, live_entry(live, language)) for live in gathered.live]
    entries = [entry for _, entry in sorted(placed, key=lambda one: DRAWN_FIRST.index(one[0]))]
    entries += [picture_entry(record, language) for record in gathered.pictures]
    project = make_project(entries, crs, language.tr("Layers"), theme(), language, progress=progress)
    try:
        bounds = [shapely.total_bounds(loaded.features.geometry) for loaded in gathered.layers if loaded.features.crs == crs]
        if bounds:
            show_extent(project, [*np.min(bounds, axis=0)[:2].tolist(), *np.max(bounds, axis=0)[2:].tolist()])
        save_project(project, path)
    finally:
        project.clear()


def relative_path(file: Path, folder: Path) -> str:
    """Return the path of a file from a folder; the whole path where the two lie on different drives."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        return file.as_posix()


def shape_of(loaded: Loaded) -> Qgis.GeometryType:
    """Return whether a layer has points, lines or areas; none for a table."""
    return QgsWkbTypes.geometryType(geometry_type(loaded.features.geometry))


def relink(made: Path, made_file: Path, project: Path, file: Path) -> None:
    """Have a project that was made in one place find a file of its layers from another place: where the two will stand.

    Paths may be relative or whole: the GeoPackage's own is replaced in both forms.

    Parameters
    ----------
    made, made_file : Path
        Where they are.
    project, file : Path
        Where they will be.
    """
    now, later = relative_path(made_file, made.parent), relative_path(file, project.parent)
    if now == later and made_file == file:
        return
    with zipfile.ZipFile(made) as archive:
        parts = [(part, archive.read(part)) for part in archive.infolist()]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts:
            for old, new in ((made_file.as_posix(), file.as_posix()), (now, later)):
                content = content.replace(old.encode("utf-8"), new.encode("utf-8"))
            archive.writestr(part, content, zipfile.ZIP_DEFLATED)


def layer_entry(loaded: Loaded, geopackage: Path, language: Language) -> LayerEntry:
    """Return a written layer's place in the project."""
    record, source = loaded.record, f"{geopackage}|layername={loaded.record.id}"
    title = marked_title(record, language)
    if loaded.raster is not None:
        metadata = layer_metadata(record, loaded.date, crs_text(loaded.raster.crs), language, loaded.date_origin)
        source = str(raster_path(geopackage, record))
        return LayerEntry(record.id, "", title, source, "gdal", style_file=style_file(record), metadata=metadata)
    style = house_style(record, loaded.features.crs)
    metadata = layer_metadata(record, loaded.date, loaded.features.crs, language, loaded.date_origin)
    return LayerEntry(record.id, "", title, source, style=style, style_file=style_file(record), metadata=metadata)


def marked_title(record: LayerRecord, language: Language) -> str:
    """Return a layer's title, which says so where it may not be passed on."""
    title = record.title.of(language.code)
    return title if record.may_travel else language.tr("{layer} (do not redistribute)", layer=title)


def live_entry(live: LiveLayer, language: Language) -> LayerEntry:
    """Return the place in the project of a layer that stays where it is."""
    record = live.record
    return LayerEntry(
        record.id,
        "",
        record.title.of(language.code),
        live.source,
        provider_of(record),
        style=house_style(record, live.crs),
        style_file=style_file(record),
        metadata=layer_metadata(record, record.date, live.crs, language),
        aliases={live.columns[name]: title for name, title in titles_of(record, language).items() if name in live.columns},
    )


def house_style(record: LayerRecord, crs: str) -> Style | None:
    """Return the house's style that a record names, or its plain one; None for a table."""
    return Style(record.style if record.style in HOUSE_STYLES else "plain") if crs else None


def style_file(record: LayerRecord) -> str:
    """Return the path of the style that a record names, relative to its catalogue; empty where it names none, or one of the house's.

    Raises
    ------
    OpgaveError
        It names neither.
    """
    if not record.style or record.style in HOUSE_STYLES:
        return ""
    if record.style.lower().endswith(STYLE_FILES):
        return str(Path(record.base, record.style))
    raise OpgaveError(
        "Layer '{record}': '{style}' is no style. Give one of {styles}, or the path of a file ({endings}), relative to the catalogue.",
        record=record.title_and_id,
        style=record.style,
        styles=", ".join(HOUSE_STYLES),
        endings=", ".join(STYLE_FILES),
    )


def picture_entry(record: LayerRecord, language: Language) -> LayerEntry:
    """Return a service's place in the project."""
    title, metadata = record.title.of(language.code), layer_metadata(record, record.date, "", language)
    return LayerEntry(record.id, language.tr("Background"), title, picture_uri(record), provider_of(record), metadata=metadata)
