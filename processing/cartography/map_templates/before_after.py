"""Two maps of the same areas side by side: a plan and a proposal, or two years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from qgis.core import QgsPrintLayout, QgsProject

from ...analysis.classes import Classes, map_classes
from ...analysis.means import mean
from ...model.errors import OpgaveError
from ...model.results import proposed_index_field
from ...texts.language import Language
from ..map_blocks import section, usual_blocks
from ..map_content import layer_key
from ..page import Box
from ..sheet import Sheet
from ..style import Style
from .grid import Cell, put_grid
from .pairs import Pair, pair_of, shown_numbers
from .request import MapOrder, NumberLayer, adopt_layer, background_of, begin, finish, of_project

PROPOSAL = "proposal:"
SHOWN = 3
"""Largest rises and falls that are named."""
FINDING_TEXTS = {
    "layers": "Areas that rise a class or more: {up}; that fall: {down}",
    "proposal": "By '{proposal}', areas that rise a class or more: {up}; that fall: {down}",
    "vintages": "Areas that rise a class or more compared with the other areas: {up}; that fall: {down}",
    "same": "No area changes class",
}


RELATIVE = "relative"
METHOD_TEXTS = {
    RELATIVE: (
        "Each map compares its own areas with each other: an area that rises does so compared with the other areas, its own need may have"
        " fallen. 'Compare bundles' shows the change in need."
    ),
    "other": "The indicators, weights or rules of the two maps differ: part of the change comes from the method.",
    "unknown": (
        "One of the maps does not say by which indicators, weights and rules it was made: part of the change may come from the method."
    ),
}
"""What is said of two indices of which each has a scale of its own, and of two maps that are not known to be made in one way."""


@dataclass(frozen=True)
class ComparedLayers:
    """What is compared: two layers, what each map is called, the English template of the title, and keys of `METHOD_TEXTS`."""

    before: NumberLayer
    after: NumberLayer
    titles: tuple[str, str]
    template: str
    notes: tuple[str, ...] = ()


def before_after(order: MapOrder) -> QgsPrintLayout:
    """Return the two maps at one scale and in the same classes, with what changed beside them.

    Raises
    ------
    OpgaveError
        There are no two layers to compare.
    """
    compared = what(order)
    pair = pair_of(compared.before, compared.after, order.content.unit_name, order.content.people_field)
    classes = map_classes(np.concatenate([shown_numbers(compared.before), shown_numbers(compared.after)]))
    up, down = count_moves(pair, classes)
    tr = order.language.tr
    counts = {"up": order.language.number(up), "down": order.language.number(down)}
    order = order.found(tr(compared.template if up or down else FINDING_TEXTS["same"], **counts, proposal=compared.after.title))
    template = classes.reason
    reason = tr("Both maps: {rule}", rule=tr(template, count=len(classes)))
    order = replace(order, content=replace(order.content, class_reason=reason))
    layers = order.layers()
    extent = order.extent(layers)
    aspect = extent.width() / extent.height() * (2 if order.orientation == "landscape" else 0.5)
    sheet, parts = begin(order, tr("Before and after"), aspect)
    both = (adopt_layer(order, compared.before), adopt_layer(order, compared.after))
    cells = [Cell(one.layer, _style(one, classes), title) for one, title in zip(both, compared.titles, strict=True)]
    maps = put_grid(sheet, cells, background_of(layers), extent, parts.map)
    fuller = int(np.isnan(shown_numbers(both[1])).any())
    lines = change_lines(pair, compared, order.content.weighing, order.language)
    legend = [(both[fuller].layer, compared.before.title)]
    blocks = usual_blocks(order.content, order.language, maps[fuller], legend)
    return finish(order, sheet, parts, maps[fuller], {**blocks, "changes": lambda sheet, box: _changes(sheet, lines, box)})


def what(order: MapOrder) -> ComparedLayers:
    """Return what is compared: the layers that the user names; else the index and that of a second project; else that of a proposal."""
    tr, titles = order.language.tr, order.content.titles
    if order.shown and len(order.shown) != 2:
        raise OpgaveError("The layout 'before_after' compares two layers, and {count} are given: name two.", count=len(order.shown))
    if order.shown:
        before, after = order.named
        return ComparedLayers(before, after, (before.title, after.title), FINDING_TEXTS["layers"])
    if order.other:
        before, after = main_layer(order.project, titles), main_layer(order.other[0], titles)
        dates = order.language.date(order.content.day), order.language.date(order.other[1].day)
        methods = {order.content.method, order.other[1].method}
        method = () if len(methods) == 1 else ("unknown",) if "" in methods else ("other",)
        relative = layer_key(before.layer) == layer_key(after.layer) == "units"
        template = FINDING_TEXTS["vintages" if relative else "layers"]
        return ComparedLayers(before, after, dates, template, ((RELATIVE,) if relative else ()) + method)
    proposal = next((layer for layer in order.project.layerTreeRoot().layerOrder() if layer_key(layer).startswith(PROPOSAL)), None)
    if proposal is None:
        raise OpgaveError("'Before and after' needs two maps: choose two layers, a second project, or a challenge with proposals.")
    before = main_layer(order.project, titles)
    field = proposed_index_field(layer_key(proposal).removeprefix(PROPOSAL))
    name = titles.get(layer_key(proposal), proposal.name())
    return ComparedLayers(
        before,
        replace(before, field=field, title=name),
        (tr("The challenge itself"), tr("Proposal: {title}", title=name)),
        FINDING_TEXTS["proposal"],
    )


def main_layer(project: QgsProject, titles: Mapping[str, str]) -> NumberLayer:
    """Return the layer that a project is about: the need index, else the first with a number."""
    found = of_project(project, titles)
    if not found:
        raise OpgaveError("Project '{project}' has no layer of areas that shows a number by class.", project=project.baseName())
    return next((one for one in found if layer_key(one.layer) == "units"), found[0])


def count_moves(pair: Pair, classes: Classes) -> tuple[int, int]:
    """Return how many areas rise and fall a class or more."""
    known = np.isfinite(pair.first) & np.isfinite(pair.second)
    before, after = (classes.find(values[known]) for values in (pair.first, pair.second))
    return int((after > before).sum()), int((after < before).sum())


def change_lines(pair: Pair, compared: ComparedLayers, weighing: str, language: Language) -> list[str]:
    """Return what changed in words: the mean and its weighting, the areas without one of both values, the largest rises and falls.

    Of two indices with a scale of their own no mean is told: it stays about where it is, whatever happens to need.
    """
    known = np.isfinite(pair.first) & np.isfinite(pair.second)
    if not known.any():
        return [language.tr("No area has both values.")]
    change = pair.second - pair.first
    people = None if pair.people is None else pair.people[known]
    lines = [language.tr(METHOD_TEXTS[note]) for note in compared.notes]
    if RELATIVE not in compared.notes:
        means = [language.number(mean(values[known], people), 1) for values in (pair.first, pair.second)]
        told = language.tr("Mean: {before} before, {after} after.", before=means[0], after=means[1])
        lines.insert(0, f"{told} {weighing}".strip())
    if not known.all():
        lines.append(language.tr("Not compared, as one of both values is missing: {count} areas.", count=int((~known).sum())))
    return lines + [line for line in (_most(pair, np.where(known, sign * change, np.nan), sign, language) for sign in (1, -1)) if line]


def _most(pair: Pair, change: np.ndarray, sign: int, language: Language) -> str:
    """Return the line of the largest rises (sign 1) or falls (-1); empty where there are none with a name."""
    order = [at for at in np.argsort(-np.nan_to_num(change, nan=-np.inf), kind="stable")[:SHOWN] if change[at] > 0 and pair.names[at]]
    if not order:
        return ""
    mark = "+" if sign > 0 else "\u2212"
    areas = ", ".join(f"{pair.names[at]} ({mark}{language.number(change[at], 1)})" for at in order)
    return language.tr("Rises most: {areas}.", areas=areas) if sign > 0 else language.tr("Falls most: {areas}.", areas=areas)


def _style(of: NumberLayer, classes: Classes) -> Style:
    kind = "indicator" if of.unit else "units"
    return Style(kind, of.field, classes.edges, of.unit)


def _changes(sheet: Sheet, lines: list[str], box: Box) -> float:
    return section(sheet, "changes", sheet.language.tr("Changes"), lines, box, "\u2026")
