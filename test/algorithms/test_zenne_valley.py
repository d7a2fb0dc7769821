"""The trouble of a real city: 154 sectors of Halle, Beersel and their neighbours, whose files come as files come.

Each trouble ends in a right map that says what it lacks, or in one sentence that a reader can act on.
"""

import copy
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.town import read_layer
from opgavenkaart.test.support.workbook import write_xlsx
from qgis.core import QgsProcessingException

VALLEY = "public/services/zennevallei"
FIRST = "23003A001"
TITLES = {
    "statistical_sectors": {"nl": "Statistische sectoren", "en": "Statistical sectors"},
    "income": {"nl": "Inkomen per sector", "en": "Income by sector"},
    "heat": {"nl": "Hittescore", "en": "Heat score"},
}
FIELDS = {
    "statistical_sectors": {"sector_code": {"from": ["sectorId"]}, "sector_name": {"from": ["sectorName"]}},
    "income": {
        "sector_code": {"from": ["CD_SECTOR", "Code"]},
        "tax_returns": {"from": ["aangiften"]},
        "median_income": {"from": ["mediaan"]},
    },
    "heat": {"sector_code": {"from": ["CD_SECTOR"]}, "score": {"from": ["score"]}},
}
CHALLENGE = {
    "id": "heat_and_income",
    "title": {"nl": "Hitte en inkomen", "en": "Heat and income"},
    "units": {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name", "population": None},
    "indicators": [
        {
            "id": "low_income",
            "title": {"nl": "Laag inkomen", "en": "Low income"},
            "sector": "social_policy",
            "layer": "income",
            "measure": "attribute",
            "field": "median_income",
            "direction": "low",
            "normalisation": "min_max",
        },
        {
            "id": "hot",
            "title": {"nl": "Hitte", "en": "Heat"},
            "sector": "spatial_planning",
            "layer": "heat",
            "measure": "attribute",
            "field": "score",
            "normalisation": "min_max",
        },
    ],
}


class Valley:
    """A folder with the sectors as GeoJSON in degrees, and both tables as CSV; a test spoils one of them before it runs."""

    def __init__(self, folder: Path):
        source = data_folder(f"{VALLEY}/sectors.geojson") / VALLEY
        self.folder = folder
        self.sectors = json.loads((source / "sectors.geojson").read_text(encoding="utf-8"))
        self.names = {one["properties"]["sectorId"]: one["properties"]["sectorName"] for one in self.sectors["features"]}
        known = json.loads((source / "income.json").read_text(encoding="utf-8"))["years"]["2023"]["sectorStats"]
        known = {code: one for code, one in known.items() if one["sourceStatus"] == "available"}
        self.income = pd.DataFrame(
            {
                "CD_SECTOR": list(known),
                "aangiften": [int(one["numberOfDeclarations"]) for one in known.values()],
                "mediaan": [int(one["medianNetTaxableIncome"]) for one in known.values()],
            }
        )
        scores = json.loads((source / "scores.json").read_text(encoding="utf-8"))["sectors"]
        heat = {code: one["scores"]["heat"] for code, one in scores.items() if one["status"] == "scored"}
        self.heat = pd.DataFrame({"CD_SECTOR": list(heat), "score": list(heat.values())})
        self.sources = {
            "statistical_sectors": {"kind": "geojson", "path": "sectoren.geojson"},
            "income": {"kind": "csv", "path": "inkomen.csv"},
            "heat": {"kind": "csv", "path": "hitte.csv"},
        }
        self.challenge = copy.deepcopy(CHALLENGE)

    def write(self) -> dict:
        """Write all of it, and return what an algorithm is asked."""
        (self.folder / "sectoren.geojson").write_text(json.dumps(self.sectors), encoding="utf-8")
        for table, path in ((self.income, "inkomen.csv"), (self.heat, "hitte.csv")):
            table.to_csv(self.folder / path, sep=";", index=False)
        records = [
            {
                "id": id,
                "title": TITLES[id],
                "publisher": {"name": "Statbel", "kind": "federal"},
                "sectors": ["social_policy"],
                "source": source,
                "geometry": "polygon" if id == "statistical_sectors" else "none",
                "key": "sector_code",
                "fields": FIELDS[id],
            }
            for id, source in self.sources.items()
        ]
        catalogue, challenge = self.folder / "catalogus.json", self.folder / "opgave.json"
        catalogue.write_text(json.dumps({"title": {"nl": "Zennevallei"}, "records": records}), encoding="utf-8")
        challenge.write_text(json.dumps(self.challenge), encoding="utf-8")
        return {"CATALOGUE": str(catalogue), "CHALLENGE": str(challenge), "AS_OF": "2026-01-01"}

    def expected(self) -> pd.Series:
        """Return the index by hand: the mean of both scores, nothing where one is missing."""
        scores = pd.DataFrame(index=list(self.names))
        scores["low"] = self.income.set_index("CD_SECTOR")["mediaan"].pipe(lambda one: 100 * (one.max() - one) / (one.max() - one.min()))
        scores["hot"] = self.heat.set_index("CD_SECTOR")["score"].pipe(lambda one: 100 * (one - one.min()) / (one.max() - one.min()))
        return scores.mean(axis=1, skipna=False)


@pytest.fixture
def valley(tmp_path):
    return Valley(tmp_path)


def index(run_algorithm, valley, **more):
    """Return the run, and the index by sector."""
    output = valley.folder / "uit.gpkg"
    ran = run_algorithm("challenge_index", {**valley.write(), "TARGET_CRS": "EPSG:31370", "OUTPUT": str(output), **more})
    _, units = read_layer(output, "uit")
    return ran, units.set_index("sector_code")["challenge_index"].astype(float)


def refused(run_algorithm, valley, **more) -> str:
    with pytest.raises(QgsProcessingException) as stopped:
        index(run_algorithm, valley, **more)
    assert not (valley.folder / "uit.gpkg").exists()
    return str(stopped.value)


def equal(found: pd.Series, expected: pd.Series) -> None:
    np.testing.assert_allclose(found.reindex(expected.index), expected, rtol=1e-9)


def test_the_valley_as_it_is(run_algorithm, valley):
    """Thirteen sectors have no income, fourteen no score: the map says how many have both."""
    report = valley.folder / "verslag.html"
    ran, found = index(run_algorithm, valley, REPORT=str(report))
    expected = valley.expected()
    equal(found, expected)
    complete = int(expected.notna().sum())
    assert (len(found), 154 - len(valley.income), 154 - len(valley.heat)) == (154, 13, 14) and complete < 141
    assert [one.partition(" for ")[2][:14] for one in ran.warnings] == ["13 of the 154 ", "14 of the 154 "]
    text = report.read_text(encoding="utf-8")
    assert f"Every indicator with data has a value in {complete} of the 154 areas." in text
    assert "Areas without data: Heat score (14), Income by sector (13)." in text


def test_degrees(run_algorithm, valley):
    """The same map as in Lambert 72, which is what it is made in."""
    ran, found = index(run_algorithm, valley, TARGET_CRS=None)
    equal(found, valley.expected())
    assert (
        "Layer 'Statistical sectors' is in EPSG:4326, in which distances and areas cannot be measured:"
        " BD72 / Belgian Lambert 72 (EPSG:31370) is used."
    ) in ran.infos


def test_metres_that_pass_for_degrees(run_algorithm, valley, tmp_path):
    """A GeoJSON in Lambert 72 that does not say so: the same map, and the file's system is what the warning names."""
    import shapely
    from opgavenkaart.processing.qgis_io.crs import read_crs, transform_geometry
    from qgis.core import QgsCoordinateTransform, QgsProject

    move = QgsCoordinateTransform(read_crs("EPSG:4326"), read_crs("EPSG:31370"), QgsProject.instance())
    shapes = transform_geometry(shapely.from_geojson([json.dumps(one["geometry"]) for one in valley.sectors["features"]]), move, "sectoren")
    for one, shape in zip(valley.sectors["features"], shapes, strict=True):
        one["geometry"] = json.loads(shapely.to_geojson(shape))
    ran, found = index(run_algorithm, valley, TARGET_CRS=None)
    equal(found, valley.expected())
    assert (
        "Layer 'Statistical sectors': the file counts as EPSG:4326, but its coordinates are in EPSG:31370, which is used." in ran.warnings
    )


def test_names_for_codes(run_algorithm, valley):
    valley.income["CD_SECTOR"] = [valley.names[code].title() for code in valley.income["CD_SECTOR"]]
    said = refused(run_algorithm, valley)
    assert said.startswith("Table 'Income by sector' (inkomen.csv) does not fit 'Statistical sectors': 139 of the 139 keys in the column")
    assert "The column holds names, of which 139 of 139 are names of areas ('Beersel-Kern' has the key '23003A001')" in said


def test_codes_with_a_point_between_thousands(run_algorithm, valley):
    """Sectors by number, of which a spreadsheet wrote some as 34.503: the same map, and one note."""
    numbers = {code: str(34_500 + place) for place, code in enumerate(sorted(valley.names))}
    for one in valley.sectors["features"]:
        one["properties"]["sectorId"] = numbers[one["properties"]["sectorId"]]
    expected = valley.expected().rename(index=numbers)
    for table in (valley.income, valley.heat):
        table["CD_SECTOR"] = [numbers[code] for code in table["CD_SECTOR"]]
    valley.income.loc[valley.income.index[3:], "CD_SECTOR"] = [f"{code[:2]}.{code[2:]}" for code in valley.income["CD_SECTOR"][3:]]
    ran, found = index(run_algorithm, valley)
    equal(found, expected)
    assert len([one for one in ran.infos if "138 keys in the column 'CD_SECTOR' are written as numbers" in one]) == 1


def test_a_missing_area(run_algorithm, valley):
    """Without the first sector in the layer, the other 153 keep what they had but for the ends of the scale; its rows are named."""
    valley.sectors["features"] = [one for one in valley.sectors["features"] if one["properties"]["sectorId"] != FIRST]
    ran, found = index(run_algorithm, valley)
    assert len(found) == 153 and FIRST not in found.index
    named = [
        one
        for one in ran.warnings
        if f"1 of the 141 keys in the column 'CD_SECTOR' belongs to no area of 'Statistical sectors' ('{FIRST}')" in one
    ]
    assert len(named) == 1
    valley.income, valley.heat = (table[table["CD_SECTOR"] != FIRST] for table in (valley.income, valley.heat))
    equal(found, valley.expected().drop(FIRST))


def test_an_area_in_two_parts(run_algorithm, valley):
    part = copy.deepcopy(valley.sectors["features"][0])
    valley.sectors["features"].append(part)
    assert refused(run_algorithm, valley) == (
        f"Layer 'Statistical sectors': 1 key in the field 'sectorId' stands at more than one area ('{FIRST}'), perhaps the parts of one:"
        " dissolve the layer by that field first."
    )


def test_an_area_in_two_rows(run_algorithm, valley):
    valley.income = pd.concat([valley.income, valley.income[:1]])
    assert refused(run_algorithm, valley).startswith(
        f"Table 'Income by sector' (inkomen.csv) has more than one row for 1 key in the column 'CD_SECTOR' ('{FIRST}')"
    )


def test_areas_without_a_name_go_by_their_key(run_algorithm, valley):
    """NULL, nothing or blanks for a name: the map can still point at the area, and nothing is called 'None' or ''."""
    for one, name in zip(valley.sectors["features"], (None, "", "  "), strict=False):
        one["properties"]["sectorName"] = name
    nameless = [one["properties"]["sectorId"] for one in valley.sectors["features"][:3]]
    valley.income = valley.income[~valley.income["CD_SECTOR"].isin(nameless)]
    ran, found = index(run_algorithm, valley)
    equal(found, valley.expected())
    _, units = read_layer(valley.folder / "uit.gpkg", "uit")
    assert units.set_index("sector_code").loc[nameless, "sector_name"].tolist() == nameless
    assert any(f"'Statistical sectors' ('{nameless[0]}', '{nameless[1]}', '{nameless[2]}' (+" in one for one in ran.warnings)
    assert "Layer 'Statistical sectors': 3 areas have no name in the field 'sectorName'; their keys stand in their place." in ran.infos


def test_renamed_columns(run_algorithm, valley):
    valley.income = valley.income.rename(columns={"mediaan": "MEDIAAN_2023"})
    assert refused(run_algorithm, valley) == (
        "Layer 'Income by sector (income)' has no column for the field 'median_income' (sought: mediaan, median_income). Did you mean"
        " 'MEDIAAN_2023'? The columns are CD_SECTOR, aangiften, MEDIAAN_2023; name the right one under 'fields' in the catalogue."
    )


def test_a_workbook_with_titles_thousands_marks_and_a_total(run_algorithm, valley):
    """As it is mailed around: the map is the same as of the plain table."""
    rows = [[code, f"{returns:,}".replace(",", "."), f"{median:,}".replace(",", ".")] for code, returns, median in valley.income.to_numpy()]
    hidden = sorted(set(valley.names) - set(valley.income["CD_SECTOR"]))
    rows += [[code, "*", "*"] for code in hidden[:9]]
    total = f"{valley.income['aangiften'].sum():,}".replace(",", ".")
    rows = [["Fiscale inkomens 2023"], ["Bron: Statbel"], [], ["Code", "aangiften", "mediaan"], *rows, ["Totaal", total, "-"]]
    write_xlsx(valley.folder / "inkomen.xlsx", rows)
    valley.sources["income"] = {"kind": "excel", "path": "inkomen.xlsx", "options": {"header": 4}}
    report = valley.folder / "verslag.html"
    ran, found = index(run_algorithm, valley, REPORT=str(report))
    equal(found, valley.expected())
    assert "separates thousands in aangiften, mediaan" in report.read_text(encoding="utf-8")
    for said in (
        "Layer 'Income by sector': the column names are in row 4.",
        "Layer 'Income by sector': 1 row with a total is left out.",
        "the mark '.' separates thousands in aangiften, mediaan",
        "the values '*', '-' count as missing: aangiften (9), mediaan (10).",
    ):
        assert any(said in one for one in ran.infos), said


@pytest.mark.parametrize("weight", [1.0, 2.0, 3.0])
def test_three_variants(run_algorithm, valley, weight):
    """Each variant is its own weighted mean, and says the same of what it lacks."""
    valley.challenge["indicators"][1]["weight"] = weight
    output = valley.folder / "uit.gpkg"
    ran, found = index(run_algorithm, valley)
    _, units = read_layer(output, "uit")
    scores = units.set_index("sector_code")[["low_income_score", "hot_score"]].astype(float)
    both = scores.notna().all(axis=1)
    expected = (scores["low_income_score"] + weight * scores["hot_score"]) / (1 + weight)
    equal(found[both], expected[both])
    assert len(ran.warnings) == 2 and both.sum() == valley.expected().notna().sum()


def test_a_script_that_asks_it(qgis_process_run, valley):
    """Through `qgis_process`: names for codes end with a code other than 0 and one sentence, and leave no file."""
    valley.income["CD_SECTOR"] = [valley.names[code] for code in valley.income["CD_SECTOR"]]
    output = valley.folder / "uit.gpkg"
    ran = qgis_process_run("challenge_index", {**valley.write(), "TARGET_CRS": "EPSG:31370", "OUTPUT": str(output)})
    assert ran.code != 0 and not output.exists()
    assert "does not fit" in ran.stderr and "Traceback" not in ran.stderr
