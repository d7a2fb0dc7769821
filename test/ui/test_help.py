"""Help in a real QGIS window: pictures beside the parameters, a question mark and F1 in each dock, pages that lead to each other."""

from pathlib import Path

import pytest
from opgavenkaart.processing.algorithms.provider import ALGORITHMS
from opgavenkaart.processing.model.help_pages import SIZE
from opgavenkaart.test.support.counts import LONG
from opgavenkaart.test.support.window import qgis_window

INSIDE = Path(__file__).with_name("inside_help.py")
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots" / "help"
LEAST_COLOURS = 6
LOOKED_AT = [algorithm.NAME for algorithm in ALGORITHMS] if LONG else ["challenge_index", "find_shared_sites"]
DOCKS = {
    "Catalogue": "toont elke laag die de plug-in kent",
    "Challenge": "toont een opgave als tabel van indicatoren",
    "Map": "wordt afgedrukt",
    "Planning": "Elk tabblad",
}


@pytest.mark.parametrize(("dark", "scale"), [(False, 1), (True, 2)])
def test_pictures_are_shown_sharp_beside_the_parameters(dark, scale):
    """With a pixel of their own for each of the screen, and no wider than the page."""
    with qgis_window(INSIDE, locale="nl", dark=dark, scale=scale) as window:
        for name in LOOKED_AT:
            assert window.call("open_algorithm", name=name)
            shown = window.call("picture")
            assert shown["size"] == list(SIZE)
            assert shown["pixels"] == [scale * length for length in SIZE]
            assert shown["colours"] >= LEAST_COLOURS and shown["fits"]
            window.call("save_dialog", path=str(SCREENSHOTS / f"{name}_{'dark' if dark else 'light'}.png"))
            window.call("close_dialogs")


@pytest.fixture(scope="module")
def dutch():
    with qgis_window(INSIDE, locale="nl") as window:
        yield window


@pytest.fixture
def window(dutch):
    yield dutch
    assert dutch.call("close_help")


@pytest.mark.parametrize(("dock", "words"), DOCKS.items())
def test_a_dock_shows_its_help_by_a_question_mark_and_by_f1(window, dock, words):
    assert window.call("open_dock", name=dock)
    assert window.call("press_question_mark", name=dock)
    assert words in window.call("help_shown")["text"]
    window.call("save_help", path=str(SCREENSHOTS / f"dock_{dock.lower()}.png"))
    window.call("close_help")
    window.call("press_f1", name=dock)
    shown = window.wait_for("help_shown")
    assert shown["title"] == "Help bij Opgavenkaart" and words in shown["text"]


def test_pages_lead_to_each_other(window):
    """From a dock to an algorithm, back, and to the contents, which list all algorithms."""
    window.call("open_dock", name="Map")
    window.call("press_question_mark", name="Map")
    assert window.call("follow", text="export_atlas") == "export_atlas.html"
    assert "Parameters" in window.call("help_shown")["text"]
    assert window.call("press", text="Terug") == "dock_map.html"
    assert window.call("press", text="Inhoud") == "window.html"
    text = window.call("help_shown")["text"]
    assert text.count("\n") > len(ALGORITHMS)
    assert "Opgave-index" in text and "Webkaart" in text


def test_the_help_stands_in_the_menus(window):
    assert window.call("menu_entries") == ["Help bij Opgavenkaart"] * 2
    window.call("open_from_menu")
    assert "De eerste minuut" in window.call("help_shown")["text"]
    window.call("save_help", path=str(SCREENSHOTS / "contents.png"))
