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
from .pictures import HEIGHT, WIDTH, cluster_maps

PICTURE_WIDTH = 676
"""Width of a picture on paper, in the 96ths of an inch that Qt reckons with: 680 lie between the margins of an A4 page."""
PRINT_SIZES = (1.0, 0.92, 0.84, 0.76)
"""Sizes of print that are tried until each cluster fits on its page."""
FRONT_AND_BACK = 2


def write_chain_report(chain: Chain, html: str, pdf: str, theme: Theme, language: Language, progress: Progress) -> int:
    """Write the report as HTML, as PDF, or both (an empty path leaves one out), and return the PDF's number of pages."""
    progress.step("Drawing {count} clusters", count=len(chain.clusters))
    shown = content(chain, language)
    pictures = {f"cluster{page['id']}.png": png for page, png in zip(shown["pages"], cluster_maps(chain, theme, progress), strict=True)}
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
    """Return the sizes of print and pictures on paper."""
    width = PICTURE_WIDTH * size
    return {"width": round(width), "height": round(width * HEIGHT / WIDTH), "size": size}


def with_images(shown: dict, images: list[str]) -> dict:
    """Return the content with a picture on each cluster's page."""
    return shown | {"pages": [page | {"image": image} for page, image in zip(shown["pages"], images, strict=True)]}
