"""Where the files lie that a map is made from, as others may read it: below one folder, which is named from where the map lies.

No path of a computer is in what is handed out. A map that moves together with its data is made again as it is; elsewhere somebody says in
which folders the files lie.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from .files import file_hash
from .public_text import HOME, at_home
from .trust import is_below

HERE = "./"
"""How a path in a manifest begins that starts at the folder of the sources."""


def common_folder(paths: Iterable[str]) -> str:
    """Return the folder below which all of these whole paths lie; empty where that is a whole disk, or the folder of all users."""
    parents = {os.path.dirname(path) for path in paths}  # noqa: PTH120  parents of paths of any system
    try:
        found = os.path.commonpath(parents) if parents else ""
    except ValueError:  # of two disks
        return ""
    return "" if not found or _is_bare(found) else found


def public_path_below(path: str, root: str) -> str:
    """Return a whole path from the folder of the sources; its name alone where it lies elsewhere."""
    return Path(path).relative_to(root).as_posix() if root and is_below(path, root) else PureWindowsPath(path).name


def public_folder(root: str, folder: str) -> str:
    """Return the folder of the sources from the one in which a map lies, or from the home folder; empty where that would name a user or the
    layout of a computer.
    """
    home = str(Path.home())
    if not root:
        return ""
    if is_below(root, home) != is_below(folder, home):
        return HOME + Path(root).relative_to(home).as_posix() if is_below(root, home) else ""
    try:
        common = os.path.commonpath([root, folder])
    except ValueError:
        return ""
    return "" if _is_bare(common) else Path(os.path.relpath(root, folder)).as_posix()


def _is_bare(folder: str) -> bool:
    return Path(folder) in (Path(folder).parent, Path.home().parent)


def is_whole(text: str) -> bool:
    """Whether a text is a path that names all folders, on any system."""
    plain = at_home(text)
    return PurePosixPath(plain).is_absolute() or bool(PureWindowsPath(plain).drive and PureWindowsPath(plain).root)


def split_layer(text: str) -> tuple[str, str]:
    """Return the file of a layer's source as QGIS writes it, and what follows (``|layername=...``)."""
    file, bar, rest = text.partition("|")
    return file, bar + rest


def paths_in(parameters: Mapping[str, Any]) -> list[str]:
    """Return the whole paths that parameters of a manifest lead to."""
    texts = [value.get("source", "") if isinstance(value, dict) else value for value in parameters.values()]
    return [at_home(split_layer(text)[0]) for text in texts if isinstance(text, str) and is_whole(text)]


def public_parameters(parameters: Mapping[str, Any], root: str) -> dict[str, Any]:
    """Return parameters with their whole paths from the folder of the sources."""

    def told(text: Any) -> Any:
        if not isinstance(text, str) or not is_whole(text):
            return text
        file, rest = split_layer(text)
        return HERE + public_path_below(at_home(file), root) + rest

    return {
        name: value | {"source": told(value["source"])} if isinstance(value, dict) and "source" in value else told(value)
        for name, value in parameters.items()
    }


@dataclass(frozen=True)
class SourceFolders:
    """Where the files of a map are looked for.

    Attributes
    ----------
    given : tuple of Path
        Folders that somebody gave, and all below them, which go first.
    known : tuple of Path
        The folder that the map itself names, and its own.
    """

    given: tuple[Path, ...] = ()
    known: tuple[Path, ...] = ()

    def find(self, text: str, sha: str = "") -> str:
        """Return the whole path of a file or folder that a map names from the folder of its sources; empty where it is in none.

        Parameters
        ----------
        sha : str
            SHA-256 of its content then: of several files with its name, the one that has it.
        """
        parts = PurePosixPath(text.replace("\\", "/")).parts
        parts = tuple(one for one in parts[-1:] if one != "..") if ".." in parts else parts
        if not parts:
            return ""
        tails = [(folder, parts[start:]) for folder in self.given for start in range(len(parts))] + [(one, parts) for one in self.known]
        found = next((str(place) for folder, tail in tails if (place := folder.joinpath(*tail)).exists()), "")
        if found:
            return found
        named = [Path(folder, parts[-1]) for given in self.given for folder, _, files in os.walk(given) if parts[-1] in files]
        if len(named) > 1 and sha:
            named = [path for path in named if file_hash(path) == sha]
        return str(named[0]) if len(named) == 1 else ""

    def expected(self, text: str) -> str:
        """Return where a file that is found nowhere would lie."""
        return str(next(iter((*self.known, *self.given)), Path()) / text)

    def whole_parameters(self, parameters: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """Return parameters with whole paths in place of those from the folder of the sources, and which were found nowhere."""
        missing = []

        def whole(text: Any) -> Any:
            if not isinstance(text, str) or not text.startswith(HERE):
                return text
            file, rest = split_layer(text[len(HERE) :])
            place = self.find(file)
            if not place:
                missing.append(file)
            return (place or self.expected(file)) + rest

        found = {
            name: value | {"source": whole(value["source"])} if isinstance(value, dict) and "source" in value else whole(value)
            for name, value in parameters.items()
        }
        return found, missing


def folders_of(stated: Any, lies_in: Path, given: Sequence[Path] = ()) -> SourceFolders:
    """Return where the files of a map are looked for that lies in a folder, and states in which one its sources are."""
    leads = isinstance(stated, str) and stated and "\0" not in stated and not is_whole(stated.removeprefix(HOME))
    known = [Path(os.path.realpath(lies_in / at_home(stated)))] if leads else []
    return SourceFolders(tuple(given), (*known, lies_in))
