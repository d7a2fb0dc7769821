"""A file of OpenStreetMap, on disk or at an address: an extract, or what an editor saved."""

from __future__ import annotations

from dataclasses import replace

from ...reading.files import local_file
from ...reading.hashes import source_hash
from ...reading.request import LoadedFeatures, LoadRequest
from .objects import features_in
from .tags import tags_of


def load_osm(ask: LoadRequest) -> LoadedFeatures:
    """Load what has the record's tags in a file of OpenStreetMap.

    Raises
    ------
    OpgaveError
        The record names no tags, or the file cannot be read.
    """
    tags = tags_of(ask.record)
    with local_file(ask) as (path, date, origin):
        return replace(features_in(path, tags, ask), date=date, date_origin=origin, source_hash=source_hash(path))
