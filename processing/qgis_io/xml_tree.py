"""XML as a tree of plain elements, read by Qt's stream reader: it follows no outside entity and expands none without end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qgis.PyQt.QtCore import QXmlStreamReader

from ..model.errors import OpgaveError

LONE_AMPERSAND = re.compile(r"&(?!#?\w+;)")
ROOM_FOR_ROOT = 20_000
START, END = QXmlStreamReader.TokenType.StartElement, QXmlStreamReader.TokenType.EndElement
MOST_DEEP, MOST_ELEMENTS = 200, 1_000_000
"""Elements within each other, and in all, that are read: deeper no service goes, and more would fill the memory."""
CHARACTERS = QXmlStreamReader.TokenType.Characters


@dataclass(slots=True)
class Element:
    """An element by its local name; prefixes differ from server to server, so paths and attributes go without.

    Attributes
    ----------
    name, namespace : str
    attributes : dict of str to str
        By local name.
    own_text : list of str
        The pieces of text directly in it.
    """

    name: str
    namespace: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    own_text: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, white space run together."""
        return " ".join("".join(self.own_text).split())

    @property
    def all_text(self) -> str:
        """Its text and that of all below it."""
        return " ".join(filter(None, [self.text, *(child.all_text for child in self.children)]))

    def get(self, attribute: str) -> str:
        """Return an attribute; empty where it has none."""
        return self.attributes.get(attribute, "").strip()

    def all(self, path: str) -> list[Element]:
        """Return the elements at a path of names, such as ``contactInfo/CI_Contact/address``."""
        found = [self]
        for name in path.split("/"):
            found = [child for element in found for child in element.children if child.name == name]
        return found

    def first(self, path: str) -> Element | None:
        """Return the first element at a path; None where there is none."""
        return next(iter(self.all(path)), None)

    def text_at(self, path: str) -> str:
        """Return the first text at a path, that of inner elements (``CharacterString``, ``Anchor``) included; empty where there is none."""
        return next((text for element in self.all(path) if (text := element.all_text)), "")

    def every(self, *names: str) -> Iterator[Element]:
        """Yield all elements of these names below it, in their order, itself included."""
        if self.name in names:
            yield self
        for child in self.children:
            yield from child.every(*names)


def parse_markup(text: str, where: str, most: int = MOST_ELEMENTS) -> Element:
    """Return the root of an XML text.

    A text that is only wrong in ampersands standing alone, as addresses in some servers' answers, is read all the same. ``most`` is how
    many elements it may have.

    Raises
    ------
    OpgaveError
        Naming ``where``, the line and what is wrong.
    """
    text = text.lstrip("\ufeff \t\r\n")
    root, reader = _read_tree(text, where, most)
    if reader.hasError() and LONE_AMPERSAND.search(text):
        root, reader = _read_tree(LONE_AMPERSAND.sub("&amp;", text), where, most)
    if root is None or reader.hasError():
        raise OpgaveError(
            "{url} gives no XML that can be read: line {line}: {reason}", url=where, line=reader.lineNumber(), reason=reader.errorString()
        )
    return root


def root_name(text: str) -> str:
    """Return the name of an XML text's root, whatever follows it; empty where there is none."""
    reader = QXmlStreamReader(text[:ROOM_FOR_ROOT].lstrip("\ufeff \t\r\n"))
    return str(reader.name()) if reader.readNextStartElement() else ""


def _read_tree(text: str, where: str, most: int) -> tuple[Element | None, QXmlStreamReader]:
    reader = QXmlStreamReader(text)
    top = Element("")
    open_elements, count = [top], 0
    while not reader.atEnd():
        token = reader.readNext()
        if token == START:
            attributes = {str(one.name()): str(one.value()) for one in reader.attributes()}
            element = Element(str(reader.name()), str(reader.namespaceUri()), attributes)
            open_elements[-1].children.append(element)
            open_elements.append(element)
            count += 1
            if len(open_elements) > MOST_DEEP or count > most:
                raise OpgaveError("{url} gives XML with more elements, or more within each other, than can be read.", url=where)
        elif token == END:
            open_elements.pop()
        elif token == CHARACTERS:
            open_elements[-1].own_text.append(str(reader.text()))
    return next(iter(top.children), None), reader
