"""Sentences of errors, as each language writes them."""

import pytest
from opgavenkaart.processing.model.errors import OpgaveError, ParameterName, fill_template
from opgavenkaart.processing.model.text import Text


def test_numbers_are_written_as_the_language_writes_them():
    """A language whose example of a number is turned round writes all numbers so, and leaves texts as they are."""
    dutch = {"1,234.5": "1.234,5", "{euro:,.0f} euro, {share:.1%}, {file}, {year}": "{euro:,.0f} euro, {share:.1%}, {file}, {year}"}
    error = OpgaveError("{euro:,.0f} euro, {share:.1%}, {file}, {year}", euro=4987000.0, share=0.125, file="a,b.csv", year=2026)
    assert str(error) == "4,987,000 euro, 12.5%, a,b.csv, 2026"
    assert error.sentence(dutch.__getitem__) == "4.987.000 euro, 12,5%, a,b.csv, 2026"


@pytest.mark.parametrize(("count", "expected"), [(0, "0 layers."), (1, "1 layer."), ("1", "1 layer."), (21, "21 layers.")])
def test_a_text_that_counts_has_a_form_for_one(count, expected):
    assert fill_template("1 layer. | {count} layers.", {"count": count}, str) == expected


def test_a_bar_in_what_is_filled_in_is_no_second_form():
    assert fill_template("Layer '{layer}' is empty.", {"layer": "a | b", "count": 1}, str) == "Layer 'a | b' is empty."


def test_a_title_among_the_values_is_in_the_language_of_the_sentence():
    dutch = {"1,234.5": "1.234,5", "Table '{table}': {reason}": "Tabel '{table}': {reason}", "'{table}' is empty": "'{table}' is leeg"}
    title = Text("Inkomen", "Income")
    error = OpgaveError("Table '{table}': {reason}", table=title, reason=OpgaveError("'{table}' is empty", table=title))
    assert str(error) == "Table 'Income': 'Income' is empty"
    assert error.sentence(dutch.__getitem__) == "Tabel 'Inkomen': 'Inkomen' is leeg"
    assert fill_template("Table '{table}': {reason}", error.values, dutch.__getitem__) == "Tabel 'Inkomen': 'Inkomen' is leeg"


def test_the_name_of_a_parameter_is_translated_like_its_sentence():
    """In a window it is the words beside the box; elsewhere the name itself."""
    error = OpgaveError("{parameter} '{value}' is too low.", parameter=ParameterName("ALPHA"), value="ALPHA")
    assert str(error) == "ALPHA 'ALPHA' is too low."
    words = {"ALPHA": "Betrouwbaarheid", "{parameter} '{value}' is too low.": "{parameter} '{value}' is te laag."}
    assert error.sentence(lambda text: words.get(text, text)) == "Betrouwbaarheid 'ALPHA' is te laag."
    assert error.args == ("{parameter} '{value}' is too low.", {"parameter": "ALPHA", "value": "ALPHA"})
