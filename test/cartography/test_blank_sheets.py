"""The empty sheets for QGIS's own 'New from template': as the house style makes them, and following the project."""

from pathlib import Path

import pytest
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.test.support.blank_sheets import make_sheets
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsLayoutItem, QgsLayoutItemLabel, QgsPrintLayout, QgsProject, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument

ROOT = Path(__file__).parents[2]
SHEETS, BUILT = ROOT / "resources" / "layouts" / "sheets", ROOT / "build" / "told" / "sheets"


def described(text):
    """What stands where on a sheet, and in which size of letters; how QGIS writes that differs by version, and fonts by machine."""
    project, document = QgsProject(), QDomDocument()
    document.setContent(text)
    layout = QgsPrintLayout(project)
    layout.loadFromTemplate(document, QgsReadWriteContext())
    found = {}
    for item in layout.items():
        if isinstance(item, QgsLayoutItem) and item.id():
            box = [item.pos().x(), item.pos().y(), *([] if item.id() == "legend" else [item.rect().width(), item.rect().height()])]
            words = [item.text(), item.textFormat().size()] if isinstance(item, QgsLayoutItemLabel) else []
            found[item.id()] = [*(round(one, 1) for one in box), *words]
    return found


def test_the_sheets_are_those_of_the_house_style(qgis_app):
    """What differs is written anew, to be looked at and copied."""
    made = dict(make_sheets())
    known = {path.relative_to(SHEETS).as_posix(): path.read_text(encoding="utf-8") for path in SHEETS.rglob("*.qpt")}
    other = [name for name, text in made.items() if name not in known or described(known[name]) != described(text)]
    for name in other:
        (BUILT / name).parent.mkdir(parents=True, exist_ok=True)
        (BUILT / name).write_text(made[name], encoding="utf-8")
    assert other == [] and sorted(known) == sorted(made)
    assert set(described(next(iter(known.values())))) == {"title", "map", "legend", "sources", "north", "scale_bar", "imprint"}


@pytest.mark.parametrize("name", ["nl/Opgavenkaart A4 liggend", "nl/Opgavenkaart A3 staand", "en/Opgavenkaart A2 portrait"])
def test_a_sheet_follows_the_project(qgis_app, name):
    project = QgsProject()
    project.setTitle("Halle")
    layer = memory_layer("Point", [("POINT(140000 160000)",)], name="Scholen")
    layer.serverProperties().setAttribution("Stad Halle")
    project.addMapLayer(layer)
    layout, document = QgsPrintLayout(project), QDomDocument()
    document.setContent((SHEETS / f"{name}.qpt").read_text(encoding="utf-8"))
    _, read = layout.loadFromTemplate(document, QgsReadWriteContext())
    assert read and layout.itemById("title").currentText() == "Halle"
    assert layout.itemById("sources").currentText().endswith(": Stad Halle")
    assert layout.itemById("imprint").currentText().startswith("1:") and "%]" not in layout.itemById("imprint").currentText()
    legend, shown, bar = (layout.itemById(name) for name in ("legend", "map", "scale_bar"))
    assert [tree.name() for tree in legend.model().rootGroup().findLayers()] == ["Scholen"]
    assert legend.linkedMap() is bar.linkedMap() is shown and not shown.keepLayerSet()
    assert layout.itemById("title").textFormat().color().name() == theme().text_format("title", 1).color().name()
