"""The first map of one's own municipality as a new user comes to it: the package, an empty profile, Dutch, the replay of the sources."""

import subprocess
import zipfile
from pathlib import Path

import pytest
from opgavenkaart.test.support.replay import play, replayed_catalogue
from opgavenkaart.test.support.window import qgis_window
from opgavenkaart.test.support.workbook import write_xlsx

ROOT = Path(__file__).parents[2]
INSIDE = Path(__file__).with_name("inside_first_map.py")
SCREENSHOTS = ROOT / "build" / "screenshots" / "first_map"
SOCIAL_HOUSING, WAITING = "Sociaal wonen", "Gezinnen op de wachtlijst"


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    """A Dutch QGIS with the package, whose own catalogue leads to the replay."""
    folder = tmp_path_factory.mktemp("journey")
    package = folder / "opgavenkaart.zip"
    subprocess.run(["bash", str(ROOT / ".ci" / "package.sh"), str(package)], check=True, capture_output=True)
    with zipfile.ZipFile(package) as packed:
        packed.extractall(folder / "plugins")
    with play(latency=0) as replay:
        replay.make_large_files()
        replayed_catalogue(replay, folder / "plugins" / "opgavenkaart" / "resources" / "catalogue" / "catalogue.json")
        with qgis_window(INSIDE, locale="nl", plugins=folder / "plugins") as opened:
            yield opened


def test_four_clicks_to_a_map_of_halle_and_six_for_an_own_table(window, tmp_path):
    def shoot(name):
        window.call("screenshot", path=str(SCREENSHOTS / f"{name}.png"))

    shoot("1_start")
    assert window.call("open_dock")
    window.wait_for("is_ready")
    shoot("2_welcome")
    assert window.call("type_city", name="Halle").startswith("Halle: NIS-code 23027")
    rows = window.wait_for("challenges")
    assert len(rows) == 8 and all(row[1].endswith(" %") for row in rows)
    shoot("3_challenges")
    lacks = window.call("choose_challenge", row=[row[0] for row in rows].index(SOCIAL_HOUSING))
    assert [one[0] for one in lacks].count(WAITING) == 1
    shoot("4_lacks")
    window.call("press_make")
    shoot("5_busy")
    window.wait_for("is_mapped", seconds=180)
    shoot("6_map")
    assert len(window.call("clicked")) <= 4
    assert {"Noodindex", "Statistische sectoren"} & set(window.call("layers"))
    areas = window.call("sector_names")
    window.call("begin_counting")
    listed = [[name.title().replace("-", " - "), 3 + number] for number, (_, name) in enumerate(areas)]
    listed[0][0] = listed[0][0][:-1] + "x"
    table = write_xlsx(
        tmp_path / "wachtlijst.xlsx",
        [["Wachtlijst sociale huur Halle", None], ["toestand 31/12/2025", None], ["Wijk", "Kandidaten"], *listed, ["Totaal", 999]],
    )
    shoot("7_after")
    assert window.call("drop_file", row=[one[0] for one in window.call("gaps")].index(WAITING), path=str(table))
    shown = window.wait_for("looked")
    shoot("8_file")
    assert shown["fields"] == {"sector_code": "Wijk", "households_waiting": "Kandidaten"}, shown
    if shown["names"]:
        window.call("press_in_dialog", name="all_yes")
    window.call("press_in_dialog", name="add")
    window.wait_for("is_added")
    shoot("9_added")
    assert WAITING not in [one[0] for one in window.call("gaps")]
    window.call("press_make")
    window.wait_for("is_mapped", seconds=180)
    shoot("10_map_again")
    assert len(window.call("clicked")) <= 6
    assert "Gezinnen op de wachtlijst per 1.000 gezinnen" in window.call("layers"), "the map is made with the file"
    assert "Traceback" not in window.said()
