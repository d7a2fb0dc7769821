"""The plugin's page in QGIS's options."""

from __future__ import annotations

import shutil
from pathlib import Path

from qgis.core import QgsApplication
from qgis.gui import QgsFileWidget, QgsOptionsPageWidget
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ..processing.bridge.language import tr
from .city_field import CityField
from .reach import give_name
from .settings import GROUP, settings

LANGUAGE_TEXTS = {"": "As the window", "nl": "Dutch", "en": "English"}


class SettingsPage(QgsOptionsPageWidget):
    """Catalogues, store, city, language of exports, house style, geocoder; and the end of all of it."""

    def __init__(self, parent=None):
        super().__init__(parent)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for label, field in self._fields():
            form.addRow(label, field)
            give_name(field, label)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addLayout(form)
        column.addWidget(self._forget())
        column.addStretch(1)
        area = QScrollArea(self, widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)

    def _fields(self) -> list[tuple[str, QWidget]]:
        self.city = CityField()
        self.city.choose(settings.city)
        self.language = QComboBox()
        for code, template in LANGUAGE_TEXTS.items():
            self.language.addItem(tr(template), code)
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self.store = QLineEdit(settings.store)
        self.store.setPlaceholderText(tr("a folder, a GeoPackage, or a PostGIS connection"))
        self.theme = QgsFileWidget()
        self.theme.setFilter(tr("House styles (*.json)"))
        self.theme.lineEdit().setPlaceholderText(tr("the plugin's own"))
        self.theme.setFilePath(settings.theme)
        self.geocoder = QLineEdit(settings.geocoder)
        self.geocoder.setPlaceholderText(tr("empty: the geocoder of the Flemish government"))
        return [
            (tr("Catalogues"), self._catalogues()),
            (tr("Store that layers are read from"), self.store),
            (tr("My municipality"), self.city),
            (tr("Language of exports"), self.language),
            (tr("House style"), self.theme),
            (tr("Geocoder"), self.geocoder),
        ]

    def _catalogues(self) -> QWidget:
        self.catalogues = QListWidget()
        self.catalogues.addItems(settings.catalogues)
        self.catalogues.setMaximumHeight(6 * self.fontMetrics().lineSpacing())
        add, remove = QPushButton(tr("Add")), QPushButton(tr("Remove"))
        add.clicked.connect(self.add_catalogue)
        remove.setEnabled(False)
        self.catalogues.currentRowChanged.connect(lambda row: remove.setEnabled(row >= 0))
        remove.clicked.connect(lambda: self.catalogues.takeItem(self.catalogues.currentRow()))
        buttons = QHBoxLayout()
        buttons.addWidget(add)
        buttons.addWidget(remove)
        buttons.addStretch(1)
        field = QWidget()
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.catalogues)
        column.addLayout(buttons)
        return field

    def add_catalogue(self) -> None:
        """Let the user choose catalogue files."""
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Choose a catalogue"), "", tr("Catalogues (*.json)"))
        self.catalogues.addItems(paths)

    def _forget(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        self.forget = QPushButton(tr("Forget everything"))
        self.forget.clicked.connect(self.forget_all)
        words = QLabel(tr("Before uninstalling: takes away these settings, and the layers, demo city and own catalogue in your profile."))
        words.setWordWrap(True)
        row.addWidget(self.forget)
        row.addWidget(words, 1)
        return box

    def forget_all(self) -> None:
        """Take all settings out of QGIS, and all files out of the user's profile."""
        settings.forget()
        shutil.rmtree(Path(QgsApplication.qgisSettingsDirPath()) / GROUP, ignore_errors=True)
        for field in (self.store, self.geocoder, self.catalogues, self.city):
            field.clear()
        self.theme.setFilePath("")
        self.language.setCurrentIndex(0)

    def apply(self):
        settings.catalogues = list(dict.fromkeys(self.catalogues.item(row).text() for row in range(self.catalogues.count())))
        settings.store = self.store.text().strip()
        settings.city = self.city.nis()
        settings.language = self.language.currentData()
        settings.theme = self.theme.filePath()
        settings.geocoder = self.geocoder.text().strip()

    def helpKey(self):
        return ""
