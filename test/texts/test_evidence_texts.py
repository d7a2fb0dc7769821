"""The words on what indicators rest on."""

import pytest
from opgavenkaart.processing.model.evidence import KINDS
from opgavenkaart.processing.texts.evidence_texts import explain_kind, list_kinds, name_kind, say_figure, say_holder, say_stands_for
from opgavenkaart.processing.texts.language import Language

DUTCH, ENGLISH = Language("nl"), Language("en")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_name_and_a_sentence_of_its_own(kind):
    for language in (DUTCH, ENGLISH):
        others = [one for one in KINDS if one != kind]
        assert name_kind(kind, language) not in [name_kind(one, language) for one in others]
        assert explain_kind(kind, language) not in [explain_kind(one, language) for one in others]
    assert name_kind(kind, DUTCH) != name_kind(kind, ENGLISH)


def test_indicators_are_listed_by_kind_with_the_strongest_first():
    pairs = [("none", "Grond"), ("measured", "Inkomen"), ("proxy", "Hitte, overdag"), ("estimated", "Kinderen"), ("proxy", "Huur")]
    assert list_kinds([(*pair, "") for pair in pairs], DUTCH) == [
        "Geschat, niet geteld: Kinderen.",
        "Benadering van wat gevraagd is: Hitte, overdag; Huur.",
        "Geen gegevens: Grond.",
    ]
    assert list_kinds([("measured", "Inkomen", "")], DUTCH) == []


def test_a_figure_of_the_municipality_takes_the_place_of_a_title_or_stands_beside_it():
    figure = "Kandidaat-huurders 1.412 (31 december 2024, Wonen in Vlaanderen)"
    of_the_whole = f"Enkel één cijfer voor de hele gemeente: {figure}."
    assert list_kinds([("municipal", "Wachtlijst", figure)], DUTCH) == [of_the_whole]
    assert list_kinds([("unread", "Wachtlijst", "")], DUTCH) == [
        "Enkel één cijfer voor de hele gemeente, waarvan het getal niet gekend is: Wachtlijst."
    ]
    beside = list_kinds([("proxy", "Huur", figure)], DUTCH)
    assert beside == ["Benadering van wat gevraagd is: Huur.", of_the_whole]


def test_who_has_the_data_and_what_is_stood_in_for():
    assert (say_holder("", DUTCH), say_stands_for("", DUTCH)) == ("", "")
    assert say_holder("de stad", DUTCH) == "De gegevens zijn meestal te vinden bij: de stad."
    assert say_stands_for("Oud", DUTCH) == "In de plaats van 'Oud', waarvan er geen gegevens zijn."


def test_one_figure_of_the_municipality():
    facts = {"title": "Tenants", "value": 1412.0, "unit": "", "date": "2024-12-31", "publisher": "Wonen in Vlaanderen"}
    assert say_figure(facts, ENGLISH) == "Tenants 1,412 (31 December 2024, Wonen in Vlaanderen)"
    assert say_figure(facts | {"value": 12.34, "unit": "%"}, ENGLISH) == "Tenants 12.3 % (31 December 2024, Wonen in Vlaanderen)"
    assert say_figure(facts | {"date": "", "publisher": ""}, ENGLISH) == "Tenants 1,412 (date unknown)"
    assert say_figure({}, ENGLISH) == ""
