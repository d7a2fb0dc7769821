"""The contents of the challenge dock."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

from qgis.core import Qgis, QgsProject, QgsReferencedRectangle
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QUrl, pyqtSlot

from ...processing.model import contract
from ...processing.model.builtin_challenges import DEFAULT_CHALLENGE
from ...processing.model.catalogue import Catalogue
from ...processing.model.challenge import builtin_challenges
from ...processing.model.errors import OpgaveError
from ...processing.texts.language import Language, interface_language, tr
from ...processing.texts.result_names import name_computation
from .. import message_bar
from ..catalogue.contents import read_or_builtin
from ..cooperative_work import run_in_turns
from ..file_dialogs import ask_file, ask_new_folder
from ..first_steps import lead_to_first_map
from ..own_challenges import find_file, remember_challenge
from ..recent import remember
from ..settings import settings
from ..task_runner import Work
from .account import account, catalogue_name
from .clusters import cluster_rows
from .comparer import Comparer
from .computing import Computer, Outcome, map_extent
from .live import Live, Result
from .session import Session
from .view import ChallengeView

OVER = object()
"""What stands behind the last row that is shown."""


class ChallengePanel(ChallengeView):
    """A challenge: its indicators with their weights, its clusters, and what can be done with it.

    Parameters
    ----------
    iface : QgisInterface
    """

    def __init__(self, iface):
        self.iface, self.bar = iface, iface.messageBar()
        self.language = Language(interface_language())
        self.session, self.computer = Session(), Computer()
        super().__init__(self.session, self.computer, self.language, self.edit_indicator)
        self.tools.setIconSize(iface.iconSize(True))
        self.live = Live(self.session, self.language, self)
        self.comparer = Comparer(self.live, self.computer, self.comparison, iface, self._extent, self.language)
        for one in (self.session, self.computer):
            one.setParent(self)
        self.catalogue: Catalogue | None = None
        self.reading: Work | None = None
        self.add.setEnabled(False)
        self._connect()
        self.session.start(DEFAULT_CHALLENGE)
        self.read_catalogue()
        self.read_back()

    # What a user does

    def open(self, place: str) -> None:
        """Open a built-in challenge by its id, or a file; one that cannot be read is told, and nothing changes."""
        try:
            self.session.open(place)
            if place not in builtin_challenges():
                remember_challenge(place)
        except OpgaveError as error:
            message_bar.fail(self.bar, error)
            self.show_challenge()

    def ask_whole(self, do: Callable[[], None]) -> None:
        """Do something, unless that would fetch the data of all of Flanders: then ask whether a municipality is meant."""
        if not (self.catalogue and self.catalogue.is_builtin) or self.here.isChecked():
            do()
            return
        ways = {tr("My municipality"): lambda: lead_to_first_map(self.iface), tr("All of Flanders"): do}
        message_bar.offer(self.bar, tr("For which area?"), Qgis.MessageLevel.Info, ways)

    def compute(self) -> None:
        """Compute the challenge as it is now, and add its layers."""
        challenge = self.session.challenge
        name = name_computation(challenge, self.catalogue or Catalogue(), self.language)
        self.computer.compute(challenge, self._extent(), self._computed, name)

    def export_to(self, folder: str) -> None:
        """Make the whole integrated map in a folder."""
        self.computer.export(self.session.challenge, self._extent(), folder, self._exported)

    def save_to(self, path: str) -> None:
        """Write the challenge to a file."""
        try:
            self.session.save(path)
        except OpgaveError as error:
            message_bar.fail(self.bar, error)
        except OSError as error:
            message_bar.fail_with(
                self.bar, [tr("'{path}' cannot be written: {reason}. Choose another location.").format(path=path, reason=error.strerror)]
            )
        else:
            remember_challenge(path)
            link = (QUrl.fromLocalFile(str(Path(path).parent)).toString(), path)
            message_bar.succeed(self.bar, tr("Saved as {path}."), links={"path": link})

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
        place = self.session.opened.file.place
        at_first = place if Path(place).suffix else f"{self.session.challenge.id}.json"
        path = ask_file(self, tr("Save the challenge"), at_first, tr("Challenge files (*.json)"), ".json")
        if path:
            self.save_to(path)

    def browse_export(self) -> None:
        """Ask for a folder, and make the map in a new one there."""
        folder = ask_new_folder(self, tr("Choose an export folder"), self.session.challenge.id)
        if folder:
            self.export_to(folder)

    def go_to_cluster(self, place: int) -> None:
        """Take the map to a cluster and light it up."""
        self.live.result.shown.show_cluster(place, self.iface.mapCanvas())

    # What is shown

    def show_challenge(self) -> None:
        """Show the challenge as it is now; nothing before the catalogue is there, which has the titles."""
        if self.catalogue is None:
            return
        challenge, result = self.session.challenge, self.live.result
        self.picker.set_value(self.session.opened.file.place or challenge.title.of(self.language.code))
        self.question.setText(challenge.question.of(self.language.code))
        self.question.setVisible(bool(self.question.text()))
        self.show_state()
        self.source.setText(tr("Catalogue: {title}").format(title=catalogue_name(self.catalogue, self.language)))
        self.indicators.show_challenge(challenge, self.catalogue, result.preview if result else None)

    def show_state(self) -> None:
        """Say whether the challenge was changed, and of a built-in one that it is the user's own now."""
        opened = self.session.opened
        own = opened.is_own_version
        self.state.setText("" if opened.is_saved else tr("your own version") if own else tr("modified"))
        self.state.setToolTip(tr("The built-in challenge stays as it is: save your version as a file to keep it.") if own else "")

    def showing_values(self, result: Result) -> Generator[None, None, None]:
        """Show what was measured, a turn for each indicator; a change meanwhile shows all of it itself, and a dock may go meanwhile."""
        challenge = self.session.challenge
        rows = self.indicators.showing(challenge, self.catalogue, result.preview)
        while not sip.isdeleted(self) and self.session.challenge is challenge and next(rows, OVER) is not OVER:
            yield

    @pyqtSlot()
    def show_result(self) -> None:
        """Show clusters and what is missing."""
        result = self.live.result
        rows = []
        if result:
            means = result.preview.cluster_means(result.index)
            rows = cluster_rows(result.computed, means, result.certain, self.language)
        self.clusters.model().show(rows)
        if self.catalogue:
            self.note.setText(account(self.session.challenge, self.catalogue, result, self.language))

    def show_busy(self, busy: bool) -> None:
        """Offer nothing that computes while something does."""
        for button in (self.compute_button, self.export_button, self.comparison.button):
            button.setEnabled(not busy)

    # What comes back

    def _computed(self, outcome: Outcome) -> None:
        self.live.take(outcome, self.iface.mapCanvas(), self._added)

    def _added(self, result: Result) -> None:
        from .layers import show_all

        show_all(result.shown, self.iface.mapCanvas())
        run_in_turns(self.showing_values(result), lambda nothing: None)
        computed, warnings = result.computed, result.outcome.warnings
        count = len(computed.table)
        text = tr("1 cluster found. | {count} clusters found.", count=count)
        found = f"{computed.challenge.title.of(self.language.code)}: {text}"
        if len(warnings) > 1:
            remarks = tr("1 remark on the data. | {count} remarks on the data.", count=len(warnings))
            message_bar.caution(self.bar, f"{found} {remarks}", warnings)
        elif warnings:
            message_bar.caution(self.bar, f"{found} {warnings[0]}")
        else:
            message_bar.succeed(self.bar, found)

    @pyqtSlot()
    def read_back(self) -> None:
        """Go on with the challenges that the open project was saved with."""
        self.live.read_back(self._back)

    def _back(self, result: Result) -> None:
        """Show the challenge as it was computed, unless somebody works on it here."""
        computed = result.computed.challenge
        if computed.id == self.session.challenge.id and self.session.opened.is_saved and computed != self.session.challenge:
            if file := find_file(computed):
                self.session.open(file)
            else:
                self.session.change(computed, tr("loaded from project"))
        self.show_challenge()
        self.live.follow()

    def _exported(self, run) -> None:
        remember(run.results[contract.MANIFEST])
        folder = QUrl.fromLocalFile(run.results[contract.OUTPUT_FOLDER]).toString()
        report = QUrl.fromLocalFile(run.results[contract.REPORT]).toString()
        links = {"folder": (folder, tr("Open the folder")), "report": (report, tr("read the report"))}
        message_bar.succeed(self.bar, f"{tr('The map is ready.')} {{folder}}, {{report}}", 0, links)

    def _stuck(self, error: OpgaveError) -> None:
        self.note.setText(error.sentence(tr))

    def _picked(self) -> None:
        value = self.picker.value()
        if value and value not in (self.session.opened.file.place, self.session.challenge.title.of(self.language.code)):
            self.open(value)

    def _setting_changed(self, name: str) -> None:
        if name == "catalogue":
            self.read_catalogue()
        elif name == "challenges":
            self.picker.list_own()

    def read_catalogue(self) -> None:
        """Read the catalogue that is in use, in a task."""
        if self.reading:
            self.reading.leave()
        path = settings.catalogue
        self.reading = Work(tr("Reading the catalogue"), lambda progress: read_or_builtin(path), self._read)

    def _read(self, work: Work) -> None:
        self.reading = None
        if work.ok:
            self.catalogue, error = work.value
            if error:
                message_bar.fail(self.bar, error)
            self.add.setEnabled(True)
            self.show_challenge()
            self.show_result()

    def _address(self) -> None:
        self.computer.audience = self.audience.currentData()

    def _extent(self) -> QgsReferencedRectangle | None:
        return map_extent(self.iface.mapCanvas()) if self.here.isChecked() else None

    def _connect(self) -> None:
        for action, do in (
            (self.new, self.session.make),
            (self.save, self.browse_save),
            (self.properties, self.edit_challenge),
            (self.add, self.edit_indicator),
        ):
            action.triggered.connect(lambda _, do=do: do())
        self.picker.list.activated.connect(self._picked)
        self.picker.button.clicked.connect(self._picked)
        self.compute_button.clicked.connect(lambda: self.ask_whole(self.compute))
        self.export_button.clicked.connect(lambda: self.ask_whole(self.browse_export))
        self.session.changed.connect(self.show_challenge)
        self.live.moved.connect(self.show_result)
        self.live.stuck.connect(self._stuck)
        self.live.refused.connect(lambda error: message_bar.fail(self.bar, error))
        self.audience.currentIndexChanged.connect(self._address)
        self.computer.busy.connect(self.show_busy)
        self.computer.failed.connect(lambda sentences: message_bar.fail_with(self.bar, sentences))
        self.computer.cancelled.connect(lambda: self.note.setText(tr("Cancelled: nothing was written.")))
        self.clusters.chosen.connect(self.go_to_cluster)
        self.comparer.shown.connect(lambda: self.tabs.setCurrentWidget(self.comparison))
        self.comparison.chosen.connect(self.comparer.go_to_unit)
        self.live.rest.timeout.connect(self.comparer.follow)
        settings.changed.connect(self._setting_changed)
        QgsProject.instance().layersRemoved.connect(self.show_result)
        QgsProject.instance().readProject.connect(self.read_back)
