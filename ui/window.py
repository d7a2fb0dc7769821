"""The parts that a QGIS window gets, in the order in which they come; each has `load` and `unload`, and leaves nothing behind."""

from __future__ import annotations

from .asking_project import ProjectCount
from .beside_project import BesideProject
from .browser import BrowserNode
from .challenge_picker import ChallengeWidgets
from .docks import Docks
from .drops import Drops
from .expressions import Expressions
from .forget_entry import ForgetEntry
from .help_entry import HelpEntry
from .known_catalogues import KnownCatalogues
from .layer_ages import LayerAges
from .layer_marks import LayerMarks
from .locator import Locator
from .models import Models
from .options import Options
from .sheets import Sheets
from .status_light import StatusLight
from .task_runner import RunningTasks
from .tidying import Tidying
from .toolbar import Toolbar
from .waiting_results import WaitingResults


def parts(iface) -> list:
    """Return the parts of a window; adding one is one line here."""
    docks, ages = Docks(iface), LayerAges()
    return [
        ProjectCount(),
        WaitingResults(iface),
        RunningTasks(),
        Models(),
        Tidying(),
        BesideProject(iface),
        Sheets(),
        KnownCatalogues(iface),
        ChallengeWidgets(),
        docks,
        HelpEntry(iface),
        ForgetEntry(iface),
        Toolbar(iface, docks),
        Drops(iface),
        BrowserNode(iface),
        Locator(iface, docks),
        Options(iface),
        ages,
        Expressions(ages),
        StatusLight(iface, ages),
        LayerMarks(iface),
    ]
