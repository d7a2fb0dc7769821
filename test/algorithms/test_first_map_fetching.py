"""What the first map fetches of layers that reach beyond the municipality: no more of them than is looked at."""

import json

import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.files import RESOURCES
from opgavenkaart.processing.products.first_map.area import read_municipality
from opgavenkaart.processing.products.first_map.prepare import fetch_public_data
from opgavenkaart.processing.products.first_map.public_data import open_public_data
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.replay import World, play, replayed_catalogue

HALLE, BEERSEL, HERSTAPPE, TONGEREN = "23027", "23003", "73028", "73111"
"""Two pairs of neighbours."""


@pytest.fixture(scope="module")
def replay(qgis_app):
    """The sources as far as those municipalities go."""
    with play(world=World(None, (HALLE, BEERSEL, HERSTAPPE, TONGEREN)), latency=0) as playing:
        yield playing


@pytest.fixture(scope="module")
def served(replay, tmp_path_factory):
    """The catalogue that leads to them."""
    return read_catalogue(replayed_catalogue(replay, tmp_path_factory.mktemp("fetching") / "catalogue.json"))


@pytest.fixture(scope="module")
def near_parks(tmp_path_factory):
    """A challenge that looks from addresses to parks, and one that counts addresses."""
    folder = tmp_path_factory.mktemp("challenges")
    document = json.loads((RESOURCES / "challenges" / "green_and_cool.json").read_text(encoding="utf-8"))
    (indicator,) = [one for one in document["indicators"] if one["id"] == "park_nearby"]
    kept = {name: document[name] for name in ("id", "title", "question", "owner", "units", "aggregation")}
    paths = [folder / "looks.json", folder / "counts.json"]
    paths[0].write_text(json.dumps(kept | {"indicators": [indicator]}), encoding="utf-8")
    counted = {name: indicator[name] for name in ("title", "sector", "direction")} | {
        "id": "many",
        "layer": "addresses",
        "measure": "count",
    }
    paths[1].write_text(json.dumps(kept | {"indicators": [counted]}), encoding="utf-8")
    return [read_challenge(str(path)) for path in paths]


def addresses_of(folder, name, challenges, catalogue):
    municipality = read_municipality(name)
    own = fetch_public_data(municipality, challenges, catalogue, open_public_data(folder, municipality))
    return load_record(own.get("addresses"), ["address_id", "nis_code"], None, "").features.table["nis_code"].value_counts().to_dict()


def test_points_within_the_areas_alone_come_from_the_municipality_alone(served, near_parks, tmp_path):
    looks, counts = near_parks
    alone = addresses_of(tmp_path, HALLE, [looks], served)
    with_neighbours = addresses_of(tmp_path, HALLE, [looks, counts], served)
    assert set(with_neighbours) == {HALLE, BEERSEL}, "kept for points alone, and asked for again where more is looked at"
    assert alone == {HALLE: with_neighbours[HALLE]}
    assert addresses_of(tmp_path, HALLE, [looks], served) == with_neighbours, "what is kept is enough"


def test_points_of_the_municipality_alone_do_not_stand_in_for_those_around(replay, served, near_parks, tmp_path):
    looks, counts = near_parks
    municipality = read_municipality(HALLE)
    alone = addresses_of(tmp_path, HALLE, [looks], served)
    data = open_public_data(tmp_path, municipality)
    replay.faults["geo.api.vlaanderen.be/Adressenregister"] = "down"
    try:
        own = fetch_public_data(municipality, [looks, counts], served, data)
    finally:
        replay.faults.clear()
    assert own.get("addresses").source.kind == "none" and "addresses" not in data.records
    reason = str(data.failures["addresses"])
    assert "status 500" in reason and "kept of this layer before lies in the municipality alone" in reason
    assert addresses_of(tmp_path, HALLE, [looks], served) == alone, "what is kept is still enough for points alone"


def test_few_areas_are_compared_with_those_around_and_so_need_the_points_there(served, near_parks, tmp_path):
    assert set(addresses_of(tmp_path, HERSTAPPE, near_parks[:1], served)) == {HERSTAPPE, TONGEREN}
