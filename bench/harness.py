"""Time ours beside a peer: each measurement in a fresh process, by turns, medians and peak memory.

A benchmark is a file in this folder with ``TITLE`` and ``cases(quick)``; `bench/run.py` finds and runs it.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "OPGAVENKAART_BENCH"
"""Environment variable that names the folder of the files that a run's processes share."""


@dataclass(frozen=True)
class Side:
    """What one side took: seconds of each run, peak memory of the largest (MB), and the answer of the last."""

    seconds: list[float]
    megabytes: float
    answer: str

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


@dataclass(frozen=True)
class Goal:
    """What should hold of ours and of the peer (None without one)."""

    text: str
    holds: Callable[[Side, Side | None], bool]


def at_most(seconds: float) -> Goal:
    """Ours takes at most this long."""
    return Goal(f"at most {seconds:g} s", lambda ours, peer: ours.median <= seconds)


def adds_at_most(seconds: float) -> Goal:
    """Ours takes at most this much longer than the peer."""
    return Goal(f"adds at most {1000 * seconds:g} ms", lambda ours, peer: ours.median - peer.median <= seconds)


def times_as_fast(ratio: float) -> Goal:
    """Ours takes at most the peer's time divided by the ratio."""
    return Goal(f"{ratio:g} times as fast", lambda ours, peer: peer.median / ours.median >= ratio)


def megabytes_above(megabytes: float) -> Goal:
    """Ours takes at most this much more memory than the peer."""
    return Goal(f"at most {megabytes:g} MB above", lambda ours, peer: ours.megabytes - peer.megabytes <= megabytes)


def grows_at_most(time_ratio: float, memory_ratio: float) -> Goal:
    """Ours takes at most so many times the time and the memory of the peer, which does less of the same."""
    text = f"at most {time_ratio:g} times the time and {memory_ratio:g} times the memory"

    def holds(ours: Side, peer: Side | None) -> bool:
        return ours.median <= time_ratio * peer.median and ours.megabytes <= memory_ratio * peer.megabytes

    return Goal(text, holds)


@dataclass(frozen=True)
class Case:
    """One task, done by ours and perhaps by a peer.

    Parameters
    ----------
    name : str
        What is done, on what size.
    prepare : callable
        Makes what both sides work on; its time does not count.
    ours, peer : callable
        Takes what ``prepare`` gave and does the task; what it returns (a number, a short text) is shown, so that a
        reader sees that both did the same. It may return a function that tells it after the clock has stopped, or an
        `Elsewhere` when another process did the task.
    peer_name : str
        Who the peer is.
    peer_as : str
        Name of an earlier case whose peer did the same; a slow peer is then not measured again.
    peer_compiles : bool
        The peer compiles at its first call: it does the task once before its clock starts.
    repeat : int
        How many times each side is measured.
    quick_repeat : int
        How many times in a quick run.
    goal : Goal, optional
        What is promised.
    by_processor : bool
        Seconds are those that a processor worked for the task, on all its threads: whoever else had the machine meanwhile.
    """

    name: str
    prepare: Callable[[], object]
    ours: Callable[[object], object]
    peer: Callable[[object], object] | None = None
    peer_name: str = ""
    peer_as: str = ""
    peer_compiles: bool = False
    repeat: int = 3
    quick_repeat: int = 1
    goal: Goal | None = None
    by_processor: bool = False


@dataclass(frozen=True)
class Compared:
    """A case with both its sides."""

    case: Case
    ours: Side
    peer: Side | None

    @property
    def verdict(self) -> str:
        if self.case.goal is None:
            return ""
        return f"{self.case.goal.text}: {'yes' if self.case.goal.holds(self.ours, self.peer) else 'NO'}"


@dataclass(frozen=True)
class Elsewhere:
    """The answer of a task that a server did, with the server's peak memory (MB)."""

    answer: str
    megabytes: float


def compare(bench: str, number: int, case: Case, quick: bool, earlier: dict[str, Compared]) -> Compared:
    """Measure both sides of a case by turns, so that a busy moment of the machine hits both."""
    sides = ["ours", "peer"] if case.peer and case.peer_as not in earlier else ["ours"]
    measured = {side: [] for side in sides}
    measure_apart(bench, number, "prepare", quick)
    for _ in range(case.quick_repeat if quick else case.repeat):
        for side in sides:
            measured[side].append(measure_apart(bench, number, side, quick))
    peer = summed(measured["peer"]) if "peer" in measured else None
    return Compared(case, summed(measured["ours"]), earlier[case.peer_as].peer if case.peer_as in earlier else peer)


def summed(runs: list[dict]) -> Side:
    """Put the runs of one side together."""
    return Side([run["seconds"] for run in runs], max(run["megabytes"] for run in runs), runs[-1]["answer"])


def measure_apart(bench: str, number: int, side: str, quick: bool) -> dict:
    """Measure one side once, in a process of its own."""
    command = [sys.executable, "-P", str(ROOT / "bench" / "run.py"), "--measure", bench, str(number), side, str(int(quick))]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{bench}, case {number}, {side}:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def measure_here(case: Case, side: str) -> dict:
    """Measure one side once, in this process; peak memory counts its children too. The side ``prepare`` only lays files ready."""
    prepared = case.prepare()
    if side == "prepare":
        return {}
    task = getattr(case, side)
    if side == "peer" and case.peer_compiles:
        task(prepared)
    clock = time.process_time if case.by_processor else time.perf_counter
    start = clock()
    answer = task(prepared)
    seconds = clock() - start
    if callable(answer):
        answer = answer()
    if isinstance(answer, Elsewhere):
        return {"seconds": seconds} | asdict(answer)
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"seconds": seconds, "megabytes": kilobytes / 1024, "answer": "" if answer is None else str(answer)}


@contextmanager
def shared_folder() -> Iterator[None]:
    """Have a folder for files that the processes of a run share; it goes when the run ends."""
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-bench-") as folder:
        os.environ[FOLDER] = folder
        yield


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder of that name, which ``make(folder)`` filled when a process of this run first asked for it.

    What is made does not count as memory of a side: each side is a process of its own, and finds it there.
    """
    folder = Path(os.environ[FOLDER]) / name
    if not folder.is_dir():
        folder.mkdir()
        make(folder)
    return folder


def scratch() -> Path:
    """Return a new empty folder for results."""
    return Path(tempfile.mkdtemp(dir=os.environ[FOLDER]))


@cache
def start_qgis():
    """Start QGIS without a window, with its native algorithms; call it in ``prepare``, then use `qgis.processing`."""
    from qgis.analysis import QgsNativeAlgorithms
    from qgis.core import QgsApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.append(str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
    application = QgsApplication([], False)
    application.initQgis()
    QgsApplication.processingRegistry().addProvider(QgsNativeAlgorithms())
    return application


@cache
def our_provider():
    """Add our algorithms to QGIS's; Python has to keep hold of them."""
    from opgavenkaart.processing.algorithms.provider import OpgavenkaartProvider
    from qgis.core import QgsApplication

    start_qgis()
    provider = OpgavenkaartProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    return provider


def run_algorithm(name: str, inputs: dict) -> dict:
    """Run an algorithm of QGIS's or ours; an ``OUTPUT`` in memory comes back as a layer."""
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

    context = QgsProcessingContext()
    results, done = QgsApplication.processingRegistry().algorithmById(name).run(inputs, context, QgsProcessingFeedback())
    if not done:
        raise RuntimeError(f"{name} failed")
    return results | {"OUTPUT": context.takeResultLayer(results["OUTPUT"]) or results["OUTPUT"]}


def table(compared: list[Compared]) -> str:
    """Return the results as a Markdown table."""
    head = "| task | ours | peer | peer / ours | memory, ours | memory, peer | answers | goal |\n|---|---|---|---|---|---|---|---|"
    return "\n".join([head, *(row(result) for result in compared)])


def row(result: Compared) -> str:
    """Return one case as a row: medians in seconds, peaks in MB."""
    ours, peer = result.ours, result.peer
    seconds = "s of a processor" if result.case.by_processor else "s"
    cells = [result.case.name, f"{ours.median:.3g} {seconds}"]
    if peer:
        same = ours.answer if ours.answer == peer.answer else f"{ours.answer}; {peer.answer}"
        cells += [f"{peer.median:.3g} {seconds} ({result.case.peer_name})", f"{peer.median / ours.median:.1f}"]
        cells += [f"{ours.megabytes:.0f} MB", f"{peer.megabytes:.0f} MB", same]
    else:
        cells += ["", "", f"{ours.megabytes:.0f} MB", "", ours.answer]
    return "| " + " | ".join([*cells, result.verdict]) + " |"
