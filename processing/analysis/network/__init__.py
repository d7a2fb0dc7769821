"""Ways between places: over a network of lines, or straight.

`build_graph` makes a `LineGraph` of lines; `NetworkTravel(graph)` and `StraightLine()` answer the same questions: ``ways.between(origins,
destinations)`` is a `Travel` that knows the nearest destination, all pairs within a cutoff, and the whole table of costs.
"""

from .building import Directions, build_graph, read_directions
from .graph import Attached, GraphReport, LineGraph
from .travel import CostPairs, NetworkTravel, StraightLine, Travel, Ways

__all__ = [
    "Attached",
    "CostPairs",
    "Directions",
    "LineGraph",
    "GraphReport",
    "NetworkTravel",
    "StraightLine",
    "Travel",
    "Ways",
    "build_graph",
    "read_directions",
]
