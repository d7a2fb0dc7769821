"""Which further files a bundle gets, and where they stand in it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from qgis.core import QgsProject

from ...model.choices import EXTRAS
from ...model.progress import SILENT, Progress
from ..integrated_map.drawing import Drawing
from .dictionary import describe_layers
from .geojson import write_geojson
from .looks import write_qml, write_sld
from .workbook import write_workbook


def write_extras(kinds: Collection[str], drawing: Drawing, project: QgsProject, stem: Path, progress: Progress = SILENT) -> list[Path]:
    """Write the further files that are asked, and return them.

    Parameters
    ----------
    kinds : collection of str
        Some of `model.choices.EXTRAS`.
    drawing : Drawing
        Its GeoPackage is written, and `project` holds its looks.
    stem : Path
        Path of the bundle's files, without what tells them apart.
    """
    written = []
    for kind in (kind for kind in EXTRAS if kind in kinds):
        progress.check()
        written += WRITERS[kind](drawing, project, stem, progress)
    return written


def _excel(drawing: Drawing, project: QgsProject, stem: Path, progress: Progress) -> list[Path]:
    path = stem.with_name(f"{stem.name}.xlsx")
    write_workbook(path, drawing.geopackage, describe_layers(drawing.outcome, drawing.language), drawing.language, progress)
    return [path]


def _geojson(drawing: Drawing, project: QgsProject, stem: Path, progress: Progress) -> list[Path]:
    layers = [one.layer for one in describe_layers(drawing.outcome, drawing.language)]
    return write_geojson(_folder(stem, "geojson"), drawing.geopackage, layers, progress)


def _qml(drawing: Drawing, project: QgsProject, stem: Path, progress: Progress) -> list[Path]:
    return write_qml(_folder(stem, "styles"), project, drawing.geopackage)


def _sld(drawing: Drawing, project: QgsProject, stem: Path, progress: Progress) -> list[Path]:
    return write_sld(_folder(stem, "styles"), project, drawing.geopackage)


def _folder(stem: Path, name: str) -> Path:
    folder = stem.with_name(f"{stem.name}.{name}")
    folder.mkdir(exist_ok=True)
    return folder


WRITERS = {"excel": _excel, "geojson": _geojson, "qml": _qml, "sld": _sld}
