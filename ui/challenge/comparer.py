"""The challenge as it is now set beside another one: computed where it has to be, then areas and clusters compared."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsReferencedRectangle
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...processing.bridge.language import Language, tr
from ...processing.model.errors import OpgaveError
from .. import telling
from ..opening import open_layers
from ..settings import settings
from .comparing import AS_COMPUTED, Comparison, cluster_counts
from .computing import Computer, Outcome
from .live import Live
from .session import Session, opened


class Comparer(QObject):
    """Answers what is asked in the tab of comparisons; `shown` when there is something to see in it.

    Parameters
    ----------
    comparison : Comparison
        The tab.
    extent : callable
        Returns what limits the units, or None.
    """

    shown = pyqtSignal()

    def __init__(
        self,
        session: Session,
        live: Live,
        computer: Computer,
        comparison: Comparison,
        iface: QgisInterface,
        extent: Callable[[], QgsReferencedRectangle | None],
        language: Language,
    ):
        super().__init__(comparison)
        self.session, self.live, self.computer, self.comparison = session, live, computer, comparison
        self.canvas, self.bar, self.extent, self.language = iface.mapCanvas(), iface.messageBar(), extent, language
        comparison.asked.connect(self.compare_with)

    def compare_with(self, place: str) -> None:
        """Set the challenge as it is now beside another, or beside itself as it was computed."""
        result = self.live.result
        if result is None:
            telling.caution(self.bar, tr("Compute the challenge first; then it can be compared."))
        elif place == AS_COMPUTED:
            self._show(result.computed, tr("as it was computed"))
        else:
            self._compute(place)

    def go_to_unit(self, place: int) -> None:
        """Take the map to an area of the comparison, by its place in the table, and light it up."""
        from .layers import show_feature

        show_feature(self.live.result.computed.units, int(self.comparison.changes["id"][place]), self.canvas)

    def _compute(self, place: str) -> None:
        try:
            other = opened(place).challenge
        except OpgaveError as error:
            telling.fail(self.bar, error)
            return
        self.computer.compute(other, self.extent(), self._compare)

    def _compare(self, outcome: Outcome) -> None:
        """Compare areas with the challenge that was computed for it, and then its clusters with the present ones."""
        other, result = outcome.computed, self.live.result
        name = other.challenge.title.of(self.language.code)
        self._show(other, name)
        if len(other.table) and len(result.computed.table):
            self.computer.compare(other.clusters, result.computed.clusters, lambda run: self._compared(run, other, name))

    def _compared(self, run, other, name: str) -> None:
        from ...processing.bridge.styles import theme
        from .layers import COMPARISON, adding, opened_change

        house, challenge = theme(settings.theme), self.session.challenge
        open_layers(
            lambda progress: opened_change(run.results["OUTPUT"], name, house, self.language),
            lambda layers: adding(layers, COMPARISON, challenge, self.language, self.canvas),
            lambda ids: self._show(other, name, cluster_counts(run.results, self.language)),
        )

    def _show(self, other, name: str, clusters: str = "") -> None:
        from ...processing.bridge.preview import rank_changes

        result = self.live.result
        changes = rank_changes(other, result.computed, result.index)
        if len(changes):
            self.comparison.show_changes(changes, name, clusters)
            self.shown.emit()
        else:
            telling.caution(self.bar, tr("The two challenges have no areas in common: compare challenges on the same units."))
