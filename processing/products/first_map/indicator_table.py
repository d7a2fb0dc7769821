"""The table of the indicators: what each rests on, and of those without data why and who usually has them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ...challenge.collected import Collected
from ...challenge.indicator_sources import IndicatorSource, indicator_sources
from ...qgis_io.spreadsheet import keep_texts
from ...texts.evidence_texts import name_kind, say_unchecked
from ...texts.language import Language


def write_indicator_table(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows of `list_indicators` as CSV in UTF-8 that a spreadsheet opens too."""
    keep_texts(pd.DataFrame(rows)).to_csv(path, index=False, encoding="utf-8-sig")


def list_indicators(collected: Collected, language: Language) -> list[dict[str, Any]]:
    """Return a row for each indicator of a challenge, by the titles of the columns."""
    title = {language.tr("Challenge"): collected.challenge.title.of(language.code)}
    return [title | _row(source, language) for source in indicator_sources(collected)]


def _row(source: IndicatorSource, language: Language) -> dict[str, Any]:
    records = source.records or ((source.figure,) if source.figure else ())
    return {
        language.tr("Indicator"): source.asked.title.of(language.code),
        language.tr("Measured"): source.indicator.title.of(language.code) if source.is_measured else "",
        language.tr("Kind of values"): name_kind(source.said_kind, language),
        language.tr("Weight"): source.indicator.weight,
        language.tr("Layers"): ", ".join(record.title.of(language.code) for record in records),
        language.tr("Data date"): source.date.isoformat() if source.date else "",
        language.tr("Source known"): say_unchecked(source.unchecked, language),
        language.tr("Figure of the municipality"): source.figure_words(language) or source.lacking_figure(language),
        language.tr("Reason"): source.reason.sentence(language.tr) if source.reason else "",
        language.tr("Usually held by"): "" if source.is_plain else source.asked.holder.of(language.code),
    }
