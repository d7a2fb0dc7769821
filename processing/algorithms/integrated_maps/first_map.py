"""The first map of a municipality, from public data."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputFile, QgsProcessingOutputNumber

from ...model import contract
from ...model.builtin_challenges import DEFAULT_CHALLENGE
from ...model.choices import ANY_FAILURE, FAIL_WHEN, VINTAGES
from ...model.errors import Cancelled, OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import interface_language, tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    as_of_parameter,
    audience_parameter,
    catalogue_parameter,
    choice,
    export_folder_parameter,
    fail_parameter,
    language_parameter,
    load_layers_parameter,
    orientation_parameter,
    paper_parameter,
    required_words,
    switch,
    theme_parameter,
    trust_parameter,
    words,
)
from .integrated_map import IntegratedMapAlgorithm, load_layers

if TYPE_CHECKING:
    from ...challenge.collected import Collected
    from ...model.challenge import Challenge
    from ...products.first_map.current_map import CurrentMap
    from ...products.ledger import Ledger

ALL = "all"
CURRENT = "current"
"""Key among the outputs of a map that was not made again."""
OF_THE_MAP = (
    contract.LANGUAGE,
    contract.PAPER,
    contract.ORIENTATION,
    contract.THEME,
    contract.AS_OF,
    contract.AUDIENCE,
    contract.LOAD_LAYERS,
)
"""Parameters that every map gets as they are given here."""


class FirstMapAlgorithm(OpgavenkaartAlgorithm):
    """Public data of one municipality, its catalogue, and an integrated map of each challenge that is asked for."""

    NAME = "first_map"
    TITLE = "First map of a municipality"
    GROUP = "integrated_maps"
    TAGS = "municipality, public data, open data, start"
    DOCS = "first-map.md"
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            required_words(contract.MUNICIPALITY, tr("Municipality (name or NIS code)")),
            words(contract.CHALLENGE, tr("Challenges (ids or files, comma-separated; all: all that are built in)"), DEFAULT_CHALLENGE),
            words(contract.STORE, tr("Folder in which the public data are kept (empty: in the export folder)")),
            language_parameter(tr("Language of map and report")),
            paper_parameter(),
            orientation_parameter(),
            theme_parameter(),
            export_folder_parameter(),
            load_layers_parameter(),
        ):
            self.addParameter(parameter)
        self.add_advanced(
            choice(contract.VINTAGE, tr("Year of the areas (newest: the newest that there are)"), VINTAGES),
            catalogue_parameter(),
            switch(contract.REFRESH, tr("Ask sources again for data that are kept already")),
            as_of_parameter(),
            audience_parameter(),
            fail_parameter(FAIL_WHEN),
            trust_parameter(),
        )
        self.addOutput(QgsProcessingOutputFile(contract.MUNICIPAL_CATALOGUE, tr("Catalogue of the municipality")))
        self.addOutput(QgsProcessingOutputFile(contract.INDICATORS, tr("Table of the indicators")))
        for name, description in (
            (contract.MANIFEST, tr("Manifest of the first map")),
            (contract.PROJECT, tr("QGIS project of the first map")),
            (contract.REPORT, tr("Report of the first map")),
        ):
            self.addOutput(QgsProcessingOutputFile(name, description))
        self.addOutput(QgsProcessingOutputNumber(contract.MAP_COUNT, tr("Number of maps")))
        self.addOutput(QgsProcessingOutputNumber(contract.UNCHANGED_COUNT, tr("Maps that were still current")))
        self.addOutput(QgsProcessingOutputNumber(contract.FAILED_COUNT, tr("Challenges without a map")))

    def prepareAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> bool:
        super().prepareAlgorithm(parameters, context, feedback)
        self.main_job = IntegratedMapAlgorithm()
        self.main_job.initAlgorithm()
        return bool(self.main_job.prepareAlgorithm({}, context, feedback))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from functools import partial

        from ...model.catalogue import read_catalogue, write_catalogue
        from ...model.challenge import name_challenges, read_challenge
        from ...model.progress import SILENT
        from ...products.first_map.area import read_municipality
        from ...products.first_map.indicator_table import write_indicator_table
        from ...products.first_map.prepare import fetch_public_data
        from ...products.first_map.public_data import open_public_data
        from ...products.ledger import Ledger
        from ...qgis_io.outputs import whole_file
        from ...quality.assessment.judge import mark_layer
        from ...sources.loading import share_loads
        from ...sources.network.kept_answers import keep_answers

        municipality = read_municipality(self.parameterAsString(parameters, contract.MUNICIPALITY, context))
        text = self.parameterAsString(parameters, contract.CHALLENGE, context).strip()
        names = name_challenges("" if text.lower() == ALL else text or DEFAULT_CHALLENGE)
        challenges = {name: read_challenge(name) for name in names}
        catalogue = read_catalogue(self.parameterAsString(parameters, contract.CATALOGUE, context))
        folder = self.main_job.folder(parameters, context)
        store = self.parameterAsString(parameters, contract.STORE, context).strip()
        vintage = self.parameterAsEnumString(parameters, contract.VINTAGE, context)
        data = open_public_data(
            Path(store).expanduser() if store else folder / "store",
            municipality,
            self.parameterAsBool(parameters, contract.REFRESH, context),
            vintage,
            partial(mark_layer, transforms=context.transformContext(), progress=SILENT),
        )
        progress.steps = len(challenges) * IntegratedMapAlgorithm.STEPS + 2
        own = fetch_public_data(municipality, list(challenges.values()), catalogue, data, progress, vintage)
        path = folder / f"{municipality.nis}_catalogue.json"
        with whole_file(path) as place:
            write_catalogue(place, own)
        rows: list[dict[str, Any]] = []
        with share_loads(), keep_answers(data.background, data.refresh):
            made, failures = self.make_maps(challenges, path, folder, parameters, context, progress, rows, Ledger(data.own.handed_out))
        table = folder / f"{municipality.nis}_indicators.csv"
        with whole_file(table) as place:
            write_indicator_table(place, rows)
        any_fails = self.parameterAsEnumString(parameters, contract.FAIL_ON, context) == ANY_FAILURE
        if failures and (any_fails or len(failures) == len(challenges)):
            raise OpgaveError(
                "{count} of {total} challenges have no map: {challenges}. The messages give the reasons; the other maps were made.",
                count=len(failures),
                total=len(challenges),
                challenges=", ".join(failures),
            )
        return {
            contract.OUTPUT_FOLDER: str(folder),
            contract.MUNICIPAL_CATALOGUE: str(path),
            contract.INDICATORS: str(table),
            **{name: made[0][name] for name in (contract.MANIFEST, contract.PROJECT, contract.REPORT) if made},
            contract.MAP_COUNT: len(made),
            contract.UNCHANGED_COUNT: sum(CURRENT in outputs for outputs in made),
            contract.FAILED_COUNT: len(failures),
        }

    def make_maps(
        self,
        challenges: dict[str, Challenge],
        catalogue: Path,
        folder: Path,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        progress: FeedbackProgress,
        rows: list[dict[str, Any]],
        ledger: Ledger,
    ) -> tuple[list[dict[str, Any]], dict[str, OpgaveError]]:
        """Make the map of each challenge in a folder of its own, unless the one that is there is still current.

        Returns
        -------
        list of dict
            Their outputs.
        dict of str to OpgaveError
            Why others have none, by title.
        """
        from ...model.catalogue import read_catalogue
        from ...products.first_map.current_map import BASIS, ROWS, basis_of, find_current
        from ...products.first_map.indicator_table import list_indicators

        language, kept_data = self.language(parameters, context), read_catalogue(catalogue)
        own = {name: parameters[name] for name in OF_THE_MAP if name in parameters}
        made, failures = [], {}

        def tell(basis: dict[str, Any], collected: Collected) -> dict[str, Any]:
            """Add what a challenge rests on to the table, and return what its manifest says for the next time."""
            rows.extend(found := list_indicators(collected, language))
            return {BASIS: basis, ROWS: found}

        for name, challenge in challenges.items():
            asked = {
                **own,
                contract.CHALLENGE: name,
                contract.CATALOGUE: str(catalogue),
                contract.OUTPUT_FOLDER: str(folder / challenge.id),
            }
            try:
                as_of, press = self.main_job.as_of(asked, context), self.main_job.press(asked, context)
                basis = basis_of(challenge, kept_data, press)
                current = find_current(
                    Path(asked[contract.OUTPUT_FOLDER]), challenge, kept_data, basis, as_of, self.given(asked, contract.AS_OF)
                )
                if current:
                    made.append(self.keep_map(current, challenge, asked, context, progress))
                    rows.extend(current.rows)
                    continue
                told = self.main_job.asked(asked, context, as_of)
                made.append(self.main_job.make(asked, context, told, progress, partial(tell, basis), ledger))
            except Cancelled:
                raise
            except OpgaveError as error:
                progress.warn("No map of '{challenge}': {reason}", challenge=challenge.title, reason=error)
                failures[challenge.title.of(interface_language())] = error
        return made, failures

    def keep_map(
        self, current: CurrentMap, challenge: Challenge, asked: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> dict[str, Any]:
        """Say that a map is still current, and return its outputs."""
        progress.note(
            "The map of '{challenge}' is still current: nothing that it rests on has changed since {made}.",
            challenge=challenge.title,
            made=current.made.strftime("%Y-%m-%d %H:%M"),
        )
        if current.as_of != self.main_job.as_of(asked, context):
            progress.note(
                "The map of '{challenge}' counts ages to {day}: with 'AS_OF' it is made for another day.",
                challenge=challenge.title,
                day=current.as_of.isoformat(),
            )
        if self.parameterAsBool(asked, contract.LOAD_LAYERS, context):
            from ...texts.language import Language
            from ...texts.result_names import name_result

            language = Language(interface_language())
            group = name_result([challenge.title.of(language.code)], current.made, language)
            load_layers(context, current.files[contract.GEOPACKAGE], group)
        files = {output: str(path) for output, path in current.files.items()}
        return files | {contract.MANIFEST: str(current.manifest), CURRENT: True}
