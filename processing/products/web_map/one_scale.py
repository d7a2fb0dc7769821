"""Two vintages of one challenge in a web map: the scores of both on the scale of the first, so that their colours can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...analysis.anchors import score_on
from ...analysis.means import group_means
from ...analysis.vintages import Vintage, find_obstacles
from ...model.challenge import Challenge
from ...model.results import INDEX, score_field
from ..compare.vintages import vintage
from .subject import Subject

ONE_SCALE, OTHER_METHOD, RANK = "one_scale", "other_method", "rank"
COMPARISON_TEXTS = {
    ONE_SCALE: "Both maps use the scale of '{title}', so that their colours can be compared. Small differences can be chance.",
    OTHER_METHOD: (
        "Both maps use the scale of '{title}', but weigh the indicators in another way: part of the difference comes from the method."
    ),
    RANK: "These two maps cannot be put on one scale: each compares its own areas. Compare ranks, not colours.",
}
"""What may be compared in two vintages."""


def put_on_one_scale(subjects: Sequence[Subject]) -> tuple[list[Subject], str]:
    """Return the subjects, two vintages of one challenge with the scores of the second on the scale of the first, and a key of
    `COMPARISON_TEXTS`; an empty text where they are not two vintages.
    """
    if len(subjects) != 2 or subjects[0].challenge.id != subjects[1].challenge.id:
        return list(subjects), ""
    if any(one.id not in subject.units.table for subject in subjects for one in subject.challenge.indicators):
        return list(subjects), RANK
    first, second = (vintage(subject.bundle, subject.units) for subject in subjects)
    unknown = [one.id for one in second.challenge.indicators if one.weight and one.id not in first.scale]
    if find_obstacles(first, second) or unknown:
        return list(subjects), RANK
    key = ONE_SCALE if weighed(first.challenge) == weighed(second.challenge) else OTHER_METHOD
    return [subjects[0], rescored(subjects[1], first, second)], key


def weighed(challenge: Challenge) -> tuple:
    """Return by what scores become an index: the weights and the aggregation."""
    return {one.id: one.weight for one in challenge.indicators if one.weight}, challenge.aggregation


def rescored(subject: Subject, first: Vintage, second: Vintage) -> Subject:
    """Return a subject with scores, index and means of clusters on the scale of another vintage; what is said of it stays its own."""
    indicators = second.challenge.indicators
    scores, index = score_on(first.scale, indicators, second.raw, second.challenge.aggregation)
    known = {score_field(one.id): scores[one.id].to_numpy() for one in indicators if one.id in first.scale}
    units = replace(subject.units, table=subject.units.table.assign(**known, **{INDEX: index}))
    ids, people = subject.clusters.table["cluster_id"].to_numpy(dtype=int), subject.people
    membership = subject.unit_table.membership
    means = group_means(index, membership, int(max([*ids, *membership], default=0)) + 1, people)[ids]
    clusters = replace(subject.clusters, table=subject.clusters.table.assign(mean_value=means))
    return replace(subject, units=units, clusters=clusters, own=subject)
