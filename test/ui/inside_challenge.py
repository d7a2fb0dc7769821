"""What the tests of the challenge dock do inside QGIS, as a user would."""

import time
from pathlib import Path

from opgavenkaart.test.support import docks
from opgavenkaart.ui.settings import settings
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QLineEdit, QStyle, QStyleOptionSlider, QTextBrowser, QWidget
from qgis.utils import iface

ours = docks.Dock("Challenge")
dock, panel, state = ours.dock, ours.panel, ours.state
notices, notice_with, clear_notices = docks.notices, docks.notice_with, docks.clear_notices


def open_dock(catalogue: str) -> float:
    """Choose a catalogue in the settings and show the dock by its menu entry; return the milliseconds until it is filled and drawn."""
    settings.catalogue, settings.details = catalogue, True
    began = time.perf_counter()
    ours.press()
    ours.settle()
    assert panel() is not None
    return 1000 * (time.perf_counter() - began)


def export(folder: str) -> list[str]:
    """Press the button that makes everything, and choose a folder."""
    return docks.answer_dialog(panel().export_button, folder)


def wide(width: int) -> None:
    iface.mainWindow().resizeDocks([dock()], [width], Qt.Orientation.Horizontal)


def texts() -> list[str]:
    """Return what stands in the rows of the indicators."""
    return [
        [row.title.text(), row.facts.text().replace("\u00a0", " "), row.direction.text(), row.weight.text()]
        for row in panel().indicators.rows.values()
    ]


def facts() -> dict:
    """Return what the dock shows besides its rows."""
    return {
        "question": panel().question.text(),
        "source": panel().source.text(),
        "note": panel().note.text(),
        "state": panel().state.text(),
        "undo": panel().undo.text() if panel().undo.isEnabled() else "",
        "redo": panel().redo.text() if panel().redo.isEnabled() else "",
        "picker": panel().picker.list.currentText(),
        "step": panel().progress.step.text() if panel().progress.isVisible() else "",
    }


def press(button: str) -> None:
    QTest.mouseClick(getattr(panel(), button), Qt.MouseButton.LeftButton)


def press_cancel() -> None:
    QTest.mouseClick(panel().progress.cancel, Qt.MouseButton.LeftButton)


def trigger(action: str) -> None:
    """Click a button of the dock's toolbar."""
    QTest.mouseClick(panel().tools.widgetForAction(getattr(panel(), action)), Qt.MouseButton.LeftButton)
    QTest.qWait(50)


def compute() -> None:
    press("compute_button")


def layers() -> list[dict]:
    """Return the layers of the project in their groups, from the top."""
    found = []
    for tree in QgsProject.instance().layerTreeRoot().findLayers():
        path, parent = [], tree.parent()
        while parent is not None and parent.parent() is not None:
            path.insert(0, parent.name())
            parent = parent.parent()
        legend = [item.label() for item in tree.layer().renderer().legendSymbolItems()]
        found.append({"name": tree.name(), "group": path, "legend": legend, "count": tree.layer().featureCount()})
    return found


def is_at_rest() -> bool:
    """Whether the dock has an outcome and is sure of it, and nothing is to come."""
    live = panel().live
    return idle() and not live.pause.isActive() and not live.rest.isActive() and live.result is not None and live.result.certain is not None


def computed() -> dict | None:
    """Return what the dock knows of the outcome, once it is there, sure and at rest."""
    result = panel().live.result
    if not is_at_rest():
        return None
    rows = panel().clusters.model().rows
    return {"clusters": [list(row) for row in rows], "index": result.index.tolist(), "layers": layers()}


def classes() -> dict:
    """Return how many units the map draws in each colour, as its renderer decides it."""
    from qgis.core import QgsRenderContext

    layer = panel().live.result.shown.layer
    context = QgsRenderContext()
    context.setExpressionContext(layer.createExpressionContext())
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    found = {}
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        colour = renderer.symbolsForFeature(feature, context)[0].color().name()
        found[colour] = found.get(colour, 0) + 1
    renderer.stopRender(context)
    return found


def row(id: str):
    """Return an indicator's row, scrolled into sight."""
    found = panel().indicators.rows[id]
    panel().indicators.ensureWidgetVisible(found)
    QApplication.processEvents()
    return found


def handle(slider) -> QPoint:
    """Return where a slider's handle is."""
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    return slider.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, slider).center()


def hold(widget: QWidget, place: QPoint) -> None:
    """Move the mouse with its button down, which QTest's own move cannot."""
    left = Qt.MouseButton.LeftButton
    where = [QPointF(place), QPointF(widget.mapToGlobal(place))]
    QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseMove, *where, left, left, Qt.KeyboardModifier.NoModifier))


def drag(id: str, pixels: int) -> dict:
    """Drag an indicator's slider by its handle; return the weights that it passed and how often the map was asked to repaint."""
    slider, repaints, weights = row(id).slider, [], []
    layer = panel().live.result.shown.layer
    layer.repaintRequested.connect(lambda *_: repaints.append(1))
    start = handle(slider)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 11):
        hold(slider, start + QPoint(pixels * step // 10, 0))
        QTest.qWait(30)
        weights.append(row(id).weight.value())
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(pixels, 0))
    QTest.qWait(50)
    return {"weights": weights, "repaints": len(repaints)}


def type_weight(id: str, text: str) -> None:
    """Type a weight and press Enter."""
    field = row(id).weight
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.qWait(50)


def turn(id: str) -> str:
    """Click which values mean need."""
    QTest.mouseClick(row(id).direction, Qt.MouseButton.LeftButton)
    QTest.qWait(50)
    return row(id).direction.text()


def remove(id: str) -> None:
    QTest.mouseClick(row(id).remove, Qt.MouseButton.LeftButton)
    QTest.qWait(50)


def keys(key: str, modifier: str = "NoModifier", times: int = 1) -> str:
    """Press a key where the focus is; return the accessible name of what then has it."""
    for _ in range(times):
        QTest.keyClick(iface.mainWindow().focusWidget(), getattr(Qt.Key, key), getattr(Qt.KeyboardModifier, modifier))
    QTest.qWait(30)
    focus = iface.mainWindow().focusWidget()
    return focus.accessibleName() or getattr(focus, "text", lambda: "")()


def focus(name: str) -> None:
    QApplication.setActiveWindow(iface.mainWindow())  # there is no window manager that would
    getattr(panel(), name).setFocus(Qt.FocusReason.TabFocusReason)


def click_cluster(place: int) -> dict:
    """Click a cluster; return the map's extent and scale afterwards."""
    table = panel().clusters
    panel().tabs.setCurrentWidget(table)
    QApplication.processEvents()
    index = table.model().index(place, 1)
    table.scrollTo(index)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, table.visualRect(index).center())
    return extent()


def extent() -> dict:
    found = iface.mapCanvas().extent()
    return {"x": [found.xMinimum(), found.xMaximum()], "y": [found.yMinimum(), found.yMaximum()]}


def see_all() -> None:
    iface.zoomFull()


def call(method: str, argument: str = "") -> None:
    """Do what a file dialog would end in."""
    getattr(panel(), method)(*([argument] if argument else []))


def idle() -> bool:
    return not panel().computer.is_busy and not panel().live.is_adding


def modal() -> list[str]:
    """Return the titles of the message boxes that stand in the way."""
    return [
        widget.windowTitle() for widget in QApplication.topLevelWidgets() if widget.isVisible() and type(widget).__name__ == "QMessageBox"
    ]


def compare(place: str) -> None:
    """Choose another challenge in the tab of comparisons, and press its button."""
    panel().tabs.setCurrentWidget(panel().comparison)
    panel().comparison.picker.set_value(place)
    QTest.mouseClick(panel().comparison.button, Qt.MouseButton.LeftButton)


def compared() -> dict | None:
    rows = panel().comparison.table.model().rows
    return {"summary": panel().comparison.summary.text(), "rows": [list(one) for one in rows]} if rows and idle() else None


def pick(title: str) -> None:
    """Choose a challenge in the list, with the keyboard."""
    box = panel().picker.list
    box.setCurrentIndex(box.findText(title))
    box.activated.emit(box.currentIndex())


def tip(row: int, column: int) -> str:
    """Return what a cell of the clusters says under the mouse."""
    return panel().clusters.model().index(row, column).data(Qt.ItemDataRole.ToolTipRole)


def room() -> dict:
    """Return how many indicators are seen whole, and how much of a row stays free below the last cluster."""
    panel().tabs.setCurrentWidget(panel().clusters)
    QApplication.processEvents()
    area, table = panel().indicators.viewport(), panel().clusters
    whole = [
        row
        for row in panel().indicators.rows.values()
        if area.rect().contains(row.geometry().translated(panel().indicators.widget().pos()))
    ]
    last = table.visualRect(table.model().index(table.model().rowCount() - 1, 0))
    return {"indicators": len(whole), "below_last_cluster": (table.viewport().height() - last.bottom() - 1) / last.height()}


def cut() -> list[str]:
    """Return texts of the dock that get less room than they need."""
    return cut_in(panel())


def cut_in_dialog() -> list[str]:
    return cut_in(dialog())


def cut_in(parent: QWidget) -> list[str]:
    found = []
    for widget in parent.findChildren(QWidget):
        if (
            not widget.isVisible()
            or isinstance(widget, QLineEdit)
            or not hasattr(widget, "text")
            or not callable(widget.text)
            or not widget.text()
        ):
            continue
        wraps = getattr(widget, "wordWrap", lambda: False)()
        need = widget.heightForWidth(widget.width()) if wraps else widget.sizeHint().height()
        narrow = not wraps and type(widget).__name__ in ("QLabel", "QPushButton", "QToolButton", "QCheckBox")
        if widget.height() < need or (narrow and widget.width() < widget.sizeHint().width()):
            found.append(f"{type(widget).__name__}: {widget.text()}")
    return found


def screenshot(path: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    QApplication.processEvents()
    if not QApplication.primaryScreen().grabWindow(0).save(path):
        raise OSError(path)


def dialog() -> QDialog | None:
    """Return the dialog that stands open."""
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()), None)


def edit(id: str = "") -> str:
    """Open the editor, on an indicator or a new one; return its title."""
    if id:
        QTest.mouseClick(row(id).edit, Qt.MouseButton.LeftButton)
    else:
        trigger("add")
    QTest.qWait(50)
    return dialog().windowTitle()


def fill(**values) -> None:
    """Fill fields of the dialog that stands open: texts are typed, choices are made by their key."""
    for name, value in values.items():
        field = dialog()
        for part in name.split("__"):
            field = getattr(field, part)
        if hasattr(field, "choose"):
            field.choose(value)
        elif hasattr(field, "setChecked"):
            field.setChecked(value)
        elif isinstance(value, str):
            field.clear()
            QTest.keyClicks(field, value)
        else:
            field.setValue(value)
    QTest.qWait(50)


def visible() -> list[str]:
    """Return the accessible names of the dialog's fields that are seen."""
    return [one.accessibleName() for one in dialog().findChildren(QWidget) if one.isVisible() and one.accessibleName()]


def choices(name: str) -> list[str]:
    """Return the words of a list in the dialog."""
    field = dialog()
    for part in name.split("__"):
        field = getattr(field, part)
    return [field.itemText(place) for place in range(field.count())]


def try_values() -> None:
    QTest.mouseClick(dialog().try_button, Qt.MouseButton.LeftButton)


def tried() -> str:
    """Return what the preview says of the values; empty while it measures."""
    return "" if dialog().computer.is_busy else dialog().numbers.text()


def dialog_notices() -> list[str]:
    return [label.toPlainText() for item in dialog().bar.items() for label in item.findChildren(QTextBrowser)]


def finish(button: str) -> bool:
    """Press OK or Cancel; return whether the dialog still stands."""
    box = dialog().buttons
    QTest.mouseClick(box.button(getattr(box.StandardButton, button)), Qt.MouseButton.LeftButton)
    QTest.qWait(50)
    return dialog() is not None


def add_layer(source: str, name: str) -> None:
    """Open a layer in the project."""
    QgsProject.instance().addMapLayer(QgsVectorLayer(source, name, "ogr"))


def catalogue() -> str:
    return settings.catalogue


def back_to(path: str) -> None:
    """Choose a catalogue and begin again with warm homes."""
    settings.catalogue = path
    panel().session.start("warm_homes")
    clear_notices()
    QTest.qWait(50)


def source(which: str) -> str:
    """Return where the computed units or clusters lie."""
    return getattr(panel().live.result.computed, which)


def focus_slider(id: str) -> None:
    QApplication.setActiveWindow(iface.mainWindow())  # there is no window manager that would
    row(id).slider.setFocus(Qt.FocusReason.TabFocusReason)


def compared_with(text: str) -> dict | None:
    """Return the comparison once its summary names a challenge and what became of the clusters."""
    found = compared()
    return found if found and text in found["summary"] and "Clusters" in found["summary"] else None


def says_something() -> str:
    """Return what the progress says; empty before it says anything."""
    return panel().progress.step.text()


def choose_text(name: str, text: str) -> None:
    """Choose in a list of the dialog by its words."""
    field = dialog()
    for part in name.split("__"):
        field = getattr(field, part)
    field.setCurrentIndex(field.findText(text))


def unchanged_by_editor() -> list[str]:
    """Return the indicators that would be others after the editor was opened and accepted."""
    from opgavenkaart.ui.challenge.editor import IndicatorDialog

    found = []
    for one in panel().session.challenge.indicators:
        editor = IndicatorDialog(panel().session.challenge, panel().catalogue, one, panel().language, panel())
        if editor.indicator() != one:
            found.append(f"{one} became {editor.indicator()}")
        editor.deleteLater()
    return found
