"""What a bundle keeps of what it was made from: the challenge, and the records of the catalogue that it used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ...challenge.collect import Collected
from ...model.catalogue import Catalogue
from ...model.challenge import Challenge
from ...model.files import file_hash, write_json
from ...model.public_text import from_home, public_value, without_secrets
from ...model.record import LayerRecord, Source, is_relative_file, locate
from ...model.trust import COPY, OWN, keep_standing
from ..bundles import CATALOGUE, CHALLENGE


def keep_inputs(collected: Collected, folder: Path) -> list[Path]:
    """Write the challenge and the part of the catalogue that it uses; return the files."""
    challenge = collected.challenge
    paths = [folder / f"{challenge.id}{suffix}" for suffix in (CHALLENGE, CATALOGUE)]
    write_json(paths[0], public_value(challenge.to_json()))
    used = select_used(collected.catalogue, challenge)
    write_json(paths[1], public_value(used.to_json()))
    foreign = any(record.foreign for record in used.own.values())
    keep_standing(paths[1], file_hash(paths[1]), COPY if foreign else OWN)
    return paths


def select_used(catalogue: Catalogue, challenge: Challenge) -> Catalogue:
    """Return a catalogue of its own with the records that a challenge uses, those that its tables are joined to, and the sectors."""
    named = [id for id in challenge.layers() if id in catalogue.records]
    joined = [join.layer for id in named if (join := catalogue.records[id].join) and join.layer in catalogue.records]
    own = {id: anywhere(catalogue.records[id]) for id in dict.fromkeys([*named, *joined])}
    return Catalogue(title=catalogue.title, own=own, own_sectors=catalogue.sectors, municipality=catalogue.nis_code)


def anywhere(record: LayerRecord) -> LayerRecord:
    """Return a record that leads to the same source from any folder, without passwords, keys, ids of authentication and a home's name."""

    def lead(one: Source) -> Source:
        whole = str(Path(locate(one, record.base)).resolve()) if is_relative_file(one) else one.path
        return replace(one, path=from_home(without_secrets(whole)), auth="", options=public_value(one.options))

    return replace(record.with_sources(lead), base="")
