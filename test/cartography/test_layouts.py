"""Printed maps: nothing overlaps or is cut off on any paper, what is drawn is right, and the files are what they should be."""

import datetime
import json
import math
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from opgavenkaart.processing.cartography.layouts import build_map
from opgavenkaart.processing.cartography.map_blocks import SMALLEST_EXTENT, map_extent, round_length, round_scale, share_out, stack_height
from opgavenkaart.processing.cartography.map_content import MapContent, SourceLine
from opgavenkaart.processing.cartography.map_export import export
from opgavenkaart.processing.cartography.page import ORIENTATIONS, PAPERS
from opgavenkaart.processing.cartography.project import describe, make_project
from opgavenkaart.processing.cartography.text_fit import ELLIPSIS, Listing, Ruler, fit, fit_through
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard, memory_layer
from opgavenkaart.test.support.maps import (
    BREAKS,
    EXTENT,
    INDEX,
    MADE,
    boxes,
    content,
    crowded,
    cut_off,
    entries,
    labels,
    overlaps,
    square,
    unit,
    write_city,
)
from osgeo import gdal
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsProject,
    QgsRendererCategory,
)
from qgis.PyQt.QtGui import QColor, QImage

PAGES = [*product(PAPERS, ORIENTATIONS, ("nl", "en"))]
LEAST_POINTS = 6.5


@pytest.fixture(scope="module")
def geopackage(qgis_app, tmp_path_factory):
    return write_city(tmp_path_factory.mktemp("city") / "city.gpkg")


@pytest.fixture
def project(geopackage):
    made = make_project(entries(geopackage), "EPSG:31370", "Warme woningen", theme(), Language("nl"))
    describe(made, "", "", MADE)
    yield made
    made.clear()


def text(layout, name: str) -> str:
    return layout.itemById(name).text().replace("\n", " ")


def assert_tidy(layout):
    assert overlaps(layout) == []
    assert cut_off(layout) == []
    page = layout.pageCollection().page(0).rect()
    margin = 0.04 * min(page.width(), page.height()) - 0.01
    for name, (left, top, right, bottom) in boxes(layout).items():
        inside = left >= margin and top >= margin and right <= page.width() - margin and bottom <= page.height() - margin
        assert inside, (name, left, top, right, bottom)
    assert min(item.textFormat().size() for item in labels(layout)) >= LEAST_POINTS


@pytest.mark.parametrize(("paper", "orientation", "code"), PAGES)
def test_a_crowded_map_stays_tidy(project, paper, orientation, code):
    heard = Heard()
    layout = build_map(project, crowded(), paper, orientation, Language(code), progress=heard)
    assert_tidy(layout)
    more = {"nl": r"en nog (\d+) \(volledige lijst in het rapport\)", "en": r"and (\d+) more \(full list in the report\)"}[code]
    shortened = text(layout, "sources")
    left = re.search(rf"{ELLIPSIS} {more}$", shortened)
    assert len(re.findall(r"Dienst \d+,", shortened)) + (int(left[1]) if left else 0) == 30, "all sources, or the line that counts the rest"
    assert all(re.search(rf"{number}\D+2015", shortened) for number in range(1, 5))
    assert bool(heard.warnings) == any(ELLIPSIS in item.text() for item in labels(layout))


@pytest.mark.parametrize(("paper", "orientation", "code"), PAGES)
def test_an_ordinary_map_is_whole(project, paper, orientation, code):
    heard = Heard()
    layout = build_map(project, content(), paper, orientation, Language(code), progress=heard)
    assert_tidy(layout)
    assert heard.warnings == []
    assert text(layout, "title") == "De nood is het hoogst in de Noordwijk"
    month = {"nl": "maart", "en": "March"}[code]
    assert f"Stad Voorbeeld, CC0 1.0: Parken, 15 {month} 2024" in text(layout, "sources")
    assert paper.upper() in text(layout, "imprint") and "EPSG:31370" in text(layout, "imprint") and "2026" in text(layout, "imprint")
    assert {"nl": "3,4 %", "en": "3.4 %"}[code] in text(layout, "facts")
    assert {"map", "legend", "north", "scale_bar"} <= set(boxes(layout))


@pytest.mark.parametrize("family", ["DejaVu Sans", "Noto Sans", "A family that no machine has"])
def test_tidy_in_other_letters(project, family):
    assert_tidy(build_map(project, crowded(), "a4", "portrait", theme=replace(theme(), fonts=(family,))))


@pytest.mark.parametrize("count", [2, 80])
def test_a_short_list_says_how_many_more_there_are(project, count):
    """Of all that there are, those that are not on the paper are counted: the ones left out before, and those without room."""
    notes = tuple(f"{number}. Een wijk met een tamelijk lange naam: 12.345 inwoners, index 78" for number in range(1, count + 1))
    told = text(build_map(project, content(notes=notes, notes_left=28), "a4"), "notes")
    shown = len(re.findall(r"\d+\. Een", told))
    assert (shown == count) == (count == 2) and f"en nog {count + 28 - shown} (volledige lijst in het rapport)" in told


@pytest.mark.parametrize(("given", "shown"), [((0, 0, 0, 10), "w"), ((0, 0, 10, 0), "h"), ((0, 0, 10, 10), ""), ((5, 5, 5, 5), "wh")])
def test_a_map_of_nearly_nothing_shows_some_ground(project, given, shown):
    extent = map_extent(project, MapContent("Kaart", extent=given), [])
    least = SMALLEST_EXTENT * max(given)
    grown = {"w": extent.width() - given[2] + given[0], "h": extent.height() - given[3] + given[1]}
    assert all(more == pytest.approx(least if shown else 0) for more in grown.values())


def test_blocks_below_each_other_have_gaps_between_them():
    assert [stack_height(heights, 3.0) for heights in ([], [10.0], [10.0, 20.0], (1.0, 2.0, 3.0))] == [0, 10, 33, 12]


@pytest.mark.parametrize(
    ("room", "heights", "shares", "given"),
    [
        (100, [20, 40], [0.5, 0.5], [20, 40]),  # all fit
        (100, [10, 200, 60], [0.5, 0.25, 0.25], [10, 45, 45]),  # the first leaves 40 of its 50, by halves
        (100, [30, 200], [0.25, 0.75], [25, 75]),  # nobody leaves anything
        (-5, [10, 10], [0.5, 0.5], [0, 0]),
    ],
)
def test_what_a_block_leaves_of_its_share_goes_to_the_others(room, heights, shares, given):
    assert share_out(room, heights, shares) == pytest.approx(given)


@pytest.mark.parametrize(("paper", "orientation"), [*product(PAPERS, ORIENTATIONS)])
def test_a_map_with_much_to_say_names_all(project, paper, orientation):
    """Five clusters in three lines and fifteen sources of nine services: A4 holds them in smaller letters beside a smaller map."""
    why = "wat opvalt: mediaan inkomen per aangifte (laag), gezinnen op de wachtlijst voor een sociale woning (hoog)"
    notes = tuple(f"{number}. Statiewijk, Markt en Kaaien: 3.554 inwoners, index 74; {why}" for number in range(1, 6))
    day = datetime.date(2026, 1, 1)
    named = [(f"Kaartlaag per sector {number}", f"Stedelijke dienst {number % 9}") for number in range(15)]
    sources = tuple(SourceLine(title, publisher, "CC BY 4.0", day) for title, publisher in named)
    heard = Heard()
    layout = build_map(project, content(notes=notes, sources=sources), paper, orientation, progress=heard)
    assert_tidy(layout)
    assert heard.warnings == [] and text(layout, "notes").count("Statiewijk") == 5
    assert len(re.findall(r"Kaartlaag per sector \d+,", text(layout, "sources"))) == 15


def test_a_short_list_gives_its_room_to_the_sources(project):
    """What is left below the sources of a crowded map with a short list is less than a line, though other blocks are short."""
    said = replace(crowded(), notes=("1. Noordwijk",), title="Kaart", question="")
    layout = build_map(project, said, "a4", "portrait")
    assert_tidy(layout)
    places = boxes(layout)
    line = Ruler().height(["x"], layout.itemById("sources").textFormat())
    assert places["sources_heading"][1] - places["notes"][3] < 0.02 * 210 + 2 * line


def test_a_logo_and_an_empty_map_text(project, tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>', encoding="utf-8")
    bare = MapContent("Kaart")
    layout = build_map(project, bare, "a4", theme=replace(theme(), logo=str(logo)))
    assert_tidy(layout)
    assert "logo" in boxes(layout) and {"notes", "facts", "sources", "question"}.isdisjoint(boxes(layout))


def legend_texts(layout) -> list[str]:
    model = layout.itemById("legend").model()
    root = model.rootGroup()
    return [str(item.data(0)).replace("\n", " ") for node in root.children() for item in model.layerLegendNodes(node)]


def test_the_legend_holds_what_the_content_names(project):
    legend = build_map(project, content(), "a4").itemById("legend")
    titles = [node.customProperty("legend/title-label") for node in legend.model().rootGroup().children()]
    assert titles == ["Nood (0-100)", "Cluster van nood", "Weg"]
    assert legend_texts(legend.layout())[:6] == [
        "zeer hoge nood (80 tot 100)", "hoge nood (60 tot 80)", "matige nood (40 tot 60)", "lage nood (20 tot 40)",
        "zeer lage nood (0 tot 20)", "te weinig gegevens",
    ]  # fmt: skip


def test_a_legend_of_a_hundred_classes_keeps_to_its_box(project):
    layer = memory_layer("MultiPolygon", [(square(0, 0), 1)], "kind:integer", name="Honderd soorten bestemmingen met een lange naam")
    kinds = [QgsRendererCategory(number, QgsFillSymbol(), f"bestemming nummer {number}") for number in range(100)]
    layer.setRenderer(QgsCategorizedSymbolRenderer("kind", kinds))
    project.addMapLayer(layer)
    heard = Heard()
    layout = build_map(project, MapContent("Kaart", layers=(layer.id(),), extent=EXTENT), "a4", progress=heard)
    assert_tidy(layout)
    shown = legend_texts(layout)
    assert 5 < len(shown) < 100 and shown == [f"bestemming nummer {number}" for number in range(len(shown))]
    assert heard.warnings == [f"The legend has room for {len(shown)} of its 100 classes."]


def test_the_map_shows_all_of_its_extent_at_a_round_scale(project):
    item = build_map(project, content(), "a3").itemById("map")
    shown = item.extent()
    assert shown.xMinimum() < EXTENT[0] and shown.yMaximum() > EXTENT[3]
    assert item.scale() == pytest.approx(round_scale(item.scale()), rel=1e-6)
    metres = shown.width() / (boxes(item.layout())["map"][2] - boxes(item.layout())["map"][0]) * 1000
    assert metres == pytest.approx(item.scale(), rel=1e-6)


@pytest.mark.parametrize("said", [content, crowded])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_wide_region_gets_the_whole_width(project, paper, said):
    wide = replace(said(), extent=(EXTENT[0] - 20_000, EXTENT[1], EXTENT[2] + 20_000, EXTENT[3] + 10_000))
    layout = build_map(project, wide, paper, "landscape")
    assert_tidy(layout)
    page = layout.pageCollection().page(0).rect()
    left, top, right, bottom = boxes(layout)["map"]
    assert right - left > 0.9 * page.width() and bottom < boxes(layout)["legend"][1]


@given(st.floats(100, 1e8))
def test_scales_are_round_and_hardly_smaller(scale):
    rounded = round_scale(scale)
    assert scale * (1 - 1e-6) <= rounded <= scale * 1.06
    assert rounded == pytest.approx(float(f"{rounded:.2e}"), rel=1e-9)


@given(st.floats(1, 1e7))
def test_scale_bars_have_one_two_or_five(metres):
    length = round_length(metres)
    assert metres / 2.5 - 1e-6 <= length <= metres * (1 + 1e-6)
    assert f"{length:e}"[0] in "125" and float(f"{length:.0e}") == pytest.approx(length)


@pytest.mark.parametrize(("crs", "x", "y"), [("EPSG:4326", 3.72, 51.05), ("EPSG:3857", 414_000, 6_630_000)])
def test_a_single_point_in_any_crs(qgis_app, crs, x, y):
    project = QgsProject()
    project.setCrs(memory_layer("Point", [], crs=crs).crs())
    project.addMapLayer(memory_layer("Point", [(f"POINT({x} {y})",)], crs=crs, name="Een punt"))
    layout = build_map(project, MapContent("Kaart"), "a4")
    assert_tidy(layout)
    assert layout.itemById("map").extent().contains(x, y)


def test_the_scale_of_a_map_in_web_mercator_is_that_on_the_ground(qgis_app):
    """A square of 10 km in Ghent: QGIS tells the scale of the equator, which is 1.59 times as small; the bar is as long as it says."""
    project = QgsProject()
    project.setCrs(memory_layer("Polygon", [], crs="EPSG:3857").crs(), True)
    stretch = 1 / math.cos(math.radians(51.05))
    half = 5_000 * stretch
    x, y = 414_000, 6_630_000
    wkt = f"POLYGON(({x - half} {y - half},{x + half} {y - half},{x + half} {y + half},{x - half} {y + half},{x - half} {y - half}))"
    project.addMapLayer(memory_layer("Polygon", [(wkt,)], crs="EPSG:3857", name="Gent"))
    layout = build_map(project, MapContent("Kaart"), "a4", language=Language("en"))
    assert_tidy(layout)
    item, bar = layout.itemById("map"), layout.itemById("scale_bar")
    told = int(re.search(r"Scale 1:([\d,]+) on A4", layout.itemById("imprint").currentText())[1].replace(",", ""))
    width = item.extent().width() / stretch / (item.sizeWithUnits().width() / 1000)
    assert told == pytest.approx(width, rel=0.005) and told == pytest.approx(round_scale(told))
    pieces = bar.unitsPerSegment() * (1000 if bar.unitLabel() == "km" else 1)
    box, _, right, _ = boxes(layout)["scale_bar"]
    drawn = bar.numberOfSegments() * pieces / told * 1000
    assert 0.3 * (right - box) < drawn < right - box


def test_nothing_to_draw(qgis_app):
    project = QgsProject()
    with pytest.raises(OpgaveError, match="shows no layer that can be drawn"):
        build_map(project, MapContent("Kaart"))
    project.addMapLayer(memory_layer("Point", []))
    with pytest.raises(OpgaveError, match="have no extent"):
        build_map(project, MapContent("Kaart"))


@pytest.mark.parametrize(
    ("paper", "orientation", "template"), [("a0", "portrait", "map"), ("a4", "upright", "map"), ("a4", "portrait", "x")]
)
def test_no_such_sheet(project, paper, orientation, template):
    with pytest.raises(OpgaveError, match="There is no (paper|layout)"):
        build_map(project, content(), paper, orientation, template=template)


def test_a_title_is_shown_as_it_is_not_worked_out(project):
    layout = build_map(project, content(title="Nood [% 40 + 2 %]"), "a4")
    assert "42" not in layout.itemById("title").currentText()


def test_a_map_made_again_takes_the_place_of_the_first(project):
    for _ in range(2):
        build_map(project, content(), "a4")
    assert [layout.name() for layout in project.layoutManager().layouts()] == ["Kaart A4 liggend"]


def test_lines_grow_with_the_paper(project):
    def outline(paper):
        item = build_map(project, content(), paper).itemById("map")
        style = item.layerStyleOverrides()[project.mapLayersByName("Clusters")[0].id()]
        options = [option for option in re.findall(r"<Option [^>]*>", style) if 'name="outline_width"' in option]
        return max(float(re.search(r'value="([\d.]+)"', option).group(1)) for option in options)

    assert build_map(project, content(), "a3").itemById("map").layerStyleOverrides() == {}
    assert outline("a2") == pytest.approx(1.4 * theme().widths["cluster_casing"])
    assert outline("a4") == pytest.approx(0.8 * theme().widths["cluster_casing"])


# --- text that fits


def words(count: int) -> str:
    return " ".join(["woord"] * count)


def test_text_that_fits_keeps_its_size(qgis_app):
    wanted = theme().text_format("body")
    fitted = fit(Ruler(), [words(5)], wanted, LEAST_POINTS, 100, 20)
    assert fitted.format.size() == wanted.size() and fitted.lines == (words(5),) and not fitted.shortened


def test_no_line_begins_with_a_per_cent_sign(qgis_app):
    """At every width: "(85 %)" stays together; other words part at their spaces."""
    ruler, wanted = Ruler(), theme().text_format("body")
    for width in np.linspace(16, 60, 45):
        lines = ruler.wrap(["122 van de 144 gebieden (85 %) hebben geen index, 112 ‰ wacht"], wanted, width)
        assert not [line for line in lines if line.startswith(("%", "‰"))]
        assert " ".join(lines) == "122 van de 144 gebieden (85 %) hebben geen index, 112 ‰ wacht"


@pytest.mark.parametrize("more", [ELLIPSIS, lambda left: f"{ELLIPSIS} (rest {left})"])
@pytest.mark.parametrize("count", [20, 40, 80, 400])
def test_text_shrinks_then_is_shortened(qgis_app, count, more):
    ruler = Ruler()
    fitted = fit(ruler, [words(count)] * 3, theme().text_format("body"), LEAST_POINTS, 60, 30, more)
    assert fitted.height <= 30 and ruler.width(fitted.lines, fitted.format) <= 60
    kept = " ".join(fitted.lines).count("woord")
    assert fitted.shortened == (kept < 3 * count)
    if fitted.shortened:
        assert fitted.format.size() == LEAST_POINTS
        assert fitted.lines[-1].endswith(ELLIPSIS if more == ELLIPSIS else more(3 - kept // count))
        assert more == ELLIPSIS or kept % count == 0, "only whole paragraphs before the line that counts the rest"


def rest(left: int) -> str:
    return f"{ELLIPSIS} (rest {left})"


LISTING = Listing("Dienst, licentie: ", tuple(f"laag {number} van een lange lijst, 1 januari 2024" for number in range(20)))


def test_a_listing_ends_after_any_of_its_items_and_fills_its_box(qgis_app):
    ruler = Ruler()
    fitted = fit(ruler, ["Een inleiding.", LISTING], theme().text_format("small"), LEAST_POINTS, 60, 30, rest)
    written = " ".join(fitted.lines)
    shown = written.count("van een lange lijst")
    assert 0 < shown < 20 and written.startswith("Een inleiding. Dienst, licentie: laag 0 ") and written.endswith(rest(20 - shown))
    assert all(f"laag {number} van een lange lijst, 1 januari 2024" in written for number in range(shown))
    longer = [*fitted.lines[:-1], *ruler.wrap([f"; {LISTING.items[shown]}"], fitted.format, 60), fitted.lines[-1]]
    assert ruler.height(longer, fitted.format) > 30, "no room is left for one more"
    assert str(LISTING) in " ".join(fit(ruler, [LISTING], theme().text_format("small"), LEAST_POINTS, 60, 200, rest).lines)


def test_a_text_goes_on_in_the_next_box_after_a_whole_item(qgis_app):
    ruler, wanted = Ruler(), theme().text_format("small")
    first, second = fit_through(ruler, [LISTING], wanted, LEAST_POINTS, [(60, 22), (50, 120)], rest)
    assert 0 < first.height <= 22 and 0 < second.height <= 120 and not second.shortened
    assert first.format.size() == second.format.size() and ruler.width(second.lines, second.format) <= 50
    written = f"{' '.join(first.lines)}; {' '.join(second.lines)}"
    assert written == str(LISTING), "every item once, the head once"
    one, none = fit_through(ruler, [LISTING], wanted, LEAST_POINTS, [(60, 200), (50, 120)], rest)
    assert " ".join(one.lines) == str(LISTING) and none.lines == () and none.height == 0
    first, second = fit_through(ruler, [LISTING], wanted, LEAST_POINTS, [(60, 12), (50, 12)], rest)
    shown = sum(" ".join(part.lines).count("van een lange lijst") for part in (first, second))
    assert second.shortened and second.lines[-1] == rest(20 - shown) and first.height <= 12 and second.height <= 12


def test_a_word_wider_than_the_box_is_broken(qgis_app):
    ruler = Ruler()
    word = "x" * 100 + "W" * 100 + "i" * 100
    fitted = fit(ruler, [word], theme().text_format("body"), LEAST_POINTS, 40, 100)
    assert "".join(fitted.lines) == word and ruler.width(fitted.lines, fitted.format) <= 40


# --- files


def pixels(path) -> np.ndarray:
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bytes(bits), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), 2::-1]


def test_the_picture_shows_each_unit_in_its_colour(project, tmp_path):
    layout = build_map(project, content(layers=("units",)), "a4")
    export(layout, tmp_path / "map.png", "png")
    drawn = pixels(tmp_path / "map.png")
    assert drawn.shape == (1240, 1753, 3), "A4 at 150 dots per inch"
    left, top, right, bottom = boxes(layout)["map"]
    shown = layout.itemById("map").extent()
    ramp = theme().ramp("need", 5)
    for number, value in enumerate(INDEX):
        column, row = unit(number)
        x = left + (EXTENT[0] + (column + 0.5) * 1000 - shown.xMinimum()) / shown.width() * (right - left)
        y = bottom - (EXTENT[1] + (row + 0.5) * 1000 - shown.yMinimum()) / shown.height() * (bottom - top)
        colour = drawn[round(y / 25.4 * 150), round(x / 25.4 * 150)]
        if value is None:
            assert QColor(*colour.tolist()).saturationF() < 0.12, "grey"
        else:
            assert QColor(*colour.tolist()).name() == ramp[max(np.searchsorted(BREAKS, value) - 1, 0)].name()


@pytest.mark.parametrize("kind", ["pdf", "geopdf", "png", "svg"])
def test_the_same_map_is_the_same_file(project, tmp_path, kind):
    suffix = {"geopdf": "pdf"}.get(kind, kind)
    for name in ("one", "two"):
        export(build_map(project, content(), "a4"), tmp_path / f"{name}.{suffix}", kind)
    assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()
    assert len(list(tmp_path.iterdir())) == 2, "no file beside the two"


def asked(command: str, *arguments) -> str:
    if not shutil.which(command):
        pytest.skip(f"{command} is absent")
    return subprocess.run([command, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("kind", ["pdf", "geopdf"])
def test_the_pdf_is_vector_georeferenced_and_its_text_is_text(project, tmp_path, kind):
    path = tmp_path / "map.pdf"
    layout = build_map(project, content(), "a4")
    export(layout, path, kind)
    assert "De nood is het hoogst in de Noordwijk" in asked("pdftotext", "-layout", path, "-")
    fonts = asked("pdffonts", path).splitlines()[2:]
    assert fonts and all(re.search(r"\byes (yes|no) +(yes|no) ", font) for font in fonts), "embedded"
    assert asked("pdfimages", "-list", path).splitlines()[2:] == []
    assert "A4" in asked("pdfinfo", path) and "Author" not in asked("pdfinfo", path)
    with gdal.Open(str(path)) as dataset:
        assert "Lambert 72" in dataset.GetProjection()
        origin_x, step_x, _, origin_y, _, step_y = dataset.GetGeoTransform()
        left, top, *_ = boxes(layout)["map"]
        dots = dataset.RasterXSize / 297.0
        shown = layout.itemById("map").extent()
        assert origin_x + left * dots * step_x == pytest.approx(shown.xMinimum(), abs=30)
        assert origin_y + top * dots * step_y == pytest.approx(shown.yMaximum(), abs=30)


def test_the_svg_holds_its_texts(project, tmp_path):
    export(build_map(project, content(), "a4"), tmp_path / "map.svg", "svg")
    drawn = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "De nood is het hoogst in de Noordwijk" in re.sub(r"<[^>]+>", "", drawn)


def test_a_place_that_cannot_be_written_leaves_nothing(project, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    layout = build_map(project, content(), "a4")
    with pytest.raises(OpgaveError, match="is a file, not a folder"):
        export(layout, tmp_path / "file" / "map.pdf")
    with pytest.raises(Cancelled):
        export(layout, tmp_path / "new" / "map.pdf", progress=Heard(cancel_after=1))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_templates_shares_add_up():
    template = json.loads((Path(__file__).parents[2] / "resources/layouts/map.json").read_text(encoding="utf-8"))
    for plan in [plan for orientation in ORIENTATIONS for plan in template[orientation]]:
        assert sum(column["width"] for column in plan["columns"]) == pytest.approx(1)
        for columns in (plan["columns"], plan["roomy"].get("columns", plan["columns"])):
            assert {name for column in columns for name in column["blocks"]} == {"legend", "notes", "facts", "sources"}
            assert all(sum(column["blocks"].values()) == pytest.approx(1) for column in columns)
    assert set(template["text_scale"]) == set(PAPERS)


def test_a_map_without_report_does_not_refer_to_one(project):
    layout = build_map(project, replace(crowded(), reported=False), "a4", language=Language("en"))
    written = text(layout, "sources")
    assert written.endswith(f"{ELLIPSIS} and {30 - written.count('Dienst')} more")


def test_the_oldest_data_are_the_oldest_of_all_that_the_sources_name(project):
    lines = [SourceLine(name, "Stad", "CC0", day and datetime.date.fromisoformat(day))
             for name, day in (("Inkomen", "2023-12-31"), ("Zonder", None), ("Overstroming", "2006-05-01"))]  # fmt: skip
    layout = build_map(project, content(sources=tuple(lines)), "a4", language=Language("en"))
    assert "Oldest layer: Overstroming, 1 May 2006" in text(layout, "facts")


@pytest.mark.parametrize(
    ("as_of", "made", "old"),
    [
        (None, ["Gemaakt op 3 februari 2026 met Opgavenkaart"], "(22 maanden oud)"),
        (MADE, ["Gemaakt op 3 februari 2026 met Opgavenkaart"], "(22 maanden oud)"),
        (
            datetime.date(2025, 4, 15),
            ["Gemaakt op 3 februari 2026 met Opgavenkaart", "Ouderdom van de gegevens op 15 april 2025"],
            "(13 maanden oud)",
        ),
    ],
)
def test_a_map_says_when_it_was_made_and_to_which_other_day_it_counts_ages(project, as_of, made, old):
    layout = build_map(project, content(as_of=as_of), "a4", language=Language("nl"))
    assert text(layout, "imprint").split(" · ")[2:] == made
    assert old in text(layout, "facts")


def test_an_unknown_source_says_so(project):
    line = SourceLine("Een laag zonder metadata")
    layout = build_map(project, content(sources=(line,), missing_share=None), "a4", language=Language("en"))
    assert text(layout, "sources") == "publisher unknown, licence unknown: Een laag zonder metadata, date unknown"
    assert "facts" not in boxes(layout)


def drawn_layers(path) -> dict[str, list]:
    """Return the geometries of each layer of a PDF, as GDAL reads them; it takes some squares for the signs of points."""
    with gdal.OpenEx(str(path), gdal.OF_VECTOR) as dataset:
        layers = [dataset.GetLayer(at) for at in range(dataset.GetLayerCount())]
        return {layer.GetName(): [shapely.from_wkb(bytes(feature.geometry().ExportToWkb())) for feature in layer] for layer in layers}


def test_a_geopdf_has_its_layers_and_their_ground_to_a_metre(project, tmp_path):
    path = tmp_path / "map.pdf"
    export(build_map(project, content(), "a4"), path, "geopdf")
    drawn = drawn_layers(path)
    assert set(drawn) == {"Clusters", "Water", "Parken", "Wegen", "Nood"}
    for name, shapes in drawn.items():
        layer = project.mapLayersByName(name)[0]
        wanted = [shapely.from_wkb(bytes(feature.geometry().asWkb())) for feature in layer.getFeatures()]
        assert len(shapes) >= len(wanted), "a hatched area is drawn twice"
        for shape in wanted:
            assert min(shape.centroid.distance(one.centroid) for one in shapes) < 1.0, name
    asked("qpdf", "--check", path)
    groups = {value["/Name"] for value in objects(path) if isinstance(value, dict) and value.get("/Type") == "/OCG"}
    assert {name.removeprefix("u:") for name in groups} == set(drawn), "each layer can be switched on and off"


def objects(path) -> list:
    """Return the objects of a PDF."""
    document = json.loads(asked("qpdf", "--json", path))
    return [found.get("value") for found in document["qpdf"][1].values()]
