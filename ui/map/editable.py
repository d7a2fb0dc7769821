"""Printed maps as layouts of the open project, to go on with by hand: what somebody changed there stays, item by item."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from qgis.core import QgsLayout, QgsMapLayer, QgsPrintLayout, QgsProject, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from ...processing.cartography.project_layers import elements
from ...processing.model.errors import OpgaveError
from ...processing.model.text import number_equals

MADE = "opgavenkaart/made"
"""Property of a layout: what its items were when they were made (`MadeItem`), as JSON by their names in the template."""
ITEMS = ("LayoutItem", "LayoutMultiFrame")
REST = ""
"""What stands for pages, resolution and atlas beside the names of items."""
REST_PARTS = ("PageCollection", "Atlas")
SESSION = ("Snapper", "Grid", "customproperties")
"""Parts of a layout that are no part of what is printed."""
PASSING = re.compile(r'<Option [^>]*name="cached_name"[^>]*/>')
"""What QGIS itself changes in a layout when it draws it."""
LONG = re.compile(r"-?\d+\.\d{4,}")
DECIMALS = 3
"""Of the numbers in a fingerprint: the last ones change when a project is read again."""
NAMED = {"Layer": "", "LayerStyle": "layerid", "layer-tree-layer": "id"}
"""Elements of a template that name a layer, with the attribute that holds its id; where that is empty, the id is their text."""


@dataclass(frozen=True)
class MadeItem:
    """What an item of a layout was when it was made.

    Attributes
    ----------
    uuid : str
        Its id in the layout; empty for the rest of a layout.
    mark : str
        Hash of all that somebody can change in it, the same after it was drawn, saved and read again.
    layers : tuple of (str, str)
        Ids of the layers that it shows, in their order, with a hash of what it says of each: QGIS takes those out that leave the project.
    """

    uuid: str
    mark: str
    layers: tuple[tuple[str, str], ...] = ()

    def is_of(self, other: MadeItem, known: Collection[str]) -> bool:
        """Return whether an item is as it was at another time, as far as the layers that are still known go."""
        ours, theirs = ([one for one in note.layers if one[0] in known] for note in (self, other))
        return self.mark == other.mark and ours == theirs


@dataclass(frozen=True)
class PutLayout:
    """A layout that was put into a project.

    Attributes
    ----------
    layout : QgsPrintLayout
    beside : str
        Name of a layout of the user's own, beside which it stands; empty where there is none.
    kept : int
        Number of items that are as somebody changed, added or removed them by hand.
    lacking : tuple of str
        Names of the layers that it shows and the project does not have.
    """

    layout: QgsPrintLayout
    beside: str = ""
    kept: int = 0
    lacking: tuple[str, ...] = ()


def put_layout(project: QgsProject, path: str, name: str) -> PutLayout:
    """Put the map in a template into the layouts of a project that holds the layers which it shows.

    It takes the place of an earlier one of that name: items of that which somebody changed, added or removed by hand stay so, all others
    are made anew. A layout that is not made here stays whole, and the new one stands beside it, under the next free name.

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
    old, beside, kept = manager.layoutByName(name), "", 0
    made = read_made(old) if old is not None else {}
    if old is not None and not made:
        beside, name = name, number_equals([*(one.name() for one in manager.layouts()), name])[-1]
    elif old is not None:
        layout, kept = with_changes(layout, old, made, project)
        manager.removeLayout(old)
    if not made:
        keep_made(layout, notes_of(xml_of(layout)))
    layout.setName(name)
    manager.addLayout(layout)
    return PutLayout(layout, beside, kept, lacking)


def with_changes(fresh: QgsPrintLayout, old: QgsPrintLayout, made: dict[str, MadeItem], project: QgsProject) -> tuple[QgsPrintLayout, int]:
    """Return a layout that is made anew but for what somebody changed in the old one, and how many items that are.

    An item keeps the id that it has in the old layout: those that stay are linked with others by it, as a scale bar is with its map.
    """
    made_now, was, known = xml_of(fresh), xml_of(old), project.mapLayers()
    text = made_now.toString(-1)
    for name, note in notes_of(made_now).items():
        if note.uuid and name in made:
            text = text.replace(f'"{note.uuid}"', f'"{made[name].uuid}"')
    document, before = QDomDocument(), QDomDocument()
    document.setContent(text)
    before.setContent(with_layers_of(project, was.toString(-1))[0])
    root, now = document.documentElement(), notes_of(document)
    there = {uuid_of(one): one for one in items_of(before)}
    stands = {uuid_of(one): note_of(one) for one in items_of(was)}
    kept = 0
    for name, item in named_items(document).items():
        earlier = made.get(name)
        if earlier is None:
            continue
        found = there.pop(earlier.uuid, None)
        if found is None:  # somebody took it away
            root.removeChild(item)
            kept += 1
        elif stands[earlier.uuid].is_of(earlier, known):
            item.setAttribute("zValue", found.attribute("zValue"))
        else:
            root.replaceChild(document.importNode(found, True), item)
            kept += 1
    ended = {name: note for name, note in made.items() if name not in now}
    names = {note.uuid: name for name, note in ended.items()}
    for uuid, item in there.items():
        if uuid in names and stands[uuid].is_of(ended[names[uuid]], known):  # the map has no such item any more
            del ended[names[uuid]]
        else:
            root.appendChild(document.importNode(item, True))
            kept += 1
    if not rest_of(was).is_of(made[REST], known):
        keep_rest(document, before)
        kept += 1
    layout = QgsPrintLayout(project)
    layout.readLayoutXml(root, document, QgsReadWriteContext())
    keep_made(layout, ended | now)
    return layout, kept


def keep_rest(document: QDomDocument, before: QDomDocument) -> None:
    """Give a layout the pages, resolution and atlas of an earlier one."""
    root, earlier = document.documentElement(), before.documentElement()
    for name in REST_PARTS:
        root.replaceChild(document.importNode(earlier.firstChildElement(name), True), root.firstChildElement(name))
    for place in range(earlier.attributes().count()):
        one = earlier.attributes().item(place).toAttr()
        root.setAttribute(one.name(), one.value())


def read_made(layout: QgsLayout) -> dict[str, MadeItem]:
    """Return what the items of a layout were when they were made; empty for a layout that somebody made himself."""
    try:
        found = json.loads(layout.customProperty(MADE) or "{}")
        return {id: MadeItem(one["uuid"], one["mark"], tuple(map(tuple, one["layers"]))) for id, one in found.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def keep_made(layout: QgsLayout, notes: dict[str, MadeItem]) -> None:
    """MadeItem in a layout what its items were when they were made."""
    layout.setCustomProperty(MADE, json.dumps({id: asdict(note) for id, note in notes.items()}))


def xml_of(layout: QgsLayout) -> QDomDocument:
    """Return a layout as a project has it."""
    document = QDomDocument()
    document.appendChild(layout.writeXml(document, QgsReadWriteContext()))
    return document


def notes_of(document: QDomDocument) -> dict[str, MadeItem]:
    """Return what the items of a layout that was just made are, by name, and its rest."""
    return {name: note_of(item) for name, item in named_items(document).items()} | {REST: rest_of(document)}


def named_items(document: QDomDocument) -> dict[str, QDomElement]:
    """Return the items of a layout that was just made by the names that its template gives them; a second one of a name is numbered."""
    items = items_of(document)
    return dict(zip(number_equals([one.attribute("id") for one in items]), items, strict=True))


def rest_of(document: QDomDocument) -> MadeItem:
    """Return what a layout is without its items and its name."""
    copy = document.cloneNode(True).toDocument()
    root = copy.documentElement()
    for one in [*items_of(copy), *(root.firstChildElement(name) for name in SESSION)]:
        root.removeChild(one)
    root.removeAttribute("name")
    return note_of(root)


def note_of(element: QDomElement) -> MadeItem:
    """Return what an item is; not how it lies over or under others, which holds for all of them together."""
    item, layers = element.cloneNode(True).toElement(), []
    for tag, attribute in NAMED.items():
        for one in elements(item, tag):
            layers.append((one.attribute(attribute) if attribute else one.text(), mark_of(one)))
            one.parentNode().removeChild(one)
    for order in elements(item, "custom-order"):
        order.parentNode().removeChild(order)
    for name in ("zValue", "uuid", "templateUuid"):
        item.removeAttribute(name)
    return MadeItem(uuid_of(element), mark_of(item), tuple(layers))


def mark_of(element: QDomElement) -> str:
    """Return a hash of an element, the same after it was drawn, saved and read again."""
    text = LONG.sub(lambda found: f"{float(found.group()):.{DECIMALS}f}", PASSING.sub("", text_of(element)))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def text_of(element: QDomElement) -> str:
    """Return an element as a document of its own."""
    document = QDomDocument()
    document.appendChild(document.importNode(element, True))
    return document.toString(-1)


def items_of(document: QDomDocument) -> list[QDomElement]:
    """Return the items of a layout, without the pages."""
    nodes = document.documentElement().childNodes()
    return [one for one in (nodes.at(place).toElement() for place in range(nodes.count())) if one.tagName() in ITEMS]


def uuid_of(item: QDomElement) -> str:
    """Return the id of an item in its layout."""
    return item.attribute("uuid")


def with_layers_of(project: QgsProject, text: str) -> tuple[str, tuple[str, ...]]:
    """Return a template that names the layers of a project by their ids, and the names of those that the project does not have.

    Layers are the same where name and source are, or name and file, or where no more than one has that name.
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
    same = same or [layer for layer in called if Path(layer.publicSource()).name == Path(source).name]
    found = same or (called if len(called) == 1 else [])
    return found[0] if found else None
