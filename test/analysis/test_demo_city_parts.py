"""Parts of the generated city on a handful of edges: which make one street, which one hang together."""

import numpy as np
import pandas as pd
import shapely
from opgavenkaart.processing.analysis.demo_city.roads import largest_component, streets_of


def edges(*lines):
    return np.array([shapely.LineString(line) for line in lines], dtype=object)


def test_a_street_is_a_line_of_the_plan_a_name_or_a_quay_between_two_bridges():
    lines = edges(
        [(0, 0), (100, 0)],  # line 0 of the plan
        [(100, 0), (200, 0)],  # line 0 too
        [(0, 50), (100, 50)],  # the bridge street, which crosses the water at (0, 50) and (100, 50)
        [(100, 50), (300, 90)],  # and goes on as another line
        [(0, 50), (-10, 80)],  # a quay
        [(-10, 80), (-10, 120)],  # the same quay
        [(0, 50), (-10, 20)],  # the quay on the other side of the bridge
        [(300, 300), (400, 300)],  # a second named street
    )
    table = pd.DataFrame(
        {
            "kind": ["plan"] * 4 + ["bank"] * 3 + ["plan"],
            "name": ["", "", "Brug", "Brug", "", "", "", "Laan"],
            "source": [0, 0, 1, 2, 0, 0, 0, 1],
        }
    )
    assert streets_of(table, lines).tolist() == [0, 0, 1, 1, 2, 2, 3, 4]
    renamed = table.assign(name=table["name"].replace({"Brug": "Laan", "Laan": "Brug"}), source=[1, 1, 0, 2, 0, 0, 0, 0])
    assert streets_of(renamed, lines).tolist() == [0, 0, 1, 1, 2, 2, 3, 4]


def test_the_largest_part_is_the_one_with_most_edges():
    lines = edges([(0, 0), (900, 0)], [(0, 50), (1, 50)], [(1, 50), (2, 50)], [(2, 50), (2, 60)], [(500, 500), (600, 500)])
    assert largest_component(lines).tolist() == [False, True, True, True, False]
