"""A hash for each table of the demo city and for its raster; run as a program it prints all as JSON.

Attributes count as text, coordinates in whole centimetres.
"""

import hashlib
import importlib
import json
import math
import sys
from pathlib import Path

import numpy as np
import shapely

KEPT = Path(__file__).parents[1] / "analysis" / "demo_city_hashes.json"


def hash_of(layer) -> str:
    """Return the hash of one layer or table."""
    total = hashlib.sha256(layer.table.to_csv(index=False, lineterminator="\n").encode())
    total.update(np.round(shapely.get_coordinates(layer.geometry) * 100).astype("<i8").tobytes())
    for shape in (shapely.get_type_id, shapely.get_num_geometries, shapely.get_num_coordinates):
        total.update(shape(layer.geometry).astype("<i8").tobytes())
    return total.hexdigest()[:16]


def hashes_of(layers) -> dict[str, str]:
    """Return the hash of each layer or table, and of the raster that is made of them."""
    module = importlib.import_module("opgavenkaart.processing.analysis.demo_city.heat")
    return {name: hash_of(layer) for name, layer in layers.items()} | {module.HEAT_MAP: hash_of_cells(module.make_heat_map(layers))}


def hash_of_cells(heat) -> str:
    """Return the hash of the cells of a raster, their place in whole centimetres."""
    grid = heat.grid
    place = np.round(np.array([grid.left, grid.top, grid.width, grid.height]) * 100).astype("<i8").tobytes()
    return hashlib.sha256(place + np.array(heat.tenths.shape, "<i8").tobytes() + heat.tenths.tobytes()).hexdigest()[:16]


def numpy_features() -> dict[str, bool]:
    """Return the instructions that numpy may choose at run time, the oldest first, and whether it does here."""
    core = "numpy._core" if int(np.__version__.split(".")[0]) >= 2 else "numpy.core"
    numpy = importlib.import_module(f"{core}._multiarray_umath")
    return {name: numpy.__cpu_features__[name] for name in numpy.__cpu_dispatch__}


def library_digits() -> str:
    """Return a hash of sines and exponentials as numpy and the C library compute them here."""
    angle = np.arange(1, 20_000) * 0.00137
    return hashlib.sha256(np.sin(angle) + np.exp(-angle) + np.array([math.sin(one) + math.log(one) for one in angle])).hexdigest()[:16]


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    generate = importlib.import_module("opgavenkaart.processing.analysis.demo_city").generate
    json.dump({"hashes": hashes_of(generate(1)), "features": numpy_features(), "digits": library_digits()}, sys.stdout)
