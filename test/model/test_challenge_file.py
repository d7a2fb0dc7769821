"""A challenge's file after it was read, changed and written: nothing is lost that nobody changed."""

import json
from dataclasses import replace

import pytest
from opgavenkaart.processing.model.challenge import AreaSpec, Challenge, Comment, builtin_challenges
from opgavenkaart.processing.model.challenge_file import document_of, write_challenge
from opgavenkaart.processing.model.errors import Mistakes
from opgavenkaart.processing.model.files import RESOURCES, read_json
from opgavenkaart.processing.model.text import Text

TALKATIVE = {
    "$schema": "challenge.schema.json",
    "title": {"nl": "Mensen", "en": ""},
    "id": "people",
    "owner": "",
    "units": {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name", "population": None},
    "areas": None,
    "indicators": [
        {"id": "old", "title": {"nl": "Oud"}, "sector": "health", "layer": "a", "measure": "count", "weight": 1.0, "direction": "high"},
        {"sector": "health", "id": "young", "title": {"nl": "Jong"}, "layer": "b", "measure": "count", "target": None, "filter": ""},
    ],
    "aggregation": {"method": "arithmetic"},
    "clusters": {},
    "proposals": [{"id": "other", "title": {"nl": "Anders"}, "weights": {"old": 1, "young": 0}, "comments": []}],
}


def text(document) -> str:
    return json.dumps(document, ensure_ascii=False)


def builtin(id):
    return read_json(RESOURCES / "challenges" / f"{id}.json")


@pytest.mark.parametrize("document", [TALKATIVE, *map(builtin, builtin_challenges())], ids=lambda one: one["id"])
def test_what_nobody_changed_stays_to_the_letter(document):
    """Key by key in the same order, defaults that were written out, the schema's name, empty texts."""
    assert text(document_of(Challenge.from_json(document), document)) == text(document)


def test_a_change_changes_that_alone():
    challenge = Challenge.from_json(TALKATIVE)
    old, young = challenge.indicators
    turned = replace(challenge, indicators=(replace(young, weight=2.5), replace(old, direction="low")), owner="Stad")
    found = document_of(turned, TALKATIVE)
    assert [one["id"] for one in found["indicators"]] == ["young", "old"]
    assert found["indicators"][0] == {**TALKATIVE["indicators"][1], "weight": 2.5}
    assert found["indicators"][1] == {**TALKATIVE["indicators"][0], "direction": "low"}
    assert {**found, "indicators": [], "owner": ""} == {**TALKATIVE, "indicators": []}


def test_what_is_taken_away_is_gone():
    document = {**builtin("warm_homes"), "areas": {"layer": "neighbourhoods", "name": "name"}}
    challenge = Challenge.from_json(document)
    fewer = replace(challenge, areas=None, indicators=tuple(replace(one, denominator=None) for one in challenge.indicators[1:]))
    found = document_of(fewer, document)
    assert "areas" not in found
    assert all("denominator" not in one for one in found["indicators"])
    assert "median_income" not in [one["id"] for one in found["indicators"]]
    assert Challenge.from_json(found) == fewer


def test_a_challenge_that_could_not_be_read_again_is_not_written(tmp_path):
    path = tmp_path / "own.json"
    with pytest.raises(Mistakes):
        write_challenge(path, Challenge("empty", Text(nl="Leeg"), ()))
    assert not path.exists()


def test_a_default_written_in_another_kind_of_number_stays():
    """``1`` where the default is ``1.0``, and a list or object that is the default."""
    document = {**TALKATIVE, "overlay": [], "roles": [], "background": {}, "units": {}}
    document["indicators"] = [{**TALKATIVE["indicators"][0], "weight": 1, "scale": 1}, TALKATIVE["indicators"][1]]
    assert text(document_of(Challenge.from_json(document), document)) == text(document)


def test_items_without_an_id_keep_what_stood_in_their_place():
    """Comments have no id; a third comes behind the two that were there."""
    comments = [{"text": {"en": "", "nl": "Ja"}, "role": "a"}, {"text": {"nl": "Nee"}, "role": "b"}]
    roles = [{"id": id, "title": {"nl": id}} for id in "ab"]
    document = {**TALKATIVE, "roles": roles, "proposals": [{**TALKATIVE["proposals"][0], "comments": comments}]}
    challenge = Challenge.from_json(document)
    (proposal,) = challenge.proposals
    more = replace(proposal, comments=(*proposal.comments, Comment("a", Text(nl="Ook"))))
    found = document_of(replace(challenge, proposals=(more,)), document)
    assert text(found["proposals"][0]["comments"]) == text([*comments, {"role": "a", "text": {"nl": "Ook"}}])


def test_new_items_come_as_short_as_they_can_be():
    challenge = Challenge.from_json(TALKATIVE)
    new = replace(challenge.indicators[0], id="new", weight=2.0)
    found = document_of(replace(challenge, indicators=(*challenge.indicators, new), areas=AreaSpec("wards", "name")), TALKATIVE)
    assert found["indicators"][:2] == TALKATIVE["indicators"]
    assert "direction" not in found["indicators"][2] and found["indicators"][2]["weight"] == 2.0
    assert found["areas"] == {"layer": "wards", "name": "name"}
    assert list(found)[: len(TALKATIVE)] == list(TALKATIVE)


def test_a_challenge_is_written_as_its_file_says(tmp_path):
    path, challenge = tmp_path / "own.json", Challenge.from_json(TALKATIVE)
    assert write_challenge(path, challenge, TALKATIVE) == TALKATIVE == read_json(path)
    assert write_challenge(path, challenge) == challenge.to_json() == read_json(path)
    assert document_of(challenge) == challenge.to_json()
