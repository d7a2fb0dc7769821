"""The report on challenges that meet: matrices as heat maps, and the places where most come together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ..analysis.cluster_overlay import ClusterOverlay
from ..model.catalogue import Catalogue
from ..model.challenge import Challenge
from ..model.results import HECTARE
from ..qgis_io.cluster_layers import ClusterLayer
from ..qgis_io.oldest_source import WeakestLink
from ..texts.language import Language
from ..texts.templates import render

PLACES = 20


def write_cluster_report(
    path: Path,
    layers: Sequence[ClusterLayer],
    names: Sequence[str],
    found: ClusterOverlay,
    counted: str,
    challenges: Sequence[Challenge],
    catalogue: Catalogue,
    oldest: WeakestLink,
    language: Language,
) -> None:
    """Write which challenges share ground and people, where most of them meet, which sectors each draws on, and how old that is.

    ``counted``: who is counted as people, such as inhabitants or households.
    """
    people = None if found.people is None else found.shared(found.people)
    content = {
        "names": names,
        "counts": [len(layer) for layer in layers],
        "meetings": found.meetings().sort_values("challenge_count", ascending=False).to_dict("records"),
        "areas": heat_map(found.shared(found.area) / HECTARE, names),
        "people": None if people is None else heat_map(people, names),
        "counted": counted[:1].upper() + counted[1:],
        "places": places(layers, names, found),
        **sector_matrix(challenges, catalogue, language),
        "age": oldest.words(language),
    }
    path.write_text(render("cluster_overlay.html", content, language), encoding="utf-8")


def heat_map(shared: np.ndarray, names: Sequence[str]) -> list[dict]:
    """Return a row for each challenge with, for each other one, what they share and how deep its colour is: the share (0-1) of its own.

    What it has itself gets no colour: it would outshine what it shares.
    """
    own = shared.diagonal()[:, None]
    depth = np.divide(shared, own, out=np.zeros(shared.shape), where=own > 0)
    np.fill_diagonal(depth, 0.0)
    rows = zip(names, shared.tolist(), depth.tolist(), strict=True)
    return [{"name": name, "cells": list(zip(row, deep, strict=True))} for name, row, deep in rows]


def places(layers: Sequence[ClusterLayer], names: Sequence[str], found: ClusterOverlay) -> list[dict]:
    """Return the pieces in which at least two challenges meet: most challenges first, then most people, then most ground."""
    people = np.full(len(found), np.nan) if found.people is None else found.people
    order = np.lexsort((-found.area, -np.nan_to_num(people), -found.challenge_count))
    order = order[found.challenge_count[order] > 1][:PLACES]
    first = [labels.first() for labels in found.labels]
    return [
        {
            "count": int(found.challenge_count[piece]),
            "clusters": [
                (name, layer.labels[at[piece]] or layer.ids[at[piece]])
                for name, layer, at in zip(names, layers, first, strict=True)
                if at[piece] >= 0
            ],
            "area": found.area[piece] / HECTARE,
            "people": people[piece],
        }
        for piece in order.tolist()
    ]


def sector_matrix(challenges: Sequence[Challenge], catalogue: Catalogue, language: Language) -> dict:
    """Return which share (0-1) of each challenge's weight comes from which sector, sectors that serve most challenges first."""
    shares = [sector_shares(challenge) for challenge in challenges]
    serving = {sector: sum(sector in share for share in shares) for share in shares for sector in share}
    return {
        "challenges": [challenge.title.of(language.code) for challenge in challenges],
        "sectors": [
            {"title": catalogue.sector_title(sector).of(language.code), "shares": [share.get(sector, 0.0) for share in shares]}
            for sector in sorted(serving, key=lambda sector: (-serving[sector], sector))
        ],
    }


def sector_table(challenges: Sequence[Challenge], catalogue: Catalogue, language: Language) -> pd.DataFrame:
    """Return the same as a table: a row for each challenge and sector that it draws on, the largest share first."""
    rows = [
        (challenge.id, challenge.title.of(language.code), sector, catalogue.sector_title(sector).of(language.code), share)
        for challenge in challenges
        for sector, share in sorted(sector_shares(challenge).items(), key=lambda item: -item[1])
    ]
    return pd.DataFrame(rows, columns=["challenge", "challenge_title", "sector", "sector_title", "weight_share"])


def sector_shares(challenge: Challenge) -> dict[str, float]:
    """Return the share (0-1) of a challenge's weight that each of its sectors carries."""
    total = sum(indicator.weight for indicator in challenge.indicators)
    return {
        sector: sum(indicator.weight for indicator in challenge.indicators if indicator.sector == sector) / total
        for sector in challenge.sectors
    }
