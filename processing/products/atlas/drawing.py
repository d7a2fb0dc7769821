"""A page of the atlas as a layout: detail, overview, profile, what lies inside, legend and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayoutItemMap,
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage

from ...analysis.clusters import STANDOUT_POINTS
from ...cartography import bars, map_texts, symbols
from ...cartography.background import with_whole_background
from ...cartography.legends import add_legend
from ...cartography.map_blocks import (
    SOURCE_LIGHTS,
    drawn_layers,
    footer_cells,
    header,
    imprint,
    legend_layers,
    link_scale_bar,
    map_extent,
    north_arrow,
    place_map,
    scale_bar,
    section,
    section_through,
    show_extent,
)
from ...cartography.map_content import MapContent
from ...cartography.map_export import TEXT
from ...cartography.page import PRINT_DPI, Box, areas, read_template
from ...cartography.rendering import png
from ...cartography.sheet import Sheet, new_sheet, put_picture
from ...cartography.styles import kept_style
from ...cartography.text_fit import MM_PER_INCH
from ...cartography.theme import Theme
from ...model.progress import Progress
from ...texts.language import Language
from .kept_blocks import ReusedSheet, ShorteningListener
from .named_layers import Dressed
from .pages import IndicatorBar, Page, PageShortcomings
from .words import bar_words, inside_lines, title

LAYOUT = "Atlas"
ROOM = 1.25
"""Ground that the detail map shows, as a multiple of the area's own size."""
LEAST_GROUND = 400.0
"""Metres that the detail map shows at least."""
SQUARE = 1.0
"""Width over height of the ground that a detail map is planned for."""
SHARED = ("overview", "legend")
"""Blocks that are the same on all pages with a title of the same height, and the same things on the map."""
ON_OVERVIEW = 0.45
"""Width of the border of the page's own area on the overview, as a share of that on the detail."""


@dataclass
class Desk:
    """What all pages have in common.

    Attributes
    ----------
    layers, overview : list of QgsMapLayer
        Drawn on the detail and on the overview, the top one first, in the looks of this paper.
    named : Dressed
        What the detail draws besides.
    own : QgsVectorLayer
        The page's own area: above the overview, and on the detail right below the clusters, whose borders it often shares.
    thin : dict
        What ``own`` looks like on the overview, by layer id.
    ground : QgsRectangle
        What the overview shows.
    found : PageShortcomings
        What there is to say of the pages so far.
    standing : ReusedSheet or None
        The paper of the page before; None for an empty one.
    """

    project: QgsProject
    content: MapContent
    layers: list[QgsMapLayer]
    overview: list[QgsMapLayer]
    named: Dressed
    own: QgsVectorLayer
    thin: dict[str, str]
    ground: QgsRectangle
    paper: str
    orientation: str
    theme: Theme
    language: Language
    template: str
    page_count: int
    found: PageShortcomings = PageShortcomings()
    standing: ReusedSheet | None = None


def new_desk(
    project: QgsProject,
    content: MapContent,
    named: Dressed,
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
    scaled = theme.scaled(read_template(template)["text_scale"][paper])
    own.setRenderer(QgsSingleSymbolRenderer(own_symbol(scaled)))
    project.addMapLayer(own, False)
    thin = {own.id(): look_of(own, own_symbol(scaled.scaled(ON_OVERVIEW)))}
    ground = map_extent(project, content, layers)
    return Desk(
        project, content, layers, shapes or layers, named, own, thin, ground, paper, orientation, theme, language, template, page_count
    )


def is_area(layer: QgsVectorLayer) -> bool:
    """Whether a layer has areas."""
    return layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry


def own_symbol(theme: Theme) -> QgsFillSymbol:
    """Return the border of the page's own area: wide and in a colour of its own, so that a cluster's shows on it."""
    return symbols.outline(theme, "own_area", theme.widths["own_area_casing"])


def look_of(layer: QgsVectorLayer, symbol: QgsFillSymbol) -> str:
    """Return what a layer looks like with a symbol, as a map's override takes it."""
    copy, look = layer.clone(), QgsMapLayerStyle()
    copy.setRenderer(QgsSingleSymbolRenderer(symbol))
    look.readFromLayer(copy)
    return look.xmlData()


def detail_layers(desk: Desk, layers: Sequence[QgsMapLayer]) -> list[QgsMapLayer]:
    """Return what the detail draws, the top one first: points, the map's layers, and the page's own area below the clusters."""
    below = next((place for place, layer in enumerate(layers, 1) if is_kind(layer, "clusters")), 0)
    points, areas = ([layer for layer, _ in named if layer not in layers] for named in (desk.named.points, desk.named.areas))
    return [*points, *layers[:below], desk.own, *areas, *layers[below:]]


def draw_page(desk: Desk, page: Page, progress: Progress) -> QgsPrintLayout:
    """Return a page as a layout of the project; it takes the place of the page before, of which stays what is the same."""
    progress.update((page.number - 1) / desk.page_count)
    standing = desk.standing = desk.standing or empty_standing(desk, progress)
    sheet = standing.sheet
    show_own(desk, page)
    finding = title(page, desk.language)
    used = standing.put(("header", finding), lambda: header(sheet, replace(desk.content, title=finding)), first=True).height
    parts = areas(sheet.template, desk.orientation, sheet.printable.below(used + sheet.gap), sheet.short, SQUARE)
    detail = put_detail(standing, desk, page, parts.map)
    put_panel(standing, desk, page, lay_background(desk, page, detail), detail, parts.columns)
    put_footer(standing, desk, page, detail, parts.footer)
    if standing.finish():
        desk.found |= PageShortcomings(shortened=(page.number,))
    return sheet.layout


def empty_standing(desk: Desk, progress: Progress) -> ReusedSheet:
    """Return an empty sheet for all pages; nobody takes a step back on it, and a picture has letters sooner than their outlines."""
    hearing = ShorteningListener(progress)
    sheet = new_sheet(desk.project, LAYOUT, desk.template, desk.paper, desk.orientation, desk.theme, desk.language, hearing)
    sheet.layout.undoStack().blockCommands(True)
    sheet.layout.renderContext().setTextRenderFormat(TEXT)
    return ReusedSheet(sheet, hearing)


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


def put_detail(standing: ReusedSheet, desk: Desk, page: Page, box: Box) -> QgsLayoutItemMap:
    """Put the map of the page's own area in its box."""
    sheet, ground = standing.sheet, around(page)
    put = standing.put(("map", box), lambda: place_map(sheet, detail_layers(desk, desk.layers), ground, box, {}) and None, shared=True)
    detail = sheet.layout.itemByUuid(put.items[0])
    bar = sheet.layout.itemById("scale_bar")
    if bar:
        bar.setLinkedMap(None)  # QGIS would work it out anew for each step in which the map gets its extent
    show_extent(detail, ground)
    sheet.layout.setReferenceMap(detail)
    return detail


def lay_background(desk: Desk, page: Page, detail: QgsLayoutItemMap) -> MapContent:
    """Return what the page says; where a service leaves holes in the detail, the data's own layers take its place."""
    if not desk.content.background.service:
        return desk.content
    ground = detail.extent()
    corners = (ground.xMinimum(), ground.yMinimum(), ground.xMaximum(), ground.yMaximum())
    content = with_whole_background(desk.project, replace(desk.content, extent=corners))
    if content.background.service:
        detail.setLayers(detail_layers(desk, desk.layers))
    else:
        detail.setLayers(detail_layers(desk, drawn_layers(desk.project, content)))
        desk.found |= PageShortcomings(bare=(page.number,))
    return content


def put_panel(
    standing: ReusedSheet,
    desk: Desk,
    page: Page,
    content: MapContent,
    detail: QgsLayoutItemMap,
    columns: Sequence[tuple[Box, Mapping[str, float]]],
) -> None:
    """Stack the blocks of each column, each in what the earlier ones leave; the sources take what is left of all columns."""
    language, sheet = desk.language, standing.sheet
    inside, more = inside_lines(page.inside, language), map_texts.more(content, language)
    heading, lines = map_texts.sources(content, language)
    sources = (*map_texts.warnings(content, language), *map_texts.oldest(content, language), *lines)
    legend = legend_of(desk, content, detail)
    swatch = {desk.own.id(): own_symbol(sheet.theme.scaled(sheet.scale * ON_OVERVIEW))}
    blocks = {
        "overview": ((), lambda box: put_overview(sheet, desk, box)),
        "profile": (page.bars, lambda box: put_profile(sheet, page.bars, box, content.weighing)),
        "legend": (tuple(title for _, title in legend), lambda box: add_legend(sheet, detail, legend, box, swatch)),
        "inside": (tuple(inside), lambda box: section(sheet, "inside", language.tr("Inside this area"), inside, box, more)),
    }
    free = []
    for left, shares in columns:
        for name, share in shares.items():
            (shown, put), box = blocks[name], left.top(share * left.height)
            used = standing.put((name, shown, box), partial(put, box), shared=name in SHARED).height
            left = left.below(used + sheet.gap if used else 0.0)
        free.append(left)
    put_sources = partial(section_through, sheet, "sources", heading, sources, free, more, SOURCE_LIGHTS)
    standing.put(("sources", sources, tuple(free)), put_sources)


def legend_of(desk: Desk, content: MapContent, detail: QgsLayoutItemMap) -> list[tuple[QgsMapLayer, str]]:
    """Return the layers of the legend with their titles: the index, and of all else what is on the map."""
    of_map = legend_layers(content, without(desk.layers, "roads"))
    classes = [(layer, title) for layer, title in of_map if is_kind(layer, "units")]
    others = [(layer, title) for layer, title in of_map if not is_kind(layer, "units")]
    own = (desk.own, desk.language.tr("Area of this page"))
    named = [*desk.named.points, *(entry for entry in desk.named.areas if entry[0] not in desk.layers)]
    return [*classes, own, *((layer, title) for layer, title in (*others, *named) if is_seen(layer, detail))]


def is_seen(layer: QgsMapLayer, detail: QgsLayoutItemMap) -> bool:
    """Whether any feature of a layer lies on the ground of a map; a layer without features of its own is taken to."""
    if not isinstance(layer, QgsVectorLayer):
        return True
    ground = QgsCoordinateTransform(detail.crs(), layer.crs(), detail.layout().project()).transformBoundingBox(detail.extent())
    request = QgsFeatureRequest(ground).setFlags(QgsFeatureRequest.Flag.ExactIntersect).setLimit(1).setNoAttributes()
    return any(True for _ in layer.getFeatures(request))


def is_kind(layer: QgsMapLayer, kind: str) -> bool:
    """Whether this plugin styled a layer as a kind."""
    style = kept_style(layer)
    return style is not None and style.kind == kind


def without(layers: Sequence[QgsMapLayer], kind: str) -> list[QgsMapLayer]:
    """Return the layers but those that this plugin styled as a kind: roads, light on light paper, say nothing in a legend."""
    return [layer for layer in layers if not is_kind(layer, kind)]


def put_overview(sheet: Sheet, desk: Desk, box: Box) -> float:
    """Put the whole city at the top of a box, in its own proportions, with the page's area marked; return the height it takes.

    The city is the same on each page: it is drawn once and stands as a picture below a map that holds the page's area alone.
    """
    height = min(box.height, box.width * desk.ground.height() / desk.ground.width())
    city = place_map(sheet, desk.overview, desk.ground, box.top(height), {}, "city")
    settings = city.mapSettings(city.extent(), city.rect().size() / MM_PER_INCH * PRINT_DPI, PRINT_DPI, True)
    settings.setFlag(Qgis.MapSettingsFlag.DrawLabeling, False)
    settings.setBackgroundColor(city.backgroundColor())
    settings.setOutputImageFormat(QImage.Format.Format_RGB32)
    put_picture(sheet.layout, "city", png(settings), box.top(height))
    sheet.layout.removeLayoutItem(city)
    place_map(sheet, [desk.own], desk.ground, box.top(height), desk.thin, "overview").setBackgroundEnabled(False)
    return height


def put_profile(sheet: Sheet, bars: Sequence[IndicatorBar], box: Box, weighing: str) -> float:
    """Put a bar for each indicator below a heading, as many as there is room for; return the height they take.

    ``weighing``: by what the means are weighted, as a sentence.
    """
    if not bars:
        return 0.0
    language = sheet.language
    used = sheet.write("profile_heading", "heading", [language.tr("Profile compared with all areas")], box)
    how = language.tr(
        "From the lowest to the highest area; the mark is all areas together. Red: a need score of {points} points or more above the mean.",
        points=language.number(STANDOUT_POINTS),
    )
    used += sheet.write("profile_how", "small", [f"{how} {weighing}".strip()], box.below(used)) + sheet.scale
    for number, bar in enumerate(bars):
        height = put_bar(sheet, number, bar, box.below(used))
        if not height:
            sheet.progress.warn("No room on the paper, left out: {words}", words=bar.title)
            break
        used += height
    return used


def put_bar(sheet: Sheet, number: int, bar: IndicatorBar, box: Box) -> float:
    """Put one indicator's words, its bar and the mark of all areas at the top of a box; return the height, 0 where there is no room."""
    words = bar_words(bar, sheet.language)
    return bars.put_bar(sheet, f"bar_{number}", words, bar.share(bar.here) or 0.0, bar.share(bar.whole), bar.raised, box)


def put_footer(standing: ReusedSheet, desk: Desk, page: Page, detail: QgsLayoutItemMap, box: Box) -> None:
    """Put the strip below the map, with the number of the page at its right."""
    sheet = standing.sheet
    cells = footer_cells(sheet, box)
    standing.put(("north", box), lambda: north_arrow(sheet, cells["north"]))
    standing.put(("scale_bar", box), lambda: scale_bar(sheet, cells["scale_bar"]) and None)
    link_scale_bar(sheet.layout.itemById("scale_bar"), detail, cells["scale_bar"])
    standing.put(("imprint", box, detail.scale()), lambda: imprint(sheet, desk.content, cells["imprint"], detail))
    words, right = sheet.language.tr("Page {number} of {count}", number=page.number, count=desk.page_count), Qt.AlignmentFlag.AlignRight
    standing.put(("page", box, words), lambda: sheet.write("page", "small", [words], cells["page"], align=right))
