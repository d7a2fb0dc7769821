"""All docks by keyboard alone, and what a screen reader is told: no mouse moves in this file."""

from pathlib import Path

import pytest
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.window import qgis_window

INSIDE = Path(__file__).with_name("inside_keyboard.py")
PLACES = [
    ("catalogue", "Lagen"),
    ("catalogue", "Kwaliteit"),
    ("challenge", "Clusters"),
    ("challenge", "Vergelijken"),
    ("map", ""),
    ("planning", "Locaties"),
    ("planning", "Enveloppe"),
    ("planning", "Coalitie"),
]
DOCKS = {"catalogue": "C", "challenge": "G", "map": "M", "planning": "P"}
LETTERS = 60
"""So wide a dock is at first: none may need more."""
SMALL = 500
"""Pixels that a screen of 1366 by 768 has between title, toolbars and status bar."""


@pytest.fixture(scope="module")
def window(demo_city, tmp_path_factory):
    """One Dutch QGIS with all docks open on the demo city."""
    inputs = {"CHALLENGE": "warm_homes", "CATALOGUE": demo_city["CATALOGUE"], "PAPER": "a4"}
    folder = run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(tmp_path_factory.mktemp("made") / "map")})["OUTPUT_FOLDER"]
    city = demo_city["GEOPACKAGE"]
    names = {"Maatregelen": "measures", "Adressen": "addresses", "Parken": "parks"}
    layers = {title: f"{city}|layername={name}" for title, name in names.items()}
    with qgis_window(INSIDE, locale="nl") as window:
        window.call("open_all", catalogue=demo_city["CATALOGUE"], bundle=folder, layers=layers)
        yield window


def test_docks_behind_each_other_are_told_apart(window):
    """A tab has room for a word; the entry in QGIS's list of panels says whose it is."""
    words = ["Catalogus", "Opgave", "Kaart", "Planning"]
    assert window.call("tabs") == [[word, f"{word} (Opgavenkaart)"] for word in words]


@pytest.mark.parametrize("dock", DOCKS)
def test_its_keys_hide_and_show_a_dock(window, dock):
    window.call("show", dock=dock)
    for shown in (False, True):
        window.call("press", keys=[f"Alt+Shift+{DOCKS[dock]}"])
        assert window.call("is_open", dock=dock) is shown


@pytest.mark.parametrize(("dock", "tab"), PLACES)
def test_tab_goes_through_everything_as_it_is_seen(window, dock, tab):
    """All of it, each with a name, from the top to the bottom; in a row of an indicator what is weighed comes before its details."""
    found = window.call("way", dock=dock, tab=tab)
    assert (found["missed"], found["unnamed"]) == ([], [])
    assert found["back"] == []


@pytest.mark.parametrize("dock", DOCKS)
def test_a_dock_is_not_wider_than_it_begins(window, dock):
    assert window.call("narrowest", dock=dock) < LETTERS


@pytest.mark.parametrize("dock", DOCKS)
def test_a_dock_fits_a_small_screen(window, dock):
    """With filters and comparison open; what does not fit scrolls."""
    assert window.call("lowest", dock=dock) < SMALL


@pytest.mark.parametrize("dock", DOCKS)
def test_tab_stays_out_of_docks_behind_another(window, dock):
    assert window.call("round_trip", dock=dock) == []


def test_a_layer_is_found_marked_and_loaded(window):
    window.call("begin", dock="catalogue", tab="Lagen")
    window.call("go_to", name="Zoek op titel, sector, thema of uitgever")
    window.call("write", text="bibliotheken")
    window.call("go_to", name="Lagen")
    window.call("press", keys=["Home", "Down", "Alt+Shift+F"])
    assert window.call("favourites") == ["libraries"]
    assert window.call("menu") == ["Kopie laden", "Favoriet"]
    before = window.call("layers")
    window.call("press", keys=["Return"])
    window.wait_for("loaded", title="Bibliotheken")
    assert "Bibliotheken" not in before


def test_a_challenge_is_computed_weighed_and_edited(window):
    window.call("begin", dock="challenge", tab="Clusters")
    window.call("go_to", name="Berekenen")
    window.call("press", keys=["Space"])
    assert window.wait_for("focused") == "Annuleren", "Compute cannot be pressed now"
    window.wait_for("computed", seconds=120)
    assert window.call("focused") == "Berekenen"
    window.call("go_to", name="Gewicht van Mediaan inkomen per aangifte", kind="Slider", back=True)
    window.call("press", keys=["Right", "Right"])
    assert window.call("weight") == "2,20"
    before = window.call("extent")
    window.call("go_to", name="Clusters", kind="Table")
    window.call("press", keys=["Down", "Return"])
    assert window.call("extent") != before
    window.call("go_to", name="Details van Mediaan inkomen per aangifte", back=True)
    window.call("press", keys=["Space"])
    edit = "Mediaan inkomen per aangifte bewerken"
    window.call("go_to", name=edit)
    window.call("press", keys=["Space"])
    assert window.call("editor") == "Indicator bewerken"
    window.call("press", keys=["Esc"])
    assert window.call("editor") == ""
    window.call("go_to", name=edit)
    window.call("press", keys=["Space"])
    window.call("go_to", name="Titel in het Nederlands")
    window.call("write", text="Inkomen")
    window.call("press", keys=["Return"])
    assert (window.call("editor"), window.call("title")) == ("", "Inkomen")


def test_a_map_made_before_is_opened(window):
    window.call("begin", dock="map")
    window.call("go_to", name="Kaarten: het geopende project en eerder gemaakte geïntegreerde kaarten")
    window.call("press", keys=["Home", "Down"])
    window.call("go_to", name="Lagen aan het project toevoegen")
    window.call("press", keys=["Space"])
    window.wait_for("loaded", title="Statistische sectoren")


def test_sites_are_taken_and_locked(window):
    """The list keeps what is chosen: a second button follows the first without going back."""
    window.call("begin", dock="planning", tab="Locaties")
    window.call("go_to", name="Laag om kandidaten uit over te nemen")
    window.call("write", text="Parken")
    window.call("go_to", name="Overnemen uit laag")
    window.call("press", keys=["Space"])
    window.call("go_to", name="Kandidaat-locaties")
    window.call("press", keys=["Home", "Down"])
    for button, said in (("Verplicht", "verplicht"), ("Uitgesloten", "uitgesloten")):
        window.call("go_to", name=button)
        window.call("press", keys=["Space"])
        assert said in [status for _, status, _ in window.call("candidates")]


def test_the_ceiling_follows_the_arrows(window):
    window.call("begin", dock="planning", tab="Enveloppe")
    window.call("go_to", name="Plafond", kind="Slider")
    window.call("press", keys=["Home", "Right"])
    low = window.call("ceiling")
    window.call("press", keys=["PgUp"])
    assert 0 < low < window.call("ceiling")
