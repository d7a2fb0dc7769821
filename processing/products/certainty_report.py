"""The report on how sure an index is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ..analysis.influence import AlikeIndicators, alike_groups
from ..analysis.sensitivity import (
    Sensitivity,
    correlations,
    leave_one_sector_out,
)
from ..challenge.indexing import Indexed
from ..qgis_io.columns import display_names
from ..texts.certainty_texts import WORST_TENTH_TEXTS, word_percent
from ..texts.language import Language
from ..texts.templates import render
from .integrated_map.index_cautions import same_rank_words

SHOWN = 20


def write_certainty_report(path: Path, indexed: Indexed, found: Sensitivity, draws: int, language: Language) -> None:
    """Write which units keep their place, which sector decides, and which indicators say the same."""
    path.write_text(render("certainty.html", content(indexed, found, draws, language), language), encoding="utf-8")


def content(indexed: Indexed, found: Sensitivity, draws: int, language: Language) -> dict:
    """Return what the template shows."""
    challenge, evaluation = indexed.collected.challenge, indexed.evaluation
    titles = {one.id: one.title.of(language.code) for one in challenge.indicators}
    correlation = correlations(evaluation.scores)
    aggregation = challenge.aggregation
    sectors = leave_one_sector_out(
        challenge.indicators, evaluation.scores, evaluation.index, aggregation.method, aggregation.allowed_missing_share
    )
    return {
        "title": challenge.title.of(language.code),
        "draws": draws,
        "counts": [(words, int((found.certainty == key).sum())) for key, words in certainty_words(language).items()],
        "worst": list(worst_rows(indexed, found, language)),
        "sectors": [
            row | {"title": indexed.collected.catalogue.sector_title(row["sector"]).of(language.code)}
            for row in sectors.sort_values("stays", kind="stable").to_dict("records")
        ],
        "names": list(titles.values()),
        "matrix": [(titles[name], correlation.loc[name].tolist()) for name in correlation],
        "alike": [alike_sentence(one, titles, language) for one in alike_groups(correlation)],
    }


def alike_sentence(alike: AlikeIndicators, titles: dict[str, str], language: Language) -> str:
    """Return which indicators are nearly one, and how often they count."""
    counted = language.tr("They count as {count} indicators but say hardly more than one.", count=len(alike.ids))
    return f"{same_rank_words(alike, titles, language)} {counted}"


def certainty_words(language: Language) -> dict[str, str]:
    """Return what each certainty is called."""
    return {key: language.tr(template) for key, template in WORST_TENTH_TEXTS.items()}


def worst_rows(indexed: Indexed, found: Sensitivity, language: Language) -> Iterator[dict]:
    """Yield the units that are most often in the worst tenth."""
    words = certainty_words(language)
    units = indexed.collected.units
    names = display_names(units.table[indexed.collected.challenge.units.name])
    order = np.lexsort((found.rank_low, -found.worst_share))  # NaN goes last
    for at in order[: min(SHOWN, int(np.isfinite(found.worst_share).sum()))]:
        yield {
            "name": names[at],
            "index": indexed.evaluation.index[at],
            "low": found.rank_low[at],
            "high": found.rank_high[at],
            "percent": word_percent(found.worst_share[at], language),
            "certainty": words[found.certainty[at]],
        }
