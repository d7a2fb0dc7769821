"""A file of one's own becomes a record: columns by name and content, names of areas, what is refused."""

from pathlib import Path

import pandas as pd
import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.town import Town, write_gpkg
from opgavenkaart.test.support.workbook import write_xlsx
from osgeo import gdal
from qgis.core import QgsProcessingException
from shapely import box

NAMES = ["Antwerpen - Amandus & Atheneum", "Antwerpen - Zuid", "Berchem - Oud-Berchem", "Deurne - Ruggeveld"]
CODES = ["11002J81-", "11002A10-", "11002B20-", "11002C30-"]
TITLE_ROW = ["Wachtlijst sociale huur, toestand op 31 december 2025", None, None]
WAITING = "housing_waiting_list"


@pytest.fixture
def units(tmp_path):
    """Four areas with codes and names."""
    folder = tmp_path / "map"
    folder.mkdir()
    town = Town(folder, 2, 2)
    town.layer("statistical_sectors", town.units, key="sector_code", columns={"sector_code": CODES, "sector_name": NAMES})
    return str(next(folder.glob("statistical_sectors.*")))


@pytest.fixture
def add(run_algorithm, tmp_path):
    """Add a file to the catalogue in a folder of its own."""

    def run(path, **more):
        return run_algorithm("add_record", {"INPUT": str(path), "CATALOGUE": str(tmp_path / "own" / "halle.json"), **more})

    return run


def workbook(tmp_path, names, numbers, columns=("Wijk", "Aantal kandidaat-huurders", "Opmerking")):
    rows = [TITLE_ROW, [None, None, None], list(columns), *([name, number, None] for name, number in zip(names, numbers, strict=True))]
    return write_xlsx(tmp_path / "wachtlijst 2025.xlsx", [*rows, ["Totaal", sum(numbers), None]])


def test_names_become_codes_and_a_doubtful_one_waits_for_an_answer(add, units, tmp_path):
    file = workbook(tmp_path, ["Amandus - Ateneum", "Antwerpen Zuid", "Oud-Berchem (Berchem)", "Onbekend"], [12, 7, 30, 4])
    results = add(file, RECORD_ID=WAITING, UNITS=units)
    assert (results["MATCHED_COUNT"], results["UNMATCHED_COUNT"], results["DOUBTFUL_COUNT"]) == (2, 2, 1)
    bridge = Path(results["BRIDGE"])
    assert bridge == tmp_path / "own" / "housing_waiting_list_names.csv"
    rows = pd.read_csv(bridge, keep_default_na=False)
    assert rows.values.tolist() == [
        ["Amandus - Ateneum", "", "?", CODES[0], NAMES[0]],
        ["Antwerpen Zuid", CODES[1], "sure", CODES[1], NAMES[1]],
        ["Oud-Berchem (Berchem)", CODES[2], "sure", CODES[2], NAMES[2]],
        ["Onbekend", "", "?", "", ""],
    ]
    record = read_catalogue(results["CATALOGUE"]).records[WAITING]
    assert record.title.nl == "Wachtlijst voor sociale woningen" and record.redistribution == "aggregated"
    assert record.join.layer == "statistical_sectors" and record.source.parts[0].source.path == bridge.name
    assert waiting(results["CATALOGUE"]) == {CODES[1]: 7, CODES[2]: 30}
    bridge.write_text(bridge.read_text(encoding="utf-8").replace("Ateneum,,?", "Ateneum,,ja"), encoding="utf-8")
    again = add(file, RECORD_ID=WAITING, UNITS=units, EXISTING="set_aside")
    assert (again["MATCHED_COUNT"], again["DOUBTFUL_COUNT"]) == (3, 0)
    assert waiting(results["CATALOGUE"]) == {CODES[0]: 12, CODES[1]: 7, CODES[2]: 30}
    assert set(read_catalogue(results["CATALOGUE"]).own) == {WAITING, f"{WAITING}_2"}, "the earlier record stays"


def test_no_said_once_stays_no(add, units, tmp_path):
    file = workbook(tmp_path, ["Amandus - Ateneum", "Antwerpen Zuid"], [12, 7])
    bridge = Path(add(file, RECORD_ID=WAITING, UNITS=units)["BRIDGE"])
    bridge.write_text(bridge.read_text(encoding="utf-8").replace(",?,", ",nee,"), encoding="utf-8")
    again = add(file, RECORD_ID=WAITING, UNITS=units, EXISTING="set_aside")
    assert (again["MATCHED_COUNT"], again["UNMATCHED_COUNT"], again["DOUBTFUL_COUNT"]) == (1, 1, 0)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_codes_need_no_bridge(add, units, tmp_path, suffix):
    """Two columns under a title, codes of which one is of another year, and a total."""
    rows = [["Kandidaten", None], ["sector", "kandidaten"], [CODES[0], 5], ["11002A10X", 6], ["Totaal", 11]]
    file = tmp_path / f"lijst.{suffix}"
    if suffix == "xlsx":
        write_xlsx(file, rows)
    else:
        file.write_text("\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in rows), encoding="cp1252")
    results = add(file, RECORD_ID=WAITING, UNITS=units)
    assert (results["MATCHED_COUNT"], results["UNMATCHED_COUNT"], results["BRIDGE"]) == (2, 0, "")
    assert waiting(results["CATALOGUE"]) == {CODES[0]: 5, "11002A10X": 6}


def test_points_and_their_words(add, tmp_path):
    """Coordinates are found, and Dutch words become the values that challenges ask for."""
    file = tmp_path / "gebouwen.csv"
    rows = ("Naam;Soort;Vloeroppervlakte;X;Y", "De Zaal;Sporthal;1200;141000;157000", "Bib;bibliotheek;800;141500;157500")
    file.write_text("\n".join(rows), encoding="utf-8")
    results = add(file, RECORD_ID="community_buildings")
    loaded = load_record(read_catalogue(results["CATALOGUE"]).records["community_buildings"]).features
    assert loaded.table["kind"].tolist() == ["sport_hall", "library"] and loaded.table["floor_area_m2"].tolist() == [1200, 800]
    assert [(one.x, one.y) for one in loaded.geometry] == [(141000, 157000), (141500, 157500)]


def test_codes_are_known_without_areas(add, tmp_path):
    file = tmp_path / "lijst.csv"
    file.write_text("Nr;Gebied;Kandidaten\n1;23027A05K;4\n2;23027A06-;5\n", encoding="utf-8")
    assert waiting(add(file, RECORD_ID=WAITING)["CATALOGUE"]) == {"23027A05K": 4, "23027A06-": 5}


@pytest.mark.parametrize("suffix", ["gpkg", "geojson", "shp"])
def test_layers_of_a_gis(add, tmp_path, suffix):
    """Areas of whatever file: columns under Dutch names, owners and uses in Dutch words."""
    plots = {"Eigenaar": ["Stad", "Particulier"], "Gebruik": ["braak", "parkeren"]}
    write_gpkg(tmp_path / "gronden.gpkg", "gronden", [box(0, 0, 9, 9), box(9, 0, 19, 9)], columns=plots)
    file = tmp_path / f"gronden.{suffix}"
    if suffix != "gpkg":
        gdal.VectorTranslate(str(file), str(tmp_path / "gronden.gpkg"), dstSRS="EPSG:31370")
    record = read_catalogue(add(file, RECORD_ID="public_land")["CATALOGUE"]).records["public_land"]
    loaded = load_record(record, target_crs="EPSG:31370").features
    assert loaded.table[["owner_kind", "use"]].values.tolist() == [["public", "vacant"], ["citizens", "parking"]]
    assert [round(one.area) for one in loaded.geometry] == [81, 90]


def test_a_sheet_of_several_is_named(add, tmp_path):
    file = tmp_path / "twee.gpkg"
    for name in ("een", "twee"):
        write_gpkg(file, name, [box(0, 0, 9, 9)], columns={"name": [name]})
    record = read_catalogue(add(file, LAYER="twee")["CATALOGUE"]).own["twee_twee"]
    assert load_record(record).features.table["name"].tolist() == ["twee"]
    with pytest.raises(QgsProcessingException, match="has no layer 'drie'; it has: een, twee"):
        add(file, LAYER="drie")


def test_a_file_that_nobody_knows_gets_an_id_and_its_own_columns(add, run_algorithm, tmp_path):
    file = tmp_path / "Bomen & struiken (2025).csv"
    file.write_text("soort,hoogte,lon,lat\neik,12,4.23,50.73\n", encoding="utf-8")
    first, second = add(file), add(file)
    assert (first["RECORD_ID"], second["RECORD_ID"]) == ("bomen_struiken_2025", "bomen_struiken_2025_2")
    own = read_catalogue(first["CATALOGUE"]).own
    assert list(own) == ["bomen_struiken_2025", "bomen_struiken_2025_2"]
    assert load_record(own["bomen_struiken_2025"]).features.table[["soort", "hoogte"]].values.tolist() == [["eik", 12]]


@pytest.mark.parametrize(
    ("id", "content", "more", "said"),
    [
        (WAITING, "a;b\nx;1\n", {}, "no column with codes or names of areas"),
        (WAITING, "sector_code;b;c\n23027A00-;1;2\n", {}, "no column for any of the fields"),
        (WAITING, "sector_code;b\n23027A00-;1\n", {"FIELDS": "households_waiting=c"}, "has no column 'c'"),
        (WAITING, "sector_code;b\n23027A00-;1\n", {"FIELDS": "households_waiting"}, "write field=column"),
        (WAITING, "sector_code;kandidaten\n23027A00-;1\n", {"BRIDGE": "namen.txt"}, "ends in .csv"),
        ("population", "sector_code;80+\n23027A00-;1\n", {}, "takes the place of .* which has inhabitants"),
        ("public_land", "eigenaar;gebruik\nstad;braak\n", {}, "needs areas on the map"),
        ("community_buildings", "soort;m2\nsporthal;5\n", {}, "needs places"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(add, tmp_path, id, content, more, said):
    file = tmp_path / "lijst.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=said):
        add(file, RECORD_ID=id, **more)
    assert not (tmp_path / "own").exists()


def test_an_id_that_is_taken_is_refused(add, tmp_path):
    file = tmp_path / "lijst.csv"
    file.write_text("sector_code;households_waiting\n23027A00-;1\n", encoding="utf-8")
    path = Path(add(file, RECORD_ID=WAITING)["CATALOGUE"])
    before = path.read_bytes()
    with pytest.raises(QgsProcessingException, match=f"give another id, such as '{WAITING}_2'"):
        add(file, RECORD_ID=WAITING)
    assert path.read_bytes() == before


def test_a_file_that_is_none_is_told(add, tmp_path):
    for name, said in (("weg.csv", "does not exist"), ("brief.docx", "is not a table or layer")):
        if name != "weg.csv":
            (tmp_path / name).write_bytes(b"x")
        with pytest.raises(QgsProcessingException, match=said):
            add(tmp_path / name)


def waiting(catalogue) -> dict:
    """Return the waiting households by code as the catalogue gives them."""
    table = load_record(read_catalogue(catalogue).records[WAITING], ["sector_code", "households_waiting"]).features.table
    return dict(zip(table["sector_code"], table["households_waiting"], strict=True))
