"""The ten minutes on the demo city, step by step as docs/handleiding.md tells them, by someone who has just installed the plugin."""

import re
from pathlib import Path

import pytest
from opgavenkaart.test.support.window import qgis_window

ROOT = Path(__file__).parents[2]
INSIDE = Path(__file__).with_name("inside_tutorial.py")
SCREENSHOTS = ROOT / "build" / "screenshots"
LONG_ENOUGH = 180


@pytest.fixture(scope="module")
def window():
    with qgis_window(INSIDE, locale="nl") as opened:
        yield opened


def test_the_ten_minutes(window, tmp_path):
    def at(part, step, **inputs):
        return window.call("at", part=part, step=step, inputs=inputs)

    def wait(part, step, **inputs):
        return window.wait_for("at", seconds=LONG_ENOUGH, part=part, step=step, inputs=inputs)

    window.call("open_dock", part="catalogue")
    at("window", "try_demo")
    wait("window", "toured")

    found = at("catalogue", "type_text", text="inkomen")
    assert "Inkomen per statistische sector" in sum(found.values(), [])
    card = at("catalogue", "choose_layer", title="Inkomen per statistische sector")
    assert "Licentie" in card and "Uitgever" in card and "Datum" in card
    at("catalogue", "press", button="load")
    wait("catalogue", "notice_with", text="1 laag geladen")

    window.call("clear_notices")

    window.call("open_dock", part="challenge")
    at("challenge", "pick", title="Warme woningen")
    at("challenge", "compute")
    assert window.wait_for("clusters", seconds=LONG_ENOUGH) == 3
    weight = at("challenge", "texts")[0][3]
    moved = at("challenge", "drag", id="median_income", pixels=20)
    assert moved and at("challenge", "texts")[0][3] != weight
    assert window.call("step_back") == weight
    assert at("challenge", "click_cluster", place=0)

    at("challenge", "call", method="save_to", argument=str(tmp_path / "opgave.json"))
    assert (tmp_path / "opgave.json").exists()
    at("challenge", "call", method="export_to", argument=str(tmp_path / "kaart"))
    wait("challenge", "notice_with", text="het rapport lezen")

    window.call("open_dock", part="map")
    assert len(at("map", "listed")) >= 2
    at("map", "choose", rows=[1])
    assert wait("map", "drawn")
    at("map", "write", kind="map", path=str(tmp_path / "blad.pdf"))
    wait("map", "idle")
    assert (tmp_path / "blad.pdf").stat().st_size > 10_000

    window.call("open_dock", part="catalogue")
    for title in ("Maatregelen", "Actoren"):
        at("catalogue", "type_text", text=title.lower())
        at("catalogue", "choose_layer", title=title)
        at("catalogue", "press", button="load")
        wait("catalogue", "notice_with", text="1 laag geladen")
        window.call("clear_notices")
    window.call("open_dock", part="planning")
    at("planning", "show_tab", number=1)
    at("planning", "choose_layer", tab="envelope", field="measures", title="Maatregelen")
    at("planning", "choose_layer", tab="envelope", field="actors", title="Actoren")
    at("mishaps", "choose_challenge", title="Een plek voor elk kind")
    at("planning", "press", tab="envelope")
    assert re.match(r"\d+ van \d+ maatregelen", wait("planning", "answer", tab="envelope"))
    at("planning", "drag_ceiling", share=0.3)
    assert wait("planning", "answer", tab="envelope")
    at("window", "screenshot", path=str(SCREENSHOTS / "tutorial.png"))
