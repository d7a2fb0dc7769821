"""The report as pages on paper, with the same plots and tables as the page on the screen."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QSize
from qgis.PyQt.QtGui import QImageReader

from ...cartography.html_pdf import PdfDocument, write_pdf
from ...cartography.theme import Theme
from ...model.progress import SILENT, Progress
from ...qgis_io.outputs import whole_file
from ...qgis_io.reproducible_files import settle_pdf
from ...texts.language import Language
from ...texts.templates import render
from .plots import Plot

MAP = "map.png"
PAGE_WIDTH = 676
"""Width of a picture between the margins of an A4 page, in the 96ths of an inch that Qt reckons with."""
PLOT_SHARE = 0.9
MAP_SHARES = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
"""Width of a plot, and of the map, as shares of the page's; the map has the first at which all of the front page fits on one."""
SHARPNESS = 3.0
"""Pixels of a plot on paper for each of its units."""


def write_paper(
    path: Path, shown: dict, map_png: bytes, day: datetime.date, theme: Theme, language: Language, progress: Progress = SILENT
) -> int:
    """Write what the report shows as PDF of a day on A4 with page numbers, and return how many pages it has."""
    pictures = dict(plots(shown)) | ({MAP: map_png} if map_png else {})
    sizes = {name: size_of(png, PLOT_SHARE) for name, png in pictures.items()}

    def part(name: str, map_share: float = PLOT_SHARE) -> str:
        at = sizes | ({MAP: size_of(map_png, map_share)} if map_png else {})
        return render("report_paper.html", shown | {"sizes": at, "part": name}, language)

    parts = [(part("front", share) for share in MAP_SHARES), [part("rest")]]
    foot = f"{shown['title']} \u00b7 {shown['made']}"
    with whole_file(path) as place:
        count = write_pdf(place, PdfDocument(parts, pictures), theme, shown["finding"], foot, progress)
        place.write_bytes(settle_pdf(place.read_bytes(), day))
    return count


def plots(shown: dict) -> Iterator[tuple[str, bytes]]:
    """Yield the name and PNG of each plot."""
    for name in ("distribution", "rank_plot"):
        if shown[name]:
            yield f"{name}.png", png_of(shown[name])


def png_of(plot: Plot) -> bytes:
    """Return a plot as PNG; Qt reads SVG as it reads other pictures."""
    svg = QBuffer()
    svg.setData(plot.svg.encode("utf-8"))
    svg.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(svg, b"svg")
    reader.setScaledSize(QSize(round(plot.width * SHARPNESS), round(plot.height * SHARPNESS)))
    image = reader.read()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data)


def size_of(png: bytes, share: float) -> tuple[int, int]:
    """Return width and height of a picture across a share of the page's width."""
    picture = QBuffer()
    picture.setData(png)
    picture.open(QIODevice.OpenModeFlag.ReadOnly)
    size, width = QImageReader(picture, b"png").size(), round(PAGE_WIDTH * share)
    return width, round(width * size.height() / size.width())
