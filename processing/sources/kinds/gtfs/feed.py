"""The files of a timetable in a zip, as tables of texts; the large one, of all times at all stops, part by part."""

from __future__ import annotations

import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pandas as pd

from ....analysis.service_days import WEEKDAYS
from ....analysis.timetable import Timetable
from ....model.errors import OpgaveError
from ....model.progress import Progress
from ....model.record import LayerRecord, Publisher, Source
from ....model.text import Text, field_name

NEEDED = {
    "stops.txt": ("stop_id", "stop_lat", "stop_lon"),
    "routes.txt": ("route_id", "route_type"),
    "trips.txt": ("trip_id", "route_id", "service_id"),
    "stop_times.txt": ("trip_id", "stop_id", "departure_time"),
    "calendar.txt": ("service_id", *WEEKDAYS, "start_date", "end_date"),
    "calendar_dates.txt": ("service_id", "date", "exception_type"),
    "frequencies.txt": ("trip_id", "start_time", "end_time", "headway_secs"),
    "translations.txt": (),
    "transfers.txt": ("from_stop_id", "to_stop_id"),
}
"""Columns without which a file cannot be read."""
FURTHER = {
    "stops.txt": ("stop_name", "location_type", "parent_station"),
    "stop_times.txt": ("stop_sequence", "pickup_type"),
    "transfers.txt": ("transfer_type", "min_transfer_time", "from_route_id", "to_route_id", "from_trip_id", "to_trip_id"),
    "translations.txt": ("table_name", "field_name", "language", "lang", "translation", "trans_id", "record_id", "field_value"),
}
"""Columns that are read where they are there."""
CALENDARS = ("calendar.txt", "calendar_dates.txt")
FOR_TRAVEL = {"stop_times.txt": ("arrival_time", "drop_off_type")}
"""Columns that only those need who travel; a count of departures is quicker without them."""
ALWAYS = ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
MOST_GROWTH, MOST_WHOLE = 100, 500_000_000
"""How many times as large as it is packed a file may be, and how many bytes one that is read at once."""
ALWAYS_READ = 50_000_000
"""Bytes that a file may have however well it was packed."""
ROWS_AT_ONCE = 40_000
"""Enough for pandas to be quick, and so few that a window does not wait for a part."""
VARIED = ("departure_time", "arrival_time", "stop_id")
"""Columns in which nearly each value is another one, so that a categorical only costs time."""
READING: dict[str, Any] = {
    "dtype": defaultdict(lambda: "category", dict.fromkeys(VARIED, "object")),
    "chunksize": ROWS_AT_ONCE,
    "low_memory": False,
    "keep_default_na": False,
    "na_values": [""],
    "skipinitialspace": True,
    "encoding": "utf-8-sig",
    "encoding_errors": "replace",
}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
"""What `zipfile` raises of a file that is damaged, locked by a password or packed in a way that it does not know."""


@dataclass(frozen=True)
class Feed:
    """An opened feed of a record, which stands in ``path``."""

    record: LayerRecord
    path: Path
    archive: zipfile.ZipFile
    progress: Progress
    for_travel: bool = False

    def timetable(self) -> Timetable:
        """Return the feed's tables.

        Raises
        ------
        OpgaveError
            Naming the file or column that is absent.
        """
        for name in ALWAYS:
            if not self.member(name):
                raise self.absent(name)
        if not any(self.member(name) for name in CALENDARS):
            raise self.absent(" / ".join(CALENDARS))
        return Timetable(
            stops=self.read("stops.txt"),
            routes=self.read("routes.txt"),
            calendar=self.read("calendar.txt"),
            frequencies=self.read("frequencies.txt"),
            transfers=self.read("transfers.txt"),
            exceptions=self.parts("calendar_dates.txt"),
            trips=self.parts("trips.txt"),
            times=self.parts("stop_times.txt"),
        )

    def member(self, name: str) -> str:
        """Return where a file stands in the zip, which may be in a folder there; empty where it does not."""
        names = [one for one in self.archive.namelist() if PurePosixPath(one).name.lower() == name]
        return min(names, key=lambda one: one.count("/"), default="")

    def columns_of(self, name: str) -> tuple[str, ...]:
        """Return the columns that are read of a file."""
        return (*NEEDED[name], *FURTHER.get(name, ()), *(FOR_TRAVEL.get(name, ()) if self.for_travel else ()))

    def read(self, name: str) -> pd.DataFrame:
        """Return a file as a table of texts; without rows where it is not there."""
        self.check_size(name, MOST_WHOLE)
        parts = [part.astype(object) for part in self.parts(name)]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(self.columns_of(name)), dtype=object)

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """Yield a file part by part, each column but the varied ones a categorical, and move the bar; nothing of one that is not there."""
        if not self.member(name):
            return
        self.check_size(name, max(MOST_GROWTH * self.archive.getinfo(self.member(name)).compress_size, ALWAYS_READ))
        with self.opened(name) as stream:
            size = max(self.archive.getinfo(self.member(name)).file_size, 1)
            for part in pd.read_csv(stream, usecols=is_wanted(self.columns_of(name)), **READING):
                self.progress.update(stream.tell() / size)
                yield self.whole(part, name)

    def check_size(self, name: str, most: int) -> None:
        """Check that a file has at most so many bytes when it is unpacked; one that says less than it has is damaged to `zipfile`.

        Raises
        ------
        OpgaveError
        """
        size = self.archive.getinfo(self.member(name)).file_size if self.member(name) else 0
        if size > most:
            raise OpgaveError(
                "Layer '{record}': '{file}' in the timetable has {size} bytes when it is unpacked; at most {most} are read of it. Ask the"
                " publisher for a timetable that follows GTFS.",
                record=self.record.title,
                file=name,
                size=size,
                most=most,
            )

    def whole(self, part: pd.DataFrame, name: str) -> pd.DataFrame:
        """Return a part of a file with all columns that are read of it: without values where the file lacks them."""
        part = part.rename(columns=str.strip)
        part = part.loc[:, ~part.columns.duplicated()]
        absent = [column for column in NEEDED[name] if column not in part]
        if absent:
            raise OpgaveError(
                "Layer '{record}': '{file}' in the timetable has no column '{columns}'. Ask the publisher for a timetable that follows"
                " GTFS.",
                record=self.record.title,
                file=name,
                columns=", ".join(absent),
            )
        kinds = {column: "object" if column in VARIED else "category" for column in self.columns_of(name)}
        part = part.reindex(columns=list(kinds))
        return part.astype({name: kind for name, kind in kinds.items() if part[name].dtype != kind})

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """Yield a file of the feed, and say what is wrong with it in a sentence."""
        try:
            with self.archive.open(self.member(name)) as stream:
                yield stream
        except pd.errors.EmptyDataError as error:
            if name in ALWAYS:
                raise self.absent(name) from error
        except pd.errors.ParserError as error:
            raise OpgaveError(
                "Layer '{record}': '{file}' in the timetable cannot be read ({reason}). Ask the publisher for a timetable that follows"
                " GTFS.",
                record=self.record.title,
                file=name,
                reason=str(error).strip(),
            ) from error
        except BROKEN as error:
            raise broken(self.record, self.path, error) from error

    def absent(self, name: str) -> OpgaveError:
        """Return the sentence for a file that the feed lacks."""
        return OpgaveError(
            "Layer '{record}': the timetable has no '{file}', without which no departures can be counted. It has: {files}. Check the"
            " address, or ask the publisher for the complete timetable.",
            record=self.record.title,
            file=name,
            files=", ".join(sorted(PurePosixPath(one).name for one in self.archive.namelist() if not one.endswith("/"))) or "-",
        )

    def names_in(self, language: str, stops: pd.DataFrame) -> pd.Series:
        """Return the stops' names in a language where ``translations.txt`` has them, by the stop's id or by its name; else as they are."""
        names, table = stops["stop_name"].astype(object), self.read("translations.txt").astype(object)
        spoken = table["language"].fillna(table["lang"])
        mine = table[
            (spoken == language) & table["table_name"].fillna("stops").eq("stops") & table["field_name"].fillna("stop_name").eq("stop_name")
        ]
        by_name = mine.assign(name=mine["field_value"].fillna(mine["trans_id"])).dropna(subset="name").drop_duplicates("name")
        by_id = mine.dropna(subset="record_id").drop_duplicates("record_id")
        named = names.map(by_name.set_index("name")["translation"])
        return stops["stop_id"].astype(object).map(by_id.set_index("record_id")["translation"]).fillna(named).fillna(names)


def record_of_file(path: str) -> LayerRecord:
    """Return a record for a feed that has none: it is called as its file is.

    Raises
    ------
    OpgaveError
        The file is not there.
    """
    if not Path(path).is_file():
        raise OpgaveError("GTFS: the file '{path}' does not exist. Check the path.", path=path)
    name = Path(path).stem
    return LayerRecord(field_name(name), Text(name, name), Publisher("", ""), Source("gtfs", path))


@contextmanager
def open_feed(record: LayerRecord, path: Path, progress: Progress, for_travel: bool = False) -> Iterator[Feed]:
    """Yield a feed, with the columns that one needs who travels where it is asked ``for_travel``.

    Raises
    ------
    OpgaveError
        The file is no zip, or a damaged one.
    """
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise broken(record, path, error) from error
    with archive:
        yield Feed(record, path, archive, progress, for_travel)


def broken(record: LayerRecord, path: Path, error: Exception) -> OpgaveError:
    """Return the sentence for a file that is no whole zip."""
    return OpgaveError(
        "Layer '{record}': '{path}' is not a readable zip file with a timetable in GTFS ({reason}). Check the 'path' of its source,"
        " or download the timetable again.",
        record=record.title_and_id,
        path=path.name,
        reason=error,
    )


def is_wanted(columns: Iterable[str]) -> Any:
    """Return what tells pandas whether a column is read, whatever blanks stand around its name."""
    wanted = frozenset(columns)
    return lambda column: column.strip() in wanted
