"""The house keeps its floors: imports run downwards only, and each floor knows only what it may know."""

import ast
import subprocess
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from opgavenkaart.test.support.sources import Import, imports, is_standard, plugin_sources

ROOT = Path(__file__).parents[1]
ROOMS = ("model", "analysis", "texts", "qgis_io", "sources", "cartography", "challenge", "planning", "quality", "products", "algorithms")
"""The folders of `processing`, from the ground up."""
FLOORS = (*(f"processing.{room}" for room in ROOMS), "ui", "plugin")
BELOW_THE_WINDOW = FLOORS[:-2]
SCIENCE = {"numpy", "scipy", "pandas", "shapely"}
HEAVY = SCIENCE | {"owslib", "lxml", "jinja2", "osgeo", "matplotlib", "geopandas", "sklearn", "networkx"}
OPTIONAL = {"distributed", "dask"}
WIDGETS = ("qgis.PyQt.QtWidgets", "qgis.gui", "qgis.utils")
PAST_IMPORTS = {"import_module", "__import__", "exec_module", "run_module", "run_path"}
TOP_LEVEL = {
    ".ci", ".gitattributes", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "LICENSE", "Makefile", "README.md",
    "SECURITY.md", "__init__.py",
    "bench", "docs", "metadata.txt", "plugin.py", "processing", "pyproject.toml", "resources", "test", "ui",
}  # fmt: skip
SAME_ROLE = {
    "Answer": "what a planning question was answered with: each room of planning/ has one",
    "Loading": "a collection of a service on its way into a file, in the folder of its kind of source",
    "Question": "what a planning question asks: each room of planning/ has one",
}
"""Names of classes that several rooms may use, because the class plays one role in rooms alike, and which role."""


def floor_of(module: str) -> str:
    """Return the floor on which a module of the plugin lies, by its dotted or slashed name."""
    name = dotted(module)
    return next((floor for floor in FLOORS if name == floor or name.startswith(floor + ".")), "")


def dotted(path: str) -> str:
    """Return the name of a module by its path; a package is called after its folder."""
    return path.replace("/", ".").removesuffix(".py").removesuffix(".__init__")


def room_of(module: str) -> str:
    """Return the room of a module: its folder or file on its floor."""
    return ".".join(module.split(".")[: 3 if module.startswith("processing.") else 2])


def arrows() -> set[tuple[str, str]]:
    """Return which module of the plugin imports which, at load time or later."""
    modules = {dotted(path) for path in plugin_sources()}
    found = set()
    for one in imports():
        if one.inside:
            module = one.module if one.module in modules else one.module.rpartition(".")[0]
            found |= {(dotted(one.path), module)} if module in modules else set()
    return {(here, there) for here, there in found if here != there}


def on(*floors: str) -> list[Import]:
    return [found for found in imports() if floor_of(found.path) in floors]


def starts(module: str, prefixes) -> bool:
    return any(module == prefix or module.startswith(prefix + ".") for prefix in prefixes)


def test_every_floor_has_files_to_read():
    found = {floor_of(path) for path in plugin_sources()}
    assert set(FLOORS) - {"ui"} <= found
    assert [path for path in plugin_sources() if not floor_of(path)] == ["processing/__init__.py", "__init__.py"]
    assert len(imports()) > 50


def test_imports_run_downwards_only():
    upwards = [str(found) for found in imports() if found.inside and is_upwards(found)]
    assert upwards == []


def is_upwards(found: Import) -> bool:
    here, there = floor_of(found.path), floor_of(found.module)
    return bool(here and there) and FLOORS.index(there) > FLOORS.index(here)


def test_every_folder_is_a_package():
    """QGIS forgets the modules of a plugin by the files of their packages: a folder without one would leave its modules behind."""
    folders = {folder.as_posix() for path in plugin_sources() for folder in Path(path).parents} - {"."}
    assert [folder for folder in sorted(folders) if f"{folder}/__init__.py" not in plugin_sources()] == []


@pytest.mark.parametrize("of", [str, room_of], ids=["files", "rooms"])
def test_there_is_no_way_round(of):
    """Neither files nor rooms import each other in a circle."""
    sorter = TopologicalSorter()
    for here, there in arrows():
        if of(here) != of(there):
            sorter.add(of(here), of(there))
    sorter.prepare()


def test_a_way_round_would_be_seen():
    with pytest.raises(CycleError):
        TopologicalSorter({"a": ["b"], "b": ["c"], "c": ["a"]}).prepare()
    assert ("processing.algorithms.base", "processing.texts.language") in arrows()
    assert room_of("processing.sources.reading.files") == "processing.sources.reading"


@pytest.mark.parametrize(
    ("path", "module", "expected"),
    [
        ("processing/model/text.py", "processing.analysis.index", True),
        ("processing/qgis_io/reading.py", "processing.algorithms.base.tr", True),
        ("processing/qgis_io/reading.py", "processing.model.text", False),
        ("processing/cartography/styles.py", "processing.planning.access.inputs", True),
        ("processing/algorithms/smart_data/x.py", "processing.algorithms.base.OpgavenkaartAlgorithm", False),
        ("processing/algorithms/smart_data/x.py", "ui.docks", True),
        ("processing/algorithms/provider.py", "processing.algorithms.smart_data.x", False),
    ],
)
def test_the_check_itself_tells_up_from_down(path, module, expected):
    assert is_upwards(Import(path, 1, module, True, True)) is expected


def test_the_plugin_imports_itself_relatively():
    own = {"processing", "ui", "opgavenkaart"}
    assert [str(found) for found in imports() if not found.inside and found.top in own] == []


def by_a_name_as_text(tree: ast.AST) -> list[int]:
    """Return the lines on which a module could be imported past what is read here: by a name that is a text."""
    parts = [(node, getattr(node, key, None)) for node in ast.walk(tree) for key in ("id", "attr", "name")]
    return [node.lineno for node, part in parts if isinstance(part, str) and part in PAST_IMPORTS]


def test_nothing_is_imported_by_a_name_as_text():
    found = {path: by_a_name_as_text(tree) for path, tree in plugin_sources().items()}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("import importlib\nimportlib.import_module('opgavenkaart.ui.docks')", [2]),
        ("from importlib import import_module as load\nload('opgavenkaart.ui.docks')", [1]),
        ("__import__('opgavenkaart.ui.docks')", [1]),
        ("import importlib.util\nimportlib.util.find_spec('pypdf')", []),
    ],
)
def test_an_import_by_a_text_would_be_seen(code, lines):
    assert by_a_name_as_text(ast.parse(code)) == lines


def test_model_needs_only_the_standard_library():
    assert [str(found) for found in on("processing.model") if not found.inside and not is_standard(found.module)] == []


def test_analysis_knows_arrays_and_no_qgis():
    outside = [found for found in on("processing.analysis") if not found.inside and not is_standard(found.module)]
    strange = [found for found in outside if found.top not in SCIENCE | OPTIONAL]
    assert [str(found) for found in strange] == []


def test_optional_packages_are_imported_where_they_are_used():
    assert [str(found) for found in imports() if found.at_load and found.top in OPTIONAL] == []


def test_nothing_below_the_window_uses_widgets():
    below = on(*BELOW_THE_WINDOW, "")
    assert [str(found) for found in below if starts(found.module, WIDGETS)] == []


def test_loading_the_plugin_imports_nothing_heavy():
    """What `plugin.py` reaches at load time, followed from module to module, holds no science and no widgets."""
    reached = reached_at_load("plugin.py")
    assert "processing/algorithms/provider.py" in reached
    at_load = [found for found in imports() if found.path in reached and found.at_load]
    heavy = [found for found in at_load if found.top in HEAVY or starts(found.module, WIDGETS)]
    assert [str(found) for found in heavy] == []


@pytest.mark.parametrize("dock", ["catalogue", "challenge", "map", "planning"])
def test_opening_a_dock_imports_nothing_heavy(dock):
    """The libraries of analysis take half a second at their first import, in which the window would stand still: they come in a task."""
    reached = reached_at_load(f"ui/{dock}/panel.py")
    heavy = [found for found in imports() if found.path in reached and found.at_load and found.top in HEAVY]
    assert [str(found) for found in heavy] == []


def test_loading_the_plugin_brings_no_records():
    """Catalogues, challenges and all that needs them come when an algorithm runs: they would double what each start of QGIS pays."""
    nouns = {f"processing/model/{name}.py" for name in ("catalogue", "challenge", "record")}
    assert nouns <= set(plugin_sources())
    assert reached_at_load("plugin.py") & nouns == set()


def reached_at_load(start: str) -> set[str]:
    reached, waiting = set(), [start, "__init__.py"]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        waiting += [file for found in imports() if found.path == path and found.inside and found.at_load for file in files_of(found.module)]
    return reached


def files_of(module: str) -> set[str]:
    """Return the files that importing a dotted name runs: the module or package itself and the packages around it."""
    parts = module.split(".")
    names = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    candidates = {f"{name}.py" for name in names} | {f"{name}/__init__.py" for name in names}
    return candidates & set(plugin_sources())


def test_the_window_computes_nothing_itself():
    assert [str(found) for found in on("ui", "plugin") if found.inside and floor_of(found.module) == "processing.analysis"] == []


def test_top_level_holds_only_what_was_asked_for():
    listed = subprocess.run(["git", "ls-files", "--cached"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split("/")[0] for line in listed.splitlines()} <= TOP_LEVEL


def test_a_name_of_a_class_is_one_thing():
    """Whoever reads or looks for a name finds one class by it."""
    found = defaultdict(set)
    for path, tree in plugin_sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].add(path)
    assert {name: sorted(paths) for name, paths in found.items() if len(paths) > 1 and name not in SAME_ROLE} == {}
    assert {name for name in SAME_ROLE if len(found[name]) < 2} == set(), "no longer shared"
