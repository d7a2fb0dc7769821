"""The quality tab without a QGIS around it: defects read, shown, decided, mended, and decided about for good."""

import json
from pathlib import Path

import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.defect_decisions import NO_MISTAKE, read_decisions
from opgavenkaart.processing.qgis_io import decision_files
from opgavenkaart.processing.quality.assessment.mending import repaired_area
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.running import registered
from opgavenkaart.test.support.small_window import let_go
from opgavenkaart.ui.planning import results
from opgavenkaart.ui.quality.defects import Defect
from opgavenkaart.ui.quality.panel import QualityPanel
from opgavenkaart.ui.quality.table import MESSAGE, STATE, DefectModel
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsGeometry, QgsProject, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtTest import QTest

ENGLISH = Language("en")


def place_of_decisions(layer):
    return decision_files.place_of_decisions(layer.providerType(), layer.source())


BOW = "MULTIPOLYGON(((150000 170000, 150010 170010, 150010 170000, 150000 170010, 150000 170000)))"


def square(x):
    return f"MULTIPOLYGON((({x} 171000, {x + 10} 171000, {x + 10} 171010, {x} 171010, {x} 171000)))"


@pytest.fixture
def parks(small, chosen, monkeypatch, tmp_path):
    """Five parks in a GeoPackage in the open project: a bow tie, one twice, two with spaces around the name."""
    places = (tmp_path / f"place{number}" for number in range(100))
    monkeypatch.setattr(results, "new_place", lambda: next(places))
    rows = [
        (BOW, "a", "Bow"),
        (square(151000), "b", "Citadel "),
        (square(152000), "c", "Zuid"),
        (square(152000), "d", "Zuid"),
        (square(153000), "e", " Azalea"),
    ]
    made = memory_layer("MultiPolygon", rows, "code:string,name:string", name="parks")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "parks"
    path = tmp_path / "parks.gpkg"
    QgsVectorFileWriter.writeAsVectorFormatV3(made, str(path), QgsProject.instance().transformContext(), options)
    layer = QgsVectorLayer(str(path), "parks", "ogr")
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:31370"))
    QgsProject.instance().addMapLayer(layer)
    return layer


def wait(panel):
    for _ in range(2000):
        QTest.qWait(5)
        if not panel.runs.is_busy:
            QTest.qWait(5)
            if not panel.runs.is_busy:
                return
    raise AssertionError("it never ended")


@pytest.fixture
def assessed(small, parks, qgis_processing):
    panel = QualityPanel(small, ENGLISH)
    panel.layer.setLayer(parks)
    panel.key.setField("code")
    with registered():
        panel.assess.click()
        wait(panel)
        yield panel
    let_go(panel)


def shown(panel, column=MESSAGE):
    return [panel.filter.index(row, column).data() for row in range(panel.filter.rowCount())]


def states(panel):
    return {
        panel.model.defects[row].code + str(panel.model.defects[row].feature): panel.model.state(row)
        for row in range(panel.model.rowCount())
    }


def choose(panel, *messages):
    """Choose the rows whose sentences hold these words."""
    panel.table.clearSelection()
    rows = [row for row, said in enumerate(shown(panel)) if any(one in said for one in messages)]
    for row in rows:
        index = panel.filter.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        panel.table.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)
    assert len(rows) == len(messages)


def test_defects_are_read_with_verdict_and_the_first_one_is_shown_on_the_map(assessed, small, parks):
    assert shown(assessed) == [
        "The geometry is invalid: its outline crosses itself at 150005 170005.",
        "An earlier feature has the same geometry and attributes.",
        "Field 'name': 'Citadel ' begins or ends with a space.",
        "Field 'name': ' Azalea' begins or ends with a space.",
    ]
    assert assessed.verdict.text() == (
        "Score of parks: 86.0 of 100. Nothing found blocks publishing; licence and metadata were not looked at."
    )  # 100 - (30 + 30) / 5 - 5 * 2 / 5
    assert assessed.count.text() == "4 open" and assessed.about.text().endswith("170005. Feature 1.")
    extent = small.canvas.extent()
    assert extent.contains(parks.getFeature(1).geometry().boundingBox()) and extent.width() < 1000
    assessed.next.click()
    assert small.canvas.extent().contains(parks.getFeature(4).geometry().boundingBox())
    assert not small.canvas.extent().contains(parks.getFeature(1).geometry().boundingBox())


def test_a_reason_is_kept_beside_the_data_and_survives_the_next_assessment(assessed, small, parks, tmp_path):
    choose(assessed, "Citadel")
    assessed.no_mistake.click()
    assert assessed.count.text() == "4 open", "it needs a reason"
    assessed.reason.setText(" So on its sign ")
    QTest.keyClick(assessed.reason, Qt.Key.Key_Return)
    assert assessed.count.text() == "3 open, 1 no mistake" and assessed.reason.text() == ""
    assert assessed.verdict.text().startswith("Score of parks: 87.0 of 100."), "what is no mistake costs nothing"
    assert "Azalea" in assessed.about.text(), "the next one is chosen"
    kept = place_of_decisions(parks)
    assert kept == tmp_path / "parks.gpkg.defects.json"
    (decision,) = json.loads(kept.read_text())["decisions"]
    assert (decision["code"], decision["field"], decision["reason"]) == ("text_spaces", "name", "So on its sign")
    assert "Citadel" not in kept.read_text(), "a value may be of a person"
    row = next(row for row, one in enumerate(assessed.model.defects) if assessed.model.state(row) == NO_MISTAKE)
    said = assessed.model.reason(row).split(" – ")
    assert (said[0], said[-1]) == ("So on its sign", decision["made"][:10]) and len(said[-1]) == len("2026-01-31")
    assessed.done.click()  # the other one, as somebody says
    assert assessed.count.text() == "2 open, 1 done, 1 no mistake"
    parks.dataProvider().deleteFeatures([1])
    assessed.assess.click()
    wait(assessed)
    assert states(assessed) == {"feature_repeated4": "open", "text_spaces2": "no_mistake", "text_spaces5": "again"}
    assert len(shown(assessed)) == 2, "what is no mistake is not shown again"
    assessed.state.setCurrentIndex(1)
    choose(assessed, "Citadel")
    assert "So on its sign" in assessed.about.text() and assessed.filter.index(2, STATE).data() == "no mistake"
    assert assessed.verdict.text().startswith("Score of parks: 91.3 of 100."), "30 / 4 and once 5 / 4 of four parks are left"
    assessed.reopen.click()
    assert assessed.count.text() == "2 open, 1 found again"
    assert assessed.verdict.text().startswith("Score of parks: 90.0 of 100.")


def test_mends_are_one_step_in_an_edit_session_that_undo_takes_back_and_saving_keeps(assessed, small, parks):
    assessed.table.selectAll()
    assessed.mend.click()
    assert parks.isEditable() and parks.undoStack().count() == 1
    assert [feature["name"] for feature in parks.getFeatures()] == ["Bow", "Citadel", "Zuid", "Azalea"]
    bow = parks.getFeature(1).geometry()
    assert bow.isGeosValid() and bow.area() == pytest.approx(50)
    assert set(states(assessed).values()) == {"mended"} and not assessed.next.isEnabled()
    parks.undoStack().undo()
    assert set(states(assessed).values()) == {"open"} and parks.featureCount() == 5
    parks.undoStack().redo()
    assert set(states(assessed).values()) == {"mended"}
    assert not place_of_decisions(parks).exists(), "nothing is saved yet"
    assert parks.commitChanges()
    assert set(states(assessed).values()) == {"done"}
    assert {one.reason for one in read_decisions(place_of_decisions(parks)).values()} == {"mended"}
    assessed.assess.click()
    wait(assessed)
    assert assessed.model.rowCount() == 0 and assessed.verdict.text().startswith("Score of parks: 100.0")


def test_mends_that_are_rolled_back_are_open_again(assessed, parks):
    choose(assessed, "Citadel")
    assessed.mend.click()
    assert assessed.count.text() == "3 open, 1 mended"
    assert parks.rollBack()
    assert assessed.count.text() == "4 open" and parks.getFeature(2)["name"] == "Citadel "


def test_what_would_lose_something_is_not_mended(small, parks, assessed):
    """A repeat of which the first was deleted meanwhile; an area that would fall apart in a layer of single areas."""
    parks.startEditing()
    parks.deleteFeature(3)
    choose(assessed, "earlier feature")
    assessed.mend.click()
    assert parks.featureCount() == 4 and "mend it by hand" in small.notices()[-1][1]
    single = memory_layer("Polygon", [])
    assert repaired_area(single, QgsGeometry.fromWkt(BOW)) is None
    spike = QgsGeometry.fromWkt("POLYGON((0 0, 10 0, 10 10, 0 10, 0 5, -5 5, 0 5, 0 0))")
    assert not spike.isGeosValid() and repaired_area(single, spike).area() == 100


def test_filters_leave_what_is_chosen_and_next_goes_round(assessed):
    assert [assessed.code.itemText(at) for at in range(assessed.code.count())] == [
        "All defects", "Invalid geometry (1)", "Feature that occurs again (1)", "Spaces around a text (2)",
    ]  # fmt: skip
    assessed.severity.setCurrentIndex(assessed.severity.findData("minor"))
    assert [one[:14] for one in shown(assessed)] == ["Field 'name': "] * 2
    assessed.severity.setCurrentIndex(0)
    assessed.code.setCurrentIndex(assessed.code.findData("text_spaces"))
    assert len(shown(assessed)) == 2
    assessed.next.click()
    first = assessed.about.text()
    assessed.next.click()
    assert assessed.about.text() != first
    assessed.next.click()
    assert assessed.about.text() == first


def test_what_is_settled_is_passed_over_and_after_the_last_comes_the_first(assessed, small, parks):
    grid = assessed.layout().itemAt(0)
    assert [grid.itemAtPosition(1, column).widget() for column in (0, 1)] == [assessed.key, assessed.assess], "beside each other"
    assessed.state.setCurrentIndex(1)  # all of them, settled ones too
    choose(assessed, "Citadel")
    assessed.done.click()
    assert "Azalea" in assessed.about.text(), "the next one below"
    assessed.done.click()
    assert assessed.about.text().endswith("170005. Feature 1."), "after the last the first of those above"
    assert len(shown(assessed)) == 4 and assessed.count.text() == "2 open, 2 done"
    assessed.next.click()
    assert "earlier feature" in assessed.about.text()
    assessed.next.click()
    assert assessed.about.text().endswith("170005. Feature 1."), "the two that are done are passed over"


def test_around_a_place_fifty_metres_are_shown(assessed, small, parks):
    choose(assessed, "Citadel")
    assessed.show_defect()
    extent = small.canvas.extent()
    assert min(extent.width(), extent.height()) == pytest.approx(10 + 2 * 50, rel=0.05), "a park of 10 m, and 50 m to each side"


def test_a_table_without_defects_has_no_rows_that_changed(qgis_app):
    model, told = DefectModel(), []
    model.dataChanged.connect(lambda first, last, *_: told.append((first.row(), last.row(), last.column())))
    model.decide({}, frozenset())
    assert told == []
    model.show([Defect("minor", "text_spaces", "name", "x", 1, (), "m", 1.0)] * 3, {}, "")
    model.decide({}, frozenset(["m"]))
    assert told == [(0, 2, STATE)] and model.counts == {"mended": 3}


def test_a_project_goes_on_with_the_defects_that_it_holds(assessed, small):
    QgsProject.instance().addMapLayer(memory_layer("Point", [], name="A layer that nobody assessed"))
    again = QualityPanel(small, ENGLISH)
    wait(again)
    assert len(shown(again)) == 4 and again.key.currentField() == "code" and again.verdict.text() == assessed.verdict.text()
    let_go(again)


def test_a_layer_of_the_catalogue_is_judged_by_its_record(small, parks, qgis_processing, tmp_path):
    """Which says that the layer has a field 'size', and when it should be renewed."""
    said = {"title": {"en": "Our parks", "nl": "Onze parken"}, "publisher": {"name": "City", "kind": "city"}, "licence": {"name": "CC0"}}
    source = {"kind": "gpkg", "path": "parks.gpkg", "layer": "parks"}
    described = {"id": "parks", **said, "geometry": "polygon", "key": "code", "source": source, "fields": {"size": {}}}
    catalogue = tmp_path / "catalogue.json"
    catalogue.write_text(json.dumps({"records": [described]}))
    records = read_catalogue(str(catalogue)).records
    metadata = parks.metadata()
    metadata.setIdentifier("parks")
    parks.setMetadata(metadata)
    panel = QualityPanel(small, ENGLISH, lambda: (str(catalogue), records))
    panel.layer.setLayer(parks)
    with registered():
        panel.assess.click()
        wait(panel)
    assert "The layer has no field 'size', which it should have." in shown(panel)
    assert panel.verdict.text().endswith("Not fit to be published: Field is absent. Judged by the record 'Our parks'.")
    let_go(panel)


def test_a_layer_that_goes_takes_its_defects_along(assessed, parks):
    QgsProject.instance().removeMapLayer(parks.id())
    assert assessed.model.rowCount() == 0 and not assessed.done.isEnabled() and assessed.verdict.text().startswith("Choose a layer")


def test_what_somebody_broke_in_the_file_of_decisions_is_told_and_stays(assessed, small, parks):
    place_of_decisions(parks).write_text('{"decisions": [{"mark": "x"}]}')
    assessed.done.click()
    assert "defects.json" in small.notices()[-1][1] and assessed.count.text() == "4 open"
    assert place_of_decisions(parks).read_text() == '{"decisions": [{"mark": "x"}]}'


def test_decisions_of_layers_that_are_no_file_stand_in_the_profile(qgis_app):
    one, other = (memory_layer("Point", [], name=name) for name in ("one", "other"))
    assert place_of_decisions(one).parent == Path(QgsApplication.qgisSettingsDirPath()) / "opgavenkaart" / "defects"
    assert place_of_decisions(one) != place_of_decisions(other)
