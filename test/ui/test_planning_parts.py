"""The planning dock without a QGIS around it: what each tab asks, shows and says."""

import math
from types import SimpleNamespace

import pytest
from opgavenkaart.processing.model.geography import METRES_A_DEGREE
from opgavenkaart.processing.planning.coalition.network_drawing import ActorMark, Drawn, Edge
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.asked_runs import AskedRuns
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.small_window import CRITICAL, let_go
from opgavenkaart.ui import one_at_a_time
from opgavenkaart.ui.one_at_a_time import OneAtATime
from opgavenkaart.ui.planning import network, pins, results
from opgavenkaart.ui.planning.coalition import AROUND, CoalitionTab
from opgavenkaart.ui.planning.demand import FARTHEST, NORM, DemandList
from opgavenkaart.ui.planning.envelope import STEPS, EnvelopeTab
from opgavenkaart.ui.planning.layer_roles import KEY_PROPERTY, LINKS, RoleBox, records_of
from opgavenkaart.ui.planning.network import DOT, LARGEST, PER_LINK, NetworkView, faint, outline
from opgavenkaart.ui.planning.panel import PlanningPanel
from opgavenkaart.ui.planning.pin_tool import CATCH_PIXELS, NEXT, PinTool
from opgavenkaart.ui.planning.pins import Pins
from opgavenkaart.ui.planning.results import FIRST_LETTERS, Kind, Outputs, ResultTable, narrow
from opgavenkaart.ui.planning.sites import SitesTab, status_words
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsMapLayerProxyModel,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsVertexMarker
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QColor, QResizeEvent
from qgis.PyQt.QtWidgets import QComboBox, QWidget

ENGLISH = Language("en")
LAMBERT = QgsCoordinateReferenceSystem("EPSG:31370")


@pytest.fixture
def runs(monkeypatch):
    return AskedRuns(monkeypatch, one_at_a_time)


@pytest.fixture
def one(qgis_app):
    return OneAtATime()


@pytest.fixture
def project(small, chosen, monkeypatch, tmp_path):
    """An empty project in Lambert, whose results come to lie in a folder of the test."""
    places = (tmp_path / f"place{number}" for number in range(100))
    for module in (pins, results):
        monkeypatch.setattr(module, "new_place", lambda: next(places))
    QgsProject.instance().setCrs(LAMBERT)
    small.canvas.setDestinationCrs(LAMBERT)
    return QgsProject.instance()


# ---- tables and outputs


def test_a_table_gives_its_first_column_the_room_that_is_left(qgis_app):
    table = ResultTable(["Name", "Count", "Note"], "Results", ENGLISH)
    assert table.columnCount() == 3 and table.verticalHeader().isHidden() and not table.horizontalHeader().highlightSections()
    assert table.verticalHeader().defaultSectionSize() == table.fontMetrics().height() + 6
    assert table.horizontalHeader().resizeContentsPrecision() == 50
    table.fill([["a", 1.0, "x"], ["b", 2.0, None]])
    table.resize(900, 200)
    table.resizeEvent(QResizeEvent(table.size(), table.size()))
    assert sum(table.columnWidth(place) for place in range(3)) == table.viewport().width()
    table.setColumnWidth(1, 300)
    assert sum(table.columnWidth(place) for place in range(3)) == table.viewport().width()
    table.setColumnWidth(1, 900)
    assert table.columnWidth(0) == FIRST_LETTERS * table.fontMetrics().averageCharWidth() and FIRST_LETTERS == 18
    assert table.item(0, 0).toolTip() == "a" and table.item(1, 2).toolTip() == "" == table.item(1, 2).text()
    assert table.item(0, 1).textAlignment() == int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    assert table.item(0, 0).textAlignment() != table.item(0, 1).textAlignment()
    box = QComboBox()
    narrow(box)
    assert box.minimumContentsLength() == 8


def test_outputs_take_the_place_of_the_last_answer_and_leave_copies(small, project, one, monkeypatch, tmp_path):
    kinds = {"OUTPUT": Kind("Sites", "sites", "role"), "OUTPUT_LINES": Kind("Lines", "lines", "x")}
    outputs = Outputs(kinds, one, small.canvas, ENGLISH)
    assert outputs.files("OUTPUT_CURVE") == {
        "OUTPUT": str(tmp_path / "place0_output.gpkg"), "OUTPUT_LINES": str(tmp_path / "place0_output_lines.gpkg"),
        "OUTPUT_CURVE": str(tmp_path / "place0_output_curve.gpkg"),
    }  # fmt: skip

    def layers():
        return [memory_layer("Point", [], name="Sites"), memory_layer("LineString", [], name="Lines")]

    def put(made):
        for _ in outputs._putting(made):
            pass
        return made

    first = put(layers())
    ids = [layer.id() for layer in first]
    assert outputs.shown == dict(zip(kinds, ids, strict=True))
    copy = memory_layer("Point", [], name="Copy")
    copy.setCustomProperty("opgavenkaart/answer/sites", ids[0])
    project.addMapLayer(copy)
    second = put(layers())
    names = sorted(layer.name() for layer in project.mapLayers().values())
    assert names == ["Copy", "Lines", "Sites"] and set(ids).isdisjoint(project.mapLayers()), "a copy that somebody made stays"
    assert outputs.shown["OUTPUT"] == second[0].id() == second[0].customProperty("opgavenkaart/answer/sites")


# ---- the demand


def test_each_sector_has_a_layer_a_field_and_a_norm(small, project):
    houses = memory_layer("Point", [], "fid:integer,dwellings:integer,rent:double", name="Houses")
    plain = memory_layer("Point", [], "code:string", name="Plain")
    project.addMapLayers([houses, plain])
    demand, told = DemandList(), []
    demand.changed.connect(lambda: told.append(1))
    (row,) = demand.rows
    assert row.layer.currentLayer() is houses and row.field.currentField() == "dwellings" and row.norm.value() == NORM == 1000
    assert not row.away.isEnabled() and FARTHEST == 100_000
    demand.more.click()
    other = demand.rows[1]
    assert all(one.away.isEnabled() for one in demand.rows) and demand.column.indexOf(other) == 2
    other.layer.setLayer(plain)
    other.norm.setValue(500)
    assert other.field.currentField() == "" and len(told) >= 2
    assert demand.inputs() == {"DEMANDS": [houses, plain], "DEMAND_FIELDS": "dwellings,", "DISTANCES": "1000,500"}
    row.layer.setLayer(None)
    assert demand.inputs() == {"DEMANDS": [plain], "DEMAND_FIELDS": "", "DISTANCES": "500"}
    told.clear()
    row.away.click()
    assert demand.rows == [other] and told == [1] and not other.away.isEnabled()
    told.clear()
    other.norm.setValue(600)
    other.layer.setLayer(houses)
    other.field.setField("rent")
    assert len(told) >= 3 and other.reached == (other.layer, other.away, other.field, other.norm)
    let_go(demand)


# ---- pins on the map


def event(point, x=0, y=0):
    return SimpleNamespace(mapPoint=lambda: QgsPointXY(*point), pos=lambda: QPoint(x, y))


@pytest.fixture
def tool(small, project):
    small.canvas.resize(400, 400)
    small.canvas.setExtent(QgsRectangle(0, 0, 4000, 4000))
    found = PinTool(small.canvas, Pins())
    yield found
    found.deactivate()


def places(pins):
    return [(round(pin.geometry().asPoint().x()), round(pin.geometry().asPoint().y()), pin["status"]) for pin in pins.features()]


def test_a_click_sets_a_pin_and_one_on_it_changes_what_may_become_of_it(small, tool):
    assert tool.crs == LAMBERT and CATCH_PIXELS == 8

    def click(*point):
        tool.canvasPressEvent(event(point))
        tool.canvasReleaseEvent(event(point))

    click(1000, 1000)
    assert places(tool.pins) == [(1000, 1000, "candidate")]
    reach = 8 * small.canvas.mapUnitsPerPixel()
    click(1000 + reach - 1, 1000)
    assert places(tool.pins) == [(1000, 1000, "required")]
    for status in ("forbidden", "candidate"):
        click(1000, 1000)
        assert places(tool.pins) == [(1000, 1000, status)]
    click(1000 + reach + 1, 1000)
    assert len(tool.pins.features()) == 2, "beside it a new one"
    tool.pins.set_status([tool.pins.features()[0].id()], "existing")
    click(1000, 1000)
    assert places(tool.pins)[0] == (1000, 1000, "candidate")
    assert NEXT == {"candidate": "required", "required": "forbidden", "forbidden": "candidate", "existing": "candidate"}
    near = 1000 + reach / 2 + 2
    click(near, 1000)
    assert places(tool.pins)[1][2] == "required", "the nearest of two"


@pytest.mark.parametrize(("system", "kept"), [("EPSG:3812", "EPSG:3812"), ("EPSG:3857", "EPSG:31370"), ("EPSG:4326", "EPSG:31370")])
def test_pins_lie_where_metres_are_metres_on_the_ground(small, project, system, kept):
    """Norms are in metres: in a project in Web Mercator, as QGIS makes one of a web map, 400 m would be 250."""
    project.setCrs(QgsCoordinateReferenceSystem(system))
    pins = Pins()
    pins.add([QgsGeometry.fromPointXY(QgsPointXY(104_000, 194_000))], LAMBERT, [""])
    assert pins.layer.crs().authid() == kept
    place = QgsCoordinateTransform(pins.layer.crs(), LAMBERT, project).transform(pins.features()[0].geometry().asPoint())
    assert (round(place.x()), round(place.y())) == (104_000, 194_000)


def test_a_pin_is_dragged(small, tool):
    tool.pins.add([QgsGeometry.fromPointXY(QgsPointXY(1000, 1000))], LAMBERT, [""])
    tool.canvasPressEvent(event((1000, 1000), 100, 100))
    assert tool.held["name"] == "Site 1" and tool.pressed == QPoint(100, 100)
    tool.canvasMoveEvent(event((1010, 1000), 101, 100))
    assert tool.mark is None, "a hand that trembles drags nothing"
    tool.canvasMoveEvent(event((2000, 1500), 200, 150))
    mark = tool.mark
    assert isinstance(mark, QgsVertexMarker) and (mark.center().x(), mark.center().y()) == (2000, 1500)
    tool.canvasMoveEvent(event((2010, 1500), 101, 100))
    assert tool.mark is mark and mark.center().x() == 2010
    tool.canvasReleaseEvent(event((2500, 1500), 250, 150))
    assert places(tool.pins) == [(2500, 1500, "candidate")] and tool.mark is None and tool.held is None
    assert mark not in small.canvas.scene().items()
    tool.canvasMoveEvent(event((1, 1), 300, 300))
    assert tool.mark is None
    tool.canvasPressEvent(event((100, 100), 0, 0))
    tool.canvasMoveEvent(event((300, 300), 50, 50))
    assert tool.held is None and tool.mark is None, "the ground is not dragged"
    tool.canvasReleaseEvent(event((300, 300), 50, 50))
    assert places(tool.pins)[1:] == [(300, 300, "candidate")]
    tool.pins.remove([tool.pins.features()[1].id()])
    tool.canvasPressEvent(event((2500, 1500), 0, 0))
    tool.deactivate()
    assert tool.held is None
    tool.canvasPressEvent(event((2500, 1500), 0, 0))
    tool.canvasReleaseEvent(event((2600, 1500), 10, 0))
    assert places(tool.pins) == [(2600, 1500, "candidate")], "as far as Qt begins a drag"


def test_pins_of_a_selection_and_those_of_a_project_that_was_saved(small, project, tmp_path):
    made, told = Pins(), []
    made.changed.connect(lambda: told.append(1))
    assert made.layer is None and made.features() == [] and made.take(memory_layer("Point", []), "") == 0
    source = memory_layer("Polygon", [("POLYGON((0 0,10 0,10 10,0 0))", "A"), ("POLYGON((20 0,30 0,30 10,20 0))", None)], "name:string")
    source.selectByIds([2])
    assert made.take(source, "name") == 1 and made.features()[0]["name"] == "Site 1"
    source.removeSelection()
    assert made.take(source, "") == 2 and [pin["name"] for pin in made.features()] == ["Site 1", "Site 2", "Site 3"]
    layer = made.layer
    assert layer.source().startswith(str(tmp_path)) and layer.crs() == LAMBERT and layer.customProperty("opgavenkaart/pins")
    assert {one.value() for one in layer.renderer().categories()} == {"candidate", "existing", "required", "forbidden"}
    assert layer.renderer().classAttribute() == "status" and layer.name() == "Candidate sites"
    group = project.layerTreeRoot().findGroup("Opgavenkaart")
    assert group.children()[0].layer() is layer
    again = Pins()
    assert again.layer is layer
    told.clear()
    made.remove([])
    assert told == []
    project.removeMapLayer(layer)
    assert made.layer is None and told == [1]


def test_pins_are_set_in_the_coordinates_of_their_own_layer(small, project):
    made = Pins()
    made.add([QgsGeometry.fromPointXY(QgsPointXY(4.35, 50.85))], QgsCoordinateReferenceSystem("EPSG:4326"), ["Brussels"])
    ((x, y, _),) = places(made)
    assert (x, y) == (pytest.approx(149_000, abs=2_000), pytest.approx(170_500, abs=2_000))
    made.move(made.features()[0].id(), QgsPointXY(4.35, 50.85), QgsCoordinateReferenceSystem("EPSG:4326"))
    assert places(made)[0][:2] == (x, y)


# ---- sites


@pytest.fixture
def sites(small, project, one, runs):
    found = SitesTab(small, one, ENGLISH)
    yield found
    let_go(found)


def listed(sites):
    return [[item.text(column) for column in range(3)] for item in sites._items()]


def test_without_candidates_nothing_can_be_asked(sites, runs):
    buttons = (*sites.statuses.values(), sites.away, sites.run)
    assert not any(button.isEnabled() for button in buttons)
    assert sites.answer.text() == "Place candidates on the map, or import them from a layer."
    sites.pins.add([QgsGeometry.fromPointXY(QgsPointXY(1, 2))], LAMBERT, ["Hall"])
    assert all(button.isEnabled() for button in buttons) and listed(sites) == [["Hall", "candidate", ""]]
    assert sites.list.isColumnHidden(2) and sites.list.topLevelItem(0).toolTip(0) == "Hall"
    sites.run.click()
    assert runs.asked == [] and sites.answer.text() == "Choose the demand layer first."
    sites.pins.remove([sites.pins.features()[0].id()])
    assert not sites.run.isEnabled()


def test_the_best_plan_is_asked_and_shown(small, sites, project, runs, one, monkeypatch, tmp_path):
    houses = memory_layer("Point", [], "dwellings:integer", name="Houses")
    project.addMapLayer(houses)
    sites.pins.add([QgsGeometry.fromPointXY(QgsPointXY(x, 0)) for x in (1, 2, 3)], LAMBERT, ["A", "B", "C"])
    sites.count.setValue(2)
    asked = {"DEMANDS": [houses], "DEMAND_FIELDS": "dwellings", "DISTANCES": "1000", "CANDIDATES": sites.pins.layer}
    asked |= {"STATUS_FIELD": "status", "OBJECTIVE": "mclp", "SITES": 2}
    assert sites.inputs() == asked and sites.count.isEnabled()
    sites.objective.setCurrentIndex(sites.objective.findData("lscp"))
    assert "SITES" not in sites.inputs() and not sites.count.isEnabled()
    sites.objective.setCurrentIndex(0)
    sites.soon.start()
    sites.run.click()
    run = runs.last
    assert run.name == "find_shared_sites" and not sites.soon.isActive() and len(runs.asked) == 1
    assert {name: value for name, value in run.inputs.items() if not name.startswith("OUTPUT")} == asked
    assert set(run.inputs) - set(asked) == {"OUTPUT", "OUTPUT_CURVE"}
    sites.run.click()
    assert len(runs.asked) == 1 and sites.soon.isActive(), "it is asked again when the present one has ended"
    shown = []
    monkeypatch.setattr(sites.outputs, "show", lambda *given: shown.append(given))
    run.end({"SERVED_SHARE": 0.753, "GAP": 0, "SITE_COUNT": 2})
    ((given, tables, done),) = shown
    assert given is run.results and tables == {"OUTPUT": ("site_id", "chosen")}
    ids = [pin.id() for pin in sites.pins.features()]
    done({"OUTPUT": [[ids[0], 0], [ids[1], 1], [ids[2], 1]]})
    assert listed(sites) == [["A", "candidate", ""], ["B", "candidate", "chosen"], ["C", "candidate", "chosen"]]
    assert not sites.list.isColumnHidden(2)
    assert sites.answer.text() == "2 sites serve 75.3 % of the demand within the norm distance (for these demand figures proven optimal)."
    assert sites.words({"SERVED_SHARE": 1, "GAP": 0.02, "SITE_COUNT": 1}).startswith("1 site serves 100.0 % of the demand")
    sites.refresh()
    assert listed(sites)[1][2] == "chosen"
    done({"OUTPUT": [[ids[0], 0]]})
    assert sites.list.isColumnHidden(2)


def test_what_may_become_of_the_chosen_candidates_is_changed(sites):
    sites.pins.add([QgsGeometry.fromPointXY(QgsPointXY(x, 0)) for x in (1, 2, 3)], LAMBERT, ["A", "B", "C"])
    sites.statuses["required"].click()
    assert [row[1] for row in listed(sites)] == ["candidate"] * 3, "none is chosen"
    for row in (0, 2):
        sites.list.topLevelItem(row).setSelected(True)
    for status, words in (("required", "required"), ("forbidden", "excluded"), ("existing", "existing")):
        sites.statuses[status].click()
        assert [row[1] for row in listed(sites)] == [words, "candidate", words]
        assert len(sites._chosen()) == 2, "they stay chosen"
    sites.list.actions()[0].trigger()
    assert listed(sites) == [["B", "candidate", ""]]
    assert [status_words(one) for one in ("forbidden", "", None, "own")] == ["excluded", "", "", "own"]


def test_candidates_are_placed_and_imported(small, sites, project):
    assert small.canvas.mapTool() is not sites.tool
    sites.pin.click()
    assert small.canvas.mapTool() is sites.tool
    sites.pin.click()
    assert small.canvas.mapTool() is not sites.tool
    sites.pin.click()
    sites.leave()
    assert small.canvas.mapTool() is not sites.tool and not sites.pin.isChecked()
    sites.take.click()
    assert listed(sites) == []
    source = memory_layer("Point", [("POINT(1 2)", "Hall", "h1")], "name:string,code:string", name="Halls")
    project.addMapLayer(source)
    sites.source.setLayer(source)
    sites.take.click()
    assert listed(sites) == [["Hall", "candidate", ""]]


def test_a_change_asks_again_where_there_is_an_answer_and_somebody_wants_it(sites):
    sites.pins.add([QgsGeometry.fromPointXY(QgsPointXY(1, 0))], LAMBERT, ["A"])
    sites.count.setValue(3)
    assert not sites.soon.isActive() and sites.soon.isSingleShot() and sites.soon.interval() == 500
    sites.outputs.shown = {"OUTPUT": "x"}
    signals = (sites.demand.changed.emit, sites.pins.changed.emit)
    for change in (lambda: sites.count.setValue(4), lambda: sites.objective.setCurrentIndex(1), *signals):
        sites.soon.stop()
        change()
        assert sites.soon.isActive()
    sites.soon.stop()
    sites.live.setChecked(False)
    sites.count.setValue(5)
    assert not sites.soon.isActive()


# ---- layers by their role


def test_the_layer_that_suits_best_plays_a_role(project):
    fields = "from:string,to:string"
    known, first, second = (memory_layer("Point", [], fields, name=name) for name in ("known", "first", "second"))
    assert records_of(first) == ("", "", "")
    known.setCustomProperty(KEY_PROPERTY, "actor_links")
    assert [LINKS.rank(one) for one in (known, first)] == [0, 1] and LINKS.rank(memory_layer("Point", [], "from:string")) is None
    box = RoleBox(LINKS, QgsMapLayerProxyModel.Filter.VectorLayer)
    assert box.currentLayer() is None
    project.addMapLayers([second, first], False)
    assert box.currentLayer() in (first, second), "neither is in the list of layers: either will do"
    box.setLayer(None)
    project.layerTreeRoot().addLayer(second)
    project.layerTreeRoot().insertLayer(0, first)
    box.propose()
    assert box.currentLayer() is first, "of equals the highest"
    box.setLayer(None)
    project.addMapLayer(known)
    assert box.currentLayer() is known
    box.setLayer(second)
    box.propose()
    assert box.currentLayer() is second, "what is chosen stays"


# ---- the envelope


@pytest.fixture
def envelope(small, project, one, runs):
    rows = [(None, "Insulate", 100_000.0, 5.0, "warm_homes"), (None, "Trees", 300_000.0, 8.0, "green_and_cool")]
    project.addMapLayer(memory_layer("Point", rows, "name:string,cost:double,effect:double,challenge:string", name="Measures"))
    found = EnvelopeTab(small, one, ENGLISH)
    yield found
    let_go(found)


def test_the_envelope_asks_for_a_portfolio_and_for_the_negotiation(envelope, runs, one, monkeypatch):
    measures = envelope.measures.currentLayer()
    asked = {"MEASURES": measures, "COST_FIELD": "cost", "EFFECT_FIELD": "effect", "ENVELOPE": "200000.0", "RULES": "", "ACTORS": None}
    asked |= {"CASES": 25}
    assert envelope.inputs() == asked | {"LANGUAGE": "en"} and measures.name() == "Measures"
    envelope.soon.start()
    envelope.run.click()
    assert runs.last.name == "allocate_envelope" and not envelope.soon.isActive()
    assert set(runs.last.inputs) - set(asked) == {"LANGUAGE", "OUTPUT"}
    envelope.talk.click()
    assert len(runs.asked) == 1 and envelope.soon.isActive(), "it waits for the present one"
    shown = []
    monkeypatch.setattr(envelope.outputs, "show", lambda *given: shown.append(given))
    runs.last.end({})
    assert shown[-1][1] == {"OUTPUT": ("name", "chosen", "cost", "paid_euro", "chosen_share")}
    envelope.talk.click()
    assert set(runs.last.inputs) - set(asked) == {"LANGUAGE", "OUTPUT", "OUTPUT_NEGOTIATION"}
    runs.last.end({"OUTPUT_NEGOTIATION": "x"})
    assert list(shown[-1][1]) == ["OUTPUT", "OUTPUT_NEGOTIATION"] and shown[-1][1]["OUTPUT_NEGOTIATION"][0] == "party_name"
    envelope.effects.deselectAllOptions()
    count = len(runs.asked)
    envelope.find()
    envelope.effects.selectAllOptions()
    envelope.cost.setField("")
    envelope.find()
    assert len(runs.asked) == count and envelope.answer.text() == "Choose measures and the fields with cost and effect first."


def test_a_portfolio_is_not_taken_for_the_answer_to_a_later_question(envelope, runs, one, monkeypatch):
    """While the next is sought no answer stands there; where that fails or is cancelled, the table is said to be of the one before."""
    monkeypatch.setattr(envelope.outputs, "show", lambda results, asked, done: done({"OUTPUT": [["Trees", 1.0, 3.0, 3.0, 1.0]]}))
    found = {"GAP": 0, "ENVELOPE_COST": 3, "TOTAL_EFFECT": 8, "CHOSEN_COUNT": 1, "MEASURE_COUNT": 2, "RUNNER_UP_COUNT": 0, "CASE_COUNT": 0}
    old = "There is no portfolio for this ceiling: the table shows the one found before."
    envelope.find()
    runs.last.end(errors=["no"])
    assert envelope.answer.text() == "" and envelope.portfolio.rowCount() == 0
    envelope.find()
    runs.last.end(found)
    assert envelope.answer.text().startswith("1 of 2 measures")
    one.failed.emit(["of another tab"])
    assert envelope.answer.text().startswith("1 of 2 measures")
    envelope.find()
    assert envelope.answer.text() == ""
    runs.last.end(errors=["no"])
    assert envelope.answer.text() == old and envelope.portfolio.rowCount() == 1
    envelope.find()
    one.cancel()
    runs.last.end()
    assert envelope.answer.text() == old
    envelope.find()
    runs.last.end(found)
    assert envelope.answer.text().startswith("1 of 2 measures")


def test_slider_and_ceiling_follow_each_other(envelope):
    assert [one.sizePolicy().verticalStretch() for one in (envelope.portfolio, envelope.table)] == [2, 1]
    assert STEPS == 200 and (envelope.all, envelope.ceiling.maximum(), envelope.ceiling.singleStep()) == (400_000, 400_000, 2_000)
    envelope.slider.setValue(50)
    assert envelope.ceiling.value() == 100_000 and not envelope.soon.isActive()
    envelope.ceiling.setValue(300_000)
    assert envelope.slider.value() == 150
    envelope.ceiling.setValue(301_234)
    assert envelope.slider.value() == 151 and envelope.ceiling.value() == 301_234, "to what was typed the slider only comes near"
    envelope.outputs.shown = {"OUTPUT": "x"}
    envelope.ceiling.setValue(200_000)
    assert envelope.soon.isActive() and envelope.soon.isSingleShot() and envelope.soon.interval() == 250
    assert envelope.most.text() == "All measures together cost 400,000 euro."
    envelope.before = {1}
    envelope.cost.setField("effect")
    assert envelope.before == set() and envelope.all == 13 and envelope.ceiling.singleStep() == 1
    envelope.cost.setField("")
    assert envelope.most.text() == "Choose the field with the cost of each measure."
    assert envelope.all == 0 and envelope.ceiling.maximum() == 1
    envelope.ceiling.setValue(1)
    assert envelope.slider.value() == 0
    envelope.cost.setField("cost")
    envelope.challenge.setCurrentIndex(1)
    assert envelope.all in (100_000, 300_000)
    others = memory_layer(
        "Point", [(None, "A", 5.0, "x"), (None, "B", 7.0, None)], "name:string,cost:double,challenge:string", name="Others"
    )
    QgsProject.instance().addMapLayer(others)
    envelope.measures.setLayer(others)
    assert envelope.all == 12 and envelope.ceiling.value() == 6, "what was chosen of the layer before says nothing of this one"
    dear = memory_layer("Point", [(None, "A", 1_234_567.0)], "name:string,cost:double", name="Dear")
    QgsProject.instance().addMapLayer(dear)
    envelope.measures.setLayer(dear)
    assert envelope.ceiling.singleStep() == 6_000, "a two-hundredth, in thousands"
    envelope.measures.setLayer(None)
    assert envelope.inputs()["MEASURES"] is None and not envelope.challenge.isEnabled() and envelope.challenge.count() == 1
    envelope.measures.setLayer(None)
    assert "load 'Measures' from the catalogue" in envelope.most.text(), "who has no measures reads where there are any"


def test_measures_of_one_challenge_alone_need_no_choice(small, project, one, runs):
    layer = memory_layer("Point", [(None, "A", 5.0, "x"), (None, "B", 7.0, None)], "name:string,cost:double,challenge:string", name="One")
    project.addMapLayer(layer)
    tab = EnvelopeTab(small, one, ENGLISH)
    tab.measures.setLayer(layer)
    assert not tab.challenge.isEnabled() and tab.all == 12
    results = {"GAP": 0, "ENVELOPE_COST": 5, "TOTAL_EFFECT": 2, "CHOSEN_COUNT": 1, "MEASURE_COUNT": 2, "RUNNER_UP_COUNT": 1}
    results |= {"CASE_COUNT": 0}
    told = "1 of 2 measures for 5 euro, effect 2 (for these estimates proven optimal); 1 alternative within 1 %."
    assert tab.words(results) == told
    assert tab.words(results | {"CASE_COUNT": 25, "STAY_COUNT": 1}) == (
        f"{told} With effects up to 20 % off, 1 of these measures are chosen in at least 90 % of 25 cases."
    )
    let_go(tab)


# ---- coalitions


def node(name, x, y, **more):
    facts = {"kind": "public", "degree": 1, "clusters": "1", "broker": False} | more
    return ActorMark(name, facts["kind"], facts["degree"], facts["clusters"], facts["broker"], x, y, QgsPointXY(1000 * x, 2000 * y))


@pytest.fixture
def coalition(small, project, one, runs):
    found = CoalitionTab(small, one, ENGLISH)
    yield found
    let_go(found)


def test_a_coalition_is_asked_of_clusters_and_actors(small, coalition, project, runs, monkeypatch):
    coalition.run.click()
    assert runs.asked == [] and coalition.answer.text() == "Choose the clusters layer and the actors layer first."
    clusters = memory_layer("Polygon", [], "cluster_id:integer,cluster_label:string", name="Clusters")
    actors = memory_layer("Point", [], "actor_id:string,kind:string", name="Actors")
    project.addMapLayers([clusters, actors])
    coalition.challenge.setCurrentIndex(coalition.challenge.findData("warm_homes"))
    coalition.run.click()
    asked = {"CLUSTERS": clusters, "ACTORS": actors, "LINKS": None, "CHALLENGE": "warm_homes", "LANGUAGE": "en"}
    assert runs.last.name == "map_coalitions" and {name: runs.last.inputs[name] for name in asked} == asked
    assert set(runs.last.inputs) - set(asked) == {"OUTPUT_ACTORS", "OUTPUT_LINKS", "OUTPUT_CLUSTERS"}
    shown = []
    monkeypatch.setattr(coalition.outputs, "show", lambda *given: shown.append(given))
    runs.last.end({})
    assert list(shown[0][1]) == ["OUTPUT_CLUSTERS", "OUTPUT_LINKS"] and shown[0][1]["OUTPUT_LINKS"][2] == "state"


def test_a_coalition_is_told_in_lists_and_a_drawing(small, coalition, project, monkeypatch):
    monkeypatch.setattr("opgavenkaart.ui.planning.coalition.Work", lambda *given: coalition.__dict__.setdefault("drawing", given))
    results = {"ACTOR_COUNT": 1200, "LINK_COUNT": 3, "INCOMPLETE_COUNT": 2, "TO_MAKE_COUNT": 1, "OUTPUT_ACTORS": "a", "OUTPUT_LINKS": "l"}
    links = [["A", "B", "to_make", 2, "C"], ["D", "E", "exists", 1, ""], ["F", "G", "to_make", 1, ""]]
    coalition._show(results, {"OUTPUT_CLUSTERS": [["North", 3, "school", 1]], "OUTPUT_LINKS": links})
    assert coalition.answer.text() == (
        "1,200 actors, 3 known links; 2 clusters with a role without known actor;"
        " 1 pairs share clusters without a known link: they may already know each other."
    )
    assert coalition.clusters_list.texts() == [["North", "3", "school", "1"]]
    assert coalition.links_list.texts() == [["F", "G", ""], ["A", "B", "C"]], "the most urgent first, those that are there left out"
    coalition._draw(SimpleNamespace(ok=False))
    assert coalition.drawn is None
    coalition.choose(0)
    drawn = Drawn([node("A's", 0.2, 0.2, broker=True, degree=2), node("B", 0.8, 0.8)], [Edge(0, 1, True)], "EPSG:31370")
    coalition._draw(SimpleNamespace(ok=True, value=drawn))
    assert coalition.actors_list.texts() == [["A's", "1", "2", "broker"], ["B", "1", "1", ""]] and len(coalition.network.nodes) == 2


def test_a_chosen_actor_is_shown_on_the_map_and_in_the_list(small, coalition, project):
    layer = memory_layer("Point", [("POINT(200 400)", "A's"), ("POINT(800 1600)", "B")], "actor_name:string", name="Actors")
    project.addMapLayer(layer)
    coalition.outputs.shown["OUTPUT_ACTORS"] = layer.id()
    drawn = Drawn([node("A's", 0.2, 0.2), node("B", 0.8, 0.8)], [Edge(0, 1, True)], "EPSG:31370")
    coalition._draw(SimpleNamespace(ok=True, value=drawn))
    small.canvas.resize(300, 300)
    coalition.network.chosen.emit(0)
    assert coalition.network.nodes[0].isSelected() and coalition.actors_list.currentRow() == 0
    assert [feature["actor_name"] for feature in layer.selectedFeatures()] == ["A's"]
    shown = small.canvas.extent()
    assert (shown.center().x(), shown.center().y()) == pytest.approx((200, 400)) and AROUND == 400
    assert min(shown.width(), shown.height()) == pytest.approx(800 + 2 * 16)
    coalition.actors_list.selectRow(1)
    assert coalition.network.nodes[1].isSelected() and [one["actor_name"] for one in layer.selectedFeatures()] == ["B"]
    for number in (-1, 2):
        coalition.choose(number)
    assert coalition.network.nodes[1].isSelected()
    coalition._draw(SimpleNamespace(ok=True, value=Drawn(drawn.nodes, [], "EPSG:4326")))
    small.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    project.removeMapLayer(layer)
    coalition.choose(1)
    assert min(small.canvas.extent().width(), small.canvas.extent().height()) == pytest.approx(1.04 * 800 / METRES_A_DEGREE, rel=0.01)
    assert pytest.approx(math.radians(1) * 6_371_009, abs=1) == METRES_A_DEGREE


# ---- the drawing of the network


@pytest.mark.parametrize(("corners", "first"), [(3, (0, -5)), (4, (0, -5)), (6, (0, -5))])
def test_actors_of_a_kind_have_a_shape_of_their_own(qgis_app, corners, first):
    path = outline(corners, 5)
    elements = [path.elementAt(place) for place in range(path.elementCount())]
    points = [(round(one.x, 6), round(one.y, 6)) for one in elements]
    assert points[0] == points[-1] == first and len(set(points)) == corners == len(points) - 1
    assert all(abs((x**2 + y**2) ** 0.5 - 5) < 1e-5 for x, y in points)
    circle = outline(0, 5).boundingRect()
    assert (circle.x(), circle.y(), circle.width(), circle.height()) == (-5, -5, 10, 10)


def test_an_actor_is_larger_with_more_links_up_to_a_bound(qgis_app):
    view = NetworkView()
    facts = (("a", 0, "non_profit"), ("b", 4, "other"), ("c", 99, "other"))
    nodes = [node(name, 0.1, 0.1, degree=degree, kind=kind) for name, degree, kind in facts]
    view.show_network(Drawn(nodes, [], "EPSG:31370"))
    widths = [item.path().boundingRect().width() for item in view.nodes]
    assert widths == [2 * DOT, 2 * (DOT + 4 * PER_LINK), 2 * LARGEST] and (DOT, PER_LINK, LARGEST) == (4.0, 0.5, 9.0)
    colours = [item.brush().color().name() for item in view.nodes]
    assert colours == [network.actor_colour(kind) for kind in ("non_profit", "other", "other")] and colours[0] != colours[1]
    assert [item.pen().widthF() for item in view.nodes] == [1.0] * 3
    rect = view.scene().sceneRect()
    assert [round(one, 9) for one in (rect.x(), rect.y(), rect.width(), rect.height())] == [-0.06, -0.06, 1.12, 1.12]
    assert all(name.zValue() == 1 and not name.isVisible() and name.ground.alphaF() == pytest.approx(0.75, abs=0.01) for name in view.names)
    assert all(item.flags() & item.GraphicsItemFlag.ItemIgnoresTransformations for item in (*view.nodes, *view.names))
    assert all(item.flags() & item.GraphicsItemFlag.ItemIsSelectable for item in view.nodes)
    view.show_network(Drawn(nodes, [Edge(0, 1, True), Edge(1, 2, False)], "EPSG:31370"))
    there, wanted = (line.pen() for _, _, line in view.links)
    assert there.color().alphaF() == pytest.approx(0.4, abs=0.01) and wanted.color().alphaF() == 1
    assert (there.style(), wanted.style()) == (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine) and there.widthF() == wanted.widthF() == 1.5
    view.choose(0)
    assert [line.opacity() for _, _, line in view.links] == [1, 0.25]
    many = [node(str(number), 0.05 * number, 0.5) for number in range(12)]
    view.show_network(Drawn(many, [Edge(0, number, True) for number in range(1, 12)], "EPSG:31370"))
    named = []
    view._name_some = named.append
    view.choose(0)
    view.choose(5)
    assert named == [list(range(9)), [5, 0]], "the chosen one and eight of its neighbours"
    pale = faint(QColor("#123456"), 0.4)
    assert pale.name() == "#123456" and pale.alphaF() == pytest.approx(0.4, abs=0.01)
    view.show_network(Drawn(nodes[:1], [], "EPSG:31370"))
    assert len(view.nodes) == len(view.names) == 1 and len(view.scene().items()) == 2


# ---- the dock


def test_the_dock_offers_nothing_that_computes_while_something_does(small, project, runs, qgis_processing):
    panel = PlanningPanel(small)
    buttons = (panel.sites.run, panel.envelope.run, panel.envelope.talk, panel.coalition.run)
    panel.runs.busy.emit(True)
    assert not any(button.isEnabled() for button in buttons)
    panel.runs.busy.emit(False)
    assert all(button.isEnabled() for button in buttons)
    panel.runs.start("x", {}, lambda run: None)
    runs.last.end(errors=["It failed."])
    ((level, text),) = small.notices()
    assert level == CRITICAL and text.endswith("It failed.")
    panel.sites.pin.click()
    assert small.canvas.mapTool() is panel.sites.tool
    parent = QWidget()
    panel.setParent(parent)
    parent.show()
    parent.hide()
    assert small.canvas.mapTool() is not panel.sites.tool, "a dock that is put away gives the map's tool back"
    let_go(panel)
