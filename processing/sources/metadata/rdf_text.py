"""Linked data as text: nodes written as JSON-LD, Turtle or RDF/XML.

Not by rdflib, which no QGIS brings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from lxml.etree import _Element

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "mdcat": "https://data.vlaanderen.be/ns/metadata-dcat#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
IN_AN_IRI = "!#$%&'()*+,-./:;=?@[]_~"
"""Signs that an IRI may have as they are, beside letters and digits."""
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
BLANK = re.compile(r"^_:")


@dataclass(frozen=True)
class Literal:
    """A text, in a language or of a type (a prefixed name) where it has one."""

    text: str
    language: str = ""
    type: str = ""


@dataclass(frozen=True)
class Iri:
    """The address of something that is described elsewhere, or nowhere."""

    address: str


@dataclass
class Node:
    """Something described: of a type, under an address or under none.

    Attributes
    ----------
    values : list of (str, Literal or Iri or Node)
        By property, a prefixed name.
    """

    type: str
    address: str = ""
    values: list[tuple[str, Literal | Iri | Node]] = field(default_factory=list)

    def add(self, name: str, value: Literal | Iri | Node) -> Node:
        """Add a value, and return the node."""
        self.values.append((name, value))
        return self


@dataclass(frozen=True)
class _Subject:
    """A node as it is written: its name, and values of which nodes are names too."""

    name: str
    type: str
    values: tuple[tuple[str, Literal | Iri], ...]


def to_json_ld(tops: Iterable[Node]) -> bytes:
    """Return nodes, with those within them, as JSON-LD."""
    graph = []
    for subject in _subjects(tops):
        item: dict[str, Any] = {"@id": subject.name, "@type": subject.type}
        for name, value in subject.values:
            item.setdefault(name, []).append(_json_value(value))
        graph.append(item)
    return (json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode()


def to_turtle(tops: Iterable[Node]) -> bytes:
    """Return nodes, with those within them, as Turtle."""
    lines = [f"@prefix {prefix}: <{address}> ." for prefix, address in PREFIXES.items()]
    for subject in _subjects(tops):
        values = [f"    {name} {_turtle_value(value)}" for name, value in subject.values]
        lines += ["", " ;\n".join([f"{_turtle_name(subject.name)} a {subject.type}", *values]) + " ."]
    return ("\n".join(lines) + "\n").encode()


def to_rdf_xml(tops: Iterable[Node]) -> bytes:
    """Return nodes, with those within them, as RDF/XML."""
    from lxml import etree

    root = etree.Element(_full("rdf:RDF"), nsmap=PREFIXES)
    for subject in _subjects(tops):
        element = etree.SubElement(root, _full(subject.type))
        _name(element, subject.name, "rdf:about")
        for name, value in subject.values:
            child = etree.SubElement(element, _full(name))
            if isinstance(value, Iri):
                _name(child, value.address, "rdf:resource")
                continue
            child.text = value.text
            if value.language:
                child.set("{http://www.w3.org/XML/1998/namespace}lang", value.language)
            elif value.type:
                child.set(_full("rdf:datatype"), _expand(value.type))
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text


def _subjects(tops: Iterable[Node]) -> Iterator[_Subject]:
    """Yield every node once, those within another behind it; one without address gets a name for this file."""
    names: dict[int, str] = {}
    waiting = list(tops)
    kept = []
    while waiting:
        node = waiting.pop(0)
        kept.append(node)
        inner = [value for _, value in node.values if isinstance(value, Node)]
        for one in inner:
            names[id(one)] = _iri(one.address) if one.address else f"_:b{len(names)}"
        waiting[:0] = inner
    for node in kept:
        name = names.get(id(node)) or _iri(node.address)
        yield _Subject(name, node.type, tuple((key, _reference(value, names)) for key, value in node.values))


def _reference(value: Literal | Iri | Node, names: dict[int, str]) -> Literal | Iri:
    if isinstance(value, Node):
        return Iri(names[id(value)])
    return Iri(_iri(value.address)) if isinstance(value, Iri) else value


def _iri(address: str) -> str:
    """Return an address with everything encoded that no IRI may have."""
    return "".join(sign if sign.isalnum() else quote(sign, safe=IN_AN_IRI) for sign in address)


def _json_value(value: Literal | Iri) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value.address}
    typed = {"@type": value.type} if value.type else {}
    return {"@value": value.text} | ({"@language": value.language} if value.language else typed)


def _turtle_name(name: str) -> str:
    return name if BLANK.match(name) else f"<{name}>"


def _turtle_value(value: Literal | Iri) -> str:
    if isinstance(value, Iri):
        return _turtle_name(value.address)
    tail = f"@{value.language}" if value.language else f"^^{value.type}" if value.type else ""
    return f'"{value.text.translate(ESCAPES)}"{tail}'


def _name(element: _Element, name: str, attribute: str) -> None:
    """Say which node an element is, or leads to: by its address, or by its name in this file."""
    if BLANK.match(name):
        element.set(_full("rdf:nodeID"), name[2:])
    else:
        element.set(_full(attribute), name)


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{PREFIXES[prefix]}}}{local}"
