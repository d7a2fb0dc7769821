"""The planning dock in a real QGIS window: candidates pinned and locked, a ceiling that is dragged, a network beside the map."""

from pathlib import Path

import pytest
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.window import qgis_window

INSIDE = Path(__file__).with_name("inside_planning.py")
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
SITES, ENVELOPE, COALITION = range(3)


@pytest.fixture(scope="module")
def layers(demo_city, tmp_path_factory):
    """The layers of the demo city that planning needs, and the clusters of a challenge on it."""
    folder = tmp_path_factory.mktemp("map")
    inputs = {"CHALLENGE": "place_for_every_child", "CATALOGUE": demo_city["CATALOGUE"], "OUTPUT_CLUSTERS": str(folder / "clusters.gpkg")}
    run_algorithm("challenge_index", {**inputs, "OUTPUT": str(folder / "units.gpkg")})
    city = demo_city["GEOPACKAGE"]
    names = {"Adressen": "addresses", "Speelplaatsen": "parks", "Spelers": "actors", "Banden": "actor_links"}
    sources = {title: f"{city}|layername={name}" for title, name in names.items()}
    measures = f"{city}|layername=measures|subset=challenge = 'place_for_every_child'"
    return {**sources, "Maatregelen": measures, "Clusters": str(folder / "clusters.gpkg")}


@pytest.fixture(scope="module")
def window(layers):
    """One Dutch QGIS with the dock open."""
    with qgis_window(INSIDE, locale="nl") as window:
        assert window.call("state") == {"there": True, "shown": False, "filled": False}
        window.call("open_layers", sources=layers)
        assert window.call("open_dock")
        yield window


@pytest.fixture(autouse=True)
def picture(window, request):
    yield
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    window.call("screenshot", path=str(SCREENSHOTS / f"planning_{request.node.name}.png"))


def ask(window, tab: str) -> str:
    assert window.call("press", tab=tab)
    return window.wait_for("answer", tab=tab, seconds=120)


def chosen(window) -> list[str]:
    return [name for name, _, plan in window.call("candidates") if plan]


def test_the_layer_of_each_role_is_proposed_whatever_the_alphabet_says(window):
    """Layers are known by record or fields; no key is a cost, and where nothing suits nothing is chosen."""
    found = window.call("proposed")
    assert {name: found[name] for name in ("demand", "measures", "clusters", "actors", "links")} == {
        "demand": "Adressen", "measures": "Maatregelen", "clusters": "Clusters", "actors": "Spelers", "links": "Banden"
    }  # fmt: skip
    assert found["candidates"] == found["implementers"] == ""
    assert (found["demand field"], found["cost"], found["effect"]) == ("dwellings", "cost_euro", ["effect"])
    assert found["offered"] == ["", "Kosten", "Jaarlijkse kosten", "effect", "Jaar"], "by their titles; the key is none"


def test_sites_are_pinned_locked_and_ruled_out(window):
    assert window.call("show_tab", number=SITES) == "Locaties"
    assert window.call("choose_demand", title="Adressen", field="dwellings", norm=800)["DISTANCES"] == "800"
    count = window.call("take_candidates", title="Speelplaatsen")
    assert count > 5
    window.call("set_sites", count=3)
    text = ask(window, "sites")
    assert text.startswith("3 locaties") and "bewezen optimaal" in text
    first = chosen(window)
    assert len(first) == 3
    rows = [name for name, *_ in window.call("candidates")]
    window.call("set_status", row=rows.index(first[0]), status="forbidden")
    assert window.wait_for("answer", tab="sites", seconds=120)
    after = chosen(window)
    assert len(after) == 3 and first[0] not in after
    locked = next(name for name in rows if name not in after and name != first[0])
    window.call("set_status", row=rows.index(locked), status="required")
    assert window.wait_for("answer", tab="sites", seconds=120)
    assert locked in chosen(window)
    assert {"Locaties", "Kandidaat-locaties"} <= set(window.call("layers"))


def test_a_click_on_the_map_sets_a_pin_and_one_on_it_changes_it(window):
    window.call("show_tab", number=SITES)
    before = len(window.call("candidates"))
    x, y = 104_000.0, 187_000.0
    window.call("show_ground", rectangle=[x - 500, y - 500, x + 500, y + 500])
    assert len(window.call("pin", points=[[x, y]])) == before + 1
    after = window.call("pin", points=[[x, y]])
    assert len(after) == before + 1
    assert after[-1][1] == "verplicht"


def test_the_portfolio_follows_the_ceiling(window):
    assert window.call("show_tab", number=ENVELOPE) == "Enveloppe"
    window.call("choose_layer", tab="envelope", field="measures", title="Maatregelen")
    window.call("choose_layer", tab="envelope", field="actors", title="Spelers")
    window.call("drag_ceiling", share=0.3)
    assert "volgens deze ramingen bewezen optimaal" in ask(window, "envelope")
    small = [row for row in window.call("portfolio") if row[1]]
    assert window.call("heads", table="portfolio") == ["Maatregel", "Portefeuille", "Kosten", "Gekozen in"]
    assert window.call("heads", table="table") == []
    window.call("drag_ceiling", share=0.6)
    assert "bewezen optimaal" in window.wait_for("answer", tab="envelope", seconds=120), window.call("notices")
    rows = window.call("portfolio")
    large = [row for row in rows if row[1]]
    assert len(large) > len(small) > 0
    assert any(row[2] == "nieuw" for row in rows)
    assert all(row[5].endswith(" van 25") for row in large)
    paid = sum(float(row[4].replace(".", "")) for row in large)
    assert paid <= window.call("ceiling") + len(large)
    window.call("negotiate")
    assert window.wait_for("negotiation", seconds=120)
    assert window.call("heads", table="table")[0] == "Partij"
    assert "Portefeuille" in window.call("layers")


def test_the_network_stands_beside_the_map_and_leads_to_it(window):
    assert window.call("show_tab", number=COALITION) == "Coalitie"
    for field, title in (("clusters", "Clusters"), ("actors", "Spelers"), ("links", "Banden")):
        window.call("choose_layer", tab="coalition", field=field, title=title)
    text = ask(window, "coalition")
    assert "actoren" in text
    drawn = window.wait_for("network")
    lists = window.call("lists")
    assert drawn["nodes"] == len(lists["actors"]) > 5
    assert lists["links"] and lists["clusters"]
    last = len(lists["actors"]) - 1
    found = window.call("click_node", number=last)
    assert found["map"] == [found["list"]] == [lists["actors"][last][0]]
    assert found["width"] < 2000


def test_what_fails_is_told(window):
    window.call("show_tab", number=ENVELOPE)
    window.call("choose_layer", tab="envelope", field="measures", title="Adressen")
    assert window.call("portfolio") == []
    assert not window.call("press", tab="envelope")
    assert window.wait_for("answer", tab="envelope").startswith("Kies eerst")
