"""The plugin's page in QGIS's options."""

from __future__ import annotations

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ..processing.texts.language import tr
from .accessibility import give_name
from .city_field import CityField
from .file_dialogs import folder_to_begin
from .forgetting import HELD_TEXTS, ForgetDialog, ForgettablePart, remove_parts
from .icons import theme_icon
from .plain_words import PlainLabel, plain
from .settings import settings
from .settings_checks import wrong_address, wrong_catalogue, wrong_house_style, wrong_store

PAGE = "OpgavenkaartOptions"
"""QGIS goes to a page by its name when something is wrong there."""
LANGUAGE_TEXTS = {"": "Same as QGIS", "nl": "Dutch", "en": "English"}


class SettingsPage(QgsOptionsPageWidget):
    """Catalogues, store, city, language of exports, house style, geocoder; and the end of all of it."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName(PAGE)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for label, field in self._fields():
            form.addRow(label, field)
            give_name(field, label)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(self._wrong())
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
        self.theme.lineEdit().setPlaceholderText(tr("default"))
        self.theme.setFilePath(settings.theme)
        self.geocoder = QLineEdit(settings.geocoder)
        self.geocoder.setPlaceholderText(tr("empty: that of the Flemish government"))
        return [
            (tr("Catalogues"), self._catalogues()),
            (tr("Shared layer store"), self.store),
            (tr("My municipality"), self.city),
            (tr("Language of exports"), self.language),
            (tr("House style"), self.theme),
            (tr("Address service (geocoder)"), self.geocoder),
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
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Choose a catalogue"), folder_to_begin(), tr("Catalogues (*.json)"))
        self.catalogues.addItems(paths)

    def _forget(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        self.forget, self.forgotten = QPushButton(), PlainLabel(wordWrap=True)
        self.forget.clicked.connect(self.ask_what_goes)
        row.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.forgotten, 1)
        self.mark([])
        return box

    def ask_what_goes(self) -> None:
        """Ask what may go; nothing does before OK. Pressed once more, the button takes that back."""
        if self.going:
            self.mark([])
            return
        words = tr("What is ticked is removed from your profile when you press OK in the options. It cannot be undone.")
        dialog = ForgetDialog(self, words)
        if dialog.exec() == ForgetDialog.DialogCode.Accepted:
            self.mark(dialog.chosen())
        dialog.deleteLater()

    def mark(self, parts: list[ForgettablePart]) -> None:
        """Have parts of the profile go on OK, and say which."""
        self.going = parts
        self.forget.setText(tr("Keep everything") if parts else tr("Forget everything..."))
        listed = "\n".join(f"\N{BULLET} {part.title}" for part in parts)
        before = tr("Before uninstalling: choose which settings, layers and catalogues Opgavenkaart removes from your profile.")
        self.forgotten.setText(f"{tr('OK removes from your profile:')}\n{listed}" if parts else before)

    def forget_marked(self) -> None:
        """Take away what is marked, and say what another program holds."""
        held = list(map(str, remove_parts(self.going)))
        self.mark([])
        if held:
            QMessageBox.warning(self, tr("Forget everything"), plain(tr(HELD_TEXTS["held"]).format(files=", ".join(held))))

    def _wrong(self) -> QWidget:
        """Return the place of what is wrong, hidden until something is, and again when that is changed."""
        self.wrong = QWidget()
        row = QHBoxLayout(self.wrong)
        row.setContentsMargins(0, 0, 0, 0)
        picture, self.reasons = PlainLabel(), PlainLabel(wordWrap=True)
        picture.setPixmap(theme_icon("mIconWarning").pixmap(self.fontMetrics().height()))
        self.reasons.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.reasons, 1)
        self.wrong.hide()
        return self.wrong

    def complaints(self) -> list[tuple[QWidget, str]]:
        """Return the fields that hold what cannot be, and why. Only what was changed: what stood there may be away for a moment."""
        changed = [(self.catalogues, path, wrong_catalogue) for path in self._listed() if path not in settings.catalogues]
        for field, text, before, check in (
            (self.store, self.store.text().strip(), settings.store, wrong_store),
            (self.theme.lineEdit(), self.theme.filePath(), settings.theme, wrong_house_style),
            (self.geocoder, self.geocoder.text().strip(), settings.geocoder, wrong_address),
        ):
            if text != before:
                changed.append((field, text, check))
        found = [(field, check(value)) for field, value, check in changed]
        return [(field, reason) for field, reason in [*found, (self.city, self.city.complaint())] if reason]

    def isValid(self):
        """Whether the options may be kept; QGIS stays with them on this page where not."""
        found = self.complaints()
        self.reasons.setText("\n".join(reason for _, reason in found))
        self.reasons.setAccessibleName(self.reasons.text())
        self.wrong.setVisible(bool(found))
        if found:
            found[0][0].setFocus()
        return not found

    def _listed(self) -> list[str]:
        """Return the catalogue files that stand in the list, each once."""
        return list(dict.fromkeys(self.catalogues.item(row).text() for row in range(self.catalogues.count())))

    def apply(self):
        with_settings = any(not part.paths for part in self.going)
        self.forget_marked()
        if with_settings:
            return
        settings.catalogues = self._listed()
        settings.store = self.store.text().strip()
        settings.city = self.city.nis()
        settings.language = self.language.currentData()
        settings.theme = self.theme.filePath()
        settings.geocoder = self.geocoder.text().strip()

    def helpKey(self):
        return ""
