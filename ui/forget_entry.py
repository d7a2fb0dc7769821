"""What removes what the plugin keeps: an entry in its menu, and an offer when it was uninstalled.

QGIS does not tell a plugin that it is uninstalled, and only has it unload. It takes the plugin's files away right after that: whether they
are gone a moment later is how it is known.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import Qgis
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QAction

from ..processing.texts.language import tr
from . import message_bar
from .docks import MENU
from .forgetting import HELD_TEXTS, ForgetDialog, keeps_anything, remove_all_but_work, remove_parts
from .icons import theme_icon
from .task_runner import PATIENCE

LATER_MS = round(1000 * PATIENCE) + 1000
"""After the plugin went, before it is looked whether its files did: until then its runs may still be ending."""


class ForgetEntry:
    """Adds the entry.

    Parameters
    ----------
    iface : QgisInterface
    """

    def __init__(self, iface):
        self.iface = iface

    def load(self) -> None:
        """Add it."""
        self.action = QAction(theme_icon("mActionDeleteSelected"), tr("Remove what the plugin keeps..."), self.iface.mainWindow())
        self.action.triggered.connect(self.ask)
        self.iface.addPluginToMenu(MENU, self.action)

    def unload(self) -> None:
        """Take it away, and offer the same later where the plugin was uninstalled."""
        self.iface.removePluginMenu(MENU, self.action)
        self.action.deleteLater()
        del self.action
        QTimer.singleShot(LATER_MS, make_offer(self.iface.messageBar()))

    def ask(self) -> None:
        """Ask what may go, and remove that at once."""
        words = tr("What is ticked is removed from your profile at once. It cannot be undone.")
        dialog = ForgetDialog(self.iface.mainWindow(), words)
        parts = dialog.chosen() if dialog.exec() == ForgetDialog.DialogCode.Accepted else []
        dialog.deleteLater()
        if not parts:
            return
        held = list(map(str, remove_parts(parts)))
        if held:
            message_bar.caution(self.iface.messageBar(), tr(HELD_TEXTS["held"]).format(files=", ".join(held)))
        else:
            text = tr("Removed from your profile. Uninstall the plugin now under Plugins, or go on with it as it was at first.")
            message_bar.succeed(self.iface.messageBar(), text)


def make_offer(bar) -> Callable[[], None]:
    """Return what offers, where the plugin's files are gone, to remove what it left in the profile.

    All that this needs is at hand before they go: texts, because the translator goes too, and code, because Python finds none any more.
    """
    words = tr(
        "Opgavenkaart is uninstalled. Settings and layers are still in your profile; projects that show these layers would lose them."
    )
    button, held = tr("Remove these"), tr(HELD_TEXTS["held"])
    offer, caution = message_bar.offer, message_bar.caution

    def remove() -> None:
        if left := remove_all_but_work():
            caution(bar, held.format(files=", ".join(map(str, left))))

    def look() -> None:
        if not Path(__file__).exists() and keeps_anything():
            offer(bar, words, Qgis.MessageLevel.Info, {button: remove})

    return look
