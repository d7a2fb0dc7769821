"""The mark of a layer that may not be redistributed, in its metadata: QGIS, a GeoPackage and the algorithms of the plugin read it."""

from __future__ import annotations

from qgis.core import QgsLayerMetadata

from ..model.own_use import NO
from ..texts.language import LANGUAGES, Language

REDISTRIBUTION = "opgavenkaart:redistribution"
"""Vocabulary of keywords under which stands how a layer may not be redistributed; nothing does where it may."""


def hold_for_own_use(metadata: QgsLayerMetadata, how: str, language: Language) -> None:
    """Write into a layer's metadata that it may not be redistributed, as people and `own_use_of` read it."""
    metadata.setRights([language.tr("Do not redistribute.")])
    metadata.setKeywords({**metadata.keywords(), REDISTRIBUTION: [how]})


def own_use_of(metadata: QgsLayerMetadata) -> str:
    """Return how a layer may not be redistributed, by its metadata; empty where they do not say it.

    Where a user wrote that sentence in the layer's properties, or an earlier version did, nothing of it may.
    """
    said = next(iter(metadata.keywords().get(REDISTRIBUTION, [])), "")
    in_words = {Language(code).tr("Do not redistribute.") for code in LANGUAGES}
    return said or (NO if in_words.intersection(metadata.rights()) else "")
