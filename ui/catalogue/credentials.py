"""Which authentication configuration a record of one's own is asked with, and to which host it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qgis.gui import QgsAuthConfigSelect, QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ...processing.model.catalogue import Catalogue, read_catalogue, write_catalogue
from ...processing.model.errors import OpgaveError
from ...processing.model.record import LayerRecord
from ...processing.qgis_io.authentication import address_parts, bind, opens, resource_of
from ...processing.texts.language import interface_language, tr
from .. import message_bar
from ..plain_words import PlainLabel


class CredentialsDialog(QDialog):
    """Asks which configuration of QGIS's a record is asked with; `chosen` gives its id, empty for none.

    Parameters
    ----------
    record : LayerRecord
    """

    def __init__(self, record: LayerRecord, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("OpgavenkaartCredentials")
        self.setWindowTitle(tr("Credentials"))
        self.address = record.source.path
        column = QVBoxLayout(self)
        title = record.title.of(interface_language()) or record.id
        words = tr("With which authentication configuration is '{layer}' read from {server}?")
        self.asked = PlainLabel(words.format(layer=title, server=server_words(self.address)), wordWrap=True)
        self.select = QgsAuthConfigSelect(self)
        self.select.setAccessibleName(tr("Authentication configuration"))
        self.said = PlainLabel("", wordWrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.select.selectedConfigIdChanged.connect(self.say)
        for one in (self.asked, self.select, self.said, self.buttons):
            column.addWidget(one)
        self.select.setConfigId(record.source.auth)
        self.say()

    @property
    def chosen(self) -> str:
        """The id of the configuration; empty for none."""
        return self.select.configId()

    def say(self) -> None:
        """Say where the chosen configuration goes; one for another host cannot be chosen, for it would not be sent."""
        resource, server = resource_of(self.chosen), server_words(self.address)
        goes = not resource or opens(self.chosen, self.address)
        if not self.chosen:
            text = tr("Without user and password.")
        elif not resource:
            text = tr("This configuration names no Resource: from now on it is for {server} only.").format(server=server)
        elif goes:
            text = tr("This configuration is for {resource}.").format(resource=resource)
        else:
            text = tr(
                "This configuration is for {resource}, so it is not sent to {server}: choose another one, or make one with {server} as its"
                " Resource."
            ).format(resource=resource, server=server)
        self.said.setText(text)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(goes)


def takes_credentials(record: LayerRecord, catalogue: Catalogue, path: str) -> bool:
    """Whether a record may be given credentials: it stands in the user's own catalogue itself, and has an address."""
    is_own = bool(path) and catalogue.own.get(record.id) == record and not catalogue.foreign and not record.foreign
    return is_own and ("://" in record.source.path or "=" in record.source.path)


def ask_credentials(path: str, record: LayerRecord, parent: QWidget, bar: QgsMessageBar, then: Callable[[], object]) -> None:
    """Ask with which configuration a record of the catalogue at a path is read, keep it, and go on; a failure is told in the bar."""
    dialog = CredentialsDialog(record, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def keep() -> None:
        try:
            keep_credentials(path, record.id, dialog.chosen)
        except OpgaveError as error:
            message_bar.fail(bar, error)
        else:
            then()

    dialog.accepted.connect(keep)
    dialog.open()


def keep_credentials(path: str, id: str, auth: str) -> None:
    """Have a record of a catalogue asked with a configuration, which is for the record's host from now on.

    Raises
    ------
    OpgaveError
        The catalogue cannot be read or written.
    """
    catalogue = read_catalogue(path)
    record = catalogue.own[id]
    changed = replace(record, source=replace(record.source, auth=auth))
    write_catalogue(path, replace(catalogue, own={**catalogue.own, id: changed}))
    bind(auth, record.source.path)


def server_words(address: str) -> str:
    """Return the server of an address or a connection, as a user reads it."""
    return address_parts(address).netloc.rpartition("@")[2]
