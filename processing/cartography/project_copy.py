"""Another project than our own as material for a map: read from its file, or copied from the one that is open."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer, QgsProject, QgsProjectMetadata, QgsVectorLayer
from qgis.PyQt.QtCore import QThread

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from ..qgis_io.own_use import own_use_of
from ..qgis_io.project_text import read_project_text
from ..texts.language import LANGUAGES, Language
from .added_layers import shown_layers
from .map_blocks import drawn_layers
from .map_content import MapContent, keep_content, kept_content
from .plain_looks import clean_looks
from .project import new_project, origin_of
from .project_layers import OPENING
from .project_sources import is_foreign, leave_out_elsewhere, without_authentication
from .styles import apply, keep_style, keeps_looks, kept_style
from .theme import Theme

RELATIVE = re.compile(r"(<datasource>)((?:\./|\.\./)[^<]*)(?=</datasource>)")


@dataclass(frozen=True)
class OpenProject:
    """What a map needs of the open project, copied so that it can go to another thread; the user's project stays as it is.

    Attributes
    ----------
    name : str
        Its file's name without suffix; empty when it was never saved.
    layers : list of QgsMapLayer
        Copies of the layers that are switched on, the top one first; they belong to no thread until `paste` takes them.
    joined : list of QgsMapLayer
        Copies of the layers that these are joined to, which are not switched on themselves.
    unsaved : tuple of str
        Names of the layers with edits that are not saved: a copy is of what is saved.
    """

    name: str
    title: str
    crs: QgsCoordinateReferenceSystem
    metadata: QgsProjectMetadata
    contents: dict[str, MapContent]
    layers: list[QgsMapLayer]
    joined: list[QgsMapLayer]
    unsaved: tuple[str, ...]


def copy_open(project: QgsProject) -> OpenProject:
    """Copy what is needed of a project; to be called in the thread that the project lives in."""
    shown = shown_layers(project)
    unsaved = tuple(layer.name() for layer in shown if isinstance(layer, QgsVectorLayer) and layer.isModified())
    copies = {layer.id(): layer.clone() for layer in [*shown, *find_joined_layers(shown)]}
    for layer in copies.values():
        join_anew(layer, copies)
    for layer in copies.values():
        layer.moveToThread(None)
    layers, joined = [copies.pop(layer.id()) for layer in shown], list(copies.values())
    kept = {code: kept_content(project, code) for code in LANGUAGES}
    contents = {code: content for code, content in kept.items() if content}
    return OpenProject(project.baseName(), project.title(), project.crs(), project.metadata(), contents, layers, joined, unsaved)


def find_joined_layers(layers: Iterable[QgsMapLayer]) -> list[QgsMapLayer]:
    """Return the layers that layers are joined to, and those that these are joined to."""
    found, waiting = {}, list(layers)
    while waiting:
        layer = waiting.pop()
        for join in layer.vectorJoins() if isinstance(layer, QgsVectorLayer) else ():
            other = join.joinLayer()
            if other is not None and other.id() not in found:
                found[other.id()] = other
                waiting.append(other)
    return list(found.values())


def join_anew(layer: QgsMapLayer, copies: Mapping[str, QgsMapLayer]) -> None:
    """Join a copy to the copies of what its layer was joined to: the layers themselves stay behind in their thread."""
    for join in layer.vectorJoins() if isinstance(layer, QgsVectorLayer) else ():
        other = copies.get(join.joinLayerId())
        layer.removeJoin(join.joinLayerId())
        if other is not None:
            join.setJoinLayer(other)
            layer.addJoin(join)


def paste(copied: OpenProject) -> QgsProject:
    """Return a project of the present thread with the copied layers; they can be pasted once."""
    project = new_project()
    project.setCrs(copied.crs)
    project.setMetadata(copied.metadata)
    project.setTitle(copied.title or copied.name)
    for code, content in copied.contents.items():
        keep_content(project, code, content)
    for layer in [*copied.joined, *copied.layers]:
        layer.moveToThread(QThread.currentThread())
    project.addMapLayers(copied.joined, False)
    for layer in copied.layers:
        project.addMapLayer(layer, False)
        project.layerTreeRoot().addLayer(layer)
    return project


def read_project(path: str | Path, of_bundle: bool = False, progress: Progress = SILENT) -> QgsProject:
    """Return the project of a ``.qgz`` or ``.qgs`` file, apart from the open one.

    ``of_bundle``: somebody else may have made it, so a copy is read that holds layers and looks only; see `plain_looks`. Where somebody
    else did, the layers are those of its folder and of public servers; see `project_sources`.

    Raises
    ------
    OpgaveError
        The file is absent, no project, or larger than a project is.
    """
    path = Path(path)
    if not path.is_file():
        raise OpgaveError("File '{path}' does not exist. Check the path.", path=path)
    text, project = read_project_text(path), new_project()
    with OPENING, TemporaryDirectory(prefix="opgavenkaart-", ignore_cleanup_errors=True) as folder:
        shown = path
        if of_bundle:
            shown = Path(folder, f"{path.stem}.qgs")
            plain = clean_looks(text, path)[0]
            kept = leave_out_elsewhere(plain, path, progress) if is_foreign(path) else plain
            shown.write_text(at_home(kept, path.parent.resolve()), encoding="utf-8")
        read = project.read(str(shown))
    if not read:
        raise OpgaveError("'{path}' cannot be read as a QGIS project: {reason}", path=path, reason=project.error())
    return project


def at_home(text: str, folder: Path) -> str:
    """Return a project's XML for another place: whole paths where sources lie beside it, and no ids of authentication."""
    beside = RELATIVE.sub(lambda found: f"{found[1]}{html.escape(folder.as_posix(), quote=False)}/{found[2].removeprefix('./')}", text)
    return without_authentication(beside)


def restyle(project: QgsProject, theme: Theme, language: Language) -> None:
    """Give the layers that this plugin styled the same looks in another theme and language; those that someone gave others keep them."""
    for layer in project.mapLayers().values():
        style = kept_style(layer)
        if style and layer.isValid() and keeps_looks(layer):
            apply(layer, style, theme, language)
            keep_style(layer, style)


def content_for(project: QgsProject, language: Language, today: datetime.date, progress: Progress = SILENT) -> MapContent:
    """Return what a map of the project says: what this plugin kept in it, else what its metadata and layers tell.

    ``today`` is the date that a map of another project bears.
    """
    codes = [language.code, *(code for code in LANGUAGES if code != language.code)]
    kept = next((content for content in (kept_content(project, code) for code in codes) if content), None)
    if kept:
        return kept
    sources = tuple(origin_of(layer) for layer in drawn_layers(project, MapContent(""), progress))
    title = project.title() or project.metadata().title() or project.baseName()
    return MapContent(title or language.tr("Map"), sources=sources, made=today, reported=False)


def say_closed(project: QgsProject, content: MapContent, language: Language) -> MapContent:
    """Return what a map says; where it does not say for whom it is, first which of the layers drawn may not be redistributed."""
    closed = [layer.name() for layer in drawn_layers(project, content) if own_use_of(layer.metadata())]
    if content.audience or not closed:
        return content
    return replace(content, audience=language.tr("Do not redistribute: this was made of {layers}.", layers=", ".join(closed)))
