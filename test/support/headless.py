"""Run an algorithm as a script does: `qgis_process`, JSON on stdin, a profile of its own."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .running import algorithm_id
from .trusted import write_trust

ROOT = Path(__file__).parents[2]
PLUGINS = ROOT / "build" / "plugins"


@dataclass
class Headless:
    """What a `qgis_process` run left: exit code, results (empty when it failed), and its messages."""

    code: int
    results: dict
    stdout: str
    stderr: str


def environment(profile: Path, plugins: Path = PLUGINS) -> dict[str, str]:
    """Return the environment in which QGIS sees ``plugins`` and nothing of the user's own profile."""
    runtime = profile / "runtime"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        **os.environ,
        "QGIS_CUSTOM_CONFIG_PATH": str(profile),
        "QGIS_PLUGINPATH": str(plugins),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(runtime),
    }


def enable(profile: Path, plugins: Path = PLUGINS) -> subprocess.CompletedProcess:
    """Enable the plugin in ``profile``, as `qgis_process plugins enable` does it, and trust what tests write."""
    command = ["qgis_process", "plugins", "enable", "opgavenkaart"]
    done = subprocess.run(command, env=environment(profile, plugins), capture_output=True, text=True, check=True)
    with (profile / "profiles" / "default" / "QGIS" / "QGIS3.ini").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[opgavenkaart]\ntrust={write_trust(profile).as_posix()}\n")
    return done


def qgis_process(name: str, inputs: dict, profile: Path, *, project: str = "", timeout: float = 120.0) -> Headless:
    """Run ``opgavenkaart:<name>`` (or any id with a colon) with ``inputs`` in the ``profile`` that `enable` made."""
    request = {"inputs": inputs, **({"project_path": project} if project else {})}
    command = ["qgis_process", "run", algorithm_id(name), "-"]
    done = subprocess.run(
        command, env=environment(profile), input=json.dumps(request), capture_output=True, text=True, timeout=timeout, check=False
    )
    results = json.loads(done.stdout).get("results", {}) if done.returncode == 0 else {}
    return Headless(done.returncode, results, done.stdout, done.stderr)
