"""Where the layers of a project's file are, read from their sources and written into them; all else in a source stays as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from qgis.core import QgsDataSourceUri

from ...model.public_text import without_secrets
from ...model.source_kinds import AS_LAYERS, AS_TABLE, AS_TYPE, OTHER, SOURCE_FACTS, source_facts

AUTHENTICATION = re.compile(r"\bauthcfg='?(\w+)")
ADDRESS = re.compile(r"https?(?::|%3A)(?:/|%2F){2}[^\s'\"|&]+", re.IGNORECASE)
IN_PROJECTS = {kind: facts.project for kind, facts in SOURCE_FACTS.items() if facts.project}
CHARACTERS_KEPT = ":/?,{}"


@dataclass(frozen=True)
class LayerPlace:
    """Where a layer is, or should be: an address on the web or a connection to a database, and its name there."""

    address: str
    layer: str

    @property
    def words(self) -> str:
        """It in words, without secrets."""
        return " ".join(filter(None, [without_secrets(self.address), self.layer]))


@dataclass(frozen=True)
class ProjectLayer:
    """A layer as the project's file describes it."""

    id: str
    name: str
    provider: str
    source: str

    @property
    def address(self) -> str:
        """The first address on the web in its source; empty where it has none."""
        match = ADDRESS.search(self.source)
        return unquote(match[0]) if match else ""

    @property
    def is_remote(self) -> bool:
        """Whether it is on the web or in a database."""
        return self.is_in_database or bool(self.address)

    @property
    def is_in_database(self) -> bool:
        """Whether it is a table of a database."""
        return source_facts(self.kind).database

    @property
    def kind(self) -> str:
        """Its kind of source, as a record names it: of those that its provider opens the one whose sign it has, else the one without."""
        fitting = [kind for kind, one in IN_PROJECTS.items() if self.provider in one.providers and has_sign(self.source, one.sign)]
        return max(fitting, key=lambda kind: bool(IN_PROJECTS[kind].sign), default=OTHER)

    @property
    def layer_name(self) -> str:
        """Its name there: several with a comma between for a map, ``schema.table`` for a table; empty where the address says all."""
        project = source_facts(self.kind).project
        named = project.layer if project else ""
        if named == AS_LAYERS:
            return ",".join(parameters(self.source, AS_LAYERS))
        uri = QgsDataSourceUri(self.source)
        if named == AS_TYPE:
            return uri.param(AS_TYPE)
        return f"{uri.schema() or 'public'}.{uri.table()}" if named == AS_TABLE else ""

    @property
    def auth(self) -> str:
        """The id of its authentication configuration; empty where it has none."""
        found = AUTHENTICATION.search(self.source)  # QGIS's own reader takes all that follows the id in the source of a picture for the id
        return found[1] if found else ""

    @property
    def place(self) -> LayerPlace:
        """Where it is now."""
        address = QgsDataSourceUri(self.source).connectionInfo(False) if self.is_in_database else self.address
        return LayerPlace(address, self.layer_name)

    def at(self, place: LayerPlace) -> str:
        """Return its source at another place, written in the same way as the old one."""
        if self.is_in_database:
            return at_table(self.source, place)

        def new_address(old: re.Match[str]) -> str:
            encoded = old[0] != unquote(old[0])
            return quote(place.address, CHARACTERS_KEPT) if encoded else place.address

        return with_names(ADDRESS.sub(new_address, self.source, count=1), self.layer_name, place.layer)


def parameters(source: str, name: str) -> Iterator[str]:
    """Yield the values of a parameter in a source of the form ``a=1&b=2``."""
    for pair in source.split("&"):
        key, _, value = pair.partition("=")
        if key == name:
            yield unquote(value)


def parameter(source: str, name: str) -> str:
    """Return the first value of a parameter; empty where it has none."""
    return next(parameters(source, name), "")


def has_sign(source: str, sign: tuple[str, ...]) -> bool:
    """Whether a source has a parameter, with its value where one is given; without a sign to look for it has."""
    if not sign:
        return True
    name, *values = sign
    found = parameter(source, name)
    return found in values if values else bool(found)


def with_names(source: str, old: str, new: str) -> str:
    """Return the source of a service's layer with other names of layers: ``typename='old'``, or ``layers=old`` for each of a map's."""
    if old == new:
        return source
    source = with_value(with_tables(source, old, new), "typename", new)
    for before, after in zip(old.split(","), new.split(","), strict=True):
        source = with_map_layer(source, before, after)
    return source


def with_map_layer(source: str, old: str, new: str) -> str:
    """Return a source of the form ``a=1&layers=old`` with another layer of the map, encoded as the old one."""
    for text, value in ((old, new), (quote(old, ":"), quote(new, ":")), (quote(old, ""), quote(new, ""))):
        found = re.search(rf"(?<![^&])layers={re.escape(text)}(?![^&])", source)
        if found:
            return f"{source[: found.start()]}layers={value}{source[found.end() :]}"
    return source


def with_tables(source: str, old: str, new: str) -> str:
    """Return the source of a WFS layer whose own query (``sql=SELECT * FROM old WHERE ...``) reads the layer under its new name."""
    head, mark, query = source.partition(" sql=")
    name = rf"(?P<mark>[\"']?){re.escape(old)}(?P=mark)"
    query = re.sub(rf"\b(FROM|JOIN)(\s+){name}(?![\w.:])", lambda match: f'{match[1]}{match[2]}"{new}"', query, flags=re.IGNORECASE)
    query = re.sub(rf"(?<![\w.:\"']){name}\.(?=[\w\"])", lambda _: f'"{new}".', query)
    return head + mark + query


def with_value(source: str, name: str, value: str) -> str:
    """Return a source of the form ``a='1' b=2`` with another value of a parameter that it has, quoted as the old one."""
    pattern = rf"(?<!\S){name}=('(?:[^'\\]|\\.)*'|\S+)"
    quoted = "'{}'".format(value.replace("\\", "\\\\").replace("'", "\\'"))
    return re.sub(pattern, lambda match: f"{name}={quoted if match[1].startswith(chr(39)) else value}", source, count=1)


def move_database(source: str, new: QgsDataSourceUri) -> str:
    """Return the source of a table in another database; what ``new`` leaves out stays."""
    for name, value in (("host", new.host()), ("port", new.port()), ("dbname", new.database())):
        source = with_value(source, name, value) if value else source
    return source


def at_table(source: str, place: LayerPlace) -> str:
    """Return the source of a table at another place."""
    schema, _, table = place.layer.rpartition(".")
    moved = move_database(source, QgsDataSourceUri(place.address))
    new = QgsDataSourceUri(f'table="{schema}"."{table}"').quotedTablename()
    return moved.replace(QgsDataSourceUri(source).quotedTablename(), new, 1)
