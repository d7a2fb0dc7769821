"""Which tests run a line, from what `contexts.measure` wrote for every test file; a file whose text changed is measured again."""

import ast
import difflib
import hashlib
import json
import sqlite3
from functools import cache
from pathlib import Path

from contexts import FIXTURE, INSIDE
from coverage import CoverageData
from faults import Fault

MEASURING_SECONDS = 900.0


class Covering:
    """The map in ``folder``: data of each test file, and the sources as they were then, by which lines are followed that moved."""

    def __init__(self, folder: Path, root: Path):
        self.folder, self.root = folder, root
        (folder / "sources").mkdir(parents=True, exist_ok=True)
        self.sources = {path: (root / path).read_bytes() for path in source_paths(root)}

    def stale(self, files: list[str]) -> list[str]:
        """Return the test files that were never measured, or have another text since."""
        return [file for file in files if self._known(file).get("key") != _key((self.root / file).read_bytes())]

    def data(self, file: str) -> Path:
        """Return where the lines of a test file are kept."""
        return self.folder / (file.replace("/", "__") + ".data")

    def keep(self, file: str, checkout):
        """Measure a test file in a copy of the checkout, and keep what it says."""
        data = self.data(file)
        data.unlink(missing_ok=True)
        key = _key((checkout.folder / file).read_bytes())
        checkout.ask({"cover": file, "data": str(data), "log": f"{data}.log"}, MEASURING_SECONDS)
        keys = {}
        for path in self.sources:
            source = (checkout.folder / path).read_bytes()
            keys[path] = _key(source)
            (self.folder / "sources" / keys[path]).write_bytes(source)
        data.with_suffix(".known").write_text(json.dumps({"key": key, "sources": keys}))

    def tests_of(self, fault: Fault, most_seconds: float) -> tuple[list[str], float, bool]:
        """Return the tests that run the faulty line: those of its own floor first, and the quick ones, in at most so many seconds.

        Also how long they take, and whether these are all. Tests of a QGIS that their file starts go together, in their order.
        """
        floor = fault.path.split("/")[1 if fault.path.startswith("processing/") else 0]
        found = [group for file in self.files() for group in self._groups_in(file, fault)]
        found.sort(key=lambda group: (group[0].split("/")[1] != floor, self._seconds(group)))
        chosen, seconds = [], 0.0
        for group in found:
            if not chosen or seconds + self._seconds(group) <= most_seconds:
                chosen.append(group)
                seconds += self._seconds(group)
        files = list(dict.fromkeys(group[0].split("::")[0] for group in chosen))
        tests = [test for file in files for group in chosen for test in group if test.split("::")[0] == file]
        return tests, seconds, len(chosen) == len(found)

    def _groups_in(self, file: str, fault: Fault) -> list[list[str]]:
        """Return the tests of a file that run the faulty line, each by itself or all together."""
        found, together = self._tests_in(file, fault)
        return [found] if together and found else [[test] for test in found]

    def _seconds(self, group: list[str]) -> float:
        known = self._tests(group[0].split("::")[0])
        return sum(known[test]["seconds"] for test in group)

    def files(self) -> list[str]:
        """Return the test files that have been measured and are still there."""
        names = (known.name.removesuffix(".known").replace("__", "/") for known in sorted(self.folder.glob("*.known")))
        return [name for name in names if (self.root / name).exists()]

    @cache  # noqa: B019 - there is one
    def _known(self, file: str) -> dict:
        place = self.data(file).with_suffix(".known")
        return json.loads(place.read_text()) if place.exists() else {}

    @cache  # noqa: B019 - there is one
    def _tests(self, file: str) -> dict:
        place = Path(f"{self.data(file)}.json")
        return json.loads(place.read_text()) if place.exists() else {}

    def _tests_in(self, file: str, fault: Fault) -> tuple[list[str], bool]:
        """Return the tests of a file that run the faulty line and pass without it, and whether only a QGIS that they start runs it."""
        lines = self._lines(file, fault.path)
        here = self._between(lines, *fault.lines)
        if not here and fault.function and (fault.lines[0] <= fault.function[0] or self._is_new(file, fault)):
            here = self._between(lines, *fault.function)  # a default counts when the function runs; of a new line nothing more is known
        if not here and not fault.function:
            here = set().union(*lines.values()) if lines else set()  # a constant of the module, or a field of a class
            here = here or {test for path in self._importers(fault.path) for tests in self._lines(file, path).values() for test in tests}
        passing = {test: known for test, known in self._tests(file).items() if known["passed"] and "seconds" in known}
        if here == {INSIDE}:
            return list(passing), True
        shared = {context.removeprefix(FIXTURE) for context in here if context.startswith(FIXTURE)}
        return [test for test, known in passing.items() if test in here or shared & set(known["fixtures"])], False

    @staticmethod
    def _between(lines: dict[int, set[str]], first: int, last: int) -> set[str]:
        return {context for line in range(first, last + 1) for context in lines.get(line, ())}

    @cache  # noqa: B019 - there is one
    def _lines(self, file: str, path: str) -> dict[int, set[str]]:
        """Return the contexts of each line of a source as it is now."""
        data = self._opened(file)
        place = data and next((name for name in data.measured_files() if name.endswith("/" + path)), None)
        key = self._known(file).get("sources", {}).get(path)
        if not place or not key:
            return {}
        moved = self._moves(path, key)
        contexts = {line: {one for one in some if one} for line, some in data.contexts_by_lineno(place).items()}
        return {moved[line] if moved else line: some for line, some in contexts.items() if some and (not moved or line in moved)}

    def _is_new(self, file: str, fault: Fault) -> bool:
        """Return whether no line of the faulty statement stood in the source when the test file was measured."""
        moved = self._moves(fault.path, self._known(file).get("sources", {}).get(fault.path, ""))
        return moved is not None and not set(moved.values()) & set(range(fault.lines[0], fault.lines[1] + 1))

    @cache  # noqa: B019 - there is one
    def _moves(self, path: str, key: str) -> dict[int, int] | None:
        """Return where the lines of a source as it was measured are now; None where it is the same, or was not there."""
        now = self.sources.get(path, b"")
        return _moved((self.folder / "sources" / key).read_bytes(), now) if key and key != _key(now) else None

    @cache  # noqa: B019 - there is one
    def _opened(self, file: str) -> CoverageData | None:
        try:
            data = CoverageData(str(self.data(file)))
            data.read()
        except (OSError, sqlite3.Error):
            return None
        return data

    @cache  # noqa: B019 - there is one
    def _importers(self, path: str) -> list[str]:
        name = Path(path).stem
        return [other for other, source in self.sources.items() if other != path and name in _imported(source)]


def _imported(source: bytes) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").split(".")[-1], *(one.name for one in node.names)}
    return found


def _moved(before: bytes, now: bytes) -> dict[int, int]:
    """Return where the lines of a source are now, from 1; those of which nothing is left are absent."""
    same = difflib.SequenceMatcher(None, before.splitlines(), now.splitlines(), autojunk=False).get_matching_blocks()
    return {block.a + place + 1: block.b + place + 1 for block in same for place in range(block.size)}


def _key(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:16]


def source_paths(root: Path) -> list[str]:
    """Return the files of the plugin that hold code, by their path in the checkout."""
    found = [*root.glob("plugin.py"), *(root / "processing").rglob("*.py"), *(root / "ui").rglob("*.py")]
    return sorted(str(file.relative_to(root)) for file in found)


def test_paths(root: Path, under: list[str]) -> list[str]:
    """Return the test files in these folders, or these files, in that order."""
    found = [file for name in under for file in ([root / name] if name.endswith(".py") else sorted((root / name).rglob("test_*.py")))]
    return list(dict.fromkeys(str(file.relative_to(root)) for file in found))
