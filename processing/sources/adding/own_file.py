"""What stands in a file of somebody's own, before anybody has said what it means."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...analysis.features import Features
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord, Publisher, Source
from ...model.source_kinds import SOURCE_FACTS, kind_of_file
from ...model.text import Text, field_name
from ..describing.folder import layers
from ..loading.load import load_record

UNKNOWN = "unknown"
TABLE = "none"


@dataclass(frozen=True)
class OwnFile:
    """One layer, sheet or table of a file.

    Attributes
    ----------
    source : Source
        With the whole path of the file.
    layers : tuple of str
        All that the file holds, where it holds several; the source names one of them.
    features : Features
        Under the names of the columns; without geometry where no column holds coordinates.
    geometry : str
        As a record's: ``none`` for a table.
    columns : tuple of str
    """

    source: Source
    layers: tuple[str, ...]
    features: Features
    geometry: str

    @property
    def title(self) -> str:
        """The file's name without its ending, and that of the sheet or layer where there are several."""
        stem = Path(self.source.path).stem
        return f"{stem} - {self.source.layer}" if len(self.layers) > 1 else stem

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(self.features.table)


def look_into(path: str | Path, layer: str = "", progress: Progress = SILENT) -> OwnFile:
    """Return what stands in a file, or in one layer or sheet of it (empty: the first).

    Raises
    ------
    OpgaveError
        There is no such file, it is of no kind that can be read, or it holds no such layer or no rows.
    """
    file = Path(path).expanduser().resolve()
    if not file.is_file():
        raise OpgaveError("The file '{path}' does not exist: check the path.", path=path)
    if not kind_of_file(file):
        endings = dict.fromkeys(ending for facts in SOURCE_FACTS.values() if facts.columns for ending in facts.endings)
        raise OpgaveError(
            "'{path}' is not a table or layer that can be read: give a file that ends in {endings}.",
            path=file.name,
            endings=", ".join(endings),
        )
    if SOURCE_FACTS[kind_of_file(file)].cells:
        raise OpgaveError(
            "'{path}' is a raster, which has no columns to look at: add it with the algorithm 'Add file to catalogue'.", path=file.name
        )
    found = list(layers(file, file.parent))
    if not found:
        raise OpgaveError("'{path}' holds no table or layer that can be read.", path=file.name)
    names = tuple(one.source.layer for one in found)
    if layer and layer not in names:
        raise OpgaveError("'{path}' has no layer '{layer}'; it has: {layers}.", path=file.name, layer=layer, layers=", ".join(names))
    chosen = found[names.index(layer)] if layer else found[0]
    source = Source(chosen.source.kind, file.as_posix(), chosen.source.layer)
    title = Text(file.stem, file.stem)
    is_table = chosen.geometry == TABLE and not SOURCE_FACTS[source.kind].rows
    record = LayerRecord(
        field_name(file.stem) or "file", title, Publisher(file.stem, "city"), source, geometry=TABLE if is_table else UNKNOWN
    )
    features = load_record(record, progress=progress).features
    has_places = any(geometry is not None for geometry in features.geometry)
    of_rows = "point" if SOURCE_FACTS[source.kind].rows else chosen.geometry or UNKNOWN
    return OwnFile(source, names if len(names) > 1 else (), features, of_rows if has_places else TABLE)
