"""What is fixed about the generated city, whatever the seed: its names, kinds of neighbourhood, arterials and policy texts.

Throughout the package lengths are metres and areas square metres.
"""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pandas as pd

from ...model.files import RESOURCES
from .arithmetic import cos, sin

GRID = 0.01
FOLDER = RESOURCES / "demo"


@cache
def city() -> dict:
    """Return the city's fixed setting: names, kinds of neighbourhood, neighbourhoods, radial roads and rings."""
    return _resource("city.json")


@cache
def words() -> dict:
    """Return the lists of words that names are made of."""
    return _resource("names.json")


@cache
def policy() -> dict:
    """Return the actors' roles, the measures and the multi-year plan, in Dutch."""
    return _resource("policy.json")


def kinds() -> pd.DataFrame:
    """Return the kinds of neighbourhood, one a row, indexed by kind."""
    return pd.DataFrame.from_dict(city()["kinds"], orient="index")


def kind_rows(kind: pd.Series) -> pd.DataFrame:
    """Return the profile of each kind in the series, row by row."""
    return kinds().loc[kind].set_axis(kind.index)


def of_kind(kind: pd.Series, column: str) -> np.ndarray:
    """Return one value of each kind in the series, row by row."""
    return kinds().loc[kind, column].to_numpy()


def neighbourhoods() -> pd.DataFrame:
    """Return the neighbourhoods' profiles, with the seed point ``x``, ``y`` in metres from the city's centre."""
    table = pd.DataFrame(city()["neighbourhoods"])
    bearing = np.radians(table["bearing"])
    return table.assign(x=table["distance"] * sin(bearing), y=table["distance"] * cos(bearing))


def joined_name(kind: str, place: str) -> str:
    """Return a kind and a place as one name; a kind that ends in the place's name stays as it is."""
    return kind if kind.endswith(place) else f"{kind} {place}"


def _resource(name: str) -> dict:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
