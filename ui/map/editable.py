"""Printed maps as layouts of the open project, to go on with by hand: what somebody changed there stays."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsLayout, QgsMapLayer, QgsPrintLayout, QgsProject, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from ...processing.cartography.project_layers import elements
from ...processing.model.errors import OpgaveError
from ...processing.model.text import number_equals

MADE = "opgavenkaart/made"
"""Property of a layout: the fingerprint of what it was when it was made."""
PASSING = re.compile(r'<Option [^>]*name="cached_name"[^>]*/>')
"""What QGIS itself changes in a layout when it draws it."""
LONG = re.compile(r"-?\d+\.\d{4,}")
DECIMALS = 3
"""Of the numbers in a fingerprint: the last ones change when a project is read again."""
NAMED = {"Layer": "", "LayerStyle": "layerid", "layer-tree-layer": "id"}
"""Elements of a template that name a layer, with the attribute that holds its id; where that is empty, the id is their text."""


@dataclass(frozen=True)
class PutLayout:
    """A layout that was put into a project.

    Attributes
    ----------
    layout : QgsPrintLayout
    kept : str
        Name of an earlier layout of that map that somebody changed by hand, beside which it stands; empty where there is none.
    lacking : tuple of str
        Names of the layers that it shows and the project does not have.
    """

    layout: QgsPrintLayout
    kept: str = ""
    lacking: tuple[str, ...] = ()


def put_layout(project: QgsProject, path: str, name: str) -> PutLayout:
    """Put the map in a template into the layouts of a project that holds the layers which it shows.

    It takes the place of an earlier one of that name, unless somebody changed that: then it stands beside it, under the next free name.

    Raises
    ------
    OpgaveError
        The template cannot be read.
    """
    text, lacking = with_layers_of(project, Path(path).read_text(encoding="utf-8"))
    layout, document = QgsPrintLayout(project), QDomDocument()
    document.setContent(text)
    _, read = layout.loadFromTemplate(document, QgsReadWriteContext())
    if not read:
        raise OpgaveError("The layout in '{path}' cannot be read: make the map again.", path=path)
    manager = project.layoutManager()
    names, old, kept = [one.name() for one in manager.layouts()], manager.layoutByName(name), ""
    if old is not None and is_changed(old):
        kept, name = name, number_equals([*names, name])[-1]
    elif old is not None:
        manager.removeLayout(old)
    layout.setName(name)
    layout.setCustomProperty(MADE, fingerprint(layout))
    manager.addLayout(layout)
    return PutLayout(layout, kept, lacking)


def is_changed(layout: QgsLayout) -> bool:
    """Return whether somebody changed a layout since it was made, or made it himself."""
    return bool(layout.customProperty(MADE) != fingerprint(layout))


def fingerprint(layout: QgsLayout) -> str:
    """Return a hash of all that somebody can change in a layout, the same after it was drawn, saved and read again."""
    document = QDomDocument()
    root = layout.writeXml(document, QgsReadWriteContext())
    root.removeChild(root.firstChildElement("customproperties"))
    root.removeAttribute("name")
    document.appendChild(root)
    text = LONG.sub(lambda found: f"{float(found.group()):.{DECIMALS}f}", PASSING.sub("", document.toString(-1)))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def with_layers_of(project: QgsProject, text: str) -> tuple[str, tuple[str, ...]]:
    """Return a template that names the layers of a project by their ids, and the names of those that the project does not have.

    Layers are the same where name and source are, or where no more than one has that name.
    """
    document, lacking = QDomDocument(), {}
    document.setContent(text)
    known = [layer for layer in project.mapLayers().values() if layer.isValid()]
    for id, name, source in named_layers(document):
        found = find_layer(known, name, source)
        if found is None:
            lacking[name] = None
        else:
            text = text.replace(id, found.id())
    return text, tuple(lacking)


def named_layers(document: QDomDocument) -> Iterator[tuple[str, str, str]]:
    """Yield id, name and source of the layers that a template names, each once."""
    found: dict[str, QDomElement] = {}
    for tag, attribute in NAMED.items():
        for element in elements(document, tag):
            found.setdefault(element.attribute(attribute) if attribute else element.text(), element)
    for id, element in found.items():
        yield id, element.attribute("name"), element.attribute("source")


def find_layer(known: list[QgsMapLayer], name: str, source: str) -> QgsMapLayer | None:
    """Return the layer of a name and a source, else the only one of that name; None where there is none."""
    called = [layer for layer in known if layer.name() == name]
    same = [layer for layer in called if os.path.normpath(layer.publicSource()) == os.path.normpath(source)]
    found = same or (called if len(called) == 1 else [])
    return found[0] if found else None
