"""The chain report as a web page and as a PDF."""

from __future__ import annotations

from collections.abc import Iterator

from ...cartography.html_pdf import PdfDocument, write_pdf
from ...cartography.theme import Theme
from ...model.progress import Progress
from ...qgis_io.outputs import whole_file
from ...texts.language import Language
from ...texts.templates import render
from ..integrated_map.report import data_uri
from .links import Chain
from .pages import content
from .pictures import HEIGHT, TOWN_HEIGHT, WIDTH, dot_colours, maps

PICTURE_WIDTH = 676
"""Width of a picture on paper, in the 96ths of an inch that Qt reckons with: 680 lie between the margins of an A4 page."""
FORMS = ((20, 1.0), (14, 1.0), (10, 1.0), (7, 1.0), (6, 0.85), (5, 0.75), (3, 0.65))
"""Rows of each list that are printed, and the size of the picture: ever less, until a cluster fits on its page. The web page has it all."""
LISTS = ("profile", "sites", "measures", "actors", "pairs", "actions")


def write_chain_report(chain: Chain, html: str, pdf: str, theme: Theme, language: Language, progress: Progress) -> int:
    """Write the report as HTML, as PDF, or both (an empty path leaves one out), and return the PDF's number of pages."""
    progress.step("Drawing {count} clusters", count=len(chain.clusters))
    shown = content(chain, language) | {"dot_colours": dot_colours(theme), "colours": theme.colours, "ramp": theme.ramps.get}
    pictures = {f"map{number}.png": png for number, png in enumerate(maps(chain, theme, progress))}
    if html or pdf:
        progress.step("Writing the report")
    if html:
        images = [data_uri("image/png", png) for png in pictures.values()]
        with whole_file(html) as place:
            place.write_text(render("chain.html", with_images(shown, images) | {"paper": None, "part": ""}, language), encoding="utf-8")
    if not pdf:
        return 0
    with whole_file(pdf) as place:
        pages = PdfDocument(parts(with_images(shown, list(pictures)), language), pictures)
        return write_pdf(place, pages, theme, shown["title"], f"{shown['title']} · {shown['day']}", progress)


def parts(shown: dict, language: Language) -> Iterator[Iterator[str]]:
    """Yield the front page, a page for each cluster and the page of sources, each in ever shorter forms."""
    yield (print_part(shown, "front", size, language) for size in dict.fromkeys(size for _, size in FORMS))
    for page in shown["pages"]:
        yield (print_part(shown | {"pages": [shorten_lists(page, most)]}, "cluster", size, language) for most, size in FORMS)
    yield iter([print_part(shown, "sources", 1.0, language)])


def print_part(shown: dict, part: str, size: float, language: Language) -> str:
    """Return a part of the report for paper, its picture at a share of the page's width."""
    width = round(PICTURE_WIDTH * size)
    sizes = {"width": width, "height": round(width * HEIGHT / WIDTH), "town_height": round(width * TOWN_HEIGHT / WIDTH)}
    return render("chain.html", shown | {"paper": sizes, "part": part}, language)


def shorten_lists(page: dict, most: int) -> dict:
    """Return what is told of a cluster with at most so many rows in a list, and how many ``more`` there are of each."""
    lists = {name: page[name] for name in LISTS}
    return page | {name: rows[:most] for name, rows in lists.items()} | {"more": {name: len(rows[most:]) for name, rows in lists.items()}}


def with_images(shown: dict, images: list[str]) -> dict:
    """Return the content with a picture of the whole and one on each cluster's page."""
    town, *others = images
    return shown | {"image": town, "pages": [page | {"image": image} for page, image in zip(shown["pages"], others, strict=True)]}
