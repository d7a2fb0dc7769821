"""Layers in, faces out: the overlay engine fed by QGIS's layers, one in memory at a time, its faces written as they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import shapely
from qgis.core import Qgis, QgsCoordinateTransformContext, QgsVectorLayer

from ..analysis.features import Features
from ..analysis.overlay.engine import Chunk, Overlay
from ..analysis.overlay.labels import Partition, Report
from ..analysis.overlay.memory import give_back
from ..analysis.overlay.operations import exploded, kept_faces
from ..analysis.overlay.partitioning import joined, output_area, part_of
from ..analysis.overlay.runners import Runner
from ..analysis.overlay.slivers import without_slivers
from ..analysis.overlay.tables import Column, FieldRule, LayerTable, parse_rules
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from ..model.text import field_name, numbered
from .columns import kind_in_table
from .crs import crs_text, require_projected
from .layer_stream import LayerStream
from .reading import number_column, read_features

TOLERATED_IMBALANCE = 1e-6
"""Part of a layer's area that may come out more or less before the user is warned."""


@dataclass(frozen=True)
class Wanted:
    """What an overlay is to give.

    Attributes
    ----------
    operation : str
        One of `operations.OPERATIONS`.
    at_least : int
        Layers that have to cover a face of an ``intersection``; 0 = all.
    fields : str
        Attributes to carry over, as `tables.parse_rules` reads them.
    grid_size : float
        Metres; 0 = as exact as numbers are.
    min_area : float
        Faces below this area go to a neighbour, m2.
    explode : bool
        A piece for each combination of one feature of each layer.
    """

    operation: str = "partition"
    at_least: int = 0
    fields: str = ""
    grid_size: float = 0.0
    min_area: float = 0.0
    explode: bool = False


@dataclass
class LayerOverlay:
    """An overlay of QGIS's polygon layers.

    Attributes
    ----------
    wanted : Wanted
    runner : Runner
    progress : Progress
    crs : str
        Coordinate system of the first layer, and of the faces.
    tables : list of LayerTable
        What is carried over from each layer.
    kinds : dict of str to str
        The faces' fields and what they hold.
    repaired : int
        Invalid polygons that were repaired.
    """

    wanted: Wanted
    runner: Runner
    progress: Progress = SILENT
    crs: str = ""
    tables: list[LayerTable] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    repaired: int = 0

    def read(self, layers: Sequence[QgsVectorLayer], transforms: QgsCoordinateTransformContext | None = None) -> None:
        """Read layers one after the other and take in their linework.

        Raises
        ------
        OpgaveError
            For fewer than one layer, one without polygons or in degrees, or a wrong rule.
        """
        self.crs = crs_text(layers[0].crs())
        require_projected(self.crs, layers[0].name())
        names = [layer.name() for layer in layers]
        keys = numbered(field_name(name) for name in names)
        rules = parse_rules(self.wanted.fields, keys, names)
        self.overlay = Overlay(self.runner, self.wanted.grid_size)
        self.first_feature = np.zeros(1, dtype="intp")
        self.input_area = np.zeros(len(layers))
        taken = iter(numbered(name for key, own in _by_layer(keys, rules) for name in field_names(key, own)))
        for number, (layer, (_, own)) in enumerate(zip(layers, _by_layer(keys, rules), strict=True)):
            self.progress.update(number / len(layers))
            fields = list(dict.fromkeys(rule.field for rule in own))
            features, counts = read_features(layer, fields, target_crs=self.crs, progress=self.progress, transform_context=transforms)
            require_polygons(features)
            self.repaired += len(counts.repaired)
            self.take_in(number, features, own, taken)
            del features
            give_back()

    def take_in(self, number: int, features: Features, rules: list[FieldRule], names: Iterator[str]) -> None:
        """Keep of a layer its linework and what is carried over."""
        area = shapely.area(features.geometry)
        self.input_area[number] = area.sum()
        self.overlay.add(features.geometry, int(self.first_feature[-1]))
        self.first_feature = np.append(self.first_feature, self.first_feature[-1] + len(features))
        count_name, ids_name = next(names), next(names)
        columns = [Column(next(names), rule.rule, rule_values(features, rule, self.progress)) for rule in rules]
        self.tables.append(LayerTable(count_name, ids_name, features.ids.astype(str).astype(object), area, columns))
        self.kinds |= {count_name: "int", ids_name: "text"}
        self.kinds |= {column.name: result_kind(column, features.table) for column in columns}

    def run(self) -> None:
        """Node everything and find the faces."""
        self.overlay.run(self.progress)

    def write(self, stream: LayerStream) -> tuple[int, Report]:
        """Write the faces; return how many there are, and what happened on the way."""
        if self.wanted.min_area or self.wanted.explode:
            return self._write_whole(stream)
        count, area = 0, np.zeros(len(self.tables))
        for rows, part_area in self.overlay.chunks(self._rows_of_chunk):
            stream.write(*rows)
            count, area = count + len(rows[0]), area + part_area
        return count, Report(self.input_area, area, self.overlay.grid_size)

    def _rows_of_chunk(self, chunk: Chunk):
        faces = part_of(chunk, self.first_feature)
        return self._rows(faces.where(self._kept(faces))), output_area(faces)

    def _write_whole(self, stream):
        """Slivers and pieces of several faces need all faces at once."""
        parts = list(self.overlay.chunks(lambda chunk: part_of(chunk, self.first_feature)))
        faces = joined(parts, len(self.tables))
        faces = Partition(faces.geometry, faces.labels, Report(self.input_area, output_area(faces), self.overlay.grid_size))
        if self.wanted.min_area:
            faces = without_slivers(faces, self.wanted.min_area, self.progress)
        faces = faces.where(self._kept(faces))
        if self.wanted.explode:
            faces = exploded(faces, self.progress)
        stream.write(*self._rows(faces))
        return len(faces), faces.report

    def _kept(self, faces: Partition) -> np.ndarray:
        return kept_faces(faces.labels, self.wanted.operation, self.wanted.at_least)

    def _rows(self, faces: Partition) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        size = shapely.area(faces.geometry)
        columns: dict[str, np.ndarray] = {}
        for table, labels in zip(self.tables, faces.labels, strict=True):
            columns |= table.fields(labels, size)
        return shapely.to_wkb(faces.geometry), columns

    def wkb_type(self) -> Qgis.WkbType:
        """Return the geometry type of the faces."""
        return Qgis.WkbType.MultiPolygon if self.wanted.explode else Qgis.WkbType.Polygon


def _by_layer(keys: list[str], rules: list[FieldRule]) -> list[tuple[str, list[FieldRule]]]:
    return [(key, [rule for rule in rules if rule.layer == number]) for number, key in enumerate(keys)]


def field_names(key: str, rules: list[FieldRule]) -> list[str]:
    """Return the names of the fields that a layer gives to faces."""
    return [f"{key}_count", f"{key}_ids"] + [f"{key}_{field_name(rule.field)}" for rule in rules]


def rule_values(features: Features, rule: FieldRule, progress: Progress = SILENT) -> np.ndarray:
    """Return the values of a field in the form that its rule takes."""
    if rule.needs_numbers:
        return number_column(features, rule.field, progress)
    column = features.table[rule.field]
    if rule.rule == "first" and kind_in_table(column) != "text":
        return column.to_numpy()
    known = column.notna()
    texts = column.astype(object).where(known, None)
    return np.array([None if value is None else str(value) for value in texts], dtype=object)


def result_kind(column: Column, table: pd.DataFrame) -> str:
    """Return what a field of the faces holds."""
    if column.rule == "list":
        return "text"
    return "float" if column.rule in ("sum", "mean", "max") else kind_in_table(pd.Series(column.values))


def require_polygons(features: Features) -> None:
    """Check that a layer covers ground."""
    dimension = shapely.get_dimensions(features.geometry)
    if not len(features):
        raise OpgaveError("Layer '{layer}' has no features with geometry: leave it out, or choose another filter.", layer=features.name)
    if np.any(dimension != 2):
        raise OpgaveError("Layer '{layer}' has features that are no polygons: choose a polygon layer.", layer=features.name)


def tell(report: Report, layers: Mapping[int, str], progress: Progress) -> None:
    """Report the balance of areas, and what became of slivers."""
    for number, name in layers.items():
        before, after = report.input_area[number], report.output_area[number]
        progress.note("Layer '{layer}': {before} m2 in, {after} m2 out.", layer=name, before=f"{before:.2f}", after=f"{after:.2f}")
    worst = report.imbalance().max(initial=0.0)
    if worst > TOLERATED_IMBALANCE and not report.grid:
        progress.warn("The area of a layer changed by {share} of it: please report this with the layers.", share=f"{worst:.1e}")
    if report.joined or report.dropped:
        progress.note(
            "{joined} slivers went to a neighbour and {dropped} had none and were left out: {area} m2.",
            joined=report.joined,
            dropped=report.dropped,
            area=f"{report.sliver_area:.2f}",
        )
