"""A Dask cluster of processes on loopback, whose workers find neither QGIS nor this plugin: numpy, shapely and Dask alone."""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 60.0
HIDDEN = ("qgis", "osgeo", "pandas", "scipy", "opgavenkaart", "processing")
"""What a worker must do without: importing it fails there."""


class DaskCluster:
    """A scheduler and workers of one thread each.

    Parameters
    ----------
    folder : Path
        For logs, and the packages that hide others.

    Attributes
    ----------
    address : str
        Of the scheduler.
    workers : list of Popen
    """

    def __init__(self, folder: Path):
        self.folder, self.workers = folder, []
        for name in HIDDEN:
            (folder / "hidden" / name).mkdir(parents=True)
            (folder / "hidden" / name / "__init__.py").write_text(f"raise ModuleNotFoundError('{name} is hidden', name='{name}')")
        told = folder / "scheduler.json"
        self.scheduler = self._started("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
        self.address = _when(lambda: json.loads(told.read_text())["address"], (OSError, ValueError))

    def add_worker(self) -> subprocess.Popen:
        """Start one more worker, and wait until the scheduler knows it."""
        before = self.count()
        options = ["--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self.folder)]
        self.workers.append(self._started("worker", self.address, *options))
        _when(lambda: self.count() > before or None)
        return self.workers[-1]

    def keep(self, count: int) -> None:
        """Have so many workers, new ones where some were killed."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        while len(self.workers) < count:
            self.add_worker()

    def count(self) -> int:
        """Return how many workers the scheduler knows."""
        return len(self.asked(lambda client: client.scheduler_info(n_workers=-1)["workers"]))

    def asked(self, question):
        """Return what a client of its own is answered."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            return question(client)

    def stop(self) -> None:
        """End all of it."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _started(self, kind, *options):
        environment = {**os.environ, "PYTHONPATH": str(self.folder / "hidden"), "OMP_NUM_THREADS": "1"}
        with (self.folder / "log.txt").open("a") as log:
            command = [sys.executable, "-P", "-m", "dask", kind, "--host", "127.0.0.1", *options]
            return subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=log)


def _when(found, passing=()):
    """Wait until there is something to return."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(*passing):
            answer = found()
            if answer is not None:
                return answer
        time.sleep(0.05)
    raise TimeoutError("The Dask cluster does not come up.")
