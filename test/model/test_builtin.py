"""What is built in: the catalogue, the sectors and the eight challenges, held against docs/records.md."""

import re
from pathlib import Path

import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import builtin_challenges, read_challenge
from opgavenkaart.processing.model.files import RESOURCES, read_json
from opgavenkaart.processing.model.measures import IN_CHALLENGES
from opgavenkaart.processing.model.schema import read_schema
from opgavenkaart.processing.model.text import Text

ROOT = Path(__file__).parents[2]
IDS = (
    "ageing_nearby", "green_and_cool", "mobility_poverty", "place_for_every_child", "shared_infrastructure", "smart_densification",
    "social_housing", "warm_homes",
)  # fmt: skip
GEOMETRIES = {"point": "point", "line": "line", "polygon": "polygon", "table": "none", "raster": "raster"}
COLUMN = re.compile(r'"(\w+)"')
QUOTED = re.compile(r"'([^']*)'")
LABELS = set("ABCDEF")
OWNERS = {"public", "non_profit", "profit", "citizens"}


def sources_of(source):
    """Return a source, or those that it is put together of."""
    return [one for part in source.parts for one in sources_of(part.source)] if source.parts else [source]


def records_table() -> dict[str, tuple[str, str]]:
    """Return geometry and fields, as written, of each record in the table of docs/records.md."""
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| ?(.*?) ?\|$", (ROOT / "docs" / "records.md").read_text(encoding="utf-8"), re.MULTILINE)
    return {id: (geometry, fields) for id, geometry, fields in rows}


def fields_of(geometry: str, fields: str) -> set[str]:
    """Return the fields that a row of the table names; those of the classes of ages and of another record that it points to too."""
    named = set(re.findall(r"`(\w+)`", geometry + " " + fields))
    classes = {f"aged_{first}_{first + 4}" for first in range(0, 100, 5)} if "and so on" in fields else set()
    return named | classes | (fields_of(*TABLE["population"]) if "as `population`" in fields else set())


TABLE = records_table()
FIELDS = {id: fields_of(*row) for id, row in TABLE.items()}
CATALOGUE = read_catalogue()
CHALLENGES = [read_challenge(id) for id in IDS]
FORMS = [
    (challenge, number, form)
    for challenge in CHALLENGES
    for indicator in challenge.indicators
    for number, form in enumerate((indicator, *map(indicator.replaced_by, indicator.otherwise)))
]
MEASUREMENTS = [
    pytest.param(measurement, id=f"{challenge.id}-{form.id}-{number}-{part}")
    for challenge, number, form in FORMS
    for part, measurement in enumerate(form.measurements())
]
each_challenge = pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.id)
each_record = pytest.mark.parametrize("record", CATALOGUE.records.values(), ids=lambda record: record.id)


def test_the_table_was_read():
    rows = (ROOT / "docs" / "records.md").read_text(encoding="utf-8").partition("\n## ")[0].count("\n| `")
    assert len(TABLE) == rows > 30
    assert FIELDS["schools"] == {"school_id", "name", "level", "places", "pupils", "owner_kind"}
    assert FIELDS["income"] == {"sector_code", "tax_returns", "median_income"}


def test_there_are_exactly_the_eight_challenges():
    assert builtin_challenges() == IDS
    assert sorted(path.name for path in (RESOURCES / "challenges").iterdir()) == [f"{id}.json" for id in IDS]


def test_the_catalogue_is_good_large_and_has_every_kind_of_publisher():
    assert CATALOGUE.mistakes == {}
    assert len(CATALOGUE.records) >= 40
    kinds = read_schema("catalogue")["$defs"]["record"]["properties"]["publisher"]["properties"]["kind"]["enum"]
    assert {record.publisher.kind for record in CATALOGUE.records.values()} == set(kinds)


@pytest.mark.parametrize("id", TABLE)
def test_every_record_of_the_table_is_in_the_catalogue(id):
    record = CATALOGUE.get(id)
    assert record.geometry == GEOMETRIES[TABLE[id][0].split()[0].strip(";")]
    assert set(record.fields) <= FIELDS[id]
    assert record.key == "" or record.key in FIELDS[id]


@pytest.mark.parametrize(("words", "redistribution"), [("may not be redistributed", "no"), ("aggregated only", "aggregated")])
def test_what_may_not_be_passed_on_says_so(words, redistribution):
    ids = [id for id, (geometry, _) in TABLE.items() if words in geometry]
    assert ids
    assert {CATALOGUE.get(id).redistribution for id in ids} == {redistribution}


@each_record
def test_records_are_complete_in_both_languages(record):
    for text in (record.title, record.description):
        assert text.nl and text.en
    assert record.licence.name and record.lineage and record.theme and record.sectors
    for source in sources_of(record.source):
        assert source.kind == "none" or source.path.startswith("https://")
        assert source.kind not in ("wfs", "oapif", "wmts") or source.layer


@each_record
def test_sectors_of_records_have_a_title(record):
    assert set(record.sectors) <= set(CATALOGUE.sectors)


def test_titles_of_sectors_are_in_both_languages():
    assert all(title.nl and title.en for title in CATALOGUE.sectors.values())


def test_joins_lead_to_records():
    joins = [record.join for record in CATALOGUE.records.values() if record.join]
    assert joins
    for join in joins:
        assert join.key in FIELDS[join.layer]


def test_retired_flemish_services_have_a_successor():
    old = "http://geoservices.informatievlaanderen.be"
    assert CATALOGUE.successor(f"{old}/raadpleegdiensten/GRB/wms") == "https://geo.api.vlaanderen.be/GRB/wms"
    assert CATALOGUE.successor(f"{old}/overdrachtdiensten/Adressen/wfs") == "https://geo.api.vlaanderen.be/Adressenregister/wfs"
    for record in CATALOGUE.records.values():
        assert CATALOGUE.successor(record.source.path) == ""


@each_challenge
def test_a_challenge_crosses_sectors_and_says_why(challenge):
    assert len(challenge.sectors) >= 3
    assert 5 <= len(challenge.indicators) <= 8
    assert set(challenge.sectors) <= set(CATALOGUE.sectors)
    texts = [challenge.title, challenge.question, *(role.title for role in challenge.roles)]
    forms = [form for of, _, form in FORMS if of is challenge]
    texts += [text for form in forms for text in (form.title, form.why)]
    texts += [one.holder for one in challenge.indicators if one.holder != Text()]
    assert all(text.nl and text.en for text in texts)


@each_challenge
def test_a_challenge_names_only_records_of_the_table(challenge):
    assert set(challenge.layers()) <= set(TABLE)
    twins = [indicator.replaced_by(twin) for indicator in challenge.indicators for twin in indicator.otherwise]
    assert {id for twin in twins for one in twin.measurements() for id in (one.layer, one.points) if id} <= set(TABLE)
    figures = [indicator.municipal for indicator in challenge.indicators if indicator.municipal]
    assert all(CATALOGUE.get(one.layer).fields[one.field].kind == "municipal" for one in figures)
    assert challenge.check_layers(CATALOGUE) == ()


@each_challenge
def test_a_challenge_names_its_units_and_areas_by_canonical_fields(challenge):
    units, areas = challenge.units, challenge.areas
    assert {units.key, units.name} <= FIELDS[units.layer]
    assert units.population.field in FIELDS[units.population.layer]
    assert areas.name in FIELDS[areas.layer]


@each_challenge
def test_overlay_layers_are_polygons(challenge):
    assert challenge.overlay
    assert {CATALOGUE.get(id).geometry for id in challenge.overlay} == {"polygon"}


@pytest.mark.parametrize("measurement", MEASUREMENTS)
def test_measurements_use_canonical_fields(measurement):
    fields = {measurement.field, measurement.weight_field, *COLUMN.findall(measurement.filter)} - {""}
    assert fields <= FIELDS[measurement.layer]


@pytest.mark.parametrize("measurement", MEASUREMENTS)
def test_filters_ask_for_values_that_the_table_names(measurement):
    named = set(re.findall(r"\w+", TABLE[measurement.layer][1]))
    assert set(QUOTED.findall(measurement.filter)) <= named | LABELS | OWNERS


@pytest.mark.parametrize("measurement", MEASUREMENTS)
def test_measures_suit_the_geometry(measurement):
    suited = {"length": "line", "area_share": "polygon", "transfer_intensive": "polygon", "attribute": "none"}
    assert CATALOGUE.get(measurement.layer).geometry == suited.get(measurement.measure, CATALOGUE.get(measurement.layer).geometry)
    assert measurement.points == "" or CATALOGUE.get(measurement.points).geometry == "point"


def test_the_challenges_together_use_most_measures():
    used = {measurement.measure for _, _, form in FORMS for measurement in form.measurements()}
    assert used >= {
        "attribute", "count", "density", "sum", "mean", "weighted_mean", "area_share", "length", "transfer_extensive",
        "transfer_intensive", "distance_nearest", "share_within", "raster",
    }  # fmt: skip


def test_a_challenge_may_use_every_measure_that_gives_a_number():
    assert read_schema("challenge")["$defs"]["measure"]["enum"] == list(IN_CHALLENGES)


@each_challenge
def test_policy_fields_and_roles(challenge):
    assert challenge.bbc.policy_fields and challenge.bbc.words and challenge.roles
    assert all(word == word.lower() for word in challenge.bbc.words)


@pytest.mark.parametrize("name", ["ghent", "flanders"])
def test_the_examples_are_good(name):
    folder = ROOT / "docs" / "examples" / name
    catalogue = read_catalogue(folder / "catalogue.json")
    assert catalogue.mistakes == {}
    assert read_challenge(folder / "warm_homes.json").check_layers(catalogue) == ()


def test_sectors_are_named_in_data_only():
    roles = {"population", "water"}
    sectors = set(read_json(RESOURCES / "catalogue" / "sectors.json")) - roles
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "processing" / "model").glob("*.py"))
    assert [sector for sector in sorted(sectors) if re.search(rf"[\"']{sector}[\"']", code)] == []
