"""The parts that a QGIS window gets, in the order in which they come; each has `load` and `unload`, and leaves nothing behind."""

from __future__ import annotations

from .challenge_picker import ChallengeWidgets
from .docks import Docks
from .task_runner import Runs
from .toolbar import Toolbar


def parts(iface) -> list:
    """Return the parts of a window; adding one is one line here."""
    docks = Docks(iface)
    return [
        Runs(),
        ChallengeWidgets(),
        docks,
        Toolbar(iface, docks),
    ]
