"""Words in widgets as they are: Qt takes what looks like HTML for it, and then loads pictures and makes links that somebody else wrote."""

from __future__ import annotations

import html

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel


def plain(words: str | None) -> str:
    """Return words for a tooltip or another place where Qt looks for HTML: letter for letter what they are."""
    words = words or ""
    return f"<span style='white-space: pre-wrap'>{as_html(words)}</span>" if Qt.mightBeRichText(words) else words


def as_html(words: str) -> str:
    """Return words for a place that always shows HTML."""
    return html.escape(words, quote=False).replace("\n", "<br>")


def make_link(address: str, words: str) -> str:
    """Return a link in HTML."""
    return f'<a href="{html.escape(address)}">{as_html(words)}</a>'


class PlainLabel(QLabel):
    """A label that shows its words as they are, whatever is in them."""

    def __init__(self, *arguments, **properties):
        super().__init__(*arguments, **properties)
        self.setTextFormat(Qt.TextFormat.PlainText)
