"""The version of a layer that may be published, with what others must know of it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputFile, QgsProcessingOutputHtml, QgsProcessingOutputNumber

from ...model import contract
from ...model.choices import PUBLISHED_FORMATS
from ...model.disclosure import LEAST_COUNTED, PEOPLE
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    POLYGONS,
    catalogue_parameter,
    choices,
    export_folder_parameter,
    input_layer,
    language_parameter,
    layer_parameter,
    number,
    record_id_parameter,
    record_key_parameter,
    record_words,
    unit_key_parameter,
    words,
)

if TYPE_CHECKING:
    from ...model.record import LayerRecord
    from ...products.publishable.prepare import AskedUnits, PublishableLayer


class MakePublishableAlgorithm(OpgavenkaartAlgorithm):
    """A layer without what tells of people, mended, in open formats."""

    NAME = "make_publishable"
    TITLE = "Make publishable version"
    GROUP = "smart_data"
    TAGS = "open data, publish, anonymise, k-anonymity, privacy, Frictionless, GeoParquet, GeoJSON"
    DOCS = "quality.md"
    STEPS = 3
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            layer_parameter(),
            record_key_parameter(),
            record_id_parameter(),
            catalogue_parameter(),
            input_layer(contract.UNITS, tr("Units, where features may not be told one by one"), POLYGONS, optional=True),
            unit_key_parameter(),
            number(contract.MINIMUM, tr("Units: features that look the same at least"), int(LEAST_COUNTED[PEOPLE]), 2, whole=True),
            *record_words(),
            words(contract.DESCRIPTION, tr("Description (empty: unchanged)")),
            choices(contract.FORMATS, tr("Formats (empty: all)"), PUBLISHED_FORMATS),
            language_parameter(),
            export_folder_parameter(),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputFile(contract.METADATA, tr("Description of the files (data package)")))
        self.addOutput(QgsProcessingOutputFile(contract.CATALOGUE, tr("Catalogue")))
        self.addOutput(QgsProcessingOutputHtml(contract.REPORT, tr("Report")))
        for name, description in (
            (contract.HELD_BACK_COUNT, tr("Fields held back")),
            (contract.DROPPED_COUNT, tr("Features left out because too few look the same")),
            (contract.REPAIRED_COUNT, tr("Features repaired or left out as repeats")),
            (contract.FEATURE_COUNT, tr("Features that may be published")),
            (contract.SCORE, tr("Score (0-100)")),
            (contract.PUBLISHABLE, tr("Fit to be published (0 or 1)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...products.publishable.files import DATA_PACKAGE, write_files
        from ...products.publishable.report import write_publishable_report
        from ...qgis_io.earlier_files import leave_receipt, question_of, write_noted_folder

        folder = Path(self.parameterAsString(parameters, contract.OUTPUT_FOLDER, context)).absolute()
        made, language = self.prepare(parameters, context, progress), self.language(parameters, context)
        if made.unsaid:
            progress.warn(
                "Layer '{record}' is not yet fit to be published: {missing} is missing. Others must know it.",
                record=made.record.title,
                missing=", ".join(made.unsaid),
            )
        progress.step("Writing")
        formats = [one for one in self.parameterAsEnumStrings(parameters, contract.FORMATS, context) if one]
        question, report = question_of(made.record.id), f"{made.record.id}.html"
        with write_noted_folder(folder, question, (DATA_PACKAGE, report), progress) as place:
            catalogue = write_files(place, made, formats, language, progress)
            write_publishable_report(place / report, made, sorted(one.name for one in place.iterdir()), language)
            leave_receipt(place, folder, question)
        return {
            contract.OUTPUT_FOLDER: str(folder),
            contract.METADATA: str(folder / DATA_PACKAGE),
            contract.CATALOGUE: str(folder / catalogue) if catalogue else "",
            contract.REPORT: str(folder / report),
            contract.HELD_BACK_COUNT: made.held_count,
            contract.DROPPED_COUNT: made.dropped,
            contract.REPAIRED_COUNT: made.repaired + made.repeated,
            contract.FEATURE_COUNT: len(made.features),
            contract.SCORE: made.assessed.score,
            contract.PUBLISHABLE: int(not made.unsaid),
        }

    def prepare(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> PublishableLayer:
        """Return what may be published of the layer."""
        from qgis.core import QgsRectangle

        from ...products.publishable.prepare import make_publishable
        from ...qgis_io.reading import given_layer
        from ...quality.assessment.inputs import read_layer
        from ...sources.store import Offer

        said = (contract.KEY, contract.RECORD_ID, contract.TITLE, contract.PUBLISHER, contract.CONTACT, contract.LICENCE)
        texts = self.texts(parameters, context, *said, contract.DESCRIPTION)
        known = self.known_record(parameters, context, texts[contract.RECORD_ID])
        progress.step("Reading the layer")
        layer = read_layer(given_layer(self, parameters, contract.INPUT), QgsRectangle(), context.transformContext(), progress)
        units = self.units(parameters, context, layer.features.crs, progress)
        progress.step("Preparing {count} features", count=len(layer.features))
        key, id, title, publisher, contact, licence = (texts[name] for name in said)
        own_use = given_layer(self, parameters, contract.INPUT).own_use
        offer = Offer(key, id, title, publisher, contact, licence, date=known.date if known else None, own_use=own_use)
        return make_publishable(layer, offer, texts[contract.DESCRIPTION], known, units, datetime.date.today(), progress)

    def closed_inputs(self) -> dict[str, str]:
        """Return none: what may not be redistributed of the layer is in no file."""
        return {}

    def known_record(self, parameters: dict[str, Any], context: QgsProcessingContext, id: str) -> LayerRecord | None:
        """Return what the catalogue says of the layer; None where no record is named, or one that is new.

        Somebody else's catalogue too: nothing that it names is opened, and what it holds back is held back. A record with mistakes is
        refused: it may say that the layer must not be passed on.
        """
        from ...model.catalogue import read_catalogue

        return read_catalogue(self.parameterAsString(parameters, contract.CATALOGUE, context), for_titles=True).find(id)

    def units(self, parameters: dict[str, Any], context: QgsProcessingContext, crs: str, progress: FeedbackProgress) -> AskedUnits | None:
        """Return the units in the layer's coordinate system; None where there are none."""
        from ...products.publishable.prepare import AskedUnits
        from ...qgis_io.reading import read_parameter

        if not self.given(parameters, contract.UNITS):
            return None
        if not crs:
            raise OpgaveError("A table, or a layer without coordinate system, cannot be told by unit: leave UNITS empty.")
        units, _ = read_parameter(self, parameters, contract.UNITS, context, progress=progress, target_crs=crs)
        if not len(units):
            raise OpgaveError("Layer '{layer}' has no features.", layer=units.name)
        key, least = (
            self.parameterAsString(parameters, contract.UNIT_KEY, context).strip(),
            self.parameterAsInt(parameters, contract.MINIMUM, context),
        )
        return AskedUnits(units, key, least)
