"""A copy of the checkout, in which faults are put and tests run; the checkout itself stays as it is."""

import compileall
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from faults import Fault

HERE = Path(__file__).parent
OLD = 1_000_000_000
"""The time of every file of the copy: what is written later differs from what was compiled."""
LINKED = (".venv", "build/servers", "build/setup")
PATIENCE = 4
"""Tests may use so many times as much of a processor as they did."""
START_SECONDS = 30
"""What a run may use of a processor before its first test."""


class Checkout:
    """A copy in ``folder``, with a process in which tests run (see `serve`); leave it by `close`."""

    def __init__(self, root: Path, folder: Path):
        self.root, self.folder = root, folder
        shutil.rmtree(folder, ignore_errors=True)
        for name in _files(root):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, target)
            os.utime(target, (OLD, OLD))
        for name in LINKED:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            if (root / name).exists():
                (folder / name).symlink_to((root / name).resolve())
        for part in ("processing", "ui", "test"):
            compileall.compile_dir(folder / part, quiet=1)
        self.server = None

    def ask(self, request: dict, seconds: float) -> dict:
        """Let the server run tests that use so many ``seconds`` of a processor; a server that died is started anew."""
        if self.server is None or self.server.poll() is not None:
            self.server = self._started()
        self.server.stdin.write(json.dumps(request | {"seconds": START_SECONDS + PATIENCE * seconds}) + "\n")
        self.server.stdin.flush()
        answer = self.server.stdout.readline()
        return json.loads(answer) if answer else {"outcome": "seen", "by": "the process in which tests run ended"}

    @contextmanager
    def holding(self, fault: Fault) -> Iterator[None]:
        """Hold the fault in the copy for a while."""
        file = self.folder / fault.path
        source = file.read_bytes()
        file.write_bytes(fault.applied(source))
        try:
            yield
        finally:
            file.write_bytes(source)
            os.utime(file, (OLD, OLD))

    def close(self):
        """End the server, and throw the copy away."""
        if self.server:
            self.server.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self.server.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _started(self) -> subprocess.Popen:
        data = (self.root / os.environ.get("OPGAVENKAART_DATA", "../shared/data")).resolve()
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(HERE), "OPENBLAS_NUM_THREADS": "1"}
        environment |= {"OPGAVENKAART_DATA": str(data), "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-P", "-W", "ignore::DeprecationWarning", str(HERE / "serve.py")]
        server = subprocess.Popen(command, cwd=self.folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        server.stdout.readline()
        return server


def _files(root: Path) -> list[str]:
    """Return all files of the checkout, those that are not committed yet included."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, check=True, capture_output=True, text=True)
    return [name for name in listed.stdout.split("\0") if name and (root / name).is_file()]
