"""A part of the window as text: each widget below the layout that holds it, with all that it says and does otherwise than Qt's own."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from qgis.gui import QgsCollapsibleGroupBoxBasic, QgsOptionsPageWidget
from qgis.PyQt.QtCore import QMetaProperty, QObject, Qt
from qgis.PyQt.QtGui import QIcon, QKeySequence, QPixmap
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLayout,
    QMenu,
    QScrollArea,
    QSplitter,
    QTabBar,
    QTableView,
    QTabWidget,
    QToolBar,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

LEFT_OUT = {
    *("geometry", "pos", "size", "sizeIncrement", "baseSize", "frameRect", "modelColumn", "currentSection", "count", "visible"),
    *(f"{end}imum{side}" for end in ("min", "max") for side in ("Size", "Width", "Height")),
    *("palette", "font", "cursor", "locale", "document", "styleSheet", "windowIcon", "pixmap", "iconSize", "backgroundBrush"),
    *("foregroundBrush", "autoFillBackground", "defaultSectionSize", "html", "markdown", "currentText", "currentData", "currentIndex"),
    *("cleanText", "displayText", "sizePolicy", "modified", "windowModified", "selectedText", "cursorPosition", "acceptableInput"),
    "objectName",
}
"""Properties that hold a place or a colour of this machine, a moment, or what another one says."""
IN_LINES = {"indentation", "minimumSectionSize"}
"""Numbers of pixels that go by the height of a line."""
SIZES = {0: "Fixed", 1: "Minimum", 3: "MinimumExpanding", 4: "Maximum", 5: "Preferred", 7: "Expanding", 13: "Ignored"}
SECTIONS = {0: "Interactive", 1: "Stretch", 2: "Fixed", 3: "ResizeToContents"}
HOLDERS = (QWidget, QGroupBox, QgsCollapsibleGroupBoxBasic)
"""Of the classes of Qt and QGIS those in which the plugin lays out other widgets."""
FEW = 8
"""A longer list of choices is content, such as the challenges that there are: only how it begins is told."""


def outline(widget: QWidget) -> str:
    """Return a widget and what lies in it, a line each, and in which order Tab goes through it."""
    return "\n".join([*_lines(widget, 0), "Tab:", *(f"  {name}" for name in _reached(widget))])


def _reached(widget: QWidget) -> Iterator[str]:
    """Yield what Tab comes to, from the first one on; what lies on a tab that is not in front too."""
    one = widget.nextInFocusChain()
    while one is not widget:
        by_tab = _number(one.focusPolicy()) & _number(Qt.FocusPolicy.TabFocus) and not isinstance(one.parent(), QTabBar)
        if by_tab and widget.isAncestorOf(one) and (name := one.accessibleName() or _text(one)):
            yield name
        one = one.nextInFocusChain()


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def _lines(widget: QWidget, depth: int, note: str = "") -> Iterator[str]:
    yield "  " * depth + " ".join(filter(None, [note, type(widget).__name__, *_facts(widget)]))
    if isinstance(widget, QSplitter):
        for place in range(widget.count()):
            part = widget.widget(place)
            yield from _lines(part, depth + 1, f"stretch {part.sizePolicy().verticalStretch()}:")
    elif isinstance(widget, QTabWidget):
        if corner := widget.cornerWidget():
            yield from _lines(corner, depth + 1, "corner:")
        for place in range(widget.count()):
            yield from _lines(widget.widget(place), depth + 1, f"tab {widget.tabText(place)!r}:")
    elif isinstance(widget, QScrollArea):
        yield from _lines(widget.widget(), depth + 1)
    elif isinstance(widget, QToolBar):
        for action in widget.actions():
            yield "  " * (depth + 1) + _action(action)
    elif isinstance(widget, QTreeView | QTableView):
        header = widget.header() if isinstance(widget, QTreeView) else widget.horizontalHeader()
        yield "  " * (depth + 1) + " ".join(["header", *_facts(header)])
    elif widget.layout() and (type(widget).__module__.startswith("opgavenkaart") or type(widget) in HOLDERS):
        yield from _layout_lines(widget.layout(), depth + 1)


def _layout_lines(layout: QLayout, depth: int, note: str = "") -> Iterator[str]:
    yield "  " * depth + " ".join(filter(None, [note, type(layout).__name__, *_layout_facts(layout)]))
    for place in range(layout.count()):
        item = layout.itemAt(place)
        where = _place(layout, place)
        if item.widget() is not None:  # an empty list is false
            yield from _lines(item.widget(), depth + 1, where)
        elif item.layout() is not None:
            yield from _layout_lines(item.layout(), depth + 1, where)
        else:
            yield "  " * (depth + 1) + f"{where} space"


def _place(layout: QLayout, place: int) -> str:
    """Return where an item stands in its layout, and what of the room is its."""
    aligned = _number(layout.itemAt(place).alignment())
    found = [f"aligned {aligned}"] if aligned else []
    if isinstance(layout, QBoxLayout) and layout.stretch(place):
        found.append(f"stretch {layout.stretch(place)}")
    elif isinstance(layout, QGridLayout):
        found.append("{},{} {}x{}".format(*layout.getItemPosition(place)))
    elif isinstance(layout, QFormLayout):
        row, role = layout.getItemPosition(place)
        found.append(f"{row} {('label', 'field', 'whole row')[_number(role)]}")
    return f"{', '.join(found)}:" if found else ""


def _layout_facts(layout: QLayout) -> Iterator[str]:
    margins, spacing, vertical = _usual_layout(type(layout))
    if _sides(layout) not in margins:
        yield f"margins {_sides(layout)}"
    if isinstance(layout, QGridLayout):
        stretched = {column: layout.columnStretch(column) for column in range(layout.columnCount()) if layout.columnStretch(column)}
        yield f"columns {stretched}" if stretched else ""
        yield f"between rows {layout.verticalSpacing()}" if layout.verticalSpacing() != vertical else ""
    elif isinstance(layout, QFormLayout):
        yield f"growth {_number(layout.fieldGrowthPolicy())} wrap {_number(layout.rowWrapPolicy())}"
    elif layout.spacing() != spacing:
        yield f"spacing {layout.spacing()}"


def _sides(layout: QLayout) -> tuple[int, ...]:
    margins = layout.contentsMargins()
    return margins.left(), margins.top(), margins.right(), margins.bottom()


@cache
def _usual_layout(kind: type) -> tuple[set[tuple[int, ...]], int, int]:
    """Return the margins that a layout of this class has by itself: in a window, in a part of one, in another layout; and its spacing."""
    window = QWidget()
    part, inner = QWidget(window), kind()
    column = QVBoxLayout(window)
    column.addWidget(part)
    column.addLayout(inner)
    within = kind(part)
    alone = QWidget()
    vertical = within.verticalSpacing() if isinstance(within, QGridLayout) else 0
    return {_sides(kind(alone)), _sides(within), _sides(inner)}, within.spacing(), vertical


def _facts(widget: QWidget) -> Iterator[str]:
    """Yield what a widget has otherwise than one of Qt or QGIS of its class, and what no property tells."""
    yield "hidden" if widget.isHidden() and not widget.isWindow() else ""
    yield from (f"{name}={told}" for name, told in _properties(widget).items() if told != _usual(_known(type(widget))).get(name))
    policy, usual = widget.sizePolicy(), _made(_known(type(widget))).sizePolicy()
    if not isinstance(widget, QHeaderView) and (policy.horizontalPolicy(), policy.verticalPolicy()) != (
        usual.horizontalPolicy(),
        usual.verticalPolicy(),
    ):
        yield f"sizes={SIZES[_number(policy.horizontalPolicy())]},{SIZES[_number(policy.verticalPolicy())]}"
    metrics = widget.fontMetrics()
    for name, number, one in (
        ("height>", widget.minimumHeight(), metrics.height()),
        ("width>", widget.minimumWidth(), metrics.averageCharWidth()),
    ):
        if number and not widget.isWindow():
            yield f"{name}{number / one:.4g}"
    if isinstance(widget, QDialog) and widget.testAttribute(Qt.WidgetAttribute.WA_Resized):
        yield f"{widget.width() / metrics.averageCharWidth():.0f} letters wide"
    if widget.maximumHeight() < 10_000:
        yield f"height<{widget.maximumHeight() / metrics.lineSpacing():.4g}"
    if isinstance(widget, QComboBox):
        yield _choices(widget)
    elif isinstance(widget, QHeaderView):
        sections = range(widget.count())
        yield "modes=" + ",".join(SECTIONS[_number(widget.sectionResizeMode(one))] for one in sections)
        yield "titles=" + ",".join(str(widget.model().headerData(one, Qt.Orientation.Horizontal)) for one in sections)
        yield f"without={[one for one in sections if widget.isSectionHidden(one)]}"
    elif isinstance(widget, QLabel) and widget.buddy():
        yield f"buddy={type(widget.buddy()).__name__}"
    elif isinstance(widget, QDialogButtonBox):
        yield str([(button.text(), button.isEnabled()) for button in widget.buttons()])
    elif isinstance(widget, QToolButton) and widget.menu():
        yield f"menu={_menu(widget.menu())}"
    if widget.actions() and not isinstance(widget, QToolBar | QMenu | QToolButton):
        yield f"actions={[_action(one) for one in widget.actions()]}"


def _number(value) -> int:
    """Return the number of a value of an enum, which Qt 5 has as an int."""
    return int(getattr(value, "value", value))


def _choices(box: QComboBox) -> str:
    entries = [f"{box.itemText(place)}:{Path(str(box.itemData(place) or '')).name}" for place in range(box.count())]
    told = entries if len(entries) <= FEW else [*entries[:2], "..."]
    return f"choices={told} chosen={box.currentIndex()}"


def _menu(menu: QMenu) -> list[str]:
    return [_action(one) for one in menu.actions()]


def _action(action) -> str:
    if action.isSeparator():
        return "-"
    keys = action.shortcut().toString()
    told = [repr(action.text()), "icon" * (not action.icon().isNull()), keys, "" if action.isEnabled() else "disabled"]
    return " ".join(filter(None, told))


def _known(kind: type) -> type:
    """Return the class of Qt or QGIS that a widget is of."""
    found = next(one for one in kind.__mro__ if one.__module__.startswith(("PyQt", "qgis")))
    return QWidget if found is QgsOptionsPageWidget else found  # that one is abstract


@cache
def _made(kind: type) -> QWidget:
    return kind(Qt.Orientation.Horizontal) if issubclass(kind, QHeaderView) else kind()


@cache
def _usual(kind: type) -> dict[str, str]:
    return _properties(_made(kind))


def _properties(widget: QObject) -> dict[str, str]:
    meta = widget.metaObject()
    named = {(one := meta.property(place)).name(): one for place in range(meta.propertyCount())}
    return {name: _told(one, widget) for name, one in named.items() if name not in LEFT_OUT and one.isWritable() and one.isReadable()}


def _told(one: QMetaProperty, widget: QObject) -> str:
    value = one.read(widget)
    if isinstance(value, QIcon | QPixmap):
        return "yes" if not value.isNull() else "no"
    if one.name() in IN_LINES:
        return f"{value / widget.fontMetrics().height():.4g}"
    if isinstance(value, QKeySequence):
        return value.toString()
    if one.isFlagType():
        return one.enumerator().valueToKeys(_number(value)).data().decode()
    if one.isEnumType():
        return one.enumerator().valueToKey(_number(value))
    return repr(value or "") if isinstance(value, str | None) else repr(value)
