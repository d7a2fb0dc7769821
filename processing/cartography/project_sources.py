"""Where the layers of a project of somebody else lie: in its own folder or on public servers; others are left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from qgis.PyQt.QtXml import QDomDocument, QDomElement

from ..model.errors import OpgaveError
from ..model.files import file_hash, read_hashed_json
from ..model.progress import SILENT, Progress
from ..model.trust import FOREIGN, current_trust, leaves_folder, standing_of, want_of_address
from ..qgis_io.opening import PARTS, refuse_indirect
from ..sources.network import find_inside

MANIFESTS = "*manifest.json"
OF_FILES = ("ogr", "gdal")
OF_SERVERS = ("wms", "WFS", "OAPIF", "arcgisfeatureserver", "arcgismapserver", "xyzvectortiles", "vectortile")
"""Providers of QGIS that go through its own network."""
IN_MEMORY = "memory"
OPTION = "|option:"
"""Begins what GDAL is told beside the file, such as statements to run in a database."""
AUTHENTICATION = re.compile(r"""\bauthcfg=(?:'\w*'|\w+)(?:&(?:amp;)?)?|(?<=\bauthcfg=")[^"]*|(?<=<authcfg>)[^<]*""")
"""An authentication in the source of a layer, in an attribute, or in an element of a project's XML."""
KEPT_AUTHENTICATION = re.compile(r"""<[\w:.-]+\b[^<>]*\s(?:name|key)="authcfg"[^<>]*>""")
"""An element of a project's XML that gives what it is called a value."""
VALUE = re.compile(r"""(?<=\svalue=")[^"]*""")
TREE = ("layer-tree-group", "layer-tree-layer", "legendgroup", "legendlayer")
"""Entries of the tree of layers, as projects of today and of QGIS 2 have them."""
EMBEDDED = frozenset(("embedded", "embedded_project"))
"""What an entry says that comes from another project, which QGIS then reads too."""
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s'\"&<>]*", re.IGNORECASE)
NAMED_ADDRESS = re.compile(r"url='?([^\s'\"&<>]*)", re.IGNORECASE)
"""The value of ``url``, ``styleUrl`` and their like, whether it looks like an address or not."""
MOST_ESCAPES = 5
"""How often escapes are undone; an address that is hidden deeper leads away."""


def is_foreign(path: Path) -> bool:
    """Whether a project is of a bundle that nobody here made or accepted, or no longer as that was made."""
    for manifest in path.parent.glob(MANIFESTS):
        try:
            document, sha = read_hashed_json(manifest)
            listed: Any = document["files"].get(path.name)
            if listed and (standing_of(manifest, sha) == FOREIGN or listed["sha256"] != file_hash(path)):
                return True
        except (OpgaveError, OSError, LookupError, AttributeError, TypeError):  # of whatever shape
            return True
    return False


def leave_out_elsewhere(text: str, path: Path, progress: Progress = SILENT) -> str:
    """Return a project's XML without the layers that lead elsewhere than to its folder and to public servers, and tell which they are; the
    others ask nobody with an authentication of this profile.

    ``text`` is its XML, ``path`` its file, below whose folder its layers lie.
    """
    text = without_authentication(text)
    document = QDomDocument()
    document.setContent(text)
    layers = elements_of(document, "maplayer")
    left = [layer for layer in layers if leads_away(layer, path.parent)]
    embedded = [entry for name in TREE for entry in elements_of(document, name) if is_embedded(entry)]
    if not left and not embedded:
        return text
    ids = {layer.firstChildElement("id").text() or layer.attribute("id") for layer in left}
    entries = [entry for entry in elements_of(document, "layer-tree-layer") if entry.attribute("id") in ids]
    for element in (*left, *entries, *embedded):
        element.parentNode().removeChild(element)
    names = [layer.firstChildElement("layername").text() or "?" for layer in left]
    names += [entry.attribute("name") or "?" for entry in embedded if entry.attribute("id") not in ids]
    progress.warn(
        "Layers of the project '{path}' are left out, because it was made elsewhere and they lead out of its folder or into your network:"
        " {layers}. Open it in QGIS, and save it under another name, if you know who made it.",
        path=path,
        layers=", ".join(names),
    )
    return document.toString(-1)


def without_authentication(text: str) -> str:
    """Return a project's XML without ids of authentication, in the sources of its layers and elsewhere."""
    return KEPT_AUTHENTICATION.sub(lambda found: VALUE.sub("", found[0]), AUTHENTICATION.sub("", text))


def is_embedded(entry: QDomElement) -> bool:
    """Whether an entry of the tree of layers is taken from another project."""
    kept = entry.firstChildElement("customproperties")
    named = [*elements_of(kept, "Option"), *elements_of(kept, "property")]
    return entry.attribute("embedded") == "1" or any(EMBEDDED & {one.attribute("name"), one.attribute("key")} for one in named)


def leads_away(layer: QDomElement, folder: Path) -> bool:
    """Whether a layer of a project is neither in its folder nor on a public server."""
    provider, source = (layer.firstChildElement(name).text() for name in ("provider", "datasource"))
    if layer.attribute("embedded") == "1":
        return True
    if provider in OF_FILES:
        file = PARTS.split(source, maxsplit=1)[0]
        whole = folder / file
        try:
            if OPTION in source.lower() or leaves_folder(file, str(folder)) or not whole.is_file():
                return True
            refuse_indirect(whole)
        except (OpgaveError, OSError, ValueError):
            return True
        return False
    if provider in OF_SERVERS:
        addresses, trust = addresses_in(source), current_trust()
        return not addresses or any(want_of_address(one, trust) for one in addresses) or bool(find_inside(addresses))
    return provider != IN_MEMORY


def addresses_in(source: str) -> list[str]:
    """Return the addresses that the source of a layer on a server names, also those behind escapes; none where these are too deep,
    or hide an authentication."""
    found: dict[str, None] = {}
    for _ in range(MOST_ESCAPES):
        found |= dict.fromkeys(ADDRESS.findall(source))
        plain = unquote(source)
        if plain == source:
            return [] if "authcfg" in plain.lower() else [*found, *NAMED_ADDRESS.findall(plain)]
        source = plain
    return []


def elements_of(document: QDomDocument | QDomElement, name: str) -> list[QDomElement]:
    """Return the elements in a document, or below an element, that have a name."""
    found = document.elementsByTagName(name)
    return [found.at(place).toElement() for place in range(found.count())]
