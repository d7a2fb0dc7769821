"""Layers of a catalogue or a challenge, whoever publishes them, in one GeoPackage."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.errors import OpgaveError
from ...model.source_kinds import NO_SOURCE
from ...model.text import Text
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..challenge_algorithm import ChallengeAlgorithm
from ..parameters import (
    catalogue_parameter,
    challenge_parameter,
    choice,
    extent_parameter,
    further_file,
    language_parameter,
    municipality_parameter,
    output_file,
    read_store_parameter,
    switch,
    target_crs_parameter,
    trust_parameter,
    words,
)

if TYPE_CHECKING:
    from ...model.catalogue import Catalogue
    from ...model.challenge import Challenge
    from ...products.layer_package import GatheredRecords, WantedRecords
    from ...texts.language import Language

ON_ERROR = ("stop", "continue")


class LoadLayersAlgorithm(ChallengeAlgorithm):
    """Records loaded, clipped, reprojected, repaired and written, with an account of what they are."""

    NAME = "load_layers"
    TITLE = "Load layers"
    GROUP = "smart_data"
    TAGS = "download, open data, WFS, catalogue, import"
    DOCS = "records.md"
    STEPS = 4
    REQUIRES = (*ChallengeAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            catalogue_parameter(),
            words(contract.RECORDS, tr("Records (ids, comma-separated)")),
            challenge_parameter(tr("Or all layers of a challenge (a built-in one, or a file)"), optional=True),
            extent_parameter(),
            municipality_parameter(),
            target_crs_parameter(tr("Coordinate system (empty: each layer's own)")),
            read_store_parameter(),
            switch(contract.JOIN, tr("Join tables to the geometry of their layer")),
        ):
            self.addParameter(parameter)
        self.add_advanced(
            switch(contract.LIVE, tr("Leave layers at their service where QGIS can show them from there")),
            choice(contract.ON_ERROR, tr("If a layer fails"), ON_ERROR),
            language_parameter(tr("Language of titles and report")),
            trust_parameter(),
        )
        self.addParameter(output_file(contract.OUTPUT, tr("Layers"), "GeoPackage (*.gpkg)"))
        for name, description, kind in (
            (contract.PROJECT, tr("Project with the layers and the map services"), "QGIS (*.qgz)"),
            (contract.REPORT, tr("Report"), "HTML (*.html)"),
        ):
            self.addParameter(further_file(name, description, kind))
        self.addOutput(QgsProcessingOutputNumber(contract.LAYER_COUNT, tr("Number of layers written")))
        self.addOutput(QgsProcessingOutputNumber(contract.LIVE_COUNT, tr("Number of layers left at their service")))
        self.addOutput(QgsProcessingOutputNumber(contract.FEATURE_COUNT, tr("Number of features written")))
        self.addOutput(QgsProcessingOutputNumber(contract.FAILED_COUNT, tr("Number of layers that failed")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...products.layer_package import gather

        catalogue, tell = self.catalogue(parameters, context, progress)
        catalogue = self.for_municipality(catalogue, parameters, context)
        paths = self.paths(parameters, context)
        if self.parameterAsBoolean(parameters, contract.LIVE, context) and contract.PROJECT not in paths:
            raise OpgaveError("LIVE is set and PROJECT is empty: only a project can show layers from their service.")
        language = self.language(parameters, context)
        ids = self.record_ids(parameters, context, catalogue, progress)
        tell(ids)
        progress.step("Loading 1 layer | Loading {count} layers", count=len(ids))
        gathered = gather(ids, catalogue, self.wanted(parameters, context, contract.PROJECT in paths), progress)
        if not gathered.layers and not gathered.pictures and not gathered.live:
            raise nothing_to_write(gathered)
        written = paths if gathered.layers else {name: path for name, path in paths.items() if name != contract.OUTPUT}
        self.write(gathered, written, language, progress)
        if len(gathered.rasters) == len(gathered.layers):
            written = {name: path for name, path in written.items() if name != contract.OUTPUT}
        return {name: str(path) for name, path in written.items()} | {
            contract.LAYER_COUNT: len(gathered.layers),
            contract.LIVE_COUNT: len(gathered.live),
            contract.FEATURE_COUNT: gathered.feature_count,
            contract.FAILED_COUNT: len(gathered.failures),
        }

    def write(self, gathered: GatheredRecords, paths: dict[str, Path], language: Language, progress: FeedbackProgress) -> None:
        """Write what was asked for; all files appear, or none."""
        from ...products.layer_package import raster_path, relink, write_layers, write_project
        from ...products.layer_report import write_layer_report
        from ...qgis_io.outputs import whole_folder

        with ExitStack() as stack:
            folders = {folder: stack.enter_context(whole_folder(folder)) for folder in {path.parent for path in paths.values()}}
            made = {name: folders[path.parent] / path.name for name, path in paths.items()}
            if contract.OUTPUT in paths:
                progress.step("Writing the GeoPackage")
                write_layers(gathered, made[contract.OUTPUT], language, progress)
            if contract.PROJECT in paths:
                progress.step("Writing the project")
                write_project(gathered, made[contract.PROJECT], made.get(contract.OUTPUT), language, progress)
            if contract.PROJECT in paths and contract.OUTPUT in paths:
                geopackages = made[contract.OUTPUT], paths[contract.OUTPUT]
                rasters = [[raster_path(path, one.record) for path in geopackages] for one in gathered.rasters]
                for made_file, file in (geopackages, *rasters):
                    relink(made[contract.PROJECT], made_file, paths[contract.PROJECT], file)
            if contract.REPORT in paths:
                progress.step("Writing the report")
                write_layer_report(made[contract.REPORT], gathered, language)

    def record_ids(
        self, parameters: dict[str, Any], context: QgsProcessingContext, catalogue: Catalogue, progress: FeedbackProgress
    ) -> list[str]:
        """Return the ids that are asked for, each once."""
        from ...model.challenge import read_challenge

        ids = [id.strip() for id in self.parameterAsString(parameters, contract.RECORDS, context).split(",")]
        challenge = self.parameterAsString(parameters, contract.CHALLENGE, context).strip()
        if challenge:
            ids += self.challenge_ids(read_challenge(challenge), catalogue, progress)
        ids = list(dict.fromkeys(filter(None, ids)))
        if not ids:
            raise OpgaveError(
                "RECORDS and CHALLENGE are both empty: give the ids of layers, or a challenge. The catalogue contains: {ids}.",
                ids=", ".join(catalogue.records),
            )
        return ids

    def challenge_ids(self, challenge: Challenge, catalogue: Catalogue, progress: FeedbackProgress) -> list[str]:
        """Return the layers of a challenge without those that only the map would draw and that have no source here."""
        absent = set(challenge.check_layers(catalogue))
        absent |= {id for id in set(challenge.optional_layers()) - absent if catalogue.get(id).source.kind == NO_SOURCE}
        if absent:
            titles = (catalogue.records[id].title if id in catalogue.records else Text(id, id) for id in sorted(absent))
            progress.note("Left out, because the catalogue has no source for these layers: {layers}.", layers=Text.join(titles))
        return [id for id in challenge.layers() if id not in absent]

    def paths(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Path]:
        """Return where to write, by output; optional ones only where asked for."""
        given = {
            name: self.parameterAsFileOutput(parameters, name, context) for name in (contract.OUTPUT, contract.PROJECT, contract.REPORT)
        }
        if not given[contract.OUTPUT]:
            raise OpgaveError("OUTPUT is empty: give the GeoPackage for the layers.")
        return {name: Path(path).absolute() for name, path in given.items() if path}

    def wanted(self, parameters: dict[str, Any], context: QgsProcessingContext, pictures: bool) -> WantedRecords:
        """Return how the records are to be loaded."""
        from ...products.layer_package import WantedRecords

        return WantedRecords(
            self.extent(parameters, context),
            self.target_crs(parameters, context),
            self.parameterAsBoolean(parameters, contract.JOIN, context),
            self.parameterAsEnumString(parameters, contract.ON_ERROR, context) == "continue",
            pictures,
            self.parameterAsBoolean(parameters, contract.LIVE, context),
            context.transformContext(),
        )


def nothing_to_write(gathered: GatheredRecords) -> OpgaveError:
    """Return the error for layers of which none may be written, nor put into a project."""
    if not gathered.withheld:
        return OpgaveError("None of the layers has features that may be written: give PROJECT to use map services.")
    return OpgaveError(
        "Nothing is written: none of the layers may be redistributed ({layers}). Where its licence allows it, write"
        ' "redistribution": "yes" in the layer\'s record in the catalogue.',
        layers=", ".join(f"'{loaded.record.title}'" for loaded in gathered.withheld),
    )
