"""Solve p-median files in the OR-Library's pmed format: `bench/pmed.py FILE...` prints value, bound, gap and seconds of each.

A file holds the number of nodes, of edges, and p; then a line for each edge: its two nodes (from 1) and its length. An edge that is given
again replaces the earlier one; lengths between nodes are those of the shortest paths. Every node asks for 1 and is a candidate.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "build" / "plugins"))

import numpy as np  # noqa: E402
from opgavenkaart.processing.analysis.siting import Problem, Sector, find_sites  # noqa: E402
from scipy import sparse  # noqa: E402
from scipy.sparse.csgraph import shortest_path  # noqa: E402

TITLE = "p-median"
SECONDS = 55.0


def cases(quick: bool) -> str:
    """Say how it is run: it takes files."""
    return "it takes files: bench/pmed.py FILE..."


def read_pmed(text: str) -> tuple[np.ndarray, int]:
    """Return the lengths between all nodes and p."""
    numbers = np.array(text.split(), dtype=float)
    nodes, edges, count = numbers[:3].astype(int)
    rows = numbers[3 : 3 + 3 * edges].reshape(-1, 3)
    lengths = {(int(min(a, b)) - 1, int(max(a, b)) - 1): length for a, b, length in rows}
    start, end = np.array(list(lengths)).T
    graph = sparse.csr_array((np.array(list(lengths.values())), (start, end)), shape=(nodes, nodes))
    return shortest_path(graph, directed=False), int(count)


def pmed_text(nodes: int, edges: int, count: int, seed: int) -> str:
    """Return a file in the format: a random tree, so that all nodes are joined, and further edges between any two; lengths 1 to 100."""
    random = np.random.default_rng(seed)
    tree = np.stack([np.arange(1, nodes), random.integers(0, np.arange(1, nodes))], axis=1)
    more = random.integers(0, nodes, (edges, 2))
    more = more[more[:, 0] != more[:, 1]][: edges - len(tree)]
    ends = np.concatenate([tree, more]) + 1
    lines = [f"{a} {b} {length}" for (a, b), length in zip(ends, random.integers(1, 101, len(ends)), strict=True)]
    return "\n".join([f"{nodes} {len(lines)} {count}", *lines])


def median_problem(cost: np.ndarray, count: int) -> Problem:
    """Return the question in which every node asks for 1 and may be a site."""
    points, sites = cost.shape
    return Problem(
        cost=cost,
        demand=np.ones(points),
        sector=np.zeros(points, dtype=int),
        sectors=(Sector("nodes"),),
        status=np.full(sites, "candidate", dtype=object),
        objective="p_median",
        sites=count,
    )


def main(paths: list[str]) -> int:
    """Solve the files and print a line for each."""
    if not paths:
        print(__doc__.splitlines()[0])
        return 2
    print(f"{'file':<24}{'nodes':>7}{'p':>6}{'value':>14}{'bound':>14}{'gap':>10}{'seconds':>9}  result")
    for path in paths:
        start = time.perf_counter()
        cost, count = read_pmed(Path(path).read_text(encoding="ascii"))
        plan = find_sites(median_problem(cost, count), SECONDS)
        took = time.perf_counter() - start
        said = "optimum" if plan.gap == 0 else "best value"
        print(f"{Path(path).name:<24}{len(cost):>7}{count:>6}{plan.value:>14.10g}{plan.bound:>14.10g}{plan.gap:>10.2e}{took:>9.1f}  {said}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
