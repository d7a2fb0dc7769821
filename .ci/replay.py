"""Play the public sources until Ctrl+C, and write a catalogue that leads there: ``replay.py FOLDER [--fault HOST/PATH=FAULT]``."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "test"))

from support.replay import LATENCY, find_data, list_sources, play, replayed_catalogue  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder in which catalogue.json is written")
    parser.add_argument("--latency", type=float, default=LATENCY, help="seconds before each answer")
    parser.add_argument("--port", type=int, default=0, help="the first port; without it any that are free")
    parser.add_argument("--fault", action="append", default=[], help="host/path=down, refused, slow, silent, empty or changed:OLD=NEW")
    parser.add_argument("--generated", action="store_true", help="make everything up, as where the shared data are absent")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    faults = dict(text.split("=", 1) for text in given.fault)
    with play(None if given.generated else find_data(), given.latency, faults, first_port=given.port) as replay:
        replay.make_large_files()
        catalogue = replayed_catalogue(replay, given.folder / "catalogue.json")
        trust = catalogue.resolve().with_name("trust.json")
        print(f"{list_sources(replay)}\n\nCATALOGUE: {catalogue.resolve()}\nTRUST: {trust}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)


if __name__ == "__main__":
    main()
