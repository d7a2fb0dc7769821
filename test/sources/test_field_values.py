"""What a record makes of a source's values, whatever the kind of source: marks, canonical values, computed fields, constants."""

import json

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.layers import Heard, record

pytestmark = pytest.mark.usefixtures("qgis_app")


def csv(tmp_path, lines, fields=None, options=None, wanted=None, **facts):
    path = tmp_path / "tabel.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    heard = Heard()
    facts = {"geometry": "none", "fields": {name: FieldSpec(**spec) for name, spec in (fields or {}).items()}, "options": options, **facts}
    return load_record(record("csv", path, **facts), wanted, progress=heard), heard


def table_of(loaded) -> dict:
    return {name: [None if pd.isna(value) else value for value in loaded.features.table[name]] for name in loaded.features.table}


# --- constants


def test_a_constant_is_in_every_feature(tmp_path):
    found, _ = csv(tmp_path, ["naam", "a", "b"], {"name": {"sources": ("naam",)}, "mode": {"constant": "train"}, "public": {"constant": 1}})
    assert table_of(found) == {"name": ["a", "b"], "mode": ["train", "train"], "public": [1, 1]}
    found, _ = csv(tmp_path, ["naam", "a", "b"], {"mode": {"constant": "train"}}, {"filter": "mode = 'train' AND naam = 'b'"}, ["mode"])
    assert table_of(found)["mode"] == ["train"]


# --- canonical values


HAZARD = {"sources": ("gridcode",), "recode": {"3": "medium", "2": "low", "1": "low"}}


def test_values_become_canonical_and_others_are_counted(tmp_path):
    found, heard = csv(tmp_path, ["gridcode", "3", "1", "4", "4", "7"], {"hazard": HAZARD}, wanted=["hazard"])
    assert table_of(found) == {"hazard": ["medium", "low", None, None, None]}
    assert heard.warnings == [
        "Layer 'Trial (proef)': 3 values of the column 'gridcode' are not listed by 'recode' of the field 'hazard' and count as missing:"
        " '4' (2), '7' (1)."
    ]


def test_a_source_with_other_words_fails_and_is_not_drawn_as_none(tmp_path):
    with pytest.raises(OpgaveError) as caught:
        csv(tmp_path, ["gridcode", "D", "C", "D"], {"hazard": HAZARD})
    assert str(caught.value) == (
        "Layer 'Trial (proef)': the column 'gridcode' holds none of the values that 'recode' of the field 'hazard' lists ('3', '2', '1'),"
        " but 'D' (2), 'C' (1). Correct 'recode' in the catalogue."
    )


def test_the_filter_looks_at_canonical_values(tmp_path):
    found, _ = csv(tmp_path, ["gridcode;n", "3;a", "2;b", "1;c"], {"hazard": HAZARD}, {"filter": "hazard = 'low'"}, ["n"])
    assert table_of(found)["n"] == ["b", "c"]


def test_a_layer_of_features_is_recoded_too(tmp_path):
    features = [
        {"type": "Feature", "properties": {"gridcode": code, "diepte": depth}, "geometry": {"type": "Point", "coordinates": [3.7, 51.0]}}
        for code, depth in ((3, 0.2), (2, 9999), (2, 7.5))
    ]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    depth = {"sources": ("diepte",), "missing": (9999,), "recode": {"[0, 5)": "shallow", "[5, ]": "deep"}}
    found = load_record(record("geojson", path, fields={"hazard": FieldSpec(**HAZARD), "depth": FieldSpec(**depth)}))
    assert table_of(found) == {"hazard": ["medium", "low", "low"], "depth": ["shallow", None, "deep"]}


# --- computed fields


AGES = ["code;80-84;85-89;90+;mannen", "a;10;5;2;8", "b;7;;1;3"]


def test_a_field_is_computed_from_columns_and_fields(tmp_path):
    fields = {
        "sector_code": {"sources": ("code",)},
        "men": {"sources": ("mannen",)},
        "aged_80_plus": {"compute": '"80-84" + coalesce("85-89", 0) + "90+"'},
        "old": {"compute": '"80-84" + "85-89"'},
        "men_share": {"compute": "round(100.0 * men / aged_80_plus, 1)"},
    }
    found, _ = csv(tmp_path, AGES, fields, wanted=["sector_code", "aged_80_plus", "old", "men_share"])
    assert table_of(found) == {"sector_code": ["a", "b"], "aged_80_plus": [17, 8], "old": [15, None], "men_share": [47.1, 37.5]}


def test_a_layer_that_is_read_whole_keeps_its_own_columns_and_those_computed(tmp_path):
    found, _ = csv(tmp_path, AGES, {"men": {"sources": ("mannen",)}, "twice": {"compute": "2 * mannen"}})
    assert list(found.features.table) == ["men", "code", "80-84", "85-89", "90+", "twice"]
    assert table_of(found)["twice"] == [16, 6]


def test_a_text_a_choice_and_nothing_are_computed(tmp_path):
    fields = {
        "label": {"compute": "upper(code) || ': ' || mannen"},
        "size": {"compute": "CASE WHEN mannen > 5 THEN 'large' ELSE 'small' END"},
        "is_large": {"compute": "mannen > 5"},
        "places": {"compute": "NULL"},
        "class": {"compute": "mannen / 2.0", "recode": {"[0, 2)": "a", "[2, ]": "b"}},
    }
    found, _ = csv(tmp_path, AGES, fields, wanted=list(fields))
    expected = {"label": ["A: 8", "B: 3"], "size": ["large", "small"], "is_large": [1, 0], "places": [None, None], "class": ["b", "a"]}
    assert table_of(found) == expected


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"x": {"compute": "env('HOME')"}},
            "The expression for the field 'x' of 'Trial (proef)' uses the function 'env', which is not allowed",
        ),
        ({"x": {"compute": "@project_path"}}, "The expression for the field 'x' of 'Trial (proef)' uses the variable '@project_path'"),
        ({"x": {"compute": "mannen +"}}, "The expression for the field 'x' of 'Trial (proef)' is not a valid expression"),
        ({"x": {"compute": "y + 1"}, "y": {"compute": "x + 1"}}, "the field 'x' is computed from itself (x > y > x)"),
        ({"x": {"compute": "vrouwen + 1"}}, "has no column for the field 'vrouwen'"),
        ({"x": {"compute": "code + 1"}}, "fails on layer 'proef': the field 'code' holds texts, such as 'a', and no numbers."),
        ({"x": {"compute": "1 + coalesce(code, 2) * mannen"}}, "the field 'code' holds texts"),
        ({"x": {"compute": "CASE WHEN mannen > 3 THEN code END + coalesce(code, '1')"}}, "the field 'code' holds texts"),
    ],
)
def test_what_cannot_be_computed_is_one_sentence(tmp_path, fields, said):
    with pytest.raises(OpgaveError) as caught:
        csv(tmp_path, AGES, fields, wanted=["x"])
    assert said in str(caught.value)


def test_a_field_of_which_a_column_is_absent_is_left_out_of_a_whole_layer(tmp_path):
    found, heard = csv(tmp_path, AGES, {"x": {"compute": "vrouwen + 1"}})
    assert "x" not in found.features.table
    assert heard.warnings == ["Layer 'Trial': no column carries the field 'vrouwen' (sought: vrouwen)."]


def test_numbers_that_nobody_can_read_do_not_enter_a_sum(tmp_path):
    with pytest.raises(OpgaveError, match="may separate thousands or decimals"):
        csv(tmp_path, ["a;b", "1.022;2", "12.345;3"], {"x": {"compute": "a + b"}})


# --- marks


def test_marks_by_hand_are_missing_in_their_field_or_everywhere(tmp_path):
    lines = ["code;hitte;naam", "a;9999;C", "b;7;Gent", "9999;8;?"]
    found, heard = csv(tmp_path, lines, {"heat": {"sources": ("hitte",), "missing": (9999,)}}, {"missing": ["?"]})
    assert table_of(found) == {"heat": [None, 7, 8], "code": ["a", "b", "9999"], "naam": ["C", "Gent", None]}
    assert "Layer 'Trial': the values '9999' count as missing: heat (1)." in heard.notes
    assert "Layer 'Trial': the values '?' count as missing: naam (1)." in heard.notes
    found, _ = csv(tmp_path, lines, {}, {"missing": ["?", "C", "9999"]})
    assert table_of(found) == {"code": ["a", "b", None], "hitte": [None, 7, 8], "naam": [None, "Gent", None]}


def test_a_mark_that_would_make_a_column_text(tmp_path):
    lines = ["code;n", "a;geheim", "b;12"]
    assert table_of(csv(tmp_path, lines)[0])["n"] == ["geheim", "12"]
    assert table_of(csv(tmp_path, lines, {"n": {"missing": ("geheim",)}})[0])["n"] == [None, 12]


@pytest.mark.parametrize(
    ("mark", "texts", "numbers"),
    [
        (".", ["1.022", "12.345"], [1022, 12345]),
        (",", ["1,022", "12,345.5"], [1022, 12345.5]),
        (" ", ["1 022", "12.345"], [1022, 12.345]),
        ("'", ["1'022", "12,345"], [1022, 12.345]),
        (".", ["-00", "1.007"], [0, 1007]),
    ],
)
def test_the_mark_between_thousands_by_hand(tmp_path, mark, texts, numbers):
    found, _ = csv(
        tmp_path, ["code;n", *(f"x{place};{text}" for place, text in enumerate(texts))], options={"thousands": mark}, wanted=["n"]
    )
    assert table_of(found)["n"] == numbers


def test_two_marks_that_are_the_same(tmp_path):
    with pytest.raises(OpgaveError, match=r"'decimal' and 'thousands' of its source are both '\.': leave one out\."):
        csv(tmp_path, ["n", "1.5"], options={"thousands": ".", "decimal": "."})


# --- names of columns


def test_a_pattern_finds_the_newest_column_and_also_the_row_of_names(tmp_path):
    lines = ["Sectoren van Statbel", "CS01012024;CS01012025;n", "a;b;1", "c;d;2"]
    found, _ = csv(tmp_path, lines, {"sector_code": {"sources": ("CD_SECTOR", "CS01*")}}, key="sector_code")
    assert table_of(found) == {"sector_code": ["b", "d"], "CS01012024": ["a", "c"], "n": [1, 2]}
    found, _ = csv(tmp_path, ["cs01012024;CD_SECTOR", "a;b"], {"sector_code": {"sources": ("CS01*", "cd_sector")}}, wanted=["sector_code"])
    assert table_of(found) == {"sector_code": ["b"]}


def test_a_star_that_is_in_the_name_itself(tmp_path):
    found, _ = csv(tmp_path, ["aantal*;aantal2", "1;2"], {"n": {"sources": ("aantal*",)}}, wanted=["n"])
    assert table_of(found) == {"n": [1]}


# --- the newest of many vintages


VINTAGES = ["CD_YEAR|CD_SECTOR|MEDIAN", "2022|a|1", "2023|a|2", "2023|b|C", "2022|b|4"]


def test_only_the_newest_vintage_is_taken_and_the_layer_is_as_old_as_that(tmp_path):
    fields = {"sector_code": {"sources": ("CD_SECTOR",)}, "median_income": {"sources": ("MEDIAN",)}}
    found, heard = csv(tmp_path, VINTAGES, fields, {"newest": "CD_YEAR"}, ["sector_code", "median_income"], key="sector_code")
    assert table_of(found)["sector_code"] == ["a", "b"] and table_of(found)["median_income"] == [2, None]
    assert (str(found.date), found.date_origin) == ("2023-12-31", "column")
    assert "Layer 'Trial': only the newest period of 'CD_YEAR' is taken, 2023: 2 of 4 rows." in heard.notes
    whole, _ = csv(tmp_path, VINTAGES, fields, {"newest": "CD_YEAR"})
    assert table_of(whole)["CD_YEAR"] == [2023, 2023]


def test_the_newest_by_a_field_of_the_record_in_a_layer_of_features(tmp_path):
    features = [
        {"type": "Feature", "properties": {"jaar": year, "n": year - 2000}, "geometry": {"type": "Point", "coordinates": [3.7, 51.0]}}
        for year in (2021, 2024, 2024)
    ]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    for wanted in (None, ["n"]):
        found = load_record(record("geojson", path, fields={"year": FieldSpec(("jaar",))}, options={"newest": "year"}), wanted)
        assert found.features.table["n"].tolist() == [24, 24] and str(found.date) == "2024-12-31"


def test_no_such_column_to_take_the_newest_by(tmp_path):
    with pytest.raises(
        OpgaveError, match=r"has no column 'JAAR' to take the newest rows by: correct 'newest' .* The columns are CD_YEAR, CD_S"
    ):
        csv(tmp_path, VINTAGES, options={"newest": "JAAR"})


# --- long form


FLUVIUS = [
    "Sector;Markt;Rol;Aantal;kWh", "a;Gas;Persoon;5;1000", "a;Gas;Bedrijf;1;200", "a;Elektriciteit;Persoon;9;300.5",
    "b;Gas;Persoon;2;100", "b;Elektriciteit;Persoon;3;50", "b;Elektriciteit;Bedrijf;1;25",
]  # fmt: skip


def test_several_columns_of_values_are_added_over_what_is_not_named(tmp_path):
    pivot = {"rows": ["sector_code"], "columns": ["Markt"], "values": ["kWh", "Aantal"], "sum": True}
    fields = {
        "sector_code": {"sources": ("Sector",)},
        "gas_kwh": {"sources": ("Aardgas_kWh", "Gas_kWh")},
        "gas_connections": {"sources": ("Gas_Aantal",)},
        "kwh_each": {"compute": "gas_kwh / gas_connections"},
    }
    found, _ = csv(tmp_path, FLUVIUS, fields, {"pivot": pivot}, [*fields, "Elektriciteit_kWh"], key="sector_code")
    assert table_of(found) == {
        "sector_code": ["a", "b"], "gas_kwh": [1200, 100], "gas_connections": [6, 2], "kwh_each": [200, 50],
        "Elektriciteit_kWh": [300.5, 75],
    }  # fmt: skip


def test_values_without_columns_keep_their_names(tmp_path):
    pivot = {"rows": ["school", "site"], "values": "n", "sum": True}
    found, _ = csv(tmp_path, ["school;site;klas;n", "1;a;x;3", "1;a;y;4", "1;b;x;5"], {}, {"pivot": pivot})
    assert table_of(found) == {"school": [1, 1], "site": ["a", "b"], "n": [7, 5]}


def test_the_period_of_a_pivot_is_the_date_of_the_layer(tmp_path):
    pivot = {"rows": "CD_SECTOR", "values": "MEDIAN", "newest": "CD_YEAR"}
    found, _ = csv(tmp_path, VINTAGES, {}, {"pivot": pivot})
    assert table_of(found) == {"CD_SECTOR": ["a", "b"], "MEDIAN": [2, None]} and str(found.date) == "2023-12-31"
    assert found.counts.given == 4, "what the source gave, before it was turned"


# --- thousands that were read as decimals


def warned(values) -> bool:
    from opgavenkaart.processing.sources.loading.defects import lost_thousands

    return lost_thousands(pd.Series(values)) is not None


@pytest.mark.parametrize(
    ("values", "doubtful"),
    [
        ([821.0, 1.007, 64.094, 12.0], True),
        ([821.0, -1.007, np.nan, 12.5, 1.234, 7.891], True),
        ([1.007, 64.094], False),  # no whole number beside them
        ([12.0, 1.007, 64.094], False),  # none of three digits
        ([821.0, 1.007, 1234.0], False),  # a whole number of four digits has no mark
        ([821.0, 1.0071, 64.094], False),  # four decimals
        ([100.0, 0.333, 0.667, 66.667], False),  # shares: thousands do not begin with 0
        ([100.0, 12.5, 37.5, 62.5], False),  # one decimal
        ([821.0, *np.linspace(1.001, 99.991, 60).round(3)], False),  # measurements: one of sixty-one is whole
        ([821, 12], False),
    ],
)
def test_numbers_that_look_like_thousands(values, doubtful):
    assert warned(values) is doubtful


def test_the_warning_names_column_value_and_remedy(tmp_path):
    _, heard = csv(tmp_path, ["code;cars", "a;821", "b;1.007", "c;64.094"], options={"decimal": "."})
    assert heard.warnings == [
        "Layer 'Trial (proef)': the numbers in cars look like thousands of which the mark was read as a decimal one: 1.007 beside whole"
        " numbers below 1000. If 1.007 should be 1007, give 'thousands' in the options of the source."
    ]
    assert csv(tmp_path, ["code;cars", "a;821", "b;1.007", "c;64.094"])[1].warnings == []


def test_labels_speak_of_the_source(tmp_path):
    """What a source's own codes mean is nothing that its canonical values mean."""
    from opgavenkaart.processing.sources.reading.field_values import labels_that_hold
    from opgavenkaart.processing.sources.reading.request import Label, LoadedFeatures

    answer = LoadedFeatures(None, None, labels={"hazard": Label("Gridcode", {"3": "rood"}), "name": Label("Naam", {"1": "een"})})
    kept = labels_that_hold(answer, record("csv", fields={"hazard": FieldSpec(title=Text("Gevaar"), **HAZARD), "name": FieldSpec()}))
    assert kept == {"hazard": Label("Gridcode"), "name": Label("Naam", {"1": "een"})}


def test_thousands_of_one_field_leave_decimals_and_coordinates_alone(tmp_path):
    """As iRail gives its stations: degrees with a decimal point, and trips with a point between thousands."""
    lines = ["naam;longitude;latitude;ritten;km", "Gent;3.710675;51.035896;5.827;1.125", "Halle;4.240634;50.733931;1.002;2.250"]
    fields = {"trips": {"sources": ("ritten",), "thousands": "."}, "length": {"sources": ("km",), "thousands": " "}}
    found, _ = csv(tmp_path, lines, fields, wanted=["trips", "length"], geometry="point")
    assert table_of(found) == {"trips": [5827, 1002], "length": [1.125, 2.25]} and found.features.geometry[0].x == 3.710675
    found, _ = csv(tmp_path, lines, {}, {"thousands": "."}, ["ritten"], geometry="point")
    assert table_of(found) == {"ritten": [5827, 1002]} and found.features.geometry[1].y == 50.733931
