"""Filters that a server applies: what of a QGIS expression goes along, in SQL and in Filter Encoding."""

import pytest
from opgavenkaart.processing.sources.reading.server_filter import Dialect, FilterEncoding, equalities, server_filter, sql_text

pytestmark = pytest.mark.usefixtures("qgis_app")
COLUMNS = {"n": ("Number", "number"), "name": ("Naam", "text")}
SQL = Dialect(column='"{}"'.format, text=sql_text)
FES = FilterEncoding("fes", "ValueReference")


@pytest.mark.parametrize(
    ("filter", "sql"),
    [
        ('"n" = 3', '"Number" = 3'), ('"n" < 3', '"Number" < 3'), ('"n" > 3', '"Number" > 3'), ('"n" <= 3', '"Number" <= 3'),
        ('"n" >= 3', '"Number" >= 3'), ('3 < "n"', '"Number" > 3'), ('3 > "n"', '"Number" < 3'), ('3 <= "n"', '"Number" >= 3'),
        ('3 >= "n"', '"Number" <= 3'), ('3 = "n"', '"Number" = 3'), ('"n" > -2.5', '"Number" > -2.5'), ('"n" <> 3', ""), ('"n" = "n"', ""),
        ("\"name\" = 'it''s'", "\"Naam\" = 'it''s'"), ("\"name\" < 'a'", ""), ("\"name\" = -3", ""),
        ('"name" = 3', ""), ("\"n\" = '3'", ""),
        ('"n" = true', ""), ('"n" IS NULL', '"Number" IS NULL'), ('"n" IS NOT NULL', '"Number" IS NOT NULL'), ('"n" IS 3', ""),
        ('"x" IS NULL', ""), ('"x" = 3', ""), ('"n" IN (1, 2)', '"Number" IN (1, 2)'), ("\"name\" IN ('a')", "\"Naam\" IN ('a')"),
        ('"n" NOT IN (1, 2)', ""), ("\"n\" IN (1, 'a')", ""), ('"x" IN (1)', ""), ('"n" + 1 IN (1)', ""),
        ('"n" > 1 AND "name" = \'a\'', "(\"Number\" > 1 AND \"Naam\" = 'a')"), ('"n" > 1 OR "n" < 0', '("Number" > 1 OR "Number" < 0)'),
        ('"n" > 1 AND "x" = 2', '"Number" > 1'), ('"x" = 2 AND "n" > 1', '"Number" > 1'), ('"n" > 1 OR "x" = 2', ""),
        ('"x" = 2 OR "n" > 1', ""),
        ('"n" > 1 AND ("n" < 5 OR "n" = 9)', '("Number" > 1 AND ("Number" < 5 OR "Number" = 9))'), ('NOT "n" > 1', ""), ("", ""), ("(", ""),
        ('"n" > 1 + 1', ""), ("true", ""),
    ],
)  # fmt: skip
def test_what_goes_to_a_server(filter, sql):
    assert server_filter(filter, COLUMNS, SQL) == sql


def literal(column, sign, value):
    return (
        f"<fes:PropertyIs{sign}><fes:ValueReference>{column}</fes:ValueReference><fes:Literal>{value}</fes:Literal></fes:PropertyIs{sign}>"
    )


@pytest.mark.parametrize(
    ("filter", "xml"),
    [
        ('"n" = 3', literal("Number", "EqualTo", 3)), ('"n" < 3', literal("Number", "LessThan", 3)),
        ('"n" > 3', literal("Number", "GreaterThan", 3)), ('"n" <= 3', literal("Number", "LessThanOrEqualTo", 3)),
        ('"n" >= 3', literal("Number", "GreaterThanOrEqualTo", 3)), ("\"name\" = 'a<b'", literal("Naam", "EqualTo", "a&lt;b")),
        ('"n" IN (1)', literal("Number", "EqualTo", 1)),
        ('"n" IN (1, 2)', f"<fes:Or>{literal('Number', 'EqualTo', 1)}{literal('Number', 'EqualTo', 2)}</fes:Or>"),
        ('"n" > 1 AND "n" < 5', f"<fes:And>{literal('Number', 'GreaterThan', 1)}{literal('Number', 'LessThan', 5)}</fes:And>"),
        ('"n" IS NULL', "<fes:PropertyIsNull><fes:ValueReference>Number</fes:ValueReference></fes:PropertyIsNull>"),
        ('"n" IS NOT NULL', "<fes:Not><fes:PropertyIsNull><fes:ValueReference>Number</fes:ValueReference></fes:PropertyIsNull></fes:Not>"),
    ],
)  # fmt: skip
def test_what_goes_to_a_wfs(filter, xml):
    assert server_filter(filter, COLUMNS, FES) == xml


def test_a_filter_that_a_request_holds():
    older = FilterEncoding("ogc", "PropertyName")
    assert FES.whole("x") == (
        '<fes:Filter xmlns:fes="http://www.opengis.net/fes/2.0" xmlns:gml="http://www.opengis.net/gml/3.2">x</fes:Filter>'
    )
    assert older.whole("x").startswith('<ogc:Filter xmlns:ogc="http://www.opengis.net/ogc" xmlns:gml="http://www.opengis.net/gml">x</ogc:')
    assert (older.reference("a&b"), older.reference("")) == ("<ogc:PropertyName>a&amp;b</ogc:PropertyName>", "")


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ("\"name\" = 'a' AND \"n\" = 3", {"Naam": "a", "Number": "3"}), ("\"name\" = 'a' AND \"name\" = 'b'", {"Naam": "a"}),
        ("\"name\" = 'a' OR \"n\" = 3", {}), ('"n" > 3', {}), ('"n" = 3 AND ("x" = 1 AND "name" = \'b\')', {"Number": "3", "Naam": "b"}),
        ("'a' = \"name\"", {}), ("\"n\" = 'a'", {}), ('"n" = -3', {"Number": "-3"}), ("", {}), ("(", {}), ('NOT "n" = 3', {}),
        ('"name" = \'\' AND "n" = 3', {"Number": "3"}),
    ],
)  # fmt: skip
def test_what_columns_have_to_equal(filter, expected):
    assert equalities(filter, COLUMNS) == expected
