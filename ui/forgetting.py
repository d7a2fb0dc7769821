"""What the plugin keeps in the user's profile, and the question what of it may go."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ..processing.model.errors import OpgaveError
from ..processing.qgis_io.decision_files import FOLDER as DECISIONS
from ..processing.texts.language import Language, interface_language, tr
from .plain_words import PlainLabel, plain
from .result_places import files_of, layers_folder
from .settings import GROUP, settings
from .tidying import shown_places

MEGABYTE = 1_000_000
HELD_TEXTS = {"held": "Another program uses these files, so they are still there. Close it and remove them: {files}."}
"""What is said of files that cannot go."""
WIDE = 70
"""Letters that the dialog is wide."""


@dataclass(frozen=True)
class ForgettablePart:
    """Something that may go.

    Attributes
    ----------
    title : str
        What it is, and how much of it there is.
    paths : tuple of Path
        Its files and folders; none for the settings.
    is_work : bool
        Whether it is the user's own work, which only goes where the user says so.
    """

    title: str
    paths: tuple[Path, ...] = ()
    is_work: bool = False

    def remove(self) -> list[Path]:
        """Take it away, and return the files that another program holds."""
        if not self.paths:
            settings.forget()
        for path in self.paths:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return [path for path in self.paths if path.exists()]


def profile_folder() -> Path:
    """Return the plugin's folder in the user's profile, which may not be there."""
    return Path(QgsApplication.qgisSettingsDirPath()) / GROUP


def parts_kept() -> list[ForgettablePart]:
    """Return what the plugin keeps in the user's profile."""
    folder = profile_folder()
    catalogues = sorted(folder.glob("*.json"))
    decisions = folder / DECISIONS.name
    rest = [path for path in sorted(folder.glob("*")) if path not in (*catalogues, layers_folder(), decisions)]
    parts = [ForgettablePart(tr("Settings: lists of catalogues and maps, favourites, municipality, store, house style"))]
    layers = files_of(layers_folder())
    if layers_folder().exists():
        parts.append(ForgettablePart(layers_title(len(layers), layers_folder()), (layers_folder(),)))
    if rest:
        parts.append(
            ForgettablePart(tr("Demo city and other files that Opgavenkaart made ({size})").format(size=size_of(rest)), tuple(rest))
        )
    if decisions.exists():
        parts.append(
            ForgettablePart(
                tr("What you decided about defects of layers ({size})").format(size=size_of([decisions])), (decisions,), is_work=True
            )
        )
    return parts + [ForgettablePart(catalogue_title(path), (path,), is_work=True) for path in catalogues]


def remove_parts(parts: Sequence[ForgettablePart]) -> list[Path]:
    """Take parts away, and the plugin's folder with the last of them; return the files that another program holds."""
    held = [path for part in parts for path in part.remove()]
    with suppress(OSError):  # a folder goes only when it is empty
        profile_folder().rmdir()
    return held


def keeps_anything() -> bool:
    """Return whether there are settings, or files that are not the user's own work."""
    return settings.are_kept() or bool(made_files())


def made_files() -> list[Path]:
    """Return the files and folders in the plugin's folder that are not the user's own catalogues."""
    return [path for path in sorted(profile_folder().glob("*")) if path.suffix != ".json"]


def remove_all_but_work() -> list[Path]:
    """Take settings and files away; catalogues of the user's own stay. Return the files that another program holds."""
    return remove_parts([ForgettablePart(""), *(ForgettablePart(path.name, (path,)) for path in made_files())])


def layers_title(count: int, folder: Path) -> str:
    """Return how many layers and maps there are, how large they are, and how many the open project shows."""
    title = tr("1 loaded or computed result | {count} loaded or computed results", count=count) + f" ({size_of([folder])})"
    shown = len(shown_places())
    return f"{title}, {tr('of which the open project shows 1 | of which the open project shows {count}', count=shown)}" if shown else title


def catalogue_title(path: Path) -> str:
    """Return where a catalogue of the user's own is, and how many layers it has."""
    from ..processing.model.catalogue import read_catalogue

    try:
        count = len(read_catalogue(str(path)).own)
    except OpgaveError:
        return tr("Own catalogue, which cannot be read:\n{path}").format(path=path)
    layers = tr("1 layer | {count} layers", count=count)
    return tr("Own catalogue with {layers}:\n{path}").format(path=path, layers=layers)


def size_of(paths: Sequence[Path]) -> str:
    """Return how much room files and folders take."""
    files = [file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()]
    return f"{Language(interface_language()).number(sum(file.stat().st_size for file in files) / MEGABYTE, 1)} MB"


class ForgetDialog(QDialog):
    """Asks which parts may go; the user's own work is not among them unless it is ticked.

    ``words`` say when they go.
    """

    def __init__(self, parent: QWidget, words: str):
        super().__init__(parent)
        self.setObjectName("OpgavenkaartForget")
        self.setWindowTitle(tr("Forget everything"))
        self.boxes: list[tuple[QCheckBox, ForgettablePart]] = []
        column = QVBoxLayout(self)
        column.addWidget(PlainLabel(words, wordWrap=True))
        for part in parts_kept():
            column.addWidget(self._row(part))
        column.addWidget(PlainLabel(tr("Files that you saved elsewhere stay where they are."), wordWrap=True))
        column.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setMinimumWidth(WIDE * self.fontMetrics().averageCharWidth())

    def chosen(self) -> list[ForgettablePart]:
        """Return the parts that are ticked."""
        return [part for box, part in self.boxes if box.isChecked()]

    def _row(self, part: ForgettablePart) -> QCheckBox:
        box = QCheckBox(part.title)
        box.setChecked(not part.is_work)
        box.setToolTip(plain("\n".join(map(str, part.paths))))
        self.boxes.append((box, part))
        return box
