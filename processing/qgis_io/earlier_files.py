"""What stands in a folder that is going to be written to.

Files of an earlier run on the same question are replaced. Those of another question, and those that somebody changed since, move to a
folder beside it, with a date in its name. A file that no earlier run wrote is never touched: the run is refused.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path

from ..model.errors import OpgaveError
from ..model.files import file_hash, read_json
from ..model.progress import SILENT, Progress
from .outputs import Aside, must_stay_inside, said_when_refused, whole_folder

RECEIPT = ".opgavenkaart.json"
"""File in which a run notes what it wrote, where no manifest does."""
STAMP = "%Y-%m-%d-%H%M"
NAMED = 3
KEPT_TEXTS = {
    "changed": "Files in '{folder}' were changed since they were written: they are kept in '{kept}' ({files}).",
    "other": "The result of an earlier run on another question in '{folder}' is kept in '{kept}'.",
}


@dataclass(frozen=True)
class Earlier:
    """What an earlier run left in a folder.

    Attributes
    ----------
    files : dict of str to str
        SHA-256 by name, with ``/`` between folders; an empty one where any content is the run's own.
    question : str
        A digest of what it was asked.
    made : datetime
        When, in local time.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    question: str = ""
    made: datetime.datetime = datetime.datetime.min

    def is_changed(self, folder: Path, name: str) -> bool:
        """Whether a file is there, and not as it was written."""
        path = folder / name
        return path.is_file() and bool(self.files[name]) and file_hash(path) != self.files[name]


def question_of(*facts: object) -> str:
    """Return a digest of plain values that say what a run was asked."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def check_foreign(folder: Path, names: Iterable[str], earlier: Earlier) -> None:
    """Check that no file would be replaced that an earlier run did not write.

    Raises
    ------
    OpgaveError
        One would, or no folder can have that name.
    """
    with said_when_refused(folder):
        foreign = [name for name in names if (folder / name).is_file() and name not in earlier.files]
    if foreign:
        raise OpgaveError(
            "The folder '{folder}' already holds files that this would overwrite and that no earlier run wrote: {files}. Choose another"
            " folder, or move these files elsewhere.",
            folder=folder,
            files=", ".join(foreign[:NAMED]) + (f" (+{len(foreign) - NAMED})" if len(foreign) > NAMED else ""),
        )


def make_way(folder: Path, names: Collection[str], earlier: Earlier, question: str, progress: Progress) -> Aside | None:
    """Return which files move where before new ones of these names come; None where none has to.

    Raises
    ------
    OpgaveError
        A file there is not of an earlier run.
    """
    check_foreign(folder, names, earlier)
    there = [name for name in earlier.files if (folder / name).is_file()]
    if question == earlier.question:
        moved = [name for name in there if name in names and earlier.is_changed(folder, name)]
        template = KEPT_TEXTS["changed"]
    else:
        moved, template = there, KEPT_TEXTS["other"]
    if not moved:
        return None
    kept = free_folder(folder, earlier.made)
    progress.warn(template, folder=folder, kept=kept, files=", ".join(moved[:NAMED]))
    return Aside(tuple(moved), kept)


def free_folder(folder: Path, moment: datetime.datetime) -> Path:
    """Return a folder that is not there yet, beside another (inside it, where it cannot be beside), with a moment in its name."""
    return free_name(folder if must_stay_inside(folder) else folder.parent, folder.name, moment)


def free_name(above: Path, name: str, moment: datetime.datetime) -> Path:
    """Return a path in a folder that nothing has yet, such as ``warm_homes-2026-12-01-1430``."""
    dated = f"{name}-{moment.strftime(STAMP)}"
    names = chain([dated], (f"{dated}_{number}" for number in count(2)))
    return next(above / one for one in names if not (above / one).exists())


def with_project(earlier: Earlier, folder: Path, name: str, continued: bool) -> Earlier:
    """Return what an earlier run left with a project in it that somebody worked in, or put there.

    Where the new project ``continued`` that one, it may take its place; else that one has to be kept.
    """
    if not (folder / name).is_file():
        return earlier
    changed = earlier.files.get(name, "unknown")
    return replace(earlier, files={**earlier.files, name: "" if continued else changed})


# ---- folders without a manifest


@contextmanager
def write_noted_folder(path: str | Path, question: str, names: Iterable[str] = (), progress: Progress = SILENT) -> Iterator[Path]:
    """Yield a temporary folder as `outputs.whole_folder` does, whose files make way as said above; the block calls `leave_receipt` last.

    Parameters
    ----------
    question : str
        Of `question_of`.
    names : iterable of str
        Files that are going to be written as far as they are known, so that a run is refused before its work.
    """
    target = Path(path).resolve()
    before = read_receipt(target)
    check_foreign(target, names, before)
    with whole_folder(target, way_for(target, before, question, progress)) as place:
        yield place


def way_for(target: Path, before: Earlier, question: str, progress: Progress) -> Callable[[Path], Aside | None]:
    """Return what says, when the files are there, which earlier ones move where."""
    return lambda place: make_way(target, [name for name in names_in(place) if name != RECEIPT], before, question, progress)


def names_in(folder: Path) -> list[str]:
    """Return the names of all files below a folder, with ``/`` between folders."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def leave_receipt(place: Path, target: Path, question: str) -> None:
    """Note in ``place`` what was written there, and what an earlier run on the same question left in ``target`` besides."""
    before = read_receipt(target.resolve())
    written = {name: file_hash(place / name) for name in names_in(place)}
    files = (dict(before.files) if before.question == question else {}) | written
    text = json.dumps({"question": question, "files": files}, ensure_ascii=False, indent=1, sort_keys=True)
    (place / RECEIPT).write_text(text + "\n", encoding="utf-8")


def read_receipt(folder: Path) -> Earlier:
    """Return what the receipt in a folder says; nothing where there is none that can be read."""
    path = folder / RECEIPT
    try:
        document = read_json(path) if path.is_file() else {}
        files = {str(name): str(digest) for name, digest in document["files"].items()} if document else {}
        made = datetime.datetime.fromtimestamp(path.stat().st_mtime) if document else datetime.datetime.min
        return Earlier(files, str(document.get("question", "")), made)
    except (OSError, OpgaveError, KeyError, TypeError, AttributeError):
        return Earlier()
