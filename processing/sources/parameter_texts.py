"""An algorithm's parameters as a manifest keeps them: plain text that leads to the same data from anywhere, and is understood again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsRectangle,
    QgsReferencedRectangle,
)

from ..model import contract
from ..model.errors import OpgaveError
from ..model.public_text import at_home, from_home, without_secrets
from ..qgis_io.crs_names import find_crs
from ..qgis_io.inputs import ALL, EVERYTHING, InputLayer, Inputs
from .store.store_address import connections

MEMORY = "memory"
"""QGIS's provider of layers that are in no file."""
NAME, SOURCE, FILTER = "name", "source", "filter"
"""Keys of a layer: what it is called, where it is read (nothing where it is in no file), and which of its features were used."""
OWN_CRS = "USER:"
"""How ids of coordinate systems begin that only one profile of QGIS knows."""

WKT = "WKT:"
EXTENT_TEXT = re.compile(r"([^\[]+?)(?: \[(.+)\])?", re.DOTALL)
CRS_TEXT = re.compile(r"[A-Za-z0-9]+:\w+|[A-Z_]+\[.+\]", re.DOTALL)
LONGEST_SHOWN = 100


def plain_parameter(
    algorithm: QgsProcessingAlgorithm,
    definition: QgsProcessingParameterDefinition,
    parameters: dict,
    context: QgsProcessingContext,
    inputs: Inputs,
) -> str | dict[str, str]:
    """Return what a parameter that was given means, whichever of QGIS's forms it was given in: a path, id, object or expression."""
    name = definition.name()
    if isinstance(definition, QgsProcessingParameterFeatureSource):
        layer = inputs.layer(name)
        return layer_facts(layer) if layer else without_secrets(str(parameters[name]))
    if isinstance(definition, QgsProcessingParameterExtent):
        return extent_text(inputs.extents[name], inputs.project_crs)
    if isinstance(definition, QgsProcessingParameterCrs):
        return portable_crs(inputs.systems[name])
    if isinstance(definition, QgsProcessingParameterEnum):
        return ",".join(algorithm.parameterAsEnumStrings(parameters, name, context))
    text = algorithm.parameterAsString(parameters, name, context).strip()
    if isinstance(definition, QgsProcessingParameterFile):
        return from_home(str(Path(text).absolute()))
    return from_home(store_text(text) if name == contract.STORE else text)


def layer_facts(layer: InputLayer) -> dict[str, str]:
    """Return what a layer is called, where it is read, without passwords, and which of its features were used where not all were."""
    facts = {NAME: without_secrets(layer.sourceName())}
    if layer.provider == MEMORY:
        return facts
    facts[SOURCE] = source_text(layer)
    choice = layer.choice
    if choice is EVERYTHING:
        return facts
    if choice.only is None and choice.limit == ALL:
        return facts | {FILTER: choice.filter}
    return facts | {FILTER: f"$id IN ({', '.join(map(str, layer.list_wanted_ids() or ()))})"}


def source_text(layer: InputLayer) -> str:
    """Return where a layer is read, as QGIS takes it in any folder."""
    if layer.provider != "ogr":
        return QgsProcessingUtils.encodeProviderKeyAndUri(layer.provider, without_secrets(layer.source))
    path = layer.place.get("path") or ""
    whole = layer.place | {"path": str(Path(path).absolute())} if Path(path).exists() else layer.place
    return from_home(without_secrets(QgsProviderRegistry.instance().encodeUri("ogr", whole)))


def extent_text(extent: QgsRectangle, project_crs: QgsCoordinateReferenceSystem) -> str:
    """Return an extent as QGIS reads it: four numbers in full, and the coordinate system in brackets."""
    sides = (extent.xMinimum(), extent.xMaximum(), extent.yMinimum(), extent.yMaximum())
    crs = portable_crs(extent.crs() if isinstance(extent, QgsReferencedRectangle) else project_crs)
    known = crs if is_id(crs) else f"{WKT}{crs}"
    return ",".join(map(repr, sides)) + (f" [{known}]" if crs else "")


def portable_crs(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the id of a coordinate system, or its WKT where only this profile knows the id; empty where it is none."""
    if not crs.isValid():
        return ""
    id = crs.authid()
    return id if id and not id.startswith(OWN_CRS) else crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)


def is_id(crs: str) -> bool:
    """Whether a text is an authority's id of a coordinate system, and no WKT."""
    return "[" not in crs


def store_text(text: str) -> str:
    """Return a store's name so that it means the same store in any folder."""
    path = Path(text).expanduser()
    return text if not path.is_dir() and text in connections() else str(path.absolute())


def restore_parameters(parameters: dict) -> dict:
    """Return parameters of a manifest as an algorithm takes them.

    Raises
    ------
    OpgaveError
        A layer was in no file, or an earlier version did not write down what was given.
    """
    return {name: value_again(name, value) for name, value in parameters.items()}


def value_again(name: str, value: Any) -> Any:
    """Return one parameter of a manifest as an algorithm takes it."""
    if isinstance(value, dict) and name != contract.UNITS:
        raise wrong_value(name, str(value))
    if isinstance(value, dict):
        if not value.get(SOURCE):
            raise only_in_project(value.get(NAME, name))
        return QgsProcessingFeatureSourceDefinition(at_home(value[SOURCE]), filterExpression=value.get(FILTER, ""))
    if isinstance(value, str) and value.startswith("<Qgs"):
        raise OpgaveError(
            "The manifest of this bundle does not say what {name} was: an earlier version of Opgavenkaart made it. Make the map again with"
            " 'integrated_map'.",
            name=name,
        )
    if name == contract.UNITS and value and not any(mark in value for mark in ("/", "\\", ":", "=")):
        raise only_in_project(value)
    if name == contract.EXTENT and value:
        return extent_again(str(value))
    if name == contract.TARGET_CRS and value:
        return crs_again(name, str(value))
    return at_home(value) if isinstance(value, str) else value


def extent_again(text: str) -> QgsRectangle:
    """Return the extent that `extent_text` wrote; QGIS would take any other text for the source of a layer, and open that.

    Raises
    ------
    OpgaveError
        It is no extent.
    """
    found = EXTENT_TEXT.fullmatch(text)
    try:
        west, east, south, north = map(float, found[1].split(",") if found else ())
    except ValueError as error:
        raise wrong_value(contract.EXTENT, text) from error
    rectangle = QgsRectangle(west, south, east, north)
    return QgsReferencedRectangle(rectangle, crs_again(contract.EXTENT, found[2])) if found and found[2] else rectangle


def crs_again(name: str, text: str) -> QgsCoordinateReferenceSystem:
    """Return the coordinate system that `portable_crs` wrote for a parameter, for the same reason.

    Raises
    ------
    OpgaveError
        QGIS does not know it.
    """
    crs = find_crs(text.removeprefix(WKT)) if CRS_TEXT.fullmatch(text.removeprefix(WKT)) else QgsCoordinateReferenceSystem()
    if not crs.isValid():
        raise wrong_value(name, text)
    return crs


def wrong_value(name: str, text: str) -> OpgaveError:
    """Return the sentence for a parameter in a manifest that means nothing."""
    return OpgaveError(
        "The manifest of this bundle says that {name} was '{value}', which no map writes there: take it out of the manifest, or make the"
        " map again with 'integrated_map'.",
        name=name,
        value=text[:LONGEST_SHOWN],
    )


def name_again(inputs: Inputs, parameters: dict) -> None:
    """Give layers the names that they had when a manifest was written."""
    for name, value in parameters.items():
        layer = inputs.layer(name) if isinstance(value, dict) else None
        if layer:
            layer.rename(value[NAME])


def only_in_project(layer: str) -> OpgaveError:
    """Return the sentence for units that a project held, in no file."""
    return OpgaveError(
        "The units of this bundle were the layer '{units}' of a project, which cannot be read again: make the map from a file.",
        units=layer,
    )
