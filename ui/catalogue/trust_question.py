"""The question whether a catalogue of somebody else may read and ask all that it names: what it wants, and what a yes and a no do."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from ...processing.model.catalogue import Catalogue
from ...processing.model.file_places import WEB
from ...processing.model.public_text import plain_text
from ...processing.model.record import each_source
from ...processing.model.trust import CONNECTION, FILE, INCLUDE, LOGIN, SERVER, NotAccepted, host_name, server_of
from ...processing.qgis_io.authentication import opens, resource_of
from ...processing.texts.language import interface_language, tr
from ..plain_words import PlainLabel

WANT_TEXTS = {
    FILE: "Files outside its own folder, to read:",
    INCLUDE: "Other catalogues outside its own folder, to read:",
    SERVER: "Servers inside your network, to query:",
    CONNECTION: "Databases, to read:",
    LOGIN: "Your authentications, to send:",
}
"""What a catalogue wants, by kind."""
MOST_LAYERS = 5
WIDE, HIGH = 90, 34
"""Letters and lines of the dialog."""


class TrustQuestion(QDialog):
    """Asks once whether a foreign catalogue, with those that it includes, is trusted; accepted is yes.

    Parameters
    ----------
    catalogue : Catalogue
    """

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("OpgavenkaartTrust")
        self.setWindowTitle(tr("Trust this catalogue?"))
        column = QVBoxLayout(self)
        self.asked = PlainLabel(asked_words(catalogue), wordWrap=True)
        self.wants = QTextBrowser(openLinks=False)
        self.wants.setAccessibleName(tr("What the catalogue wants"))
        self.wants.setHtml(wants_html(catalogue))
        self.answers = PlainLabel(
            "\n".join(
                (
                    tr(
                        "Yes: all its layers load, with your rights, until the file changes. What it says may be redistributed goes into"
                        " the maps that you hand out. Only answer yes if you know who made it."
                    ),
                    tr("No: what is listed in bold stays out; the other layers load as usual. You can decide later, by the + button."),
                )
            ),
            wordWrap=True,
        )
        buttons = QDialogButtonBox()
        self.yes = QPushButton(tr("Yes, trust this catalogue"))
        self.no = QPushButton(tr("No, leave these layers out"))
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.no, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for one in (self.asked, self.wants, self.answers, buttons):
            column.addWidget(one)
        self.no.setDefault(True)  # once it has its place in the dialog: the box would take the first one
        self.no.setFocus()
        self.resize(WIDE * self.fontMetrics().averageCharWidth(), HIGH * self.fontMetrics().lineSpacing())


def asked_words(catalogue: Catalogue) -> str:
    """Return the question in words: of which file it is, and what is out of the ordinary."""
    names = ", ".join(name_of(one) for one in catalogue.foreign_files)
    return tr(
        "{catalogue} was not made or accepted on this computer. As long as you do not trust it, it reads only files beside it, and queries"
        " only public servers, without a password."
    ).format(catalogue=names)


def name_of(catalogue: Catalogue) -> str:
    """Return the title and the file of a catalogue."""
    title = catalogue.title.of(interface_language())
    return f"'{title}' ({catalogue.path})" if title else f"'{catalogue.path}'"


def wants_html(catalogue: Catalogue) -> str:
    """Return what a catalogue and those that it includes want, by kind, each with the layers that want it."""
    found: dict[str, dict[str, list[str]]] = {kind: {} for kind in WANT_TEXTS}
    for one in (refused for file in catalogue.foreign_files for refused in file.refused):
        layers = found[one.want.kind].setdefault(want_words(one), [])
        title = one.values["record"].of(interface_language())
        if title and title not in layers:
            layers.append(title)
    parts = [
        f"<h4>{html.escape(tr(WANT_TEXTS[kind]))}</h4><ul>{''.join(want_html(what, layers) for what, layers in found[kind].items())}</ul>"
        for kind in found
        if found[kind]
    ]
    public = plain_text(", ".join(map(server_words, public_servers(catalogue))))
    if public:
        parts.append(f"<p>{html.escape(tr('Other servers that it queries: {servers}.').format(servers=public))}</p>")
    return "".join(parts)


def want_words(refused: NotAccepted) -> str:
    """Return what is wanted: a path, a server, a connection, or an authentication with its name, where it would go, and whether it can."""
    want = refused.want
    if want.kind == SERVER:
        return server_words(want.what)
    if want.kind != LOGIN:
        return want.what
    configs = QgsApplication.authManager().availableAuthMethodConfigs()
    name = configs[want.what].name() if want.what in configs else tr("not on this computer")
    words = tr("{id} ({name}), to {server}").format(id=want.what, name=name, server=server_words(want.of))
    resource = resource_of(want.what)
    if want.what not in configs or any(opens(want.what, f"{scheme}://{want.of}") for scheme in WEB):
        return words
    why = (
        tr("not sent even after a yes: its Resource is {resource}").format(resource=resource)
        if resource
        else tr("not sent even after a yes: its configuration names no Resource, see Settings > Options > Authentication")
    )
    return f"{words}; {why}"


def want_html(what: str, layers: Sequence[str]) -> str:
    """Return a row of the list."""
    more = len(layers) - MOST_LAYERS
    names = ", ".join(layers[:MOST_LAYERS]) + (f" {tr('and 1 more | and {count} more', count=more)}" if more > 0 else "")
    words = html.escape(plain_text(tr("for {layers}").format(layers=names))) if layers else ""
    return f"<li><b>{html.escape(plain_text(what))}</b> {words}</li>"


def server_words(server: str) -> str:
    """Return a server as it is shown: with the name that is looked up where its letters may be those of another alphabet."""
    if server.isascii():
        return server
    return f"{server} ({QUrl.toAce(host_name(server)).data().decode('ascii') or '?'})"


def public_servers(catalogue: Catalogue) -> list[str]:
    """Return the servers that records of foreign files name and may query as long as they are public."""
    own = (record for file in catalogue.foreign_files for record in file.own.values())
    return sorted({server for record in own for one in each_source(record.source) if (server := server_of(one.path))})


def title_in_bar(catalogue: Catalogue) -> str:
    """Return the sentence of the message bar before the question is shown."""
    return tr(
        "'{catalogue}' was made elsewhere: 1 of its layers wants more than you have allowed."
        " | '{catalogue}' was made elsewhere: {count} of its layers want more than you have allowed.",
        count=len({one.values["record"] for file in catalogue.foreign_files for one in file.refused}),
        catalogue=Path(catalogue.path).name,
    )
