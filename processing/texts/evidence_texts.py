"""What is said of the kinds of values: the only place with their words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from ..model.evidence import ABSENT, ALIKE, DOCUMENTED, ESTIMATED, GUESSED, MEASURED, MUNICIPAL, PROXY, UNREAD
from .language import Language

KIND_TEXTS = {
    MEASURED: "measured",
    ESTIMATED: "estimated",
    PROXY: "proxy",
    MUNICIPAL: "figure of the municipality only",
    UNREAD: "figure of the municipality only, number not known",
    ALIKE: "the same everywhere",
    ABSENT: "not available",
}
KIND_SENTENCE_TEXTS = {
    MEASURED: "The values are counted or measured in each area.",
    ESTIMATED: "The values are estimated for each area and have an error; they were not counted there.",
    PROXY: "Another figure stands in for what is meant: it says something of it, and not the same.",
    MUNICIPAL: "There is one figure for the whole municipality. It cannot tell areas apart and takes no part in the index.",
    UNREAD: "There is one figure for the whole municipality, and its number could not be read: mostly a person has to download its table."
    " It takes no part in the index.",
    ALIKE: "All areas that can be compared have the same value. The indicator takes no part in the index.",
    ABSENT: "No values are available for the areas. The indicator takes no part in the index.",
}


KIND_LIST_TEXTS = {
    ESTIMATED: "Estimated, not counted: {indicators}.",
    PROXY: "Another figure stands in for what is asked: {indicators}.",
    MUNICIPAL: "Only one figure for the whole municipality: {indicators}.",
    UNREAD: "Only one figure for the whole municipality, of which the number is not known: {indicators}.",
    ALIKE: "The same in all areas that can be compared, so left out of the index: {indicators}.",
    ABSENT: "No data: {indicators}.",
}


UNCHECKED_TEXTS = {
    DOCUMENTED: "from its documentation, not yet checked live",
    GUESSED: "address or columns presumed, not yet checked live",
}


def say_unchecked(evidence: str, language: Language) -> str:
    """Return how a source is known that nobody has seen in use or to answer; empty where somebody has."""
    return language.tr(UNCHECKED_TEXTS[evidence]) if evidence else ""


def count_unchecked(known: Iterable[str], language: Language) -> list[str]:
    """Return of how many indicators nobody has seen the source in use or to answer; no line where there are none."""
    every = list(known)
    count = sum(map(bool, every))
    if not count:
        return []
    if count == len(every):
        return [language.tr("The sources of the indicators have not yet been checked live.")]
    return [
        language.tr(
            "The source of 1 of the {total} indicators has not yet been checked live. | The sources of {count} of the {total} indicators"
            " have not yet been checked live.",
            count=count,
            total=len(every),
        )
    ]


def name_kind(kind: str, language: Language) -> str:
    """Return what a kind of values is called."""
    return language.tr(KIND_TEXTS[kind])


def explain_kind(kind: str, language: Language) -> str:
    """Return a sentence on a kind of values."""
    return language.tr(KIND_SENTENCE_TEXTS[kind])


def say_holder(holder: str, language: Language) -> str:
    """Return who usually has an indicator's data; empty where nobody is named."""
    return language.tr("The data are usually held by: {holder}.", holder=holder) if holder else ""


def say_stands_for(asked: str, language: Language) -> str:
    """Return which indicator another measurement stands in for; empty where none."""
    return language.tr("In place of '{indicator}', of which there are no data.", indicator=asked) if asked else ""


def say_figure(facts: Mapping[str, Any], language: Language) -> str:
    """Return what one figure for the whole municipality is, of when and whose; empty without facts, which are those of a manifest.

    >>> facts = {"title": "Candidate tenants", "value": 1412.0, "unit": "", "date": "2024-12-31", "publisher": "Wonen in Vlaanderen"}
    >>> say_figure(facts, Language("en"))
    'Candidate tenants 1,412 (31 December 2024, Wonen in Vlaanderen)'
    """
    if not facts:
        return ""
    value = facts["value"]
    written = f"{facts['title']} {language.number(value, 0 if value == round(value) else 1)} {facts['unit']}".rstrip()
    date = language.date(datetime.date.fromisoformat(facts["date"])) if facts["date"] else language.tr("date unknown")
    return f"{written} ({', '.join(filter(None, (date, facts['publisher'])))})"


def list_kinds(titles: Iterable[tuple[str, str, str]], language: Language) -> list[str]:
    """Return a line for each kind of values other than measured.

    ``titles`` are kinds, each with the title of an indicator, and with its figure for the municipality where there is one (`say_figure`).
    """
    pairs = []
    for kind, title, figure in titles:
        pairs += [(kind, title)] if kind != MUNICIPAL or not figure else []
        pairs += [(MUNICIPAL, figure)] if figure else []
    found = {kind: [title for its, title in pairs if its == kind] for kind in KIND_LIST_TEXTS}
    return [language.tr(KIND_LIST_TEXTS[kind], indicators="; ".join(those)) for kind, those in found.items() if those]
