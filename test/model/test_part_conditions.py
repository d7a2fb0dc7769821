"""Which conditions a filter joins, which counts are parts of others, and which have nothing in common: by hand."""

from dataclasses import replace

import pytest
from opgavenkaart.processing.model.challenge import Indicator, Measurement, Population
from opgavenkaart.processing.model.parts import are_disjoint, conditions_of, disjoint_groups, is_part, is_share, shares_among
from opgavenkaart.processing.model.text import Text

EVERY = Measurement("audits", "count")


def audits(filter: str) -> Measurement:
    return replace(EVERY, filter=filter)


@pytest.mark.parametrize(
    ("filter", "conditions"),
    [
        ("", []),
        ("a=1", ["a = 1"]),
        ("a = 1 and b=2 AND c=3", ["a = 1", "b = 2", "c = 3"]),
        ("(a=1) and (b=2)", ["a = 1", "b = 2"]),
        ("((a=1 and b=2))", ["a = 1", "b = 2"]),
        ("a=1 or b=2 and c=3", ["a = 1 or b = 2 and c = 3"]),
        ("(a=1 or b=2) and c=3", ["a = 1 or b = 2", "c = 3"]),
        ("a between 1 and 2", ["a <= 2", "a >= 1"]),
        ("name = 'this and that' and b=2", ["b = 2", "name = 'this and that'"]),
        ("name = 'd''or'", ["name = 'd''or'"]),
        ('"x and y" = 1 and b=2', ['"x and y" = 1', "b = 2"]),
    ],
)
def test_conditions_that_a_filter_joins(filter, conditions):
    assert sorted(conditions_of(filter)) == conditions


@pytest.mark.parametrize(
    ("part", "whole", "yes"),
    [
        ("a=1", "", True), ("a=1 and b=2", "a = 1", True), ("b=2 and a=1", "a=1 and b=2", False), ("a=1", "b=2", False),
        ("", "a=1", False), ("a=1 and b=2", "c=3", False),
    ],
)  # fmt: skip
def test_a_part_has_all_conditions_of_the_whole_and_more(part, whole, yes):
    assert is_part(audits(part), audits(whole)) is yes
    summed = [replace(audits(filter), measure="sum", field="n") for filter in (part, whole)]
    assert is_part(*summed) is yes and not is_part(summed[0], replace(summed[1], field="m"))
    assert not is_part(replace(audits(part), measure="mean"), replace(audits(whole), measure="mean")), "a mean has no parts"
    assert not is_part(audits(part), replace(audits(whole), layer="homes"))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("a='x'", "a='y'", True), ("a='x'", "a='x'", False), ("a=1", "b=2", False), ("a=1", '"a"=2', True), ("a=1", "a=1.0", False),
        ("a='x'", "a<>'x'", True), ("a='x'", "a!='y'", False), ("a<>'x'", "a<>'y'", False),
        ("a in ('x', 'y')", "a in ('z')", True), ("a in ('x','y')", "a IN ('y','z')", False), ("a in (1,2)", "a=3", True),
        ("a in ('x','y')", "a<>'x'", False),
        ("a<5", "a>=5", True), ("a<=5", "a>=5", False), ("a<5", "a>5", True), ("a<=5", "a>5", True), ("a<4", "a>3", False),
        ("a<3", "a>4", True),
        ("a>3", "a>4", False), ("a<3", "a<4", False), ("a=5", "a<5", True), ("a=4", "a<5", False), ("a=5", "a<=5", False),
        ("a=5", "a>5", True), ("a=6", "a>5", False), ("a=5", "a>=5", False), ("a='x'", "a<5", False), ("a>'b'", "a<'a'", False),
        ("a=-1", "a>=0", True), ("a=1", "NOT a = 1", True), ("NOT (a=1)", "a=1", True), ("a=1", "NOT b = 1", False),
        ("a=1 and b=2", "a=1 and b=3", True), ("a=1 or b=2", "a=3", False), ("", "a=1", False),
    ],
)  # fmt: skip
def test_what_no_row_can_meet_together(one, other, apart):
    for pair in ((one, other), (other, one)):
        assert are_disjoint(*map(audits, pair)) is apart, pair


def test_only_counts_and_sums_of_the_same_are_apart():
    one, other = audits("a=1"), audits("a=2")
    assert not are_disjoint(replace(one, measure="mean"), replace(other, measure="mean"))
    assert not are_disjoint(one, replace(other, layer="homes"))


def test_parts_that_are_subtracted_together_exclude_each_other():
    """x and y exclude each other, both exclude z; w excludes nothing."""
    parts = [audits(filter) for filter in ("a='x'", "a='y'", "a='z'", "b=1")]
    assert disjoint_groups(parts) == [(0,), (1,), (2,), (3,), (0, 1, 2)]
    assert disjoint_groups([audits("a<1"), audits("a>3"), audits("a>2")]) == [(0,), (1,), (2,), (0, 1), (0, 2)]
    assert disjoint_groups([]) == []


def test_a_share_is_of_another_field_of_the_same_table():
    old, homes = (Measurement("facts", "attribute", field) for field in ("old", "homes"))
    assert is_share(old, homes) and not is_share(old, old)
    assert not is_share(old, replace(homes, layer="other")) and not is_share(old, replace(homes, measure="sum"))
    assert not is_share(replace(old, measure="sum"), replace(homes, measure="sum"))


def test_of_what_the_measurements_of_indicators_may_be_shares():
    """Old homes of homes, and both of the people; a count of features is a share of nothing."""
    old, homes = (Measurement("facts", "attribute", field) for field in ("old", "homes"))
    people = Measurement("facts", "attribute", "people")
    ones = [indicator("a", old, homes), indicator("b", old, homes), indicator("c", EVERY, None)]
    assert shares_among(ones, Population("facts", "people")) == {old: [homes, people], homes: [people]}
    assert shares_among(ones, None) == {old: [homes]}


def indicator(id: str, measurement: Measurement, denominator: Measurement | None) -> Indicator:
    return Indicator(id=id, title=Text(id, id), sector="housing", measurement=measurement, denominator=denominator)
