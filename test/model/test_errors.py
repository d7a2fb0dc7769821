"""Sentences of errors, as each language writes them."""

from opgavenkaart.processing.model.errors import OpgaveError


def test_numbers_are_written_as_the_language_writes_them():
    """A language whose example of a number is turned round writes all numbers so, and leaves texts as they are."""
    dutch = {"1,234.5": "1.234,5", "{euro:,.0f} euro, {share:.1%}, {file}, {year}": "{euro:,.0f} euro, {share:.1%}, {file}, {year}"}
    error = OpgaveError("{euro:,.0f} euro, {share:.1%}, {file}, {year}", euro=4987000.0, share=0.125, file="a,b.csv", year=2026)
    assert str(error) == "4,987,000 euro, 12.5%, a,b.csv, 2026"
    assert error.sentence(dutch.__getitem__) == "4.987.000 euro, 12,5%, a,b.csv, 2026"
