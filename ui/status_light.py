"""A light in the status bar for the layers of the project: shape and colour of the worst of them, and the age of the oldest in words."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMenu, QToolButton

from ..processing.model.dates import Freshness
from ..processing.texts.ages import age_in_words
from ..processing.texts.language import Language, interface_language, tr
from .catalogue.lights import light_icon, light_words
from .layer_ages import Aged, LayerAges, light_counts, oldest
from .plain_words import plain

MOST = 20
"""Layers that the list shows."""


class StatusLight:
    """Adds the light; it points out how many layers have which light, and a click lists them, the oldest first.

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
        """Show the worst light and the age of the oldest layer; nothing where no layer has a date."""
        found = oldest(self.ages.by_id.values())
        self.button.setVisible(bool(found))
        if found:
            text = tr("Oldest layer: {age}").format(age=age_in_words(found[0].days, self.language))
            self.button.setText(text)
            counts = light_counts(self.ages.by_id.values())
            told = f"{self.counted(counts)} {tr('Oldest: {layer}.').format(layer=self.words(found[0]))}"
            self.button.setIcon(light_icon(next(iter(counts))))
            self.button.setToolTip(plain(told))
            self.button.setAccessibleName(f"{text}. {told}")

    def counted(self, counts: dict[Freshness, int]) -> str:
        """Return how many layers have each light."""
        parts = [f"{self.language.number(count)} {light_words(light, self.language)}" for light, count in counts.items()]
        return tr("Layers: {lights}.").format(lights=", ".join(parts))

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
