"""Bundles that an integrated map left: found again, and read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from qgis.core import QgsVectorLayer

from ..analysis.features import Features
from ..model.challenge import Challenge
from ..model.errors import OpgaveError
from ..model.files import label, read_json
from ..model.progress import SILENT, Progress
from .reading import read_features

MANIFEST = "manifest.json"
PARTS = ("challenge", "as_of", "inputs", "results", "files")


@dataclass(frozen=True)
class Bundle:
    """The folder of an integrated map.

    Attributes
    ----------
    manifest : dict
        What ``manifest.json`` holds.
    """

    folder: Path
    manifest: dict

    @cached_property
    def challenge(self) -> Challenge:
        """The challenge as it was asked."""
        return Challenge.from_json(self.manifest["challenge"], MANIFEST)

    @property
    def as_of(self) -> datetime.date:
        """The day that ages were counted to."""
        return datetime.date.fromisoformat(self.manifest["as_of"])

    @property
    def geopackage(self) -> Path:
        """The file with the layers."""
        return self.file(".gpkg")

    def file(self, suffix: str) -> Path:
        """Return the bundle's file of a kind.

        Raises
        ------
        OpgaveError
            It has none, or it is gone.
        """
        name = next((name for name in self.manifest["files"] if name.endswith(suffix)), "")
        path = self.folder / name
        if not name or not path.is_file():
            raise OpgaveError("The bundle '{folder}' lacks its {suffix} file: make the map again.", folder=self.folder, suffix=suffix)
        return path

    def layer(self, table: str, title: str = "") -> QgsVectorLayer:
        """Return a layer of the GeoPackage.

        Raises
        ------
        OpgaveError
            There is no such layer.
        """
        layer = QgsVectorLayer(f"{self.geopackage}|layername={table}", title or table, "ogr")
        if not layer.isValid():
            raise OpgaveError("The bundle '{folder}' has no layer '{layer}': make the map again.", folder=self.folder, layer=table)
        return layer

    def read(self, table: str, progress: Progress = SILENT) -> Features:
        """Return the features of a layer."""
        return read_features(self.layer(table), progress=progress)[0]


def open_bundle(text: str) -> Bundle:
    """Return the bundle in a folder, or that a file belongs to: its manifest, or any file beside it.

    Raises
    ------
    OpgaveError
        There is no bundle, or its manifest cannot be read.
    """
    place = Path(text)
    folder = place if place.is_dir() else place.parent
    manifest = place if place.suffix == ".json" else folder / MANIFEST
    if not manifest.is_file():
        raise OpgaveError(
            "'{path}' is no bundle: give the folder that an integrated map was written to, with its manifest.json.", path=text
        )
    document = read_json(manifest)
    if not isinstance(document, dict) or not all(part in document for part in PARTS):
        raise OpgaveError("{where} is no manifest of an integrated map.", where=label(manifest))
    return Bundle(folder, document)
