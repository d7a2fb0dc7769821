"""Run the benchmarks of this folder: ``run.py [NAME ...]``, all without a name. QUICK=1 measures once, on less.

Prints each table, and (unless quick) puts it in RESULTS.md with the date, the versions and the machine.
"""

from __future__ import annotations

import datetime
import importlib
import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "RESULTS.md"
TOOLS = {"generated", "harness", "inside_dock", "inside_silence", "inside_window", "run"}
PACKAGES = ("numpy", "scipy", "pandas", "shapely", "geopandas", "esda", "libpysal", "tobler", "sedonadb", "distributed")
HEAD = """# Results of the benchmarks

Written by `make bench`; a section is replaced when its benchmark runs again. Times are medians, memory is the peak of a
process; the ratios say more than the seconds, which differ from machine to machine. Ours and the peer do the same
task on the same data, by turns, each time in a fresh process.
"""

sys.path.insert(0, str(ROOT / "build" / "plugins"))

from opgavenkaart.bench import harness  # noqa: E402


def main(names: list[str]) -> None:
    quick = os.environ.get("QUICK", "") not in ("", "0")
    for name in names or available():
        module = load(name)
        cases = module.cases(quick)
        print(f"\n{module.TITLE} ({name})", flush=True)
        if isinstance(cases, str):
            print(f"  skipped: {cases}")
            continue
        compared = {}
        for number, case in enumerate(cases):
            compared[case.name] = show(harness.compare(name, number, case, quick, compared))
        if not quick:
            write_section(module.TITLE, harness.table(list(compared.values())))
    if not quick:
        print(f"\nRESULTS: {RESULTS}")


def available() -> list[str]:
    return sorted(path.stem for path in (ROOT / "bench").glob("*.py") if path.stem not in TOOLS)


def load(name: str):
    return importlib.import_module(f"opgavenkaart.bench.{name}")


def show(result: harness.Compared) -> harness.Compared:
    """Print a case as soon as it is measured."""
    peer = f", {result.case.peer_name} {result.peer.median:.3g} s ({result.peer.megabytes:.0f} MB)" if result.peer else ""
    verdict = f" [{result.verdict}]" if result.verdict else ""
    print(f"  {result.case.name}: ours {result.ours.median:.3g} s ({result.ours.megabytes:.0f} MB){peer}{verdict}", flush=True)
    return result


def write_section(title: str, table: str) -> None:
    """Put a benchmark's table in RESULTS.md, in the place of its earlier one."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", old, re.DOTALL | re.MULTILINE))
    sections[title] = f"\n{datetime.date.today():%Y-%m-%d}, {machine()}; {versions()}.\n\n{table}\n\n"
    body = "".join(f"## {name}\n{text}" for name, text in sorted(sections.items()))
    RESULTS.write_text(f"{HEAD}\n{body}".rstrip() + "\n", encoding="utf-8")


def machine() -> str:
    cores = len(os.sched_getaffinity(0))
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores, {gigabytes:.0f} GB memory"


def versions() -> str:
    """Return what was measured with: QGIS and its libraries, Python and its packages."""
    said = subprocess.run(["qgis_process", "--version"], capture_output=True, text=True, check=True).stdout
    named = re.findall(r"^(QGIS|GDAL/OGR|GEOS)(?: version)?:? ([\d.]+)", said, re.MULTILINE)
    here = {package: version(package).split("+")[0] for package in PACKAGES if find_spec(package)}
    return ", ".join(f"{name} {number}" for name, number in [*named, ("Python", sys.version.split()[0]), *here.items()])


def measure(bench: str, number: str, side: str, quick: str) -> None:
    case = load(bench).cases(quick == "1")[int(number)]
    print(json.dumps(harness.measure_here(case, side)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(*sys.argv[2:])
    else:
        with harness.shared_folder():
            main(sys.argv[1:])
