"""The 285 Flemish municipalities since 1 January 2025, with the names and codes that the mergers of 2019 and 2025 took away."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from . import codec
from .files import RESOURCES, read_json
from .search import fold_text
from .text import Text

PATH = RESOURCES / "municipalities.json"


@dataclass(frozen=True)
class Municipality:
    """One municipality.

    Attributes
    ----------
    nis : str
        Its code of five digits.
    extent : tuple of int
        Bounding box in metres of EPSG:31370: xmin, ymin, xmax, ymax.
    merged : int
        Year on the first of January of which it was made by a merger; 0 where it was not.
    formerly : dict of str to str
        NIS code and name of the municipalities that merged into it then, apart from one that kept its code.
    """

    nis: str
    name: str
    extent: tuple[int, ...]
    merged: int = 0
    formerly: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Name and code."""
        return f"{self.name} ({self.nis})"

    @property
    def names(self) -> tuple[str, ...]:
        """What may be typed for it: its title, and names and codes of before the mergers with it behind them."""
        former = (f"{name} ({nis}) > {self.title}" for nis, name in self.formerly.items())
        return (self.title, *former)


BRUSSELS = {
    "21001": ("Anderlecht",),
    "21002": ("Oudergem", "Auderghem"),
    "21003": ("Sint-Agatha-Berchem", "Berchem-Sainte-Agathe"),
    "21004": ("Brussel", "Bruxelles", "Brussels"),
    "21005": ("Etterbeek",),
    "21006": ("Evere",),
    "21007": ("Vorst", "Forest"),
    "21008": ("Ganshoren",),
    "21009": ("Elsene", "Ixelles"),
    "21010": ("Jette",),
    "21011": ("Koekelberg",),
    "21012": ("Sint-Jans-Molenbeek", "Molenbeek-Saint-Jean", "Molenbeek"),
    "21013": ("Sint-Gillis", "Saint-Gilles"),
    "21014": ("Sint-Joost-ten-Node", "Saint-Josse-ten-Noode"),
    "21015": ("Schaarbeek", "Schaerbeek"),
    "21016": ("Ukkel", "Uccle"),
    "21017": ("Watermaal-Bosvoorde", "Watermael-Boitsfort"),
    "21018": ("Sint-Lambrechts-Woluwe", "Woluwe-Saint-Lambert"),
    "21019": ("Sint-Pieters-Woluwe", "Woluwe-Saint-Pierre"),
}
"""NIS codes and names, Dutch and French, of the nineteen municipalities of the Brussels-Capital Region."""


def find_brussels(text: str) -> Text | None:
    """Return the Dutch and the English name of the municipality of Brussels that a name or a code means; None where none is meant."""
    wanted = fold_text(text)
    names = next((names for nis, names in BRUSSELS.items() if wanted in map(fold_text, (nis, *names))), None)
    return Text(names[0], names[-1] if names[0] == "Brussel" else names[0]) if names else None


@lru_cache
def municipalities() -> dict[str, Municipality]:
    """Return the municipalities by NIS code, in the order of their names."""
    found = codec.from_json(tuple[Municipality, ...], read_json(PATH)["municipalities"])
    return {one.nis: one for one in sorted(found, key=lambda one: one.name)}


def find_municipality(text: str) -> Municipality | None:
    """Return the municipality of a name, a code or a title, also of before its merger; None where none is meant.

    Accents, capitals and hyphens do not matter. A name of today goes before one of the past.

    >>> find_municipality("Kruibeke").title
    'Beveren-Kruibeke-Zwijndrecht (46030)'
    """
    return _municipalities_by_name().get(fold_text(text))


@lru_cache
def _municipalities_by_name() -> dict[str, Municipality]:
    """Return the municipalities by all that may stand for each, as `fold_text` writes it."""
    known = municipalities().values()
    now = [(text, one) for one in known for text in (one.nis, one.name, one.title)]
    before = [(text, one) for one in known for nis, name in one.formerly.items() for text in describe_former(one, nis, name)]
    return {fold_text(text): one for text, one in reversed((*now, *before))}  # the first that has a name keeps it


def describe_former(one: Municipality, nis: str, name: str) -> tuple[str, ...]:
    """Return what stands for a former municipality."""
    return nis, name, f"{name} ({nis})", f"{name} ({nis}) > {one.title}"
