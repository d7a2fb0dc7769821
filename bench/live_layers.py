"""Live layers of services a tenth of a second away: from the click to the first drawing, and how silent the window is meanwhile."""

from __future__ import annotations

import json
import os
import shutil
from functools import partial
from pathlib import Path

from opgavenkaart.bench.harness import Case, Goal, our_provider, scratch
from opgavenkaart.bench.silence import INSIDE, longest
from opgavenkaart.bench.window import STACK, window
from opgavenkaart.test.support.replay import play, replayed_catalogue

TITLE = "Live layers"
LATENCY = 0.1
MANY = 30
LAYERS = (
    "municipality", "provinces", "arrondissements", "service_centres", "libraries_poi", "unfit_dwellings", "heritage", "railways",
    "bus_stops", "statistical_sectors",
)  # fmt: skip
"""Records that are added, again and again under other ids where more are wanted."""
DRAWN_MS, SILENT_MS = 1000, 200
HALLE = (138_000.0, 155_000.0, 145_000.0, 161_000.0)
"""What the map shows (metres in Lambert 72): a part of the municipality."""
PATIENCE = 300
PEER = "QGIS's own Add Layer"


def cases(quick: bool) -> list[Case] | str:
    """One layer and thirty; a sentence where there is no window."""
    if shutil.which("Xvfb") is None or shutil.which("qgis") is None:
        return "there is no Xvfb or no QGIS Desktop here."
    drawn = Goal(f"drawn within {DRAWN_MS / 1000:g} s", lambda ours, peer: longest(ours.answer.partition(",")[0]) <= DRAWN_MS)
    silent = Goal(f"silent for at most {SILENT_MS} ms", lambda ours, peer: longest(ours.answer) <= SILENT_MS)
    sides = {name: (partial(add, f"add_{name}"), partial(add_by_qgis, f"add_{name}_by_qgis"), PEER) for name in ("one", "many")}
    return [
        Case("a live layer added, its service 100 ms away", partial(served, 1), *sides["one"], goal=drawn),
        Case(f"{MANY} live layers added, their services 100 ms away", partial(served, MANY), *sides["many"], repeat=1, goal=silent),
    ]


def served(count: int):
    """Return a window with its catalogue dock open on an empty map, and what is to be added; the services live as long as this process."""
    from opgavenkaart.processing.model.catalogue import read_catalogue
    from opgavenkaart.processing.sources.kinds import SOURCE_KINDS

    our_provider()
    playing = STACK.enter_context(play(None, LATENCY))
    path = replayed_catalogue(playing, scratch() / "catalogue.json", municipality="Halle")
    document = json.loads(path.read_text(encoding="utf-8"))
    known = {one["id"]: one for one in document["records"]}
    some = [known[id] | {"id": f"{id}_{number}"} for number in range(count) for id in LAYERS][:count]
    path.write_text(json.dumps(document | {"records": document["records"] + some}), encoding="utf-8")
    ids = [one["id"] for one in some]
    records = read_catalogue(path, for_titles=True).records
    sources = [[SOURCE_KINDS[records[id].source.kind].live(records[id]).uri(False), id, records[id].source.kind] for id in ids]
    found = window(INSIDE)
    found.call("choose", catalogue=str(path))
    found.call("open_dock", name="Catalogue")
    found.call("show_place", corners=HALLE)
    found.call("look_at", id=ids[0])
    return found, playing, ids, sources


def add(work: str, prepared) -> str:
    *served, ids, _ = prepared
    return measured(*served, work, ids=ids)


def add_by_qgis(work: str, prepared) -> str:
    *served, _, sources = prepared
    return measured(*served, work, sources=sources)


def measured(found, playing, work: str, **arguments) -> str:
    """Add layers; return when the first was drawn, the longest silence, how much QGIS computed, and how often it asked the services."""
    playing.asked.clear()
    before = processor_ms(found.process.pid)
    found.call("begin", work=work, arguments=arguments)
    facts = found.wait_for("ended", seconds=PATIENCE)
    drawn = f"drawn after {facts['drawn']} ms, " if facts["drawn"] else ""
    computed = (processor_ms(found.process.pid) - before) / 1000
    return f"{drawn}silent for at most {facts['silence']} ms, {computed:.2g} s of processor, {len(playing.asked)} requests"


def processor_ms(process: int) -> int:
    """Return how long a process has computed, in all its threads."""
    user, system = Path("/proc", str(process), "stat").read_text().rpartition(")")[2].split()[11:13]
    return 1000 * (int(user) + int(system)) // os.sysconf("SC_CLK_TCK")
