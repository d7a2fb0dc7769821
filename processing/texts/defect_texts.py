"""What the kinds of defects are called, and what is said of each where it occurs."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.defects import (
    BEYOND,
    BLOCKING,
    CIRCLE_95,
    DEFECTS,
    DUPLICATES,
    EXCESS,
    EXCESS_RATE,
    KAPPA,
    MAJOR,
    MINOR,
    MISCLASSIFIED,
    MISCLASSIFIED_RATE,
    MISSING,
    MISSING_RATE,
    NOT_COMPLIANT,
    NOT_IN_DOMAIN,
    OVERLAPS,
    ROOT_MEAN_SQUARE,
    SELF_INTERSECTIONS,
    SLIVERS,
    TIME_68,
    TIME_95,
    UNDERSHOOTS,
    WRONG_ORDER,
)
from .language import Language

SEVERITY_TEXTS = {BLOCKING: "blocking", MAJOR: "major", MINOR: "minor"}
TITLE_TEXTS = {
    "crs_missing": "Coordinate system unknown",
    "crs_suspect": "Coordinate system probably wrong",
    "field_absent": "Field is absent",
    "key_missing": "Key is empty",
    "key_repeated": "Key is not unique",
    "personal_data": "Personal data",
    "perhaps_personal": "Perhaps personal data",
    "geometry_missing": "Feature without geometry",
    "geometry_invalid": "Invalid geometry",
    "at_zero": "Feature at 0,0",
    "axes_swapped": "X and y swapped",
    "outside_territory": "Outside the territory",
    "feature_repeated": "Feature that occurs again",
    "geometry_repeated": "Geometry that occurs again",
    "areas_overlap": "Overlap",
    "gap": "Narrow gap",
    "sliver": "Sliver",
    "loose_end": "Loose end",
    "coordinates_rounded": "Rounded coordinates",
    "value_unknown": "Value outside the code list",
    "code_invalid": "Code that does not exist",
    "not_a_number": "Text in a column of numbers",
    "missing_mark": "Mark for a missing value",
    "date_future": "Date in the future",
    "date_order": "End before begin",
    "total_row": "Row with totals",
    "text_garbled": "Garbled characters",
    "text_spaces": "Spaces around a text",
    "commission": "Not in the reference",
    "omission": "Missing from the layer",
    "class_differs": "Other class than in the reference",
    "date_differs": "Other date than in the reference",
    "border_older": "Border follows an older reference",
    "shifted": "Layer lies beside the reference",
    "out_of_date": "Out of date",
    "column_empty": "Empty column",
    "outlier": "Outlier",
}
MESSAGE_TEXTS = {
    "crs_missing": "The layer does not say in which coordinate system it is: set it.",
    "crs_suspect": "Most features lie outside the territory; in {value} they would lie in Belgium: check the coordinate system.",
    "field_absent": "The layer has no field '{field}', which it should have.",
    "key_missing": "Key '{field}' is empty.",
    "key_repeated": "Key '{field}' has '{value}' more than once.",
    "personal_data": "Field '{field}' holds personal data: leave it out, or publish by area.",
    "perhaps_personal": "Field '{field}' may hold personal data: look whether it can be published.",
    "geometry_missing": "The feature has no geometry.",
    "geometry_invalid": "The geometry is invalid: {value}.",
    "at_zero": "The feature lies at 0,0: its place was not known.",
    "axes_swapped": "The feature lies outside the territory, and inside with x and y swapped.",
    "outside_territory": "The feature lies outside the territory.",
    "feature_repeated": "An earlier feature has the same geometry and attributes.",
    "geometry_repeated": "An earlier feature has the same geometry with other attributes.",
    "areas_overlap": "The area overlaps another by {value} m2.",
    "gap": "Between areas lies a narrow gap of {value} m2.",
    "sliver": "The area is thinner than 20 cm.",
    "loose_end": "The line ends {value} m beside another one, and does not join it.",
    "coordinates_rounded": "Nearly all points lie on a grid of {value}: the coordinates were rounded.",
    "value_unknown": "Field '{field}': '{value}' is not in the code list.",
    "code_invalid": "Field '{field}': '{value}' is a code that does not exist.",
    "not_a_number": "Field '{field}': '{value}' is no number, while nearly all others are.",
    "missing_mark": "Field '{field}': '{value}' stands for a missing value, or for none: leave it empty, or write 0.",
    "date_future": "Field '{field}': {value} lies in the future.",
    "date_order": "Field '{field}': the end lies before the begin ({value}).",
    "total_row": "The row adds up the others: leave it out.",
    "text_garbled": "Field '{field}': '{value}' was read in the wrong encoding.",
    "text_spaces": "Field '{field}': '{value}' begins or ends with a space.",
    "commission": "The reference has no such feature.",
    "omission": "The reference has '{value}', which the layer has not.",
    "class_differs": "Field '{field}': {value} in the reference.",
    "date_differs": "Field '{field}': {value} days beside the reference.",
    "border_older": "But for narrow strips the area is made of areas of the reference: aligned to it, it would change by {value}.",
    "shifted": "The layer as a whole lies off the reference: {value}.",
    "out_of_date": "The data are of {value}, and due for an update by their rhythm.",
    "column_empty": "Field '{field}' is empty everywhere.",
    "outlier": "Field '{field}': {value} lies far from all other values.",
}
INVALID_TEXTS = {
    "Self-intersection": "its outline crosses itself at {place}",
    "Ring Self-intersection": "its outline touches itself at {place}",
    "Hole lies outside shell": "a hole lies outside its outline, at {place}",
    "Holes are nested": "a hole lies within another one, at {place}",
    "Nested shells": "a part lies within another one, at {place}",
    "Interior is disconnected": "a hole divides it in two, at {place}",
    "Too few points in geometry component": "a part has too few points, at {place}",
    "Duplicate Rings": "a ring occurs twice, at {place}",
    "Ring is not closed": "a ring is not closed, at {place}",
    "Invalid Coordinate": "a coordinate is no number ({place})",
}
"""Why a geometry is invalid, by what GEOS calls it."""
MEASURE_TEXTS = {
    EXCESS: "number of excess items",
    EXCESS_RATE: "rate of excess items",
    MISSING: "number of missing items",
    MISSING_RATE: "rate of missing items",
    DUPLICATES: "number of duplicate feature instances",
    NOT_COMPLIANT: "number of items not compliant with the rules of the conceptual schema",
    OVERLAPS: "number of invalid overlaps of surfaces",
    NOT_IN_DOMAIN: "number of items not in conformance with their value domain",
    UNDERSHOOTS: "number of missing connections due to undershoots",
    SLIVERS: "number of invalid slivers",
    SELF_INTERSECTIONS: "number of invalid self-intersect errors",
    BEYOND: "rate of positional uncertainties above a given threshold (share of the length)",
    CIRCLE_95: "circular error at 95 % significance level (m)",
    ROOT_MEAN_SQUARE: "root mean square error of planimetry (m)",
    TIME_68: "time accuracy at 68.3 % significance level (days)",
    TIME_95: "time accuracy at 95 % significance level (days)",
    WRONG_ORDER: "chronological order (number of events in the wrong order)",
    MISCLASSIFIED: "number of incorrectly classified features",
    MISCLASSIFIED_RATE: "misclassification rate",
    KAPPA: "kappa coefficient",
}
"""Names of the measures of ISO 19157, by number."""


def invalid_words(reason: str, language: Language) -> str:
    """Return why a geometry is invalid, and where; a reason that is not known as GEOS gives it (``Self-intersection[2 1]``)."""
    name, _, place = reason.partition("[")
    return language.tr(INVALID_TEXTS[name], place=place.rstrip("]")) if name in INVALID_TEXTS else reason


def name_blocking(codes: Iterable[str], language: Language) -> str:
    """Return what the kinds of defects that block publishing are called, one after the other; empty where none of these does."""
    return "; ".join(
        language.tr(TITLE_TEXTS[code]) for code in dict.fromkeys(codes) if code in DEFECTS and DEFECTS[code].severity == BLOCKING
    )


def verdict_words(codes: Iterable[str], language: Language) -> str:
    """Return whether a layer with defects of these kinds is fit to be published, without a full stop."""
    reasons = name_blocking(codes, language)
    if reasons:
        return language.tr("Not fit to be published: {reasons}", reasons=reasons)
    return language.tr("Nothing found blocks publishing; licence and metadata were not looked at")
