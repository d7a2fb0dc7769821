"""What a bundle keeps of what it was made from: the challenge, and the records of the catalogue that it used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PureWindowsPath

from ...challenge.collected import Collected
from ...model.catalogue import Catalogue
from ...model.challenge import Challenge
from ...model.files import write_json
from ...model.public_text import public_value, without_secrets
from ...model.record import LayerRecord, Source, each_source, locate
from ...model.source_kinds import source_facts
from ...model.source_places import public_path_below
from ...model.trust import COPY, OWN, keep_standing
from ..bundles import CATALOGUE, CHALLENGE


def keep_inputs(collected: Collected, folder: Path, root: str = "") -> list[Path]:
    """Write the challenge and the part of the catalogue that it uses, its files from the folder ``root`` of the sources; return what was
    written.
    """
    challenge = collected.challenge
    paths = [folder / f"{challenge.id}{suffix}" for suffix in (CHALLENGE, CATALOGUE)]
    write_json(paths[0], public_value(challenge.to_json()))
    used = select_used(collected.catalogue, challenge, root)
    written = write_json(paths[1], public_value(used.to_json()))
    foreign = any(record.foreign for record in used.own.values())
    keep_standing(paths[1], written, COPY if foreign else OWN)
    return paths


def select_used(catalogue: Catalogue, challenge: Challenge, root: str = "") -> Catalogue:
    """Return a catalogue of its own with the records that a challenge uses, those that its tables are joined to, and the sectors."""
    own = {id: anywhere(catalogue.records[id], root) for id in used_ids(catalogue, challenge)}
    return Catalogue(title=catalogue.title, own=own, own_sectors=catalogue.sectors, municipality=catalogue.nis_code)


def used_ids(catalogue: Catalogue, challenge: Challenge) -> list[str]:
    """Return the ids of the records that a challenge uses, and of those that its tables are joined to."""
    named = [id for id in challenge.layers() if id in catalogue.records]
    joined = [join.layer for id in named if (join := catalogue.records[id].join) and join.layer in catalogue.records]
    return list(dict.fromkeys([*named, *joined]))


def used_files(catalogue: Catalogue, challenge: Challenge) -> list[str]:
    """Return the whole paths of the files that those records are read from."""
    used = [catalogue.records[id] for id in used_ids(catalogue, challenge)]
    return [file for one in used for source in each_source(one.source) if (file := whole_file(source, one.base))]


def whole_file(source: Source, base: str) -> str:
    """Return the whole path of a source that is a file; empty for any other."""
    is_file = source_facts(source.kind).file and source.path and "://" not in source.path
    return str(Path(locate(source, base)).resolve()) if is_file else ""


def anywhere(record: LayerRecord, root: str = "") -> LayerRecord:
    """Return a record for others: files from the folder of the sources, without passwords, keys and ids of authentication."""

    def lead(one: Source) -> Source:
        file = whole_file(one, record.base)
        return replace(
            one, path=public_path_below(file, root) if file else without_secrets(one.path), auth="", options=public_value(one.options)
        )

    style = PureWindowsPath(record.style).name
    return replace(record.with_sources(lead), base="", style=style)
