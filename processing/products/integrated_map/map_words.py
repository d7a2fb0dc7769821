"""What printed maps of an outcome say beside the plain one: clusters with what drives them, indicators, background, classes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...analysis.classes import map_classes
from ...cartography.map_content import ClusterProfile, NeedBar
from ...challenge.clustering import Clustered
from ...challenge.unit_table import UnitTable
from ...model.challenge import Challenge, Indicator
from ...model.measures import IN_CHALLENGES
from ...texts.language import Language
from . import words
from .averaged import averaged_words
from .causes import Cause, causes_of
from .headline import cluster_size_words, place_name

PROFILES = 8


def class_reason(values: np.ndarray, language: Language) -> str:
    """Return why the classes of the index lie where they do; nothing of one class, which was not cut."""
    classes = map_classes(values)
    template = classes.reason
    return language.tr(template, count=len(classes)) if len(classes) > 1 else ""


def profiles(outcome: Clustered, language: Language) -> tuple[ClusterProfile, ...]:
    """Return the first clusters with size and bars of the indicators by which they stand out towards need."""
    scores = outcome.unit_table.score_means
    found = []
    for row, causes in zip(outcome.clusters.table.to_dict("records")[:PROFILES], causes_of(outcome), strict=False):
        id = row["cluster_id"]
        bars = tuple(need_bar(one, scores[one.indicator.id], id, outcome.unit_table, language) for one in causes if one.points > 0)
        found.append(ClusterProfile(f"{id}. {row['cluster_label']}", size_words(outcome, row, language), bars))
    return tuple(found)


def size_words(outcome: Clustered, row: dict, language: Language) -> str:
    """Return how many live in a cluster, and its mean index."""
    return language.tr(
        "{size}, index {index}",
        size=cluster_size_words(row, outcome.unit_table, language),
        index=language.number(row["mean_value"]),
    )


def need_bar(cause: Cause, scores: pd.Series, cluster: int, units: UnitTable, language: Language) -> NeedBar:
    """Return an indicator's bar for a cluster, with its values in words."""
    decimals = words.decimals_for(cause.here, cause.whole)
    text = language.tr(
        "{indicator}: {here} {unit} ({averaged}: {whole})",
        indicator=cause.indicator.title.of(language.code),
        here=language.number(cause.here, decimals),
        whole=language.number(cause.whole, decimals),
        unit=cause.indicator.unit,
        averaged=averaged_words(cause.indicator, units, language),
    )
    return NeedBar(text.replace("  ", " "), float(scores[cluster]), float(scores[0]))


def indicators_finding(outcome: Clustered, language: Language) -> str:
    """Return how many indicators point the same way in the first cluster; an empty text without clusters."""
    if not len(outcome.clusters):
        return ""
    scores = outcome.unit_table.score_means
    known = scores.loc[[1, 0]].dropna(axis=1)
    return language.tr(
        "{place}: {count} of {all} indicators show more need than on average",
        place=place_name(outcome.clusters.table["cluster_label"].iloc[0], language),
        count=int((known.loc[1] > known.loc[0]).sum()),
        all=known.shape[1],
    )


def measures_supply(indicator: Indicator) -> bool:
    """Return whether an indicator tells how much of something there is, or how near it is; an attribute of the unit does not."""
    measure = indicator.measurement.measure
    return IN_CHALLENGES[measure].of_supply


def supply(challenge: Challenge) -> str:
    """Return the key of the layer that tells the supply: the heaviest indicator that measures one, else the heaviest of all."""
    measuring = [one for one in challenge.indicators if measures_supply(one)] or list(challenge.indicators)
    return f"indicator:{max(measuring, key=lambda one: one.weight).id}"
