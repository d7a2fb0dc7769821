"""The dialog with a challenge's title, question and rules."""

from __future__ import annotations

from dataclasses import replace

from qgis.gui import QgsMessageBar
from qgis.PyQt.QtWidgets import QDialog, QGroupBox, QLineEdit, QVBoxLayout, QWidget

from ...processing.model.challenge import Challenge, Measurement, UnitsMinimum
from ...processing.model.cluster_methods import CLUSTER_METHODS
from ...processing.model.errors import OpgaveError
from ...processing.model.text import field_name
from ...processing.texts.averaging_texts import base_name
from ...processing.texts.index_texts import INDEX_IS_TEXTS
from ...processing.texts.language import Language, tr
from .. import message_bar
from ..plain_words import PlainLabel
from . import words
from .form_fields import ChoiceBox, NumberBox, TextPair, accept_buttons, add_row, new_form

LETTERS_WIDE = 80


class ChallengeDialog(QDialog):
    """What a challenge is called and asks, and by which rules its scores become an index and clusters."""

    def __init__(self, challenge: Challenge, language: Language, parent: QWidget):
        super().__init__(parent)
        self.before, self.language = challenge, language
        self.setWindowTitle(tr("Challenge"))
        self._build()
        self._show(challenge)
        self.resize(LETTERS_WIDE * self.fontMetrics().averageCharWidth(), self.sizeHint().height())

    def challenge(self) -> Challenge:
        """Return the challenge as it stands in the form; one that was never named otherwise takes its id from its title."""
        before, title = self.before, self.title.text()
        follows = before.id == field_name(before.title.en or before.title.nl)
        method, clusters = self.method.key(), before.clusters
        return replace(
            before,
            id=(field_name(title.en or title.nl) or before.id) if follows else before.id,
            title=title,
            question=self.question.text(),
            owner=self.owner.text().strip(),
            units=replace(before.units, grid=self.grid.number() or None),
            aggregation=replace(before.aggregation, method=self.mean.key(), allowed_missing_share=self.allowed.value() / 100),
            disclosure=replace(before.disclosure, units_minimum=self._units_minimum()),
            clusters=replace(clusters, method=method, threshold=self.threshold.value() if self._needs_threshold() else clusters.threshold),
        )

    def accept(self):
        """Take the challenge over where it is right; otherwise say what is wrong."""
        challenge = self.challenge()
        try:
            if not (challenge.title.nl or challenge.title.en):
                raise OpgaveError("Give the challenge a title.")
            if challenge.indicators:
                Challenge.from_json(challenge.to_json(), tr("the challenge"))
        except OpgaveError as error:
            self.bar.clearWidgets()
            message_bar.fail(self.bar, error)
        else:
            super().accept()

    def _units_minimum(self) -> UnitsMinimum | None:
        """Return which areas are hidden: by the count that the challenge names, else by its people; None where no minimum is given."""
        minimum, counted = self.fewest.number(), self._counted()
        return None if minimum is None or counted is None else UnitsMinimum(*counted, minimum)

    def _counted(self) -> tuple[str, str] | None:
        """Return layer and field of the count that hides areas; None where the challenge counts nobody."""
        spec = self.before.disclosure.units_minimum or self.before.units.population
        return (spec.layer, spec.field) if spec else None

    def _show(self, challenge: Challenge) -> None:
        self.title.show_text(challenge.title)
        self.question.show_text(challenge.question)
        self.owner.setText(challenge.owner)
        self.mean.choose(challenge.aggregation.method)
        self.allowed.setValue(100 * challenge.aggregation.allowed_missing_share)
        hides = challenge.disclosure.units_minimum
        self.fewest.show_number(hides.minimum if hides else None)
        self.fewest.setEnabled(self._counted() is not None)
        self.grid.show_number(challenge.units.grid)
        self.method.choose(challenge.clusters.method)
        self.threshold.setValue(challenge.clusters.threshold or 0.0)
        self._show_threshold()
        self._show_what_index_is()

    def _show_what_index_is(self) -> None:
        self.index_is.setText(tr(INDEX_IS_TEXTS[self.mean.key()]))

    def _show_threshold(self) -> None:
        for widget in (self.threshold_label, self.threshold):
            widget.setVisible(self._needs_threshold())

    def _needs_threshold(self) -> bool:
        return CLUSTER_METHODS[self.method.key()].needs_threshold

    def _build(self) -> None:
        self.bar = QgsMessageBar()
        self.buttons = accept_buttons(self)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(self._build_words())
        column.addWidget(self._build_rules())
        column.addStretch(1)
        column.addWidget(self.buttons)

    def _build_words(self) -> QGroupBox:
        self.title, self.question, self.owner = TextPair(), TextPair(), QLineEdit()
        box = QGroupBox(tr("Title"))
        form = new_form(box)
        self.title.add_to(form, tr("Title in Dutch"), tr("Title in English"))
        self.question.add_to(form, tr("Question in Dutch"), tr("Question in English"))
        add_row(form, tr("Owner"), self.owner)
        return box

    def _build_rules(self) -> QGroupBox:
        self.mean, self.method = ChoiceBox(words.aggregations(self.language)), ChoiceBox(words.cluster_methods(self.language))
        self.allowed, self.threshold = NumberBox(self.language, lowest=0.0), NumberBox(self.language, lowest=0.0)
        for box, most in ((self.allowed, 100.0), (self.threshold, 100.0)):
            box.setMaximum(most)
            box.setDecimals(1)
        self.allowed.setSuffix(" %")
        self.fewest = NumberBox(self.language, tr("no minimum"), lowest=0.0)
        self.grid = NumberBox(self.language, tr("no grid"), lowest=0.0)
        self.grid.setToolTip(tr("Square cells in place of the areas: what is measured on the map differs from cell to cell"))
        for box in (self.fewest, self.grid):
            box.setDecimals(0)
        self.index_is = PlainLabel(wordWrap=True)
        self.mean.currentIndexChanged.connect(self._show_what_index_is)
        self.method.currentIndexChanged.connect(self._show_threshold)
        box = QGroupBox(tr("Rules"))
        form = new_form(box)
        add_row(form, tr("Index"), self.mean)
        form.addRow(self.index_is)
        add_row(form, tr("Missing data allowed (% of weight)"), self.allowed)
        counted = self._counted()
        name = base_name(Measurement(counted[0], "attribute", counted[1]), self.language) if counted else tr("people")
        add_row(form, tr("Hide areas with fewer {counted} than").format(counted=name), self.fewest)
        add_row(form, tr("Cells of a grid (m)"), self.grid)
        add_row(form, tr("Clusters"), self.method)
        self.threshold_label = add_row(form, tr("Threshold (0-100)"), self.threshold)
        return box
