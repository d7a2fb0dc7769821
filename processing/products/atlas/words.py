"""The sentences on a page of the atlas."""

from __future__ import annotations

from collections.abc import Sequence

from ...analysis.classes import range_decimals
from ...texts.language import Language
from .pages import IndicatorBar, Inside, Page


def title(page: Page, language: Language) -> str:
    """Return the finding: where, what stands out most there, and how probably it is a cluster of need."""
    found = language.tr("{area} stands out most in: {indicator}", area=page.label, indicator=page.cause) if page.cause else page.label
    if not page.certainty:
        return found
    return f"{found}; {page.certainty}"


def bar_words(bar: IndicatorBar, language: Language) -> str:
    """Return an indicator with its value here and over all areas, and how those were averaged."""
    decimals = range_decimals(bar.low or 0.0, bar.high or 0.0)
    here, whole = language.number(bar.here, decimals), language.number(bar.whole, decimals)
    unit = f" {bar.unit}" if bar.unit else ""
    return language.tr(
        "{indicator}: {here}{unit} ({averaged}: {whole})", indicator=bar.title, here=here, whole=whole, unit=unit, averaged=bar.averaged
    )


def inside_lines(rows: Sequence[Inside], language: Language) -> list[str]:
    """Return a line for each layer: title, how many, and the first names."""
    return [inside_line(row, language) for row in rows]


def inside_line(row: Inside, language: Language) -> str:
    """Return title, number and first names of what lies inside."""
    if not row.names:
        return f"{row.title}: {language.number(row.count)}"
    listed = ", ".join(row.names)
    if row.count > row.named:
        listed = language.tr("{names} and {count} more", names=listed, count=language.number(row.count - row.named))
    return f"{row.title}: {language.number(row.count)} ({listed})"
