"""The sources of a record, looked at one by one: the parts of one that is put together, and the years that an address may have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...model.errors import OpgaveError
from ...model.record import YEAR, LayerRecord
from ...model.source_kinds import BESIDE, source_facts
from ..reading.canonical import inputs_of
from ..reading.long_form import named_in_pivot
from ..reading.placeholders import fill_placeholders, with_year, years_to_try

EXAMPLE = "44021"
"""Gent: the municipality whose address is looked at where a catalogue is for none."""


@dataclass(frozen=True)
class Part:
    """One address of a record.

    Attributes
    ----------
    record : LayerRecord
        With that address only, and an id of its own where the record has several.
    number : int
        Which part of the record it belongs to: of the addresses of one part, such as those of several years, one is enough.
    wanted : tuple of str
        Fields that it should give.
    is_optional : bool
        Whether the record can go without the part.
    """

    record: LayerRecord
    number: int
    wanted: tuple[str, ...]
    is_optional: bool = False


def parts_of(record: LayerRecord, wanted: Sequence[str]) -> list[Part]:
    """Return what is to be looked at of a record of which some fields are wanted."""
    whole = [Part(record, 0, tuple(wanted))]
    single = [replace(one, number=number) for number, one in enumerate(part for one in whole for part in divide(one))]
    every = [replace(one, record=address) for one in single for address in addresses_of(one.record)]
    if len(every) == 1:
        return every
    return [replace(one, record=replace(one.record, id=f"{record.id}:{place}")) for place, one in enumerate(every, start=1)]


def divide(whole: Part) -> Iterator[Part]:
    """Yield the parts of a record that is put together, and theirs; any other as it is."""
    record, source = whole.record, whole.record.source
    if not source.parts:
        yield whole
        return
    beside = source_facts(source.kind).parts == BESIDE
    wanted = list(dict.fromkeys(name for field in whole.wanted for name in (inputs_of(record, field) if beside else (field,))))
    added = {name for part in source.parts[1:] for name in part.fields} if beside else set()
    for number, (part, own) in enumerate(zip(source.parts, record.parts, strict=True)):
        names = [name for name in wanted if (name in part.fields if beside and number else name not in added)]
        yield from divide(Part(own, 0, tuple(dict.fromkeys([*source.key, *names])), whole.is_optional or part.optional))


def addresses_of(record: LayerRecord) -> list[LayerRecord]:
    """Return a record once for each address at which it may stand: one, or one for each year that is tried."""
    if not record.placeholders:
        return [record]
    try:
        filled = fill_placeholders(replace(record, municipality=record.municipality or EXAMPLE))
    except OpgaveError:  # the request that is made with the address as it stands says that it fails
        return [record]
    return [with_year(filled, year) for year in years_to_try(record)] if YEAR in filled.placeholders else [filled]


def columns_of_field(record: LayerRecord, field: str) -> tuple[str, ...]:
    """Return what a source must have for a field: the columns by which a table in long form is turned are not yet its fields."""
    return tuple(named_in_pivot(record)) or inputs_of(record, field)
