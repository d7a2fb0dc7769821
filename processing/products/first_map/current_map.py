"""Maps that are still current: what they would be made of now is, by its hashes, what their manifest says that they were made of."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ...cartography.pictures import drawn_as
from ...model.catalogue import Catalogue
from ...model.challenge import Challenge
from ...model.dates import freshness
from ...model.files import file_hash
from ...model.record import LayerRecord
from ...model.source_kinds import NO_SOURCE
from ...qgis_io.earlier_files import question_of
from ...sources.reading.hashes import source_hash
from ..bundle_writing import OUTPUTS, ProductStyle
from ..bundles import is_of, manifests, moment_of, read_manifest
from ..integrated_map.drawing import DATA_BACKGROUND
from ..manifest import versions
from .prepare import is_own_file

BASIS, ROWS = "basis", "indicator_rows"
"""Keys of a manifest: what the map was made of, by hash; what the table of the indicators says of it."""
AT_SERVICE, ABSENT_FILE = "service", "absent"
"""In the place of a hash: only the service, or a folder of many files, knows whether data changed; a file is not there."""


@dataclass(frozen=True)
class CurrentMap:
    """A map that need not be made again.

    Attributes
    ----------
    files : dict of str to Path
        By output, as `bundle_writing.write_bundle` names them.
    made : datetime
        In local time.
    as_of : date
        The day that ages in it are counted to.
    rows : list of dict
        What the table of the indicators says of it.
    """

    files: dict[str, Path]
    manifest: Path
    made: datetime.datetime
    as_of: datetime.date
    rows: list[dict[str, Any]]


def basis_of(challenge: Challenge, catalogue: Catalogue, press: ProductStyle) -> dict[str, Any]:
    """Return what the map of a challenge is made of, by hash; the day and the versions of all programs a manifest tells anyway.

    Parameters
    ----------
    challenge : Challenge
        As it is asked: in which form it can be measured follows from the records and their data.
    """
    named = [id for id in challenge.layers_of_every_form() if id in catalogue.records]
    joined = [join.layer for id in named if (join := catalogue.records[id].join) and join.layer in catalogue.records]
    used = {id: catalogue.records[id] for id in dict.fromkeys([*named, *joined])}
    part = Catalogue(title=catalogue.title, own=used, own_sectors=catalogue.sectors, municipality=catalogue.nis_code)
    logo = file_hash(Path(press.theme.logo)) if press.theme.logo else ""
    return {
        "challenge": question_of(challenge.to_json()),
        "catalogue": question_of(part.to_json()),
        "data": {id: _hash_data(catalogue.candidates(id)) for id in used},
        "style": question_of(press.language.code, press.paper, press.orientation, asdict(press.theme), logo),
    }


def find_current(
    folder: Path, challenge: Challenge, catalogue: Catalogue, basis: Mapping[str, Any], as_of: datetime.date, is_asked: bool = True
) -> CurrentMap | None:
    """Return the map of a challenge in a folder where it was made of just this and all its files are as they were written; else None.

    One that rests on data at a service is never current, nor one that had to do without its background service.

    Parameters
    ----------
    as_of : date
    is_asked : bool
        Whether that day was asked for. Else a map of an earlier day, which says of which day it is, stays as long as none of its data are
        due or stale that were not so then.
    """
    manifest = next((path for path in manifests(folder) if is_of(path, challenge.id)), None)
    if manifest is None:
        return None
    document = read_manifest(manifest)
    if (document.get(BASIS), document.get("versions")) != (basis, versions()):
        return None
    day = datetime.date.fromisoformat(document["as_of"])
    if day != as_of and (is_asked or day > as_of or not _are_as_fresh(document["inputs"], catalogue, as_of)):
        return None
    files = {output: folder / f"{challenge.id}{suffix}" for output, suffix in OUTPUTS.items()}
    listed: dict[str, Any] = document["files"]
    if not {path.name for path in files.values()} <= listed.keys() or not all(_is_as_written(folder / one, listed[one]) for one in listed):
        return None
    read = {*(one["record"] for one in document["inputs"]), *document["failed"]}
    if any(basis["data"].get(id) == AT_SERVICE for id in read):
        return None
    if document["results"]["background"] == DATA_BACKGROUND and _has_service(challenge, catalogue):
        return None
    return CurrentMap(files, manifest, moment_of(document, manifest), day, document[ROWS])


def _are_as_fresh(inputs: Sequence[Mapping[str, Any]], catalogue: Catalogue, as_of: datetime.date) -> bool:
    """Whether inputs are as far within their rhythm of updates on a day as their manifest says."""
    known = [(one, catalogue.records[one["record"]].update_rhythm) for one in inputs if one["record"] in catalogue.records]
    days = [datetime.date.fromisoformat(one["date"]) if one["date"] else None for one, _ in known]
    return all(freshness(day, rhythm, as_of).value == one["freshness"] for (one, rhythm), day in zip(known, days, strict=True))


def _hash_data(candidates: Sequence[LayerRecord]) -> str:
    """Return a hash of the files of the records that may give a layer."""
    with_source = [one for one in candidates if one.source.kind != NO_SOURCE]
    places = [Path(place) for one in with_source for place in one.locations]
    if not all(map(is_own_file, with_source)) or any(place.is_dir() for place in places):
        return AT_SERVICE
    return question_of(list(map(_hash_file, places)))


def _hash_file(path: Path) -> str:
    """Return a hash of a file, with what a database has not taken into it yet."""
    pending = path.with_name(f"{path.name}-wal")
    return "".join(source_hash(one) if one.is_file() else ABSENT_FILE for one in (path, pending))


def _has_service(challenge: Challenge, catalogue: Catalogue) -> bool:
    """Whether a service gives the background when it answers."""
    record = catalogue.records.get(challenge.background.service)
    return record is not None and bool(drawn_as(record)) and not record.source.auth


def _is_as_written(path: Path, facts: Mapping[str, Any]) -> bool:
    """Whether a file is there as its manifest says."""
    return path.is_file() and file_hash(path) == facts.get("sha256")
