"""Challenges: read, written, what they name, and what does not go together."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.challenge import (
    Aggregation,
    Background,
    Bbc,
    Challenge,
    ClusterSpec,
    Indicator,
    Measurement,
    MissingData,
    Population,
    Role,
    UnitSpec,
    read_challenge,
)
from opgavenkaart.processing.model.errors import Mistakes, OpgaveError
from opgavenkaart.processing.model.record import LayerRecord, Publisher, Source
from opgavenkaart.processing.model.text import Text
from opgavenkaart.test.model.documents import CHALLENGE, changed

SMALL = {
    "id": "small",
    "title": {"nl": "Klein"},
    "indicators": [{"id": "trees", "title": {"nl": "Bomen"}, "sector": "green", "layer": "trees", "measure": "count"}],
}
BUILTIN = (
    "ageing_nearby, green_and_cool, mobility_poverty, place_for_every_child, shared_infrastructure, smart_densification,"
    " social_housing, warm_homes"
)


def sentences(document) -> list[str]:
    with pytest.raises(Mistakes) as caught:
        Challenge.from_json(document, "stad.json")
    return [str(mistake) for mistake in caught.value.mistakes]


def failure(id_or_path) -> str:
    with pytest.raises(OpgaveError) as caught:
        read_challenge(id_or_path)
    return str(caught.value)


def known(*ids: str) -> Catalogue:
    return Catalogue(own={id: LayerRecord(id, Text(id), Publisher("Stad", "city"), Source("none")) for id in ids})


def test_every_key_lands_where_it_belongs():
    challenge = Challenge.from_json(CHALLENGE)
    assert challenge.units == UnitSpec(
        "neighbourhoods", "neighbourhood_code", "name", Population("population", "households", Text("gezinnen"))
    )
    assert challenge.background == Background("municipality", "water", "parks", "roads", "grey_basemap")
    assert challenge.indicators[1] == Indicator(
        "old",
        Text("80-plussers"),
        "health",
        Measurement("population", "attribute", "aged_80_plus"),
        denominator=Measurement("population", "attribute", "inhabitants"),
        scale=100,
        normalisation="percentile",
        weight=0.5,
    )
    assert challenge.indicators[2].measurement == Measurement("parks", "share_within", points="addresses", distance=300)
    assert (challenge.indicators[2].target, challenge.indicators[2].limit) == (1, 0)
    assert challenge.aggregation == Aggregation("geometric", 0.5)
    assert challenge.missing_data == MissingData("continue")
    assert challenge.clusters == ClusterSpec("threshold", "distance:1000.5", 0.01, 0, 70)
    assert challenge.bbc == Bbc(("0350", "0680"), ("hitte",))
    assert challenge.roles == (Role("designer", Text("Ontwerper", "Designer")),)
    assert challenge.sectors == ("climate", "health", "green", "housing")


def test_a_small_challenge_has_defaults():
    challenge = Challenge.from_json(SMALL)
    assert challenge.units == UnitSpec("statistical_sectors", "sector_code", "sector_name", Population("population", "inhabitants"))
    assert challenge.clusters == ClusterSpec("gi_star", "knn:8", 0.05, 9999, None)
    assert challenge.aggregation == Aggregation("arithmetic", 0.34)
    assert challenge.missing_data.layers == "stop"
    [indicator] = challenge.indicators
    assert (indicator.direction, indicator.normalisation, indicator.weight, indicator.scale) == ("high", "z_score", 1, 1)


@given(st.sets(st.sampled_from(sorted(set(CHALLENGE) - {"id", "title", "indicators"}))), st.data())
def test_round_trip(left_out, data):
    document = copy.deepcopy({key: value for key, value in CHALLENGE.items() if key not in left_out})
    for indicator in document["indicators"]:
        for key in sorted(data.draw(st.sets(st.sampled_from(["why", "filter", "scale", "weight", "unit", "denominator"])))):
            indicator.pop(key, None)
    challenge = Challenge.from_json(document)
    assert Challenge.from_json(json.loads(json.dumps(challenge.to_json()))) == challenge


def test_what_was_given_is_written_and_nothing_else():
    document = changed(CHALLENGE, "$schema", remove=True)
    for indicator in document["indicators"]:
        if indicator.get("direction") == "high":
            del indicator["direction"]
        if indicator.get("normalisation") == "z_score":
            del indicator["normalisation"]
    assert Challenge.from_json(CHALLENGE).to_json() == document


def test_a_proposal_changes_weights_and_adds_indicators_and_nothing_else():
    own = Challenge.from_json(CHALLENGE)
    extra = {"id": "benches", "title": {"nl": "Banken"}, "sector": "green", "layer": "benches", "measure": "count", "weight": 2}
    asked = {"id": "people", "title": {"nl": "Mensen"}, "role": "designer", "weights": {"old": 4}, "indicators": [extra]}
    challenge = Challenge.from_json({**CHALLENGE, "proposals": [asked]})
    assert Challenge.from_json(challenge.to_json()) == challenge
    proposed = challenge.proposed(challenge.proposals[0])
    assert [one.id for one in proposed.indicators] == [one.id for one in own.indicators] + ["benches"]
    assert [one.weight for one in proposed.indicators][1::3] == [4, 2]
    assert (proposed.proposals, proposed.clusters, proposed.units) == ((), own.clusters, own.units)
    assert challenge.layers()["benches"] == ("indicator",)
    assert challenge.indicators == own.indicators


def test_units_without_population():
    challenge = Challenge.from_json(changed(CHALLENGE, "units.population", None))
    assert challenge.units.population is None
    assert Challenge.from_json(challenge.to_json()) == challenge


def test_a_written_challenge_is_read_back(tmp_path):
    challenge = Challenge.from_json(CHALLENGE)
    (tmp_path / "cool.json").write_text(json.dumps(challenge.to_json()), encoding="utf-8")
    assert read_challenge(tmp_path / "cool.json") == challenge
    assert read_challenge(str(tmp_path / "cool.json")) == challenge


def test_layers_with_what_they_are_for():
    assert Challenge.from_json(CHALLENGE).layers() == {
        "neighbourhoods": ("unit",),
        "population": ("population", "indicator", "denominator"),
        "municipality": ("areas", "background"),
        "heat_islands": ("indicator", "overlay"),
        "parks": ("indicator", "overlay", "background"),
        "addresses": ("points",),
        "buildings": ("indicator",),
        "water": ("background",),
        "roads": ("background",),
        "grey_basemap": ("background",),
    }


def test_only_background_and_overlay_can_be_missed():
    challenge = Challenge.from_json(changed(CHALLENGE, "overlay", ["flood_areas"]))
    assert challenge.optional_layers() == ("flood_areas", "water", "roads", "grey_basemap")
    assert set(challenge.required_layers()) == {
        "neighbourhoods", "population", "municipality", "heat_islands", "parks", "addresses", "buildings",
    }  # fmt: skip


def test_layers_that_the_catalogue_lacks():
    challenge = Challenge.from_json(CHALLENGE)
    catalogue = known("neighbourhoods", "populations", "municipality", "heat_islands", "parks", "addresses", "buildings", "water")
    with pytest.raises(Mistakes) as caught:
        challenge.check_layers(catalogue)
    assert [str(mistake) for mistake in caught.value.mistakes] == ["The catalogue has no record 'population'. Did you mean 'populations'?"]


@pytest.mark.parametrize("id", ["units", "clusters", "integrated"])
def test_a_record_cannot_be_called_as_a_layer_of_the_result(id):
    challenge = Challenge.from_json(changed(SMALL, "indicators.0.layer", id))
    with pytest.raises(Mistakes) as caught:
        challenge.check_layers(known("statistical_sectors", "population", id))
    assert str(caught.value) == f"The result has a layer '{id}' of its own. Give the record of that name in the catalogue another id."


def test_optional_layers_that_the_catalogue_lacks_are_returned():
    challenge = Challenge.from_json(CHALLENGE)
    assert challenge.check_layers(known(*challenge.required_layers(), "water")) == ("roads", "grey_basemap")


def test_a_bad_record_is_not_an_absent_one():
    challenge = Challenge.from_json(SMALL)
    catalogue = Catalogue(own=known("statistical_sectors", "population").own, own_mistakes={"trees": (OpgaveError("bad"),)})
    assert challenge.check_layers(catalogue) == ()


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("indicators.1.id", "heat", "stad.json, indicators[1].id: 'heat' is the id of indicators[0] already. Rename one of them."),
        *(
            ("indicators.1.id", id, f"stad.json, indicators[1].id: another field of the result is named '{id}'. Choose another id.")
            for id in ("neighbourhood_code", "name", "challenge_index", "heat_score", "cluster_id", "fid", "climate_index")
        ),
        ("indicators.0.sector", "challenge",
         "stad.json, indicators[0].sector: another field of the result is named 'challenge'. Choose another id."),
        ("roles", [{"id": "a", "title": {"nl": "a"}}] * 2,
         "stad.json, roles[1].id: 'a' is the id of roles[0] already. Rename one of them."),
        ("indicators.0.field", "", "stad.json, indicators[0]: the measure 'transfer_intensive' needs the key 'field'. Add it."),
        ("indicators.1.denominator.field", "",
         "stad.json, indicators[1].denominator: the measure 'attribute' needs the key 'field'. Add it."),
        ("indicators.2.distance", None, "stad.json, indicators[2]: the measure 'share_within' needs the key 'distance'. Add it."),
        ("indicators.3.weight_field", "", "stad.json, indicators[3]: the measure 'weighted_mean' needs the key 'weight_field'. Add it."),
        ("indicators.0.points", "addresses",
         "stad.json, indicators[0]: the measure 'transfer_intensive' does not take the key 'points'. Leave it out."),
        ("indicators.0.distance", 300,
         "stad.json, indicators[0]: the measure 'transfer_intensive' does not take the key 'distance'. Leave it out."),
        ("indicators.0.weight_field", "dwellings",
         "stad.json, indicators[0]: the measure 'transfer_intensive' does not take the key 'weight_field'. Leave it out."),
        ("indicators.2.field", "name", "stad.json, indicators[2]: the measure 'share_within' does not take the key 'field'. Leave it out."),
        ("indicators.2.target", None,
         "stad.json, indicators[2]: the normalisation 'target' needs the value from which there is no need. Add the key 'target'."),
        ("indicators.2.limit", 1, "stad.json, indicators[2].limit: 1 must be below the target 1, because low values mean need."),
        ("indicators.2.direction", "high", "stad.json, indicators[2].limit: 0 must be above the target 1, because high values mean need."),
        ("clusters.threshold", None,
         "stad.json, clusters: the method 'threshold' needs an index value (0-100) from which a unit belongs to a cluster."
         " Add the key 'threshold'."),
    ],
)  # fmt: skip
def test_values_that_do_not_go_together(path, value, expected):
    assert sentences(changed(CHALLENGE, path, value)) == [expected]


def test_weights_that_are_all_zero():
    document = copy.deepcopy(CHALLENGE)
    for indicator in document["indicators"]:
        indicator["weight"] = 0
    assert sentences(document) == ["stad.json, indicators: no weight is above 0. Give at least one indicator such a weight."]


def test_weights_of_points_that_are_not_named():
    document = changed(changed(CHALLENGE, "indicators.2.weight_field", "dwellings"), "indicators.2.points", remove=True)
    assert sentences(document) == ["stad.json, indicators[2]: 'weight_field' weighs points, and none are named. Add the key 'points'."]


def test_points_may_be_weighed():
    challenge = Challenge.from_json(changed(CHALLENGE, "indicators.2.weight_field", "dwellings"))
    assert challenge.indicators[2].measurement.weight_field == "dwellings"


def test_one_weight_above_zero_is_enough():
    document = copy.deepcopy(CHALLENGE)
    for indicator in document["indicators"][1:]:
        indicator["weight"] = 0
    assert Challenge.from_json(document).indicators[1].weight == 0


def test_mistakes_of_both_kinds_come_together():
    document = changed(changed(CHALLENGE, "indicators.0.direction", "hihg"), "indicators.2.distance", None)
    assert sentences(document) == [
        "stad.json, indicators[0].direction: \"hihg\" is not one of high, low. Did you mean 'high'?",
        "stad.json, indicators[2]: the measure 'share_within' needs the key 'distance'. Add it.",
    ]


NONSENSE = [
    None,
    [],
    "x",
    {"indicators": 3},
    {"indicators": [3, {"measure": []}], "clusters": []},
    {"indicators": [{"id": [], "denominator": {}}], "clusters": {"method": "scan", "indicator": {}}, "proposals": {}},
    {"clusters": {"method": []}},
    {"roles": [{"id": []}], "proposals": [3, {"id": [], "role": [], "weights": {"x": []}, "indicators": [{"id": {}}]}]},
    {"proposals": [{"id": 1, "comments": [3, {"role": {}}], "weights": {"x": 1}}]},
    {"proposals": [{"id": "x", "weights": [], "indicators": 3, "comments": "y"}]},
]


@pytest.mark.parametrize("document", NONSENSE)
def test_nonsense_is_told_not_raised(document):
    assert sentences(document)


def test_a_built_in_challenge_by_id():
    assert read_challenge("warm_homes").title == Text("Warme woningen", "Warm homes")


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("warm_hoems", f"There is no challenge 'warm_hoems'. Did you mean 'warm_homes'? Built in are: {BUILTIN}."),
        ("zzz", f"There is no challenge 'zzz'. Built in are: {BUILTIN}; or give the path of a file."),
        ("", f"There is no challenge ''. Built in are: {BUILTIN}; or give the path of a file."),
    ],
)
def test_an_unknown_challenge(id, expected):
    assert failure(id) == expected


def test_a_path_that_leads_nowhere(tmp_path):
    assert failure(tmp_path / "weg.json") == f"File '{tmp_path / 'weg.json'}' does not exist. Check the path."


def test_mistakes_name_the_file(tmp_path):
    (tmp_path / "stad.json").write_text('{"id": "a", "title": {"nl": "a"}}', encoding="utf-8")
    assert failure(tmp_path / "stad.json") == f"{tmp_path.name}/stad.json: the key 'indicators' is missing."


def test_a_unit_is_hidden_by_the_count_that_the_file_names():
    own = {"layer": "income", "field": "returns", "minimum": 12}
    (hidden,) = Challenge.from_json({**SMALL, "disclosure": {"units_minimum": own}}).hiding()
    assert hidden == (Measurement("income", "attribute", "returns"), 12)


def test_what_an_earlier_version_wrote_of_it_is_read_and_written_as_it_is_now():
    own, limits = {"layer": "income", "field": "returns", "minimum": 12}, {"minimum": 10, "rounding": 10}
    old = Challenge.from_json({**SMALL, "small_numbers": own, "disclosure": limits})
    assert old == Challenge.from_json({**SMALL, "disclosure": {**limits, "units_minimum": own}})
    assert old.to_json()["disclosure"] == {**limits, "units_minimum": own} and "small_numbers" not in old.to_json()
    assert Challenge.from_json({**SMALL, "small_numbers": None}) == Challenge.from_json(SMALL)
    with pytest.raises(OpgaveError, match="both are there: remove 'small_numbers'"):
        Challenge.from_json({**SMALL, "small_numbers": own, "disclosure": {"units_minimum": own}})


def test_without_such_a_count_the_tax_returns_of_rates_hide_units():
    """Statbel publishes nothing of a sector with 20 tax returns or fewer; a count that is no tax returns hides nothing."""
    returns = {"layer": "income", "measure": "attribute", "field": "tax_returns"}
    people = {"layer": "population", "measure": "attribute", "field": "inhabitants"}
    rates = [{**SMALL["indicators"][0], "id": f"rate_{n}", "denominator": under} for n, under in enumerate((returns, people, returns))]
    challenge = Challenge.from_json({**SMALL, "indicators": [*SMALL["indicators"], *rates]})
    assert challenge.hiding() == ((Measurement("income", "attribute", "tax_returns"), 21),)
    assert Challenge.from_json(SMALL).hiding() == ()


def test_the_title_of_a_role():
    other = {"id": "mayor", "title": {"nl": "Burgemeester"}}
    challenge = Challenge.from_json({**CHALLENGE, "roles": [other, *CHALLENGE["roles"]]})
    assert challenge.role_title("designer") == Text("Ontwerper", "Designer")
    assert challenge.role_title("mayor") == Text("Burgemeester")
    assert challenge.role_title("nobody") == Text()


@pytest.mark.parametrize("method", ["gi_star", "skater", "scan"])
def test_only_regions_divide_all_units(method):
    assert ClusterSpec(method=method).divides == (method == "skater")


def test_what_looks_like_a_path_is_one(tmp_path, monkeypatch):
    """A name with a suffix, in a folder, or of a file that is there; else it is an id that is not known."""
    monkeypatch.chdir(tmp_path)
    assert failure("own") == f"There is no challenge 'own'. Built in are: {BUILTIN}; or give the path of a file."
    for path in ("own.json", "folder/own"):
        assert failure(path) == f"File '{path}' does not exist. Check the path."
    (tmp_path / "own").write_text(json.dumps(SMALL), encoding="utf-8")
    assert read_challenge("own") == Challenge.from_json(SMALL)


def test_a_background_names_what_it_has():
    assert Background(water="water", service="grey").layers() == ("water", "grey")
    assert Background().layers() == ()
