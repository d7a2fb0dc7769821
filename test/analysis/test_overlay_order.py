"""How the overlay orders rows and finds the tiles of points: against numpy's own sorting, and against a search."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.overlay.arrays import order_with_ties, radix_order
from opgavenkaart.processing.analysis.overlay.noding import NodeCuts, in_order
from opgavenkaart.processing.analysis.overlay.tiling import BLOCK_SIDE, lattice_over, quadtree

whole_numbers = st.one_of(st.integers(0, 5), st.integers(0, 70_000), st.integers(0, 2**48 - 1))
NUMBER_TYPES = ("int64", "uint64", "int32", "uint32")


@given(st.lists(st.tuples(whole_numbers, whole_numbers)))
def test_radix_order_is_the_stable_order(rows):
    first, second = np.array(rows, dtype="int64").reshape(-1, 2).T
    assert np.array_equal(radix_order(first), np.argsort(first, kind="stable"))
    assert np.array_equal(radix_order(second, first), np.lexsort((second, first)))


@pytest.mark.parametrize("kind", NUMBER_TYPES)
def test_radix_order_of_any_type_of_whole_numbers(kind):
    numbers = np.random.default_rng(3).integers(0, 2**31 - 1, 1000).astype(kind)
    assert np.array_equal(radix_order(numbers), np.argsort(numbers, kind="stable"))


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from((-1.5, 0.0, 2.0)), st.floats(-9, 9))))
def test_ties_are_ordered_by_the_other_keys(rows):
    number, second, third = np.array(rows).reshape(-1, 3).T
    number = number.astype("int64")
    assert np.array_equal(order_with_ties(number, third, second), np.lexsort((third, second, number)))


def test_cuts_come_in_the_order_of_their_line_and_once():
    start, end = np.array([0j, 10 + 0j]), np.array([10 + 0j, 10 - 10j])
    cuts = NodeCuts(np.array([1, 0, 0, 1, 0, 0]), np.array([10 - 7j, 4 + 0j, 10 + 0j, 10 - 2j, 1 + 0j, 4 + 0j]))
    found = in_order(start, end, cuts)
    assert found.line.tolist() == [0, 0, 1, 1]
    assert found.point.tolist() == [1 + 0j, 4 + 0j, 10 - 2j, 10 - 7j]


@pytest.mark.parametrize(("spread", "load"), [(1000.0, 50), (0.5, 20)])
def test_the_owner_of_a_point_is_the_tile_whose_codes_hold_it(spread, load):
    """Points far apart lie in tiles of whole blocks, those in a crowd in smaller ones."""
    random = np.random.default_rng(5)
    point = random.normal(0, spread, 500) + 1j * random.normal(0, spread, 500)
    point = np.append(point, [-1000 - 1000j, 1000 + 1000j])
    lattice = lattice_over(-5000 - 5000j, 5000 + 5000j)
    tiling = quadtree(lattice, lattice.codes(point), load)
    assert (tiling.side.min() < BLOCK_SIDE) == (spread < 1)
    owner = tiling.owner(point)
    assert all(np.array_equal(tiling.tile(tile).owns(point), owner == tile) for tile in range(len(tiling)))
