"""What merely having the plugin enabled adds to every run of `qgis_process`."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from opgavenkaart.bench.harness import ROOT, Case, adds_at_most

TITLE = "Start-up"
JOB = ["qgis_process", "run", "native:creategrid", "--TYPE=0", "--EXTENT=0,1,0,1 [EPSG:31370]", "--HSPACING=1", "--VSPACING=1",
       "--CRS=EPSG:31370", "--OUTPUT=TEMPORARY_OUTPUT"]  # fmt: skip


def cases(quick: bool) -> list[Case]:
    """One case; the peer is the same job where the plugin is not enabled."""
    name = "a small native job with the plugin enabled"
    repeat = {"repeat": 15, "quick_repeat": 5}  # one run says little: a hundredth of a second is within what a machine varies
    return [Case(name, profiles, with_plugin, without, "plugin not enabled", **repeat, goal=adds_at_most(0.06))]


def profiles() -> dict[str, dict[str, str]]:
    """Return the environment of a profile with the plugin enabled, and of one that never heard of it."""
    folder = ROOT / "build" / "bench"
    environments = {name: environment(folder / name) for name in ("enabled", "bare")}
    environments["enabled"]["QGIS_PLUGINPATH"] = str(ROOT / "build" / "plugins")
    if not (folder / "enabled" / "profiles" / "default" / "QGIS" / "QGIS3.ini").exists():
        enable = ["qgis_process", "plugins", "enable", "opgavenkaart"]
        subprocess.run(enable, env=environments["enabled"], check=True, capture_output=True)
        run_job(environments["bare"])
    return environments


def environment(profile: Path) -> dict[str, str]:
    """Python keeps what it compiled, as wherever the plugin is installed."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")}
    return {**kept, "QT_QPA_PLATFORM": "offscreen", "QGIS_CUSTOM_CONFIG_PATH": str(profile)}


def run_job(environment: dict[str, str]) -> None:
    subprocess.run(JOB, env=environment, check=True, capture_output=True)


def with_plugin(environments: dict[str, dict[str, str]]) -> None:
    run_job(environments["enabled"])


def without(environments: dict[str, dict[str, str]]) -> None:
    run_job(environments["bare"])
