"""What a bundle has to be asked to be made again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from ...model import contract
from ...model.catalogue import read_catalogue, write_catalogue
from ...model.errors import OpgaveError
from ...model.files import file_hash
from ...model.progress import SILENT, Progress
from ...model.public_text import HOME, at_home
from ...model.record import LayerRecord, Source, is_relative_file
from ...model.source_places import SourceFolders
from ...sources.parameter_texts import restore_parameters
from ..bundles import CATALOGUE, CHALLENGE, Bundle

KEPT = {contract.CHALLENGE: CHALLENGE, contract.CATALOGUE: CATALOGUE}


@contextmanager
def again(bundle: Bundle, target: Path) -> Iterator[Bundle]:
    """Yield the bundle in a place where making it again does not overwrite it: a copy, where the target is its own folder."""
    if bundle.folder.resolve() != target.resolve():
        yield bundle
        return
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-", ignore_cleanup_errors=True) as folder:
        for name in bundle.manifest["files"]:
            if (bundle.folder / name).is_file():
                copy = Path(folder, name)
                copy.parent.mkdir(exist_ok=True)
                shutil.copy(bundle.folder / name, copy)
        yield replace(bundle, folder=Path(folder))


@contextmanager
def catalogue_here(bundle: Bundle, folders: SourceFolders, progress: Progress = SILENT) -> Iterator[Path]:
    """Yield the catalogue of a bundle with the paths of this machine, and tell which files are found nowhere.

    One that was made elsewhere, and that nobody here accepted, reads what lies beside it: it stays as it is.

    Raises
    ------
    OpgaveError
        Somebody gave such folders for a catalogue that was made elsewhere.
    """
    path = bundle.file(CATALOGUE)
    catalogue = read_catalogue(path, for_titles=True)
    if catalogue.foreign and folders.given:
        raise OpgaveError(
            "The catalogue in '{path}' was made elsewhere, and reads no file outside its folder: add {hash} to 'hashes' of the file that"
            " you give as TRUST if you know who made it.",
            path=bundle.name or path,
            hash=file_hash(path),
        )
    if catalogue.foreign:
        yield path
        return
    shas = {row["record"]: str(row.get("sha256", "")) for row in bundle.manifest["inputs"]}
    missing: list[str] = []

    def here(record: LayerRecord, source: Source) -> Source:
        if source.path.startswith(HOME):
            return replace(source, path=at_home(source.path))
        if not is_relative_file(source):
            return source
        found = folders.find(source.path, shas.get(record.id, ""))
        if not found:
            missing.append(source.path)
        return replace(source, path=found or folders.expected(source.path))

    own = {id: one.with_sources(partial(here, one)) for id, one in catalogue.own.items()}
    tell_missing(missing, progress)
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder, path.name)
        write_catalogue(copy, replace(catalogue, own=own))
        yield copy


def tell_missing(files: Sequence[str], progress: Progress) -> None:
    """Warn of files that are in none of the folders."""
    if files:
        progress.warn(
            "These files that the map was made from are not found: {files}. Give the folder in which they lie now as SOURCES.",
            files=", ".join(dict.fromkeys(files)),
        )


def repeat_parameters(bundle: Bundle, kept: dict) -> dict:
    """Return the parameters with which `integrated_map` makes a bundle again: ``kept``, its own ones with whole paths, and the challenge
    and catalogue that it keeps.

    Raises
    ------
    OpgaveError
        It keeps none: an earlier version made it, or somebody took them away; or its units were a layer of a project.
    """
    parameters = restore_parameters(kept)
    parameters[contract.AS_OF] = bundle.manifest["as_of"]
    return parameters | {name: str(bundle.file(suffix)) for name, suffix in KEPT.items()}
