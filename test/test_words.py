"""One word for one thing: the terms that QGIS and the field use, in all that a person reads, and none of those that they replace."""

import re
from pathlib import Path

import pytest
from opgavenkaart.test.test_translation import DUTCH, english

ROOT = Path(__file__).parents[1]
HELP = ROOT / "resources" / "help"
DUTCH_DOCS = ("handleiding.md", "bekendmaking.md")
INSTEAD_DUTCH = {
    "bladzijde|bladzijden": "pagina",
    "plugin|plugins": "plug-in",
    "opmaak": "lay-out, of stijl van een laag",
    "bewaren|bewaar|bewaart|bewaard": "opslaan",
    "kostprijs": "kosten",
    "spelers": "actoren",
    "plusje|plusteken": "de knop +",
    "werkwijze": "methode",
    "rangorde": "rangschikking",
    "gladstrijken": "afvlakken",
    "kaartlaag|kaartlagen": "laag",
    "coördinatenstelsel": "coördinatensysteem",
    "verslag": "rapport",
    "slechtste tiende": "10 % slechtste",
    "integrale kaart": "geïntegreerde kaart",
    "geocoder": "adresdienst",
    "catalogi": "catalogussen",
}
INSTEAD_ENGLISH = {
    "plug-in|plug-ins": "plugin",
    "worst tenth": "worst 10 %",
    "passed on": "redistributed",
    "due for renewal": "due for update",
    "put away|put this away": "don't show again",
    "reckoned": "computed",
    "the plus above": "the + button",
}
"""Words that may not occur, with those that stand in their place."""


def dutch_texts() -> dict[str, str]:
    """Return all that is Dutch, by where it stands: texts of the window, help, the tour."""
    pages = {f"nl/{page.name}": prose_of(page) for page in (HELP / "nl").glob("*.html")}
    return DUTCH | pages | {name: prose_of(ROOT / "docs" / name) for name in DUTCH_DOCS}


def english_texts() -> dict[str, str]:
    """Return all that is English, by where it stands; what tells developers of the code is not for readers."""
    pages = [*(HELP / "en").glob("*.html"), *(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    return {text: text for text in english()} | {
        page.name: prose_of(page) for page in pages if page.name not in (*DUTCH_DOCS, "developers.md")
    }


def prose_of(page: Path) -> str:
    """Return a page without code and addresses."""
    return re.sub(
        r"<code>.*?</code>|<pre>.*?</pre>|```.*?```|`[^`]*`|href=\"[^\"]*\"|\]\([^)]*\)",
        "",
        page.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )


@pytest.mark.parametrize(("texts", "instead"), [(dutch_texts, INSTEAD_DUTCH), (english_texts, INSTEAD_ENGLISH)], ids=["nl", "en"])
def test_no_text_holds_a_word_that_another_replaced(texts, instead):
    read = texts()
    found = [
        f"{where[:60]}: '{match[0]}' ({word})"
        for words, word in instead.items()
        for where, text in read.items()
        for match in re.finditer(rf"(?i)(?<!\w)(?:{words})(?!\w)", text)
    ]
    assert found == []


def test_units_are_called_so_in_dutch():
    """A unit of area is a 'gebiedseenheid', a unit of measure an 'eenheid'."""
    measures = ("different units ({units})", "Check the unit", "{low} to {high} {unit}")
    bare = re.compile(r"(?i)(?<!\w)eenhe(?:id|den)(?!\w)")
    assert [
        dutch
        for english, dutch in DUTCH.items()
        if bare.search(dutch) and english != "Unit" and not any(one in english for one in measures)
    ] == []


def test_a_file_type_is_written_in_capitals():
    assert [dutch for dutch in dutch_texts().values() for match in re.finditer(r"(?<![.*/\w])pdf(?!\w)", dutch) if match] == []
