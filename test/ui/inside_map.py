"""What the tests of the map dock do inside QGIS, as a user would."""

from opgavenkaart.test.support.docks import Dock, answer_dialog
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel
from qgis.utils import iface

ours = Dock("Map")
dock, panel, state = ours.dock, ours.panel, ours.state
open_dock = ours.open


def add_folder(folder: str) -> list[str]:
    """Put the maps of a folder on the list, as after choosing it."""
    panel().add_folder(folder)
    return listed()


def listed() -> list[str]:
    return [panel().maps.list.item(row).text() for row in range(panel().maps.list.count())]


def choose(rows: list[int]) -> dict:
    """Click rows of the list, all but the first with Ctrl; return which buttons can be pressed."""
    view = panel().maps.list
    for number, row in enumerate(rows):
        item = view.item(row)
        view.scrollToItem(item)
        keys = Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, view.visualItemRect(item).center())
    buttons = panel().maps.buttons | {"atlas": panel().atlas, "web": panel().web}
    return {name: button.isEnabled() for name, button in buttons.items()}


def choose_in(**fields) -> dict:
    """Choose in the form, by key; return what the algorithm will be asked."""
    for name, key in fields.items():
        box = getattr(panel().form, name)
        box.setCurrentIndex(box.findData(key))
    return {name: value for name, value in panel().inputs().items() if isinstance(value, str)}


def press(button: str) -> bool:
    """Click a button of the list."""
    QTest.mouseClick(panel().maps.buttons[button], Qt.MouseButton.LeftButton)
    return True


def write(kind: str, path: str) -> bool:
    """Print a map, an atlas or a web map, as after choosing the place."""
    getattr(panel(), f"write_{kind}")(path)
    return panel().press.current is not None


def ask(button: str, answer: str) -> list[str]:
    """Press a button that asks for a file or a folder, and give that; return what is asked about overwriting, to which the answer is no."""
    return answer_dialog(getattr(panel(), button), answer)


def write_beside_preview(kind: str, path: str) -> bool:
    """Write as soon as the preview is under way; keep how many runs there are at most until the end."""
    if panel().press.previewed is None:
        return False
    most_runs.append(0)
    watch.start()
    return write(kind, path)


def count_runs() -> None:
    """See how many algorithms run now; the tasks that tidy up open no bundle."""
    from opgavenkaart.ui.task_runner import Run, running

    most_runs[-1] = max(most_runs[-1], sum(isinstance(one, Run) for one in running))


most_runs: list[int] = []
watch = QTimer(interval=1)
watch.timeout.connect(count_runs)


def most_at_once() -> int | None:
    """Return how many runs there were at most since something was written beside the preview; None while it is under way."""
    if not idle():
        return None
    watch.stop()
    return most_runs[-1]


def idle() -> bool:
    return panel().press.current is None


def at_rest() -> bool:
    """Whether nothing runs and nothing is drawn: files can go then without QGIS reading them."""
    from opgavenkaart.ui.task_runner import running

    return not running and not iface.mapCanvas().isDrawing()


def sheet() -> dict:
    """Return the preview's size, and what stands on it."""
    return {"width": panel().sheet.picture.width(), "height": panel().sheet.picture.height(), "words": panel().sheet.words}


def words() -> str:
    return "" if panel().soon.isActive() else panel().sheet.words


def drawn() -> dict | None:
    """Return the preview when it is there and up to date."""
    found = sheet()
    return found if found["width"] and not found["words"] and not panel().soon.isActive() else None


def messages() -> list[str]:
    """Return what the message bar says."""
    return [item.text() for item in iface.messageBar().items()]


def clear_messages() -> None:
    iface.messageBar().clearWidgets()


def layers() -> list[str]:
    return sorted(layer.name() for layer in QgsProject.instance().mapLayers().values())


def clear_project() -> None:
    QgsProject.instance().clear()


def cut_off() -> list[str]:
    """Return the texts of labels and buttons that are wider than their place."""
    labels = [one for one in panel().findChildren(QLabel) if one.isVisible() and not one.wordWrap()]
    shown = [*labels, panel().export, panel().atlas, panel().web]
    return [one.text() for one in shown if one.sizeHint().width() > one.width() + 1]


def screenshot(path: str) -> bool:
    QApplication.processEvents()
    return iface.mainWindow().grab().save(path)
