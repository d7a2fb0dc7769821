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
from .assess import assess
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
    layer, today = replace(place_layer(features, QgsRectangle(), transforms), decisions=decisions), datetime.date.today()
    assessed = assess(layer, record.key, record, today, progress=progress)
    if not assessed.is_publishable:
        reasons = verdict(assessed, Language(interface_language()))
        progress.warn("Layer '{record}' is shared with the team. {verdict}.", record=record.title, verdict=reasons)
    return assessed.mark(today)
