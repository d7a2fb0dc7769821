"""Fields by their roles, amounts, keys, ages in words, coordinates by their range, shares of sectors: by hand."""

import datetime
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.cartography.map_content import MapContent, SourceLine
from opgavenkaart.processing.cartography.map_texts import oldest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.products.cluster_report import heat_map, sector_matrix, sector_shares, sector_table
from opgavenkaart.processing.qgis_io.columns import key_texts, kind_in_table, qgis_values
from opgavenkaart.processing.qgis_io.field_roles import ids_in, set_header, texts, usual_fields
from opgavenkaart.processing.qgis_io.number_fields import amounts, column, known_amounts
from opgavenkaart.processing.sources.reading.points import columns_named, find_coordinates, find_listed_pair, guess_system, place_column
from opgavenkaart.processing.texts import record_words
from opgavenkaart.processing.texts.ages import age_in_words, oldest_in_words
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard, record

ENGLISH = Language("en")
NAN = np.nan


def table(name="Tabel", /, **columns):
    rows = len(next(iter(columns.values())))
    return Features(name, np.full(rows, None, dtype=object), pd.DataFrame(columns), "", np.arange(rows) + 11)


# ---- roles


USUAL = {"id": ("actor_id", "id"), "name": ("name", "naam"), "kind": ("kind",)}


def test_fields_are_those_given_or_the_likeliest_that_is_there():
    assert usual_fields({}, USUAL, ["ID", "Naam", "actor_id"], "x") == {"id": "actor_id", "name": "Naam", "kind": ""}
    assert usual_fields({"id": "ID", "name": ""}, USUAL, ["ID", "Naam", "actor_id"], "x")["id"] == "ID"
    assert usual_fields({}, USUAL, ["id", "ID"], "x")["id"] == "id"
    with pytest.raises(OpgaveError, match="'x' has no field 'code'"):
        usual_fields({"id": "code"}, USUAL, ["ID"], "x")


def test_texts_are_without_decimals_and_empty_where_missing():
    assert texts(pd.DataFrame({"a": [1.0, NAN, 2.5]}), "a").tolist() == ["1", "", "2.5"]
    assert texts(pd.DataFrame({"a": [" x ", None, ""]}), "a").tolist() == ["x", "", ""]
    assert texts(pd.DataFrame({"a": [1]}), "").tolist() == [""]
    with pytest.raises(OpgaveError, match="Field 'a' contains unreadable characters"):
        texts(pd.DataFrame({"a": ["caf\ufffd"]}), "a")


def test_names_of_columns_below_a_title():
    """In one of the first ten rows; columns without a name are left out, and where the names are known already nothing moves."""
    rows = [["Actoren 2026", None, None], ["", "", ""], ["id", "naam", ""], ["a", "A", "x"], ["b", "B", "y"]]
    raw = table(**{name: list(values) for name, values in zip(("one", "two", "three"), zip(*rows, strict=True), strict=True)})
    said = Heard()
    found = set_header(raw, USUAL, said)
    assert found.table.to_dict("list") == {"id": ["a", "b"], "naam": ["A", "B"]} and found.ids.tolist() == [14, 15]
    assert said.notes == ["Table 'Tabel': the names of its columns are in row 3."]
    good = table(id=["id", "a"], naam=["naam", "A"])
    assert set_header(good, USUAL, Heard()) is good
    late = table(one=["x"] * 10 + ["id"], two=["x"] * 10 + ["naam"])
    assert set_header(late, USUAL, Heard()) is late
    tenth = table(one=["x"] * 9 + ["id", "a"], two=["x"] * 9 + ["naam", "A"])
    assert set_header(tenth, USUAL, Heard()).table.to_dict("list") == {"id": ["a"], "naam": ["A"]}
    single = table(one=["id", "a"], two=["x", "y"])
    assert set_header(single, USUAL, Heard()) is single


def test_ids_in_a_text():
    assert list(ids_in(" a, b;c |d,, ")) == ["a", "b", "c", "d"]
    assert list(ids_in("")) == []


# ---- amounts and keys


def test_amounts_of_nothing_and_of_less_than_nothing():
    said = Heard()
    assert amounts(table(n=[1.0, NAN, 0]), "n", said).tolist() == [1, 0, 0]
    assert said.warnings == ["Field 'n' of layer 'Tabel' is empty in 1 of 3 features: they count as 0."]
    quiet = Heard()
    assert amounts(table(n=[1.0, 0]), "n", quiet).tolist() == [1, 0] and quiet.warnings == []
    assert amounts(table(n=[5, 5]), "", Heard()).tolist() == [1, 1]
    np.testing.assert_array_equal(known_amounts(table(n=[1.0, NAN]), "n", Heard()), [1, NAN])
    with pytest.raises(OpgaveError, match=r"Field 'n' of layer 'Tabel' holds a negative number \(-2\) in feature 12"):
        known_amounts(table(n=[1, -2, -3]), "n", Heard())
    with pytest.raises(OpgaveError, match=r"\(-2\) in feature 2"):
        known_amounts(replace(table(n=[1, -2]), ids=np.empty(0, dtype=int)), "n", Heard())
    with pytest.raises(OpgaveError, match="has no field 'm'"):
        column(table(n=[1]), "m")


def test_keys_of_different_sources_meet():
    assert key_texts(pd.Series([44021000000001, 2])).tolist() == ["44021000000001", "2"]
    assert key_texts(pd.Series([1.0, NAN, 2.5])).tolist() == ["1", None, "2.5"]
    assert key_texts(pd.Series([" 01", "", None, "x "])).tolist() == ["01", None, None, "x"]


def test_what_a_column_holds():
    days = pd.to_datetime(pd.Series(["2026-01-01", None]))
    columns = {"bool": pd.Series([True]), "int": pd.Series([1]), "float": pd.Series([1.5]), "text": pd.Series(["x"]), "date": days,
               "datetime": days + pd.Timedelta(hours=1)}  # fmt: skip
    assert {kind: kind_in_table(values) for kind, values in columns.items()} == {kind: kind for kind in columns}
    assert qgis_values(pd.Series([1.5, NAN])) == [1.5, None]
    assert [value and value.toString("yyyy-MM-dd HH:mm") for value in qgis_values(columns["datetime"])] == ["2026-01-01 01:00", None]


# ---- words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "age unknown"), (-1, "dated in the future"), (0, "0 days"), (1, "1 day"), (60, "60 days"), (61, "2 months"),
        (92, "3 months"),
        (729, "23 months"), (730, "2 years"), (1094, "2 years"), (1095, "3 years"), (4383, "12 years"),
    ],
)  # fmt: skip
def test_ages_in_words(days, words):
    assert age_in_words(days, ENGLISH) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "de ouderdom van de oudste gegevens achter de index is niet gekend"),
        (-1, "de oudste gegevens achter de index zijn van een latere datum"),
        (0, "de oudste gegevens achter de index zijn 0 dagen oud"),
    ],
)
def test_the_age_of_the_oldest_data_in_a_sentence(days, words):
    assert oldest_in_words(days, Language("nl")) == words


@pytest.mark.parametrize(("made", "words"), [(10, "8 maart 2024 (2 dagen oud)"), (6, "8 maart 2024 (met een datum in de toekomst)")])
def test_the_oldest_data_of_a_map(made, words):
    day = datetime.date(2024, 3, 8)
    line = SourceLine("Wegen", "Stad", "CC0", day)
    content = MapContent("", sources=(line,), made=day.replace(day=made))
    assert oldest(content, Language("nl")) == [f"Oudste laag: Wegen, {words}."]


def test_a_date_and_who_says_it():
    day = datetime.date(2026, 1, 2)
    said = {origin: record_words.word_date(day, origin, None, ENGLISH) for origin in ("record", "file", "service", "", "unheard")}
    plain = ENGLISH.date(day)
    assert said[""] == said["unheard"] == plain
    assert said["record"].startswith(f"{plain} (") and len(set(said.values())) == 4
    assert "(" not in record_words.word_date(None, "record", None, ENGLISH)
    known = record("csv", options={"date_field": "updated"})
    assert "'updated'" in record_words.date_origin("column", known, ENGLISH)
    assert "'" not in record_words.date_origin("column", record("csv"), ENGLISH)


# ---- coordinates


@pytest.mark.parametrize(
    ("x", "y", "crs", "swapped"),
    [
        (4.4, 51.2, "EPSG:4326", False), (51.2, 4.4, "EPSG:4326", True), (150_000, 210_000, "EPSG:31370", False),
        (650_000, 710_000, "EPSG:3812", False), (710_000, 650_000, "EPSG:3812", False), (490_000, 6_600_000, "EPSG:3857", False),
        (6_600_000, 490_000, "EPSG:3857", True), (2, 49, "EPSG:4326", False), (7, 52, "EPSG:4326", False), (7.1, 52, "", False),
        (0, 0, "", False), (300_000, 200_000, "EPSG:31370", False), (200_000, 300_000, "EPSG:31370", True),
    ],
)  # fmt: skip
def test_the_system_in_which_points_lie_in_belgium(x, y, crs, swapped):
    """By the middle one of the points: a single stray does not matter."""
    stray = np.array([x, x, 1e9]), np.array([y, y, -1e9])
    assert guess_system(*stray) == (crs, swapped)


def test_columns_of_coordinates_by_name():
    assert columns_named(["id", "Y", "X"]) == ("X", "Y")
    assert columns_named(["lon", "lat", "x", "y"]) == ("x", "y")
    assert columns_named(["geo.Lon", "geo.Lat"]) == ("geo.Lon", "geo.Lat")
    assert columns_named(["X_Lambert-72", "Y_Lambert-72"]) == ("X_Lambert-72", "Y_Lambert-72")
    assert columns_named(["x", "z"]) is None
    assert columns_named(["X", "x", "y", "Y"]) == ("X", "y"), "of two that are called so the first"
    assert columns_named(["a.x", "x", "b.y", "y"]) == ("x", "y"), "a column of that name goes before one inside another"
    assert columns_named(["a.x", "b.x", "b.y"]) == ("a.x", "b.y")
    assert find_listed_pair(pd.DataFrame({"geo.0": ["4.4", None], "geo.1": ["51.2", "51"]})) == ("geo.0", "geo.1")
    assert find_listed_pair(pd.DataFrame({"geo.0": ["400"], "geo.1": ["51.2"]})) is None
    assert find_listed_pair(pd.DataFrame({"geo.0": ["4.4"]})) is None


def test_columns_of_places():
    assert place_column(pd.DataFrame({"a": ["x"], "w": ["SRID=31370;POINT (1 2)"]})) == "w"
    assert place_column(pd.DataFrame({"p": ["51.2, 4.4", None]})) == "p"
    assert place_column(pd.DataFrame({"p": ["51.2, 400"]})) is None
    assert place_column(pd.DataFrame({"w": ["POINT (1 2)", "no"]})) is None


def test_points_of_a_table():
    """A row without both numbers, or with twice zero, has no point; columns that stand for each other are told."""
    said = Heard()
    found = find_coordinates(record("csv", crs=""), pd.DataFrame({"x": ["4,4", "", "0", "4,5"], "y": ["51,2", "51", "0", "51,0"]}), said)
    assert found.crs == "EPSG:4326" and found.columns == ("x", "y")
    assert [point and (point.x, point.y) for point in found.geometry] == [(4.4, 51.2), None, None, (4.5, 51)]
    swapped = find_coordinates(record("csv", crs=""), pd.DataFrame({"x": ["51.2"], "y": ["4.4"]}), Heard())
    assert (swapped.geometry[0].x, swapped.columns) == (4.4, ("y", "x"))
    both = find_coordinates(record("csv", crs=""), pd.DataFrame({"p": ["51.2 4.4"]}), Heard())
    assert (both.geometry[0].x, both.geometry[0].y, both.columns) == (4.4, 51.2, ("p",))
    wkt = find_coordinates(record("csv", crs=""), pd.DataFrame({"w": ["SRID=31370;POINT (150000 210000)", None]}), Heard())
    assert wkt.crs == "EPSG:31370" and wkt.geometry[1] is None and shapely.get_x(wkt.geometry[0]) == 150_000
    warned, lambert = Heard(), pd.DataFrame({"x": ["150000"], "y": ["210000"]})
    assert find_coordinates(record("csv", crs="EPSG:4326"), lambert, warned).crs == "EPSG:31370"
    assert len(warned.warnings) == 1 and "EPSG:4326" in warned.warnings[0]
    quiet = Heard()
    assert find_coordinates(record("csv", crs="EPSG:31370"), lambert, quiet).crs == "EPSG:31370"
    assert quiet.warnings == []
    with pytest.raises(OpgaveError, match="hold no coordinates"):
        find_coordinates(record("csv", crs=""), pd.DataFrame({"x": ["", "0"], "y": ["1", "0"]}), Heard())
    with pytest.raises(OpgaveError, match="fit no known coordinate system"):
        find_coordinates(record("csv", crs=""), pd.DataFrame({"x": ["1"], "y": ["1"]}), Heard())
    with pytest.raises(OpgaveError, match="no columns with coordinates found"):
        find_coordinates(record("csv", crs=""), pd.DataFrame({"a": ["1"]}), Heard())


# ---- challenges that meet


def test_what_challenges_share_as_depth_of_colour():
    """Of its own 10 the first shares 5, of its own 20 the second; what each has itself has no colour."""
    rows = heat_map(np.array([[10.0, 5, 0], [5, 20, 0], [0, 0, 0]]), ["a", "b", "c"])
    assert [row["cells"] for row in rows] == [
        [(10, 0), (5, 0.5), (0, 0)], [(5, 0.25), (20, 0), (0, 0)], [(0, 0), (0, 0), (0, 0)]
    ]  # fmt: skip


def test_which_sectors_a_challenge_draws_on():
    challenge = read_challenge("warm_homes")
    catalogue = read_catalogue("")
    indicators = [replace(one, weight=weight, sector=sector) for one, weight, sector in zip(
        challenge.indicators[:3], (3.0, 1.0, 4.0), ("environment", "social_policy", "environment"), strict=True)]  # fmt: skip
    one, other = replace(challenge, indicators=tuple(indicators)), replace(challenge, id="other", indicators=tuple(indicators[1:2]))
    assert sector_shares(one) == {"environment": 7 / 8, "social_policy": 1 / 8}
    matrix = sector_matrix([one, other], catalogue, ENGLISH)
    assert [row["shares"] for row in matrix["sectors"]] == [[1 / 8, 1], [7 / 8, 0]]
    table_of = sector_table([one, other], catalogue, ENGLISH)
    assert table_of["sector"].tolist() == ["environment", "social_policy", "social_policy"]
    assert table_of["weight_share"].tolist() == [7 / 8, 1 / 8, 1]
