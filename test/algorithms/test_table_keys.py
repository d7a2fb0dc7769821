"""Tables whose keys do not fit: each ends in a right map that says what it lacks, or in one sentence that a reader can act on."""

import json
from pathlib import Path

import pytest
from opgavenkaart.test.support.town import ORIGIN, Town, read_layer
from qgis.core import QgsLayoutItemLabel, QgsProcessingException, QgsProject

NAMES = [f"Wijk {first}{second}" for first in "ABCDEFGHIJ" for second in "aeiouy"]
CODES = [f"44021A{number:02d}-" for number in range(60)]
INCOME = {"id": "income", "layer": "income", "field": "euro"}
DENSE = {"id": "dense", "layer": "population", "field": "people"}
VALUES = list(range(60))


@pytest.fixture
def town(tmp_path):
    """60 sectors, with the table of people complete."""
    made = Town(tmp_path, 10, 6, keys=CODES, names=NAMES)
    made.table("population", {"sector_code": CODES, "people": [100 + value for value in VALUES]}, title={"nl": "Bevolking", "en": "People"})
    return made


def table(town, keys, **columns):
    """Give the town a table of incomes on these keys."""
    columns = columns or {"euro": [20_000 + 100 * number for number in range(len(keys))]}
    named = {"nl": "Inkomen per sector", "en": "Income by sector"}
    town.table("income", {"sleutel": keys, **columns}, title=named, fields={"sector_code": {"from": ["sleutel"]}})


def index(run_algorithm, town, policy="stop", **more):
    """Return the run of the index of both tables."""
    challenge = town.challenge(INCOME, DENSE, missing_data={"layers": policy})
    return run_algorithm("challenge_index", {**town.write(challenge), "OUTPUT": str(town.folder / "uit.gpkg"), **more})


def refused(run_algorithm, town, **more) -> str:
    """Return the sentence with which it ends, of which nothing is left behind."""
    with pytest.raises(QgsProcessingException) as stopped:
        index(run_algorithm, town, **more)
    assert not (town.folder / "uit.gpkg").exists()
    return str(stopped.value)


def test_names_in_place_of_codes(run_algorithm, town):
    """Ten rows have their code; on those alone the map would be wrong."""
    table(town, [*CODES[:10], *(name.upper() for name in NAMES[10:])])
    assert refused(run_algorithm, town) == (
        "Table 'Income by sector' (income.csv) does not fit 'Layer statistical_sectors': 50 of the 60 keys in the column 'sleutel' ('WIJK"
        " BU', 'WIJK BY', 'WIJK CA' (+47)) belong to none of the 60 areas (whose keys are such as '44021A00-', '44021A01-', '44021A02-'"
        " (+57)). The column holds names, of which 50 of 50 are names of areas ('WIJK BU' has the key '44021A10-'): add a column with"
        " the areas' keys, and name it under 'fields' of its record."
    )


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (
            [code.rstrip("-") for code in CODES],
            "('44021A00' for '44021A00-'); ignoring capitals, spaces, hyphens and other signs, 60 of",
        ),
        ([code.replace("44021A", "44021 a ") for code in CODES], "('44021 a 00-' for '44021A00-')"),
        ([code.replace("A", "B") for code in CODES], "take a table and areas of one year."),
        ([code.replace("44021", "11002") for code in CODES], "has no row for any of the 60 areas of 'Layer statistical_sectors'"),
        ([f"x{number}" for number in VALUES], "name the column that holds the areas' keys, or correct the keys."),
    ],
    ids=["hyphens", "spaces and capitals", "another year", "another municipality", "no idea"],
)
def test_codes_that_are_written_otherwise(run_algorithm, town, keys, words):
    table(town, keys)
    assert words in refused(run_algorithm, town)


def test_another_column_has_the_codes(run_algorithm, town):
    table(town, NAMES, euro=VALUES, Sectorcode=CODES)
    assert "The column 'Sectorcode' holds the keys of 60 areas: name it under 'fields' of its record." in refused(run_algorithm, town)


def test_the_challenge_goes_on_where_it_may(run_algorithm, town):
    """The index is that of people alone: from 0 for the fewest to 100 for the most."""
    table(town, NAMES)
    challenge = town.challenge(INCOME, DENSE, missing_data={"layers": "continue"}, aggregation={"allowed_missing_share": 0.6})
    report = town.folder / "verslag.html"
    ran = run_algorithm("challenge_index", {**town.write(challenge), "OUTPUT": str(town.folder / "uit.gpkg"), "REPORT": str(report)})
    assert any("does not fit" in one and one.endswith("The challenge is computed without this layer.") for one in ran.warnings)
    _, found = read_layer(town.folder / "uit.gpkg", "uit")
    assert found["income"].isna().all() and found["challenge_index"].tolist() == pytest.approx([value / 59 * 100 for value in VALUES])
    text = report.read_text(encoding="utf-8")
    assert 'class="alarm"' in text and "does not fit" in text


def test_a_city_table_on_a_larger_area(run_algorithm, town):
    """Few units have a row, and every row is a unit's: an honest table."""
    table(town, CODES[:12])
    ran = index(run_algorithm, town)
    assert ran.warnings == [
        "Table 'Income by sector' (income.csv) has no row for 48 of the 60 areas of 'Layer statistical_sectors' ('Wijk Ca', 'Wijk Ce',"
        " 'Wijk Ci' (+45)), which get no value from it."
    ]


def test_a_table_of_all_flanders(run_algorithm, town):
    """Other municipalities' rows are no mistake; of the town's own only a few are there."""
    table(town, [*CODES[:12], *(code.replace("44021", place) for place in ("11002", "23027") for code in CODES)])
    ran = index(run_algorithm, town)
    assert len(ran.warnings) == 1 and "has no row for 48 of the 60 areas" in ran.warnings[0]
    assert any("120 keys are those of other areas than those of 'Layer statistical_sectors' ('11002A00-'" in one for one in ran.infos)


@pytest.mark.parametrize("given", [False, True], ids=["the challenge's units", "units of one's own"])
def test_within_an_extent_the_other_units_are_known(run_algorithm, town, given):
    """Of the lowest row of ten sectors three have a value; the other rows of the table are about sectors outside the extent."""
    table(town, [*CODES[:3], *CODES[10:]])
    x, y = ORIGIN
    units = {"UNITS": str(town.folder / "statistical_sectors.gpkg")} if given else {}
    ran = index(run_algorithm, town, EXTENT=f"{x + 100},{x + 9900},{y + 100},{y + 900} [EPSG:31370]", **units)
    assert ran["UNIT_COUNT"] == 10
    assert [one for one in ran.warnings if "to no area" in one] == []
    assert [one for one in ran.warnings if "has no row for 7 of the 10 areas" in one]


def test_a_row_of_totals_takes_no_part(run_algorithm, town):
    table(town, [*CODES, "Totaal Gent"], euro=[*VALUES, sum(VALUES)])
    ran = index(run_algorithm, town)
    assert ran.warnings == [] and "Layer 'Income by sector': 1 row with a total is left out." in ran.infos
    table(town, [*CODES, None], wijk=[*NAMES, "Algemeen totaal"], euro=[*VALUES, sum(VALUES)])
    assert "Layer 'Income by sector': 1 row with a total is left out." in index(run_algorithm, town).infos


def test_one_sector_less_is_said_everywhere(run_algorithm, town):
    """59 of 60 sectors have an income: on the map, in the report, in the manifest, on the web map."""
    table(town, CODES[1:], euro=VALUES[1:])
    folder = town.folder / "kaart"
    inputs = {**town.write(town.challenge(INCOME, DENSE)), "OUTPUT_FOLDER": str(folder), "LANGUAGE": "nl", "AS_OF": "2026-01-01"}
    ran = run_algorithm("integrated_map", inputs)
    manifest = json.loads(Path(ran["MANIFEST"]).read_text(encoding="utf-8"))
    assert manifest["results"]["units_complete"] == 59 and manifest["results"]["units_without_value"] == {"income": 1, "dense": 0}
    rows = {row["record"]: row for row in manifest["inputs"]}
    assert rows["income"]["units_lacking"] == 1 and rows["population"]["units_lacking"] == 0
    assert rows["income"]["keys"] == {
        "rows": 59,
        "matched": 59,
        "of_other_areas": 0,
        "unmatched": 0,
        "first_unmatched": [],
        "units_without_row": 1,
    }
    said = ("Elke indicator met gegevens heeft een waarde in 59 van de 60 gebieden.", "Gebieden zonder gegevens: Inkomen per sector (1).")
    report = Path(ran["REPORT"]).read_text(encoding="utf-8")
    assert all(line in report for line in said)
    assert all(line in printed(ran["PROJECT"]) for line in said)
    web = run_algorithm("export_web_map", {"BUNDLE": str(folder), "OUTPUT_FOLDER": str(town.folder / "web"), "LANGUAGE": "nl"})
    assert all(any(line in file.read_text(encoding="utf-8") for file in Path(web["OUTPUT_FOLDER"]).glob("*.*")) for line in said)


def printed(project: str) -> str:
    """Return all text on the map of a project."""
    opened = QgsProject()
    assert opened.read(project)
    layouts = opened.layoutManager().printLayouts()
    labels = [item for layout in layouts for item in layout.items() if isinstance(item, QgsLayoutItemLabel)]
    return " ".join(" ".join(item.text().split()) for item in labels)


def test_nothing_is_said_where_nothing_lacks(run_algorithm, town):
    table(town, CODES)
    report = town.folder / "verslag.html"
    ran = index(run_algorithm, town, REPORT=str(report))
    assert ran.warnings == [] and "Every indicator with data" not in report.read_text(encoding="utf-8")
