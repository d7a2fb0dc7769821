"""A file added to a catalogue from beginning to end: looked into, matched, tried, and only then written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...analysis.features import Features
from ...model.choices import REFUSE
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ..loading.load import load_record
from .bridge import NameAnswer, read_bridge, with_answers, write_bridge
from .own_file import OwnFile
from .proposal import Areas, ColumnProposal, Wanted, propose, wanted_of
from .record import add_to_catalogue, build_record, check_free, free_id, lacking_fields, open_own, relative

BRIDGE_SUFFIX = ".csv"
NAMED = 5
"""Names that a sentence lists."""


@dataclass(frozen=True)
class AddOrder:
    """What is asked.

    Attributes
    ----------
    catalogue : Path
        File to write to; made where it is not there.
    id : str
        Of the record; empty for one after the file's name.
    fields : mapping of field to column
        What somebody said; empty: proposed.
    key : str
        Field with the codes of areas, where the record does not say.
    bridge : str
        File with answers about names; empty: beside the catalogue.
    existing : str
        A key of `choices.EXISTING`.
    """

    file: OwnFile
    catalogue: Path
    id: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    areas: Areas | None = None
    bridge: str = ""
    existing: str = REFUSE


@dataclass(frozen=True)
class Added:
    """What came of it: the record, what its columns are, its features as they will load, and the file of answers, if there is one."""

    record: LayerRecord
    proposal: ColumnProposal
    features: Features
    bridge: Path | None


def add_file(order: AddOrder, progress: Progress = SILENT) -> Added:
    """Add a file to a catalogue, and return its record.

    The layer is loaded first: a file that cannot be loaded leaves the catalogue as it was. The answers about names are kept all the same.

    Raises
    ------
    OpgaveError
        The id is taken, the file does not hold what its record needs, or nothing of it can be loaded.
    """
    catalogue = open_own(order.catalogue)
    id = order.id or free_id(order.file.title, catalogue)
    if order.existing == REFUSE:
        check_free(catalogue, id)
    wanted = wanted_of(id, catalogue)
    key = order.key or wanted.key or (order.areas.key if order.areas else "")
    bridge = Path(order.bridge).expanduser() if order.bridge else bridge_path(order.catalogue, id)
    if bridge.suffix.lower() != BRIDGE_SUFFIX:
        raise OpgaveError("BRIDGE is '{path}': give a file that ends in {suffix}.", path=bridge, suffix=BRIDGE_SUFFIX)
    known = read_bridge(bridge, key) if key else {}
    progress.step("Matching the columns")
    proposal = propose(order.file, wanted, catalogue, order.areas, order.fields, known)
    tell(proposal, wanted, order.file, progress)
    place = relative(bridge, order.catalogue.parent) if proposal.is_by_name else ""
    units = wanted.template.join.layer if wanted.template and wanted.template.join else UNITS_OF.get(key, "")
    folder = str(order.catalogue.resolve().parent)
    record = replace(build_record(order.file, wanted, proposal, place, units), base=folder)
    if proposal.is_by_name:
        bridge.parent.mkdir(parents=True, exist_ok=True)
        rest = [one for name, one in known.items() if name not in {answer.name for answer in proposal.names}]
        write_bridge(bridge, proposal.key, [*proposal.names, *rest])
        if not any(one.key for one in proposal.names):
            raise OpgaveError(
                "None of the {count} names in the column '{column}' of '{path}' is surely an area: write yes or no in '{bridge}', and run"
                " this again.",
                count=len(proposal.names),
                column=proposal.fields[proposal.key],
                path=order.file.title,
                bridge=bridge,
            )
    progress.step("Loading the layer")
    features = load_record(record, progress=progress).features
    moved = add_to_catalogue(order.catalogue, catalogue, record)
    if moved:
        progress.note("The earlier record '{id}' stays in the catalogue as '{moved}'.", id=id, moved=moved)
    return Added(record, proposal, features, bridge if proposal.is_by_name else None)


UNITS_OF = {"sector_code": "statistical_sectors", "neighbourhood_code": "neighbourhoods", "nis_code": "municipality"}
"""The record with the areas that have each code."""


def bridge_path(catalogue: Path, id: str) -> Path:
    """Return where the answers about the names in a record's table are kept: beside the catalogue."""
    return catalogue.with_name(f"{id}_names{BRIDGE_SUFFIX}")


def read_answers(catalogue: Path, wanted: Wanted) -> dict[str, NameAnswer]:
    """Return what somebody said earlier of the names in a record's table, by name."""
    return read_bridge(bridge_path(catalogue, wanted.id), wanted.key) if wanted.key else {}


def keep_answers(catalogue: Path, id: str, proposal: ColumnProposal, said: Mapping[str, bool]) -> None:
    """Write what somebody said of doubtful names into the file of answers of a record.

    Parameters
    ----------
    said : mapping of name to bool
        Whether it is the area that was proposed.

    Raises
    ------
    OpgaveError
        The file cannot be read or written.
    """
    bridge = bridge_path(catalogue, id)
    kept = read_bridge(bridge, proposal.key) | {one.name: one for one in with_answers(proposal.names, said)}
    bridge.parent.mkdir(parents=True, exist_ok=True)
    write_bridge(bridge, proposal.key, list(kept.values()))


def tell(proposal: ColumnProposal, wanted: Wanted, file: OwnFile, progress: Progress) -> None:
    """Say which column is which field, what is lacking, and of which names nobody knows the area."""
    for name, column in proposal.fields.items():
        progress.note("Column '{column}' is taken as '{field}'.", column=column, field=name)
    if lacking := lacking_fields(wanted, proposal):
        progress.warn("'{path}' has no column for {fields}, which challenges read.", path=file.title, fields=", ".join(lacking))
    if proposal.other_years:
        progress.note(
            "1 code is written as in another year, and is brought to the areas of the map. | {count} codes are written as in another year,"
            " and are brought to the areas of the map.",
            count=proposal.other_years,
        )
    open_names = [one.name for one in proposal.names if one.is_open]
    unknown = [one.name for one in proposal.names if not one.code]
    if open_names:
        progress.warn(
            "1 name may be an area ({names}): write yes or no in the file of answers, and run this again. | {count} names may be areas"
            " ({names}): write yes or no in the file of answers, and run this again.",
            count=len(open_names),
            names=", ".join(open_names[:NAMED]),
        )
    if unknown:
        progress.warn(
            "1 name is no area ({names}), and its row is left out. | {count} names are no areas ({names}), and their rows are left out.",
            count=len(unknown),
            names=", ".join(unknown[:NAMED]),
        )
