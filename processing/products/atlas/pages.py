"""What a page of the atlas holds; a process that only draws pages needs no more of how they came about."""

from __future__ import annotations

from dataclasses import dataclass

from ...analysis.clusters import STANDOUT_POINTS

NAMES_SHOWN = 8
"""Names of a layer's points on a page at most."""


@dataclass(frozen=True)
class IndicatorBar:
    """One indicator of an area beside that of all areas.

    Attributes
    ----------
    here, whole : float or None
        Over the units inside, and over all units, as ``averaged`` says (see `analysis.means`); None where no unit has a value.
    low, high : float or None
        The lowest and highest value of any unit.
    need : float
        Points of need (0-100) by which the area's mean score lies above that of all areas; negative: below it.
    averaged : str
        How the values of several units became one, in words.
    """

    title: str
    unit: str
    here: float | None
    whole: float | None
    low: float | None
    high: float | None
    need: float
    averaged: str = ""

    @property
    def raised(self) -> bool:
        """Whether the area stands out in it towards need, by the rule for the causes that maps and reports name."""
        return self.need >= STANDOUT_POINTS

    def share(self, value: float | None) -> float | None:
        """Return where a value lies between lowest (0) and highest (1)."""
        if value is None or self.low is None or self.high is None:
            return None
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5


@dataclass(frozen=True)
class Inside:
    """The points of one layer in an area.

    Attributes
    ----------
    title, record : str
        The layer's title, and the id of its record.
    count : int
        How many points lie in the area.
    names : tuple of str
        The first `NAMES_SHOWN` names, each once, in the order of the alphabet.
    named : int
        How many of the points bear one of these names.
    """

    title: str
    count: int
    names: tuple[str, ...] = ()
    named: int = 0
    record: str = ""


@dataclass(frozen=True)
class NamedLayer:
    """A layer of the bundle that the details show with its names.

    Attributes
    ----------
    key : str
        Its key in the project.
    title : str
        What the legend calls it.
    role : str
        A key of `named_layers.LOOKS`.
    name : str
        The field with the names; empty for none.
    """

    key: str
    title: str
    role: str
    name: str = ""


@dataclass(frozen=True)
class Page:
    """One page: an area (``wkb`` as hexadecimal digits, in the map's coordinate system) and what there is to say of it.

    ``cause``: the indicator by which the area stands out most, in words; empty where none does. ``certainty``: how probably it
    belongs to a cluster of need, or of several units how many of their people are estimated to; a clause, empty where that was not drawn.
    """

    number: int
    label: str
    wkb: str
    extent: tuple[float, ...]
    bars: tuple[IndicatorBar, ...] = ()
    inside: tuple[Inside, ...] = ()
    cause: str = ""
    certainty: str = ""


@dataclass(frozen=True)
class PageShortcomings:
    """Numbers of pages on which not everything had room, and of those on which the background service did not come whole."""

    shortened: tuple[int, ...] = ()
    bare: tuple[int, ...] = ()

    def __or__(self, other: PageShortcomings) -> PageShortcomings:
        """Return what was found on the pages of both."""
        return PageShortcomings(tuple(sorted({*self.shortened, *other.shortened})), tuple(sorted({*self.bare, *other.bare})))
