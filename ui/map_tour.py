"""Ways to a map from one press: an algorithm makes it, and it opens in the project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QUrl

from ..processing.cartography.project_layers import shown_extent
from ..processing.model import contract
from ..processing.model.builtin_challenges import DEFAULT_CHALLENGE
from ..processing.model.municipalities import municipalities
from ..processing.texts.language import Language, interface_language, tr
from . import message_bar
from .asking_project import is_open
from .ground import Ground
from .map_view import show_extent
from .newest import open_map
from .own_catalogues import first_map_catalogue
from .recent import read_bundle, remember
from .result_places import new_place
from .settings import GROUP, settings
from .task_runner import Run

CITY_SHARE = 30.0
"""Part of the bar that making the demo city takes; the map takes the rest."""


def profile_folder(name: str) -> str:
    """Return a folder of the plugin in the user's profile."""
    return str(Path(QgsApplication.qgisSettingsDirPath()) / GROUP / name)


def map_inputs() -> dict[str, object]:
    """Return what every map is asked for: the user's language and house style, a new place, and no layers of their own in the project."""
    return {
        contract.LANGUAGE: settings.language or interface_language(),
        contract.THEME: settings.theme,
        contract.OUTPUT_FOLDER: str(new_place()),
        contract.LOAD_LAYERS: False,
    }


class MapTour:
    """One tour: runs algorithms, the last of which makes a map, and opens that.

    Parameters
    ----------
    iface : QgisInterface
    told : callable
        Takes how far it is (0-100) and what is being done.
    done : callable
        Takes the path of a catalogue when all went well, else an empty text.

    Attributes
    ----------
    finding : str
        What the map says, once that is open; empty where that is not told.
    """

    def __init__(self, iface, told: Callable[[float, str], None], done: Callable[[str], None]):
        self.iface, self.told, self.done = iface, told, done
        self.catalogue = ""
        self.finding = ""
        self.run: Run | None = None

    def cancel(self) -> None:
        """End it; what was made so far stays in the profile."""
        if self.run:
            self.run.cancel()

    def success(self, run: Run) -> str:
        """Return what is said when the map of a run is open, with ``{folder}`` where the link to its folder comes."""
        raise NotImplementedError

    def _mapped(self, run: Run) -> None:
        if not run.ok:
            self._fail(run)
            return
        canvas, language = self.iface.mapCanvas(), Language(interface_language())
        remember(run.results[contract.MANIFEST])
        if is_open(run.project):
            show_extent(canvas, shown_extent(run.results[contract.PROJECT]))
        open_map(
            canvas, read_bundle(run.results[contract.MANIFEST], language.code), language, self._fail_with, lambda layers: self._opened(run)
        )

    def _opened(self, run: Run) -> None:
        # once more: behind the page with recent projects the map had another size until it got layers
        show_extent(self.iface.mapCanvas(), shown_extent(run.results[contract.PROJECT]))
        folder = str(Path(run.results[contract.MANIFEST]).parent)
        link = (QUrl.fromLocalFile(folder).toString(), tr("report, PDF and project"))
        message_bar.succeed(self.iface.messageBar(), self.success(run), 0, {"folder": link})
        if self.catalogue and self.catalogue not in settings.catalogues:
            settings.catalogues = [*settings.catalogues, self.catalogue]
        self.done(self.catalogue)

    def _fail(self, run: Run) -> None:
        if not run.cancelled:
            self._fail_with(run.feedback.errors[-1:])
        else:
            self.done("")

    def _fail_with(self, reasons: list[str]) -> None:
        message_bar.fail_with(self.iface.messageBar(), reasons)
        self.done("")


class DemoTour(MapTour):
    """The demo city made, a challenge worked out on it, and the map opened: what a newcomer sees first."""

    def __init__(self, iface, told: Callable[[float, str], None], done: Callable[[str], None]):
        super().__init__(iface, told, done)
        told(0.0, tr("Creating the demo city"))
        self.run = Run(
            "create_demo_city",
            {contract.OUTPUT_FOLDER: profile_folder("demo_city")},
            self._made,
            lambda share, said: told(share * CITY_SHARE / 100, said),
        )

    def _made(self, run: Run) -> None:
        if not run.ok:
            self._fail(run)
            return
        self.catalogue = run.results[contract.CATALOGUE]
        inputs = map_inputs() | {contract.CHALLENGE: DEFAULT_CHALLENGE, contract.CATALOGUE: self.catalogue}
        self.run = Run(
            "integrated_map", inputs, self._mapped, lambda share, said: self.told(CITY_SHARE + share * (1 - CITY_SHARE / 100), said)
        )

    def success(self, run: Run) -> str:
        return tr(
            "The map of the demo city is open, with 1 cluster: {folder}. | The map of the demo city is open, with {count} clusters:"
            " {folder}.",
            count=run.results[contract.CLUSTER_COUNT],
            folder="{folder}",
        )


class FirstMapTour(MapTour):
    """The public data of a municipality fetched, a challenge worked out on them, and the map opened."""

    def __init__(self, iface, nis: str, challenge: str, asked: dict, told: Callable[[float, str], None], done: Callable[[str], None]):
        super().__init__(iface, told, done)
        self.nis, self.challenge = nis, challenge
        inputs = map_inputs() | {
            contract.MUNICIPALITY: nis,
            contract.CHALLENGE: challenge,
            **asked,
            contract.CATALOGUE: first_map_catalogue(nis),
            contract.STORE: profile_folder("public_data"),
        }
        self.run = Run("first_map", inputs, self._mapped, told)

    def _mapped(self, run: Run) -> None:
        self.catalogue = run.results.get(contract.MUNICIPAL_CATALOGUE, "")
        super()._mapped(run)

    def _opened(self, run: Run) -> None:
        from ..processing.model.catalogue import read_catalogue
        from ..processing.model.challenge import read_challenge

        path, service = first_map_catalogue(self.nis), read_challenge(self.challenge).background.service
        Ground(self.iface).lay(read_catalogue(path), path, municipalities()[self.nis], service)
        bundle = read_bundle(run.results[contract.MANIFEST], interface_language())
        self.finding = f"{bundle.finding.rstrip('.')}." if bundle and bundle.finding else ""
        super()._opened(run)

    def success(self, run: Run) -> str:
        return tr("The map is open: {folder}.")
