"""What was handed out of a store's data, for whom and when: kept with the store, so that a later map does not give away what one hid.

A document for each map, with the bounds that it leaves of each sensitive count: what anybody can compute from the map itself, and no more.
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from ..analysis.disclosure.audit import CellBounds
from ..analysis.disclosure.cells import Protection
from ..challenge.indexing import Indexed
from ..model.challenge import Measurement
from ..model.choices import INTERNAL
from ..model.codec import from_json, to_json
from ..model.errors import OpgaveError
from ..model.files import MOST_BYTES, file_hash, parse_json
from ..model.parts import is_part
from ..model.progress import SILENT, Progress
from ..model.schema import mistakes, read_schema
from ..model.text import Text
from ..qgis_io.columns import key_texts
from ..qgis_io.crs import read_crs
from ..qgis_io.user_name import user_name
from ..sources.store.durable_files import document_content
from ..sources.store.kept_documents import KeptDocuments
from .disclosure_check import AttackedCounts, CountEvidence, PublishedUnits, Shapes, combine_tellings, publish_units, tell_units


@dataclass(frozen=True)
class KeptCounts:
    """What one map tells of one sensitive count, as a `CountEvidence` says it; ``high`` is None where nothing bounds it."""

    measurement: Measurement
    date: str | None
    units: str
    record: str
    field: str
    title: Text
    indicator: Text
    keys: tuple[str, ...]
    names: tuple[str, ...]
    low: tuple[float, ...]
    high: tuple[float | None, ...]

    @classmethod
    def of(cls, telling: CountEvidence, layer: str) -> KeptCounts:
        """Return what is kept of a telling of units of a layer."""
        its, bounds = telling.counts, telling.counts.bounds
        return cls(
            telling.measurement,
            telling.date,
            layer,
            its.record,
            its.field,
            its.title,
            its.indicator,
            its.keys,
            its.names,
            tuple(float(one) for one in bounds.low),
            tuple(None if np.isinf(one) else float(one) for one in bounds.high),
        )

    def telling(self, protection: Protection, ground: str) -> CountEvidence:
        """Return the telling of the units of a ground, which is to be judged by a protection."""
        bounds = CellBounds(np.array(self.low, dtype=float), np.array([np.inf if one is None else one for one in self.high]))
        counts = AttackedCounts(self.record, self.title, self.field, self.indicator, self.keys, self.names, bounds, protection)
        return CountEvidence(self.measurement, self.date, ground, counts)


@dataclass(frozen=True)
class HandOut:
    """One map that left.

    Attributes
    ----------
    when : str
        ISO 8601, in UTC.
    who : str
        Who made it.
    audience : str
        For whom, of `choices.AUDIENCES`.
    challenge : Text
        What it is called.
    files : dict of str to str
        SHA-256 of each of its files, by name.
    units : dict of str to str
        By the id of their record the name of the file in the ledger that has the shapes of its units.
    tellings : tuple of KeptCounts
        What it tells of sensitive counts; nothing where it is for use within the service.
    """

    when: str
    who: str
    audience: str
    challenge: Text
    files: dict[str, str]
    units: dict[str, str]
    tellings: tuple[KeptCounts, ...]


@dataclass(frozen=True)
class Ledger:
    """The maps that were handed out of one store, as that keeps them."""

    kept: KeptDocuments

    def read(self) -> list[HandOut]:
        """Return the maps that left, the oldest first.

        Raises
        ------
        OpgaveError
            A document of it cannot be read: what it kept is not known.
        """
        found = []
        for place, document in self.kept.documents():
            if not _is_hand_out(document):
                raise _unreadable(place)
            found.append(from_json(HandOut, document))
        return found

    @contextmanager
    def alone(self, indexed: Indexed, seen: int, progress: Progress = SILENT) -> Iterator[None]:
        """Hand out a map in the length of the block, while no other is: of two that are made at once the second is compared with the first.

        Parameters
        ----------
        seen : int
            What `check` returned: with how many maps this one was compared; it is again where more have left since.

        Raises
        ------
        OpgaveError
            As of `check`; or another map is being handed out.
        Cancelled
            While another one was.
        """
        with self.kept.alone():
            if len(self.read()) != seen:
                self.check(indexed, progress)
            yield

    def check(self, indexed: Indexed, progress: Progress = SILENT) -> int:
        """Refuse results for others from which, together with what was handed out before, sensitive counts come out.

        What comes out of earlier maps alone is no reason. Returned is how many maps were handed out before.

        Raises
        ------
        OpgaveError
            Some do: says which, with which map, and what would do.
        """
        every = self.read()
        earlier = [one for one in every if one.audience != INTERNAL and one.tellings]
        if indexed.collected.audience == INTERNAL or not earlier:
            return len(every)
        published = publish_units(indexed)
        shapes, ground = Shapes({}).with_units(published)
        own = tell_units(published, {}, ground)
        grounds: dict[str, str] = {}
        before = []
        for hand_out in earlier:
            for kept in hand_out.tellings:
                protection = next((one.counts.protection for one in own if _is_related(kept, one)), None)
                if protection is None:
                    continue
                file = hand_out.units[kept.units]
                if file not in grounds:
                    shapes, grounds[file] = shapes.with_geometry(kept.units, *self._read_shapes(file))
                if not shapes.known[grounds[file]].keys() >= set(kept.keys):
                    raise _unreadable(self.kept.place(file))
                before.append(kept.telling(protection, grounds[file]))
        known = {(one.measurement, one.date, one.ground): one.counts for one in combine_tellings(before, shapes, progress)}
        for one in combine_tellings([*own, *before], shapes, progress):
            already = known.get((one.measurement, one.date, one.ground))
            found = {one.counts.keys[at] for at in np.flatnonzero(one.counts.found)}
            if already is not None:
                found -= {already.keys[at] for at in np.flatnonzero(already.found)}
            if found:
                last = [hand_out for hand_out in earlier if any(kept.record == one.counts.record for kept in hand_out.tellings)][-1]
                _refuse(one, found, last)
        return len(every)

    def write(self, indexed: Indexed, files: Sequence[Path]) -> None:
        """Keep that a map left.

        Raises
        ------
        OpgaveError
            It cannot be written.
        """
        collected, published = indexed.collected, publish_units(indexed)
        tellings = [] if collected.audience == INTERNAL else tell_units(published, {})
        now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        hand_out = HandOut(
            now.isoformat(),
            user_name(),
            collected.audience,
            collected.challenge.title,
            {path.name: file_hash(path) for path in files},
            {collected.challenge.units.ground: self._write_shapes(published)} if tellings else {},
            tuple(KeptCounts.of(one, collected.challenge.units.ground) for one in tellings),
        )
        content, start = document_content(to_json(hand_out)), f"{now:%Y%m%dT%H%M%SZ}_{collected.challenge.id}"
        next(number for number in count() if self.kept.add(f"{start}_{number}.json", content))

    def _write_shapes(self, published: PublishedUnits) -> str:
        units = published.units
        keys = map(str, key_texts(units.table[published.challenge.units.result_key]))
        shapes = dict(zip(keys, shapely.to_wkb(units.geometry, hex=True), strict=True))
        content = json.dumps({"crs": units.crs, "shapes": shapes}, sort_keys=True).encode()
        name = f"units_{hashlib.sha256(content).hexdigest()[:16]}.gz"
        self.kept.add(name, gzip.compress(content, mtime=0))
        return name

    def _read_shapes(self, name: str) -> tuple[list[str], np.ndarray, str]:
        try:
            document = parse_json(_unpack(self.kept.read(name)).decode(), name)
            read_crs(document["crs"])
            return list(document["shapes"]), shapely.from_wkb(np.array(list(document["shapes"].values()), dtype=object)), document["crs"]
        except (OpgaveError, OSError, AttributeError, KeyError, TypeError, ValueError, zlib.error, shapely.errors.ShapelyError) as error:
            raise _unreadable(self.kept.place(name)) from error


def _is_hand_out(document: Any) -> bool:
    """Whether a document is one of a ledger: whoever may write where it is kept may have written another."""
    schemas = read_schema("store"), read_schema("challenge")
    if mistakes(document, schemas[0], "", "", "#/$defs/hand_out"):
        return False
    for one in document["tellings"]:
        lengths = {len(one[of]) for of in ("keys", "names", "low", "high")}
        if len(lengths) > 1 or one["units"] not in document["units"]:
            return False
        if mistakes(one["measurement"], schemas[1], "", "", "#/$defs/measurement"):
            return False
    return True


def _unpack(content: bytes) -> bytes:
    """Return what a gzip file holds; a ValueError tells that it is more than is read."""
    inflater = zlib.decompressobj(31)
    plain = inflater.decompress(content, MOST_BYTES)
    if inflater.unconsumed_tail or not inflater.eof:
        raise ValueError(len(plain))
    return plain


def _is_related(kept: KeptCounts, own: CountEvidence) -> bool:
    """Whether a count that was told before tells of one that is told now: the same, its whole or a part, of the same day."""
    one, other = kept.measurement, own.measurement
    return kept.date == own.date and (one == other or is_part(one, other) or is_part(other, one))


def _unreadable(place: str) -> OpgaveError:
    return OpgaveError(
        "'{path}', which keeps what was handed out, cannot be read, so it is not known what a new map would give away: restore it from a"
        " backup, or move it elsewhere.",
        path=place,
    )


def _refuse(telling: CountEvidence, found: set[str], earlier: HandOut) -> None:
    counts = telling.counts
    first = min(key for key in counts.keys if key in found)
    raise OpgaveError(
        "The map is not made: together with the map '{earlier}' of {date}, 1 count of '{layer}' could be computed back, that of {unit}."
        " Take the areas and the 'disclosure' of that map, leave out '{indicator}', or make a map for use within the service (AUDIENCE)."
        " | The map is not made: together with the map '{earlier}' of {date}, {count} counts of '{layer}' could be computed back, such as"
        " that of {unit}. Take the areas and the 'disclosure' of that map, leave out '{indicator}', or make a map for use within the"
        " service (AUDIENCE).",
        earlier=earlier.challenge,
        date=earlier.when[:10],
        count=len(found),
        layer=counts.title,
        unit=counts.names[counts.keys.index(first)],
        indicator=counts.indicator,
    )
