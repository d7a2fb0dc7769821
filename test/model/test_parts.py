"""Which counts have nothing in common: what is said is true of every value, as QGIS compares them."""

from itertools import permutations

import pytest
from opgavenkaart.processing.model.challenge import Measurement
from opgavenkaart.processing.model.parts import are_disjoint, is_part
from qgis.core import QgsExpression

LITERALS = ("'a'", "'B'", "'nan'", "'10'", "'5'", "'5.0'", "'it''s'", "5", "-1", "1.5", "10")
VALUES = ("'a'", "'B'", "'b'", "'nan'", "'10'", "'5'", "'5.0'", "'it''s'", "'it'", "'-1'", "''", "5", "-1", "-2", "1.5", "2", "10", "NULL")
ON_ONE_SIDE = [f'"kind" {sign} {literal}' for sign in ("=", "<>", "<", "<=", ">", ">=") for literal in LITERALS]
CONDITIONS = [*ON_ONE_SIDE, "\"kind\" IN ('a', 'nan')", "\"kind\" NOT IN ('a')", "\"kind\" NOT IN ('B', '5')", '"kind" IN (5, -1)']


def counted(filter: str) -> Measurement:
    return Measurement("audits", "count", filter=filter)


def test_no_value_meets_two_conditions_that_exclude_each_other(qgis_app):
    met = {
        one: frozenset(value for value in VALUES if QgsExpression(one.replace('"kind"', f"({value})")).evaluate() == 1)
        for one in CONDITIONS
    }
    excluding = [pair for pair in permutations(CONDITIONS, 2) if are_disjoint(*map(counted, pair))]
    assert len(excluding) > 300
    assert not [(pair, met[pair[0]] & met[pair[1]]) for pair in excluding if met[pair[0]] & met[pair[1]]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\"kind\" = 'a'", "kind = 'b'"),
        ("\"kind\" IN ('a', 'b')", "\"kind\" NOT IN ('a', 'b')"),
        ('"size" >= 5', '"size" < 5'),
        ('"size" > -1.5', '"size" <= -1.5'),
        ("\"kind\" = 'x = 1'", "\"kind\" = 'x'"),
        ('"kind"=\'a\' and "size">3', "\"kind\" = 'b'"),
        ("\"kind\" = 'a'", "\"kind\" <> 'a'"),
    ],
)
def test_what_excludes_each_other_is_seen(one, other):
    assert are_disjoint(counted(one), counted(other)) and are_disjoint(counted(other), counted(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kind NOT IN ('a')", "kind NOT IN ('b')"),
        ("\"kind\" = 'nan'", '"kind" = \'nan\' AND "size" = 1'),
        ("\"kind\" = 'b'", "\"kind\" < 'C'"),
        ("\"kind\" = '10'", "\"kind\" < '5'"),
        ("\"kind\" = '5'", '"kind" = 5'),
    ],
)
def test_what_may_meet_does_not_exclude_each_other(one, other):
    """Of two texts the language says which comes first; a text that looks like a number is one where the field has numbers."""
    assert not are_disjoint(counted(one), counted(other)) and not are_disjoint(counted(other), counted(one))


def test_a_part_meets_all_conditions_of_its_whole_and_more(qgis_app):
    whole = counted('"size" >= 1.5')
    assert is_part(counted('"size" >=1.5 and "kind" = \'a\''), whole)
    assert not is_part(counted('"size" < 15 AND "kind" = \'a\''), whole) and not is_part(whole, whole)


def test_a_value_that_meets_one_condition_meets_the_one_that_it_implies(qgis_app):
    """Beside a condition on another field, so that what is implied is a part, and not the same."""
    met = {
        one: frozenset(value for value in VALUES if QgsExpression(one.replace('"kind"', f"({value})")).evaluate() == 1)
        for one in CONDITIONS
    }
    implied = [(one, other) for one, other in permutations(CONDITIONS, 2) if is_part(counted(f'{one} AND "size" = 1'), counted(other))]
    assert len(implied) > 40
    assert not [(one, other, met[one] - met[other]) for one, other in implied if not met[one] <= met[other]]
