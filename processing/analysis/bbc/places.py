"""Actions that name a place: a gazetteer of areas and streets, looked up in titles and texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ...model.files import RESOURCES, read_json
from ..features import Features
from .plan import PolicyPlan
from .words import fold_words

SHORTEST = 4
LONGEST = 6
"""Words of a text that are looked up as one name, at most."""
PART_OF_STREET = 0.1
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
BETWEEN_NAMES = re.compile(r"\s+[-–/]\s+|\s*[/;&]\s*")
CODE = re.compile(r"\w*\d\w*")


@dataclass(frozen=True)
class Area:
    """What an area is called, its need where known (else NaN), and the municipality it lies in where known (its NIS code)."""

    name: str
    need: float = np.nan
    nis_code: str = ""


@dataclass(frozen=True)
class NamedAreas:
    """The areas that an action names.

    Attributes
    ----------
    areas : tuple of int
        Places in the list of areas, in its order.
    names : tuple of str
        What was read, areas and streets as they are called, in the order of the text.
    """

    areas: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


class Gazetteer:
    """Names of places, each with the areas that it stands for; ``nis_code`` keeps a name to the plan of its own municipality.

    Names are compared without accents, hyphens and spaces, *St.* as *Sint*: ``Antwerpsesteenweg`` is *Antwerpse Steenweg*.
    """

    def __init__(self, areas: Sequence[Area], streets: Iterable[tuple[str, int]] = ()):
        ordinary = {key_of(word) for word in read_json(RESOURCES / "schemas" / "plan_words.json")["no_places"]}
        self._names: dict[tuple[str, str], tuple[str, set[int]]] = {}
        self._ordinary = ordinary | {key_of(area_town(area.name)) for area in areas}
        for place, area in enumerate(areas):
            for name in spoken_names(area.name):
                self._add(name, place, area.nis_code)
        self._add_streets(areas, list(streets))

    def _add(self, name: str, place: int, nis_code: str) -> None:
        key = key_of(name)
        if len(key) >= SHORTEST and key not in self._ordinary and not CODE.fullmatch(name):
            self._names.setdefault((nis_code, key), (name, set()))[1].add(place)

    def _add_streets(self, areas: Sequence[Area], streets: list[tuple[str, int]]) -> None:
        """A street is also known by its last word, where no other ends in it: *Ferrerlaan* is the Francisco Ferrerlaan."""
        known = set(self._names)
        endings: dict[tuple[str, str], set[str]] = {}
        for name, place in streets:
            endings.setdefault((areas[place].nis_code, key_of(name.split()[-1])), set()).add(name)
        for name, place in streets:
            nis_code, ending = areas[place].nis_code, name.split()[-1]
            if (nis_code, key_of(name)) not in known:
                self._add(name, place, nis_code)
            short = (nis_code, key_of(ending))
            if len(endings[short]) == 1 and len(ending) > 2 * SHORTEST and short not in known:
                self._add(ending, place, nis_code)

    def find(self, text: str, nis_code: str, skip: str = "") -> Iterator[tuple[str, set[int]]]:
        """Yield the names in a text with their areas, the longest at each place; ``skip`` is the key of a name that says nothing here.

        A name counts where it begins with a capital, unless the text has no other letters.
        """
        words, shouted = WORD.findall(text), text.isupper()
        keys, at = [key_of(word) for word in words], 0
        while at < len(words):
            found = self._at(keys, at, nis_code, skip) if words[at][0].isupper() or shouted or words[at][0] in "'’" else None
            if found:
                yield found[1]
            at += found[0] if found else 1

    def _at(self, keys: list[str], at: int, nis_code: str, skip: str) -> tuple[int, tuple[str, set[int]]] | None:
        for count in range(min(LONGEST, len(keys) - at), 0, -1):
            key = "".join(keys[at : at + count])
            found = key != skip and (self._names.get((nis_code, key)) or self._names.get(("", key)))
            if found:
                return count, found
        return None


def key_of(name: str) -> str:
    """Return a name as it is compared: letters and digits alone, *st* as *sint*."""
    words = fold_words(name).split()
    return "".join("sint" if word == "st" else word for word in words)


def area_town(name: str) -> str:
    """Return the last text in brackets of an area's name, which says where it lies; else an empty text."""
    found = IN_BRACKETS.findall(name)
    return found[-1].strip(" ()") if found else ""


def spoken_names(name: str) -> list[str]:
    """Return what an area may be called: *Brugse Poort - Rooigem* is also *Brugse Poort*, *Rooigem*, and each with *wijk* or *buurt*."""
    whole = IN_BRACKETS.sub("", name).strip()
    parts = dict.fromkeys([whole, *BETWEEN_NAMES.split(whole)])
    return [part + end for part in parts if part for end in ("", "wijk", "buurt")]


def named_places(plan: PolicyPlan, gazetteer: Gazetteer) -> list[NamedAreas]:
    """Return for each action the places that its title or text names; a municipality's own name says nothing within it."""
    table = plan.table
    rows = zip(table["ac_short"], table["ac_long"], table["nis_code"].str.strip(), table["municipality"], strict=True)
    found = []
    for title, text, nis_code, town in rows:
        hits = [hit for one in (title, text) for hit in gazetteer.find(one, nis_code, key_of(town))]
        areas = sorted(set().union(*(areas for _, areas in hits)))
        found.append(NamedAreas(tuple(areas), tuple(dict.fromkeys(name for name, _ in hits))))
    return found


def streets_in(areas: np.ndarray, streets: Features, field: str) -> Iterator[tuple[str, int]]:
    """Yield each street (a text field of points or lines) with the areas that hold a tenth of it or more.

    Parameters
    ----------
    areas : ndarray of shapely geometries
    streets : Features
        Points count 1 each, lines by their length; where they lie is where their middle is.
    """
    named = streets.table[field].fillna("").astype(str).str.strip().to_numpy() != ""
    geometry, names = streets.geometry[named], streets.table[field][named].astype(str).str.strip().to_numpy()
    tree = shapely.STRtree(areas)
    street, area = tree.query(shapely.point_on_surface(geometry), predicate="within")
    length = shapely.length(geometry[street])
    long = pd.DataFrame({"name": names[street], "area": area, "size": np.where(length > 0, length, 1.0)})
    sizes = long.groupby(["name", "area"], sort=True)["size"].sum()
    shares = sizes / sizes.groupby(level="name").transform("sum")
    yield from shares.index[shares >= PART_OF_STREET]
