"""An algorithm's output as people will open it: styled, and with what is known of it, in whatever project it comes to lie."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsDataProvider,
    QgsLayerMetadata,
    QgsProcessingContext,
    QgsVectorLayer,
)

from ..model.errors import OpgaveError
from ..qgis_io.inputs import InputLayer
from ..qgis_io.layer_metadata import date_of, midnight, publisher, write_metadata
from ..qgis_io.oldest_source import weakest_link
from ..qgis_io.opening import open_ogr_layer
from ..qgis_io.reproducible_files import settle_geopackage
from ..texts.language import LANGUAGES, Language
from .layer_words import LayerWords, keep_words
from .style import Style
from .styles import apply, keep_style, save_default, style_on_load
from .theme import theme

GEOPACKAGE = ".gpkg"


@dataclass(frozen=True)
class Finish:
    """How an output is left.

    Attributes
    ----------
    words : dict of language code to LayerWords
        See `describe_output`.
    made_of : tuple of InputLayer
        The layers that it was computed from.
    """

    style: Style
    words: Mapping[str, LayerWords]
    made_of: tuple[InputLayer, ...]


def describe_output(made_of: Iterable[InputLayer], words: Callable[[Language], LayerWords]) -> dict[str, LayerWords]:
    """Return by language what an output says, and of which layers it was computed."""
    names = ", ".join(unique(layer.metadata.title() or layer.sourceName() for layer in made_of))
    languages = [Language(code) for code in LANGUAGES]
    origins = {one.code: one.tr("computed with Opgavenkaart from {layers}", layers=names) for one in languages}
    return {one.code: replace(words(one), origin=origins[one.code]) for one in languages}


def finish(context: QgsProcessingContext, destination: str, how: Finish, language: Language) -> None:
    """Have an output open with its looks: in the project that it is loaded into, and from its GeoPackage in any other.

    Other files have no place for looks. ``language``: of legend and metadata in the file; maps choose their own.

    Raises
    ------
    OpgaveError
        The file cannot be written.
    """
    style_on_load(context, destination, how.style, how.words)
    in_memory, path = context.temporaryLayerStore().mapLayer(destination), Path(destination)
    if in_memory is not None:
        in_memory.setMetadata(metadata_of(in_memory.name(), in_memory.crs(), how, language))
    elif path.suffix.lower() == GEOPACKAGE and path.is_file():
        table, crs = dress(path, how, language)
        write_metadata(path, {table: metadata_of(table, crs, how, language)})
        settle_geopackage(path, datetime.date.today())


def dress(path: Path, how: Finish, language: Language) -> tuple[str, QgsCoordinateReferenceSystem]:
    """Keep looks and words in a GeoPackage of one layer; return its table and CRS. The layer is closed again before others write."""
    layer = open_ogr_layer(path, path.stem, QgsVectorLayer.LayerOptions(loadDefaultStyle=False))
    if not layer.isValid():
        raise OpgaveError("'{path}' cannot be read to save the style.", path=path)
    table = layer.dataProvider().subLayers()[0].split(QgsDataProvider.sublayerSeparator())[1]
    apply(layer, how.style, theme(), language)
    keep_style(layer, how.style)
    keep_words(layer, how.words)
    save_default(layer)  # last: what reads the file after that finds nothing any more
    return table, layer.crs()


def metadata_of(id: str, crs: QgsCoordinateReferenceSystem, how: Finish, language: Language) -> QgsLayerMetadata:
    """Return title, finding, date (of the oldest layer that went in, else today), and the publishers and licences of the input."""
    words = how.words[language.code]
    metadata = weakest_link(how.made_of).metadata(id, words.title, crs, language)
    metadata.setAbstract(words.finding)
    metadata.setHistory([words.origin, *metadata.history()])
    publishers = unique(contact.organization for layer in how.made_of for contact in layer.metadata.contacts())
    metadata.setContacts([publisher(name) for name in publishers])
    metadata.setLicenses(unique(term for layer in how.made_of for term in layer.metadata.licenses()))
    if date_of(metadata) is None:
        metadata.setDateTime(Qgis.MetadataDateType.Created, midnight(datetime.date.today()))
    return metadata


def unique(texts: Iterable[str]) -> list[str]:
    """Return each text once, in the order of the first."""
    return list(dict.fromkeys(filter(None, texts)))
