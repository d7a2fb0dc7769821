"""How a map is to look: layout, paper, language, house style, title."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from ...processing.cartography.page import ABOUT_TEXTS, ORIENTATIONS, PAPERS, TEMPLATES, TITLE_TEXTS
from ...processing.model import contract
from ...processing.texts.language import interface_language, tr
from ..accessibility import give_name
from ..plain_words import PlainLabel
from ..settings import settings

ORIENTATION_TEXTS = {"landscape": "Landscape", "portrait": "Portrait"}
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
"""Each in itself, as languages are listed."""


class MapForm(QWidget):
    """The choices; `changed` tells that one of them is another now."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.template = chooser(((tr(TITLE_TEXTS[key]), key) for key in TEMPLATES), self)
        self.paper = chooser(((key.upper(), key) for key in sorted(PAPERS, reverse=True)), self)
        self.orientation = chooser(((tr(ORIENTATION_TEXTS[key]), key) for key in ORIENTATIONS), self)
        self.language = chooser(((name, key) for key, name in LANGUAGE_NAMES.items()), self)
        self.theme = QgsFileWidget(self)
        self.theme.setFilter(tr("House style (*.json)"))
        self.theme.setDialogTitle(tr("House style"))
        self.theme.lineEdit().setPlaceholderText(tr("default"))
        self.title = QLineEdit(self)
        self.title.setPlaceholderText(tr("project title"))
        self.here = QCheckBox(tr("Limit to map extent"), self)
        self.about = PlainLabel(self, wordWrap=True)
        self._lay_out()
        self._remember()
        self._connect()

    def inputs(self) -> dict:
        """Return the choices as `export_map` and `export_atlas` take them, but for what only a printed map knows."""
        return {
            contract.PAPER: self.paper.currentData(),
            contract.ORIENTATION: self.orientation.currentData(),
            contract.LANGUAGE: self.language.currentData(),
            contract.THEME: self.theme.filePath(),
            contract.TITLE: self.title.text().strip(),
        }

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field in (
            (tr("Layout"), self.template),
            ("", self.about),
            (tr("Paper"), self.paper),
            (tr("Orientation"), self.orientation),
            (tr("Language"), self.language),
            (tr("House style"), self.theme),
            (tr("Title"), self.title),
            ("", self.here),
        ):
            form.addRow(label, field)
            if label:
                give_name(field, label)

    def _remember(self) -> None:
        """Choose what was chosen last."""
        kept = {"language": settings.language or interface_language(), "theme": settings.theme, **settings.map}
        for name in ("template", "paper", "orientation", "language"):
            box = getattr(self, name)
            box.setCurrentIndex(max(box.findData(kept.get(name, "")), 0))
        self.theme.setFilePath(kept["theme"])
        self._explain()

    def _connect(self) -> None:
        for box in (self.template, self.paper, self.orientation, self.language):
            box.currentIndexChanged.connect(self._chosen)
        self.theme.fileChanged.connect(self._chosen)
        self.title.editingFinished.connect(self.changed)
        self.here.toggled.connect(self.changed)

    def _chosen(self) -> None:
        boxes = {name: getattr(self, name).currentData() for name in ("template", "paper", "orientation", "language")}
        settings.map = boxes | {"theme": self.theme.filePath()}
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        self.about.setText(tr(ABOUT_TEXTS[self.template.currentData()]))


def chooser(entries: Iterable[tuple[str, str]], parent: QWidget) -> QComboBox:
    """Return a list of texts, each with its key."""
    box = QComboBox(parent)
    for text, key in entries:
        box.addItem(text, key)
    return box
