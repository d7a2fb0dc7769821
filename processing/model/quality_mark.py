"""How good a layer was when it was last assessed: the mark that goes wherever the layer goes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class QualityMark:
    """The outcome of an assessment (`quality.assessment`), as a record, a store and a manifest keep it.

    Attributes
    ----------
    score : float
        0-100.
    blocking : tuple of str
        Codes of the kinds of defects that block publishing (`model.defects`); none: fit to be published.
    date : date or None
        Day of the assessment.
    before : tuple of float
        Scores of earlier versions in the store, the oldest first.
    """

    score: float
    blocking: tuple[str, ...] = ()
    date: datetime.date | None = None
    before: tuple[float, ...] = ()
