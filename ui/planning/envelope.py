"""An envelope: a ceiling that is dragged, the measures that it pays best, and the table for those who negotiate."""

from __future__ import annotations

from qgis.core import (
    NULL,
    QgsExpression,
    QgsFieldProxyModel,
    QgsMapLayerProxyModel,
    QgsProcessingFeatureSourceDefinition,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.gui import QgsCheckableComboBox, QgsFieldComboBox, QgsFileWidget
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...processing.model import contract
from ...processing.model.builtin_challenges import builtin_titles
from ...processing.model.choices import TITLE_FIELDS
from ...processing.texts.language import Language, tr
from ..accessibility import give_name, in_order
from ..one_at_a_time import OneAtATime
from ..plain_words import PlainLabel
from ..task_runner import Run
from .layer_roles import COSTS, EFFECTS, MEASURES, NOBODY, RoleBox, number_fields, usual_field
from .results import Kind, Outputs, ResultTable, how_sure, narrow

STEPS = 200
"""Positions of the slider, from nothing to what all measures cost."""
SOON_MS = 250
CHALLENGE_FIELD = "challenge"
TITLES = (*TITLE_FIELDS, "measure")
PAID = 4
"""The column of what the envelope pays: told where it is not simply the cost."""
CASES = 25
"""How many times the portfolio is computed again with other effects: few enough to follow the slider."""
PARTY_FIELDS = ("party_name", "chosen", "cost", "own", "effect", "shapley")


class EnvelopeTab(QWidget):
    """The measures above, the ceiling in the middle, portfolio and negotiation below.

    Parameters
    ----------
    runs : OneAtATime
    """

    def __init__(self, iface, runs: OneAtATime, language: Language):
        super().__init__()
        self.runs, self.language = runs, language
        self.outputs = Outputs({contract.OUTPUT: Kind(tr("Portfolio"), "portfolio", field="chosen")}, runs, iface.mapCanvas(), language)
        self.before: set[int] = set()
        self.waits = False
        self.soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._lay_out()
        self._connect()
        self._take(self.measures.currentLayer())

    def inputs(self) -> dict:
        """Return what `allocate_envelope` is asked."""
        return {
            contract.MEASURES: self._chosen_measures(),
            contract.COST_FIELD: self.cost.currentField(),
            contract.EFFECT_FIELD: ",".join(self.effects.checkedItems()),
            contract.ENVELOPE: repr(self.ceiling.value()),
            contract.RULES: self.rules.filePath(),
            contract.ACTORS: self.actors.currentLayer(),
            contract.CASES: CASES,
            contract.LANGUAGE: self.language.code,
        }

    def find(self) -> None:
        """Look for the best portfolio."""
        self._start(self.outputs.files())

    def negotiate(self) -> None:
        """Work out what each party brings and gains: the portfolio many times over, without each of them."""
        self._start(self.outputs.files(contract.OUTPUT_NEGOTIATION))

    def _start(self, outputs: dict) -> None:
        self.soon.stop()
        inputs, layer = self.inputs(), self.measures.currentLayer()
        if self.runs.current is not None:
            self.soon.start()
        elif inputs[contract.MEASURES] and inputs[contract.COST_FIELD] and inputs[contract.EFFECT_FIELD]:
            fields = (title_field(layer), "chosen", inputs[contract.COST_FIELD], "paid_euro", "chosen_share")
            self.waits = True
            self.answer.clear()
            self.runs.start("allocate_envelope", inputs | outputs, lambda run: self._found(run, fields))
        else:
            self.answer.setText(tr("Choose measures and the fields with cost and effect first."))

    def _found(self, run: Run, fields: tuple[str, ...]) -> None:
        asked = {contract.OUTPUT: fields} | (
            {contract.OUTPUT_NEGOTIATION: PARTY_FIELDS} if contract.OUTPUT_NEGOTIATION in run.results else {}
        )
        self.outputs.show(run.results, asked, lambda found: self._show(run.results, found))

    def _unanswered(self) -> None:
        """Say that the table answers an earlier question, where this one's run has failed or was cancelled."""
        if self.waits:
            self.waits = False
            earlier = tr("There is no portfolio for this ceiling: the table shows the one found before.")
            self.answer.setText(earlier if self.portfolio.rowCount() else "")

    def _show(self, results: dict, found: dict[str, list[list]]) -> None:
        self.waits = False
        measures = found[contract.OUTPUT]
        told = [self._row(place, results[contract.CASE_COUNT], *row) for place, row in enumerate(measures)]
        self.portfolio.fill([told[place] for place in sorted(range(len(told)), key=lambda place: (-measures[place][1], told[place][0]))])
        self.before = {place for place, (_, chosen, *_) in enumerate(measures) if chosen}
        self.portfolio.setColumnHidden(PAID, all(paid == cost for _, chosen, cost, paid, _ in measures if chosen))
        self._talk_of([self._party(row) for row in found.get(contract.OUTPUT_NEGOTIATION, [])])
        self.answer.setText(self.words(results))

    def _row(self, place: int, cases: int, name, chosen: float, cost: float, paid: float, share: float | None) -> list:
        known, now = place in self.before, chosen > 0
        change = "" if not self.before or known == now else tr("new") if now else tr("dropped")
        what = tr("chosen") if chosen == 1 else tr("for {share} %").format(share=self.language.number(100 * chosen)) if now else ""
        holds = tr("{stays} of {count}").format(stays=round(share * cases), count=cases) if share else ""
        return [str(name), what, change, cost, paid, holds]

    def _party(self, row: list) -> list:
        party, measures, cost, own, *gains = row
        return [party, measures, cost, own or None, *gains]

    def _talk_of(self, parties: list[list]) -> None:
        """Show the negotiation table; without parties it takes no room."""
        self.table.fill(parties)
        self.table.setVisible(bool(parties))

    def words(self, results: dict) -> str:
        """Return the portfolio in a sentence."""
        sure = how_sure(results[contract.GAP], self.language)
        cost, effect = (self.language.number(results[name]) for name in (contract.ENVELOPE_COST, contract.TOTAL_EFFECT))
        found = tr(
            "{chosen} of {all} measures for {cost} euro, effect {effect} (for these estimates {sure}); 1 alternative within 1 %. |"
            " {chosen} of {all} measures for {cost} euro, effect {effect} (for these estimates {sure}); {count} alternatives within 1 %.",
            chosen=results[contract.CHOSEN_COUNT],
            all=results[contract.MEASURE_COUNT],
            cost=cost,
            effect=effect,
            sure=sure,
            count=results[contract.RUNNER_UP_COUNT],
        )
        if not results[contract.CASE_COUNT]:
            return found
        holds = tr("With effects up to 20 % off, {stays} of these measures are chosen in at least 90 % of {cases} cases.")
        return f"{found} {holds.format(stays=results[contract.STAY_COUNT], cases=results[contract.CASE_COUNT])}"

    def _chosen_measures(self) -> QgsVectorLayer | QgsProcessingFeatureSourceDefinition | None:
        """Return the measures: those of one challenge where one is chosen."""
        layer, condition = self.measures.currentLayer(), self._condition()
        if not layer or not condition:
            return layer
        source = QgsProcessingFeatureSourceDefinition(layer.id())
        source.filterExpression = condition
        return source

    def _condition(self) -> str:
        return self.challenge.currentData() or ""

    def _take(self, layer: QgsVectorLayer | None) -> None:
        """Offer the fields and challenges of other measures."""
        numbers = number_fields(layer)
        self.cost.setFields(numbers)
        self.cost.setField(usual_field(numbers, COSTS))
        self.effects.clear()
        self.effects.addItems(numbers.names())
        self.effects.setCheckedItems([name] if (name := usual_field(numbers, EFFECTS)) else [])
        self.portfolio.fill([])
        self._talk_of([])
        self.answer.clear()
        self._offer_challenges(layer)
        self.ceiling.setValue(self.all / 2)

    def _offer_challenges(self, layer: QgsVectorLayer | None) -> None:
        """Offer each challenge that the measures name, where they name several: a budget is one challenge's, or that of all."""
        place = layer.fields().lookupField(CHALLENGE_FIELD) if layer else -1
        found = sorted(str(value) for value in layer.uniqueValues(place) if value != NULL) if place >= 0 else []
        titles = builtin_titles()
        self.challenge.blockSignals(True)
        self.challenge.clear()
        self.challenge.addItem(tr("all"), "")
        for id in found if len(found) > 1 else ():
            title = titles[id].of(self.language.code) if id in titles else id
            self.challenge.addItem(title, QgsExpression.createFieldEqualityExpression(layer.fields().at(place).name(), id))
        self.challenge.setEnabled(self.challenge.count() > 1)
        self.challenge.blockSignals(False)
        self._measure()

    def _measure(self) -> None:
        """Let the ceiling go up to what all measures cost."""
        self.before = set()
        layer, field = self.measures.currentLayer(), self.cost.currentField()
        self.all = total(layer, field, self._condition()) if layer and field else 0
        self.ceiling.setMaximum(max(self.all, 1))
        self.ceiling.setSingleStep(max(round(self.all / STEPS, -3), 1))
        told = tr("All measures together cost {cost} euro.").format(cost=self.language.number(self.all))
        self.most.setText(told if field else self._what_is_missing(layer))
        for button in (self.run, self.talk):
            button.setEnabled(bool(self.all))

    @staticmethod
    def _what_is_missing(layer: QgsVectorLayer | None) -> str:
        """Return what to do before there is a ceiling: choose, or get, the measures."""
        if layer:
            return tr("Choose the field with the cost of each measure.")
        return tr(
            "Choose a layer with measures, each with its cost and effect. Measures of the demo city: load 'Measures' from the catalogue."
            " Your own: any table or layer with those two columns, opened in QGIS."
        )

    def _slid(self, place: int) -> None:
        self.ceiling.setValue(self.all * place / STEPS)

    def _set(self, euro: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(STEPS * euro / self.all) if self.all else 0)
        self.slider.blockSignals(False)
        if self.outputs.shown:
            self.soon.start()

    def _connect(self) -> None:
        self.measures.layerChanged.connect(self._take)
        self.cost.fieldChanged.connect(self._measure)
        self.challenge.currentIndexChanged.connect(self._measure)
        self.slider.valueChanged.connect(self._slid)
        self.ceiling.valueChanged.connect(self._set)
        self.soon.timeout.connect(self.find)
        self.run.clicked.connect(self.find)
        self.runs.failed.connect(lambda sentences: self._unanswered())
        self.runs.cancelled.connect(self._unanswered)
        self.talk.clicked.connect(self.negotiate)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.addLayout(self._question())
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setMaximum(STEPS)
        self.slider.setAccessibleName(tr("Ceiling"))
        self.most, self.answer = PlainLabel(self, wordWrap=True), PlainLabel(self, wordWrap=True)
        self.run = QPushButton(tr("Find the best portfolio"), self)
        self.talk = QPushButton(tr("Negotiation table"), self)
        self.talk.setToolTip(tr("Also compute what each party brings and gains (takes longer)"))
        row = QHBoxLayout()
        for widget in (self.run, self.talk):
            row.addWidget(widget, 1)
        column.addWidget(self.slider)
        column.addWidget(self.most)
        column.addLayout(row)
        column.addWidget(self.answer)
        column.addWidget(self._tables(), 1)

    def _question(self) -> QFormLayout:
        vector = QgsMapLayerProxyModel.Filter.VectorLayer
        self.measures, self.actors = RoleBox(MEASURES, vector, self), RoleBox(NOBODY, vector, self)
        narrow(self.measures, self.actors)
        self.challenge, self.cost, self.effects = QComboBox(self), QgsFieldComboBox(self), QgsCheckableComboBox(self)
        narrow(self.challenge)
        self.cost.setFilters(QgsFieldProxyModel.Filter.Numeric)
        self.cost.setAllowEmptyFieldName(True)
        self.rules = QgsFileWidget(self)
        self.rules.setFilter(tr("Rules (*.json)"))
        self.ceiling = QDoubleSpinBox(self, decimals=0, suffix=" euro")
        self.ceiling.setLocale(self.language.locale)
        self.ceiling.setGroupSeparatorShown(True)
        self.ceiling.setKeyboardTracking(False)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (
            (tr("Measures"), self.measures),
            (tr("Challenge"), self.challenge),
            (tr("Cost"), self.cost),
            (tr("Effect"), self.effects),
            (tr("Implementers"), self.actors),
            (tr("Rules"), self.rules),
            (tr("Ceiling"), self.ceiling),
        ):
            form.addRow(title, field)
            give_name(field, title)
        in_order(self.measures, self.challenge, self.cost, self.effects, self.actors, self.rules)
        return form

    def _tables(self) -> QSplitter:
        heads = [tr("Measure to take"), tr("Portfolio"), tr("Change"), tr("Cost"), tr("Envelope pays"), tr("Chosen in")]
        self.portfolio = ResultTable(heads, tr("Portfolio"), self.language, self)
        parties = [tr("Party"), tr("Measures"), tr("Cost"), tr("Contributes"), tr("Effect"), tr("Value of participation (Shapley)")]
        self.table = ResultTable(parties, tr("Negotiation table"), self.language, self)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        for widget, stretch in ((self.portfolio, 2), (self.table, 1)):
            parts.addWidget(widget)
            parts.setStretchFactor(parts.count() - 1, stretch)
        return parts


def title_field(layer: QgsVectorLayer) -> str:
    """Return the field by which people know a feature."""
    names = {field.name().lower(): field.name() for field in layer.fields()}
    return next((names[title] for title in TITLES if title in names), layer.fields().names()[0])


def total(layer: QgsVectorLayer, field: str, condition: str) -> float:
    """Return the sum of the amounts above 0 in a field, of the features that meet a condition."""
    amount = QgsExpression.quotedColumnRef(field)
    values, _ = QgsVectorLayerUtils.getValues(layer, f"if({condition}, {amount}, 0)" if condition else amount)
    return sum(value for value in values if isinstance(value, int | float) and value > 0)
