"""The real data of Ghent and Flanders, which lie beside the checkout and are no part of it."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def data_folder(*needed: str) -> Path:
    """Return the folder of real data; skip the test, with the reason, where it or a file ``needed`` in it is absent."""
    folder = Path(os.environ.get("OPGAVENKAART_DATA") or ROOT.parent / "shared" / "data").resolve()
    absent = [str(folder / name) for name in needed or ("",) if not (folder / name).exists()]
    if absent:
        pytest.skip(f"no real data: {', '.join(absent)} is absent (set OPGAVENKAART_DATA to the folder that holds it)")
    return folder
