"""What the tests of the planning dock do inside QGIS, as a user would."""

from opgavenkaart.test.support.docks import Dock, notices  # noqa: F401 - the tests ask for them
from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface

ours = Dock("Planning")
dock, panel, state = ours.dock, ours.panel, ours.state
open_dock = ours.open


def open_layers(sources: dict) -> list[str]:
    """Open layers in the project, and show all of them."""
    for title, source in sources.items():
        QgsProject.instance().addMapLayer(QgsVectorLayer(source, title, "ogr"))
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:31370"))
    iface.mapCanvas().zoomToFullExtent()
    QApplication.processEvents()
    return layers()


def layers() -> list[str]:
    return sorted(layer.name() for layer in QgsProject.instance().mapLayers().values())


def show_tab(number: int) -> str:
    panel().tabs.setCurrentIndex(number)
    QApplication.processEvents()
    return panel().tabs.tabText(number)


def choose_layer(tab: str, field: str, title: str) -> str:
    """Choose a layer in a field of a tab."""
    box = getattr(getattr(panel(), tab), field)
    (layer,) = QgsProject.instance().mapLayersByName(title)
    box.setLayer(layer)
    return box.currentText()


def proposed() -> dict:
    """Return the layers and fields that stand in the forms before anybody chose one."""
    sites, envelope, coalition = panel().sites, panel().envelope, panel().coalition
    row = sites.demand.rows[0]
    boxes = {"demand": row.layer, "candidates": sites.source, "measures": envelope.measures, "implementers": envelope.actors,
             "clusters": coalition.clusters, "actors": coalition.actors, "links": coalition.links}  # fmt: skip
    fields = {"demand field": row.field.currentField(), "cost": envelope.cost.currentField(), "effect": envelope.effects.checkedItems()}
    offered = [envelope.cost.itemText(place) for place in range(envelope.cost.count())]
    return {name: box.currentText() for name, box in boxes.items()} | fields | {"offered": offered, "most": envelope.most.text()}


def add_layer(title: str, source: str) -> list[str]:
    QgsProject.instance().addMapLayer(QgsVectorLayer(source, title, "memory" if source.startswith("Point") else "ogr"))
    QApplication.processEvents()
    return layers()


def choose_demand(title: str, field: str, norm: int) -> dict:
    row = panel().sites.demand.rows[0]
    (layer,) = QgsProject.instance().mapLayersByName(title)
    row.layer.setLayer(layer)
    row.field.setField(field)
    row.norm.setValue(norm)
    return {name: value for name, value in panel().sites.demand.inputs().items() if isinstance(value, str)}


def show_ground(rectangle: list) -> bool:
    canvas = iface.mapCanvas()
    canvas.setExtent(QgsRectangle(*rectangle))
    canvas.refresh()
    QApplication.processEvents()
    return True


def pin(points: list) -> list:
    """Press 'Pin on the map' and click on the ground; return the candidates."""
    sites = panel().sites
    if not sites.pin.isChecked():
        QTest.mouseClick(sites.pin, Qt.MouseButton.LeftButton)
    for x, y in points:
        place = iface.mapCanvas().getCoordinateTransform().transform(QgsPointXY(x, y))
        QTest.mouseClick(iface.mapCanvas().viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(place.x()), round(place.y())))
        QApplication.processEvents()
    return candidates()


def candidates() -> list:
    view = panel().sites.list
    return [[view.topLevelItem(row).text(column) for column in range(3)] for row in range(view.topLevelItemCount())]


def take_candidates(title: str) -> int:
    choose_layer("sites", "source", title)
    QTest.mouseClick(panel().sites.take, Qt.MouseButton.LeftButton)
    return len(candidates())


def set_status(row: int, status: str) -> list:
    """Choose a candidate in the list and press a button."""
    view = panel().sites.list
    view.clearSelection()
    view.topLevelItem(row).setSelected(True)
    QTest.mouseClick(panel().sites.statuses[status], Qt.MouseButton.LeftButton)
    return candidates()


def set_sites(count: int) -> bool:
    panel().sites.count.setValue(count)
    return True


def rest() -> None:
    """Wait until nothing runs and no change waits to be followed: until then the buttons cannot be pressed."""
    while panel().runs.current or panel().sites.soon.isActive() or panel().envelope.soon.isActive():
        QTest.qWait(10)


def press(tab: str) -> bool:
    """Press a tab's button as soon as it can be; return whether it started something."""
    rest()
    QTest.mouseClick(getattr(panel(), tab).run, Qt.MouseButton.LeftButton)
    return panel().runs.current is not None


def answer(tab: str) -> str:
    """Return the answer in words once nothing runs or waits."""
    part = getattr(panel(), tab)
    waits = getattr(part, "soon", None)
    return "" if panel().runs.current or (waits and waits.isActive()) else part.answer.text()


def drag_ceiling(share: float) -> str:
    """Drag the slider to a share of what all measures cost."""
    slider = panel().envelope.slider
    slider.setFocus()
    slider.setValue(round(share * slider.maximum()))
    return panel().envelope.ceiling.text()


def portfolio() -> list:
    return panel().envelope.portfolio.texts()


def heads(table: str) -> list[str]:
    """Return the columns that a table of the envelope shows; none where it is hidden."""
    shown = getattr(panel().envelope, table)
    return [
        shown.horizontalHeaderItem(place).text() for place in range(shown.columnCount()) if shown.columnWidth(place) and shown.isVisible()
    ]


def negotiation() -> list:
    return panel().envelope.table.texts()


def negotiate() -> bool:
    rest()
    QTest.mouseClick(panel().envelope.talk, Qt.MouseButton.LeftButton)
    return True


def ceiling() -> float:
    return panel().envelope.ceiling.value()


def network() -> dict:
    """Return what the drawing shows, once it is there."""
    view = panel().coalition.network
    return {"nodes": len(view.nodes), "items": len(view.scene().items())} if view.nodes else {}


def click_node(number: int) -> dict:
    """Click an actor in the drawing; return who is chosen in the list and on the map, and how far the map shows."""
    view = panel().coalition.network
    place = view.mapFromScene(view.nodes[number].pos())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()
    actors = panel().coalition.actors_list
    (layer,) = QgsProject.instance().mapLayersByName("Actoren")
    return {
        "list": actors.item(actors.currentRow(), 0).text(),
        "map": [row["actor_name"] for row in layer.selectedFeatures()],
        "width": iface.mapCanvas().extent().width(),
    }


def lists() -> dict:
    part = panel().coalition
    return {"clusters": part.clusters_list.texts(), "links": part.links_list.texts(), "actors": part.actors_list.texts()}


def messages() -> list[str]:
    return [item.text() for item in iface.messageBar().items()]


def screenshot(path: str) -> bool:
    QApplication.processEvents()
    return iface.mainWindow().grab().save(path)
