"""The planning dock where things go otherwise: other coordinate systems, projects closed and opened, names that repeat, nothing chosen."""

from pathlib import Path

import pytest
from opgavenkaart.test.support.window import qgis_window

INSIDE = Path(__file__).with_name("inside_planning_mishaps.py")
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
SITES, ENVELOPE, COALITION = range(3)
X, Y = 104_000.0, 187_000.0


@pytest.fixture(scope="module")
def window():
    """One Dutch QGIS with the dock open on an empty project."""
    with qgis_window(INSIDE, locale="nl") as window:
        assert window.call("open_dock")
        yield window


@pytest.fixture(autouse=True)
def fresh(window, demo_city, request):
    """The demo city's layers in a new project; no error of Python after it."""
    city = demo_city["GEOPACKAGE"]
    names = {"Adressen": "addresses", "Speelplaatsen": "parks", "Maatregelen": "measures"}
    window.call("open_project", path="")
    window.call("open_layers", sources={title: f"{city}|layername={name}" for title, name in names.items()})
    yield
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    window.call("screenshot", path=str(SCREENSHOTS / f"planning_{request.node.name}.png"))
    assert [one for one in window.call("messages") if "Python" in one or "Traceback" in one] == []


def near(found, expected, metres=15.0):
    return all(abs(one - other) < metres for one, other in zip(found, expected, strict=True))


@pytest.mark.parametrize("crs", ["EPSG:31370", "EPSG:3857", "EPSG:4326"])
def test_pins_stand_where_the_map_was_clicked_whatever_its_system(window, crs):
    """Set in one coordinate system, and changed in another: the same pin at the same place."""
    window.call("show_tab", number=SITES)
    window.call("project_crs", authid=crs)
    window.call("look_at", x=X, y=Y)
    assert [row[1] for row in window.call("click", x=X, y=Y)] == ["kandidaat"]
    assert near(window.call("places")[0], (X, Y))
    window.call("project_crs", authid="EPSG:25831")
    window.call("look_at", x=X, y=Y)
    assert [row[1] for row in window.call("click", x=X, y=Y)] == ["verplicht"]
    assert len(window.call("click", x=X + 300, y=Y)) == 2
    assert near(window.call("places")[1], (X + 300, Y))


def test_a_pin_is_dragged_and_others_stay(window):
    window.call("show_tab", number=SITES)
    window.call("look_at", x=X, y=Y)
    before = [window.call("click", x=X + shift, y=Y) for shift in (0, 300)][-1]
    assert window.call("drag", start=[X, Y], end=[X - 200, Y + 150]) == before
    first, second = window.call("places")
    assert near(first, (X - 200, Y + 150)) and near(second, (X + 300, Y))


def test_pins_taken_away_leave_no_name_twice(window):
    window.call("show_tab", number=SITES)
    window.call("look_at", x=X, y=Y)
    for shift in (0, 300, 600):
        window.call("click", x=X + shift, y=Y)
    left = [row[0] for row in window.call("take_away", rows=[0])]
    names = [row[0] for row in window.call("click", x=X, y=Y)]
    assert len(left) == 2 and len(set(names)) == 3


def test_who_is_chosen_in_the_list_stays_chosen(window):
    window.call("show_tab", number=SITES)
    window.call("take_candidates", title="Speelplaatsen")
    window.call("set_status", row=1, status="required")
    chosen = window.call("selected")
    assert chosen == [window.call("candidates")[1][0]]
    window.call("move_with_qgis")
    assert window.call("selected") == chosen, "another pin was deleted with QGIS's own tools"


def test_pins_go_with_their_project_and_come_back_with_it(window, tmp_path):
    window.call("show_tab", number=SITES)
    window.call("look_at", x=X, y=Y)
    window.call("click", x=X, y=Y)
    before = window.call("click", x=X, y=Y)
    assert window.call("save_project", path=str(tmp_path / "mijn plekken ü.qgz"))
    window.call("open_project", path="")
    assert window.call("candidates") == []
    assert window.call("open_project", path=str(tmp_path / "mijn plekken ü.qgz"))[0] == "Kandidaat-locaties"
    assert window.call("candidates") == before
    assert near(window.call("places")[0], (X, Y))


def test_an_answer_takes_the_place_of_the_one_in_a_project_that_was_opened_again(window, tmp_path):
    window.call("show_tab", number=SITES)
    window.call("choose_demand", title="Adressen", field="dwellings", norm=800)
    window.call("take_candidates", title="Speelplaatsen")
    for again in range(2):
        assert window.call("press", tab="sites")
        assert window.wait_for("answer", tab="sites", seconds=120)
        assert window.call("layers").count("Locaties") == 1
        if not again:
            window.call("save_project", path=str(tmp_path / "project.qgz"))
            window.call("open_project", path=str(tmp_path / "project.qgz"))


def test_sites_of_the_same_name_are_told_apart(window):
    """Of candidates that share a name, only the chosen ones are marked."""
    window.call("show_tab", number=SITES)
    window.call("choose_demand", title="Adressen", field="dwellings", norm=800)
    window.call("take_candidates", title="Speelplaatsen")
    window.call("take_candidates", title="Speelplaatsen")
    window.call("set_sites", count=1)
    window.call("press", tab="sites")
    assert window.wait_for("answer", tab="sites", seconds=120)
    assert [row[2] for row in window.call("candidates")].count("gekozen") == 1


def test_a_layer_that_plays_no_role_is_not_taken_and_the_first_that_does_is(window, demo_city):
    """Of a layer with a key and some number nothing is summed as cost; measures that are added later are taken."""
    window.call("open_project", path="")
    window.call("add_layer", title="Aardgas", source="Point?crs=EPSG:31370&field=fid:integer&field=aantal:double")
    found = window.call("proposed")
    assert {name: found[name] for name in ("demand", "candidates", "measures", "clusters", "actors", "links", "cost")} == dict.fromkeys(
        ("demand", "candidates", "measures", "clusters", "actors", "links", "cost"), ""
    )
    assert found["most"].startswith("Kies een laag met maatregelen, elk met kosten en effect.")
    window.call("add_layer", title="Zeker te doen", source=f"{demo_city['GEOPACKAGE']}|layername=measures")
    found = window.call("proposed")
    assert (found["measures"], found["cost"], found["effect"]) == ("Zeker te doen", "cost_euro", ["effect"])


def test_what_is_not_chosen_yet_is_said(window):
    window.call("open_project", path="")
    window.call("show_tab", number=COALITION)
    window.call("press", tab="coalition")
    assert "Kies eerst" in window.call("answer", tab="coalition")
    window.call("show_tab", number=SITES)
    window.call("look_at", x=X, y=Y)
    window.call("click", x=X, y=Y)
    window.call("take_away", rows=[0])
    assert window.call("press", tab="sites") is False


def test_the_measures_of_one_challenge(window):
    window.call("show_tab", number=ENVELOPE)
    window.call("choose_layer", tab="envelope", field="measures", title="Maatregelen")
    titles = window.call("challenges")
    assert titles[0] == "alle" and "Een plek voor elk kind" in titles[1:]
    all_cost, cost = (window.call("choose_challenge", title=title) for title in ("alle", "Een plek voor elk kind"))
    amount = [int("".join(filter(str.isdigit, text))) for text in (all_cost, cost)]
    assert 0 < amount[1] < amount[0]
    window.call("press", tab="envelope")
    text = window.wait_for("answer", tab="envelope", seconds=120)
    assert f"van {len(window.call('portfolio'))} maatregelen" in text
