"""Run an example through `qgis_process`, as a script of a user's own would: ``run_example.py demo|ghent|flanders [DATA]``.

Shows the named steps as they happen, and ends with one line per output and the three worst clusters in words.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = Path("build")
OUTPUTS = ("GEOPACKAGE", "PROJECT", "PDF", "PNG", "REPORT", "MANIFEST")
LAST = "warm_homes"
BAR = re.compile(r"^(\.+|(100|[1-9]?0)(?=\.)|[1-9]?0(?=[^\W\d_])|100 - done\.?)+")
"""What qgis_process prints of its progress bar before a message: ``20...30..`` and the like."""


def main(example: str, data: str = "") -> None:
    os.chdir(ROOT)
    enable_plugin()
    runs = demo_runs() if example == "demo" else example_runs(example, Path(data))
    lines = []
    for inputs in runs:
        challenge = Path(inputs["CHALLENGE"]).stem
        results = run("opgavenkaart:integrated_map", inputs)
        prefix = "" if challenge == LAST else f"{challenge}_"
        lines += worst_clusters(Path(results["GEOPACKAGE"]), challenge)
        lines += [f"{prefix}{name}: {shown(results[name])}" for name in OUTPUTS if name in results]
    print("\n" + "\n".join(lines))


def demo_runs() -> list[dict]:
    """Make the demo city and return what the main job is asked on it."""
    city = run("opgavenkaart:create_demo_city", {"SEED": 1, "OUTPUT_FOLDER": emptied(BUILD / "demo" / "city")})
    return [{"CHALLENGE": LAST, "CATALOGUE": city["CATALOGUE"], "OUTPUT_FOLDER": emptied(BUILD / "demo" / LAST)}]


def example_runs(example: str, data: Path) -> list[dict]:
    """Lay the example's files beside its data, and return its runs; each challenge file is one, the warm homes last."""
    if not data.is_dir():
        fail(f"There is no folder of data at {data}: give it as DATA=DIR.")
    folder = Path(emptied(BUILD / "example" / example))
    shutil.copytree(ROOT / "docs" / "examples" / example, folder, dirs_exist_ok=True)
    (folder / "data").symlink_to(data.resolve(), target_is_directory=True)
    challenges = sorted(path for path in folder.glob("*.json") if "indicators" in json.loads(path.read_text(encoding="utf-8")))
    challenges.sort(key=lambda path: path.stem == LAST)
    trust = folder / "trust.json"
    trust.write_text(json.dumps({"folders": ["."]}), encoding="utf-8")  # its data lie elsewhere, behind a link
    given = {"CATALOGUE": str(folder / "catalogue.json"), "TRUST": str(trust)}
    return [{"CHALLENGE": str(path), **given, "OUTPUT_FOLDER": str(folder / path.stem)} for path in challenges]


def emptied(folder: Path) -> str:
    """Make the folder, without what an earlier run left in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return str(folder)


def environment() -> dict[str, str]:
    """Return the environment with a profile of its own, in which QGIS finds this checkout as a plugin."""
    runtime = BUILD / "runtime"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    paths = {"QGIS_CUSTOM_CONFIG_PATH": BUILD / "profile", "QGIS_PLUGINPATH": BUILD / "plugins", "XDG_RUNTIME_DIR": runtime}
    screen = {"QT_QPA_PLATFORM": "offscreen"} if sys.platform == "linux" else {}
    return {**screen, **os.environ, **{name: str(path.resolve()) for name, path in paths.items()}}


def enable_plugin() -> None:
    """Link the checkout as a plugin and enable it in the profile, unless that is so already."""
    link = BUILD / "plugins" / "opgavenkaart"
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.resolve() != ROOT:
        link.unlink(missing_ok=True)
        link.symlink_to("../..", target_is_directory=True)
    settings = BUILD / "profile" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    if not settings.exists():
        command = ["qgis_process", "plugins", "enable", "opgavenkaart"]
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            fail(f"QGIS could not load the plugin:\n{done.stdout}{done.stderr}")


def run(algorithm: str, inputs: dict) -> dict[str, str]:
    """Run an algorithm, show its steps with the seconds since its start, and return its results as texts."""
    print(f"\n{algorithm}")
    command = ["qgis_process", "run", algorithm, *(f"--{name}={value}" for name, value in inputs.items())]
    start = time.monotonic()
    results = {}
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=errors, text=True, bufsize=1)
        part = ""
        for line in process.stdout:
            text = BAR.sub("", line.strip()).strip()
            if text in ("Inputs", "Results"):
                part = text
            elif part == "Results" and ":\t" in text:
                results.update([text.split(":\t", 1)])
            elif part == "Inputs" and text.strip("-") and not is_an_input(text, inputs):
                print(f"  {time.monotonic() - start:5.1f} s  {text}", flush=True)
        if process.wait():
            errors.seek(0)
            fail(f"{errors.read()}\n{algorithm} failed (exit code {process.returncode}).")
    return results


def is_an_input(text: str, inputs: dict) -> bool:
    """Whether the line is the echo of an input."""
    return text.split(":\t", 1)[0] in inputs


def worst_clusters(geopackage: Path, challenge: str) -> list[str]:
    """Return the three worst clusters in words; the file is left as it was."""
    with closing(sqlite3.connect(f"file:{geopackage.resolve()}?immutable=1", uri=True)) as connection:
        rows = connection.execute("SELECT cluster_id, in_words FROM clusters ORDER BY cluster_id LIMIT 3").fetchall()
    if not rows:
        return [f"{challenge}: no clusters were found."]
    return [f"The worst clusters of {challenge}:", *(f"  {number}. {words}" for number, words in rows)]


def shown(path: str) -> str:
    """Return the whole path; as seen from the checkout where the whole one would hold a space."""
    whole = str(Path(path).resolve())
    return os.path.relpath(whole) if " " in whole else whole


def fail(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
