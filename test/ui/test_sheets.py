"""The plugin's empty sheets are offered by QGIS for a new layout as long as the plugin is there."""

from pathlib import Path

from opgavenkaart.ui.sheets import NODE, SETTING, Sheets
from qgis.core import QgsApplication, QgsSettingsTree


def test_the_sheets_come_and_go_with_the_plugin(qgis_app, tmp_path):
    setting = QgsSettingsTree.node(NODE).childSetting(SETTING)
    before = setting.valueAsVariant()
    try:
        setting.setVariantValue([str(tmp_path)])
        sheets, again = Sheets(), Sheets()
        sheets.load()
        again.load()
        mine, ours = QgsApplication.layoutTemplatePaths()
        assert mine == str(tmp_path) and [path.name for path in sorted(Path(ours).glob("*A4*.qpt"))] == [
            "Opgavenkaart A4 landscape.qpt",
            "Opgavenkaart A4 portrait.qpt",
        ], "once, also where it was left by a window that crashed"
        again.unload()
        assert QgsApplication.layoutTemplatePaths() == [str(tmp_path)]
        setting.setVariantValue([])
        sheets.load()
        sheets.unload()
        assert QgsApplication.layoutTemplatePaths() == []
    finally:
        setting.setVariantValue(before)
