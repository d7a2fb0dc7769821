"""A layout as a file: vector PDF, geospatial PDF with layers, PNG or SVG; or QGIS's own template, to go on with."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qgis.core import (
    QgsFillSymbol,
    QgsLayout,
    QgsLayoutExporter,
    QgsLayoutItemMap,
    QgsLayoutItemShape,
    QgsMapClippingRegion,
    QgsPrintLayout,
    QgsReadWriteContext,
    QgsRenderContext,
)
from qgis.PyQt.QtCore import QSize

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from ..qgis_io.outputs import whole_file
from ..qgis_io.reproducible_files import settle_looks, settle_pdf, settle_xml
from ..texts.language import tr
from .page import EDITABLE, PRINT_DPI, SCREEN_DPI

FAILURE_TEXTS = {
    QgsLayoutExporter.ExportResult.MemoryError: "there is not enough memory",
    QgsLayoutExporter.ExportResult.FileError: "the file cannot be written",
    QgsLayoutExporter.ExportResult.PrintError: "QGIS cannot make this format here",
    QgsLayoutExporter.ExportResult.SvgLayerError: "a layer cannot be written as SVG",
}
TEXT = QgsRenderContext.TextRenderFormat.AlwaysText


FOLDERS = re.compile(r'(?<=\bsource=")(?:/|[A-Za-z]:[\\/])[^"|]*?(?=[^"|/\\]+\.\w+["|])')
"""Where a file lies of which a template names a layer."""


def export(layout: QgsPrintLayout, path: str | Path, kind: str = "pdf", dpi: float = 0.0, progress: Progress = SILENT) -> None:
    """Write a layout to a file, which appears whole or not at all.

    Texts stay texts, with their fonts embedded; a PDF is vector and knows its coordinates.

    Parameters
    ----------
    kind : str
        A key of `page.MAP_FORMATS`.
    dpi : float
        Dots per inch; 0: 150 for a PNG, 300 for what is rasterised in the other formats.

    Raises
    ------
    OpgaveError
        The file cannot be written, or QGIS cannot make it.
    """
    progress.check()
    with whole_file(path) as temporary:
        outcome, reason = EXPORTERS[kind](QgsLayoutExporter(layout), str(temporary), dpi)
        if outcome != QgsLayoutExporter.ExportResult.Success:
            reason = reason or tr(FAILURE_TEXTS[outcome])
            raise OpgaveError("The map cannot be exported to '{path}': {reason}.", path=path, reason=reason)
        _settle(temporary, kind, layout)
        progress.check()


def _settle(path: Path, kind: str, layout: QgsPrintLayout) -> None:
    """Take from a file what differs from run to run; a PDF's date is the project's own, where it has one."""
    made = layout.project().metadata().creationDateTime()
    if kind == "svg":
        path.write_text(settle_xml(path.read_text(encoding="utf-8")), encoding="utf-8")
    elif kind == EDITABLE:
        path.write_text(FOLDERS.sub("./", settle_looks(path.read_text(encoding="utf-8"))), encoding="utf-8")
    elif kind in ("pdf", "geopdf") and made.isValid():
        day = made.date()
        path.write_bytes(settle_pdf(path.read_bytes(), datetime.date(day.year(), day.month(), day.day())))


def pdf_settings(dpi: float = 0.0, layered: bool = False) -> QgsLayoutExporter.PdfExportSettings:
    """Return how a PDF is made: vector, texts as texts, with coordinates."""
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = dpi or PRINT_DPI
    settings.textRenderFormat = TEXT
    settings.appendGeoreference = True
    settings.exportMetadata = True
    settings.forceVectorOutput = True
    settings.writeGeoPdf = layered
    return settings


def _pdf(exporter: QgsLayoutExporter, path: str, dpi: float, layered: bool = False) -> tuple[QgsLayoutExporter.ExportResult, str]:
    return exporter.exportToPdf(path, pdf_settings(dpi, layered)), exporter.errorMessage()


def _geopdf(exporter: QgsLayoutExporter, path: str, dpi: float) -> tuple[QgsLayoutExporter.ExportResult, str]:
    return _pdf(exporter, path, dpi, layered=True)


def _png(exporter: QgsLayoutExporter, path: str, dpi: float) -> tuple[QgsLayoutExporter.ExportResult, str]:
    """Draw the page; QGIS's own image export would also try to give the PNG coordinates, which the format cannot hold."""
    image = exporter.renderPageToImage(0, QSize(), dpi or SCREEN_DPI)
    result = QgsLayoutExporter.ExportResult
    if image.isNull():
        return result.MemoryError, ""
    return (result.Success if image.save(path, "PNG") else result.FileError), ""


def _svg(exporter: QgsLayoutExporter, path: str, dpi: float) -> tuple[QgsLayoutExporter.ExportResult, str]:
    settings = QgsLayoutExporter.SvgExportSettings()
    settings.dpi = dpi or PRINT_DPI
    settings.textRenderFormat = TEXT
    settings.exportMetadata = False
    settings.forceVectorOutput = True
    with _cut_at_frames(exporter.layout()):
        return exporter.exportToSvg(path, settings), exporter.errorMessage()


def _template(exporter: QgsLayoutExporter, path: str, dpi: float) -> tuple[QgsLayoutExporter.ExportResult, str]:
    """Write the layout as QGIS's template; layers are named in it by title and source, so that any project that has them shows them.

    Of files it says the name alone: where they lie is nobody's business.
    """
    result = QgsLayoutExporter.ExportResult
    written = exporter.layout().saveAsTemplate(path, QgsReadWriteContext())
    return (result.Success if written else result.FileError), ""


@contextmanager
def _cut_at_frames(layout: QgsLayout) -> Iterator[None]:
    """Have what maps show end at their frames: Qt 5 writes no clipping into an SVG, where it would lie over the texts around."""
    frames = [_cut_at_frame(item) for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
    try:
        yield
    finally:
        for frame in frames:
            layout.removeLayoutItem(frame)


def _cut_at_frame(item: QgsLayoutItemMap) -> QgsLayoutItemShape:
    """Clip the features of a map to its frame, and return the item that says where that is."""
    frame = QgsLayoutItemShape(item.layout())
    frame.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    frame.setSymbol(QgsFillSymbol.createSimple({"style": "no", "outline_style": "no"}))
    item.layout().addLayoutItem(frame)
    frame.attemptSetSceneRect(item.mapRectToScene(item.rect()))
    clip = item.itemClippingSettings()
    clip.setSourceItem(frame)
    clip.setFeatureClippingType(QgsMapClippingRegion.FeatureClippingType.ClipToIntersection)
    clip.setForceLabelsInsideClipPath(True)
    clip.setEnabled(True)
    return frame


EXPORTERS = {"pdf": _pdf, "geopdf": _geopdf, "png": _png, "svg": _svg, EDITABLE: _template}
