"""Parts of the docks, each on its own: what they show, sum, sort and enable."""

import datetime
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.model.builtin_challenges import builtin_titles
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.ui.catalogue.entries import Filters, by_sector, entries
from opgavenkaart.ui.challenge.clusters import cluster_rows
from opgavenkaart.ui.challenge.comparison_panel import ComparisonPanel, places
from opgavenkaart.ui.challenge.histogram import spread
from opgavenkaart.ui.challenge.indicators import IndicatorList
from opgavenkaart.ui.challenge.row import IndicatorRow
from opgavenkaart.ui.challenge.session import Session
from opgavenkaart.ui.map.bundles import MapList
from opgavenkaart.ui.one_at_a_time import OneAtATime
from opgavenkaart.ui.planning.envelope import PAID, EnvelopeTab, title_field, total
from opgavenkaart.ui.planning.layer_roles import COSTS, MEASURES, LayerRole, number_fields, usual_field
from opgavenkaart.ui.planning.pins import Pins, free_name
from opgavenkaart.ui.planning.results import MOST_ROWS, ResultTable, how_sure
from opgavenkaart.ui.recent import MOST, forget, remember
from opgavenkaart.ui.settings import settings
from qgis.core import QgsGeometry, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import Qt

DUTCH = Language("nl")
TODAY = datetime.date(2026, 12, 1)


# ---- catalogue


@pytest.fixture(scope="module")
def known(qgis_app, demo_city):
    return entries(read_catalogue(demo_city["CATALOGUE"]), DUTCH, TODAY)


def test_entries_stand_by_title_and_sectors_too(known):
    assert [one.title.lower() for one in known] == sorted(one.title.lower() for one in known)
    groups = by_sector(known, known[0].catalogue, DUTCH)
    assert [title.lower() for title, _ in groups] == sorted(title.lower() for title, _ in groups)
    assert sum(len(rows) for _, rows in groups) == len(known)
    for title, rows in groups:
        assert {one.sector for one in rows} == {rows[0].sector}
        assert title == (known[0].catalogue.sector_title(rows[0].sector).nl if rows[0].sector else "Overige")


FILTERS = {
    "sector": lambda one: one.sectors[-1] if one.sectors else None,
    "publisher_kind": lambda one: one.record.publisher.kind,
    "light": lambda one: one.light.value,
    "licence": lambda one: one.record.licence.name or None,
    "redistribution": lambda one: one.record.redistribution,
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_leaves_what_has_that_value_and_nothing_else(known, name):
    values = sorted({value for one in known if (value := FILTERS[name](one))})
    assert len(values) > 1
    for value in values[:4]:
        left = [one for one in known if Filters(**{name: value}).admits(one)]
        wanted = (
            [one for one in known if value in one.sectors] if name == "sector" else [one for one in known if FILTERS[name](one) == value]
        )
        assert left == wanted and 0 < len(left) < len(known)


def test_filters_hold_together_and_a_challenge_leaves_its_layers(known):
    assert all(Filters().admits(one) for one in known)
    challenge = read_challenge("warm_homes")
    left = {one.id for one in known if Filters(challenge=challenge).admits(one)}
    assert left == challenge.layers().keys() & {one.id for one in known} != set()
    some = frozenset(sorted(left)[:2])
    assert {one.id for one in known if Filters(challenge=challenge, favourites=some).admits(one)} == some
    assert not any(Filters(favourites=frozenset()).admits(one) for one in known), "no favourites leave nothing"


# ---- challenge


def test_rows_of_clusters_say_how_probably_their_areas_belong(qgis_app):
    table = pd.DataFrame({"cluster_id": [1, 2], "cluster_label": ["Noord", "Zuid"], "population": [1200.0, 80.0], "unit_count": [4, 2]})
    computed = SimpleNamespace(table=table)
    assert cluster_rows(computed, np.array([71.6, 50.2]), np.array([0.934, np.nan]), DUTCH) == [
        ("1", "Noord", "1.200", "72", "vrijwel zeker (93 %)"), ("2", "Zuid", "80", "50", ""),
    ]  # fmt: skip
    assert [row[-1] for row in cluster_rows(computed, np.array([71.6, 50.2]), None, DUTCH)] == ["…", "…"]


def test_places_risen_and_fallen(qgis_app):
    assert (places(3, DUTCH), places(-12, DUTCH), places(0, DUTCH)) == ("▲ 3", "▼ 12", "=")
    view = ComparisonPanel(DUTCH)
    index = {"before": [50.04, 40.0, 30.0], "after": [60.0, 35.06, 30.0]}
    changes = pd.DataFrame({"id": [1, 2, 3], "name": ["A", "B", "C"], **index, "change": [2, -1, 0]})
    view.show_changes(changes, "Vorige", "Clusters: 1 blijft.")
    assert view.summary.text() == "Ten opzichte van 'Vorige' veranderen 2 van de 3 gebieden van rang. Clusters: 1 blijft."
    view.show_changes(changes, "Vorige")
    assert view.summary.text() == "Ten opzichte van 'Vorige' veranderen 2 van de 3 gebieden van rang."
    assert view.table.model().rows == [("A", "50,0", "60,0", "▲ 2"), ("B", "40,0", "35,1", "▼ 1"), ("C", "30,0", "30,0", "=")]


def test_how_values_are_spread_in_words(qgis_app):
    words = spread(np.array([3.0, np.nan, 1.0, 10.0, np.inf]), "m", DUTCH)
    assert words == "laagste 1 m, mediaan 3 m, hoogste 10 m"
    assert spread(np.array([np.nan]), "m", DUTCH) == "geen waarden"


def test_a_row_shows_its_weight_and_says_what_was_weighed(qgis_app):
    one = replace(read_challenge("warm_homes").indicators[0], weight=1.5)
    row, heard = IndicatorRow(one.id, DUTCH), []
    row.show_indicator(one, "Sociaal beleid", "#123456")
    row.weighed.connect(lambda *what: heard.append(what))
    assert (row.slider.value(), row.slider.maximum(), row.weight.value()) == (15, 50, 1.5) and not heard
    assert row.direction.text() == "Lage waarde = nood"
    row.show_indicator(replace(one, weight=4.0, direction="high"), "Sociaal beleid", "#123456")
    assert (row.slider.maximum(), row.direction.text()) == (80, "Hoge waarde = nood"), "the slider reaches twice the weight"
    row.slider.setValue(23)
    assert [(id, weight) for id, weight, _ in heard] == [(one.id, 2.3)]
    row.weight.setValue(0.25)
    assert heard[-1][:2] == (one.id, 0.25) and heard[-1][2] == heard[0][2], "what follows at once is one movement"
    row.show_values(np.array([1.0, np.nan]), 0.5, "m", "#123456")
    row.show_share(0.256)
    assert row.facts.text() == "Sociaal beleid · 26\u00a0% van het gewicht · 50\u00a0% ontbreekt"
    row.show_values(None, 0.0, "", "#123456")
    row.show_share(1.0)
    assert row.facts.text().endswith("nog niet gemeten")


def test_a_row_unfolds_to_its_details(qgis_app):
    one = read_challenge("warm_homes").indicators[0]
    row = IndicatorRow(one.id, DUTCH)
    row.show_indicator(one, "Sociaal beleid", "#123456")
    folded = (row.details, row.direction, row.histogram, row.edit)
    assert not any(widget.isVisibleTo(row) for widget in folded) and all(
        widget.isVisibleTo(row) for widget in (row.title, row.slider, row.weight)
    )
    low = row.sizeHint().height()
    row.fold.click()
    assert all(widget.isVisibleTo(row) for widget in folded) and row.sizeHint().height() > 1.5 * low
    row.fold.click()
    assert not row.details.isVisibleTo(row) and row.fold.toolTip().startswith("Details van ")


def test_all_rows_unfold_at_once_and_a_row_that_is_made_anew_is_as_it_was(qgis_app):
    kept, settings.details = settings.details, False
    try:
        session = Session()
        session.start("warm_homes")
        shown = IndicatorList(session, DUTCH, lambda id: None)
        shown.resize(380, 300)
        shown.show_challenge(session.challenge, read_catalogue(), None)
        first, second, *_ = shown.rows
        assert not any(row.details.isVisibleTo(row) for row in shown.rows.values())
        line = shown.height_of(1)
        assert 0 < line < shown.height_of(4) <= 4 * 2 * line
        shown.rows[first].fold.click()
        assert shown.height_of(1) > 1.5 * line, "unfolded, it is higher"
        session.remove_indicator(second)
        shown.show_challenge(session.challenge, read_catalogue(), None)
        assert [id for id, row in shown.rows.items() if row.fold.isChecked()] == [first]
        shown.show_details(True)
        assert settings.details and all(row.details.isVisibleTo(row) for row in shown.rows.values())
        shown.show_details(False)
        assert not settings.details and not any(row.fold.isChecked() for row in shown.rows.values())
    finally:
        settings.details = kept


def test_a_session_goes_back_a_movement_at_a_time(qgis_app, tmp_path):
    session, changes = Session(), []
    session.start("warm_homes")
    first = session.challenge
    session.changed.connect(lambda: changes.append(session.challenge))
    id, other = first.indicators[0].id, first.indicators[1].id
    for weight in (2.0, 2.5, 3.0):
        session.change_indicator(id, "gewicht", "move 1", weight=weight)
    session.change_indicator(id, "gewicht", "move 2", weight=4.0)
    session.change_indicator(other, "gewicht", weight=0.5)
    assert [one.weight for one in session.challenge.indicators[:2]] == [4.0, 0.5]
    assert session.stack.count() == 3 and not session.opened.is_saved
    session.stack.undo()
    session.stack.undo()
    assert session.challenge.indicators[0].weight == 3.0
    session.stack.undo()
    assert session.challenge == first and session.opened.is_saved and not session.stack.canUndo()
    told = len(changes)
    session.change(first, "niets")
    assert len(changes) == told, "what changes nothing is no step"
    session.remove_indicator(id)
    assert [one.id for one in session.challenge.indicators] == [one.id for one in first.indicators[1:]]
    session.put_indicator(first.indicators[0])
    assert session.challenge.indicators[-1] == first.indicators[0]
    session.put_indicator(replace(first.indicators[0], weight=9.0), instead_of=id)
    assert [one.weight for one in session.challenge.indicators if one.id == id] == [9.0]
    session.save(str(tmp_path / "mine.json"))
    assert session.opened.is_saved and read_challenge(str(tmp_path / "mine.json")).indicators[-1].weight == 9.0


# ---- planning


def test_how_far_from_the_best(qgis_app):
    assert how_sure(0, DUTCH) == "proven optimal"
    assert "2,5 %" in how_sure(0.025, DUTCH)


def test_a_table_of_results_has_numbers_to_the_right_and_hides_what_is_empty(qgis_app):
    table = ResultTable(["Wat", "Hoeveel", "Niets"], "Uitslag", DUTCH)
    table.fill([["a", 1234.4, None], ["b", 5, ""]])
    assert table.texts() == [["a", "1.234", ""], ["b", "5", ""]]
    assert table.item(0, 1).textAlignment() & int(Qt.AlignmentFlag.AlignRight)
    assert [table.isColumnHidden(place) for place in range(3)] == [False, False, True]
    table.fill([["a", 1, "x"]] * (MOST_ROWS + 1))
    assert table.rowCount() == MOST_ROWS and not table.isColumnHidden(2)


@pytest.fixture
def measures(qgis_new_project):
    warm, green = "warm_homes", "green_and_cool"
    rows = [("Isolatie", 100.0, 5.0, warm), ("Bomen", 250.0, 8.0, green), ("Pomp", -5.0, 1.0, warm), ("Later", None, 1.0, warm)]
    fields = "name:string,cost:double,effect:double,challenge:string"
    layer = memory_layer("Point", [(None, *row) for row in rows], fields, name="Maatregelen")
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_costs_are_summed_above_nothing_and_of_the_challenge_asked(measures):
    assert total(measures, "cost", "") == 350
    assert total(measures, "cost", "\"challenge\" = 'warm_homes'") == 100
    assert title_field(measures) == "name"
    assert title_field(memory_layer("Point", [], "code:string,Titel:string")) == "Titel"
    assert title_field(memory_layer("Point", [], "code:string,other:string")) == "code"


@pytest.fixture
def tab(measures, qgis_iface):
    return EnvelopeTab(qgis_iface, OneAtATime(), DUTCH)


def test_the_ceiling_goes_up_to_what_all_measures_of_the_challenge_cost(tab, measures):
    tab.measures.setLayer(measures)
    assert (tab.all, tab.ceiling.maximum(), tab.ceiling.value()) == (350, 350, 175)
    assert (tab.slider.value(), tab.run.isEnabled(), tab.talk.isEnabled()) == (100, True, True)
    assert "350 euro" in tab.most.text()
    tab.slider.setValue(50)
    assert tab.ceiling.value() == round(350 / 4)
    assert [tab.challenge.itemText(place) for place in range(tab.challenge.count())][0] == "all"
    assert tab.challenge.count() == 3 and tab.challenge.isEnabled()
    tab.challenge.setCurrentIndex(tab.challenge.findText(builtin_titles()["warm_homes"].nl))
    assert (tab.all, tab.ceiling.maximum()) == (100, 100)
    inputs = tab.inputs()
    assert (inputs["COST_FIELD"], inputs["EFFECT_FIELD"]) == ("cost", "effect")
    assert "warm_homes" in inputs["MEASURES"].filterExpression
    tab.cost.setField("")
    assert not tab.run.isEnabled() and not tab.talk.isEnabled()


def test_the_portfolio_shows_the_chosen_first_and_what_changed(tab, measures):
    tab.measures.setLayer(measures)
    results = {"GAP": 0, "ENVELOPE_COST": 300.0, "TOTAL_EFFECT": 13.0, "CHOSEN_COUNT": 2, "MEASURE_COUNT": 3, "RUNNER_UP_COUNT": 2}
    results |= {"CASE_COUNT": 25, "STAY_COUNT": 1}
    rows = [["Isolatie", 0, 100.0, 0.0, 0.12], ["Bomen", 1, 250.0, 250.0, 1.0], ["Pomp", 0.5, 60.0, 30.0, 0.88]]
    tab._show(results, {"OUTPUT": rows})
    assert [row[-1] for row in tab.portfolio.texts()] == ["25 of 25", "22 of 25", "3 of 25"]
    assert [row[:3] for row in tab.portfolio.texts()] == [["Bomen", "chosen", ""], ["Pomp", "for 50 %", ""], ["Isolatie", "", ""]]
    assert not tab.portfolio.isColumnHidden(PAID), "the envelope pays less than the cost of one"
    assert not tab.table.isVisibleTo(tab)
    assert tab.portfolio.horizontalHeaderItem(0).text() == "Measure to take"
    assert tab.answer.text().startswith("2 of 3 measures for 300 euro, effect 13 (for these estimates proven optimal); 2 alternatives")
    assert tab.answer.text().endswith("1 of these measures are chosen in at least 90 % of 25 cases.")
    found = {
        "OUTPUT": [["Isolatie", 1, 100.0, 100.0, 1.0], ["Bomen", 1, 250.0, 250.0, None], ["Pomp", 0, 60.0, 0.0, 0.0]],
        "OUTPUT_NEGOTIATION": [["Stad", 2, 350.0, 0.0, 9.0, 4.5], ["OCMW", 0, 0.0, 20.0, 1.0, 0.5]],
    }
    tab._show(results, found)
    assert [row[:3] for row in tab.portfolio.texts()] == [
        ["Bomen", "chosen", ""],
        ["Isolatie", "chosen", "new"],
        ["Pomp", "", "dropped"],
    ]
    assert tab.portfolio.isColumnHidden(PAID), "where it pays the cost, that is said once"
    parties = tab.table.texts()
    assert [row[:4] for row in parties] == [["Stad", "2", "350", ""], ["OCMW", "0", "0", "20"]]
    assert [row[-1] for row in tab.portfolio.texts()] == ["", "25 of 25", ""]
    assert tab.table.isVisibleTo(tab)


def test_a_layer_plays_a_role_by_its_record_before_its_fields(measures):
    role = LayerRole(("a", "b"), (("cost",), ("effect", "gain")))
    assert role.rank(measures) == 2, "no such record, but a field of each group"
    measures.setCustomProperty("opgavenkaart/key", "b")
    assert role.rank(measures) == 1
    assert LayerRole(("x",), (("cost",), ("gain",))).rank(measures) is None and LayerRole(()).rank(measures) is None
    defects = memory_layer("Point", [], "code:string,severity:string,message:string,cost:string")
    assert MEASURES.rank(defects) is None and MEASURES.rank(measures) == 1, "a field of costs alone makes no measures"
    assert number_fields(measures).names() == ["cost", "effect"] and number_fields(None).names() == []
    keyed = memory_layer("Point", [], "fid:integer,kost:double,cost_euro:double,name:string")
    assert number_fields(keyed).names() == ["kost", "cost_euro"]
    assert usual_field(number_fields(keyed), COSTS) == "cost_euro" and usual_field(number_fields(keyed), ("x",)) == ""


def test_pins_are_named_moved_and_get_a_status(qgis_new_project):
    QgsProject.instance().setCrs(memory_layer("Point", []).crs())
    pins, told = Pins(), []
    pins.changed.connect(lambda: told.append(1))
    crs = QgsProject.instance().crs()
    pins.add([QgsGeometry.fromPointXY(QgsPointXY(x, 0)) for x in (1, 2, 3)], crs, ["", "Hal", ""])
    names = [pin["name"] for pin in pins.features()]
    assert names == ["Site 1", "Hal", "Site 2"]
    assert {pin["status"] for pin in pins.features()} == {"candidate"} and told
    ids = [pin.id() for pin in pins.features()]
    pins.set_status(ids[1:], "required")
    assert [pin["status"] for pin in pins.features()] == ["candidate", "required", "required"]
    pins.move(ids[0], QgsPointXY(50, 60), crs)
    assert [round(one) for one in next(iter(pins.features())).geometry().asPoint()] == [50, 60]
    pins.remove(ids[:1])
    assert [pin.id() for pin in pins.features()] == ids[1:]
    source = memory_layer("Point", [("POINT(7 8)", "Zaal"), (None, "Nergens")], "name:string")
    assert pins.take(source, "name") == 1
    assert pins.features()[-1]["name"] == "Zaal"
    assert free_name({names[0]}) == names[2]


# ---- maps


def test_buttons_of_maps_need_one_or_two_of_them(demo_bundle, qgis_app):
    kept = settings.bundles
    try:
        settings.bundles = []
        for challenge in ("warm_homes", "green_and_cool"):
            remember(str(demo_bundle(challenge)["MANIFEST"]))
        view = MapList()
        assert view.list.count() == 3 and view.list.item(2).text().startswith("Warm homes, "), "the last one first, after the open project"

        def enabled() -> dict[str, bool]:
            return {name: button.isEnabled() for name, button in view.buttons.items()}

        assert view.chosen() == [] and not any(enabled()[name] for name in ("open", "report", "again", "forget", "compare"))
        assert enabled()["add"]
        view.choose(str(demo_bundle("warm_homes")["MANIFEST"]))
        assert [one.challenge for one in view.chosen()] == ["warm_homes"]
        assert all(enabled()[name] for name in ("open", "report", "again", "forget")) and not enabled()["compare"]
        view.list.item(1).setSelected(True)
        assert enabled()["compare"] and not any(enabled()[name] for name in ("open", "report", "again", "forget"))
        forget(view.chosen()[0].manifest)
        assert view.list.count() == 2
        remember("x")
        for number in range(MOST + 3):
            remember(f"gone {number}")
        assert len(settings.bundles) == MOST and settings.bundles[0] == f"gone {MOST + 2}"
    finally:
        settings.bundles = kept
