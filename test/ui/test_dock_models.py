"""What stands behind the docks' lists, tables, fields and drawing, each on its own and by hand: no window, no city."""

import datetime
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.belonging import Belonging
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.dates import Freshness
from opgavenkaart.processing.model.house_style import house_colours, house_shades
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.planning.coalition.network_drawing import ActorMark, Drawn, Edge
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer, record
from opgavenkaart.ui import docks
from opgavenkaart.ui.catalogue.entries import Entry
from opgavenkaart.ui.catalogue.lights import light_icon
from opgavenkaart.ui.catalogue.order import LoadOrder, order_of
from opgavenkaart.ui.catalogue.tree import ENTRY, FAVOURITE, MIME, TITLE, CatalogueModel
from opgavenkaart.ui.challenge.account import account, answers, missing_words, sure_words
from opgavenkaart.ui.challenge.form_fields import LARGEST, ChoiceBox, DecimalBox, NumberBox, TextPair
from opgavenkaart.ui.challenge.table import LEAST_ROWS, MOST_ROWS, USUAL_ROWS, Table, TableColumn
from opgavenkaart.ui.forgetting import ForgettablePart, size_of
from opgavenkaart.ui.layer_ages import Aged, LayerAges, light_counts, oldest, source_words
from opgavenkaart.ui.map_tips import MOST_FIELDS, map_tip
from opgavenkaart.ui.one_at_a_time import OneAtATime
from opgavenkaart.ui.planning.network import NAMED, RIGHT, NetworkView
from opgavenkaart.ui.planning.pins import LOOKS, category
from opgavenkaart.ui.planning.results import rows
from qgis.core import QgsEditorWidgetSetup, QgsMimeDataUtils, QgsPointXY, QgsProject, QgsVectorFileWriter
from qgis.PyQt.QtCore import QModelIndex, QSize, Qt
from qgis.PyQt.QtGui import QKeyEvent, QValidator

DUTCH, ENGLISH = Language("nl"), Language("en")
TODAY = datetime.date(2026, 12, 1)
DISPLAY, DECORATION, TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole
TOP = QModelIndex()


# ---- the catalogue's tree


def entry(id, title, **more):
    one = record("none" if id == "known" else "csv", "x.csv", id=id, title=Text(title, title), **more)
    return Entry(title, one, Catalogue(title=Text("c", "c")), ENGLISH, TODAY)


@pytest.fixture
def tree(qgis_app):
    """Two sectors: two records, of which one cannot be loaded, and one."""
    orders = []
    model = CatalogueModel(ENGLISH, lambda ids: orders.append(ids) or LoadOrder("c.json", ids))
    first = [entry("roads", "Roads", date=TODAY - datetime.timedelta(1), update_rhythm="P1Y"), entry("known", "Known")]
    model.show([("Mobility", first), ("Water", [entry("ditches", "Ditches")])], frozenset(("roads",)))
    return model, orders


def test_sectors_hold_their_records(tree):
    model, _ = tree
    assert (model.rowCount(), model.columnCount()) == (2, 3)
    mobility, water = model.index(0, 0), model.index(1, 0)
    assert [model.data(one) for one in (mobility, water)] == ["Mobility (2)", "Water (1)"]
    assert model.data(model.index(0, 1)) is None and model.entry(mobility) is None and model.data(mobility, ENTRY) is None
    assert [model.rowCount(one) for one in (mobility, water)] == [2, 1]
    assert model.rowCount(model.index(0, 1)) == 0, "children hang below the first column alone"
    roads, known, ditches = model.index(0, 0, mobility), model.index(1, 0, mobility), model.index(0, 0, water)
    assert [model.entry(one).id for one in (roads, known, ditches)] == ["roads", "known", "ditches"]
    assert [model.rowCount(one) for one in (roads, known, ditches)] == [0, 0, 0]
    assert [model.parent(one) for one in (roads, known, ditches)] == [mobility, mobility, water]
    assert not model.parent(mobility).isValid() and not model.parent(TOP).isValid() and model.entry(TOP) is None
    assert not model.index(2, 0).isValid() and not model.index(1, 0, water).isValid() and not model.index(0, 3).isValid()
    assert not model.index(1, 2, water).isValid() and model.index(1, 2, mobility).isValid()
    assert [model.index_of(id) for id in ("known", "ditches")] == [known, ditches] and not model.index_of("elsewhere").isValid()


def test_a_list_without_sectors(tree):
    model, _ = tree
    assert model.entry(model.index_of("ditches")).id == "ditches"
    model.show(model.groups[:1], frozenset(), flat=True)
    assert model.rowCount() == 2 and [model.entry(model.index(row, 0)).id for row in (0, 1)] == ["roads", "known"]
    assert not model.parent(model.index(1, 0)).isValid() and model.rowCount(model.index(0, 0)) == 0
    assert model.index_of("known") == model.index(1, 0)
    model.show([], frozenset(), flat=True)
    assert model.rowCount() == 0


def test_a_record_shows_title_age_light_and_whether_it_is_a_favourite(tree):
    model, _ = tree
    roads, known = ([model.index(row, column, model.index(0, 0)) for column in range(3)] for row in (0, 1))
    assert [model.data(one) for one in roads] == ["Roads", "1 day", None] and model.data(known[1]) == ""
    assert model.data(roads[0], ENTRY).id == "roads" and model.data(roads[0], Qt.ItemDataRole.FontRole) is None
    assert [bool(model.data(one, DECORATION)) for one in roads] == [True, False, True]
    assert [bool(model.data(one, DECORATION)) for one in known] == [True, False, False]
    said = model.data(roads[0], TIP)
    assert said == model.data(roads[2], Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Roads – Stad – 1 day, ") and said.endswith(" – favourite")
    assert "cannot be loaded" in model.data(known[0], TIP) and "favourite" not in model.data(known[0], TIP)
    assert model.data(roads[0], Qt.ItemDataRole.ForegroundRole) is None and model.data(known[0], Qt.ItemDataRole.ForegroundRole)
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in range(3)] == ["Layer", "Age", ""]
    assert model.headerData(FAVOURITE, Qt.Orientation.Horizontal, TIP) == "Favourites"
    assert model.headerData(TITLE, Qt.Orientation.Horizontal, TIP) is None and model.headerData(0, Qt.Orientation.Vertical) is None
    changed = []
    model.dataChanged.connect(lambda first, last: changed.append((first.parent().row(), first.row(), last.row(), first.column())))
    model.mark(frozenset(("known",)))
    assert changed == [(0, 0, 1, FAVOURITE), (1, 0, 0, FAVOURITE)]
    assert [bool(model.data(one[2], DECORATION)) for one in (roads, known)] == [False, True]


def test_what_can_be_loaded_can_be_dragged(tree):
    model, orders = tree
    roads, known = (model.index(row, 0, model.index(0, 0)) for row in (0, 1))
    dragged = [bool(model.flags(one) & Qt.ItemFlag.ItemIsDragEnabled) for one in (roads, known, model.index(0, 0))]
    assert dragged == [True, False, False] and model.mimeTypes() == [MIME]
    data = model.mimeData([model.index(0, 0), roads, model.index(0, 1, model.index(0, 0)), model.index_of("ditches")])
    assert orders == [("roads", "ditches")], "a row is dragged by each of its cells, and loaded once"
    (uri,) = QgsMimeDataUtils.decodeUriList(data)
    assert uri.name == "Roads" and order_of(uri.uri) == LoadOrder("c.json", ("roads", "ditches"))


def test_each_light_has_a_shape_and_a_colour(qgis_app):
    """Whether the middle, a corner of the square and a tip of the diamond are drawn: a disc, a square, a diamond, a ring."""
    drawn = {}
    for light in Freshness:
        image = light_icon(light).pixmap(32, 32).toImage()
        drawn[light] = tuple(image.pixelColor(x, y).alpha() > 200 for x, y in ((16, 16), (7, 7), (16, 4)))
        assert image.pixelColor(16, 16).name() == house_colours()[light.value] or light is Freshness.UNKNOWN
    assert drawn == {
        Freshness.CURRENT: (True, False, False), Freshness.DUE: (True, True, False),
        Freshness.STALE: (True, False, True), Freshness.UNKNOWN: (False, False, True),
    }  # fmt: skip


@pytest.mark.parametrize(("light", "first", "last"), [("CURRENT", 6, 25), ("DUE", 7, 24), ("STALE", 3, 28), ("UNKNOWN", 4, 27)])
def test_each_light_stands_in_the_middle(qgis_app, light, first, last):
    """Its first and last row and column of pixels that are drawn, and that it is the same from every side."""
    image = light_icon(Freshness[light]).pixmap(32, 32).toImage()
    drawn = np.array([[image.pixelColor(x, y).alpha() for x in range(32)] for y in range(32)])
    for sides in (drawn.max(axis=0), drawn.max(axis=1)):
        there = np.flatnonzero(sides > 20)
        assert (there[0], there[-1]) == (first, last)
    for turned in (drawn[::-1], drawn[:, ::-1], drawn.T):
        assert np.abs(drawn - turned).max() < 60


def test_what_stands_at_the_pointer(qgis_app):
    """Its first fields but keys, or those with a title, wherever they stand; numbers as the country writes them."""
    layer = memory_layer("Point", [], "fid:integer,code:string," + ",".join(f"n{number}:double" for number in range(10)), name="A & B")
    tip = map_tip(layer)
    assert tip.startswith("<b>A &amp; B</b><table><tr><td>code&nbsp;</td>") and "fid" not in tip and "<i>" not in tip
    assert tip.count("<tr>") == MOST_FIELDS == 8 and 'format_number("n0"' in tip and 'represent_value("code")' in tip
    layer.setEditorWidgetSetup(layer.fields().indexOf("n0"), QgsEditorWidgetSetup("ValueMap", {"map": [{"few": "1"}]}))
    assert 'represent_value("n0")' in map_tip(layer) and 'format_number("n1"' in map_tip(layer), "a code is said in words"
    titled = map_tip(layer, {"n3": "Three", "gone": "Gone", "fid": "Number"})
    assert titled.count("<tr>") == 2 and titled.index("Three") < titled.index("Number") and "Gone" not in titled
    layer.setFieldAlias(1, "Sector")
    metadata = layer.metadata()
    metadata.setLicenses(["CC0"])
    layer.setMetadata(metadata)
    assert "<td>Sector&nbsp;</td>" in map_tip(layer) and map_tip(layer).endswith("<i>CC0</i>")
    assert "code&nbsp;" in map_tip(layer, {"gone": "Gone"}).replace("Sector", "code"), "none of the titled: the first fields"


# ---- tables and fields


COLUMNS = [TableColumn("Place", number=False), TableColumn("Index", "higher is worse"), TableColumn("Sure")]


def test_a_table_keeps_what_is_chosen_where_the_rows_are_as_many(qgis_app):
    table, told = Table(COLUMNS, "Clusters"), []
    model = table.model()
    model.modelReset.connect(lambda: told.append("reset"))
    model.dataChanged.connect(lambda first, last: told.append((first.row(), first.column(), last.row(), last.column())))
    model.show([("a", "1", "x"), ("b", "2", "y")])
    model.show([("c", "3", "x"), ("d", "4", "y")])
    model.show([])
    model.show([])
    assert told == ["reset", (0, 0, 1, 2), "reset"]


def test_a_cell_says_what_it_is(qgis_app):
    table = Table(COLUMNS, "Clusters")  # has to be held: its model goes with it
    model = table.model()
    model.show([("a", "1", "x"), ("b", "2", "y")])
    assert (model.rowCount(), model.columnCount(), model.rowCount(model.index(0, 0)), model.columnCount(model.index(0, 0))) == (2, 3, 0, 0)
    place, index, sure = (model.index(1, column) for column in range(3))
    assert [model.data(one) for one in (place, index, sure)] == ["b", "2", "y"]
    assert [model.data(one, TIP) for one in (place, index)] == ["b", "2: higher is worse"]
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Index: 2"
    assert model.data(place, Qt.ItemDataRole.TextAlignmentRole) is None and model.data(place, DECORATION) is None
    assert model.data(index, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in range(3)] == ["Place", "Index", "Sure"]
    assert [model.headerData(column, Qt.Orientation.Horizontal, TIP) for column in (0, 1)] == ["", "higher is worse"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None and model.headerData(0, Qt.Orientation.Horizontal, DECORATION) is None


def test_a_table_asks_room_for_three_to_eight_rows_and_can_do_with_two(qgis_app):
    table = Table(COLUMNS, "Clusters")
    row = table.verticalHeader().defaultSectionSize()

    def high(count: int) -> int:
        table.model().show([("a", "1", "x")] * count)
        return table.sizeHint().height()

    assert (LEAST_ROWS, USUAL_ROWS, MOST_ROWS) == (2, 3, 8)
    least = table.minimumSizeHint().height()
    assert [round((high(count) - least) / row) for count in (0, 3, 4, 8, 9, 50)] == [1, 1, 2, 6, 6, 6]
    assert least == round(table.horizontalHeader().sizeHint().height() + 2.4 * row), "nearly half a row shows that there is more"
    assert isinstance(table.sizeHint(), QSize)


def test_a_row_is_chosen_with_enter(qgis_app):
    table, chosen = Table(COLUMNS, "Clusters"), []
    table.chosen.connect(chosen.append)
    table.model().show([("a", "1", "x"), ("b", "2", "y")])

    def press(key):
        table.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))

    press(Qt.Key.Key_Return)
    assert chosen == [], "no row is the present one"
    table.setCurrentIndex(table.model().index(1, 0))
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Enter)
    press(Qt.Key.Key_Up)
    assert chosen == [1, 1] and table.currentIndex().row() == 0


def test_a_list_of_choices_keeps_what_is_chosen(qgis_app):
    box = ChoiceBox([("sum of a field", "sum"), ("mean of a field", "mean")])
    assert box.key() == "sum" and not box.isEditable()
    box.choose("mean")
    box.choose("other")
    assert box.key() == "mean"
    told = []
    box.currentIndexChanged.connect(told.append)
    box.offer([("number", "count"), ("mean", "mean")])
    assert (box.key(), box.currentText(), told) == ("mean", "mean", [])
    box.offer([("number", "count")])
    assert box.key() == "count"
    free = ChoiceBox([("Inhabitants", "inhabitants")], free=True)
    free.choose(" own ")
    assert free.key() == "own" and free.count() == 1
    free.choose("inhabitants")
    assert (free.key(), free.currentText()) == ("inhabitants", "Inhabitants")


@pytest.mark.parametrize("language", [DUTCH, ENGLISH], ids=["nl", "en"])
def test_comma_and_point_both_begin_decimals(qgis_app, language):
    box = NumberBox(language)
    for text in ("2,5", "2.5"):
        state, written, _ = DecimalBox.validate(box, text, 3)
        assert state == QValidator.State.Acceptable and box.valueFromText(written) == 2.5


def test_a_number_may_be_absent_and_then_says_so(qgis_app):
    box = NumberBox(ENGLISH)
    assert (box.minimum(), box.maximum(), box.number()) == (-LARGEST, LARGEST, 0)
    box.show_number(None)
    assert box.number() == -LARGEST
    maybe = NumberBox(ENGLISH, "none", lowest=0)
    maybe.show_number(None)
    assert maybe.text() == "none"
    for number in (0, 2.125, None, 7):
        maybe.show_number(number)
        assert maybe.number() == number
    pair = TextPair()
    pair.show_text(Text("Wonen", "Housing"))
    assert (pair.nl.cursorPosition(), pair.en.cursorPosition()) == (0, 0) and pair.text() == Text("Wonen", "Housing")
    pair.nl.setText("  Werken ")
    assert pair.text() == Text("Werken", "Housing")


# ---- what is said of a computed challenge


def result(index=(80.0, 20.0), missing=(0.0, 0.0), belonging=None, hidden=0, membership=(), layer="layer", path="own.json", **more):
    table = pd.DataFrame([(4,)], columns=["unit_count"])
    computed = SimpleNamespace(table=table, membership=np.array(membership), challenge=more.get("challenge"))
    outcome = SimpleNamespace(counts={"HIDDEN_COUNT": hidden}, catalogue=path)
    preview = SimpleNamespace(measured=lambda challenge: range(more.get("measured", 3)))
    shown = SimpleNamespace(layer=layer)
    arrays = {"index": np.array(index), "missing_share": np.array(missing)}
    return SimpleNamespace(outcome=outcome, preview=preview, shown=shown, computed=computed, belonging=belonging, **arrays)


def test_what_is_missing_in_words(qgis_app):
    assert missing_words(result(), ENGLISH) == "0.0 % of the weight is missing."
    one = result(index=(1.0, np.nan, 2.0), missing=(0.0, 0.25, 0.125))
    assert missing_words(one, ENGLISH) == "1 of 3 areas has too little data for an index; 12.5 % of the weight is missing."
    more = missing_words(result(index=(np.nan, np.nan), missing=(1.0, 1.0), hidden=1), ENGLISH)
    assert more.startswith("2 of 2 areas have") and more.endswith(
        "100.0 % of the weight is missing. 1 area is hidden because of small numbers."
    )
    assert missing_words(result(hidden=3), ENGLISH).endswith("3 areas are hidden because of small numbers.")


def test_how_sure_clusters_are_in_words(qgis_app):
    assert sure_words(result(), ENGLISH) == ""
    probability, membership = np.array([0.9, 0.95, 0.5, 1.0, np.nan]), np.array([1, 2, 1, 0, 2])
    said = sure_words(result(belonging=Belonging("cluster", probability, 3), membership=membership), ENGLISH)
    assert said == "Almost certainly of high need: 2 of the 4 cluster areas."
    said = sure_words(result(belonging=Belonging("worst_tenth", probability, 3), membership=membership), ENGLISH)
    assert said == "Almost certainly among the worst 10 %: 2 of the 4 cluster areas."
    assert sure_words(result(belonging=Belonging("cluster", probability, 0), membership=membership), ENGLISH) == ""


def test_what_the_map_does_not_show_yet_or_any_more(qgis_app):
    challenge, catalogue = SimpleNamespace(indicators=(1, 2, 3)), Catalogue(path=str(Path("own.json").resolve()))
    assert account(challenge, catalogue, None, ENGLISH).startswith("Not computed yet")
    plain = account(challenge, catalogue, result(challenge=challenge), ENGLISH)
    assert plain == "0.0 % of the weight is missing."
    said = {
        "1 indicator is new or changed": result(challenge=challenge, measured=2),
        "2 indicators are new or changed": result(challenge=challenge, measured=1),
        "computed with another catalogue": result(challenge=challenge, path="other.json"),
        "result layers were removed": result(challenge=challenge, layer=None),
        "The map shows your changes": result(challenge=SimpleNamespace()),
    }
    told = {words: account(challenge, catalogue, one, ENGLISH).removeprefix(plain).strip() for words, one in said.items()}
    assert all(words in text and text.count(". ") == 0 for words, text in told.items()), "one sentence each"


def test_a_catalogue_answers_for_those_that_it_includes():
    own, city = (str(Path(name).resolve()) for name in ("own.json", "city.json"))
    catalogue = Catalogue(path=own, included=(Catalogue(path=city),))
    assert answers(catalogue, "own.json") and answers(catalogue, "city.json") and not answers(catalogue, "flanders.json")
    assert not answers(catalogue, "")


# ---- ages of the layers of a project


YEARS = [datetime.date(year, 1, 1) for year in (2019, 2021, 2023)]


def test_the_oldest_comes_first_and_the_worst_light(qgis_app):
    today = datetime.date.today()
    some = [
        Aged("c", "C", YEARS[1], "P1Y"),
        Aged("d", "D"),
        Aged("b", "B", YEARS[1], "P1Y"),
        Aged("a", "A", YEARS[0]),
        Aged("e", "E", today, "P1Y"),
    ]
    assert [one.id for one in oldest(some)] == ["a", "b", "c", "e"]
    assert list(light_counts(some).items()) == [(Freshness.STALE, 2), (Freshness.CURRENT, 1), (Freshness.UNKNOWN, 2)]
    assert (Aged("e", "E", today).days, Aged("d", "D").days) == (0, None)


def test_where_a_layer_comes_from_in_words(qgis_app):
    assert source_words(Aged("a", "A")) == ""
    assert source_words(Aged("a", "A", publisher="Stad", licence="CC0")) == "Stad, CC0"
    said = source_words(Aged("a", "A", YEARS[0], "", "Stad", "CC0"))
    assert said.startswith("Stad, ") and "2019" in said and " years), CC0" in said


def test_ages_follow_the_project_and_tell_what_changed(qgis_new_project):
    ages, told = LayerAges(), []
    ages.changed.connect(lambda: told.append(sorted(one.name for one in ages.by_id.values())))
    project = QgsProject.instance()
    first, second = (memory_layer("Point", [], name="roads") for _ in range(2))
    project.addMapLayers([first])
    ages.load()
    assert ages.soon.isActive() and ages.soon.isSingleShot() and ages.soon.interval() == 0, "read once, as soon as there is time"
    ages.refresh()
    ages.refresh()
    assert told == [["roads"]], "told once: nothing changed the second time"
    project.addMapLayer(second)
    metadata = second.metadata()
    metadata.setLicenses(["CC0"])
    second.setMetadata(metadata)
    ages.refresh()
    assert told[-1] == ["roads"] * 2 and ages.find(second.id()).licence == "CC0"
    ages.by_id = {one.id: one for one in (Aged("1", "roads"), Aged("2", "roads", YEARS[2]), Aged("3", "roads", YEARS[1]), Aged("4", "x"))}
    assert [ages.find(name).id for name in ("roads", "x", "2")] == ["3", "4", "2"] and ages.find("none") is None
    ages.unload()
    assert not ages.soon.isActive() and ages.by_id == {}
    first.setName("streets")
    project.removeMapLayer(second)
    assert not ages.soon.isActive(), "nothing is heard any more"


# ---- docks


def test_each_dock_has_an_icon_and_keys_of_its_own(qgis_app):
    specs = docks.table()
    assert [spec.name for spec in specs] == ["Catalogue", "Challenge", "Map", "Planning"]
    assert not any(spec.icon.isNull() or spec.icon.pixmap(16, 16).isNull() for spec in specs)
    pictures = {spec.icon.pixmap(16, 16).toImage().bits().asstring(16 * 16 * 4) for spec in specs}
    assert len(pictures) == len({spec.shortcut for spec in specs}) == len({spec.title for spec in specs}) == 4


# ---- what runs


def test_a_run_that_ends_is_done_cancelled_or_failed_in_sentences(qgis_app):
    runs, told = OneAtATime(), []
    runs.busy.connect(lambda busy: told.append(busy))
    runs.failed.connect(lambda lines: told.append(lines))
    runs.cancelled.connect(lambda: told.append("cancelled"))

    def ended(**run):
        told.clear()
        runs._begin(SimpleNamespace())
        assert runs.is_busy
        errors = SimpleNamespace(errors=run.pop("errors", []))
        runs._ran(SimpleNamespace(feedback=errors, **run), lambda run: told.append("done"))
        assert not runs.is_busy
        return list(told)

    assert ended(ok=True, cancelled=False) == [True, False, "done"]
    assert ended(ok=False, cancelled=True) == [True, False, "cancelled"]
    assert ended(ok=False, cancelled=False, errors=["One.\n\nTwo.", "Three."]) == [True, False, ["One.", "Two.", "Three."]]
    assert ended(ok=False, cancelled=False) == [True, False, ["Failed without further details; see the log messages."]]
    told.clear()
    runs._stopped(SimpleNamespace(cancelled=True, error=None))
    runs._stopped(SimpleNamespace(cancelled=False, error=None))
    assert told[1] == "cancelled" and told[3] == ["Failed without further details; see the log messages."]
    told.clear()
    runs._worked(SimpleNamespace(ok=True, value=7), told.append)
    assert told == [False, 7]
    runs._worked(SimpleNamespace(ok=False, cancelled=True, error=None), told.append)
    assert told[-1] == "cancelled"


def test_what_runs_is_asked_to_end_and_what_goes_is_heard_no_more(qgis_app):
    runs, told = OneAtATime(), []
    runs.cancel()
    runs.leave()
    runs._begin(SimpleNamespace(cancel=lambda: told.append("cancel"), leave=lambda: told.append("leave")))
    runs.cancel()
    assert runs.is_busy and told == ["cancel"]
    runs.leave()
    assert not runs.is_busy and told == ["cancel", "leave"]


def test_parts_of_the_profile_go_with_all_that_is_in_them(qgis_app, tmp_path):
    folder, file, gone = tmp_path / "layers", tmp_path / "one.gpkg", tmp_path / "gone.gpkg"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.bin").write_bytes(bytes(1_500_000))
    file.write_bytes(bytes(300_000))
    assert [size_of([folder]), size_of([folder, file]), size_of([gone])] == ["1.5 MB", "1.8 MB", "0.0 MB"]
    assert ForgettablePart("x", (folder, file, gone)).remove() == []
    assert not folder.exists() and not file.exists()


# ---- planning


def test_values_of_fields_row_by_row(qgis_app, tmp_path):
    layer = memory_layer("Point", [("POINT(1 2)", "a", 1.5), ("POINT(1 2)", None, None)], "name:string,cost:double")
    path = str(tmp_path / "sites.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsProject.instance().transformContext(), options)
    assert rows(path, ["cost", "name"]) == [[1.5, "a"], [None, None]]


def test_pins_of_each_status_have_a_shape_of_their_own(qgis_app):
    categories = {status: category(status) for status in LOOKS}
    looks = {status: one.symbol().symbolLayer(0) for status, one in categories.items()}
    assert len({layer.shape() for layer in looks.values()}) == len(LOOKS) == 4
    for status, layer in looks.items():
        wanted = LOOKS[status]
        assert (layer.color().name(), layer.strokeColor().name()) == (wanted["color"], wanted["outline_color"])
        assert (layer.size(), layer.strokeWidth()) == (4.0, 0.6)


def node(name, x, y=0.5, **more):
    return replace(ActorMark(name, "public", 1, "1", False, x, y, QgsPointXY(0, 0)), **more)


@pytest.fixture
def network(qgis_app):
    """A hub in the middle with twelve around it: one link is there, the others are to be made."""
    around = [node(f"n{number}", number / 12, number / 12) for number in range(12)]
    nodes = [node("hub", 0.5, broker=True, degree=12), *around]
    view = NetworkView()
    view.resize(900, 900)
    view.show_network(Drawn(nodes, [Edge(0, number + 1, number == 0) for number in range(11)] + [Edge(3, 4, True)], "EPSG:31370"))
    return view, nodes


def test_links_to_make_are_dashed_and_brokers_stand_out(network):
    view, nodes = network
    there, to_make = view.links[0][2].pen(), view.links[1][2].pen()
    assert (there.style(), to_make.style()) == (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)
    assert to_make.color().name() == house_shades("need")[3] != there.color().name() and there.color().alphaF() < 0.5 and there.isCosmetic()
    line = view.links[1][2].line()
    assert (line.x1(), line.y1(), line.x2(), line.y2()) == (0.5, 0.5, nodes[2].x, nodes[2].y)
    assert view.nodes[0].pen().widthF() > view.nodes[1].pen().widthF() and view.nodes[0].toolTip() == "hub"
    sizes = [view.nodes[place].boundingRect().width() for place in (0, 1)]
    assert sizes[0] > sizes[1], "more links, a larger one"
    assert (view.nodes[3].pos().x(), view.nodes[3].pos().y()) == (nodes[3].x, nodes[3].y)


def test_names_stand_on_the_side_where_there_is_room(network):
    view, nodes = network
    for name, one in zip(view.names, nodes, strict=True):
        shift = name.transform().dx()
        assert shift == (-name.boundingRect().width() if one.x > RIGHT else 0)
    assert RIGHT == 0.5, "the middle of the drawing"


def test_the_chosen_one_shows_its_links_and_some_neighbours(network):
    view, _ = network
    chosen = []
    view.chosen.connect(chosen.append)
    assert not any(name.isVisible() for name in view.names)
    view.choose(0)
    assert view.nodes[0].isSelected() and chosen == [], "whoever chooses it knows"
    assert [line.opacity() for _, _, line in view.links] == [1.0] * 11 + [0.25]
    named = [place for place, name in enumerate(view.names) if name.isVisible()]
    assert named[0] == 0 and 2 < len(named) <= NAMED + 1 and max(named) <= NAMED
    view.choose(12)
    assert [place for place, name in enumerate(view.names) if name.isVisible()] == [12] and not view.nodes[0].isSelected()
    view.choose(4)
    assert {place for place, name in enumerate(view.names) if name.isVisible()} <= {4, 0, 3} and view.names[4].isVisible()
    view.scene().clearSelection()
    view.nodes[5].setSelected(True)
    assert chosen == [5]
