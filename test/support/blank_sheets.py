"""The empty sheets in `resources/layouts/sheets`: the house style on paper, for QGIS's own 'New from template'."""

from collections.abc import Iterator

from opgavenkaart.processing.cartography.map_blocks import footer_cells, north_arrow, place_map, scale_bar
from opgavenkaart.processing.cartography.page import ORIENTATIONS, PAPERS, Box
from opgavenkaart.processing.cartography.sheet import Sheet, new_sheet, put_item
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.qgis_io.reproducible_files import settle_looks
from opgavenkaart.processing.texts.language import LANGUAGES, Language
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLegendStyle,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtXml import QDomDocument

FLANDERS = QgsRectangle(22_000, 153_000, 259_000, 245_000)
"""What the map shows until somebody has it show the map of the window."""
TITLE = "[% coalesce(nullif(@project_title, ''), @project_basename) %]"
SOURCES = (
    "[% array_to_string(array_distinct(array_filter("
    "array_foreach(@layers, layer_property(@element, 'attribution')), @element <> '')), '; ') %]"
)
SCALE = "1:[% format_number(item_variables('map')['map_scale'], 0, '{code}') %]"
DAY = "[% format_date(now(), 'd MMMM yyyy', '{code}') %]"
ORIENTATION_NAMES = {"nl": {"landscape": "liggend", "portrait": "staand"}, "en": {"landscape": "landscape", "portrait": "portrait"}}
SHARE = 0.7
"""Of the body that the map takes; the legend has the rest."""


def make_sheets() -> Iterator[tuple[str, str]]:
    """Yield the path below the folder and the text of each sheet."""
    for code in LANGUAGES:
        for paper in PAPERS:
            for orientation in ORIENTATIONS:
                name = f"Opgavenkaart {paper.upper()} {ORIENTATION_NAMES[code][orientation]}"
                yield f"{code}/{name}.qpt", make_sheet(name, paper, orientation, Language(code))


def make_sheet(name: str, paper: str, orientation: str, language: Language) -> str:
    """Return an empty sheet as QGIS's template."""
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:31370"))
    sheet = new_sheet(project, name, "map", paper, orientation, theme(), language, SILENT)
    paper_box, gap = sheet.printable, sheet.gap
    title, low = 0.08 * paper_box.height, sheet.template["footer"]["height"] * sheet.short
    body = Box(paper_box.x, paper_box.y + title + gap, paper_box.width, paper_box.height - title - low - 2 * gap)
    if orientation == "landscape":
        map_box, panel = body.columns([SHARE, 1 - SHARE], gap)
    else:
        map_box, panel = body.top(SHARE * body.height), body.below(SHARE * body.height + gap)
    put_label(sheet, "title", TITLE, "title", paper_box.top(title))
    shown = place_map(sheet, [], FLANDERS, map_box, {})
    shown.setKeepLayerSet(False)
    shown.setKeepLayerStyles(False)
    shown.setCrs(QgsCoordinateReferenceSystem())
    put_legend(sheet, panel.top(0.8 * panel.height), shown)
    put_label(sheet, "sources", f"{language.tr('Sources')}: {SOURCES}", "small", panel.below(0.8 * panel.height))
    cells = footer_cells(sheet, Box(body.x, body.bottom + gap, body.width, low))
    north_arrow(sheet, cells["north"])
    bar = scale_bar(sheet, cells["scale_bar"])
    bar.setUnits(Qgis.DistanceUnit.Kilometers)
    bar.setUnitLabel("km")
    bar.setSegmentSizeMode(Qgis.ScaleBarSegmentSizeMode.FitWidth)
    bar.setMinimumBarWidth(0.3 * cells["scale_bar"].width)
    bar.setMaximumBarWidth(0.9 * cells["scale_bar"].width)
    bar.setLinkedMap(shown)
    imprint = f"{SCALE} - {DAY}".replace("{code}", language.code)
    put_label(sheet, "imprint", imprint, "small", cells["imprint"], Qt.AlignmentFlag.AlignRight)
    document = QDomDocument("Layout")
    document.appendChild(sheet.layout.writeXml(document, QgsReadWriteContext()))
    return settle_looks(document.toString(1))


def put_label(sheet: Sheet, name: str, text: str, role: str, box: Box, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
    """Put a text that QGIS works out, in the house style."""
    item = QgsLayoutItemLabel(sheet.layout)
    item.setText(text)
    item.setTextFormat(sheet.theme.text_format(role, sheet.scale))
    item.setHAlign(align)
    item.setMarginX(0)
    item.setMarginY(0)
    put_item(sheet.layout, item, name, box)


def put_legend(sheet: Sheet, box: Box, shown) -> None:
    """Put a legend of all that the project has, which follows it."""
    legend = QgsLayoutItemLegend(sheet.layout)
    legend.setLinkedMap(shown)
    legend.setAutoUpdateModel(True)
    legend.setLegendFilterByMapEnabled(False)
    legend.setResizeToContents(True)
    for style, role in (
        (QgsLegendStyle.Style.Title, "heading"),
        (QgsLegendStyle.Style.Group, "heading"),
        (QgsLegendStyle.Style.Subgroup, "body"),
        (QgsLegendStyle.Style.SymbolLabel, "small"),
    ):
        own = legend.style(style)
        own.setTextFormat(sheet.theme.text_format(role, sheet.scale))
        legend.setStyle(style, own)
    put_item(sheet.layout, legend, "legend", box)
