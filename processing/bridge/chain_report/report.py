"""The chain report as a web page and as a PDF."""

from __future__ import annotations

from ...model.progress import Progress
from ..chain.report import data_uri
from ..html_pdf import Pages, write_pdf
from ..language import Language
from ..outputs import whole_file
from ..templates import render
from ..theme import Theme
from .links import Chain
from .pages import content
from .pictures import HEIGHT, TOWN_HEIGHT, WIDTH, colours, maps

PICTURE_WIDTH = 676
"""Width of a picture on paper, in the 96ths of an inch that Qt reckons with: 680 lie between the margins of an A4 page."""
PRINT_SIZES = (1.0, 0.92, 0.84, 0.76)
"""Sizes of print that are tried until each cluster fits on its page."""
FRONT_AND_BACK = 2


def write_chain_report(chain: Chain, html: str, pdf: str, theme: Theme, language: Language, progress: Progress) -> int:
    """Write the report as HTML, as PDF, or both (an empty path leaves one out), and return the PDF's number of pages."""
    progress.step("Drawing {count} clusters", count=len(chain.clusters))
    shown = content(chain, language) | {"colours": colours(theme)}
    pictures = {f"map{number}.png": png for number, png in enumerate(maps(chain, theme, progress))}
    progress.step("Writing the report")
    if html:
        images = [data_uri("image/png", png) for png in pictures.values()]
        with whole_file(html) as place:
            place.write_text(render("chain.html", with_images(shown, images) | {"paper": None}, language), encoding="utf-8")
    if not pdf:
        return 0
    htmls = [render("chain.html", with_images(shown, list(pictures)) | {"paper": paper(size)}, language) for size in PRINT_SIZES]
    pages = Pages(htmls, pictures, len(chain.clusters) + FRONT_AND_BACK)
    with whole_file(pdf) as place:
        return write_pdf(place, pages, theme, shown["title"], f"{shown['title']} · {shown['made']}", progress)


def paper(size: float) -> dict:
    """Return the size of print, and those of pictures on paper."""
    width = PICTURE_WIDTH
    return {"width": width, "height": round(width * HEIGHT / WIDTH), "town_height": round(width * TOWN_HEIGHT / WIDTH), "size": size}


def with_images(shown: dict, images: list[str]) -> dict:
    """Return the content with a picture of the whole and one on each cluster's page."""
    town, *others = images
    return shown | {"image": town, "pages": [page | {"image": image} for page, image in zip(shown["pages"], others, strict=True)]}
