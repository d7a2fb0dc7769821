"""Layers in, faces out: the overlay engine fed by QGIS's layers, one in memory at a time, its faces written as they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import shapely
from qgis.core import Qgis, QgsCoordinateTransformContext, QgsWkbTypes

from ..analysis.features import Features
from ..analysis.overlay.attributes import NUMBER_RULES
from ..analysis.overlay.carriers import labelled_points, line_pieces
from ..analysis.overlay.engine import Chunk, OverlayEngine
from ..analysis.overlay.labels import Partition, Report
from ..analysis.overlay.memory import give_back
from ..analysis.overlay.operations import copy_items, explode_features, kept_faces
from ..analysis.overlay.partitioning import join_partitions, output_area, part_of
from ..analysis.overlay.slivers import without_slivers
from ..analysis.overlay.tables import CarriedColumn, FieldRule, LayerTable, parse_rules
from ..analysis.overlay.workplaces import Workplace
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from ..model.text import field_name, number_equals
from .columns import kind_in_table
from .crs import crs_text, require_projected, require_true_scale
from .inputs import InputLayer, names_of
from .layer_stream import LayerStream
from .reading import number_column, read_features
from .repair import promote

POINT, MULTI_POINT = 0, 4
TOLERATED_IMBALANCE = 1e-6
"""Part of a layer's area that may come out more or less before the user is warned."""


WRITTEN_TOGETHER = 65_536
"""Rows that are turned into what a file takes at once, where all faces are held."""
HELD_PER_VERTEX = 160
"""Bytes that faces take in memory for each vertex of the layers, as measured where all are held."""


@dataclass(frozen=True)
class OverlayRequest:
    """What an overlay is to give.

    Attributes
    ----------
    operation : str
        One of `model.choices.OVERLAY_OPERATIONS`.
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
    """An overlay of QGIS's layers.

    Attributes
    ----------
    wanted : OverlayRequest
    place : Workplace
    progress : Progress
    crs : str
        Coordinate system of the first layer, and of the result.
    tables : list of LayerTable
        What is carried over from each layer.
    kinds : dict of str to str
        The result's fields and what they hold.
    repaired : int
        Invalid polygons that were repaired.
    """

    wanted: OverlayRequest
    place: Workplace
    progress: Progress = SILENT
    crs: str = ""
    tables: list[LayerTable] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    repaired: int = 0

    def __post_init__(self) -> None:
        """Make room for what `keep` keeps."""

    def read(self, layers: Sequence[InputLayer], transforms: QgsCoordinateTransformContext | None = None) -> None:
        """Read layers one after the other and keep of each what is needed.

        Raises
        ------
        OpgaveError
            For a layer without features or in degrees, one that covers no ground where it should, or a wrong rule.
        """
        self.crs = crs_text(layers[0].sourceCrs())
        require_projected(self.crs, layers[0].sourceName())
        names = names_of(layers)
        keys = number_equals(field_name(name) for name in names)
        rules = parse_rules(self.wanted.fields, keys, names)
        by_layer = [(key, [rule for rule in rules if rule.layer == number]) for number, key in enumerate(keys)]
        free = iter(number_equals(name for key, own in by_layer for name in field_names(key, own)))
        for number, (layer, (_, own)) in enumerate(zip(layers, by_layer, strict=True)):
            self.progress.update(number / len(layers))
            if QgsWkbTypes.hasZ(layer.wkbType()) or QgsWkbTypes.hasM(layer.wkbType()):
                self.progress.note("Layer '{layer}': heights and measures are left out.", layer=layer.sourceName())
            fields = list(dict.fromkeys(rule.field for rule in own))
            features, counts = read_features(layer, fields, target_crs=self.crs, progress=self.progress, transform_context=transforms)
            if number == 0:
                require_true_scale(self.crs, features.geometry, layer.sourceName())
            self.require(number, features)
            self.repaired += len(counts.repaired)
            self.take_in(features, own, free)
            del features
            give_back()

    def take_in(self, features: Features, rules: list[FieldRule], names: Iterator[str]) -> None:
        """Keep of a layer its geometry and what is carried over."""
        count_name, ids_name = next(names), next(names)
        columns = [CarriedColumn(next(names), rule.rule, rule_values(features, rule, self.progress)) for rule in rules]
        size = self.keep(features.geometry)
        self.tables.append(LayerTable(count_name, ids_name, features.ids.astype(str).astype(object), size, columns))
        self.kinds |= {count_name: "int", ids_name: "text"}
        self.kinds |= {column.name: result_kind(column) for column in columns}

    def require(self, number: int, features: Features) -> None:
        """Check that a layer is of the kind that its place asks for."""
        require_dimension(features, 2)

    def keep(self, geometry: np.ndarray) -> np.ndarray:
        """Keep a layer's geometry; return the sizes by which its sums are shared, 0 where they are not."""
        raise NotImplementedError

    def run(self) -> None:
        """Do the work."""
        raise NotImplementedError

    def write(self, stream: LayerStream) -> tuple[int, Report | None]:
        """Write the result; return how many rows it has, and what happened on the way."""
        raise NotImplementedError

    def wkb_type(self) -> Qgis.WkbType:
        """Return the geometry type of the result."""
        raise NotImplementedError

    def rows(self, result: Partition, size: np.ndarray) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Return geometry as WKB and all fields, given the size of each row's geometry."""
        columns: dict[str, np.ndarray] = {}
        for table, labels in zip(self.tables, result.labels, strict=True):
            columns |= table.fields(labels, size)
        return shapely.to_wkb(result.geometry), columns

    def kept(self, result: Partition) -> Partition:
        """Return what the operation keeps."""
        return result.where(kept_faces(result.labels, self.wanted.operation, self.wanted.at_least))


class FaceOverlay(LayerOverlay):
    """Polygon layers become faces."""

    def __post_init__(self) -> None:
        self.overlay = OverlayEngine(self.place, self.wanted.grid_size)
        self.first_feature: np.ndarray = np.zeros(1, dtype="intp")
        self.input_area: list[float] = []

    def keep(self, geometry: np.ndarray) -> np.ndarray:
        area = shapely.area(geometry)
        self.overlay.add((geometry, int(self.first_feature[-1])))
        self.first_feature = np.append(self.first_feature, self.first_feature[-1] + len(geometry))
        self.input_area.append(area.sum())
        return area

    def run(self) -> None:
        if (self.wanted.min_area or self.wanted.explode) and self.overlay.is_spilled:
            self.progress.warn(
                "MIN_AREA and EXPLODE keep all faces in memory: for layers this large that takes {size} GB or more.",
                size=f"{self.overlay.linework.count * HELD_PER_VERTEX / 1e9:.1f}",
            )
        self.overlay.run(self.progress)

    def write(self, stream: LayerStream) -> tuple[int, Report | None]:
        if self.wanted.min_area or self.wanted.explode:
            return self._write_whole(stream)
        count, area = 0, np.zeros(len(self.tables))
        for rows, part_area in self.overlay.chunks(self._rows_of_chunk):
            stream.write(*rows)
            count, area = count + len(rows[0]), area + part_area
        return count, self._report(area)

    def _held(self, chunk: Chunk) -> tuple[Partition, np.ndarray]:
        """Slivers may join faces that an operation leaves out; without them what it leaves out need not be held."""
        faces = part_of(chunk, self.first_feature)
        return faces if self.wanted.min_area else self.kept(faces), output_area(faces)

    def wkb_type(self) -> Qgis.WkbType:
        return Qgis.WkbType.MultiPolygon if self.wanted.explode else Qgis.WkbType.Polygon

    def _report(self, output_area: np.ndarray) -> Report:
        return Report(np.array(self.input_area), output_area, self.overlay.grid_size)

    def _rows_of_chunk(self, chunk: Chunk) -> tuple[tuple[np.ndarray, dict[str, np.ndarray]], np.ndarray]:
        faces = part_of(chunk, self.first_feature)
        kept = self.kept(faces)
        return self.rows(kept, shapely.area(kept.geometry)), output_area(faces)

    def _write_whole(self, stream: LayerStream) -> tuple[int, Report | None]:
        """Slivers and pieces of several faces need all faces at once."""
        parts, areas = zip(*self.overlay.chunks(self._held), strict=True)
        faces = replace(join_partitions(list(parts), len(self.tables)), report=self._report(np.sum(areas, axis=0)))
        del parts
        if self.wanted.min_area:
            faces = self.kept(without_slivers(faces, self.wanted.min_area, self.progress))
        if self.wanted.explode:
            faces = explode_features(faces, self.progress)
            faces = replace(faces, geometry=promote(faces.geometry, self.wkb_type()))
        for part in faces.slices(WRITTEN_TOGETHER):
            stream.write(*self.rows(part, shapely.area(part.geometry)))
        return len(faces), faces.report


class CarrierOverlay(LayerOverlay):
    """A layer of lines or points, and polygon layers: pieces of lines, or points, with what covers them."""

    def __post_init__(self) -> None:
        self.geometries: list[np.ndarray] = []

    def require(self, number: int, features: Features) -> None:
        require_dimension(features, 2 if number else int(shapely.get_dimensions(features.geometry[:1]).max(initial=0)))

    def keep(self, geometry: np.ndarray) -> np.ndarray:
        first = not self.geometries
        self.geometries.append(geometry)
        return shapely.length(geometry) if first else np.zeros(len(geometry))

    def run(self) -> None:
        if self.wanted.min_area or self.wanted.grid_size:
            self.progress.note("MIN_AREA and GRID_SIZE are for faces: lines and points go without.")
        carriers, *layers = self.geometries
        if np.any(shapely.get_dimensions(carriers) == 1):
            self.result = self.kept(line_pieces(carriers, layers, self.place))
        else:
            self.result = self.kept(labelled_points(carriers, layers))
        if self.wanted.explode:
            self.result = copy_items(self.result)

    def write(self, stream: LayerStream) -> tuple[int, None]:
        self.result = replace(self.result, geometry=promote(self.result.geometry, self.wkb_type()))
        stream.write(*self.rows(self.result, shapely.length(self.result.geometry)))
        return len(self.result), None

    def wkb_type(self) -> Qgis.WkbType:
        kinds = set(np.unique(shapely.get_type_id(self.result.geometry)).tolist())
        if kinds <= {POINT}:
            return Qgis.WkbType.Point
        return Qgis.WkbType.MultiPoint if kinds <= {POINT, MULTI_POINT} else Qgis.WkbType.LineString


def overlay_of(layers: Sequence[InputLayer], wanted: OverlayRequest, place: Workplace, progress: Progress = SILENT) -> LayerOverlay:
    """Return the overlay that fits the first layer: faces, or pieces of lines and points."""
    faces = QgsWkbTypes.geometryType(layers[0].wkbType()) == Qgis.GeometryType.Polygon
    return (FaceOverlay if faces else CarrierOverlay)(wanted, place, progress)


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


def result_kind(column: CarriedColumn) -> str:
    """Return what a field of the result holds."""
    if column.rule == "list":
        return "text"
    return "float" if column.rule in NUMBER_RULES else kind_in_table(pd.Series(column.values))


def require_dimension(features: Features, dimension: int) -> None:
    """Check that a layer has features, and that all are polygons (2), or lines (1) or points (0)."""
    if not len(features):
        raise OpgaveError("Layer '{layer}' has no features with geometry: leave it out, or choose another filter.", layer=features.name)
    if np.any(shapely.get_dimensions(features.geometry) != dimension):
        if dimension == 2:
            raise OpgaveError(
                "Layer '{layer}' has features that are no polygons: only the first layer may be lines or points.", layer=features.name
            )
        raise OpgaveError("Layer '{layer}' mixes points, lines or polygons: split it first.", layer=features.name)


def report_areas(report: Report, layers: Sequence[str], progress: Progress) -> None:
    """Report the balance of areas, and what became of slivers."""
    for name, before, after in zip(layers, report.input_area, report.output_area, strict=True):
        progress.note("Layer '{layer}': {before} m2 in, {after} m2 out.", layer=name, before=f"{before:.2f}", after=f"{after:.2f}")
    for name, share in zip(layers, report.imbalance(), strict=True):
        if share > TOLERATED_IMBALANCE and not report.grid:
            progress.warn(
                "The area of layer '{layer}' changed by {share} of it: please report this with the layers.",
                layer=name,
                share=f"{share:.1e}",
            )
    if report.joined or report.dropped:
        progress.note(
            "{joined} slivers went to a neighbour and {dropped} had none and were left out: {area} m2.",
            joined=report.joined,
            dropped=report.dropped,
            area=f"{report.sliver_area:.2f}",
        )
