"""Where things stand on a sheet: boxes worked out from the proportions of a template file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..model.errors import OpgaveError
from ..model.files import RESOURCES, read_json

PAPERS = ("a3", "a4", "a2")
ORIENTATIONS = ("landscape", "portrait")
TEMPLATES = ("map", "side_panel", "before_after", "small_multiples", "bivariate")
TITLE_TEXTS = {
    "map": "One map",
    "side_panel": "Map with clusters beside it",
    "before_after": "Before and after, side by side",
    "small_multiples": "A small map per indicator",
    "bivariate": "Need and supply in one map",
}
ABOUT_TEXTS = {
    "map": "Legend, where to begin, ages and sources beside the map.",
    "side_panel": "The first clusters with their people, and bars of what drives each.",
    "before_after": "Two layers, a plan and a proposal, or two years, in the same classes.",
    "small_multiples": "All indicators at one scale and by one rule of classes.",
    "bivariate": "Two numbers, each in three classes, with a legend of nine colours.",
}
ATLAS_TEMPLATES = ("atlas",)
FORMATS = {"pdf": ".pdf", "geopdf": ".pdf", "png": ".png", "svg": ".svg"}
EDITABLE = "qpt"
"""The format of a map that somebody goes on with in QGIS."""
MAP_FORMATS = FORMATS | {EDITABLE: ".qpt"}
PRINT_DPI = 300.0
WIDER = (1.0, 0.5, 0.0)
"""How far panels grow for texts that do not fit, the farthest first."""
SCREEN_DPI = 150.0


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet, in millimetres from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def inset(self, margin: float) -> Box:
        """Return the box without a margin on all four sides."""
        return Box(self.x + margin, self.y + margin, self.width - 2 * margin, self.height - 2 * margin)

    def below(self, used: float) -> Box:
        """Return what is left of the box under its first ``used`` millimetres."""
        return Box(self.x, self.y + used, self.width, max(self.height - used, 0.0))

    def top(self, height: float) -> Box:
        """Return the upper part of the box."""
        return Box(self.x, self.y, self.width, height)

    def rows(self, count: int, gap: float) -> list[Box]:
        """Return boxes of equal height one below the other, ``gap`` apart."""
        height = (self.height - gap * (count - 1)) / count
        return [Box(self.x, self.y + number * (height + gap), self.width, height) for number in range(count)]

    def columns(self, shares: Sequence[float], gap: float) -> list[Box]:
        """Return boxes side by side whose widths have these proportions, ``gap`` apart."""
        room = (self.width - gap * (len(shares) - 1)) / sum(shares)
        x, boxes = self.x, []
        for share in shares:
            boxes.append(Box(x, self.y, share * room, self.height))
            x += share * room + gap
        return boxes


@dataclass(frozen=True)
class PageParts:
    """The parts of a sheet below its header: the map, the strip under it, and the panel's columns with their blocks.

    ``wider`` divides the same sheet with a larger panel, for texts that do not fit; None where the template gives them no more room.
    A block's number is its share of the column where not all of its blocks fit. Blocks that are ``lowered`` stand at the foot of it.
    """

    map: Box
    footer: Box
    columns: list[tuple[Box, Mapping[str, float]]]
    lowered: Sequence[str]
    wider: PageParts | None = None


def read_template(name: str) -> dict:
    """Return the proportions of a layout: ``resources/layouts/<name>.json``."""
    known = (*TEMPLATES, *ATLAS_TEMPLATES)
    if name not in known:
        raise OpgaveError("There is no layout '{name}'. Choose one of {names}.", name=name, names=", ".join(known))
    return read_json(RESOURCES / "layouts" / f"{name}.json")


def areas(template: Mapping, orientation: str, body: Box, short: float, aspect: float) -> PageParts:
    """Divide what is below the header between map, footer and panel, by the plan of the template that shows the ground largest.

    Parameters
    ----------
    template : mapping
        What `read_template` returned.
    orientation : str
        ``landscape`` or ``portrait``.
    body : Box
        The room below the header.
    short : float
        The paper's short side in millimetres.
    aspect : float
        Width of the ground to be shown divided by its height: a narrow city leaves more room to the panel.
    """
    gap, footer_height = template["gap"] * short, template["footer"]["height"] * short
    upper = Box(body.x, body.y, body.width, body.height - footer_height - gap)
    footer = Box(body.x, upper.bottom + gap, body.width, footer_height)
    divided = [(plan, *PANELS[plan["panel"]](plan, upper, gap, aspect, 0.0)) for plan in template[orientation]]
    plan, _, _ = max(divided, key=lambda parts: min(parts[1].width, parts[1].height * aspect))

    def arrange(growth: float, roomier: PageParts | None) -> PageParts:
        map_box, panel = PANELS[plan["panel"]](plan, upper, gap, aspect, growth)
        arranged = plan["roomy"].get("columns", plan["columns"]) if growth else plan["columns"]
        boxes = panel.columns([column["width"] for column in arranged], gap)
        columns = [(box, column["blocks"]) for box, column in zip(boxes, arranged, strict=True)]
        return PageParts(map_box, footer, columns, plan["lowered"], roomier)

    *wider, usual = WIDER if "roomy" in plan else WIDER[-1:]
    roomier = None
    for growth in wider:
        roomier = arrange(growth, roomier)
    return arrange(usual, roomier)


def _beside(plan: Mapping, upper: Box, gap: float, aspect: float, growth: float) -> tuple[Box, Box]:
    panel_width = _panel(plan, upper.width, upper.height * aspect, growth)
    map_width = upper.width - panel_width - gap
    return Box(upper.x, upper.y, map_width, upper.height), Box(upper.x + map_width + gap, upper.y, panel_width, upper.height)


def _above(plan: Mapping, upper: Box, gap: float, aspect: float, growth: float) -> tuple[Box, Box]:
    panel_height = _panel(plan, upper.height, upper.width / aspect, growth)
    map_height = upper.height - panel_height - gap
    return upper.top(map_height), upper.below(map_height + gap)


def _panel(plan: Mapping, whole: float, wanted_by_map: float, growth: float) -> float:
    """Return the panel's size: what the map leaves of the whole, within the plan's limits.

    ``growth``: how far (0-1) it goes on from there to its size in the plan's ``roomy`` form, for texts that do not fit.
    """
    size = min(max(whole - wanted_by_map, plan["least"] * whole), plan["most"] * whole)
    return size + growth * max(plan["roomy"]["size"] * whole - size, 0.0) if growth else size


PANELS = {"right": _beside, "below": _above}
