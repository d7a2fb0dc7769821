"""What a keyboard and a screen reader need of a window: an order, and names."""

from __future__ import annotations

from itertools import pairwise

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QTabWidget, QToolButton, QWidget

from ..processing.bridge.language import tr


def in_order(*widgets: QWidget) -> None:
    """Let Tab go through widgets in this order, whenever they were made."""
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def give_name(widget: QWidget, title: str) -> None:
    """Tell a screen reader what a widget is called, and those of its parts that take the focus."""
    widget.setAccessibleName(title)
    if isinstance(widget, QgsFileWidget):
        widget.lineEdit().setAccessibleName(title)
        for button in widget.findChildren(QToolButton):
            button.setAccessibleName(tr("Choose a file: {title}").format(title=title))
    elif isinstance(widget, QTabWidget):
        widget.tabBar().setAccessibleName(title)
