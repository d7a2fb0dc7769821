"""A project, a template of a layout or a layer definition as a text: written with other sources, all else stays letter for letter."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from ...model.errors import OpgaveError
from ...qgis_io.project_text import read_member
from ...qgis_io.xml_tree import Element, parse_markup
from .layer_places import ProjectLayer

MOST_ELEMENTS = 5_000_000
"""Of a project, which may hold a thousand layers with their styles and forms."""
PROJECTS = (".qgs", ".qgz")
TEMPLATES = (".qpt", ".qlr")
RELATIVE = re.compile(r"(?<![\w/.])\.{1,2}/[^'\"|?&]+")
PREFIX = re.compile(r"(.*?)(?:S|s)ource")


def read_project(path: Path) -> tuple[str, dict[str, bytes]]:
    """Return the text of a project or template, and the other files in its archive.

    Raises
    ------
    OpgaveError
        The file is none of those.
    """
    suffix = path.suffix.lower()
    if suffix not in (*PROJECTS, *TEMPLATES) or not path.is_file():
        raise no_project(path)
    try:
        if suffix != ".qgz":
            return path.read_text(encoding="utf-8"), {}
        with zipfile.ZipFile(path) as archive:
            members = {name: read_member(archive, name, path) for name in archive.namelist()}
        name = next((name for name in members if name.endswith(".qgs")), "")
        if not name:
            raise OpgaveError("'{path}' holds no project.", path=path)
        return members.pop(name).decode("utf-8"), members
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, RuntimeError) as error:
        raise no_project(path) from error


def no_project(path: Path) -> OpgaveError:
    """Return the sentence for a file that cannot be read."""
    return OpgaveError("'{path}' is no project that can be read: give a .qgs, .qgz, .qpt or .qlr file.", path=path)


def check_suffix(path: Path, project: Path) -> None:
    """Check that the copy can be written under its name: a project as a project, a template as what it is.

    Raises
    ------
    OpgaveError
        It cannot.
    """
    fitting = PROJECTS if project.suffix.lower() in PROJECTS else (project.suffix.lower(),)
    if path.suffix.lower() not in fitting:
        raise OpgaveError(
            "OUTPUT is '{path}', a copy of {project}: end its name in {suffixes}.",
            path=path,
            project=project.name,
            suffixes=" / ".join(fitting),
        )


def write_project(path: Path, final: Path, text: str, others: dict[str, bytes]) -> None:
    """Write a project or template; ``final`` is the name it gets."""
    if final.suffix.lower() != ".qgz":
        path.write_text(text, encoding="utf-8")
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{final.stem}.qgs", text.encode("utf-8"))
        for name, content in others.items():
            archive.writestr(name, content)


def layers_in(text: str, where: str) -> list[ProjectLayer]:
    """Return the layers of a project's or template's text, each source once for a name.

    The layers themselves come first; then what else names a source: layouts hold it for maps, legends, tables and the atlas.
    """
    root = parse_markup(text, where, MOST_ELEMENTS)
    own = [layer_of(element) for element in root.every("maplayer")]
    known = {layer.source for layer in own}
    named = {layer.source: layer for layer in sources_named(root) if layer.source not in known}
    return own + list(named.values())


def layer_of(element: Element) -> ProjectLayer:
    """Return a layer of the file."""
    source = element.first("datasource")
    return ProjectLayer(
        element.text_at("id"), element.text_at("layername"), element.text_at("provider"), "".join(source.own_text) if source else ""
    )


def sources_named(element: Element) -> Iterator[ProjectLayer]:
    """Yield what an element and those below it name as a source, beside its provider: ``source``, ``coverageLayerSource`` ..."""
    if element.name == "maplayer":
        return
    for name, source in element.attributes.items():
        match = PREFIX.fullmatch(name)
        if not match or not source:
            continue
        said = [element.get(f"{match[1]}{word}") for word in ("provider", "Provider", "providerKey")]
        if any(said):
            yield ProjectLayer("", element.get(f"{match[1]}Name") or element.get("name"), next(filter(None, said)), source)
    for child in element.children:
        yield from sources_named(child)


def with_source(text: str, old: str, new: str) -> str:
    """Return a project's text with one source in place of another: of layers, in the layer tree, in layouts and forms."""
    for quote_mark in ('"', "&quot;"):
        before, after = (escape(source, quote_mark) for source in (old, new))
        text = text.replace(f"<datasource>{before}</datasource>", f"<datasource>{after}</datasource>")
        text = text.replace(f'="{before}"', f'="{after}"')
    return text


def escape(text: str, quote_mark: str) -> str:
    """Return a text as XML writes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', quote_mark)


def at_folder(text: str, layers: Sequence[ProjectLayer], old: Path, new: Path) -> str:
    """Return a file's text for another folder: relative paths of layers lead to the same files."""
    if old.resolve() == new.resolve():
        return text
    for layer in layers:
        moved = RELATIVE.sub(lambda match: Path(os.path.relpath(old.resolve() / match[0], new.resolve())).as_posix(), layer.source)
        if moved != layer.source and not layer.address:
            text = with_source(text, layer.source, moved if moved.startswith("..") or ":" in moved else f"./{moved}")
    return text
