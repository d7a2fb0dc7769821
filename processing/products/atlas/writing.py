"""The pages of an atlas made: one by one or in several processes, into a folder that a stopped run can go on with."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsAbstractLayoutIterator, QgsLayoutExporter, QgsPrintLayout, QgsProject
from qgis.PyQt.QtCore import QSize

from ...cartography.map_export import export, pdf_settings
from ...cartography.page import FORMATS, SCREEN_DPI, read_template
from ...cartography.png import png_of
from ...cartography.project_copy import content_for, read_project, restyle
from ...cartography.theme import theme
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...qgis_io.outputs import said_when_refused, whole_file
from ...qgis_io.reproducible_files import settle_pdf
from ...texts.language import Language
from .drawing import Desk, draw_page, new_desk
from .named_layers import dress
from .pages import NamedLayer, Page, PageShortcomings

PDF_END = b"%%EOF"


@dataclass(frozen=True)
class AtlasJob:
    """All that is needed to make the pages, in whatever process.

    Attributes
    ----------
    project : str
        Path of the bundle's project.
    theme : str
        Path of the house style; empty for the plugin's own.
    title : str
        Stands below each page's own title; empty for the question of the map.
    kind : str
        A key of `page.FORMATS`.
    made : date
        The day that the pages bear.
    named : tuple of NamedLayer
        What the details show with names, beside the layers of the map.
    part_size : int
        How many pages a file of the work folder has: 1, but for one PDF.
    """

    project: str
    theme: str
    title: str
    template: str
    paper: str
    orientation: str
    language: str
    kind: str
    made: datetime.date
    pages: tuple[Page, ...]
    named: tuple[NamedLayer, ...] = ()
    part_size: int = 1

    @property
    def part_count(self) -> int:
        return -(-len(self.pages) // self.part_size)

    def part(self, number: int) -> tuple[Page, ...]:
        """Return the pages of a part."""
        return self.pages[number * self.part_size : (number + 1) * self.part_size]

    def path(self, folder: Path, number: int) -> Path:
        """Return the file of a part in the work folder."""
        return folder / f"{number + 1:05d}{FORMATS[self.kind]}"


def make_parts(job: AtlasJob, numbers: Sequence[int], folder: Path, progress: Progress) -> Iterator[PageShortcomings]:
    """Make parts one by one, each file whole or not at all; after each part yield what there is to say of the pages so far."""
    project = read_project(job.project, of_bundle=True)
    try:
        desk = desk_of(job, project, progress)
        for number in numbers:
            with said_when_refused(folder.parent), whole_file(job.path(folder, number)) as temporary:
                WRITERS.get(job.kind, write_file)(desk, job, job.part(number), temporary, progress)
            yield desk.found
    finally:
        project.clear()


def desk_of(job: AtlasJob, project: QgsProject, progress: Progress) -> Desk:
    """Return the desk of a job."""
    language, looks = Language(job.language), theme(job.theme)
    scaled = looks.scaled(read_template(job.template)["text_scale"][job.paper])
    restyle(project, scaled, language)
    shown = dress(project, job.named, scaled)
    content = content_for(project, language, job.made)
    if job.title:
        content = replace(content, question=job.title)
    return new_desk(project, content, shown, job.paper, job.orientation, looks, language, job.template, len(job.pages), progress)


def write_file(desk: Desk, job: AtlasJob, pages: Sequence[Page], path: Path, progress: Progress) -> None:
    """Write one page in a format that `map_export` knows."""
    export(draw_page(desk, pages[0], progress), path, job.kind, progress=progress)


def write_png(desk: Desk, job: AtlasJob, pages: Sequence[Page], path: Path, progress: Progress) -> None:
    """Write one page as a picture."""
    image = QgsLayoutExporter(draw_page(desk, pages[0], progress)).renderPageToImage(0, QSize(), SCREEN_DPI)
    if image.isNull():
        raise OpgaveError("Page {number} of the atlas is too large for the memory.", number=pages[0].number)
    path.write_bytes(png_of(image))


def not_written(page: Page, folder: Path) -> OpgaveError:
    """Return the sentence for a page that is not, or half, in its file: QGIS takes a full disk for success."""
    return OpgaveError(
        "Page {number} of the atlas cannot be written to '{folder}': is the disk full?", number=page.number, folder=folder.parent
    )


def write_pdf(desk: Desk, job: AtlasJob, pages: Sequence[Page], path: Path, progress: Progress) -> None:
    """Write some pages as one PDF, from empty paper on: its file does not depend on what was made before."""
    desk.standing = None
    turned = AtlasPages(desk, pages, progress)
    outcome, reason = QgsLayoutExporter.exportToPdf(turned, str(path), pdf_settings())
    progress.check()
    if turned.trouble:
        raise turned.trouble
    if outcome != QgsLayoutExporter.ExportResult.Success:
        raise OpgaveError("The atlas cannot be written to '{folder}': {reason}", folder=path.parent, reason=reason)
    contents = path.read_bytes()
    if not contents.rstrip().endswith(PDF_END):
        raise not_written(pages[0], path.parent)
    path.write_bytes(settle_pdf(contents, job.made, pages[0].number))


class AtlasPages(QgsAbstractLayoutIterator):
    """Gives an exporter one page after the other, each drawn when it is asked for."""

    def __init__(self, desk: Desk, pages: Sequence[Page], progress: Progress):
        super().__init__()
        self.desk, self.pages, self.progress = desk, pages, progress
        self.place, self.drawn = -1, None
        self.trouble: Exception | None = None

    def layout(self) -> QgsPrintLayout:
        return self.drawn

    def beginRender(self) -> bool:
        return True

    def endRender(self) -> bool:
        return True

    def count(self) -> int:
        return len(self.pages)

    def filePath(self, base: str, extension: str) -> str:
        return f"{base}.{extension}"

    def next(self) -> bool:
        """Draw the next page; there is none after the last, after a cancel, or when one cannot be drawn."""
        self.place += 1
        if self.place >= len(self.pages) or self.progress.is_cancelled():
            return False
        try:
            self.drawn = draw_page(self.desk, self.pages[self.place], self.progress)
        except Exception as error:  # noqa: BLE001  what leaves this method would end QGIS; `write_pdf` raises it
            self.trouble = error
            return False
        return True


WRITERS = {"pdf": write_pdf, "png": write_png}
