"""A page of the atlas as a layout: detail, overview, profile, what lies inside, legend and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from qgis.core import (
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayoutItemMap,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsSimpleFillSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt

from ...model.progress import Progress
from .. import bars, map_texts
from ..language import Language
from ..legends import add_legend
from ..map_blocks import drawn_layers, footer, header, legend_layers, looks_for_paper, map_extent, place_map, section, show_extent
from ..map_content import MapContent
from ..page import Box, areas
from ..sheet import Sheet, new_sheet
from ..styles import kept_style
from ..theme import Theme
from .content import NAMES_SHOWN, Bar, Inside, Page
from .standing import Hearing, Standing

LAYOUT = "Atlas"
ROOM = 1.25
"""Ground that the detail map shows, as a multiple of the area's own size."""
LEAST_GROUND = 400.0
"""Metres that the detail map shows at least."""
SQUARE = 1.0
"""Width over height of the ground that a detail map is planned for."""
STANDS_OUT = 0.1
"""Share of the range of all units by which an indicator must lie towards need before a title speaks of it."""
OUTLINE = (("halo", 3.0), ("ink", 1.6))
"""Border of the page's own area: colours and widths as multiples of a cluster's."""


@dataclass
class Desk:
    """What all pages have in common.

    Attributes
    ----------
    layers, overview : list of QgsMapLayer
        Drawn on the detail and on the overview, the top one first; ``own``, the page's area, comes above them.
    ground : QgsRectangle
        What the overview shows.
    looks : dict or None
        Looks of the layers on this paper by layer id, once they are known.
    shortened : set of int
        Numbers of the pages on which not everything had room.
    standing : Standing or None
        The paper of the page before; None for an empty one.
    """

    project: QgsProject
    content: MapContent
    layers: list[QgsMapLayer]
    overview: list[QgsMapLayer]
    own: QgsVectorLayer
    ground: QgsRectangle
    paper: str
    orientation: str
    theme: Theme
    language: Language
    template: str
    page_count: int
    looks: dict[str, str] | None = None
    shortened: set[int] = field(default_factory=set)
    standing: Standing | None = None


def new_desk(
    project: QgsProject,
    content: MapContent,
    paper: str,
    orientation: str,
    theme: Theme,
    language: Language,
    template: str,
    page_count: int,
    progress: Progress,
) -> Desk:
    """Return the desk at which the pages of a project are drawn."""
    layers = drawn_layers(project, content, progress)
    shapes = [layer for layer in without(layers, "clusters") if isinstance(layer, QgsVectorLayer) and is_area(layer)]
    own = QgsVectorLayer(f"Polygon?crs={project.crs().authid()}", language.tr("Area of the page"), "memory")
    own.setRenderer(QgsSingleSymbolRenderer(own_symbol(theme)))
    project.addMapLayer(own, False)
    ground = map_extent(project, content, layers)
    return Desk(project, content, layers, shapes or layers, own, ground, paper, orientation, theme, language, template, page_count)


def is_area(layer: QgsVectorLayer) -> bool:
    """Whether a layer has areas."""
    return layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry


def own_symbol(theme: Theme) -> QgsFillSymbol:
    """Return the border of the page's own area: dark, on a light casing."""
    borders = []
    for colour, width in OUTLINE:
        border = QgsSimpleFillSymbolLayer()
        border.setBrushStyle(Qt.BrushStyle.NoBrush)
        border.setStrokeColor(theme.colour(colour))
        border.setStrokeWidth(width * theme.widths["cluster"])
        border.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
        borders.append(border)
    return QgsFillSymbol(borders)


def draw_page(desk: Desk, page: Page, progress: Progress) -> QgsPrintLayout:
    """Return a page as a layout of the project; it takes the place of the page before, of which stays what is the same."""
    standing = desk.standing = desk.standing or Standing(empty_sheet(desk, progress))
    sheet = standing.sheet
    if desk.looks is None:
        desk.looks = looks_for_paper(sheet, desk.layers)
    show_own(desk, page)
    finding = title(page, desk.language)
    used = standing.put(("header", finding), lambda: header(sheet, replace(desk.content, title=finding)), first=True)
    parts = areas(sheet.template, desk.orientation, sheet.printable.below(used + sheet.gap), sheet.short, SQUARE)
    detail = put_detail(standing, desk, page, parts.map)
    put_panel(standing, desk, page, detail, parts.columns)
    standing.put(("footer", parts.map, detail.scale()), lambda: footer(sheet, desk.content, parts.footer, detail))
    standing.put(("page", page.number), lambda: page_number(sheet, page, desk.page_count, parts.footer))
    if standing.finish():
        desk.shortened.add(page.number)
    return sheet.layout


def empty_sheet(desk: Desk, progress: Progress) -> Sheet:
    """Return a sheet for all pages; nobody takes a step back on it."""
    hearing = Hearing(progress)
    sheet = new_sheet(desk.project, LAYOUT, desk.template, desk.paper, desk.orientation, desk.theme, desk.language, hearing)
    sheet.layout.undoStack().blockCommands(True)
    return sheet


def title(page: Page, language: Language) -> str:
    """Return the finding: where, and what stands out most there."""
    first = max(page.bars, key=lambda bar: bar.need, default=None)
    if first is None or first.need < STANDS_OUT:
        return page.label
    return language.tr("{area} stands out most in: {indicator}", area=page.label, indicator=within_sentence(first.title))


def within_sentence(words: str) -> str:
    """Return a title as it is written inside a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def show_own(desk: Desk, page: Page) -> None:
    """Have the layer of the page's own area hold this one alone."""
    feature = QgsFeature()
    shape = QgsGeometry()
    shape.fromWkb(bytes.fromhex(page.wkb))
    feature.setGeometry(shape)
    provider = desk.own.dataProvider()
    provider.truncate()
    provider.addFeatures([feature])
    desk.own.updateExtents()


def around(page: Page) -> QgsRectangle:
    """Return the ground of the detail map."""
    ground = QgsRectangle(*page.extent)
    ground.scale(ROOM)
    ground.grow(max(0.0, (LEAST_GROUND - max(ground.width(), ground.height())) / 2))
    return ground


def put_detail(standing: Standing, desk: Desk, page: Page, box: Box) -> QgsLayoutItemMap:
    """Put the map of the page's own area in its box."""
    sheet, ground = standing.sheet, around(page)
    standing.put(("map", box), lambda: place_map(sheet, [desk.own, *desk.layers], ground, box, desk.looks) and None)
    detail = sheet.layout.itemById("map")
    show_extent(detail, ground)
    sheet.layout.setReferenceMap(detail)
    return detail


def put_panel(standing: Standing, desk: Desk, page: Page, detail: QgsLayoutItemMap, columns) -> None:
    """Stack the blocks of each column, each in what the earlier ones leave."""
    content, language, sheet = desk.content, desk.language, standing.sheet
    more, inside = map_texts.more(content, language), inside_lines(page.inside, language)
    heading, lines = map_texts.sources(content, language)
    blocks = {
        "overview": ((), lambda box: put_overview(sheet, desk, box)),
        "profile": (page.bars, lambda box: put_profile(sheet, page.bars, box)),
        "legend": ((), lambda box: add_legend(sheet, detail, legend_layers(content, without(desk.layers, "roads")), box)),
        "inside": (tuple(inside), lambda box: section(sheet, "inside", language.tr("Inside this area"), inside, box, more)),
        "sources": ((), lambda box: section(sheet, "sources", heading, [*map_texts.oldest(content, language), *lines], box, more)),
    }
    for column, shares in columns:
        left = column
        for name, share in shares.items():
            (shown, put), box = blocks[name], left.top(share * left.height)
            used = standing.put((name, shown, box), partial(put, box))
            left = left.below(used + sheet.gap if used else 0.0)


def without(layers: Sequence[QgsMapLayer], kind: str) -> list[QgsMapLayer]:
    """Return the layers but those that this plugin styled as a kind: roads, light on light paper, say nothing in a legend."""
    styles = [(layer, kept_style(layer)) for layer in layers]
    return [layer for layer, style in styles if style is None or style.kind != kind]


def put_overview(sheet: Sheet, desk: Desk, box: Box) -> float:
    """Put the whole city at the top of a box, in its own proportions, with the page's area marked; return the height it takes."""
    height = min(box.height, box.width * desk.ground.height() / desk.ground.width())
    looks = {layer.id(): desk.looks[layer.id()] for layer in desk.overview if layer.id() in desk.looks}
    place_map(sheet, [desk.own, *desk.overview], desk.ground, box.top(height), looks, "overview")
    return height


def put_profile(sheet: Sheet, bars: Sequence[Bar], box: Box) -> float:
    """Put a bar for each indicator below a heading, as many as there is room for; return the height they take."""
    if not bars:
        return 0.0
    language = sheet.language
    used = sheet.write("profile_heading", "heading", [language.tr("Profile against the city")], box)
    how = language.tr(
        "From the lowest to the highest unit of the city; the mark is the city's mean. Red: further towards need than the city."
    )
    used += sheet.write("profile_how", "small", [how], box.below(used)) + sheet.scale
    for number, bar in enumerate(bars):
        height = put_bar(sheet, number, bar, box.below(used))
        if not height:
            sheet.progress.warn("No room on the paper, left out: {words}", words=bar.title)
            break
        used += height
    return used


def put_bar(sheet: Sheet, number: int, bar: Bar, box: Box) -> float:
    """Put one indicator's words, its bar and the city's mark at the top of a box; return the height, 0 where there is no room."""
    words = bar_words(bar, sheet.language)
    return bars.put_bar(sheet, f"bar_{number}", words, bar.share(bar.here) or 0.0, bar.share(bar.city), bar.need > 0, box)


def bar_words(bar: Bar, language: Language) -> str:
    """Return an indicator with the values here and in the city."""
    decimals = decimals_for(bar)
    here, city = language.number(bar.here, decimals), language.number(bar.city, decimals)
    unit = f" {bar.unit}" if bar.unit else ""
    return language.tr("{indicator}: {here}{unit} (city {city})", indicator=bar.title, here=here, city=city, unit=unit)


def decimals_for(bar: Bar) -> int:
    """Return how many decimals tell values of this range apart."""
    span = (bar.high or 0.0) - (bar.low or 0.0)
    return 0 if span >= 50 else 1 if span >= 5 else 2


def inside_lines(rows: Sequence[Inside], language: Language) -> list[str]:
    """Return a line for each layer: title, how many, and the first names."""
    return [inside_line(row, language) for row in rows]


def inside_line(row: Inside, language: Language) -> str:
    """Return title, number and first names of what lies inside."""
    names = row.names[:NAMES_SHOWN]
    if not names:
        return f"{row.title}: {language.number(row.count)}"
    listed = ", ".join(names)
    if row.count > len(names):
        listed = language.tr("{names} and {count} more", names=listed, count=language.number(row.count - len(names)))
    return f"{row.title}: {language.number(row.count)} ({listed})"


def page_number(sheet: Sheet, page: Page, count: int, box: Box) -> None:
    """Write which page it is of how many, at the right of the strip below the map."""
    plan = sheet.template["footer"]["columns"]
    cell = dict(zip(plan, box.columns(list(plan.values()), sheet.gap), strict=True))["page"]
    words = sheet.language.tr("Page {number} of {count}", number=page.number, count=count)
    sheet.write("page", "small", [words], cell, align=Qt.AlignmentFlag.AlignRight)
