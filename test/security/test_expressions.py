"""Filters in a catalogue or challenge that would crash QGIS or fill the memory, and those that people write."""

import ast
from pathlib import Path

import pytest
from opgavenkaart.processing.cartography.plain_looks import is_own
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.expressions import check_filter, nodes_below, parse_expression
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.layers import record

PROCESSING = Path(__file__).parents[2] / "processing"
GROWING = (
    "length(rpad('x', 2000000000, 'x')) > 1",
    'length(lpad("n", "m", \'x\')) > 1',
    "length(rpad('x', 1000 * 1000 * 1000, 'x')) > 1",
    f"replace('aaa', 'a', '{'a' * 21}') = ''",
    "replace(\"n\", 'a', \"m\") = ''",
    "replace(\"n\", array('a'), array('" + "b" * 30 + "')) = ''",
    "replace(replace(replace(replace('a','a','aaaaaaaaaa'),'a','aaaaaaaaaa'),'a','aaaaaaaaaa'),'a','aaaaaaaaaa') = ''",
    r"regexp_replace(regexp_replace(regexp_replace(regexp_replace('a','(a)','\\1\\1'),'(a)','\\1'),'(a)','\\1'),'(a)','\\1') = ''",
)


@pytest.mark.parametrize("text", GROWING)
def test_a_text_that_grows_is_refused(qgis_app, text):
    with pytest.raises(OpgaveError, match="makes too long a text with"):
        check_filter(text, ["n", "m"], "Parken")


@pytest.mark.parametrize(
    "text", [" OR ".join(['"n" = 1'] * 50_000), "(" * 10_000 + "1" + ")" * 10_000, "NOT " * 5000 + "1", "1" + "+1" * 5000]
)
def test_a_filter_that_is_too_deep_is_refused_before_it_is_read(qgis_app, tmp_path, text):
    with pytest.raises(OpgaveError, match="is too long: at most 20000 letters and 250 operators"):
        check_filter(text, ["n"], "Parken")
    (tmp_path / "parks.csv").write_text("sector;n\n1;4\n", encoding="utf-8")
    with pytest.raises(OpgaveError, match="is too long"):
        load_record(record("csv", tmp_path / "parks.csv", geometry="none", options={"filter": text}))


@pytest.mark.parametrize(
    "text",
    [
        '"n" IN (' + ", ".join(f"'{number}'" for number in range(2000)) + ")",
        " OR ".join(f'"n" = {number}' for number in range(100)),
        "lpad(\"n\", 5, '0') = '00012'",
        "replace(replace(\"n\", ',', '.'), ' ', '') = '1.2'",
        "replace(\"n\", array('a', 'b'), array('c', 'd')) = 'c'",
        "\"n\" LIKE '%(a) or (b) and not ((((c%'",
    ],
)
def test_what_people_write_is_read(qgis_app, text):
    check_filter(text, ["n"], "Parken")


def test_nodes_come_from_left_to_right(qgis_app):
    expression = parse_expression('"a" + 1 > if("b", 2, 3)')
    told = [node.dump() for node in nodes_below(expression.rootNode())]
    assert told == ["a + 1 > if(b, 2, 3)", "a + 1", "a", "1", "if(b, 2, 3)", "b", "2", "3"]


def test_no_expression_of_a_file_is_read_elsewhere():
    """Every `QgsExpression` of a text is made by `parse_expression`, which looks at it first."""
    made = [
        path.name
        for path in PROCESSING.rglob("*.py")
        if "QgsExpression(" in path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QgsExpression"
    ]
    assert made == ["expressions.py"]


@pytest.mark.parametrize(("terms", "is_left"), [(300, True), (50_000, False)])
def test_nor_does_a_style_have_one_that_is_too_deep(qgis_app, terms, is_left):
    text = " + ".join(['"n"'] * terms) + " + (1)"
    assert is_own(text) is is_left
