"""What the test of the installation does inside QGIS, with QGIS's own plugin manager; nothing of the plugin is there before."""

import sys
import tempfile
from pathlib import Path

import pyplugin_installer
from pyplugin_installer.installer_data import officialRepo, plugins, reposGroup
from qgis.core import QgsApplication, QgsExpression, QgsSettings
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDockWidget, QPushButton, QTextBrowser, QToolButton, QWidget
from qgis.utils import active_plugins, iface

PLUGIN = "opgavenkaart"
REPOSITORY = "Loopback"
DOCKS = ("Catalogue", "Challenge", "Map", "Planning")


def add_repository(url: str) -> str:
    """Add a plugin repository as the settings of the plugin manager do, in the place of the official one; return the version it offers."""
    store = QgsSettings()
    store.setValue(f"{reposGroup}/{officialRepo[0]}/url", officialRepo[1])
    store.setValue(f"{reposGroup}/{officialRepo[0]}/enabled", False)
    store.setValue(f"{reposGroup}/{REPOSITORY}/url", url)
    store.setValue(f"{reposGroup}/{REPOSITORY}/enabled", True)
    pyplugin_installer.instance().reloadAndExportData()
    return plugins.all()[PLUGIN]["version_available"]


GLOBAL = "opgavenkaart/trust"
"""Stands in QGIS's global settings, which are the organisation's."""


def install() -> str:
    """Press 'Install plugin'; return why it failed, or an empty text."""
    pyplugin_installer.instance().installPlugin(PLUGIN)
    return plugins.all()[PLUGIN]["error"]


def docks() -> dict[str, bool]:
    """Open every dock and its help, and the editors of the challenge; return which docks have something in them."""
    found = {}
    for name in DOCKS:
        dock = iface.mainWindow().findChild(QDockWidget, f"Opgavenkaart{name}Dock")
        dock.show()
        QTest.qWait(200)
        found[name] = dock.widget() is not None
        dock.findChild(QToolButton, "OpgavenkaartHelp").click()
        if name == "Challenge":
            open_editors(dock.widget())
        dock.hide()
    return found


def open_editors(panel: QWidget) -> None:
    """Open the dialogs of the challenge and of an indicator, one after the other."""
    while panel.reading:
        QTest.qWait(50)
    for open_editor in (panel.edit_challenge, panel.edit_indicator):
        open_editor()
        QTest.qWait(200)
        next(one for one in panel.findChildren(QDialog) if one.isVisible()).close()


def start_tour() -> None:
    """Make the demo city from the welcome."""
    iface.mainWindow().findChild(QDockWidget, "OpgavenkaartCatalogueDock").widget().welcome.start()


def tour_ended() -> bool:
    return iface.mainWindow().findChild(QDockWidget, "OpgavenkaartCatalogueDock").widget().welcome.tour is None


def traces() -> dict:
    """Return all that the plugin has in the window, in Python (but for packages, which hold no code), in the settings and on the disk."""
    for _ in range(5):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QTest.qWait(100)
    profile, registry = Path(QgsApplication.qgisSettingsDirPath()), QgsApplication.dataItemProviderRegistry()
    return {
        "enabled": PLUGIN in active_plugins,
        "modules": sorted(name for name, one in sys.modules.items() if name.split(".")[0] == PLUGIN and not hasattr(one, "__path__")),
        "widgets": sorted(one.objectName() for one in iface.mainWindow().findChildren(QObject) if one.objectName().startswith("Opgaven")),
        "menus": [one.text() for one in iface.pluginMenu().actions() if PLUGIN in one.text().lower()],
        "shortcuts": sum(one.objectName().startswith("Opgaven") for one in QgsGui.shortcutsManager().listActions()),
        "providers": sum(one.id() == PLUGIN for one in QgsApplication.processingRegistry().providers()),
        "browser": sum(one.name() == "Opgavenkaart" for one in registry.providers()),
        "functions": sum(one.name().startswith("opgave_") for one in QgsExpression.Functions()),
        "settings": sorted(key for key in QgsSettings().allKeys() if "opgave" in key.lower() and key != GLOBAL),
        "files": sorted(str(one.relative_to(profile)) for one in profile.rglob("*") if "opgave" in one.name.lower()),
        "temporary": sorted(one.name for one in Path(tempfile.gettempdir()).iterdir() if "opgave" in one.name.lower()),
    }


def uninstall() -> None:
    """Press 'Uninstall plugin', and Yes."""
    pyplugin_installer.instance().uninstallPlugin(PLUGIN, quiet=True)


def accept_offer() -> str:
    """Press the button of what is offered once the plugin is gone, and return its words; nothing where it is not offered yet."""
    for item in iface.messageBar().items():
        button = next((one for one in item.findChildren(QPushButton) if one.text() == "Remove these"), None)
        if button:
            words = "".join(label.toPlainText() for label in item.findChildren(QTextBrowser))
            button.click()
            return words
    return ""
