"""The parts of the overlay engine, each against exact arithmetic or plain loops."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.overlay import partition
from opgavenkaart.processing.analysis.overlay.arrays import chains, equal_rows, group_numbers, group_repeated, points, ramp, spans
from opgavenkaart.processing.analysis.overlay.attributes import combine_values, joined_texts
from opgavenkaart.processing.analysis.overlay.candidates import near_pairs
from opgavenkaart.processing.analysis.overlay.exact import find_crossing, orientation
from opgavenkaart.processing.analysis.overlay.forest import Rows, cover, forest
from opgavenkaart.processing.analysis.overlay.labels import Labels
from opgavenkaart.processing.analysis.overlay.linework import from_grid, on_grid
from opgavenkaart.processing.analysis.overlay.noding import Precision, Unsettled, _near_inside
from opgavenkaart.processing.analysis.overlay.operations import combinations, explode_features, kept_faces
from opgavenkaart.processing.analysis.overlay.partitioning import join_partitions
from opgavenkaart.processing.analysis.overlay.rings import simple_rings
from opgavenkaart.processing.analysis.overlay.settling import HOPEFUL, ROUNDS, merge_points, settle
from opgavenkaart.processing.analysis.overlay.store import Disk, fetch
from opgavenkaart.processing.analysis.overlay.tables import FieldRule, parse_rules
from opgavenkaart.processing.analysis.overlay.tiling import SIDE, find_touched_tiles, lattice_over, quadtree
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.test.support.overlay import areas, covers, same, squares, stars

coordinate = st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: x if abs(x) > 1e-100 else 0.0)
point = st.builds(complex, coordinate, coordinate)


def exact_side(a, b, c):
    ax, ay, bx, by, cx, cy = (Fraction(part) for p in (a, b, c) for part in (p.real, p.imag))
    determinant = (ax - cx) * (by - cy) - (ay - cy) * (bx - cx)
    return (determinant > 0) - (determinant < 0)


@given(point, point, point)
def test_orientation_of_any_points(a, b, c):
    assert orientation(*np.array([[a], [b], [c]]))[0][0] == exact_side(a, b, c)


@given(coordinate, coordinate, st.floats(0, 1).map(lambda x: x if x > 1e-100 else 0.0), st.integers(-2, 2), st.integers(-2, 2))
def test_orientation_of_points_that_are_nearly_on_a_line(x, y, share, dx, dy):
    """The third point is a unit in the last place or two away from a point of the segment."""
    a, b = complex(x, y), complex(x + 37.3, y - 11.7)
    c = a + share * (b - a)
    c = complex(c.real + dx * np.spacing(c.real), c.imag + dy * np.spacing(c.imag))
    assert orientation(*np.array([[a], [b], [c]]))[0][0] == exact_side(a, b, c)


def test_a_crossing_has_the_same_bits_from_all_sides():
    random = np.random.default_rng(4)
    a, b, c, d = (random.uniform(9e4, 1e5, 2000) + 1j * random.uniform(9e4, 1e5, 2000) for _ in range(4))
    cross = (orientation(a, b, c)[0] != orientation(a, b, d)[0]) & (orientation(c, d, a)[0] != orientation(c, d, b)[0])
    a, b, c, d = a[cross], b[cross], c[cross], d[cross]
    found = find_crossing(a, b, c, d)
    for other in ((b, a, c, d), (a, b, d, c), (c, d, a, b), (d, c, b, a)):
        assert np.array_equal(find_crossing(*other), found)
    lines = [shapely.linestrings(np.stack([points_xy(s), points_xy(e)], axis=1)) for s, e in ((a, b), (c, d))]
    theirs = shapely.intersection(*lines)
    assert np.abs(found - (shapely.get_x(theirs) + 1j * shapely.get_y(theirs))).max() < 1e-9


def points_xy(point):
    return np.stack([point.real, point.imag], axis=-1)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_equal_rows_come_together(values):
    rows = np.array(values) + 1j
    numbers = group_numbers(*equal_rows(rows))
    assert all((values[i] == values[j]) == (numbers[i] == numbers[j]) for i in range(len(values)) for j in range(len(values)))
    repeated = group_repeated(rows)
    assert [number >= 0 for number in repeated] == [values.count(value) > 1 for value in values]


def test_zero_and_minus_zero_are_the_same_point():
    assert len(equal_rows(points(np.array([[0.0, -0.0], [-0.0, 0.0]])))[1]) == 1


def test_ragged_ranges():
    assert spans(np.array([5, 0, 9]), np.array([3, 0, 2])).tolist() == [5, 6, 7, 9, 10]
    assert ramp(np.array([3, 0, 2])).tolist() == [0, 1, 2, 0, 1]


@given(st.integers(1, 40), st.randoms(use_true_random=False), st.floats(0, 1))
def test_chains_are_what_following_them_gives(count, random, broken):
    successor = list(range(count))
    random.shuffle(successor)
    successor = [-1 if random.random() < broken else target for target in successor]
    found = chains(np.array(successor))
    assert sorted(found.element.tolist()) == list(range(count))
    for number in range(len(found)):
        chain = found.element[found.begin[number] : found.begin[number + 1]].tolist()
        assert all(successor[a] == b for a, b in zip(chain, chain[1:], strict=False))
        assert successor[chain[-1]] == (chain[0] if found.closed[number] else -1)
        assert not found.closed[number] or chain[0] == min(chain)


@given(st.integers(1, 30), st.randoms(use_true_random=False))
def test_cover_is_the_sum_along_the_way_to_the_root(count, random):
    parent = [random.randrange(-1, node) if node else -1 for node in range(count)]
    rows = [(random.randrange(count), random.randrange(4), random.choice((-1, 1))) for _ in range(2 * count)]
    expected = {}
    for node in range(count):
        above = node
        while above >= 0:
            for at, feature, weight in rows:
                if at == above:
                    expected[node, feature] = expected.get((node, feature), 0) + weight
            above = parent[above]
    found = cover(forest(np.array(parent)), Rows(*(np.array(part) for part in zip(*rows, strict=True))), np.arange(count))
    pairs = zip(found.node.tolist(), found.feature.tolist(), found.weight.tolist(), strict=True)
    assert {(node, feature): weight for node, feature, weight in pairs} == {key: weight for key, weight in expected.items() if weight}


def test_near_pairs_are_all_that_meet():
    """Among segments of very different lengths, many of them crowded in one place."""
    random = np.random.default_rng(3)
    start = random.uniform(0, 100, 1500) + 1j * random.uniform(0, 100, 1500)
    end = start + random.normal(0, 3, 1500) * np.where(random.random(1500) < 0.02, 20, 1) + 1j * random.normal(0, 3, 1500)
    start[1000:], end[1000:] = 50 + 50j + start[1000:] * 1e-3, 50 + 50j + end[1000:] * 1e-3
    start[:20], end[:20] = start[:20].real + 0j, start[:20].real + 100j
    lines = shapely.linestrings(np.stack([points_xy(start), points_xy(end)], axis=1))
    one, other = shapely.STRtree(lines).query(lines, predicate="intersects")
    expected = set(zip(one[one < other].tolist(), other[one < other].tolist(), strict=True))
    p, q = near_pairs(start, end, -100 - 100j, 300.0)
    assert expected <= set(zip(p.tolist(), q.tolist(), strict=True))
    assert len(p) < 10 * len(expected)


def test_a_quadtree_has_tiles_of_bounded_load_that_own_each_point_once():
    random = np.random.default_rng(8)
    xy = np.concatenate([random.uniform(0, 1000, (3000, 2)), random.normal(500, 1, (3000, 2))])
    vertex = points(xy)
    lattice = lattice_over(complex(*xy.min(axis=0)), complex(*xy.max(axis=0)))
    tiling = quadtree(lattice, lattice.codes(vertex), 100)
    assert int((tiling.side.astype(object) ** 2).sum()) == SIDE**2
    owner = tiling.owner(vertex)
    assert np.bincount(owner).max() <= 100
    assert [int(sum(tiling.tile(number).owns(vertex[row : row + 1])[0] for number in range(len(tiling)))) for row in range(50)] == [1] * 50
    assert all(tiling.tile(owner[row]).owns(vertex[row : row + 1])[0] for row in range(0, 6000, 60))


def test_segments_are_dealt_to_every_tile_they_touch():
    random = np.random.default_rng(9)
    start = points(random.uniform(0, 100, (400, 2)))
    end = start + random.normal(0, 8, 400) + 1j * random.normal(0, 8, 400)
    lattice = lattice_over(-50 - 50j, 150 + 150j)
    tiling = quadtree(lattice, lattice.codes(start), 30)
    segment, tile, crossing_border = find_touched_tiles(tiling, start, end, 1e-9)
    dealt = set(zip(segment.tolist(), tile.tolist(), strict=True))
    for number in range(len(tiling)):
        corner, size = tiling.tile(number).square(0.0)
        box = shapely.box(corner.real, corner.imag, corner.real + size, corner.imag + size)
        lines = shapely.linestrings(np.stack([points_xy(start), points_xy(end)], axis=1))
        inside = np.flatnonzero(shapely.intersects(lines, shapely.buffer(box, -1e-3 * size)))
        assert {(row, number) for row in inside.tolist()} <= dealt
    assert np.array_equal(np.bincount(segment, minlength=400) > 1, crossing_border)


def test_a_store_on_disk_gives_back_what_was_put_in():
    store = Disk()
    item = (Rows(np.arange(3), np.array([1.5, 2.5]), np.empty(0, dtype="complex128")), np.array([[1, 2], [3, 4]]), "word", 7)
    handle = store.put(item)
    store.put(np.arange(1000))
    rows, matrix, word, number = fetch(handle)
    assert (rows.node.tolist(), rows.feature.tolist(), len(rows.weight)) == ([0, 1, 2], [1.5, 2.5], 0)
    assert (matrix.tolist(), word, number) == ([[1, 2], [3, 4]], "word", 7)


def test_tiles_on_disk_change_nothing(monkeypatch):
    from opgavenkaart.processing.analysis.overlay import engine, partitioning

    layers = [stars(np.random.default_rng(1), 40, 100.0), stars(np.random.default_rng(2), 40, 100.0)]
    expected = partition(layers, tile_load=100)
    opened = []

    class Spilling(engine.OverlayEngine):
        def __init__(self, *args, **named):
            super().__init__(*args, **named, spill_above=500)

    class Counted(Disk):
        def __init__(self):
            super().__init__()
            opened.append(self)

    monkeypatch.setattr(partitioning, "OverlayEngine", Spilling)
    monkeypatch.setattr(engine, "Disk", Counted)
    assert same(partition(layers, tile_load=100), expected)
    assert len(opened) >= 4


def labels_of(*features):
    """Labels of faces covered by these features."""
    face = np.repeat(np.arange(len(features)), [len(each) for each in features])
    return Labels(face, np.array([feature for each in features for feature in each], dtype="intp"), len(features))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("first", [10.0, 10.0, np.nan, np.nan]), ("sum", [5.0, 30.0, np.nan, np.nan]), ("mean", [10.0, 20.0, np.nan, np.nan])]
    + [("max", [10.0, 30.0, np.nan, np.nan])],
)
def test_rules(rule, expected):
    """Half of feature 0; the other half with two thirds of feature 1; all of feature 2, which has no value; nothing."""
    labels = labels_of([0], [0, 1], [2], [])
    share = np.array([0.5, 0.5, 2 / 3 + 1 / 6, 1.0])
    found = combine_values(labels, np.array([10.0, 30.0, np.nan]), rule, share)
    assert found == pytest.approx(expected, nan_ok=True)


def test_lists_name_each_text_once_and_no_missing_one():
    labels = labels_of([0, 1, 2], [3], [])
    texts = np.array(["park", "forest", "park", None], dtype=object)
    assert combine_values(labels, texts, "list", np.ones(4)).tolist() == ["park,forest", "", ""]
    assert joined_texts(labels, texts).tolist() == ["park,forest,park", "", ""]


def test_explode_joins_the_faces_of_a_combination():
    """Two squares of one layer overlap: each is one piece, whose two faces have melted together."""
    layer = squares((0, 0), (1, 0), size=2)
    pieces = explode_features(partition([layer]))
    assert areas(pieces) == {((0,),): 4.0, ((1,),): 4.0}
    assert [len(shapely.get_coordinates(piece)) for piece in pieces.geometry] == [7, 7]
    assert shapely.is_valid(pieces.geometry).all()


def test_explode_of_parts_that_lie_apart():
    pieces = explode_features(partition([squares((0, 0), size=4), np.array([shapely.box(1, -1, 3, 5)])]))
    assert areas(pieces) == {((0,), ()): 8.0, ((), (0,)): 4.0, ((0,), (0,)): 8.0}
    assert sorted(piece.geom_type for piece in pieces.geometry) == ["MultiPolygon", "MultiPolygon", "Polygon"]


@pytest.mark.parametrize("seed", range(4))
def test_exploded_pieces_are_the_unions_of_their_faces(seed):
    random = np.random.default_rng(seed)
    faces = partition([stars(random, 12, 100.0), stars(random, 9, 100.0)])
    pieces = explode_features(faces)
    feature = np.stack([labels.first() for labels in pieces.labels], axis=1)
    for piece, combination in zip(pieces.geometry, feature.tolist(), strict=True):
        members = [
            face
            for face, cover in zip(faces.geometry, covers(faces), strict=True)
            if all(one in found if one >= 0 else not found for one, found in zip(combination, cover, strict=True))
        ]
        assert shapely.equals_exact(shapely.normalize(piece), shapely.normalize(shapely.union_all(members)))


@pytest.mark.parametrize("size", [1, 2, 100])
def test_slices_are_the_whole(size):
    faces = partition([squares((0, 0), (1, 0), (5, 5), size=2), squares((1, 1), size=2)])
    parts = list(faces.slices(size))
    assert max(map(len, parts)) <= size
    assert same(join_partitions(parts, 2), faces)
    assert [len(part) for part in partition([squares()]).slices(size)] == [0]


def test_rules_are_read_with_either_name_of_a_layer():
    keys, names = ["parken_gent", "sectoren"], ["Parken Gent", "Sectoren"]
    assert parse_rules("parken_gent.naam:list,\n Sectoren.a.b : SUM,sectoren.x", keys, names) == [
        FieldRule(0, "naam", "list"),
        FieldRule(1, "a.b", "sum"),
        FieldRule(1, "x", "first"),
    ]
    assert parse_rules("", keys, names) == []
    with pytest.raises(OpgaveError, match="there is no layer 'wijken'; there are parken_gent, sectoren"):
        parse_rules("wijken.naam", keys, names)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_without_slivers_no_face_is_small_and_ground_is_kept(seed):
    random = np.random.default_rng(seed)
    layers = [stars(random, 12, 100.0), stars(random, 12, 100.0)]
    whole, tidy = partition(layers), partition(layers, min_area=5.0)
    area = shapely.area(tidy.geometry)
    assert area.min() >= 5.0
    assert shapely.is_valid(tidy.geometry).all()
    lost = shapely.area(whole.geometry).sum() - area.sum()
    assert -1e-6 <= lost <= tidy.report.sliver_area + 1e-6
    assert len(whole) == len(tidy) + tidy.report.joined + tidy.report.dropped
    assert shapely.union_all(tidy.geometry).area == pytest.approx(area.sum())


@pytest.mark.parametrize(
    ("vertex", "is_near"),
    [(2 + 1j, True), (2 - 1j, True), (2 + 1.001j, False), (0, False), (4, False), (0 + 0.5j, False), (4 - 0.5j, False), (1e-9, True),
     (5, False)],
)  # fmt: skip
def test_a_vertex_within_reach_beside_a_piece(vertex, is_near):
    """A piece from 0 to 4 and a reach of 1, itself included; beyond the ends is not beside."""
    found = _near_inside(*(np.array([one], dtype=complex) for one in (vertex, 0, 4)), 1.0)
    assert found.tolist() == [is_near]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("parken_gent.naam:lijst", "FIELDS: 'parken_gent.naam:lijst' has the rule 'lijst', which is none of "),
        ("naam", "FIELDS: 'naam' is not of the form layer.field:rule."), ("parken_gent.", "FIELDS: 'parken_gent.' is not of the form"),
        (".naam:sum", "FIELDS: '.naam:sum' is not of the form layer.field:rule."),
        ("parken_gnt.naam", "FIELDS: there is no layer 'parken_gnt': did you mean 'parken_gent'?"),
    ],
)  # fmt: skip
def test_attributes_that_cannot_be_carried_over(text, sentence):
    with pytest.raises(OpgaveError) as caught:
        parse_rules(text, ["parken_gent", "sectoren"], ["Parken (Gent)", "Sectoren"])
    assert str(caught.value).startswith(sentence)


def test_the_longest_name_of_a_layer_counts():
    """A point in a layer's name is no end of it."""
    found = parse_rules("a.b.c:list,a.c,A.naam.x", ["a", "a.b", "c"], ["A", "A.B", "A.naam"])
    assert found == [FieldRule(1, "c", "list"), FieldRule(0, "c", "first"), FieldRule(2, "x", "first")]
    assert [rule.needs_numbers for rule in (FieldRule(0, "x", "sum"), FieldRule(0, "x", "first"), FieldRule(0, "x", "list"))] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(("size", "metres"), [(0.001, 1.234), (0.3, 1234 * 0.3), (0.5, 617.0), (2.0, 2468.0), (0.01, 12.34)])
def test_points_on_a_grid_and_back(size, metres):
    """Of a grid with whole steps in a metre the nearest numbers: 1.234, not 1.2340000000000002."""
    whole = np.array([complex(1234, -1234)])
    assert from_grid(whole, size)[0] == complex(metres, -metres)
    assert on_grid(np.array([complex(metres, -metres)]), size)[0] == whole[0]
    exact = np.array([complex(0.1234, 5)])
    assert on_grid(exact, 0.0)[0] == exact[0]
    assert on_grid(np.array([complex(0.5, -0.5)]), 1.0)[0] == complex(1, 0), "halves go up"


def test_walks_become_rings_that_start_at_their_lowest_vertex():
    shell, hole = [2 + 2j, 0 + 2j, 0j, 2 + 0j], [5 + 5j, 5 + 9j, 9 + 9j]
    rings = simple_rings(np.array(shell + hole), np.arange(10, 17), np.full(7, -1), np.array([4, 3]), np.array([7, 3]))
    assert rings.vertex.tolist() == [0j, 2 + 0j, 2 + 2j, 0 + 2j, 0j, 5 + 5j, 5 + 9j, 9 + 9j, 5 + 5j]
    assert (rings.begin.tolist(), rings.item.tolist()) == ([0, 5, 9], [12, 14])
    assert (rings.is_shell.tolist(), rings.walk.tolist()) == ([True, False], [7, 3])
    assert (len(rings), rings.lowest().tolist()) == (2, [0j, 5 + 5j])
    assert [part.tolist() for part in rings.take(np.array([1]))] == [[5 + 5j, 5 + 9j, 9 + 9j, 5 + 5j], [4]]


def test_a_walk_that_passes_its_lowest_vertex_twice_unnoticed_is_not_settled():
    bow = np.array([0j, 2 + 0j, 2 + 2j, 0j, 0 + 2j, -0.0 + 1j])
    with pytest.raises(Unsettled, match="passes a vertex twice"):
        simple_rings(bow + 3, np.arange(6), np.full(6, -1), np.array([6]), np.array([0]))


class Rounds:
    """Tiles whose looks are given beforehand, round by round: what each finds, and which then wait; it stands in for place and exchange."""

    def __init__(self, *rounds):
        self.handles, self.rounds, self.done, self.replaced = [0, 1, 2], rounds, 0, []

    def publish(self, *moved):
        waiting = [0, 1, 2] if not self.done else self.rounds[min(self.done, len(self.rounds)) - 1][1]
        return list(waiting)

    def tasks(self, waiting):
        return [(number, None) for number in waiting]

    def replace(self, number, handle, cuts):
        self.replaced.append((self.done, number, handle, cuts))

    def work(self, function, tasks, count):
        found = self.rounds[min(self.done, len(self.rounds) - 1)][0]
        self.done += 1
        assert count == len(tasks)
        nothing = np.empty((0, 2), dtype="complex128"), np.empty((0, 2), dtype=bool)
        for number, _ in tasks:
            crossing, cuts = found.get(number, (False, None))
            yield f"h{number}", SimpleNamespace(crossing=crossing, close=nothing[0], is_end=nothing[1], cuts=cuts)


def test_tiles_are_settled_when_none_waits_and_none_crosses():
    rounds = Rounds(({0: (True, "a"), 2: (False, "b")}, [0, 1]), ({}, []))
    settle(rounds, Precision(1.0), rounds)
    assert rounds.done == 2
    assert rounds.replaced == [(1, 0, "h0", "a"), (1, 2, "h2", "b")]


@pytest.mark.parametrize(
    ("rounds", "done", "tiles"),
    [
        ([({1: (True, None)}, [0, 1])], HOPEFUL, [1]),
        ([({}, [0, 2])], ROUNDS, [0, 2]),
        ([({2: (True, None)}, [])], 1, [2]),
    ],
)
def test_tiles_that_go_on_crossing_are_given_up_before_those_that_only_wait(rounds, done, tiles):
    rounds = Rounds(*rounds)
    with pytest.raises(Unsettled, match="still cross") as raised:
        settle(rounds, Precision(1.0), rounds)
    assert rounds.done == done
    assert [*raised.value.places] == tiles


def test_points_too_close_become_the_lowest_end_or_else_the_lowest_cut():
    pairs = np.array([[3 + 0j, 4 + 0j], [4 + 0j, 5 + 0j], [8 + 0j, 9 + 0j], [7 + 0j, 8 + 0j]])
    is_end = np.array([[False, True], [True, True], [False, False], [False, False]])
    old, new = merge_points(pairs, is_end)
    assert (old.tolist(), new.tolist()) == ([3, 5, 8, 9], [4, 4, 7, 7])
    assert [len(part) for part in merge_points(pairs[:0], is_end[:0])] == [0, 0]


@pytest.mark.parametrize(
    ("operation", "at_least", "kept"),
    [
        ("partition", 0, "1111110"),
        ("partition", 3, "1111110"),
        ("intersection", 0, "0000010"),
        ("intersection", 1, "1111110"),
        ("intersection", 2, "0001110"),
        ("intersection", 3, "0000010"),
        ("difference", 0, "1000000"),
        ("identity", 0, "1001110"),
        ("symmetric_difference", 0, "1110000"),
    ],
)
def test_the_faces_that_an_operation_keeps(operation, at_least, kept):
    """Faces that one of three layers covers, that the first and another cover, that all cover, that none covers; twice counts once."""
    a, b, c = (
        labels_of([0, 1], [], [], [0], [1], [2], []),
        labels_of([], [3], [], [0], [], [1], []),
        labels_of([], [], [2], [], [0, 1], [1], []),
    )
    assert "".join(str(int(face)) for face in kept_faces([a, b, c], operation, at_least)) == kept


def test_an_operation_that_is_none_or_of_more_layers_than_there_are_is_refused():
    labels = [labels_of([0]), labels_of([1])]
    sentence = "no operation 'union': choose partition, intersection, difference, identity, symmetric_difference"
    with pytest.raises(OpgaveError, match=sentence):
        kept_faces(labels, "union")
    with pytest.raises(OpgaveError, match="AT_LEAST is 3, but there are only 2 layers"):
        kept_faces(labels, "intersection", 3)


def test_each_way_to_pick_a_feature_of_each_layer():
    found = combinations([labels_of([4, 7], [], [5]), labels_of([1, 2], [3], [])])
    assert found.face.tolist() == [0, 0, 0, 0, 1, 2]
    assert found.feature.tolist() == [[4, 1], [4, 2], [7, 1], [7, 2], [-1, 3], [5, -1]]


def test_labels_of_some_faces_and_in_other_places():
    labels = labels_of([4, 7], [], [5], [1])
    assert (labels.count().tolist(), labels.first().tolist(), labels.indptr().tolist()) == ([2, 0, 1, 1], [4, -1, 5, 1], [0, 2, 2, 3, 4])
    part = labels.between(1, 3)
    assert (part.face.tolist(), part.feature.tolist(), part.face_count) == ([1], [5], 2)
    part = labels.between(0, 1)
    assert (part.face.tolist(), part.feature.tolist(), part.face_count) == ([0, 0], [4, 7], 1)
    moved = labels.placed(np.array([0, -1, -1, 1]), 2)
    assert (moved.face.tolist(), moved.feature.tolist(), moved.face_count) == ([0, 0, 1], [4, 7, 1], 2)
