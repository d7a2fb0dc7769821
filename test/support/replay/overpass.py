"""A server of Overpass with made up objects: tags, an extent or a municipality; its refusals and its remark as they were recorded."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import numpy as np
import shapely

from ..servers_replay import HTML, JSON, Answer
from .layers import parks, sites, stops
from .server import Ask, given
from .world import Place, World, to_crs

TAGS = {  # kind of site: the tags of its object
    "preschool_primary": {"amenity": "school", "isced:level": "0;1"},
    "primary": {"amenity": "school", "isced:level": "1"},
    "secondary": {"amenity": "school", "isced:level": "2;3"},
    "library": {"amenity": "library", "operator:type": "public"},
    "sport_hall": {"leisure": "sports_hall", "building": "yes"},
    "care_home": {"amenity": "social_facility", "social_facility": "nursing_home", "social_facility:for": "senior"},
    "assisted_living": {"amenity": "social_facility", "social_facility": "assisted_living", "social_facility:for": "senior"},
    "service_centre": {"amenity": "social_centre", "social_centre:for": "senior"},
    "childcare": {"amenity": "childcare"},
    "doctor": {"amenity": "doctors", "healthcare": "doctor"},
    "community_centre": {"amenity": "community_centre"},
    "hospital": {"amenity": "hospital", "healthcare": "hospital"},
}
AS_BUILDINGS = ("preschool_primary", "secondary", "sport_hall", "care_home", "library")
"""Kinds that are drawn as an outline, not as a point."""
SUBJECT = re.compile(r"\b(nwr|nw|nr|wr|node|way|rel|relation)\s*((?:\[(?:\"(?:[^\"\\]|\\.)*\"|[^\]\"])*\])+)\s*((?:\([^)]*\))*)")
CONDITION = re.compile(
    r'\[\s*(!?)\s*("?)(?P<key>(?:[^"\\\]=~!]|\\.)+)\2\s*(?:(?P<sign>!?[=~])\s*"(?P<value>(?:[^"\\]|\\.)*)")?(?:,i)?\s*\]'
)
AREA = re.compile(r'area\s*\[\s*"?ref:INS"?\s*=\s*"(\d{5})"\s*\]')
BOX = re.compile(r"\(\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*\)")
WHOLE_BOX = re.compile(r"\[bbox:\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*\]")
CSV_FORM = re.compile(r"\[out:csv\((?P<columns>.*?)(?:;\s*(?P<head>true|false)\s*(?:;\s*\"(?P<separator>[^\"]*)\")?)?\)\]", re.DOTALL)
BEGIN = {"version": 0.6, "generator": "Overpass API 0.7.62.8 e802775f", "osm3s": {"timestamp_osm_base": "2026-11-30T20:00:00Z"}}
REMARK = 'runtime error: Query timed out in "query" at line 2 after 181 seconds.'
REFUSAL = """<?xml version="1.0" encoding="UTF-8"?><html><body><p>The data included in this document is from www.openstreetmap.org.</p>
<p><strong style="color:#FF0000">Error</strong>: line 1: parse error: {reason} </p></body></html>"""


@dataclass(frozen=True)
class Objects:
    """The objects of a municipality: nodes and ways of which some are only parts; shape (degrees) and tags of those that are something."""

    elements: dict[tuple[str, int], dict]
    subjects: list[tuple[str, int]]
    shapes: np.ndarray


def objects(world: World, place: Place) -> Objects:
    return world.once(("osm", place.nis), lambda: make_objects(world, place))


def make_objects(world: World, place: Place) -> Objects:
    some, elements, subjects, shapes = sites(world, place), {}, [], []
    base = int(place.nis) * 1_000_000
    turned = to_crs(shapely.points(some["x"], some["y"]).astype(object), 31370, 4326)

    def add(kind: str, one: dict, tags: dict, shape: shapely.Geometry) -> None:
        elements[kind, one["id"]] = {"type": kind, **one, "tags": tags}
        subjects.append((kind, one["id"]))
        shapes.append(shape)

    def ring(number: int, xy: np.ndarray) -> list[int]:
        ids = [base + number * 100 + corner for corner in range(len(xy) - 1)]
        for id, (x, y) in zip(ids, xy, strict=False):
            elements["node", id] = {"type": "node", "id": id, "lat": round(float(y), 7), "lon": round(float(x), 7)}
        return [*ids, ids[0]]

    for number, (row, at) in enumerate(zip(some.itertuples(), turned, strict=True)):
        if row.kind not in TAGS:
            continue
        tags = {**TAGS[row.kind], "name": row.name, "addr:street": row.street, "addr:housenumber": row.house_number}
        if row.kind in AS_BUILDINGS:
            (shape,) = to_crs(np.array([shapely.box(row.x - 15, row.y - 10, row.x + 15, row.y + 10)], dtype=object), 31370, 4326)
            add("way", {"id": base + number, "nodes": ring(number, shapely.get_coordinates(shape))}, tags, shape)
        else:
            add("node", {"id": base + number * 100, "lat": round(at.y, 7), "lon": round(at.x, 7)}, tags, at)
    rows, grounds = parks(world, place)
    for number, (row, shape) in enumerate(zip(rows.itertuples(), to_crs(grounds.astype(object), 31370, 4326), strict=True), len(some)):
        tags = {"leisure": "park", "name": row.name, **({"access": "private"} if number % 7 == 0 else {})}
        outer = {"id": base + number, "nodes": ring(number * 2, shapely.get_coordinates(shape.exterior))}
        if not shape.interiors:
            add("way", outer, tags, shape)
            continue
        hole = {"id": base + 500_000 + number, "nodes": ring(number * 2 + 1, shapely.get_coordinates(shape.interiors[0]))}
        for way in (outer, hole):
            elements["way", way["id"]] = {"type": "way", **way}
        members = [{"type": "way", "ref": way["id"], "role": role} for way, role in ((outer, "outer"), (hole, "inner"))]
        add("relation", {"id": base + number, "members": members}, {"type": "multipolygon", **tags}, shape)
    halts = stops(world, place)
    for row, at in zip(halts.itertuples(), to_crs(shapely.points(halts["x"], halts["y"]).astype(object), 31370, 4326), strict=True):
        add(
            "node",
            {"id": base + 600_000 + row.Index, "lat": round(at.y, 7), "lon": round(at.x, 7)},
            {"highway": "bus_stop", "name": row.name},
            at,
        )
    return Objects(elements, subjects, np.array(shapes, dtype=object))


def overpass(ask: Ask) -> Answer:
    """Answer the interpreter, and the page of status beside it."""
    if ask.path.endswith("/status"):
        return given(
            "Connected as: 2130706433\nCurrent time: 2026-12-01T12:00:00Z\nRate limit: 2\n2 slots available now.\n", "text/plain", False
        )
    query = ask.query.get("data", "")
    wanted = SUBJECT.findall(re.sub(r"area\s*\[[^;]*;", "", query))
    if not wanted:
        return refusal(ask)
    if ask.fault.kind == "changed":
        return given(json.dumps({**BEGIN, "elements": [], "remark": REMARK}), JSON, False)
    code = AREA.search(query)
    place = ask.world.places.get(code[1]) if code else None
    overall = WHOLE_BOX.search(query)
    found: dict[tuple[str, int], tuple[dict, Objects, shapely.Geometry]] = {}
    for types, conditions, within in wanted:
        box = BOX.search(within) or overall
        if code and place is None or not (code or box):
            continue
        for key, own, shape in matching(
            ask.world, types, conditions, place if "area" in within or code else None, box and tuple(map(float, box.groups()))
        ):
            found[key] = (own.elements[key], own, shape)
    if ask.fault.kind == "empty":
        found = {}
    if form := CSV_FORM.search(query):
        return given(as_csv(form, found), "text/csv; charset=utf-8", False)
    elements = [with_centre(one, shape) if "out center" in query else one for one, _, shape in found.values()]
    if "(._;>;)" in query.replace(" ", ""):
        elements = list({(one["type"], one["id"]): one for key, (_, own, _) in found.items() for one in with_parts(key, own)}.values())
    if code and "out count" in query:
        counts = {"nodes": "0", "ways": "0", "relations": "0", "areas": str(int(place is not None)), "total": str(int(place is not None))}
        elements.insert(0, {"type": "count", "id": 0, "tags": counts})
    return given(json.dumps({**BEGIN, "elements": elements}, ensure_ascii=False), JSON, False)


def matching(world: World, types: str, conditions: str, place: Place | None, box: tuple[float, ...] | None):
    """Yield the key, the municipality's objects and the shape of each that has the tags, is in the municipality and touches the box."""
    kinds = {"n": "node", "w": "way", "r": "relation"}
    kinds = (
        {kinds[one] for one in types}
        if len(types) < 4 and types not in ("rel", "way")
        else {types.replace("rel", "relation", types == "rel")}
    )
    tests = [(bool(one[1]), one["key"], one["sign"], unescaped(one["value"])) for one in CONDITION.finditer(conditions)]
    corners = None if box is None else shapely.box(box[1], box[0], box[3], box[2])
    ground = None if corners is None else tuple(shapely.bounds(to_crs(np.array([corners], dtype=object), 4326, 31370)[0]))
    for one in [place] if place else world.places_in(ground):
        own = objects(world, one)
        inside = np.ones(len(own.shapes), dtype=bool) if corners is None else shapely.intersects(own.shapes, corners)
        for key, shape, is_inside in zip(own.subjects, own.shapes, inside, strict=True):
            if is_inside and key[0] in kinds and all(holds(own.elements[key]["tags"], *test) for test in tests):
                yield key, own, shape


def unescaped(text: str | None) -> str:
    return re.sub(r"\\(.)", lambda found: found[1] if found[1] in '"\\' else found[0], text or "")


def holds(tags: dict[str, str], absent: bool, key: str, sign: str | None, value: str) -> bool:
    """Whether tags pass a condition: ``!=`` and ``!~`` hold too where the key is absent."""
    if sign is None:
        return (key not in tags) if absent else key in tags
    found = key in tags and (bool(re.search(value, tags[key])) if sign.endswith("~") else tags[key] == value)
    return not found if sign.startswith("!") else found


def with_parts(key: tuple[str, int], own: Objects) -> list[dict]:
    """Return an object and all that it consists of."""
    one = own.elements[key]
    parts = [("node", node) for node in one.get("nodes", ())] + [(member["type"], member["ref"]) for member in one.get("members", ())]
    return [one, *(part for place in parts for part in with_parts(place, own))]


def with_centre(one: dict, shape: shapely.Geometry) -> dict:
    middle = shapely.box(*shape.bounds).centroid
    return one if one["type"] == "node" else one | {"center": {"lat": round(middle.y, 7), "lon": round(middle.x, 7)}}


def as_csv(form: re.Match, found: dict) -> str:
    """Return the table that ``[out:csv(...)]`` asks for."""
    names = [name.strip().strip('"') for name in form["columns"].split(",")]
    separator = form["separator"] or "\t"
    lines = [separator.join(name.replace("::", "@") for name in names)] if form["head"] != "false" else []
    for one, _, shape in found.values():
        middle = shapely.box(*shape.bounds).centroid
        special = {"::id": one["id"], "::type": one["type"], "::lat": round(middle.y, 7), "::lon": round(middle.x, 7)}
        lines.append(separator.join(str(special.get(name, one["tags"].get(name, ""))) for name in names))
    return "\n".join(lines) + "\n"


def refusal(ask: Ask) -> Answer:
    """Return the page for a question that cannot be understood."""
    path = ask.world.file("public", "facilities", "overpass", "bad-request.html")
    content = path.read_bytes() if path else REFUSAL.format(reason="Unknown type").encode()
    return given(content, HTML, path is not None, 400)
