"""What docks tell in QGIS's message bar."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSlot
from qgis.PyQt.QtWidgets import QPushButton, QTextBrowser

from ..processing.model.errors import Mistakes, OpgaveError
from ..processing.texts.language import tr
from .asking_project import ProjectClosed
from .plain_words import as_html, make_link

NAME = "Opgavenkaart"
NO_LINKS: Mapping[str, tuple[str, str]] = MappingProxyType({})
SHORT = 8
"""Seconds that good news stands."""
MOST_LINES = 6
"""Of a message on a narrow map; the rest of a longer one scrolls."""


def succeed(bar: QgsMessageBar, text: str, seconds: int = SHORT, links: Mapping[str, tuple[str, str]] = NO_LINKS) -> None:
    """Tell good news.

    ``links``: for places that the text names, such as ``{link}``, the address to which a link leads there, and its words.
    """
    text = as_html(text)
    if links:
        text = text.format(**{name: make_link(*link) for name, link in links.items()})
    _push(bar, bar.createMessage(NAME, text), Qgis.MessageLevel.Success, seconds)


def inform(bar: QgsMessageBar, text: str) -> QgsMessageBarItem:
    """Tell what begins; returns the message, for `retract` when it is over."""
    return _push(bar, bar.createMessage(NAME, as_html(text)), Qgis.MessageLevel.Info, SHORT)


def retract(bar: QgsMessageBar, message: QgsMessageBarItem) -> None:
    """Take a message away that no longer holds, unless it went by itself or somebody closed it."""
    if not sip.isdeleted(message):
        bar.popWidget(message)


def caution(bar: QgsMessageBar, text: str, more: Sequence[str] = ()) -> None:
    """Tell what a user should see before going on; what there is more of it stands behind 'More'."""
    _push_with_more(bar, text, more, Qgis.MessageLevel.Warning)


def offer(bar: QgsMessageBar, text: str, level: Qgis.MessageLevel, ways: Mapping[str, Callable[[], object]]) -> QgsMessageBarItem:
    """Tell what went wrong, with a button for each way to go on; the first that is pressed takes the message away. Returns the message."""
    item = bar.createMessage(NAME, as_html(text))
    for title, go in ways.items():
        button = QPushButton(title)
        button.clicked.connect(lambda _, go=go: go())
        button.clicked.connect(lambda: retract(bar, item))
        item.layout().addWidget(button)
    return _push(bar, item, level, 0)


def fail(bar: QgsMessageBar, error: OpgaveError) -> None:
    """Tell an error; of several mistakes the first, and all of them behind 'More'."""
    fail_with(bar, sentences(error))


def fail_with(bar: QgsMessageBar, sentences: Sequence[str]) -> None:
    """Tell sentences of one failure; without any it was told already."""
    if sentences:
        _push_with_more(bar, sentences[0], sentences if len(sentences) > 1 else (), Qgis.MessageLevel.Critical)


def sentences(error: OpgaveError) -> list[str]:
    """Return an error's sentences, one a mistake; none where a message of its own tells it."""
    if isinstance(error, ProjectClosed):
        return []
    return [one.sentence(tr) for one in error.mistakes] if isinstance(error, Mistakes) else [error.sentence(tr)]


def why(error: OpgaveError | None) -> list[str]:
    """Return why something failed, in sentences; that nobody knows where there is no error."""
    return sentences(error) if error else [tr("Failed without further details; see the log messages.")]


def _push_with_more(bar: QgsMessageBar, text: str, more: Sequence[str], level: Qgis.MessageLevel) -> None:
    if more:
        bar.pushMessage(NAME, as_html(text), "\n".join(more), level, 0)
        _WholeText(bar.currentItem().findChild(QTextBrowser))
    else:
        _push(bar, bar.createMessage(NAME, as_html(text)), level, 0)


def _push(bar: QgsMessageBar, item: QgsMessageBarItem, level: Qgis.MessageLevel, seconds: int) -> QgsMessageBarItem:
    pushed = bar.pushWidget(item, level, seconds)
    _WholeText(item.findChild(QTextBrowser))
    return pushed


class _WholeText(QObject):
    """Keeps a message as high as its text: QGIS gives it two lines, of which a long sentence shows one and a half."""

    def __init__(self, browser: QTextBrowser):
        super().__init__(browser)
        self.browser = browser
        browser.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    @pyqtSlot()
    def _fit(self) -> None:
        least = 2 * self.browser.fontMetrics().height()
        most = MOST_LINES * self.browser.fontMetrics().lineSpacing()
        frame = 2 * self.browser.frameWidth()
        self.browser.setFixedHeight(max(least, min(math.ceil(self.browser.document().size().height()) + frame, most)))
