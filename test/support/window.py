"""A real QGIS window on a display and a profile of its own, driven from a test and gone after it."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .trusted import write_global_settings

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = ROOT / "build" / "plugins"
AGENT = Path(__file__).with_name("agent.py")
SCREEN = (1500, 1000)
START_SECONDS = 60
CALL_SECONDS = 60
SETTINGS = """\
[PythonPlugins]
opgavenkaart={enabled}
processing=true
grassprovider=false
db_manager=false
MetaSearch=false

[locale]
overrideFlag=true
userLocale={locale}

[qgis]
checkVersion=false
askToSaveProjectChanges=false

[core]
httpsfeedqgisorg\\disabled=true

[fonts]
downloadMissingFonts=false

[Processing]
Configuration\\DEFAULT_OUTPUT_VECTOR_LAYER_EXT=gpkg
"""
DARK = """
[UI]
UITheme=Night Mapping
"""
PROXY = """
[proxy]
proxyEnabled=true
proxyType=HttpProxy
proxyHost={host}
proxyPort={port}
"""


class Window:
    """A running QGIS: `call` runs a function of its script in the main thread of QGIS, `wait_for` asks until the answer is not empty."""

    def __init__(self, process: subprocess.Popen, connection: socket.socket, log: Path):
        self.process = process
        self.connection = connection
        self.lines = connection.makefile("r", encoding="utf-8")
        self.log = log

    def call(self, function: str, **arguments):
        """Return what the script's function answers; its traceback fails the test."""
        line = ""
        with contextlib.suppress(OSError):
            self.connection.sendall(json.dumps({"function": function, "arguments": arguments}).encode() + b"\n")
            line = self.lines.readline()
        if not line:
            pytest.fail(f"QGIS did not answer '{function}':\n{self.said()}")
        answer = json.loads(line)
        if "error" in answer:
            pytest.fail(f"'{function}' failed inside QGIS:\n{answer['error']}")
        return answer["value"]

    def wait_for(self, function: str, *, seconds: float = 30.0, **arguments):
        """Return the first answer of the function that is not empty."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            answer = self.call(function, **arguments)
            if answer:
                return answer
            time.sleep(0.05)
        pytest.fail(f"'{function}' stayed empty for {seconds:g} s:\n{self.said()}")

    def quit(self) -> None:
        """End QGIS as a user does, so that it keeps what it keeps; the script has a function ``quit``."""
        self.call("quit")
        self.process.wait(timeout=CALL_SECONDS)

    def said(self) -> str:
        """Return all that QGIS wrote to its output."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def qgis_window(
    script: Path,
    locale: str = "en",
    enabled: bool = True,
    proxy: str = "",
    dark: bool = False,
    scale: int = 1,
    plugins: Path = PLUGINS,
    profiles: Path | None = None,
) -> Iterator[Window]:
    """Start QGIS with the plugin in a fresh profile; ``script`` holds the functions that `Window.call` may name.

    ``profiles`` is a folder that holds the profile, which stays there: that of an earlier window, or an empty one.
    ``plugins`` is a folder in which QGIS looks for plugins besides that of the profile. ``dark`` takes QGIS's dark theme, ``scale`` draws
    all so many times as large, on a screen that is as much larger. All that QGIS or Python asks of the network goes to the ``proxy``
    (``http://host:port``), if there is one.
    Skips the test where there is no Xvfb or no QGIS Desktop.
    """
    for program in ("Xvfb", "qgis"):
        if shutil.which(program) is None:
            pytest.skip(f"no {program} here (apt-get install xvfb qgis)")
    folder = profiles or Path(tempfile.mkdtemp(prefix="opgavenkaart-window-"))
    try:
        settings = SETTINGS.format(locale=locale, enabled=str(enabled).lower()) + (DARK if dark else "")
        with display(folder, scale) as number, desktop(folder, number, script, settings, plugins, proxy, scale) as window:
            yield window
    finally:
        if not profiles:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def display(folder: Path, scale: int = 1) -> Iterator[str]:
    """Run a virtual screen on a free number, which it finds itself; it ends with its last window, should nobody stop it."""
    reading, writing = os.pipe()
    screen = f"{SCREEN[0] * scale}x{SCREEN[1] * scale}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp", "-terminate"]
    with (folder / "xvfb.log").open("w") as log, stopped(subprocess.Popen(command, stdout=log, stderr=log, pass_fds=[writing])):
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            pytest.fail(f"Xvfb does not start:\n{(folder / 'xvfb.log').read_text()}")
        yield f":{number}"


@contextlib.contextmanager
def desktop(
    folder: Path, number: str, script: Path, settings: str, plugins: Path = PLUGINS, proxy: str = "", scale: int = 1
) -> Iterator[Window]:
    """Run QGIS on a display and connect to the agent in it."""
    file = folder / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    place = urlsplit(proxy)
    through = PROXY.format(host=place.hostname, port=place.port) if proxy else ""
    if not file.exists():
        file.parent.mkdir(parents=True)
        file.write_text(settings + through, encoding="utf-8")
    (folder / "runtime").mkdir(mode=0o700, exist_ok=True)
    (folder / "agent").unlink(missing_ok=True)
    environment = {
        **os.environ,
        **(dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), proxy) if proxy else {}),
        "DISPLAY": number,
        "QT_SCALE_FACTOR": str(scale),
        "QT_QPA_PLATFORM": "xcb",
        "QGIS_PLUGINPATH": str(plugins),
        "QGIS_GLOBAL_SETTINGS_FILE": str(write_global_settings(folder)),
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "OPGAVENKAART_TEST_SOCKET": str(folder / "agent"),
        "OPGAVENKAART_TEST_SCRIPT": str(script),
    }
    command = ["qgis", "--nologo", "--noversioncheck", "--profiles-path", str(folder), "--code", str(AGENT)]
    log = folder / "qgis.log"
    with log.open("w") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, start_new_session=True)
    with stopped(process), contextlib.closing(connected(folder / "agent", process, log)) as connection:
        yield Window(process, connection, log)


def connected(path: Path, process: subprocess.Popen, log: Path) -> socket.socket:
    """Return a connection to the agent, once it listens."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(CALL_SECONDS)
        try:
            connection.connect(str(path))
        except OSError:
            connection.close()
            time.sleep(0.1)
        else:
            return connection
    return pytest.fail(f"QGIS does not start:\n{log.read_text(errors='replace')}")


@contextlib.contextmanager
def stopped(process: subprocess.Popen) -> Iterator[None]:
    """Kill a process, and what it started in a session of its own, at the end."""
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            if os.getpgid(process.pid) == process.pid:
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
