"""Overlay of ten polygon layers of a generated city, file to file, beside QGIS's union from layer to layer."""

from __future__ import annotations

from functools import partial

from opgavenkaart.bench.generated import files
from opgavenkaart.bench.harness import Case, our_provider, run_algorithm, scratch, start_qgis, times_as_fast

TITLE = "Overlay of ten layers"
UNION = "native:union, chained"
ONE_THREAD = "M, one thread"


def cases(quick: bool) -> list[Case]:
    """S, alone in a quick run, and M with one thread and with all; QGIS's minutes for M are measured once."""
    small = Case("S, all threads", partial(laid, "S"), partial(overlay, 0), union, UNION, goal=times_as_fast(12))
    if quick:
        return [small]
    return [
        small,
        Case(ONE_THREAD, partial(laid, "M"), partial(overlay, 1), union, UNION, repeat=1, goal=times_as_fast(20)),
        Case("M, all threads", partial(laid, "M"), partial(overlay, 0), union, UNION, ONE_THREAD, 1, goal=times_as_fast(30)),
    ]


def laid(size: str) -> list[str]:
    """Return the paths of a city's layers, with QGIS started and our algorithms known."""
    start_qgis()
    our_provider()
    return files(size)


def overlay(workers: int, layers: list[str], scheduler: str = "") -> str:
    inputs = {"LAYERS": layers, "WORKERS": workers, "SCHEDULER": scheduler, "OUTPUT": str(scratch() / "faces.gpkg")}
    return f"{run_algorithm('opgavenkaart:overlay_layers', inputs)['FACE_COUNT']} faces"


def union(layers: list) -> str:
    return chained(layers, str(scratch() / "pieces.gpkg"))


def chained(layers: list, path: str) -> str:
    """Unite each layer with what came before; the last time into ``path``."""
    from qgis.core import QgsVectorLayer

    result = layers[0]
    for number, layer in enumerate(layers[1:], 2):
        output = path if number == len(layers) else "TEMPORARY_OUTPUT"
        result = run_algorithm("native:union", {"INPUT": result, "OVERLAY": layer, "OUTPUT": output})["OUTPUT"]
    layer = QgsVectorLayer(result, "result", "ogr") if isinstance(result, str) else result
    return f"{layer.featureCount()} pieces"
