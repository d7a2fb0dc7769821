"""What the pictures of the docks are taken of: the demo city in a window, each dock at work."""

import numpy as np
from opgavenkaart.test.ui import inside_catalogue, inside_challenge, inside_map, inside_planning
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface

DOCKS = {"catalogue": inside_catalogue, "challenge": inside_challenge, "map": inside_map, "planning": inside_planning}
WIDTH = 440
PALETTE = 256


def open_all(catalogue: str, bundle: str, layers: dict) -> bool:
    """Open the docks on the demo city, one behind the other."""
    inside_challenge.open_dock(catalogue)
    inside_challenge.panel().details.setChecked(False)
    for module in (inside_catalogue, inside_map, inside_planning):
        iface.mainWindow().tabifyDockWidget(inside_challenge.dock(), module.dock())
        module.dock().show()
        module.dock().fill(True)
    for title, source in layers.items():
        QgsProject.instance().addMapLayer(QgsVectorLayer(source, title, "ogr"))
    inside_map.add_folder(bundle)
    iface.mainWindow().resizeDocks([inside_challenge.dock()], [WIDTH], Qt.Orientation.Horizontal)
    return True


def show(dock: str) -> bool:
    """Bring a dock to the front."""
    DOCKS[dock].dock().raise_()
    QApplication.processEvents()
    return DOCKS[dock].panel() is not None


def work_on_catalogue(title: str) -> bool:
    return bool(inside_catalogue.choose_layer(title))


def compute() -> bool:
    inside_challenge.compute()
    return True


def computed() -> bool:
    return bool(inside_challenge.computed())


def choose_bundle() -> bool:
    inside_map.choose([1])
    return True


def previewed() -> dict | None:
    return inside_map.drawn()


def plan(measures: str, actors: str) -> bool:
    """Find a portfolio for half of what all measures cost."""
    inside_planning.show_tab(1)
    inside_planning.choose_layer("envelope", "measures", measures)
    inside_planning.choose_layer("envelope", "actors", actors)
    inside_planning.drag_ceiling(0.5)
    return inside_planning.press("envelope")


def planned() -> str:
    return inside_planning.answer("envelope")


def picture(dock: str, path: str) -> list[int]:
    """Save a dock's picture; return its size, and how many colours it has."""
    show(dock)
    image = DOCKS[dock].dock().grab().toImage()
    save(image, path)
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    return [image.width(), image.height(), len(colours)]


def window_picture(path: str) -> bool:
    QApplication.processEvents()
    return save(iface.mainWindow().grab().toImage(), path)


def save(image: QImage, path: str) -> bool:
    """Save a picture with a palette: less than half as large a file, and as sharp."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = plain.constBits()
    bits.setsize(plain.sizeInBytes())
    colours = palette(np.frombuffer(bits, np.uint32))
    return plain.convertToFormat(QImage.Format.Format_Indexed8, colours, Qt.ImageConversionFlag.AvoidDither).save(path)


def palette(pixels: np.ndarray) -> list[int]:
    """Return the most frequent colours, and then, one by one, the colour that is farthest from all of them: icons keep theirs."""
    colours, counts = np.unique(pixels, return_counts=True)
    channels = colours.view(np.uint8).reshape(-1, 4)[:, :3].astype(float)
    chosen = list(np.argsort(-counts)[: PALETTE // 2])
    far = np.min([np.abs(channels - channels[one]).max(axis=1) for one in chosen], axis=0)
    while len(chosen) < PALETTE and far.max() > 0:
        chosen.append(int(far.argmax()))
        far = np.minimum(far, np.abs(channels - channels[chosen[-1]]).max(axis=1))
    return [int(colours[one]) for one in chosen]
