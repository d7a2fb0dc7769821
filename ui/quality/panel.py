"""The contents of the quality tab: a layer assessed, and its defects worked through."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qgis.core import QgsProject, QgsRectangle, QgsReferencedRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QItemSelectionModel, Qt, QTimer, pyqtSlot
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QComboBox, QShortcut

from ...processing.cartography.map_content import KEY_PROPERTY
from ...processing.model import contract
from ...processing.model.defect_decisions import DONE, NO_MISTAKE, Decision, keep_decisions, read_decisions
from ...processing.model.defects import MENDABLE, SEVERITIES, score_of
from ...processing.model.errors import OpgaveError
from ...processing.model.geography import METRES_A_DEGREE
from ...processing.model.record import LayerRecord
from ...processing.qgis_io.decision_files import place_of_decisions
from ...processing.qgis_io.user_name import user_name
from ...processing.quality.assessment.mending import mend_feature
from ...processing.texts.defect_texts import SEVERITY_TEXTS, TITLE_TEXTS, verdict_words
from ...processing.texts.language import Language, tr
from .. import message_bar
from ..map_view import show_extent
from ..one_at_a_time import OneAtATime
from ..planning.layer_roles import FID
from ..planning.results import Kind, Outputs
from .defects import Defect, read_defects
from .table import MENDED, ORDER, STATE_TEXTS, TO_DO, DefectFilter, DefectModel
from .view import QualityView

ASSESSED, MADE, KEY = (f"opgavenkaart/quality/{name}" for name in ("layer", "made", "key"))
"""Properties of the layer of defects: whose they are, since when, and by which key; a project that is opened again goes on."""
AROUND = 50.0
"""Metres that are shown around a defect at least, to each side."""
LARGEST = 1000.0
"""Metres wide or high up to which a feature is shown whole; of a larger one the place of the defect is."""


OpenedCatalogue = Callable[[], tuple[str, Mapping[str, LayerRecord]]]


@dataclass(frozen=True)
class Mend:
    """Defects that were mended in one step: its place in the layer's undo stack, from 1, and what it is called there."""

    place: int
    title: str
    defects: tuple[Defect, ...]


class QualityPanel(QualityView):
    """Assesses a layer, and leads from one defect to the next.

    Parameters
    ----------
    iface : QgisInterface
    opened : callable
        Gives the catalogue that is open: its file, and its records by id, which say what a layer of it should be.
    """

    def __init__(self, iface, language: Language, opened: OpenedCatalogue = lambda: ("", {})):
        self.runs, self.language, self.opened = OneAtATime(), language, opened
        self.model, self.filter = DefectModel(), DefectFilter()
        self.filter.setSourceModel(self.model)
        super().__init__(self.runs, self.filter)
        for part in (self.runs, self.model, self.filter):
            part.setParent(self)
        self.bar, self.canvas = iface.messageBar(), iface.mapCanvas()
        self.outputs = Outputs({contract.OUTPUT: Kind(tr("Defects"), "defects", "")}, self.runs, self.canvas, language)
        self.assessed: QgsVectorLayer | None = None
        self.mends: list[Mend] = []
        self._offer()
        self._connect()
        self._take_layer(self.layer.currentLayer())
        self._find_earlier()

    def _connect(self) -> None:
        self.runs.failed.connect(lambda sentences: message_bar.fail_with(self.bar, sentences))
        self.runs.busy.connect(self._show_state)
        self.layer.layerChanged.connect(self._take_layer)
        self.assess.clicked.connect(self.run)
        for box in (self.severity, self.code, self.state):
            box.currentIndexChanged.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self.show_defect)
        self.table.selectionModel().selectionChanged.connect(self._show_state)
        self.next.clicked.connect(self.go_to_next)
        self.mend.clicked.connect(self.mend_chosen)
        self.done.clicked.connect(lambda: self.decide(DONE))
        self.no_mistake.clicked.connect(lambda: self.decide(NO_MISTAKE))
        self.reason.returnPressed.connect(lambda: self.decide(NO_MISTAKE))
        self.reopen.clicked.connect(self.reopen_chosen)
        for keys, action in (
            (Qt.Key.Key_Return, self.show_defect),
            (Qt.Key.Key_Enter, self.show_defect),
            (Qt.Key.Key_Space, self.done.click),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(action)
        project = QgsProject.instance()
        project.readProject.connect(self._find_earlier)
        project.layersWillBeRemoved.connect(self._leave_layer)

    def _offer(self) -> None:
        severities = [(tr(SEVERITY_TEXTS[one]), one) for one in SEVERITIES]
        offer(self.severity, [(tr("All severities"), ""), *severities])
        offer(self.state, [(tr("Still to do"), True), (tr("All"), False)])
        offer(self.code, [(tr("All defects"), "")])

    # ---- a layer assessed

    def _take_layer(self, layer) -> None:
        self.key.setLayer(layer)
        self.key.setField(usual_key(layer) if layer else "")
        self._show_state()

    def run(self) -> None:
        """Assess the chosen layer."""
        layer = self.layer.currentLayer()
        if layer is None:
            return
        made, key = this_moment(), self.key.currentField()
        inputs = {contract.INPUT: layer, contract.KEY: key, contract.LANGUAGE: self.language.code, **self.outputs.files()}
        path, records = self.opened()
        record = record_of(layer, records)
        if record:
            inputs |= {contract.RECORD_ID: record.id, contract.CATALOGUE: path}
        self.runs.start("assess_quality", inputs, lambda run: self._assessed(run.results, layer, key, made))

    def _assessed(self, results: dict, layer: QgsVectorLayer, key: str, made: str) -> None:
        def shown(nothing: object) -> None:
            defects = QgsProject.instance().mapLayer(self.outputs.shown[contract.OUTPUT])
            for name, value in ((ASSESSED, layer.id()), (MADE, made), (KEY, key)):
                defects.setCustomProperty(name, value)
            self._read(defects, self._begin)

        self.outputs.show(results, {}, shown)

    @pyqtSlot()
    def _find_earlier(self) -> None:
        """Go on with the defects that a project holds."""
        every = QgsProject.instance().mapLayers().values()
        found = next((one for one in every if one.customProperty(ASSESSED) in QgsProject.instance().mapLayers()), None)
        if found is not None and not self.runs.is_busy:
            self._read(found, self._show_state)

    def _begin(self) -> None:
        """Show the first defect; who pressed the button goes on in the table, once the row that shows progress gave the focus back."""
        self.go_to_next()
        QTimer.singleShot(0, lambda: self.assess.hasFocus() and self.table.setFocus())

    def _read(self, defects: QgsVectorLayer, then: Callable[[], None]) -> None:
        """Show what stands in a layer of defects, with what was decided about them."""
        layer = QgsProject.instance().mapLayer(defects.customProperty(ASSESSED))
        if layer is None:  # it was removed while it was assessed
            return
        made, key, source = defects.customProperty(MADE), defects.customProperty(KEY), defects.source()

        def read(progress) -> list[Defect]:
            return read_defects(source, progress)

        def show(found: Sequence[Defect]) -> None:
            self._show(layer, key, found, made)
            then()

        self.runs.read(tr("Reading the defects"), read, show)

    def _show(self, layer: QgsVectorLayer, key: str, defects: Sequence[Defect], made: str) -> None:
        try:
            decisions = read_decisions(place_of_decisions(layer.providerType(), layer.source()))
        except OpgaveError as error:
            message_bar.fail(self.bar, error)
            decisions = {}
        self._leave_mends()
        self.assessed = layer
        self.layer.setLayer(layer)
        self.key.setField(key)
        self.model.show(defects, decisions, made)
        codes = sorted({one.code for one in defects}, key=ORDER.__getitem__)
        counts = {code: sum(one.code == code for one in defects) for code in codes}
        offer(self.code, [(tr("All defects"), ""), *((f"{tr(TITLE_TEXTS[one])} ({counts[one]})", one) for one in codes)])
        self._filter()
        self._show_verdict()

    @pyqtSlot("QStringList")
    def _leave_layer(self, ids: Sequence[str]) -> None:
        if self.assessed is not None and self.assessed.id() in ids:
            self.mends, self.assessed = [], None
            self.model.show((), {}, "")
            self.verdict.setText(tr("Choose a layer and press 'Assess'."))
            self._show_state()

    # ---- from one defect to the next

    def _filter(self) -> None:
        self.filter.choose(self.severity.currentData() or "", self.code.currentData() or "", bool(self.state.currentData()))
        self._show_state()

    def chosen(self) -> list[int]:
        """Return the rows of the model that are chosen."""
        return sorted(self.filter.mapToSource(index).row() for index in self.table.selectionModel().selectedRows())

    def go_to_next(self) -> None:
        """Choose the next defect that is still to be done, after the last one again the first; say so where there is none."""
        current = self.table.currentIndex()
        start = current.row() + 1 if self.table.selectionModel().hasSelection() else 0
        rows = [(start + step) % max(self.filter.rowCount(), 1) for step in range(self.filter.rowCount())]
        self._choose(next((row for row in rows if self._is_to_do(row)), None))

    def _is_to_do(self, shown: int) -> bool:
        return self.model.state(self.filter.mapToSource(self.filter.index(shown, 0)).row()) in TO_DO

    def _choose(self, shown: int | None) -> None:
        """Choose a row of the table; None: nothing is left."""
        if shown is None:
            self.table.clearSelection()
            self._show_state()
            return
        index = self.filter.index(shown, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def show_defect(self, *_) -> None:
        """Lead the map to the current defect, and let its feature light up."""
        row = self.filter.mapToSource(self.table.currentIndex()).row()
        layer = self.assessed
        if row < 0 or layer is None or not layer.isSpatial():
            return
        one, metre = self.model.defects[row], 1 / METRES_A_DEGREE if layer.crs().isGeographic() else 1.0
        feature = layer.getFeature(one.feature) if one.feature is not None else None
        box = feature.geometry().boundingBox() if feature is not None and feature.hasGeometry() else QgsRectangle()
        if one.place and (box.isNull() or max(box.width(), box.height()) > LARGEST * metre):
            box = QgsRectangle(one.place[0], one.place[1], one.place[0], one.place[1])
        if box.isNull() or not box.isFinite():
            return
        show_extent(self.canvas, QgsReferencedRectangle(box.buffered(AROUND * metre), layer.crs()))
        if feature is not None and feature.hasGeometry():
            self.canvas.flashFeatureIds(layer, [one.feature])

    # ---- what is done with it

    def decide(self, decision: str) -> None:
        """Keep what was decided about the chosen defects, and go to the next one; what is no mistake needs a reason."""
        reason = self.reason.text().strip() if decision == NO_MISTAKE else ""
        if decision == NO_MISTAKE and not reason:
            self.reason.setFocus()
            return
        self._keep([(self.model.defects[row], decision, reason) for row in self.chosen()])
        if decision == NO_MISTAKE:
            self.reason.clear()
            self.table.setFocus()

    def reopen_chosen(self) -> None:
        """Take back what was decided about the chosen defects."""
        self._keep([], [self.model.defects[row].mark for row in self.chosen()])

    def _keep(self, decided: Iterable[tuple[Defect, str, str]], gone: Sequence[str] = ()) -> None:
        layer = self.assessed
        if layer is None:
            return
        now = this_moment()
        new = [Decision(one.mark, one.code, what, now, one.field, why, user_name()) for one, what, why in decided]
        if not new and not gone:
            return
        try:
            decisions = keep_decisions(place_of_decisions(layer.providerType(), layer.source()), layer.name(), new, gone)
        except OpgaveError as error:
            message_bar.fail(self.bar, error)
            return
        self._moving_on(lambda: self.model.decide(decisions, self.model.mended))

    def _moving_on(self, change: Callable[[], None]) -> None:
        """Change what became of defects, and choose the next one that is to be done where the current one no longer is."""
        current = self.table.currentIndex()
        below = range(current.row() + 1, self.filter.rowCount())
        every = [self.filter.mapToSource(self.filter.index(shown, 0)).row() for shown in (*below, *range(max(current.row(), 0)))]
        row = self.filter.mapToSource(current).row()
        change()
        if row >= 0 and self.model.state(row) not in TO_DO:
            left = next((one for one in every if self.model.state(one) in TO_DO), -1)
            shown = self.filter.mapFromSource(self.model.index(left, 0)).row() if left >= 0 else -1
            self._choose(shown if shown >= 0 else None)
        self._show_state()
        self._show_verdict()

    def mend_chosen(self) -> None:
        """Mend the chosen defects in the layer, as one step that can be undone; those that would lose something stay."""
        layer, rows = self.assessed, [row for row in self.chosen() if self._can_mend(row)]
        if layer is None or not rows:
            return
        if not layer.isEditable() and not layer.startEditing():
            message_bar.caution(
                self.bar, tr("Layer '{layer}' cannot be edited: mend its source, or a copy of it.").format(layer=layer.name())
            )
            return
        title = tr("1 defect mended | {count} defects mended", count=len(rows))
        layer.beginEditCommand(title)
        defects = [self.model.defects[row] for row in rows]
        key = self.key.currentField()
        mended = [one for one in defects if mend_feature(layer, one.code, one.feature, one.field, key)]
        if not mended:
            layer.destroyEditCommand()
        else:
            layer.endEditCommand()
            self._note_mend(layer, title, mended)
            layer.triggerRepaint()
        if len(mended) < len(rows):
            left = len(rows) - len(mended)
            words = tr(
                "1 defect cannot be mended without losing something | {count} defects cannot be mended without losing something", count=left
            )
            message_bar.caution(self.bar, tr("{what}: mend it by hand.").format(what=words))

    def _can_mend(self, row: int) -> bool:
        one = self.model.defects[row]
        return one.code in MENDABLE and one.feature is not None and self.model.state(row) in TO_DO

    def _note_mend(self, layer: QgsVectorLayer, title: str, defects: Sequence[Defect]) -> None:
        if not self.mends:
            layer.undoStack().indexChanged.connect(self._look_at_mends)
            layer.afterCommitChanges.connect(self._save_mends)
            layer.afterRollBack.connect(self._leave_mends)
        place = layer.undoStack().index()
        self.mends = [one for one in self.mends if one.place < place] + [Mend(place, title, tuple(defects))]
        self._look_at_mends()

    @pyqtSlot(int)
    def _look_at_mends(self, *_) -> None:
        """Show what is mended now: an undo takes it back."""
        stack = self.assessed.undoStack() if self.assessed is not None else None
        if stack is None or (stack.count() == 0 and self.mends):  # saved: `_save_mends` follows
            return
        done = [one for one in self.mends if one.place <= stack.index() and stack.command(one.place - 1).text() == one.title]
        mended = frozenset(defect.mark for one in done for defect in one.defects)
        if mended != self.model.mended:
            self._moving_on(lambda: self.model.decide(self.model.decisions, mended))

    @pyqtSlot()
    def _save_mends(self) -> None:
        """Keep as done what was mended and is saved now."""
        mended = [(one, DONE, tr("mended")) for one in self.model.defects if one.mark in self.model.mended]
        self._leave_mends()
        self._keep(mended)

    @pyqtSlot()
    def _leave_mends(self) -> None:
        """Forget what was mended and is not saved."""
        if self.mends and self.assessed is not None:
            self.assessed.undoStack().indexChanged.disconnect(self._look_at_mends)
            self.assessed.afterCommitChanges.disconnect(self._save_mends)
            self.assessed.afterRollBack.disconnect(self._leave_mends)
            self.mends = []
            self.model.decide(self.model.decisions, frozenset())
            self._show_state()

    def _show_state(self, *_) -> None:
        """Show what can be pressed, how much is left, and the chosen defect in full."""
        counts = self.model.counts
        rows, busy = self.chosen(), self.runs.is_busy
        self.assess.setEnabled(self.layer.currentLayer() is not None and not busy)
        self.next.setEnabled(any(counts[state] for state in TO_DO))
        for button in (self.done, self.no_mistake, self.reason):
            button.setEnabled(bool(rows))
        self.mend.setEnabled(any(self._can_mend(row) for row in rows))
        self.reopen.setEnabled(any(self.model.state(row) not in (*TO_DO, MENDED) for row in rows))
        found = [f"{self.language.number(counts[state])} {tr(STATE_TEXTS[state])}" for state in STATE_TEXTS if counts[state]]
        self.count.setText(", ".join(found))
        self.about.setText(self._about(rows))

    def _show_verdict(self) -> None:
        """Show by which record the layer was judged, and score and verdict without what people decided is no mistake."""
        layer = self.assessed
        if layer is None:
            return
        counting = [one for row, one in enumerate(self.model.defects) if self.model.state(row) != NO_MISTAKE]
        score = score_of((one.code, -1 if one.feature is None else one.feature, one.cost) for one in counting)
        said = tr("Score of {layer}: {score} of 100.").format(layer=layer.name(), score=self.language.number(score, 1))
        record = record_of(layer, self.opened()[1])
        judged = tr("Judged by the record '{record}'.").format(record=record.title.of(self.language.code)) if record else ""
        verdict = f"{verdict_words((one.code for one in counting), self.language)}."
        self.verdict.setText(" ".join(filter(None, [said, verdict, judged])))

    def _about(self, rows: Sequence[int]) -> str:
        if len(rows) != 1:
            return tr("1 defect chosen | {count} defects chosen", count=len(rows)) if rows else ""
        one, reason = self.model.defects[rows[0]], self.model.reason(rows[0])
        state = tr(STATE_TEXTS[self.model.state(rows[0])])
        feature = "" if one.feature is None else tr("Feature {id}.").format(id=one.feature)
        return " ".join(filter(None, [one.message, feature, f"{state[:1].upper()}{state[1:]}: {reason}." if reason else ""]))


def record_of(layer: QgsVectorLayer, records: Mapping[str, LayerRecord]) -> LayerRecord | None:
    """Return the record of which a layer was made; None for none."""
    ids = (layer.customProperty(KEY_PROPERTY), layer.metadata().identifier())
    return next((records[id] for id in ids if id in records), None)


def this_moment() -> str:
    """Return this moment in UTC, so that moments sort as their texts do."""
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="microseconds")


def usual_key(layer: QgsVectorLayer) -> str:
    """Return the field that a layer's own source calls its key, unless that is a number that the file gives; empty for none."""
    fields, keys = layer.fields(), layer.primaryKeyAttributes()
    return fields[keys[0]].name() if len(keys) == 1 and fields[keys[0]].name().lower() != FID else ""


def offer(box: QComboBox, choices: Iterable[tuple[str, object]]) -> None:
    """Give a list its choices, words and value, instead of those before; what was chosen stays chosen where it is offered."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(chosen), 0) if chosen is not None else 0)
    box.blockSignals(False)
