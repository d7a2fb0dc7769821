"""A folder of files: a record for each layer and table in it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qgis.core import Qgis, QgsCoordinateTransformContext, QgsProviderSublayerDetails, QgsWkbTypes

from ...model.errors import OpgaveError
from ...model.record import Source
from ...model.source_kinds import SHEETS, kind_of_file, kind_of_zip, source_facts
from ...qgis_io.geopackage_paths import openable
from ...qgis_io.opening import list_sublayers, refuse_indirect
from .address import HarvestAddress
from .found_layer import FoundLayer

MAY_HOLD_ANYTHING = (".json", ".zip")
"""Endings of files that need not hold a layer at all."""
GEOMETRIES = {
    Qgis.GeometryType.Point: "point",
    Qgis.GeometryType.Line: "line",
    Qgis.GeometryType.Polygon: "polygon",
    Qgis.GeometryType.Null: "none",
}


def harvest_folder(place: HarvestAddress) -> Iterator[FoundLayer]:
    """Yield the layers of all files in a folder and those below it; the paths are relative to it."""
    top = Path(place.address)
    if not top.exists():
        raise OpgaveError("The folder '{path}' is not there: check the path.", path=top)
    files = [top] if top.is_file() else sorted(path for path in top.rglob("*") if kind_of_file(path) and is_seen(path, top))
    base = top.parent if top.is_file() else top
    for position, path in enumerate(files):
        place.progress.update(position / len(files))
        needs = source_facts(kind_of_file(path)).needs
        if needs:
            place.progress.note("'{path}' is left out: a record of it has to say what to take, as '{option}'.", path=path, option=needs)
            continue
        try:
            refuse_indirect(path)
        except OpgaveError as error:
            place.progress.warn("{reason}", reason=error)
            place.skip("file", path.relative_to(base).as_posix())
            continue
        found = list(layers(path, base))
        if not found and path.suffix.lower() not in MAY_HOLD_ANYTHING:
            place.progress.warn("'{path}' cannot be read, and is left out.", path=path)
            place.skip("file", path.relative_to(base).as_posix())
        yield from found


def is_seen(path: Path, top: Path) -> bool:
    """Whether a file is one that a person put there: not hidden, nor in a hidden folder."""
    return path.is_file() and not any(part.startswith(".") for part in path.relative_to(top).parts)


def layers(path: Path, base: Path) -> Iterator[FoundLayer]:
    """Yield the layers of a file; none of one whose ending no kind of source has."""
    kind = kind_within(path) or kind_of_file(path)
    if not kind:
        return
    facts = source_facts(kind)
    if facts.member:
        yield layer_found(path, base, kind, "", "point")
        return
    if facts.rows:
        names = sheets(path) if facts.columns == SHEETS else [path.stem]
        for name in names:
            yield layer_found(path, base, kind, name if len(names) > 1 else "", "none")
        return
    parts = list_sublayers(openable(path), with_pictures=True)
    wanted = Qgis.LayerType.Vector if facts.columns else Qgis.LayerType.Raster
    parts = [part for part in parts if part.type() == wanted]
    for part in parts:
        name = part.name() if len(parts) > 1 or facts.container else ""
        yield describe_layer(layer_found(path, base, kind, name, geometry(part)), part)


def kind_within(path: Path) -> str:
    """Return the kind that the files in a zip show; empty for another file."""
    if not zipfile.is_zipfile(path):
        return ""
    with zipfile.ZipFile(path) as archive:
        return kind_of_zip(archive.namelist())


def sheets(path: Path) -> list[str]:
    """Return the sheets of a workbook."""
    return [part.name() for part in list_sublayers(path)]


def geometry(part: QgsProviderSublayerDetails) -> str:
    """Return a layer's type of geometry."""
    return "raster" if part.type() == Qgis.LayerType.Raster else geometry_word(part.wkbType())


def geometry_word(kind: Qgis.WkbType) -> str:
    """Return a record's word for a type of geometry; empty where it may be any."""
    if kind in (Qgis.WkbType.Unknown, Qgis.WkbType.GeometryCollection):
        return ""
    return GEOMETRIES.get(QgsWkbTypes.geometryType(kind), "")


def layer_found(path: Path, base: Path, kind: str, layer: str, geometry: str) -> FoundLayer:
    """Return a layer of a file under the names of both."""
    relative = path.relative_to(base).as_posix()
    return FoundLayer(
        identity=f"{relative}:{layer}" if layer else relative,
        prefix="file",
        source=Source(kind, relative, layer),
        title=layer or path.stem,
        publisher=base.resolve().name,
        publisher_kind="city",
        geometry=geometry,
        base=str(base.resolve()),
    )


def describe_layer(found: FoundLayer, part: QgsProviderSublayerDetails) -> FoundLayer:
    """Return what was found with what the layer itself says: its coordinate system, and metadata that someone wrote into it."""
    options = QgsProviderSublayerDetails.LayerOptions(QgsCoordinateTransformContext())
    options.loadDefaultStyle = False
    layer = part.toLayer(options)
    if layer is None or not layer.isValid():
        return found
    metadata = layer.metadata()
    contact = next(iter(metadata.contacts()), None)
    return replace(
        found,
        title=metadata.title() or found.title,
        abstract=metadata.abstract(),
        language=metadata.language(),
        publisher=(contact.organization or contact.name if contact else "") or found.publisher,
        contact=contact.email if contact else "",
        licences=tuple(filter(None, [*metadata.licenses(), *metadata.rights()])),
        crs=layer.crs().authid(),
        keywords=tuple(word for words in metadata.keywords().values() for word in words),
    )
