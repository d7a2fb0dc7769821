"""A catalogue that leads to the replay: the addresses of its records moved, nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .server import Playing
from .world import ROOT

BUILTIN = ROOT / "resources" / "catalogue" / "catalogue.json"


def replayed(document: Any, replay: Playing) -> Any:
    """Return a document with the address of a host in the replay in place of every real one, in sources, parts and options alike."""
    if isinstance(document, dict):
        return {name: replayed(value, replay) for name, value in document.items()}
    if isinstance(document, list):
        return [replayed(value, replay) for value in document]
    return replay.moved(document) if isinstance(document, str) else document


def replayed_catalogue(replay: Playing, path: Path, source: Path = BUILTIN, **more: Any) -> Path:
    """Write a catalogue of which the sources lead to the replay, and return its path; ``trust.json`` beside it trusts its folder.

    Licences and successors keep their addresses: only what is loaded is moved.

    Parameters
    ----------
    source : Path
        The catalogue whose records are taken.
    more
        What stands at its top besides, such as ``municipality``.
    """
    document = json.loads(source.read_text(encoding="utf-8"))
    records = [record | {"source": replayed(record["source"], replay)} for record in document["records"]]
    path.write_text(json.dumps({"title": document["title"], **more, "records": records}, ensure_ascii=False, indent=1), encoding="utf-8")
    (path.parent / "trust.json").write_text(json.dumps({"folders": ["."]}), encoding="utf-8")
    return path


def list_sources(replay: Playing) -> str:
    """Return what answers where, and what of it was recorded, as a table for people."""
    places = {(source.kind, source.host + source.path.removesuffix("/*"), source.about) for source in replay.sources}
    width = max(len(place) for _, place, _ in places)
    lines = [f"{kind:14}{place:{width}}  {about}" for kind, place, about in places]
    return "\n".join(sorted(lines))
