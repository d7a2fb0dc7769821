"""The quality mark in words, on a printed map too."""

import datetime

import pytest
import shapely
from opgavenkaart.processing.cartography import map_texts
from opgavenkaart.processing.cartography.map_content import MapContent, SourceLine
from opgavenkaart.processing.model.quality_mark import QualityMark
from opgavenkaart.processing.texts.defect_texts import invalid_words
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.processing.texts.quality_texts import say_mark, say_scores, short_mark, warn_of_blocking

ENGLISH, DUTCH = Language("en"), Language("nl")
DAY = datetime.date(2026, 3, 1)
GOOD, BAD = QualityMark(91.0, (), DAY), QualityMark(72.4, ("key_repeated", "personal_data"), DAY, (60, 80.2))


def test_a_mark_is_short_beside_an_age_and_says_its_verdict_in_words(qgis_app):
    assert [short_mark(one, ENGLISH) for one in (GOOD, BAD, None)] == ["91", "72 \u26a0", ""]
    assert say_mark(GOOD, ENGLISH) == "quality 91 of 100" and say_mark(None, ENGLISH) == ""
    assert say_mark(BAD, DUTCH) == "kwaliteit 72,4 op 100, niet klaar voor publicatie: Sleutel is niet uniek; Persoonsgegevens"


@pytest.mark.parametrize(
    ("scores", "said"), [((), ""), ((91.0,), "91 → 91 (unchanged)"), ((95, 80), "95 → 80 → 91 (better)"), ((92,), "92 → 91 (worse)")]
)
def test_scores_over_the_versions_say_whether_the_last_one_is_better(qgis_app, scores, said):
    assert say_scores(QualityMark(91.0, (), DAY, scores), ENGLISH) == said


def test_each_layer_with_a_blocking_defect_is_one_sentence(qgis_app):
    marks = [("Parks", BAD), ("Roads", GOOD), ("Water", None), ("Old", QualityMark(50, ("a_kind_of_later",)))]
    assert warn_of_blocking(marks, ENGLISH) == ["Layer 'Parks' has defects that block publishing: Key is not unique; Personal data."]


def test_a_map_warns_first_and_has_the_mark_beside_the_date(qgis_app):
    lines = (
        SourceLine("Parken", "Stad", "CC0", DAY, quality=BAD),
        SourceLine("Wegen", "Stad", "CC0", DAY, quality=GOOD),
        SourceLine("Water", "Stad", "CC0", DAY),
    )
    content = MapContent("Titel", sources=lines)
    _, (first, *_) = map_texts.age_and_completeness(content, DUTCH)
    assert first == "Laag 'Parken' heeft gebreken die publicatie blokkeren: Sleutel is niet uniek; Persoonsgegevens."
    _, (listing,) = map_texts.sources(content, DUTCH)
    assert listing.items == ("Parken, 1 maart 2026, kwaliteit 72 \u26a0", "Wegen, 1 maart 2026, kwaliteit 91", "Water, 1 maart 2026")


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("POLYGON((0 0,1 1,1 0,0 1,0 0))", "de omtrek snijdt zichzelf op 0.5 0.5"),
        ("POLYGON((0 0,2 0,1 1,2 2,0 2,1 1,0 0))", "de omtrek raakt zichzelf op 1 1"),
        ("POLYGON((0 0,2 0,2 2,0 2,0 0),(3 3,4 3,4 4,3 3))", "een gat ligt buiten de omtrek, op 3 3"),
        ("POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,3 1,3 3,1 3,1 1),(1.5 1.5,2 1.5,2 2,1.5 1.5))", "een gat ligt in een ander gat, op 1.5 1.5"),
        ("MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((0.5 0.5,1 0.5,1 1,0.5 0.5)))", "een deel ligt in een ander deel, op 0.5 0.5"),
        ("POLYGON((0 0,10 0,10 10,0 10,0 0),(0 5,5 0,10 5,5 10,0 5))", "een gat deelt de geometrie in twee, op "),
        ("LINESTRING(3 4,3 4)", "een deel heeft te weinig punten, op 3 4"),
    ],
)
def test_why_a_geometry_is_invalid_is_said_in_words(shape, said):
    reason = shapely.is_valid_reason(shapely.from_wkt(shape))
    assert invalid_words(reason, DUTCH).startswith(said)
    assert invalid_words("Something new[0 0]", DUTCH) == "Something new[0 0]"
