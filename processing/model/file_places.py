"""Where a file from elsewhere may lead by the paths in it: never to another computer of which nobody but that file speaks."""

from __future__ import annotations

from pathlib import Path

WEB = ("http", "https")
"""Schemes of the addresses that are asked over the network."""
VIRTUAL = "/vsi"
"""Begins the places that are no files: GDAL fetches, unpacks or makes what stands there."""


def host_of_share(path: str) -> str:
    """Return the computer that a path of a share (``//host/share``) names; empty for any other path.

    To look at such a path is to greet that computer, on Windows with the name and the hashed password of the user.
    """
    plain = path.strip().replace("\\", "/")
    return plain[2:].partition("/")[0].lower() or "?" if plain.startswith("//") else ""


def leads_elsewhere(path: str, base: str | Path) -> bool:
    """Whether a path in a file of the folder ``base`` leads to another computer than that folder is on, or to a place that is no file."""
    host = host_of_share(path)
    return bool(host) and host != host_of_share(str(base)) or "\0" in path or path.lstrip().lower().startswith(VIRTUAL)
