"""HTML as pages of a PDF: margins, the line under each page, forms that fit, pictures, and files that are whole or refused."""

import re
import subprocess

import pytest
from opgavenkaart.processing.cartography.html_pdf import PdfDocument, write_pdf
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.test.support.layers import Heard
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice
from qgis.PyQt.QtGui import QColor, QImage

POINTS_A_MM = 72 / 25.4
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)</word>')
LONG = "".join(f"<p style='margin:0'>line{number}</p>" for number in range(150))


def words_of(pdf) -> list[dict[str, tuple[float, ...]]]:
    """Return where each word of each page stands: left, top, right and bottom in millimetres."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    pages = told.split("<page ")[1:]
    return [{word: tuple(float(number) / POINTS_A_MM for number in box) for *box, word in WORD.findall(page)} for page in pages]


def write(path, *parts, pictures=None, progress=None):
    more = (progress,) if progress else ()
    return write_pdf(path, PdfDocument(parts, pictures or {}), theme(), "Title", "Foot", *more)


def test_each_page_shows_its_own_part_of_a_long_text(qgis_app, tmp_path):
    assert write(tmp_path / "a.pdf", [LONG]) == 3
    pages = words_of(tmp_path / "a.pdf")
    lines = [[int(word.removeprefix("line")) for word in page if word.startswith("line")] for page in pages]
    assert sorted({*lines[0], *lines[1], *lines[2]}) == list(range(150))
    assert [one[0] for one in lines] == sorted({one[0] for one in lines}) and len(set(lines[0]) & set(lines[1])) <= 1, "each its own"
    for number, page in enumerate(pages, 1):
        body = [page[f"line{line}"] for line in lines[number - 1][1:]]
        assert all(box[0] == pytest.approx(15, abs=0.5) for box in body), "fifteen millimetres around"
        assert min(box[1] for box in body) == pytest.approx(19.5, abs=1.5) and max(box[3] for box in body) < 297 - 25 + 4.5
        left, right = page["Foot"], page["3"]
        assert left[0] == pytest.approx(15, abs=0.5) and right[2] == pytest.approx(210 - 15, abs=0.7)
        assert 276.5 < left[1] < left[3] < 282.8 and 276.5 < right[1] < right[3] < 282.8
        assert str(number) in page and "/" in page


def test_each_part_begins_a_page_in_the_first_form_that_fits(qgis_app, tmp_path):
    forms = ["<p>alpha</p>", "<p>never</p>"], [LONG, "<p>short</p>", "<p>shorter</p>"], [LONG, LONG + "<p>last</p>"]
    count = write(tmp_path / "a.pdf", *forms)
    pages = words_of(tmp_path / "a.pdf")
    assert count == len(pages) == 5
    assert "alpha" in pages[0] and "never" not in pages[0] and "short" in pages[1] and "shorter" not in pages[1]
    assert "line0" in pages[2] and "last" in pages[-1], "the last form where none fits"


def test_a_picture_is_shown_by_its_name(qgis_app, tmp_path):
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    write(tmp_path / "a.pdf", ["<p>above</p><img src='red.png' width='400' height='200'>"], pictures={"red.png": bytes(data)})
    subprocess.run(["pdftoppm", "-r", "50", "-png", str(tmp_path / "a.pdf"), str(tmp_path / "page")], check=True)
    drawn = QImage(str(next(tmp_path.glob("page*.png"))))
    colours = [drawn.pixelColor(x, y) for x in range(drawn.width()) for y in range(drawn.height())]
    red = sum(colour.red() > 200 and colour.green() < 60 for colour in colours)
    assert red == pytest.approx(400 * 200 / 96**2 * 50**2, rel=0.1), "in the 96ths of an inch that HTML reckons with"


def test_what_cannot_be_written_is_refused(qgis_app, tmp_path):
    with pytest.raises(OpgaveError, match="cannot be written: close the file in other programs"):
        write(tmp_path / "none" / "a.pdf", ["<p>x</p>"])


@pytest.mark.parametrize("after", range(4))
def test_a_cancel_ends_at_the_next_part_or_page(qgis_app, tmp_path, after):
    heard = Heard(cancel_after=after)
    with pytest.raises(Cancelled):
        write(tmp_path / "a.pdf", ["<p>one</p>"], ["<p>two</p>"], progress=heard)
    assert heard.checks == after + 1
    assert (tmp_path / "a.pdf").read_bytes().rstrip().endswith(b"%%EOF"), "the file is let go at once"


def test_a_whole_document_asks_twice_for_each_part_of_one_page(qgis_app, tmp_path):
    heard = Heard()
    assert write(tmp_path / "a.pdf", ["<p>one</p>"], ["<p>two</p>"], progress=heard) == 2 and heard.checks == 4
    told = subprocess.run(["pdfinfo", str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Title: +Title", told) and re.search(r"Creator: +Opgavenkaart", told) and "A4" in told


@pytest.mark.parametrize("rows", range(6, 16))
def test_no_text_is_lost_where_a_heading_or_row_moves_to_the_next_page(qgis_app, tmp_path, rows):
    """Headings, tables and lists by turns, as in a report: every word stands on some page, once."""
    names = iter(range(10_000))

    def section(many: int) -> str:
        table = "".join(f"<tr><td>word{next(names)}<br>word{next(names)}</td><td>word{next(names)}</td></tr>" for _ in range(many))
        items = "".join(f"<li>word{next(names)}</li>" for _ in range(3))
        head = f"<thead><tr><th>a</th><th>word{next(names)}</th></tr></thead>"
        return f"<h2>word{next(names)}</h2><p>word{next(names)}</p><table width='100%'>{head}<tbody>{table}</tbody></table><ul>{items}</ul>"

    html = "".join(section(rows + number) for number in range(6))
    write(tmp_path / "a.pdf", [html])
    shown = [word for page in words_of(tmp_path / "a.pdf") for word in page if word.startswith("word")]
    assert set(re.findall(r"word\d+", html)) <= set(shown)
