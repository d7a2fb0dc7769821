"""What the tests of the window do inside QGIS, as a user would: the functions that `Window.call` names.

They return what is seen, as JSON can carry it. A function that opens a window answers before that window is there.
"""

import sys
from pathlib import Path

from qgis import processing
from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsNetworkAccessManager,
    QgsNetworkRequestParameters,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFile,
    QgsProject,
)
from qgis.PyQt.QtCore import QModelIndex, Qt, QTimer, QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QDialog, QDockWidget, QLabel, QProgressBar, QTabWidget, QTextBrowser, QTextEdit
from qgis.utils import iface, loadPlugin, startPlugin, unloadPlugin

PLUGIN = "opgavenkaart"
answers = []
"""What the dialog's last run gave: at most one."""
heard = []
"""The addresses that were asked for."""
kept = []
"""What nobody else keeps a reference to."""


def log() -> dict[str, str]:
    """Return the text of each tab of the message log."""
    tabs = iface.mainWindow().findChild(QDockWidget, "MessageLog").findChild(QTabWidget)
    return {tabs.tabText(number): tabs.widget(number).toPlainText() for number in range(tabs.count())}


def notices() -> list[str]:
    """Return what the window's message bar says."""
    return [label.toPlainText() for item in iface.messageBar().items() for label in item.findChildren(QTextBrowser)]


def dialogs() -> list[str]:
    """Return the titles of the dialogs that stand open."""
    return [dialog.windowTitle() for dialog in open_dialogs()]


def open_dialogs() -> list[QDialog]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()]


def providers() -> list[int]:
    """Return the number of algorithms of each provider that the plugin added."""
    return [len(provider.algorithms()) for provider in QgsApplication.processingRegistry().providers() if provider.id() == PLUGIN]


def search(text: str) -> list[str]:
    """Type a text in the toolbox's search field; return the names that the toolbox then shows."""
    toolbox = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
    toolbox.setUserVisible(True)
    toolbox.searchBox.clear()
    QTest.keyClicks(toolbox.searchBox, text)
    return names_below(toolbox.algorithmTree.model(), QModelIndex())


def names_below(model, parent: QModelIndex) -> list[str]:
    """Return the names of a tree, each node before what is below it."""
    children = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
    return [name for child in children for name in (child.data(), *names_below(model, child))]


def open_found() -> None:
    """Press Enter in the toolbox's search field: opens the dialog of the algorithm that was found."""
    toolbox = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
    QTimer.singleShot(0, lambda: QTest.keyClick(toolbox.searchBox, Qt.Key.Key_Return))


def open_model(path: str) -> None:
    """Open the dialog in which a model is run."""
    model = QgsProcessingModelAlgorithm()
    if not model.fromFile(path):
        raise OSError(path)
    kept.append(processing.createAlgorithmDialog(model))
    kept[-1].show()


def algorithm_dialog():
    """Return the dialog of an algorithm; None where none is open."""
    return next((dialog for dialog in open_dialogs() if hasattr(dialog, "runButton")), None)


def shown() -> dict | None:
    """Return what the algorithm's dialog shows: title, labels, chosen values, help; None where none is open."""
    dialog = algorithm_dialog()
    if dialog is None:
        return None
    help_text = dialog.findChild(QTextBrowser, "textShortHelp")
    return {
        "title": dialog.windowTitle(),
        "labels": [label.text() for label in dialog.mainWidget().findChildren(QLabel)],
        "choices": [choice.currentText() for choice in dialog.mainWidget().findChildren(QComboBox)],
        "help": help_text.toPlainText() if help_text.isVisible() else "",
    }


def fill(parameters: dict) -> None:
    """Set parameters, as 'Paste Settings' does."""
    algorithm_dialog().setParameters(parameters)


def given(name: str):
    """Return the value of a parameter that stands in the dialog."""
    return algorithm_dialog().createProcessingParameters()[name]


def run(parameters: dict) -> None:
    """Set the parameters and press Run."""
    fill(parameters)
    answers.clear()
    algorithm_dialog().algorithmFinished.connect(lambda ok, results: answers.append((ok, results)))
    QTest.mouseClick(algorithm_dialog().runButton(), Qt.MouseButton.LeftButton)


def share() -> int:
    """Return how far the dialog's bar is."""
    return algorithm_dialog().findChild(QProgressBar).value()


def said() -> str:
    """Return the dialog's log."""
    return algorithm_dialog().findChild(QTextEdit, "txtLog").toPlainText()


def finished() -> dict | None:
    """Return what the run gave; None while it runs."""
    if not answers:
        return None
    ok, results = answers[0]
    return {"ok": ok, "results": {name: value if isinstance(value, int | float) else str(value) for name, value in results.items()}}


def cancel() -> None:
    """Press Cancel."""
    QTest.mouseClick(algorithm_dialog().cancelButton(), Qt.MouseButton.LeftButton)


def close_dialogs() -> None:
    """Close every dialog."""
    for dialog in open_dialogs():
        dialog.close()
    kept.clear()


def empty_project() -> None:
    QgsProject.instance().clear()


def layers() -> list[dict]:
    """Return the looks of the project's layers, the top one first."""
    return [looks(layer) for layer in QgsProject.instance().layerTreeRoot().layerOrder()]


def looks(layer: QgsMapLayer) -> dict:
    """Return a layer's name, the legend's texts, whether it is labelled, and its number of features."""
    legend = [item.label() for item in layer.renderer().legendSymbolItems()]
    group = QgsProject.instance().layerTreeRoot().findLayer(layer.id()).parent().name()
    return {"name": layer.name(), "legend": legend, "labelled": layer.labelsEnabled(), "count": layer.featureCount(), "group": group}


def reload() -> dict:
    """Switch the plugin off and on, as the plugin manager does; return how it was in between and after."""
    unloadPlugin(PLUGIN)
    between = providers()
    return {"between": between, "started": loadPlugin(PLUGIN) and startPlugin(PLUGIN), "after": providers()}


def listen_to_network() -> None:
    """Note every address that Python or QGIS asks for from now on."""
    sys.addaudithook(lambda event, arguments: event in ("socket.connect", "socket.getaddrinfo") and heard.append(str(arguments)))
    created = QgsNetworkAccessManager.instance().requestAboutToBeCreated[QgsNetworkRequestParameters]
    created.connect(lambda asked: heard.append(asked.request().url().toString()))


def addresses() -> list[str]:
    """Return the addresses that were asked for."""
    return heard


def ask_for(url: str) -> None:
    """Ask for an address."""
    kept.append(QgsNetworkAccessManager.instance().get(QNetworkRequest(QUrl(url))))


def save_model(path: str) -> None:
    """Make a model of an integrated map, and of clusters of another method on its units; save it as the modeler does."""
    model = QgsProcessingModelAlgorithm("Map and clusters", "Tests")
    catalogue = QgsProcessingParameterFile("catalogue", "Catalogue", extension="json")
    model.addModelParameter(catalogue, QgsProcessingModelParameter("catalogue"))
    source = QgsProcessingModelChildParameterSource
    asked = {"CATALOGUE": source.fromModelParameter("catalogue"), "CHALLENGE": source.fromStaticValue("warm_homes")}
    add_step(model, "integrated_map", asked, {"map": "OUTPUT_FOLDER"})
    asked = {
        "INPUT": source.fromChildOutput("integrated_map", "GEOPACKAGE"),
        "FIELD": source.fromStaticValue("challenge_index"),
        "METHOD": source.fromStaticValue("threshold"),
    }
    add_step(model, "challenge_clusters", asked, {"clusters": "OUTPUT"})
    if not model.toFile(path):
        raise OSError(path)


def add_step(model: QgsProcessingModelAlgorithm, name: str, parameters: dict, outputs: dict[str, str]) -> None:
    """Add an algorithm of the plugin to a model; ``outputs`` gives the model's name of each output that the model keeps."""
    child = QgsProcessingModelChildAlgorithm(f"{PLUGIN}:{name}")
    child.setChildId(name)
    for parameter, source in parameters.items():
        child.addParameterSources(parameter, [source])
    child.setModelOutputs({title: model_output(name, title, output) for title, output in outputs.items()})
    model.addChildAlgorithm(child)


def model_output(child: str, title: str, output: str) -> QgsProcessingModelOutput:
    found = QgsProcessingModelOutput(title, title)
    found.setChildId(child)
    found.setChildOutputName(output)
    return found


def screenshot(path: str) -> None:
    """Save what the screen shows."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    if not QApplication.primaryScreen().grabWindow(0).save(path):
        raise OSError(path)
