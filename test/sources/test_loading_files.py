"""Records of files: every kind gives the same features under canonical names, or one sentence."""

import datetime
import hashlib
import os

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.record import FieldSpec, Join
from opgavenkaart.processing.model.schema import read_schema
from opgavenkaart.processing.model.source_kinds import SOURCE_FACTS
from opgavenkaart.processing.sources.loading import NOT_FEATURES, load_record
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import Heard, memory_layer, record
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorFileWriter,
)

pytestmark = pytest.mark.usefixtures("qgis_app")

KINDS = {
    "gpkg": ("GPKG", "gpkg"),
    "shapefile": ("ESRI Shapefile", "shp"),
    "geojson": ("GeoJSON", "geojson"),
    "flatgeobuf": ("FlatGeobuf", "fgb"),
}
ROWS = [
    ("POINT (104700 194500)", "s1", "De Kring", 12),
    ("POINT (105700 193500)", "s2", "Ten Broeke é", None),
    ("POINT (150000 160000)", "s3", None, 0),
]
FIELDS = {"school_id": FieldSpec(("code", "SCHOOLNR")), "name": FieldSpec(("naam",)), "places": FieldSpec(("PLAATSEN",))}
AROUND_GHENT = QgsReferencedRectangle(QgsRectangle(100000, 190000, 110000, 200000), QgsCoordinateReferenceSystem("EPSG:31370"))


def write_layer(layer, path, driver, name="", mode=QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteFile):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName, options.actionOnExistingFile = driver, name or path.stem, mode
    error, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), options)
    assert error == QgsVectorFileWriter.WriterError.NoError, message
    return path


def schools(crs="EPSG:31370"):
    return memory_layer("Point", ROWS, "SCHOOLNR:string,naam:string,plaatsen:integer", crs=crs)


@pytest.fixture
def school_file(tmp_path):
    return write_layer(schools(), tmp_path / "scholen.gpkg", "GPKG")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file(tmp_path, kind):
    driver, suffix = KINDS[kind]
    path = write_layer(schools(), tmp_path / f"scholen.{suffix}", driver)
    loaded = load_record(record(kind, path, fields=FIELDS, key="school_id"), ["name", "places", "school_id"], target_crs="EPSG:31370")
    assert list(loaded.features.table) == ["name", "places", "school_id"] and loaded.features.name == "proef"
    table = loaded.features.table.sort_values("school_id", ignore_index=True)  # FlatGeobuf has an order of its own
    assert table["name"].tolist() == ["De Kring", "Ten Broeke é", None]
    assert table["school_id"].tolist() == ["s1", "s2", "s3"]
    assert table["places"].tolist()[::2] == [12.0, 0.0] and np.isnan(table["places"][1])
    shapes = loaded.features.geometry[np.argsort(loaded.features.table["school_id"])]
    np.testing.assert_allclose(shapely.get_coordinates(shapes), [[104700, 194500], [105700, 193500], [150000, 160000]], atol=0.2)
    assert loaded.features.crs == "EPSG:31370" and loaded.counts.total == 3


@pytest.mark.parametrize("kind", KINDS)
def test_an_extent(tmp_path, kind):
    driver, suffix = KINDS[kind]
    path = write_layer(schools(), tmp_path / f"scholen.{suffix}", driver)
    loaded = load_record(record(kind, path, fields=FIELDS), ["school_id"], AROUND_GHENT, "EPSG:3812")
    assert sorted(loaded.features.table["school_id"]) == ["s1", "s2"] and loaded.features.crs == "EPSG:3812"
    elsewhere = QgsReferencedRectangle(QgsRectangle(2.9, 51.2, 3.0, 51.3), QgsCoordinateReferenceSystem("EPSG:4326"))
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial' has no features in the extent: choose another extent"):
        load_record(record(kind, path), [], elsewhere)


def test_all_fields_keep_their_name_unless_the_record_gives_one(school_file):
    loaded = load_record(record("gpkg", school_file, fields=FIELDS))
    assert list(loaded.features.table) == ["school_id", "name", "places", "fid"]


def test_a_field_that_no_column_carries(school_file):
    fields = FIELDS | {"owner_kind": FieldSpec(("eigenaar",))}
    heard = Heard()
    load_record(record("gpkg", school_file, fields=fields), progress=heard)
    assert heard.warnings == ["Layer 'Trial': no column carries the field 'owner_kind' (sought: eigenaar, owner_kind)."]
    with pytest.raises(
        OpgaveError,
        match=r"^Layer 'Trial \(proef\)' has no column for the field 'owner_kind' \(sought: eigenaar, owner_kind\)",
    ):
        load_record(record("gpkg", school_file, fields=fields), ["owner_kind"])
    with pytest.raises(OpgaveError, match=r"field 'placs' \(sought: placs\). Did you mean 'places'\?"):
        load_record(record("gpkg", school_file, fields=fields), ["placs"])


def test_the_first_name_that_is_a_column_counts_and_case_counts_last(tmp_path):
    layer = memory_layer("Point", [("POINT (0 0)", "nieuw", "oud", "klein")], "CS2025:string,CD_SECTOR:string,sector_code:string")
    path = write_layer(layer, tmp_path / "s.geojson", "GeoJSON")

    def value(*names):
        fields = {"sector_code": FieldSpec(names)}
        return load_record(record("geojson", path, fields=fields), ["sector_code"]).features.table["sector_code"].tolist()

    assert value("CS2025", "CD_SECTOR") == ["nieuw"]
    assert value("CD_SECTOR", "CS2025") == ["oud"]
    assert value("cd_sector", "CS2025") == ["nieuw"]
    assert value("cd_sector") == ["klein"]
    assert value() == ["klein"]


def test_keys_are_text(tmp_path):
    path = write_layer(memory_layer("Point", [("POINT (0 0)", 44021), ("POINT (1 1)", None)], "nis:integer"), tmp_path / "g.gpkg", "GPKG")
    loaded = load_record(record("gpkg", path, fields={"nis_code": FieldSpec(("nis",))}, key="nis_code"))
    assert loaded.features.table["nis_code"].tolist() == ["44021", None]


def test_a_filter_on_canonical_fields(school_file):
    loaded = load_record(record("gpkg", school_file, fields=FIELDS, options={"filter": "places > 5 OR name IS NULL"}))
    assert loaded.features.table["school_id"].tolist() == ["s1", "s3"]
    with pytest.raises(OpgaveError, match="uses the function 'env'"):
        load_record(record("gpkg", school_file, fields=FIELDS, options={"filter": "env('HOME') = name"}))
    with pytest.raises(OpgaveError, match=r"names the field 'nam': did you mean 'name'\?"):
        load_record(record("gpkg", school_file, fields=FIELDS, options={"filter": "nam = 'x'"}))


def test_a_table_leaves_geometry_aside(school_file):
    loaded = load_record(record("gpkg", school_file, geometry="none", fields=FIELDS), ["places"], AROUND_GHENT)
    assert len(loaded.features) == 3 and loaded.features.crs == "" and set(loaded.features.geometry) == {None}


# --- date and hash


def test_date_and_hash(school_file):
    moment = datetime.datetime(2021, 3, 4, 12).timestamp()
    os.utime(school_file, (moment, moment))
    digest = hashlib.sha256(school_file.read_bytes()).hexdigest()
    loaded = load_record(record("gpkg", school_file))
    assert (loaded.date, loaded.date_origin, loaded.source_hash) == (datetime.date(2021, 3, 4), "file", digest)
    stated = load_record(record("gpkg", school_file, date=datetime.date(2019, 9, 1)))
    assert (stated.date, stated.date_origin) == (datetime.date(2019, 9, 1), "record")
    assert hashlib.sha256(school_file.read_bytes()).hexdigest() == digest, "loading changed the file"


def test_every_part_of_a_shapefile_is_hashed(tmp_path):
    path = write_layer(schools(), tmp_path / "scholen.shp", "ESRI Shapefile")
    before = load_record(record("shapefile", path)).source_hash
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"De Kring", b"De Kroon"))
    assert load_record(record("shapefile", path)).source_hash != before


# --- coordinate systems


def test_the_layers_own_system_goes_before_the_records(school_file):
    heard = Heard()
    loaded = load_record(record("gpkg", school_file, crs="EPSG:3812"), [], progress=heard)
    assert loaded.features.crs == "EPSG:31370"
    assert heard.notes == ["Layer 'Trial' states EPSG:3812, but the layer itself has EPSG:31370; EPSG:31370 is used."]
    assert [message.sentence() for message in loaded.messages] == heard.notes


def test_the_records_system_fills_in(tmp_path):
    path = write_layer(schools(), tmp_path / "scholen.shp", "ESRI Shapefile")
    path.with_suffix(".prj").unlink()
    assert load_record(record("shapefile", path, crs="EPSG:31370"), []).features.crs == "EPSG:31370"
    with pytest.raises(OpgaveError, match="has no coordinate system"):
        load_record(record("shapefile", path), [], target_crs="EPSG:3812")


# --- joins


def sectors_and_income(tmp_path, incomes):
    square = "POLYGON (({0} 0, {1} 0, {1} 1, {0} 1, {0} 0))"
    rows = [(square.format(place, place + 1), code) for place, code in enumerate(["A1", "A2", "A3"])]
    sectors = write_layer(memory_layer("Polygon", rows, "CD_SECTOR:string"), tmp_path / "s.gpkg", "GPKG")
    (tmp_path / "i.csv").write_text("sector;inkomen\n" + "\n".join(incomes))
    fields = {"sector_code": FieldSpec(("CD_SECTOR", "sector"))}
    polygons = record("gpkg", sectors, id="statistical_sectors", fields=fields, key="sector_code", geometry="polygon")
    income = record(
        "csv",
        tmp_path / "i.csv",
        id="income",
        fields=fields | {"median_income": FieldSpec(("inkomen",))},
        key="sector_code",
        geometry="none",
        join=Join("statistical_sectors", "sector_code"),
    )
    return income, Catalogue(own={"statistical_sectors": polygons, "income": income})


def test_a_table_on_its_sectors(tmp_path):
    income, catalogue = sectors_and_income(tmp_path, ["A3;30,5", "A1;10", "B9;90"])
    heard = Heard()
    loaded = load_record(income, catalogue=catalogue, progress=heard)
    table = loaded.features.table
    assert table["sector_code"].tolist() == ["A1", "A2", "A3"]
    assert table["median_income"].tolist()[::2] == [10.0, 30.5] and np.isnan(table["median_income"][1])
    assert shapely.area(loaded.features.geometry).tolist() == [1.0, 1.0, 1.0] and loaded.features.crs == "EPSG:31370"
    assert heard.warnings == ["Table 'Trial' (i.csv) has no row for 1 area of 'Trial' ('A2'), which gets no value from it."]
    assert "Table 'Trial' (i.csv): 1 key is that of another area than those of 'Trial' ('B9')." in heard.notes
    plain = load_record(income)
    assert plain.features.table["sector_code"].tolist() == ["A3", "A1", "B9"] and set(plain.features.geometry) == {None}


def test_a_table_that_repeats_a_key(tmp_path):
    income, catalogue = sectors_and_income(tmp_path, ["A1;1", "A2;2", "A1;3"])
    with pytest.raises(OpgaveError, match=r"^Table 'Trial' \(i.csv\) has more than one row for 1 key in the column 'sector' \('A1'\)"):
        load_record(income, catalogue=catalogue)


def test_a_table_whose_layer_is_not_in_the_catalogue(tmp_path):
    income, _ = sectors_and_income(tmp_path, ["A1;1"])
    with pytest.raises(OpgaveError, match="no record 'statistical_sectors'"):
        load_record(income, catalogue=Catalogue(own={"income": income}))


# --- what cannot be loaded


def test_a_missing_file(tmp_path):
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial \(proef\)': the file '.*weg.gpkg' does not exist. Correct the 'path'"):
        load_record(record("gpkg", tmp_path / "weg.gpkg"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_none(tmp_path, kind):
    path = tmp_path / f"kapot.{KINDS[kind][1]}"
    path.write_text("dit is geen kaartlaag")
    with pytest.raises(OpgaveError, match=rf"^Layer 'Trial': '.*kapot.*' cannot be read as {kind}\.$"):
        load_record(record(kind, path))


def test_which_layer_of_a_geopackage(tmp_path):
    path = write_layer(schools(), tmp_path / "lagen.gpkg", "GPKG", "scholen")
    assert len(load_record(record("gpkg", path)).features) == 3
    layer_mode = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    write_layer(memory_layer("Point", [("POINT (0 0)",)]), path, "GPKG", "haltes", layer_mode)
    assert len(load_record(record("gpkg", path, "haltes")).features) == 1
    for name in ("", "halten"):
        with pytest.raises(OpgaveError, match=r"^Layer 'Trial \(proef\)': give the 'layer' of its source as one of .*: scholen, haltes\.$"):
            load_record(record("gpkg", path, name))


@pytest.mark.parametrize("kind", sorted(NOT_FEATURES))
def test_kinds_without_features(kind):
    with pytest.raises(OpgaveError) as caught:
        load_record(record(kind, "https://voorbeeld.invalid/wms"))
    without = {
        "none": "'Trial' has no public source: link a layer of your own in the challenge, or add a record 'proef'",
        "raster": "Layer 'Trial (proef)' is a raster, which has cells and no features: measure it in units",
    }
    assert without.get(kind, f"Layer 'Trial' has a source of the kind {kind}, which holds no features") in str(caught.value)


def test_every_kind_of_source_is_either_loaded_or_said_not_to_hold_features():
    from opgavenkaart.processing.sources.kinds import SOURCE_KINDS

    kinds = read_schema("catalogue")["$defs"]["kind"]["enum"]
    assert set(kinds) == set(SOURCE_KINDS)
    assert list(SOURCE_FACTS) == list(SOURCE_KINDS), "a kind has an entry in model/source_kinds.py and one in sources/kinds"
    assert {name for name, one in SOURCE_FACTS.items() if one.harvested} == {name for name, kind in SOURCE_KINDS.items() if kind.harvest}
    assert {name for name, one in SOURCE_FACTS.items() if one.file and not SOURCE_KINDS[name].load} == {"raster"}
    assert {name for name, kind in SOURCE_KINDS.items() if kind.load_cells} == {name for name, one in SOURCE_FACTS.items() if one.cells}


def test_an_empty_file(tmp_path):
    path = write_layer(memory_layer("Point", []), tmp_path / "leeg.gpkg", "GPKG")
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial \(proef\)' has no features: check its source\.$"):
        load_record(record("gpkg", path))


def test_cancel(school_file):
    with pytest.raises(Cancelled):
        load_record(record("gpkg", school_file), progress=Heard(cancel_after=0))


def test_parcels_as_a_service_gives_them():
    folder = data_folder("recorded/grb-adp-parcels.geojson")
    loaded = load_record(record("geojson", folder / "recorded/grb-adp-parcels.geojson", geometry="polygon"))
    assert len(loaded.features) == 321 and loaded.features.crs == "EPSG:31370"
    assert shapely.is_valid(loaded.features.geometry).all()


def test_a_defective_answer_of_a_service():
    """500 points repeated ten times without attributes: loaded for what it is."""
    folder = data_folder("dirty/zorgvoorzieningen.geojson")
    loaded = load_record(record("geojson", folder / "dirty/zorgvoorzieningen.geojson"))
    assert loaded.counts.total == 5000
    assert len(set(shapely.to_wkb(loaded.features.geometry))) <= 500
