"""Which catalogue is shown: the built-in one, or one of the files that the user added; and what else there is to do with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QMenu, QToolButton, QWidget

from ...processing.model.files import label
from ...processing.model.text import Text
from ...processing.texts.language import interface_language, tr
from ..file_dialogs import folder_to_begin
from ..icons import theme_icon
from ..plain_words import plain
from ..settings import settings
from .own import own_path


class CatalogueChooser(QWidget):
    """A list of catalogues, and a menu; `chosen` gives the path of another one."""

    chosen = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.list = QComboBox(self)
        self.list.setAccessibleName(tr("Catalogue"))
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(12)
        self.list.activated.connect(lambda _: self.chosen.emit(self.list.currentData()))
        self.menu = QMenu(self)
        self.button = QToolButton(self, popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setIcon(theme_icon("symbologyAdd"))
        self.button.setToolTip(tr("Add catalogues and layers"))
        self.button.setAccessibleName(tr("Add catalogues and layers"))
        self.button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list, 1)
        row.addWidget(self.button)
        self.menu.addAction(tr("Add a catalogue file..."), self.add_file)
        self.remove = self.menu.addAction(tr("Remove catalogue from list"), self.remove_chosen)
        self.menu.aboutToShow.connect(lambda: self.remove.setEnabled(bool(self.list.currentData())))

    def show_path(self, path: str, readable: bool = True) -> None:
        """List the catalogues, with this one chosen; one that is not ``readable`` says so."""
        self.list.clear()
        self.list.addItem(tr("Built-in catalogue"), "")
        for one, name in names(dict.fromkeys([*settings.catalogues, *filter(None, [path])])).items():
            self.list.addItem(name, one)
            self.list.setItemData(self.list.count() - 1, plain(one), Qt.ItemDataRole.ToolTipRole)
        shown = self.list.findData(path)
        if not readable:
            self.list.setItemText(shown, tr("{catalogue} (cannot be read at present)").format(catalogue=self.list.itemText(shown)))
            self.list.setItemIcon(shown, theme_icon("mIconWarning"))
        self.list.setCurrentIndex(shown)

    def add_file(self) -> None:
        """Let the user choose a catalogue file, and show it."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose a catalogue"), folder_to_begin(), tr("Catalogues (*.json)"))
        if path:
            settings.catalogues = list(dict.fromkeys([*settings.catalogues, path]))
            self.chosen.emit(path)

    def remove_chosen(self) -> None:
        """Take the shown catalogue off the list; its file stays."""
        path = self.list.currentData()
        settings.catalogues = [one for one in settings.catalogues if one != path]
        settings.titles = {one: title for one, title in settings.titles.items() if one != path}
        self.chosen.emit("")


def names(paths: Iterable[str]) -> dict[str, str]:
    """Return what catalogue files are called; those that are called alike with their folder and file."""
    named = {path: name_of(path) for path in paths}
    taken = list(named.values())
    return {path: name if taken.count(name) == 1 else f"{name} ({label(path)})" for path, name in named.items()}


def name_of(path: str) -> str:
    """Return a catalogue's own title; the name of its file as long as that was never read, or has none."""
    if path == str(own_path()):
        return tr("Own layers")
    return Text(**settings.titles.get(path, {})).of(interface_language()) or Path(path).stem


def remember_title(path: str, title: Text) -> None:
    """Keep what a catalogue calls itself, so that the list need not read its file."""
    if path:
        settings.titles = settings.titles | {path: {"nl": title.nl, "en": title.en}}
