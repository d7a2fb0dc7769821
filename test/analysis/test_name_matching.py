"""Names of areas as people write them beside the official ones."""

import doctest

import pytest
from opgavenkaart.processing.analysis import name_matching
from opgavenkaart.processing.analysis.name_matching import match_names

AREAS = ["Antwerpen - Amandus & Atheneum", "Antwerpen - Zuid", "Berchem - Centrum", "Deurne - Centrum", "Sint-Pieters-aan-de-Leie", None]


@pytest.mark.parametrize(
    ("name", "area", "is_sure"),
    [
        ("ZUID, ANTWERPEN", 1, True),
        ("St.-Pieters aan de Leie", 4, True),
        ("Amandus - Atheneum", 0, False),
        ("Sint Pieter", 4, False),
        ("Totaal", None, False),
        ("", None, False),
    ],
)
def test_a_name_is_sure_by_its_words_and_doubtful_by_most_of_them(name, area, is_sure):
    (match,) = match_names([name], AREAS)
    assert (match.area, match.is_sure) == (area, is_sure)


def test_a_name_that_two_areas_have_is_not_sure_and_an_area_is_proposed_once():
    first, second, third = match_names(["Centrum", "Centrum (Deurne)", "Centrum"], AREAS)
    assert second.area == 3 and second.is_sure
    assert sorted([first.area, third.area], key=str) == [2, None] and not first.is_sure and not third.is_sure


def test_the_examples_hold():
    assert doctest.testmod(name_matching).failed == 0
