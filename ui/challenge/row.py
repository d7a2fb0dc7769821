"""One indicator in the dock: what it is called and how it is weighed; unfolded, which way it counts and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPixmap
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QSlider, QToolButton, QVBoxLayout, QWidget

from ...processing.model.challenge import Indicator
from ...processing.model.evidence import MEASURED, MUNICIPAL, told_kind
from ...processing.texts.evidence_texts import explain_kind, list_kinds, name_kind, say_figure, say_holder, say_stands_for, say_unchecked
from ...processing.texts.language import Language
from ..icons import theme_icon
from ..plain_words import PlainLabel, plain
from .form_fields import DecimalBox
from .histogram import HistogramView

if TYPE_CHECKING:  # heavy, and not needed before something was computed
    import numpy as np

STEP = 0.1
"""Weight of one step of the slider."""
LEAST_TOP = 5.0
"""The slider reaches at least this weight."""
MOST = 1000.0
LETTERS_WIDE = 10
"""Width of the slider at least."""
INDENT = 16
"""Pixels before the details of a row."""
SPACE = 2
"""Pixels above, below and between the lines of a row."""
NO_BREAK = "\u00a0"
REST_MS = 1000
"""Keys that follow each other within this time are one movement."""
gestures = count()
"""Numbers of movements: what one movement changes is undone at once."""


class IndicatorRow(QFrame):
    """A row with widgets; it shows what it is given and says what a user wants. Folded, it is a line: a small screen shows four.

    Parameters
    ----------
    id : str
        Of the indicator.
    language : Language
    """

    weighed = pyqtSignal(str, float, str)
    """Id, the new weight, and the movement that it is part of."""
    turned = pyqtSignal(str)
    edited = pyqtSignal(str)
    removed = pyqtSignal(str)

    def __init__(self, id: str, language: Language):
        super().__init__()
        self.id, self.language = id, language
        self.gesture = ""
        self.rest = QTimer(self, singleShot=True, interval=REST_MS)
        self.shown, self.values, self.looks = None, None, None
        self.why, self.kind = "", ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._build_texts()
        self._build_direction()
        self._build_weight()
        self._build_buttons()
        self._place()
        self.show_details(False)

    @property
    def reached(self) -> tuple[QWidget, ...]:
        """What a keyboard reaches, in its order: first what is weighed."""
        return self.slider, self.weight, self.fold, self.direction, self.edit, self.remove

    def show_details(self, on: bool) -> None:
        """Unfold the row, or fold it to its line."""
        self.details.setVisible(on)
        self.fold.setChecked(on)
        self.fold.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)

    def show_indicator(self, one: Indicator, sector: str, colour: str) -> None:
        """Show an indicator; ``sector`` is its sector's title. What is shown already costs nothing: a slider moves fast."""
        self._show_weight(one.weight)
        shown = (one.title, one.why, one.direction, sector, colour)
        if shown == self.shown:
            return
        self.shown, self.sector = shown, sector
        title = one.title.of(self.language.code) or one.id
        self.title.setText(title)
        self.why = one.why.of(self.language.code)
        self.swatch.setPixmap(swatch(colour, self.fontMetrics().height()))
        high = one.direction == "high"
        self.direction.setText(self.language.tr("High value = need") if high else self.language.tr("Low value = need"))
        self.direction.setIcon(theme_icon("mActionArrowUp" if high else "mActionArrowDown"))
        self._name(title)

    def show_facts(self, facts: Mapping | None) -> None:
        """Show what its values rest on, as `challenge_index` says it; None where it is not measured yet."""
        kind = told_kind(facts["kind"], bool(facts.get("alike")), bool(facts.get("municipal"))) if facts else MEASURED
        self.kind = name_kind(kind, self.language) if facts and kind != MEASURED else ""
        said = {"asked": "", "holder": "", "reason": "", "municipal": {}, "evidence": "", **(facts or {})}
        parts = [self.why, say_stands_for(said["asked"], self.language)]
        parts += [explain_kind(kind, self.language) if self.kind else "", say_holder(said["holder"], self.language)]
        parts += list_kinds([(MUNICIPAL, "", figure)], self.language) if (figure := say_figure(said["municipal"], self.language)) else []
        self.title.setToolTip(plain(" ".join(filter(None, parts))))
        known = say_unchecked(said["evidence"], self.language)
        source = self.language.tr("Source: {known}.", known=known) if known else ""
        self.facts.setToolTip(plain(" ".join(filter(None, [said["reason"], source]))))

    def show_values(self, values: np.ndarray | None, missing: float, unit: str, colour: str) -> None:
        """Show the distribution of its values and the share (0-1) that is missing; None where it is not measured yet."""
        if values is self.values and (unit, colour) == self.looks:
            return
        self.values, self.looks = values, (unit, colour)
        self.histogram.show_values(values, unit, colour)
        if values is None:
            self.known = self.language.tr("not measured yet")
        else:
            self.known = self.language.tr("{share} % missing", share=self.language.number(100 * missing))

    def show_share(self, share: float) -> None:
        """Show its part (0-1) of the weight, after its sector and before what is missing."""
        words = self.language.tr("{share} % of the weight", share=self.language.number(100 * share))
        self.facts.setText(" · ".join(filter(None, (self.sector, words, self.known, self.kind))).replace(" %", NO_BREAK + "%"))

    def _show_weight(self, weight: float) -> None:
        for widget in (self.slider, self.weight):
            widget.blockSignals(True)
        if not self.slider.isSliderDown():
            self.slider.setMaximum(round(max(LEAST_TOP, 2 * weight) / STEP))
        if abs(self.slider.value() * STEP - weight) > STEP / 2:
            self.slider.setValue(round(weight / STEP))
        self.weight.setValue(weight)
        for widget in (self.slider, self.weight):
            widget.blockSignals(False)

    def _name(self, title: str) -> None:
        """Tell a screen reader what each widget is for."""
        tr = self.language.tr
        for widget, name in (
            (self.slider, tr("Weight of {indicator}", indicator=title)),
            (self.weight, tr("Weight of {indicator}", indicator=title)),
            (self.direction, tr("Direction of {indicator}", indicator=title)),
            (self.fold, tr("Details of {indicator}", indicator=title)),
            (self.edit, tr("Edit {indicator}", indicator=title)),
            (self.remove, tr("Remove {indicator}", indicator=title)),
            (self.histogram, tr("Distribution of {indicator}", indicator=title)),
        ):
            widget.setAccessibleName(name)
        self.fold.setToolTip(self.fold.accessibleName())
        self.edit.setToolTip(self.edit.accessibleName())
        self.remove.setToolTip(self.remove.accessibleName())
        self.direction.setToolTip(tr("Reverse direction"))

    def _build_texts(self) -> None:
        self.swatch, self.title, self.facts = PlainLabel(), PlainLabel(), PlainLabel()
        bold = self.title.font()
        bold.setBold(True)
        self.title.setFont(bold)
        for label in (self.title, self.facts):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.histogram = HistogramView(self.language)

    def _build_weight(self) -> None:
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setPageStep(round(1 / STEP))
        self.slider.setMinimumWidth(LETTERS_WIDE * self.fontMetrics().averageCharWidth())
        self.weight = DecimalBox(self, minimum=0.0, maximum=MOST, singleStep=STEP, decimals=2, keyboardTracking=False)
        self.weight.setButtonSymbols(DecimalBox.ButtonSymbols.NoButtons)  # the slider is beside it, and the title needs the room
        self.weight.setLocale(self.language.locale)
        self.weight.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.slider.sliderPressed.connect(self._begin)
        self.slider.sliderReleased.connect(self.rest.stop)
        self.slider.valueChanged.connect(lambda value: self._weigh(value * STEP))
        self.weight.valueChanged.connect(self._weigh)

    def _build_direction(self) -> None:
        self.direction = QToolButton(self)
        self.direction.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.direction.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.direction.clicked.connect(lambda: self.turned.emit(self.id))

    def _build_buttons(self) -> None:
        self.fold = QToolButton(self, checkable=True, autoRaise=True)
        self.fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fold.toggled.connect(self.show_details)
        self.edit, self.remove = QToolButton(self), QToolButton(self)
        for button, name, signal in (
            (self.edit, "mActionToggleEditing", self.edited),
            (self.remove, "mIconClearItem", self.removed),
        ):
            button.setIcon(theme_icon(name))
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _, signal=signal: signal.emit(self.id))

    def _place(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.swatch, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.title, 3)
        line.addWidget(self.slider, 2)
        for widget in (self.weight, self.fold):
            line.addWidget(widget)
        self.details = QWidget(self)
        grid = QGridLayout(self.details)
        grid.setContentsMargins(INDENT, 0, 0, 0)
        grid.setVerticalSpacing(SPACE)
        buttons = QHBoxLayout()
        buttons.addWidget(self.direction)
        buttons.addStretch(1)
        buttons.addWidget(self.edit)
        buttons.addWidget(self.remove)
        grid.addWidget(self.facts, 0, 0)
        grid.addWidget(self.histogram, 0, 1)
        grid.addLayout(buttons, 1, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(line)
        column.addWidget(self.details)

    def _begin(self) -> None:
        self.gesture = f"{self.id} {next(gestures)}"

    def _weigh(self, weight: float) -> None:
        if not self.slider.isSliderDown():
            if not self.rest.isActive():
                self._begin()
            self.rest.start()
        self.weighed.emit(self.id, round(weight, 2), self.gesture)


def swatch(colour: str, size: int) -> QPixmap:
    """Return a square of a sector's colour."""
    pixmap = QPixmap(size, size)
    pixmap.fill(QColor(colour))
    return pixmap
