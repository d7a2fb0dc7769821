"""The catalogue of what is current in a store, for everyone who loads by a catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ...model.catalogue import Catalogue, read_catalogue, write_catalogue
from ...model.errors import Mistakes
from ...model.record import LayerRecord
from ...model.text import Text
from ...qgis_io.outputs import remove_hidden, said_when_refused
from ...qgis_io.user_name import user_name
from .durable_files import beside, replace_durably
from .locks import lock_file

SECONDS = 20.0
"""How long to wait while another writes the catalogue, which takes a moment."""


def known_catalogue(path: Path, title: str = "") -> Catalogue:
    """Return the catalogue that is there, or an empty one.

    Raises
    ------
    Mistakes
        It has mistakes, which writing it anew would lose.
    """
    if not path.is_file():
        return Catalogue(title=Text(title, title))
    known = read_catalogue(path)
    if known.own_mistakes:
        raise Mistakes([mistake for found in known.own_mistakes.values() for mistake in found])
    return known


def list_in(path: Path, kept: Mapping[str, LayerRecord], title: str, gone: Sequence[str] = ()) -> None:
    """Have a catalogue list what a store has, and not what is gone; what people added to it stays. A store without anything has none."""
    if not kept and not path.is_file():
        return
    with lock_file(path.with_name(f".{path.name}.lock"), user_name(), path, SECONDS):
        remove_hidden(path)
        known = known_catalogue(path, title)
        catalogue = replace(known, own={id: one for id, one in {**known.own, **kept}.items() if id not in gone})
        if catalogue == known and path.is_file():
            return
        with said_when_refused(path), beside(path) as temporary:
            write_catalogue(temporary, catalogue)
            replace_durably(temporary, path)
