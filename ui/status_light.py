"""A light in the status bar for the oldest layer of the project: a shape, a colour, and the age in words."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMenu, QToolButton

from ..processing.bridge.ages import age_in_words
from ..processing.bridge.language import Language, interface_language, tr
from .catalogue.lights import light_icon, light_words
from .layer_ages import Aged, LayerAges, oldest

MOST = 20
"""Layers that the list shows."""


class StatusLight:
    """Adds the light; a click lists the project's layers, the oldest first.

    Parameters
    ----------
    iface : QgisInterface
    ages : LayerAges
        Loaded before it.
    """

    def __init__(self, iface, ages: LayerAges):
        self.iface = iface
        self.ages = ages
        self.language = Language(interface_language())

    def load(self) -> None:
        """Add it."""
        self.button = QToolButton(autoRaise=True, popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setObjectName("OpgavenkaartStatusLight")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self.list_layers)
        self.button.setMenu(self.menu)
        self.iface.statusBarIface().addPermanentWidget(self.button)
        self.ages.changed.connect(self.refresh)
        self.refresh()

    def unload(self) -> None:
        """Take it away."""
        self.ages.changed.disconnect(self.refresh)
        self.iface.statusBarIface().removeWidget(self.button)
        self.button.deleteLater()
        del self.button, self.menu

    def refresh(self) -> None:
        """Show the oldest layer; nothing where no layer has a date."""
        found = oldest(self.ages.by_id.values())
        self.button.setVisible(bool(found))
        if found:
            text = tr("Oldest layer: {age}").format(age=age_in_words(found[0].days, self.language))
            self.button.setText(text)
            self.button.setIcon(light_icon(found[0].light))
            self.button.setToolTip(self.words(found[0]))
            self.button.setAccessibleName(f"{text}. {self.words(found[0])}")

    def words(self, one: Aged) -> str:
        """Return a layer's name, age and light."""
        return f"{one.name}: {age_in_words(one.days, self.language)}, {light_words(one.light, self.language)}"

    def list_layers(self) -> None:
        """Fill the list; a click on a layer makes it the active one."""
        self.menu.clear()
        for one in oldest(self.ages.by_id.values())[:MOST]:
            action = self.menu.addAction(light_icon(one.light), self.words(one))
            action.triggered.connect(lambda _, id=one.id: self.iface.setActiveLayer(QgsProject.instance().mapLayer(id)))
        undated = sum(one.date is None for one in self.ages.by_id.values())
        if undated:
            self.menu.addSeparator()
            self.menu.addAction(tr("Layers without a date: {count}").format(count=undated)).setEnabled(False)
