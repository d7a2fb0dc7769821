"""The field in which an algorithm's dialog asks for a challenge: the built-in ones by their title, or a file."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterDefinition, QgsProcessingParameterString
from qgis.gui import QgsAbstractProcessingParameterWidgetWrapper, QgsGui, QgsProcessingParameterWidgetFactoryInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QToolButton, QWidget

from ..processing.algorithms.parameters import CHALLENGE_WIDGET
from ..processing.texts.language import interface_language, tr
from .file_dialogs import folder_to_begin
from .own_challenges import list_challenges

LETTERS = 12
"""So many of a title are always seen; the rest where there is room."""


class ChallengePicker(QWidget):
    """A list of the built-in challenges in which a path can be typed too, and a button that looks for a file.

    Parameters
    ----------
    optional : bool
        Whether none is a choice too.
    """

    def __init__(self, optional: bool = False):
        from ..processing.model.builtin_challenges import builtin_titles

        super().__init__()
        self.list = QComboBox(editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(LETTERS)
        self.list.currentIndexChanged.connect(lambda: self.list.lineEdit().setCursorPosition(0))
        if optional:
            self.list.addItem("", "")
        for id, title in builtin_titles().items():
            self.list.addItem(title.of(interface_language()), id)
        self.builtin = self.list.count()
        self.list_own()
        self.button = QToolButton(text="…", toolTip=tr("Choose a challenge file"))
        self.button.clicked.connect(self.browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list, 1)
        row.addWidget(self.button)

    def list_own(self) -> None:
        """List the files that were saved or opened below the built-in challenges."""
        shown = self.value()
        while self.list.count() > self.builtin:
            self.list.removeItem(self.builtin)
        for path, name in list_challenges(interface_language()).items():
            self.list.addItem(name, path)
            self.list.setItemData(self.list.count() - 1, path, Qt.ItemDataRole.ToolTipRole)
        self.set_value(shown)

    def value(self) -> str:
        """Return the id of the built-in challenge whose title stands there, the path of a file that is listed, else the text itself."""
        text = self.list.currentText().strip()
        found = self.list.findText(text)
        return self.list.itemData(found) if found >= 0 else text

    def set_value(self, value: str) -> None:
        """Show what is listed by its title, anything else as it is."""
        found = self.list.findData(value)
        if found >= 0:
            self.list.setCurrentIndex(found)
        else:
            self.list.setEditText(value)

    def browse(self) -> None:
        """Let the user look for a challenge file."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose a challenge file"), folder_to_begin(), tr("Challenge files (*.json)"))
        if path:
            self.set_value(path)


class ChallengeWidgetWrapper(QgsAbstractProcessingParameterWidgetWrapper):
    """Stands between a `ChallengePicker` and a dialog of Processing.

    QGIS keeps the C++ half of it only, and takes this half for deleted: `_kept` holds it, and its methods call none of QGIS's own.
    """

    def __init__(self, parameter, type):
        super().__init__(parameter, type)
        self.optional = bool(parameter.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional)

    def createWidget(self):
        self.picker = ChallengePicker(self.optional)
        self.picker.destroyed.connect(lambda: _kept.discard(self))
        return self.picker

    def setWidgetValue(self, value, context):
        self.picker.set_value("" if value is None else str(value))

    def widgetValue(self):
        return self.picker.value()


class ChallengeWidgetFactory(QgsProcessingParameterWidgetFactoryInterface):
    """Gives Processing the widget of every parameter that asks for `CHALLENGE_WIDGET`."""

    def parameterType(self):
        return CHALLENGE_WIDGET

    def createWidgetWrapper(self, parameter, type):
        wrapper = ChallengeWidgetWrapper(parameter, type)
        _kept.add(wrapper)
        return wrapper

    def compatibleParameterTypes(self):
        return [QgsProcessingParameterString.typeName()]

    def compatibleOutputTypes(self):
        return ["outputString", "outputFile"]


class ChallengeWidgets:
    """Registers that factory with QGIS."""

    def load(self) -> None:
        """Register it."""
        self.factory = ChallengeWidgetFactory()
        QgsGui.processingGuiRegistry().addParameterWidgetFactory(self.factory)

    def unload(self) -> None:
        """Take it back."""
        QgsGui.processingGuiRegistry().removeParameterWidgetFactory(self.factory)
        del self.factory


_kept: set[ChallengeWidgetWrapper] = set()
