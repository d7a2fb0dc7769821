"""How open the data are by the five stars of linked open data, and whether others can name their features for good."""

from __future__ import annotations

from urllib.parse import urlsplit

import pandas as pd

from ...analysis.quality.attributes import is_blank
from ...sources.describing.vocabulary import OPEN, licence_of
from ...sources.store.store import ROW_NUMBER
from ...texts.language import Language
from .prepare import PublishableLayer

STAR_TEXTS = {
    "licence": "on the web under an open licence",
    "structured": "structured, so that a program reads them",
    "open_format": "in formats that are nobody's (GeoPackage, CSV, GeoJSON)",
    "addresses": "each feature has a web address of its own, in a field",
    "linked": "features lead to those of others, by a field with web addresses elsewhere",
}
NAME_TEXTS = {
    "key": "Others can name each feature for good by its key, '{field}'. It must keep it in every version.",
    "none": "No field names each feature for good: others cannot refer to one, nor know it again in the next version. Name a key.",
}
WEB_ADDRESS = ("http://", "https://")
MOSTLY = 0.5
"""Share of the features with a web address elsewhere from which they lead to others."""


def stars_of(made: PublishableLayer) -> dict[str, bool]:
    """Return for each of the five stars, in their order, whether the data have what it asks.

    References
    ----------
    T. Berners-Lee (2010), "Linked Data - Design Issues".
    """
    table, licence = made.features.table, made.record.licence
    hosts = {name: hosts_of(table[name]) for name in table if table[name].dtype == object}
    own = [name for name, found in hosts.items() if len(found) and (found != "").all() and table[name].is_unique]
    home = {"", *hosts[own[0]]} if own else set()
    linked = any((~found.isin(home)).mean() >= MOSTLY for name, found in hosts.items() if own and name != own[0])
    return {
        "licence": bool(licence.name) and licence_of([licence.name], licence.url)[1] == OPEN,
        "structured": True,
        "open_format": True,
        "addresses": bool(own),
        "linked": linked,
    }


def hosts_of(column: pd.Series) -> pd.Series:
    """Return the host of each web address in a column; empty for what is none."""
    texts = column.map(lambda value: value if isinstance(value, str) and value.startswith(WEB_ADDRESS) else "")
    return texts.map(lambda text: urlsplit(text).hostname or "")


def star_words(made: PublishableLayer, language: Language) -> list[tuple[bool, str]]:
    """Return each star with whether it is reached: one counts with all before it."""
    words, reached = [], True
    for name, there in stars_of(made).items():
        reached = reached and there
        words.append((reached, language.tr(STAR_TEXTS[name])))
    return words


def name_words(made: PublishableLayer, language: Language) -> str:
    """Return whether others can name a feature for good."""
    key, table = made.record.key, made.features.table
    lasting = key in table and key != ROW_NUMBER and not is_blank(table[key]).any() and bool(table[key].is_unique)
    return language.tr(NAME_TEXTS["key"], field=key) if lasting else language.tr(NAME_TEXTS["none"])
