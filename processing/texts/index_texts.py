"""What the ways from values to an index are called."""

from __future__ import annotations

NORMALISATION_TEXTS = {
    "z_score": "z-score",
    "min_max": "min-max",
    "percentile": "rank",
    "target": "distance to a target",
}
"""By the keys of `model.choices.NORMALISATIONS`."""

AGGREGATION_TEXTS = {
    "arithmetic": "arithmetic mean (compensatory)",
    "geometric": "geometric mean (one low need lowers the index)",
    "non_compensatory": "non-compensatory (one high need raises the index)",
}
"""What the editor offers, by the keys of `model.choices.AGGREGATIONS`."""

INDEX_IS_TEXTS = {
    "arithmetic": "The index is the weighted mean of the scores: low need on one indicator makes up for high need on another.",
    "geometric": "The index is the weighted geometric mean of the scores: low need on one indicator lowers the index strongly, even where"
    " all other need is high. With equal weights, four scores of 100 and one of 1 give 40.",
    "non_compensatory": "The index does not let high need on one indicator be made up for by low need on others: it is 100 minus the"
    " weighted geometric mean of the distances to 100. With equal weights, four scores of 0 and one of 100 give 60.",
}
"""What the index is, as a sentence, by the same keys."""

OUTLIER_TEXTS = {
    "end_of_scale": "This one value sets the end of the scale and compresses the scores of all other areas. Check the value, or use ranks"
    " or a target with a limit.",
    "z_score": "This one value widens the standard deviation, which draws the scores of all other areas together. Check the value, or use"
    " ranks.",
    "alone": "All other areas with data have one and the same value.",
}
"""What an extreme value does to the scores of the others, by the normalisation; ``end_of_scale`` where it is one end of that."""
