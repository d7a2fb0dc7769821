"""Help pages by language, with their picture above them."""

import pytest
from opgavenkaart.processing.model.files import RESOURCES
from opgavenkaart.processing.model.help_pages import help_page, help_text, picture_path, picture_words

PAGES = {
    (code, path.stem): path.read_text(encoding="utf-8") for code in ("nl", "en") for path in (RESOURCES / "help" / code).glob("*.html")
}


@pytest.mark.parametrize("code", ["nl", "en"])
def test_a_page_in_its_language(code):
    assert help_text("aggregate_to_units", code) == PAGES[code, "aggregate_to_units"]
    assert PAGES["nl", "aggregate_to_units"] != PAGES["en", "aggregate_to_units"]


def test_without_dutch_english_and_without_any_nothing():
    assert help_text("aggregate_to_units", "fr") == PAGES["en", "aggregate_to_units"]
    assert help_text("no_such_algorithm", "nl") == ""


def test_a_picture_in_words():
    svg = picture_path("aggregate_to_units").read_text(encoding="utf-8")
    for code in ("nl", "en"):
        words = picture_words("aggregate_to_units", code)
        assert words and f'<title lang="{code}">{words}</title>' in svg
    assert picture_words("aggregate_to_units", "nl") != picture_words("aggregate_to_units", "en")
    assert picture_words("aggregate_to_units", "fr") == ""


def test_a_page_with_its_picture_above_the_text():
    words = picture_words("aggregate_to_units", "nl")
    picture = f'<p><img src="pic.svg" width="224" height="112" alt="{words}"></p>\n'
    assert help_page("aggregate_to_units", "nl", "pic.svg") == picture + PAGES["nl", "aggregate_to_units"]


def test_a_dock_has_no_picture():
    assert not picture_path("dock_map").exists()
    assert help_page("dock_map", "en", "pic.svg") == PAGES["en", "dock_map"]
