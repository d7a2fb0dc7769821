"""A file of one's own in the window: what an indicator lacks, the request for it, the dialog, and the record that comes of it."""

from pathlib import Path

import pytest
from opgavenkaart.processing.challenge.gaps import find_gaps
from opgavenkaart.processing.model.catalogue import Catalogue, read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.adding import Areas
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.asked_runs import AskedRuns
from opgavenkaart.test.support.town import Town
from opgavenkaart.test.support.workbook import write_xlsx
from opgavenkaart.ui import first_map, missing_data, own_catalogues, own_file
from opgavenkaart.ui.first_map import FirstMapChooser, read_shares
from opgavenkaart.ui.missing_data import GapPanel
from opgavenkaart.ui.own_file import OwnFileDialog, UnitsPlace, write_fields
from opgavenkaart.ui.settings import settings
from qgis.PyQt.QtCore import QMimeData, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent, QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog

WAITING = "housing_waiting_list"
NAMES = ["Halle-Centrum", "Lembeek", "Buizingen - Station", "Windmoleken"]
CODES = ["23027A00-", "23027B00-", "23027C00-", "23027D00-"]
LISTED = [["Lembeek", 7], ["Centrum", 12], ["Buizingen", 5], ["Essenbeek", 3], ["Totaal", 27]]


@pytest.fixture
def gap():
    """The waiting list, which nobody publishes by sector."""
    return next(one for one in find_gaps(read_challenge("social_housing"), read_catalogue("")) if one.wanted.id == WAITING)


@pytest.fixture
def workbook(tmp_path):
    return write_xlsx(tmp_path / "lijst.xlsx", [["Wachtlijst woonmaatschappij", None], [None, None], ["Buurt", "Kandidaten"], *LISTED])


@pytest.fixture
def places(tmp_path):
    folder = tmp_path / "map"
    folder.mkdir()
    town = Town(folder, 2, 2)
    town.layer("sectors", town.units, columns={"sector_code": CODES, "sector_name": NAMES, "nis_code": ["23027"] * 4})
    return UnitsPlace(f"{folder / 'sectors.gpkg'}|layername=layer", "\"nis_code\" = '23027'", Areas(Text(), "sector_code", CODES, NAMES))


@pytest.fixture
def profile(chosen, monkeypatch, tmp_path):
    """Somebody's profile, without catalogues of their own."""
    monkeypatch.setattr(own_catalogues, "own_path", lambda: tmp_path / "profile" / "own_catalogue.json")
    settings.city, settings.catalogue, settings.public_catalogue = "23027", "", ""
    return tmp_path / "profile" / "23027_own_catalogue.json"


def wait_for(dialog):
    while dialog.work:
        QTest.qWait(5)


def test_an_excel_with_a_title_names_and_a_total_becomes_a_layer(small, profile, gap, workbook, places, monkeypatch, run_algorithm):
    """Three presses after the file: yes to all, add; the total and a name that is no area are left out."""
    runs = AskedRuns(monkeypatch, own_file)
    make = lambda: own_catalogues.open_city_catalogue("23027", "Halle")  # noqa: E731
    dialog, told = OwnFileDialog(gap, str(workbook), profile, make, lambda progress: places, small.window), []
    dialog.added.connect(told.append)
    wait_for(dialog)
    assert dialog.windowTitle() == "Waiting list for social housing"
    assert {column: box.currentText() for column, box in dialog.boxes().items()} == {
        "Buurt": "area (code or name)",
        "Kandidaten": "number of candidate tenants",
    }
    assert [dialog.rows.item(row, 0).text() for row in (1, 2)] == ["Lembeek", "Centrum"] and dialog.rows.item(2, 1).text() == "12"
    assert dialog.lacking.isHidden() and dialog.add.isEnabled() and dialog.sheet.isHidden()
    doubtful = {dialog.names.item(row, 0).text(): dialog.names.item(row, 1).text() for row in range(dialog.names.rowCount())}
    assert doubtful == {"Centrum": "Halle-Centrum", "Buizingen": "Buizingen - Station"}
    assert dialog.matched.text() == (
        "Names of areas recognised: 1 of 4. Tick those below that are the same. Left out, because no area is called so: Essenbeek."
    )
    assert dialog.answers() == {"Centrum": False, "Buizingen": False}
    dialog.all_yes.click()
    dialog.add.click()
    run = runs.last
    assert run.name == "add_record" and run.inputs["FIELDS"] == "sector_code=Buurt,households_waiting=Kandidaten"
    results = run_algorithm("add_record", run.inputs)
    run.end(results)
    assert told == [
        "'Waiting list for social housing' comes from your own file now. Press 'Make the first map' to use it. Rows matched to an area: 3;"
        " left out: 1."
    ]
    catalogue = read_catalogue(str(profile))
    table = load_record(catalogue.records[WAITING], ["sector_code", "households_waiting"]).features.table
    assert dict(zip(table["sector_code"], table["households_waiting"], strict=True)) == {CODES[1]: 7, CODES[0]: 12, CODES[2]: 5}
    assert catalogue.nis_code == "23027" and own_catalogues.first_map_catalogue("23027") == str(profile)
    before, after = (read_shares(path, SILENT)["social_housing"] for path in ("", str(profile)))
    assert after.public.share >= before.public.share and WAITING not in [one.wanted.id for one in after.gaps]


def test_what_was_answered_before_stands_there_again(small, profile, gap, workbook, places):
    from opgavenkaart.processing.sources.adding.add import keep_answers

    first = OwnFileDialog(gap, str(workbook), profile, lambda: None, lambda progress: places, small.window)
    wait_for(first)
    keep_answers(profile, WAITING, first.preview.proposal, {"Centrum": True, "Buizingen": False})
    first.reject()
    again = OwnFileDialog(gap, str(workbook), profile, lambda: None, lambda progress: places, small.window)
    wait_for(again)
    assert again.answers() == {"Centrum": True, "Buizingen": False}
    again.reject()


def test_another_column_is_chosen_and_a_field_has_one(small, profile, gap, places, tmp_path):
    file = tmp_path / "lijst.csv"
    file.write_text("Buurt;A;B\nLembeek;1;2\nWindmoleken;3;4\n", encoding="utf-8")
    dialog = OwnFileDialog(gap, str(file), profile, lambda: None, lambda progress: places, small.window)
    wait_for(dialog)
    assert dialog.fields() == {"sector_code": "Buurt"} and dialog.lacking.text() == "No column yet for: number of candidate tenants."
    for column in ("A", "B"):
        box = dialog.boxes()[column]
        box.setCurrentIndex(box.findData("households_waiting"))
        box.activated.emit(box.currentIndex())
    assert dialog.fields() == {"sector_code": "Buurt", "households_waiting": "B"} and dialog.lacking.isHidden()
    key = dialog.boxes()["Buurt"]
    key.setCurrentIndex(0)
    key.activated.emit(0)
    wait_for(dialog)
    dialog.reject()


@pytest.mark.parametrize(("name", "content", "said"), [("brief.docx", b"x", "is not a table or layer"), ("leeg.csv", b"", "is empty")])
def test_a_file_that_cannot_be_read_is_told_in_the_dialog(small, profile, gap, places, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    dialog = OwnFileDialog(gap, str(tmp_path / name), profile, lambda: None, lambda progress: places, small.window)
    wait_for(dialog)
    assert said in dialog.about.text() and not dialog.add.isEnabled() and dialog.rows.isHidden()
    dialog.reject()


def test_what_is_missing_is_listed_asked_for_and_dropped(small, gap, workbook, monkeypatch):
    panel, offered = GapPanel(small.window), []
    panel.offered.connect(lambda one, path: offered.append((one.wanted.id, path)))
    gaps = find_gaps(read_challenge("social_housing"), read_catalogue(""))
    panel.show_gaps(gaps, "Halle", Text("Sociaal wonen", "Social housing"), "en")
    rows = [panel.list.topLevelItem(row) for row in range(panel.list.topLevelItemCount())]
    assert [row.text(0) for row in rows] == [one.indicator.title.en for one in gaps] and all(row.text(1) for row in rows)
    told = {}
    for row, one in zip(rows, gaps, strict=True):
        panel.list.setCurrentItem(row)
        told[one.wanted.id] = panel.detail.text()
        lacking = panel.detail.text().endswith("Without these data the map lacks this indicator.")
        assert lacking != ("Measured in its place" in panel.detail.text()) and lacking == (not one.instead.en)
    assert len({text.endswith("lacks this indicator.") for text in told.values()}) == 2, "both kinds are among them"
    place = gaps.index(gap)
    panel.list.setCurrentItem(rows[place])
    panel.copy_request("nl")
    mail = QGuiApplication.clipboard().text()
    assert mail.startswith("Onderwerp: gegevens over 'Wachtlijst voor sociale woningen' voor Halle\n\nBeste collega,\n")
    assert "- sector_code (code van de statistische sector)\n- households_waiting (aantal kandidaat-huurders)\n" in mail
    assert "- households_waiting (number of candidate tenants)\n" in panel.request("en")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(workbook), ""))
    panel.add.click()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workbook))])
    where = QPointF(panel.list.visualItemRect(rows[place]).center())
    drop = QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    panel.list.dropEvent(drop)
    assert offered == [(WAITING, str(workbook))] * 2
    panel.show_gaps((), "Halle", Text("x", "x"), "en")
    assert panel.isHidden() and missing_data.file_of(QMimeData()) == ""


def test_each_gap_has_words_for_its_columns():
    """Whoever is asked for data reads what each column holds, in either language."""
    from opgavenkaart.processing.model.builtin_challenges import builtin_challenges
    from opgavenkaart.processing.model.field_words import field_words

    words = field_words()
    named = {name for id in builtin_challenges() for one in find_gaps(read_challenge(id), read_catalogue("")) for name in one.wanted.fields}
    assert sorted(named - set(words)) == [] and all(one.title.nl and one.title.en for one in words.values())


def test_a_file_for_an_indicator_opens_the_dialog_of_the_municipality(small, profile, gap, workbook, places, monkeypatch):
    monkeypatch.setattr(first_map, "find_areas", lambda nis, path, progress: places)
    chooser, told = FirstMapChooser(small.window), []
    chooser.told.connect(told.append)
    chooser.add_file(gap, str(workbook))
    assert chooser.dialog.catalogue == profile
    wait_for(chooser.dialog)
    chooser.dialog.added.emit("There.")
    assert told == ["There."] and chooser.reading
    while chooser.reading:
        QTest.qWait(5)
    chooser.dialog.reject()


def test_the_public_catalogue_is_not_that_of_one_map(profile, tmp_path):
    from opgavenkaart.processing.model.catalogue import BUILTIN, write_catalogue

    public, own, made = tmp_path / "public.json", tmp_path / "city.json", tmp_path / "23027_catalogue.json"
    write_catalogue(public, Catalogue(title=Text("a", "a"), includes=(BUILTIN,)))
    write_catalogue(own, Catalogue(title=Text("b", "b"), includes=(BUILTIN,), municipality="23027"))
    write_catalogue(made, Catalogue(title=Text("c", "c"), municipality="23027"))
    for used, found in ((public, public), (made, public), (own, own), (made, own), (Path(tmp_path / "gone.json"), tmp_path / "gone.json")):
        settings.catalogue = str(used)
        assert own_catalogues.public_catalogue() == str(found)


def test_columns_with_commas_are_written_as_they_are_read():
    from opgavenkaart.processing.algorithms.smart_data.add_record import read_fields

    fields = {"places": 'Plaatsen, "totaal"', "name": "Naam", "kind": "a=b"}
    assert read_fields(write_fields(fields)) == fields
