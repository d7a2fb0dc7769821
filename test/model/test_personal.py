"""Fields that tell of one person are known by their name, or by what they hold; others stay."""

import pytest
from opgavenkaart.processing.model.personal import names_person, personal_kind

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
        (["0478/12.34.56", "0478 65 43 21", "0470112233"], "phone"),
        (["85.07.30-033.28", "40012113978", "00.01.01-001.05"], "national_number"),
        ([85073003328, 40012113978.0, 62031407849], "national_number"),
        ([85073003328, 85073003428, 85073003528], ""),
        (["Wil graag dicht bij de moeder wonen, liefst op het gelijkvloers en met een kleine tuin " + mark for mark in "abc"], "free_text"),
        (["De Krook", "Bibliotheek Ledeberg", "Kristal"], ""),
        (
            [
                f'[{{"rel": "detail", "url": "https://voorbeeld.be/api/v1/haltes/met/een/lang/pad/tot/het/einde/2/{row}"}}]'
                for row in range(4)
            ],
            "",
        ),
        (["003004001", "003004002", "003004003"], ""),
        (["Sint-Jan Berchmans", "Koning Albertpark", "Jan Yoenspark", "Citadelpark", "Zuidpark", "Keizerpark", "Rozebroeken"], ""),
        (["44021A00-", "44021A01-", "44021A02-"], ""),
        (["0206731645", "0207437468", "0212236033"], ""),
        ([1200.0, 1350.5, 980.0, 12000000000.0], ""),
        (["Jan Peeters", "An Maes"], ""),
    ],
)
def test_a_field_is_known_by_what_it_holds(values, kind):
    assert personal_kind("wie", values) == kind


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Vragen aan jan.peeters@stad.be over de speelstraat.", True),
        ("Bel 09 210 10 10 voor de sleutel.", True),
        ("De heer Peeters woont op het gelijkvloers.", True),
        ("Opgemaakt door mevr. Claes.", True),
        ("Een standbeeld voor Patrick Sercu aan de wielerbaan.", True),
        ("De Jan Breydelstraat en de Sint-Jan Baptistkerk worden hersteld.", False),
        ("Elke Hallenaar vindt de weg naar het Willem Elsschothuis.", False),
        ("Deel 003/004/001 van het plan, 2026-2031, 1.250.000 euro.", False),
        ("Het aantal rijstroken is niet gekend.", False),
    ],
)
def test_a_text_tells_of_a_person_by_address_number_title_or_two_names(text, told):
    assert names_person(text) is told
