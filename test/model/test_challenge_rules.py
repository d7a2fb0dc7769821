"""Values of a challenge that are good each, but not together: of proposals, of cluster methods, of names, weights and targets."""

import copy

import pytest
from opgavenkaart.processing.model.challenge_rules import mistakes_between_values
from opgavenkaart.processing.model.results import proposal_fields
from opgavenkaart.test.model.documents import CHALLENGE, changed


def said(document) -> list[str]:
    return [str(mistake) for mistake in mistakes_between_values(document, "stad.json")]


def with_proposal(**proposal) -> dict:
    return {**copy.deepcopy(CHALLENGE), "proposals": [{"id": "people", "title": {"nl": "Mensen"}, **proposal}]}


def indicator(id, **more) -> dict:
    return {"id": id, "title": {"nl": id}, "sector": "green", "layer": "benches", "measure": "count", **more}


def test_good_ones_have_none():
    assert said(CHALLENGE) == []
    assert said(with_proposal(weights={"old": 0, "heat": 3.5}, indicators=[indicator("benches")], role="designer")) == []
    assert said(with_proposal(indicators=[indicator("benches")])) == []
    assert said(with_proposal(weights={"old": 1})) == []


@pytest.mark.parametrize(
    ("proposal", "expected"),
    [
        ({}, "proposals[0]: nothing is proposed. Give other 'weights', or further 'indicators'."),
        ({"weights": {}, "indicators": []}, "proposals[0]: nothing is proposed. Give other 'weights', or further 'indicators'."),
        ({"weights": {"heta": 1}}, "proposals[0].weights.heta: there is no 'heta' in this challenge. Did you mean 'heat'?"),
        ({"weights": {"zzzz": 1}},
         "proposals[0].weights.zzzz: there is no 'zzzz' in this challenge. It has: heat, old, near_park, built."),
        ({"weights": {"zzzz": 1}, "indicators": [indicator("benches")]},
         "proposals[0].weights.zzzz: there is no 'zzzz' in this challenge. It has: heat, old, near_park, built, benches."),
        ({"weights": dict.fromkeys(("heat", "old", "near_park", "built"), 0)},
         "proposals[0].weights: no weight is above 0. Give at least one indicator such a weight."),
        ({"weights": {"old": 1}, "role": "desinger"},
         "proposals[0].role: there is no 'desinger' in this challenge. Did you mean 'designer'?"),
        ({"weights": {"old": 1}, "comments": [{"role": "designer"}, {"role": "xx"}, {}]},
         "proposals[0].comments[1].role: there is no 'xx' in this challenge. It has: designer."),
        ({"indicators": [indicator("heat")]},
         "proposals[0].indicators[0].id: 'heat' is the id of indicators[0] already. Rename one of them."),
        ({"indicators": [indicator("benches", measure="sum")]},
         "proposals[0].indicators[0]: the measure 'sum' needs the key 'field'. Add it."),
        ({"indicators": [indicator("heat_score")]},
         "proposals[0].indicators[0].id: another field of the result is named 'heat_score'. Choose another id."),
    ],
)  # fmt: skip
def test_a_proposal(proposal, expected):
    assert said(with_proposal(**proposal)) == [f"stad.json, {expected}"]


def test_a_proposal_where_there_are_no_roles():
    document = with_proposal(weights={"old": 1}, role="mayor") | {"roles": []}
    assert said(document) == ["stad.json, proposals[0].role: there is no 'mayor' in this challenge. It has: -."]


def test_one_weight_that_a_proposal_leaves_or_adds_is_enough():
    """What a weight is where nobody states it: 1."""
    zero = dict.fromkeys(("heat", "old", "near_park"), 0)
    assert said(with_proposal(weights=zero)) == []
    assert said(with_proposal(weights={**zero, "built": 0}, indicators=[indicator("benches")])) == []
    assert len(said(with_proposal(weights={**zero, "built": 0}, indicators=[indicator("benches", weight=0)]))) == 1


@pytest.mark.parametrize("unstated", [indicator("one"), indicator("one", weight="2")])
def test_a_weight_that_is_not_stated_or_is_no_number_is_not_zero(unstated):
    assert said({"indicators": [unstated, indicator("two", weight=0)]}) == []
    assert said({"indicators": [indicator("one", weight=0), indicator("two", weight=0)]}) == [
        "stad.json, indicators: no weight is above 0. Give at least one indicator such a weight."
    ]


@pytest.mark.parametrize(
    ("id", "named"),
    [("challenge", True), ("climate", True), ("people", False)],
    ids=["a result's", "a sector's", "its own"],
)
def test_a_proposal_named_as_fields_of_the_result(id, named):
    expected = [f"stad.json, proposals[0].id: another field of the result is named '{id}'. Choose another id."] if named else []
    assert said(with_proposal(weights={"old": 1}, id=id)) == expected


def test_an_indicator_named_as_a_field_of_a_proposal():
    for name in proposal_fields("people"):
        document = with_proposal(weights={"old": 1})
        document["indicators"][1]["id"] = name
        document["proposals"][0]["weights"] = {"heat": 1}
        assert said(document) == [f"stad.json, indicators[1].id: another field of the result is named '{name}'. Choose another id."]


SCAN = changed(CHALLENGE, "clusters", {"method": "scan", "indicator": "old"})


def test_circles_need_a_count_of_which_many_is_need():
    assert said(SCAN) == []
    words = "name an indicator that has one under the key 'indicator'. Here those are: old."
    needs = f"stad.json, clusters: the method 'scan' compares a count with its 'denominator': {words}"
    assert said(changed(SCAN, "clusters.indicator", "heat")) == [needs]
    assert said(changed(SCAN, "clusters.indicator", remove=True)) == [needs]
    bare = changed(changed(SCAN, "indicators.1.denominator", remove=True), "clusters.indicator", "old")
    assert said(bare) == [needs.replace("are: old.", "are: -.")]
    assert said(changed(SCAN, "indicators.1.direction", "low")) == [
        "stad.json, clusters: the method 'scan' seeks places with many cases, but of 'old' low values mean need. Choose another one."
    ]


def test_the_scanned_indicator_is_the_named_one():
    """The first of two counts is low, the second is not."""
    other = {**CHALLENGE["indicators"][1], "id": "older"}
    document = changed(SCAN, "indicators", [*CHALLENGE["indicators"], other])
    document["indicators"][1]["direction"] = "low"
    assert len(said(document)) == 1
    document["clusters"]["indicator"] = "older"
    assert said(document) == []


def test_smoothing_needs_a_rate():
    assert said(changed(CHALLENGE, "indicators.1.smoothing", "empirical_bayes")) == []
    assert said(changed(CHALLENGE, "indicators.0.smoothing", "none")) == []
    assert said(changed(CHALLENGE, "indicators.0.smoothing", "empirical_bayes")) == [
        "stad.json, indicators[0]: smoothing needs a count and what to divide it by. Add the key 'denominator'."
    ]


@pytest.mark.parametrize(
    ("direction", "target", "limit", "expected"),
    [
        ("low", 1, 0.9, ""),
        ("low", 1, 1, "1 must be below the target 1, because low values mean need."),
        ("low", 1, 2, "2 must be below the target 1, because low values mean need."),
        ("high", 1, 1.1, ""),
        ("high", 1, 1, "1 must be above the target 1, because high values mean need."),
        ("high", 1, 0, "0 must be above the target 1, because high values mean need."),
        ("high", 1, None, ""),
        ("low", 1, "x", ""),
        ("low", "x", 1, ""),
        ("high", "x", "y", ""),
    ],
)
def test_a_target_and_its_limit(direction, target, limit, expected):
    one = indicator("near", direction=direction, normalisation="target", target=target, limit=limit)
    assert said({"indicators": [one]}) == ([f"stad.json, indicators[0].limit: {expected}"] if expected else [])
    assert said({"indicators": [one | {"normalisation": "z_score"}]}) == []
