"""Linked data as nodes with properties by local name, whether written as RDF/XML or as JSON-LD in any of its shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...qgis_io.xml_tree import Element

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LANGUAGES = ("nl", "en", "")
LAST_PART = re.compile(r"[/#:]")
MOST_VALUES, MOST_BEHIND = 1000, 200
"""Values that a property keeps, and nodes that are looked at behind one: nodes may share both, which would otherwise multiply."""


@dataclass
class RdfNode:
    """A subject: its types and, by property, the texts or ids that it points to with their language."""

    id: str
    types: set[str] = field(default_factory=set)
    values: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, name: str, value: str, language: str = "") -> None:
        """Add a value of a property."""
        values = self.values.setdefault(name, []) if value else []
        if value and len(values) < MOST_VALUES:
            values.append((value, language[:2].lower()))

    def all(self, *names: str) -> list[str]:
        """Return every value of the properties, in their order."""
        return [value for name in names for value, _ in self.values.get(name, ())]

    def first(self, *names: str) -> str:
        """Return the first value, in Dutch where there is one, else in English; empty where there is none."""
        for name in names:
            values = sorted(self.values.get(name, ()), key=lambda pair: rank_of(pair[1]))
            if values:
                return values[0][0]
        return ""

    def text_in(self, name: str, language: str) -> str:
        """Return the first value in a language; empty where there is none."""
        return next((value for value, its in self.values.get(name, ()) if its == language), "")

    def language(self, name: str) -> str:
        """Return the language of the value that `first` gives."""
        chosen = self.first(name)
        return next((language for value, language in self.values.get(name, ()) if value == chosen), "")


def rank_of(language: str) -> int:
    """Return the place of a language among those we prefer."""
    return LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)


class RdfGraph:
    """Nodes by id; a node that is written in several places is one."""

    def __init__(self) -> None:
        self.nodes: dict[str, RdfNode] = {}

    def node(self, id: str = "") -> RdfNode:
        """Return the node of an id, made where it is new; a nameless one gets a name of its own."""
        id = id or f"_:{len(self.nodes)}"
        return self.nodes.setdefault(id, RdfNode(id))

    def of_type(self, *types: str) -> Iterator[RdfNode]:
        """Yield the nodes of one of these types."""
        return (node for node in self.nodes.values() if node.types.intersection(types))

    def behind(self, node: RdfNode, *names: str) -> list[RdfNode]:
        """Return the nodes to which properties of a node point, each once."""
        return [self.nodes[value] for value in dict.fromkeys(node.all(*names)) if value in self.nodes][:MOST_BEHIND]


def local(name: str) -> str:
    """Return the last part of a name, an address or a prefixed name."""
    return LAST_PART.split(name)[-1]


def graph_of_xml(root: Element) -> RdfGraph:
    """Return the graph of an RDF/XML document."""
    graph = RdfGraph()
    for element in root.children if root.name == "RDF" else [root]:
        _xml_node(graph, element)
    return graph


def _xml_node(graph: RdfGraph, element: Element) -> RdfNode:
    node = graph.node(element.get("about") or element.get("ID") or _nameless(element))
    if element.name != "Description":
        node.types.add(element.name)
    for child in element.children:
        if child.name == "type" and child.namespace == RDF:
            node.types.add(local(child.get("resource")))
        else:
            _xml_property(graph, node, child)
    return node


def _nameless(element: Element) -> str:
    """Return the id of a node that has a name in its document alone; empty where it has none."""
    return f"_:{element.get('nodeID')}" if element.get("nodeID") else ""


def _xml_property(graph: RdfGraph, node: RdfNode, element: Element) -> None:
    target = element.get("resource") or _nameless(element)
    if target:
        node.add(element.name, target)
    elif element.get("parseType") == "Resource":
        inner = graph.node()
        for child in element.children:
            _xml_property(graph, inner, child)
        node.add(element.name, inner.id)
    elif element.children and element.get("parseType") != "Literal":
        for child in element.children:
            node.add(element.name, _xml_node(graph, child).id)
    else:
        node.add(element.name, element.all_text, element.get("lang"))


def graph_of_json(document: object) -> RdfGraph:
    """Return the graph of a JSON-LD document: a list of nodes, an ``@graph``, or nodes within nodes; names full, prefixed or plain."""
    graph = RdfGraph()
    items = document if isinstance(document, list) else [document]
    for item in items:
        if isinstance(item, dict):
            for node in item["@graph"] if isinstance(item.get("@graph"), list) else [item]:
                if isinstance(node, dict):
                    _json_node(graph, node)
    return graph


def _json_node(graph: RdfGraph, item: dict) -> RdfNode:
    node = graph.node(str(item.get("@id") or item.get("id") or ""))
    types = item.get("@type") or item.get("type") or []
    node.types |= {local(str(one)) for one in (types if isinstance(types, list) else [types])}
    for key, value in item.items():
        if not key.startswith("@"):
            _json_values(graph, node, local(key), value)
    return node


def _json_values(graph: RdfGraph, node: RdfNode, name: str, value: object, language: str = "") -> None:
    if isinstance(value, list):
        for one in value:
            _json_values(graph, node, name, one, language)
    elif isinstance(value, dict):
        if "@value" in value:
            node.add(name, str(value["@value"]), str(value.get("@language") or ""))
        elif value and all(len(key) == 2 and isinstance(text, (str, list)) for key, text in value.items()):
            for code, text in value.items():
                _json_values(graph, node, name, text, code)
        else:
            node.add(name, _json_node(graph, value).id)
    elif value is not None:
        node.add(name, str(value), language)
