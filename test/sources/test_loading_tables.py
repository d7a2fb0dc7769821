"""Separated texts and workbooks: what is meant is found by looking, and reported."""

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec
from opgavenkaart.processing.qgis_io.columns import key_texts
from opgavenkaart.processing.qgis_io.ogr_errors import gdal_raises
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.reading.tables import read_csv
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import Heard, record
from osgeo import ogr
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle

pytestmark = pytest.mark.usefixtures("qgis_app")


def load(tmp_path, content, **facts):
    path = tmp_path / "tabel.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    heard = Heard()
    options = facts.pop("options", None)
    loaded = load_record(record("csv", path, options=options, **facts), progress=heard)
    return loaded.features, heard, loaded


def load_table(tmp_path, content, **facts):
    return load(tmp_path, content, geometry="none", **facts)


# --- separators, encodings, line ends


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(tmp_path, separator, ending):
    rows = [["code", "naam", "aantal"], ["A1", "Gent", "12"], ["A2", "Sint-Niklaas", "7"]]
    features, heard, _ = load_table(tmp_path, ending.join(separator.join(row) for row in rows) + ending)
    assert features.table.to_dict("list") == {"code": ["A1", "A2"], "naam": ["Gent", "Sint-Niklaas"], "aantal": [12, 7]}
    shown = "tab" if separator == "\t" else separator
    assert heard.notes == [f"Layer 'Trial': 2 rows, separated by '{shown}', in utf-8."]


@pytest.mark.parametrize(
    ("encoding", "found"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16"), ("utf-16-le", None)]
)
def test_encodings(tmp_path, encoding, found):
    content = "code;naam\nA1;Geraardsbergen – Zélate €\n".encode(encoding)
    features, heard, _ = load_table(tmp_path, content, options={} if found else {"encoding": "utf-16-le"})
    assert features.table["naam"].tolist() == ["Geraardsbergen – Zélate €"]
    assert list(features.table) == ["code", "naam"] and f"in {found or 'utf-16-le'}." in heard.notes[0]


def test_quoted_texts_hold_separators_and_line_ends(tmp_path):
    features, _, _ = load_table(tmp_path, 'code;tekst\n1;"een; twee\ndrie ""vier"""\n2;vijf\n')
    assert features.table["tekst"].tolist() == ['een; twee\ndrie "vier"', "vijf"]


def test_commas_inside_a_semicolon_file(tmp_path):
    features, _, _ = load_table(tmp_path, "naam;waarde\nGent, centrum;1,5\nBrugge, poort;2,5\n")
    assert features.table.to_dict("list") == {"naam": ["Gent, centrum", "Brugge, poort"], "waarde": [1.5, 2.5]}


def test_one_column(tmp_path):
    features, _, _ = load_table(tmp_path, "code\nA1\nA2\n")
    assert features.table.to_dict("list") == {"code": ["A1", "A2"]}


def test_columns_of_the_same_name_and_blank_lines(tmp_path):
    features, _, _ = load_table(tmp_path, "\n\na;a; b \n1;2;3\n\n4;5;6\n")
    assert list(features.table)[:2] == ["a", "a.1"] and features.table["b"].tolist() == [3, 6]


def test_a_given_separator_and_encoding_go_first(tmp_path):
    features, _, _ = load_table(tmp_path, "a;b,c\n1;2,3\n", options={"separator": ",", "encoding": "latin-1"})
    assert features.table.to_dict("list") == {"a;b": ["1;2"], "c": [3]}


@pytest.mark.parametrize(
    ("content", "options", "sentence"),
    [
        (b"", {}, r"^Layer 'Trial \(proef\)': the file is empty: put the table there, or correct the 'path' of its source\.$"),
        (b"\xef\xbb\xbf\r\n", {}, r"^Layer 'Trial \(proef\)': the file is empty"),
        (b"a;b\n1;2\n1;2;3;4\n", {"separator": ";"}, r"^Layer 'Trial \(proef\)': the file cannot be read as a table \(.*line 3"),
        (b"a;b\n\xff;2\n", {"encoding": "utf-8"}, r"^Layer 'Trial \(proef\)': the file is not text in the encoding utf-8 \("),
        (b"a;b\n1;2\n", {"encoding": "klinkklaar"}, r"^Layer 'Trial \(proef\)': the file is not text in the encoding klinkklaar \("),
        (b"a;b\n", {}, r"^Layer 'Trial \(proef\)' has no features: check its source\.$"),
    ],
)
def test_what_is_no_table(tmp_path, content, options, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        load_table(tmp_path, content, options=options)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp", "Cs"]), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=8), st.sampled_from([";", ",", "\t", "|"]))
def test_a_table_of_texts_comes_back(rows, separator):
    frame = pd.DataFrame(rows, columns=["een", "twee"])
    table = read_csv(frame.to_csv(index=False, sep=separator, quoting=1).encode("utf-8"), "proef").table
    assert table["een"].tolist() == frame["een"].tolist() and table["twee"].tolist() == frame["twee"].tolist()


# --- values


@pytest.mark.parametrize(
    ("texts", "expected", "kind"),
    [
        (["1", "2"], [1, 2], "int64"),
        (["1", ""], [1, np.nan], "float64"),
        (["1,5", "2"], [1.5, 2], "float64"),
        (["1 414", "57 758 306"], [1414, 57758306], "int64"),
        (["0010", "0200"], ["0010", "0200"], "object"),
        (["0", "0,5"], [0, 0.5], "float64"),
        (["123456789012345678", "1"], ["123456789012345678", "1"], "object"),
        (["11001A00-", "5"], ["11001A00-", "5"], "object"),
        (["nan", "inf"], ["nan", "inf"], "object"),
        (["", ""], [None, None], "object"),
        (["-", "3"], [np.nan, 3], "float64"),
        (["-", "geen"], ["-", "geen"], "object"),
    ],
)
def test_numbers_are_numbers_and_codes_are_texts(tmp_path, texts, expected, kind):
    features, _, _ = load_table(tmp_path, "sleutel;v\n" + "".join(f"k;{text}\n" for text in texts))
    column = features.table["v"]
    assert str(column.dtype) == kind
    assert [None if pd.isna(a) else a for a in column] == [None if pd.isna(b) else b for b in expected]


def test_keys_stay_text_even_when_they_look_like_numbers(tmp_path):
    fields = {"nis_code": FieldSpec(("refnis",))}
    features, _, _ = load_table(tmp_path, "refnis;n\n44021;1\n 11001 ;2\n;3\n", fields=fields, key="nis_code")
    assert features.table["nis_code"].tolist() == ["44021", "11001", None]


def test_keys_from_numbers_and_texts_meet():
    numbers = key_texts(pd.Series([44021, 11001]))
    assert numbers.tolist() == key_texts(pd.Series([44021.0, 11001.0])).tolist() == key_texts(pd.Series(["44021", " 11001"])).tolist()
    assert key_texts(pd.Series([np.nan, 1.5])).tolist() == [None, "1.5"]


def test_statbel_with_spaces_between_thousands():
    folder = data_folder("dirty/statbel-fiscaal-2020.csv")
    fields = {"sector_code": FieldSpec(("Code van de sector",)), "median_income": FieldSpec(("Mediaan inkomen per aangifte",))}
    facts = {"fields": fields, "key": "sector_code", "geometry": "none"}
    heard = Heard()
    incomes = record("csv", folder / "dirty/statbel-fiscaal-2020.csv", **facts)
    loaded = load_record(incomes, ["sector_code", "median_income"], progress=heard)
    assert loaded.counts.total == 19932
    assert loaded.features.table["median_income"].isna().sum() == 2316
    assert heard.notes[1:] == [
        "Layer 'Trial': spaces between thousands are left out of the numbers in Mediaan inkomen per aangifte.",
        "Layer 'Trial': the values '.' count as missing: Mediaan inkomen per aangifte (2316).",
    ]
    assert heard.warnings == ["Layer 'Trial': 541 rows belong to no sector (their code ends in ZZZZ) and cannot be shown on a map."]
    first = loaded.features.table.iloc[0]
    assert first["sector_code"] == "11001A00-" and first["median_income"] == 30905
    assert loaded.features.table["median_income"].dtype == "float64"


def test_policy_fields_keep_their_leading_zeros():
    folder = data_folder("bbc/beleidsvelden.csv")
    loaded = load_record(record("csv", folder / "bbc/beleidsvelden.csv", geometry="none"))
    assert len(loaded.features) == 142 and loaded.features.table["code"].iloc[0] == "0010"


def test_texts_of_many_lines_of_the_multi_year_plans():
    folder = data_folder("bbc/bbc-acties-mjp2026.csv")
    loaded = load_record(record("csv", folder / "bbc/bbc-acties-mjp2026.csv", geometry="none"), ["nis_code", "ac_short", "y2026"])
    assert len(loaded.features) == 11095
    assert (loaded.features.table["nis_code"] == 44021).sum() == 153


# --- coordinates


@pytest.mark.parametrize(
    ("x", "y"),
    [("lx", "ly"), ("X", "Y"), ("x_lambert72", "y_lambert72"), ("X-coördinaat".replace("ö", "o"), "Y-coordinaat"), ("coord_x", "coord_y")],
)
def test_lambert_72_columns(tmp_path, x, y):
    features, heard, _ = load(tmp_path, f"naam;{y};{x}\nKring;194500,25;104700,5\n")
    assert shapely.get_coordinates(features.geometry).tolist() == [[104700.5, 194500.25]] and features.crs == "EPSG:31370"
    assert heard.notes[1] == f"Layer 'Trial': points from the columns {x} and {y} in EPSG:31370."


@pytest.mark.parametrize(
    ("x", "y"), [("longitude", "latitude"), ("Lon", "Lat"), ("lng", "lat"), ("lengtegraad", "breedtegraad"), ("x", "y"), ("long", "lat")]
)
def test_degrees(tmp_path, x, y):
    features, _, _ = load(tmp_path, f"naam,{y},{x}\nKring,51.05,3.72\nBroeke,51.06,3.71\n")
    assert shapely.get_coordinates(features.geometry).tolist() == [[3.72, 51.05], [3.71, 51.06]] and features.crs == "EPSG:4326"


@pytest.mark.parametrize(
    ("x", "y", "crs"),
    [(104700, 194500, "EPSG:31370"), (604700, 694500, "EPSG:3812"), (3.72, 51.05, "EPSG:4326"), (414108, 6631521, "EPSG:3857")],
)
def test_the_system_is_seen_by_the_range_of_the_values(tmp_path, x, y, crs):
    assert load(tmp_path, f"x;y\n{x};{y}\n")[0].crs == crs


def test_columns_that_stand_the_wrong_way_round(tmp_path):
    features, heard, _ = load(tmp_path, "x;y\n51.05;3.72\n51.06;3.73\n")
    assert shapely.get_coordinates(features.geometry).tolist() == [[3.72, 51.05], [3.73, 51.06]]
    assert heard.notes[1] == "Layer 'Trial': points from the columns y and x in EPSG:4326."


def test_the_record_names_columns_and_system(tmp_path):
    content = "oost;noord;x;y\n604700;694500;1;2\n"
    features, _, _ = load(tmp_path, content, options={"x": "oost", "y": "noord"}, crs="EPSG:3812")
    assert shapely.get_coordinates(features.geometry).tolist() == [[604700, 694500]] and features.crs == "EPSG:3812"
    with pytest.raises(OpgaveError, match=r"no columns with coordinates found. Name them as 'x' and 'y'.*oost, noord, x, y\.$"):
        load(tmp_path, content, options={"x": "oosten", "y": "noord"}, crs="EPSG:3812")


def test_a_system_that_cannot_be_right(tmp_path):
    features, heard, _ = load(tmp_path, "lat;lon\n51.05;3.72\n", crs="EPSG:31370")
    assert features.crs == "EPSG:4326"
    assert heard.warnings == ["Layer 'Trial' states EPSG:31370, but the coordinates are in EPSG:4326; EPSG:4326 is used."]


@pytest.mark.parametrize(
    ("place", "crs", "x", "y"),
    [
        ("51.05, 3.72", "EPSG:4326", 3.72, 51.05),
        ("[3.72,51.05]", "EPSG:4326", 3.72, 51.05),
        ("51.05 3.72", "EPSG:4326", 3.72, 51.05),
        ("104700; 194500", "EPSG:31370", 104700, 194500),
        ("POINT (104700 194500)", "EPSG:31370", 104700, 194500),
        ("SRID=4326;Point(3.72 51.05)", "EPSG:4326", 3.72, 51.05),
        ("POINT (51.05 3.72)", "EPSG:4326", 3.72, 51.05),
    ],
)
def test_places_in_one_column(tmp_path, place, crs, x, y):
    content = f"naam|plek\nKring|{place}\nzonder|\n"
    features, heard, loaded = load(tmp_path, content, options={"separator": "|"})
    assert shapely.get_coordinates(features.geometry).tolist() == [[x, y]] and features.crs == crs
    assert loaded.counts.null_geometry == 1 and f"Layer 'Trial': places from the column plek in {crs}." in heard.notes
    assert len(load(tmp_path, content, options={"separator": "|"}, geometry="unknown")[0]) == 1


def test_polygons_as_wkt(tmp_path):
    square = "POLYGON ((104700 194500, 104800 194500, 104800 194600, 104700 194600, 104700 194500))"
    features, _, _ = load(tmp_path, f'naam;vorm\nblok;"{square}"\n', geometry="polygon")
    assert shapely.area(features.geometry).tolist() == [10_000] and features.crs == "EPSG:31370"


def test_two_numbers_are_not_always_a_place(tmp_path):
    assert load(tmp_path, "naam|nummers\nKring|12, 14\n", options={"separator": "|"}, geometry="unknown")[0].crs == ""


def test_rows_without_a_point_are_counted(tmp_path):
    features, heard, loaded = load(tmp_path, "naam;x;y\na;104700;194500\nb;;\nc;0;0\nd;onbekend;194500\n")
    assert features.table["naam"].tolist() == ["a"]
    assert (loaded.counts.total, loaded.counts.null_geometry) == (4, 3)
    assert "Layer 'proef': 3 of 4 features have no geometry and are left out." in heard.notes


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("naam;straat\na;b\n", r"^Layer 'Trial \(proef\)': no columns with coordinates found.*it has the columns naam, straat\.$"),
        ("naam;x;y\na;oost;west\n", r"^Layer 'Trial \(proef\)': the columns x and y hold no coordinates\."),
        ("naam;x;y\na;5;9\n", r"^Layer 'Trial \(proef\)': the coordinates \(such as 5.0 9.0\) fit no known coordinate system: give 'crs'"),
    ],
)
def test_no_coordinates(tmp_path, content, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        load(tmp_path, content)


def test_points_are_clipped_and_reprojected(tmp_path):
    path = tmp_path / "punten.csv"
    path.write_text("naam;lat;lon\nGent;51.05;3.72\nAntwerpen;51.22;4.40\n")
    area = QgsReferencedRectangle(QgsRectangle(100000, 190000, 110000, 200000), QgsCoordinateReferenceSystem("EPSG:31370"))
    loaded = load_record(record("csv", path), ["naam"], area, "EPSG:31370")
    assert loaded.features.table["naam"].tolist() == ["Gent"] and loaded.features.crs == "EPSG:31370"
    assert loaded.features.geometry[0].distance(shapely.Point(104700, 193600)) < 1000
    assert loaded.counts.given == 2 and loaded.counts.total == 1


def test_schools_as_the_flemish_government_gives_them(tmp_path):
    """UTF-8 with byte order mark, semicolons, lines that end on CR only, Lambert 72 in lx and ly."""
    content = '\ufeffschoolnummer;naam;lx;ly\r000123;Basisschool De Lübeck;104700;194500\r000456;"Sint-Jan; Gent";105000;193000\r'
    fields = {"school_id": FieldSpec(("schoolnummer",))}
    features, _, _ = load(tmp_path, content, fields=fields, key="school_id", options={"x": "lx", "y": "ly"})
    assert features.table["school_id"].tolist() == ["000123", "000456"]
    assert features.table["naam"].tolist() == ["Basisschool De Lübeck", "Sint-Jan; Gent"]
    assert features.crs == "EPSG:31370" and len(features) == 2


def test_a_table_of_unknown_geometry_has_points_when_it_has_coordinates(tmp_path):
    assert load(tmp_path, "x;y\n104700;194500\n", geometry="unknown")[0].crs == "EPSG:31370"
    assert load(tmp_path, "code;n\na;1\n", geometry="unknown")[0].crs == ""


def test_stops_of_ghent():
    folder = data_folder("gent/haltes-delijn-gent.csv")
    loaded = load_record(record("csv", folder / "gent/haltes-delijn-gent.csv"), ["haltenummer"], target_crs="EPSG:31370")
    assert len(loaded.features) == 1452
    west, south, east, north = shapely.total_bounds(loaded.features.geometry)
    assert 90_000 < west < east < 120_000 and 180_000 < south < north < 215_000


# --- workbooks


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    path = tmp_path_factory.mktemp("excel") / "werkmap.xlsx"
    with gdal_raises():
        book = ogr.GetDriverByName("XLSX").CreateDataSource(str(path))
        income = {"sector": ogr.OFTString, "mediaan": ogr.OFTReal, "aangiften": ogr.OFTInteger}
        places = {"naam": ogr.OFTString, "x": ogr.OFTReal, "y": ogr.OFTReal}
        for name, columns, rows in (
            ("inkomen", income, [("A1", 30905.5, 12), ("A2", None, 0)]),
            ("scholen", places, [("Kring", 104700.5, 194500.25)]),
        ):
            sheet = book.CreateLayer(name)
            for column, kind in columns.items():
                sheet.CreateField(ogr.FieldDefn(column, kind))
            for row in rows:
                feature = ogr.Feature(sheet.GetLayerDefn())
                for column, value in zip(columns, row, strict=True):
                    if value is not None:
                        feature.SetField(column, value)
                sheet.CreateFeature(feature)
        del feature, sheet, book
    return path


def test_a_sheet_as_table(workbook):
    fields = {"sector_code": FieldSpec(("sector",)), "median_income": FieldSpec(("mediaan",))}
    loaded = load_record(record("excel", workbook, fields=fields, key="sector_code", geometry="none"))
    table = loaded.features.table
    assert list(table) == ["sector_code", "median_income", "aangiften"]
    assert table["sector_code"].tolist() == ["A1", "A2"] and table["aangiften"].tolist() == [12, 0]
    assert table["median_income"][0] == 30905.5 and np.isnan(table["median_income"][1])


def test_a_sheet_of_points(workbook):
    loaded = load_record(record("excel", workbook, "scholen"))
    assert shapely.get_coordinates(loaded.features.geometry).tolist() == [[104700.5, 194500.25]] and loaded.features.crs == "EPSG:31370"


def test_a_sheet_that_is_not_there(workbook, tmp_path):
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial': the workbook '.*' has no sheet 'blad1'; it has: inkomen, scholen\.$"):
        load_record(record("excel", workbook, "blad1", geometry="none"))
    (tmp_path / "tekst.xlsx").write_text("dit is geen werkmap")
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial': '.*tekst.xlsx' is no workbook that can be read"):
        load_record(record("excel", tmp_path / "tekst.xlsx", geometry="none"))


def test_a_swing_workbook_with_explanations_above_its_header():
    folder = data_folder("dirty/swing-descriptive-info.xlsx")
    heard = Heard()
    loaded = load_record(record("excel", folder / "dirty/swing-descriptive-info.xlsx", geometry="none"), progress=heard)
    table = loaded.features.table
    assert table["Indicator code"].tolist() == ["v1101_t"] and table["Start period"].tolist() == [1985] and len(table.columns) == 42
    assert heard.notes == ["Layer 'Trial': the column names are in row 2."]
    assert heard.warnings[0].startswith("Layer 'Trial': 16 of 42 columns are empty in every feature (More information, Base indicator")


def test_lambert_2008_in_a_record_that_says_lambert_72(tmp_path):
    path, heard = tmp_path / "punten.csv", Heard()
    path.write_text("naam;x;y\nA;604700;694500\n")
    loaded = load_record(record("csv", path, crs="EPSG:31370"), progress=heard)
    assert loaded.features.crs == "EPSG:3812"
    assert heard.warnings == ["Layer 'Trial' states EPSG:31370, but the coordinates are in EPSG:3812; EPSG:3812 is used."]


@pytest.mark.parametrize("said", ["EPSG:31370", ""])
def test_geojson_in_metres_that_does_not_say_so(tmp_path, said):
    path, heard = tmp_path / "punten.geojson", Heard()
    path.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1},'
        ' "geometry": {"type": "Point", "coordinates": [104700, 194500]}}]}'
    )
    loaded = load_record(record("geojson", path, crs=said), progress=heard)
    assert loaded.features.crs == "EPSG:31370" and shapely.get_x(loaded.features.geometry).tolist() == [104700]
    assert heard.warnings[0] == "Layer 'Trial': the file counts as EPSG:4326, but its coordinates are in EPSG:31370, which is used."
