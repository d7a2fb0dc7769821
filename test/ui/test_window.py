"""The plugin in the window where people work: the first minute, what lies where people look, and that all of it goes again."""

import contextlib
import json
import re
import time
from pathlib import Path

import pytest
from opgavenkaart.test.support.counts import LONG
from opgavenkaart.test.support.pointer import Pointer
from opgavenkaart.test.support.servers_replay import HTML, JSON, LOGIN_PAGE, Answer, replay
from opgavenkaart.test.support.window import qgis_window

INSIDE = Path(__file__).with_name("inside_window.py")
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"


@pytest.fixture(scope="module")
def started():
    """One Dutch QGIS for the journeys of this file, as it is after the installation."""
    with qgis_window(INSIDE, locale="nl") as window:
        assert window.call("open_dock")
        yield window


@pytest.fixture
def window(started, request):
    """That QGIS, without notices; a picture of its last moment is in build/screenshots."""
    started.call("clear_notices")
    yield started
    started.call("screenshot", path=str(SCREENSHOTS / f"window_{request.node.name}.png"))


def test_the_first_minute_on_the_demo_city(window):
    """Welcome, demo city, map: two clicks in all, and the map, its catalogue and its age are there."""
    assert window.call("welcome") == {"seen": True, "about": "", "busy": False}
    assert window.call("light")["seen"] is False
    window.call("try_demo")
    assert window.call("welcome")["busy"]
    window.wait_for("toured", seconds=180)
    assert {"Clusters", "Noodindex", "Parken"} <= set(window.call("layers"))
    assert window.call("map_state")["crs"] == "EPSG:31370"
    assert window.call("welcome")["seen"] is False
    assert window.call("shown_catalogue") == "Demostad Oudervoorde (gegenereerd)"
    assert "De kaart van de demostad is open" in window.call("notice_with", text="demostad")


def test_docks_lie_behind_each_other_and_come_to_the_front(window):
    """A dock's entry brings it to the front; that of the one in front hides it."""
    titles = {"Challenge": "Opgave", "Map": "Kaart", "Planning": "Planning", "Catalogue": "Catalogus"}
    for name, title in titles.items():
        assert window.call("press_entry", name=name) == [[title], [title]]
    window.call("screenshot", path=str(SCREENSHOTS / "docks.png"))
    for name in ("Challenge", "Map", "Planning"):
        seen, _ticked = window.call("press_entry", name=name)
        if titles[name] in seen:  # it lay behind
            seen, _ticked = window.call("press_entry", name=name)
        assert len(seen) == 1 and titles[name] not in seen
    assert seen == ["Catalogus"]


def test_age_and_source_in_words(window):
    """After the demo: the light, its list and the functions of expressions tell the same."""
    light = window.wait_for("light")
    assert light["seen"] and light["text"].startswith("Oudste laag: ") and light["text"] in light["name"]
    first = window.call("light_list")[0]
    assert first.split(": ", 1)[1].split(",")[0] == light["text"].removeprefix("Oudste laag: ")
    assert window.call("evaluate", text="opgave_age('Parken')") > 0
    assert "Stad Oudervoorde" in window.call("evaluate", text="opgave_source('Parken')")


def test_the_light_is_the_worst_of_the_layers_and_counts_them(window):
    """Where some layers are due the light is not green, however current the oldest is for its rhythm."""
    found, light = window.call("freshness_of_layers"), window.call("light")
    assert len(set(found)) > 1
    assert window.call("light_shows") == next(one for one in ("stale", "due", "current", "unknown") if one in found)
    words = {"stale": "verouderd", "due": "te actualiseren", "current": "actueel", "unknown": "actualisatie niet gekend"}
    for one in set(found):
        assert re.search(rf"\b{found.count(one)} [^,.]*{words[one]}", light["tip"])
    assert light["tip"] in light["name"]


def test_expressions_of_what_is_no_layer_give_null(window):
    """Also of nothing, a number, a geometry and a group; `@layer` itself is a layer as good as its name or id."""
    for odd in ("'Er is zo geen laag'", "NULL", "12", "array('Parken')", "make_point(1, 2)"):
        assert window.call("evaluate", text=f"opgave_age({odd})") is None
        assert window.call("evaluate", text=f"opgave_source({odd})") is None
    window.call("add_group", name="Groep")
    assert window.call("evaluate", text="opgave_age('Groep')") is None
    named = window.call("evaluate", text="opgave_age('Parken')")
    assert window.call("evaluate", text="opgave_age(@layer)", layer="Parken") == named > 0
    assert window.call("evaluate", text="opgave_age(@layer_id)", layer="Parken") == named


def test_of_layers_with_one_name_the_oldest_answers(window):
    """A layer without metadata has no age and no source; a second one of its name has, and a third, which is older."""
    window.call("add_memory_layer", name="Tweeling", date="")
    assert window.call("evaluate", text="opgave_age('Tweeling')") is None
    assert window.call("evaluate", text="opgave_source('Tweeling')") == ""
    for date in ("2020-01-01", "2010-01-01", "2015-01-01"):
        window.call("add_memory_layer", name="Tweeling", date=date)
    assert "1 januari 2010" in window.call("evaluate", text="opgave_source('Tweeling')")


def test_the_expression_builder_explains_the_functions(window):
    said = window.call("help_of_function", name="opgave_age")
    assert "Ouderdom van een laag van het project in dagen" in said and "opgave_age('Parken')" in said


def test_the_light_goes_with_the_layers(window):
    window.call("empty_project")
    assert window.wait_for("light_is_out")


@pytest.mark.parametrize(
    ("typed", "title", "said"),
    [
        ("kruibeke", "Beveren-Kruibeke-Zwijndrecht (46030)", "Zwijndrecht (11056)"),
        ("44021", "Gent (44021)", "hieronder in de lijst: 7"),
    ],
)
def test_my_municipality(window, typed, title, said):
    """The map shows it, the words name its code and what it was before 2025, its own layers are listed."""
    from opgavenkaart.processing.model.municipalities import find_municipality

    window.call("bring_back")
    assert window.call("choose_city", text=typed) == title
    xmin, ymin, xmax, ymax = find_municipality(title).extent
    state = window.call("map_state")
    assert state["crs"] == "EPSG:31370"
    assert state["box"][0] <= xmin and state["box"][1] <= ymin and state["box"][2] >= xmax and state["box"][3] >= ymax
    assert said in window.call("welcome")["about"]


def test_a_municipality_that_is_none_is_told(window):
    window.call("bring_back")
    window.call("choose_city", text="Gnet")
    assert "Bedoelt u 'Gent'?" in window.call("welcome")["about"]


def test_the_welcome_stays_away(window):
    window.call("put_away")
    assert window.call("welcome")["seen"] is False
    assert window.call("settings_kept")["welcomed"] == "true"


@pytest.mark.parametrize("target", ["map", "list"])
def test_a_layer_is_dragged_to_where_it_is_wanted(window, demo_city, target):
    """With the mouse of the screen: from the dock to the map, and to the list of layers."""
    window.call("empty_project")
    window.call("open_catalogue", path=demo_city["CATALOGUE"])
    window.call("tick", name="here", on=False)
    window.call("search", text="parken")
    places = window.call("places", title="Parken")
    with contextlib.closing(Pointer(window.call("screen"))) as pointer:
        pointer.drag(places["row"], places[target])
    assert window.wait_for("layers") == ["Parken"]
    assert "Stad Oudervoorde" in window.call("map_tip", name="Parken")


def test_only_what_the_map_shows_is_loaded(window, demo_city):
    """All schools first, then those of a piece of the city alone, each by a double click in the dock."""
    window.call("empty_project")
    window.call("open_catalogue", path=demo_city["CATALOGUE"])
    window.call("search", text="scholen")
    counts = []
    for here in (False, True):
        window.call("tick", name="here", on=here)
        with contextlib.closing(Pointer(window.call("screen"))) as pointer:
            pointer.double_click(window.call("places", title="Scholen")["row"])
        assert window.wait_for("layers") == ["Scholen"]
        counts.append(window.call("count_and_zoom_in", name="Scholen"))
        window.call("empty_layers")
    assert 0 < counts[1] < counts[0]
    window.call("tick", name="here", on=False)


def test_favourites_and_a_list(window, demo_city):
    """By keyboard; they stay when the catalogue is read anew."""
    window.call("open_catalogue", path=demo_city["CATALOGUE"])
    window.call("search", text="")
    for title in ("Parken", "Bibliotheken"):
        window.call("select", title=title)
        window.call("press_keys", keys="Alt+Shift+F")
    assert sorted(window.call("switch", name="only_favourites")) == ["Bibliotheken", "Parken"]
    assert window.call("switch", name="as_list") == ["Bibliotheken", "Parken"]
    window.call("open_catalogue", path=demo_city["CATALOGUE"])
    assert window.call("listed") == ["Bibliotheken", "Parken"]
    assert len(window.call("switch", name="only_favourites")) == 36
    assert len(window.call("switch", name="as_list")) == 36


def test_own_layers_from_an_address_and_from_the_project(window, demo_city):
    window.call("empty_project")
    window.call("add_address", address=demo_city["GEOPACKAGE"])
    assert "toegevoegd" in window.wait_for("notice_with", text="eigen catalogus", seconds=60)
    assert window.call("shown_catalogue") == "Eigen lagen"
    assert window.call("search", text="parks") != []
    window.call("open_catalogue", path=demo_city["CATALOGUE"])
    window.call("search", text="")
    window.call("select", title="Bibliotheken")
    window.call("press_keys", keys="Return")
    assert window.wait_for("layers") == ["Bibliotheken"]
    window.call("add_project")
    assert window.call("shown_catalogue") == "Eigen lagen"
    assert "Bibliotheken" in window.call("search", text="bibliotheken")


def test_an_address_that_gives_nothing_says_what_to_do(window):
    with replay({}) as server:
        window.call("add_address", address=f"{server.url}/niets")
        assert "Verbeter het adres" in window.wait_for("notice_with", text="Verbeter", seconds=60)


def test_pictures_are_offered_where_a_service_draws_the_layer(window):
    window.call("open_catalogue", path="")
    window.call("search", text="")
    assert window.call("offers_pictures", title="Gewestplan")
    assert not window.call("offers_pictures", title="Gemeenten")
    asked = window.call("asked_of_loading", title="Gewestplan")
    (record,) = json.loads(Path(asked["CATALOGUE"]).read_text())["records"]
    assert (record["id"], record["source"]["kind"], record["source"]["layer"]) == (asked["RECORDS"], "wms", "lu:lu_gwp_gv")


def test_the_browser_has_the_catalogue(window, demo_city):
    window.call("empty_project")
    window.call("open_catalogue", path=demo_city["CATALOGUE"])
    sectors = window.call("unfold", path=["Opgavenkaart"])
    assert "Groen en natuur" in sectors
    assert "Parken" in window.call("unfold", path=["Opgavenkaart", "Groen en natuur"])
    window.call("double_click_in_browser", path=["Opgavenkaart", "Groen en natuur", "Parken"])
    assert window.wait_for("layers") == ["Parken"]


def test_a_large_sector_of_the_browser_is_in_parts(window, tmp_path):
    """Folders by title, of so many layers as the browser adds at once; all layers are in one of them."""
    said = {"publisher": {"name": "Stad", "kind": "city"}, "sectors": ["health"], "source": {"kind": "csv", "path": "a.csv"}}
    records = [{"id": f"layer_{number}", "title": {"nl": f"Laag {number:04}"}, **said} for number in range(600)]
    path = tmp_path / "large.json"
    path.write_text(json.dumps({"records": records}))
    window.call("open_catalogue", path=str(path))
    (sector,) = window.call("unfold", path=["Opgavenkaart"])
    parts = window.call("unfold", path=["Opgavenkaart", sector])
    assert parts == ["Laag 0000 – Laag 0249", "Laag 0250 – Laag 0499", "Laag 0500 – Laag 0599"]
    found = [layer for part in parts for layer in window.call("unfold", path=["Opgavenkaart", sector, part])]
    assert sorted(found) == [one["title"]["nl"] for one in records]


BOX = {
    "LowerLeft": {"Lat_WGS84": 51.05, "Lon_WGS84": 3.72, "X_Lambert72": 104712.0, "Y_Lambert72": 194036.0},
    "UpperRight": {"Lat_WGS84": 51.05, "Lon_WGS84": 3.72, "X_Lambert72": 104712.0, "Y_Lambert72": 194036.0},
}


def test_the_locator_asks_for_addresses_after_its_prefix_only(window, demo_city):
    """Without the prefix, and before three letters, nothing leaves this machine."""
    answer = {"LocationResult": [{"FormattedAddress": "Korenmarkt 1, 9000 Gent", "BoundingBox": BOX}]}
    with replay({"/v4/Location": Answer(json.dumps(answer).encode(), JSON)}) as server:
        assert window.call("set_setting", name="geocoder", text=f"{server.url}/v4") == ""
        window.call("save_kept", path=str(SCREENSHOTS / "window_options.png"))
        window.call("open_catalogue", path=demo_city["CATALOGUE"])
        window.call("locate", text="parken")
        wait_for_line(window, "Parken")
        window.call("locate", text="opg ko")
        window.call("locate", text="opg korenmarkt")
        wait_for_line(window, "Korenmarkt 1, 9000 Gent")
        assert {query["q"] for _, query, _ in server.requests} == {"korenmarkt"}
        take(window, "Korenmarkt 1, 9000 Gent")
    assert window.wait_for("map_shows", x=104712, y=194036, height=200)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("city", "Gnet", "Bedoelt u 'Gent'?"),
        ("catalogues", "/nergens/catalogus.json", "Bestand '/nergens/catalogus.json' bestaat niet."),
        ("store", "/nergens/opslag", "Er is geen opslag in '/nergens/opslag'"),
        ("theme", "/nergens/stijl.json", "Bestand '/nergens/stijl.json' bestaat niet."),
        ("geocoder", "geo.example", "'geo.example' is geen geldig adres van een dienst"),
    ],
)
def test_the_options_keep_nothing_that_cannot_be(window, field, typed, said):
    """One sentence in the page says why; OK keeps nothing, and stays on the page until it is mended or cancelled."""
    before = window.call("settings_kept")
    told = window.call("set_setting", name=field, text=typed)
    assert said in told and "\n" not in told
    window.call("save_kept", path=str(SCREENSHOTS / f"window_options_{field}.png"))
    assert window.call("settings_kept") == before


def test_the_options_keep_what_stood_there_though_it_is_away(window, tmp_path):
    """A store on a drive that is away for a moment stands in the way of no other option."""
    (tmp_path / "store" / "layers").mkdir(parents=True)
    assert window.call("set_setting", name="store", text=str(tmp_path / "store")) == ""
    (tmp_path / "store").rename(tmp_path / "away")
    assert window.call("set_setting", name="city", text="Gent") == ""
    kept = window.call("settings_kept")
    assert json.loads(kept["city"]) == "44021" and json.loads(kept["store"]) == str(tmp_path / "store")
    assert window.call("set_setting", name="store", text="") == ""


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(b"", HTML, 500), "status 500"),
        (Answer(b"", JSON, fault="silent"), "binnen 10,0 s geen volledig antwoord"),
        (Answer(LOGIN_PAGE, HTML), "geeft een webpagina"),
        (Answer(b"[]", JSON), "onbekend formaat"),
        (Answer(b'{"LocationResult": [{"FormattedAddress": null, "BoundingBox": null}]}', JSON), "onbekend formaat"),
        (Answer(b'{"LocationResult": []}', JSON, fault="cut_off"), "is afgebroken"),
        (None, "antwoordt niet"),
    ],
    ids=["error", "silence", "page", "list", "nothing", "cut_off", "nobody"],
)
def test_a_geocoder_that_fails_is_a_line_of_the_locator(window, answer, why):
    """The window goes on meanwhile; a double click on the line says why in the message bar."""
    with replay({"/v4/Location": answer} if answer else {}) as server:
        window.call("set_geocoder", address=f"{server.url}/v4" if answer else "http://127.0.0.1:9/v4")
        window.call("locate", text="opg")
        wait_for_line(window, "Adresdienst niet bereikbaar", there=False)
        window.call("locate", text="opg korenmarkt")
        wait_for_line(window, "Adresdienst niet bereikbaar")
        take(window, "Adresdienst niet bereikbaar")
        assert why in window.wait_for("notice_with", text=why)


def test_who_types_on_does_not_wait_for_an_older_answer(window):
    """The first address never gets an answer; the second is asked and found all the same, and nothing is said of the first."""

    def answers(query, _):
        found = {"LocationResult": [{"FormattedAddress": f"{query['q']} 1, 9000 Gent", "BoundingBox": BOX}]}
        return Answer(json.dumps(found).encode(), JSON, fault="silent" if query["q"] == "korenmarkt" else "")

    with replay({"/v4/Location": answers}) as server:
        window.call("set_geocoder", address=f"{server.url}/v4")
        window.call("locate", text="opg korenmarkt")
        until = time.monotonic() + 20
        while not server.requests and time.monotonic() < until:
            time.sleep(0.05)
        window.call("locate", text="opg veldstraat")
        wait_for_line(window, "veldstraat 1, 9000 Gent")
        assert [query["q"] for _, query, _ in server.requests] == ["korenmarkt", "veldstraat"]
        assert "Adresdienst niet bereikbaar" not in window.call("located")
    window.call("set_geocoder", address="")


def wait_for_line(window, text, there=True):
    """Wait until the locator has a line, or has it no longer."""
    until = time.monotonic() + 20
    while (text in (lines := window.call("located"))) != there and time.monotonic() < until:
        time.sleep(0.1)
    assert (text in lines) == there


def take(window, text):
    """Double-click a line of the locator with the screen's own mouse: QGIS waits for its threads outside of Python then."""
    with contextlib.closing(Pointer(window.call("screen"))) as pointer:
        pointer.double_click(window.call("place_located", text=text))


def test_the_locator_leads_to_a_layer(window):
    """Lines stand still under the mouse once the address service, whose lines come first, has failed or answered."""
    window.call("set_geocoder", address="http://127.0.0.1:9/v4")
    window.call("locate", text="opg bibliotheken")
    wait_for_line(window, "Adresdienst niet bereikbaar")
    wait_for_line(window, "Bibliotheken")
    take(window, "Bibliotheken")
    window.wait_for("card_with", text="Bibliotheken")


def test_the_shortcuts_are_nobody_elses(window):
    assert window.call("same_shortcut") == []
    assert "Alt+Shift+C" in window.call("own_shortcuts")


def test_reloads_leave_nothing(window):
    """What is counted after the first reload is what is counted after the third (in `make test-long` the tenth): objects, listeners.

    Before each, all that the plugin has was opened: docks, help, options, editors; help and an editor stand open when it goes.
    """
    window.call("reload_once")
    assert all(window.call("open_all"))
    first = window.call("reload_once")
    for _ in range(9 if LONG else 2):
        assert all(window.call("open_all"))
        left = window.call("reload_once")
    assert left == first
    gone = ("children", "docks", "toolbars", "entries", "shortcuts", "providers", "browser", "roots", "functions", "status")
    assert {name: first[name] for name in gone} == dict.fromkeys(gone, 0)
    assert first["objects"] == []
    assert "Traceback" not in window.said()


def test_forgetting_asks_first_and_waits_for_ok(window, tmp_path):
    """The list says what would go, and only the settings and what the plugin made are ticked; without OK all of it stays."""
    own = window.call("add_own_layer", path=str(tmp_path / "benches.gpkg"))
    before = window.call("profile_files")
    assert "own_catalogue.json" in before
    for asked, options in (("Cancel", "Ok"), ("Cancel", "Cancel"), ("Ok", "Cancel")):
        seen = window.call("forget_everything", asked=asked, options=options)
        assert window.call("profile_files") == before
        assert own in window.call("settings_kept")["catalogues"]
    listed = dict(seen["listed"])
    (catalogue,) = [title for title in listed if own in title]
    count = len(json.loads(Path(own).read_text(encoding="utf-8"))["records"])
    assert catalogue.startswith(f"Eigen catalogus met {count} lagen:" if count > 1 else "Eigen catalogus met 1 laag:")
    assert [title for title, ticked in listed.items() if not ticked] == [catalogue]
    assert next(iter(listed)).startswith("Instellingen: ")
    assert all(" MB)" in title for title in listed if title.startswith("Demostad"))
    assert "OK wist uit uw profiel:" in seen["said"] and own in seen["said"]


def test_the_own_catalogue_stays_unless_it_is_ticked(window):
    listed = window.call("forget_everything", options="Cancel")["listed"]
    window.call("forget_everything", tick=[number for number, (_, ticked) in enumerate(listed) if ticked])
    assert window.call("settings_kept") == {}
    assert window.call("profile_files") == ["own_catalogue.json"]


def test_nothing_is_left_when_everything_was_forgotten(window):
    """The options take settings and files away; what is switched off then leaves no trace in the profile."""
    window.call("forget_everything")
    assert window.call("settings_kept") == {}
    assert window.call("profile_files") == []
    assert window.call("switch_off")
    assert window.call("settings_kept") == {}
