"""The demo city made, a challenge worked out on it, and the map opened: what a newcomer sees first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsApplication

from ..processing.cartography.project_layers import shown_extent
from ..processing.model import contract
from ..processing.model.builtin_challenges import DEFAULT_CHALLENGE
from ..processing.texts.language import Language, interface_language, tr
from . import message_bar
from .map_view import show_extent
from .newest import open_map
from .recent import read_bundle, remember
from .result_places import new_place
from .settings import GROUP, settings
from .task_runner import Run

CITY_SHARE = 30.0
"""Part of the bar that making the city takes; the map takes the rest."""


class DemoTour:
    """One tour.

    Parameters
    ----------
    iface : QgisInterface
    told : callable
        Takes how far it is (0-100) and what is being done.
    done : callable
        Takes the path of the city's catalogue when all went well, else an empty text.
    """

    def __init__(self, iface, told: Callable[[float, str], None], done: Callable[[str], None]):
        self.iface, self.told, self.done = iface, told, done
        self.catalogue = ""
        folder = Path(QgsApplication.qgisSettingsDirPath()) / GROUP / "demo_city"
        self.told(0.0, tr("Creating the demo city"))
        self.run = Run(
            "create_demo_city", {contract.OUTPUT_FOLDER: str(folder)}, self._made, lambda share, said: told(share * CITY_SHARE / 100, said)
        )

    def cancel(self) -> None:
        """End it; what was made so far stays in the profile."""
        self.run.cancel()

    def _made(self, run: Run) -> None:
        if not run.ok:
            self._fail(run)
            return
        self.catalogue = run.results[contract.CATALOGUE]
        inputs = {
            contract.CHALLENGE: DEFAULT_CHALLENGE,
            contract.CATALOGUE: self.catalogue,
            contract.LANGUAGE: settings.language or interface_language(),
            contract.THEME: settings.theme,
            contract.OUTPUT_FOLDER: str(new_place()),
            contract.LOAD_LAYERS: False,
        }
        self.run = Run(
            "integrated_map", inputs, self._mapped, lambda share, said: self.told(CITY_SHARE + share * (1 - CITY_SHARE / 100), said)
        )

    def _mapped(self, run: Run) -> None:
        if not run.ok:
            self._fail(run)
            return
        canvas, language = self.iface.mapCanvas(), Language(interface_language())
        remember(run.results[contract.MANIFEST])
        show_extent(canvas, shown_extent(run.results[contract.PROJECT]))
        open_map(
            canvas, read_bundle(run.results[contract.MANIFEST], language.code), language, self._fail_with, lambda layers: self._opened(run)
        )

    def _opened(self, run: Run) -> None:
        text = tr(
            "The map of the demo city is open, with 1 cluster. Report, PDF and project are in {folder}. | The map of the demo city is"
            " open, with {count} clusters. Report, PDF and project are in {folder}.",
            count=run.results[contract.CLUSTER_COUNT],
            folder=run.results[contract.OUTPUT_FOLDER],
        )
        message_bar.succeed(self.iface.messageBar(), text, 0)
        self.done(self.catalogue)

    def _fail(self, run: Run) -> None:
        if not run.cancelled:
            self._fail_with(run.feedback.errors[-1:])
        else:
            self.done("")

    def _fail_with(self, reasons: list[str]) -> None:
        message_bar.fail_with(self.iface.messageBar(), reasons)
        self.done("")
