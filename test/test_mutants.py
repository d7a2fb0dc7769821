"""`make mutants`: which faults it makes, that it tells those a test sees from those that live, and what is called equivalent."""

import json
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[1]
TOOL = ROOT / ".ci" / "mutants"
EQUIVALENT = json.loads((TOOL / "equivalent.json").read_text(encoding="utf-8"))
tool = SimpleNamespace(**runpy.run_path(str(TOOL / "faults.py")))


def lines_after(line: str) -> set[tuple[str, str]]:
    """Return each fault of a line: its kind, and what the line becomes."""
    source = line.encode()
    return {(fault.kind, fault.shown(source)[1]) for fault in tool.faults(source) if tool.matters(source, fault)}


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("near = cost <= norm", {("boundary", "near = (cost < norm)"), ("comparison", "near = (cost >= norm)")}),
        ("share = part / whole", {("arithmetic", "share = (part * whole)"), ("dropped term", "share = part")}),
        ("best = min(costs)", {("wrong function", "best = max(costs)")}),
        ("rows = sorted(rows, key=cost)", {("forgotten call", "rows = rows"), ("wrong order", "rows = sorted(rows)")}),
        ("some = [one for one in rows if one.open]", {("ignored filter", "some = [one for one in rows]")}),
        ("both = a and b", {("and, or", "both = (a or b)"), ("dropped condition", "both = a"), ("dropped condition", "both = b")}),
        ("rest = rows[1:]", {("whole range", "rest = rows[:]"), ("one too many", "rest = rows[2:]"), ("one too few", "rest = rows[0:]")}),
        ("limit = 0.5", {("inflated", "limit = 0.55")}),
        ("limit = 2_000", {("inflated", "limit = 2200")}),
        ("table = read(layer, filter=text, progress=progress)", {("dropped argument", "table = read(layer, progress=progress)")}),
        ("between = ways(here, there)", {("swapped arguments", "between = ways(there, here)")}),
        ("box.set(row['a'], row['b'])", {("wrong key", "box.set(row['b'], row['b'])"), ("wrong key", "box.set(row['a'], row['a'])"),
                                         ("dropped statement", "pass")}),
        ("def f(n: int = 1, on: bool = True): ...", {("one too many", "def f(n: int = 2, on: bool = True): ..."),
                                                     ("one too few", "def f(n: int = 0, on: bool = True): ..."),
                                                     ("wrong default", "def f(n: int = 1, on: bool = False): ...")}),
        ("progress.update(done / whole)", set()),
        ("import math", set()),
    ],
)  # fmt: skip
def test_the_faults_of_a_line(line, after):
    assert lines_after(line) == after


def test_a_guard_is_dropped_and_an_error_swallowed():
    found = lines_after("if lost:\n    raise Lost(name)")
    assert found == {("dropped guard", "if False:"), ("swallowed error", "pass")}


@pytest.fixture
def small_checkout(tmp_path):
    """A plugin of one function, whose test looks at half of it."""
    source, test = tmp_path / "processing" / "model" / "fare.py", tmp_path / "test" / "model" / "test_fare.py"
    for file in (source, test):
        file.parent.mkdir(parents=True)
    for folder in ("ui", "test"):
        (tmp_path / folder).mkdir(exist_ok=True)
    source.write_text("def fare(age):\n    if age < 12:\n        return 0\n    return 3\n")
    test.write_text(
        "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[2] / 'processing' / 'model'))\n"
        "from fare import fare\n\n\ndef test_children_go_free():\n    assert fare(11) == 0\n"
    )
    known = tmp_path / ".ci" / "mutants" / "equivalent.json"
    known.parent.mkdir(parents=True)
    equal = {"path": "processing/model/fare.py", "before": "if age < 12:", "why": "Nobody is older than 11."}
    known.write_text(json.dumps([equal]))
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    return tmp_path


def test_what_no_test_sees_is_listed(small_checkout):
    """Of a child's fare nothing may change, of a grown-up's anything; the checkout itself stays as it was."""
    source = small_checkout / "processing" / "model" / "fare.py"
    before = source.read_text()
    command = [sys.executable, "-P", TOOL, "--root", small_checkout, "--seed", "1", "--count", "9", "--most", "1"]
    ran = subprocess.run([*map(str, command), "--tests", "test"], capture_output=True, text=True, check=True)
    results = json.loads((small_checkout / "build" / "mutants" / "seed-1.json").read_text())
    assert {one["line"]: one["outcome"] for one in results} == {2: "equivalent", 3: "seen", 4: "lives"}, ran.stdout
    assert "all: 1 of 2 (50.0%)" in ran.stdout
    assert source.read_text() == before


@pytest.mark.parametrize(("does", "ends"), [("pass", True), ("while True: pass", False), ("import time; time.sleep(60)", False)])
def test_a_run_ends_or_uses_up_its_seconds(does, ends, monkeypatch):
    """Whether it computes for ever, or waits for what never comes."""
    monkeypatch.syspath_prepend(str(TOOL))
    run = subprocess.Popen([sys.executable, "-c", does])
    try:
        assert runpy.run_path(str(TOOL / "serve.py"))["ends"](run.pid, 0.3) is ends
    finally:
        run.kill()
        run.wait()


def test_what_is_called_equivalent_stands_in_the_code_and_has_its_reason():
    for one in EQUIVALENT:
        text = " ".join((ROOT / one["path"]).read_text(encoding="utf-8").split())
        assert one["before"] in text, f"{one['path']} has no such line: {one['before']}"
        assert one["why"].endswith(".")
