"""How certain something is: steps of probability, and the core and the fringe of what belongs to a cluster.

The steps follow Mastrandrea et al. (2010), Guidance note for lead authors of the IPCC on consistent treatment of uncertainties, with
nine in ten for what is nearly certain.
"""

from __future__ import annotations

from enum import Enum

ALMOST_CERTAIN = 0.9
PROBABLE = 2 / 3
LEAST_POSSIBLE = 1 - ALMOST_CERTAIN + 1e-9
"""Probability up to which something is almost certainly not so."""

ROBUST, DEPENDS, SURELY_NOT, TOO_LITTLE_DATA = "robust", "depends", "surely_not", "too_little_data"
"""Whether a unit is among the worst tenth whatever is chosen: almost certainly, or not, or that depends."""


class Certainty(Enum):
    """A step of probability, from almost certainly not to almost certainly so."""

    ALMOST_CERTAIN = "almost_certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    IMPROBABLE = "improbable"
    ALMOST_CERTAINLY_NOT = "almost_certainly_not"


def certainty(probability: float) -> Certainty:
    """Return the step of a probability (0-1); a limit belongs to the step that is more certain.

    >>> certainty(0.7), certainty(0.1)
    (<Certainty.PROBABLE: 'probable'>, <Certainty.ALMOST_CERTAINLY_NOT: 'almost_certainly_not'>)
    """
    if probability >= PROBABLE:
        return Certainty.ALMOST_CERTAIN if probability >= ALMOST_CERTAIN else Certainty.PROBABLE
    if probability > 1 - PROBABLE:
        return Certainty.POSSIBLE
    return Certainty.IMPROBABLE if probability > LEAST_POSSIBLE else Certainty.ALMOST_CERTAINLY_NOT
