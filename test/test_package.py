"""The package for the plugin repository: what is in it, that its scan passes, and that QGIS loads it."""

import ast
import configparser
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from opgavenkaart.test.support.headless import enable, environment

ROOT = Path(__file__).parents[1]
TOP_LEVEL = {
    "SHA256SUMS",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "__init__.py",
    "metadata.txt",
    "plugin.py",
    "processing",
    "resources",
    "ui",
}
SUFFIXES = {".py", ".json", ".html", ".css", ".js", ".svg", ".png", ".qml", ".qpt", ".ts", ".qm", ".txt", ".md", ".csv", ".model3", ""}
NEEDED = {"name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository", "homepage"}
LIMIT_MB = 25


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    """The zip of the last commit."""
    target = tmp_path_factory.mktemp("package") / "opgavenkaart.zip"
    subprocess.run(["bash", str(ROOT / ".ci" / "package.sh"), str(target)], check=True, capture_output=True)
    return target


@pytest.fixture(scope="module")
def unpacked(package) -> Path:
    """The plugins folder that the zip was unpacked in, as QGIS does it."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(package.parent)
    return package.parent


def files(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as archive:
        return [name for name in archive.namelist() if not name.endswith("/")]


def test_all_lies_in_one_folder_named_as_the_plugin(package):
    assert {name.split("/")[0] for name in files(package)} == {"opgavenkaart"}


def test_only_what_the_plugin_needs_is_packed(package):
    names = [name.removeprefix("opgavenkaart/") for name in files(package)]
    assert {"metadata.txt", "LICENSE", "__init__.py", "plugin.py"} <= set(names)
    assert {name.split("/")[0] for name in names} <= TOP_LEVEL


def test_no_scripts_and_no_binaries_are_packed(package):
    assert {Path(name).suffix for name in files(package)} <= SUFFIXES
    with zipfile.ZipFile(package) as archive:
        executable = [entry.filename for entry in archive.infolist() if not entry.is_dir() and entry.external_attr >> 16 & 0o111]
    assert executable == []


def test_what_is_shipped_is_known_by_its_hashes(package, tmp_path):
    """In the package, and in the folder that QGIS unpacks it in; a file that was changed, added or taken away is told."""

    def check(place) -> tuple[int, str]:
        command = [sys.executable, "-P", str(ROOT / ".ci" / "hashes.py"), "check", str(place)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    count = len(files(package)) - 1
    assert check(package)[0] == 0 and f"All {count} files" in check(package)[1]
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "opgavenkaart"
    (folder / "processing" / "__pycache__").mkdir()
    (folder / "processing" / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert check(folder)[0] == 0
    (folder / "plugin.py").write_text("import os\n", encoding="utf-8")
    (folder / "processing" / "more.py").write_text("", encoding="utf-8")
    (folder / "LICENSE").unlink()
    assert check(folder) == (1, "changed: plugin.py\nnot listed: processing/more.py\ngone: LICENSE\n")
    assert check(tmp_path)[0] == 1 and "has no SHA256SUMS" in check(tmp_path)[1]


def test_the_package_is_small_enough(package):
    assert package.stat().st_size < LIMIT_MB * 2**20


def test_every_resource_that_the_code_reads_is_packed(package):
    """What is in the resources of the last commit is in the zip, translation included."""
    command = ["git", "ls-tree", "-r", "--name-only", "HEAD", "resources"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert {f"opgavenkaart/{name}" for name in listed.stdout.split("\n") if name} <= set(files(package))


def test_metadata_is_complete(unpacked):
    metadata = configparser.ConfigParser()
    metadata.read(unpacked / "opgavenkaart" / "metadata.txt", encoding="utf-8")
    general = metadata["general"]
    assert {key for key in NEEDED if not general.get(key)} == set()
    assert general["hasProcessingProvider"] == "yes"
    assert (general["qgisMinimumVersion"], general["qgisMaximumVersion"]) == ("3.40", "4.99")
    assert (unpacked / "opgavenkaart" / general["icon"]).exists()
    assert f"## [{general['version']}]" in (unpacked / "opgavenkaart" / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_licence_is_the_whole_gpl_2(unpacked):
    text = (unpacked / "opgavenkaart" / "LICENSE").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "Version 2, June 1991" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_scan_of_the_plugin_repository_finds_nothing(unpacked):
    command = [sys.executable, "-P", "-m", "bandit", "--recursive", "--quiet", "--format", "json", str(unpacked / "opgavenkaart")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["errors"] == []
    assert report["metrics"]["_totals"]["loc"] > 200
    assert [f"{found['filename']}:{found['line_number']} {found['issue_text']}" for found in report["results"]] == []


def test_nor_do_its_other_tools(unpacked):
    """The whole of `make scan`: bandit, detect-secrets, flake8."""
    pytest.importorskip("detect_secrets")
    done = subprocess.run(["bash", ".ci/scan.sh", str(unpacked)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_nothing_looks_like_a_secret(unpacked):
    pattern = re.compile(r"(password|passwd|secret|token|api_?key)\s*[=:]\s*['\"][^'\"]+['\"]", re.IGNORECASE)
    texts = {path: path.read_text(encoding="utf-8") for path in (unpacked / "opgavenkaart").rglob("*") if path.suffix in (".py", ".json")}
    assert [str(path) for path, text in texts.items() if pattern.search(text)] == []


def test_qgis_loads_the_package(unpacked, tmp_path):
    """In a profile of its own, unpacked where nothing of the checkout is near."""
    assert "Enabled opgavenkaart" in enable(tmp_path, unpacked).stdout
    command = ["qgis_process", "--json", "list"]
    done = subprocess.run(command, env=environment(tmp_path, unpacked), capture_output=True, text=True, check=True)
    assert set(json.loads(done.stdout)["providers"]["opgavenkaart"]["algorithms"]) == committed_algorithms(unpacked)


def committed_algorithms(unpacked: Path) -> set[str]:
    """Return the ids of the algorithm files in the package, read without running them."""
    folder = unpacked / "opgavenkaart" / "processing" / "algorithms"
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py")]
    named = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "NAME"]
    return {f"opgavenkaart:{name}" for name in (ast.literal_eval(node.value) for node in named) if name}
