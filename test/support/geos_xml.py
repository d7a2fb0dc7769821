"""Cases of overlay in the XML of the testers of GEOS and JTS: two polygons, an operation, and what it gives.

A run holds cases; a case holds geometries A and B, as text or as hexadecimal WKB, and tests; a test is ``<op name="intersection" arg1="A"
arg2="B">`` around the expected geometry. A run's precision model, or ``arg3`` of an operation that snaps, is 1 / the grid's size; one that
snaps and states no grid is left out.
"""

from dataclasses import dataclass
from pathlib import Path
from string import hexdigits
from xml.dom import minidom

import shapely

OPERATIONS = {"intersection": "intersection", "union": "partition", "difference": "difference", "symdifference": "symmetric_difference"}
"""How the testers call our operations, in small letters, without the endings of their newer engines."""
CURVES = ("CIRCULARSTRING", "COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE")
"""Geometries that GEOS 3.15 overlays, and shapely does not know."""


@dataclass(frozen=True)
class GeosCase:
    """One operation on two valid polygons (or multipolygons).

    Attributes
    ----------
    name : str
    operation : str
        As our engine calls it.
    first, second : shapely geometry
    grid_size : float
        0 = none.
    expected : shapely geometry
    """

    name: str
    operation: str
    first: shapely.Geometry
    second: shapely.Geometry
    grid_size: float
    expected: shapely.Geometry


def read_folder(folder: str) -> list[GeosCase]:
    """Return the cases of all files below a folder."""
    return [case for path in sorted(Path(folder).rglob("*.xml")) for case in read_text(path.read_text(errors="replace"), path.stem)]


def curved_operations(folder: str) -> int:
    """Return how many overlays of curves the files below a folder hold, which are left out."""
    return sum(count_curved(path.read_text(errors="replace")) for path in Path(folder).rglob("*.xml"))


def count_curved(text: str) -> int:
    """Return how many overlays of a file take or give curves."""
    count = 0
    for case in minidom.parseString(text).getElementsByTagName("case"):
        texts = {key: _text(node) for key in "ab" for node in case.getElementsByTagName(key)}
        for op in case.getElementsByTagName("op"):
            given = [texts.get(op.getAttribute(key).strip().lower(), "") for key in ("arg1", "arg2")]
            count += _called(op)[0] is not None and any(map(_is_curved, [*given, _text(op)]))
    return count


def read_text(text: str, name: str) -> list[GeosCase]:
    """Return the cases of a file that are about the overlay of valid polygons."""
    run = minidom.parseString(text)
    size = 1.0 / float(next(iter(_attributes(run, "precisionModel", "scale")), "inf"))
    found = []
    for number, case in enumerate(run.getElementsByTagName("case"), 1):
        shapes = {key: _polygons(_text(node)) for key in "ab" for node in case.getElementsByTagName(key)}
        for op in case.getElementsByTagName("op"):
            read = _operation(op, shapes, size, f"{name}-{number}")
            found += [read] if read else []
    return found


def _operation(op, shapes, size, name):
    operation, called = _called(op)
    first, second = (shapes.get(op.getAttribute(key).strip().lower()) for key in ("arg1", "arg2"))
    expected = _geometry(_text(op))
    if operation is None or first is None or second is None or expected is None:
        return None
    snapped = 1.0 / float(op.getAttribute("arg3")) if called.endswith("sr") and op.getAttribute("arg3") else size
    if called.endswith("sr") and not snapped:
        return None
    return GeosCase(f"{name}-{called}-{op.getAttribute('arg1')}", operation, first, second, snapped, expected)


def _called(op) -> tuple[str | None, str]:
    """Return the operation as our engine calls it, None where it is another, and as the file does."""
    called = op.getAttribute("name").lower()
    return OPERATIONS.get(called.removesuffix("ng").removesuffix("sr")), called


def _attributes(run, tag, attribute):
    return [node.getAttribute(attribute) for node in run.getElementsByTagName(tag) if node.getAttribute(attribute)]


def _text(node):
    return "".join(child.data for child in node.childNodes if child.nodeType in (child.TEXT_NODE, child.CDATA_SECTION_NODE)).strip()


def _geometry(text):
    """Return a geometry, None where there is no such text, it is curved, or the GEOS of this machine does not read it."""
    if _is_curved(text):
        return None
    packed = "".join(text.split())
    is_hexadecimal = packed and set(packed) <= set(hexdigits)
    try:
        return shapely.from_wkb(packed) if is_hexadecimal else shapely.from_wkt(text)
    except shapely.errors.GEOSException:
        return None


def _is_curved(text):
    return any(name in text.upper() for name in CURVES)


def _polygons(text):
    geometry = _geometry(text)
    known = geometry is not None and geometry.geom_type in ("Polygon", "MultiPolygon")
    return geometry if known and geometry.is_valid else None
