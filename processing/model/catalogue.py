"""The catalogue: layer records side by side, whoever publishes them, and what replaced retired services."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from . import codec
from .errors import Mistakes, OpgaveError
from .file_places import leads_elsewhere
from .files import RESOURCES, JsonObject, label, read_hashed_json, read_json, write_json
from .municipalities import find_municipality
from .public_text import without_secrets
from .record import LayerRecord, each_source
from .schema import mistakes, name_place, read_schema
from .source_kinds import NO_SOURCE
from .text import Text, did_you_mean
from .trust import (
    CONNECTION,
    COPY,
    FOREIGN,
    INCLUDE,
    OWN,
    NotAccepted,
    Want,
    current_trust,
    keep_standing,
    leaves_folder,
    refusal,
    standing_of,
    want_of_address,
    wants_of,
)

T = TypeVar("T")
BUILTIN = "builtin"
BUILTIN_PATH = RESOURCES / "catalogue" / "catalogue.json"
MOST_FILES = 100
"""Catalogues that one may include, each as often as it is included."""
SECTORS_PATH = RESOURCES / "catalogue" / "sectors.json"


@dataclass(frozen=True)
class Successor:
    """A retired service: URLs that start with ``old``, up to where a part of the path or the query ends, now start with ``new``.

    Both may also be a database (``host=... port=... dbname=...``); ``layers`` says which layers have another name there.
    """

    old: str
    new: str
    since: str = ""
    layers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """The records of one file, on top of those of the catalogues it includes.

    Attributes
    ----------
    title : Text
    own : dict of str to LayerRecord
        The file's own records by id.
    own_mistakes : dict of str to tuple of OpgaveError
        What is wrong with the file's bad records, by id (or ``records[3]`` where it has none).
    own_sectors : dict of str to Text
        Titles of sectors that the file adds.
    own_successors : tuple of Successor
    includes : tuple of str
        What the file includes, as written: paths, or ``builtin``.
    included : tuple of Catalogue
        The same, read.
    municipality : str
        Name or NIS code of the municipality for which addresses with placeholders are filled in; empty for that of an included catalogue.
    path : str
        The file; empty for a catalogue that was not read.
    sha : str
        SHA-256 of the file as it was read.
    foreign : bool
        Whether nobody here made or accepted the file (`model.trust`).
    """

    title: Text = Text()
    own: dict[str, LayerRecord] = field(default_factory=dict)
    own_mistakes: dict[str, tuple[OpgaveError, ...]] = field(default_factory=dict)
    own_sectors: dict[str, Text] = field(default_factory=dict)
    own_successors: tuple[Successor, ...] = ()
    includes: tuple[str, ...] = ()
    included: tuple[Catalogue, ...] = ()
    municipality: str = ""
    path: str = ""
    sha: str = ""
    foreign: bool = False

    @cached_property
    def records(self) -> dict[str, LayerRecord]:
        """Every good record by id; an own record, good or bad, hides the included one of the same id."""
        records, wrong = _merge_catalogues(catalogue.records for catalogue in self.included) | self.own, self.mistakes
        good = {id: record for id, record in records.items() if id not in wrong} if wrong else records
        nis = self.nis_code
        return {id: replace(record, municipality=nis) if record.placeholders else record for id, record in good.items()} if nis else good

    @property
    def is_builtin(self) -> bool:
        """Whether it is the one that comes with the plugin, itself and not on top of it; through a link too."""
        return self.path == str(BUILTIN_PATH.resolve())

    @cached_property
    def nis_code(self) -> str:
        """Code of the municipality for which the catalogue is read; empty where none is given."""
        own = find_municipality(self.municipality) if self.municipality else None
        return own.nis if own else next((one.nis_code for one in self.included if one.nis_code), "")

    @cached_property
    def mistakes(self) -> dict[str, tuple[OpgaveError, ...]]:
        """What is wrong with each bad record; an own good record mends an included bad one."""
        included = _merge_catalogues(catalogue.mistakes for catalogue in self.included)
        return {id: found for id, found in included.items() if id not in self.own} | self.own_mistakes

    @cached_property
    def sectors(self) -> dict[str, Text]:
        """Titles of sectors by id: the built-in ones, and what the files add."""
        included = _merge_catalogues(catalogue.sectors for catalogue in self.included)
        return codec.from_json(dict[str, Text], read_json(SECTORS_PATH)) | included | self.own_sectors

    @cached_property
    def successors(self) -> tuple[Successor, ...]:
        """Retired services, own ones first."""
        return self.own_successors + tuple(one for catalogue in self.included for one in catalogue.successors)

    def get(self, id: str) -> LayerRecord:
        """Return a record.

        Raises
        ------
        Mistakes
            The record is in the catalogue but wrong.
        OpgaveError
            There is no such record.
        """
        if id in self.mistakes:
            raise Mistakes(list(self.mistakes[id]))
        if id not in self.records:
            raise self.unknown(id)
        return self.records[id]

    def find(self, id: str) -> LayerRecord | None:
        """Return a record; None where there is none of that id.

        Raises
        ------
        Mistakes
            There is one, but wrong: what it forbids is not known.
        """
        return self.get(id) if id in self.records or id in self.mistakes else None

    def candidates(self, id: str) -> tuple[LayerRecord, ...]:
        """Return the records that may give a layer, each under its id: the record itself, then those named in its ``otherwise``.

        Of several those with a source, as far as the catalogue has them.

        Raises
        ------
        Mistakes, OpgaveError
            As `get`.
        """
        own = self.get(id)
        others = (self.records[other] for other in own.otherwise if other in self.records)
        known = tuple(replace(one, id=id) for one in (own, *others) if one.source.kind != NO_SOURCE)
        return known or (own,)

    def unknown(self, id: str) -> OpgaveError:
        """Return the sentence for an id that the catalogue does not have."""
        near = did_you_mean(id, self.records)
        if near:
            return OpgaveError("The catalogue has no record '{id}'. Did you mean '{near}'?", id=id, near=near)
        return OpgaveError("The catalogue has no record '{id}'. Add it to the catalogue or check the id.", id=id)

    @property
    def foreign_files(self) -> tuple[Catalogue, ...]:
        """Of this file and those that it includes those that nobody here made or accepted."""
        mine = (self,) if self.foreign else ()
        return mine + tuple(one for catalogue in self.included for one in catalogue.foreign_files)

    @property
    def refused(self) -> tuple[NotAccepted, ...]:
        """What the file's own records want and may not have as long as nobody accepts it."""
        return tuple(one for found in self.own_mistakes.values() for one in found if isinstance(one, NotAccepted))

    def sector_title(self, id: str) -> Text:
        """Return a sector's title; the id itself where no file gives one."""
        return self.sectors.get(id, Text(id, id))

    def successor(self, url: str) -> str:
        """Return the address that replaced a retired one; empty where none did. http and https count as one."""
        best = self.successor_of(url)
        return best.new + _without_scheme(url)[len(_without_scheme(best.old)) :] if best else ""

    def successor_of(self, url: str) -> Successor | None:
        """Return what the catalogue says of the retired service at a URL: of several the most exact; None where it says nothing."""
        plain = _without_scheme(url)
        fitting = [one for one in self.successors if _is_below(plain, _without_scheme(one.old))]
        return max(fitting, key=lambda one: len(_without_scheme(one.old)), default=None)

    def to_json(self) -> JsonObject:
        """Return the file's own content as a JSON object."""
        parts = {
            "title": codec.to_json(self.title),
            "municipality": self.municipality,
            "includes": list(self.includes),
            "sectors": codec.to_json(self.own_sectors),
            "records": [record.to_json() for record in self.own.values()],
            "successors": codec.to_json(self.own_successors),
        }
        return {key: part for key, part in parts.items() if part or key == "records"}


def read_catalogue(path: str | Path = "", for_titles: bool = False) -> Catalogue:
    """Return the catalogue in a file, or the built-in one for an empty path.

    A bad record is kept in `Catalogue.mistakes` and does not take the others down; so is one of a foreign file that wants more than the
    records of such a file may have.

    Parameters
    ----------
    for_titles : bool
        Keep what a foreign file wants among its records: nothing that they name will be opened.

    Raises
    ------
    Mistakes, OpgaveError
        The file itself, or one it includes, cannot be read, or the files include each other in a circle.
    """
    with _nothing_to_collect():
        return _read(Path(path) if str(path) else BUILTIN_PATH, (), [], for_titles)


def write_catalogue(path: str | Path, catalogue: Catalogue) -> None:
    """Write a catalogue's own content, and note its standing (`model.trust`); relative paths are turned so that they still lead to the same
    files.

    Raises
    ------
    Mistakes
        Own records are bad: writing would lose them.
    """
    if catalogue.own_mistakes:
        raise Mistakes([mistake for found in catalogue.own_mistakes.values() for mistake in found])
    folder = str(Path(path).resolve().parent)
    records = [record.moved(folder) for record in catalogue.own.values()]
    written = write_json(path, catalogue.to_json() | {"records": [record.to_json() for record in records]})
    foreign = catalogue.foreign or any(record.foreign for record in records)
    keep_standing(path, written, COPY if foreign else OWN)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Let the garbage collector rest: whatever is read stays, and it would go through all of it time and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def accept_catalogue(catalogue: Catalogue) -> None:
    """Note that somebody here accepts a foreign catalogue, as it was read, and the foreign ones that it includes."""
    for one in catalogue.foreign_files:
        keep_standing(one.path, one.sha, OWN)


def _read(path: Path, chain: tuple[Path, ...], read: list[Path], for_titles: bool) -> Catalogue:
    path = path.resolve()
    read.append(path)
    if len(read) > MOST_FILES:
        raise OpgaveError(
            "Catalogue '{path}' includes more than {count} others: take some 'includes' out.", path=label(chain[0]), count=MOST_FILES
        )
    if path in chain:
        circle = " > ".join(label(file) for file in (*chain[chain.index(path) :], path))
        raise OpgaveError("These catalogues include each other in a circle: {circle}. Take one 'includes' out.", circle=circle)
    document, sha = read_hashed_json(path)
    standing = standing_of(path, sha)
    foreign = standing != OWN
    _check_head(document, label(path))
    own, wrong = _read_records(document["records"], path, foreign)
    successors = codec.from_json(tuple[Successor, ...], document.get("successors", []))
    includes = tuple(document.get("includes", ()))
    places = [_included_path(path, one) for one in includes]
    if standing == FOREIGN and not for_titles:
        own = _refuse_wants(own, wrong, path, sha)
        successors = _refuse_successors(successors, wrong, path, sha)
        outside = [one for one in includes if one != BUILTIN and leaves_folder(one, str(path.parent))]
        wrong |= {f"includes: {one}": (refusal(Want(INCLUDE, one), Text(), label(path), sha),) for one in outside}
        places = [place for one, place in zip(includes, places, strict=True) if one not in outside]
    return Catalogue(
        title=codec.from_json(Text, document.get("title", {})),
        own=own,
        own_mistakes=wrong,
        own_sectors=codec.from_json(dict[str, Text], document.get("sectors", {})),
        own_successors=successors,
        includes=includes,
        municipality=document.get("municipality", ""),
        included=tuple(_read(place, (*chain, path), read, for_titles) for place in places),
        path=str(path),
        sha=sha,
        foreign=foreign,
    )


def _included_path(path: Path, include: str) -> Path:
    if leads_elsewhere(include, path.parent) or "://" in include:
        raise OpgaveError(
            "Catalogue '{path}' includes '{include}', which is no file that may be opened from here: put it beside the catalogue.",
            path=label(path),
            include=include,
        )
    return BUILTIN_PATH if include == BUILTIN else path.parent / include


def _check_head(document: Any, where: str) -> None:
    """Check everything but the records, each of which is checked by itself."""
    head = document
    if isinstance(document, dict) and isinstance(document.get("records"), list):
        head = document | {"records": []}
    found = mistakes(head, read_schema("catalogue"), where)
    name = "" if found else head.get("municipality", "")
    if name and not find_municipality(name):
        found = [
            OpgaveError(
                "{place}: no Flemish municipality has the name or NIS code '{name}'.", place=name_place(where, "municipality"), name=name
            )
        ]
    if found:
        raise Mistakes(found)


def _refuse_wants(
    records: dict[str, LayerRecord], wrong: dict[str, tuple[OpgaveError, ...]], path: Path, sha: str
) -> dict[str, LayerRecord]:
    """Return the records of a foreign file that want no more than they may; what the others want is told in ``wrong``."""
    trust = current_trust()
    for id, record in records.items():
        wants = dict.fromkeys(wants_of(record, each_source(record.source), trust))
        if wants:
            wrong[id] = tuple(refusal(want, record.title, label(path), sha) for want in wants)
    return {id: record for id, record in records.items() if id not in wrong}


def _refuse_successors(
    successors: tuple[Successor, ...], wrong: dict[str, tuple[OpgaveError, ...]], path: Path, sha: str
) -> tuple[Successor, ...]:
    """Return the successors of a foreign file that are public servers; what the others want is told in ``wrong``."""
    trust, kept = current_trust(), []
    for number, one in enumerate(successors):
        want = want_of_address(one.new, trust) if "://" in one.new else Want(CONNECTION, without_secrets(one.new))
        if want:
            wrong[f"successors[{number}]"] = (refusal(want, Text(one.old, one.old), label(path), sha),)
        else:
            kept.append(one)
    return tuple(kept)


def _read_records(documents: list[Any], path: Path, foreign: bool) -> tuple[dict[str, LayerRecord], dict[str, tuple[OpgaveError, ...]]]:
    good: dict[str, LayerRecord] = {}
    wrong: dict[str, tuple[OpgaveError, ...]] = {}
    folder, name = str(path.parent), label(path)
    for position, document in enumerate(documents):
        here = f"records[{position}]"
        try:
            record = LayerRecord.from_json(document, folder, name, here, foreign)
        except Mistakes as error:
            id = document.get("id") if isinstance(document, dict) else None
            wrong[id if isinstance(id, str) and id else here] = tuple(error.mistakes)
            continue
        if record.id in good:
            wrong[here] = (_duplicate_error(record.id, name, here),)
        good.setdefault(record.id, record)
    return good, wrong


def _duplicate_error(id: str, where: str, path: str) -> OpgaveError:
    return OpgaveError(
        "{place}: a record '{id}' stands higher in this file already; that one is used. Rename one of them.",
        place=name_place(where, path),
        id=id,
    )


def _merge_catalogues(parts: Iterable[dict[str, T]]) -> dict[str, T]:
    merged: dict[str, T] = {}
    for part in parts:
        merged |= part
    return merged


def _without_scheme(url: str) -> str:
    return url.split("://", 1)[-1]


def _is_below(url: str, start: str) -> bool:
    """Whether a URL is another or lies below it: ``a/wfs/x`` and ``a/wfs?x`` below ``a/wfs``, but not ``a/wfs2``."""
    return url.startswith(start) and (start[-1] in "/?&=" or url[len(start) : len(start) + 1] in ("", "/", "?", "&", "#"))
