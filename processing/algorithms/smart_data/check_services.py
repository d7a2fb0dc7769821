"""A watch over the sources of a catalogue: for a look now and then, or for a nightly job."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.errors import Mistakes, OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.count_texts import WATCH_TEXTS
from ...texts.language import interface_language, tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    TABLE,
    as_of_parameter,
    catalogue_parameter,
    fail_parameter,
    output_layer,
    report_parameter,
    timeout_parameter,
    trust_parameter,
    words,
)

if TYPE_CHECKING:
    from ...model.catalogue import Catalogue
    from ...model.challenge import Challenge
    from ...model.record import LayerRecord
    from ...sources.watch.watch import Checked

FAIL_ON = ("none", "dead", "changed", "stale", "any")
NAMED = 10


class CheckServicesAlgorithm(OpgavenkaartAlgorithm):
    """Every source of a catalogue asked whether it still gives its layer."""

    NAME = "check_services"
    TITLE = "Check services"
    GROUP = "smart_data"
    TAGS = "WFS, WMS, availability, outdated, monitoring, dead links"
    DOCS = "scripts.md"
    STEPS = 2
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            catalogue_parameter(),
            words(contract.RECORDS, tr("Records (ids, comma-separated; empty: all)")),
            words(contract.CHALLENGES, tr("Challenges whose fields are checked (empty: all)")),
            timeout_parameter(),
            fail_parameter(FAIL_ON),
        ):
            self.addParameter(parameter)
        as_of = as_of_parameter()
        self.add_advanced(as_of, trust_parameter())
        self.addParameter(output_layer(contract.OUTPUT, tr("Services"), TABLE))
        self.addParameter(report_parameter())
        for name, template in WATCH_TEXTS.items():
            self.addOutput(QgsProcessingOutputNumber(name, tr(template)))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...model.catalogue import read_catalogue
        from ...sources.network import Limits
        from ...sources.watch import needed_fields, watch
        from ...sources.watch.watch import count_verdicts

        catalogue = read_catalogue(self.parameterAsString(parameters, contract.CATALOGUE, context))
        records = self.records(parameters, context, catalogue, progress)
        as_of = self.as_of(parameters, context)
        progress.step("Querying {count} sources", count=len(records))
        limits = Limits(seconds=self.parameterAsDouble(parameters, contract.TIMEOUT, context))
        checked = watch(records, catalogue, needed_fields(self.challenges(parameters, context)), as_of, limits, progress)
        progress.step("Writing")
        outputs = self.write(parameters, context, checked, as_of, progress)
        for one in checked:
            if one.detail:
                progress.warn("{record}: {detail}", record=one.record.id, detail=one.detail.sentence(tr))
        check_failures(checked, self.parameterAsEnumString(parameters, contract.FAIL_ON, context))
        return outputs | count_verdicts(checked)

    def records(
        self, parameters: dict[str, Any], context: QgsProcessingContext, catalogue: Catalogue, progress: FeedbackProgress
    ) -> list[LayerRecord]:
        """Return the records that are asked for; those that the file describes wrongly are told."""
        ids = [id.strip() for id in self.parameterAsString(parameters, contract.RECORDS, context).split(",") if id.strip()]
        if ids:
            return [catalogue.get(id) for id in dict.fromkeys(ids)]
        for mistakes in catalogue.mistakes.values():
            progress.warn("Left out: {reason}", reason=Mistakes(list(mistakes)).sentence(tr))
        return list(catalogue.records.values())

    def challenges(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[Challenge]:
        """Return the challenges whose fields are looked for."""
        from ...model.challenge import read_challenges

        return read_challenges(self.parameterAsString(parameters, contract.CHALLENGES, context))

    def as_of(self, parameters: dict[str, Any], context: QgsProcessingContext) -> datetime.date:
        """Return the day that ages are counted to."""
        if not self.given(parameters, contract.AS_OF):
            return datetime.datetime.now().astimezone().date()
        moment = self.parameterAsDateTime(parameters, contract.AS_OF, context)
        if not moment.isValid():
            raise OpgaveError("AS_OF is '{value}': write a day as 2026-01-31.", value=parameters[contract.AS_OF])
        return datetime.date.fromisoformat(moment.date().toString("yyyy-MM-dd"))

    def write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        checked: list[Checked],
        as_of: datetime.date,
        progress: FeedbackProgress,
    ) -> dict[str, Any]:
        """Write table and report, and return them as outputs."""
        from qgis.core import QgsWkbTypes

        from ...qgis_io.outputs import whole_file
        from ...qgis_io.writing import write_sink
        from ...sources.watch.report import as_table, watch_report
        from ...texts.language import Language

        report = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if report:
            with whole_file(report) as place:
                place.write_text(watch_report(checked, as_of, Language(interface_language())), encoding="utf-8")
        output = write_sink(self, parameters, contract.OUTPUT, context, as_table(checked), None, progress, QgsWkbTypes.Type.NoGeometry)
        return {contract.OUTPUT: output} | ({contract.REPORT: report} if report else {})


def check_failures(checked: list[Checked], fail_on: str) -> None:
    """Raise when there is what the caller wants to hear of: each level counts those before it too."""
    levels = FAIL_ON[1 : FAIL_ON.index(fail_on) + 1]
    failed = [one.record for one in checked if one.verdict.value in levels or ("any" in levels and one.has_trouble)]
    found = [record.title.of(interface_language()) for record in failed]
    if found:
        raise OpgaveError(
            "{count} of {total} records need attention: {records}. See the table and the report for the reasons.",
            count=len(found),
            total=len(checked),
            records=", ".join(found[:NAMED]) + (f" (+{len(found) - NAMED})" if len(found) > NAMED else ""),
        )
