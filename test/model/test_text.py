"""Names into field names, doubles into numbers, the nearest of several words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opgavenkaart.processing.model.text import Text, did_you_mean, display_name, field_name, number_equals


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        ("Parken", "parken"),
        ("Sociale woningen", "sociale_woningen"),
        ("Élève (été) 2024", "eleve__ete__2024"),
        ("coördinatie-punt", "coordinatie_punt"),
        ("Straße", "strasse"),
        ("grb:GBG", "grb_gbg"),
        ("a_b", "a_b"),
        ("水", "_"),
        ("", ""),
    ],
)
def test_field_name_by_hand(layer, expected):
    assert field_name(layer) == expected


@pytest.mark.parametrize(
    ("official", "written"),
    [
        ("GENTBRUGGE", "Gentbrugge"),
        ("SINT-AMANDSBERG", "Sint-Amandsberg"),
        ("'S-GRAVENWEZEL", "'s-Gravenwezel"),
        ("D'HONDTSTRAAT", "D'Hondtstraat"),
        ("IJZERLAAN", "IJzerlaan"),
        ("KERN VAN DE STAD", "Kern van de Stad"),
        ("DE PINTE", "De Pinte"),
        ("ST.-PIETERS", "St.-Pieters"),
        ("LEZ-LES-BAINS", "Lez-les-Bains"),
        ("\u00c9TANGS NOIRS", "\u00c9tangs Noirs"),
        ("AZ SINT-LUCAS", "AZ Sint-Lucas"),
        ("OCMW GENT", "OCMW Gent"),
        ("ZONE II", "Zone II"),
        ("RINGVAART A12", "Ringvaart A12"),
        ("DOK NOORD", "Dok Noord"),
        ("VERSPREIDE BEWONING", "Verspreide bewoning"),
        ("LINDENLAAN - VERSPREIDE BEWONING", "Lindenlaan - verspreide bewoning"),
        ("OEKENE - VERSPR. BEW. ZUID", "Oekene - verspr. bew. Zuid"),
        ("INDUSTRIEZONE GENT", "Industriezone Gent"),
    ],
)
def test_a_name_in_capitals_is_written_as_people_do(official, written):
    assert display_name(official) == written
    assert display_name(written) == written


@pytest.mark.parametrize("name", ["Ledeberg", "McDonald", "UZ", "NMBS", "A12", "", "12", "deSingel", "UZA", "DOK"])
def test_a_name_with_small_letters_or_of_a_few_capitals_stays(name):
    assert display_name(name) == name


@given(st.text())
def test_a_written_name_differs_in_capitals_only(name):
    assert display_name(name).casefold() == name.casefold()


@given(st.text())
def test_field_name_holds_only_what_is_allowed_and_is_stable(layer):
    name = field_name(layer)
    assert re.fullmatch("[a-z0-9_]*", name)
    assert field_name(name) == name


def test_a_letter_with_a_separate_accent_counts_as_one():
    assert field_name("e\u0301cole") == field_name("école") == "ecole"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a_2", "a_3"]),
        (["a", "b", "a", "b"], ["a", "b", "a_2", "b_2"]),
        (["a", "a", "a_2"], ["a", "a_3", "a_2"]),
        ([], []),
    ],
)
def test_numbered_by_hand(names, expected):
    assert number_equals(names) == expected


@given(st.lists(st.sampled_from(["a", "a_2", "a_3", "b"]), max_size=8))
def test_numbered_names_all_differ_and_the_first_of_each_keeps_its_own(names):
    result = number_equals(names)
    assert len(set(result)) == len(names)
    for name in set(names):
        assert result[names.index(name)] == name


@pytest.mark.parametrize(
    ("word", "nearest"), [("mesure", "measure"), ("MEASURE", "measure"), ("measures", "measure"), ("xyz", ""), ("", "")]
)
def test_did_you_mean(word, nearest):
    assert did_you_mean(word, ["layer", "measure", "filter"]) == nearest


def test_did_you_mean_of_nothing_is_nothing():
    assert did_you_mean("measure", []) == ""


def test_did_you_mean_keeps_the_case_of_the_choice():
    assert did_you_mean("cd_sectr", ["CD_SECTOR", "NAAM"]) == "CD_SECTOR"


def test_text_falls_back_on_the_other_language():
    assert Text("wijk", "neighbourhood").of("nl") == "wijk"
    assert Text("wijk", "neighbourhood").of("en") == "neighbourhood"
    assert Text("wijk").of("en") == "wijk"
    assert Text(en="neighbourhood").of("nl") == "neighbourhood"
