"""The main job: from a challenge to GeoPackage, project, printed map, report and manifest."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
)

from ...model import contract
from ...model.builtin_challenges import DEFAULT_CHALLENGE
from ...model.choices import EXTRAS, NEVER_IN_MANIFEST
from ...model.errors import OpgaveError
from ...model.results import CLUSTERS, UNITS
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import interface_language, tr
from ..challenge_algorithm import ChallengeAlgorithm
from ..parameters import (
    choices,
    export_folder_parameter,
    input_file,
    language_parameter,
    load_layers_parameter,
    orientation_parameter,
    paper_parameter,
    theme_parameter,
    zip_parameter,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping

    from ...challenge.collected import Collected
    from ...products.bundle_writing import ProductStyle
    from ...products.ledger import Ledger
    from ...qgis_io.outputs import Aside

NOT_IN_MANIFEST = (contract.AS_OF, contract.LOAD_LAYERS, contract.ZIP, *NEVER_IN_MANIFEST)
"""Parameters that change nothing in what is found and drawn, and the day, which stands there in full."""


class IntegratedMapAlgorithm(ChallengeAlgorithm):
    """A challenge's layers, index and clusters as one bundle of files."""

    NAME = "integrated_map"
    TITLE = "Integrated map"
    GROUP = "integrated_maps"
    TAGS = "integrated map, report, GeoPackage, project, bundle"
    DOCS = "maps.md"
    STEPS = 13
    REQUIRES = (*ChallengeAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add_challenge_parameters()
        for parameter in (
            language_parameter(tr("Language of map and report")),
            paper_parameter(),
            orientation_parameter(),
            theme_parameter(),
            input_file(contract.BASE_PROJECT, tr("Project to add the layers to (empty: a new project)"), "QGIS (*.qgz *.qgs)"),
            export_folder_parameter(),
            choices(contract.EXTRAS, tr("Additional files for other programs"), EXTRAS),
            zip_parameter(),
            load_layers_parameter(),
        ):
            self.addParameter(parameter)
        self.add_bundle_outputs()

    def add_bundle_outputs(self) -> None:
        """Add the files of a bundle, and its numbers."""
        for name, description in (
            (contract.GEOPACKAGE, tr("GeoPackage")),
            (contract.PROJECT, tr("QGIS project")),
            (contract.PDF, tr("Map as PDF")),
            (contract.PNG, tr("Map as PNG")),
            (contract.REPORT, tr("Report")),
            (contract.REPORT_PDF, tr("Report as PDF")),
            (contract.MANIFEST, tr("Manifest")),
            (contract.ZIP, tr("All files as a zip")),
        ):
            self.addOutput(QgsProcessingOutputFile(name, description))
        for name, description in ((contract.UNITS_LAYER, tr("Need index")), (contract.CLUSTERS_LAYER, tr("Clusters"))):
            self.addOutput(QgsProcessingOutputVectorLayer(name, description))
        self.addOutput(QgsProcessingOutputNumber(contract.CLUSTER_COUNT, tr("Number of clusters")))
        self.addOutput(QgsProcessingOutputNumber(contract.MISSING_SHARE, tr("Mean missing share of the weight (0-1)")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        asked = self.asked(parameters, context, self.as_of(parameters, context))
        return self.make(parameters, context, asked, progress, ledger=self.ledger(parameters, context))

    def make(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        asked: dict[str, Any],
        progress: FeedbackProgress,
        tell: Callable[[Collected], Mapping[str, Any]] = lambda collected: {},
        ledger: Ledger | None = None,
        made: datetime.date | None = None,
    ) -> dict[str, Any]:
        """Make the bundle and return the outputs.

        Parameters
        ----------
        asked : dict
            What its manifest says of the parameters.
        tell : callable
            Gets the challenge with its data, before anything is computed of these, and returns what else the manifest says.
        ledger : Ledger, optional
            With what was handed out before the map is attacked together, and keeps it; None keeps nothing.
        made : date, optional
            The day that the products bear as that of their making; default today.
        """
        from ...challenge.clustering import cluster_challenge
        from ...challenge.collected import check_units_travel
        from ...challenge.comparison import compare_few
        from ...challenge.indexing import index_challenge
        from ...products.bundle_writing import write_bundle
        from ...products.bundles import manifest_name
        from ...products.disclosure_check import check_counts
        from ...qgis_io.outputs import whole_folder
        from ...texts.language import Language
        from ...texts.result_names import name_computation

        folder = self.folder(parameters, context)
        self.check_folder(folder, parameters, context)
        press, as_of = self.press(parameters, context), self.as_of(parameters, context)
        with ExitStack() as leaving:
            with whole_folder(folder, lambda place: self.make_way(folder, place, parameters, context, progress)) as place:
                collected = self.collect(parameters, context, progress)
                check_units_travel(collected)
                collected = compare_few(collected, progress)
                facts = tell(collected)
                indexed = index_challenge(collected, as_of, progress)
                check_counts(indexed)
                seen = ledger.check(indexed, progress) if ledger else 0
                outcome = cluster_challenge(indexed, progress)
                challenge = indexed.collected.challenge
                wishes = self.wishes(parameters, context, folder, challenge.id, progress)
                name = manifest_name(folder, challenge.id)
                names = write_bundle(
                    outcome, place, press, asked, progress, facts=facts, manifest=name, lies_in=folder, made=made, **wishes
                )
                if ledger:
                    leaving.enter_context(ledger.alone(indexed, seen, progress))
            if ledger:
                try:
                    ledger.write(indexed, [folder / file for file in names.values()])
                except OpgaveError as error:
                    progress.warn(
                        "{reason} So it is not kept with the store that this map was handed out, and a later map is not compared with it.",
                        reason=error,
                    )
        if self.parameterAsBool(parameters, contract.LOAD_LAYERS, context):
            group = name_computation(challenge, collected.catalogue, Language(interface_language()))
            load_layers(context, folder / names[contract.GEOPACKAGE], group)
        return {
            contract.OUTPUT_FOLDER: str(folder),
            **{output: str(folder / name) for output, name in names.items()},
            **{f"{table.upper()}_LAYER": f"{folder / names['GEOPACKAGE']}|layername={table}" for table in (UNITS, CLUSTERS)},
            contract.CLUSTER_COUNT: len(outcome.clusters),
            contract.MISSING_SHARE: indexed.missing_share,
        }

    def ledger(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Ledger | None:
        """Return what keeps what is handed out of the store; None without a store."""
        from ...products.ledger import Ledger
        from ...sources.store import open_store

        text = self.parameterAsString(parameters, contract.STORE, context).strip()
        return Ledger(open_store(text, must_exist=True).handed_out) if text else None

    def check_folder(self, folder: Path, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Say before any work that the folder holds what is not of an earlier map."""
        from ...model.challenge import read_challenge
        from ...products.bundle_writing import OUTPUTS
        from ...products.bundles import CATALOGUE, CHALLENGE, earlier_map
        from ...qgis_io.earlier_files import check_foreign

        id = read_challenge(self.parameterAsString(parameters, contract.CHALLENGE, context).strip() or DEFAULT_CHALLENGE).id
        names = [f"{id}{suffix}" for name, suffix in OUTPUTS.items() if name != contract.PROJECT]
        check_foreign(folder, [*names, id + CHALLENGE, id + CATALOGUE], earlier_map(folder, id))

    def make_way(
        self, folder: Path, place: Path, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> Aside | None:
        """Return which files of an earlier map move elsewhere before those in ``place`` come."""
        from ...products.bundles import earlier_map, manifests, question_in, read_manifest
        from ...qgis_io.earlier_files import make_way, names_in, with_project

        (manifest,) = manifests(place)
        document = read_manifest(manifest)
        id = document["challenge"]["id"]
        base = self.parameterAsString(parameters, contract.BASE_PROJECT, context)
        earlier = with_project(earlier_map(folder, id), folder, f"{id}.qgz", continued=not base)
        return make_way(folder, names_in(place), earlier, question_in(document), progress)

    def wishes(
        self, parameters: dict[str, Any], context: QgsProcessingContext, folder: Path, challenge: str, progress: FeedbackProgress
    ) -> dict[str, Any]:
        """Return what the bundle gets beside its own files, and whose project its layers come into."""
        from ...products.bundle_writing import Base
        from ...products.open_project import find_edited_project

        project = self.parameterAsString(parameters, contract.BASE_PROJECT, context) or find_edited_project(folder, challenge)
        if project:
            progress.note("The layers are added to the project '{project}', which keeps its own layers.", project=project)
        return {
            "extras": self.parameterAsEnumStrings(parameters, contract.EXTRAS, context),
            "base": Base(Path(project), folder) if project else None,
            "zipped": self.parameterAsBool(parameters, contract.ZIP, context),
        }

    def folder(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        """Return the folder to write to."""
        from ...qgis_io.geopackage_paths import check_openable

        given = self.parameterAsString(parameters, contract.OUTPUT_FOLDER, context)
        if not given:
            raise OpgaveError("OUTPUT_FOLDER is empty: give the folder for the map.")
        folder = Path(given).absolute()
        check_openable(folder)
        return folder

    def press(self, parameters: dict[str, Any], context: QgsProcessingContext) -> ProductStyle:
        """Return how the products look."""
        from ...cartography.theme import theme
        from ...products.bundle_writing import ProductStyle

        return ProductStyle(
            self.language(parameters, context),
            theme(self.parameterAsString(parameters, contract.THEME, context)),
            self.parameterAsEnumString(parameters, contract.PAPER, context),
            self.parameterAsEnumString(parameters, contract.ORIENTATION, context),
        )

    def asked(self, parameters: dict[str, Any], context: QgsProcessingContext, as_of: datetime.date) -> dict[str, Any]:
        """Return the parameters for the manifest: plain values, all of them, without the folder that this run writes to."""
        from ...sources.parameter_texts import plain_parameter

        self.extent(parameters, context), self.target_crs(parameters, context)  # what cannot be is said before anything is read
        given = [
            definition
            for definition in self.parameterDefinitions()
            if definition.name() not in NOT_IN_MANIFEST and self.given(parameters, definition.name())
        ]
        kept = {one.name(): plain_parameter(self, one, parameters, context, self.inputs) for one in given}
        return kept | {contract.AS_OF: as_of.isoformat()}


def load_layers(context: QgsProcessingContext, geopackage: Path, group: str) -> None:
    """Have a QGIS window load index and clusters into its project, in their looks and in a group; without a window nothing happens."""
    from ...cartography.style import Style
    from ...cartography.styles import style_on_load
    from ...model.results import INDEX

    for place, (table, title, style) in enumerate(
        (
            (UNITS, tr("Need index"), Style("units", field=INDEX)),
            (CLUSTERS, tr("Clusters"), Style("clusters", field="cluster_id", label="cluster_label")),
        )
    ):
        source = f"{geopackage}|layername={table}"
        details = QgsProcessingContext.LayerDetails(title, context.project(), table)
        details.layerSortKey, details.groupName = place, group
        context.addLayerToLoadOnCompletion(source, details)
        style_on_load(context, source, style)
