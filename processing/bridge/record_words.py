"""What a catalogue's keys are called: kinds of publishers, traffic lights, what may be passed on."""

from __future__ import annotations

from .language import Language


def publisher_kind(kind: str, language: Language) -> str:
    """Return what kind of publisher it is."""
    return {
        "city": language.tr("city"),
        "flemish": language.tr("Flemish government"),
        "federal": language.tr("federal government"),
        "private": language.tr("private"),
        "non_profit": language.tr("non-profit"),
        "citizens": language.tr("citizens"),
    }[kind]


def redistribution(kind: str, language: Language) -> str:
    """Return whether a layer may be passed on."""
    return {
        "yes": language.tr("yes"),
        "aggregated": language.tr("only as a value per area"),
        "no": language.tr("no: only used, as a value per area"),
    }[kind]


def freshness(light: str, language: Language) -> str:
    """Return the traffic light's word."""
    return {
        "current": language.tr("current"),
        "due": language.tr("due for renewal"),
        "stale": language.tr("stale"),
        "unknown": language.tr("rhythm unknown"),
    }[light]
