"""The quality tab in a window, in Dutch, on a small screen: 200 defects of a layer worked through by keyboard."""

import json
from collections import Counter
from pathlib import Path

import pytest
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.window import qgis_window
from qgis.core import QgsProject, QgsVectorFileWriter

INSIDE = Path(__file__).with_name("inside_quality.py")
PICTURES = Path(__file__).parents[2] / "build" / "screenshots" / "quality"
SPACES, BOWS, DATES, GARBLED = (4 * count(one) for one in (20, 10, 10, 10))
AT_ONCE = 10
"""Defects in one call of the window, so that a busy machine answers in time."""
EVERY = SPACES + BOWS + DATES + GARBLED
HALF = (DATES + GARBLED) // 2
"""200 in the long run; half of those that nobody can mend are done, the others no mistakes."""


@pytest.fixture
def parks(qgis_app, tmp_path):
    """Parks, each with a defect: spaces around the name, a bow tie, an end before the begin, garbled characters."""
    rows = []
    for number in range(EVERY):
        x, y = 100_000 + 200 * (number % 20) + number / 3, 190_000 + 200 * (number // 20) + number / 7
        corners = [(x, y), (x, y + 50), (x + 50, y + 50), (x + 50, y)]
        name, end = f"Park {number}", "2021-01-01"
        if number < SPACES:
            name = f"{name} "
        elif number < SPACES + BOWS:
            corners = [corners[0], corners[2], corners[3], corners[1]]
        elif number < SPACES + BOWS + DATES:
            end = "2015-01-01"
        else:
            name = f"Caf\u00c3\u00a9 {number}"
        ring = ", ".join(f"{east} {north}" for east, north in [*corners, corners[0]])
        rows.append((f"MULTIPOLYGON((({ring})))", name, "2019-01-01", end, f"P{number:03}"))
    made = memory_layer("MultiPolygon", rows, "naam:string,begindatum:date,einddatum:date,code:string", name="parken")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "parken"
    path = tmp_path / "parken.gpkg"
    QgsVectorFileWriter.writeAsVectorFormatV3(made, str(path), QgsProject.instance().transformContext(), options)
    return path


def test_two_hundred_defects_are_worked_through_by_keyboard(parks):
    PICTURES.mkdir(parents=True, exist_ok=True)
    with qgis_window(INSIDE, locale="nl") as window:
        window.call("begin", source=str(parks))
        window.call("picture", path=str(PICTURES / "empty.png"))
        window.call("assess")
        found = window.wait_for("said", seconds=60)
        assert found["shown"] == EVERY and found["count"] == f"{EVERY} open" and found["focus"] == "Gebreken", found
        assert found["verdict"].startswith("Score van Parken: ")
        window.call("picture", path=str(PICTURES / "assessed.png"))
        worked = Counter()
        for batch in range(EVERY // AT_ONCE):
            worked.update(window.call("work", most=AT_ONCE))
            if batch == EVERY // AT_ONCE // 2:
                window.call("picture", path=str(PICTURES / "halfway.png"))
        assert worked == {"mended": SPACES + BOWS, "done": HALF, "no mistake": HALF}
        assert window.call("said")["shown"] == 0
        assert window.call("save")
        window.call("picture", path=str(PICTURES / "done.png"))
        assert window.call("said")["count"] == f"{EVERY - HALF} afgehandeld, {HALF} geen fout"
        window.call("assess")
        again = window.wait_for("said", seconds=60)
        assert again["count"] == f"{HALF} opnieuw gevonden, {HALF} geen fout" and again["shown"] == HALF
        window.call("picture", path=str(PICTURES / "again.png"))
    kept = json.loads(parks.with_name("parken.gpkg.defects.json").read_text(encoding="utf-8"))["decisions"]
    assert len(kept) == EVERY and {one.get("reason", "") for one in kept} == {"", "hersteld", "Zo afgesproken met de groendienst"}
