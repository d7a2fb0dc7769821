"""A department's layer, shared with the others through a store."""

from __future__ import annotations

import datetime

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ...model.choices import KEEP, REDISTRIBUTION
from ...model.errors import OpgaveError
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm


class PublishLayerAlgorithm(OpgavenkaartAlgorithm):
    """A layer becomes the current version of a record in a store; its old versions stay."""

    NAME = "publish_layer"
    TITLE = "Publish layer"
    GROUP = "smart_data"
    STEPS = 2

    def initAlgorithm(self, configuration=None):
        vector = [QgsProcessing.SourceType.TypeVector]
        for parameter in (
            QgsProcessingParameterFeatureSource("INPUT", tr("Layer"), vector),
            QgsProcessingParameterString("STORE", tr("Store: a folder, a GeoPackage, or a PostGIS connection"), "", optional=True),
            QgsProcessingParameterFile("CATALOGUE", tr("Catalogue (empty: the built-in one)"), extension="json", optional=True),
            QgsProcessingParameterString("RECORD_ID", tr("Id of the record (empty: from the name of the layer)"), "", optional=True),
            QgsProcessingParameterField("KEY", tr("Key field"), None, "INPUT"),
            QgsProcessingParameterString("TITLE", tr("Title (empty: unchanged)"), "", optional=True),
            QgsProcessingParameterString("PUBLISHER", tr("Publisher (empty: unchanged)"), "", optional=True),
            QgsProcessingParameterString("CONTACT", tr("Contact (empty: unchanged)"), "", optional=True),
            QgsProcessingParameterString("LICENCE", tr("Licence (empty: unchanged)"), "", optional=True),
        ):
            self.addParameter(parameter)
        day = QgsProcessingParameterDateTime.Type.Date
        self.add_advanced(
            QgsProcessingParameterEnum("REDISTRIBUTION", tr("Redistribution allowed"), list(REDISTRIBUTION), False, KEEP, False, True),
            QgsProcessingParameterDateTime("DATE", tr("Data date (empty: today)"), day, optional=True),
        )
        self.addOutput(QgsProcessingOutputString("RECORD_ID", tr("Record")))
        for name, description in (
            ("VERSION", tr("Version")),
            ("INSERTED_COUNT", tr("Features inserted")),
            ("UPDATED_COUNT", tr("Features changed")),
            ("DELETED_COUNT", tr("Features deleted")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def compute(self, parameters, context, progress):
        from ...model.catalogue import read_catalogue
        from ...qgis_io.reading import read_parameter
        from ...sources.store import open_store, publish

        store = open_store(self.parameterAsString(parameters, "STORE", context))
        catalogue = read_catalogue(self.parameterAsString(parameters, "CATALOGUE", context))
        progress.step("Reading the layer")
        features, _ = read_parameter(self, parameters, "INPUT", context, progress=progress, keep_null=True)
        progress.step("Writing the version")
        published = publish(store, features, self.offer(parameters, context), catalogue, progress)
        tell(published, store, progress)
        return {
            "RECORD_ID": published.id,
            "VERSION": published.version.number,
            "INSERTED_COUNT": published.difference.inserted,
            "UPDATED_COUNT": published.difference.changed,
            "DELETED_COUNT": published.difference.deleted,
        }

    def offer(self, parameters, context):
        """Return what the user says of the layer."""
        from ...sources.store import Offer

        def text(name):
            return self.parameterAsString(parameters, name, context).strip()

        return Offer(
            key=text("KEY"),
            id=text("RECORD_ID"),
            title=text("TITLE"),
            publisher=text("PUBLISHER"),
            contact=text("CONTACT"),
            licence=text("LICENCE"),
            redistribution=self.parameterAsEnumString(parameters, "REDISTRIBUTION", context),
            date=self.date(parameters, context),
        )

    def date(self, parameters, context):
        """Return the day that the data describe; None where it is not given."""
        given = parameters.get("DATE")
        if given in (None, ""):
            return None
        moment = self.parameterAsDateTime(parameters, "DATE", context)
        if not moment.isValid():
            raise OpgaveError("DATE is '{value}': write a day as 2026-01-31.", value=given)
        return datetime.date.fromisoformat(moment.date().toString("yyyy-MM-dd"))


def tell(published, store, progress):
    """Say what differs from the version before."""
    found = published.difference
    title = store.record(published.id, published.version).title_and_id
    if not published.is_new:
        progress.note(
            "Layer '{record}': nothing differs from version {number}, which stays current.",
            record=title,
            number=published.version.number,
        )
        return
    progress.note(
        "Layer '{record}' in store '{store}': version {number}; {inserted} features inserted, {changed} changed, {deleted} deleted.",
        record=title,
        store=store.name,
        number=published.version.number,
        inserted=found.inserted,
        changed=found.changed,
        deleted=found.deleted,
    )
    if published.version.number > 1 and (found.new_fields or found.lost_fields):
        progress.warn(
            "Layer '{record}': new fields: {new}; removed fields: {lost}. Challenges may need the removed fields.",
            record=title,
            new=", ".join(found.new_fields) or "-",
            lost=", ".join(found.lost_fields) or "-",
        )
