"""How docks, dialogs and pages are laid out: each as text, widget by widget, with names, tips, what is enabled and what gets the room.

What is wanted is read and judged in ``test/ui/outlines``. An outline that differs is written to ``build/outlines``: where the
difference is meant, that file takes the place of the one here.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from opgavenkaart.processing.model.catalogue import Catalogue, read_catalogue, write_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import record
from opgavenkaart.test.support.outline import outline
from opgavenkaart.test.support.small_window import let_go
from opgavenkaart.ui import forgetting
from opgavenkaart.ui.catalogue.panel import CataloguePanel
from opgavenkaart.ui.challenge.editor import IndicatorDialog
from opgavenkaart.ui.challenge.panel import ChallengePanel
from opgavenkaart.ui.challenge.properties import ChallengeDialog
from opgavenkaart.ui.help import HelpWindow
from opgavenkaart.ui.map.panel import MapPanel
from opgavenkaart.ui.planning.panel import PlanningPanel
from opgavenkaart.ui.settings import settings
from opgavenkaart.ui.settings_page import SettingsPage
from qgis.PyQt.QtTest import QTest

HERE = Path(__file__).parent / "outlines"
BUILT = Path(__file__).parents[2] / "build" / "outlines"
ENGLISH = Language("en")


@pytest.fixture
def window(small, chosen, tmp_path, monkeypatch):
    """A window for somebody new, with nothing in the profile and two layers in the catalogue that is in use."""
    monkeypatch.setattr(forgetting, "profile_folder", lambda: tmp_path / "profile")
    monkeypatch.setattr(forgetting, "layers_folder", lambda: tmp_path / "profile" / "layers")
    own = {id: record("csv", f"{id}.csv", id=id, title=Text(id, id)) for id in ("roads", "ditches")}
    write_catalogue(tmp_path / "two.json", Catalogue(title=Text("Twee", "Two"), own=own))
    chosen.catalogue = str(tmp_path / "two.json")
    return small


def catalogue_dock(window):
    panel = CataloguePanel(window)
    wait(panel)
    return panel


def challenge_dock(window):
    panel = ChallengePanel(window)
    wait(panel)
    panel.session.change(one_indicator(), "one")
    return panel


def wait(panel):
    while panel.reading:
        QTest.qWait(5)


def one_indicator():
    challenge = read_challenge("warm_homes")
    return replace(challenge, indicators=challenge.indicators[:1])


def indicator_dialog(window):
    challenge = one_indicator()
    return IndicatorDialog(challenge, read_catalogue(settings.catalogue), challenge.indicators[0], ENGLISH, window.window)


WINDOWS = {
    "catalogue_dock": catalogue_dock,
    "challenge_dock": challenge_dock,
    "map_dock": MapPanel,
    "planning_dock": PlanningPanel,
    "challenge_dialog": lambda window: ChallengeDialog(one_indicator(), ENGLISH, window.window),
    "indicator_dialog": indicator_dialog,
    "new_indicator_dialog": lambda window: IndicatorDialog(one_indicator(), Catalogue(), None, ENGLISH, window.window),
    "options_page": lambda window: SettingsPage(window.window),
    "forget_dialog": lambda window: forgetting.ForgetDialog(window.window, "What is ticked goes."),
    "help_window": lambda window: HelpWindow(window.window),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_what_stands_where(window, name):
    shown = WINDOWS[name](window)
    found = outline(shown) + "\n"
    wanted = HERE / f"{name}.txt"
    if not wanted.exists() or found != wanted.read_text(encoding="utf-8"):
        BUILT.mkdir(parents=True, exist_ok=True)
        (BUILT / wanted.name).write_text(found, encoding="utf-8")
    let_go(shown)
    assert found == wanted.read_text(encoding="utf-8")
