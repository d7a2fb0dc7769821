"""Ways between places: over a network of lines, or straight.

`build_graph` makes a `Graph` of lines; `Network(graph)` and `StraightLine()` answer the same questions: ``ways.between(origins,
destinations)`` is a `Travel` that knows the nearest destination, all pairs within a cutoff, and the whole table of costs.
"""

from .building import Directions, build_graph, read_directions
from .graph import Attached, Graph, GraphReport
from .travel import CostPairs, Network, StraightLine, Travel, Ways

__all__ = [
    "Attached",
    "CostPairs",
    "Directions",
    "Graph",
    "GraphReport",
    "Network",
    "StraightLine",
    "Travel",
    "Ways",
    "build_graph",
    "read_directions",
]
