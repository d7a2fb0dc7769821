"""What an unchanged city shows when it is measured again: areas by hand, and planted cities of which the truth is known."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.cluster_change import compare_clusters
from opgavenkaart.processing.analysis.cluster_methods import UnitValues, classify_units, group_units
from opgavenkaart.processing.analysis.cluster_noise import (
    Membership,
    UnchangedCity,
    contiguous,
    find_types,
    matching_alpha,
    measure_clusters_again,
    members_of,
    probability_beyond,
)
from opgavenkaart.processing.analysis.local_statistics import false_discovery
from opgavenkaart.processing.analysis.weights import spatial_weights
from opgavenkaart.processing.model.choices import OVERLAP
from opgavenkaart.processing.model.cluster_methods import DRAWN_AGAIN, ClusterRule
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.test.support.units import grid

HIGH = np.array([False])


def member(*clusters, low=None):
    cluster = np.array(clusters)
    return Membership(cluster, np.zeros(cluster.max() + 1, dtype=bool) if low is None else np.array(low))


def test_ground_that_clusters_share_by_hand():
    """Units of 1 to 5 m2. Clusters of high and of low values share none, though they lie on one ground."""
    area = np.array([1.0, 2, 3, 4, 5])
    one, other = member(0, 0, 1, -1, 1), member(0, 1, 1, 1, -1)
    assert one.areas(area).tolist() == [3, 8] and other.areas(area).tolist() == [1, 9]
    assert one.shared(other, area).tolist() == [[1, 2], [0, 3]]
    assert one.shared(member(0, 1, 1, 1, -1, low=[False, True]), area).tolist() == [[1, 0], [0, 0]]


def test_growth_in_each_draw_by_hand():
    """A cluster of units 0-3 (40 m2): grown by one, lost one, moved (lost two, gained one), one of four left, gone, one beside."""
    area, earlier = np.full(8, 10.0), member(0, 0, 0, 0, -1, -1, -1, -1)
    again = [
        member(0, 0, 0, 0, 0, -1, -1, -1),
        member(0, 0, 0, -1, -1, -1, -1, -1),
        member(-1, -1, 0, 0, 0, -1, -1, -1),
        member(0, -1, -1, -1, -1, -1, -1, -1),
        Membership(np.full(8, -1), np.zeros(0, dtype=bool)),
        member(0, 0, 0, 0, -1, -1, 1, 1),
    ]
    city = UnchangedCity(area, earlier, again, 0.5)
    assert city.growth([0]).tolist() == [0.25, -0.25, -0.25, -0.75, -1, 0]
    assert city.gone(0).tolist() == [False] * 4 + [True, False]
    assert city.largest_new.tolist() == [0, 0, 0, 0, 0, 20]


def test_clusters_that_merge_are_judged_together():
    """Two of 20 m2 with 10 m2 between: melted they are 50, a quarter more than both."""
    city = UnchangedCity(np.full(5, 10.0), member(0, 0, -1, 1, 1), [member(0, 0, 0, 0, 0)], 0.5)
    assert city.growth([0, 1]).tolist() == [0.25]


def test_a_probability_from_draws():
    assert probability_beyond(np.array([True] + [False] * 38)) == pytest.approx(1 - 2 / 40)


@pytest.mark.parametrize("count", [1, 3, 7, 20])
def test_the_rate_at_which_as_many_units_are_found(count):
    p = np.sort(np.random.default_rng(3).uniform(0, 1, 200) ** 3)
    high = np.ones(200, dtype=bool)
    assert false_discovery(p, matching_alpha(p, high, count)).sum() == pytest.approx(count, abs=3)
    assert matching_alpha(p, high, 0) == 0.05


def test_units_of_one_type_that_touch():
    """A row of five: two high ones, one low, one high; low ones count where they are sought."""
    touching = spatial_weights(grid(5, 1, 10), "queen")
    types = np.array(["hot", "hot", "cold", "hot", "none"])
    high = contiguous(types, touching, False)
    assert high.cluster.tolist() == [0, 0, -1, 1, -1] and not high.low.any()
    both = contiguous(types, touching, True)
    assert len(both.low) == 3 and both.low[both.cluster[2]] and both.low.sum() == 1
    assert contiguous(np.full(5, "none"), touching, True).low.tolist() == []


def test_the_cluster_in_which_a_unit_lies():
    boxes = np.array([shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)], dtype=object)
    points = shapely.points([[0.5, 0.5], [1.5, 1.5], [2.5, 2.5], [9, 9]])
    assert members_of(points, boxes, [False, True]).cluster.tolist() == [0, 0, 1, -1]
    assert members_of(points, boxes[:0], []).cluster.tolist() == [-1] * 4


# ---- cities


def city(seed, side=16):
    """Units in rows, and an index with a smooth pattern and a cluster of 5 x 5."""
    geometry, rng = grid(side, side, 100), np.random.default_rng(seed)
    touching, field = spatial_weights(geometry, "queen"), rng.normal(size=side * side)
    for _ in range(2):
        field = (field + touching @ field) / (1 + np.diff(touching.indptr))
    rows, columns = np.divmod(np.arange(side * side), side)
    within = (abs(rows - 8) <= 2) & (abs(columns - 8) <= 2)
    return geometry, 40 + 8 * field / field.std() + 30 * within, within, (rows, columns)


def clusters(geometry, values, method="gi_star", **rule):
    units = UnitValues(geometry, values)
    return group_units(classify_units(units, ClusterRule(method, permutations=999, **rule)), units)


def again(geometry, values, found, noise=3.0, method="gi_star"):
    earlier = Membership(found.membership - 1, np.zeros(len(found), dtype=bool))
    return measure_clusters_again(geometry, values, earlier, np.full(len(values), noise), method, "knn:8", OVERLAP, draws=99)


@pytest.mark.parametrize("method", DRAWN_AGAIN)
def test_measured_exactly_an_unchanged_city_has_nearly_the_same_clusters(method):
    geometry, values, _, _ = city(1)
    found = clusters(geometry, values, method)
    drawn = again(geometry, values, found, 0.0, method)
    assert np.abs(drawn.growth([0])).max() <= 0.1 and not drawn.gone(0).any()


def test_between_two_noisy_copies_few_clusters_are_called_changed():
    """Against nearly half of them by their ground alone."""
    named, by_ground = [], []
    for seed in range(12):
        geometry, values, _, _ = city(seed)
        rng = np.random.default_rng(seed + 50)
        first, second = (values + rng.normal(0, 3, len(values)) for _ in range(2))
        before, after = clusters(geometry, first), clusters(geometry, second)
        named += (
            compare_clusters(before.geometry, after.geometry, chance=again(geometry, first, before)).table["change"] != "stays"
        ).tolist()
        by_ground += (compare_clusters(before.geometry, after.geometry).table["change"] != "stays").tolist()
    assert np.mean(named) <= 0.1 < 0.25 < np.mean(by_ground)


def test_planted_growth_and_a_planted_cluster_are_found():
    geometry, values, within, (rows, columns) = city(3)
    rng = np.random.default_rng(9)
    wide = (abs(rows - 8) <= 4) & (abs(columns - 8) <= 4) & ~within
    corner = (rows <= 2) & (columns <= 2)
    years = [values, values + 30 * wide, values + 30 * wide + 35 * corner]
    measured = [year + rng.normal(0, 3, len(values)) for year in years]
    found = [clusters(geometry, year) for year in measured]
    rows_of = []
    for (first, before), (_, after) in pairwise(zip(measured, found, strict=True)):
        changed = compare_clusters(before.geometry, after.geometry, chance=again(geometry, first, before))
        rows_of.append((changed.table, changed.geometry))
    place = [shapely.points(850, 850), shapely.points(150, 150)]
    kinds = [
        [kind for kind, shape in zip(table["change"], shapes, strict=True) if shape.covers(at)]
        for (table, shapes), at in zip(rows_of, place, strict=True)
    ]
    assert kinds == [["grows"], ["new"]]


def test_other_methods_are_refused_and_without_clusters_there_is_a_usual_rate():
    geometry, values, _, _ = city(1, 6)
    nothing = Membership(np.full(36, -1), np.zeros(0, dtype=bool))
    with pytest.raises(OpgaveError, match="method 'skater' is not known: choose one of gi_star, local_moran, threshold"):
        find_types(geometry, values, nothing, "skater", "queen", SILENT)
    assert (find_types(geometry, values, nothing, "threshold", "queen", SILENT)(values) == "none").all()
    missing = values.copy()
    missing[0] = np.nan
    assert len(measure_clusters_again(geometry, missing, nothing, np.ones(36), "gi_star", "queen", OVERLAP, draws=3).area) == 35
