"""The question whom to trust, without a QGIS around it: what it lists, what a yes and a no do, and when it comes."""

import json
from pathlib import Path

import pytest
from opgavenkaart.processing.model.catalogue import accept_catalogue, read_catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.trust import Trust, keep_decisions
from opgavenkaart.processing.qgis_io.authentication import BOUND, opens, resource_of
from opgavenkaart.processing.sources.project_records import bind_credentials, records_of
from opgavenkaart.processing.sources.trust import use_decisions
from opgavenkaart.test.support.small_window import CRITICAL, WARNING, let_go
from opgavenkaart.ui import known_catalogues
from opgavenkaart.ui.catalogue import panel as panel_module
from opgavenkaart.ui.catalogue.credentials import CredentialsDialog
from opgavenkaart.ui.catalogue.panel import CataloguePanel
from opgavenkaart.ui.catalogue.trust_question import TrustQuestion
from opgavenkaart.ui.known_catalogues import KnownCatalogues
from opgavenkaart.ui.settings import settings
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsRasterLayer, QgsSettings
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialogButtonBox, QMenu

LAZY = QgsRasterLayer.LayerOptions(False)
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


def test_a_yes_that_cannot_be_kept_is_told(panel, small, mailed, monkeypatch):
    def fail(catalogue):
        raise OpgaveError("'{path}' cannot be written.", path="profile")

    monkeypatch.setattr(panel_module, "accept_catalogue", fail)
    panel.ask_trust()
    panel.findChild(TrustQuestion).yes.click()
    assert (CRITICAL, "Opgavenkaart: 'profile' cannot be written.") in small.notices() and not panel.reading and shown(panel) == ["Own"]


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
    settings.welcomed = False
    settings.welcomed = True
    assert not kept.exists(), "other settings have nothing to do with it"
    settings.catalogues = [str(mailed)]
    assert kept.exists()
    part.unload()
    again = KnownCatalogues(small)
    again.load()
    assert read_catalogue(mailed).foreign
    again.unload()


@pytest.fixture
def configurations(qgis_app):
    """Ids of authentication configurations: for the server of the record, for another, and for none that anybody named."""
    manager = QgsApplication.authManager()
    assert manager.masterPasswordIsSet() or manager.setMasterPassword("test-master", True)
    made = {}
    for name, resource in (("here", "https://example.org"), ("elsewhere", "https://other.example.org"), ("free", "")):
        config = QgsAuthMethodConfig("Basic")
        config.setName(name)
        config.setUri(resource)
        config.setConfigMap({"username": "jan", "password": "geheim"})
        assert manager.storeAuthenticationConfig(config)[0]
        made[name] = config.id()
    yield made
    for id in made.values():
        manager.removeAuthenticationConfig(id)
        QgsSettings().remove(f"{BOUND}/{id}")


def test_the_question_says_which_authentication_would_not_be_sent_after_a_yes_either(kept, configurations, tmp_path):
    records = [record(name, path="https://example.org/a.csv", auth=id) for name, id in configurations.items()]
    (tmp_path / "mailed.json").write_text(json.dumps({"records": records}), encoding="utf-8")
    question = TrustQuestion(read_catalogue(tmp_path / "mailed.json"))
    words = " ".join(question.wants.toPlainText().split())
    assert f"{configurations['here']} (here), to example.org for Here" in words
    assert "(elsewhere), to example.org; not sent even after a yes: its Resource is https://other.example.org for Elsewhere" in words
    assert "(free), to example.org; not sent even after a yes: its configuration names no Resource" in words


def test_a_record_of_ones_own_gets_its_credentials_in_the_window(small, kept, configurations, tmp_path, monkeypatch):
    """By the menu of the record; one for another host cannot be chosen, one without a host is for the record's from then on."""
    path = tmp_path / "own.json"
    path.write_text(
        json.dumps({"records": [record("here", path="https://example.org/a.csv"), record("file", path="a.csv")]}), encoding="utf-8"
    )
    settings.welcomed, settings.as_list, settings.catalogues, settings.catalogue = True, True, [], str(path)
    accept_catalogue(read_catalogue(path))
    panel = CataloguePanel(small)
    wait(panel)
    shown = []
    monkeypatch.setattr(QMenu, "exec", lambda menu, *_: shown.append([one.text() for one in menu.actions()]))
    for id in ("here", "file"):
        panel.show_layer(id)
        panel.show_menu(panel.tree.rect().center())
    assert ["Credentials..." in texts for texts in shown] == [True, False]
    panel.show_layer("here")
    panel.ask_credentials()
    dialog = panel.findChild(CredentialsDialog)
    assert "'Here' read from example.org?" in dialog.asked.text()
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    for name, said, goes in (
        ("elsewhere", "is for https://other.example.org, so it is not sent to example.org", False),
        ("here", "is for https://example.org.", True),
        ("free", "from now on it is for example.org only", True),
    ):
        dialog.select.setConfigId(configurations[name])
        assert said in dialog.said.text() and ok.isEnabled() == goes
    ok.click()
    wait(panel)
    found = read_catalogue(path)
    assert found.own["here"].source.auth == configurations["free"] and not found.foreign
    assert resource_of(configurations["free"]) == "https://example.org"
    let_go(panel)


def test_a_layer_of_the_project_brings_its_authentication_for_its_host_only(configurations):
    layers = [
        QgsRasterLayer(f"authcfg={id}&crs=EPSG:31370&format=image/png&layers=a&styles=&url=https://example.org/wms", name, "wms", LAZY)
        for name, id in configurations.items()
    ]
    records, _ = records_of(layers)
    told = bind_credentials(records)
    assert sorted(text.partition(" authentication")[2] for text in told) == [
        " 'elsewhere', which is for https://other.example.org only and so is not sent.",
        " 'free', which is from now on for https://example.org only.",
    ]
    assert opens(configurations["free"], "https://example.org/x") and bind_credentials(records) == told[:1]


def test_names_that_are_made_to_be_misread_are_seen_through(qgis_app, kept, tmp_path):
    """Letters of another alphabet look like those of a known server, and a mark has a path read from its end."""
    cyrillic = "d\u0430ta.gent.be"
    assert not cyrillic.isascii()
    records = [
        record("login", path=f"https://{cyrillic}/a.csv", auth="abc1234"),
        record("open", path=f"https://{cyrillic}/b.csv"),
        record("inside", path="http://g\u0430nd.local/c.csv"),
        record("turned", path="/tmp/\u202efdp.csv"),
    ]
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps({"records": records}), encoding="utf-8")
    asked = TrustQuestion(read_catalogue(path))
    shown = asked.wants.toPlainText()
    assert shown.count(f"{cyrillic} (xn--dta-6cd.gent.be)") == 2
    assert "g\u0430nd.local (xn--gnd-6cd.local)" in shown
    assert "/tmp/fdp.csv" in shown and "\u202e" not in shown
    asked.deleteLater()
