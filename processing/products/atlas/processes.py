"""Parts of an atlas made in several processes of Python at once; a stop ends them at once."""

from __future__ import annotations

import json
import os
import queue
import subprocess  # nosec B404
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from ...model.codec import from_json, to_json
from ...model.errors import OpgaveError
from ...model.progress import Progress
from .pages import PageShortcomings
from .writing import AtlasJob, make_parts

MOST = 4
"""Processes at most: each reads the project and holds its layers."""
WORTH_IT = 12
"""Pages from which a second process makes up for the seconds that its start takes."""
GLANCE = 0.1
"""Seconds between two looks at whether to stop."""
PACKAGE = __name__.split(".processing.", maxsplit=1)[0]
ROOT = Path(__file__).parents[3]
START = "import sys, importlib; sys.path[:0] = {paths}; importlib.import_module({module}).work()"
PLATFORM = {"QT_QPA_PLATFORM": "offscreen"}


def python_program() -> str:
    """Return the Python that this QGIS runs, as a program; empty where there is none to be found."""
    name = "python3.exe" if sys.platform == "win32" else "python3"
    places = [Path(sys.executable), Path(sys.exec_prefix, name), Path(sys.exec_prefix, "bin", name), Path(sys.executable).with_name(name)]
    return next((str(place) for place in places if place.name.lower().startswith("python") and place.is_file()), "")


def process_count(job: AtlasJob, parts: int) -> int:
    """Return how many processes to make the pages in."""
    pages = parts * job.part_size
    return min(os.cpu_count() or 1, MOST, parts) if pages >= WORTH_IT and python_program() else 1


def make_apart(job: AtlasJob, numbers: Sequence[int], folder: Path, count: int, progress: Progress) -> Iterator[PageShortcomings]:
    """Make parts in ``count`` processes; yields what `writing.make_parts` yields.

    Raises
    ------
    OpgaveError
        What one of them raised, or that one ended too soon.
    """
    told: queue.Queue[dict] = queue.Queue()
    workers = [start(job, numbers[first::count], folder, told) for first in range(count)]
    running, total = count, len(job.pages)
    drawn = total - sum(len(job.part(number)) for number in numbers)
    try:
        while running:
            progress.check()
            try:
                message = told.get(timeout=GLANCE)
            except queue.Empty:
                continue
            if "error" in message:
                template = message["error"]
                raise OpgaveError(template, **message["values"])
            if "ended" in message:
                running -= 1
            elif "drawn" in message:
                drawn += message["drawn"]
                progress.update((drawn - 1) / total)
            else:
                yield from_json(PageShortcomings, message["found"])
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


def start(job: AtlasJob, numbers: Sequence[int], folder: Path, told: queue.Queue) -> subprocess.Popen:
    """Start a process on some parts; what it says line by line goes into the queue."""
    paths = [str(ROOT.parent), *sys.path]
    module = f"{PACKAGE}.processing.products.atlas.processes"
    command = [python_program(), "-P", "-c", START.format(paths=paths, module=repr(module))]
    pipe = subprocess.PIPE
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    worker = subprocess.Popen(  # noqa: S603  # nosec B603  our own module, in the Python of this QGIS
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=os.environ | PLATFORM, creationflags=hidden, encoding="utf-8"
    )
    given = json.dumps({"job": to_json(job), "numbers": list(numbers), "folder": str(folder)})
    threading.Thread(target=talk, args=(worker, given, told), daemon=True).start()
    return worker


def talk(worker: subprocess.Popen, given: str, told: queue.Queue) -> None:
    """Give a process its task and pass on what it says, until it ends."""
    try:
        if worker.stdin and worker.stdout:  # the pipes of `start`
            worker.stdin.write(given)
            worker.stdin.close()
            for line in worker.stdout:
                if line.startswith("{"):
                    told.put(json.loads(line))
    except (OSError, ValueError):
        pass
    code = worker.wait()
    if code:
        told.put(message_of(OpgaveError("A process that made pages of the atlas ended too soon (code {code}): try again.", code=code)))
    told.put({"ended": code})


def message_of(error: OpgaveError) -> dict:
    """Return what one process tells another of an error: its template, which that one translates, and its values."""
    return {"error": error.template, "values": {key: str(value) for key, value in error.values.items()}}


def work() -> None:
    """Make the parts that stand on the standard input, and tell of them on the standard output."""
    from qgis.core import QgsApplication

    given = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    application = QgsApplication([], False)
    application.initQgis()
    job = from_json(AtlasJob, given["job"])
    try:
        for found in make_parts(job, given["numbers"], Path(given["folder"]), Telling()):
            write_message({"found": to_json(found)})
    except OpgaveError as error:
        write_message(message_of(error))
    sys.stdout.flush()
    os._exit(0)  # QGIS takes a second to close, and may stumble over what Python still holds


class Telling(Progress):
    """Tells of each page that is begun; a worker is stopped by its end, not asked to."""

    def update(self, share: float) -> None:
        write_message({"drawn": 1})


def write_message(message: dict) -> None:
    """Say one thing on one line."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()
