import numpy as np
import shapely
from opgavenkaart.processing.analysis.overlay import partition


def test_two_squares_that_overlap_make_three_faces():
    layers = [np.array([shapely.box(0, 0, 2, 2)]), np.array([shapely.box(1, 1, 3, 3)])]
    result = partition(layers)
    found = {
        (tuple(a), tuple(b)): area
        for a, b, area in zip(_per_face(result, 0), _per_face(result, 1), shapely.area(result.geometry), strict=True)
    }
    assert found == {((0,), ()): 3.0, ((0,), (0,)): 1.0, ((), (0,)): 3.0}


def test_a_spot_covered_twice_by_one_layer_is_one_face_with_two_labels():
    result = partition([np.array([shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)])])
    assert sorted(_per_face(result, 0)) == [[0], [0, 1], [1]]


def test_a_hole_that_nothing_covers_is_no_face():
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    result = partition([np.array([ring, None])])
    assert shapely.area(result.geometry).tolist() == [8.0]


def test_nothing_in_nothing_out():
    assert len(partition([np.array([None], dtype=object)])) == 0


def _per_face(result, layer):
    labels = result.labels[layer]
    return [sorted(part.tolist()) for part in np.split(labels.feature, labels.indptr()[1:-1])]
