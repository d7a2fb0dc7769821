"""What a bundle has to be asked to be made again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ...model import contract
from ...model.catalogue import read_catalogue, write_catalogue
from ...model.public_text import HOME, at_home
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
def catalogue_here(bundle: Bundle) -> Iterator[Path]:
    """Yield the catalogue of a bundle with the paths of this machine: those that start at the home folder, at the one of who asks."""
    path = bundle.file(CATALOGUE)
    text = path.read_text(encoding="utf-8")
    if f'"{HOME}' not in text:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder, path.name)
        records = read_catalogue(path)
        own = {id: one.with_sources(lambda source: replace(source, path=at_home(source.path))) for id, one in records.own.items()}
        write_catalogue(copy, replace(records, own=own))
        yield copy


def repeat_parameters(bundle: Bundle) -> dict:
    """Return the parameters with which `integrated_map` makes a bundle again: its own, and the challenge and catalogue that it keeps.

    Raises
    ------
    OpgaveError
        It keeps none: an earlier version made it, or somebody took them away; or its units were a layer of a project.
    """
    parameters = restore_parameters(bundle.parameters)
    parameters[contract.AS_OF] = bundle.manifest["as_of"]
    return parameters | {name: str(bundle.file(suffix)) for name, suffix in KEPT.items()}
