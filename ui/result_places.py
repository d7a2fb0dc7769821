"""Where results come to lie: files in the user's profile, layers in a group of the open project."""

from __future__ import annotations

import datetime
import itertools
import re
from pathlib import Path

from qgis.core import QgsApplication, QgsLayerTreeGroup, QgsProject

GROUP = "Opgavenkaart"
FOLDER = "opgavenkaart/layers"
"""Where loaded and computed layers are kept, in the user's profile."""
COPIES = "layers"
"""Ending of the name of the folder with copies, after that of the project beside which it lies."""
UNSAFE = re.compile(r"[^\w.-]+")
"""What a file's name should not hold: ids of harvested records have colons."""
STAMP = "%Y-%m-%d_%H-%M-%S-%f"
STAMPED = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d-\d{6}")


def layers_folder() -> Path:
    """Return the folder of loaded and computed layers, which may not be there yet."""
    return Path(QgsApplication.qgisSettingsDirPath()) / FOLDER


def new_place() -> Path:
    """Return a path without ending, in the user's profile, that no file has."""
    folder = layers_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / datetime.datetime.now().strftime(STAMP)


def place_of_copies(name: str) -> Path:
    """Return a path without ending, for copies of layers, that no file has.

    It lies beside the open project, so that both can be mailed together; in the user's profile where the project was never saved.

    Parameters
    ----------
    name : str
        What is copied.
    """
    project = QgsProject.instance()
    if not project.absolutePath():
        return new_place()
    folder = folder_of_copies()
    plain = f"{UNSAFE.sub('_', name)}_{datetime.date.today().isoformat()}"
    taken = {file.stem for file in folder.iterdir()} if folder.is_dir() else set()
    names = itertools.chain([plain], (f"{plain}_{number}" for number in itertools.count(2)))
    return folder / next(name for name in names if name not in taken)


def folder_of_copies() -> Path:
    """Return the folder with copies beside the open project, which may not be there yet."""
    project = QgsProject.instance()
    return Path(project.absolutePath(), f"{project.baseName()}_{COPIES}")


def result_of(source: str) -> Path | None:
    """Return the place of a computed layer's source, in the profile or beside a project; None for a file of another name."""
    file = Path(source.partition("|")[0])
    stamped = STAMPED.match(file.name)
    return file.with_name(stamped.group()) if stamped else None


def place_of(path: str | Path) -> Path | None:
    """Return the place that a file or a layer's source lies in; None for what lies elsewhere."""
    folder = layers_folder()
    _, inside, rest = str(path).replace("\\", "/").partition(f"{folder.as_posix()}/")
    stamped = STAMPED.match(rest)
    return folder / stamped.group() if inside and stamped else None


def time_of(folder: Path) -> datetime.datetime | None:
    """Return when a place of `new_place` was taken; None for a folder of another name."""
    stamped = STAMPED.match(folder.name)
    return datetime.datetime.strptime(stamped.group(), STAMP) if stamped else None


def files_of(folder: Path) -> dict[Path, list[Path]]:
    """Return the files and folders in a folder by the place that they belong to."""
    found: dict[Path, list[Path]] = {}
    for file in folder.iterdir() if folder.is_dir() else ():
        if stamped := STAMPED.match(file.name):
            found.setdefault(folder / stamped.group(), []).append(file)
    return found


def own_group() -> QgsLayerTreeGroup:
    """Return the plugin's group in the open project, at the top where it is new."""
    return own_group_if_any() or QgsProject.instance().layerTreeRoot().insertGroup(0, GROUP)


def own_group_if_any() -> QgsLayerTreeGroup | None:
    """Return the plugin's group in the open project; None where it has none."""
    return QgsProject.instance().layerTreeRoot().findGroup(GROUP)
