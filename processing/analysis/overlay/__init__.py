"""The overlay engine: any number of polygon layers become one partition of the ground.

`partition(layers)` is the door for layers in memory; `operations`, `attributes` say what to keep of it and what to write with it. See
`docs/overlay.md` for the method and what was measured.
"""

from .labels import Labels, Partition, Report
from .partitioning import partition

__all__ = ["Labels", "Partition", "Report", "partition"]
