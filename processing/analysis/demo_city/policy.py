"""Actors and their links, measures with their costs and conditions, citizens' initiatives, and the multi-year plan."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..features import Features
from .draws import Draws
from .fields import YEARS
from .people import table_of
from .services import People, ids, points_of
from .setting import city, neighbourhoods, of_kind, policy, words
from .sites import plenty

INITIATIVES = 52
LOST_INITIATIVES = 3
MORE_INITIATIVES = 3.5
NEIGHBOUR_LINK, ROLE_LINK, HUB_LINK = 0.16, 0.30, 0.28
HUBS = 5


def expand_templates(templates: list[dict], field: str) -> Iterator[tuple[dict, str, str]]:
    """Yield each template once for each of its places, with the place's letter and the text ``field`` filled in."""
    names = neighbourhoods().set_index("letter")["name"]
    for template in templates:
        for letter in template["at"]:
            yield template, letter, template[field].replace("{place}", names[letter])


def somewhere(letters: list[str], people: People, rng: Draws) -> np.ndarray:
    """Return an address point in each neighbourhood (by letter)."""
    letter = people.profile["letter"].to_numpy()[people.sector]
    return people.addresses.geometry[[rng.choice(np.flatnonzero(letter == one)) for one in letters]]


def make_actors(seed: int, people: People) -> Features:
    """Return the layer ``actors``; the column ``letter`` (neighbourhood) is for the other themes."""
    rng = Draws(seed, "actors")
    rows = [
        {"name": name, "letter": letter, **{key: actor[key] for key in ("kind", "role", "reach_m", "means_euro")}}
        for actor, letter, name in expand_templates(policy()["actors"], "name")
    ]
    table = pd.DataFrame(rows)
    table.insert(0, "actor_id", ids("X", len(table)))
    return points_of("actors", somewhere(table["letter"].tolist(), people, rng), table)


def make_actor_links(seed: int, actors: Features) -> Features:
    """Return the table ``actor_links``: actors of one role or one neighbourhood know each other, and a few with most means know many."""
    rng = Draws(seed, "actor_links")
    table = actors.table
    one, other = np.triu_indices(len(table), 1)
    hub = table["means_euro"].rank(ascending=False, method="first").le(HUBS).to_numpy()
    chance = np.select(
        [
            table["role"].to_numpy()[one] == table["role"].to_numpy()[other],
            table["letter"].to_numpy()[one] == table["letter"].to_numpy()[other],
            hub[one] | hub[other],
        ],
        [ROLE_LINK, NEIGHBOUR_LINK, HUB_LINK],
        0.01,
    )
    linked = rng.random(len(one)) < chance
    kinds = rng.choice(policy()["link_kinds"], linked.sum(), p=[0.5, 0.2, 0.2, 0.1])
    actor = table["actor_id"].to_numpy()
    return table_of("actor_links", pd.DataFrame({"from_actor": actor[one[linked]], "to_actor": actor[other[linked]], "link_kind": kinds}))


def make_measures(seed: int, people: People, actors: Features) -> Features:
    """Return the layer ``measures``; ``excludes`` and ``requires`` hold ids, separated by commas, of measures at the same place."""
    rng = Draws(seed, "measures")
    templates = policy()["measures"]
    table = pd.DataFrame(
        [{"template": one, "letter": letter, "title": title} for one, letter, title in expand_templates(templates, "title")]
    )
    table.insert(0, "measure_id", ids("M", len(table)))
    known = {(row.template["key"], row.letter): row.measure_id for row in table.itertuples()}
    for column in ("challenge", "sector"):
        table[column] = [template[column] for template in table["template"]]
    table["actor_id"] = [
        actor_for(template["role"], letter, actors) for template, letter in zip(table["template"], table["letter"], strict=True)
    ]
    for column, step in (("cost_euro", 1000), ("yearly_cost_euro", 1000), ("effect", 1)):
        usual = np.array([template[column] for template in table["template"]])
        table[column] = (usual * rng.lognormal(0, 0.22, len(table)) / step).round() * step
    table["year"] = [int(rng.integers(first, last + 1)) for first, last in (template["years"] for template in table["template"])]
    for column in ("excludes", "requires"):
        table[column] = [
            find_related(template[column], letter, known) for template, letter in zip(table["template"], table["letter"], strict=True)
        ]
    return points_of("measures", somewhere(table["letter"].tolist(), people, rng), table.drop(columns=["template", "letter"]))


def actor_for(role: str, letter: str, actors: Features) -> str:
    """Return the id of the first actor with a role, the one in the neighbourhood before others."""
    fit = actors.table[actors.table["role"] == role]
    return fit.assign(far=fit["letter"] != letter).sort_values("far", kind="stable")["actor_id"].iloc[0]


def find_related(keys: list[str], letter: str, known: dict[tuple[str, str], str]) -> str | None:
    """Return the ids of measures at the same place, or None where there are none."""
    return ",".join(known[key, letter] for key in keys if (key, letter) in known) or None


def make_citizen_initiatives(seed: int, people: People) -> Features:
    """Return the layer ``citizen_initiatives``; a few have no place."""
    rng = Draws(seed, "citizen_initiatives")
    eager = of_kind(people.profile["kind"], "initiatives") * np.where(plenty(people.profile, "initiatives"), MORE_INITIATIVES, 1.0)
    rows = people.draw(INITIATIVES, people.weight("inhabitants") * eager[people.sector], rng)
    themes = list(words()["initiatives"])
    theme = [themes[number] for number in rng.integers(0, len(themes), len(rows))]
    names = [words()["initiatives"][one][number] for one, number in zip(theme, rng.integers(0, 3, len(rows)), strict=True)]
    table = pd.DataFrame(
        {
            "initiative_id": ids("V", len(rows)),
            "name": [f"{name} {place}" for name, place in zip(names, people.place(rows), strict=True)],
            "theme": theme,
        }
    )
    points = people.addresses.geometry[rows]
    points[rng.choice(len(points), LOST_INITIATIVES, replace=False)] = None
    return points_of("citizen_initiatives", points, table)


def make_multi_year_plan() -> Features:
    """Return the table ``multi_year_plan``; codes of action plans and actions repeat under each objective."""
    rows = [
        {
            "municipality": city()["name"], "nis_code": city()["nis_code"],
            "bd_code": f"BD-{one}", "bd_short": objective["short"], "bd_long": objective["long"],
            "ap_code": f"AP-{two}", "ap_short": plan["short"], "ap_long": plan["long"],
            "ac_code": f"AC-{three}", "ac_short": action["short"], "ac_long": action["long"],
            "policy_field": action["policy_field"], **dict(zip(YEARS, map(float, action["amounts"]), strict=True)),
        }
        for one, objective in enumerate(policy()["plan"], 1)
        for two, plan in enumerate(objective["plans"], 1)
        for three, action in enumerate(plan["actions"], 1)
    ]  # fmt: skip
    return table_of("multi_year_plan", pd.DataFrame(rows))
