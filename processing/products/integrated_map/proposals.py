"""What proposals would change, as the report tells it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ...analysis.clusters import Clusters
from ...analysis.proposals import JOINS, LEAVES, STAYS, rank_change, without_trace
from ...challenge.clustering import Clustered
from ...challenge.indexing import Indexed
from ...model.challenge import Challenge, Proposal
from ...qgis_io.columns import display_names
from ...texts.language import Language
from . import words

SHOWN = 5


def proposal_rows(indexed: Indexed, outcome: Clustered | None, language: Language) -> Iterator[dict]:
    """Yield for each proposal who makes it, what it changes, and what comes of that; of the clusters too where an outcome is given."""
    challenge = indexed.collected.challenge
    clustered = [None] * len(indexed.proposals) if outcome is None else outcome.proposals
    for (proposal, other), after in zip(indexed.proposed, clustered, strict=True):
        yield {
            "id": proposal.id,
            "title": proposal.title.of(language.code),
            "party": proposal.party,
            "role": challenge.role_title(proposal.role).of(language.code),
            "why": proposal.why.of(language.code),
            "changes": list(changes(challenge, proposal, language)),
            "comments": [(challenge.role_title(one.role).of(language.code), one.text.of(language.code)) for one in proposal.comments],
            "moves": moves(indexed, other),
            "clusters": cluster_facts(outcome, after) if outcome and after else None,
        }


def changes(challenge: Challenge, proposal: Proposal, language: Language) -> Iterator[str]:
    """Yield what a proposal asks, a sentence each."""
    for one in challenge.indicators:
        after = proposal.weights.get(one.id, one.weight)
        facts = {"indicator": one.title.of(language.code), "before": weight(one.weight, language), "after": weight(after, language)}
        if after == 0 != one.weight:
            yield language.tr("{indicator} left out (weight was {before})", **facts)
        elif after != one.weight:
            yield language.tr("{indicator}: weight {after} instead of {before}", **facts)
    for one in proposal.indicators:
        asked = weight(proposal.weights.get(one.id, one.weight), language)
        yield language.tr("new: {indicator}, weight {after}", indicator=one.title.of(language.code), after=asked)


def weight(value: float, language: Language) -> str:
    """Return a weight without decimals that say nothing."""
    return language.number(value, words.decimals_for(value))


def moves(indexed: Indexed, other: Indexed) -> dict:
    """Return how many units change place, and which rise and fall most: names with places."""
    change = pd.Series(rank_change(indexed.evaluation.index, other.evaluation.index))
    names = display_names(indexed.collected.units.table[indexed.collected.challenge.units.name])
    order = change.sort_values(ascending=False, kind="stable").dropna()
    return {
        "moved": int((order != 0).sum()),
        "ranked": len(order),
        "risers": [(names[at], int(places)) for at, places in order.head(SHOWN).items() if places > 0],
        "fallers": [(names[at], int(-places)) for at, places in order[::-1].head(SHOWN).items() if places < 0],
        "without_index": other.without_index - indexed.without_index,
    }


def cluster_facts(before: Clustered, after: Clustered) -> dict:
    """Return which clusters come and go, and how many units join and leave."""
    change = before.change(after)
    was, now = (one.unit_table.share_within(one.clusters.membership > 0) for one in (before, after))
    return {
        "count": (len(before.clusters), len(after.clusters)),
        "units": {kind: int((change == kind).sum()) for kind in (JOINS, LEAVES, STAYS)},
        "share": None if was is None or now is None else [100 * was, 100 * now],
        "new": labels(after.clusters, before.clusters),
        "gone": labels(before.clusters, after.clusters),
    }


def labels(clusters: Clusters, others: Clusters) -> list[str]:
    """Return the names of the clusters that share no unit with any of the others."""
    alone = without_trace(clusters.membership, others.membership)
    return clusters.table["cluster_label"][np.isin(clusters.table["cluster_id"], alone)].tolist()
