"""The catalogue dock in a real QGIS window: empty at the start, search, filters, card, loading, what fails."""

import json
from pathlib import Path

import pytest
from opgavenkaart.test.support.servers_replay import JSON, Answer, replay
from opgavenkaart.test.support.window import qgis_window

INSIDE = Path(__file__).with_name("inside_catalogue.py")
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"


@pytest.fixture(scope="module")
def window(demo_city):
    """One Dutch QGIS with the dock open on the demo city's catalogue."""
    with qgis_window(INSIDE, locale="nl") as window:
        assert window.call("state") == {"there": True, "shown": False, "filled": False}
        assert window.call("open_dock")
        assert window.call("open_catalogue", path=demo_city["CATALOGUE"]) == 36
        yield window


POINT = {"type": "Point", "coordinates": [3.72, 51.05]}
EVERYTHING = {
    "challenge": "Alle opgaven",
    "sector": "Alle sectoren",
    "kind": "Alle uitgevers",
    "light": "Elke leeftijd",
    "licence": "Alle licenties",
}


@pytest.fixture(autouse=True)
def fresh(window, request):
    """No search, no filter and no notice before a test; a picture of its last moment after it."""
    window.call("clear_notices")
    window.call("type_text", text="")
    window.call("choose", **EVERYTHING)
    yield
    window.call("screenshot", path=str(SCREENSHOTS / f"catalogue_{request.node.name}.png"))


def everything(listed):
    return sorted(title for titles in listed.values() for title in titles)


def test_search_while_typing(window):
    """Accents, capitals and a mistyped letter do not matter."""
    found = window.call("type_text", text="kinderopvang")
    assert "Kinderopvang van baby's en peuters" in everything(found)
    assert window.call("type_text", text="KINDEROPVNAG") == found == window.call("type_text", text="kïnderopvang")
    assert everything(window.call("type_text", text="zzzz")) == []
    assert len(everything(window.call("type_text", text=""))) == 36


def test_filters(window):
    """The layers of a challenge, of one sector and kind of publisher."""
    of_challenge = everything(window.call("choose", challenge="Warme woningen"))
    assert (
        "Energiegebruik van gezinnen per statistische sector" in of_challenge and "Kinderopvang van baby's en peuters" not in of_challenge
    )
    both = everything(window.call("choose", kind="federale overheid"))
    assert set(both) < set(of_challenge)
    assert len(everything(window.call("choose", **EVERYTHING))) == 36


def test_the_card_says_whose_it_is_and_how_old(window):
    text = window.call("choose_layer", title="Kinderopvang van baby's en peuters")
    for word in ("Vlaams Zorgagentschap", "Modellicentie", "30 september 2026", "Mag verder verspreid worden"):
        assert word in text


def test_a_layer_is_loaded_with_its_origin(window):
    window.call("choose_layer", title="Parken")
    window.call("press", button="load")
    layers = window.wait_for("layers")
    assert layers["Parken"] == "Stad Oudervoorde (gegenereerd)"


def test_what_fails_is_told_with_its_reason(window, demo_city, tmp_path):
    """One of two records lies in a file that is gone: the other is loaded, and the bar says what is wrong."""
    document = json.loads(Path(demo_city["CATALOGUE"]).read_text(encoding="utf-8"))
    folder = Path(demo_city["CATALOGUE"]).parent
    records = {one["id"]: one for one in document["records"] if one["id"] in ("parks", "schools")}
    records["schools"]["source"]["path"] = "gone.gpkg"
    records["parks"]["source"]["path"] = str(folder / "demo_city.gpkg")
    records["parks"]["title"] = {"nl": "Groene plekken", "en": "Green places"}
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps({"title": document["title"], "records": list(records.values())}), encoding="utf-8")
    assert window.call("open_catalogue", path=str(path)) == 2
    window.call("select_all")
    window.call("press", button="load")
    notice = window.wait_for("notice_with", text="1 mislukt")
    assert "gone.gpkg" in notice
    assert "Groene plekken" in window.call("layers")
    assert window.call("open_catalogue", path=demo_city["CATALOGUE"]) == 36


def test_what_failed_is_tried_again_when_its_service_is_back(window, demo_city, tmp_path):
    """An answer breaks off in the middle: the other layer comes, the bar offers to ask for the failed one alone, and then it comes."""
    features = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "x"}, "geometry": POINT}]}
    whole = json.dumps(features).encode()
    with replay({"/trees": Answer(whole, JSON, fault="cut_off"), "/wells": Answer(whole, JSON)}) as server:
        city = {"publisher": {"name": "Stad", "kind": "city"}, "geometry": "point", "crs": "EPSG:4326"}
        titles = {"trees": "Bomen", "wells": "Pompen"}
        records = [
            {"id": id, "title": {"nl": title}, "source": {"kind": "geojson", "path": f"{server.url}/{id}"}, **city}
            for id, title in titles.items()
        ]
        path = tmp_path / "service.json"
        path.write_text(json.dumps({"records": records}))
        assert window.call("open_catalogue", path=str(path)) == 2
        window.call("select_all")
        window.call("press", button="load")
        assert "is afgebroken" in window.wait_for("notice_with", text="1 mislukt")
        assert "Pompen" in window.call("layers") and "Bomen" not in window.call("layers")
        window.call("screenshot", path=str(SCREENSHOTS / "catalogue_partial_failure.png"))
        server.routes["/trees"] = Answer(whole, JSON)
        asked = server.asked("/wells")
        window.call("press_in_notice", title="Opnieuw proberen")
        assert window.wait_for("notice_with", text="1 laag geladen.")
        assert not window.call("notice_with", text="1 laag laden")
        assert "Bomen" in window.call("layers")
        assert server.asked("/wells") == asked
    window.call("open_catalogue", path=demo_city["CATALOGUE"])


def test_a_catalogue_that_cannot_be_read_stays_the_choice(window, demo_city, tmp_path):
    """It is told, the built-in one is shown and loaded from meanwhile, and the choice is read as soon as it is back."""
    path = tmp_path / "broken.json"
    path.write_text("{")
    assert window.call("open_catalogue", path=str(path)) > 34
    assert "broken.json" in window.wait_for("notice_with", text="broken.json")
    assert window.call("choice") == {"kept": str(path), "shown": "broken (momenteel niet leesbaar)", "loads_from": ""}
    path.unlink()
    window.call("come_back")
    assert window.call("choice")["kept"] == str(path)
    record = {"id": "a", "title": {"nl": "Alfa"}, "publisher": {"name": "Stad", "kind": "city"}, "source": {"kind": "csv", "path": "a.csv"}}
    path.write_text(json.dumps({"title": {"nl": "Lagen van de dienst"}, "records": [record]}))
    window.call("come_back")
    assert window.wait_for("count_is", text="1 laag")
    assert window.call("choice") == {"kept": str(path), "shown": "Lagen van de dienst", "loads_from": str(path)}
    assert window.call("open_catalogue", path=demo_city["CATALOGUE"]) == 36


def test_catalogues_are_listed_by_their_titles(window, demo_city, tmp_path):
    """By the file's name where there is none; with folder and file where two have the same."""
    paths = {name: tmp_path / name / "catalogue.json" for name in ("north", "south", "nameless")}
    for name, path in paths.items():
        path.parent.mkdir()
        path.write_text(json.dumps({"records": []} if name == "nameless" else {"title": {"nl": "Stadslagen"}, "records": []}))
        window.call("open_catalogue", path=str(path))
        window.call("keep_on_list", path=str(path))
    names = window.call("catalogues")
    assert {"Stadslagen (north/catalogue.json)", "Stadslagen (south/catalogue.json)", "catalogue"} <= set(names)
    assert window.call("open_catalogue", path=demo_city["CATALOGUE"]) == 36
    assert window.call("choice")["shown"] == "Demostad Oudervoorde (gegenereerd)"


def test_filter_by_licence(window):
    """The licences are those of the catalogue that is shown."""
    some = everything(window.call("choose", licence="ODbL 1.0 (gegenereerde gegevens)"))
    assert 0 < len(some) < 34
    assert len(everything(window.call("choose", licence="Alle licenties"))) == 36


def test_where_nothing_fits_it_says_what_to_do(window):
    assert everything(window.call("type_text", text="zzzz")) == []
    assert "filters" in window.call("card")
    window.call("type_text", text="")
    assert "Kies een laag" in window.call("card")


def test_a_layer_without_a_source_says_why(window, demo_city):
    """It can be chosen and read, but not loaded; one of the built-in catalogue that nobody publishes."""
    window.call("open_catalogue", path="")
    assert "met de knop +" in window.call("choose_layer", title="Wijken") and not window.call("may_load")
    assert "opg" in window.call("choose_layer", title="Adreszoeker") and not window.call("may_load")
    window.call("choose_layer", title="Gemeenten")
    assert window.call("may_load")
    window.call("open_catalogue", path=demo_city["CATALOGUE"])


def test_a_catalogue_that_changes_while_it_is_open(window, demo_city, tmp_path):
    """It is read anew when somebody comes back to QGIS; bad records are told, a file that is none leaves what was shown."""
    path = tmp_path / "city.json"
    good = {"id": "a", "title": {"nl": "Alfa"}, "publisher": {"name": "Stad", "kind": "city"}, "source": {"kind": "csv", "path": "a.csv"}}
    path.write_text(json.dumps({"records": [good]}))
    assert window.call("open_catalogue", path=str(path)) == 1
    path.write_text(json.dumps({"records": [good, good | {"id": "b", "title": {"nl": "Beta"}}, {"id": "c"}]}))
    window.call("come_back")
    assert window.wait_for("count_is", text="2 lagen")
    assert everything(window.call("listed")) == ["Alfa", "Beta"]
    assert "city.json" in window.wait_for("notice_with", text="overgeslagen")
    path.write_text("{")
    window.call("come_back")
    assert "geen geldige JSON" in window.wait_for("notice_with", text="vorige inhoud")
    assert everything(window.call("listed")) == ["Alfa", "Beta"]
    path.write_text(json.dumps({"records": []}))
    window.call("come_back")
    assert window.wait_for("count_is", text="0 lagen")
    assert "leeg" in window.call("card")
    window.call("open_catalogue", path=demo_city["CATALOGUE"])
