"""The measures by which a layer is brought to units: what each one needs, and what it takes besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """What is said of a layer for a measure: its ``field``, a ``weight_field``, a ``points`` layer, a ``distance``.

    Attributes
    ----------
    needs : tuple of str
        What must be given.
    may_have : tuple of str
        What may be given besides.
    of_supply : bool
        Whether it tells how much of something there is, or how near it is.
    to_nearest : bool
        Whether it asks for the nearest feature, so that there must be one.
    """

    needs: tuple[str, ...] = ()
    may_have: tuple[str, ...] = ()
    of_supply: bool = False
    to_nearest: bool = False


OF_FIELD = Measure(needs=("field",))
FROM_POINTS = ("points", "weight_field")
MEASURES = {
    "count": Measure(of_supply=True),
    "density": Measure(may_have=("field",), of_supply=True),
    "sum": OF_FIELD,
    "mean": OF_FIELD,
    "median": OF_FIELD,
    "weighted_mean": Measure(needs=("field", "weight_field")),
    "area_share": Measure(of_supply=True),
    "length": Measure(of_supply=True),
    "transfer_extensive": OF_FIELD,
    "transfer_intensive": OF_FIELD,
    "dominant": OF_FIELD,
    "distance_nearest": Measure(may_have=FROM_POINTS, of_supply=True, to_nearest=True),
    "share_within": Measure(needs=("distance",), may_have=FROM_POINTS, of_supply=True),
}
RASTER = "raster"
TRAVEL_TIME, SHARE_IN_TIME = "travel_time_nearest", "share_within_time"
BY_TIMETABLE = ("timetable", "day", "window")
"""What is said where people take public transport."""
TRAVELLING = (*FROM_POINTS, *BY_TIMETABLE)
ATTRIBUTE = "attribute"
IN_CHALLENGES = {
    ATTRIBUTE: OF_FIELD,
    **{key: one for key, one in MEASURES.items() if key != "dominant"},
    RASTER: Measure(needs=("statistic",), may_have=(*FROM_POINTS, "classes", "quantile", "threshold", "weight_layer")),
    TRAVEL_TIME: Measure(needs=("means", "roads"), may_have=("minutes", *TRAVELLING), of_supply=True, to_nearest=True),
    SHARE_IN_TIME: Measure(needs=("means", "roads", "minutes"), may_have=TRAVELLING, of_supply=True),
}
"""Those of indicators: the field of the unit's own row, those of a layer that are numbers, the cells of a raster, and times under way."""
DEFAULT_DISTANCE = 400.0
DEFAULT_QUANTILE = 0.9
RASTER_MEASURES = ("mean", "sum", "median", "quantile", "share", "share_above", "min", "max")
"""What is said of the cells of a raster in a unit, as `analysis.raster.measures` has it."""
RASTER_NEEDS = {"share": "classes", "share_above": "threshold"}
"""What a challenge must say besides for one of these."""
RASTER_PARTS = {**RASTER_NEEDS, "quantile": "quantile"}
"""What it may say for one of these alone."""


def measures_needing(part: str, among: Mapping[str, Measure] = MEASURES) -> tuple[str, ...]:
    """Return the measures that need a part, such as ``field``.

    >>> measures_needing("weight_field")
    ('weighted_mean',)
    """
    return tuple(key for key, one in among.items() if part in one.needs)


def measures_taking(part: str, among: Mapping[str, Measure] = MEASURES) -> tuple[str, ...]:
    """Return the measures that need a part or may have it.

    >>> measures_taking("points")
    ('distance_nearest', 'share_within')
    """
    return tuple(key for key, one in among.items() if part in (*one.needs, *one.may_have))


NEED_FIELD, TAKE_FIELD, TAKE_POINTS = measures_needing("field"), measures_taking("field"), measures_taking("points")
COUNTING = frozenset((ATTRIBUTE, "count", "sum", "transfer_extensive"))
"""Measures that may count things or people: a number by key, features, a sum."""
DENSITY = "density"
OVER_FEATURES = frozenset((DENSITY, "sum", "mean", "median", "weighted_mean", "area_share", "length"))
"""Measures that say something of the features in a unit together, of which few tell of each."""
BY_TRAVEL = frozenset((TRAVEL_TIME, SHARE_IN_TIME))
"""Measures of the time that people are under way."""
BY_DISTANCE = frozenset(("distance_nearest", "share_within")) | BY_TRAVEL
"""Measures that tell how far features lie from units or points, and so where they lie."""
SHARES_OF_POINTS = frozenset(("share_within", SHARE_IN_TIME))
TO_NEAREST = tuple(key for key, one in IN_CHALLENGES.items() if one.to_nearest)
