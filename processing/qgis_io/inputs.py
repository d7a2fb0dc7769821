"""What an algorithm reads, taken in the thread where the layers live: the work goes on in another, where no layer may be touched.

From then on a layer may be edited, filtered, restyled or removed: what was taken stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsExpressionContext,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsFields,
    QgsLayerMetadata,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterCrs,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterVectorLayer,
    QgsProperty,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)

from ..model.errors import OpgaveError, ParameterName
from ..model.own_use import NO
from ..model.text import Text
from .opening import refuse_disguised
from .own_use import own_use_of

SHAPEFILE = "ESRI Shapefile"
DRIVERS = ("GPKG", SHAPEFILE, "GeoJSON", "FlatGeobuf")
NAMING_LAYERS = (
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterVectorLayer,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterExtent,
    QgsProcessingParameterCrs,
)
"""Parameters whose value may be a layer, which QGIS then opens; extents and coordinate systems may be those of one."""
ALL = -1
TRANSFORMS: ContextVar[QgsCoordinateTransformContext | None] = ContextVar("transforms", default=None)
"""Which transformations the user prefers, while an algorithm runs: the project itself is not asked outside its thread."""


@contextmanager
def preferring(transforms: QgsCoordinateTransformContext) -> Iterator[None]:
    """Have layers taken to another coordinate system by the transformations that the user prefers."""
    before = TRANSFORMS.set(transforms)
    try:
        yield
    finally:
        TRANSFORMS.reset(before)


@dataclass(frozen=True)
class PlainFile:
    """A layer that is nothing but a file: no join, no edits, nothing that only QGIS knows.

    Attributes
    ----------
    path : str
        The file.
    layer : str
        The layer's name in the file; empty for the only one.
    subset : str
        The layer's own filter, an SQL condition; empty for none.
    options : tuple of str
        OGR's open options.
    """

    path: str
    layer: str = ""
    subset: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """Which features of a layer are wanted.

    Attributes
    ----------
    only : list of int, optional
        Ids of the selected features, where only these are.
    filter : str
        An expression; empty for none.
    limit : int
        Only the first so many of these; `ALL`.
    context : QgsExpressionContext
        What the expression may refer to.
    """

    only: list[int] | None = None
    filter: str = ""
    limit: int = ALL
    context: QgsExpressionContext = field(default_factory=QgsExpressionContext)


EVERYTHING = Choice()


class InputLayer:
    """A layer as it was when it was taken: subset, edits that are not saved, joins and virtual fields included.

    It is asked as a feature source of QGIS's is, from any thread.

    Attributes
    ----------
    name : str
        What QGIS calls it: as in the layer tree, or as its file.
    file : PlainFile or None
        The file that alone says all that the layer says.
    source : str
        Its address, as its provider writes it.
    place : dict
        The parts of that address, as its provider names them.
    extent : QgsRectangle or None
        Where a file's features lie; None where asking takes long, or says nothing about a file.
    metadata : QgsLayerMetadata
    """

    def __init__(self, layer: QgsVectorLayer, choice: Choice = EVERYTHING):
        self.choice = choice
        self.provider = layer.providerType()
        self.valid = layer.isValid()
        self.source = layer.source()
        self.place = QgsProviderRegistry.instance().decodeUri(self.provider, self.source)
        self.is_whole = choice is EVERYTHING and not (layer.isEditable() or layer.subsetString() or layer.selectedFeatureCount())
        self.file = plain_file(layer)
        self.extent = layer.extent() if self.provider == "ogr" and not layer.subsetString() else None
        self.metadata = QgsLayerMetadata(layer.metadata())
        self.name, self._fields, self._crs, self._type = layer.name(), layer.fields(), layer.sourceCrs(), layer.wkbType()
        self._table = "" if layer.project() else self._table_behind_its_file()
        self._features = QgsVectorLayerFeatureSource(layer)

    def _table_behind_its_file(self) -> str:
        """Return the name of the table, where QGIS calls the layer after its file, as it does in a run without a project."""
        return self.place.get("layerName") or "" if self.name == Path(self.place.get("path") or "").stem else ""

    def sourceName(self) -> str:
        """Return what the layer is called: as in the layer tree; outside a project as its table, else as its file."""
        return self._table or self.name

    @property
    def own_use(self) -> str:
        """How it may not be redistributed, as `own_use.own_use_of` says."""
        return own_use_of(self.metadata)

    @property
    def title(self) -> str:
        """The title in the metadata of a layer that QGIS called after its file, with or without its table; else an empty text."""
        stem = Path(self.place.get("path") or "").stem
        after_file = not self._table and stem and (self.name == stem or self.name.startswith(f"{stem} \N{EM DASH} "))
        return self.metadata.title() if after_file else ""

    def rename(self, name: str) -> None:
        """Have it called by another name."""
        self._table = name

    def fields(self) -> QgsFields:
        """Return its fields, joined and virtual ones too."""
        return self._fields

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:
        """Return its coordinate system."""
        return self._crs

    def wkbType(self) -> QgsWkbTypes.Type:
        """Return its geometry type."""
        return self._type

    def is_table(self) -> bool:
        """Whether it holds no geometry."""
        return self._type == QgsWkbTypes.Type.NoGeometry

    def path(self) -> str:
        """Return the file that it lies in; empty where it is no file."""
        return self.place.get("path") or "" if self.provider == "ogr" else ""

    def getFeatures(self, request: QgsFeatureRequest) -> QgsFeatureIterator:
        """Return the layer's features that are asked for, chosen or not.

        Raises
        ------
        OpgaveError
            The source is not there any more.
        """
        found = self._features.getFeatures(request)
        if not found.isValid():
            raise broken_layer_error(self.sourceName())
        return found

    @property
    def is_of_points(self) -> bool:
        """Whether each of its features is one point."""
        return QgsWkbTypes.flatType(self._type) == QgsWkbTypes.Type.Point

    def list_wanted_ids(self) -> list[int] | None:
        """Return the ids of the features that are wanted; None for all."""
        choice = self.choice
        if not choice.filter and choice.limit == ALL:
            return choice.only
        request = QgsFeatureRequest().setNoAttributes().setFlags(QgsFeatureRequest.Flag.NoGeometry)
        if choice.filter:
            request.setFilterExpression(choice.filter).setExpressionContext(choice.context)
        ids: Iterator[int] = (feature.id() for feature in self.getFeatures(request))
        if choice.only is not None:
            ids = filter(set(choice.only).__contains__, ids)
        return list(ids if choice.limit == ALL else islice(ids, choice.limit))

    def is_empty(self) -> bool:
        """Whether there is no feature at all, or none chosen."""
        ids = self.list_wanted_ids()
        if ids is not None:
            return not ids
        request = QgsFeatureRequest().setLimit(1).setNoAttributes().setFlags(QgsFeatureRequest.Flag.NoGeometry)
        return next(iter(self.getFeatures(request)), None) is None


@dataclass(frozen=True)
class InputRaster:
    """A raster as it was when it was taken: what it is called, where it is read, and where it lies.

    Attributes
    ----------
    name : str or Text
    path : str
        The file; empty where a server or a database gives it.
    crs : QgsCoordinateReferenceSystem
        As the layer has it: a user may have set another than the file says.
    band : int
        Which band is read, the first 1.
    missing : tuple of float
        Values that mean that there are no data, beside those that the file itself says.
    classes : mapping of str to float
        The value of each class that is named, beside those that the file itself names.
    keeper : object
        What keeps a file of the moment on disk for as long as somebody has this.
    own_use : str
        How it may not be redistributed, as `own_use.own_use_of` says.
    """

    name: str | Text
    path: str
    crs: QgsCoordinateReferenceSystem
    band: int = 1
    missing: tuple[float, ...] = ()
    classes: Mapping[str, float] = field(default_factory=dict)
    keeper: object = None
    own_use: str = ""


@dataclass(frozen=True)
class Inputs:
    """All layers, extents and coordinate systems that an algorithm was given, by parameter.

    Attributes
    ----------
    extents : dict of str to QgsRectangle
        A `QgsReferencedRectangle` where the input says the coordinate system.
    project_crs : QgsCoordinateReferenceSystem
    project_file : str
        Of the open project; empty where there is none, or it was never saved.
    """

    taken: dict[str, list[InputLayer | str]] = field(default_factory=dict)
    rasters: dict[str, InputRaster] = field(default_factory=dict)
    extents: dict[str, QgsRectangle] = field(default_factory=dict)
    systems: dict[str, QgsCoordinateReferenceSystem] = field(default_factory=dict)
    project_crs: QgsCoordinateReferenceSystem = field(default_factory=QgsCoordinateReferenceSystem)
    project_file: str = ""

    @property
    def closed(self) -> dict[str, str]:
        """By what they are called the layers that may not be redistributed, with how, as `own_use.own_use_of` says."""
        layers = [one for some in self.taken.values() for one in some if isinstance(one, InputLayer)]
        given = [(one.title or one.sourceName(), one.own_use) for one in layers]
        given += [(str(one.name), one.own_use) for one in self.rasters.values()]
        # of layers of one name the one that may the least: an open one does not open the others
        return {name: how for name, how in sorted(given, key=lambda one: (one[1] != "", one[1] == NO)) if how}

    def names(self) -> list[str]:
        """Return what the layers given are called, vectors before rasters, each once."""
        layers = [one for some in self.taken.values() for one in some if isinstance(one, InputLayer)]
        return list(dict.fromkeys([*(one.title or one.sourceName() for one in layers), *(str(one.name) for one in self.rasters.values())]))

    def layer(self, name: str) -> InputLayer | None:
        """Return the layer of a parameter; None where none was given, or it could not be opened."""
        return next(iter(self.layers(name)), None)

    def layers(self, name: str) -> list[InputLayer]:
        """Return the layers of a parameter.

        Raises
        ------
        OpgaveError
            One of them is no vector layer.
        """
        layers = []
        for one in self.taken[name]:
            if isinstance(one, str):
                raise OpgaveError("{name}: '{layer}' is no vector layer.", name=ParameterName(name), layer=one)
            layers.append(one)
        return layers


def check_files(algorithm: QgsProcessingAlgorithm, parameters: dict) -> None:
    """Look at the files that an algorithm is given as layers, before QGIS opens them.

    Raises
    ------
    OpgaveError
        See `refuse_disguised`.
    """
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, NAMING_LAYERS):
            value = parameters.get(definition.name())
            several = value.split(";") if isinstance(value, str) and isinstance(definition, QgsProcessingParameterMultipleLayers) else value
            for one in several if isinstance(several, list | tuple) else [several]:
                source = one.source if isinstance(one, QgsProcessingFeatureSourceDefinition) else one
                source = source.staticValue() if isinstance(source, QgsProperty) else source
                if isinstance(source, str):
                    refuse_disguised(source)


def take_inputs(algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext) -> Inputs:
    """Take all that an algorithm was given; to be called in the thread where the layers live."""
    project = context.project()
    inputs = Inputs() if project is None else Inputs(project_crs=project.crs(), project_file=project.fileName())
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        if isinstance(definition, QgsProcessingParameterFeatureSource | QgsProcessingParameterVectorLayer):
            inputs.taken[name] = list(filter(None, [input_layer(algorithm, parameters, name, context)]))
        elif isinstance(definition, QgsProcessingParameterMultipleLayers) and definition.layerType() != QgsProcessing.SourceType.TypeFile:
            inputs.taken[name] = [take_layer(layer) for layer in algorithm.parameterAsLayerList(parameters, name, context)]
        elif isinstance(definition, QgsProcessingParameterRasterLayer):
            raster = algorithm.parameterAsRasterLayer(parameters, name, context)
            if raster is not None:
                inputs.rasters[name] = take_raster(raster)
        elif isinstance(definition, QgsProcessingParameterExtent):
            inputs.extents[name] = extent_of(algorithm, parameters, name, context)
        elif isinstance(definition, QgsProcessingParameterCrs):
            inputs.systems[name] = algorithm.parameterAsCrs(parameters, name, context)
    return inputs


def input_layer(algorithm: QgsProcessingAlgorithm, parameters: dict, name: str, context: QgsProcessingContext) -> InputLayer | None:
    """Return the layer of a parameter with what is chosen of it; None where there is none."""
    value = parameters.get(name)
    named = value.source if isinstance(value, QgsProcessingFeatureSourceDefinition) else value
    layer = algorithm.parameterAsVectorLayer(parameters | {name: named}, name, context)
    return None if layer is None else InputLayer(layer, choice_of(value, layer, context))


def take_layer(layer: QgsMapLayer) -> InputLayer | str:
    """Return what is taken of a layer, or its name where it is no vector layer."""
    return InputLayer(layer) if isinstance(layer, QgsVectorLayer) else layer.name()


def take_raster(layer: QgsRasterLayer) -> InputRaster:
    """Return what is taken of a raster."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = parts.get("path") or "" if layer.providerType() == "gdal" else ""
    return InputRaster(layer.name(), path, layer.crs(), own_use=own_use_of(layer.metadata()))


def choice_of(value: object, layer: QgsVectorLayer, context: QgsProcessingContext) -> Choice:
    """Return which features a parameter's value asks for."""
    if not isinstance(value, QgsProcessingFeatureSourceDefinition):
        return EVERYTHING
    if not value.selectedFeaturesOnly and not value.filterExpression and value.featureLimit == ALL:
        return EVERYTHING
    only = layer.selectedFeatureIds() if value.selectedFeaturesOnly else None
    return Choice(only, value.filterExpression, value.featureLimit, QgsExpressionContext(context.expressionContext()))


def extent_of(algorithm: QgsProcessingAlgorithm, parameters: dict, name: str, context: QgsProcessingContext) -> QgsRectangle:
    """Return an extent, with its coordinate system where the input says one: a layer, a view, or [EPSG:31370] behind the numbers."""
    alone = QgsProcessingContext()  # without a project, whose own system would be filled in where the input is silent
    rectangle, crs = algorithm.parameterAsExtent(parameters, name, alone), algorithm.parameterAsExtentCrs(parameters, name, alone)
    if rectangle.isNull():
        rectangle, crs = algorithm.parameterAsExtent(parameters, name, context), algorithm.parameterAsExtentCrs(parameters, name, context)
    return QgsReferencedRectangle(rectangle, crs) if crs.isValid() else rectangle


def plain_file(layer: QgsVectorLayer) -> PlainFile | None:
    """Return the file behind a layer when the file alone says all that the layer says, else None."""
    if layer.providerType() != "ogr" or layer.storageType() not in DRIVERS or layer.isEditable():
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    known = {"path": parts.pop("path"), "name": parts.pop("layerName", None), "subset": parts.pop("subset", None)}
    subset = known["subset"] or ""
    if any(parts.values()) or not Path(known["path"]).is_file() or subset.lstrip().upper().startswith("SELECT"):
        return None
    shapefile = layer.storageType() == SHAPEFILE  # QGIS has OGR leave its texts undecoded, and decodes them itself
    options = (f"ENCODING={layer.dataProvider().encoding()}",) if shapefile else ()
    return PlainFile(known["path"], known["name"] or "", subset, options)


def broken_layer_error(layer: str) -> OpgaveError:
    """Return the error for a layer whose source is not there."""
    return OpgaveError("Layer '{layer}' cannot be read: its source is missing or broken.", layer=layer)


def names_of(layers: Sequence[InputLayer]) -> list[str]:
    """Return what layers are called beside each other: tables of one name, such as the clusters of several files, by their files."""
    names = [layer.sourceName() for layer in layers]
    return [layer.name if names.count(name) > 1 else name for layer, name in zip(layers, names, strict=True)]


def titles_of(layers: Sequence[InputLayer]) -> list[str]:
    """Return what layers are called in words beside each other: where QGIS named them after their file, by the title of their data."""
    names = [layer.title or name for layer, name in zip(layers, names_of(layers), strict=True)]
    return names if len(set(names)) == len(names) else names_of(layers)


def source_of(source: QgsVectorLayer | QgsFeatureSource | InputLayer) -> QgsFeatureSource | InputLayer:
    """Return what can be read of a layer of this thread, or was taken in another."""
    return InputLayer(source) if isinstance(source, QgsVectorLayer) else source
