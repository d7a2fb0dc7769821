"""A version withdrawn from a store: its features go, who did it, when and why stays, and what others still hold is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...model.errors import OpgaveError
from ...model.files import file_hash, read_json
from ...model.progress import SILENT, Progress
from ...model.store import Version, Withdrawal, read_version
from ...model.text import Text
from ...qgis_io.user_name import user_name
from .publish import now
from .store import Store

BUNDLES, COPIES = "*manifest.json", "v*.json"
"""Names of the files in which a map says what it was made from, and a store in a folder what a version holds."""


@dataclass(frozen=True)
class Withdrawn:
    """What was withdrawn, and what remains.

    Attributes
    ----------
    numbers : tuple of int
        Of the versions that went: the one that was asked for, and those that share its features.
    current : Version or None
        What is current now; None where nothing of the record is left.
    elsewhere : tuple of str
        Files that say that they hold, or were made from, the same features.
    """

    title: Text
    numbers: tuple[int, ...]
    current: Version | None
    elsewhere: tuple[str, ...]


def withdraw(store: Store, id: str, number: int, reason: str, folders: Sequence[Path] = (), progress: Progress = SILENT) -> Withdrawn:
    """Remove the features of a version from a store, and keep that it was withdrawn.

    Parameters
    ----------
    folders : sequence of Path
        Where maps and stores of others are looked for that hold the same features.

    Raises
    ------
    OpgaveError
        There is no such version, another writes the record now, or the features cannot be removed.
    """
    store.version(id, number)
    store.check()
    for folder in folders:
        if not folder.is_dir():
            raise OpgaveError("The folder '{folder}' does not exist: check FOLDERS.", folder=folder)
    with store.locked(id):
        version = store.version(id, number)
        title = store.record(id, version).title_and_id
        hashes = {version.hash, *data_hash(store, id, version)} - {""}
        sharing = [one for one in store.versions(id) if one.data == version.data]
        for one in sharing:
            store.withdraw(id, one, Withdrawal(one.number, now(), user_name(), reason, one.made, one.by, one.hash, one.features))
        store.erase(id, version.data)
        if store.holds(id, version.data):
            raise OpgaveError(
                "Layer '{record}': version {number} is withdrawn, but its features could not be removed: remove '{data}' from store"
                " '{store}' yourself; a program that has it open may keep it.",
                record=title,
                number=number,
                data=version.data,
                store=store.name,
            )
    current = store.current(id)
    store.list_current([id] if current else [], [] if current else [id])
    everything = [(one, other) for one, versions in store.versions_of().items() for other in versions]
    alike = [f"{store.name}, {one}, {other.number}" for one, other in everything if other.hash in hashes]
    found = (str(path) for folder in folders for path in holders(folder, hashes, progress))
    return Withdrawn(title, tuple(one.number for one in sharing), current, (*alike, *found))


def data_hash(store: Store, id: str, version: Version) -> Iterator[str]:
    """Yield the SHA-256 of the file with the features, which is what maps name; nothing where they lie in a database."""
    path = Path(store.base, store.source(id, version.data).path)
    if store.base and path.is_file():
        yield file_hash(path)


def holders(folder: Path, hashes: set[str], progress: Progress) -> Iterator[Path]:
    """Yield the files below a folder, of maps and of stores, that name one of these hashes."""
    for path in sorted({*folder.rglob(BUNDLES), *folder.rglob(COPIES)}):
        progress.check()
        try:
            document = read_json(path)
        except OpgaveError as error:
            progress.warn("{reason}", reason=error)
            continue
        if hashes & named_hashes(document, path):
            yield path


def named_hashes(document: object, path: Path) -> set[str]:
    """Return the hashes of features that a manifest, or the file of a version, names; none where it is another file."""
    if not isinstance(document, dict):
        return set()
    if isinstance(document.get("inputs"), list):
        return {str(one.get("sha256", "")) for one in document["inputs"] if isinstance(one, dict)}
    try:
        return {read_version(document, path.name).hash}
    except OpgaveError:
        return set()
