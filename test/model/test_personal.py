"""Fields that tell of one person are known by their name, or by what they hold; others stay."""

import pytest
from opgavenkaart.processing.model.personal import personal_kind

PEOPLE = ["Jan Peeters", "De Smet An", "Fatima El Amrani", "Willy Vandersteen", "Els Claes"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Voornaam", "name"),
        ("E-mail", "mail"),
        ("GSM", "phone"),
        ("RIJKSREGISTERNUMMER", "national_number"),
        ("geboortedatum", "birth"),
        ("KBO-nummer", "enterprise_number"),
        ("Opmerkingen", "free_text"),
        ("naam", ""),
        ("inhabitants", ""),
    ],
)
def test_a_field_is_known_by_its_name(name, kind):
    assert personal_kind(name, []) == kind


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (PEOPLE, "name"),
        ([None, "jan@stad.be", "an.maes@gmail.com", "els@x.org"], "mail"),
        (["09 210 10 10", "0478/12.34.56", "+32 478 12 34 56"], "phone"),
        (["85.07.30-033.28", "40012113978", "00.01.01-001.05"], "national_number"),
        ([85073003328, 40012113978.0, 62031407849], "national_number"),
        ([85073003328, 85073003428, 85073003528], ""),
        (["Wil graag dicht bij de moeder wonen, liefst op het gelijkvloers en met een kleine tuin " + mark for mark in "abc"], "free_text"),
        (["De Krook", "Bibliotheek Ledeberg", "Kristal"], ""),
        (["Sint-Jan Berchmans", "Koning Albertpark", "Jan Yoenspark", "Citadelpark", "Zuidpark", "Keizerpark", "Rozebroeken"], ""),
        (["44021A00-", "44021A01-", "44021A02-"], ""),
        (["0206731645", "0207437468", "0212236033"], ""),
        ([1200.0, 1350.5, 980.0, 12000000000.0], ""),
        (["Jan Peeters", "An Maes"], ""),
    ],
)
def test_a_field_is_known_by_what_it_holds(values, kind):
    assert personal_kind("wie", values) == kind
