"""HTML pages as PDF on A4, with page numbers: texts stay texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt.QtCore import QMarginsF, QRectF, QSizeF, Qt, QUrl
from qgis.PyQt.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
    QTextTableCellFormat,
)

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from .text_fit import MM_PER_INCH
from .theme import Theme

DPI = 300
MARGIN, FOOT = 15.0, 10.0
"""Millimetres around a page, and of the line under it."""


@dataclass(frozen=True)
class PdfDocument:
    """What is to be written.

    Attributes
    ----------
    parts : iterable of iterables of str
        Each part begins a page. It is given in ever shorter forms, in the subset of HTML that Qt's text documents know:
        the first that fits on one page is taken, else the last.
    pictures : mapping of str to bytes
        PNG by the name under which ``<img src="name">`` shows it.
    """

    parts: Iterable[Iterable[str]]
    pictures: Mapping[str, bytes]


def write_pdf(path: Path, pages: PdfDocument, theme: Theme, title: str, foot: str, progress: Progress = SILENT) -> int:
    """Write a document and return how many pages it has; ``foot`` stands under each, before its number.

    Raises
    ------
    OpgaveError
        The file cannot be written.
    """
    writer = _writer(path, title)
    painter = QPainter()
    if not painter.begin(writer):
        raise OpgaveError("'{path}' cannot be written: close the file in other programs, or choose another location.", path=path)
    try:
        images = {name: QImage.fromData(png) for name, png in pages.pictures.items()}
        documents = []
        for forms in pages.parts:
            progress.check()
            documents.append(_fitting(forms, images, theme, writer))
        sheets = [(document, page) for document in documents for page in range(document.pageCount())]
        for number, (document, page) in enumerate(sheets, 1):
            progress.check()
            if number > 1:
                writer.newPage()
            _draw(painter, document, page, theme, foot, f"{number} / {len(sheets)}")
        return len(sheets)
    finally:
        painter.end()


def _fitting(forms: Iterable[str], images: Mapping[str, QImage], theme: Theme, writer: QPdfWriter) -> QTextDocument:
    """Return the first form of a part that fits on one page, else the last."""
    for html in forms:
        document = _document(html, images, theme, writer)
        if document.pageCount() == 1:
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


def _document(html: str, images: Mapping[str, QImage], theme: Theme, writer: QPdfWriter) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    font = QFont(theme.family())
    font.setPointSizeF(theme.text["body"].size - 1)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    for name, image in images.items():
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.setHtml(html)
    keep_whole(document)
    return document


def keep_whole(document: QTextDocument) -> None:
    """Have no heading stand alone at the foot of a page, and no row of a table go on from one page to the next, from top to bottom.

    A heading without a line, or a whole row of a table, below it begins a page. Qt knows no such rule for rows: empty ones above a row
    that would be cut fill the page.
    """
    block = document.begin().next()
    while block.isValid():
        if block.blockFormat().headingLevel():
            _keep_heading(document, block)
        elif (table := QTextCursor(block).currentTable()) and table.cellAt(block.position()).column() == 0:
            _keep_row(document, table, table.cellAt(block.position()).row())
        block = block.next()


def _keep_heading(document: QTextDocument, heading: QTextBlock) -> None:
    high = document.pageSize().height()
    if _top(document, heading) // high != (_end_of_beginning(document, heading) - 1) // high:
        form = heading.blockFormat()
        form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        QTextCursor(heading).setBlockFormat(form)
        _lay_out_again(document)


def _keep_row(document: QTextDocument, table: QTextTable, row: int) -> None:
    """Fill the page above a row that would be cut and is no higher than a page."""
    high = document.pageSize().height()
    cells = [table.cellAt(row, column) for column in range(table.columns())]
    top = min(_top(document, cell.firstCursorPosition().block()) for cell in cells)
    bottom = _end_of_row(document, table, row)
    if row < table.format().headerRowCount() or top // high == (bottom - 1) // high or bottom - top > high:
        return
    page = top // high
    while _top(document, table.cellAt(row, 0).firstCursorPosition().block()) // high == page:
        table.insertRows(row, 1)
        for column in range(table.columns()):
            table.cellAt(row, column).setFormat(QTextTableCellFormat())
        _lay_out_again(document)
        row += 1


def _lay_out_again(document: QTextDocument) -> None:
    """Have Qt place all blocks anew: it moves what was changed, and may draw the texts below on top of what stands there, or not at all."""
    document.markContentsDirty(0, document.characterCount())


def _end_of_beginning(document: QTextDocument, heading: QTextBlock) -> float:
    """Return where the first line below a heading ends, or the first row of a table."""
    block = heading.next()
    while block.isValid() and (block.blockFormat().headingLevel() or not block.text()):
        block = block.next()
    if not block.isValid():
        return _top(document, heading) + 1
    table = QTextCursor(block).currentTable()
    if table is None:
        return _top(document, block) + _first_line(block)
    return _end_of_row(document, table, min(table.format().headerRowCount(), table.rows() - 1))


def _end_of_row(document: QTextDocument, table: QTextTable, row: int) -> float:
    """Return where the last line of a row of a table ends."""
    last = [table.cellAt(row, column).lastCursorPosition().block() for column in range(table.columns())]
    return max(document.documentLayout().blockBoundingRect(one).bottom() for one in last)


def _first_line(block: QTextBlock) -> float:
    """Return the height of a block's first line."""
    layout = block.layout()
    return layout.lineAt(0).height() if layout.lineCount() else layout.boundingRect().height()


def _top(document: QTextDocument, block: QTextBlock) -> float:
    """Return where the first line of a block begins: Qt moves it to the next page, and leaves the block where it was."""
    rect = document.documentLayout().blockBoundingRect(block)
    layout = block.layout()
    return rect.top() + (layout.lineAt(0).y() - layout.boundingRect().top() if layout.lineCount() else 0.0)


def _draw(painter: QPainter, document: QTextDocument, page: int, theme: Theme, foot: str, number: str) -> None:
    """Draw one page, and the line under it with the page's number."""
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
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)


def _dots(millimetres: float) -> float:
    return millimetres / MM_PER_INCH * DPI
