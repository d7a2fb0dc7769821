"""Ages in words."""

from __future__ import annotations

from .language import Language

DAYS_A_YEAR = 365.25
DAYS_A_MONTH = DAYS_A_YEAR / 12


def age_in_words(days: int | None, language: Language) -> str:
    """Return an age such as '12 years' or '3 months'; what is no age says so."""
    if days is None:
        return language.tr("age unknown")
    if days < 0:
        return language.tr("dated in the future")
    if days < 2 * DAYS_A_MONTH:
        return language.tr("1 day | {count} days", count=days)
    if days < 2 * DAYS_A_YEAR:
        return language.tr("{count} months", count=int(days / DAYS_A_MONTH))
    return language.tr("{count} years", count=int(days / DAYS_A_YEAR))
