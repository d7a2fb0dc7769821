"""The map follows while somebody changes a challenge: index, colours and clusters' means at once, certainty when hands rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...processing.model.errors import OpgaveError
from ...processing.texts.language import Language, tr
from ..layer_opening import open_layers
from ..settings import settings
from ..task_runner import Work
from .computing import Outcome
from .kept_challenges import KeptChallenge, keep, list_computed
from .session import Session

if TYPE_CHECKING:  # heavy, and not needed before something was computed
    import numpy as np

    from ...processing.challenge.index_preview import Belonging, Computed, IndexPreview
    from .layers import Shown

PAUSE_MS = 15
"""What happens within this time is shown at once: a slider moves faster than a map draws."""
REST_MS = 500


@dataclass
class Result:
    """A computed challenge, and where it stands now.

    Attributes
    ----------
    index, missing_share : ndarray
        With the changes since.
    belonging : Belonging or None
        How probably each unit belongs to a cluster; None while that is not known.
    """

    outcome: Outcome
    preview: IndexPreview
    shown: Shown
    index: np.ndarray
    missing_share: np.ndarray
    belonging: Belonging | None = None

    @property
    def computed(self) -> Computed:
        return self.preview.computed

    @property
    def certain(self) -> np.ndarray | None:
        """The mean probability of each cluster's units, shape (clusters,); None while that is not known."""
        return None if self.belonging is None else self.preview.cluster_means(self.belonging.probability)


class Live(QObject):
    """Keeps the last result of each challenge, and shows what a change does to it.

    `moved` is emitted when the present challenge's result is another, `stuck` with an error where the challenge has no index, and `refused`
    with one where its layers did not come into the project.
    """

    moved = pyqtSignal()
    stuck = pyqtSignal(object)
    refused = pyqtSignal(object)

    def __init__(self, session: Session, language: Language, parent: QObject | None = None):
        super().__init__(parent)
        self.session, self.language = session, language
        self.results: dict[str, Result] = {}
        self.drawing: Work | None = None
        self.is_adding = False
        self.pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.pause.timeout.connect(self.show)
        self.rest = QTimer(self, singleShot=True, interval=REST_MS)
        self.rest.timeout.connect(self.draw_belonging)
        session.changed.connect(self.follow)

    @property
    def result(self) -> Result | None:
        """The result of the present challenge; None where it was not computed on these units."""
        result, challenge = self.results.get(self.session.challenge.id), self.session.challenge
        return result if result and result.computed.challenge.units == challenge.units else None

    def take(self, outcome: Outcome, canvas: QgsMapCanvas, done: Callable[[Result], None]) -> None:
        """Take what was computed, and add its layers to the project; ``done`` gets the result when they are there."""
        from ...processing.cartography.theme import theme
        from .layers import RESULT, Shown, adding, open_computed

        computed, house = outcome.computed, theme(settings.theme)

        def added(ids: list[str]) -> None:
            clusters, units = ids
            self._added(outcome, Shown(computed, self.language, units, clusters), done)

        def failed(work: Work) -> None:
            self.is_adding = False
            if work.error:
                self.refused.emit(work.error)

        self.is_adding = True
        open_layers(
            lambda progress: open_computed(computed, house, self.language),
            lambda layers: adding(layers, RESULT, computed.challenge, self.language, canvas, outcome.name),
            added,
            failed,
        )

    def _added(self, outcome: Outcome, shown: Shown, done: Callable[[Result], None]) -> None:
        from ...processing.challenge.index_preview import IndexPreview

        self.is_adding = False
        computed = outcome.computed
        result = Result(outcome, IndexPreview(computed), shown, computed.index, computed.missing_share, computed.belonging)
        self.results[computed.challenge.id] = result
        if shown.layer is not None:
            keep(outcome, shown)
        done(result)
        if computed.challenge == self.session.challenge:
            self.moved.emit()
            self.rest.start()
        else:
            self.follow()

    def read_back(self, done: Callable[[Result], None]) -> None:
        """Read what the open project was saved with, in a task; ``done`` gets each result. One that cannot be read waits for Compute."""
        for one in list_computed():
            Work(tr("Reading the result"), one.read, lambda work, one=one: self._read_back(work, one, done))

    def _read_back(self, work: Work, one: KeptChallenge, done: Callable[[Result], None]) -> None:
        from ...processing.challenge.index_preview import IndexPreview
        from .layers import Shown

        if work.ok and one.is_there:  # nothing was computed meanwhile, and no other project opened
            computed = work.value
            shown = Shown(computed, self.language, one.units, one.clusters)
            outcome = Outcome(computed, one.counts, [], one.catalogue)
            result = Result(outcome, IndexPreview(computed), shown, computed.index, computed.missing_share, computed.belonging)
            self.results[computed.challenge.id] = result
            done(result)

    def follow(self) -> None:
        """Show the challenge as it is now, in a moment."""
        if not self.pause.isActive():
            self.pause.start()

    def show(self) -> None:
        """Show the challenge as it is now."""
        result, challenge = self.result, self.session.challenge
        if result is None:
            self.moved.emit()
            return
        try:
            result.index, result.missing_share = result.preview.index(challenge)
        except OpgaveError as error:
            self.stuck.emit(error)
            return
        result.shown.recolour(result.index)
        result.belonging = result.preview.known_belonging(challenge)
        self.moved.emit()
        self.rest.start()

    def draw_belonging(self) -> None:
        """Find out in a task how sure the clusters are; what is as computed again has the computed looks again."""
        result, challenge = self.result, self.session.challenge
        if result is None:
            return
        if challenge == result.computed.challenge:
            result.shown.settle()
        if self.drawing:
            self.drawing.leave()
            self.drawing = None
        if not len(result.computed.table) or result.belonging is not None:
            return
        index = result.index

        def ended(work: Work) -> None:
            self.drawing = None
            if work.ok and result.index is index:
                result.belonging = work.value
                self.moved.emit()

        self.drawing = Work(
            tr("Certainty of the clusters"), lambda progress: result.preview.belonging(challenge, index, progress=progress), ended
        )
