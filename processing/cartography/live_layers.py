"""Services of features as QGIS itself opens them: live, with what they hold at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qgis.core import Qgis, QgsVectorLayer

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from ..model.record import LayerRecord
from ..qgis_io.expressions import check_filter, rename_columns
from ..sources.kinds import SOURCE_KINDS
from ..sources.network import check_public
from ..sources.reading.canonical import columns_for
from .pictures import provider_of, refuse_layer


@dataclass(frozen=True)
class LiveLayer:
    """A record of which the features stay where they are.

    Attributes
    ----------
    record : LayerRecord
    source : str
        What QGIS's provider opens: the service, with the record's filter.
    columns : mapping of str to str
        The service's column behind each canonical field.
    geometry : Qgis.GeometryType
    crs : str
        Authority id of its coordinate system; empty for a table.
    """

    record: LayerRecord
    source: str
    columns: Mapping[str, str]
    geometry: Qgis.GeometryType
    crs: str


def open_live(record: LayerRecord, progress: Progress = SILENT) -> LiveLayer:
    """Return a record that `can_be_live` as QGIS opens it; its filter in the service's own names, which then applies it.

    Raises
    ------
    OpgaveError
        The service does not answer, has no such layer, or refuses the filter.
    """
    give = SOURCE_KINDS[record.source.kind].live
    if give is None or not record.can_be_live:
        raise OpgaveError("Layer '{record}' cannot stay at its service: load a copy.", record=record.title)
    check_public(record)
    options = QgsVectorLayer.LayerOptions(loadDefaultStyle=False)  # a database's own looks ask for their pictures when they are made
    layer = QgsVectorLayer(give(record).uri(False), record.id, provider_of(record), options)
    if not layer.isValid():
        raise refuse_layer(record, layer)
    columns = columns_for(record, None, layer.fields().names(), progress)
    condition = live_filter(record, columns)
    if condition and not layer.setSubsetString(condition):
        raise refuse_layer(record, layer, condition)
    return LiveLayer(record, layer.source(), columns, layer.geometryType(), layer.crs().authid())


def live_filter(record: LayerRecord, columns: Mapping[str, str]) -> str:
    """Return what the record lets through, in the names of the service's columns; empty where it has neither filter nor condition.

    Raises
    ------
    OpgaveError
        The filter is not well-formed, or uses what a filter may not.
    """
    options = record.source.options
    text = str(options.get("filter", ""))
    check_filter(text, [*columns], record.title_and_id)
    parts = [str(options.get("where", "")), rename_columns(text, columns) if text else ""]
    given = [part for part in parts if part]
    return given[0] if len(given) == 1 else " AND ".join(f"({part})" for part in given)
