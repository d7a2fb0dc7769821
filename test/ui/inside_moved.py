"""What the test of a moved project does inside a QGIS on a profile of somebody else."""

from opgavenkaart.ui.layer_ages import read_age
from qgis.core import QgsProject
from qgis.PyQt.QtTest import QTest
from qgis.utils import iface

A_WHILE = 300


def open_project(path: str) -> bool:
    opened = iface.addProject(path)
    QTest.qWait(A_WHILE)
    return opened


def shown() -> dict[str, dict]:
    """Return the layers of the project as its list shows them, with the words of their marks."""
    found = {}
    for node in QgsProject.instance().layerTreeRoot().findLayers():
        layer = node.layer()
        field = next(name for name in ("NAAM", "name") if name in layer.fields().names())
        found[node.name()] = {
            "valid": layer.isValid(),
            "names": sorted(str(feature[field]) for feature in layer.getFeatures()),
            "date": str(read_age(layer).date),
            "provider": layer.providerType(),
            "source": layer.source(),
            "marks": [one.toolTip() for one in iface.layerTreeView().indicators(node)],
        }
    return found
