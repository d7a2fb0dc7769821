"""From QGIS layers to arrays: only the asked attributes, in one pass, every repair counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd
import shapely
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..analysis.features import Features
from ..analysis.light_features import LightFeatures, Packing
from ..model.errors import OpgaveError, ParameterName
from ..model.progress import SILENT, Progress, Unseen
from ..model.text import Text, did_you_mean
from .arrow import UNREAD, read_blocks, read_file
from .columns import find_grouped_texts, found_mark, from_values, is_missing_mark, kind_of, numbers_in_text
from .crs import Frame, crs_text, frame_for, read_crs, transform_geometry
from .feedback import feedback_of
from .inputs import EVERYTHING, InputLayer, Inputs, broken_layer_error, source_of
from .repair import from_wkb, promote, repair_polygons

CHECK_EVERY = 1000


@dataclass(frozen=True)
class ReadCounts:
    """What happened to the features of one layer on the way in.

    Attributes
    ----------
    total : int
        Features that filter and extent let through, the dropped ones included: one without geometry lies in any extent.
    given : int
        Features that the source gave: those too that only came near the extent.
    null_geometry, empty_geometry : int
        Dropped because they have no geometry, or an empty one.
    repaired : tuple of int
        Ids of the features whose polygon was invalid and has been repaired.
    reprojected : int
        Features taken to another coordinate system.
    curves : int
        Features whose arcs became lines.
    """

    total: int = 0
    null_geometry: int = 0
    empty_geometry: int = 0
    repaired: tuple[int, ...] = ()
    reprojected: int = 0
    curves: int = 0
    given: int = 0

    @property
    def dropped(self) -> int:
        """Features left out because there is nothing to see of them."""
        return self.null_geometry + self.empty_geometry

    def joined(self, other: ReadCounts) -> ReadCounts:
        """Return what happened to both parts of a layer."""
        return ReadCounts(*(one + also for one, also in zip(vars(self).values(), vars(other).values(), strict=True)))


@dataclass(frozen=True)
class Wish:
    """What is wanted of a layer: the arguments of `read_features` that every step needs."""

    kinds: Mapping[str, str]
    extent: QgsRectangle | None
    filter: str
    only: np.ndarray | None
    geometry: bool


class InputReader(Protocol):
    """An algorithm that has taken its inputs."""

    inputs: Inputs


def read_parameter(
    algorithm: InputReader,
    parameters: dict,
    name: str,
    context: QgsProcessingContext,
    fields: Sequence[str] | None = None,
    progress: Progress = SILENT,
    **options: Any,
) -> tuple[Features, ReadCounts]:
    """Read the layer that an algorithm was given, as it was when the algorithm took it: only the selection where the user asked for that.

    ``options`` are those of `read_features`.
    """
    options.setdefault("transform_context", context.transformContext())
    return read_features(given_layer(algorithm, parameters, name), fields, progress=progress, **options)


def given_layer(algorithm: InputReader, parameters: dict, name: str) -> InputLayer:
    """Return the layer that an algorithm was given, as it was when the algorithm took it.

    Raises
    ------
    OpgaveError
        None was given, or it cannot be read.
    """
    source = algorithm.inputs.layer(name)
    if source is None:
        value = parameters.get(name)
        named = value.source.staticValue() if isinstance(value, QgsProcessingFeatureSourceDefinition) else value
        raise OpgaveError("Parameter {name}: the layer '{value}' cannot be read.", name=ParameterName(name), value=named)
    return source


def read_features(
    source: QgsVectorLayer | QgsFeatureSource | InputLayer,
    fields: Sequence[str] | None = None,
    extent: QgsRectangle | None = None,
    target_crs: str = "",
    filter: str = "",
    progress: Progress = SILENT,
    *,
    only: np.ndarray | None = None,
    geometry: bool = True,
    keep_null: bool = False,
    repair: bool = True,
    source_crs: str = "",
    name: str = "",
    transform_context: QgsCoordinateTransformContext | None = None,
) -> tuple[Features, ReadCounts]:
    """Read a layer into arrays.

    Parameters
    ----------
    source : QgsVectorLayer, QgsFeatureSource or InputLayer
        A layer of this thread, or what was taken of one in another: what QGIS shows of it, with subset, edits, joins and virtual fields.
    fields : sequence of str, optional
        The attributes to read, in this order; default all.
    extent : QgsRectangle, optional
        Only features that intersect it. A `QgsReferencedRectangle` says its own coordinate system; a plain one is in the target's.
    target_crs : str
        Authority id or WKT to reproject to; empty leaves the layer's own.
    filter : str
        A QGIS expression, already checked where it came from elsewhere (`expressions.check_filter`).
    only : ndarray of int, optional
        Ids of the only features wanted.
    geometry : bool
        False reads attributes only, as if the layer were a table.
    keep_null : bool
        Keep features without geometry, with None, instead of dropping them.
    repair : bool
        False leaves invalid polygons as they are, for whoever asks after them.
    source_crs : str
        Coordinate system of a layer that does not say which it has.
    name : str
        The layer's name in messages and result; default its own.
    transform_context : QgsCoordinateTransformContext, optional
        Which transformations the user prefers; default those of the algorithm that runs, else the project's.

    Raises
    ------
    OpgaveError
        For a field or coordinate system that is not there, or coordinates that cannot be transformed.
    """
    source, name = source_of(source), name or source.sourceName()
    if isinstance(source, InputLayer) and not source.valid:
        raise broken_layer_error(name)
    spatial = geometry and source.wkbType() != QgsWkbTypes.Type.NoGeometry
    own_crs = source.sourceCrs() if source.sourceCrs().isValid() or not source_crs else read_crs(source_crs)
    frame = frame_for(name, own_crs, target_crs, extent if spatial else None, transform_context)
    wish = Wish(field_kinds(source, fields, name), frame.extent_at_source(), filter, only, spatial)
    wkb, columns, ids = read_raw(source, wish, progress)
    features = Features(name, wkb, pd.DataFrame(columns, index=range(len(ids))), "", ids)
    if frame.extent is not None or only is not None or getattr(source, "choice", EVERYTHING) is not EVERYTHING:
        features = by_id(features)
    if not spatial:
        return features, ReadCounts(total=len(ids), given=len(ids))
    shapes, curves = from_wkb(features.geometry)
    features = replace(features, geometry=promote(shapes, source.wkbType()))
    return bring_to_frame(features, frame, curves, keep_null, progress, repair)


def read_light(
    source: InputLayer,
    fields: Sequence[str],
    target_crs: str,
    filter: str = "",
    progress: Progress = SILENT,
    transform_context: QgsCoordinateTransformContext | None = None,
) -> tuple[Features, ReadCounts]:
    """Read a layer as `read_features` does, a large file block by block: points as coordinates, other shapes packed.

    What only the way through QGIS carries, and a layer of parts or of which a part is chosen, comes with geometries.
    """
    name, kind = source.sourceName(), source.wkbType()
    if not source.valid or source.file is None or source.list_wanted_ids() is not None or kind == QgsWkbTypes.Type.NoGeometry:
        return read_features(source, fields, target_crs=target_crs, filter=filter, progress=progress, transform_context=transform_context)
    frame = frame_for(name, source.sourceCrs(), target_crs, None, transform_context)
    kinds = field_kinds(source, fields, name)
    chosen = matching_ids(source, filter) if filter else None
    packing, counts, highest = Packing(), [ReadCounts()], -1
    tables, ids_of, xy = [], [np.empty(0, "int64")], [np.empty((0, 2))]
    try:
        for wkb, columns, ids in read_blocks(source.file, kinds, None, True, progress):
            shapes, curves = from_wkb(wkb)
            block = Features(name, promote(shapes, kind), pd.DataFrame(columns, index=range(len(ids))), "", ids)
            if chosen is not None:
                block = block.where(np.isin(ids, chosen))
            block, read = bring_to_frame(block, frame, curves, progress=Unseen(progress), tells=False)
            counts.append(read)
            tables.append(block.table)
            ids_of.append(block.ids)
            highest = max(highest, block.dimension)
            if source.is_of_points:
                xy.append(shapely.get_coordinates(block.geometry))
            else:
                packing.add(block.geometry)
    except UNREAD:
        return read_features(source, fields, target_crs=target_crs, filter=filter, progress=progress, transform_context=transform_context)
    total = reduce(ReadCounts.joined, counts)
    report(total, name, progress)
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(kinds))
    ids = np.concatenate(ids_of)
    nothing = np.broadcast_to(np.array(None, dtype=object), len(ids))
    points, packed = (np.concatenate(xy), None) if source.is_of_points else (None, packing.packed())
    return LightFeatures(name, nothing, table, crs_text(frame.target), ids, points, packed, highest), total


def by_id(features: Features) -> Features:
    """Return features in the order of their ids, those not saved yet (below 0) last: a source gives a part in an order of its own."""
    order = np.lexsort((np.abs(features.ids), features.ids < 0))
    table = features.table.iloc[order].reset_index(drop=True)
    return replace(features, geometry=features.geometry[order], table=table, ids=features.ids[order])


def bring_to_frame(
    features: Features,
    frame: Frame,
    curves: int = 0,
    keep_null: bool = False,
    progress: Progress = SILENT,
    repair: bool = True,
    tells: bool = True,
) -> tuple[Features, ReadCounts]:
    """Return features whose geometry, just read, is brought to the frame: reprojected, repaired, within the extent, not empty.

    ``curves`` is how many features had arcs; it only goes into the counts, which are told unless they are those of one block of many.
    """
    geometry, given = features.geometry, len(features)
    if frame.moves():
        geometry = transform_geometry(geometry, frame.transform(progress), features.name, progress)
    geometry, repaired = repair_polygons(geometry, progress) if repair else (geometry, np.zeros(given, dtype=bool))
    features = replace(features, geometry=geometry, crs=crs_text(frame.target))
    if frame.extent is not None:
        inside = shapely.intersects(geometry, rectangle(frame.extent_at_target())) | shapely.is_missing(geometry)
        features, repaired = features.where(inside), repaired[inside]
    missing, empty = shapely.is_missing(features.geometry), shapely.is_empty(features.geometry)
    counts = ReadCounts(
        total=len(features),
        null_geometry=0 if keep_null else int(missing.sum()),
        empty_geometry=0 if keep_null else int(empty.sum()),
        repaired=tuple(features.ids[repaired].tolist()),
        reprojected=len(features) if frame.moves() else 0,
        curves=curves,
        given=given,
    )
    if tells:
        report(counts, features.name, progress)
    return features if keep_null else features.where(~(missing | empty)), counts


def report(counts: ReadCounts, layer: str, progress: Progress) -> None:
    """Tell what was dropped, repaired and straightened."""
    if counts.dropped:
        progress.note(
            "Layer '{layer}': {count} of {total} features have no geometry and are left out.",
            layer=layer,
            count=counts.dropped,
            total=counts.total,
        )
    if counts.repaired:
        progress.note("Layer '{layer}': {count} invalid polygons repaired.", layer=layer, count=len(counts.repaired))
    if counts.curves:
        progress.note("Layer '{layer}': the arcs of {count} features became lines.", layer=layer, count=counts.curves)


def field_kinds(source: QgsFeatureSource | InputLayer, fields: Sequence[str] | None, layer: str) -> dict[str, str]:
    """Return what each wanted field holds.

    Raises
    ------
    OpgaveError
        For a field that the layer has not.
    """
    known = {field.name(): kind_of(field) for field in source.fields()}
    wanted = list(known) if fields is None else list(dict.fromkeys(fields))
    for field in wanted:
        if field not in known:
            raise missing_field(layer, field, list(known))
    return {field: known[field] for field in wanted}


def missing_field(layer: str | Text, field: str, known: Sequence[str]) -> OpgaveError:
    """Return the error for a field that is not there, with the likeliest one that is."""
    close = did_you_mean(field, known)
    if close:
        return OpgaveError("Layer '{layer}' has no field '{field}': did you mean '{close}'?", layer=layer, field=field, close=close)
    return OpgaveError(
        "Layer '{layer}' has no field '{field}'. It has: {fields}.", layer=layer, field=field, fields=", ".join(known) or "none"
    )


def read_raw(source: QgsFeatureSource | InputLayer, wish: Wish, progress: Progress) -> tuple[np.ndarray, dict[str, np.ndarray], np.ndarray]:
    """Return WKB, columns and ids: from the file itself where that says the same, else feature by feature."""
    if isinstance(source, InputLayer):
        if wish.extent is not None and source.extent is not None and wish.extent.contains(source.extent):
            wish = replace(wish, extent=None)  # features without geometry are met then, and counted
        chosen = source.list_wanted_ids()
        if chosen is not None:
            wish = replace(wish, only=among(np.array(chosen, dtype="int64"), wish.only))
        raw = raw_from_file(source, wish, progress)
        if raw is not None:
            return raw
    return read_one_by_one(source, wish, progress)


def raw_from_file(source: InputLayer, wish: Wish, progress: Progress) -> tuple[np.ndarray, dict[str, np.ndarray], np.ndarray] | None:
    """Return WKB, columns and ids from the file behind a layer; None where that does not say the same."""
    if source.file is None:
        return None
    if not Path(source.file.path).is_file():
        raise broken_layer_error(source.sourceName())
    raw = read_file(source.file, wish.kinds, wish.extent, wish.geometry, progress)
    chosen = chosen_ids(source, wish)
    if raw is None or chosen is None:
        return raw
    wkb, columns, ids = raw
    mask = np.isin(ids, chosen)
    return wkb[mask], {name: values[mask] for name, values in columns.items()}, ids[mask]


def chosen_ids(source: QgsFeatureSource | InputLayer, wish: Wish) -> np.ndarray | None:
    """Return the ids that filter and selection let through; None when there is neither."""
    if not wish.filter:
        return wish.only
    return among(matching_ids(source, wish.filter), wish.only)


def among(ids: np.ndarray, only: np.ndarray | None) -> np.ndarray:
    """Return the ids that are among others; None leaves all."""
    return ids if only is None else np.intersect1d(ids, only)


def matching_ids(source: QgsFeatureSource | InputLayer, filter: str) -> np.ndarray:
    """Return the ids (int64) of the features for which a QGIS expression holds; the provider evaluates it where it can."""
    request = QgsFeatureRequest().setFilterExpression(filter).setNoAttributes().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    return np.array([feature.id() for feature in source.getFeatures(request)], dtype="int64")


def read_one_by_one(
    source: QgsFeatureSource | InputLayer, wish: Wish, progress: Progress
) -> tuple[np.ndarray, dict[str, np.ndarray], np.ndarray]:
    """Return WKB, columns and ids in one pass over QGIS's features."""
    wkb, rows, ids = [], [], []
    indices = [source.fields().lookupField(name) for name in wish.kinds]
    for number, feature in enumerate(source.getFeatures(request_for(source, wish, indices, progress))):
        if number % CHECK_EVERY == 0:
            progress.check()
        wkb.append(feature.geometry().asWkb().data() if wish.geometry and feature.hasGeometry() else None)
        values = feature.attributes()
        rows.append([values[index] for index in indices])
        ids.append(feature.id())
    progress.check()
    columns = {name: from_values([row[place] for row in rows], kind) for place, (name, kind) in enumerate(wish.kinds.items())}
    return as_objects(wkb), columns, np.array(ids, dtype="int64")


def request_for(source: QgsFeatureSource | InputLayer, wish: Wish, indices: Sequence[int], progress: Progress) -> QgsFeatureRequest:
    """Return the request that reads no more than what is wanted."""
    request = QgsFeatureRequest().setSubsetOfAttributes(list(indices))
    request.setFeedback(feedback_of(progress))
    if not wish.geometry:
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    if wish.extent is not None:
        request.setFilterRect(wish.extent)
    if wish.only is not None:
        ids = among(matching_ids(source, wish.filter), wish.only) if wish.filter else wish.only
        request.setFilterFids(ids.tolist())
    elif wish.filter:
        request.setFilterExpression(wish.filter)
    return request


def as_objects(values: Sequence) -> np.ndarray:
    """Return an object array of the same length, whatever the values are."""
    result = np.empty(len(values), dtype=object)
    result[:] = values
    return result


def rectangle(extent: QgsRectangle) -> shapely.Geometry:
    """Return an extent as a polygon, prepared for many tests."""
    box = shapely.box(extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
    shapely.prepare(box)
    return box


def note_outside(layer: str, count: int, progress: Progress) -> None:
    """Note how many features of a layer lie in no unit; nothing where all lie in one."""
    if count:
        progress.note(
            "Layer '{layer}': 1 feature lies in no unit. | Layer '{layer}': {count} features lie in no unit.", layer=layer, count=count
        )


def number_column(features: Features, field: str, progress: Progress = SILENT, record: Text | None = None) -> np.ndarray:
    """Return a field as float64, NaN where missing; numbers that were stored as text are accepted when all of them are numbers.

    Parameters
    ----------
    record : Text, optional
        What messages call the record that the features are of. Publishers of records write ``*`` or ``x`` for what is missing; in a layer
        of anyone's, these are texts like any other.

    Raises
    ------
    OpgaveError
        For a field that is not there, or that holds something else than numbers.
    """
    if field not in features.table:
        raise missing_field(features.name, field, list(features.table))
    column = features.table[field]
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy(dtype=float)
    layer = record or features.name
    marks = is_missing_mark(column) & (record is not None)
    texts = column.mask(marks, None)
    numbers, wrong = numbers_in_text(texts)
    if wrong is None and not found_mark(texts):
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' holds numbers as text, such as '{value}', of which it cannot be known whether the mark"
            " separates thousands or decimals: write 'decimal' in the options of the layer's source, or make it a field of numbers.",
            field=field,
            layer=layer,
            value=find_grouped_texts(texts).iloc[0],
        )
    if wrong is not None:
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' should hold numbers but holds '{value}' in feature {feature}.",
            field=field,
            layer=layer,
            value=column.iloc[wrong],
            feature=features.ids[wrong] if len(features.ids) else wrong,
        )
    if marks.any():
        progress.note(
            "Field '{field}' of layer '{layer}': the values '{marks}' count as missing ({count}).",
            field=field,
            layer=layer,
            marks="', '".join(column[marks].unique()),
            count=int(marks.sum()),
        )
    if column.notna().any():
        progress.note("Field '{field}' of layer '{layer}': numbers stored as text are read as numbers.", field=field, layer=layer)
    return numbers


def refuse_negative(people: np.ndarray, field: str, layer: str) -> None:
    """Check that no number of inhabitants (NaN where not known) is negative.

    Raises
    ------
    OpgaveError
        One is.
    """
    if (people < 0).any():
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' holds a negative number of inhabitants ({value:g}): correct it, or leave the field out.",
            field=field,
            layer=layer,
            value=np.nanmin(people),
        )
