"""What the benchmark of the window's silence does inside QGIS: a heart beats while a dock works."""

import time
from pathlib import Path

from opgavenkaart.test.support.docks import Dock
from opgavenkaart.ui.settings import settings
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface

BEAT_MS = 5
CEILINGS = (0.2, 0.35, 0.5, 0.65)
"""Shares of what all measures cost, to which the ceiling is dragged one after the other."""
DRAG_MS = 700
"""Between two of them: longer than a hand has to rest, so that each is solved."""
LOOK_MS = 2000
ENDLESS = ("add_many", "add_many_by_qgis")
"""Works that are over when all is in the list of layers: how fast thirty layers are drawn is QGIS's and their services'."""
heart = {}
panels = {}


def choose(catalogue: str = "") -> None:
    """Choose a catalogue while all docks are still empty."""
    settings.welcomed = True
    settings.catalogue = catalogue


def open_dock(name: str) -> None:
    """Open a dock and keep its contents: looking for them takes a while in a window with so much in it."""
    dock = Dock(name)
    dock.open()
    panels[name] = dock.panel()


def panel(name: str):
    return panels[name]


def open_layers(sources: dict) -> None:
    """Open layers in the project, and show all of them."""
    for title, source in sources.items():
        QgsProject.instance().addMapLayer(QgsVectorLayer(source, title, "ogr"))
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:31370"))
    iface.mapCanvas().zoomToFullExtent()
    wait_for_map()


def wait_for_map() -> None:
    QApplication.processEvents()
    while iface.mapCanvas().isDrawing():
        QApplication.processEvents()
        time.sleep(0.01)


def take_map(folder: str) -> None:
    panel("Map").add_folder(folder)
    panel("Map").maps.list.setCurrentRow(1)
    while panel("Map").soon.isActive() or panel("Map").press.others_run() or panel("Map").press.previewed:
        QApplication.processEvents()
        time.sleep(0.01)


# The heart


def begin(work: str, arguments: dict) -> None:
    """Start something; the heart begins to beat."""
    iface.messageBar().clearWidgets()
    QApplication.processEvents()
    timer = QTimer(interval=BEAT_MS)
    timer.timeout.connect(beat)
    heart.update(work=work, timer=timer, last=time.perf_counter(), longest=0.0, begun=time.perf_counter(), drawn=0.0)
    timer.start()
    start, heart["ready"] = WORKS[work]
    start(**arguments)


def beat() -> None:
    now = time.perf_counter()
    heart["longest"] = max(heart["longest"], now - heart["last"])
    heart["last"] = now


def ended() -> dict | None:
    """Return the longest silence (ms) once all is done and drawn."""
    if not heart["ready"]() or (iface.mapCanvas().isDrawing() and heart["work"] not in ENDLESS):
        return None
    heart["timer"].stop()
    return {"silence": round(1000 * heart["longest"]), "drawn": round(1000 * heart["drawn"])}


def note_drawing() -> None:
    """Note when the first map with a layer in it is there."""
    if not heart.get("drawn", True) and iface.mapCanvas().layerCount():
        heart["drawn"] = time.perf_counter() - heart["begun"]


def told() -> bool:
    """Whether the message bar says that it is done."""
    words = ("loaded", "added", "Ready")
    return any(word in item.text() for item in iface.messageBar().items() if hasattr(item, "text") for word in words)


# What is done


def load() -> None:
    contents = panel("Catalogue").contents
    panel("Catalogue")._load([id for id, one in contents.entries.items() if one.loadable])


def open_challenge(path: str) -> None:
    panel("Challenge").open(path)
    QApplication.processEvents()


def compute() -> None:
    heart["before"] = panel("Challenge").live.result
    panel("Challenge").compute()


def computed() -> bool:
    """Whether all is on the map, and the clusters are known to be sure or not."""
    live = panel("Challenge").live
    there = not panel("Challenge").computer.is_busy and not live.is_adding and live.result is not heart["before"]
    return there and live.result.certain is not None


def harvest(address: str) -> None:
    row = panel("Catalogue").add_row
    row.open()
    row.address.setText(address)
    row.start()


def harvested() -> bool:
    return panel("Catalogue").add_row.run is None and not panel("Catalogue").reading and told()


def drag() -> None:
    tab = panel("Planning").envelope
    panel("Planning").tabs.setCurrentWidget(tab.parent().parent())
    tab.find()
    heart["left"] = list(CEILINGS)
    heart["hand"] = QTimer(interval=DRAG_MS)
    heart["hand"].timeout.connect(pull)
    heart["hand"].start()


def pull() -> None:
    """Drag the ceiling further."""
    slider = panel("Planning").envelope.slider
    if heart["left"]:
        slider.setValue(round(heart["left"].pop(0) * slider.maximum()))
    else:
        heart["hand"].stop()


def dragged() -> bool:
    return not heart["hand"].isActive() and planned(panel("Planning").envelope)


def planned(tab) -> bool:
    return not panel("Planning").runs.is_busy and not tab.soon.isActive() and bool(tab.answer.text())


def ask_sites() -> None:
    """Choose the demand and the candidates."""
    tab = panel("Planning").sites
    row = tab.demand.rows[0]
    row.layer.setLayer(QgsProject.instance().mapLayersByName("Addresses")[0])
    row.field.setField("dwellings")
    row.norm.setValue(800)
    tab.source.setLayer(QgsProject.instance().mapLayersByName("Parks")[0])
    tab.take.click()
    tab.count.setValue(5)


def site() -> None:
    panel("Planning").sites.answer.clear()
    panel("Planning").sites.find()


def write_map(folder: str) -> None:
    panel("Map").write_map(str(Path(folder) / "map.pdf"))


def write_web_map(folder: str) -> None:
    panel("Map").write_web_map(str(Path(folder) / f"web{time.monotonic_ns()}"))


def written() -> bool:
    return not panel("Map").press.is_busy and told()


def show_place(corners: list) -> None:
    """Show an empty map of a place."""
    iface.newProject()
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:31370"))
    iface.mapCanvas().setExtent(QgsRectangle(*corners))
    iface.mapCanvas().mapCanvasRefreshed.connect(note_drawing)
    wait_for_map()


def look_at(id: str) -> None:
    """Click on a layer in the catalogue, and read its card for a moment."""
    panel("Catalogue").show_layer(id)
    QTest.qWait(LOOK_MS)


def add_live(ids: list) -> None:
    panel("Catalogue")._load(ids)


def add_by_qgis(sources: list) -> None:
    """Add layers as QGIS's own window for data sources does."""
    providers = {"oapif": "OAPIF", "wfs": "WFS", "arcgis": "arcgisfeatureserver"}
    for source, title, kind in sources:
        iface.addVectorLayer(source, title, providers[kind])
    beat()


WORKS = {
    "add_one": (add_live, lambda: told() and bool(heart["drawn"])),
    "add_many": (add_live, told),
    "add_one_by_qgis": (add_by_qgis, lambda: bool(heart["drawn"])),
    "add_many_by_qgis": (add_by_qgis, lambda: True),
    "load": (load, told),
    "compute": (compute, computed),
    "harvest": (harvest, harvested),
    "drag": (drag, dragged),
    "site": (site, lambda: planned(panel("Planning").sites)),
    "map": (write_map, written),
    "web_map": (write_web_map, written),
}
