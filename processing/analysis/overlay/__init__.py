"""The overlay engine: any number of polygon layers become one partition of the ground.

`partition(layers)` is the door. See `docs/overlay.md` for the method and what was measured.
"""

from .engine import partition
from .labels import Labels, Partition

__all__ = ["Labels", "Partition", "partition"]
