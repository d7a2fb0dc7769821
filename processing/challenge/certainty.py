"""How certain a ranking is: between which ranks each unit stays when the choices behind the index are drawn anew."""

from __future__ import annotations

import numpy as np

from ..analysis.sensitivity import QUICK_DRAWS, Sensitivity, sensitivity
from ..model.progress import SILENT, Progress
from .indexing import Indexed


def draw_ranks(indexed: Indexed, progress: Progress = SILENT) -> Sensitivity | None:
    """Return the ranks of all units over `QUICK_DRAWS` draws; None where no unit has an index, or too few are compared with others."""
    if indexed.collected.comparison or not np.isfinite(indexed.evaluation.index).any():
        progress.skip()
        return None
    progress.step("Testing how certain the ranking is")
    challenge, evaluation = indexed.collected.challenge, indexed.evaluation
    return sensitivity(
        challenge.indicators, evaluation.raw, evaluation.index, QUICK_DRAWS, progress=progress, method=challenge.aggregation.method
    )
