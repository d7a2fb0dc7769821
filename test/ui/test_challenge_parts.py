"""The challenge dock without a QGIS around it, on a town of six units: what it asks, shows, keeps and says."""

import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from opgavenkaart.processing.cartography.live_index import is_live
from opgavenkaart.processing.challenge.index_preview import IndexPreview, read_computed
from opgavenkaart.processing.model import contract
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import (
    Challenge,
    Indicator,
    Measurement,
    MunicipalFigure,
    Twin,
    UnitsMinimum,
    read_challenge,
)
from opgavenkaart.processing.model.challenge_file import write_challenge
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.house_style import house_ramp
from opgavenkaart.processing.model.measures import DEFAULT_DISTANCE
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.asked_runs import AskedRuns
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.running import registered, run_algorithm
from opgavenkaart.test.support.six_units import CLUSTERED, TWO, six_units
from opgavenkaart.test.support.small_window import CRITICAL, SUCCESS, WARNING, let_go
from opgavenkaart.ui import one_at_a_time, result_places
from opgavenkaart.ui.catalogue import own
from opgavenkaart.ui.challenge import computing, own_layers
from opgavenkaart.ui.challenge import layers as layers_module
from opgavenkaart.ui.challenge import panel as panel_module
from opgavenkaart.ui.challenge.comparison_panel import ComparisonPanel, cluster_counts
from opgavenkaart.ui.challenge.computing import Computer, Outcome
from opgavenkaart.ui.challenge.editor import IndicatorDialog
from opgavenkaart.ui.challenge.form_fields import add_row, new_form
from opgavenkaart.ui.challenge.histogram import HistogramView
from opgavenkaart.ui.challenge.indicators import sector_colours
from opgavenkaart.ui.challenge.kept_challenges import KEPT, list_computed
from opgavenkaart.ui.challenge.layers import COMPARISON, RESULT, Shown, adding, open_computed, show_all, show_extent, show_feature
from opgavenkaart.ui.challenge.live import Live, Result
from opgavenkaart.ui.challenge.measurement import PROJECT, MeasurableLayers, MeasurementForm, project_layer
from opgavenkaart.ui.challenge.panel import ChallengePanel
from opgavenkaart.ui.challenge.properties import ChallengeDialog
from opgavenkaart.ui.challenge.row import IndicatorRow
from opgavenkaart.ui.challenge.session import Session, free_id
from opgavenkaart.ui.challenge.undo_keys import UndoKeys
from opgavenkaart.ui.docks import Docks
from opgavenkaart.ui.newest import PART, group_of
from opgavenkaart.ui.settings import settings
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QColor, QImage, QKeyEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialog, QFileDialog, QPushButton, QSpinBox, QToolButton

ENGLISH = Language("en")
LAMBERT = QgsCoordinateReferenceSystem("EPSG:31370")
SECONDS = 10


def wait_until(holds):
    for _ in range(1000 * SECONDS // 5):
        if holds():
            return
        QTest.qWait(5)
    raise AssertionError("it did not come")


@pytest.fixture(scope="module")
def town(qgis_app, qgis_processing, tmp_path_factory):
    """The town, and its challenge computed into two layers in the place of a result."""
    folder = tmp_path_factory.mktemp("town")
    made = six_units(folder)
    paths = made.write(made.challenge(*TWO, **CLUSTERED))
    outputs = {"OUTPUT": str(folder / "result.gpkg"), "OUTPUT_CLUSTERS": str(folder / "result_clusters.gpkg")}
    with registered():
        counts = run_algorithm("challenge_index", {"CHALLENGE": paths["CHALLENGE"], "CATALOGUE": paths["CATALOGUE"], **outputs}).results
    return SimpleNamespace(folder=folder, paths=paths, outputs=outputs, counts=counts, challenge=read_challenge(paths["CHALLENGE"]))


@pytest.fixture
def computed(town):
    return read_computed(town.challenge, *town.outputs.values())


@pytest.fixture
def outcome(computed, town):
    return Outcome(computed, {"HIDDEN_COUNT": 0, **town.counts}, [], town.paths["CATALOGUE"])


@pytest.fixture
def project(small, chosen, town):
    QgsProject.instance().setCrs(LAMBERT)
    small.canvas.setDestinationCrs(LAMBERT)
    small.canvas.resize(300, 300)
    settings.catalogue = town.paths["CATALOGUE"]
    return QgsProject.instance()


@pytest.fixture
def session(town):
    found = Session()
    found.start(town.paths["CHALLENGE"])
    return found


# ---- what is asked


@pytest.fixture
def computer(project, monkeypatch, tmp_path):
    places = (tmp_path / f"place{number}" for number in range(100))
    monkeypatch.setattr(computing, "new_place", lambda: next(places))
    found = Computer()
    found.runs, found.heard = AskedRuns(monkeypatch, one_at_a_time), []
    found.failed.connect(found.heard.append)
    return found


def test_a_challenge_is_computed_from_a_file_beside_its_layers(computer, town, tmp_path):
    settings.store, done = "store.gpkg", []
    computer.compute(town.challenge, None, done.append)
    place = tmp_path / "place0"
    run = computer.runs.last
    assert run.name == "challenge_index" and run.inputs == {
        "CHALLENGE": f"{place}.challenge.json", "CATALOGUE": town.paths["CATALOGUE"], "STORE": "store.gpkg", "AUDIENCE": "public",
        "OUTPUT": f"{place}.gpkg", "OUTPUT_CLUSTERS": f"{place}_clusters.gpkg",
    }  # fmt: skip
    assert read_challenge(f"{place}.challenge.json") == town.challenge
    run.end(town.outputs | {"HIDDEN_COUNT": 1, "INDICATORS": town.counts["INDICATORS"]}, warnings=["Careful."])
    wait_until(lambda: done)
    (found,) = done
    assert found.counts["HIDDEN_COUNT"] == 1 and found.warnings == ["Careful."] and found.catalogue == town.paths["CATALOGUE"]
    assert found.computed.challenge == town.challenge and found.computed.index.tolist() == [75, 32.5, 80, 40, 25, 80]
    assert {id: facts["kind"] for id, facts in found.computed.facts.items()} == {"need": "measured", "more": "measured"}


def test_an_integrated_map_and_a_comparison_are_asked(computer, town, tmp_path, small):
    settings.language, settings.theme = "nl", "house.json"
    extent = computing.map_extent(small.canvas)
    assert extent.crs() == LAMBERT and QgsRectangle(extent) == small.canvas.extent()
    computer.export(town.challenge, extent, "/out", lambda run: None)
    assert computer.runs.last.name == "integrated_map" and computer.runs.last.inputs == {
        "CHALLENGE": str(tmp_path / "place0.challenge.json"), "CATALOGUE": settings.catalogue, "STORE": "", "EXTENT": extent,
        "LANGUAGE": "nl", "THEME": "house.json", "LOAD_LAYERS": False, "OUTPUT_FOLDER": "/out", "AUDIENCE": "public",
    }  # fmt: skip
    computer.runs.last.end({})
    computer.compare("a", "b", lambda run: None)
    assert (computer.runs.last.name, computer.runs.last.inputs) == (
        "compare_clusters", {"INPUT": "a", "INPUT_2": "b", "OUTPUT": str(tmp_path / "place1.gpkg")},
    )  # fmt: skip


def test_the_values_of_one_indicator_are_measured(computer, town, tmp_path):
    done = []
    computer.measure(town.challenge, done.append)
    assert set(computer.runs.last.inputs) == {"CHALLENGE", "CATALOGUE", "STORE", "OUTPUT", "AUDIENCE"}
    computer.runs.last.end({"OUTPUT": town.outputs["OUTPUT"]})
    wait_until(lambda: done)
    assert done[0].tolist() == [100, 10, 90, 20, 0, 80], "the need of each unit"


def test_a_challenge_without_indicators_is_refused_with_a_sentence(computer):
    bare = Challenge("bare", Text("Kaal", "Bare"), ())
    for ask in (computer.compute, lambda one, extent, done: computer.export(one, extent, "/out", done)):
        ask(bare, None, None)
    computer.measure(bare, None)
    assert computer.runs.asked == [] and computer.heard == [["Add at least one indicator first."]] * 3


# ---- layers of a result


def put(steps):
    """Run a generator to its end, and return what it returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def added(computed, small, part=RESULT):
    layers = open_computed(computed, layers_module.theme(""), ENGLISH)
    return layers, put(adding(layers, part, computed.challenge, ENGLISH, small.canvas))


def test_the_layers_of_a_result_have_their_looks_and_tips(project, small, computed):
    (clusters, units), ids = added(computed, small)
    assert [clusters.id(), units.id()] == ids and (clusters.name(), units.name()) == ("Clusters", "Need index")
    assert "Where" in clusters.mapTipTemplate() and clusters.mapTipTemplate().count("<tr>") == 3
    tip = units.mapTipTemplate()
    assert tip.index("Where") < tip.index("People") < tip.index(">Index") and tip.count("<tr>") == 5
    group = group_of(computed.challenge.id, computed.challenge.title.en)
    assert [tree.layerId() for tree in group.findLayers()] == ids
    assert {layer.customProperty(PART) for layer in (clusters, units)} == {RESULT}
    _, again = added(computed, small)
    assert [tree.layerId() for tree in group.findLayers()] == again and not set(ids) & set(project.mapLayers()), "the earlier ones go"
    _, compared = added(computed, small, COMPARISON)
    assert [tree.layerId() for tree in group.findLayers()] == compared + again, "a comparison lies on top"
    no_people = replace(computed.challenge, units=replace(computed.challenge.units, population=None, name=""))
    assert list(layers_module.unit_titles(no_people, ENGLISH)) == ["sector_code", "challenge_index", "need", "more"]


def test_units_are_recoloured_and_look_as_before_again(project, small, computed):
    (clusters, units), (clusters_id, units_id) = added(computed, small)
    shown = Shown(computed, ENGLISH, units_id, clusters_id)
    assert shown.layer is units and shown.still is None
    before = units.renderer().dump()
    told = []
    units.rendererChanged.connect(lambda: told.append(1))
    shown.settle()
    assert units.renderer().dump() == before and not is_live(units) and told == [], "the looks that a user chose stay"
    shown.recolour(computed.index)
    assert is_live(units) and shown.still.dump() == before
    first = units.renderer().classAttribute()
    shown.recolour(computed.index[::-1])
    assert units.renderer().classAttribute() != first and shown.still.dump() == before
    repainted = []
    units.repaintRequested.connect(lambda: repainted.append(1))
    shown.settle()
    assert not is_live(units) and units.renderer().dump() == before and repainted
    fresh = Shown(computed, ENGLISH, units_id, clusters_id)
    shown.recolour(computed.index)
    fresh.settle()
    assert not is_live(units) and units.renderer().dump() == before, "the computed looks, where none were kept"
    project.removeMapLayer(units_id)
    assert shown.layer is None
    shown.recolour(computed.index)
    shown.settle()


def test_the_map_goes_to_a_cluster_and_to_all_units(project, small, computed, monkeypatch):
    _, (clusters_id, units_id) = added(computed, small)
    flashed = []
    monkeypatch.setattr(small.canvas, "flashGeometries", lambda geometries, crs: flashed.append((geometries[0].boundingBox(), crs)))
    shown = Shown(computed, ENGLISH, units_id, clusters_id)
    shown.show_cluster(0, small.canvas)
    ((box, crs),) = flashed
    layer = QgsVectorLayer(computed.clusters, "", "ogr")
    assert crs == layer.crs() and box == layer.getFeature(int(computed.cluster_ids[0])).geometry().boundingBox()
    extent = small.canvas.extent()
    assert min(extent.width() / box.width(), extent.height() / box.height()) == pytest.approx(1.4) and layers_module.ROOM == 1.4
    show_feature(computed.clusters, 999, small.canvas)
    assert len(flashed) == 1
    small.canvas.setExtent(QgsRectangle(0, 0, 1, 1))
    show_all(shown, small.canvas)
    assert small.canvas.extent().contains(shown.layer.extent())
    small.canvas.setExtent(box)
    there = small.canvas.extent()
    show_all(shown, small.canvas)
    assert small.canvas.extent() == there, "some of them are seen"
    show_extent(QgsRectangle(float("inf"), 0, float("inf"), 1), shown.layer, small.canvas)
    project.removeMapLayers([units_id, clusters_id])
    show_all(shown, small.canvas)
    assert small.canvas.extent() == there


def test_a_project_keeps_what_was_computed(project, small, computed, outcome, monkeypatch, town):
    from opgavenkaart.ui.challenge import kept_challenges

    monkeypatch.setattr(
        kept_challenges, "result_of", lambda source: Path(source.split("|")[0].removesuffix(".gpkg").removesuffix("_clusters"))
    )
    assert list(list_computed()) == []
    _, (clusters_id, units_id) = added(computed, small)
    kept_challenges.keep(outcome, Shown(computed, ENGLISH, units_id, clusters_id))
    facts = json.loads(group_of(computed.challenge.id, "x").customProperty(KEPT))
    assert (facts["units"], facts["clusters"], facts["catalogue"]) == (units_id, clusters_id, town.paths["CATALOGUE"])
    assert facts["counts"]["HIDDEN_COUNT"] == 0 and all(isinstance(value, int | float) for value in facts["counts"].values())
    (one,) = list_computed()
    assert one.is_there and (one.units, one.clusters, one.counts) == (units_id, clusters_id, facts["counts"])
    write_challenge(town.folder / "result.challenge.json", town.challenge)
    again = one.read(SimpleNamespace(step=lambda *_, **__: None, check=lambda: None, update=lambda *_: None, note=None, warn=None))
    assert again.challenge == computed.challenge and again.index.tolist() == computed.index.tolist()
    project.removeMapLayer(clusters_id)
    assert list(list_computed()) == [] and not one.is_there


# ---- the map follows


@pytest.fixture
def live(session, small, project, computed, outcome):
    """A live map of a computed challenge whose layers are in the project."""
    found = Live(session, ENGLISH)
    found.heard = []
    found.moved.connect(lambda: found.heard.append("moved"))
    found.stuck.connect(lambda error: found.heard.append(error.sentence()))
    _, (clusters, units) = added(computed, small)
    found.shown = Shown(computed, ENGLISH, units, clusters)
    yield found
    found.rest.stop()
    found.pause.stop()
    if found.drawing:
        found.drawing.leave()
    let_go(found)


def with_weight(session, weight):
    first = session.challenge.indicators[0].id
    session.change_indicator(first, "weight", weight=weight)


def show_now(live):
    """Show the challenge as it is now, and leave nothing for a moment later."""
    live.pause.stop()
    live.show()
    live.rest.stop()


def test_a_result_belongs_to_its_challenge_and_its_units(live, session, outcome):
    assert live.result is None and not live.is_adding and live.pause.interval() == 15 and live.rest.interval() == 500
    live._added(outcome, live.shown, lambda result: live.heard.append("done"))
    result = live.result
    assert live.heard == ["done", "moved"] and live.rest.isActive() and result.computed is outcome.computed
    known = result.preview.cluster_means(outcome.computed.unit_table.probability)
    np.testing.assert_array_equal(result.certain, known, "as the algorithm drew it")
    assert result.index is outcome.computed.index and result.missing_share is outcome.computed.missing_share
    session.change(replace(session.challenge, units=replace(session.challenge.units, key="other")), "units")
    assert live.result is None
    session.stack.undo()
    session.change(replace(session.challenge, id="other"), "id")
    assert live.result is None


def test_what_changed_meanwhile_is_shown_at_once(live, session, outcome):
    with_weight(session, 9.0)
    live.pause.stop()
    live._added(outcome, live.shown, lambda result: None)
    assert live.pause.isActive() and not live.rest.isActive() and live.heard == []


def test_a_change_moves_index_and_colours(live, session, outcome):
    live._added(outcome, live.shown, lambda result: None)
    live.heard.clear()
    live.result.belonging = live.result.preview.belonging(session.challenge, live.result.index, draws=20)
    with_weight(session, 1.0)
    assert live.pause.isActive()
    live.pause.stop()
    live.show()
    expected = IndexPreview(outcome.computed).index(session.challenge)
    np.testing.assert_array_equal(live.result.index, expected[0])
    np.testing.assert_array_equal(live.result.missing_share, expected[1])
    assert live.result.certain is None and live.heard == ["moved"] and is_live(live.shown.layer) and live.rest.isActive()
    session.change(replace(session.challenge, indicators=()), "none")
    live.show()
    assert live.heard[-1].startswith("None of the indicators has been measured yet")
    session.change(replace(session.challenge, id="other"), "id")
    live.show()
    assert live.heard[-1] == "moved"


def test_when_hands_rest_it_is_found_how_sure_clusters_are(live, session, outcome):
    live.draw_belonging()
    assert live.drawing is None
    live._added(outcome, live.shown, lambda result: None)
    with_weight(session, 1.0)
    show_now(live)
    assert is_live(live.shown.layer)
    live.draw_belonging()
    first = live.drawing
    live.draw_belonging()
    assert live.drawing is not first, "the one before is left"
    wait_until(lambda: live.drawing is None)
    index = live.result.index
    expected = live.result.preview.belonging(session.challenge, index)
    np.testing.assert_array_equal(live.result.belonging.probability, expected.probability)
    np.testing.assert_array_equal(live.result.certain, live.result.preview.cluster_means(expected.probability))
    assert live.heard[-1] == "moved" and is_live(live.shown.layer)
    session.stack.undo()
    show_now(live)
    live.draw_belonging()
    assert not is_live(live.shown.layer), "as computed again"
    assert live.drawing is None and live.result.belonging is outcome.computed.belonging
    with_weight(session, 2.0)
    show_now(live)
    live.draw_belonging()
    live.result.index = live.result.index.copy()
    wait_until(lambda: live.drawing is None)
    assert live.result.certain is None, "an answer to what is no longer asked"
    live.result.preview.computed = replace(outcome.computed, table=outcome.computed.table[:0])
    live.draw_belonging()
    assert live.drawing is None


def test_what_was_computed_comes_into_the_project(session, small, project, outcome):
    live, done = Live(session, ENGLISH), []
    live.take(outcome, small.canvas, done.append)
    assert live.is_adding
    wait_until(lambda: done)
    (result,) = done
    assert not live.is_adding and result.shown.layer.name() == "Need index" and live.result is result
    assert group_of(outcome.computed.challenge.id, "x").customProperty(KEPT), "the project keeps it"
    live.rest.stop()
    let_go(live)


def test_a_saved_project_is_read_back(session, small, project, outcome, live, monkeypatch):
    facts = {"units": live.shown.units, "clusters": live.shown.clusters, "counts": {"HIDDEN_COUNT": 2}, "catalogue": "c.json"}
    one = SimpleNamespace(is_there=True, **facts)
    done = []
    live._read_back(SimpleNamespace(ok=True, value=outcome.computed), one, done.append)
    assert done == [live.result] and live.result.outcome == Outcome(outcome.computed, {"HIDDEN_COUNT": 2}, [], "c.json")
    for ok, there in ((False, True), (True, False)):
        live._read_back(SimpleNamespace(ok=ok, value=outcome.computed), SimpleNamespace(is_there=there, **facts), done.append)
    assert len(done) == 1


# ---- forms


def test_a_measurement_takes_what_its_measure_needs(qgis_app, qgis_new_project, town):
    catalogue = read_catalogue(town.paths["CATALOGUE"])
    layer = memory_layer("Point", [], "a:integer,b:string", name="Trees")
    QgsProject.instance().addMapLayer(layer)
    layers = MeasurableLayers(catalogue, ENGLISH)
    key = f"{PROJECT}{layer.id()}"
    choices = layers.choices()
    assert choices[-1] == ("Trees (from this project)", key) and {id for _, id in choices[:-1]} == set(catalogue.records)
    assert [title for title, _ in choices[:-1]] == sorted(title for title, _ in choices[:-1])
    assert project_layer(key) is layer and project_layer("facts") is None and project_layer(f"{PROJECT}gone") is None
    assert layers.fields(key) == [("a", "a"), ("b", "b")] and layers.fields("gone") == []
    known = list(catalogue.records["facts"].fields)
    assert [name for name, _ in layers.fields("facts")] == known == [one.name() for one in layers.example("facts").fields()]
    assert layers.example(key) is layer
    form = MeasurementForm(layers)
    form.show_measurement(Measurement("facts", "sum", field="need", filter=" need > 1 "))
    assert form.measurement() == Measurement("facts", "sum", field="need", filter="need > 1")
    visible = {name: not getattr(form, name).isHidden() for name in form.labels}
    assert [name for name, there in visible.items() if there] == ["field"]
    assert all(form.labels[name].isHidden() != there for name, there in visible.items())
    form.measure.choose("share_within")
    assert form.measurement().distance == DEFAULT_DISTANCE and form.measurement().field == "" and not form.distance.isHidden()
    form.distance.setValue(250)
    form.points.choose("facts")
    assert (form.measurement().distance, form.measurement().points) == (250, "facts")
    form.measure.choose("weighted_mean")
    form.weight_field.choose("more")
    assert (form.measurement().weight_field, form.measurement().distance) == ("more", Measurement("x", "count").distance)
    form.layer.choose(key)
    assert [form.field.itemText(row) for row in range(form.field.count())] == ["", "a", "b"]
    assert [id for _, id in MeasurableLayers(read_catalogue(""), Language("nl")).timetables()] == ["", "stops"], "its parts are timetables"
    known = read_catalogue("")
    cells = [id for _, id in MeasurableLayers(known, Language("nl")).rasters()]
    assert cells[0] == "" and set(cells[1:]) == {id for id, one in known.records.items() if one.source.kind == "raster"} != set()
    assert form.weight_layer.count() == 1, "the town has no raster"
    weighted = Measurement("facts", "raster", statistic="mean", weight_layer="elsewhere")
    form.show_measurement(weighted)
    assert form.measurement() == weighted, "one that this catalogue does not have stays as it was written"
    under_way = Measurement("facts", "travel_time_nearest", means="transit", roads="facts", minutes=45, timetable="facts", day="2026-06-09")
    form.show_measurement(under_way)
    assert form.measurement() == under_way and not form.window.isHidden()
    form.means.choose("bicycle")
    assert form.measurement() == replace(under_way, means="bicycle", timetable="", day="") and form.window.isHidden()
    form.show_measurement(Measurement("facts", "share_within", distance=75))
    assert form.distance.value() == 75 and form.filter.text() == ""


@pytest.fixture
def dialog(small, project, town):
    def make(one=None, challenge=None):
        made.append(IndicatorDialog(challenge or town.challenge, read_catalogue(town.paths["CATALOGUE"]), one, ENGLISH, small.window))
        return made[-1]

    made = []
    yield make
    let_go(*made)


def test_an_indicator_is_shown_and_given_back_as_it_is(dialog, town):
    full = Indicator(
        "need",
        Text("Nood", "Need"),
        "housing",
        Measurement("facts", "sum", field="need"),
        why=Text("Daarom", "Therefore"),
        denominator=Measurement("population", "sum", field="inhabitants"),
        scale=1000.0,
        direction="low",
        normalisation="target",
        weight=2.5,
        target=3.0,
        limit=9.0,
        unit="%",
        smoothing="empirical_bayes",
        kind="estimated",
        otherwise=(Twin(Text("Elders", "Elsewhere"), Measurement("facts", "count")),),
        municipal=MunicipalFigure("facts", "need"),
        holder=Text("De stad", "The city"),
        stands_for=Text("Eerst", "First"),
    )
    form = dialog(full)
    assert form.indicator() == full and form.windowTitle() == "Edit an indicator"
    assert not form.target.isHidden() and not form.limit_label.isHidden()
    form.normalisation.choose("z_score")
    assert form.target.isHidden() and form.limit_label.isHidden() and (form.indicator().target, form.indicator().limit) == (None, None)
    form.divided.setChecked(False)
    assert form.divisor.isHidden() and form.indicator().denominator is None and form.indicator().smoothing == "none"
    form.unit.setText("  euro ")
    assert form.indicator().unit == "euro"
    alone = form.alone()
    assert [one.id for one in alone.indicators] == ["need"] and alone.units == town.challenge.units
    assert (alone.indicators[0].weight, alone.indicators[0].normalisation, alone.indicators[0].target) == (1.0, "target", 0.0)
    assert alone.id == town.challenge.id and alone.indicators[0].limit is None and alone.disclosure == town.challenge.disclosure


def test_a_new_indicator_gets_an_id_of_its_own_and_needs_a_title(dialog, town, small):
    form = dialog()
    assert form.windowTitle() == "Add an indicator" and form.divisor.isHidden() and form.target.isHidden()
    form.accept()
    assert form.result() == 0 and [one.text() for one in form.bar.items()] == ["Give the indicator a title."]
    form.title.show_text(Text("Need", "Need"))
    form.measured.show_measurement(Measurement("facts", "sum", field="need"))
    assert form.indicator().id == "need_2" and form._with(form.indicator()).indicators[:2] == town.challenge.indicators
    form.measured.filter.setText("need >")
    form.accept()
    assert form.result() == 0 and len(form.bar.items()) == 1
    form.measured.show_measurement(Measurement("facts", "sum"))
    form.accept()
    assert form.result() == 0 and "field" in form.bar.items()[0].text(), "a sum is one of a field"
    form.measured.show_measurement(Measurement("facts", "sum", field="need"))
    form.accept()
    assert form.result() == 1
    edited = dialog(town.challenge.indicators[0])
    edited.weight.setValue(7)
    assert [one.weight for one in edited._with(edited.indicator()).indicators] == [7, town.challenge.indicators[1].weight]
    assert free_id(Text("", ""), ()) == "indicator" and free_id(Text("Nood", ""), ("nood",)) == "nood_2"


def test_the_values_of_an_indicator_are_seen_before_it_is_taken_over(dialog, town, monkeypatch):
    runs = AskedRuns(monkeypatch, one_at_a_time)
    form = dialog(town.challenge.indicators[1])
    assert form.progress.isHidden() and form.try_button.isEnabled() and form.numbers.text() == "Not measured yet."
    form.try_button.click()
    assert runs.last.name == "challenge_index" and not form.progress.isHidden() and not form.try_button.isEnabled()
    runs.last.end({"OUTPUT": town.outputs["OUTPUT"]})
    wait_until(lambda: form.try_button.isEnabled())
    assert form.numbers.text() == "lowest 0, median 100, highest 100. 1 of 6 areas has no value." and form.progress.isHidden()
    assert form.histogram.values.shape == (6,)
    form.preview()
    runs.last.end(errors=["It failed."])
    assert [one.text() for one in form.bar.items()] == ["It failed."]
    form.finished.emit(0)
    assert form.computer.current is None


def test_a_layer_of_the_open_project_becomes_a_record(dialog, project, monkeypatch, tmp_path, small):
    monkeypatch.setattr(own, "own_path", lambda: tmp_path / "profile" / "own_catalogue.json")
    monkeypatch.setattr(own_layers, "own_path", lambda: tmp_path / "profile" / "own_catalogue.json")
    path = tmp_path / "trees.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}, "geometry": null}]}')
    layer, memory = QgsVectorLayer(str(path), "Trees", "ogr"), memory_layer("Point", [], name="Notes")
    project.addMapLayers([layer, memory])
    form = dialog()
    form.title.show_text(Text("Bomen", "Trees"))
    form.measured.layer.choose(f"{PROJECT}{memory.id()}")
    form.accept()
    assert form.result() == 0 and "'Notes' is a layer in memory" in form.bar.items()[0].text()
    form.measured.layer.choose(f"{PROJECT}{layer.id()}")
    form.accept()
    assert form.result() == 1 and form.indicator().measurement.layer in read_catalogue(settings.catalogue).own
    assert settings.catalogue == own_layers.catalogue_on_top() and Path(settings.catalogue).parent == tmp_path / "profile"
    assert read_catalogue(settings.catalogue).title.en.endswith(" + own layers") and settings.catalogue in settings.catalogues
    told = []
    settings.changed.connect(told.append)
    own_layers.add_project_layer(layer)
    settings.changed.disconnect(told.append)
    assert "catalogue" in told, "another content of the same file"
    settings.catalogue = ""
    assert own_layers.title_on_top("") == own.TITLE and own_layers.catalogue_on_top() == str(own.own_path())


def test_labels_of_a_form_are_read_whole(qgis_app):
    dialog = QDialog()
    form = new_form(dialog)
    words = ("Missing data allowed (% of weight)", "Hide areas with fewer inhabitants than", "Cells of a grid (m)", "so long a label " * 5)
    labels = [add_row(form, text, QSpinBox()) for text in words]
    dialog.resize(560, 300)
    dialog.grab()
    assert [label.text() for label in labels if label.height() < label.heightForWidth(label.width())] == []


def test_the_rules_of_a_challenge_are_shown_and_given_back(small, qgis_app, town):
    challenge = replace(town.challenge, title=Text("Nood", "Need"), question=Text("Waar?", "Where?"), owner="Stad", id="need")
    form = ChallengeDialog(challenge, ENGLISH, small.window)
    assert form.challenge() == challenge and not form.threshold.isHidden() and (form.threshold.value(), form.allowed.value()) == (75, 25)
    form.allowed.setValue(40)
    form.mean.choose("geometric")
    form.owner.setText(" OCMW ")
    form.threshold.setValue(60)
    changed = form.challenge()
    assert (changed.aggregation.allowed_missing_share, changed.aggregation.method, changed.owner) == (0.4, "geometric", "OCMW")
    assert (changed.clusters.threshold, changed.clusters.method, changed.id) == (60, "threshold", "need")
    assert changed.disclosure.units_minimum is None and form.fewest.text() == "no minimum"
    form.fewest.setValue(50)
    people = town.challenge.units.population
    assert form.challenge().disclosure.units_minimum == UnitsMinimum(people.layer, people.field, 50)
    document = form.challenge().to_json()
    assert document["disclosure"]["units_minimum"]["minimum"] == 50 and "small_numbers" not in document
    form.fewest.show_number(None)
    form.grid.setValue(100)
    assert form.challenge().units == replace(town.challenge.units, grid=100)
    form.grid.setValue(0)
    assert form.challenge().units == town.challenge.units, "cells of 0 m are none"
    form.method.choose("gi_star")
    assert form.threshold.isHidden() and form.threshold_label.isHidden() and form.challenge().clusters.threshold == 75
    form.title.show_text(Text("Warmte", "Heat"))
    assert form.challenge().id == "heat", "it was never named otherwise"
    form.title.show_text(Text("", ""))
    assert form.challenge().id == "need"
    form.accept()
    assert form.result() == 0 and [one.text() for one in form.bar.items()] == ["Give the challenge a title."]
    form.title.show_text(Text("Warmte", ""))
    form.accept()
    assert form.result() == 1 and form.challenge().id == "warmte"
    named = ChallengeDialog(replace(challenge, id="own_name"), ENGLISH, small.window)
    named.title.show_text(Text("Warmte", "Heat"))
    assert named.challenge().id == "own_name"
    dutch = ChallengeDialog(replace(challenge, id="warmte", title=Text("Warmte", "")), ENGLISH, small.window)
    dutch.title.show_text(Text("Koelte", ""))
    assert dutch.challenge().id == "koelte"
    let_go(form, named, dutch)


# ---- small parts


def test_keys_undo_where_the_focus_is(qgis_app):
    parts, done = UndoKeys(), []
    parts.stack = SimpleNamespace(undo=lambda: done.append("undo"), redo=lambda: done.append("redo"))

    def press(kind, key, control=True):
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        one = QKeyEvent(kind, key, modifier)
        one.ignore()
        parts.event(one) if kind == QEvent.Type.ShortcutOverride else parts.keyPressEvent(one)
        return one.isAccepted()

    assert press(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z) and not press(QEvent.Type.ShortcutOverride, Qt.Key.Key_A)
    assert not press(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, control=False) and done == []
    press(QEvent.Type.KeyPress, Qt.Key.Key_Z)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    parts.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Z, both))
    press(QEvent.Type.KeyPress, Qt.Key.Key_A)
    assert done == ["undo", "redo"]


def test_sectors_have_colours_in_their_order(town):
    challenge = read_challenge("warm_homes")
    assert list(sector_colours(challenge).items()) == list(zip(challenge.sectors, house_ramp("series"), strict=False))
    many = replace(challenge, indicators=tuple(replace(challenge.indicators[0], id=str(n), sector=str(n)) for n in range(14)))
    assert sector_colours(many)["12"] == house_ramp("series")[0] and len(set(house_ramp("series"))) == 12


def test_a_row_says_what_its_values_rest_on(qgis_app):
    row = IndicatorRow("cars", ENGLISH)
    asked = Indicator("cars", Text("Auto's", "Cars"), "mobility", Measurement("mobility", "count"), why=Text("Daarom.", "Therefore."))
    row.show_indicator(asked, "Mobility", "#000000")
    row.show_facts({"kind": "measured"})
    row.show_values(np.ones(4), 0.0, "", "#000000")
    row.show_share(0.5)
    assert (row.title.toolTip(), row.facts.text().endswith("0\xa0% missing"), row.facts.toolTip()) == ("Therefore.", True, "")
    row.show_facts({"kind": "proxy", "asked": "Households without a car", "holder": "the register", "reason": "There is no such field."})
    row.show_share(0.5)
    assert row.facts.text().endswith("0\xa0% missing · proxy") and row.facts.toolTip() == "There is no such field."
    assert row.title.toolTip() == (
        "Therefore. In place of 'Households without a car', of which there are no data. Another figure stands in for what is meant: it says"
        " something of it, and not the same. The data are usually held by: the register."
    )
    figure = {"title": "Without a car", "value": 23.4, "unit": "%", "date": "2023-12-31", "publisher": "Statbel"}
    row.show_facts({"kind": "municipal", "municipal": figure, "evidence": "documented"})
    assert row.facts.toolTip() == "Source: from its documentation, not yet checked live."
    assert row.title.toolTip().endswith("Only one figure for the whole municipality: Without a car 23.4 % (31 December 2023, Statbel).")
    row.show_facts({"kind": "municipal", "figure": "waiting_list_by_municipality"})
    row.show_share(0.5)
    assert row.facts.text().endswith("figure of the municipality only, number not known")
    row.show_facts(None)
    assert row.title.toolTip() == "Therefore."


def test_a_row_writes_numbers_as_its_language_does(qgis_app):
    dutch, english = (IndicatorRow("need", Language(code)) for code in ("nl", "en"))
    assert dutch.frameShape() == dutch.Shape.NoFrame
    for one in (dutch, english):
        one.weight.setValue(1.5)
    assert (dutch.weight.text(), english.weight.text()) == ("1,50", "1.50")


def test_a_histogram_draws_bars_and_the_median(qgis_app):
    view = HistogramView(ENGLISH)
    assert view.minimumSizeHint() == view.sizeHint() and view.sizeHint().width() == 14 * view.fontMetrics().averageCharWidth()
    assert view.sizeHint().height() == int(1.6 * view.fontMetrics().height())
    view.resize(101, 40)

    def drawn():
        image = QImage(view.size(), QImage.Format.Format_RGB32)
        image.fill(QColor("#ffffff"))
        view.render(image)
        return image

    ground = drawn().pixelColor(50, 20)
    assert drawn().pixelColor(5, 30) == ground, "nothing without values"
    view.show_values(np.array([0.0, 0.0, 0.0, 10.0, np.nan]), "m", "#ff0000")
    assert view.toolTip() == view.accessibleDescription() == "lowest 0 m, median 0 m, highest 10 m" and view.drawn is None
    image = drawn()
    red = [x for x in range(101) if any(image.pixelColor(x, y).name() == "#ff0000" for y in range(40))]
    assert red and min(red) <= 2 and max(red) >= 97 and len(red) < 60, "bars at both ends"
    line = view.palette().text().color().name()
    assert image.pixelColor(50, 39).name() == line == image.pixelColor(0, 10).name(), "the median stands at the lowest value"
    last = view.drawn.bars[-1]
    assert 99 < last.x + last.width <= 100 and max(bar.y + bar.height for bar in view.drawn.bars) == pytest.approx(38)
    view.resizeEvent(None)
    assert view.drawn is None
    view.show_values(None, "", "#ff0000")
    assert view.toolTip() == ""


def test_the_tab_of_comparisons_asks_and_tells(qgis_app):
    view, asked, chosen_rows = ComparisonPanel(ENGLISH), [], []
    view.asked.connect(asked.append)
    view.chosen.connect(chosen_rows.append)
    view.button.click()
    view.picker.set_value("warm_homes")
    view.button.click()
    assert asked == ["computed", "warm_homes"] and view.minimumSizeHint().height() > 0
    view.table.chosen.emit(3)
    assert chosen_rows == [3]
    counts = {"STAYS_COUNT": 1, "GROWS_COUNT": 2, "SHRINKS_COUNT": 3, "NEW_COUNT": 4, "GONE_COUNT": 5}
    assert cluster_counts(counts, ENGLISH) == "Clusters: 1 stay, 2 grow, 3 shrink, 4 are new, 5 are gone."


# ---- the dock


@pytest.fixture
def panel(small, project, town, monkeypatch, tmp_path):
    places = (tmp_path / f"place{number}" for number in range(100))
    monkeypatch.setattr(computing, "new_place", lambda: next(places))
    runs = AskedRuns(monkeypatch, one_at_a_time)
    found = ChallengePanel(small)
    found.runs = runs
    assert not found.add.isEnabled(), "titles and layers come with the catalogue"
    wait_until(lambda: not found.reading)
    found.open(town.paths["CHALLENGE"])
    yield found
    found.live.rest.stop()
    found.live.pause.stop()
    if found.live.drawing:
        found.live.drawing.leave()
    let_go(found)


def compute(panel, town):
    panel.compute_button.click()
    panel.runs.last.end({"HIDDEN_COUNT": 0, **town.counts, **town.outputs})
    wait_until(lambda: panel.live.result and not panel.live.is_adding)
    wait_until(lambda: panel.bar.items())


def test_what_is_remarked_on_the_data_is_one_message(small, panel, town):
    """A result with many remarks leaves one message to close, with all of them behind its button."""
    for warnings, words in (("Careful.",), "Careful."), (("One.", "Two.", "Three."), "3 remarks on the data."):
        small.bar.clearWidgets()
        panel.compute_button.click()
        panel.runs.last.end({"HIDDEN_COUNT": 0, **town.counts, **town.outputs}, warnings=warnings)
        wait_until(lambda: panel.bar.items())
        ((level, text),) = small.notices()
        assert level == WARNING and "found." in text and text.endswith(words)
        assert len(panel.bar.currentItem().findChildren(QToolButton)) == (len(warnings) > 1)


def test_all_of_flanders_is_not_fetched_unasked(small, panel):
    """Whoever comes to the dock first, with the built-in catalogue, is led to the first map of the municipality."""
    settings.catalogue = ""
    wait_until(lambda: not panel.reading)
    assert panel.note.text().startswith("The built-in catalogue holds all of Flanders")
    docks = Docks(small)
    docks.load()
    panel.compute_button.click()
    assert panel.runs.asked == []
    buttons = {one.text(): one for one in small.bar.findChildren(QPushButton)}
    buttons["My municipality"].click()
    catalogue = docks.docks["Catalogue"].widget()
    assert not catalogue.welcome.isHidden() and small.bar.items() == []
    panel.compute_button.click()
    {one.text(): one for one in small.bar.currentItem().findChildren(QPushButton)}["All of Flanders"].click()
    assert panel.runs.last.name == "challenge_index" and contract.EXTENT not in panel.runs.last.inputs
    wait_until(lambda: not catalogue.reading)
    docks.unload()


def test_the_dock_shows_a_challenge(small, panel, town):
    assert panel.add.isEnabled() and panel.picker.value() == town.paths["CHALLENGE"] and panel.state.text() == ""
    assert panel.question.isHidden() == (not town.challenge.question.en) and panel.source.text().startswith("Catalogue: ")
    assert list(panel.indicators.rows) == ["need", "more"] and panel.note.text().startswith("Not computed yet")
    row = panel.indicators.rows["need"]
    places = []
    for weight in (0.1, 0.05, 0.0, 1.26, 4):
        row._show_weight(weight)
        places.append(row.slider.value())
    assert places == [1, 1, 0, 13, 40], "the slider stays where it rounds to what is shown"
    assert "75\u00a0% of the weight" in row.facts.text() and row.facts.text().endswith("not measured yet")
    row.turned.emit("need")
    assert panel.session.challenge.indicators[0].direction == "low" and panel.state.text() == "modified"
    panel.indicators.rows["more"].turned.emit("more")
    assert [one.direction for one in panel.session.challenge.indicators] == ["low", "low"], "each is turned by itself"
    panel.undo.trigger()
    row.turned.emit("need")
    assert panel.session.challenge.indicators[0].direction == "high" and panel.state.text() == ""
    row.weighed.emit("need", 1.0, "move")
    assert "50\u00a0% of the weight" in row.facts.text() and panel.undo.text() == "Undo: weight"
    panel.undo.trigger()
    panel.indicators.rows["more"].removed.emit("more")
    assert list(panel.indicators.rows) == ["need"] and "100\u00a0% of the weight" in panel.indicators.rows["need"].facts.text()
    panel.new.trigger()
    assert panel.session.challenge.indicators == () and panel.picker.value() == "My challenge" and panel.indicators.rows == {}
    assert panel.session.challenge.units == town.challenge.units


def test_another_challenge_is_picked_by_title_or_file(small, panel, town, tmp_path, monkeypatch):
    panel.picker.set_value("warm_homes")
    panel.picker.list.activated.emit(0)
    assert panel.session.challenge.id == "warm_homes" and panel.session.opened.file.place == "warm_homes"
    steps = panel.session.stack.count()
    panel.picker.list.activated.emit(0)
    assert panel.session.stack.count() == steps, "it is open already"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *asked: (str(tmp_path / "gone.json"), ""))
    panel.picker.button.click()
    ((level, text),) = small.notices()
    assert level == CRITICAL and "gone.json" in text and panel.picker.value() == "warm_homes"


def test_a_built_in_challenge_that_is_changed_is_ones_own_until_it_is_saved(small, panel, tmp_path):
    settings.challenges = []
    panel.open("warm_homes")
    assert (panel.state.text(), panel.state.toolTip(), settings.challenges) == ("", "", [])
    with_weight(panel.session, 4.0)
    assert panel.state.text() == "your own version" and "stays as it is" in panel.state.toolTip()
    path = str(tmp_path / "mine.json")
    panel.save_to(path)
    assert (panel.state.text(), panel.state.toolTip()) == ("", "") and settings.challenges == [path]
    assert panel.picker.list.currentText() == "Warm homes (mine.json)" and panel.picker.value() == path
    with_weight(panel.session, 5.0)
    assert panel.state.text() == "modified", "a file of one's own"
    panel.open("social_housing")
    panel.picker.list.setCurrentIndex(panel.picker.list.findText("Warm homes (mine.json)"))
    panel.picker.list.activated.emit(panel.picker.list.currentIndex())
    assert panel.session.challenge.indicators[0].weight == 4.0 and panel.state.text() == ""
    Path(path).unlink()
    panel.picker.list_own()
    assert panel.picker.list.findText("Warm homes (mine.json)") < 0, "a file that is gone is not listed"


def test_what_was_saved_opens_with_its_project_as_saved(panel, town, tmp_path):
    settings.challenges = []
    compute(panel, town)
    other = replace(town.challenge, indicators=(replace(town.challenge.indicators[0], weight=7.0), *town.challenge.indicators[1:]))
    back = replace(panel.live.result, preview=SimpleNamespace(computed=replace(panel.live.result.computed, challenge=other)))
    write_challenge(str(tmp_path / "mine.json"), other)
    settings.challenges = [str(tmp_path / "gone.json"), str(tmp_path / "mine.json")]
    panel._back(back)
    assert panel.session.opened.file.place == str(tmp_path / "mine.json") and panel.state.text() == ""
    assert panel.session.challenge.indicators[0].weight == 7.0


def test_compute_shows_index_and_clusters(small, panel, town):
    panel.here.setChecked(True)
    assert panel.audience.currentData() == "public"
    panel.audience.setCurrentIndex(panel.audience.findData("internal"))
    assert panel.audience.toolTip().startswith("Nothing is hidden.")
    panel.compute_button.click()
    assert panel.runs.last.inputs["EXTENT"].crs() == LAMBERT and panel.runs.last.inputs["AUDIENCE"] == "internal"
    assert not any(one.isEnabled() for one in (panel.compute_button, panel.export_button, panel.comparison.button))
    panel.runs.last.cancel()
    panel.runs.last.end()
    assert panel.note.text() == "Cancelled: nothing was written." and panel.compute_button.isEnabled() and small.notices() == []
    panel.here.setChecked(False)
    small.canvas.setExtent(QgsRectangle(0, 0, 1, 1))
    compute(panel, town)
    assert small.canvas.extent().contains(panel.live.result.shown.layer.extent()), "the map goes where the result is"
    assert "EXTENT" not in panel.runs.last.inputs
    ((level, text),) = small.notices()
    count = len(panel.live.result.computed.table)
    assert level == SUCCESS and text.endswith(f"{count} clusters found." if count != 1 else "1 cluster found.")
    named = [one.name() for one in result_places.own_group().findGroups()]
    rows = panel.clusters.model().rows
    assert len(rows) == count and rows[0][0] == "1" and rows[0][-1] != "…"
    assert "of the weight is missing" in panel.note.text()
    wait_until(lambda: not panel.indicators.rows["need"].facts.text().endswith("not measured yet"))
    panel.clusters.chosen.emit(0)
    extent = small.canvas.extent()
    with_weight(panel.session, 0.5)
    show_now(panel.live)
    assert panel.clusters.model().rows[0][-1] == "…"
    panel.live.draw_belonging()
    wait_until(lambda: panel.live.drawing is None)
    assert panel.clusters.model().rows[0][-1] != "…"
    assert "The map shows your changes" in panel.note.text() and extent.width() > 0
    QgsProject.instance().removeAllMapLayers()
    assert "The result layers were removed" in panel.note.text()
    assert re.fullmatch(r"Small town, Kleine stad, Layer statistical_sectors 2025 \(\d+ \w+ \d\d:\d\d\)", *named), "asked what, and when"


def test_a_challenge_is_compared_with_itself_as_computed(small, panel, town, monkeypatch):
    panel.comparer.compare_with("computed")
    ((level, text),) = small.notices()
    assert level == WARNING and text.endswith("Compute the challenge before comparing.")
    small.bar.clearWidgets()
    compute(panel, town)
    with_weight(panel.session, 0.1)
    show_now(panel.live)
    panel.comparison.button.click()
    assert panel.tabs.currentWidget() is panel.comparison
    assert panel.comparison.summary.text().startswith("Compared with 'as last computed', ") and panel.comparison.table.model().rows
    before = panel.comparison.table.model().rows
    panel.tabs.setCurrentWidget(panel.clusters)
    with_weight(panel.session, 9.0)
    show_now(panel.live)
    panel.live.rest.timeout.emit()
    assert panel.comparison.table.model().rows != before and panel.tabs.currentWidget() is panel.clusters, "it follows, and does not come"
    wait_until(lambda: panel.live.drawing is None)
    shown = []
    monkeypatch.setattr(layers_module, "show_feature", lambda *given: shown.append(given))
    panel.comparison.chosen.emit(1)
    assert shown == [(panel.live.result.computed.units, int(panel.comparison.changes["id"][1]), small.canvas)]


def test_a_challenge_is_compared_with_another(small, panel, town, tmp_path, monkeypatch):
    from opgavenkaart.ui.challenge import comparer

    compute(panel, town)
    small.bar.clearWidgets()
    panel.comparer.compare_with(str(tmp_path / "gone.json"))
    assert small.notices()[0][0] == CRITICAL and "gone.json" in small.notices()[0][1]
    small.bar.clearWidgets()
    other = replace(town.challenge, id="other", title=Text("Andere", "Other"))
    write_challenge(tmp_path / "other.json", other)
    panel.comparer.compare_with(str(tmp_path / "other.json"))
    assert panel.runs.last.name == "challenge_index"
    panel.runs.last.end(town.outputs | {"HIDDEN_COUNT": 0, "INDICATORS": town.counts["INDICATORS"]})
    wait_until(lambda: panel.runs.last.name == "compare_clusters")
    assert panel.comparison.summary.text().startswith("Compared with 'Other', 0 of ")
    result = panel.live.result
    assert panel.runs.last.inputs["INPUT"] == town.outputs["OUTPUT_CLUSTERS"]
    assert panel.runs.last.inputs["INPUT_2"] == result.computed.clusters
    opened = []
    monkeypatch.setattr(comparer, "open_layers", lambda *given: opened.append(given))
    counts = {"STAYS_COUNT": 2, "GROWS_COUNT": 0, "SHRINKS_COUNT": 0, "NEW_COUNT": 0, "GONE_COUNT": 0}
    panel.runs.last.end(counts | {"OUTPUT": town.outputs["OUTPUT_CLUSTERS"]})
    opened[0][2]([])
    assert panel.comparison.summary.text().endswith("Clusters: 2 stay, 0 grow, 0 shrink, 0 are new, 0 are gone.")
    far = replace(result.computed, keys=np.array([f"x{key}" for key in result.computed.keys]))
    kept = panel.comparer.beside
    panel.comparer._show(replace(kept, other=far))
    assert small.notices()[0][0] == WARNING and "no areas in common" in small.notices()[0][1] and panel.comparer.beside is kept
    asked = len(panel.runs.asked)
    panel.comparer._compare(Outcome(replace(result.computed, table=result.computed.table[:0]), {}, [], ""), result)
    assert len(panel.runs.asked) == asked, "without clusters there are none to compare"


def test_a_challenge_is_saved_and_exported(small, panel, town, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(panel_module, "ask_file", lambda parent, *what: asked.append(what) or str(tmp_path / "saved.json"))
    monkeypatch.setattr(panel_module, "ask_new_folder", lambda parent, *what: asked.append(what) or "/out")
    with_weight(panel.session, 2.0)
    panel.save.trigger()
    assert asked == [("Save the challenge", town.paths["CHALLENGE"], "Challenge files (*.json)", ".json")]
    assert read_challenge(str(tmp_path / "saved.json")).indicators[0].weight == 2.0 and panel.state.text() == ""
    ((level, text),) = small.notices()
    assert level == SUCCESS and text.endswith(f"Saved as {tmp_path / 'saved.json'}.")
    small.bar.clearWidgets()
    panel.open("warm_homes")
    panel.save.trigger()
    assert asked[-1][1] == "warm_homes.json"
    small.bar.clearWidgets()
    panel.save_to(str(tmp_path / "no" / "such" / "folder.json"))
    assert small.notices()[0][0] == CRITICAL
    small.bar.clearWidgets()
    panel.export_button.click()
    assert asked[-1] == ("Choose an export folder", "warm_homes") and panel.runs.last.inputs["OUTPUT_FOLDER"] == "/out"
    settings.bundles = []
    panel.runs.last.end({"MANIFEST": "/out/manifest.json", "OUTPUT_FOLDER": "/out", "REPORT": "/out/report.html"})
    ((level, text),) = small.notices()
    assert level == SUCCESS and text.endswith("The map is ready. Open the folder, read the report") and small.bar.items()[0].duration() == 0
    assert settings.bundles == ["/out/manifest.json"]
    monkeypatch.setattr(panel_module, "ask_file", lambda *what: "")
    monkeypatch.setattr(panel_module, "ask_new_folder", lambda *what: "")
    count, before = len(panel.runs.asked), len(small.notices())
    panel.save.trigger()
    panel.export_button.click()
    assert (len(panel.runs.asked), len(small.notices())) == (count, before)


def test_dialogs_change_the_challenge(small, panel):
    panel.edit_indicator("more")
    (form,) = panel.findChildren(IndicatorDialog)
    form.weight.setValue(4)
    form.accept()
    let_go()
    assert panel.session.challenge.indicators[1].weight == 4 and panel.undo.text() == "Undo: edit an indicator"
    panel.add.trigger()
    (form,) = panel.findChildren(IndicatorDialog)
    form.title.show_text(Text("Nieuw", "New"))
    form.measured.show_measurement(Measurement("facts", "sum", field="need"))
    form.accept()
    let_go()
    assert [one.id for one in panel.session.challenge.indicators] == ["need", "more", "new"]
    panel.properties.trigger()
    (form,) = panel.findChildren(ChallengeDialog)
    form.question.show_text(Text("Waar?", "Where now?"))
    form.accept()
    let_go()
    assert panel.question.text() == "Where now?" and not panel.question.isHidden() and panel.undo.text() == "Undo: edit the challenge"
    panel.indicators.rows["need"].edited.emit("need")
    assert panel.findChildren(IndicatorDialog)[0].one.id == "need"


def test_the_dock_reads_the_catalogue_that_is_chosen_elsewhere(small, panel, town, tmp_path):
    settings.catalogue = str(tmp_path / "gone.json")
    assert panel.reading
    wait_until(lambda: not panel.reading)
    assert small.notices()[0][0] == CRITICAL and panel.catalogue.path != town.paths["CATALOGUE"]
    assert "Built-in" in panel.source.text()
    panel.live.stuck.emit(OpgaveError("It is {what}.", what="stuck"))
    assert panel.note.text() == "It is stuck."
    panel.computer.failed.emit(["One.", "Two."])
    assert "One." in small.notices()[0][1]


def test_a_result_of_a_saved_project_is_taken_over_unless_somebody_works_on_it(panel, computed, outcome):
    changed = replace(computed.challenge, owner="Saved")
    shown = SimpleNamespace(layer=None)
    result = Result(outcome, IndexPreview(replace(computed, challenge=changed)), shown, computed.index, computed.missing_share)
    panel._back(result)
    assert panel.session.challenge.owner == "Saved" and panel.undo.text() == "Undo: loaded from project"
    panel.session.change(replace(changed, owner="Mine"), "owner")
    panel._back(result)
    assert panel.session.challenge.owner == "Mine"


def test_the_tab_in_front_gets_the_height_of_its_rows_until_a_user_divides(small, panel):
    panel.resize(500, 900)
    panel.show()
    QTest.qWait(10)
    panel.clusters.model().show([("1", "a", "1", "1", "1")] * 8)
    room = sum(panel.middle.sizes())
    below = min(panel.tabs.sizeHint().height(), room // 2)
    assert abs(panel.middle.sizes()[1] - below) <= 1 and panel.tabs.sizeHint().height() > panel.clusters.sizeHint().height()
    frame = panel.tabs.sizeHint().height() - panel.clusters.sizeHint().height() - panel.tabs.tabBar().sizeHint().height()
    assert 0 <= frame <= 8 and panel.tabs.minimumSizeHint().height() - panel.clusters.minimumSizeHint().height() > 0
    panel.middle.splitterMoved.emit(100, 1)
    panel.middle.setSizes([room - 100, 100])
    sizes = panel.middle.sizes()
    panel.clusters.model().show([])
    assert panel.divided and panel.middle.sizes() == sizes
    panel.hide()
