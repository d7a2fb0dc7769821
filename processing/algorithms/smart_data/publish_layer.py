"""A department's layer, shared with the others through a store."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
)

from ...model import contract
from ...model.choices import KEEP, REDISTRIBUTION
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    catalogue_parameter,
    choice,
    day,
    layer_field,
    layer_parameter,
    record_id_parameter,
    record_words,
    store_parameter,
    trust_parameter,
)

if TYPE_CHECKING:
    from ...sources.store.publish import Offer, Published
    from ...sources.store.store import Store


class PublishLayerAlgorithm(OpgavenkaartAlgorithm):
    """A layer becomes the current version of a record in a store; its old versions stay."""

    NAME = "publish_layer"
    TITLE = "Publish layer"
    GROUP = "smart_data"
    TAGS = "share, team, version, upload, store"
    DOCS = "store.md"
    STEPS = 2

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            layer_parameter(),
            store_parameter(),
            catalogue_parameter(),
            record_id_parameter(),
            layer_field(contract.KEY, tr("Key field"), contract.INPUT, optional=False),
            *record_words(),
        ):
            self.addParameter(parameter)
        self.add_advanced(
            choice(contract.REDISTRIBUTION, tr("Redistribution allowed"), REDISTRIBUTION, KEEP),
            day(contract.DATE, tr("Data date (empty: today)")),
            trust_parameter(),
        )
        self.addOutput(QgsProcessingOutputString(contract.RECORD_ID, tr("Record")))
        for name, description in (
            (contract.VERSION, tr("Version")),
            (contract.INSERTED_COUNT, tr("Features inserted")),
            (contract.UPDATED_COUNT, tr("Features changed")),
            (contract.DELETED_COUNT, tr("Features deleted")),
            (contract.SCORE, tr("Score (0-100)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...model.catalogue import read_catalogue
        from ...qgis_io.reading import given_layer, read_parameter
        from ...quality.assessment.inputs import decisions_of
        from ...quality.assessment.judge import judge_layer
        from ...sources.store import open_store, publish

        store = open_store(self.parameterAsString(parameters, contract.STORE, context))
        catalogue = read_catalogue(self.parameterAsString(parameters, contract.CATALOGUE, context))
        progress.step("Reading the layer")
        features, _ = read_parameter(self, parameters, contract.INPUT, context, progress=progress, keep_null=True)
        progress.step("Writing the version")
        decisions = decisions_of(given_layer(self, parameters, contract.INPUT))
        judge = partial(judge_layer, decisions=decisions, transforms=context.transformContext(), progress=progress)
        published = publish(store, features, self.offer(parameters, context), catalogue, progress, judge)
        report_difference(published, store, progress)
        record = store.record(published.id, published.version)
        if self.inputs.closed and record.redistribution != "yes":
            progress.note(
                "Layer '{record}' may not be redistributed, as the layer that you gave says; its record in the store says so too.",
                record=record.title,
            )
        return {
            contract.RECORD_ID: published.id,
            contract.VERSION: published.version.number,
            contract.INSERTED_COUNT: published.difference.inserted,
            contract.UPDATED_COUNT: published.difference.changed,
            contract.DELETED_COUNT: published.difference.deleted,
            contract.SCORE: published.version.score,
        }

    def offer(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Offer:
        """Return what the user says of the layer."""
        from ...sources.store import Offer

        layer = self.inputs.layer(contract.INPUT)
        own_use = layer.own_use if layer else ""

        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        return Offer(
            key=text(contract.KEY),
            id=text(contract.RECORD_ID),
            title=text(contract.TITLE),
            publisher=text(contract.PUBLISHER),
            contact=text(contract.CONTACT),
            licence=text(contract.LICENCE),
            redistribution=self.parameterAsEnumString(parameters, contract.REDISTRIBUTION, context),
            date=self.date(parameters, context),
            own_use=own_use,
        )

    def date(self, parameters: dict[str, Any], context: QgsProcessingContext) -> datetime.date | None:
        """Return the day that the data describe; None where it is not given."""
        given = parameters.get(contract.DATE)
        if given in (None, ""):
            return None
        moment = self.parameterAsDateTime(parameters, contract.DATE, context)
        if not moment.isValid():
            raise OpgaveError("DATE is '{value}': write a day as 2026-01-31.", value=given)
        return datetime.date.fromisoformat(moment.date().toString("yyyy-MM-dd"))


def report_difference(published: Published, store: Store, progress: FeedbackProgress) -> None:
    """Say what differs from the version before, and whether the layer became better."""
    from ...model.store import NOT_JUDGED

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
    score = published.version.score
    earlier = [one.score for one in store.versions(published.id) if one.number < published.version.number]
    before = earlier[-1] if earlier else NOT_JUDGED
    if before == NOT_JUDGED:
        progress.note("Layer '{record}': quality score {score}.", record=title, score=score)
    else:
        progress.note(
            "Layer '{record}': quality score {score}; that of the version before was {before}.", record=title, score=score, before=before
        )
    if earlier and (found.new_fields or found.lost_fields):
        progress.warn(
            "Layer '{record}': new fields: {new}; removed fields: {lost}. Challenges may need the removed fields.",
            record=title,
            new=", ".join(found.new_fields) or "-",
            lost=", ".join(found.lost_fields) or "-",
        )
