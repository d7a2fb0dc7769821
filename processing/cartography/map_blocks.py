"""The parts of printed maps: which layers are drawn, and the blocks that stand on a sheet."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsLayoutItem,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutMeasurement,
    QgsLayoutSize,
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt

from ..model.errors import OpgaveError
from ..model.files import RESOURCES
from ..model.progress import SILENT, Progress
from ..qgis_io.true_scale import ground_metres
from ..texts.language import Language
from . import map_texts, symbols
from .added_layers import is_added, shown_layers
from .legends import add_legend, well_read
from .map_content import LegendEntry, MapContent, layer_key
from .page import Box, PageParts
from .sheet import MILLIMETRES, NO_LIGHTS, Sheet, picture, put_item
from .style import Style
from .styles import apply, keeps_looks, kept_style
from .text_fit import Ending, Listing, most_that
from .theme import Theme

NORTH = RESOURCES / "layouts" / "north.svg"
SCALE_STEPS = ((2.0, 0.05), (5.0, 0.1), (10.0, 0.25))
ROUND_LENGTHS = (1.0, 2.0, 5.0, 10.0)
ROOM_AROUND = 1.04
SMALLEST_EXTENT = 1e-4
LABEL_MARGIN = 2.0
BAR_HEIGHT = 1.6
ENDLESS = 10_000.0
"""Millimetres in which any block finds all the room that it needs."""
LETTER_STEPS = 8
"""Sizes of letters that are tried between the smallest and the usual ones."""
HAIR = 1e-3
"""Millimetres that a block gets above its height, so that no rounding counts."""
LEAST_LINES = 4
"""Lines of small text for which a box must have room before a text goes on in it."""
REASON_SHARE = 0.3
"""The largest share of a legend's box that the reason of its classes may take."""
SOURCE_LIGHTS = {sign: light for light, sign in map_texts.LIGHTS.items()}
"""The signs of freshness, each with the name of its colour in the theme."""


Block = Callable[[Sheet, Box], float]
"""Puts a part of a panel at the top of a box of a sheet, and returns the height that it takes; 0 where it has nothing to say."""


def drawn_layers(project: QgsProject, content: MapContent, progress: Progress = SILENT) -> list[QgsMapLayer]:
    """Return the layers of the map, the top one first: those that the content names, else those that the project shows.

    What someone added to the project lies on top. Layers that cannot be opened are left out with a warning.
    """
    shown = shown_layers(project)
    if content.layers:
        by_key = {layer_key(layer): layer for layer in project.mapLayers().values()}
        shown = [*(layer for layer in shown if is_added(layer, content)), *(by_key[key] for key in content.layers if key in by_key)]
    valid = [layer for layer in shown if layer.isValid()]
    for layer in shown:
        if not layer.isValid():
            progress.warn("Layer '{layer}' cannot be opened and is not on the map.", layer=layer.name())
    if not valid:
        raise OpgaveError(
            "Project '{project}' shows no layer that can be drawn: switch one on, or repair its source.", project=project.baseName()
        )
    return valid


def legend_layers(content: MapContent, layers: Sequence[QgsMapLayer]) -> list[tuple[QgsMapLayer, str]]:
    """Return the legend's layers with their titles; without a legend in the content every vector layer that is drawn."""
    by_key = {layer_key(layer): layer for layer in layers}
    untold = [layer for layer in layers if isinstance(layer, QgsVectorLayer) and (not content.legend or is_added(layer, content))]
    entries = [*(LegendEntry(layer_key(layer), content.titles.get(layer.id(), layer.name())) for layer in untold), *content.legend]
    return [(by_key[entry.key], entry.title) for entry in entries if entry.key in by_key]


def map_extent(project: QgsProject, content: MapContent, layers: Sequence[QgsMapLayer]) -> QgsRectangle:
    """Return what the map shows, in the project's CRS: the content's extent, else all features that are drawn."""
    extent = QgsRectangle(*content.extent) if content.extent else _combine_extents(project, layers)
    if extent.isNull() or not extent.isFinite():
        raise OpgaveError("The layers of project '{project}' have no extent: there is nothing to draw.", project=project.baseName())
    least = SMALLEST_EXTENT * max(abs(extent.xMaximum()), abs(extent.yMaximum()), 1.0)
    extent.grow(max(0.0, (least - min(extent.width(), extent.height())) / 2))
    return extent


def _combine_extents(project: QgsProject, layers: Sequence[QgsMapLayer]) -> QgsRectangle:
    """Return the extent of the vector layers, of all layers where there are none; a service covers the whole world."""
    vectors = [layer for layer in layers if isinstance(layer, QgsVectorLayer)] or layers
    extent = QgsRectangle()
    for layer in vectors:
        transform = QgsCoordinateTransform(layer.crs(), project.crs(), project)
        extent.combineExtentWith(transform.transformBoundingBox(layer.extent()))
    return extent


def round_scale(scale: float) -> float:
    """Return the next rounder scale denominator that shows at least as much."""
    power = 10.0 ** math.floor(math.log10(scale))
    digits = scale / power
    step = next(step for limit, step in SCALE_STEPS if digits <= limit)
    return math.ceil(digits / step - 1e-9) * step * power


def header(sheet: Sheet, content: MapContent) -> float:
    """Write title and question, and put the logo beside them; return the height they take."""
    plan = sheet.template["header"]
    whole = sheet.printable.top(plan["most"] * sheet.printable.height)
    box = whole
    if sheet.theme.logo:
        box, logo = whole.columns([1 - plan["logo"], plan["logo"]], sheet.gap)
        picture(sheet.layout, "logo", Path(sheet.theme.logo), logo)
    used = 0.0
    for name, text in (("title", content.title), ("question", content.question)):
        room = box.below(used)
        used += sheet.write(name, name, [text], room.top(plan["blocks"][name] * room.height))
    return whole.height if sheet.theme.logo else used


def place_map(
    sheet: Sheet, layers: Sequence[QgsMapLayer], extent: QgsRectangle, box: Box, looks: dict[str, str] | None = None, name: str = "map"
) -> QgsLayoutItemMap:
    """Put a map in its box, at a round scale where the CRS measures in metres; ``looks`` are those that `looks_for_paper` gives."""
    item = QgsLayoutItemMap(sheet.layout)
    put_item(sheet.layout, item, name, box)
    item.setCrs(sheet.project.crs())
    item.setLayers(list(layers))
    item.setKeepLayerSet(True)
    item.setLayerStyleOverrides(looks_for_paper(sheet, layers) if looks is None else looks)
    item.setKeepLayerStyles(bool(item.layerStyleOverrides()))
    item.setBackgroundColor(sheet.theme.colour("land"))
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(sheet.theme.colour("frame"))
    item.setFrameStrokeWidth(QgsLayoutMeasurement(sheet.theme.widths["frame"], MILLIMETRES))
    item.setLabelMargin(QgsLayoutMeasurement(LABEL_MARGIN, MILLIMETRES))
    show_extent(item, extent)
    return item


def show_extent(item: QgsLayoutItemMap, extent: QgsRectangle) -> None:
    """Have a map show an extent with some room around it, at a round scale where the CRS measures in metres."""
    shown = QgsRectangle(extent)
    shown.scale(ROOM_AROUND)
    item.zoomToExtent(shown)
    if not item.crs().isGeographic():
        item.setScale(item.scale() * round_scale(true_scale(item)) / true_scale(item))


def true_scale(item: QgsLayoutItemMap) -> float:
    """Return the denominator of a map's scale on the ground, in its middle: in Web Mercator QGIS tells that of the equator."""
    scale, centre = item.scale(), item.extent().center()
    return scale if item.crs().isGeographic() else scale * ground_metres(item.crs(), centre.x(), centre.y())


def looks_for_paper(sheet: Sheet, layers: Sequence[QgsMapLayer], share: float = 1.0) -> dict[str, str]:
    """Return, by layer id, the looks with lines and labels in proportion to the paper, where they are not so already.

    ``share``: size of the map as a share of the paper that is usual.
    """
    if sheet.scale * share == 1.0:
        return {}
    kept = [(layer, style) for layer in layers if (style := kept_style(layer)) and keeps_looks(layer)]
    looks = looks_of(kept, sheet.theme.scaled(sheet.scale * share), sheet.language)
    return {layer.id(): look for (layer, _), look in zip(kept, looks, strict=True)}


def looks_of(styled: Sequence[tuple[QgsVectorLayer, Style]], theme: Theme, language: Language) -> list[str]:
    """Return what each layer looks like in a style, as a map's override takes it; the layers themselves keep their looks."""
    copies: dict[str, QgsVectorLayer] = {}
    found = []
    for layer, style in styled:
        copy = copies.get(layer.id()) or copies.setdefault(layer.id(), layer.clone())
        look = QgsMapLayerStyle()
        apply(copy, style, theme, language)
        look.readFromLayer(copy)
        found.append(look.xmlData())
    return found


def usual_blocks(
    content: MapContent, language: Language, map_item: QgsLayoutItemMap, legend: Sequence[tuple[QgsMapLayer, str]]
) -> dict[str, Block]:
    """Return the usual blocks of a panel."""
    more = map_texts.more(content, language)
    facts, sources = map_texts.age_and_completeness(content, language), map_texts.sources(content, language)
    heights: dict[float, float] = {}
    return {
        "legend": lambda sheet, box: legend_with_reason(sheet, content, map_item, legend, box, heights),
        "notes": lambda sheet, box: put_notes(sheet, content, box, more),
        "facts": lambda sheet, box: section(sheet, "facts", *facts, box, more, SOURCE_LIGHTS),
        "sources": lambda sheet, box: section(sheet, "sources", *sources, box, more, SOURCE_LIGHTS),
    }


def put_notes(sheet: Sheet, content: MapContent, box: Box, more: Ending) -> float:
    """Put the short list beside the map, and how many more there are, at the top of a box; return the height they take."""
    left = content.notes_left
    if not left:
        return section(sheet, "notes", content.notes_title, content.notes, box, more)
    return section(sheet, "notes", content.notes_title, [*content.notes, more(left)], box, lambda cut: more(cut - 1 + left))


def legend_with_reason(
    sheet: Sheet,
    content: MapContent,
    map_item: QgsLayoutItemMap,
    legend: Sequence[tuple[QgsMapLayer, str]],
    box: Box,
    heights: dict[float, float],
) -> float:
    """Put the legend at the top of a box, and below it why the classes lie where they do; return the height they take.

    ``heights``: of the legend in its usual letters, by width; QGIS takes so long to set one that none is set twice to measure it.
    """
    if not legend:
        return 0.0
    width = round(box.width, 3)
    if width not in heights:
        heights[width] = add_legend(sheet.scratch(), map_item, legend, replace(box, height=ENDLESS))
    reason = [content.class_reason] if content.class_reason else []
    small = replace(sheet, letters=0.0)
    kept = small.fit("small", reason, box.width, REASON_SHARE * box.height).height + sheet.gap / 2 if reason else 0.0
    if sheet.unseen:
        least = well_read(sheet)
        used = heights[width] * (least + sheet.letters * (1.0 - least))
    else:
        used = add_legend(sheet, map_item, legend, box.top(box.height - kept), usual=heights[width])
    written = sheet.write("classes", "small", reason, box.below(used + sheet.gap / 2))
    return used + (sheet.gap / 2 + written if written else 0.0)


def put_columns(sheet: Sheet, parts: PageParts, blocks: Mapping[str, Block]) -> None:
    """Stack the blocks of each column in the largest letters in which all of them fit.

    Where even the smallest do not, the room is shared out, and what a block leaves of its share goes to the blocks below it.
    """
    for column, shares in parts.columns:

        def heights(step: int, column: Box = column, shares: Mapping[str, float] = shares) -> dict[str, float]:
            return block_heights(sheet, column, shares, blocks, step / LETTER_STEPS)

        def fits(step: int, column: Box = column, heights: Callable[[int], dict[str, float]] = heights) -> bool:
            return stack_height(heights(step).values(), sheet.gap) <= column.height

        step = LETTER_STEPS if fits(LETTER_STEPS) else most_that(LETTER_STEPS - 1, fits)
        needs, lettered = heights(step), replace(sheet, letters=step / LETTER_STEPS)
        left, end, names = column, column.y, [*needs]
        for number, name in enumerate(names):
            waiting = names[number:]
            room = left.height - sheet.gap * (len(waiting) - 1)
            height = share_out(room, [needs[one] for one in waiting], [shares[one] for one in waiting])[0]
            used = blocks[name](lettered, left.top(min(height + HAIR, left.height)))
            end = left.y + used if used else end
            left = left.below(used + sheet.gap if used else 0.0)
        _lower(sheet, [name for name in names if name in parts.lowered], column.bottom - end)


def all_fits(sheet: Sheet, parts: PageParts, blocks: Mapping[str, Block]) -> bool:
    """Whether all blocks are whole in their columns, at least in the smallest letters."""
    return all(
        stack_height(block_heights(sheet, column, shares, blocks, 0.0).values(), sheet.gap) <= column.height
        for column, shares in parts.columns
    )


def block_heights(sheet: Sheet, column: Box, shares: Mapping[str, float], blocks: Mapping[str, Block], letters: float) -> dict[str, float]:
    """Return how high each block of a column gets in letters of a size, but for those that have nothing to say."""
    unseen, endless = sheet.scratch(letters), replace(column, height=ENDLESS)
    heights = {name: blocks[name](unseen, endless) for name in shares}
    return {name: height for name, height in heights.items() if height}


def stack_height(heights: Collection[float], gap: float) -> float:
    """Return the height of blocks one below the other."""
    return sum(heights) + gap * max(len(heights) - 1, 0)


def share_out(room: float, heights: Sequence[float], shares: Sequence[float]) -> list[float]:
    """Return the height that each block of a column gets: its own where all fit in the room.

    Else a block gets what it needs of its share, and what it leaves of that goes to the others by their shares.
    """
    needed, parts = np.array(heights), np.array(shares)
    if needed.sum() <= room:
        return list(heights)
    given, short = np.zeros(len(needed)), np.ones(len(needed), bool)
    while short.any():
        given[short] = max(room - given[~short].sum(), 0.0) * parts[short] / parts[short].sum()
        satisfied = short & (given >= needed)
        if not satisfied.any():
            break
        given[satisfied] = needed[satisfied]
        short &= ~satisfied
    return [float(height) for height in given]


def _lower(sheet: Sheet, blocks: Sequence[str], room: float) -> None:
    """Move the last blocks of a column down to its foot, where a reader looks for sources."""
    for item in sheet.layout.items():
        if isinstance(item, QgsLayoutItem) and item.id().removesuffix("_heading") in blocks:
            item.attemptMoveBy(0, room)


def section(
    sheet: Sheet,
    name: str,
    heading: str,
    paragraphs: Sequence[str | Listing],
    box: Box,
    more: str | Ending,
    lights: Mapping[str, str] = NO_LIGHTS,
) -> float:
    """Write a heading with paragraphs below it and return the height they take; ``lights``: signs that get a colour of the theme."""
    if not paragraphs:
        return 0.0
    used = sheet.write(f"{name}_heading", "heading", [heading], box)
    role = "small" if name == "sources" else "body"
    below = sheet.write(name, role, paragraphs, box.below(used), more, lights=lights)
    return used + below


def section_through(
    sheet: Sheet,
    name: str,
    heading: str,
    paragraphs: Sequence[str | Listing],
    boxes: Sequence[Box],
    more: Ending,
    lights: Mapping[str, str] = NO_LIGHTS,
) -> None:
    """Write a heading with small paragraphs below it: in the first box that holds all, else from box to box.

    A box without room for some lines is left empty.
    """
    if not paragraphs:
        return
    line = sheet.fit("small", [heading], sheet.short, sheet.short).height
    roomy = [box for box in boxes if box.height >= LEAST_LINES * line]
    if not roomy:
        sheet.progress.warn("No room on the paper, left out: {words}", words=heading)
        return
    high = sheet.fit("heading", [heading], roomy[0].width, roomy[0].height).height
    whole = [box for box in roomy if not sheet.fit("small", paragraphs, box.width, box.height - high, more).shortened]
    roomy = whole[:1] or roomy
    used = sheet.write(f"{name}_heading", "heading", [heading], roomy[0])
    sheet.write_through(name, "small", paragraphs, [roomy[0].below(used), *roomy[1:]], more, lights)


def footer(sheet: Sheet, content: MapContent, box: Box, map_item: QgsLayoutItemMap) -> None:
    """Put north arrow, scale bar, scale, CRS and date in the strip below the map."""
    cells = footer_cells(sheet, box)
    north_arrow(sheet, cells["north"])
    link_scale_bar(scale_bar(sheet, cells["scale_bar"]), map_item, cells["scale_bar"])
    imprint(sheet, content, cells["imprint"], map_item)


def footer_cells(sheet: Sheet, box: Box) -> dict[str, Box]:
    """Return the boxes in the strip below the map by name."""
    plan = sheet.template["footer"]["columns"]
    return dict(zip(plan, box.columns(list(plan.values()), sheet.gap), strict=True))


def north_arrow(sheet: Sheet, box: Box) -> None:
    """Put the north arrow in its box."""
    picture(sheet.layout, "north", NORTH, box, sheet.theme.colour("ink"))


def imprint(sheet: Sheet, content: MapContent, box: Box, map_item: QgsLayoutItemMap) -> None:
    """Write scale, CRS and date."""
    lines = map_texts.imprint(content, sheet.project.crs(), true_scale(map_item), sheet.paper, sheet.language)
    sheet.write("imprint", "small", lines, box, align=Qt.AlignmentFlag.AlignRight)


def scale_bar(sheet: Sheet, box: Box) -> QgsLayoutItemScaleBar:
    """Put a bar of two equal parts in its box, of no map yet."""
    bar = QgsLayoutItemScaleBar(sheet.layout)
    bar.setStyle("Line Ticks Up")
    bar.setNumberOfSegmentsLeft(0)
    bar.setNumberOfSegments(2)
    bar.setTextFormat(sheet.theme.text_format("small", sheet.scale))
    plain = bar.numericFormat().clone()
    plain.setShowThousandsSeparator(False)  # it would be the machine's own, whatever the map's language
    bar.setNumericFormat(plain)
    bar.setHeight(BAR_HEIGHT * sheet.scale)
    bar.setLineSymbol(symbols.line(sheet.theme.colour("ink"), sheet.theme.widths["scale_bar"] * sheet.scale))
    put_item(sheet.layout, bar, "scale_bar", box)
    return bar


def link_scale_bar(bar: QgsLayoutItemScaleBar, map_item: QgsLayoutItemMap, box: Box) -> None:
    """Give each part of the bar in a box, which has no map, the round number of kilometres or metres that suits a map's scale.

    The map comes last: with one, QGIS works out the bar's size again for each of its settings.
    """
    segment = round_length(true_scale(map_item) / 1000.0 * box.width / 3.0)
    kilometres = segment >= 1000.0
    bar.setUnits(Qgis.DistanceUnit.Kilometers if kilometres else Qgis.DistanceUnit.Meters)
    bar.setUnitLabel("km" if kilometres else "m")
    bar.setUnitsPerSegment(segment / 1000.0 if kilometres else segment)
    bar.attemptResize(QgsLayoutSize(box.width, box.height, MILLIMETRES))
    bar.setLinkedMap(map_item)


def round_length(metres: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is not above ``metres``."""
    power = 10.0 ** math.floor(math.log10(metres))
    return max(step * power for step in ROUND_LENGTHS if step * power <= metres * (1 + 1e-9))
