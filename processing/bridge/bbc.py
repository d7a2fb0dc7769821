"""The multi-year plan re-clustered: from a layer or file to a table and a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext, QgsProviderRegistry

from ..analysis.bbc.amounts import cents
from ..analysis.bbc.assign import BY_FIELD, BY_HAND, BY_WORDS, NONE
from ..analysis.bbc.budget import CENTS, Budget
from ..analysis.bbc.columns import find_columns
from ..analysis.bbc.plan import POLICY_FIELD, Plan, text_column
from ..analysis.features import Features
from ..model.challenge import Challenge
from ..model.errors import OpgaveError
from ..model.files import RESOURCES, read_json
from ..model.progress import SILENT, Progress
from ..model.record import LayerRecord, Publisher, Source
from ..model.text import Text
from .language import Language
from .loading.files import read_sheet
from .loading.tables import read_csv
from .manifest import plugin_version
from .reading import read_parameter
from .templates import render

TEXT_FILES, WORKBOOKS = (".csv", ".txt", ".tsv"), (".xlsx", ".xls", ".ods")
SHOWN = 40
TEXT_SHOWN, FEW_LETTERS = 80, 5
LEVEL_TEXTS = {"action": "action", "plan": "action plan", "objective": "objective"}
CERTAINTY_TEXTS = {BY_HAND: "by hand", "high": "high", "medium": "medium", "low": "low", "": "–"}
NO_NAME = "–"


@dataclass(frozen=True)
class Area:
    """What an area is called, and its need where known (else NaN)."""

    name: str
    need: float


@dataclass(frozen=True)
class Reclustered:
    """All that is known when actions have been assigned.

    Attributes
    ----------
    places : list of list of str
        Areas that each action names; empty lists where no areas were given.
    investments : DataFrame or None
        ``nis_code``, ``policy_field``, ``cents``.
    """

    budget: Budget
    challenges: Sequence[Challenge]
    areas: Sequence[Area]
    places: list[list[str]]
    investments: pd.DataFrame | None

    @property
    def ids(self) -> list[str]:
        """The challenges' ids, in their order."""
        return [challenge.id for challenge in self.challenges]


def read_actions(
    algorithm: QgsProcessingAlgorithm, parameters: dict, name: str, context: QgsProcessingContext, progress: Progress
) -> pd.DataFrame:
    """Return the table that a parameter names: text files and workbooks are read as texts, so that codes keep their zeros."""
    path, sheet = file_behind(algorithm, parameters, name, context)
    if path:
        return read_table(path, sheet)
    return read_parameter(algorithm, parameters, name, context, progress=progress, geometry=False)[0].table


def file_behind(algorithm: QgsProcessingAlgorithm, parameters: dict, name: str, context: QgsProcessingContext) -> tuple[Path | None, str]:
    """Return the text file or workbook behind a parameter, and the sheet; None for any other layer, or one with a filter."""
    given = parameters.get(name)
    if isinstance(given, str) and Path(given).suffix.lower() in TEXT_FILES + WORKBOOKS:
        return Path(given), ""
    layer = algorithm.parameterAsVectorLayer(parameters, name, context)
    if layer is None or layer.providerType() != "ogr" or layer.subsetString() or layer.isEditable():
        return None, ""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = Path(parts.get("path", ""))
    is_table = path.suffix.lower() in TEXT_FILES + WORKBOOKS and not isinstance(given, dict) and not layer.selectedFeatureCount()
    return (path, parts.get("layerName") or "") if is_table else (None, "")


def read_table(path: Path, sheet: str = "") -> pd.DataFrame:
    """Return a text file or workbook as a table of texts.

    Raises
    ------
    OpgaveError
        The file is not there or is no table.
    """
    if not path.is_file():
        raise OpgaveError("File '{path}' does not exist. Check the path.", path=path)
    if path.suffix.lower() in WORKBOOKS:
        record = LayerRecord(path.name, Text(path.name), Publisher("", "city"), Source("excel", str(path), sheet if sheet else ""))
        return read_sheet(record, path)
    return read_csv(path.read_bytes(), path.name).table


def read_investments(path: Path) -> pd.DataFrame:
    """Return planned investments by municipality and policy field: ``nis_code``, ``policy_field``, ``cents``.

    Raises
    ------
    OpgaveError
        A column is missing, or an amount is none.
    """
    table = read_table(path)
    found = find_columns([str(name) for name in table], "investments")
    missing = {"nis_code", "policy_field", "amount"} - set(found)
    if missing:
        raise OpgaveError(
            "File '{file}' has no column for {missing}. It has: {columns}.",
            file=path.name,
            missing=", ".join(sorted(missing)),
            columns=", ".join(map(str, table)),
        )
    return pd.DataFrame(
        {
            "nis_code": text_column(table, found["nis_code"]).str.strip(),
            "policy_field": text_column(table, found["policy_field"]).str.extract(POLICY_FIELD)[0].str.zfill(4),
            "cents": cents(table[found["amount"]].reset_index(drop=True), found["amount"])[0],
        }
    )


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
    table["places"] = ["; ".join(found.places[action]) for action in rows["action"]]
    texts = table.select_dtypes("object").columns
    table[texts] = table[texts].where(table[texts] != "", None)
    return Features("recluster_bbc", np.full(len(table), None, dtype=object), table)


def reason(row, code: str, fields: dict, language: Language) -> str:
    """Return why an action was assigned, in one line."""
    parts = []
    if row.basis == BY_HAND:
        parts.append(language.tr("by hand: {comment}", comment=row.comment) if row.comment else language.tr("by hand"))
    if row.basis == BY_FIELD:
        parts.append(language.tr("policy field {code} {name}", code=code, name=fields.get(code, {}).get("name", "")).strip())
    if row.basis in (BY_FIELD, BY_WORDS) and row.words:
        levels = [part.split(": ", 1) for part in row.words.split("; ")]
        parts.append("; ".join(f"{language.tr(LEVEL_TEXTS[level])}: {words}" for level, words in levels))
    return " – ".join(parts)


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
        "title": ", ".join(dict.fromkeys(towns)) if towns.nunique() <= 3 else language.tr("{count} municipalities", count=towns.nunique()),
        "years": plan.years,
        "titles": titles,
        "facts": facts(found, language),
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
        "silent_areas": silent_areas(found),
        "shown": SHOWN,
        "version": plugin_version(),
    }


def town_names(plan: Plan) -> pd.Series:
    """Return each action's municipality: its name, or else its NIS code."""
    names = plan.table["municipality"].str.strip()
    return names.where(names != "", plan.table["nis_code"].str.strip()).replace("", NO_NAME)


def facts(found: Reclustered, language: Language) -> list[tuple[str, str]]:
    """Return the figures at the head of the report."""
    rows, plan = found.budget.rows, found.budget.plan
    served = rows[rows["challenge"] != NONE]
    tenth = language.number(100 * served["action"].nunique() / len(plan), 1)
    money = assigned_money_share(found.budget)
    return [
        (language.tr("Actions"), language.number(len(plan))),
        (language.tr("Actions that serve a challenge"), f"{tenth} %"),
        (language.tr("Of the plan's money"), f"{language.number(100 * money, 1)} %"),
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
    if not found.areas:
        return []
    budget = found.budget
    place = pd.DataFrame({"row": range(len(budget.rows)), "area": [found.places[action] for action in budget.rows["action"]]})
    place = place.explode("area")
    place = place[place["area"].notna()]
    amounts = pd.DataFrame({"area": place["area"], "challenge": budget.rows["challenge"].to_numpy()[place["row"]]})
    amounts["euro"] = budget.parts.sum(axis=1)[place["row"]] / CENTS
    named = amounts.pivot_table(index="area", columns="challenge", values="euro", aggfunc="sum", fill_value=0)
    areas = pd.DataFrame(found.areas).drop_duplicates("name").set_index("name").sort_values("need", ascending=False, kind="stable")
    named = named.reindex(index=[area for area in areas.index if area in named.index], columns=[*found.ids, NONE], fill_value=0)
    return [{"area": area, "need": areas["need"][area], "amounts": row.tolist(), "total": row.sum()} for area, row in named.iterrows()]


def silent_areas(found: Reclustered) -> list[str]:
    """Return the areas that no action names."""
    named = {name for names in found.places for name in names}
    return list(dict.fromkeys(area.name for area in found.areas if area.name not in named))


def read_areas(
    algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext, name: str, need: str, progress: Progress = SILENT
) -> list[Area]:
    """Return the areas of the parameter ``UNITS``; ``name`` and ``need`` are their fields, need may be empty."""
    wanted = [name, need] if need else [name]
    table = read_parameter(algorithm, parameters, "UNITS", context, wanted, progress, geometry=False)[0].table
    needs = pd.to_numeric(table[need], errors="coerce") if need else pd.Series(np.nan, index=table.index)
    return [Area(str(text), float(value)) for text, value in zip(table[name], needs, strict=True) if text is not None]
