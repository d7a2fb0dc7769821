"""A store brought up to date with the sources of a catalogue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.choices import ANY_FAILURE, FAIL_WHEN
from ...model.errors import Mistakes, OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import interface_language, tr
from ..challenge_algorithm import ChallengeAlgorithm
from ..parameters import (
    catalogue_parameter,
    extent_parameter,
    fail_parameter,
    municipality_parameter,
    report_parameter,
    store_parameter,
    trust_parameter,
    words,
)

if TYPE_CHECKING:
    from ...model.catalogue import Catalogue
    from ...model.record import LayerRecord
    from ...sources.store.store import Store
    from ...sources.store.sync import SyncResult

NAMED = 10
"""Records that failed of which the error gives the names; the report has all."""


class SyncStoreAlgorithm(ChallengeAlgorithm):
    """Records fetched into a store where their source changed; what fails leaves the last good copy."""

    NAME = "sync_store"
    TITLE = "Sync store"
    GROUP = "smart_data"
    TAGS = "refresh, update, offline copy, nightly, synchronise"
    DOCS = "store.md"
    REQUIRES = (*ChallengeAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            catalogue_parameter(),
            words(contract.RECORDS, tr("Records (ids, comma-separated; empty: all with features)")),
            store_parameter(),
            extent_parameter(),
            municipality_parameter(),
            fail_parameter(FAIL_WHEN),
            report_parameter(),
        ):
            self.addParameter(parameter)
        self.add_advanced(trust_parameter())
        for name, description in (
            (contract.UPDATED_COUNT, tr("Records updated")),
            (contract.UNCHANGED_COUNT, tr("Records unchanged")),
            (contract.FAILED_COUNT, tr("Records that failed")),
            (contract.LEFT_COUNT, tr("Records left out")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...model.catalogue import read_catalogue
        from ...quality.assessment.judge import judge_layer
        from ...sources.store import open_store
        from ...sources.store.sync import SyncOutcome, count, sync

        store = open_store(self.parameterAsString(parameters, contract.STORE, context))
        catalogue = read_catalogue(self.parameterAsString(parameters, contract.CATALOGUE, context))
        catalogue = self.for_municipality(catalogue, parameters, context)
        records, bad = self.records(parameters, context, catalogue)
        for mistakes in bad:
            progress.warn("Left out: {reason}", reason=Mistakes(list(mistakes)).sentence(tr))
        progress.step("Updating {count} records", count=len(records))
        judge = partial(judge_layer, decisions={}, transforms=context.transformContext(), progress=progress)
        synced = sync(store, records, self.extent(parameters, context), progress, judge)
        outputs = self.write_report(parameters, context, synced, store)
        failed = [one.record.title.of(interface_language()) for one in synced if one.outcome == SyncOutcome.FAILED]
        failed += catalogue.mistakes if bad else ()
        if failed and self.parameterAsEnumString(parameters, contract.FAIL_ON, context) == ANY_FAILURE:
            raise some_failed(failed, len(synced) + len(bad))
        return outputs | {
            contract.UPDATED_COUNT: count(synced, SyncOutcome.UPDATED),
            contract.UNCHANGED_COUNT: count(synced, SyncOutcome.UNCHANGED),
            contract.FAILED_COUNT: len(failed),
            contract.LEFT_COUNT: count(synced, SyncOutcome.LEFT),
        }

    def records(
        self, parameters: dict[str, Any], context: QgsProcessingContext, catalogue: Catalogue
    ) -> tuple[list[LayerRecord], list[tuple[OpgaveError, ...]]]:
        """Return the records that are asked for, each once, or all that hold features; and what is wrong with those described wrongly."""
        from ...sources.store.sync import to_sync

        ids = [id.strip() for id in self.parameterAsString(parameters, contract.RECORDS, context).split(",")]
        ids = list(dict.fromkeys(filter(None, ids)))
        if ids:
            return [catalogue.get(id) for id in ids], []
        records = to_sync(list(catalogue.records.values()))
        if not records and catalogue.mistakes:
            raise Mistakes([mistake for found in catalogue.mistakes.values() for mistake in found])
        if not records:
            raise OpgaveError("The catalogue has no record with a source of features: give another catalogue.")
        return records, list(catalogue.mistakes.values())

    def write_report(
        self, parameters: dict[str, Any], context: QgsProcessingContext, synced: list[SyncResult], store: Store
    ) -> dict[str, Any]:
        """Write the report where it is asked for, and return it as output."""
        from ...qgis_io.outputs import whole_file
        from ...sources.store.report import sync_report
        from ...texts.language import Language

        path = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if not path:
            return {}
        with whole_file(path) as place:
            place.write_text(sync_report(synced, store.name, Language(interface_language())), encoding="utf-8")
        return {contract.REPORT: path}


def some_failed(failed: list[str], total: int) -> OpgaveError:
    """Return the error for a sync in which some records failed."""
    return OpgaveError(
        "{count} of {total} records could not be brought up to date: {records}. The store keeps the last good copy of each; the messages"
        " and the report give the reasons.",
        count=len(failed),
        total=total,
        records=", ".join(failed[:NAMED]) + (f" (+{len(failed) - NAMED})" if len(failed) > NAMED else ""),
    )
