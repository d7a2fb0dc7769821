"""What the tests of the window as a whole do inside QGIS, as a user would."""

import gc
import os
from pathlib import Path

from opgavenkaart.test.support import docks, opened
from opgavenkaart.ui.settings import settings
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProject,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.gui import QgsFileWidget, QgsGui
from qgis.PyQt.QtCore import QDateTime, QEvent, QModelIndex, QObject, QPoint, QSettings, Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QDockWidget,
    QLineEdit,
    QToolBar,
    QToolButton,
    QTreeView,
    QWidget,
)
from qgis.utils import iface, loadPlugin, plugins, startPlugin, unloadPlugin

ours = docks.Dock("Catalogue")
dock, panel = ours.dock, ours.panel
notices, notice_with, clear_notices = docks.notices, docks.notice_with, docks.clear_notices
open_dock = ours.open

PLUGIN = "opgavenkaart"
PAGE = "OpgavenkaartOptions"


def screen() -> str:
    return os.environ["DISPLAY"]


def screenshot(path: str) -> bool:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    return QApplication.primaryScreen().grabWindow(0).save(path)


def press_entry(name: str) -> list[str]:
    """Press a dock's entry; return which docks are then seen, and which entries are ticked."""
    docks.Dock(name).press()
    QTest.qWait(100)
    ours = [docks.Dock(one) for one in ("Catalogue", "Challenge", "Map", "Planning")]
    seen = [one.dock().windowTitle() for one in ours if not one.dock().visibleRegion().isEmpty()]
    return [seen, [one.dock().windowTitle() for one in ours if one.entry().isChecked()]]


def layers() -> list[str]:
    return [layer.name() for layer in QgsProject.instance().layerTreeRoot().layerOrder()]


def map_tip(name: str) -> str:
    (layer,) = QgsProject.instance().mapLayersByName(name)
    return layer.mapTipTemplate()


def empty_project() -> None:
    QgsProject.instance().clear()


def empty_layers() -> None:
    """Take the layers away; the map stays where it is."""
    QgsProject.instance().removeAllMapLayers()


def count_and_zoom_in(name: str) -> int:
    """Return the number of features of a layer; then show half of its width and height, around its first feature."""
    (layer,) = QgsProject.instance().mapLayersByName(name)
    canvas, box = iface.mapCanvas(), layer.extent()
    QgsProject.instance().setCrs(layer.crs())
    box.scale(0.5, next(layer.getFeatures()).geometry().asPoint())
    canvas.setExtent(box)
    canvas.refresh()
    QTest.qWait(100)
    return layer.featureCount()


def type_into(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


# the welcome


def welcome() -> dict:
    """Return whether the welcome is seen, and what it says of the municipality."""
    shown = panel().welcome
    return {"seen": shown.isVisible(), "about": shown.about.text(), "busy": shown.tour is not None}


def try_demo() -> None:
    click(panel().welcome.demo)


def toured() -> bool:
    return panel().welcome.tour is None and not panel().reading


def put_away() -> None:
    click(panel().welcome.away)


def bring_back() -> bool:
    next(action for action in panel().chooser.menu.actions() if action.text().startswith(("Welkom", "Welcome"))).trigger()
    return panel().welcome.isVisible()


def choose_city(text: str) -> str:
    type_into(panel().welcome.city, text)
    QTest.keyClick(panel().welcome.city, Qt.Key.Key_Return)
    ours.settle()
    return panel().welcome.city.text()


def map_state() -> dict:
    canvas = iface.mapCanvas()
    box = canvas.extent()
    crs = QgsProject.instance().crs().authid()
    return {"crs": crs, "box": [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()], "scale": canvas.scale()}


def map_shows(x: float, y: float, height: float) -> bool:
    """Return whether a place is in the middle of the map, and that part of it, or a little more, around it."""
    box = iface.mapCanvas().extent()
    near = max(abs(box.center().x() - x), abs(box.center().y() - y)) < 1
    return near and height <= box.height() < 10 * height


# the catalogue


def open_catalogue(path: str) -> int:
    panel().open_catalogue(path)
    ours.settle()
    return len(panel().contents.entries)


def search(text: str) -> list[str]:
    type_into(panel().search, text)
    return listed()


def listed() -> list[str]:
    """Return the titles of the layers as they stand below each other."""
    return titles(panel().model, QModelIndex())


def titles(model, parent: QModelIndex) -> list[str]:
    children = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
    below = [title for child in children for title in titles(model, child)]
    return below or [child.data() for child in children]


def not_there(shown):
    raise LookupError(shown)


def select(title: str) -> None:
    """Click a layer."""
    tree, model = panel().tree, panel().model
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    (index,) = model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, title, 1, flags) or not_there(listed())
    tree.expandAll()
    tree.scrollTo(index)
    QApplication.processEvents()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, tree.visualRect(index).center())


def places(title: str) -> dict:
    """Return where on the screen a layer of the dock stands, and the middle of the map and of the list of layers."""
    select(title)
    tree = panel().tree
    row = tree.viewport().mapToGlobal(tree.visualRect(tree.currentIndex()).center())
    canvas, tree_of_layers = iface.mapCanvas(), iface.layerTreeView()
    middle = canvas.mapToGlobal(QPoint(canvas.width() // 2, canvas.height() // 2))
    below = tree_of_layers.mapToGlobal(QPoint(tree_of_layers.width() // 2, tree_of_layers.height() - 10))
    return {"row": [row.x() - 40, row.y()], "map": [middle.x(), middle.y()], "list": [below.x(), below.y()]}


def press_keys(keys: str) -> None:
    """Press keys, such as ``Alt+Shift+F``, in the tree of layers."""
    QApplication.setActiveWindow(iface.mainWindow())  # there is no window manager that would
    panel().tree.setFocus()
    QTest.keySequence(panel().tree, QKeySequence(keys))


def tick(name: str, on: bool) -> None:
    box = getattr(panel(), name)
    if box.isChecked() != on:
        click(box)


def switch(name: str) -> list[str]:
    click(getattr(panel(), name))
    return listed()


def add_address(address: str) -> None:
    panel().add_row.open()
    type_into(panel().add_row.address, address)
    QTest.keyClick(panel().add_row.address, Qt.Key.Key_Return)


def add_project() -> None:
    panel().add_row.add_project()


def shown_catalogue() -> str:
    ours.settle()
    return panel().chooser.list.currentText()


def offers_pictures(title: str) -> bool:
    select(title)
    return panel().pictures.isVisible()


def asked_of_loading(title: str) -> dict:
    """Return what would be asked of `load_layers` for a layer as pictures."""
    select(title)
    panel().pictures.setChecked(True)
    inputs = panel().loader.inputs(panel().order(tuple(one.id for one in panel().chosen())))
    panel().pictures.setChecked(False)
    return {"CATALOGUE": inputs["CATALOGUE"], "RECORDS": inputs["RECORDS"]}


# browser and locator


def browser() -> QTreeView:
    found = iface.mainWindow().findChild(QDockWidget, "Browser")
    found.raise_()
    return found.findChild(QTreeView)


def browse(*path: str) -> list[str]:
    """Unfold a path in the browser and return what lies below."""
    index = browser_index(path)
    browser().expand(index)
    QTest.qWait(200)
    return [browser().model().index(row, 0, index).data() for row in range(browser().model().rowCount(index))]


def browser_index(path) -> QModelIndex:
    view, index = browser(), QModelIndex()
    for name in path:
        view.expand(index)
        QTest.qWait(200)
        rows = [view.model().index(row, 0, index) for row in range(view.model().rowCount(index))]
        index = next(row for row in rows if row.data() == name)
    return index


def double_click_in_browser(path: list[str]) -> None:
    index = browser_index(path)
    browser().scrollTo(index)
    QApplication.processEvents()
    place = browser().visualRect(index).center()
    QTest.mouseClick(browser().viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.mouseDClick(browser().viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def unfold(path: list[str]) -> list[str]:
    return browse(*path)


def set_geocoder(address: str) -> None:
    settings.geocoder = address


def locate(text: str) -> None:
    """Type in the locator."""
    field = locator().findChild(QLineEdit)
    type_into(field, text)


def locator() -> QWidget:
    return next(w for w in iface.mainWindow().findChildren(QWidget) if w.metaObject().className() == "QgsLocatorWidget")


def located() -> list[str]:
    """Return the lines that the locator shows."""
    view = next(w for w in QApplication.allWidgets() if w.metaObject().className() == "QgsLocatorResultsView")
    return [view.model().index(row, 0).data() for row in range(view.model().rowCount())]


def place_located(text: str) -> list[int]:
    """Return where on the screen a line of the locator stands."""
    view = next(w for w in QApplication.allWidgets() if w.metaObject().className() == "QgsLocatorResultsView")
    index = next(index for row in range(view.model().rowCount()) if (index := view.model().index(row, 0)).data() == text)
    place = view.viewport().mapToGlobal(view.visualRect(index).center())
    return [place.x(), place.y()]


def card_with(text: str) -> str:
    return panel().card.toPlainText() if text in panel().card.toPlainText() else ""


# options, expressions, status


def set_setting(name: str, text: str) -> str:
    """Open the page in QGIS's options, type into one of its fields, and press OK; return what is said against it, and press Cancel then."""
    said = []

    def answer():
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
        page = next(w for w in dialog.findChildren(QWidget) if type(w).__name__ == "SettingsPage")
        if name == "catalogues":
            page.catalogues.addItem(text)
        else:
            field = getattr(page, name)
            type_into(field.lineEdit() if isinstance(field, QgsFileWidget) else field, text)
        click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))
        QTest.qWait(50)
        said.append(page.reasons.text() if page.reasons.isVisible() else "")
        kept[:] = [dialog.grab()]
        dialog.reject()

    QTimer.singleShot(1000, answer)
    iface.showOptionsDialog(iface.mainWindow(), PAGE)
    return said[0]


kept = []


def save_kept(path: str) -> bool:
    return kept.pop().save(path)


def forget_everything(tick: list[int] | None = None, asked: str = "Ok", options: str = "Ok", picture: str = "") -> dict:
    """Press the button in QGIS's options; in the dialog tick boxes (None: all), press a button, and then one of the options themselves.

    Return what the dialog listed with what was ticked at first, and what the page then said.
    """
    seen = {}

    def choose(dialog):
        seen["listed"] = [[box.text(), box.isChecked()] for box, _ in dialog.boxes]
        for number, (box, _) in enumerate(dialog.boxes):
            box.setChecked(tick is None or number in tick)
        if picture:
            dialog.grab().save(f"{picture}_dialog.png")
        click(dialog.findChild(QDialogButtonBox).button(getattr(QDialogButtonBox.StandardButton, asked)))

    def answer():
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
        page = next(w for w in dialog.findChildren(QWidget) if type(w).__name__ == "SettingsPage")
        QTimer.singleShot(300, lambda: choose(page.findChild(QDialog, "OpgavenkaartForget")))
        click(page.forget)
        seen["said"] = page.forgotten.text()
        QTest.qWait(50)
        if picture:
            dialog.grab().save(f"{picture}_options.png")
        click(dialog.findChild(QDialogButtonBox).button(getattr(QDialogButtonBox.StandardButton, options)))

    QTimer.singleShot(1000, answer)
    iface.showOptionsDialog(iface.mainWindow(), PAGE)
    return seen


def add_own_layer(path: str) -> str:
    """Put a layer into the user's own catalogue, and return where that is."""
    from opgavenkaart.processing.model.record import LayerRecord, Publisher, Source
    from opgavenkaart.processing.model.text import Text
    from opgavenkaart.ui.catalogue.own import add_records, own_path

    add_records([LayerRecord("benches", Text("Banken", "Benches"), Publisher("Stad", "city"), Source("gpkg", path))])
    return str(own_path())


def settings_kept() -> dict:
    """Return what stands in the user's settings under the plugin's group, apart from what an organisation gave to all."""
    store, given = QgsSettings(), QSettings(QgsSettings.globalSettingsPath(), QSettings.Format.IniFormat)
    store.beginGroup(PLUGIN)
    given.beginGroup(PLUGIN)
    return {key: store.value(key) for key in store.allKeys() if key not in given.allKeys()}


def profile_files() -> list[str]:
    folder = Path(QgsApplication.qgisSettingsDirPath()) / PLUGIN
    return [path.name for path in folder.rglob("*")] if folder.exists() else []


def evaluate(text: str, layer: str = ""):
    """Return what an expression gives, on a layer of the project where one is named."""
    found = QgsExpression(text)
    on = QgsProject.instance().mapLayersByName(layer)[0] if layer else None
    answer = found.evaluate(QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(on)))
    return found.evalErrorString() or (None if answer is None or not isinstance(answer, int | str) else answer)


def help_of_function(name: str) -> str:
    """Return what the expression builder says of a function."""
    return next(one.helpText() for one in QgsExpression.Functions() if one.name() == name)


def add_group(name: str) -> None:
    QgsProject.instance().layerTreeRoot().addGroup(name)


def add_memory_layer(name: str, date: str) -> None:
    """Add a layer that its metadata say is of a day; of none for an empty text."""
    layer = QgsVectorLayer("Point?crs=EPSG:31370", name, "memory")
    if date:
        published, metadata = QDateTime.fromString(date, Qt.DateFormat.ISODate), layer.metadata()
        metadata.setDateTime(Qgis.MetadataDateType.Published, published)
        layer.setMetadata(metadata)
    QgsProject.instance().addMapLayer(layer)
    QTest.qWait(50)


def light() -> dict:
    button = iface.mainWindow().findChild(QToolButton, "OpgavenkaartStatusLight")
    return {"seen": button.isVisible(), "text": button.text(), "name": button.accessibleName(), "tip": button.toolTip()}


def light_shows() -> str:
    """Return which freshness the light has the picture of."""
    from opgavenkaart.processing.model.dates import Freshness
    from opgavenkaart.ui.catalogue.lights import light_icon

    button = iface.mainWindow().findChild(QToolButton, "OpgavenkaartStatusLight")
    shown = button.icon().pixmap(32).toImage()
    return next(one.value for one in Freshness if light_icon(one).pixmap(32).toImage() == shown)


def freshness_of_layers() -> list[str]:
    """Return the freshness of each layer of the project by its metadata alone."""
    import datetime

    from opgavenkaart.processing.model.dates import freshness
    from opgavenkaart.processing.qgis_io.layer_metadata import date_of, rhythm_of

    metadata = [layer.metadata() for layer in QgsProject.instance().mapLayers().values()]
    return [freshness(date_of(one), rhythm_of(one), datetime.date.today()).value for one in metadata]


def light_is_out() -> bool:
    return not light()["seen"]


def light_list() -> list[str]:
    menu = iface.mainWindow().findChild(QToolButton, "OpgavenkaartStatusLight").menu()
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.text()]


# the plugin's life


CODE = ("GarbageWatch", "JsonSetting", "LayerRole", "Settings")
"""Stand in a module, and PyQt keeps every module that makes a class of one of its own: code, of which a reload brings new."""


def census() -> dict:
    """Count what the plugin has in QGIS: widgets, actions, providers, functions, listeners, and its objects in Python."""
    for _ in range(5):  # what was told to go, goes; timers that wait for it, end
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QTest.qWait(100)
        gc.collect()
    window, project = iface.mainWindow(), QgsProject.instance()
    children = window.findChildren(QObject)
    menus = [action.menu() for action in iface.pluginMenu().actions() if action.text() == "Opgavenkaart"]
    own = [one for one in gc.get_objects() if str(type(one).__module__).startswith(f"{PLUGIN}.ui") and type(one).__name__ not in CODE]
    return {
        "objects": sorted(type(one).__qualname__ for one in own),
        "children": sum(child.objectName().startswith("Opgavenkaart") for child in children),
        "widgets": len(window.findChildren(QWidget)),
        "docks": sum(found.objectName().startswith("Opgavenkaart") for found in window.findChildren(QDockWidget)),
        "toolbars": sum(found.objectName().startswith("Opgavenkaart") for found in window.findChildren(QToolBar)),
        "entries": sum(len(menu.actions()) for menu in menus if menu is not None),
        "shortcuts": sum(action.objectName().startswith("Opgavenkaart") for action in QgsGui.shortcutsManager().listActions()),
        "providers": sum(one.id() == PLUGIN for one in QgsApplication.processingRegistry().providers()),
        "browser": sum(one.name() == "Opgavenkaart" for one in QgsApplication.dataItemProviderRegistry().providers()),
        "roots": sum(browser().model().index(row, 0).data() == "Opgavenkaart" for row in range(browser().model().rowCount())),
        "functions": sum(name.startswith("opgave_") for name in (one.name() for one in QgsExpression.Functions())),
        "listeners": [project.receivers(signal) for signal in (project.layersAdded, project.layersRemoved, project.readProject)],
        "status": sum(w.objectName().startswith("Opgavenkaart") for w in window.findChildren(QToolButton)),
    }


open_all = opened.open_all


def reload_once() -> dict:
    """Switch the plugin off, as the plugin manager does; return what is left of it, and switch it on again."""
    unloadPlugin(PLUGIN)
    left = census()
    assert loadPlugin(PLUGIN)
    assert startPlugin(PLUGIN)
    return left


def switch_off() -> bool:
    return unloadPlugin(PLUGIN) and PLUGIN not in plugins


def same_shortcut() -> list[str]:
    """Return the shortcuts that another action of QGIS has, too."""
    actions = [one for one in QgsGui.shortcutsManager().listActions() if not one.shortcut().isEmpty()]
    own = [one for one in actions if one.objectName().startswith("Opgavenkaart")]
    return [one.shortcut().toString() for one in own for other in actions if other is not one and other.shortcut() == one.shortcut()]


def own_shortcuts() -> list[str]:
    actions = QgsGui.shortcutsManager().listActions()
    return [one.shortcut().toString() for one in actions if one.objectName().startswith("Opgavenkaart")]
