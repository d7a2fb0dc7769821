"""The dialog in which an indicator is made or changed, and its values are seen before it is taken over."""

from __future__ import annotations

from dataclasses import replace

from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QFrame,
    QGroupBox,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...processing.model.catalogue import Catalogue
from ...processing.model.challenge import Challenge, Indicator, Measurement
from ...processing.model.errors import OpgaveError
from ...processing.model.house_style import house_ramp
from ...processing.model.text import Text
from ...processing.qgis_io.expressions import check_filter
from ...processing.texts.language import Language, tr
from .. import message_bar
from ..plain_words import PlainLabel
from . import words
from .computing import Computer
from .form_fields import ChoiceBox, NumberBox, TextPair, accept_buttons, add_row, new_form
from .histogram import HistogramView, spread
from .measurement import MeasurableLayers, MeasurementForm, project_layer
from .own_layers import add_project_layer
from .session import free_id

TALL, WIDE = 34, 60
"""Lines and letters that the dialog shows at first."""
HISTOGRAM_LINES = 5


class IndicatorDialog(QDialog):
    """What an indicator is called, measures and weighs.

    Parameters
    ----------
    challenge : Challenge
        The indicator's.
    catalogue : Catalogue
    one : Indicator or None
        None for a new one.
    """

    def __init__(self, challenge: Challenge, catalogue: Catalogue, one: Indicator | None, language: Language, parent: QWidget):
        super().__init__(parent)
        self.edited_challenge, self.catalogue, self.one, self.language = challenge, catalogue, one, language
        self.computer = Computer(self)
        self.finished.connect(self.computer.leave)
        self.setWindowTitle(tr("Edit an indicator") if one else tr("Add an indicator"))
        self._build()
        self.show_indicator(one or Indicator("", Text(), "", Measurement("", "count")))
        metrics = self.fontMetrics()
        self.resize(WIDE * metrics.averageCharWidth() * 3 // 2, TALL * metrics.height())

    def show_indicator(self, one: Indicator) -> None:
        """Show an indicator."""
        self.title.show_text(one.title)
        self.why.show_text(one.why)
        if one.sector:
            self.sector.choose(one.sector)
        self.measured.show_measurement(one.measurement)
        self.divided.setChecked(one.denominator is not None)
        self.divisor.show_measurement(one.denominator or Measurement(one.measurement.layer, "count"))
        for box, number in ((self.scale, one.scale), (self.weight, one.weight), (self.target, one.target), (self.limit, one.limit)):
            box.show_number(number)
        for box, key in ((self.direction, one.direction), (self.normalisation, one.normalisation), (self.smoothing, one.smoothing)):
            box.choose(key)
        self.unit.setText(one.unit)
        self._show_what_it_takes()

    def indicator(self) -> Indicator:
        """Return the indicator as it stands in the form; what the form does not show stays as it is."""
        title = self.title.text()
        taken = tuple(one.id for one in self.edited_challenge.every_indicator)
        aims = self.normalisation.key() == "target"
        known = self.one or Indicator(free_id(title, taken), title, "", self.measured.measurement())
        return replace(
            known,
            title=title,
            sector=self.sector.key(),
            measurement=self.measured.measurement(),
            why=self.why.text(),
            denominator=self.divisor.measurement() if self.divided.isChecked() else None,
            scale=self.scale.value(),
            direction=self.direction.key(),
            normalisation=self.normalisation.key(),
            weight=self.weight.value(),
            target=self.target.number() if aims else None,
            limit=self.limit.number() if aims else None,
            unit=self.unit.text().strip(),
            smoothing=self.smoothing.key() if self.divided.isChecked() else "none",
        )

    def accept(self):
        """Take the indicator over, where the challenge with it is right; otherwise say what is wrong."""
        if not self.indicator().title.of(self.language.code):
            self.bar.clearWidgets()
            message_bar.fail_with(self.bar, [tr("Give the indicator a title.")])
        elif self._put_in_catalogue() and self._check(self._with(self.indicator())):
            super().accept()

    def preview(self) -> None:
        """Measure the indicator and show its values."""
        self.bar.clearWidgets()
        if not self._put_in_catalogue():
            return
        alone = self.alone()
        if self._check(alone):
            self.computer.measure(alone, self._measured)

    def alone(self) -> Challenge:
        """Return a challenge of this indicator only; no value of it stands in the way of a score."""
        one = replace(self.indicator(), weight=1.0, normalisation="target", target=0.0, limit=None)
        return Challenge(
            self.edited_challenge.id,
            self.edited_challenge.title,
            (one,),
            units=self.edited_challenge.units,
            disclosure=self.edited_challenge.disclosure,
        )

    def _with(self, one: Indicator) -> Challenge:
        old = self.edited_challenge.indicators
        new = tuple(one if before.id == one.id else before for before in old) if self.one else (*old, one)
        return replace(self.edited_challenge, indicators=new)

    def _check(self, challenge: Challenge) -> bool:
        try:
            Challenge.from_json(challenge.to_json(), tr("the indicator"))
            for one in challenge.indicators:
                for measurement in filter(None, (one.measurement, one.denominator)):
                    check_filter(measurement.filter, None, one.title.of(self.language.code) or one.id)
        except OpgaveError as error:
            self.bar.clearWidgets()
            message_bar.fail(self.bar, error)
            return False
        return True

    def _put_in_catalogue(self) -> bool:
        """Make records of layers of the open project; tell where that cannot be."""
        boxes = [box for form in (self.measured, self.divisor) for box in (form.layer, form.points, form.roads)]
        try:
            for box in boxes:
                if layer := project_layer(box.key()):
                    id, told = add_project_layer(layer)
                    if told:
                        message_bar.caution(self.bar, told[0])
                    box.addItem(layer.name(), id)
                    box.choose(id)
        except OpgaveError as error:
            message_bar.fail(self.bar, error)
            return False
        return True

    def _measured(self, values) -> None:
        self.histogram.show_values(values, self.unit.text(), house_ramp("series")[0])
        without = sum(value != value for value in values.tolist())
        missing = self.language.tr(
            "1 of {total} areas has no value | {count} of {total} areas have no value", count=without, total=len(values)
        )
        self.numbers.setText(f"{spread(values, self.unit.text(), self.language)}. {missing}.")

    def _busy(self, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.try_button.setEnabled(not busy)

    def _show_what_it_takes(self) -> None:
        aims = self.normalisation.key() == "target"
        for label, box in ((self.target_label, self.target), (self.limit_label, self.limit)):
            label.setVisible(aims)
            box.setVisible(aims)

    def _build(self) -> None:
        self.bar = QgsMessageBar()
        self.buttons = accept_buttons(self)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(self._build_form(), 1)
        column.addWidget(self._build_values())
        column.addWidget(self.buttons)

    def _build_form(self) -> QScrollArea:
        layers = MeasurableLayers(self.catalogue, self.language)
        contents = QWidget()
        column = QVBoxLayout(contents)
        column.addWidget(self._build_names())
        self.measured, self.divisor = MeasurementForm(layers), MeasurementForm(layers)
        column.addWidget(box_up(tr("Measurement"), self.measured))
        self.divided = box_up(tr("Divided by"), self.divisor)
        self.divided.setCheckable(True)
        self.divided.toggled.connect(self.divisor.setVisible)
        self.divisor.setVisible(False)
        column.addWidget(self.divided)
        column.addWidget(self._build_rules())
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(contents)
        return scroll

    def _build_names(self) -> QGroupBox:
        self.title, self.why = TextPair(), TextPair()
        sectors = sorted((title.of(self.language.code), id) for id, title in self.catalogue.sectors.items())
        self.sector = ChoiceBox(sectors)
        box = QGroupBox(tr("Title"))
        form = new_form(box)
        self.title.add_to(form, tr("Title in Dutch"), tr("Title in English"))
        add_row(form, tr("Sector"), self.sector)
        self.why.add_to(form, tr("Rationale in Dutch"), tr("Rationale in English"))
        return box

    def _build_rules(self) -> QGroupBox:
        self.scale, self.weight = NumberBox(self.language, lowest=0.001), NumberBox(self.language, lowest=0.0)
        self.target, self.limit = NumberBox(self.language, tr("none")), NumberBox(self.language, tr("the worst value"))
        self.direction, self.normalisation = ChoiceBox(words.directions(self.language)), ChoiceBox(words.normalisations(self.language))
        self.smoothing, self.unit = ChoiceBox(words.smoothings(self.language)), QLineEdit()
        self.normalisation.currentIndexChanged.connect(self._show_what_it_takes)
        box = QGroupBox(tr("Weight and direction"))
        form = new_form(box)
        add_row(form, tr("Multiply by"), self.scale)
        add_row(form, tr("Unit"), self.unit)
        add_row(form, tr("Direction"), self.direction)
        add_row(form, tr("Normalisation"), self.normalisation)
        self.target_label, self.limit_label = add_row(form, tr("Target"), self.target), add_row(form, tr("Greatest need at"), self.limit)
        add_row(form, tr("Small numbers in rates"), self.smoothing)
        add_row(form, tr("Weight"), self.weight)
        return box

    def _build_values(self) -> QWidget:
        self.try_button, self.progress = QPushButton(tr("Preview the values")), QProgressBar()
        self.progress.setRange(0, 0)
        self.histogram, self.numbers = HistogramView(self.language), PlainLabel(wordWrap=True)
        self.histogram.setAccessibleName(tr("Values"))
        self.histogram.setMinimumHeight(HISTOGRAM_LINES * self.fontMetrics().height())
        self.numbers.setText(tr("Not measured yet."))
        self.try_button.clicked.connect(self.preview)
        self.computer.busy.connect(self._busy)
        self.computer.failed.connect(lambda sentences: message_bar.fail_with(self.bar, sentences))
        self.progress.hide()
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.try_button, self.progress, self.histogram, self.numbers):
            column.addWidget(widget)
        return found


def box_up(title: str, contents: QWidget) -> QGroupBox:
    """Return a widget in a box with a title."""
    box = QGroupBox(title)
    QVBoxLayout(box).addWidget(contents)
    return box
