"""The first map of a municipality, from the replay of the public sources or from themselves: ``first_map.py MUNICIPALITY [--live]``."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path

from run_example import BUILD, ROOT, emptied, enable_plugin, run, shown

sys.path.insert(0, str(ROOT / "test"))

FILES = ("MUNICIPAL_CATALOGUE", "INDICATORS", "MANIFEST", "PROJECT", "REPORT")
GENERATED = "Most of its answers are generated: docs/sources.md says of each indicator whether its values in Halle were recorded."
COUNTS = ("MAP_COUNT", "FAILED_COUNT")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("municipality", help="name or NIS code")
    parser.add_argument("--challenge", default="all", help="id of a challenge, several with commas, or all")
    parser.add_argument("--vintage", default="newest", help="year of the areas")
    parser.add_argument("--latency", type=float, default=0.1, help="seconds before each answer of the replay")
    parser.add_argument("--live", action="store_true", help="ask the real sources")
    given = parser.parse_args()
    os.chdir(ROOT)
    enable_plugin()
    folder = Path(emptied(BUILD / "first_map" / given.municipality))
    inputs = {"MUNICIPALITY": given.municipality, "CHALLENGE": given.challenge, "OUTPUT_FOLDER": str(folder / "maps")}
    inputs["VINTAGE"] = given.vintage
    with contextlib.ExitStack() as stack:
        if not given.live:
            from support.replay import play, replayed_catalogue

            replay = stack.enter_context(play(latency=given.latency))
            replay.make_large_files()
            inputs["CATALOGUE"] = str(replayed_catalogue(replay, folder / "catalogue.json"))
            inputs["TRUST"] = str(folder / "trust.json")
        results = run("opgavenkaart:first_map", inputs)
        if not given.live:
            print(f"\nThe replay answered {len(replay.asked)} requests. {GENERATED}")
    print("\n".join(f"{name}: {shown(results[name])}" for name in FILES if name in results))
    print("\n".join(f"{name}: {results[name]}" for name in COUNTS if name in results))


if __name__ == "__main__":
    main()
