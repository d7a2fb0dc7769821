"""The question whom to trust, without a QGIS around it: what it lists, what a yes and a no do, and when it comes."""

import json
from pathlib import Path

import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.trust import Trust, keep_decisions
from opgavenkaart.processing.sources.trust import use_decisions
from opgavenkaart.test.support.small_window import WARNING, let_go
from opgavenkaart.ui import known_catalogues
from opgavenkaart.ui.catalogue.panel import CataloguePanel
from opgavenkaart.ui.catalogue.trust_question import TrustQuestion
from opgavenkaart.ui.known_catalogues import KnownCatalogues
from opgavenkaart.ui.settings import settings
from qgis.PyQt.QtTest import QTest

PUBLISHER = {"name": "Iemand", "kind": "private"}


def record(id: str, **source) -> dict:
    title = {"nl": id.title(), "en": id.title()}
    return {"id": id, "title": title, "publisher": PUBLISHER, "geometry": "none", "source": {"kind": "csv", **source}}


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Nothing is trusted; what is accepted is kept in a folder of this test."""
    folder = tmp_path / "profile" / "trust"
    keep_decisions(Trust, lambda: folder)
    monkeypatch.setattr(known_catalogues, "kept_folder", lambda: folder)
    yield folder
    use_decisions()


@pytest.fixture
def mailed(kept, tmp_path) -> Path:
    records = [
        record("wages", path="/etc/<b>passwd"),
        record("again", path="/etc/<b>passwd"),
        record("inside", path="http://10.0.0.1/a.csv"),
        record("login", path="https://example.org/a.csv", auth="abc1234"),
        record("own", path="own.csv"),
    ]
    path = tmp_path / "mail" / "catalogue.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"title": {"nl": "Post", "en": "Mailed"}, "records": records}), encoding="utf-8")
    return path


@pytest.fixture
def panel(small, mailed):
    settings.welcomed, settings.as_list, settings.favourites, settings.catalogues, settings.catalogue = True, True, [], [], str(mailed)
    found = CataloguePanel(small)
    wait(found)
    yield found
    let_go(found)


def wait(panel):
    while panel.reading:
        QTest.qWait(5)


def shown(panel) -> list[str]:
    return [panel.model.index(row, 0).data() for row in range(panel.model.rowCount())]


def test_the_question_lists_what_is_wanted_of_each_and_by_which_layers(qgis_app, mailed):
    question = TrustQuestion(read_catalogue(mailed))
    assert f"'Mailed' ({mailed})" in question.asked.text()
    words = question.wants.toPlainText()
    assert words.count("/etc/<b>passwd") == 1, "words of others are shown as they are"
    for said in ("for Wages, Again", "10.0.0.1 for Inside", "abc1234 (not on this computer), to example.org for Login"):
        assert said in " ".join(words.split())
    assert "Own" not in words
    assert question.answers.text().startswith("Yes: all its layers load") and "\nNo: " in question.answers.text()
    question.show()
    assert question.no.isDefault() and not question.yes.isDefault()
    question.hide()
    question.deleteLater()


def test_a_foreign_catalogue_is_asked_about_and_the_others_load_meanwhile(panel, small, mailed):
    assert shown(panel) == ["Own"]
    ((level, text),) = small.notices()
    assert level == WARNING and "'catalogue.json' was made elsewhere: 4 of its layers want more" in text


def test_a_yes_shows_all_of_it_and_is_not_asked_again(panel, small, mailed):
    panel.ask_trust()
    question = panel.findChild(TrustQuestion)
    question.yes.click()
    wait(panel)
    assert shown(panel) == ["Again", "Inside", "Login", "Own", "Wages"] and panel.asking is None
    assert not read_catalogue(mailed).foreign


def test_a_no_leaves_it_as_it_was(panel, mailed, kept):
    panel.ask_trust()
    panel.findChild(TrustQuestion).no.click()
    wait(panel)
    assert shown(panel) == ["Own"] and read_catalogue(mailed).foreign and not list(kept.glob("*"))


def test_what_stood_in_the_settings_of_an_earlier_version_stays_trusted_once(small, mailed, kept):
    settings.catalogue, settings.catalogues = "", [str(mailed)]
    part = KnownCatalogues(small)
    part.load()
    assert not read_catalogue(mailed).foreign and str(mailed) in small.notices()[0][1]
    part.unload()
    mailed.write_text(mailed.read_text(encoding="utf-8") + " ", encoding="utf-8")
    part.load()
    assert read_catalogue(mailed).foreign, "what came later is asked about"
    part.unload()


def test_a_catalogue_that_a_new_user_adds_is_not_taken_for_an_old_one(small, mailed, kept):
    settings.catalogue, settings.catalogues = "", []
    part = KnownCatalogues(small)
    part.load()
    settings.catalogues = [str(mailed)]
    part.unload()
    again = KnownCatalogues(small)
    again.load()
    assert read_catalogue(mailed).foreign
    again.unload()
