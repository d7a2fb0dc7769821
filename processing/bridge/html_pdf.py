"""HTML pages as PDF on A4, with page numbers: texts stay texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt.QtCore import QMarginsF, QRectF, QSizeF, Qt, QUrl
from qgis.PyQt.QtGui import QAbstractTextDocumentLayout, QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from .theme import Theme

DPI = 300
MARGIN, FOOT = 15.0, 10.0
"""Millimetres around a page, and of the line under it."""
MILLIMETRES_AN_INCH = 25.4


@dataclass(frozen=True)
class Pages:
    """What is to be written.

    Attributes
    ----------
    htmls : sequence of str
        The same document in ever smaller print, in the subset that Qt's text documents know.
    pictures : mapping of str to bytes
        PNG by the name under which ``<img src="name">`` shows it.
    most : int
        So many pages are not too many.
    """

    htmls: Sequence[str]
    pictures: Mapping[str, bytes]
    most: int


def write_pdf(path: Path, pages: Pages, theme: Theme, title: str, foot: str, progress: Progress = SILENT) -> int:
    """Write a document and return how many pages it has; ``foot`` stands under each, before its number.

    Raises
    ------
    OpgaveError
        The file cannot be written.
    """
    writer = _writer(path, title)
    painter = QPainter()
    if not painter.begin(writer):
        raise OpgaveError("'{path}' cannot be written: close it in other programs, or choose another place.", path=path)
    try:
        document = _fitting(pages, theme, writer)
        for page in range(document.pageCount()):
            progress.check()
            if page:
                writer.newPage()
            _draw(painter, document, page, theme, foot)
        return document.pageCount()
    finally:
        painter.end()


def _fitting(pages: Pages, theme: Theme, writer: QPdfWriter) -> QTextDocument:
    """Return the first of the documents that needs no more pages than it should, else the last."""
    for html in pages.htmls:
        document = _document(html, pages.pictures, theme, writer)
        if document.pageCount() <= pages.most:
            break
    return document


def _writer(path: Path, title: str) -> QPdfWriter:
    writer = QPdfWriter(str(path))
    writer.setTitle(title)
    writer.setCreator("Opgavenkaart")
    writer.setResolution(DPI)
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN + FOOT)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    )
    return writer


def _document(html: str, pictures: Mapping[str, bytes], theme: Theme, writer: QPdfWriter) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    font = QFont(theme.family())
    font.setPointSizeF(theme.text["body"].size - 1)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    for name, png in pictures.items():
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), QImage.fromData(png))
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.setHtml(html)
    return document


def _draw(painter: QPainter, document: QTextDocument, page: int, theme: Theme, foot: str) -> None:
    """Draw one page, and the line under it."""
    width, height = document.pageSize().width(), document.pageSize().height()
    painter.save()
    painter.translate(0, -page * height)
    part = QRectF(0, page * height, width, height)
    painter.setClipRect(part)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = part
    context.palette.setColor(context.palette.ColorRole.Text, theme.colour("ink"))
    document.documentLayout().draw(painter, context)
    painter.restore()
    painter.setPen(theme.colour("quiet"))
    font = QFont(theme.family())
    font.setPointSizeF(theme.text["small"].size)
    painter.setFont(font)
    line = QRectF(0, height + _dots(FOOT / 2), width, _dots(FOOT / 2))
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, foot)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{page + 1} / {document.pageCount()}")


def _dots(millimetres: float) -> float:
    return millimetres / MILLIMETRES_AN_INCH * DPI
