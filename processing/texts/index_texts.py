"""What the ways from values to an index are called."""

from __future__ import annotations

NORMALISATION_TEXTS = {
    "z_score": "z-score",
    "min_max": "min-max",
    "percentile": "rank",
    "target": "distance to a target",
}
"""By the keys of `model.choices.NORMALISATIONS`."""
