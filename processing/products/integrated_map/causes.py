"""What sets a cluster apart from the whole: the causes that map, report and atlas name, and whether their values are high or low there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ...analysis.clusters import standouts
from ...challenge.clustering import Clustered
from ...model.challenge import Indicator
from ...texts.language import Language
from .headline import in_sentence


@dataclass(frozen=True)
class Cause:
    """An indicator by which a place stands out.

    Attributes
    ----------
    points : float
        Points of need (0-100) by which the mean score lies above that of all areas; negative: below it.
    here, whole : float
        Mean value in the place and over all areas, in the indicator's own unit.
    """

    indicator: Indicator
    points: float
    here: float
    whole: float

    @property
    def level(self) -> str:
        """``high`` or ``low``: how the values are here; empty where their mean does not lie on the side of the scores."""
        expected = "high" if (self.points > 0) == (self.indicator.direction == "high") else "low"
        actual = "high" if self.here > self.whole else "low" if self.here < self.whole else ""
        return expected if expected == actual else ""

    def level_words(self, language: Language) -> str:
        """Return whether the values are high or low here."""
        return {"high": language.tr("high"), "low": language.tr("low"), "": ""}[self.level]

    def words(self, language: Language) -> str:
        """Return the indicator as a sentence names it, with whether its values are high or low here."""
        title = in_sentence(self.indicator.title.of(language.code))
        return f"{title} ({self.level_words(language)})" if self.level else title


def causes(indicators: Sequence[Indicator], scores: pd.DataFrame, values: pd.DataFrame, place: int) -> list[Cause]:
    """Return the causes of a place, those with more need first (see `analysis.clusters.standouts`).

    Parameters
    ----------
    scores, values : DataFrame
        Mean scores and values of the indicators by place, and of all areas in row 0 (as of `analysis.means.cluster_means`).
    """
    by_id = {one.id: one for one in indicators}
    found = standouts(scores.loc[place] - scores.loc[0])
    return [Cause(by_id[id], points, float(values.loc[place, id]), float(values.loc[0, id])) for id, points in found]


def causes_of(outcome: Clustered) -> list[list[Cause]]:
    """Return the causes of each cluster of an outcome."""
    units = outcome.unit_table
    scores, values = units.score_means, units.value_means
    return [causes(units.challenge.indicators, scores, values, id) for id in outcome.clusters.table["cluster_id"]]
