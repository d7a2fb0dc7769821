"""The re-clustered plan as a page: money by challenge and year, what is shared, what is doubtful, and what lies beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from ...analysis.bbc.assign import NONE
from ...analysis.bbc.budget import CENTS, Budget
from ...analysis.bbc.plan import PolicyPlan
from ...texts.language import Language
from ...texts.templates import render
from .outputs import Reclustered, policy_fields, reason

SHOWN = 40
TEXT_SHOWN, FEW_LETTERS = 80, 5
FEW_TOWNS = 3
NO_NAME = "–"


def write_report(path: Path, found: Reclustered, language: Language) -> None:
    """Write the report: money by challenge and year, what serves several, what serves none, municipalities beside each other."""
    path.write_text(render("bbc.html", content(found, language), language), encoding="utf-8")


def content(found: Reclustered, language: Language) -> dict:
    """Return what the template shows; amounts in euros."""
    budget, plan = found.budget, found.budget.plan
    once, whole = (budget.by_challenge(amounts, found.ids) / CENTS for amounts in (budget.parts, budget.whole))
    titles = [challenge.title.of(language.code) for challenge in found.challenges] + [language.tr("no challenge")]
    counts = budget.rows["challenge"].value_counts()
    towns = town_names(plan)
    return {
        "title": heading(towns, language),
        "years": plan.years,
        "titles": titles,
        "facts": head_figures(found, language),
        "budget": [
            {"title": title, "actions": int(counts.get(id, 0)), "once": row.tolist(), "total": row.sum(), "whole": full.sum()}
            for id, title, row, full in zip([*found.ids, NONE], titles, once, whole, strict=True)
        ],
        "totals": (plan.cents.sum(axis=0) / CENTS).tolist(),
        "total": plan.cents.sum() / CENTS,
        "domains": domain_rows(found),
        "investments": investment_rows(found, language),
        "idle": [challenge.title.of(language.code) for challenge in found.challenges if challenge.id in budget.idle_challenges(found.ids)],
        "shared": list(shared_rows(found, language)),
        "shared_count": len(budget.shared_actions()),
        "doubtful": list(doubtful_rows(found, language)),
        "towns": town_rows(found, towns) if towns.nunique() > 1 else [],
        "areas": area_rows(found),
        "silent_areas": silent_areas(found, language),
        "has_need": any(np.isfinite(area.need) for area in found.areas),
    }


def heading(towns: pd.Series, language: Language) -> str:
    """Return the municipalities by name where they are few, else how many they are."""
    names = list(dict.fromkeys(towns))
    return ", ".join(names) if len(names) <= FEW_TOWNS else language.tr("{count} municipalities", count=len(names))


def town_names(plan: PolicyPlan) -> pd.Series:
    """Return each action's municipality: its name, or else its NIS code."""
    names = plan.table["municipality"].str.strip()
    return names.where(names != "", plan.table["nis_code"].str.strip()).replace("", NO_NAME)


def head_figures(found: Reclustered, language: Language) -> list[tuple[str, str]]:
    """Return the figures at the head of the report."""
    rows, plan = found.budget.rows, found.budget.plan
    served = rows[rows["challenge"] != NONE]
    tenth = language.number(100 * served["action"].nunique() / len(plan), 1)
    money = assigned_money_share(found.budget)
    return [
        (language.tr("Actions"), language.number(len(plan))),
        (language.tr("Actions that contribute to a challenge"), f"{tenth} %"),
        (language.tr("Of the budget"), f"{language.number(100 * money, 1)} %"),
        (language.tr("Assigned with low certainty"), language.number(int((served["certainty"] == "low").sum()))),
    ]


def assigned_money_share(budget: Budget) -> float:
    """Return the share (0-1) of the plan's money that serves a challenge; NaN for a plan without money."""
    total = budget.plan.cents.sum()
    served = budget.parts[(budget.rows["challenge"] != NONE).to_numpy()].sum()
    return float(served / total) if total else float("nan")


def domain_rows(found: Reclustered) -> list[tuple[str, list[float], float]]:
    """Return euros by policy domain and challenge; empty where no action has a policy field."""
    fields = policy_fields()
    codes = found.budget.plan.table["policy_field"]
    if not codes.isin(list(fields)).any():
        return []
    domains = codes.map(lambda code: fields.get(code, {}).get("domain", NO_NAME))
    table = found.budget.by(domains, found.ids)
    return [(domain, row.tolist(), row.sum()) for domain, row in table.iterrows()]


def investment_rows(found: Reclustered, language: Language) -> list[dict]:
    """Return planned investments in the policy fields of each challenge; empty where none were given."""
    if found.investments is None:
        return []
    codes = set(found.budget.plan.table["nis_code"].str.strip())
    here = found.investments[found.investments["nis_code"].isin(codes)]
    fields = policy_fields()
    return [
        {
            "title": challenge.title.of(language.code),
            "fields": ", ".join(f"{code} {fields.get(code, {}).get('name', '')}".strip() for code in challenge.bbc.policy_fields),
            "amount": here.loc[here["policy_field"].isin(challenge.bbc.policy_fields), "cents"].sum() / CENTS,
        }
        for challenge in found.challenges
    ]


def action_label(action: pd.Series) -> str:
    """Return an action's title, with the beginning of its text where the title is no more than a code."""
    title = action["ac_short"].strip()
    return f"{title}: {action['ac_long'].strip()[:TEXT_SHOWN]}".rstrip(": ") if sum(map(str.isalpha, title)) < FEW_LETTERS else title


def shared_rows(found: Reclustered, language: Language) -> Iterator[dict]:
    """Yield the actions that serve several challenges, the most money first."""
    titles = {challenge.id: challenge.title.of(language.code) for challenge in found.challenges}
    plan, towns = found.budget.plan, town_names(found.budget.plan)
    for action, challenges in found.budget.shared_actions().head(SHOWN).items():
        yield {
            "town": towns[action],
            "action": action_label(plan.table.loc[action]),
            "challenges": ", ".join(titles[id] for id in challenges),
            "total": plan.cents[action].sum() / CENTS,
        }


def doubtful_rows(found: Reclustered, language: Language) -> Iterator[dict]:
    """Yield the assignments of low certainty, the most money first: there a look pays best."""
    titles = {challenge.id: challenge.title.of(language.code) for challenge in found.challenges}
    budget, fields, towns = found.budget, policy_fields(), town_names(found.budget.plan)
    low = np.flatnonzero(budget.rows["certainty"] == "low")
    for place in low[np.argsort(-budget.parts[low].sum(axis=1), kind="stable")][:SHOWN]:
        row = budget.rows.iloc[place]
        action = budget.plan.table.iloc[row["action"]]
        yield {
            "town": towns[row["action"]],
            "action": action_label(action),
            "challenge": titles[row["challenge"]],
            "reason": reason(row, action["policy_field"], fields, language),
            "total": budget.parts[place].sum() / CENTS,
        }


def town_rows(found: Reclustered, towns: pd.Series) -> list[dict]:
    """Return for each municipality its total and the share (0-1) of it that serves each challenge, ``none`` last."""
    table = found.budget.by(towns, found.ids)
    return [
        {"town": town, "total": row.sum(), "shares": (row / row.sum()).tolist() if row.sum() else [float("nan")] * len(row)}
        for town, row in table.iterrows()
    ]


def area_rows(found: Reclustered) -> list[dict]:
    """Return each area with its need and the money of the actions that name it, by challenge; the greatest need first."""
    budget = found.budget
    place = pd.DataFrame({"row": range(len(budget.rows)), "area": [found.places[action].areas for action in budget.rows["action"]]})
    place = place.explode("area").dropna()
    if place.empty:
        return []
    row = place["row"].to_numpy(dtype="int64")
    amounts = pd.DataFrame({"area": place["area"].to_numpy(), "challenge": budget.rows["challenge"].to_numpy()[row]})
    amounts["euro"] = budget.parts.sum(axis=1)[row] / CENTS
    table = amounts.pivot_table(index="area", columns="challenge", values="euro", aggfunc="sum", fill_value=0)
    table = table.reindex(columns=[*found.ids, NONE], fill_value=0)
    order = sorted(table.index, key=lambda area: -np.nan_to_num(found.areas[area].need, nan=-np.inf))
    return [
        {"area": found.areas[area].name, "need": found.areas[area].need, "amounts": row.tolist(), "total": row.sum()}
        for area, row in table.loc[order].iterrows()
    ]


def silent_areas(found: Reclustered, language: Language) -> list[str]:
    """Return the areas that no action names, with their need where it is known: the greatest first."""
    named = {area for one in found.places for area in one.areas}
    silent = [area for place, area in enumerate(found.areas) if place not in named]
    silent.sort(key=lambda area: -np.nan_to_num(area.need, nan=-np.inf))
    told = (f"{area.name} ({language.number(area.need, 1)})" if np.isfinite(area.need) else area.name for area in silent)
    return list(dict.fromkeys(told))
