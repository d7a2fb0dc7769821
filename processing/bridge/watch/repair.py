"""The layers of a project led to where their services are now; everything else in the file stays letter for letter."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote

from qgis.core import QgsDataSourceUri

from ...model.catalogue import Catalogue
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord, Publisher, Source
from ...model.text import Text
from ..markup import Element, parse_markup
from ..network import Limits
from .watch import DEAD_STATES, Checked, State, watch

ADDRESS = re.compile(r"https?(?::|%3A)(?:/|%2F){2}[^\s'\"|&]+", re.IGNORECASE)
RELATIVE = re.compile(r"(?<![\w/.])\.{1,2}/[^'\"|?&]+")
KINDS = {"WFS": "wfs", "OAPIF": "oapif", "wms": "wms", "vectortile": "vector_tiles"}
PROJECT_SUFFIXES = (".qgs", ".qgz")
CHARACTERS_KEPT = ":/?,{}"


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

    def at(self, address: str) -> str:
        """Return its source with another address, written in the same way as the old one."""
        match = ADDRESS.search(self.source)
        encoded = match[0] != unquote(match[0])
        return self.source[: match.start()] + (quote(address, CHARACTERS_KEPT) if encoded else address) + self.source[match.end() :]


@dataclass(frozen=True)
class Repair:
    """What became of a layer.

    Attributes
    ----------
    new : str
        Its new address; empty where it could not be repaired.
    reason : OpgaveError or None
        Why not.
    """

    layer: ProjectLayer
    new: str = ""
    reason: OpgaveError | None = None


def read_project(path: Path) -> tuple[str, dict[str, bytes]]:
    """Return the text of a project, and the other files in its archive.

    Raises
    ------
    OpgaveError
        The file is no project.
    """
    if path.suffix.lower() not in PROJECT_SUFFIXES or not path.is_file():
        raise OpgaveError("'{path}' is no project that can be read: give a .qgs or .qgz file.", path=path)
    if path.suffix.lower() == ".qgs":
        return path.read_text(encoding="utf-8"), {}
    try:
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile as error:
        raise OpgaveError("'{path}' is no project that can be read: give a .qgs or .qgz file.", path=path) from error
    name = next((name for name in members if name.endswith(".qgs")), "")
    if not name:
        raise OpgaveError("'{path}' holds no project.", path=path)
    return members.pop(name).decode("utf-8"), members


def write_project(path: Path, final: Path, text: str, others: dict[str, bytes]) -> None:
    """Write a project; ``final`` is the name it gets."""
    if final.suffix.lower() == ".qgs":
        path.write_text(text, encoding="utf-8")
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{final.stem}.qgs", text.encode("utf-8"))
        for name, content in others.items():
            archive.writestr(name, content)


def layers_in(text: str, where: str) -> list[ProjectLayer]:
    """Return the layers of a project's text."""
    root = parse_markup(text, where)
    return [layer_of(element) for element in root.every("maplayer")]


def layer_of(element: Element) -> ProjectLayer:
    """Return a layer of the file."""
    source = element.first("datasource")
    return ProjectLayer(
        element.text_at("id"), element.text_at("layername"), element.text_at("provider"), "".join(source.own_text) if source else ""
    )


def repairs(
    layers: Sequence[ProjectLayer], catalogue: Catalogue, limits: Limits | None = None, progress: Progress = SILENT
) -> list[Repair]:
    """Return what becomes of each layer that does not stand where its service is.

    A layer goes to the successor that the catalogue names, else to where its server says that it moved for good; but only when
    the new place gives the layer. A layer that does not answer and has no new place is told.
    """
    remote = [layer for layer in layers if layer.address]
    targets = [catalogue.successor(layer.address) or layer.address for layer in remote]
    found = look_at(remote, targets, limits, progress)
    targets = [plain(one.moved_to) if one.state == State.MOVED else target for one, target in zip(found, targets, strict=True)]
    sides = zip(remote, targets, found, strict=True)
    return [repair(layer, target, one) for layer, target, one in sides if target != layer.address or is_dead(one)]


def repair(layer: ProjectLayer, target: str, found: Checked) -> Repair:
    """Return whether a layer goes to its new place."""
    return Repair(layer, reason=found.detail) if is_dead(found) else Repair(layer, target)


def is_dead(found: Checked) -> bool:
    """Whether the place does not give the layer."""
    return found.state in DEAD_STATES


def plain(url: str) -> str:
    """Return an address without the request that was added to it."""
    return url.partition("?")[0]


def look_at(layers: Sequence[ProjectLayer], targets: Sequence[str], limits: Limits | None, progress: Progress) -> list[Checked]:
    """Return what is found of the layers at these addresses."""
    records = [record_at(layer, target, number) for number, (layer, target) in enumerate(zip(layers, targets, strict=True))]
    return watch(records, Catalogue(), {}, date.min, limits, progress)


def record_at(layer: ProjectLayer, address: str, number: int) -> LayerRecord:
    """Return a record of a layer at an address, to look at."""
    kind, name = kind_and_layer(layer)
    auth = QgsDataSourceUri(layer.source).authConfigId() or parameter(layer.source, "authcfg")
    source = Source(kind, address.removesuffix("?"), name, auth)
    return LayerRecord(f"layer_{number}", Text(nl=layer.name or layer.id), Publisher("?", "city"), source)


def kind_and_layer(layer: ProjectLayer) -> tuple[str, str]:
    """Return the kind of service behind a layer and the layer's name there."""
    kind = KINDS.get(layer.provider, "other")
    if layer.provider == "wms":
        if parameter(layer.source, "type") == "xyz":
            return "xyz", ""
        kind = "wmts" if parameter(layer.source, "tileMatrixSet") else "wms"
        return kind, ",".join(parameters(layer.source, "layers"))
    if kind in ("wfs", "oapif"):
        return kind, QgsDataSourceUri(layer.source).param("typename")
    return kind, ""


def parameters(source: str, name: str) -> Iterator[str]:
    """Yield the values of a parameter in a source of the form ``a=1&b=2``."""
    for pair in source.split("&"):
        key, _, value = pair.partition("=")
        if key == name:
            yield unquote(value)


def parameter(source: str, name: str) -> str:
    """Return the first value of a parameter; empty where it has none."""
    return next(parameters(source, name), "")


def repaired(text: str, done: Sequence[Repair]) -> str:
    """Return the project's text with the repaired layers at their new address, in the layers and in the layer tree."""
    for one in done:
        if one.new:
            text = with_source(text, one.layer.source, one.layer.at(one.new))
    return text


def with_source(text: str, old: str, new: str) -> str:
    """Return a project's text with one source in place of another."""
    for quote_mark in ('"', "&quot;"):
        before, after = (escaped(source, quote_mark) for source in (old, new))
        text = text.replace(f"<datasource>{before}</datasource>", f"<datasource>{after}</datasource>")
        text = text.replace(f'source="{before}"', f'source="{after}"')
    return text


def escaped(text: str, quote_mark: str) -> str:
    """Return a text as XML writes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', quote_mark)


def at_folder(text: str, layers: Sequence[ProjectLayer], old: Path, new: Path) -> str:
    """Return a project's text for another folder: relative paths of layers lead to the same files."""
    if old.resolve() == new.resolve():
        return text
    for layer in layers:
        moved = RELATIVE.sub(lambda match: Path(os.path.relpath(old.resolve() / match[0], new.resolve())).as_posix(), layer.source)
        if moved != layer.source and not layer.address:
            text = with_source(text, layer.source, moved if moved.startswith("..") or ":" in moved else f"./{moved}")
    return text
