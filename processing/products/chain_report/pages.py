"""What the chain report shows: a front page with a row for each cluster, and a page for each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from textwrap import shorten

import numpy as np
import pandas as pd

from ...analysis.coalition.actors import TO_MAKE
from ...model.choices import TITLE_FIELDS
from ...model.results import HECTARE
from ...qgis_io.field_roles import ids_in
from ...texts.ages import oldest_in_words
from ...texts.audience_texts import audience_words
from ...texts.language import Language
from ...texts.quality_texts import warn_of_blocking
from ..bundle_titles import list_marks
from ..integrated_map.averaged import averaged_words
from ..integrated_map.causes import causes
from ..integrated_map.headline import headline, no_clusters, people_name, weighing
from ..integrated_map.place_words import question_in_place
from ..integrated_map.words import decimals_for
from .links import ACTIONS, NEAR, PAIRS, Chain

LONGEST_LABEL = 110
"""Characters of a cluster's name, so that it takes two lines at most."""
TITLES = (*TITLE_FIELDS, "site_id", "measure_id")


def content(chain: Chain, language: Language) -> dict:
    """Return what the template shows."""
    challenge, results = chain.bundle.challenge, chain.bundle.manifest["results"]
    pages = list(cluster_pages(chain, language))
    return {
        "title": challenge.title.of(language.code),
        "question": question_in_place(challenge, chain.bundle.municipality, language),
        "finding": finding(chain, language),
        "day": language.tr("Age of the data on {day}", day=language.date(chain.bundle.as_of)),
        "oldest": oldest_in_words(results.get("oldest_input_age_days"), language),
        "people": people_name(chain.unit_table, language),
        "pages": pages,
        "has_fringe": bool(chain.unit_table.fringe.any()),
        "given": {name: getattr(chain, name) is not None for name in ("demand", "sites", "measures", "actors", "coalitions", "actions")},
        "actions_everywhere": everywhere(chain),
        "near": NEAR,
        "no_clusters": no_clusters(chain.unit_table, language),
        "weighing": weighing(chain.unit_table, language),
        "sources": list(sources(chain, language)),
        "audience": audience_words(chain.bundle.audience, language),
        "warnings": warn_of_blocking(list_marks(chain.bundle, language), language),
    }


def finding(chain: Chain, language: Language) -> str:
    """Return the sentence above the whole, in the language of the report, which need not be the bundle's."""
    return headline(chain.unit_table, chain.clusters.labels[~chain.clusters.low].tolist(), language)


def cluster_pages(chain: Chain, language: Language) -> Iterator[dict]:
    """Yield what there is to tell of each cluster, the first one first."""
    scores, values = chain.unit_table.score_means, chain.unit_table.value_means
    for cluster, (id, row) in enumerate(zip(chain.clusters.ids, chain.clusters.features.table.to_dict("records"), strict=True)):
        yield {
            "id": id,
            "label": shorten(chain.clusters.labels[cluster], LONGEST_LABEL, placeholder="…"),
            "people": row.get("population"),
            "units": row.get("unit_count"),
            "hectares": row.get("area_m2", np.nan) / HECTARE,
            "index": row.get("mean_value"),
            "profile": list(profile_rows(chain, scores, values, int(float(id)), language)),
            "demand": demand(chain, cluster),
            "sites": list(chosen(chain, "sites", cluster)),
            "measures": list(chosen(chain, "measures", cluster)),
            "missing": missing(chain, cluster, language),
            "actors": list(actors(chain, cluster)),
            "pairs": list(pairs(chain, cluster)),
            "more": {},
            "actions": list(actions(chain, cluster)),
        }


def profile_rows(chain: Chain, scores: pd.DataFrame, values: pd.DataFrame, id: int, language: Language) -> Iterator[dict]:
    """Yield the indicators by which a cluster stands out towards need, with the mean there and over all areas."""
    if id not in scores.index:
        return
    for one in causes(chain.bundle.challenge.indicators, scores, values, id):
        if one.points > 0:
            title = one.indicator.title.of(language.code)
            decimals = decimals_for(one.here, one.whole)
            values = {
                "here": one.here,
                "whole": one.whole,
                "decimals": decimals,
                "averaged": averaged_words(one.indicator, chain.unit_table, language),
            }
            yield {"title": title, "unit": one.indicator.unit, "points": one.points, **values}


def demand(chain: Chain, cluster: int) -> dict | None:
    """Return need and places in the cluster's units, what lacks at the horizon unit by unit, and when one of them first lacks a place.

    None where that link was not given; without places (None) nothing is known of shortage.
    """
    if chain.demand is None:
        return None
    rows = chain.within(chain.demand, cluster)
    years = rows["shortage_year"].dropna() if "shortage_year" in rows else rows["demand_mid"].head(0)
    given = "capacity_horizon" in rows and bool(rows["capacity_horizon"].notna().any())
    return {
        **{name: _one_year(chain.demand.table, name) for name in ("year_start", "year_horizon")},
        "now": rows["demand_start"].sum(),
        "low": rows["demand_low"].sum(),
        "then": rows["demand_mid"].sum(),
        "high": rows["demand_high"].sum(),
        "places": rows["capacity_horizon"].sum() if given else None,
        "short": rows["shortage"].clip(lower=0).sum() if given and "shortage" in rows else None,
        "first": int(years.min()) if len(years) else None,
    }


def _one_year(table: pd.DataFrame, field: str) -> int | None:
    """Return the year that a field states; None where it has none, as of a projection that was made before it did."""
    years = table[field].dropna().tolist() if field in table else []
    return int(years[0]) if years else None


def chosen(chain: Chain, link: str, cluster: int) -> Iterator[dict]:
    """Yield the chosen sites or measures in or near a cluster, the largest first."""
    features = getattr(chain, link)
    if features is None:
        return
    rows = chain.near(features, cluster)
    rows = rows[rows["chosen"] > 0]
    title = next((name for name in TITLES if name in rows), None)
    for row in rows.sort_values("chosen", ascending=False, kind="stable").to_dict("records"):
        yield row | {"title": row[title] if title else ""}


def missing(chain: Chain, cluster: int, language: Language) -> list[str]:
    """Return the roles that nobody who works in a cluster plays."""
    row = chain.row_of(chain.coalitions, cluster) if chain.coalitions is not None else {}
    return [role_title(chain, role, language) for role in ids_in(row.get("roles_missing") or "")]


def role_title(chain: Chain, role: str, language: Language) -> str:
    """Return what a role is called."""
    return chain.bundle.challenge.role_title(role).of(language.code) or role


def actors(chain: Chain, cluster: int) -> Iterator[str]:
    """Yield the names of the actors with a role who work in a cluster."""
    if chain.actors is not None:
        rows = chain.naming(chain.actors, cluster)
        yield from rows.loc[rows["in_challenge"] > 0, "actor_name"]


def pairs(chain: Chain, cluster: int) -> Iterator[dict]:
    """Yield the first pairs that should meet in a cluster."""
    if chain.links is not None:
        rows = chain.naming(chain.links, cluster)
        rows = rows[rows["state"] == TO_MAKE].sort_values("priority").head(PAIRS)
        yield from rows[["from_name", "to_name", "via"]].fillna("").to_dict("records")


def actions(chain: Chain, cluster: int) -> Iterator[dict]:
    """Yield the actions of the multi-year plan that name a place in a cluster, the largest first."""
    if chain.actions is not None:
        yield from action_rows(chain.actions_in(chain.actions, cluster).sort_values("total", ascending=False, kind="stable"))


def everywhere(chain: Chain) -> dict | None:
    """Return the actions for the challenge that name no place: how many, and their euro; None where that link was not given."""
    if chain.actions is None:
        return None
    own = chain.own_actions(chain.actions)
    placeless = own[own["places"].fillna("") == ""].sort_values("total", ascending=False, kind="stable")
    return {"count": len(placeless), "euro": placeless["total"].sum(), "first": list(action_rows(placeless.head(ACTIONS)))}


def action_rows(rows: pd.DataFrame) -> Iterator[dict]:
    """Yield what is told of actions."""
    for row in rows.to_dict("records"):
        yield {"code": row["action_key"], "title": row["ac_short"] or row["ac_long"], "euro": row["total"], "places": row["places"] or ""}


def sources(chain: Chain, language: Language) -> Iterator[dict]:
    """Yield the inputs of the bundle, with publisher, licence and date."""
    for row in chain.bundle.manifest["inputs"]:
        date = datetime.date.fromisoformat(row["date"]) if row["date"] else None
        licence = row["licence"] or language.tr("unknown")
        yield {"title": row["title"], "publisher": row["publisher"], "licence": licence, "date": language.date(date)}
