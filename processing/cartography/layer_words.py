"""What a layer says of itself on a map, in every language: its title, and what was found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from qgis.core import QgsMapLayer

from ..model.codec import from_json, to_json
from ..model.files import parse_json
from ..texts.language import Language

WORDS_PROPERTY = "opgavenkaart/words"


@dataclass(frozen=True)
class LayerWords:
    """What a layer says.

    Attributes
    ----------
    finding : str
        What was found, as a sentence; empty where the layer only stands by.
    origin : str
        What stands among the sources where its metadata name no publisher.
    """

    title: str
    finding: str = ""
    origin: str = ""


def keep_words(layer: QgsMapLayer, words: Mapping[str, LayerWords]) -> None:
    """Note in a layer what it says, by language, for maps that it comes onto."""
    layer.setCustomProperty(WORDS_PROPERTY, json.dumps({code: to_json(said) for code, said in words.items()}, ensure_ascii=False))


def kept_words(layer: QgsMapLayer, language: Language) -> LayerWords | None:
    """Return what `keep_words` noted; None where nothing is."""
    text = layer.customProperty(WORDS_PROPERTY)
    kept = parse_json(text, layer.name()) if text else {}
    return from_json(LayerWords, kept[language.code]) if language.code in kept else None
