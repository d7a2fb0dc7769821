"""What scripts, models and bundles made before rely on: each algorithm's parameters with kind, default and bounds, and its outputs."""

import json
import re
from pathlib import Path

import pytest
from opgavenkaart.processing import algorithms
from opgavenkaart.processing.algorithms.provider import OpgavenkaartProvider
from opgavenkaart.processing.model import contract
from qgis.core import (
    QgsProcessingParameterDefinition,
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

PROMISED = Path(__file__).parent / "data" / "contract.json"
"""Whoever changes a name, default, bound or output changes it here too, and says so in the changelog."""
DESTINATIONS = (QgsProcessingParameterFeatureSink, QgsProcessingParameterFileDestination, QgsProcessingParameterFolderDestination)
Flag = QgsProcessingParameterDefinition.Flag


@pytest.fixture(scope="module")
def provider(qgis_app):
    found = OpgavenkaartProvider()
    found.refreshAlgorithms()
    return found


def described(algorithm) -> dict:
    """What an algorithm takes and gives, as plain values."""
    return {
        "parameters": {one.name(): facts_of(one) for one in algorithm.parameterDefinitions() if not one.flags() & Flag.FlagHidden},
        "outputs": {one.name(): one.type() for one in algorithm.outputDefinitions()},
    }


def facts_of(one) -> dict:
    """A parameter: its kind, default, whether it may be left out; and what its kind has besides."""
    facts = {"kind": one.type(), "default": one.defaultValue(), "optional": bool(one.flags() & Flag.FlagOptional)}
    facts |= {"advanced": True} if one.flags() & Flag.FlagAdvanced else {}
    if isinstance(one, QgsProcessingParameterNumber):
        facts |= {"whole": one.dataType().name == "Integer", "least": bound(one.minimum()), "most": bound(one.maximum())}
    if isinstance(one, QgsProcessingParameterDistance):
        facts |= {"of": one.parentParameterName()}
    if isinstance(one, QgsProcessingParameterEnum):
        facts |= {"keys": one.options(), "several": one.allowMultiple(), "texts": one.usesStaticStrings()}
    if isinstance(one, QgsProcessingParameterField):
        facts |= {"of": one.parentLayerParameterName(), "holds": one.dataType().name, "several": one.allowMultiple()}
    if isinstance(one, QgsProcessingParameterFeatureSource):
        facts |= {"shapes": sorted(one.dataTypes())}
    if isinstance(one, QgsProcessingParameterMultipleLayers):
        facts |= {"shapes": [int(one.layerType())], "at_least": one.minimumNumberInputs()}
    if isinstance(one, QgsProcessingParameterFile):
        facts |= {"folder": one.behavior().name, "suffix": one.extension()}
    if isinstance(one, QgsProcessingParameterString):
        facts |= {"lines": one.multiLine()}
    if isinstance(one, DESTINATIONS):
        facts |= {"made": one.createByDefault()}
    if isinstance(one, QgsProcessingParameterFileDestination):
        facts |= {"files": one.fileFilter().partition("(")[2]}
    return facts


def bound(value: float) -> float | None:
    """A bound of a number; QGIS writes the largest there are for none."""
    return None if abs(value) > 1e300 or abs(value) == 2**31 - 1 or value == -(2**31) else value


def test_every_algorithm_is_promised(provider):
    assert sorted(one.name() for one in provider.algorithms()) == sorted(json.loads(PROMISED.read_text(encoding="utf-8")))


def test_parameters_and_outputs_are_those_promised(provider):
    promised = json.loads(PROMISED.read_text(encoding="utf-8"))
    found = {one.name(): json.loads(json.dumps(described(one))) for one in provider.algorithms()}
    for name, algorithm in promised.items():
        for part in ("parameters", "outputs"):
            kept = {one: found[name][part].get(one) for one in algorithm[part]}
            assert kept == algorithm[part], f"{name}: {part}"


def test_what_is_not_promised_yet_need_not_be_given(provider):
    """A parameter that came later has a default, or may be left out."""
    promised = json.loads(PROMISED.read_text(encoding="utf-8"))
    for algorithm in provider.algorithms():
        known = promised.get(algorithm.name(), {"parameters": {}})["parameters"]
        later = {name: facts for name, facts in described(algorithm)["parameters"].items() if name not in known}
        assert all(facts["optional"] or facts["default"] is not None for facts in later.values()), f"{algorithm.name()}: {list(later)}"


def test_each_name_stands_once_in_the_code(provider):
    """A name that is misspelt would be a parameter that nobody reads: the code takes it from `model.contract`."""
    names = {name: value for name, value in vars(contract).items() if name.isupper()}
    assert all(name == value for name, value in names.items())
    held = {
        one.name() for algorithm in provider.algorithms() for one in [*algorithm.parameterDefinitions(), *algorithm.outputDefinitions()]
    }
    assert set(names) == held
    found = {
        (path.name, literal)
        for path in Path(algorithms.__file__).parent.rglob("*.py")
        for literal in re.findall(r'"([A-Z][A-Z_0-9]+)"', path.read_text(encoding="utf-8"))
        if literal in held
    }
    assert found == set()
