"""The re-clustered plan as a table: a row for each action and challenge, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...analysis.bbc.assign import BY_FIELD, BY_HAND, BY_WORDS
from ...analysis.bbc.budget import CENTS, Budget
from ...analysis.bbc.places import Area, NamedAreas
from ...analysis.features import Features
from ...model.challenge import Challenge
from ...model.files import RESOURCES, read_json
from ...texts.language import Language

LEVEL_TEXTS = {"action": "action", "plan": "action plan", "objective": "objective"}


@dataclass(frozen=True)
class Reclustered:
    """All that is known when actions have been assigned.

    Attributes
    ----------
    places : list of NamedAreas
        What each action names of the areas and their streets.
    investments : DataFrame or None
        ``nis_code``, ``policy_field``, ``cents``.
    """

    budget: Budget
    challenges: Sequence[Challenge]
    areas: Sequence[Area]
    places: list[NamedAreas]
    investments: pd.DataFrame | None

    @property
    def ids(self) -> list[str]:
        """The challenges' ids, in their order."""
        return [challenge.id for challenge in self.challenges]


def policy_fields() -> dict[str, dict]:
    """Return the policy fields of the BBC by code: their ``name`` and ``domain``."""
    return {one["code"]: one for one in read_json(RESOURCES / "catalogue" / "policy_fields.json")["policy_fields"]}


def output_table(found: Reclustered, language: Language) -> Features:
    """Return the table: a row for each action and challenge, or one with ``none``."""
    budget, plan, fields = found.budget, found.budget.plan, policy_fields()
    actions, rows = plan.table.iloc[budget.rows["action"]].reset_index(drop=True), budget.rows
    names = ["action_key", "municipality", "nis_code", *(f"{level}_{part}" for level in ("bd", "ap", "ac") for part in ("code", "short"))]
    table = actions[[*names, "ac_long", "policy_field"]].copy()
    table["policy_domain"] = [fields.get(code, {}).get("domain", "") for code in table["policy_field"]]
    table["challenge"] = rows["challenge"]
    titles = {challenge.id: challenge.title.of(language.code) for challenge in found.challenges}
    table["challenge_title"] = [titles.get(id, language.tr("no challenge")) for id in rows["challenge"]]
    table["reason"] = [reason(row, code, fields, language) for row, code in zip(rows.itertuples(), table["policy_field"], strict=True)]
    table["certainty"] = rows["certainty"]
    table["score"] = rows["score"].round(2)
    table["share"] = budget.shares
    for place, year in enumerate(plan.years):
        table[f"y{year}"] = budget.parts[:, place] / CENTS
    table["total"] = budget.parts.sum(axis=1) / CENTS
    table["action_total"] = budget.whole.sum(axis=1) / CENTS
    named = [found.places[action] for action in rows["action"]]
    table["places"] = ["; ".join(dict.fromkeys(found.areas[area].name for area in one.areas)) for one in named]
    table["place_names"] = ["; ".join(one.names) for one in named]
    texts = table.select_dtypes("object").columns
    table[texts] = table[texts].where(table[texts] != "", None)
    return Features("recluster_bbc", np.full(len(table), None, dtype=object), table)


def reason(row: Any, code: str, fields: dict, language: Language) -> str:
    """Return why an action was assigned, in one line."""
    parts = []
    if row.basis == BY_HAND:
        parts.append(language.tr("manual: {comment}", comment=row.comment) if row.comment else language.tr("manual"))
    if row.basis == BY_FIELD:
        parts.append(language.tr("policy field {code} {name}", code=code, name=fields.get(code, {}).get("name", "")).strip())
    if row.basis in (BY_FIELD, BY_WORDS) and row.words:
        levels = [part.split(": ", 1) for part in row.words.split("; ")]
        parts.append("; ".join(f"{language.tr(LEVEL_TEXTS[level])}: {words}" for level, words in levels))
    return " – ".join(parts)
