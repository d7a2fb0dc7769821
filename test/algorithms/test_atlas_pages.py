"""What stands on the pages of an atlas: the page's own area apart from clusters, points and names, each source named or counted."""

import re
from dataclasses import replace

import pytest
import shapely
from opgavenkaart.processing.cartography.page import ORIENTATIONS, PAPERS
from opgavenkaart.processing.cartography.project_copy import read_project
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.codec import from_json, to_json
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.products.atlas import named_layers, writing
from opgavenkaart.processing.products.atlas.content import inside_of, pages_of, titles_passed_on
from opgavenkaart.processing.products.atlas.drawing import draw_page
from opgavenkaart.processing.products.atlas.pages import Inside, NamedLayer
from opgavenkaart.processing.products.atlas.words import inside_line
from opgavenkaart.processing.products.bundles import open_bundle
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.maps import boxes, cut_off, overlaps
from qgis.core import QgsLayoutExporter, QgsRectangle
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

DUTCH = Language("nl")
POINTS = "service_centres"


@pytest.fixture(scope="module")
def bundle(demo_bundle):
    return open_bundle(demo_bundle("warm_homes")["OUTPUT_FOLDER"])


@pytest.fixture
def drawn(bundle):
    """Draw a page and return its layout, with the desk; projects are cleared afterwards."""
    projects = []

    def draw(table: str, number: int = 0, paper="a4", orientation="landscape", language="nl", **changes):
        code = Language(language)
        pages = pages_of(bundle.read(table), bundle, code)
        named = named_layers.named_layers(bundle, pages, titles_passed_on(bundle, code))
        project = read_project(bundle.file(".qgz"))
        projects.append(project)
        path = str(bundle.file(".qgz"))
        job = writing.AtlasJob(path, "", "", "atlas", paper, orientation, language, "png", bundle.as_of, pages, named)
        desk = writing.desk_of(job, project, SILENT)
        desk.content = replace(desk.content, **changes)
        return draw_page(desk, pages[number], SILENT), desk

    yield draw
    for project in projects:
        project.clear()


def legend_titles(layout) -> list[str]:
    """Return what stands above or beside the symbols of each layer in the legend."""
    nodes = layout.itemById("legend").model().rootGroup().children()
    return [str(node.customProperty("legend/title-label")).replace("\n", " ") for node in nodes]


def strokes(symbol) -> list[tuple[str, float]]:
    return [(layer.strokeColor().name(), layer.strokeWidth()) for layer in symbol.symbolLayers()]


def test_the_pages_own_area_is_drawn_apart_from_clusters_and_the_legend_has_both(drawn):
    layout, desk = drawn("clusters")
    own = desk.own.renderer().symbol()
    clusters = next(layer for layer in layout.itemById("map").layers() if layer.customProperty("opgavenkaart/key") == "clusters")
    casing, line = strokes(own)
    other = strokes(clusters.renderer().symbol())
    assert line[0] not in {colour for colour, _ in other}
    assert line[1] > max(width for _, width in other), "a cluster's own border leaves its edges to be seen"
    assert casing[0] == theme().colours["halo"] and casing[1] > line[1]
    titles = legend_titles(layout)
    assert titles.index("Gebied van deze pagina") < titles.index("Cluster van nood")
    shown = layout.itemById("map").layers()
    assert shown.index(clusters) < shown.index(desk.own) < len(shown) - 1


def alike(colour: QColor, other: QColor) -> bool:
    return max(abs(a - b) for a, b in zip(colour.getRgb(), other.getRgb(), strict=True)) < 25


def test_the_border_of_the_pages_own_area_is_seen_all_around(drawn):
    """Along its border there is the colour of the page's own area, on the detail as on the overview."""
    layout, desk = drawn("neighbourhoods", paper="a3")
    image = QgsLayoutExporter(layout).renderPageToImage(0, QSize(), 100)
    wanted = QColor(theme().colours["own_area"])
    shape = next(desk.own.getFeatures()).geometry()
    ring = shapely.get_exterior_ring(max(shapely.get_parts(shapely.from_wkb(bytes(shape.asWkb()))), key=shapely.area))
    for name, least in (("map", 0.9), ("overview", 0.9)):
        item, (left, top, right, bottom) = layout.itemById(name), boxes(layout)[name]
        ground = item.extent()
        seen = []
        for point in shapely.line_interpolate_point(ring, range(0, int(ring.length), max(1, int(ring.length) // 60))):
            x = left + (point.x - ground.xMinimum()) / ground.width() * (right - left)
            y = bottom - (point.y - ground.yMinimum()) / ground.height() * (bottom - top)
            near = [(round(x / 25.4 * 100) + dx, round(y / 25.4 * 100) + dy) for dx in range(-6, 7) for dy in range(-6, 7)]
            seen.append(any(alike(image.pixelColor(*place), wanted) for place in near))
        assert sum(seen) / len(seen) >= least, name


def test_the_points_of_the_challenge_are_drawn_with_their_names(bundle, drawn):
    points, areas = bundle.read(POINTS), bundle.read("neighbourhoods").geometry
    within = shapely.intersects(areas[:, None], points.geometry[None, :])
    number = int(within.any(axis=1).argmax())
    layout, _ = drawn("neighbourhoods", number)
    top = layout.itemById("map").layers()[0]
    assert top.customProperty("opgavenkaart/key") == POINTS and top.name() in legend_titles(layout)
    assert top.labelsEnabled() and "name" in top.labeling().settings().fieldName
    inside = layout.itemById("inside").text().replace("\n", " ")
    assert all(name in inside for name in points.table["name"][within[number]])


def test_a_legend_names_only_what_is_on_the_map(bundle, drawn):
    title = titles_passed_on(bundle, DUTCH)[POINTS]
    points = bundle.read(POINTS).geometry
    said = set()
    for number in range(len(bundle.read("neighbourhoods"))):
        layout, _ = drawn("neighbourhoods", number)
        ground = layout.itemById("map").extent()
        there = any(ground.contains(QgsRectangle(*shapely.bounds(point))) for point in points)
        assert (title in legend_titles(layout)) == there
        said.add(there)
        if said == {True, False}:
            return
    pytest.fail("all pages are alike")


def test_layers_with_many_points_do_not_hide_the_ground(bundle):
    pages = pages_of(bundle.read("clusters"), bundle, DUTCH)
    counts = {row.record: max(page.inside[at].count for page in pages) for at, row in enumerate(pages[0].inside)}
    assert counts["addresses"] > named_layers.MOST_POINTS > named_layers.MOST_NAMES > counts[POINTS]
    found = {one.key: one for one in named_layers.named_layers(bundle, pages, titles_passed_on(bundle, DUTCH))}
    assert "addresses" not in found and found[POINTS].role == "points" and found[POINTS].name == "name"
    middle = tuple(replace(page, inside=tuple(replace(row, count=named_layers.MOST_NAMES + 1) for row in page.inside)) for page in pages)
    found = {one.key: one for one in named_layers.named_layers(bundle, middle, titles_passed_on(bundle, DUTCH))}
    assert found[POINTS].role == "many_points" and not found[POINTS].name


def test_the_ground_bears_the_names_of_neighbourhoods_streets_parks_and_units(bundle):
    pages = pages_of(bundle.read("clusters"), bundle, DUTCH)
    titles = titles_passed_on(bundle, DUTCH)
    found = [(one.key, one.role, one.name) for one in named_layers.named_layers(bundle, pages, titles) if one.role != "points"]
    assert found == [
        ("roads", "roads", "name"), ("parks", "parks", "name"), ("water", "water", "name"),
        ("neighbourhoods", "areas", "name"), ("units", "units", "sector_name"),
    ]  # fmt: skip
    kept = {id: title for id, title in titles.items() if id not in ("roads", "neighbourhoods")}
    assert not {"roads", "neighbourhoods"} & {one.key for one in named_layers.named_layers(bundle, pages, kept)}


def test_capitals_of_a_source_are_written_as_people_do(bundle, drawn):
    units = bundle.read("units").table["sector_name"]
    loud = units[units.str.isupper()].iloc[0]
    layout, _ = drawn("units", int(units.index[units == loud][0]))
    assert loud not in layout.itemById("title").text().replace("\n", " ")
    assert layout.itemById("title").text().replace("\n", " ").lower().startswith(loud.lower())
    layer = next(layer for layer in layout.itemById("map").layers() if layer.customProperty("opgavenkaart/key") == "units")
    assert loud.title().split()[0] in layer.labeling().settings().fieldName


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("paper", PAPERS)
def test_each_source_is_named_or_counted_and_none_is_dropped_above_blank_paper(drawn, paper, orientation):
    for language, background in (("nl", "Achtergrond:"), ("en", "Background:")):
        layout, desk = drawn("clusters", paper=paper, orientation=orientation, language=language)
        texts = [item for item in layout.items() if re.fullmatch(r"sources(_\d+)?", getattr(item, "id", str)())]
        texts.sort(key=lambda item: item.id())
        written = re.sub(r"<[^>]*>", "", " ".join(item.text() for item in texts)).replace("\n", " ")
        layers = written[written.index(background) :]
        left = re.search(r"(?:en nog|and) (\d+)(?: more)? \(", written)
        named = [line.title for line in desk.content.sources if f"{line.title}, " in layers]
        assert len(named) + (int(left[1]) if left else 0) == len(desk.content.sources) > 5
        if left:
            last = texts[-1]
            line = last.sizeWithUnits().height() / (last.text().count("\n") + 1)
            free = boxes(layout)["page"][1] - desk.standing.sheet.gap - boxes(layout)[last.id()][3]
            assert free < 5 * line, "the next one, with its publisher, would have no room"
        assert overlaps(layout) == [("city", "overview")] and cut_off(layout) == []


def test_the_names_inside_are_each_written_once_and_the_rest_is_counted():
    names = ["b", "a", "a", "", *"cdefghij"]
    found = inside_of("stops", "Haltes", names)
    assert found == Inside("Haltes", 12, tuple("abcdefgh"), 9, "stops")
    assert inside_line(found, DUTCH) == "Haltes: 12 (a, b, c, d, e, f, g, h en nog 3)"
    assert inside_line(inside_of("stops", "Haltes", ["b", "a"]), DUTCH) == "Haltes: 2 (a, b)"
    assert inside_line(inside_of("stops", "Haltes", ["", ""]), DUTCH) == "Haltes: 2"
    assert inside_line(inside_of("stops", "Haltes", ["a", ""]), DUTCH) == "Haltes: 2 (a en nog 1)"


def test_titles_of_layers_are_in_the_language_of_the_page(bundle):
    dutch, english = (titles_passed_on(bundle, Language(code)) for code in ("nl", "en"))
    assert dutch.keys() == english.keys()
    assert (dutch["parks"], english["parks"]) == ("Parken", "Parks")


def test_a_job_goes_to_another_process_as_it_is(bundle):
    pages = pages_of(bundle.read("clusters"), bundle, DUTCH)
    named = (NamedLayer("parks", "Parken", "parks", "name"),)
    job = writing.AtlasJob("x.qgz", "", "", "atlas", "a4", "portrait", "nl", "pdf", bundle.as_of, pages, named, 25)
    assert from_json(writing.AtlasJob, to_json(job)) == job
