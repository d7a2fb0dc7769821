"""Which filters let through a part of what others let through, and which nothing in common, by what they mean."""

from itertools import product

import pandas as pd
import pytest
from opgavenkaart.processing.model.challenge import Measurement
from opgavenkaart.processing.model.parts import are_disjoint, is_inner_share, is_part

HEAT = {"measure": "raster", "statistic": "share_above"}
EVERY = Measurement("people", "count")
ROWS = pd.DataFrame(list(product((3.0, 18.0, 19.0, 20.0, 40.0), "ABCDE")), columns=["age", "kind"])
FILTERS = {
    '"age" < 18': lambda row: row.age < 18,
    '"age" <= 18': lambda row: row.age <= 18,
    '"age" < 20': lambda row: row.age < 20,
    '"age" >= 19': lambda row: row.age >= 19,
    '"age" > 19': lambda row: row.age > 19,
    '"age" = 19': lambda row: row.age == 19,
    '"age" BETWEEN 18 AND 20': lambda row: 18 <= row.age <= 20,
    "age between 19 and 20 and kind = 'A'": lambda row: 19 <= row.age <= 20 and row.kind == "A",
    "\"kind\" = 'A'": lambda row: row.kind == "A",
    "\"kind\" IN ('A', 'B')": lambda row: row.kind in "AB",
    "\"kind\" NOT IN ('C', 'D')": lambda row: row.kind not in "CD",
    "\"kind\" <> 'C'": lambda row: row.kind != "C",
    "NOT (\"kind\" = 'C')": lambda row: row.kind != "C",
    "\"kind\" = 'A' OR \"kind\" = 'B'": lambda row: row.kind in "AB",
    '("kind" = \'A\' AND "age" > 19) OR "kind" = \'C\'': lambda row: (row.kind == "A" and row.age > 19) or row.kind == "C",
    '"kind" = \'A\' AND "age" > 19': lambda row: row.kind == "A" and row.age > 19,
    "\"kind\" NOT BETWEEN 'A' AND 'B' AND \"age\" < 18": lambda row: row.kind not in "AB" and row.age < 18,
}


@pytest.mark.parametrize(("one", "other"), list(product(FILTERS, FILTERS)))
def test_a_part_is_within_its_whole_and_what_excludes_each_other_shares_no_row(one, other):
    """By the rows that each lets through, of every kind there is."""
    its, of = (ROWS.apply(FILTERS[name], axis=1) for name in (one, other))
    first, second = Measurement("people", "count", filter=one), Measurement("people", "count", filter=other)
    if is_part(first, second):
        assert (its <= of).all() and (its < of).any()
    if are_disjoint(first, second):
        assert not (its & of).any()


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ('"age" < 18', '"age" < 20'),
        ('"age" < 18', '"age" <= 18'),
        ('"age" > 19', '"age" >= 19'),
        ('"age" = 19', '"age" < 20'),
        ('"age" BETWEEN 18 AND 20', '"age" BETWEEN 3 AND 40'),
        ('"age" BETWEEN 19 AND 20', '"age" >= 19'),
        ("age between 19 and 20 and kind = 'A'", "kind = 'A'"),
        ("\"kind\" = 'A'", "\"kind\" IN ('A', 'B')"),
        ("\"kind\" = 'A'", "\"kind\" = 'A' OR \"kind\" = 'B'"),
        ("\"kind\" = 'A'", "NOT (\"kind\" = 'C')"),
        ("\"kind\" = 'A'", "\"kind\" NOT IN ('C', 'D')"),
        ("\"kind\" = 'A'", "\"kind\" <> 'C'"),
        ('"kind" = \'A\' AND "age" > 19', '("kind" = \'A\' AND "age" > 19) OR "kind" = \'C\''),
        ("\"kind\" NOT BETWEEN 'A' AND 'B' AND \"age\" < 18", ""),
    ],
)
def test_a_stricter_filter_counts_a_part(part, whole):
    its, of = Measurement("people", "count", filter=part), Measurement("people", "count", filter=whole)
    assert is_part(its, of) and not is_part(of, its)


def test_a_density_is_of_the_count_that_it_is_made_of():
    dense = Measurement("people", "density", filter="\"kind\" = 'A'")
    assert is_part(dense, EVERY) and not is_part(EVERY, dense)
    assert is_part(Measurement("people", "density", "age", filter='"age" < 9'), Measurement("people", "sum", "age"))
    assert not is_part(Measurement("people", "density", "age", filter='"age" < 9'), EVERY)


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ({"distance": 300.0}, {"distance": 400.0}),
        ({"distance": 300.0, "filter": '"kind" = 1'}, {"distance": 300.0}),
        ({"measure": "share_within_time", "minutes": 5.0}, {"measure": "share_within_time", "minutes": 6.0}),
        (HEAT | {"threshold": 70.0}, HEAT | {"threshold": 60.0}),
    ],
)
def test_a_ring_lies_between_two_shares_of_the_same_points(inner, outer):
    near, far = (Measurement(**{"layer": "schools", "measure": "share_within", "points": "homes", **one}) for one in (inner, outer))
    assert is_inner_share(near, far) and not is_inner_share(far, near) and not is_inner_share(near, near)
