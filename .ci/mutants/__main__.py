"""Puts small faults into a copy of the code, one by one, and lists those that no test sees: see docs/developers.md, or ``--help``."""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from queue import Queue

from checkout import Checkout
from covering import Covering, source_paths, test_paths
from faults import Fault, faults, matters

ROOT = Path(__file__).resolve().parents[2]
EQUIVALENT = ".ci/mutants/equivalent.json"
ROOMS = (
    "model",
    "analysis",
    "texts",
    "qgis_io",
    "sources",
    "cartography",
    "challenge",
    "planning",
    "quality",
    "products",
    "algorithms",
    "ui",
)
TESTS = (*(f"test/{room}" for room in ROOMS), "test/security", "test/test_examples.py")
SEEN, LIVES, EQUAL, UNTRIED = "seen", "lives", "equivalent", "not tried"


def main():
    """Draw, try, and tell."""
    wanted = arguments()
    root, build = wanted.root.resolve(), wanted.root.resolve() / "build" / "mutants"
    until = time.monotonic() + 3600 * wanted.hours
    checkouts = [Checkout(root, build / f"copy-{os.getpid()}-{number}") for number in range(wanted.jobs)]
    try:
        covering = Covering(build / "map", root)
        measure(covering, covering.stale(test_paths(root, wanted.tests)), checkouts, until)
        if not wanted.only_map:
            drawn = draw(root, rooms(root, wanted.rooms), random.Random(wanted.seed), wanted.count)
            say(f"Seed {wanted.seed}: {len(drawn)} faults")
            place = build / f"seed-{wanted.seed}.json"
            tell(try_all(drawn, Covering(build / "map", root), checkouts, until, wanted.most, place))
            say(f"All of it: {place}")
    finally:
        for checkout in checkouts:
            checkout.close()


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", default=f"{time.time():.0f}", help="draws the faults; without it, new ones every time")
    parser.add_argument("--count", type=int, default=200, help="how many, from all rooms together")
    parser.add_argument("--hours", type=float, default=2.0, help="how long at most, the map of what tests run included")
    parser.add_argument("--rooms", nargs="*", default=[], help="folders or files to draw from, such as processing/analysis/siting")
    parser.add_argument("--tests", nargs="*", default=TESTS, help="folders or files of tests to take along")
    parser.add_argument("--most", type=float, default=90.0, help="seconds of a processor for the tests of one fault, at most")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout")
    parser.add_argument("--only-map", action="store_true", help="measure which tests run which lines, and draw nothing")
    return parser.parse_args()


def measure(covering: Covering, files: list[str], checkouts: list[Checkout], until: float):
    """Bring the map up to date, as far as time allows."""

    def one(checkout: Checkout, file: str):
        if time.monotonic() < until:
            say(f"measuring {file}")
            covering.keep(file, checkout)

    at_once(one, files, checkouts)


def rooms(root: Path, wanted: list[str]) -> dict[str, list[str]]:
    """Return the sources of each room: a folder below a floor, or a floor for what lies in no folder; those in the ``wanted`` folders."""
    found: dict[str, list[str]] = {}
    for path in source_paths(root):
        if not wanted or any(f"{path}/".startswith(name.rstrip("/") + "/") for name in wanted):
            folders = path.split("/")[:-1]
            found.setdefault("/".join(folders[: 3 if folders[:1] == ["processing"] else 2]) or path, []).append(path)
    return found


def draw(root: Path, places: dict[str, list[str]], rng: random.Random, count: int) -> list[tuple[str, Fault]]:
    """Draw faults from each room, more from a larger one (by the root of its faults), each kind as often as another, in a mixed order."""
    every = {room: [fault for path in paths for fault in faults((root / path).read_bytes(), path)] for room, paths in places.items()}
    every = {room: some for room, some in every.items() if some}
    roots = {room: len(some) ** 0.5 for room, some in every.items()}
    exact = {room: count * part / sum(roots.values()) for room, part in roots.items()}
    share = {room: int(part) for room, part in exact.items()}
    for room in sorted(exact, key=lambda room: share[room] - exact[room])[: count - sum(share.values())]:
        share[room] += 1
    drawn = [(room, fault) for room, some in every.items() for fault in draw_in_room(root, some, rng, share[room])]
    rng.shuffle(drawn)
    return drawn


def draw_in_room(root: Path, some: list[Fault], rng: random.Random, count: int) -> list[Fault]:
    """Draw from the faults of a room: a kind first, then one of that kind, at most one in a statement."""
    kinds: dict[str, list[Fault]] = {}
    for fault in some:
        kinds.setdefault(fault.kind, []).append(fault)
    drawn, taken = [], set()
    while len(drawn) < count and kinds:
        kind = rng.choice(sorted(kinds))
        fault = kinds[kind].pop(rng.randrange(len(kinds[kind])))
        if not kinds[kind]:
            del kinds[kind]
        if (fault.path, fault.lines) not in taken and matters((root / fault.path).read_bytes(), fault):
            taken.add((fault.path, fault.lines))
            drawn.append(fault)
    return drawn


def try_all(
    drawn: list[tuple[str, Fault]], covering: Covering, checkouts: list[Checkout], until: float, most: float, place: Path
) -> list[dict]:
    """Try every fault that time allows; return what became of each, and keep it as JSON all the while."""
    equal, results = equivalents(covering.root), []

    def one(checkout: Checkout, room_and_fault: tuple[str, Fault]):
        room, fault = room_and_fault
        result = {"room": room, "path": fault.path, "line": fault.line(covering.sources[fault.path]), "kind": fault.kind}
        before, after = fault.shown(covering.sources[fault.path])
        result |= {"before": before, "after": after, "fault": asdict(fault)}
        if why := equal.get((fault.path, before, after)) or equal.get((fault.path, before, "")):
            result |= {"outcome": EQUAL, "why": why}
        elif time.monotonic() > until:
            result |= {"outcome": UNTRIED, "why": "time was up"}
        else:
            result |= attempt(fault, covering, checkout, most)
        results.append(result)
        place.write_text(json.dumps(results, indent=1), encoding="utf-8")
        say(f"{len(results)}/{len(drawn)} {result['outcome']}: {line_of(result)}")

    at_once(one, drawn, checkouts)
    return results


def attempt(fault: Fault, covering: Covering, checkout: Checkout, most: float) -> dict:
    """Put a fault into a copy, and run the tests that cover it."""
    tests, seconds, are_all = covering.tests_of(fault, most)
    if not tests:
        return {"outcome": LIVES, "why": "no test runs this line"}
    with checkout.holding(fault):
        started = time.monotonic()
        done = checkout.ask({"tests": tests}, seconds)
    took = {"seconds": round(time.monotonic() - started, 1)}
    if done["outcome"] != LIVES:
        return took | {"outcome": SEEN, "why": done["by"] or done["outcome"]}
    return took | {"outcome": LIVES, "why": f"{len(tests)} tests pass" + ("" if are_all else ", and more would run this line")}


def equivalents(root: Path) -> dict[tuple[str, str, str], str]:
    """Return why a changed line does the same, by path, line before and line after (empty: whatever stands there)."""
    place = root / EQUIVALENT
    known = json.loads(place.read_text(encoding="utf-8")) if place.exists() else []
    return {(one["path"], one["before"], one.get("after", "")): one["why"] for one in known}


def tell(results: list[dict]):
    """Print what lives, and how many of each room were seen."""
    for outcome in (LIVES, EQUAL):
        some = sorted((one for one in results if one["outcome"] == outcome), key=lambda one: (one["path"], one["line"]))
        say(f"\n{len(some)} {outcome}" + "".join(f"\n{line_of(one)}\n    {one['why']}" for one in some))
    say("\nroom: seen, of those that change something")
    for room in sorted({one["room"] for one in results}):
        say(f"{room}: {share_seen(one['outcome'] for one in results if one['room'] == room)}")
    say(f"all: {share_seen(one['outcome'] for one in results)}")


def share_seen(outcomes: Iterable[str]) -> str:
    """Return how many of the faults that change something were seen."""
    counts = Counter(outcomes)
    changing = counts[SEEN] + counts[LIVES]
    return f"{counts[SEEN]} of {changing}" + (f" ({counts[SEEN] / changing:.1%})" if changing else "")


def line_of(result: dict) -> str:
    """Return a fault as a reader looks for it."""
    return f"{result['path']}:{result['line']} ({result['kind']})\n    - {result['before']}\n    + {result['after']}"


def at_once(work, things: list, checkouts: list[Checkout]):
    """Do ``work(checkout, thing)`` for each thing, one at a time in each copy."""
    free: Queue[Checkout] = Queue()
    for checkout in checkouts:
        free.put(checkout)

    def one(thing):
        checkout = free.get()
        try:
            work(checkout, thing)
        finally:
            free.put(checkout)

    with ThreadPoolExecutor(len(checkouts)) as pool:
        list(pool.map(one, things))


def say(text: str):
    """Print a line at once."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
