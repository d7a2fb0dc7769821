"""What a bundle has to be asked to be made again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ...model import contract
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


def repeat_parameters(bundle: Bundle) -> dict:
    """Return the parameters with which `integrated_map` makes a bundle again: its own, and the challenge and catalogue that it keeps.

    Raises
    ------
    OpgaveError
        It keeps none: an earlier version made it, or somebody took them away; or its units were a layer of a project.
    """
    parameters = restore_parameters(bundle.manifest.get("parameters", {}))
    parameters[contract.AS_OF] = bundle.manifest["as_of"]
    return parameters | {name: str(bundle.file(suffix)) for name, suffix in KEPT.items()}
