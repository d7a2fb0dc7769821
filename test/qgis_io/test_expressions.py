"""Filters: only a feature's own values, and every mistake said."""

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.expressions import (
    allowed_functions,
    check_filter,
    computed_column,
    filter_mask,
    parse_expression,
    rename_columns,
)
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsExpression, QgsFeatureRequest

pytestmark = pytest.mark.usefixtures("qgis_app")
FIELDS = ("kind", "places", "since")


def test_every_allowed_function_is_one_of_qgis():
    assert allowed_functions() <= {function.name() for function in QgsExpression.Functions()}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "\"kind\" = 'creche'",
        "kind IN ('creche', 'school') AND NOT places < 10",
        "CASE WHEN places > 10 THEN true ELSE false END",
        "coalesce(places, 0) * 2 >= sqrt(16) OR lower(kind) LIKE '%a'",
        "year(to_date(since)) < 2020",
        "$area > 100 AND area($geometry) < 1e6",
        "regexp_match(kind, '^[a-c]') > 0",
        "kind || '%' = 'x' AND places BETWEEN 1 AND 2",
    ],
)
def test_harmless_filters(text):
    check_filter(text, FIELDS, "x")


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("eval('1 = 1')", "eval"),
        ("eval_template('[% 1 %]') = '1'", "eval_template"),
        ("file_exists('/etc/passwd')", "file_exists"),
        ("kind = to_string(file_size('/etc/passwd'))", "file_size"),
        ("exif('/foto.jpg') IS NULL", "exif"),
        ("load_layer('/etc/passwd', 'delimitedtext') IS NULL", "load_layer"),
        ("env('HOME') = '/root'", "env"),
        ("aggregate('andere', 'sum', places) > 1", "aggregate"),
        ("sum(places) > 1", "sum"),
        ("overlay_intersects('andere')", "overlay_intersects"),
        ("get_feature('andere', 'k', 1) IS NULL", "get_feature"),
        ("layer_property('andere', 'source') = ''", "layer_property"),
        ("project_color('x') = ''", "project_color"),
        ("now() > since", "now"),
        ("rand(1, 2) = 1", "rand"),
        ("CASE WHEN places > 1 THEN coalesce(upper(env('HOME')), '') = 'x' END", "env"),
        ("array_foreach(array(1), env('HOME')) IS NULL", "array_foreach"),
        ("is_layer_visible('x')", "is_layer_visible"),
        ("decode_uri('x') IS NULL", "decode_uri"),
    ],
)
def test_functions_that_look_elsewhere(text, function):
    with pytest.raises(OpgaveError) as caught:
        check_filter(text, FIELDS, "x")
    assert str(caught.value).startswith(f"The filter of 'x' uses the function '{function}', which is not allowed")


@pytest.mark.parametrize(
    ("text", "variable"),
    [("@user_full_name = 'x'", "@user_full_name"), ("var('user_account_name') = 'x'", "@user_account_name"), ("var(kind) = 1", "var(...)")],
)
def test_variables(text, variable):
    with pytest.raises(OpgaveError) as caught:
        check_filter(text, FIELDS, "x")
    assert str(caught.value).startswith(f"The filter of 'x' uses the variable '{variable}': it may only use")


UNFINISHED = r"(syntax error, unexpected end of file|Incomplete expression\. .+)"  # QGIS's own words, the latter since 3.44


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind = ", rf"^The filter of 'r' is not a valid expression \({UNFINISHED}\): kind = $"),
        ("kindd = 'x'", r"^The filter of 'r' names the field 'kindd': did you mean 'kind'\?$"),
        ('kind = "creche"', r"^The filter of 'r' names the field 'creche', which is not there \(texts stand between"),
        ("nosuchfunction(1)", r"^The filter of 'r' is not a valid expression"),
    ],
)
def test_mistakes(text, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        check_filter(text, FIELDS, "r")


def features():
    table = pd.DataFrame(
        {
            "kind": pd.Series(["creche", "school", None, "creche", "Ön 'x'"], dtype=object),
            "places": [10.0, 20.0, np.nan, 30.0, 0.0],
            "since": pd.to_datetime(["2020-01-01", None, "2024-05-06", "1999-12-31", "2020-01-01"]),
            "open": [True, False, True, True, False],
            "n": [1, 2, 3, 4, 5],
        }
    )
    shapes = np.array([shapely.box(0, 0, side, side) for side in (1, 2, 3, 4)] + [None], dtype=object)
    return Features("scholen", shapes, table, "EPSG:31370", np.arange(5))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [1, 1, 1, 1, 1]),
        ("kind = 'creche'", [1, 0, 0, 1, 0]),
        ("kind <> 'creche'", [0, 1, 0, 0, 1]),
        ("kind IS NULL", [0, 0, 1, 0, 0]),
        ("places > 10", [0, 1, 0, 1, 0]),
        ("places IS NULL OR places = 0", [0, 0, 1, 0, 1]),
        ("kind = 'creche' AND places >= 30", [0, 0, 0, 1, 0]),
        ("\"kind\" = 'Ön ''x'''", [0, 0, 0, 0, 1]),
        ("year(since) = 2020", [1, 0, 0, 0, 1]),
        ("since < to_date('2000-01-01')", [0, 0, 0, 1, 0]),
        ("open", [1, 0, 1, 1, 0]),
        ("n % 2 = 1", [1, 0, 1, 0, 1]),
        ("$area >= 4", [0, 1, 1, 1, 0]),
        ("$area >= 4 AND kind = 'creche'", [0, 0, 0, 1, 0]),
        ("kind LIKE 'cr%'", [1, 0, 0, 1, 0]),
        ("kind LIKE 'C%'", [0, 0, 0, 0, 0]),
        ("KIND LIKE 'sch%' OR kind LIKE 'Ön%'", [0, 1, 0, 0, 1]),
        ("(kind LIKE 'cr%') OR n = 3", [1, 0, 1, 1, 0]),
        ("kind LIKE 'c_e%' OR \"kind\" LIKE 's%l'", [1, 1, 0, 1, 0]),
        ("n LIKE '2%'", [0, 1, 0, 0, 0]),
        ("1 = 1", [1, 1, 1, 1, 1]),
        ("NULL", [0, 0, 0, 0, 0]),
    ],
)
def test_which_features_a_filter_lets_through(text, expected):
    assert filter_mask(features(), text).tolist() == [bool(value) for value in expected]


def test_texts_by_their_beginning_are_those_that_qgis_finds():
    """What is not looked at in this way, ``upper(...)`` of a code in capitals, is QGIS's own answer."""
    codes = [f"{nis}{letter}{number:02}-" for nis in ("11002", "23027", "46003") for letter in "ABZ" for number in range(12)]
    table = pd.DataFrame({"code": pd.Series([*codes, None, "", "2302", "23027"], dtype=object)})
    sectors = Features("sectors", np.full(len(table), None), table, "EPSG:31370", np.arange(len(table)))
    found = filter_mask(sectors, "\"code\" LIKE '23027%' OR \"code\" LIKE '46003A%' OR \"code\" LIKE '11002Z11%'")
    judged = filter_mask(sectors, "upper(\"code\") LIKE '23027%' OR upper(\"code\") LIKE '46003A%' OR upper(\"code\") LIKE '11002Z11%'")
    assert found.tolist() == judged.tolist() and found.sum() == 36 + 1 + 12 + 1


@pytest.mark.parametrize(
    ("text", "renamed"),
    [
        ("status = 'status' OR \"status\" IS NULL", '"Toe stand" = \'status\' OR "Toe stand" IS NULL'),
        ("lower(\"status\") = 'it''s a status'", "lower(\"Toe stand\") = 'it''s a status'"),
        ("\"a b\" = 1 AND 'x' || \"status\" IN ('a', status)", '"A""B" = 1 AND \'x\' || "Toe stand"  IN (\'a\', "Toe stand")'),
        ("mystatus = 2 AND n > 1e5", "mystatus = 2 AND n > 100000"),
    ],
)
def test_fields_under_the_names_of_their_columns(text, renamed):
    assert rename_columns(text, {"status": "Toe stand", "a b": 'A"B'}) == renamed


def test_no_features():
    assert filter_mask(features().where(np.zeros(5, dtype=bool)), "kind = 'x'").tolist() == []


def test_an_expression_that_fails():
    with pytest.raises(OpgaveError, match=r"^The filter 'to_int\(kind\) > 1' fails on layer 'scholen': .*creche"):
        filter_mask(features(), "to_int(kind) > 1")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(-3, 3)), st.sampled_from(["a", "b", None])), min_size=1, max_size=12))
def test_arrays_and_layers_agree(rows):
    """The mask is what QGIS's own request gives on a layer of the same values."""
    layer = memory_layer("Point", [(f"POINT ({row} 0)", *values) for row, values in enumerate(rows)], "n:integer,t:string")
    table = pd.DataFrame({"n": [np.nan if n is None else float(n) for n, _ in rows], "t": pd.Series([t for _, t in rows], dtype=object)})
    arrays = Features("laag", shapely.points(np.arange(len(rows)), 0.0), table, "EPSG:31370", np.arange(len(rows)))
    for text in ("n > 0", "t = 'a'", "n > 0 OR t = 'b'", "NOT (n > 0 AND t = 'a')", "coalesce(n, 9) > 1", "$x > 2 AND t IS NOT NULL"):
        expected = [int(f.geometry().asPoint().x()) for f in layer.getFeatures(QgsFeatureRequest().setFilterExpression(text))]
        assert np.flatnonzero(filter_mask(arrays, text)).tolist() == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("places + n", [11, 22, None, 34, 5]),
        ("places > 10", [0, 1, None, 1, 0]),
        ("n", [1, 2, 3, 4, 5]),
        ("upper(kind)", ["CRECHE", "SCHOOL", None, "CRECHE", "ÖN 'X'"]),
        ("coalesce(places, -n)", [10, 20, -3, 30, 0]),
        ("CASE WHEN n > 3 THEN places ELSE n END * 2", [2, 4, 6, 60, 0]),
        ("CASE WHEN n > 3 THEN places END * 2", [None, None, None, 60, 0]),
        ("length(kind) * 2", [12, 12, None, 12, 12]),
        ("if(kind = 'creche', n, 0) + 1", [2, 1, 1, 5, 1]),
        ("$area", [1, 4, 9, 16, None]),
    ],
)
def test_what_is_computed_for_each_feature(text, values):
    """The area of nothing is nothing; what a condition looks at may be text."""
    assert [None if pd.isna(value) else value for value in computed_column(features(), text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "kind + 1",
        "1 - kind",
        "2 * (n / kind)",
        "coalesce(kind, 'x') + n",
        "CASE WHEN n > 1 THEN kind ELSE n END * 2",
        "n + CASE WHEN n > 1 THEN n ELSE kind END",
    ],
)
def test_no_sums_are_done_with_texts(text):
    with pytest.raises(OpgaveError, match="the field 'kind' holds texts, such as 'creche', and no numbers"):
        computed_column(features(), text)
    nobody_knows = features().where(np.array([False, False, True, False, False]))
    assert pd.isna(computed_column(nobody_knows, "kind + 1")).all(), "a column without texts is none of text"


def test_an_expression_is_as_long_and_as_deep_as_people_write_them():
    parse_expression("n" * 20_000)
    parse_expression("+".join("n" * 251))
    parse_expression(f"n IN ({', '.join(map(str, range(2000)))})")
    parse_expression("n = '" + "(" * 300 + "'")
    for text in ("n" * 20_001, "+".join("n" * 252), "(" * 251 + "n" + ")" * 251):
        with pytest.raises(OpgaveError, match="is too long: at most 20000 letters and 250 operators are read"):
            parse_expression(text)


@pytest.mark.parametrize(
    "text",
    [
        "lpad(kind, 1000, ' ')",
        "replace(kind, 'a', '12345678901234567890')",
        "replace(kind, array('a', 'b'), array('1', '12345678901234567890'))",
        "replace(replace(replace(kind, 'a', ''), 'b', ''), 'c', '')",
    ],
)
def test_texts_that_stay_about_as_long(text):
    check_filter(f"{text} = 'x'", ["kind"], "r")


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("rpad(kind, 1001, ' ')", "rpad"),
        ("lpad(kind, n, ' ')", "lpad"),
        ("replace(kind, 'a', '123456789012345678901')", "replace"),
        ("replace(kind, 'a', array('123456789012345678901'))", "replace"),
        ("replace(kind, 'a', kind)", "replace"),
        ("regexp_replace(kind, 'a', upper('a'))", "regexp_replace"),
        ("replace(replace(replace(replace(kind, 'a', ''), 'b', ''), 'c', ''), 'd', '')", "replace"),
    ],
)
def test_texts_that_may_become_much_longer(text, function):
    with pytest.raises(OpgaveError, match=f"The filter of 'r' makes too long a text with '{function}'"):
        check_filter(f"{text} = 'x'", ["kind", "n"], "r")
