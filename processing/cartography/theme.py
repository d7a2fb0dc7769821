"""The house style of maps: colours, ramps, line widths and texts, all from one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import Qgis, QgsFontUtils, QgsTextBufferSettings, QgsTextFormat
from qgis.PyQt.QtGui import QColor, QFont

from ..model.codec import from_json
from ..model.errors import Mistakes, OpgaveError
from ..model.file_places import leads_elsewhere
from ..model.files import read_json
from ..model.house_style import HOUSE_STYLE, SHADES, spread_ramp
from ..model.progress import Progress
from ..model.schema import mistakes, read_schema

TOLD_APART = 5.0
"""Least CIEDE2000 difference between classes that lie apart on a map."""
LOGO_TYPES = (".svg", ".png", ".jpg", ".jpeg")


@dataclass(frozen=True)
class TextStyle:
    """How a kind of text is set: size and least readable size in points on A3, weight, name of its colour."""

    size: float
    least: float
    colour: str
    bold: bool = False


@dataclass(frozen=True)
class RoadClass:
    """Line width in millimetres for the roads whose class is one of ``classes``."""

    width: float
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Theme:
    """Everything that a map's looks are made of.

    Attributes
    ----------
    logo : str
        Path of a picture, relative to the theme's file; empty for none.
    fonts : tuple of str
        Families in order of preference; the first that is installed is used.
    text : dict
        `TextStyle` by role: title, question, heading, body, small, map_label.
    colours : dict
        ``#rrggbb`` by role.
    dark : dict
        What takes their place where the page is dark, by role.
    ramps : dict
        Colours from light to dark by use: need, indicator; ``overlay`` and ``series`` hold colours of equal weight.
    widths : dict
        Line widths and sizes in millimetres by role.
    """

    name: str
    logo: str
    fonts: tuple[str, ...]
    text: dict[str, TextStyle]
    colours: dict[str, str]
    dark: dict[str, str]
    ramps: dict[str, tuple[str, ...]]
    widths: dict[str, float]
    roads: tuple[RoadClass, ...]

    def colour(self, role: str) -> QColor:
        """Return the colour of a role."""
        return QColor(self.colours[role])

    def ramp(self, use: str, count: int = SHADES) -> list[QColor]:
        """Return ``count`` colours from light to dark, evenly spread over the ramp of that use."""
        return [QColor(colour) for colour in spread_ramp(self.ramps[use], count)]

    def shade(self, use: str, place: int) -> QColor:
        """Return one of the `SHADES` of a ramp: 0 is the lightest, 4 the darkest."""
        return self.ramp(use)[place]

    def scaled(self, factor: float) -> Theme:
        """Return the theme for a larger or smaller sheet: line widths, sizes and texts multiplied, the least text sizes kept."""
        text = {role: replace(style, size=style.size * factor) for role, style in self.text.items()}
        roads = tuple(replace(road, width=road.width * factor) for road in self.roads)
        return replace(self, text=text, roads=roads, widths={role: width * factor for role, width in self.widths.items()})

    def family(self) -> str:
        """Return the first font family of the theme that is installed; the last one named where none is."""
        return next((family for family in self.fonts if QgsFontUtils.fontFamilyOnSystem(family)), self.fonts[-1])

    def text_format(self, role: str, scale: float = 1.0) -> QgsTextFormat:
        """Return the format of a kind of text, its size multiplied by ``scale`` but never below the least size."""
        style = self.text[role]
        font = QFont(self.family())
        font.setBold(style.bold)
        result = QgsTextFormat()
        result.setFont(font)
        result.setFamilies(list(self.fonts))
        result.setSizeUnit(Qgis.RenderUnit.Points)
        result.setSize(max(style.size * scale, style.least))
        result.setColor(self.colour(style.colour))
        return result

    def haloed(self, text_format: QgsTextFormat) -> QgsTextFormat:
        """Return the format with a halo, so that it can be read on any ground."""
        halo = QgsTextBufferSettings()
        halo.setEnabled(True)
        halo.setSize(self.widths["halo"])
        halo.setSizeUnit(Qgis.RenderUnit.Millimeters)
        halo.setColor(self.colour("halo"))
        result = QgsTextFormat(text_format)
        result.setBuffer(halo)
        return result


def warn_of_colours(theme: Theme, progress: Progress) -> None:
    """Say which ramps of a theme have classes that some people cannot tell apart (see `analysis.colours`)."""
    from ..analysis.classes import CLASSES  # with numpy, which a window that only shows colours has no need of
    from ..analysis.colours import VISIONS, least_difference

    ramps = {use: [colour.name() for colour in theme.ramp(use, CLASSES)] for use in ("need", "indicator")}
    for use, colours in (ramps | {use: theme.ramps[use] for use in ("overlay", "bivariate")}).items():
        apart, vision = min((least_difference(colours, vision)[0], vision) for vision in VISIONS)
        if apart < TOLD_APART:
            progress.warn(
                "Theme '{theme}': two colours of '{ramp}' differ by only {apart:.1f} (CIEDE2000) as some people see them ({vision});"
                " {least:g} is the least that tells classes apart. Take colours that differ more in lightness.",
                theme=theme.name,
                ramp=use,
                apart=apart,
                vision=vision,
                least=TOLD_APART,
            )


def theme(path: str | Path = "") -> Theme:
    """Return a house style: the file's own choices, and the built-in ones for all that it leaves out.

    Raises
    ------
    OpgaveError
        The file is absent or no JSON, holds unknown keys or values, or names a logo that cannot be used.
    """
    document = read_json(HOUSE_STYLE)
    if not path:
        return from_json(Theme, document)
    own = read_json(path)
    found = mistakes(own, read_schema("theme"), Path(path).name)
    if found:
        raise Mistakes(found)
    if own.get("logo"):
        own["logo"] = str(_logo(Path(path), own["logo"]))
    return from_json(Theme, _merge(document, own))


def _merge(base: dict, own: dict) -> dict:
    result = dict(base)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(base.get(key), dict)
        result[key] = _merge(base[key], value) if both else value
    return result


def _logo(path: Path, name: str) -> Path:
    folder = path.parent.absolute()
    if leads_elsewhere(name, folder) or not (folder / name).resolve().is_relative_to(folder.resolve()):
        raise OpgaveError(
            "Theme '{theme}' names the logo '{logo}', which is not in the theme's own folder: put the picture there.",
            theme=path.name,
            logo=name,
        )
    logo = folder / name
    if logo.suffix.lower() not in LOGO_TYPES or not logo.is_file():
        raise OpgaveError(
            "Theme '{theme}' names the logo '{logo}', which is no existing picture. Give an {types} file, relative to the theme.",
            theme=path.name,
            logo=name,
            types=", ".join(LOGO_TYPES),
        )
    return logo
