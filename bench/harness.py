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
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Goal:
    """What should hold of the medians of ours and of the peer (NaN without one), in seconds."""

    text: str
    holds: Callable[[float, float], bool]


def at_most(seconds: float) -> Goal:
    """Ours takes at most this long."""
    return Goal(f"at most {seconds:g} s", lambda ours, peer: ours <= seconds)


def adds_at_most(seconds: float) -> Goal:
    """Ours takes at most this much longer than the peer."""
    return Goal(f"adds at most {1000 * seconds:g} ms", lambda ours, peer: ours - peer <= seconds)


def times_as_fast(ratio: float) -> Goal:
    """Ours takes at most the peer's time divided by the ratio."""
    return Goal(f"{ratio:g} times as fast", lambda ours, peer: peer / ours >= ratio)


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
        reader sees that both did the same.
    peer_name : str
        Who the peer is.
    repeat : int
        How many times each side is measured.
    quick_repeat : int
        How many times in a quick run.
    goal : Goal, optional
        What is promised.
    """

    name: str
    prepare: Callable[[], object]
    ours: Callable[[object], object]
    peer: Callable[[object], object] | None = None
    peer_name: str = ""
    repeat: int = 3
    quick_repeat: int = 1
    goal: Goal | None = None


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
class Compared:
    """A case with both its sides."""

    case: Case
    ours: Side
    peer: Side | None

    @property
    def verdict(self) -> str:
        if self.case.goal is None:
            return ""
        holds = self.case.goal.holds(self.ours.median, self.peer.median if self.peer else float("nan"))
        return f"{self.case.goal.text}: {'yes' if holds else 'NO'}"


def compare(bench: str, number: int, case: Case, quick: bool) -> Compared:
    """Measure both sides of a case by turns, so that a busy moment of the machine hits both."""
    sides = ["ours", "peer"] if case.peer else ["ours"]
    measured = {side: [] for side in sides}
    for _ in range(case.quick_repeat if quick else case.repeat):
        for side in sides:
            measured[side].append(measure_apart(bench, number, side, quick))
    return Compared(case, summed(measured["ours"]), summed(measured["peer"]) if case.peer else None)


def summed(runs: list[dict]) -> Side:
    """Put the runs of one side together."""
    return Side([run["seconds"] for run in runs], max(run["megabytes"] for run in runs), runs[-1]["answer"])


def measure_apart(bench: str, number: int, side: str, quick: bool) -> dict:
    """Measure one side once, in a process of its own."""
    command = [sys.executable, "-P", str(ROOT / "bench" / "run.py"), "--measure", bench, str(number), side, str(int(quick))]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def measure_here(case: Case, side: str) -> dict:
    """Measure one side once, in this process; peak memory counts its children too."""
    task = getattr(case, side)
    prepared = case.prepare()
    start = time.perf_counter()
    answer = task(prepared)
    seconds = time.perf_counter() - start
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"seconds": seconds, "megabytes": kilobytes / 1024, "answer": "" if answer is None else str(answer)}


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


def table(compared: list[Compared]) -> str:
    """Return the results as a Markdown table."""
    head = "| task | ours | peer | peer / ours | memory, ours | memory, peer | answers | goal |\n|---|---|---|---|---|---|---|---|"
    return "\n".join([head, *(row(result) for result in compared)])


def row(result: Compared) -> str:
    """Return one case as a row: medians in seconds, peaks in MB."""
    ours, peer = result.ours, result.peer
    cells = [result.case.name, f"{ours.median:.3g} s"]
    if peer:
        same = ours.answer if ours.answer == peer.answer else f"{ours.answer}; {peer.answer}"
        cells += [f"{peer.median:.3g} s ({result.case.peer_name})", f"{peer.median / ours.median:.1f}"]
        cells += [f"{ours.megabytes:.0f} MB", f"{peer.megabytes:.0f} MB", same]
    else:
        cells += ["", "", f"{ours.megabytes:.0f} MB", "", ours.answer]
    return "| " + " | ".join([*cells, result.verdict]) + " |"
