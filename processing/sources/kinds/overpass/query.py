"""What Overpass is asked: the objects with some tags in an area, and all that they consist of."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsRectangle

from ..osm.tags import Combination

SECONDS = 180
"""That a server may work on an answer."""
BYTES = 512 * 1024 * 1024
"""Of memory that it may use for it."""
QUERY = """[out:json][timeout:{seconds}][maxsize:{bytes}];
{area}(
{objects}
);
(._;>;);
out body;"""
AREA = """area["ref:INS"="{code}"]["boundary"="administrative"]->.place;
.place out count;
"""
"""A municipality by its NIS code, which OpenStreetMap keeps as ``ref:INS``; how many there are is part of the answer."""


def query_for(tags: Sequence[Combination], extent: QgsRectangle | None, code: str = "") -> str:
    """Return the question.

    Parameters
    ----------
    extent : QgsRectangle, optional
        In degrees.
    code : str
        NIS code of a municipality; empty for none.
    """
    within = "(area.place)" if code else ""
    if extent is not None:
        within += "({:.7f},{:.7f},{:.7f},{:.7f})".format(*(extent.yMinimum(), extent.xMinimum(), extent.yMaximum(), extent.xMaximum()))
    objects = "\n".join(f"  nwr{''.join(tag.overpass() for tag in combination)}{within};" for combination in tags)
    return QUERY.format(seconds=SECONDS, bytes=BYTES, area=AREA.format(code=code) if code else "", objects=objects)
