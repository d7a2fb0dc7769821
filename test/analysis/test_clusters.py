"""Clusters: grouping, ranking, naming, dissolving, by hand on a grid and by what must hold on real units."""

import re

import numpy as np
import pandas as pd
import pytest
import shapely
from libpysal.weights import Queen
from opgavenkaart.processing.analysis.clusters import find_clusters, profile
from opgavenkaart.processing.analysis.weights import spatial_weights
from opgavenkaart.processing.model.cluster_methods import ClusterRule
from opgavenkaart.processing.model.errors import Cancelled
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.test.support.units import FLANDERS, GHENT, grid, real_units, unit_types
from scipy.sparse.csgraph import connected_components
from shapely import box


def types(n, **units):
    """Return n types ``none`` but for those given, as ``hot=[1, 2]``."""
    kinds = np.full(n, "none", dtype=object)
    for kind, places in units.items():
        kinds[places] = kind.replace("_", "-")
    return kinds


VALUES = np.arange(18.0)
"""On 6 x 3 squares of 100 m: unit = 6 x row + column, its value the same number."""


def test_clusters_by_hand():
    """Units 0, 1 and 7 touch (7 by a side and a corner), 4 and 11 touch by a corner, 15 stands alone."""
    clusters = find_clusters(grid(6, 3), types(18, hot=[0, 1, 7, 4, 11, 15], cold=[2, 13]), VALUES)
    assert clusters.membership.tolist() == [3, 3, 0, 0, 1, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0]
    table = clusters.table
    assert list(table) == ["cluster_id", "cluster_label", "cluster_type", "unit_count", "mean_value", "max_value", "area_m2"]
    rows = table.to_numpy().tolist()
    assert rows == [
        [1, "Cluster 1", "hot", 2, 7.5, 11.0, 20_000.0],
        [2, "Cluster 2", "hot", 1, 15.0, 15.0, 10_000.0],
        [3, "Cluster 3", "hot", 3, 8 / 3, 7.0, 30_000.0],
    ]
    assert clusters.geometry[2].equals(shapely.union_all(grid(6, 3)[[0, 1, 7]]))
    assert [part.geom_type for part in clusters.geometry] == ["MultiPolygon", "Polygon", "Polygon"]


def test_ranked_by_value_times_population():
    """Sums of value x inhabitants: 4 x 100 + 11 x 10 = 510, 15 x 40 = 600, 0 + 1 x 10 + 7 x 1000 = 7010; unknown counts as 0."""
    people = np.zeros(18)
    people[[0, 1, 7, 4, 11, 15]] = [np.nan, 10, 1000, 100, 10, 40]
    table = find_clusters(grid(6, 3), types(18, hot=[0, 1, 7, 4, 11, 15]), VALUES, people).table
    assert table["population"].tolist() == [1010, 40, 110]
    assert table["mean_value"].tolist() == pytest.approx([7010 / 1010, 15, 510 / 110])
    assert table["unit_count"].tolist() == [3, 1, 2]


def test_cluster_without_inhabitants_keeps_its_plain_mean_and_comes_last():
    table = find_clusters(grid(6, 3), types(18, hot=[1, 15, 16]), VALUES, np.eye(1, 18, 1)[0]).table
    assert table["population"].tolist() == [1, 0]
    assert table["mean_value"].tolist() == [1, 15.5]


def test_equal_clusters_come_larger_first_then_from_the_west():
    squares = np.append(grid(5, 1), [box(1000, 0, 1200, 100)])
    clusters = find_clusters(squares, types(6, hot=[0, 2, 4, 5]), np.ones(6))
    assert clusters.membership.tolist() == [2, 0, 3, 0, 4, 1]


def test_values_under_zero_are_counted_from_the_lowest():
    """A large cluster of values just under zero is worse than a small one of the same, although its sum is lower."""
    values = np.full(18, -10.0)
    values[[0, 1, 6, 16]] = -1.0
    assert find_clusters(grid(6, 3), types(18, hot=[0, 1, 6, 16]), values).table["unit_count"].tolist() == [3, 1]


def test_both_sides_put_low_clusters_after_high_ones_and_keep_them_apart():
    """Units 0 and 1 touch but differ in type; the low ones lie 17 - 1, and (17 - 12) + (17 - 13) under the highest."""
    kinds = types(18, high_high=[0, 17], low_low=[1, 12, 13], high_low=[5], low_high=[10])
    table = find_clusters(grid(6, 3), kinds, VALUES, sides="both").table
    assert table["cluster_type"].tolist() == ["high-high", "high-high", "low-low", "low-low"]
    assert table["max_value"].tolist() == [17, 0, 1, 13]
    assert find_clusters(grid(6, 3), kinds, VALUES).table["cluster_type"].tolist() == ["high-high"] * 2


def test_nothing_significant_gives_no_clusters():
    clusters = find_clusters(grid(6, 3), types(18), VALUES, np.ones(18), areas=(grid(1, 1), np.array(["A"])))
    assert len(clusters) == 0
    assert len(clusters.geometry) == 0
    assert clusters.membership.tolist() == [0] * 18
    assert list(clusters.table)[:2] == ["cluster_id", "cluster_label"]


def test_named_after_the_areas_that_hold_most():
    """The cluster is 600 x 100 m; A holds 250 m of it, B 150, C 100 in two parts, D 75, E 25 (under 5 percent)."""
    cuts = np.cumsum([0, 60, 150, 250, 75, 40, 25])
    areas = box(cuts[:-1], -500, cuts[1:], 500)
    names = np.array(["C", "B", "A", "D", "C", "E"], dtype=object)
    whole = types(18, hot=range(6))
    assert find_clusters(grid(6, 3), whole, VALUES, areas=(areas, names)).table["cluster_label"].tolist() == ["A, B, C"]
    some = np.array(["A", "A", "E", "E"], dtype=object), box([0, 0, 0, 0], [0, -300, 0, 99], [590, 590, 9, 9], [100, 0, 100, 100])
    assert find_clusters(grid(6, 3), whole, VALUES, areas=some[::-1]).table["cluster_label"].tolist() == ["A"]


def test_clusters_outside_the_areas_are_numbered_and_equal_names_told_apart():
    areas = np.array([box(0, 0, 300, 300), None, box(300, 0, 400, 300)]), np.array(["Dampoort", "nowhere", None], dtype=object)
    table = find_clusters(grid(6, 3), types(18, hot=[0, 2, 5, 3 + 12]), VALUES, areas=areas).table
    assert table["cluster_label"].tolist() == ["Cluster 1", "Cluster 2", "Dampoort (cluster 3)", "Dampoort (cluster 4)"]


def test_clusters_of_one_area_are_told_apart_by_their_unit_with_most_people():
    """Units 0, 2 and 14 lie alone in Dampoort, 4 and 5 are one cluster; the unit called after its area says what is its own."""
    areas = np.array([box(0, 0, 300, 300), box(300, 0, 600, 300)]), np.array(["Dampoort", "Rabot"], dtype=object)
    names = np.array([f"Unit {number}" for number in range(18)], dtype=object)
    names[[0, 2, 5, 14]] = "DAMPOORT - NOORD", "Dampoort", "Bloemekens", None
    people = np.ones(18)
    people[5] = 2
    kinds = types(18, hot=[0, 2, 4, 5, 14])

    def labels(kinds, *people):
        return find_clusters(grid(6, 3), kinds, VALUES, *people, areas=areas, unit_names=names).table["cluster_label"].tolist()

    assert sorted(re.sub(r"cluster \d", "cluster", label) for label in labels(kinds, people)) == [
        "Dampoort (NOORD)", "Dampoort (cluster)", "Dampoort (cluster)", "Rabot",
    ]  # fmt: skip
    names[14] = "Bloemekens"
    names[2] = "Heernis"
    assert set(labels(kinds, people)) == {"Rabot", "Dampoort (NOORD)", "Dampoort (Bloemekens)", "Dampoort (Heernis)"}
    apart = types(18, hot=[4, 5, 12 + 3])
    assert set(labels(apart, people)) == {"Rabot (Bloemekens)", "Rabot (Unit 15)"}, "unit 5 has more people than unit 4"
    assert set(labels(apart)) == {"Rabot (Unit 4)", "Rabot (Unit 15)"}, "of units of one size the first"


def test_hairline_gaps_leave_no_holes_but_courtyards_stay():
    """Four units around a courtyard of 20 m, and a gap of half a millimetre between two of their borders."""
    units = np.array([box(0, 0, 50, 40), box(0, 40, 20, 60), box(40, 40, 60, 60), box(0, 60, 60, 100), box(50.0005, 10, 60, 40),
                      box(50, 0, 60, 10)])  # fmt: skip
    clusters = find_clusters(units, types(6, hot=range(6)), np.arange(6.0))
    assert len(clusters) == 1
    assert [ring.bounds for ring in clusters.geometry[0].interiors] == [(20, 40, 40, 60)]
    assert shapely.is_valid(clusters.geometry).all()


@pytest.mark.parametrize("file, field", [(GHENT, "inkomen_mediaan"), (FLANDERS, "inkomen_per_aangifte")])
def test_real_clusters_are_whole_valid_and_contiguous(file, field):
    geometry, table = real_units(file, field)
    values = table[field].to_numpy()
    found = unit_types(geometry, values, ClusterRule("local_moran", "queen", correction="none"))
    clusters = find_clusters(geometry, found.cluster_type, values, sides="both")
    assert len(clusters) > 3
    assert shapely.is_valid(clusters.geometry).all()
    assert clusters.table["area_m2"].sum() == pytest.approx(shapely.area(geometry[clusters.membership > 0]).sum(), rel=1e-9)
    assert clusters.table["cluster_id"].tolist() == list(range(1, len(clusters) + 1))
    assert np.array_equal(clusters.membership > 0, np.isin(found.cluster_type, ["high-high", "low-low"]))
    for cluster in clusters.table["cluster_id"]:
        members = clusters.membership == cluster
        assert len(set(found.cluster_type[members])) == 1
        assert connected_components(Queen.from_iterable(list(geometry[members]), silence_warnings=True).sparse)[0] == 1


def test_clusters_do_not_depend_on_the_order_of_units():
    geometry, table = real_units(GHENT, "v2506_gas_res_cons")
    values = np.nan_to_num(table.iloc[:, 0].to_numpy())
    kinds = np.where(values > np.quantile(values, 0.7), "hot", "none").astype(object)
    shuffled = np.random.default_rng(2).permutation(len(values))
    straight = find_clusters(geometry, kinds, values, values)
    other = find_clusters(geometry[shuffled], kinds[shuffled], values[shuffled], values[shuffled])
    assert np.array_equal(straight.membership[shuffled], other.membership)
    numbers = straight.table.select_dtypes("number")
    assert numbers.to_numpy() == pytest.approx(other.table[numbers.columns].to_numpy(), rel=1e-12)


def test_contiguity_is_that_of_queen_weights():
    """Clusters under a mask are the connected components of the queen graph that the mask leaves."""
    squares, hot = grid(12, 12), np.random.default_rng(5).uniform(size=144) < 0.3
    membership = find_clusters(squares, np.where(hot, "hot", "none").astype(object), np.ones(144)).membership[hot]
    pieces = connected_components(spatial_weights(squares, "queen")[hot][:, hot])[1]
    assert len(set(zip(membership.tolist(), pieces.tolist(), strict=True))) == len(set(pieces)) == membership.max()


def test_profile_says_in_what_a_cluster_stands_out():
    """City means 25 and 20 (of the three known); cluster 1 holds units 0 and 1, cluster 2 unit 3."""
    scores = pd.DataFrame({"gas": [50.0, 30.0, 10.0, 10.0], "shade": [10.0, np.nan, 20.0, 30.0]})
    found = profile(scores, np.array([1, 1, 0, 2]))
    assert found.index.tolist() == [1, 2]
    assert found["gas"].tolist() == [15, -15]
    assert found["shade"].tolist() == [-10, 10]


def test_profile_weighs_by_inhabitants():
    """(50 x 3 + 30 x 1) / 4 = 45 against (50 x 3 + 30 + 10 x 6) / 10 = 24; a unit of unknown population weighs nothing."""
    scores = pd.DataFrame({"gas": [50.0, 30.0, 10.0, 99.0]})
    assert profile(scores, np.array([1, 1, 0, 0]), np.array([3, 1, 6, np.nan])).loc[1, "gas"] == pytest.approx(45 - 24)


def test_cancel_stops():
    class Stopped(Progress):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        find_clusters(grid(6, 3), types(18, hot=[1]), VALUES, progress=Stopped())
