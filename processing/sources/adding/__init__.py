"""A file of one's own as a record of a catalogue: its columns are proposed, names of areas are matched to their codes."""

from .own_file import OwnFile, look_into
from .proposal import Areas, ColumnProposal, Wanted, propose, wanted_of
from .record import add_to_catalogue, build_record

__all__ = ["Areas", "OwnFile", "ColumnProposal", "Wanted", "add_to_catalogue", "build_record", "look_into", "propose", "wanted_of"]
