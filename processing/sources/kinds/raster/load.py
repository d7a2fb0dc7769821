"""The raster of a record: a file where it lies, or what a server gives of it, on this computer for the moment."""

from __future__ import annotations

import datetime
from pathlib import Path

from ...network.sentences import NotThere
from ...reading.hashes import source_hash
from ...reading.kept_rows import check_layer
from ...reading.request import LoadedCells, LoadRequest
from .coverage import describe_coverage
from .image_service import describe_images, is_image_service
from .mosaic import load_from_service
from .taking import take_file
from .web_file import load_from_address


def load_raster(ask: LoadRequest) -> LoadedCells:
    """Load the cells of a record, those of the extent where not all are here.

    Raises
    ------
    OpgaveError
        There is no such file, it is no raster of which the file is all that is read, it lies nowhere that is known, or it is a copy that
        somebody changed.
    """
    place = ask.record.location
    if "://" in place:
        if is_image_service(ask.record):
            return load_from_service(ask, describe_images(ask))
        if ask.record.source.layer:
            return load_from_service(ask, describe_coverage(ask))
        return load_from_address(ask)
    path = Path(place)
    if not ask.record.source.path or not path.is_file():
        raise NotThere(
            "Layer '{record}': the file '{path}' does not exist. Correct the 'path' of its source in the catalogue, or put the file there.",
            record=ask.record.title_and_id,
            path=place,
        )
    check_layer(ask.record, path)
    changed = datetime.date.fromtimestamp(path.stat().st_mtime)
    return LoadedCells(take_file(path, ask), changed, "file", source_hash(path))
