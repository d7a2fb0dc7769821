"""Features of many answers of JSON, each once, in one file on disk: no more of them in memory than of the answers at hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from ...qgis_io.crs_names import find_crs


class FeaturesFile:
    """A file of GeoJSON that grows; to be closed before it is read.

    Parameters
    ----------
    path : Path
    crs : str
        Authority id of the coordinates' system; empty for degrees.

    Attributes
    ----------
    count : int
        Features in it.
    repeats : int
        Features that were given once more, and left out.
    """

    def __init__(self, path: Path, crs: str = ""):
        self.path, self.count, self.repeats = path, 0, 0
        self._ids: set[object] = set()
        name = {"type": "name", "properties": {"name": find_crs(crs).toOgcUrn()}}
        system = f'"crs": {json.dumps(name)}, ' if crs else ""
        self._file = path.open("w", encoding="utf-8")
        self._file.write(f'{{"type": "FeatureCollection", {system}"features": [')

    def add(self, features: Iterable[dict]) -> int:
        """Add the features that are not there yet, and return how many they are; one without an id is another each time."""
        new = [with_id(feature) for feature in features if self._is_new(feature)]
        if new:
            self._file.write((",\n" if self.count else "") + json.dumps(new)[1:-1])
        self.count += len(new)
        return len(new)

    def close(self) -> None:
        """End the file."""
        if not self._file.closed:
            self._file.write("]}")
            self._file.close()

    def _is_new(self, feature: dict) -> bool:
        if not has_id(feature):
            return True
        before = len(self._ids)
        self._ids.add(feature["id"])
        is_new = len(self._ids) > before
        self.repeats += not is_new
        return is_new


def has_id(feature: dict) -> bool:
    """Whether a feature has an id of its own; some servers give an empty one when the columns that are asked for lack the key."""
    return feature.get("id") not in (None, "")


def with_id(feature: dict) -> dict:
    """Return a feature with its id among its properties, unless it has a property of that name."""
    properties = feature.get("properties") or {}
    if has_id(feature) and "id" not in properties:
        properties = {"id": feature["id"], **properties}
    return {"type": "Feature", "properties": properties, "geometry": feature.get("geometry")}
