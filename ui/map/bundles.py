"""What can be printed: the open project, and the bundles that were made, with what else can be done with those."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from ...processing.texts.language import Language, interface_language, tr
from ..help import help_button
from ..icons import icon, theme_icon
from ..plain_words import plain
from ..recent import Recent, names, recent
from ..settings import settings

BUNDLE = Qt.ItemDataRole.UserRole
ROWS = 5
"""Lines that the list is high."""


class MapList(QWidget):
    """The open project, and bundles by title and day, the last one first.

    `chosen_changed` tells that others are chosen, `asked` what is to be done with them: a key of `buttons`.
    """

    chosen_changed = pyqtSignal()
    asked = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.language = Language(interface_language())
        self.list = QListWidget(self)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(tr("Maps: the open project and earlier integrated maps"))
        self.list.setIconSize(QSize(*[self.fontMetrics().height()] * 2))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the time stands at the end
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(ROWS * self.fontMetrics().height())
        self.buttons = {name: self._button(name, *looks) for name, looks in self._actions().items()}
        row = QHBoxLayout()
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(help_button())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.list.itemSelectionChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._activated)
        settings.changed.connect(self._follow)
        self.refresh()

    def chosen(self) -> list[Recent]:
        """Return the bundles that are chosen, the oldest first; none where the open project is."""
        found = (item.data(BUNDLE) for item in self.list.selectedItems())
        return sorted((one for one in found if one), key=lambda one: one.day)

    def choose(self, manifest: str) -> None:
        """Choose one bundle, and only that; an empty text chooses the open project."""
        self.list.clearSelection()
        for row in range(self.list.count()):
            item = self.list.item(row)
            bundle = item.data(BUNDLE)
            if (bundle.manifest if bundle else "") == manifest:
                self.list.setCurrentItem(item)

    def refresh(self) -> None:
        """Show what is still there."""
        kept = {one.manifest for one in self.chosen()}
        self.list.clear()
        QListWidgetItem(theme_icon("mIconQgsProjectFile"), tr("The open project"), self.list).setSelected(not kept)
        bundles = recent(self.language.code)
        for name, bundle in zip(names(bundles, self.language), bundles, strict=True):
            item = QListWidgetItem(name, self.list)
            item.setIcon(icon("map"))
            item.setData(BUNDLE, bundle)
            item.setToolTip(plain("\n".join(filter(None, (name, bundle.finding, bundle.manifest)))))
            item.setSelected(bundle.manifest in kept)
        self._chosen()

    def _actions(self) -> dict[str, tuple[str, str]]:
        return {
            "open": ("mActionFileOpen", tr("Add layers to project")),
            "report": ("mActionOpenTable", tr("Open report")),
            "again": ("mActionRefresh", tr("Recompute and compare")),
            "compare": ("mActionShowSelectedLayers", tr("Compare the two selected maps")),
            "add": ("mActionAdd", tr("Add an earlier map...")),
            "forget": ("mActionRemove", tr("Remove from list (files are kept)")),
        }

    def _button(self, name: str, icon: str, words: str) -> QToolButton:
        button = QToolButton(self, autoRaise=True)
        button.setIcon(theme_icon(icon))
        button.setToolTip(plain(words))
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.asked.emit(name))
        return button

    def _chosen(self) -> None:
        count = len(self.chosen())
        for name in ("open", "report", "again", "forget"):
            self.buttons[name].setEnabled(count == 1)
        self.buttons["compare"].setEnabled(count == 2)
        self.chosen_changed.emit()

    def _activated(self, item: QListWidgetItem) -> None:
        if item.data(BUNDLE):
            self.asked.emit("open")

    def _follow(self, name: str) -> None:
        if name == "bundles":
            self.refresh()
