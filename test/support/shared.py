"""What takes long to make and is made once for a whole run of tests, in however many processes that goes."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[str], dict]) -> dict:
    """Return what ``make(folder)`` gave, in a copy of the folder that is this process's own.

    The first process that asks calls it; others wait for that. It gives what JSON can hold, and paths in that folder.
    """
    place, own = factory.getbasetemp(), factory.mktemp(name) / "made"
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    folder, known = place / f"shared_{name}", place / f"shared_{name}.json"
    with Path(f"{folder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not known.exists():
            folder.mkdir()
            known.write_text(json.dumps(make(str(folder))), encoding="utf-8")
    shutil.copytree(folder, own)
    return json.loads(known.read_text(encoding="utf-8").replace(str(folder), str(own)))
