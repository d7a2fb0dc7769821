"""Where a run of tests writes: in memory, where there is room. SQLite waits for a disk at every change, and a test makes hundreds."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
NAME = "opgavenkaart-tests-"
ROOM_BYTES = 8e9
"""What must be free: four times what a run of all tests takes."""


def use_memory() -> Path | None:
    """Have this process and those that it starts make their temporary files in a new folder in memory.

    Returns
    -------
    Path or None
        The folder; None where there is no room, or where ``TMPDIR`` says already where to write.
    """
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return None
    remove_orphans()
    if shutil.disk_usage(MEMORY).free < ROOM_BYTES:
        return None
    folder = MEMORY / f"{NAME}{os.getpid()}"
    folder.mkdir(mode=0o755, exist_ok=True)  # the database server, a user of its own, goes through it
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    return folder


def remove_orphans() -> None:
    """Remove the folders of runs that failed, which kept theirs to be looked at, or were killed."""
    for folder in MEMORY.glob(f"{NAME}*"):
        if not Path("/proc", folder.name.removeprefix(NAME)).exists():
            shutil.rmtree(folder, ignore_errors=True)
