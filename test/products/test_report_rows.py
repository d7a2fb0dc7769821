"""What the report tells of ranks and proposals: which areas rise and fall most, and where each stands in a drawing."""

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.products.integrated_map.plots import LONGEST, NAMES, SIDE, WIDTH, rank_rows, ranks
from opgavenkaart.processing.products.integrated_map.proposals import moves
from opgavenkaart.processing.texts.language import Language

NAN = np.nan


def indexed(*index, without=0):
    """Units A, B, C ... with an index each."""
    units = SimpleNamespace(table=pd.DataFrame({"name": list("ABCDEFGH")[: len(index)]}))
    collected = SimpleNamespace(units=units, challenge=SimpleNamespace(units=SimpleNamespace(name="name")))
    return SimpleNamespace(evaluation=SimpleNamespace(index=np.array(index, dtype=float)), collected=collected, without_index=without)


def test_who_rises_and_falls_most_by_a_proposal():
    """Ranks 1 2 3 4 become 4 2 1 3: C rises two places, D one, A falls three, B stays, and E had no index before."""
    told = moves(indexed(90, 80, 70, 60, NAN, without=1), indexed(10, 50, 99, 40, 20))
    assert told == {"moved": 3, "ranked": 4, "risers": [("C", 2), ("D", 1)], "fallers": [("A", 3)], "without_index": -1}


def test_five_at_most_rise_and_fall():
    """Seven rise one place each and the first falls seven: of equals those that stand first are named."""
    told = moves(indexed(8, 7, 6, 5, 4, 3, 2, 1), indexed(0, 7, 6, 5, 4, 3, 2, 1))
    assert told["risers"] == [(name, 1) for name in "BCDEF"] and told["fallers"] == [("A", 7)]


def test_the_areas_with_the_highest_index_stand_in_order_with_their_ranks():
    found = SimpleNamespace(rank_low=np.array([3, 1, NAN, 1]), rank_high=np.array([4, 2, NAN, 3]))
    told = [(row["rank"], row["name"], row["low"], row["high"]) for row in rank_rows(indexed(10, 30, NAN, 30), found)]
    assert told == [(1, "B", 1, 2), (2, "D", 1, 3), (3, "A", 3, 4)]


def test_the_first_rank_stands_at_the_left_and_the_last_at_the_right(qgis_app):
    rows = [{"rank": rank, "name": "n", "index": 1.0, "low": rank, "high": 5} for rank in (1, 3, 5)]
    dots = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', ranks(rows, theme(), Language("en")).svg)]
    assert dots == pytest.approx([NAMES, (NAMES + WIDTH - SIDE) / 2, WIDTH - SIDE], abs=0.1)
    alone = ranks([rows[0] | {"high": 1}], theme(), Language("en")).svg
    assert f'<circle cx="{NAMES:.1f}"' in alone, "one rank only: no division by nothing"


@pytest.mark.parametrize(("length", "shown"), [(LONGEST, "n" * LONGEST), (LONGEST + 1, "n" * (LONGEST - 1) + "…")])
def test_a_name_that_is_too_long_for_its_column_is_cut(qgis_app, length, shown):
    row = {"rank": 1, "name": "n" * length, "index": 1.0, "low": 1, "high": 2}
    assert f">1. {shown}</text>" in ranks([row], theme(), Language("en")).svg
