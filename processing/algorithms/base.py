"""The one base class of all algorithms."""

from __future__ import annotations

import datetime
import importlib.util
from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
)
from qgis.PyQt.QtGui import QIcon

from ..model import contract
from ..model.errors import OpgaveError
from ..model.files import RESOURCES, plugin_fact
from ..model.own_use import AGGREGATED, NO, keeping_account
from ..model.progress import hearing
from ..model.trust import Trust, read_trust, trusting
from ..qgis_io.feedback import FeedbackProgress
from ..texts.language import Language, interface_language, tr
from ..texts.parameter_names import dialog_names, naming

if TYPE_CHECKING:
    from ..qgis_io.inputs import Inputs

GROUPS = {
    "smart_data": "Smart data",
    "smart_planning": "Smart planning",
    "smart_collaboration": "Smart collaboration",
    "smart_organising": "Smart organising",
    "integrated_maps": "Integrated maps",
}
LAYERS_MADE = ("sink", "vectorDestination")
"""What QGIS calls the parameters for layers that an algorithm makes."""
MOST_NAMED = 2
"""Of the layers given, in the name of the group of those that are made."""
DEBIAN_PACKAGES = {"osgeo": "gdal"}


class OpgavenkaartAlgorithm(QgsProcessingAlgorithm):
    """A thin shell: parameters in, one call to the rooms below, outputs and counts out.

    A subclass sets `NAME`, `TITLE`, `GROUP`, `TAGS` (terms by which the toolbox finds it, with ``", "`` between them) and `DOCS` (its
    page in ``docs/``), defines its parameters in `initAlgorithm` and does its work in `compute`.
    It imports what is heavy (all that uses numpy) inside `compute`: listing algorithms stays cheap.
    Whatever it raises as `OpgaveError` reaches the user as one sentence, and ends `qgis_process` with a failure.
    """

    NAME = ""
    TITLE = ""
    GROUP = ""
    TAGS = ""
    DOCS = ""
    STEPS = 1
    REQUIRES: tuple[str, ...] = ("numpy", "scipy", "pandas", "shapely", "osgeo")

    inputs: Inputs
    """What `prepareAlgorithm` took."""

    def __init_subclass__(cls) -> None:
        if "run" in vars(cls):
            raise TypeError(f"{cls.__name__} must not define 'run', which is QGIS's own method: its work goes in 'compute'.")

    def name(self) -> str:
        return self.NAME

    def displayName(self) -> str:
        return tr(self.TITLE)

    def group(self) -> str:
        return tr(GROUPS[self.GROUP])

    def groupId(self) -> str:
        return self.GROUP

    def tags(self) -> list[str]:
        """Return the words by which the toolbox finds it: the field's terms in the language of the window and in English."""
        return list(dict.fromkeys(word for text in (tr(self.TAGS), self.TAGS) for word in text.split(", ")))

    def helpUrl(self) -> str:
        return f"{plugin_fact('homepage')}/blob/main/docs/{self.DOCS}"

    def icon(self) -> QIcon:
        return QIcon(str(RESOURCES / "icons" / "opgavenkaart.svg"))

    def createInstance(self) -> OpgavenkaartAlgorithm:
        return type(self)()

    def shortHelpString(self) -> str:
        """Return the help page, with its picture where there is a window."""
        from ..texts.help_pages import shown_help

        return shown_help(self.NAME)

    def add_advanced(self, *parameters: QgsProcessingParameterDefinition) -> None:
        """Add parameters with defaults that seldom need another value: the dialog folds them away."""
        for parameter in parameters:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
            self.addParameter(parameter)

    def language(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Language:
        """Return the language in which the products are asked, by the parameter LANGUAGE."""
        return Language(self.parameterAsEnumString(parameters, contract.LANGUAGE, context))

    def texts(self, parameters: dict[str, Any], context: QgsProcessingContext, *names: str) -> dict[str, str]:
        """Return parameters that are texts, without the space around them, by name."""
        return {name: self.parameterAsString(parameters, name, context).strip() for name in names}

    def given(self, parameters: dict[str, Any], name: str) -> bool:
        """Whether an optional layer or output was given."""
        return parameters.get(name) not in (None, "")

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        """Look at the files before QGIS does, which opens them to see whether they are layers."""
        refusal = self._refusal(parameters)
        return (False, refusal) if refusal else super().checkParameterValues(parameters, context)

    def _refusal(self, parameters: dict[str, Any]) -> str:
        """Return why a file that was given is not opened; empty where all may be."""
        from ..qgis_io.inputs import check_files

        try:
            check_files(self, parameters)
        except OpgaveError as error:
            return error.sentence(naming(dialog_names(self)))
        return ""

    def prepareAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> bool:
        """Take all layers here, in the thread that they live in: `compute` runs in another and reads what was taken."""
        from ..qgis_io.inputs import take_inputs

        if refusal := self._refusal(parameters):  # a model checks no values
            raise QgsProcessingException(refusal)
        self.inputs = take_inputs(self, parameters, context)
        return True

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        """Do the work and return the outputs. Layers are in ``self.inputs``, never in the context."""
        raise OpgaveError("Algorithm '{name}' does nothing yet.", name=self.NAME)

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..qgis_io.lasting_threads import call_with_context

        results, failure = call_with_context(context, partial(self._outcome, parameters, context, feedback))
        if failure:
            del self, parameters, context, feedback  # QGIS never lets go of an exception that it is given, and so of this frame
            raise QgsProcessingException(failure)
        return results

    def _outcome(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> tuple[dict[str, Any], str]:
        """Return the outputs, and the sentence that says why there are none; empty where there are."""
        from ..qgis_io.inputs import preferring

        translate = naming(dialog_names(self))
        try:
            trust = self.trust(parameters, context)
            self.require_packages()
            progress = FeedbackProgress(feedback, self.STEPS, translate)
            self.warn_of_unknown(parameters, progress)
            self.check_destinations(parameters)
            closed = self.closed_inputs()
            with preferring(context.transformContext()), trusting(trust), hearing(progress), keeping_account(closed):
                results = self.compute(parameters, context, progress)
            progress.check()
            self.mark_own_use(results, closed, context, progress)
            self.group_layers(results, context)
        except OpgaveError as error:
            return {}, error.sentence(translate)
        return results, ""

    def closed_inputs(self) -> dict[str, str]:
        """Return by their names the layers given that may not be redistributed, with how: what is made of them may not be either."""
        return self.inputs.closed

    def mark_own_use(
        self, results: dict[str, Any], closed: dict[str, str], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> None:
        """Mark the layers that were made of what may not be redistributed, and say so."""
        layers = [
            str(results[one.name()])
            for one in self.destinationParameterDefinitions()
            if one.type() in LAYERS_MADE and results.get(one.name())
        ]
        if not closed or not layers:
            return
        from ..qgis_io.layer_metadata import mark_for_own_use

        how = NO if NO in closed.values() else AGGREGATED
        language = Language(interface_language())
        unmarked = [one for one in layers if not mark_for_own_use(context, one, how, language)]
        listed = ", ".join(f"'{name}'" for name in closed)
        progress.warn("What was made of {layers} may not be redistributed either: it is for your own use, and marked so.", layers=listed)
        if unmarked:
            progress.warn("Only a GeoPackage has a place for that mark: {files} do not have it.", files=", ".join(unmarked))

    def group_layers(self, results: dict[str, Any], context: QgsProcessingContext) -> None:
        """Have the layers that QGIS will load come into a group that says what was asked and when, unless their algorithm named one."""
        from ..texts.result_names import name_result

        made = [str(results[one.name()]) for one in self.destinationParameterDefinitions() if results.get(one.name())]
        loaded = [context.layerToLoadOnCompletionDetails(one) for one in made if context.willLoadLayerOnCompletion(one)]
        group = name_result(
            [self.displayName(), *self.inputs.names()[:MOST_NAMED]], datetime.datetime.now(), Language(interface_language())
        )
        for details in loaded:
            details.groupName = details.groupName or group

    def warn_of_unknown(self, parameters: dict[str, Any], progress: FeedbackProgress) -> None:
        """Say which keys are no parameter: QGIS itself passes over a misspelt one in silence."""
        known = [definition.name() for definition in self.parameterDefinitions()]
        listed = ", ".join(known)
        for name in parameters:
            if name not in known:
                progress.warn(
                    "'{name}' is not a parameter of this algorithm and is ignored. The parameters are: {known}.", name=name, known=listed
                )

    def check_destinations(self, parameters: dict[str, Any]) -> None:
        """Say of a GeoPackage that QGIS would not open, before any work is done for it."""
        from ..qgis_io.geopackage_paths import check_openable

        for definition in self.destinationParameterDefinitions():
            path = str(parameters.get(definition.name()) or "")
            if path.lower().endswith(".gpkg"):
                check_openable(path)

    def trust(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Trust:
        """Return what the user trusts in this run, by the parameter TRUST where it has one."""
        return read_trust(self.parameterAsFile(parameters, contract.TRUST, context)) if self.given(parameters, contract.TRUST) else Trust()

    def require_packages(self) -> None:
        """Say in one sentence which scientific packages are missing and how to get them."""
        missing = [name for name in self.REQUIRES if importlib.util.find_spec(name) is None]
        if missing:
            packages = " ".join(f"python3-{DEBIAN_PACKAGES.get(name, name)}" for name in missing)
            raise OpgaveError(
                "This requires the Python packages {missing}, which are missing from this QGIS: on Debian or Ubuntu run 'sudo apt"
                " install {packages}', elsewhere reinstall QGIS with its own installer.",
                missing=", ".join(missing),
                packages=packages,
            )
