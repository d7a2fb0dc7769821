"""How much less a facility counts the farther it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...model.choices import DECAY_STEPS
from ...model.errors import OpgaveError
from ..network.graph import ROUNDING

NEAR_SHARE = 0.1


@dataclass(frozen=True)
class Decay:
    """Weight of a facility at a cost, 1 near by; beyond the threshold always 0.

    Attributes
    ----------
    kind : str
        ``none``: 1 everywhere. ``step``: one weight a zone, zones equally wide (Luo and Qi 2009). ``linear``: 1 - c / threshold.
        ``gaussian``: falls to 0 at the threshold, (exp(-(c / threshold)^2 / 2) - exp(-1/2)) / (1 - exp(-1/2)) (Dai 2010).
        ``inverse_power``: 1 up to a tenth of the threshold, then (c / that tenth) ^ -power.
    threshold : float
        In the cost's own unit.
    steps : tuple of float
        Weights of the zones, from near to far.
    power : float
    """

    kind: str
    threshold: float
    steps: tuple[float, ...] = DECAY_STEPS
    power: float = 1.0

    def weights(self, cost: np.ndarray) -> np.ndarray:
        """Return the weights (0-1) of costs that are at most the threshold."""
        share = np.minimum(cost / self.threshold, 1.0) if self.threshold > 0 else np.zeros(len(cost))
        return SHAPES[self.kind](share, self)


def _steps(share: np.ndarray, decay: Decay) -> np.ndarray:
    zone = np.ceil(share * len(decay.steps) * (1 - ROUNDING)).astype(int) - 1
    return np.asarray(decay.steps)[np.clip(zone, 0, len(decay.steps) - 1)]


def _gaussian(share: np.ndarray, decay: Decay) -> np.ndarray:
    edge = np.exp(-0.5)
    return (np.exp(-0.5 * share**2) - edge) / (1 - edge)


SHAPES: dict[str, Callable[[np.ndarray, Decay], np.ndarray]] = {
    "none": lambda share, decay: np.ones(len(share)),
    "step": _steps,
    "linear": lambda share, decay: 1.0 - share,
    "gaussian": _gaussian,
    "inverse_power": lambda share, decay: np.maximum(share / NEAR_SHARE, 1.0) ** -decay.power,
}


def read_steps(text: str) -> tuple[float, ...]:
    """Return the weights that a text such as ``1, 0.68, 0.22`` lists.

    Raises
    ------
    OpgaveError
        It lists something else than weights from 0 to 1 that never rise.
    """
    try:
        steps = tuple(float(part) for part in text.split(","))
    except ValueError:
        steps = ()
    falling = all(one >= other for one, other in zip(steps, steps[1:], strict=False))
    if not steps or not falling or not all(0 <= step <= 1 for step in steps) or steps[0] == 0:
        raise OpgaveError("'{text}' are no weights of zones: give numbers from 1 down to 0, such as '1, 0.68, 0.22'.", text=text)
    return steps
