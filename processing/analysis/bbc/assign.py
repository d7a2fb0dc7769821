"""Which challenges an action serves: by its policy field where it has one that a challenge names, else by the words of the plan.

A word counts 1, a weak word 0.5 (and not where it is part of a word that counts 1); what is found in one place counts 2 at most in the
action's own texts, 1 at most above it. A level of the plan counts by its best place: action (title 1, beginning of the text 0.6, rest of
it 0.25), action plan (title 0.6, text 0.2), objective (title 0.25, text 0.05). The score is the sum of the levels, and from `THRESHOLD` on
the action serves the challenge. The weights say: a title is what an action is about, a long text names much besides. What the action itself
says goes before what its plan says: where its own texts speak for a challenge, or its title for a municipality's own affairs
(``resources/schemas/plan_words.json``), plan and objective alone bring no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...model.challenge import Bbc, Challenge
from ...model.files import RESOURCES, read_json
from ...model.progress import SILENT, Progress
from .plan import PolicyPlan
from .words import WITHIN, Searched, Spans

BEGINNING = 250
LEVELS = {
    "action": (("title", 1.0), ("beginning", 0.6), ("rest", 0.25)),
    "plan": (("title", 0.6), ("text", 0.2)),
    "objective": (("title", 0.25), ("text", 0.05)),
}
STRONG, WEAK = 1.0, 0.5
MOST = {"action": 2.0, "plan": 1.0, "objective": 1.0}
THRESHOLD = 0.6
MEDIUM, HIGH = 1.0, 1.6
NONE = "none"
BY_FIELD, BY_WORDS, BY_HAND = "policy_field", "words", "by_hand"
POINTS = 100
"""Scores in whole hundredths weigh the split of an amount, so that it stays exact."""


@dataclass(frozen=True)
class Assignment:
    """Which action serves which challenge, one row each; an action that serves none has one row with the challenge ``none``.

    Attributes
    ----------
    table : DataFrame, r rows in the order of the actions
        ``action`` (row in the plan), ``challenge`` (id or ``none``), ``basis`` (``policy_field``, ``words``, ``by_hand``, or empty),
        ``words`` (what was found, ``level: word, word``), ``certainty`` (``by_hand``, ``high``, ``medium``, ``low``, or empty),
        ``score``, ``comment``.
    """

    table: pd.DataFrame

    @property
    def with_challenge(self) -> pd.DataFrame:
        """The rows with a challenge."""
        return self.table[self.table["challenge"] != NONE]


@dataclass(frozen=True)
class Evidence:
    """What speaks for one challenge.

    Attributes
    ----------
    score, own : ndarray of float, shape (n,)
        Of the whole, and of the action's own texts.
    words : list of str
        What was found, ``level: word, word; level: word``.
    """

    score: np.ndarray
    own: np.ndarray
    words: list[str]


def assign(plan: PolicyPlan, challenges: Sequence[Challenge], progress: Progress = SILENT) -> Assignment:
    """Return which actions serve which challenges, by policy field or else by words."""
    levels = searched_levels(plan)
    field = plan.table["policy_field"]
    named = field.isin({code for challenge in challenges for code in challenge.bbc.policy_fields}).to_numpy()
    found = []
    for number, challenge in enumerate(challenges):
        progress.update(number / len(challenges))
        found.append(evidence(levels, challenge.bbc, len(plan)))
    speaks = np.any([one.own >= THRESHOLD for one in found], axis=0) | own_affairs(levels)
    parts = []
    for challenge, one in zip(challenges, found, strict=True):
        by_field = field.isin(challenge.bbc.policy_fields).to_numpy()
        by_words = (one.score >= THRESHOLD) & ((one.own >= WEAK) | ~speaks)
        parts.append(rows_for(challenge.id, np.flatnonzero(np.where(named, by_field, by_words)), by_field, one))
    served = pd.concat(parts, ignore_index=True)
    shared = served.groupby("action")["challenge"].transform("size") > 1
    served.loc[(served["basis"] == BY_FIELD) & shared & (served["words"] == ""), "certainty"] = "low"
    return Assignment(with_none(served, len(plan)))


def own_affairs(levels: dict[str, list[tuple[Searched, float]]]) -> np.ndarray:
    """Return which actions' titles (bool, shape (n,)) name what is a municipality's own affair, such as its software."""
    title = levels["action"][0][0]
    words = read_json(RESOURCES / "schemas" / "plan_words.json")["own_affairs"]
    return title.rows([start for word in words for start, _ in title.spans(word)])


def rows_for(challenge: str, actions: np.ndarray, by_field: np.ndarray, found: Evidence) -> pd.DataFrame:
    """Return the rows of one challenge."""
    score, by_field = found.score[actions], by_field[actions]
    return pd.DataFrame(
        {
            "action": actions,
            "challenge": challenge,
            "basis": np.where(by_field, BY_FIELD, BY_WORDS),
            "words": [found.words[action] for action in actions],
            "certainty": np.where(by_field | (score >= HIGH), "high", np.where(score >= MEDIUM, "medium", "low")),
            "score": np.where(by_field, 1.0 + score, score),
            "comment": "",
        }
    )


def with_none(served: pd.DataFrame, count: int) -> pd.DataFrame:
    """Return the rows in the order of the actions, with one for each action that serves no challenge."""
    idle = np.setdiff1d(np.arange(count), served["action"])
    none = pd.DataFrame(
        {"action": idle, "challenge": NONE, "basis": "", "words": "", "certainty": "", "score": 0.0, "comment": ""}, index=range(len(idle))
    )
    table = pd.concat([served, none], ignore_index=True) if len(served) else none
    return table.astype({"action": "int64", "score": float}).sort_values("action", kind="stable", ignore_index=True)


def searched_levels(plan: PolicyPlan) -> dict[str, list[tuple[Searched, float]]]:
    """Return the places of each level, ready to be searched, with their weight."""
    table = plan.table
    long = table["ac_long"]
    texts = {
        ("action", "title"): table["ac_short"],
        ("action", "beginning"): long.str.slice(0, BEGINNING),
        ("action", "rest"): long.str.slice(BEGINNING),
        ("plan", "title"): table["ap_short"],
        ("plan", "text"): table["ap_long"],
        ("objective", "title"): table["bd_short"],
        ("objective", "text"): table["bd_long"],
    }
    return {level: [(Searched(texts[level, place]), weight) for place, weight in places] for level, places in LEVELS.items()}


def evidence(levels: dict[str, list[tuple[Searched, float]]], bbc: Bbc, count: int) -> Evidence:
    """Return what the plan's texts say for a challenge."""
    score = {}
    found: list[list[str]] = [[] for _ in range(count)]
    for level, places in levels.items():
        best, words = np.zeros(count), np.full(count, "", dtype=object)
        for text, weight in places:
            strength, here = strength_in(text, bbc, MOST[level])
            better = weight * strength > best
            best[better], words[better] = (weight * strength)[better], here[better]
        score[level] = best
        for action in np.flatnonzero(best):
            found[action].append(f"{level}: {words[action]}")
    return Evidence(np.round(sum(score.values()), 6), score["action"], ["; ".join(parts) for parts in found])


def strength_in(text: Searched, bbc: Bbc, most: float) -> tuple[np.ndarray, np.ndarray]:
    """Return for each row how strongly a place speaks for a challenge, and the words it does so with."""
    without = [span for phrase in bbc.not_words for span in text.spans(phrase)]
    strength = np.zeros(text.count)
    words: list[list[str]] = [[] for _ in range(text.count)]
    for known, weight in ((bbc.words, STRONG), (bbc.weak_words, WEAK)):
        outside = Spans(without)
        for word in known:
            spans = text.spans(word)
            without += spans
            rows = text.rows([start for start, _ in spans if not outside.cover(start)])
            strength += weight * rows
            for row in np.flatnonzero(rows):
                words[row].append(word.strip(WITHIN))
    return np.minimum(strength, most), np.array([", ".join(some) for some in words], dtype=object)
