"""A file of one's own, as a record of one's own catalogue."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputFile, QgsProcessingOutputNumber, QgsProcessingOutputString

from ...model import contract
from ...model.choices import EXISTING
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    POLYGONS,
    TABLE,
    choice,
    further_layer,
    input_layer,
    json_file,
    required_file,
    trust_parameter,
    words,
)

if TYPE_CHECKING:
    from ...sources.adding import Areas, ColumnProposal


COUNTS = (contract.MATCHED_COUNT, contract.UNMATCHED_COUNT, contract.DOUBTFUL_COUNT)


class AddRecordAlgorithm(OpgavenkaartAlgorithm):
    """A table or layer of somebody's own becomes a record: its columns are proposed, names of areas matched to their codes."""

    NAME = "add_record"
    TITLE = "Add file to catalogue"
    GROUP = "smart_data"
    TAGS = "own data, import, Excel, CSV, spreadsheet, columns, names, codes"
    DOCS = "own-data.md"
    STEPS = 3

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            required_file(contract.INPUT, tr("File (Excel, CSV, GeoPackage, shapefile, GeoJSON, GeoTIFF)")),
            words(contract.RECORD_ID, tr("Id of the record (empty: from the name of the file)")),
            json_file(contract.CATALOGUE, tr("Own catalogue (empty: own_catalogue.json beside the file)")),
            words(contract.FIELDS, tr("Columns, as field=column,field=column (empty: proposed by name and content)")),
            input_layer(contract.UNITS, tr("Areas, to match codes and names"), POLYGONS, optional=True),
        ):
            self.addParameter(parameter)
        self.add_advanced(
            words(contract.LAYER, tr("Layer or sheet of the file (empty: the first)")),
            words(contract.KEY, tr("Field with the codes of the areas (empty: that of the record)")),
            words(contract.BRIDGE, tr("File with the answers about names (empty: beside the catalogue)")),
            choice(contract.EXISTING, tr("Where the catalogue has a record of that id"), EXISTING),
            trust_parameter(),
        )
        self.addParameter(further_layer(contract.OUTPUT, tr("Layer as it will load"), TABLE))
        self.addOutput(QgsProcessingOutputFile(contract.CATALOGUE, tr("Own catalogue")))
        self.addOutput(QgsProcessingOutputString(contract.RECORD_ID, tr("Record")))
        self.addOutput(QgsProcessingOutputFile(contract.BRIDGE, tr("File with the answers about names")))
        for name, description in (
            (contract.MATCHED_COUNT, tr("Areas with a row")),
            (contract.UNMATCHED_COUNT, tr("Rows of which the area is unknown")),
            (contract.DOUBTFUL_COUNT, tr("Names that wait for a yes or no")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...qgis_io.writing import write_sink
        from ...sources.adding import look_into
        from ...sources.adding.add import AddOrder, add_file
        from ...sources.adding.raster import add_raster, is_raster

        text = self.texts(parameters, context, contract.RECORD_ID, contract.FIELDS, contract.LAYER, contract.KEY, contract.BRIDGE)
        path = Path(self.parameterAsFile(parameters, contract.INPUT, context)).expanduser()
        given = self.parameterAsString(parameters, contract.CATALOGUE, context).strip()
        catalogue = Path(given).expanduser() if given else path.resolve().with_name("own_catalogue.json")
        existing = self.parameterAsEnumString(parameters, contract.EXISTING, context)
        progress.step("Reading the file")
        if is_raster(path):
            record = add_raster(path, catalogue, text[contract.RECORD_ID], existing, progress)
            return {contract.CATALOGUE: str(catalogue), contract.RECORD_ID: record.id, contract.BRIDGE: ""} | dict.fromkeys(COUNTS, 0)
        file = look_into(path, text[contract.LAYER], progress)
        order = AddOrder(
            file,
            catalogue,
            text[contract.RECORD_ID],
            read_fields(text[contract.FIELDS]),
            text[contract.KEY],
            self.areas(parameters, context, text[contract.KEY], progress),
            text[contract.BRIDGE],
            existing,
        )
        added = add_file(order, progress)
        output = write_sink(self, parameters, contract.OUTPUT, context, added.features, progress=progress)
        matched, unmatched, doubtful = count_rows(added.proposal)
        return {
            contract.CATALOGUE: str(order.catalogue),
            contract.RECORD_ID: added.record.id,
            contract.BRIDGE: str(added.bridge or ""),
            contract.MATCHED_COUNT: matched,
            contract.UNMATCHED_COUNT: unmatched,
            contract.DOUBTFUL_COUNT: doubtful,
            **({contract.OUTPUT: output} if output else {}),
        }

    def areas(self, parameters: dict[str, Any], context: QgsProcessingContext, key: str, progress: FeedbackProgress) -> Areas | None:
        """Return the areas of UNITS; None where it is not given."""
        from ...qgis_io.reading import read_parameter
        from ...sources.adding.areas import areas_of

        if not self.given(parameters, contract.UNITS):
            return None
        units, _ = read_parameter(self, parameters, contract.UNITS, context, progress=progress, keep_null=True)
        return areas_of(units, key)


def count_rows(proposal: ColumnProposal) -> tuple[int, int, int]:
    """Return how many rows have an area, how many have none, and how many of these wait for an answer."""
    if not proposal.is_by_name:
        matched = proposal.exact + proposal.other_years
        return matched, proposal.rows - matched, 0
    matched = sum(bool(one.key) for one in proposal.names)
    return matched, len(proposal.names) - matched, sum(one.is_open for one in proposal.names)


def read_fields(text: str) -> dict[str, str]:
    """Return the column of each field, of ``field=column,field=column``; an item with a comma in it stands between double quotes.

    Raises
    ------
    OpgaveError
        An item has no ``=``.
    """
    items = [item.strip() for item in next(csv.reader([text], skipinitialspace=True), []) if item.strip()]
    for item in items:
        if "=" not in item:
            raise OpgaveError("FIELDS holds '{item}': write field=column, with commas between them.", item=item)
    return {name.strip(): column.strip() for name, _, column in (item.partition("=") for item in items)}
