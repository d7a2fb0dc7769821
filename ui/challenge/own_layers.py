"""A layer of the open project that an indicator measures: it becomes a record of the catalogue that is in use."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsVectorLayer

from ...processing.model.catalogue import BUILTIN, Catalogue, read_catalogue, write_catalogue
from ...processing.model.errors import OpgaveError
from ...processing.model.text import Text
from ..catalogue.own import TITLE, add_records, own_path
from ..settings import settings


def add_project_layer(layer: QgsVectorLayer) -> tuple[str, list[str]]:
    """Add a layer to a catalogue of the user's own, on top of the one in use, and use that.

    Returns the record's id, and what is to be told of its authentication.

    Raises
    ------
    OpgaveError
        The layer is in memory, or of a kind that no record can name; the catalogue cannot be written.
    """
    from ...processing.sources.project_records import bind_credentials, records_of

    records, _ = records_of([layer])
    if not records:
        raise OpgaveError(
            "Layer '{layer}' is a layer in memory, or of a type that a catalogue cannot refer to: save the layer to a file first.",
            layer=layer.name(),
        )
    path = catalogue_on_top()
    (id,) = add_records(records, path)
    if settings.catalogue == path:
        settings.changed.emit("catalogue")  # another content
    settings.catalogue = path
    return id, bind_credentials(records)


def catalogue_on_top() -> str:
    """Return the path of the user's own catalogue that includes the one in use; made where it is not there yet."""
    used, folder = settings.catalogue, own_path().parent
    if used and Path(used).parent == folder:
        return used
    path = folder / f"{Path(used).resolve().parent.name}_{Path(used).stem}_own.json" if used else own_path()
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_catalogue(path, Catalogue(title_on_top(used), includes=(used or BUILTIN,)))
    if str(path) not in settings.catalogues:
        settings.catalogues = [*settings.catalogues, str(path)]
    return str(path)


def title_on_top(used: str) -> Text:
    """Return the title of the user's own layers on top of a catalogue (empty: the built-in one); one without a title goes by its file."""
    if not used:
        return TITLE
    title, file = read_catalogue(used).title, Path(used).stem
    return Text(nl=f"{title.of('nl') or file} + eigen lagen", en=f"{title.of('en') or file} + own layers")
