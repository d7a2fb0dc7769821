"""The entry in the plugin's menu that removes what it keeps: QGIS does not tell a plugin that it is uninstalled, for it to ask then."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QAction

from ..processing.texts.language import tr
from . import message_bar
from .docks import MENU
from .forgetting import HELD_TEXTS, ForgetDialog, remove_parts
from .icons import theme_icon


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
        """Take it away."""
        self.iface.removePluginMenu(MENU, self.action)
        self.action.deleteLater()
        del self.action

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
