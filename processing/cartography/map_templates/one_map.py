"""One map with its panel: the plain one, and the one that tells of the first clusters beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qgis.core import QgsPrintLayout

from ...model.errors import OpgaveError
from ..bars import put_bar
from ..map_blocks import all_fits, legend_layers, place_map, show_extent, usual_blocks
from ..map_content import ClusterProfile
from ..page import Box
from ..sheet import Sheet, move
from .request import MapOrder, begin, finish

MOST_NEED = 100.0
WANTED, MOST_BARS = 5, 3
"""So many clusters are told of, with fewer bars each where they need the room; more of them where there is room."""
COLUMN_WIDTH = 62.0
"""Least width of a column of clusters in millimetres, on A3."""


def plain(order: MapOrder) -> QgsPrintLayout:
    """Return the map with legend, where to begin, ages and sources beside it."""
    return _one(order, order.language.tr("Map"))


def side_panel(order: MapOrder) -> QgsPrintLayout:
    """Return the map with the first clusters beside it: name, people, and bars of what drives each.

    Raises
    ------
    OpgaveError
        The project keeps no clusters' profiles.
    """
    if not order.content.profiles:
        raise OpgaveError(
            "Project '{project}' has no clusters, which the layout 'side_panel' shows: choose the project of an integrated map with"
            " clusters, or another layout.",
            project=order.project.baseName(),
        )
    return _one(order, order.language.tr("Map with clusters"))


def _one(order: MapOrder, title: str) -> QgsPrintLayout:
    layers = order.layers()
    extent = order.extent(layers)
    sheet, parts = begin(order, title, extent.width() / extent.height())
    shown = place_map(sheet, layers, extent, parts.map)
    blocks = usual_blocks(order.content, order.language, shown, legend_layers(order.content, layers))
    blocks["clusters"] = lambda sheet, box: put_clusters(sheet, order.content.profiles, box, order.content.weighing)
    while parts.wider and not all_fits(sheet, parts, blocks):
        parts = parts.wider
    move(shown, parts.map)
    show_extent(shown, extent)
    return finish(order, sheet, parts, shown, blocks)


def put_clusters(sheet: Sheet, profiles: Sequence[ClusterProfile], box: Box, weighing: str) -> float:
    """Put the clusters at the top of a box, the first five with fewer bars each rather than not at all; return the height they take.

    ``weighing``: by what the means are weighted, as a sentence.
    """
    tr = sheet.language.tr
    used = sheet.write("clusters_heading", "heading", [tr("Where to begin")], box)
    how = tr("Bars: points of need from 0 to 100; the mark is the mean of all areas.")
    used += sheet.write("clusters_how", "small", [f"{how} {weighing}".strip()], box.below(used)) + sheet.gap / 2
    columns = box.below(used).columns([1] * max(1, int(box.width / (COLUMN_WIDTH * sheet.scale))), sheet.gap)
    shown = profiles
    for bars in range(MOST_BARS, 0, -1):
        shown = [replace(profile, bars=profile.bars[:bars]) for profile in profiles]
        places = stack_boxes(sheet, shown, columns)
        if len(places) >= min(len(shown), WANTED):
            break
    for number, (profile, place) in enumerate(zip(shown, places, strict=False), start=1):
        put_cluster(sheet, f"cluster_{number}", profile, place)
    for profile in profiles[len(places) : WANTED]:
        sheet.progress.warn("No room on the paper, left out: {words}", words=profile.title)
    return used + max((place.bottom for place in places), default=columns[0].y) - columns[0].y


def stack_boxes(sheet: Sheet, profiles: Sequence[ClusterProfile], columns: Sequence[Box]) -> list[Box]:
    """Return a box for each cluster, down one column after the other, as far as there is room for whole ones."""
    places, at, used = [], 0, 0.0
    for profile in profiles:
        height = cluster_height(sheet, profile, columns[0])
        if used + height > columns[0].height:
            at, used = at + 1, 0.0
        if at == len(columns) or height > columns[0].height:
            break
        places.append(columns[at].below(used).top(height))
        used += height + sheet.gap / 2
    return places


def cluster_height(sheet: Sheet, profile: ClusterProfile, box: Box) -> float:
    """Return the height that a cluster takes with all of its bars."""
    sizes = sum(sheet.template["bar"].values()) * sheet.scale
    heights = [sheet.fit(role, [words], box.width, box.height).height for role, words in _texts(profile)]
    return sum(heights) + sizes * len(profile.bars) + sheet.scale


def put_cluster(sheet: Sheet, name: str, profile: ClusterProfile, box: Box) -> float:
    """Put a cluster's name, size and bars at the top of a box; return the height they take."""
    used = sheet.write(name, "heading", [profile.title], box)
    used += sheet.write(f"{name}_size", "small", [profile.size], box.below(used)) + sheet.scale
    for number, bar in enumerate(profile.bars):
        strong = bar.here > bar.whole
        used += put_bar(sheet, f"{name}_bar_{number}", bar.words, bar.here / MOST_NEED, bar.whole / MOST_NEED, strong, box.below(used))
    return used


def _texts(profile: ClusterProfile) -> list[tuple[str, str]]:
    return [("heading", profile.title), ("small", profile.size), *(("body", bar.words) for bar in profile.bars)]
