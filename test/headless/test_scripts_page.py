"""What docs/scripts.md tells to type is typed here, line by line."""

import re
import subprocess
from pathlib import Path

import pytest
from opgavenkaart.test.support.headless import environment

PAGE = Path(__file__).parents[2] / "docs" / "scripts.md"


def block(heading: str) -> str:
    """Return the indented lines below a heading, as they are to be typed."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return "\n".join(line[4:] for line in section.splitlines() if line.startswith("    ") or not line).strip()


@pytest.fixture(scope="module")
def folder(profile, tmp_path_factory):
    """Where the first block was typed: the demo city and a map of it are there."""
    folder = tmp_path_factory.mktemp("typed")
    typed(block("On the command line"), folder, profile)
    return folder


def typed(lines: str, folder: Path, profile: Path) -> None:
    done = subprocess.run(["sh", "-e"], input=lines, cwd=folder, env=environment(profile), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_command_line_leaves_a_map(folder):
    assert {path.suffix for path in (folder / "out").iterdir()} >= {".gpkg", ".qgz", ".pdf", ".html", ".json"}


def test_python_prints_what_is_missing(folder, qgis_processing, run_algorithm, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    exec(compile(block("In Python"), str(PAGE), "exec"), {})
    assert re.fullmatch(r"0\.0\d+\n", capsys.readouterr().out)
    assert (folder / "index.gpkg").exists()


def test_the_nightly_job_fills_the_store_and_fails_where_a_source_is_gone(folder, profile):
    lines = block("Every night").replace("/srv/gis", str(folder / "city"))
    typed(lines, folder, profile)
    assert {path.name for path in (folder / "city").iterdir()} >= {"store", "sync.html", "services.gpkg", "services.html"}
    (folder / "city" / "income.csv").unlink()
    with pytest.raises(AssertionError):
        typed(lines, folder, profile)
    assert "income" in (folder / "city" / "services.html").read_text(encoding="utf-8")
