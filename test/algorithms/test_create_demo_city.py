"""The demo city as files: readable by anyone, traps included, whole or not at all."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis import demo_city as generated
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import builtin_challenges, read_challenge
from opgavenkaart.processing.model.dates import Freshness, freshness
from opgavenkaart.processing.model.schema import mistakes, read_schema
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.running import RecordingFeedback
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProcessingException, QgsProject, QgsVectorLayer

FILES = [
    ".opgavenkaart.json",
    "catalogue.json",
    "childcare.geojson",
    "demo_city.gpkg",
    "heat_map.tif",
    "income.csv",
    "mobility.csv",
    "timetable.zip",
]
MADE_BEFORE = date(2026, 11, 1)


@pytest.fixture(scope="module")
def catalogue(demo_city):
    return read_catalogue(demo_city["CATALOGUE"])


@pytest.fixture(scope="module")
def city():
    return generated.generate(1)


def layer_of(demo_city, name) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{demo_city['GEOPACKAGE']}|layername={name}", name, "ogr")
    assert layer.isValid()
    return layer


def content(geopackage) -> dict[str, list[tuple]]:
    """Every row of every feature and attribute table, read by SQLite."""
    with sqlite3.connect(f"file:{geopackage}?mode=ro", uri=True) as database:
        tables = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents ORDER BY table_name")]
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}


def test_files_and_counts(demo_city):
    folder = Path(demo_city["OUTPUT_FOLDER"])
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert demo_city["GEOPACKAGE"] == str(folder / "demo_city.gpkg")
    assert demo_city["CATALOGUE"] == str(folder / "catalogue.json")
    assert demo_city["RECORD_COUNT"] == 36


def test_catalogue_is_valid_and_its_paths_are_relative(demo_city, catalogue):
    document = json.loads(Path(demo_city["CATALOGUE"]).read_text(encoding="utf-8"))
    assert not catalogue.mistakes
    assert not mistakes(document, read_schema("catalogue"), "catalogue")
    paths = {record["source"].get("path", "") for record in document["records"]}
    assert paths == {"", "demo_city.gpkg", "income.csv", "mobility.csv", "childcare.geojson", "timetable.zip", "heat_map.tif"}


def test_catalogue_holds_what_challenges_and_records_name(catalogue):
    assert set(catalogue.records) == {*generated.RECORDS, "grey_basemap", "heat_map"}
    for challenge in builtin_challenges():
        assert set(read_challenge(challenge).layers()) <= set(catalogue.records)
    assert catalogue.get("grey_basemap").source.kind == "none"


def test_everything_says_that_it_is_generated(catalogue):
    for record in catalogue.records.values():
        assert "gegenereerd" in record.publisher.name
        assert "gegenereerde" in record.licence.name
        assert "zaad 1:" in record.lineage or record.source.kind == "none"
    kinds = {record.publisher.kind for record in catalogue.records.values()}
    assert kinds == {"city", "flemish", "federal", "private", "non_profit", "citizens"}


def test_redistribution(catalogue):
    held = {id: record.redistribution for id, record in catalogue.records.items() if record.redistribution != "yes"}
    assert held == {"childcare_requests": "no", "housing_waiting_list": "aggregated", "energy_audits": "aggregated"}
    assert catalogue.get("childcare_requests").publisher.kind == "private"


def test_one_layer_is_stale(catalogue):
    stale = [id for id, record in catalogue.records.items() if freshness(record.date, record.update_rhythm, MADE_BEFORE) is Freshness.STALE]
    assert stale == ["vacant_buildings"]
    assert all(record.date is None or record.date < MADE_BEFORE for record in catalogue.records.values())


def test_each_record_loads_with_its_canonical_fields_and_values(catalogue, city):
    """Through the same door as any city's own layers, whatever the file, columns and coordinate system."""
    for id, layer in city.items():
        loaded = load_record(catalogue.get(id), list(generated.RECORDS[id]), None, "EPSG:31370").features
        kept = ~shapely.is_missing(layer.geometry) if layer.crs else np.ones(len(layer), dtype=bool)
        wanted = layer.table[kept].reset_index(drop=True)
        pd.testing.assert_frame_equal(loaded.table[list(wanted)], wanted, check_dtype=False, obj=id)
        if layer.crs and id != "flood_areas":
            there, here = shapely.get_parts(loaded.geometry), shapely.get_parts(layer.geometry[kept])
            assert shapely.equals_exact(there, here, 0.02 if id in ("schools", "childcare", "timetable") else 1e-9).all(), id


def test_other_coordinate_systems(demo_city, city):
    schools = layer_of(demo_city, "schools")
    assert schools.crs().authid() == "EPSG:3812"
    x, y = schools.getFeature(1).geometry().asPoint()
    assert 600_000 < x < 700_000
    assert 650_000 < y < 750_000
    assert {layer_of(demo_city, name).crs().authid() for name in ("roads", "parks", "addresses")} == {"EPSG:31370"}
    childcare = QgsVectorLayer(str(Path(demo_city["OUTPUT_FOLDER"]) / "childcare.geojson"), "childcare", "ogr")
    assert childcare.crs().authid() == "EPSG:4326"
    assert childcare.featureCount() == len(city["childcare"])
    back = QgsCoordinateTransform(childcare.crs(), QgsCoordinateReferenceSystem("EPSG:31370"), QgsProject.instance().transformContext())
    points = [back.transform(feature.geometry().asPoint()) for feature in childcare.getFeatures()]
    moved = [np.hypot(point.x() - home.x, point.y() - home.y) for point, home in zip(points, city["childcare"].geometry, strict=True)]
    assert max(moved) < 0.05


def test_text_tables_as_statistics_offices_write_them(demo_city, city):
    folder = Path(demo_city["OUTPUT_FOLDER"])
    income = folder.joinpath("income.csv").read_bytes()
    assert b"Sint-Ren\xe9" in income, "Windows-1252, not UTF-8"
    head, first = income.split(b"\r\n")[:2]
    assert head == b"CD_SECTOR;TX_SECTOR_DESCR_NL;MS_NBR_NON_ZERO_INC;MS_MEDIAN_NET_TAXABLE_INC"
    code, _, returns, median = first.split(b";")
    row = city["income"].table.iloc[0]
    assert (code.decode(), int(returns)) == (row["sector_code"], row["tax_returns"])
    assert b"," in median
    assert float(median.replace(b",", b".")) == row["median_income"]
    mobility = folder.joinpath("mobility.csv").read_bytes()
    assert mobility.startswith(b"\xef\xbb\xbfCD_SECTOR|TX_SECTOR_DESCR_NL|MS_TOT_CARS|MS_NBR_HH_NO_CAR\r\n")
    assert "Sint-René".encode() in mobility


def test_names_of_mixed_case(demo_city):
    assert [field.name() for field in layer_of(demo_city, "vacant_buildings").fields()][1:] == ["Leegstand_ID", "Opp_m2", "SindsJaar"]


def test_layers_have_titles_and_an_index(demo_city):
    with sqlite3.connect(f"file:{demo_city['GEOPACKAGE']}?mode=ro", uri=True) as database:
        titles = dict(database.execute("SELECT table_name, identifier FROM gpkg_contents"))
        indexed = {name for (name,) in database.execute("SELECT table_name FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'")}
    assert titles["statistical_sectors"] == "Statistische sectoren"
    assert {"buildings", "addresses", "roads"} <= indexed


def test_again_into_the_same_folder(demo_city, run_algorithm, tmp_path):
    """The same features and values; a file of the user's own stays."""
    shutil.copytree(demo_city["OUTPUT_FOLDER"], tmp_path, dirs_exist_ok=True)
    tmp_path.joinpath("notes.txt").write_text("mine", encoding="utf-8")
    ran = run_algorithm("create_demo_city", {"SEED": 1, "OUTPUT_FOLDER": str(tmp_path)})
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*FILES, "notes.txt"])
    assert content(ran["GEOPACKAGE"]) == content(demo_city["GEOPACKAGE"])
    for name in ("catalogue.json", "childcare.geojson", "income.csv", "mobility.csv"):
        assert tmp_path.joinpath(name).read_bytes() == Path(demo_city["OUTPUT_FOLDER"], name).read_bytes()
    assert ran.feedback.shares == sorted(ran.feedback.shares)


def test_one_seed_gives_the_same_bytes_and_another_seed_others(demo_city, run_algorithm, tmp_path):
    """The GeoPackage too, which says of each layer when it was written: on the day of the newest one, whenever that is done, and wherever:
    once more into a temporary folder."""
    ran = [run_algorithm("create_demo_city", {"SEED": 3, "OUTPUT_FOLDER": folder}) for folder in (str(tmp_path), "TEMPORARY_OUTPUT")]
    assert layer_of(ran[1], "roads").featureCount() > 1000
    made = [Path(one["OUTPUT_FOLDER"]) for one in (*ran, demo_city)]
    assert made[0] == tmp_path and made[1].name != "TEMPORARY_OUTPUT"
    first, second, other = ({path.name: path.read_bytes() for path in sorted(folder.iterdir())} for folder in made)
    assert first.keys() == second.keys() == other.keys() == set(FILES)
    assert [name for name in first if first[name] != second[name]] == [] and first["demo_city.gpkg"] != other["demo_city.gpkg"]
    with closing(sqlite3.connect(tmp_path / "demo_city.gpkg")) as database:
        assert database.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall() == [("2026-10-15T00:00:00.000Z",)]


def test_a_folder_below_a_file(run_algorithm, tmp_path):
    tmp_path.joinpath("file").write_text("", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="is a file, not a folder"):
        run_algorithm("create_demo_city", {"OUTPUT_FOLDER": str(tmp_path / "file" / "city")})
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("step", ["Drawing the town plan", "Writing 35 layers"])
def test_cancel_leaves_nothing(run_algorithm, tmp_path, step):
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm("create_demo_city", {"OUTPUT_FOLDER": str(tmp_path / "a" / "city")}, feedback=RecordingFeedback(cancel_at=step))
    assert list(tmp_path.iterdir()) == []


def test_headless_failure(qgis_process_run, tmp_path):
    tmp_path.joinpath("file").write_text("", encoding="utf-8")
    ran = qgis_process_run("create_demo_city", {"SEED": 1, "OUTPUT_FOLDER": str(tmp_path / "file" / "city")})
    assert ran.code != 0
    assert "is a file, not a folder" in ran.stdout + ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("seed", [-1, 2**31])
def test_seed_out_of_range(run_algorithm, tmp_path, seed):
    with pytest.raises(QgsProcessingException, match="SEED"):
        run_algorithm("create_demo_city", {"SEED": seed, "OUTPUT_FOLDER": str(tmp_path / "city")})
    assert list(tmp_path.iterdir()) == []
