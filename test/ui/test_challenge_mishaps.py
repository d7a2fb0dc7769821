"""The challenge dock where things go otherwise than it would like: layers taken away, other projects, dialogs closed too early."""

import json
from pathlib import Path

import pytest
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.test.support.window import qgis_window

INSIDE = Path(__file__).with_name("inside_challenge_mishaps.py")
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
INCOME, GAS = "median_income", "gas_per_connection"


@pytest.fixture(scope="module")
def window(demo_city):
    """One Dutch QGIS with the dock open on the demo city."""
    with qgis_window(INSIDE, locale="nl") as window:
        window.call("open_dock", catalogue=demo_city["CATALOGUE"])
        window.call("wide", width=430)
        yield window


@pytest.fixture(autouse=True)
def fresh(window, demo_city, request):
    """Warm homes computed in a new project; no error of Python after it."""
    window.call("new_project")
    window.call("back_to", path=demo_city["CATALOGUE"])
    window.call("compute")
    window.wait_for("computed", seconds=120)
    window.call("clear_notices")
    yield
    window.call("screenshot", path=str(SCREENSHOTS / f"challenge_{request.node.name}.png"))
    assert [one for one in window.call("notices") if "Python" in one or "Traceback" in one] == []
    assert window.call("modal") == []


def start_indicator(window, **values):
    """Open the editor on a new indicator."""
    window.call("edit")
    window.call("fill", title__nl="Scholen", sector="education", measured__layer="schools", measured__measure="count", **values)


@pytest.mark.parametrize("text", ["0,5", "0.5"])
def test_comma_and_point_both_begin_decimals(window, text):
    window.call("type_weight", id=INCOME, text=text)
    assert window.call("texts")[0][3] == "0,50"


@pytest.mark.parametrize("button", ["Ok", "Cancel"])
def test_the_editor_closes_while_it_measures(window, button):
    start_indicator(window)
    window.call("try_values")
    assert window.call("finish", button=button) is False
    assert len(window.call("texts")) == (9 if button == "Ok" else 8)
    window.call("compute")
    window.wait_for("computed", seconds=120)


def test_an_expression_that_cannot_be_read_stays_in_the_editor(window):
    start_indicator(window, measured__filter='"kind" =')
    assert window.call("finish", button="Ok") is True
    (said,) = window.call("dialog_notices")
    assert "filter van 'Scholen'" in said and "geen geldige expressie" in said
    assert window.call("finish", button="Cancel") is False


def test_what_was_saved_stays_saved_after_undo_and_redo(window, tmp_path):
    window.call("type_weight", id=INCOME, text="3")
    window.call("call", method="save_to", argument=str(tmp_path / "own.json"))
    window.call("trigger", action="undo")
    facts = window.call("facts")
    assert (facts["picker"], facts["state"]) == ("Warme woningen (own.json)", "gewijzigd")
    window.call("trigger", action="redo")
    facts = window.call("facts")
    assert (facts["picker"], facts["state"]) == ("Warme woningen (own.json)", "")
    window.call("call", method="open", argument="social_housing")
    window.call("trigger", action="undo")
    assert window.call("facts")["state"] == "", "going back to what was saved needs no saving"


def test_own_looks_come_back_when_the_weights_do(window):
    window.call("own_looks", colour="#336699")
    window.call("type_weight", id=INCOME, text="4")
    assert window.call("looks_live") and len(window.call("classes")) > 3
    window.call("trigger", action="undo")
    window.wait_for("computed")
    assert list(window.call("classes")) == ["#336699"]


def test_layers_that_were_taken_away_are_missed(window):
    window.call("take_away_units")
    assert "resultaatlagen zijn verwijderd" in window.call("facts")["note"]
    window.call("type_weight", id=INCOME, text="4")
    assert "resultaatlagen zijn verwijderd" in window.call("facts")["note"]
    assert window.call("click_cluster", place=0)
    window.call("compute")
    window.wait_for("idle", seconds=120)
    assert "resultaatlagen zijn verwijderd" not in window.call("facts")["note"]


def test_a_project_opened_meanwhile_gets_no_layers_of_another(window):
    window.call("compute")
    window.wait_for("says_something")
    window.call("new_project")
    assert "het resultaat wacht hier" in window.wait_for("notice_with", text="gesloten", seconds=120)
    assert window.call("layers") == []


def test_a_failure_with_several_reasons_tells_the_first_and_counts_on_more(window, demo_city, tmp_path):
    """Each reason is a sentence of its own; the others stand behind the button of the message."""
    strict = read_challenge("warm_homes").to_json() | {"missing_data": {"layers": "stop"}}
    (tmp_path / "strict.json").write_text(json.dumps(strict), encoding="utf-8")
    known = {one["id"]: one for one in json.loads(Path(demo_city["CATALOGUE"]).read_text(encoding="utf-8"))["records"]}
    lost = [known[id] | {"source": {"kind": "none"}} for id in ("income", "energy_use")]
    catalogue = {"title": {"nl": "Zonder bron"}, "includes": [demo_city["CATALOGUE"]], "records": lost}
    (tmp_path / "lost.json").write_text(json.dumps(catalogue), encoding="utf-8")
    window.call("call", method="open", argument=str(tmp_path / "strict.json"))
    window.call("use_catalogue", path=str(tmp_path / "lost.json"))
    window.call("clear_notices")
    window.call("compute")
    notice = window.wait_for("notice_with", text="heeft geen openbare bron", seconds=60)
    assert notice.count("heeft geen openbare bron") == 1


def test_another_catalogue_is_not_what_the_map_shows(window, demo_city):
    assert "een andere catalogus" in window.call("use_catalogue", path="")
    assert "een andere catalogus" not in window.call("use_catalogue", path=demo_city["CATALOGUE"])


def test_a_comparison_follows_the_weights(window):
    window.call("compare", place="computed")
    assert {row[3] for row in window.wait_for("compared")["rows"]} == {"="}
    window.call("type_weight", id=INCOME, text="9")
    window.wait_for("computed")
    assert {row[3] for row in window.call("compared")["rows"]} > {"="}


def test_another_challenge_is_opened_while_two_are_compared(window):
    window.call("compare", place="social_housing")
    window.wait_for("says_something")
    window.call("call", method="open", argument="place_for_every_child")
    window.wait_for("idle", seconds=120)
    found = window.wait_for("compared_with", text="Sociaal wonen", seconds=120)
    assert len(found["rows"]) > 100
    groups = [layer["group"][-1] for layer in window.call("layers")]
    assert len(groups) == 3 and len(set(groups)) == 1 and groups[0].startswith("Warme woningen, ")
