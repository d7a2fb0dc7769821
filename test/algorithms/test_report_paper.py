"""The report on paper: no page all but empty, no heading alone at the foot of one, no head of a column broken within a word."""

import re
import subprocess
from pathlib import Path

import pytest
from opgavenkaart.processing.cartography.html_pdf import PdfDocument, write_pdf
from opgavenkaart.processing.cartography.theme import theme

LEAST_WORDS = 60
HEADS = {
    "nl": ("Objecten", "Licentie", "Ouderdom", "Uitgever", "Gewicht", "Gemiddelde index"),
    "en": ("Features", "Licence", "Publisher", "Weight", "Mean index"),
}


def pages_of(pdf) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


@pytest.fixture(scope="module", params=[("portrait", "nl"), ("landscape", "en")])
def report(request, demo_city, qgis_app, tmp_path_factory):
    """Return the pages of the report of a map, and its language."""
    from opgavenkaart.test.support.running import run_algorithm

    orientation, language = request.param
    folder = tmp_path_factory.mktemp(orientation)
    given = {
        "CHALLENGE": "warm_homes",
        "CATALOGUE": demo_city["CATALOGUE"],
        "PAPER": "a4",
        "ORIENTATION": orientation,
        "LANGUAGE": language,
    }
    run_algorithm("integrated_map", given | {"OUTPUT_FOLDER": str(folder)})
    (pdf,) = Path(folder).glob("*_report.pdf")
    return pages_of(pdf), language


def test_no_page_is_all_but_empty(report):
    pages, language = report
    assert len(pages) >= 4
    assert {"nl": "Clusters", "en": "Clusters"}[language] in pages[0], "the facts stand on the front page, below the map"
    assert all(len(page.split()) > LEAST_WORDS for page in pages[1:]), [len(page.split()) for page in pages]


def test_the_clusters_begin_the_second_page(report):
    pages, language = report
    assert pages[1].split("\n")[0].strip() == {"nl": "Waar te beginnen: de clusters", "en": "Where to begin: the clusters"}[language]


def test_heads_of_columns_are_whole_words(report):
    pages, language = report
    words = set(re.findall(r"\w+", " ".join(pages)))
    assert all(set(head.split()) <= words for head in HEADS[language])


def test_a_row_of_a_table_is_whole(qgis_app, tmp_path):
    """Sixty rows of one to five lines: where one begins it ends, and only the rest of a page that is too low for a row stays empty."""
    long = "een tekst die over meer regels gaat en op dezelfde bladzijde eindigt als ze begint "
    rows = "".join(f"<tr><th>rij {at}.</th><td>{long * (1 + at * 7 % 5)} einde {at}.</td></tr>" for at in range(60))
    head = "<thead><tr><th>rij</th><th>tekst</th></tr></thead>"
    html = f"<h1>Kop</h1><table width='100%' cellpadding='4'>{head}<tbody>{rows}</tbody></table><h2>Na</h2><p>slot</p>"
    count = write_pdf(tmp_path / "a.pdf", PdfDocument([[html]], {}), theme(), "a", "voet")
    pages = pages_of(tmp_path / "a.pdf")
    begun, ended = ([re.findall(rf"{word} (\d+)\.", page) for page in pages] for word in ("rij", "einde"))
    assert begun == ended and sum(begun, []) == [str(at) for at in range(60)] and count == len(pages) <= 6


@pytest.mark.parametrize(
    "below",
    [
        "<p>Eronder.</p>",
        "<h3>Tussenkop</h3><p>Eronder.</p>",
        "<table><thead><tr><th>Hoofd</th></tr></thead><tbody><tr><td>Eronder.</td></tr></tbody></table>",
    ],
)
def test_a_heading_is_on_the_page_of_what_it_stands_above(qgis_app, tmp_path, below):
    """Ever more lines above, so that the heading comes past the foot of the page."""
    turned = 0
    for lines in range(30, 75):
        html = "".join(f"<p style='margin:0'>Regel {number}</p>" for number in range(lines)) + f"<h2>Kop</h2>{below}"
        count = write_pdf(tmp_path / "x.pdf", PdfDocument([[html]], {}), theme(), "Titel", "Voet")
        pages = pages_of(tmp_path / "x.pdf")
        assert count == len(pages)
        at = [next(number for number, page in enumerate(pages) if word in page) for word in ("Kop", "Eronder.")]
        assert at[0] == at[1], lines
        turned += "Kop" not in pages[0] and f"Regel {lines - 1}" in pages[0]
    assert turned, "none came to the foot"
