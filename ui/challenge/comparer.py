"""The challenge as it is now set beside another one: computed where it has to be, then areas and clusters compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qgis.core import QgsReferencedRectangle
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...processing.model import contract
from ...processing.model.errors import OpgaveError
from ...processing.texts.language import Language, tr
from .. import message_bar
from ..layer_opening import open_layers
from ..settings import settings
from ..task_runner import Run
from .comparison_panel import AS_COMPUTED, ComparisonPanel, cluster_counts
from .computing import Computer, Outcome
from .live import Live, Result
from .session import open_challenge

if TYPE_CHECKING:  # heavy, and not needed before something was computed
    from ...processing.challenge.index_preview import Computed


@dataclass(frozen=True)
class Beside:
    """What is compared.

    Attributes
    ----------
    result : Result
        Of the challenge in the dock, whose weights may still change.
    other : Computed
        What it stands beside.
    name : str
        What that is called.
    clusters : str
        What became of the clusters, in a sentence; empty until that is known.
    """

    result: Result
    other: Computed
    name: str
    clusters: str = ""


class Comparer(QObject):
    """Answers what is asked in the tab of comparisons; `shown` when there is something to see in it.

    Parameters
    ----------
    comparison : ComparisonPanel
        The tab.
    extent : callable
        Returns what limits the units, or None.
    """

    shown = pyqtSignal()

    def __init__(
        self,
        live: Live,
        computer: Computer,
        comparison: ComparisonPanel,
        iface: QgisInterface,
        extent: Callable[[], QgsReferencedRectangle | None],
        language: Language,
    ):
        super().__init__(comparison)
        self.live, self.computer, self.comparison = live, computer, comparison
        self.canvas, self.bar, self.extent, self.language = iface.mapCanvas(), iface.messageBar(), extent, language
        self.beside: Beside | None = None
        comparison.asked.connect(self.compare_with)

    def compare_with(self, place: str) -> None:
        """Set the challenge as it is now beside another, or beside itself as it was computed."""
        result = self.live.result
        if result is None:
            message_bar.caution(self.bar, tr("Compute the challenge before comparing."))
        elif place == AS_COMPUTED:
            self._show(Beside(result, result.computed, tr("as last computed")))
        else:
            self._compute(place, result)

    def follow(self) -> None:
        """Show the weights as they stand now; what was compared with another challenge than the present one stays as it is."""
        if self.beside and self.beside.result is self.live.result:
            self._show(self.beside, come=False)

    def go_to_unit(self, place: int) -> None:
        """Take the map to an area of the comparison, by its place in the table, and light it up."""
        from .layers import show_feature

        show_feature(self.beside.result.computed.units, int(self.comparison.changes["id"][place]), self.canvas)

    def _compute(self, place: str, result: Result) -> None:
        try:
            other = open_challenge(place).challenge
        except OpgaveError as error:
            message_bar.fail(self.bar, error)
            return
        self.computer.compute(other, self.extent(), lambda outcome: self._compare(outcome, result))

    def _compare(self, outcome: Outcome, result: Result) -> None:
        """Compare areas with the challenge that was computed for it, and then its clusters with the present ones."""
        other = outcome.computed
        beside = Beside(result, other, other.challenge.title.of(self.language.code))
        self._show(beside)
        if len(other.table) and len(result.computed.table):
            self.computer.compare(other.clusters, result.computed.clusters, lambda run: self._compared(run, beside))

    def _compared(self, run: Run, beside: Beside) -> None:
        from ...processing.cartography.theme import theme
        from .layers import COMPARISON, adding, open_change

        house, challenge = theme(settings.theme), beside.result.computed.challenge
        open_layers(
            lambda progress: open_change(run.results[contract.OUTPUT], beside.name, house, self.language),
            lambda layers: adding(layers, COMPARISON, challenge, self.language, self.canvas),
            lambda ids: self._show(replace(beside, clusters=cluster_counts(run.results, self.language))),
        )

    def _show(self, beside: Beside, come: bool = True) -> None:
        from ...processing.challenge.index_preview import rank_changes

        changes = rank_changes(beside.other, beside.result.computed, beside.result.index)
        if len(changes):
            self.beside = beside
            self.comparison.show_changes(changes, beside.name, beside.clusters)
            if come:
                self.shown.emit()
        else:
            message_bar.caution(self.bar, tr("The two challenges have no areas in common: compare challenges on the same units."))
