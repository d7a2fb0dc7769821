"""A catalogue or the records of a store as files that others harvest."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

from ...model.catalogue import Catalogue
from ...model.choices import DCAT, ISO_19139
from ...model.files import JsonObject
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ...model.source_kinds import NO_SOURCE, source_facts
from .dcat import catalogue_node
from .iso19139 import metadata_of, to_iso19139, write_xml
from .offered import HARVESTED, file_name, offers_of
from .ogc_records import ALL_RECORDS, COLLECTION, ITEMS, collection_of, page_of, record_of
from .rdf_text import to_json_ld, to_rdf_xml, to_turtle

DCAT_FILES = {"catalogue.jsonld": to_json_ld, "catalogue.ttl": to_turtle, "catalogue.rdf": to_rdf_xml}
ISO_FILE = "catalogue.xml"


def file_names(format: str) -> tuple[str, ...]:
    """Return the files that describe the catalogue as a whole, for one of `METADATA_FORMATS`."""
    return {DCAT: tuple(DCAT_FILES), ISO_19139: (ISO_FILE,)}.get(format, (COLLECTION, ALL_RECORDS))


def write_metadata(
    folder: Path, catalogue: Catalogue, format: str, base: str, publisher: str = "", contact: str = "", progress: Progress = SILENT
) -> int:
    """Write the metadata of a catalogue's layers, and return how many these are.

    What has no data yet (a layer that a city is to bring itself), and what is no layer (a geocoder, another catalogue), is left out.

    Parameters
    ----------
    folder : Path
        Empty, and there.
    format : str
        One of `METADATA_FORMATS`.
    base : str
        Address at which the folder will be served; empty where that is not known.
    publisher, contact : str
        Who offers the catalogue, and where to ask.
    """
    records = [one for one in catalogue.records.values() if is_dataset(one)]
    left_out = len(catalogue.records) - len(records)
    if left_out:
        progress.note(
            "1 record without data, or of no layer, is left out. | {count} records without data, or of no layer, are left out.",
            count=left_out,
        )
    today = datetime.date.today()
    if format == DCAT:
        node = catalogue_node(catalogue, records, base, publisher, contact, today)
        for name, write in DCAT_FILES.items():
            progress.check()
            (folder / name).write_bytes(write([node]))
    elif format == ISO_19139:
        (folder / ITEMS).mkdir()
        (folder / ISO_FILE).write_bytes(to_iso19139(records, base, today))
        for number, record in enumerate(records):
            progress.update(number / len(records))
            (folder / ITEMS / f"{file_name(record)}.xml").write_bytes(write_xml(metadata_of(record, base, today)))
    else:
        (folder / ITEMS).mkdir()
        _write(folder / COLLECTION, collection_of(catalogue, records, publisher, contact))
        _write(folder / ALL_RECORDS, page_of(records, base))
        for number, record in enumerate(records):
            progress.update(number / len(records))
            _write(folder / ITEMS / f"{file_name(record)}.json", record_of(record, base))
    tell_shortcomings(records, progress)
    return len(records)


def is_dataset(record: LayerRecord) -> bool:
    """Whether there is a layer to describe: one of ours that has data, or one that others described."""
    kind = record.source.kind
    return record.id.startswith(HARVESTED) if kind == NO_SOURCE else source_facts(kind).layer


def tell_shortcomings(records: Sequence[LayerRecord], progress: Progress) -> None:
    """Say how many records lack what the catalogues of others ask for."""
    nowhere = [one for one in records if not offers_of(one)]
    free = [one for one in records if not one.licence.name]
    silent = [one for one in records if not one.contact]
    if nowhere:
        progress.note(
            "1 layer has no address on the web that everyone may read. | {count} layers have no address on the web that everyone may read.",
            count=len(nowhere),
        )
    if free:
        progress.note("1 layer has no licence. | {count} layers have no licence.", count=len(free))
    if silent:
        progress.note(
            "1 layer has no contact, which DCAT-AP Vlaanderen asks for. |"
            " {count} layers have no contact, which DCAT-AP Vlaanderen asks for.",
            count=len(silent),
        )


def _write(path: Path, document: JsonObject) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
