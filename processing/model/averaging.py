"""How an indicator's values in several units become one number: by what their mean is weighted, or that they have none.

A mean of rates is weighted by what the rates are rates *of*: a share of dwellings by dwellings, a distance from addresses by addresses,
a density by ground. A total is not averaged: it is given per unit. Nor is a median: of several there is a median, no mean.
"""

from __future__ import annotations

from .challenge import Indicator, Measurement

MEAN, PER_UNIT, MEDIAN = "mean", "per_unit", "median"
"""A weighted mean; the mean of totals, each unit once; the median of the units."""

AREA = "area"
GROUND = Measurement("", AREA)
"""The ground of the unit itself, in square metres."""

OF_GROUND = ("area_share", "density", "transfer_intensive")
SHARES_OF_CELLS = ("mean", "share", "share_above")
"""What is said of the cells of a raster that is a mean over ground."""
TOTALS = ("count", "sum", "length", "transfer_extensive")
MEDIANS = "median"
"""The measure, and how the canonical names of fields begin that hold medians."""


def averaging(indicator: Indicator) -> str:
    """Return how values of an indicator in several units become one: `MEAN`, `PER_UNIT` or `MEDIAN`.

    >>> averaging(Indicator("income", None, "", Measurement("income", "attribute", "median_income")))
    'median'
    """
    one = indicator.measurement
    if indicator.denominator:
        return MEAN
    if one.statistic:
        return {MEDIANS: MEDIAN, "sum": PER_UNIT}.get(one.statistic, MEAN)
    if one.measure == MEDIANS or (one.measure == "attribute" and one.field.startswith(MEDIANS)):
        return MEDIAN
    return PER_UNIT if one.measure in TOTALS else MEAN


def base_of(indicator: Indicator) -> Measurement | None:
    """Return what the values are shares, rates or means of, whose size weighs them; None where it is the people, or where there is no mean.

    >>> base_of(Indicator("built", None, "", Measurement("buildings", "weighted_mean", "built_year", "dwellings"))).filter
    '"built_year" IS NOT NULL AND "dwellings" IS NOT NULL'
    """
    return indicator.denominator or own_base_of(indicator.measurement)


def own_base_of(one: Measurement) -> Measurement | None:
    """Return what the values of a measurement that nothing divides are shares, densities or means of; None where they are neither."""
    if one.measure in OF_GROUND or (one.statistic in SHARES_OF_CELLS and not one.points and not one.weight_layer):
        return GROUND
    if one.points:
        return _number_of(one.points, one.weight_field, "", (one.weight_field,))
    if one.measure in ("mean", "weighted_mean"):
        return _number_of(one.layer, one.weight_field, one.filter, (one.field, one.weight_field))
    return None


def features_of(measurement: Measurement) -> Measurement:
    """Return the number of features, or of points to which they are measured, that a measurement says something of together.

    >>> features_of(Measurement("audits", "mean", "score")).filter
    '"score" IS NOT NULL'
    """
    if measurement.points:
        return _number_of(measurement.points, "", "", ())
    return _number_of(measurement.layer, "", measurement.filter, (measurement.field, measurement.weight_field))


def _number_of(layer: str, weight_field: str, filter: str, fields: tuple[str, ...]) -> Measurement:
    """Return the number of features, or the sum of what they weigh, among those that have a value in the fields."""
    conditions = [f"({filter})"] if filter else []
    conditions += [f'"{field}" IS NOT NULL' for field in fields if field]
    return Measurement(layer, "sum" if weight_field else "count", weight_field, filter=" AND ".join(conditions))
