"""The QGIS project of a map: layers in groups, styled, described, with paths that hold wherever the folder goes."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import (
    Qgis,
    QgsLayerMetadata,
    QgsMapLayer,
    QgsProject,
    QgsProjectMetadata,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsReadWriteContext,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtXml import QDomDocument

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from ..qgis_io.crs_names import find_crs
from ..qgis_io.expressions import literal
from ..qgis_io.layer_metadata import midnight
from ..qgis_io.project_text import read_style
from ..qgis_io.reproducible_files import settle_project
from ..texts.language import Language
from .map_content import KEY_PROPERTY, MapContent, SourceLine, keep_content
from .pictures import open_with
from .plain_looks import LEFT_OUT_TEXTS, clean_looks
from .raster_looks import colour_cells
from .style import Style
from .styles import apply, keep_style
from .theme import Theme

LOOKS = QgsMapLayer.StyleCategories(
    QgsMapLayer.StyleCategory.Symbology
    | QgsMapLayer.StyleCategory.Labeling
    | QgsMapLayer.StyleCategory.Legend
    | QgsMapLayer.StyleCategory.Rendering
)
"""What is taken of a style that a catalogue brings."""


@dataclass(frozen=True)
class LayerEntry:
    """A layer of a project.

    Attributes
    ----------
    key : str
        Its name for the map's content, the same in every language, such as ``units`` or a record's id.
    group : str
        The group it stands in; empty: at the top.
    name : str
        As the layer tree shows it.
    source, provider : str
        What QGIS's provider of that name opens.
    style : Style or None
        Its looks; None keeps those that the source itself brings.
    visible : bool
        Whether it is switched on.
    style_file : str
        A style (``.qml`` or ``.sld``) with its looks, before ``style``; empty for none.
    metadata : QgsLayerMetadata or None
        What is known of it; None leaves what the source itself brings.
    aliases : mapping of str to str
        What people call its fields, where the source does not say.
    """

    key: str
    group: str
    name: str
    source: str
    provider: str = "ogr"
    style: Style | None = None
    visible: bool = True
    style_file: str = ""
    metadata: QgsLayerMetadata | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)


def new_project() -> QgsProject:
    """Return an empty project of this thread, without the library of symbols that QGIS gives a project: nothing here uses that, and its
    database is written to the disk with some hundred waits, anew whenever a project is made, read, cleared or gone.
    """
    return QgsProject(None, Qgis.ProjectCapabilities())


def make_project(
    entries: Sequence[LayerEntry],
    crs: str,
    title: str,
    theme: Theme,
    language: Language,
    contents: Mapping[str, MapContent] | None = None,
    progress: Progress = SILENT,
) -> QgsProject:
    """Return a project of its own (never the one that is open in QGIS) with the layers in their order, the top one first.

    All of it belongs to the thread that calls this: use it and `clear` it there.

    Parameters
    ----------
    crs : str
        Authority id of the map's CRS.
    contents : mapping of language code to MapContent
        What maps made from this project say.

    Raises
    ------
    OpgaveError
        A layer cannot be opened, or does not have the field that its style shows.
    """
    project = new_project()
    project.setCrs(find_crs(crs))
    project.setMetadata(QgsProjectMetadata())
    project.setTitle(title)
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    for entry in entries:
        _add(project, open_layer(entry, theme, language), entry)
        tell_left_out(entry, progress)
    for code, content in (contents or {}).items():
        keep_content(project, code, content)
    return project


def tell_left_out(entry: LayerEntry, progress: Progress) -> None:
    """Warn of what the style file of a layer holds besides looks, which is not used."""
    path = Path(entry.style_file)
    for kind in sorted(clean_looks(read_style(path), path)[1]) if entry.style_file else ():
        progress.warn(
            "Layer '{layer}': {what} in the style '{style}' are left out, for a style gives symbols, labels and legend only.",
            layer=entry.name,
            what=OpgaveError(LEFT_OUT_TEXTS[kind]),
            style=path.name,
        )


def show_extent(project: QgsProject, extent: Sequence[float]) -> None:
    """Have the project open on this part of the ground: xmin, ymin, xmax, ymax in its own CRS."""
    shown = QgsReferencedRectangle(QgsRectangle(*extent), project.crs())
    project.viewSettings().setDefaultViewExtent(shown)
    project.viewSettings().setPresetFullExtent(shown)


def describe(project: QgsProject, abstract: str, author: str, made: datetime.date | None) -> None:
    """Set the project's own metadata."""
    metadata = QgsProjectMetadata()
    metadata.setTitle(project.title())
    metadata.setAbstract(abstract)
    metadata.setAuthor(author)
    if made:
        metadata.setCreationDateTime(midnight(made))
    project.setMetadata(metadata)


def save_project(project: QgsProject, path: str | Path) -> None:
    """Write the project as ``.qgz``; sources beside it are kept as relative paths.

    The same project gives the same bytes; see `settle_project`.

    Raises
    ------
    OpgaveError
        The file cannot be written.
    """
    path, stated = Path(path), QgsProjectMetadata(project.metadata())
    plain = path.with_suffix(".qgs")
    if not project.write(str(plain)):
        raise OpgaveError("Project '{path}' cannot be written: {reason}", path=path, reason=project.error())
    text = settle_project(_as_stated(plain.read_text(encoding="utf-8"), stated), plain.parent)
    plain.unlink()
    plain.with_name(f"{plain.stem}_attachments.zip").unlink(missing_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(plain.name), text.encode("utf-8"), zipfile.ZIP_DEFLATED)


def _as_stated(text: str, stated: QgsProjectMetadata) -> str:
    """Return a project's XML without the user's name and the moment that QGIS 3.44 puts where its metadata had no author and no date."""
    before, opening, rest = text.partition("<projectMetadata>")
    own, closing, after = rest.partition("</projectMetadata>")
    if not stated.author():
        own = re.sub("<author>[^<]*</author>", "<author></author>", own)
    if not stated.creationDateTime().isValid():
        own = re.sub("<creation>[^<]*</creation>", "<creation></creation>", own)
        own = re.sub(r'<dates>\s*<date [^>]*"Created"[^>]*/>\s*</dates>', "<dates/>", own)
    return before + opening + own + closing + after


def origin_of(layer: QgsMapLayer) -> SourceLine:
    """Return what a layer's metadata says of its origin."""
    metadata = layer.metadata()
    contacts = metadata.contacts()
    owner = next((contact.organization or contact.name for contact in contacts if contact.organization or contact.name), "")
    terms = [*metadata.licenses(), *metadata.rights()]
    kinds = (Qgis.MetadataDateType.Revised, Qgis.MetadataDateType.Published, Qgis.MetadataDateType.Created)
    moments = [metadata.dateTime(kind) for kind in kinds]
    date = next((moment.date().toPyDate() for moment in moments if moment.isValid()), None)
    return SourceLine(metadata.title() or layer.name(), owner, ", ".join(terms), date)


def open_layer(entry: LayerEntry, theme: Theme, language: Language) -> QgsMapLayer:
    """Return the layer with its looks.

    Raises
    ------
    OpgaveError
        It cannot be opened, or does not have the field that its style shows.
    """
    layer = _open(entry)
    if entry.style_file:
        _load_style(layer, entry)
    elif entry.style:
        apply(layer, entry.style, theme, language)
        keep_style(layer, entry.style)
    elif isinstance(layer, QgsVectorLayer):
        _load_brought_style(layer)
    elif isinstance(layer, QgsRasterLayer):
        colour_cells(layer, theme)
    return layer


def _open(entry: LayerEntry) -> QgsMapLayer:
    layer = open_with(entry.source, literal(entry.name), entry.provider)
    if not layer.isValid():
        raise OpgaveError(
            "Layer '{layer}' cannot be opened from '{source}': check that it exists.", layer=entry.name, source=layer.publicSource()
        )
    layer.setCustomProperty(KEY_PROPERTY, entry.key)
    if entry.metadata:
        layer.setMetadata(entry.metadata)
    for name, alias in entry.aliases.items():
        layer.setFieldAlias(layer.fields().lookupField(name), alias)
    return layer


def _load_brought_style(layer: QgsVectorLayer) -> None:
    """Give a layer the looks that its source brings, beside it or in a table of styles, and nothing else of them: who may write a file or
    database puts them there. What cannot be read as looks is passed over, as QGIS does.
    """
    beside, metadata = Path(layer.styleURI()), QgsProviderRegistry.instance().providerMetadata(layer.providerType())
    with suppress(OpgaveError):
        text = read_style(beside) if beside.is_file() else metadata.loadStyle(layer.source(), "")
        if text:
            document = QDomDocument()
            document.setContent(clean_looks(text, layer.name())[0])
            layer.importNamedStyle(document, LOOKS)


def _load_style(layer: QgsMapLayer, entry: LayerEntry) -> None:
    """Give a layer the looks of a style file: its symbols, labels and legend, and nothing else of what such a file may hold."""
    path, done, reason = Path(entry.style_file), False, ""
    if path.is_file():
        text, document = clean_looks(read_style(path), path)[0], QDomDocument()
        if path.suffix.lower() == ".sld":
            text = qml_of_sld(layer, text)
        document.setContent(text)
        done, reason = layer.importNamedStyle(document, LOOKS)
    if not done:
        raise OpgaveError(
            "Layer '{layer}': the style '{path}' cannot be used ({reason}): correct 'style' in the catalogue.",
            layer=entry.name,
            path=entry.style_file,
            reason=reason or OpgaveError("the file does not exist"),
        )


def qml_of_sld(layer: QgsMapLayer, text: str) -> str:
    """Return the looks of an SLD as QGIS's own, once more without what acts: its functions have become expressions."""
    with TemporaryDirectory(prefix="opgavenkaart-") as folder:
        path = Path(folder, "style.sld")
        path.write_text(text, encoding="utf-8")
        layer.loadSldStyle(str(path))
    document = QDomDocument()
    layer.exportNamedStyle(document, QgsReadWriteContext(), LOOKS)
    return clean_looks(document.toString(-1), layer.name())[0]


def _add(project: QgsProject, layer: QgsMapLayer, entry: LayerEntry) -> None:
    project.addMapLayer(layer, False)
    root = project.layerTreeRoot()
    parent = (root.findGroup(entry.group) or root.addGroup(entry.group)) if entry.group else root
    node = parent.addLayer(layer)
    node.setItemVisibilityChecked(entry.visible)
    node.setExpanded(entry.visible)
