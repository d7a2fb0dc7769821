"""A row in which an address is typed, whose layers are then added to the user's own catalogue."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ...processing.model import contract
from ...processing.model.errors import OpgaveError
from ...processing.texts.language import tr
from .. import message_bar
from ..plain_words import PlainLabel
from ..task_runner import Run
from .own import add_records, own_catalogue


class AddRow(QWidget):
    """The row, hidden until it is asked for; `added` gives the path of the catalogue that has the new layers."""

    added = pyqtSignal(str)

    def __init__(self, bar, parent=None):
        super().__init__(parent)
        self.bar = bar
        self.run: Run | None = None
        self._build()
        self.hide()

    def _build(self) -> None:
        label = PlainLabel(tr("Address of a service, a catalogue, a file or a folder"), self)
        label.setWordWrap(True)
        self.address = QLineEdit(self)
        self.address.setPlaceholderText("https://")
        label.setBuddy(self.address)
        self.address.setAccessibleName(label.text())
        self.address.returnPressed.connect(self.start)
        self.add = QPushButton(tr("Add"), self)
        self.stop = QPushButton(tr("Cancel"), self)
        self.add.clicked.connect(self.start)
        self.stop.clicked.connect(self.cancel)
        self.progress = QProgressBar(self)
        self.progress.hide()
        row = QHBoxLayout()
        for widget, stretch in ((self.address, 1), (self.add, 0), (self.stop, 0)):
            row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self.progress)

    def open(self) -> None:
        """Show the row, ready to type in."""
        self.show()
        self.address.setFocus()

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def start(self) -> None:
        """Ask what there is at the address."""
        address = self.address.text().strip()
        if not address or self.run:
            return
        own = own_catalogue()
        self.progress.setRange(0, 0)
        self.progress.show()
        self.add.setEnabled(False)
        inputs = {contract.URL: address, contract.MERGE_INTO: own, contract.OUTPUT: own}
        self.run = Run("harvest_catalogue", inputs, self._done)

    def cancel(self) -> None:
        """End the asking, or put the row away."""
        if self.run:
            self.run.cancel()
        else:
            self.hide()

    def _done(self, run: Run) -> None:
        self.run = None
        self.progress.hide()
        self.add.setEnabled(True)
        if run.ok:
            self.tell(run.results[contract.NEW_COUNT], run.results[contract.CHANGED_COUNT], run.feedback.warnings)
            self.address.clear()
            self.hide()
            self.added.emit(run.results[contract.OUTPUT])
        elif not run.cancelled:
            reason = " ".join(run.feedback.errors[-1:])
            next_step = tr("Correct the address and press Add again.")
            message_bar.fail_with(self.bar, [f"{reason} {next_step}"])

    def tell(self, new: int, changed: int, warnings: list[str]) -> None:
        """Say how many layers were added."""
        text = tr("Layers added to your own catalogue: {new}; updated: {changed}.").format(new=new, changed=changed)
        if warnings:
            message_bar.caution(self.bar, f"{text} {warnings[0]}", warnings)
        else:
            message_bar.succeed(self.bar, text)

    def add_project(self) -> None:
        """Add the layers of the open project."""
        from ...processing.sources.project_records import bind_credentials, records_of

        records, left_out = records_of(QgsProject.instance().mapLayers().values())
        if not records:
            text = tr("The project has no layers that a catalogue can refer to: save layers in memory to a file first.")
            message_bar.caution(self.bar, text)
            return
        try:
            count = len(add_records(records))
        except OpgaveError as error:
            message_bar.fail(self.bar, error)
            return
        template = tr("Not added, because a catalogue cannot refer to layers in memory or of this type: {names}.")
        named = [template.format(names=", ".join(left_out))] if left_out else []
        self.tell(count, 0, [*named, *bind_credentials(records)])
        self.added.emit(own_catalogue())
