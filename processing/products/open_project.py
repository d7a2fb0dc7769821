"""A project that someone works in: this plugin's layers come into it, in a group of their own, and all that is theirs stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from qgis.core import QgsLayerTreeGroup, QgsMapLayer, QgsProject

from ..cartography.map_content import KEY_PROPERTY, MapContent, keep_content
from ..cartography.project import LayerEntry, open_layer
from ..cartography.project_copy import read_project
from ..cartography.styles import apply, keep_style, keeps_looks
from ..cartography.theme import Theme
from ..model.errors import OpgaveError
from ..model.files import file_hash
from ..qgis_io.outputs import hidden_name
from ..qgis_io.own_use import own_use_of
from ..texts.language import Language
from .bundles import is_of, manifests, read_manifest
from .layer_package import relink


def find_edited_project(folder: Path, challenge: str) -> Path | None:
    """Return the project of a challenge's map in a folder where someone worked in it since, or put it there; None where nobody did."""
    project = folder / f"{challenge}.qgz"
    if not project.is_file():
        return None
    kept = [read_manifest(path)["files"].get(project.name, {}) for path in manifests(folder) if is_of(path, challenge)]
    return None if any(facts.get("sha256") == file_hash(project) for facts in kept) else project


def list_closed(path: Path) -> list[str]:
    """Return what someone's own layers in a project are called that may not be redistributed: its looks may name what is in them.

    Raises
    ------
    OpgaveError
        The project cannot be read.
    """
    project = read_project(path)
    try:
        own = [layer for layer in project.mapLayers().values() if not layer.customProperty(KEY_PROPERTY)]
        return sorted(layer.name() for layer in own if own_use_of(layer.metadata()))
    finally:
        project.clear()


def join(
    base: Path, entries: Iterable[LayerEntry], title: str, contents: Mapping[str, MapContent], looks: Theme, language: Language
) -> QgsProject:
    """Return someone's project with the layers of a bundle in it; its own layers, their order and looks, and its view stay as they are.

    A layer of an earlier bundle that it holds already shows the new data in its place; it gets new classes, unless someone gave it other
    looks. All others come on top, in a group with the bundle's title.

    Raises
    ------
    OpgaveError
        The project cannot be read, or a layer not opened.
    """
    project = read_project(base)
    try:
        known = {layer.customProperty(KEY_PROPERTY): layer for layer in project.mapLayers().values()}
        for entry in entries:
            if is_earlier(known.get(entry.key), entry):
                renew(known[entry.key], entry, looks, language)
            else:
                add(project, entry, title, looks, language)
        for code, content in contents.items():
            keep_content(project, code, content)
    except OpgaveError:
        project.clear()
        raise
    return project


def is_earlier(layer: QgsMapLayer | None, entry: LayerEntry) -> bool:
    """Whether a layer is the same one of an earlier bundle: of a file by the same name."""
    return layer is not None and Path(file_of(layer.source())).name == Path(file_of(entry.source)).name


def file_of(source: str) -> str:
    """Return the file of a layer's source."""
    return source.partition("|")[0]


def renew(layer: QgsMapLayer, entry: LayerEntry, looks: Theme, language: Language) -> None:
    """Have a layer show the new data, in new classes where its looks are those that this plugin gave it."""
    ours = keeps_looks(layer)
    layer.setDataSource(entry.source, layer.name(), entry.provider)
    if entry.metadata:
        layer.setMetadata(entry.metadata)
    if ours and entry.style:
        apply(layer, entry.style, looks, language)
        keep_style(layer, entry.style)


def add(project: QgsProject, entry: LayerEntry, title: str, looks: Theme, language: Language) -> None:
    """Put a layer into the group with a title, which stands at the top when it is new."""
    layer = open_layer(entry, looks, language)
    project.addMapLayer(layer, False)
    group = child(project.layerTreeRoot(), title, first=True)
    node = (child(group, entry.group) if entry.group else group).addLayer(layer)
    node.setItemVisibilityChecked(entry.visible)
    node.setExpanded(False)


def child(parent: QgsLayerTreeGroup, name: str, first: bool = False) -> QgsLayerTreeGroup:
    """Return a group right below another, made where there is none."""
    found = next((node for node in parent.children() if isinstance(node, QgsLayerTreeGroup) and node.name() == name), None)
    return found or (parent.insertGroup(0, name) if first else parent.addGroup(name))


def save_joined(project: QgsProject, path: Path, geopackage: Path, home: Path) -> None:
    """Write someone's project, of which the layers in ``geopackage`` will stand beside it in the folder ``home``.

    What is relative in it counts from ``home``; so it is written there under a hidden name, and moved to ``path`` when whole.

    Raises
    ------
    OpgaveError
        It cannot be written.
    """
    made = hidden_name(home / path.name) if home.is_dir() else path
    try:
        if not project.write(str(made)):
            raise OpgaveError("Project '{path}' cannot be written: {reason}", path=home / path.name, reason=project.error())
        relink(made, geopackage, home / path.name, home / geopackage.name)
        made.replace(path)
    finally:
        if made != path:
            made.unlink(missing_ok=True)
