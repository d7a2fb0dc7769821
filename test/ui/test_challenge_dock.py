"""The challenge dock in a real QGIS window: computing, weighing, clusters, undo, files, comparing, exporting, editing."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.model.challenge import builtin_challenges, read_challenge
from opgavenkaart.processing.model.files import RESOURCES
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.window import qgis_window
from qgis.core import QgsVectorLayer

INSIDE = Path(__file__).with_name("inside_challenge.py")
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
INCOME, GAS = "median_income", "gas_per_connection"


@pytest.fixture(scope="module")
def window(demo_city):
    """One Dutch QGIS with the dock open on the demo city, warm homes computed once."""
    with qgis_window(INSIDE, locale="nl") as window:
        assert window.call("state") == {"there": True, "shown": False, "filled": False}
        window.call("open_dock", catalogue=demo_city["CATALOGUE"])
        window.call("wide", width=430)
        window.call("screenshot", path=str(SCREENSHOTS / "challenge_at_first.png"))
        assert window.call("facts")["note"].startswith("Nog niet berekend")
        window.call("compute")
        window.wait_for("computed", seconds=120)
        yield window


@pytest.fixture(autouse=True)
def fresh(window, demo_city, request):
    """Warm homes as it is built in before a test; a picture of its last moment after it."""
    window.call("back_to", path=demo_city["CATALOGUE"])
    window.wait_for("computed")
    yield
    window.call("screenshot", path=str(SCREENSHOTS / f"challenge_{request.node.name}.png"))
    assert window.call("modal") == []


def test_the_layers_lie_in_a_group_of_their_own_in_their_looks(window):
    clusters, units = window.call("computed")["layers"]
    assert clusters["group"] == units["group"] and clusters["group"][0] == "Opgavenkaart"
    asked = r"Warme woningen, Demostad Oudervoorde \(gegenereerd\), Statistische sectoren 2026 \(\d+ \w+ \d\d:\d\d\)"
    assert re.fullmatch(asked, clusters["group"][1]), "what was asked, and when"
    assert (clusters["name"], units["name"]) == ("Clusters", "Noodindex")
    assert units["legend"][0].startswith("zeer hoge nood (")


MOMENT = re.compile(r" \(\d[^()]* \d\d:\d\d\)$")


def without_moments(computed: dict) -> dict:
    """Return what was computed with the name of its group as it would be at any time of the day: between two runs a minute may pass."""
    groups = [[MOMENT.sub("", name) for name in layer["group"]] for layer in computed["layers"]]
    assert any(MOMENT.search(name) for layer in computed["layers"] for name in layer["group"]), "the group says when it was computed"
    return computed | {"layers": [layer | {"group": group} for layer, group in zip(computed["layers"], groups, strict=True)]}


def test_a_second_computation_takes_the_place_of_the_first(window):
    before = window.call("computed")
    window.call("compute")
    window.wait_for("idle", seconds=120)
    after = window.wait_for("computed")
    np.testing.assert_allclose(np.array(after.pop("index"), float), np.array(before.pop("index"), float), atol=1e-12)
    assert without_moments(after) == without_moments(before)


def test_rows_say_what_indicators_are(window):
    """In Dutch, with the sector's name beside its colour, a comma in the weight, and what is missing."""
    rows = window.call("texts")
    assert rows[0][0] == "Mediaan inkomen per aangifte"
    assert rows[0][1].startswith("Sociaal beleid · 17 % van het gewicht · ") and rows[0][1].endswith(" % ontbreekt")
    assert rows[0][2:] == ["Lage waarde = nood", "2,00"]
    assert window.call("facts")["source"].startswith("Catalogus: ")
    assert [row[0] for row in rows] == [one.title.nl for one in read_challenge("warm_homes").indicators]


def test_the_map_recolours_while_a_slider_moves(window):
    before, index = window.call("classes"), window.call("computed")["index"]
    moved = window.call("drag", id=INCOME, pixels=60)
    assert moved["weights"] == sorted(moved["weights"]) and moved["weights"][-1] > 3
    assert moved["repaints"] > 5, "while the mouse is down, not only after it"
    after = window.wait_for("computed")
    assert window.call("classes") != before
    assert not np.allclose(np.array(after["index"], float), np.array(index, float), equal_nan=True)
    facts = window.call("facts")
    assert (facts["undo"], facts["state"]) == ("Ongedaan maken: gewicht", "uw eigen versie")
    assert "de clusters zijn die van de laatste berekening" in facts["note"]
    window.call("trigger", action="undo")
    np.testing.assert_allclose(np.array(window.wait_for("computed")["index"], float), np.array(index, float), atol=1e-12)
    assert window.call("classes") == before, "one movement is undone at once"
    assert window.call("facts")["state"] == ""


def test_the_index_on_the_map_is_the_one_that_the_algorithm_computes(window):
    """Weights and a direction changed in the dock, then computed: not one class on the map differs."""
    window.call("type_weight", id=INCOME, text="0,5")
    assert window.call("turn", id=GAS) == "Lage waarde = nood"
    previewed, colours = window.wait_for("computed"), window.call("classes")
    window.call("compute")
    window.wait_for("idle", seconds=120)
    computed = window.wait_for("computed")
    np.testing.assert_allclose(np.array(computed["index"], float), np.array(previewed["index"], float), atol=1e-12)
    assert sum(colours.values()) == computed["layers"][1]["count"]
    window.call("trigger", action="undo")
    window.call("trigger", action="undo")
    assert window.call("texts")[0][3] == "2,00"
    window.call("compute")
    window.wait_for("idle", seconds=120)


def test_no_weight_at_all_is_said_and_the_map_stays(window):
    before = window.call("classes")
    for one in read_challenge("warm_homes").indicators:
        window.call("type_weight", id=one.id, text="0")
    assert "gewichten" in window.call("facts")["note"].lower()
    assert sum(window.call("classes").values()) == sum(before.values())
    window.call("compute")
    assert "gewicht" in window.wait_for("notice_with", text="minstens één indicator")


def test_a_click_on_a_cluster_takes_the_map_there(window):
    rows = window.call("computed")["clusters"]
    assert [row[0] for row in rows] == [str(number + 1) for number in range(len(rows))]
    assert all(row[4].endswith(" %)") for row in rows), "one word and one number"
    window.call("see_all")
    seen = [window.call("click_cluster", place=place) for place in range(2)]
    assert seen[0] != seen[1]
    layer = read_features(clusters_layer(window))[0]
    for place, extent in enumerate(seen):
        west, south, east, north = layer.geometry[place].bounds
        assert extent["x"][0] <= west < east <= extent["x"][1] and extent["y"][0] <= south < north <= extent["y"][1]


def test_how_sure_the_clusters_are_is_said_in_words(window):
    """The sentence below counts the areas of the layer that almost certainly belong; a cell says what its number means."""
    units = read_features(QgsVectorLayer(window.call("source", which="units"), "units", "ogr"))[0].table
    inside = units[units["cluster_id"].notna()]
    sure = int((inside["cluster_probability"] >= 0.9).sum())
    assert f"Vrijwel zeker van hoge nood: {sure} van de {len(inside)} gebieden in de clusters." in window.call("facts")["note"]
    assert "kans" in window.call("tip", row=0, column=4)


def clusters_layer(window):
    return QgsVectorLayer(window.call("source", which="clusters"), "clusters", "ogr")


def test_a_challenge_is_saved_without_loss_and_opened_again(window, tmp_path):
    """A file with explicit defaults and the schema's name: a weight changes, all else stays to the letter."""
    document = json.loads((RESOURCES / "challenges" / "warm_homes.json").read_text(encoding="utf-8"))
    document = {"$schema": "challenge.schema.json", **document, "id": "own_homes"}
    path, saved = tmp_path / "own.json", tmp_path / "saved.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    window.call("call", method="open", argument=str(path))
    window.call("type_weight", id=INCOME, text="3,25")
    window.call("call", method="save_to", argument=str(saved))
    assert window.wait_for("notice_with", text="Opgeslagen als")
    document["indicators"][0]["weight"] = 3.25
    assert json.dumps(json.loads(saved.read_text(encoding="utf-8"))) == json.dumps(document)
    assert window.call("facts")["state"] == ""
    assert window.call("facts")["picker"] == "Warme woningen (saved.json)"


def test_a_challenge_that_cannot_be_read_or_written_is_told(window, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    window.call("call", method="open", argument=str(broken))
    assert "broken.json" in window.wait_for("notice_with", text="broken.json")
    assert window.call("texts")[0][0] == "Mediaan inkomen per aangifte"
    window.call("call", method="save_to", argument=str(tmp_path / "absent" / "own.json"))
    assert window.wait_for("notice_with", text="Kies een andere locatie")


def test_a_new_challenge_says_what_it_lacks_and_can_be_undone(window):
    window.call("trigger", action="new")
    assert window.call("texts") == []
    assert window.call("facts")["picker"] == "Mijn opgave"
    window.call("compute")
    assert window.wait_for("notice_with", text="minstens één indicator")
    window.call("trigger", action="undo")
    assert len(window.call("texts")) == 8


def test_removing_an_indicator_and_getting_it_back_by_keyboard(window):
    window.call("remove", id=GAS)
    assert len(window.call("texts")) == 7
    window.call("focus", name="compute_button")
    window.call("keys", key="Key_Z", modifier="ControlModifier")
    assert len(window.call("texts")) == 8
    window.call("keys", key="Key_Z", modifier="ControlModifier")
    assert len(window.call("texts")) == 8, "there is nothing more to undo, and QGIS's own undo was not asked"


def test_the_slider_by_keyboard(window):
    window.call("focus_slider", id=INCOME)
    window.call("keys", key="Key_Right", times=3)
    assert window.call("texts")[0][3] == "2,30"
    window.call("keys", key="Key_Z", modifier="ControlModifier")
    assert window.call("texts")[0][3] == "2,00", "keys that follow each other are one step back"
    names = [window.call("keys", key="Key_Tab") for _ in range(5)]
    first = "Mediaan inkomen per aangifte"
    assert names == [f"Gewicht van {first}", f"Details van {first}", f"Richting van {first}", f"{first} bewerken", f"{first} verwijderen"]


def test_comparing_with_the_challenge_as_it_was(window):
    window.call("type_weight", id=INCOME, text="9")
    window.wait_for("computed")
    window.call("compare", place="computed")
    found = window.wait_for("compared")
    assert "zoals laatst berekend" in found["summary"]
    changes = [row[3] for row in found["rows"]]
    assert changes[0][0] in "▲▼"
    sizes = [0 if change == "=" else int(change.split()[1]) for change in changes]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 10
    risen = sum(size for size, change in zip(sizes, changes, strict=True) if "▲" in change)
    assert abs(risen - sum(size for size, change in zip(sizes, changes, strict=True) if "▼" in change)) <= len(sizes), "places go round"


def test_comparing_with_another_challenge_shows_both_on_the_map(window):
    window.call("compare", place="social_housing")
    found = window.wait_for("compared_with", text="Sociaal wonen", seconds=120)
    assert "Clusters:" in found["summary"]
    layers = window.call("layers")
    assert [layer["name"] for layer in layers] == ["Clusters vergeleken met 'Sociaal wonen'", "Clusters", "Noodindex"]
    (group,) = {layer["group"][-1] for layer in layers}
    assert group.startswith("Warme woningen, ")


def test_everything_is_made_in_a_new_folder_of_the_one_that_is_chosen(window, tmp_path):
    (tmp_path / "manifest.json").write_text("van mij", encoding="utf-8")
    assert window.call("export", folder=str(tmp_path)) == []
    assert window.call("facts")["step"] is not None
    notice = window.wait_for("notice_with", text="De kaart is klaar", seconds=180)
    assert "De map openen" in notice
    (made,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert re.fullmatch(r"warm_homes-\d{4}-\d\d-\d\d-\d{4}", made.name)
    assert {path.suffix for path in made.iterdir()} >= {".pdf", ".png", ".gpkg", ".qgz", ".html"}
    assert (tmp_path / "manifest.json").read_text(encoding="utf-8") == "van mij"


def test_a_run_is_cancelled(window):
    before = window.call("computed")
    window.call("compute")
    window.wait_for("says_something")
    window.call("press_cancel")
    window.wait_for("idle")
    assert window.call("facts")["note"].startswith("Geannuleerd")
    assert window.call("computed") == before
    assert window.call("notices") == []


def test_what_fails_is_told_with_its_reason(window, demo_city, tmp_path):
    document = json.loads(Path(demo_city["CATALOGUE"]).read_text(encoding="utf-8"))
    document["records"] = [one for one in document["records"] if one["id"] != "income"]
    for one in document["records"]:
        if "path" in one["source"] and not one["source"]["path"].startswith("http"):
            one["source"]["path"] = str(Path(demo_city["CATALOGUE"]).parent / one["source"]["path"])
    (tmp_path / "catalogue.json").write_text(json.dumps(document), encoding="utf-8")
    window.call("back_to", path=str(tmp_path / "catalogue.json"))
    window.call("compute")
    assert "income" in window.wait_for("notice_with", text="income")
    assert window.call("notice_with", text="Traceback") == ""


def test_an_indicator_is_made_seen_and_weighed(window):
    """Schools per inhabitant: preview first, then it waits for a computation like the rest."""
    assert window.call("edit") == "Indicator toevoegen"
    window.call("fill", title__nl="Scholen", title__en="Schools", sector="education", measured__layer="schools", measured__measure="count")
    window.call("fill", direction="low", weight=1.5)
    assert "Doel" not in window.call("visible")
    window.call("fill", normalisation="target")
    assert "Doel" in window.call("visible")
    window.call("fill", normalisation="percentile")
    window.call("try_values")
    said = window.wait_for("tried", seconds=60)
    assert said.startswith("laagste 0, mediaan 0, hoogste ") and "0 van de 202 gebieden hebben geen waarde" in said
    window.call("screenshot", path=str(SCREENSHOTS / "challenge_editor.png"))
    assert window.call("finish", button="Ok") is False
    assert window.call("texts")[-1][0] == "Scholen"
    assert "nog niet gemeten" in window.call("texts")[-1][1]
    assert "druk op Berekenen" in window.call("facts")["note"]


def test_an_indicator_that_lacks_something_stays_in_the_editor(window):
    window.call("edit")
    window.call("fill", title__nl="Zonder veld", measured__layer="schools", measured__measure="sum")
    assert window.call("finish", button="Ok") is True
    assert any("field" in notice for notice in window.call("dialog_notices"))
    assert window.call("finish", button="Cancel") is False
    assert len(window.call("texts")) == 8


def test_an_indicator_keeps_all_that_the_editor_shows(window):
    """Opened and accepted, each built-in indicator is what it was."""
    for id in builtin_challenges():
        window.call("call", method="open", argument=id)
        assert window.call("unchanged_by_editor") == []


def test_a_layer_of_the_project_can_be_measured(window, demo_city):
    """It becomes a record of a catalogue of the user's own, on top of the one in use."""
    window.call("add_layer", source=f"{demo_city['GEOPACKAGE']}|layername=schools", name="Mijn scholen")
    window.call("edit")
    (key,) = [text for text in window.call("choices", name="measured__layer") if text.startswith("Mijn scholen")]
    assert key == "Mijn scholen (uit dit project)"
    window.call("choose_text", name="measured__layer", text=key)
    window.call("fill", title__nl="Eigen scholen", measured__measure="count", sector="education")
    window.call("try_values")
    assert "0 van de 202" in window.wait_for("tried", seconds=60)
    assert window.call("finish", button="Ok") is False
    own = json.loads(Path(window.call("catalogue")).read_text(encoding="utf-8"))
    assert own["includes"] == [demo_city["CATALOGUE"]]
    assert [one["title"]["nl"] for one in own["records"]] == ["Mijn scholen"]
    assert window.call("texts")[-1][0] == "Eigen scholen"


def test_title_and_rules(window):
    window.call("trigger", action="properties")
    window.call("fill", title__nl="Warm en droog", question__nl="Waar eerst?", mean="geometric")
    window.call("screenshot", path=str(SCREENSHOTS / "challenge_properties.png"))
    assert window.call("finish", button="Ok") is False
    facts = window.call("facts")
    assert facts["question"] == "Waar eerst?" and facts["undo"] == "Ongedaan maken: opgave bewerken"


def test_most_of_the_room_is_for_indicators(window):
    """The table has room for its rows, and no more; four indicators or more are seen whole."""
    room = window.call("room")
    assert room["indicators"] >= 4
    assert 0 <= room["below_last_cluster"] < 1


def test_no_text_is_cut(window):
    assert window.call("cut") == []


def test_in_english_in_the_dark_at_twice_the_size(demo_city):
    with qgis_window(INSIDE, dark=True, scale=2) as window:
        window.call("open_dock", catalogue=demo_city["CATALOGUE"])
        window.call("wide", width=430)
        window.call("compute")
        window.wait_for("computed", seconds=120)
        assert window.call("texts")[0][2:] == ["Low value = need", "2.00"]
        assert window.call("cut") == []
        window.call("screenshot", path=str(SCREENSHOTS / "challenge_dark.png"))
        assert window.call("edit", id=INCOME) == "Edit an indicator"
        assert window.call("cut_in_dialog") == []
        window.call("screenshot", path=str(SCREENSHOTS / "challenge_dark_editor.png"))
