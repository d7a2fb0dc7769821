"""What each algorithm asks and gives: parameters with their kinds, defaults, bounds and choices, as read and judged in a file each.

What differs, or is new, is written to ``build/told``: where that is meant, and the contract allows it, it takes the place of the file here.
"""

import ast
from collections import defaultdict
from pathlib import Path

import pytest
from opgavenkaart.processing.algorithms.provider import ALGORITHMS, OpgavenkaartProvider
from opgavenkaart.test.support.told import assert_told
from qgis.core import QgsProcessingParameterDefinition

HERE = Path(__file__).parent / "definitions"
BUILT = Path(__file__).parents[2] / "build" / "told"
TOLD = (
    *("allow_multiple", "data_type", "data_types", "default", "default_to_all_fields", "description", "extension", "file_filter"),
    *("layer_type", "max", "min", "minimum_inputs", "multiline", "options", "parameter_type", "parent_layer", "supports_append"),
    *("supports_non_file_outputs", "create_by_default", "uses_static_strings"),
)
"""What QGIS 3.40 and later all tell of a parameter, beside its flags and help."""


@pytest.fixture(scope="module")
def provider(qgis_app, qgis_processing):
    found = OpgavenkaartProvider()
    found.refreshAlgorithms()
    return found


def flags_of(parameter) -> list[str]:
    flag = QgsProcessingParameterDefinition.Flag
    names = {"optional": flag.FlagOptional, "advanced": flag.FlagAdvanced, "hidden": flag.FlagHidden, "model": flag.FlagIsModelOutput}
    return [name for name, one in names.items() if parameter.flags() & one]


def tell_parameter(parameter) -> dict:
    facts = {key: value for key, value in parameter.toVariantMap().items() if value not in (None, "", [])}
    return {"flags": flags_of(parameter), **{key: str(facts[key]) for key in TOLD if key in facts}, "help": parameter.help()}


FOLDER = Path(__file__).parents[2] / "processing" / "algorithms"
SHARED = FOLDER / "parameters.py"


def find_calls() -> list[tuple[str, ast.Call]]:
    """Return what the files of algorithms call by a plain name, each with the name of its file."""
    files = [file for file in FOLDER.rglob("*.py") if file != SHARED]
    calls = [(file.stem, node) for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return [(stem, call) for stem, call in calls if isinstance(call.func, ast.Name)]


NAMES = sorted(algorithm.NAME for algorithm in ALGORITHMS)


def test_each_file_is_of_an_algorithm(provider):
    assert sorted(one.name() for one in provider.algorithms()) == NAMES
    assert {file.stem for file in HERE.glob("*.json")} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_algorithm(provider, name):
    algorithm = provider.algorithm(name).create()
    told = {
        "title": algorithm.displayName(),
        "group": [algorithm.group(), algorithm.groupId()],
        "tags": algorithm.tags(),
        "says": algorithm.shortDescription(),
        "flags": int(algorithm.flags()),
        "parameters": {one.name(): tell_parameter(one) for one in algorithm.parameterDefinitions()},
        "outputs": {one.name(): [one.type(), one.description()] for one in algorithm.outputDefinitions()},
    }
    assert_told(told, HERE / f"{name}.json", BUILT)


def kinds_of_parameters(tree: ast.AST) -> set[str]:
    """Return QGIS's classes of parameters that a module names, in whatever way; what all are is good for annotations."""
    parts = [getattr(node, key, None) for node in ast.walk(tree) for key in ("id", "attr", "name")]
    return {part for part in parts if isinstance(part, str) and part.startswith("QgsProcessingParameter")} - {
        "QgsProcessingParameterDefinition"
    }


def test_all_parameters_are_made_in_one_file():
    found = {file.stem: kinds_of_parameters(ast.parse(file.read_text("utf-8"))) for file in FOLDER.rglob("*.py")}
    assert found.pop(SHARED.stem)
    makers = sorted(stem for stem, kinds in found.items() if kinds)
    assert makers == [], f"{makers} make a parameter themselves: the functions of {SHARED.name} do."


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("QgsProcessingParameterNumber('A')", {"QgsProcessingParameterNumber"}),
        ("import qgis.core\nqgis.core.QgsProcessingParameterNumber('A')", {"QgsProcessingParameterNumber"}),
        ("from qgis.core import QgsProcessingParameterNumber as Number\nNumber('A')", {"QgsProcessingParameterNumber"}),
        ("def first() -> tuple[QgsProcessingParameterDefinition, ...]: return (number('A'),)", set()),
    ],
)
def test_a_parameter_would_be_seen(code, kinds):
    assert kinds_of_parameters(ast.parse(code)) == kinds


def test_a_parameter_that_algorithms_share_is_made_by_one_function():
    """Two files that give one parameter one label say the same thing twice: that is a function of its own in parameters.py."""
    said = defaultdict(set)
    for stem, call in find_calls():
        asked = tuple(map(ast.unparse, (call.func, *call.args[:2])))
        if asked[1:] and asked[1].startswith("contract.") and not asked[0].startswith("QgsProcessingOutput"):
            said[asked].add(stem)
    assert len(said) > 100
    assert {asked: sorted(stems) for asked, stems in said.items() if len(stems) > 1} == {}


def test_what_is_shared_is_used_by_several():
    functions = {node.name for node in ast.parse(SHARED.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}
    used = defaultdict(set)
    for stem, call in find_calls():
        used[call.func.id].add(stem)
    assert {name for name in functions if name.endswith("_parameter") and len(used[name]) < 2} == set()
