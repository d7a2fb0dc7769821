"""Where actors stand in a drawing: linked ones near, the others apart, the same for the same seed."""

import numpy as np
from opgavenkaart.processing.analysis.coalition.drawing import spring_layout


def test_two_groups_with_one_bridge_come_apart():
    group = [(a, b) for a in range(5) for b in range(a)]
    links = np.array([*group, *[(a + 5, b + 5) for a, b in group], (0, 5)])
    place = spring_layout(10, *links.T)
    one, other = place[:5].mean(axis=0), place[5:].mean(axis=0)
    within = max(np.hypot(*(place[:5] - one).T).max(), np.hypot(*(place[5:] - other).T).max())
    assert np.hypot(*(one - other)) > within


def test_linked_actors_stand_nearer_than_others():
    links = np.array([(n, n + 1) for n in range(19)])
    place = spring_layout(20, *links.T)
    apart = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    linked = apart[links[:, 0], links[:, 1]].mean()
    assert linked < 0.5 * apart[np.triu_indices(20, 1)].mean()


def test_the_same_seed_gives_the_same_drawing_within_the_square():
    links = np.array([(0, 1), (1, 2)])
    first, second, another = (spring_layout(4, *links.T, seed=seed) for seed in (7, 7, 8))
    assert np.array_equal(first, second) and not np.array_equal(first, another)
    assert first.min() == 0 and first.max() == 1 and np.isfinite(first).all()


def test_nobody_one_and_two_at_one_place():
    none = np.array([], dtype=int)
    assert spring_layout(0, none, none).shape == (0, 2)
    assert spring_layout(1, none, none).shape == (1, 2)
    assert np.isfinite(spring_layout(2, np.array([0, 0]), np.array([1, 0]))).all()
