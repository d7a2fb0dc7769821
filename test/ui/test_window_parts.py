"""The parts that a window gets: what each adds, what comes of a click on it, and that all goes again. No QGIS around: `SmallWindow`."""

import datetime
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from opgavenkaart.plugin import OpgavenkaartPlugin
from opgavenkaart.processing.cartography.map_content import KEY_PROPERTY
from opgavenkaart.processing.model.files import RESOURCES
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.running import registered
from opgavenkaart.test.support.small_window import CRITICAL, INFO, SUCCESS, WARNING, let_go
from opgavenkaart.ui import browser, locator, message_bar
from opgavenkaart.ui import docks as docks_module
from opgavenkaart.ui.browser import MOST, SHOWN, FolderItem, Provider, RootItem, span
from opgavenkaart.ui.catalogue.order import order_of
from opgavenkaart.ui.challenge_picker import CHALLENGE_WIDGET, ChallengePicker, ChallengeWidgetFactory, ChallengeWidgets, _kept
from opgavenkaart.ui.city_field import CityField
from opgavenkaart.ui.dock import LazyDock
from opgavenkaart.ui.docks import MENU, Docks
from opgavenkaart.ui.drops import Drops
from opgavenkaart.ui.expressions import Expressions
from opgavenkaart.ui.help import BUTTON, HelpWindow, help_button, list_of_algorithms, show_help
from opgavenkaart.ui.help_entry import HelpEntry
from opgavenkaart.ui.icons import icon
from opgavenkaart.ui.layer_ages import Aged, LayerAges
from opgavenkaart.ui.layer_marks import LayerMarks
from opgavenkaart.ui.locator import LEAST_METRES, PREFIX, Locator, show_box
from opgavenkaart.ui.map_view import MARGIN, place_box, show_extent
from opgavenkaart.ui.options import Options
from opgavenkaart.ui.settings import GROUP, JsonSetting, settings
from opgavenkaart.ui.status_light import MOST as MOST_LISTED
from opgavenkaart.ui.status_light import StatusLight
from opgavenkaart.ui.toolbar import Toolbar
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsFeedback,
    QgsLocatorContext,
    QgsMimeDataUtils,
    QgsProcessingParameterString,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.gui import QgsGui, QgsProcessingGui
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt, QTranslator
from qgis.PyQt.QtGui import QFocusEvent, QKeyEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QPushButton, QTextBrowser, QToolBar, QToolButton, QWidget

LAMBERT = QgsCoordinateReferenceSystem("EPSG:31370")
YESTERDAY = datetime.date.today() - datetime.timedelta(1)
KEPT_SETTINGS = sum(isinstance(one, JsonSetting) for one in vars(type(settings)).values())


# ---- the plugin


def test_what_the_plugin_adds_it_takes_away_in_reverse_order(small, qgis_processing, chosen):
    plugin = OpgavenkaartPlugin(small)
    registry = QgsApplication.processingRegistry()
    assert (plugin.provider, plugin.translator, plugin.parts) == (None, None, [])
    plugin.initGui()
    names = [type(part).__name__ for part in plugin.parts]
    assert registry.providerById("opgavenkaart") is plugin.provider
    assert len(small.registered) == 3 and QgsExpression.isFunctionName("opgave_age")
    gone = []
    for name, part in zip(names, plugin.parts, strict=True):
        part.unload = lambda name=name, unload=part.unload: (gone.append(name), unload())
    plugin.unload()
    assert gone == names[::-1] and plugin.parts == [] and small.registered == []
    assert registry.providerById("opgavenkaart") is None and plugin.provider is None
    assert not QgsExpression.isFunctionName("opgave_age") and not small.help_menu.actions()
    plugin.unload()
    let_go()
    assert not small.window.findChildren(LazyDock) and not small.window.findChildren(QToolBar)
    assert [one for one in small.plugins.actions() if one.menu()] == []
    assert names == [
        *(
            "ProjectCount",
            "WaitingResults",
            "RunningTasks",
            "Models",
            "Tidying",
            "BesideProject",
            "Sheets",
            "KnownCatalogues",
            "ChallengeWidgets",
            "Docks",
            "HelpEntry",
            "ForgetEntry",
            "Toolbar",
        ),
        *("Drops", "BrowserNode", "Locator", "Options", "LayerAges", "Expressions", "StatusLight", "LayerMarks"),
    ]


def test_headless_the_plugin_is_its_provider_alone(small, qgis_processing):
    plugin = OpgavenkaartPlugin(None)
    plugin.initProcessing()
    assert QgsApplication.processingRegistry().providerById("opgavenkaart") is plugin.provider and plugin.parts == []
    plugin.unload()
    assert QgsApplication.processingRegistry().providerById("opgavenkaart") is None


def test_the_translation_comes_and_goes_with_the_plugin(qgis_processing, monkeypatch):
    from opgavenkaart import plugin as module

    translator = QTranslator()
    assert translator.load(str(RESOURCES / "i18n" / "opgavenkaart_nl.qm"))
    monkeypatch.setattr(module, "interface_translator", lambda: translator)
    plugin = OpgavenkaartPlugin(None)
    plugin.initProcessing()
    assert plugin.translator is translator and QCoreApplication.removeTranslator(translator), "it was installed"
    QCoreApplication.installTranslator(translator)
    plugin.unload()
    assert plugin.translator is None and not QCoreApplication.removeTranslator(translator), "it was taken away"


# ---- docks


class Contents(QWidget):
    """Contents of a dock: a button of the help."""

    def __init__(self):
        super().__init__()
        self.button = help_button()
        self.button.setParent(self)


@pytest.fixture
def docks(small, chosen, monkeypatch):
    """Docks with simple contents."""
    made = []
    plain = [replace(one, make=lambda iface, name=one.name: made.append(name) or Contents()) for one in docks_module.table()]
    monkeypatch.setattr(docks_module, "table", lambda: plain)
    settings.placed = []
    found = Docks(small)
    found.load()
    found.made = made
    yield found
    if found.docks:
        found.unload()
    let_go()


def test_docks_are_hidden_and_empty_until_they_are_shown(small, docks):
    assert list(docks.docks) == ["Catalogue", "Challenge", "Map", "Planning"]
    for name, dock in docks.docks.items():
        assert dock.isHidden() and dock.widget() is None and dock.parent() is small.window
        assert (dock.objectName(), dock.windowTitle(), dock.help_page) == (f"Opgavenkaart{name}Dock", name, f"dock_{name.lower()}")
        assert (dock.entry.objectName(), dock.entry.text()) == (f"Opgavenkaart{name}", f"{name} (Opgavenkaart)")
        assert dock.toggleViewAction().text() == dock.entry.text() and dock.entry.isCheckable() and not dock.entry.icon().isNull()
        assert small.window.dockWidgetArea(dock) == Qt.DockWidgetArea.RightDockWidgetArea
    assert [one.text() for one in small.menus[MENU].actions()] == [one.text() for one in docks.actions]
    assert [dock.entry.shortcut().toString() for dock in docks.docks.values()] == [f"Alt+Shift+{key}" for key in "CGMP"]
    assert docks.made == []


def test_names_stand_beside_the_buttons_until_every_dock_was_opened(small, docks, chosen):
    settings.placed = []
    toolbar = Toolbar(small, docks)
    toolbar.load()
    style = Qt.ToolButtonStyle
    assert toolbar.toolbar.toolButtonStyle() == style.ToolButtonTextBesideIcon
    assert [action.iconText() for action in toolbar.toolbar.actions()] == ["Catalogue", "Challenge", "Map", "Planning"]
    settings.placed = [dock.objectName() for dock in docks.docks.values()]
    assert toolbar.toolbar.toolButtonStyle() == style.ToolButtonFollowStyle
    toolbar.unload()
    settings.placed = []


def test_where_docks_stand_is_noted_when_one_moves(small, docks, monkeypatch):
    """As QGIS does when it ends; not while its window is not there yet, which gets the places that were noted last."""
    kept = {name: QgsSettings().value(name) for name in ("UI/state", "UI/geometry")}
    monkeypatch.setattr(docks.soon, "start", docks.note_places)
    QgsSettings().remove("UI/state")
    try:
        docks.docks["Map"].setVisible(True)
        assert QgsSettings().value("UI/state") is None
        small.window.show()
        docks.docks["Map"].setFloating(True)
        noted = QgsSettings().value("UI/state")
        docks.docks["Map"].setFloating(False)
        docks.docks["Map"].hide()
        assert small.window.restoreState(noted) and docks.docks["Map"].isFloating() and docks.docks["Map"].isVisible()
    finally:
        small.window.hide()
        for name, value in kept.items():
            QgsSettings().setValue(name, value)


def test_docks_that_go_leave_the_places_that_were_noted(small, docks):
    """They are hidden when they go: noted then, they would come back hidden after a reload."""
    small.window.show()
    docks.docks["Map"].setVisible(True)
    assert docks.soon.isActive()
    docks.unload()
    let_go()
    assert not docks.soon.isActive()
    small.window.hide()


def test_a_dock_is_filled_once_and_remembers_that_it_was_seen(small, docks):
    dock = docks.docks["Map"]
    small.window.show()
    contents = docks.show("Map")
    assert docks.made == ["Map"] and contents is dock.widget() and contents.isEnabled()
    assert docks.show("Map") is contents and docks.made == ["Map"]
    dock.fill(False)
    assert not contents.isEnabled(), "what lies behind another takes no focus"
    dock.fill(True)
    assert contents.isEnabled()
    assert settings.placed == []
    dock.remember()
    assert settings.placed == ["OpgavenkaartMapDock"]
    docks.docks["Planning"].fill(False)
    assert docks.made == ["Map"]
    small.window.hide()


def test_a_dock_joins_one_of_ours_that_is_open_and_is_as_wide_as_is_read_well(small, docks):
    small.window.resize(1600, 900)
    small.window.show()
    first = docks.docks["Catalogue"]
    widened = []
    first.widen = lambda: widened.append(docks.docks["Catalogue"])
    docks.show("Catalogue")
    assert widened == [first]
    del first.widen
    QTest.qWait(20)
    first.widen()
    QTest.qWait(20)
    assert first.width() == 60 * first.fontMetrics().averageCharWidth()
    docks.show("Challenge")
    tabbed = small.window.tabifiedDockWidgets(first)
    assert tabbed == [docks.docks["Challenge"]]
    settings.placed = ["OpgavenkaartPlanningDock"]
    docks.show("Planning")
    assert docks.docks["Planning"] not in small.window.tabifiedDockWidgets(first), "where it was before is the user's choice"
    small.window.hide()


def test_f1_and_the_question_mark_show_the_help_of_a_dock(small, docks, qgis_processing):
    with registered():
        dock = docks.docks["Planning"]
        docks.show("Planning")
        press = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
        override = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
        other = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
        other.ignore()
        assert dock.event(override) and override.isAccepted(), "QGIS's own help does not get it"
        dock.event(other)
        assert not other.isAccepted()
        dock.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier))
        assert dock.findChildren(HelpWindow) == []
        dock.keyPressEvent(press)
        (shown,) = dock.findChildren(HelpWindow)
        assert shown.pages.source().toString() == "dock_planning.html" and shown.isVisible()
        shown.close()
        dock.findChild(QToolButton, BUTTON).click()
        assert dock.findChildren(HelpWindow) == [shown] and shown.isVisible()
        shown.close()


def test_docks_go_with_their_menu(small, docks):
    menu = small.menus[MENU]
    docks.unload()
    let_go()
    assert docks.docks == {} and docks.actions == [] and small.window.findChildren(LazyDock) == []
    assert menu not in [action.menu() for action in small.plugins.actions()]


def test_the_toolbar_has_a_button_for_each_dock(small, docks):
    toolbar = Toolbar(small, docks)
    toolbar.load()
    (found,) = small.window.findChildren(QToolBar)
    assert (found.objectName(), found.windowTitle(), found.actions()) == ("OpgavenkaartToolbar", "Opgavenkaart", docks.actions)
    toolbar.unload()
    let_go()
    assert toolbar.toolbar is None and small.window.findChildren(QToolBar) == []


# ---- help


@pytest.fixture
def provider(qgis_processing):
    with registered():
        yield


def test_help_stands_in_two_menus_and_goes_from_both(small, provider):
    entry = HelpEntry(small)
    entry.load()
    action = entry.action
    assert small.menus[MENU].actions() == small.help_menu.actions() == [action]
    assert (action.objectName(), action.text(), action.icon().isNull()) == (BUTTON, "Help of Opgavenkaart", False)
    action.trigger()
    (shown,) = small.window.findChildren(HelpWindow)
    assert shown.pages.source().toString() == "window.html"
    entry.unload()
    let_go()
    assert small.menus[MENU].actions() == small.help_menu.actions() == [] and entry.action is None
    assert small.window.findChildren(HelpWindow) == []


def test_help_pages_are_turned_and_turned_back(small, provider):
    parent = QWidget()
    show_help("window", parent)
    (shown,) = parent.findChildren(HelpWindow)
    buttons = {button.text(): button for button in shown.findChildren(QPushButton)}
    first = shown.pages.toPlainText()
    assert not buttons["Back"].isEnabled() and "Load layers" in first, "the first page lists the algorithms"
    show_help("load_layers", parent)
    assert parent.findChildren(HelpWindow) == [shown]
    page = shown.pages.toPlainText()
    assert page.startswith("Load layers\n") and "Harvest" not in page.split("\n")[0] and buttons["Back"].isEnabled()
    assert "<ul>" not in list_of_algorithms().split("<h3>")[0]
    buttons["Back"].click()
    assert shown.pages.toPlainText() == first
    show_help("dock_map", parent)
    assert not shown.pages.toPlainText().startswith("Load layers") and list_of_algorithms() and "Restore" not in shown.pages.toPlainText()
    buttons["Contents"].click()
    assert shown.pages.source().toString() == "window.html"
    assert (shown.objectName(), shown.isVisible()) == (BUTTON, True)
    buttons["Close"].click()
    assert not shown.isVisible()


def test_all_algorithms_are_listed_by_group(provider):
    found = list_of_algorithms()
    algorithms = QgsApplication.processingRegistry().providerById("opgavenkaart").algorithms()
    assert found.count("<li>") == len(algorithms) and found.count("<h3>") == len({one.group() for one in algorithms}) == found.count("<ul>")
    assert '<li><a href="load_layers.html">Load layers</a></li>' in found


def test_icons_fall_back_on_that_of_the_house(qgis_app):
    def picture(one):
        return one.pixmap(24, 24).toImage()

    assert picture(icon("nothing")) == picture(icon()) != picture(icon("map"))


# ---- what is dragged and unfolded


def test_what_is_dropped_is_loaded(small, monkeypatch):
    from opgavenkaart.ui.catalogue import loading

    loaded = []
    monkeypatch.setattr(loading, "Loader", lambda iface: SimpleNamespace(load=lambda order: loaded.append((iface, order))))
    drops = Drops(small)
    drops.load()
    (handler,) = small.registered
    assert handler.customUriProviderKey() == "opgavenkaart"
    uri = QgsMimeDataUtils.Uri()
    uri.uri = json.dumps({"catalogue": "c.json", "ids": ["a", "b"], "here": True})
    handler.handleCustomUriDrop(uri)
    ((iface, order),) = loaded
    assert iface is small and (order.catalogue, order.ids, order.here, order.pictures, order.styled) == (
        "c.json",
        ("a", "b"),
        True,
        False,
        True,
    )
    drops.unload()
    assert small.registered == [] and not hasattr(drops, "handler")


def test_the_browser_unfolds_sectors_and_their_layers(small, three):
    provider = Provider(small)
    assert (provider.name(), provider.dataProviderKey()) == ("Opgavenkaart", "opgavenkaart")
    root = provider.createDataItem("", None)
    assert provider.createDataItem("/a/path", None) is None and provider.createDataItem("", root) is None
    assert provider.root is root and not root.icon().isNull() and root.path() == "opgavenkaart:"
    mobility, water = root.createChildren()
    assert [one.name() for one in (mobility, water)] == ["Mobility", "Water"] and mobility.path() == "opgavenkaart:/Mobility"
    roads, stops = mobility.createChildren()
    (ditches,) = water.createChildren()
    assert [one.name() for one in (roads, stops, ditches)] == ["Roads", "Stops", "Ditches"]
    assert (roads.path(), roads.toolTip(), stops.toolTip()) == ("opgavenkaart:/Mobility/roads", "Roads\nStad\n1 day", "Stops\nStad")
    assert roads.hasDragEnabled() and not stops.hasDragEnabled() and stops.mimeUris() == []
    (uri,) = roads.mimeUris()
    assert (
        uri.name == "Roads" and order_of(uri.uri) == roads.order() and (roads.order().catalogue, roads.order().ids) == (three, ("roads",))
    )
    assert [[action.text(), action.isEnabled()] for one in (roads, stops) for action in one.actions(None)] == [
        ["Load", True],
        ["Load", False],
    ]
    assert not roads.icon().isNull() and roads.state() == Qgis.BrowserItemState.Populated


def test_a_double_click_in_the_browser_loads_what_can_be(small, three, monkeypatch):
    from opgavenkaart.ui.catalogue import loading

    loaded = []
    monkeypatch.setattr(loading, "Loader", lambda iface: SimpleNamespace(load=lambda order: loaded.append(order.ids)))
    roads, stops = RootItem(small).createChildren()[0].createChildren()
    assert roads.handleDoubleClick() and stops.handleDoubleClick()
    assert loaded == [("roads",)]
    roads.actions(None)[0].trigger()
    assert loaded == [("roads",)] * 2


def test_a_large_sector_is_unfolded_in_parts(small):
    one = SimpleNamespace(id="x", title="A title of more than twenty-four letters", publisher="", age="", light="unknown", loadable=True)
    folder = FolderItem(None, "Sector", "opgavenkaart:/Sector", lambda parent: [])
    root = RootItem(small)
    rows = [SimpleNamespace(**vars(one) | {"id": str(number), "title": f"{number:03}"}) for number in range(2 * MOST + 1)]
    assert MOST == 250 and SHOWN == 24
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(browser, "LayerItem", lambda parent, entry, catalogue, iface: (entry.id, catalogue, iface))
        assert root.layers(folder, rows[:MOST], "c") == [(str(number), "c", small) for number in range(MOST)]
    parts = root.layers(folder, rows, "c")
    assert [part.name() for part in parts] == ["000 – 249", "250 – 499", "500 – 500"]
    assert [part.path() for part in parts] == [f"opgavenkaart:/Sector/{number:05}" for number in range(3)]
    assert span([one, rows[0]]) == "A title of more than twe – 000"


def test_a_catalogue_that_cannot_be_read_leaves_the_built_in_one_in_the_browser(small, three, tmp_path):
    settings.catalogue = str(tmp_path / "gone.json")
    root = RootItem(small)
    sectors = root.createChildren()
    assert len(sectors) > 2 and sectors[0].createChildren()[0].catalogue == ""


def test_the_browser_reads_its_node_anew_when_the_catalogue_is_another(small, three):
    node = browser.BrowserNode(small)
    node.load()
    assert QgsApplication.dataItemProviderRegistry().provider("Opgavenkaart") is not None
    node.refresh("catalogue")
    root, emptied = node.provider.createDataItem("", None), []
    root.depopulate = lambda: emptied.append(1)
    node.refresh("favourites")
    assert emptied == []
    settings.changed.emit("catalogue")
    assert emptied == [1]
    node.unload()
    settings.changed.emit("catalogue")
    assert emptied == [1] and QgsApplication.dataItemProviderRegistry().provider("Opgavenkaart") is None


# ---- challenges and municipalities


def test_a_challenge_is_chosen_by_its_title_or_typed_as_a_path(qgis_app, monkeypatch):
    picker = ChallengePicker()
    picker.set_value("warm_homes")
    assert (picker.list.currentText(), picker.value()) == ("Warm homes", "warm_homes") and picker.list.findData("") == -1
    assert picker.list.lineEdit().cursorPosition() == 0, "its beginning is read"
    picker.set_value("/a/challenge.json ")
    assert picker.value() == "/a/challenge.json"
    picker.list.setEditText(" Green and cool ")
    assert picker.value() == "green_and_cool"
    assert ChallengePicker(optional=True).value() == ""
    first = picker.list.itemText(0)
    picker.list.setEditText(first)
    assert picker.value() == picker.list.itemData(0) != first, "the first of the list too"
    given = iter([("/b.json", ""), ("", "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *asked: next(given))
    picker.button.click()
    picker.button.click()
    assert picker.value() == "/b.json"


def test_the_dialog_of_an_algorithm_asks_for_a_challenge_in_that_field(qgis_app):
    factory = ChallengeWidgetFactory()
    assert factory.parameterType() == CHALLENGE_WIDGET and factory.compatibleParameterTypes() == ["string"]
    assert factory.compatibleOutputTypes() == ["outputString", "outputFile"]
    parameter = QgsProcessingParameterString("CHALLENGE", "Challenge")
    optional = QgsProcessingParameterString("CHALLENGE", "Challenge", optional=True)
    kept = len(_kept)
    wrappers = [factory.createWidgetWrapper(one, QgsProcessingGui.WidgetType.Standard) for one in (parameter, optional)]
    assert len(_kept) == kept + 2
    pickers = [wrapper.createWidget() for wrapper in wrappers]
    assert [picker.list.findData("") for picker in pickers] == [-1, 0]
    for given, shown in (("warm_homes", "warm_homes"), ("x.json", "x.json"), (None, "")):
        wrappers[1].setWidgetValue(given, None)
        assert wrappers[1].widgetValue() == shown
    for picker in pickers:
        picker.deleteLater()
    let_go()
    assert len(_kept) == kept


def test_that_field_is_registered_and_taken_back(qgis_app):
    widgets, registry = ChallengeWidgets(), QgsGui.processingGuiRegistry()
    widgets.load()
    assert not registry.addParameterWidgetFactory(ChallengeWidgetFactory()), "it is there"
    widgets.unload()
    again = ChallengeWidgetFactory()
    assert registry.addParameterWidgetFactory(again) and not hasattr(widgets, "factory")
    registry.removeParameterWidgetFactory(again)


TYPED = [
    ("", "", ""),
    ("44021", "44021", ""),
    (" gent ", "44021", ""),
    ("Gemt", "", "No Flemish municipality is called 'Gemt'. Did you mean 'Gent'?"),
    ("Xyzzy", "", "No Flemish municipality is called 'Xyzzy'. Type a name or an NIS code."),
]


@pytest.mark.parametrize(("text", "nis", "complaint"), TYPED)
def test_a_municipality_is_known_by_name_and_code(qgis_app, text, nis, complaint):
    field, told = CityField(), []
    field.chosen.connect(lambda code: told.append(("chosen", code)))
    field.unknown.connect(lambda words: told.append(("unknown", words)))
    field.setText(text)
    assert (field.nis(), field.complaint()) == (nis, complaint)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == ([("chosen", nis)] if nis else [("unknown", complaint)] if complaint else [])
    if nis:
        assert field.text() == "Gent (44021)" or field.text().startswith("Gent")


def test_who_types_a_municipality_and_goes_on_by_mouse_means_it(qgis_app):
    field, told = CityField(), []
    field.chosen.connect(told.append)
    QTest.keyClicks(field, "Halle")
    field.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert told == [], "the list of names came up"
    for _ in range(2):
        field.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason))
    assert told == ["23027"] and field.text() == "Halle (23027)"


def test_brussels_is_no_flemish_municipality(qgis_app):
    field = CityField()
    field.setText("Elsene")
    assert field.complaint().endswith("is outside Flanders.") and "{" not in field.complaint()


def test_names_of_municipalities_are_offered_when_somebody_comes_to_type(qgis_app):
    field = CityField()
    assert field.completer() is None
    field.focusInEvent(QFocusEvent(QEvent.Type.FocusIn))
    offered = field.completer()
    assert offered.caseSensitivity() == Qt.CaseSensitivity.CaseInsensitive and offered.filterMode() == Qt.MatchFlag.MatchContains
    offered.setCompletionPrefix("galmaard")
    assert "Galmaarden" in offered.currentCompletion(), "one of before the mergers too"
    told = []
    field.chosen.connect(told.append)
    field.setText("Gent")
    offered.activated[str].emit("Gent")
    assert told and set(told) == {"44021"}
    field.focusInEvent(QFocusEvent(QEvent.Type.FocusIn))
    assert field.completer() is offered
    field.choose("44021")
    shown = field.text()
    field.choose("99999")
    assert shown and field.text() == ""


# ---- the map


def fits(canvas, width, height):
    """Return whether an extent fills the map one way: the map's proportions decide the other."""
    shown = canvas.extent()
    wide, high = shown.width() - width, shown.height() - height
    return min(wide, high) == pytest.approx(0, abs=1e-6) and max(wide, high) > -1e-6


def test_a_place_is_shown_with_a_little_around_it(small):
    extent = QgsReferencedRectangle(QgsRectangle(1000, 2000, 2000, 2500), LAMBERT)
    small.canvas.resize(400, 200)
    show_extent(small.canvas, extent)
    assert QgsProject.instance().crs() == LAMBERT and MARGIN == 0.02, "an empty project takes its coordinate system"
    small.canvas.setDestinationCrs(LAMBERT)
    show_extent(small.canvas, extent)
    shown = small.canvas.extent()
    assert shown.contains(QgsRectangle(980, 1980, 2020, 2520))
    assert fits(small.canvas, 1040, 540), "a fiftieth of its width, on each side"
    QgsProject.instance().addMapLayer(memory_layer("Point", []))
    show_extent(small.canvas, QgsReferencedRectangle(QgsRectangle(4, 51, 4.1, 51.1), QgsCoordinateReferenceSystem("EPSG:4326")))
    assert QgsProject.instance().crs() == LAMBERT, "one with layers keeps its own"
    assert small.canvas.extent().center().x() == pytest.approx(130_500, abs=20_000)


@pytest.mark.parametrize(
    ("box", "least", "wanted"),
    [
        ((0, 0, 10, 30), 0.0, (0, 0, 10, 30)),
        ((0, 0, 10, 30), 10.0, (0, 0, 10, 30)),
        ((0, 0, 10, 30), 20.0, (-5, -5, 15, 35)),
        ((5, 5, 5, 5), 200.0, (-95, -95, 105, 105)),
    ],
)
def test_a_box_is_at_least_so_wide_and_high(qgis_app, box, least, wanted):
    found = place_box(box, "EPSG:31370", least)
    assert (found.xMinimum(), found.yMinimum(), found.xMaximum(), found.yMaximum()) == wanted and found.crs() == LAMBERT


# ---- the locator


@pytest.fixture
def filter(small, three):
    shown = []

    def panel(name):
        return SimpleNamespace(show_layer=lambda id: shown.append((name, id)), open=lambda id: shown.append((name, id)))

    part = Locator(small, SimpleNamespace(show=panel))
    part.load()
    (found,) = small.registered
    found.shown = shown
    yield found
    part.unload()
    assert small.registered == [] and locator.known_layers.cache_info().currsize == 0 and not hasattr(part, "filter")


def fetched(filter, text, prefix=False):
    found, context = [], QgsLocatorContext()
    context.usingPrefix = prefix
    filter.resultFetched.connect(found.append)
    filter.fetchResults(text, context, QgsFeedback())
    filter.resultFetched.disconnect()
    return found


def test_the_locator_finds_layers_and_challenges(small, filter):
    assert (filter.name(), filter.prefix(), filter.displayName()) == ("opgavenkaart", PREFIX, "Opgavenkaart: layers, challenges, addresses")
    assert filter.fetchResultsDelay() == 300 and filter.prepare("", QgsLocatorContext()) == []
    other = filter.clone()
    assert type(other) is type(filter) and (other.iface, other.docks) == (filter.iface, filter.docks)
    (roads,) = fetched(filter, " roads")
    assert (roads.displayString, roads.group, roads.description, roads.userData) == ("Roads", "Layers", "Stad, 1 day", ("layer", "roads"))
    assert not roads.icon.isNull() and fetched(filter, "ro ") == [], "three letters at least"
    (stops,) = fetched(filter, "sto")
    assert stops.description == "Stad", "an unknown age is left out"
    warm = [one for one in fetched(filter, "warm homes") if one.group == "Challenges"]
    assert [(one.displayString, one.userData) for one in warm] == [("Warm homes", ("challenge", "warm_homes"))]
    for one in (roads, warm[0]):
        filter.triggerResult(one)
    assert filter.shown == [("Catalogue", "roads"), ("Challenge", "warm_homes")]


def test_the_locator_shows_ten_layers_at_most_and_the_built_in_ones_without_a_catalogue(filter, tmp_path):
    settings.catalogue = str(tmp_path / "gone.json")
    assert len(filter.layers("vlaanderen")) == len(filter.layers("a")) == 10


def test_an_address_service_that_does_not_answer_is_a_line_of_the_list(small, filter):
    settings.geocoder = "http://127.0.0.1:9/location"
    assert locator.geocoder() == settings.geocoder
    assert fetched(filter, "Veldstraat 1") == [], "without the prefix nothing goes to a server"
    (trouble,) = fetched(filter, "Veldstraat 1", prefix=True)
    assert (trouble.displayString, trouble.group, trouble.userData[0]) == ("Address service unreachable", "Addresses", "trouble")
    assert trouble.description == trouble.userData[1] and not trouble.icon.isNull()
    filter.triggerResult(trouble)
    assert small.notices()[0][0] == WARNING and small.notices()[0][1].endswith(trouble.description)
    settings.geocoder = ""
    assert locator.geocoder().startswith("https://")


def test_an_address_is_shown_on_the_map(small, filter):
    from opgavenkaart.processing.model.geography import LAMBERT_72

    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem(LAMBERT_72))
    small.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(LAMBERT_72))
    small.canvas.resize(300, 300)
    filter.triggerResult(filter.result("Veldstraat 1", "Addresses", ("address", (104_000, 193_000, 104_010, 193_020)), icon()))
    shown = small.canvas.extent()
    assert LEAST_METRES == 200.0 and (shown.center().x(), shown.center().y()) == pytest.approx((104_005, 193_010))
    assert fits(small.canvas, 200 + 2 * 4, 210 + 2 * 4)
    show_box(small.canvas, (104_000, 193_000, 105_000, 194_000))
    assert fits(small.canvas, 1040, 1040)


# ---- options, expressions, the status light


def test_the_page_of_the_options_is_registered_and_made_when_they_open(small):
    options = Options(small)
    options.load()
    (factory,) = small.registered
    page = factory.createWidget()
    assert type(page).__name__ == "SettingsPage" and factory.title() == "Opgavenkaart" and not factory.icon().isNull()
    options.unload()
    assert small.registered == [] and not hasattr(options, "factory")


def test_expressions_know_the_age_and_the_source_of_a_layer(qgis_app, qgis_new_project):
    ages = LayerAges()
    layer = memory_layer("Point", [], name="roads")
    QgsProject.instance().addMapLayer(layer)
    ages.by_id = {layer.id(): Aged(layer.id(), "roads", YESTERDAY, "", "Stad", "CC0"), "2": Aged("2", "undated")}
    functions = Expressions(ages)
    functions.load()
    try:
        context = QgsExpressionContext()

        def value(text):
            found = QgsExpression(text)
            assert not found.hasParserError() and not found.referencedColumns() and not found.needsGeometry()
            return found.evaluate(context)

        assert value("opgave_age('roads')") == value(f"opgave_age('{layer.id()}')") == 1
        assert value("opgave_source('roads')").startswith("Stad, ") and value("opgave_source('roads')").endswith("(1 day), CC0")
        assert not value("opgave_age('undated')") and not value("opgave_age('none')") and value("opgave_source('undated')") == ""
        age, source = functions.functions
        assert (age.name(), source.name(), age.params(), age.group()) == ("opgave_age", "opgave_source", 1, "Opgavenkaart")
        assert "<h3>function opgave_age</h3>" in age.helpText() and "<code>opgave_age('Parks')</code>" in age.helpText()
        assert "<code>opgave_source(@layer)</code>" in source.helpText() and "in words" in source.helpText() and "in days" in age.helpText()
        assert age.func([layer], None, None, None) == 1
    finally:
        functions.unload()
    assert not QgsExpression.isFunctionName("opgave_age") and functions.functions == []


def test_marks_tell_live_layers_from_copies(small, qgis_new_project, tmp_path):
    """In the list of layers, also after one was moved; a layer that no catalogue gave has none, and none stays behind."""
    (tmp_path / "a.csv").write_text("name\nA\n", encoding="utf-8")
    copy = QgsVectorLayer(str(tmp_path / "a.csv"), "copy", "ogr")
    live = QgsVectorLayer("url='http://127.0.0.1:1' typename='a'", "live", "WFS")
    other = QgsVectorLayer(str(tmp_path / "a.csv"), "other", "ogr")
    for layer in (copy, live):
        metadata = layer.metadata()
        metadata.setIdentifier("parks")
        layer.setMetadata(metadata)
        layer.setCustomProperty(KEY_PROPERTY, "parks")
    view, root, marks = small.layerTreeView(), QgsProject.instance().layerTreeRoot(), LayerMarks(small)
    marks.load()

    def shown() -> dict[str, list[str]]:
        QTest.qWait(1)
        return {node.name(): [one.toolTip() for one in view.indicators(node)] for node in root.findLayers()}

    QgsProject.instance().addMapLayers([copy, live, other])
    told = {"copy": ["Copy: fixed in time, also without a connection."], "live": ["Live: what the service holds now."], "other": []}
    assert shown() == told
    node = root.findLayer(live.id())
    root.insertGroup(0, "group").addChildNode(node.clone())
    root.removeChildNode(node)
    assert shown() == told
    marks.unload()
    assert shown() == dict.fromkeys(told, [])
    QgsProject.instance().addMapLayer(QgsVectorLayer(str(tmp_path / "a.csv"), "late", "ogr"))
    assert not any(shown().values())


@pytest.fixture
def light(small):
    ages = LayerAges()
    part = StatusLight(small, ages)
    part.load()
    button = part.button
    yield part, ages
    part.unload()
    assert not hasattr(part, "button")
    ages.changed.emit()
    QCoreApplication.sendPostedEvents(button, QEvent.Type.DeferredDelete)
    assert sip.isdeleted(button)


def test_the_status_light_tells_the_worst_light_and_the_oldest_layer(small, light):
    part, ages = light
    button = small.window.findChild(QToolButton, "OpgavenkaartStatusLight")
    assert button is part.button and button.isHidden() and button.menu() is part.menu
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    old = datetime.date.today() - datetime.timedelta(800)
    ages.by_id = {one.id: one for one in (Aged("1", "A", YESTERDAY, "P1Y"), Aged("2", "B", old, "P1Y"), Aged("3", "C"))}
    ages.changed.emit()
    assert not button.isHidden() and button.text() == "Oldest layer: 2 years" and not button.icon().isNull()
    told = "Layers: 1 stale, 1 current, 1 update frequency unknown. Oldest: B: 2 years, stale."
    assert (button.toolTip(), button.accessibleName()) == (told, f"Oldest layer: 2 years. {told}")
    part.list_layers()
    assert [(one.text(), one.isEnabled(), one.icon().isNull()) for one in part.menu.actions()] == [
        ("B: 2 years, stale", True, False), ("A: 1 day, current", True, False), ("", True, True), ("Layers without a date: 1", False, True),
    ]  # fmt: skip
    ages.by_id = {"3": Aged("3", "C")}
    ages.changed.emit()
    assert button.isHidden()


def test_a_click_in_the_list_of_ages_makes_a_layer_the_active_one(small, light):
    part, ages = light
    layer = memory_layer("Point", [], name="roads")
    QgsProject.instance().addMapLayer(layer)
    many = {str(number): Aged(str(number), f"{number:02}", datetime.date(2020, 1, 1)) for number in range(MOST_LISTED + 5)}
    ages.by_id = {layer.id(): Aged(layer.id(), "roads", datetime.date(2019, 1, 1))} | many
    part.menu.aboutToShow.emit()
    assert len(part.menu.actions()) == MOST_LISTED == 20, "all have a date, and the list ends somewhere"
    part.menu.actions()[0].trigger()
    assert small.active is layer


# ---- what is told


def test_each_message_has_its_level_and_stays_as_long_as_it_is_needed(small):
    bar = small.bar
    message_bar.succeed(bar, "good")
    assert (bar.currentItem().level(), bar.currentItem().duration()) == (
        Qgis.MessageLevel.Success,
        message_bar.SHORT,
    ) and message_bar.SHORT == 8
    bar.clearWidgets()
    message_bar.succeed(bar, "good", 0)
    assert bar.currentItem().duration() == 0
    begun = message_bar.inform(bar, "begun")
    assert (begun.level(), begun.duration()) == (Qgis.MessageLevel.Info, 8)
    message_bar.retract(bar, begun)
    assert [level for level, _ in small.notices()] == [SUCCESS]
    message_bar.retract(bar, begun)
    bar.clearWidgets()
    for told, level in ((message_bar.caution, WARNING), (message_bar.fail_with, CRITICAL)):
        for words in (("one",), ("one", "two")):
            told(bar, *((words[0], words[1:]) if told is message_bar.caution else (words,)))
            item = bar.currentItem()
            assert (int(item.level()), item.duration()) == (level, 0)
            assert len(item.findChildren(QToolButton)) == len(words) - 1, "a button shows all of several"
    assert [level for level, _ in small.notices()] == [CRITICAL, CRITICAL, WARNING, WARNING] and INFO == 0
    assert message_bar.why(None) == ["Failed without further details; see the log messages."]


def test_a_long_message_is_seen_whole_and_follows_the_width_of_the_bar(small):
    sentence = "The copy is in your profile, because the project was never saved. " * 2
    small.window.show()
    for told in ((message_bar.caution, sentence), (message_bar.succeed, sentence), (message_bar.caution, sentence, ["one", "two"])):
        small.bar.clearWidgets()
        told[0](small.bar, *told[1:])
        browser = small.bar.currentItem().findChild(QTextBrowser)
        heights = []
        for width in (1200, 600):
            small.bar.resize(width, 200)
            QTest.qWait(20)
            heights.append(browser.height())
            assert browser.verticalScrollBar().maximum() == 0, "nothing has to be scrolled to be read"
        assert heights[0] < heights[1]
    message_bar.caution(small.bar, "x " * 4000)
    browser = small.bar.currentItem().findChild(QTextBrowser)
    assert browser.height() <= message_bar.MOST_LINES * browser.fontMetrics().lineSpacing(), "the map stays in sight"


def test_a_way_to_go_on_is_a_button_that_takes_the_message_away(small):
    gone = []
    item = message_bar.offer(
        small.bar, "wrong", Qgis.MessageLevel.Warning, {"Again": lambda: gone.append(1), "Log": lambda: gone.append(2)}
    )
    buttons = {button.text(): button for button in item.findChildren(QPushButton)}
    assert list(buttons) == ["Again", "Log"] and (int(item.level()), item.duration()) == (WARNING, 0)
    buttons["Log"].click()
    assert gone == [2] and small.notices() == []


# ---- settings


def test_a_setting_is_kept_told_once_and_forgotten(chosen):
    told = []
    settings.changed.connect(told.append)
    settings.city = "44021"
    settings.city = "44021"
    assert told == ["city"] and QgsSettings().value(f"{GROUP}/city") == '"44021"'
    QgsSettings().setValue(f"{GROUP}/city", "{broken")
    assert settings.city == ""
    QgsSettings().setValue(f"{GROUP}/city", '"44021"')
    told.clear()
    settings.forget()
    settings.changed.disconnect(told.append)
    assert settings.city == "" and set(told) >= {"city", "catalogue", "favourites", "geocoder"}
    assert len(told) == len(set(told)) == KEPT_SETTINGS
    assert type(settings).city.default == ""
