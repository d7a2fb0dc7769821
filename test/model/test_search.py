"""Search while typing: accents, capitals, several words, a mistyped letter."""

import pytest
from opgavenkaart.processing.model.search import TextIndex, fold_text

TEXTS = {
    "childcare": "Kinderopvang van baby's en peuters Opgroeien",
    "creche": "Crèches en onthaalouders, stad Gent",
    "income": "Inkomen per statistische sector Statbel",
    "water": "Overstromingsgevoelige gebieden",
}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["childcare", "creche", "income", "water"]),
        ("kinder", ["childcare"]),
        ("CRECHE", ["creche"]),
        ("crèches gent", ["creche"]),
        ("opvang baby", ["childcare"]),
        ("inkomne", ["income"]),
        ("inkmen", ["income"]),
        ("inkoomen", ["income"]),
        ("kindropv", ["childcare"]),
        ("overstrominsg", ["water"]),
        ("gent statbel", []),
        ("inkomensector", ["income"]),
        ("babyopvang", []),
        ("overstromingsgebied", ["water"]),
        ("xyz", []),
        ("xq", []),
    ],
)
def test_what_is_found(query, found):
    assert TextIndex(TEXTS).find(query) == found


def test_every_word_is_found_with_any_one_letter_wrong():
    """Whichever letter of a word is left out or doubled, the record comes."""
    index = TextIndex(TEXTS)
    for word in ("kinderopvang", "statbel", "gebieden"):
        (id,) = index.find(word)
        for place in range(len(word)):
            assert id in index.find(word[:place] + word[place + 1 :])
            assert id in index.find(word[:place] + word[place] + word[place:])


def test_plain():
    assert fold_text("  L'Été à Ghent – 2024! ") == "l ete a ghent 2024"
