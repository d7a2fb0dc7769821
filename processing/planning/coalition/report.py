"""The report on coalitions: who is missing in which cluster, who may not know each other yet, and who is linked to both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ...analysis.coalition.meeting import NOBODY
from ...cartography.layer_words import LayerWords
from ...cartography.looks.coalition import kind_names
from ...model.challenge import Challenge
from ...texts.language import Language
from ...texts.templates import render
from .outputs import Answer, pages

PAIRS, LINKED = 20, 10


def write_coalition_report(path: Path, found: Answer, challenge: Challenge | None, language: Language) -> None:
    """Write the report; without a challenge the roles are those that the actors name."""
    path.write_text(render("coalition.html", content(found, challenge, language), language), encoding="utf-8")


def content(found: Answer, challenge: Challenge | None, language: Language) -> dict:
    """Return what the template shows."""
    concerned = found.actors.concerned
    return {
        "challenge": challenge.title.of(language.code) if challenge else "",
        "roles": role_names(found, language),
        "clusters": list(pages(found)),
        "has_means": not np.isnan(found.actors.means).all(),
        "finding": finding(found, language),
        "actor_count": int(concerned.sum()),
        "link_count": int(found.concerned_links.sum()),
        "pair_count": len(found.meeting),
        "pairs": list(pairs(found, language)),
        "linked": list(list_hubs(found, language)),
        "communities": list(communities(found)),
    }


def finding(found: Answer, language: Language) -> str:
    """Return in how many clusters no actor is known for some role, as a sentence: who is not in the table may work there all the same."""
    count, incomplete = len(found.clusters), int(found.missing.any(axis=1).sum())
    if incomplete == count:
        return language.tr("In every cluster at least one role has no known actor")
    if incomplete:
        return language.tr(
            "In {incomplete} of {count} clusters at least one role has no known actor",
            incomplete=language.number(incomplete),
            count=language.number(count),
        )
    return language.tr("In all {count} clusters an actor is known for every role", count=language.number(count))


def actor_words(language: Language) -> LayerWords:
    """Return what the layer of actors says on a map."""
    return LayerWords(language.tr("Actors"))


def link_words(language: Language) -> LayerWords:
    """Return what the layer of links says on a map."""
    return LayerWords(language.tr("Links"))


def cluster_words(found: Answer, language: Language) -> LayerWords:
    """Return what the layer of clusters says on a map."""
    return LayerWords(language.tr("Missing roles"), finding(found, language))


def role_names(found: Answer, language: Language) -> list[str]:
    """Return what the roles are called."""
    return [role.title.of(language.code) or role.id for role in found.roles]


def roles_of(found: Answer, actor: int, language: Language) -> str:
    """Return the roles that an actor plays."""
    return ", ".join(name for name, played in zip(role_names(found, language), found.actors.roles[actor], strict=True) if played)


def pairs(found: Answer, language: Language) -> Iterator[dict]:
    """Yield the first pairs to make."""
    meeting, names = found.meeting, found.actors.names
    for one, other, shared, via in list(zip(meeting.one, meeting.other, meeting.shared, meeting.via, strict=True))[:PAIRS]:
        yield {
            "one": names[one],
            "other": names[other],
            "one_role": roles_of(found, one, language),
            "other_role": roles_of(found, other, language),
            "shared": int(shared),
            "via": "" if via == NOBODY else names[via],
        }


def list_hubs(found: Answer, language: Language) -> Iterator[dict]:
    """Yield the actors through whom most others reach each other."""
    kinds = kind_names(language)
    order = np.lexsort((-found.network.degree, -found.betweenness))[:LINKED]
    for actor in order[found.network.degree[order] > 0].tolist():
        yield {
            "name": found.actors.names[actor],
            "kind": kinds.get(found.actors.kinds[actor], ""),
            "role": roles_of(found, actor, language),
            "degree": int(found.network.degree[actor]),
            "betweenness": float(found.betweenness[actor]),
            "community": int(found.community[actor]),
            "broker": bool(found.brokers[actor]),
        }


def communities(found: Answer) -> Iterator[dict]:
    """Yield each community with its members, those with most links first."""
    for number in range(1, found.community.max(initial=0) + 1):
        members = np.flatnonzero(found.community == number)
        members = members[np.argsort(-found.network.degree[members], kind="stable")]
        yield {"number": number, "members": found.actors.names[members].tolist()}
