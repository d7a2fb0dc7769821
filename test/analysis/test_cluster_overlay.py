"""Clusters of several challenges on one map, and what a proposal changes in a ranking: worked out by hand."""

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.cluster_overlay import overlay_clusters
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.proposals import cluster_change, rank_change, without_trace
from opgavenkaart.processing.model.errors import OpgaveError


def boxes(*bounds):
    return np.array([shapely.box(*one) for one in bounds], dtype=object)


HEAT, CARE = boxes((0, 0, 20, 10), (40, 0, 50, 10)), boxes((10, 0, 30, 10))
"""20 by 10 and 10 by 10 m of one challenge, 20 by 10 m of the other; they share 10 by 10 m."""
UNITS = Features("units", boxes((0, 0, 20, 10), (20, 0, 60, 10)), pd.DataFrame(index=range(2)), "EPSG:31370")


def test_ground_where_challenges_meet():
    found = overlay_clusters([HEAT, CARE])
    assert len(found) == 4 and found.people is None
    by_ground = {
        tuple(shapely.bounds(piece).astype(int)): column.tolist() for piece, column in zip(found.geometry, found.covered.T, strict=True)
    }
    assert by_ground == {
        (0, 0, 10, 10): [True, False],
        (10, 0, 20, 10): [True, True],
        (20, 0, 30, 10): [False, True],
        (40, 0, 50, 10): [True, False],
    }
    assert sorted(found.challenge_count) == [1, 1, 1, 2] and found.area.tolist() == [100] * 4
    assert found.shared(found.area).tolist() == [[300, 100], [100, 200]]
    meetings = found.meetings()
    assert meetings[["challenge_count", "piece_count", "area_m2"]].to_numpy().tolist() == [[1, 3, 300], [2, 1, 100]]
    assert meetings["population"].isna().all()


def test_people_by_share_of_area():
    """80 people on 20 m, 40 on 40 m; of the last box nobody knows how many."""
    found = overlay_clusters([HEAT, CARE], UNITS, np.array([80.0, 40.0]), "EPSG:31370")
    assert found.shared(found.people) == pytest.approx(np.array([[90.0, 40.0], [40.0, 50.0]]))
    table = found.matrix(["heat", "care"])
    assert table[["challenge", "challenge_2"]].to_numpy().tolist() == [
        ["heat", "heat"],
        ["heat", "care"],
        ["care", "heat"],
        ["care", "care"],
    ]
    assert table["shared_area_m2"].tolist() == [300, 100, 100, 200]
    assert table["shared_share"].tolist() == pytest.approx([1, 1 / 3, 1 / 2, 1])
    assert table["shared_population"].tolist() == pytest.approx([90, 40, 40, 50])
    assert found.meetings()["population"].tolist() == pytest.approx([60, 40])
    unknown = overlay_clusters([HEAT, CARE], UNITS, np.array([80.0, np.nan]), "EPSG:31370")
    assert unknown.shared(unknown.people)[0].tolist() == pytest.approx([80, 40])
    assert unknown.meetings()["population"].tolist() == pytest.approx([40, 40])


def test_a_challenge_without_clusters_shares_nothing():
    table = overlay_clusters([HEAT, boxes()]).matrix(["heat", "none"])
    assert table["shared_area_m2"].tolist() == [300, 0, 0, 0]
    assert table["shared_share"].tolist()[:2] == [1, 0] and table["shared_share"].iloc[2:].isna().all()
    assert list(table) == ["challenge", "challenge_2", "shared_area_m2", "shared_share"]


def test_units_elsewhere_are_refused():
    with pytest.raises(OpgaveError, match=r"'units' is in EPSG:31370 and the units are in EPSG:3812: reproject one of them\.$"):
        overlay_clusters([HEAT], UNITS, np.array([1.0, 1.0]), "EPSG:3812")


def test_places_in_the_ranking():
    """Third rises to first; equal values share the best place; who lacks an index once is no part of the ranking."""
    before = np.array([90.0, 80, 70, 60, np.nan, 95])
    after = np.array([80.0, 70, 90, 70, 99, np.nan])
    assert rank_change(before, after).tolist()[:4] == [-1, -1, 2, 1]
    assert np.isnan(rank_change(before, after)[4:]).all()


def test_units_that_join_or_leave():
    before, after = np.array([0, 1, 2, 0, 1]), np.array([3, 0, 1, 0, 2])
    assert cluster_change(before, after).tolist() == ["joins", "leaves", "stays", "none", "stays"]


def test_clusters_of_which_no_trace_is_left():
    before, after = np.array([1, 1, 2, 3, 0]), np.array([0, 1, 0, 0, 2])
    assert without_trace(before, after).tolist() == [2, 3]
    assert without_trace(after, before).tolist() == [2]
    assert without_trace(np.array([0, 0]), before[:2]).tolist() == []
