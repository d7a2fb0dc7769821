"""What became of clusters: cases worked out by hand, and areas that must add up."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.cluster_change import compare_clusters
from opgavenkaart.processing.analysis.cluster_noise import Membership, UnchangedCity
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.test.support.units import grid


def shapes(*boxes):
    made = np.empty(len(boxes), dtype=object)
    made[:] = [shapely.box(*box) for box in boxes]
    return made


def changes(before, after, **options):
    return compare_clusters(shapes(*before), shapes(*after), **options).table["change"].tolist()


def test_each_change_by_hand():
    before = [(0, 0, 10, 10), (100, 0, 110, 10), (200, 0, 210, 10), (300, 0, 310, 10)]
    after = [(0, 0, 10, 10), (100, 0, 120, 10), (200, 0, 205, 10), (400, 0, 410, 10)]
    found = compare_clusters(shapes(*before), shapes(*after))
    assert found.table["change"].tolist() == ["stays", "grows", "shrinks", "new", "gone"]
    assert found.table["area_before_m2"].tolist() == [100, 100, 100, 0, 100]
    assert found.table["area_after_m2"].tolist() == [100, 200, 50, 100, 0]
    assert found.table[["kept_m2", "gained_m2", "lost_m2"]].to_numpy().tolist() == [
        [100, 0, 0], [100, 100, 0], [50, 0, 50], [0, 100, 0], [0, 0, 100]
    ]  # fmt: skip
    assert found.geometry[4].equals(shapely.box(*before[3]))
    assert found.links[["before", "after"]].to_numpy().tolist() == [[0, 0], [1, 1], [2, 2]]


def test_a_cluster_that_moves_over_half_its_ground_stays_one_that_touches_is_new():
    assert changes([(0, 0, 10, 10)], [(5, 0, 15, 10)]) == ["stays"]
    assert changes([(0, 0, 10, 10)], [(10, 0, 20, 10)]) == ["new", "gone"]


def test_falling_apart_and_melting_together_lose_no_ground():
    assert changes([(0, 0, 20, 10)], [(0, 0, 12, 10), (12, 0, 20, 10)]) == ["stays", "stays"]
    assert changes([(0, 0, 12, 10), (12, 0, 20, 10)], [(0, 0, 20, 10)]) == ["stays"]
    assert changes([(0, 0, 8, 10), (12, 0, 20, 10)], [(0, 0, 20, 10)]) == ["grows"]
    assert changes([(0, 0, 20, 10)], [(0, 0, 9, 10), (12, 0, 20, 10)]) == ["shrinks", "stays"]


def test_of_those_that_melt_together_the_one_that_shares_most_comes_first():
    links = compare_clusters(shapes((0, 0, 8, 10), (8, 0, 20, 10)), shapes((0, 0, 20, 10))).links
    assert links.to_numpy().tolist() == [[1, 0, 120], [0, 0, 80]]


def test_a_small_cluster_within_a_large_one_is_linked_whichever_comes_first():
    assert changes([(0, 0, 100, 100)], [(0, 0, 2, 2)]) == ["shrinks"]
    assert changes([(0, 0, 2, 2)], [(0, 0, 100, 100)]) == ["grows"]


def test_the_share_decides_what_is_the_same():
    before, after = [(0, 0, 100, 10)], [(0, 0, 112, 10)]
    assert changes(before, after) == ["grows"] and changes(before, [(0, 0, 109, 10)]) == ["stays"]
    assert changes(before, after, same_share=0.15) == ["stays"]
    assert changes(before, [(98, 0, 198, 10)], same_share=0.15) == ["new", "gone"]
    with pytest.raises(OpgaveError, match="The share up to which a cluster stays is 1: give one from 0 up to 1"):
        changes(before, after, same_share=1)


def test_common_ground_decides_which_clusters_are_one():
    """Of two clusters of 1,000 m2 that share 490, neither is the other; at 500 they are one. A hundredth in common is nothing."""
    before = [(0, 0, 100, 10)]
    assert changes(before, [(51, 0, 151, 10)]) == ["new", "gone"] and changes(before, [(50, 0, 150, 10)]) == ["stays"]
    assert changes(before, [(99, 0, 199, 10)]) == ["new", "gone"] and changes(before, [(99, 0, 199, 10)], overlap=0.01) == ["stays"]
    assert compare_clusters(shapes(*before), shapes((50, 0, 150, 10))).table["overlap"].tolist() == pytest.approx([1 / 3])
    with pytest.raises(OpgaveError, match="from which two clusters are one is 0: give one above 0 up to 1"):
        changes(before, before, overlap=0)


def test_a_change_is_named_only_beyond_what_an_unchanged_city_shows():
    """Four units of 100 m2 in a row, the first two in a cluster. Measured again, 49 times of 50 it has three: growing by half is chance,
    growing by all of itself is not. A cluster elsewhere of 100 m2 is seen in one draw of 50, and one of 200 m2 in none.
    """
    earlier = Membership(np.array([0, 0, -1, -1, -1, -1]), np.array([False]))
    three = Membership(np.array([0, 0, 0, -1, -1, -1]), np.array([False]))
    other = Membership(np.array([0, 0, -1, -1, -1, 1]), np.array([False, False]))
    chance = UnchangedCity(np.full(6, 100.0), earlier, [three] * 48 + [other], 0.5)
    before = [(0, 0, 20, 10)]
    assert changes(before, [(0, 0, 30, 10)]) == ["grows"] and changes(before, [(0, 0, 30, 10)], chance=chance) == ["stays"]
    assert changes(before, [(0, 0, 40, 10)], chance=chance) == ["grows"]
    assert changes(before, [(0, 0, 10, 10)], chance=chance) == ["shrinks"] and changes(before, [], chance=chance) == ["gone"]
    table = compare_clusters(shapes(*before), shapes((0, 0, 20, 10), (50, 0, 60, 10)), chance=chance).table
    assert table["change"].tolist() == ["stays", "stays"], "the second came, as chance has it once in fifty times"
    np.testing.assert_allclose(table["change_probability"], [np.nan, 1 - 2 / 50])
    assert changes(before, [(0, 0, 20, 10), (40, 0, 60, 10)], chance=chance) == ["stays", "new"]
    assert np.isnan(compare_clusters(shapes(*before), shapes(*before)).table["change_probability"]).all()


def test_high_and_low_clusters_on_the_same_ground_are_no_kin():
    high, low = np.array([False]), np.array([True])
    assert changes([(0, 0, 10, 10)], [(0, 0, 10, 10)], before_low=high, after_low=low) == ["new", "gone"]
    assert changes([(0, 0, 10, 10)], [(0, 0, 10, 10)], before_low=low, after_low=low) == ["stays"]


def test_no_clusters_on_either_side():
    assert changes([], [(0, 0, 1, 1)]) == ["new"]
    assert changes([(0, 0, 1, 1)], []) == ["gone"]
    assert changes([], []) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=36, max_size=36), st.lists(st.integers(0, 3), min_size=36, max_size=36))
def test_ground_adds_up_and_time_turned_round_mirrors(earlier, later):
    cells = grid(6, 6, 10)
    before, after = (
        np.array([shapely.union_all(cells[np.array(groups) == number]) for number in set(groups) - {0}], dtype=object)
        for groups in (earlier, later)
    )
    found, back = compare_clusters(before, after), compare_clusters(after, before)
    table = found.table
    assert table["area_before_m2"].sum() == pytest.approx(shapely.area(before).sum())
    assert table["area_after_m2"].sum() == pytest.approx(shapely.area(after).sum())
    assert table["kept_m2"].sum() == pytest.approx(shapely.area(shapely.intersection(shapely.union_all(before), shapely.union_all(after))))
    assert found.pieces["area_m2"].to_numpy() == pytest.approx(shapely.area(found.piece_geometry))
    assert (found.count("new"), found.count("gone")) == (back.count("gone"), back.count("new"))
    assert len(table) == len(after) + found.count("gone")
