"""The plugin's empty sheets among the templates that QGIS offers for a new layout."""

from __future__ import annotations

from qgis.core import QgsSettingsTree

from ..processing.model.files import RESOURCES
from ..processing.texts.language import interface_language

NODE, SETTING = "layout", "search-paths-for-templates"


class Sheets:
    """Has QGIS look for templates in the plugin's folder too, as long as the plugin is there."""

    def load(self) -> None:
        """Add the folder behind those that the user chose."""
        self.folder = str(RESOURCES / "layouts" / "sheets" / interface_language())
        self._set([*self._others(), self.folder])

    def unload(self) -> None:
        """Leave the user's own folders."""
        self._set(self._others())

    def _others(self) -> list[str]:
        """Return the folders that are not ours; ours of another language, or of before a crash, goes too."""
        ours = str(RESOURCES)
        return [one for one in self._setting().valueAsVariant() or [] if not one.startswith(ours)]

    def _set(self, folders: list[str]) -> None:
        self._setting().setVariantValue(folders)

    def _setting(self):
        return QgsSettingsTree.node(NODE).childSetting(SETTING)
