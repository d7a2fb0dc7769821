"""A sheet of paper in the making: its layout, its looks, and how texts and pictures are put on it."""

from __future__ import annotations

import base64
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from ..qgis_io.expressions import literal
from ..texts.language import Language
from .page import ORIENTATIONS, PAPERS, Box, read_template
from .text_fit import ELLIPSIS, Ending, FittedText, Listing, Ruler, fit, fit_through, sizes_between
from .theme import Theme

MILLIMETRES = Qgis.LayoutUnit.Millimeters
LEFT = Qt.AlignmentFlag.AlignLeft
PHOTO, DRAWING = QgsLayoutItemPicture.Format.FormatRaster, QgsLayoutItemPicture.Format.FormatSVG
SHOWN_IN_WARNING = 60
BLACK = b"#000000"
NO_LIGHTS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Sheet:
    """What every block of a map needs to put itself on the paper.

    Attributes
    ----------
    template : mapping
        The proportions, as `page.read_template` gives them.
    scale : float
        Size of the theme's texts on this paper, 1 on A3.
    printable : Box
        The paper without its margins.
    short : float
        The paper's short side in millimetres.
    progress : Progress
        Hears what had to be shortened.
    letters : float
        Size of texts, from the smallest that can be read (0) to the usual one (1).
    unseen : bool
        Whether the sheet only serves to measure.
    """

    layout: QgsPrintLayout
    theme: Theme
    language: Language
    template: Mapping
    ruler: Ruler
    paper: str
    scale: float
    printable: Box
    short: float
    progress: Progress
    letters: float = 1.0
    unseen: bool = False

    def scratch(self, letters: float = 1.0) -> Sheet:
        """Return a sheet that nobody sees, to find out how high a block gets in letters of a size."""
        return replace(self, layout=QgsPrintLayout(self.project), progress=SILENT, letters=letters, unseen=True)

    @property
    def gap(self) -> float:
        """The distance between blocks in millimetres."""
        return self.template["gap"] * self.short

    @property
    def project(self) -> QgsProject:
        """The project whose layers are shown."""
        return self.layout.project()

    def fit(self, role: str, paragraphs: Sequence[str | Listing], width: float, height: float, more: str | Ending = ELLIPSIS) -> FittedText:
        """Set paragraphs in the house style into a box; see `text_fit.fit`."""
        wanted = self.theme.text_format(role, self.scale)
        least = min(self.theme.text[role].least, wanted.size())
        sizes = sizes_between(wanted.size(), least)
        wanted.setSize(sizes[round((1.0 - self.letters) * (len(sizes) - 1))])
        return fit(self.ruler, paragraphs, wanted, least, width, height, more)

    def write_through(
        self,
        name: str,
        role: str,
        paragraphs: Sequence[str | Listing],
        boxes: Sequence[Box],
        more: Ending,
        lights: Mapping[str, str] = NO_LIGHTS,
    ) -> None:
        """Put a text that goes on from one box to the next; what stands in the boxes is called ``name``, ``name_2`` and on. See `write`."""
        wanted = self.theme.text_format(role, self.scale)
        least = min(self.theme.text[role].least, wanted.size())
        fitted = fit_through(self.ruler, paragraphs, wanted, least, [(box.width, box.height) for box in boxes], more)
        if fitted[-1].shortened:
            self.progress.warn("Shortened to fit the paper: {words}", words=_beginning(paragraphs))
        filled = [(one, box) for one, box in zip(fitted, boxes, strict=True) if one.lines]
        for number, (one, box) in enumerate(filled, 1):
            self._put_text(name if number == 1 else f"{name}_{number}", one, box, LEFT, lights)

    def write(
        self,
        name: str,
        role: str,
        paragraphs: Sequence[str | Listing],
        box: Box,
        more: str | Ending = ELLIPSIS,
        align: Qgis.TextHorizontalAlignment = LEFT,
        lights: Mapping[str, str] = NO_LIGHTS,
    ) -> float:
        """Put a text at the top of a box and return its height; no text, or no room for any, takes none.

        ``lights``: signs in the text, each with the theme's colour that it gets.
        """
        if not any(paragraphs) or box.height <= 0:
            return 0.0
        fitted = self.fit(role, paragraphs, box.width, box.height, more)
        if fitted.height > box.height:
            self.progress.warn("No room on the paper, left out: {words}", words=_beginning(paragraphs))
            return 0.0
        if fitted.shortened:
            self.progress.warn("Shortened to fit the paper: {words}", words=_beginning(paragraphs))
        self._put_text(name, fitted, box, align, lights)
        return fitted.height

    def _put_text(self, name: str, fitted: FittedText, box: Box, align: Qt.AlignmentFlag, lights: Mapping[str, str]) -> None:
        item = label(self.layout, name, fitted, box.top(fitted.height), align)
        if lights:
            colour_signs(item, {sign: self.theme.colour(role) for sign, role in lights.items()})


def _beginning(paragraphs: Sequence[str | Listing]) -> str:
    return textwrap.shorten(" ".join(map(str, paragraphs)), SHOWN_IN_WARNING, placeholder=ELLIPSIS)


def new_sheet(
    project: QgsProject,
    name: str,
    template: str,
    paper: str,
    orientation: str,
    theme: Theme,
    language: Language,
    progress: Progress,
) -> Sheet:
    """Return an empty sheet whose layout is kept by the project under ``name``; a layout of that name is replaced.

    Raises
    ------
    OpgaveError
        For a paper, orientation or template that does not exist.
    """
    plan = read_template(template)
    if paper not in PAPERS or orientation not in ORIENTATIONS:
        raise OpgaveError(
            "There is no paper '{paper}' in orientation '{orientation}'. Choose {papers}; {orientations}.",
            paper=paper,
            orientation=orientation,
            papers=", ".join(PAPERS),
            orientations=", ".join(ORIENTATIONS),
        )
    layout = _layout(project, name)
    page = layout.pageCollection().page(0)
    sides = QgsLayoutItemPage.Orientation
    page.setPageSize(paper.upper(), sides.Landscape if orientation == "landscape" else sides.Portrait)
    whole = Box(0, 0, page.rect().width(), page.rect().height())
    short = min(whole.width, whole.height)
    printable = whole.inset(plan["margin"] * short)
    return Sheet(layout, theme, language, plan, Ruler(), paper, plan["text_scale"][paper], printable, short, progress)


def _layout(project: QgsProject, name: str) -> QgsPrintLayout:
    manager = project.layoutManager()
    old = manager.layoutByName(name)
    if old:
        manager.removeLayout(old)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(name)
    manager.addLayout(layout)
    return layout


def put_item(layout: QgsPrintLayout, item: QgsLayoutItem, name: str, box: Box) -> None:
    """Add an item to the layout, filling a box."""
    item.setId(name)
    layout.addLayoutItem(item)
    move(item, box)


def move(item: QgsLayoutItem, box: Box) -> None:
    """Have an item fill a box."""
    item.attemptMove(QgsLayoutPoint(box.x, box.y, MILLIMETRES))
    item.attemptResize(QgsLayoutSize(box.width, box.height, MILLIMETRES))


def label(layout: QgsPrintLayout, name: str, fitted: FittedText, box: Box, align: Qt.AlignmentFlag) -> QgsLayoutItemLabel:
    """Add a text whose lines are already broken; it is shown literally, expressions in it are not worked out."""
    item = QgsLayoutItemLabel(layout)
    item.setText(literal("\n".join(fitted.lines)))
    item.setTextFormat(fitted.format)
    item.setHAlign(align)
    item.setMarginX(0)
    item.setMarginY(0)
    put_item(layout, item, name, box)
    return item


def colour_signs(item: QgsLayoutItemLabel, colours: Mapping[str, QColor]) -> None:
    """Give single characters of a text a colour of their own; lines and widths stay as they are."""
    text_format = item.textFormat()
    text_format.setAllowHtmlFormatting(True)
    text = escape(item.text(), quote=False)
    for sign, colour in colours.items():
        text = text.replace(sign, f'<span style="color: {colour.name()}">{sign}</span>')
    item.setTextFormat(text_format)
    item.setText(text)


def picture(layout: QgsPrintLayout, name: str, path: Path, box: Box, black_becomes: QColor | None = None) -> None:
    """Add a picture in proportion; the layout keeps its contents. ``black_becomes`` colours the black parts of an SVG."""
    contents = path.read_bytes()
    if black_becomes:
        contents = contents.replace(BLACK, black_becomes.name().encode("ascii"))
    put_picture(layout, name, contents, box, DRAWING if path.suffix.lower() == ".svg" else PHOTO)


def put_picture(layout: QgsPrintLayout, name: str, contents: bytes, box: Box, kind: QgsLayoutItemPicture.Format = PHOTO) -> None:
    """Add the contents of a picture file in proportion, a `PHOTO` or a `DRAWING` (SVG)."""
    item = QgsLayoutItemPicture(layout)
    item.setPicturePath("base64:" + base64.b64encode(contents).decode("ascii"), kind)
    item.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
    put_item(layout, item, name, box)
