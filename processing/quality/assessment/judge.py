"""The mark of a version that goes into a store."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from qgis.core import QgsCoordinateTransformContext, QgsRectangle

from ...analysis.features import Features
from ...model.defect_decisions import Decision
from ...model.progress import Progress
from ...model.quality_mark import QualityMark
from ...model.record import LayerRecord
from ...texts.language import Language, interface_language
from .assess import Assessment, assess
from .inputs import place_layer
from .report import verdict


def judge_layer(
    features: Features,
    record: LayerRecord,
    decisions: Mapping[str, Decision],
    transforms: QgsCoordinateTransformContext,
    progress: Progress,
) -> QualityMark:
    """Return how good a layer is, and warn of what blocks publishing it to all.

    Parameters
    ----------
    decisions : mapping of str to Decision
        What people decided about its defects, by mark.
    """
    assessed = assess_by_record(features, record, decisions, transforms, progress)
    if not assessed.is_publishable:
        reasons = verdict(assessed, Language(interface_language()))
        progress.warn("Layer '{record}' is shared with the team. {verdict}.", record=record.title, verdict=reasons)
    return assessed.mark(datetime.date.today())


def mark_layer(features: Features, record: LayerRecord, transforms: QgsCoordinateTransformContext, progress: Progress) -> QualityMark:
    """Return how good a layer is that others publish, of which nobody here decided anything."""
    return assess_by_record(features, record, {}, transforms, progress).mark(datetime.date.today())


def assess_by_record(
    features: Features,
    record: LayerRecord,
    decisions: Mapping[str, Decision],
    transforms: QgsCoordinateTransformContext,
    progress: Progress,
) -> Assessment:
    """Return what is wrong with a layer that a record describes; parameters as of `judge_layer`."""
    layer = replace(place_layer(features, QgsRectangle(), transforms), decisions=decisions)
    return assess(layer, record.key, record, datetime.date.today(), progress=progress)
