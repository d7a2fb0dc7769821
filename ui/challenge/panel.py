"""The contents of the challenge dock."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QEvent, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from ...processing.bridge.language import Language, interface_language, tr
from ...processing.model.catalogue import Catalogue, read_catalogue
from ...processing.model.challenge import Challenge
from ...processing.model.errors import OpgaveError
from .. import telling
from ..challenge_picker import ChallengePicker
from ..icons import theme_icon
from ..recent import remember
from ..settings import settings
from .clusters import cluster_rows, cluster_table
from .comparing import AS_COMPUTED, Comparison, cluster_counts
from .computing import Computer, Outcome, map_extent
from .indicators import IndicatorList
from .live import Live, Result
from .session import Session, opened

DEFAULT = "warm_homes"
ROOM = 1000
"""Of each of two parts; more than there is, so that both get half."""


class ChallengePanel(QWidget):
    """A challenge: its indicators with their weights, its clusters, and what can be done with it.

    Parameters
    ----------
    iface : QgisInterface
    """

    def __init__(self, iface):
        super().__init__()
        self.iface, self.bar = iface, iface.messageBar()
        self.language = Language(interface_language())
        self.session = Session(self)
        self.live = Live(self.session, self.language, self)
        self.computer = Computer(self)
        self.catalogue = self._read_catalogue()
        self._build()
        self._connect()
        self.session.start(DEFAULT)

    # What a user does

    def open(self, place: str) -> None:
        """Open a built-in challenge by its id, or a file; one that cannot be read is told, and nothing changes."""
        try:
            self.session.open(place)
        except OpgaveError as error:
            telling.fail(self.bar, error)
            self.show_challenge()

    def compute(self) -> None:
        """Compute the challenge as it is now, and add its layers."""
        self.computer.compute(self.session.challenge, self._extent(), self._computed)

    def export_to(self, folder: str) -> None:
        """Make the whole integrated map in a folder."""
        self.computer.export(self.session.challenge, self._extent(), folder, self._exported)

    def save_to(self, path: str) -> None:
        """Write the challenge to a file."""
        try:
            self.session.save(path)
        except OpgaveError as error:
            telling.fail(self.bar, error)
        except OSError as error:
            telling.fail_with(
                self.bar, [tr("'{path}' cannot be written: {reason}. Choose another place.").format(path=path, reason=error.strerror)]
            )
        else:
            telling.succeed(self.bar, tr("Saved as {path}.").format(path=path))

    def compare_with(self, place: str) -> None:
        """Set the challenge as it is now beside another, or beside itself as it was computed."""
        result = self.live.result
        if result is None:
            telling.caution(self.bar, tr("Compute the challenge first; then it can be compared."))
        elif place == AS_COMPUTED:
            self._show_changes(result.computed, tr("as it was computed"))
        else:
            self._compute_other(place)

    def edit_indicator(self, id: str = "") -> None:
        """Open the editor on an indicator, or on a new one."""
        from .editor import IndicatorDialog

        one = next((one for one in self.session.challenge.indicators if one.id == id), None)
        dialog = IndicatorDialog(self.session.challenge, self.catalogue, one, self.language, self)
        dialog.accepted.connect(lambda: self.session.put_indicator(dialog.indicator(), id))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def edit_challenge(self) -> None:
        """Open the dialog with title, question and rules."""
        from .properties import ChallengeDialog

        dialog = ChallengeDialog(self.session.challenge, self.language, self)
        dialog.accepted.connect(lambda: self.session.change(dialog.challenge(), tr("edit the challenge")))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def browse_save(self) -> None:
        """Ask for a file, and save."""
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Save the challenge"), f"{self.session.challenge.id}.json", tr("Challenge files (*.json)")
        )
        if path:
            self.save_to(path if Path(path).suffix else f"{path}.json")

    def browse_export(self) -> None:
        """Ask for a folder, and make the map there."""
        folder = QFileDialog.getExistingDirectory(self, tr("Folder for the map and all that belongs to it"))
        if folder:
            self.export_to(folder)

    def go_to_cluster(self, place: int) -> None:
        """Take the map to a cluster and light it up."""
        self.live.result.shown.show_cluster(place, self.iface.mapCanvas())

    def go_to_unit(self, place: int) -> None:
        """Take the map to an area of the comparison and light it up."""
        from .layers import show_feature

        show_feature(self.live.result.computed.units, int(self.comparison.changes["id"][place]), self.iface.mapCanvas())

    # What is shown

    def show_challenge(self) -> None:
        """Show the challenge as it is now."""
        challenge, result = self.session.challenge, self.live.result
        self.picker.set_value(self.session.opened.place or challenge.title.of(self.language.code))
        self.question.setText(challenge.question.of(self.language.code))
        self.question.setVisible(bool(self.question.text()))
        self.source.setText(tr("Catalogue: {title}").format(title=catalogue_name(self.catalogue, self.language)))
        self.indicators.show_challenge(challenge, self.catalogue, result.preview if result else None)

    def show_result(self) -> None:
        """Show clusters and what is missing."""
        result = self.live.result
        rows = []
        if result:
            means = result.preview.cluster_means(result.index)
            rows = cluster_rows(result.computed, means, result.certain, self.language)
        self.clusters.model().show(rows)
        self.note.setText(account(self.session.challenge, result, self.language))

    def show_busy(self, busy: bool) -> None:
        """Show progress while something runs."""
        self.progress_row.setVisible(busy)
        for button in (self.compute_button, self.export_button, self.comparison.button):
            button.setEnabled(not busy)
        if busy:
            self.show_progress(0.0, "")

    def show_progress(self, share: float, text: str) -> None:
        """Show how far it is."""
        self.progress.setValue(round(share))
        self.step.setText(text)

    # What comes back

    def _computed(self, outcome: Outcome) -> None:
        self.live.take(outcome, self._added)

    def _added(self, result: Result) -> None:
        from .layers import show_all

        show_all(result.shown, self.iface.mapCanvas())
        QTimer.singleShot(0, self.show_challenge)
        computed, warnings = result.computed, result.outcome.warnings
        count = len(computed.table)
        text = tr("1 cluster found.") if count == 1 else tr("{count} clusters found.").format(count=count)
        telling.succeed(self.bar, f"{computed.challenge.title.of(self.language.code)}: {text}")
        for warning in warnings:
            telling.caution(self.bar, warning)

    def _exported(self, run) -> None:
        remember(run.results["MANIFEST"])
        folder = QUrl.fromLocalFile(run.results["OUTPUT_FOLDER"]).toString()
        report = QUrl.fromLocalFile(run.results["REPORT"]).toString()
        links = f'<a href="{folder}">{tr("Open the folder")}</a>, <a href="{report}">{tr("read the report")}</a>'
        telling.succeed(self.bar, f"{tr('The map is ready.')} {links}", 0)

    def _compute_other(self, place: str) -> None:
        try:
            other = opened(place).challenge
        except OpgaveError as error:
            telling.fail(self.bar, error)
            return
        self.computer.compute(other, self._extent(), self._compare)

    def _compare(self, outcome: Outcome) -> None:
        """Compare with another challenge that was computed, and then its clusters with the present ones."""
        other, result = outcome.computed, self.live.result
        name = other.challenge.title.of(self.language.code)
        self._show_changes(other, name)
        if len(other.table) and len(result.computed.table):
            self.computer.compare(other.clusters, result.computed.clusters, lambda run: self._compared(run, other, name))

    def _compared(self, run, other, name: str) -> None:
        from .layers import add_change

        add_change(run.results["OUTPUT"], self.session.challenge, name, self.language)
        self._show_changes(other, name, cluster_counts(run.results, self.language))

    def _show_changes(self, other, name: str, clusters: str = "") -> None:
        from ...processing.bridge.preview import rank_changes

        result = self.live.result
        changes = rank_changes(other, result.computed, result.index)
        if len(changes):
            self.comparison.show_changes(changes, name, clusters)
            self.tabs.setCurrentWidget(self.comparison)
        else:
            telling.caution(self.bar, tr("The two challenges have no areas in common: compare challenges on the same units."))

    def _failed(self, sentences: list[str]) -> None:
        if sentences:
            telling.fail_with(self.bar, sentences)
        else:
            self.note.setText(tr("Cancelled: nothing was written."))

    def _stuck(self, error: OpgaveError) -> None:
        self.note.setText(error.sentence(tr))

    def _picked(self) -> None:
        value = self.picker.value()
        if value and value not in (self.session.opened.place, self.session.challenge.title.of(self.language.code)):
            self.open(value)

    def _setting_changed(self, name: str) -> None:
        if name == "catalogue":
            self.catalogue = self._read_catalogue()
            self.show_challenge()

    def _read_catalogue(self) -> Catalogue:
        try:
            return read_catalogue(settings.catalogue)
        except OpgaveError as error:
            telling.fail(self.bar, error)
            return read_catalogue("")

    def _extent(self):
        return map_extent(self.iface.mapCanvas()) if self.here.isChecked() else None

    # How it is built

    def _connect(self) -> None:
        self.session.changed.connect(self.show_challenge)
        self.session.stack.cleanChanged.connect(lambda clean: self.state.setText("" if clean else tr("not saved")))
        self.live.moved.connect(self.show_result)
        self.live.stuck.connect(self._stuck)
        self.computer.busy.connect(self.show_busy)
        self.computer.told.connect(self.show_progress)
        self.computer.failed.connect(self._failed)
        self.clusters.chosen.connect(self.go_to_cluster)
        self.comparison.asked.connect(self.compare_with)
        self.comparison.chosen.connect(self.go_to_unit)
        settings.changed.connect(self._setting_changed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(self._build_picker())
        column.addLayout(self._build_tools())
        self.question = QLabel(wordWrap=True)
        column.addWidget(self.question)
        self.source = QLabel(wordWrap=True)
        column.addWidget(self.source)
        column.addWidget(self._build_middle(), 1)
        self.note = QLabel(wordWrap=True)
        column.addWidget(self.note)
        column.addWidget(self._build_progress())
        column.addLayout(self._build_buttons())
        self.show_busy(False)

    def _build_picker(self) -> ChallengePicker:
        self.picker = ChallengePicker()
        self.picker.list.setAccessibleName(tr("Challenge (a built-in one, or a file)"))
        self.picker.button.setAccessibleName(tr("Choose a challenge file"))
        self.picker.list.activated.connect(self._picked)
        self.picker.button.clicked.connect(self._picked)
        return self.picker

    def _build_tools(self) -> QHBoxLayout:
        self.tools = QToolBar(self)
        self.tools.setAccessibleName(tr("Challenge"))
        self.new = self._action("mActionFileNew", tr("New challenge"), self.session.make)
        self.save = self._action("mActionFileSaveAs", tr("Save as a challenge file..."), self.browse_save)
        self.tools.addSeparator()
        self.undo = self.session.stack.createUndoAction(self, tr("Undo:"))
        self.redo = self.session.stack.createRedoAction(self, tr("Redo:"))
        for action, name in ((self.undo, "mActionUndo"), (self.redo, "mActionRedo")):
            action.setIcon(theme_icon(name))
            self.tools.addAction(action)
        self.tools.addSeparator()
        self.properties = self._action("mActionOptions", tr("Title, question and rules of the challenge..."), self.edit_challenge)
        self.add = self._action("mActionAdd", tr("Add an indicator..."), self.edit_indicator)
        for action in self.tools.actions():
            if not action.isSeparator():
                self.tools.widgetForAction(action).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.state = QLabel()
        row = QHBoxLayout()
        row.addWidget(self.tools, 1)
        row.addWidget(self.state)
        return row

    def _action(self, icon: str, text: str, do):
        action = self.tools.addAction(theme_icon(icon), text)
        action.triggered.connect(lambda: do())
        return action

    def _build_middle(self) -> QSplitter:
        self.indicators = IndicatorList(self.session, self.language, self.edit_indicator)
        self.clusters = cluster_table(self.language)
        self.comparison = Comparison(self.language)
        self.tabs = QTabWidget()
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName(tr("Clusters and comparison"))
        self.tabs.addTab(self.clusters, tr("Clusters"))
        self.tabs.addTab(self.comparison, tr("Compare"))
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.addWidget(self.indicators)
        middle.addWidget(self.tabs)
        middle.setStretchFactor(0, 3)
        middle.setStretchFactor(1, 2)
        middle.setChildrenCollapsible(False)
        middle.setSizes([ROOM, ROOM])
        return middle

    def _build_progress(self) -> QWidget:
        self.progress_row, self.progress, self.step = QWidget(), QProgressBar(), QLabel(wordWrap=True)
        self.progress.setAccessibleName(tr("Progress"))
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.clicked.connect(self.computer.cancel)
        row = QHBoxLayout()
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self.progress_row)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.step)
        column.addLayout(row)
        return self.progress_row

    def _build_buttons(self) -> QVBoxLayout:
        self.here = QCheckBox(tr("Only what the map shows"))
        self.compute_button = QPushButton(theme_icon("mActionStart"), tr("Compute"))
        self.export_button = QPushButton(theme_icon("mActionFileSaveAs"), tr("Run all and export..."))
        self.compute_button.clicked.connect(self.compute)
        self.export_button.clicked.connect(self.browse_export)
        row = QHBoxLayout()
        row.addWidget(self.compute_button, 1)
        row.addWidget(self.export_button, 1)
        column = QVBoxLayout()
        column.addWidget(self.here)
        column.addLayout(row)
        return column

    # Undo by keys, where QGIS's own undo would take them

    def event(self, event):
        if event.type() == QEvent.Type.ShortcutOverride and self._way(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event):
        way = self._way(event)
        if way:
            way()
        else:
            super().keyPressEvent(event)

    def _way(self, event):
        """Return what undoes or does again, where the keys ask for that."""
        if event.matches(QKeySequence.StandardKey.Undo):
            return self.session.stack.undo
        return self.session.stack.redo if event.matches(QKeySequence.StandardKey.Redo) else None


def catalogue_name(catalogue: Catalogue, language: Language) -> str:
    """Return what a catalogue is called: its title, or the name of its file where it has none."""
    return catalogue.title.of(language.code) or Path(catalogue.path).stem


def account(challenge: Challenge, result: Result | None, language: Language) -> str:
    """Return what is missing, and what the map does not show yet."""
    if result is None:
        return language.tr("Not computed yet: press Compute to see index and clusters on the map.")
    parts = [missing_words(result, language)]
    waiting = len(challenge.indicators) - len(result.preview.measured(challenge))
    if waiting:
        parts.append(language.tr("{count} indicators are new or measured otherwise: press Compute to see them.", count=waiting))
    if challenge != result.computed.challenge:
        parts.append(language.tr("The map shows your changes; the clusters are those of the last computation."))
    return " ".join(parts)


def missing_words(result: Result, language: Language) -> str:
    """Return how many areas lack an index, how many are hidden, and how much of the weight is missing."""
    total, without = len(result.index), sum(value != value for value in result.index.tolist())
    text = language.tr(
        "{without} of {total} areas have too little data for an index; {share} % of the weight is missing.",
        without=language.number(without),
        total=language.number(total),
        share=language.number(100 * float(result.missing_share.mean()), 1),
    )
    hidden = result.outcome.counts["HIDDEN_COUNT"]
    return text if not hidden else f"{text} {language.tr('{count} are hidden: too few are counted there.', count=hidden)}"
