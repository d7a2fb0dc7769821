"""Fields of forms: lists of choices, numbers, texts in two languages."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QDoubleSpinBox, QFormLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from ...processing.model.text import Text
from ...processing.texts.language import Language, tr
from ..plain_words import PlainLabel
from .words import Choices

LARGEST = 1e12
LETTERS = 18
"""So many letters of a list are always seen; the rest where there is room."""


class ChoiceBox(QComboBox):
    """A list of words, each with a key; where it is ``free`` any other text is a key too."""

    def __init__(self, choices: Choices, free: bool = False):
        super().__init__(editable=free)
        if free:
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LETTERS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        """Offer other choices; what is chosen stays so where it can."""
        key = self.key()
        self.blockSignals(True)
        self.clear()
        for words, value in choices:
            self.addItem(words, value)
        self.choose(key)
        self.blockSignals(False)

    def key(self) -> str:
        """Return the key of what is chosen, or the text that was typed."""
        found = self.findText(self.currentText())
        return self.itemData(found) if found >= 0 else self.currentText().strip()

    def choose(self, key: str) -> None:
        """Show a choice by its key."""
        found = self.findData(key)
        if found >= 0:
            self.setCurrentIndex(found)
        elif self.isEditable():
            self.setEditText(key)


class DecimalBox(QDoubleSpinBox):
    """A number in which comma and point both begin the decimals: Qt takes the one that is foreign here for a separator of thousands."""

    def validate(self, text, place):
        point = self.locale().decimalPoint()
        return super().validate(text.replace("," if point == "." else ".", point), place)


class NumberBox(DecimalBox):
    """A number as it is written here; where it may be absent, its lowest value says so in words."""

    def __init__(self, language: Language, absent: str = "", lowest: float = -LARGEST):
        super().__init__(decimals=3, maximum=LARGEST)
        self.absent = absent
        self.setMinimum(lowest - 1 if absent else lowest)
        self.setSpecialValueText(absent)
        self.setLocale(language.locale)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(8 * self.fontMetrics().averageCharWidth())

    def number(self) -> float | None:
        """Return the number; None where it is absent."""
        return None if self.absent and self.value() == self.minimum() else self.value()

    def show_number(self, number: float | None) -> None:
        """Show a number, or that it is absent."""
        self.setValue(self.minimum() if number is None else number)


class TextPair:
    """Two fields for a text in Dutch and English."""

    def __init__(self):
        self.nl, self.en = QLineEdit(), QLineEdit()

    def show_text(self, text: Text) -> None:
        """Show a text."""
        for field, words in ((self.nl, text.nl), (self.en, text.en)):
            field.setText(words)
            field.setCursorPosition(0)

    def text(self) -> Text:
        """Return the text."""
        return Text(self.nl.text().strip(), self.en.text().strip())

    def add_to(self, form: QFormLayout, dutch: str, english: str) -> None:
        """Add both to a form, by their labels."""
        add_row(form, dutch, self.nl)
        add_row(form, english, self.en)


LABEL_LETTERS = 40


class FormLabel(PlainLabel):
    """A label that wraps only where it is longer than `LABEL_LETTERS`: Qt's wraps soon, in a row that is as high as if it did not."""

    def sizeHint(self):
        hint, measure = super().sizeHint(), self.fontMetrics()
        line = min(measure.horizontalAdvance(self.text()) + 2, LABEL_LETTERS * measure.averageCharWidth())
        hint.setWidth(max(hint.width(), line))
        return hint


def add_row(form: QFormLayout, label: str, field: QWidget) -> QLabel:
    """Add a field to a form, with a label that leads to it and names it for a screen reader."""
    found = FormLabel(label, wordWrap=True)
    found.setBuddy(field)
    field.setAccessibleName(label)
    form.addRow(found, field)
    return found


def accept_buttons(dialog: QDialog) -> QDialogButtonBox:
    """Return the buttons below a dialog: OK, and one that leaves all as it was."""
    found = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    found.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
    found.accepted.connect(dialog.accept)
    found.rejected.connect(dialog.reject)
    return found


def new_form(parent: QWidget | None = None) -> QFormLayout:
    """Return a form whose fields take the room there is, below their labels where that is little."""
    form = QFormLayout(parent)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return form
