"""How the challenge dock is laid out; what its parts do is the panel's."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QCheckBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QTabWidget, QToolBar, QVBoxLayout

from ...processing.bridge.language import Language, tr
from ..challenge_picker import ChallengePicker
from ..help import help_button
from ..icons import theme_icon
from ..one_at_a_time import OneAtATime, ProgressRow
from .clusters import cluster_table
from .comparing import Comparison
from .indicators import IndicatorList
from .session import Session
from .undo_keys import UndoKeys

ROOM = 1000
"""Of each of two parts; more than there is, so that both get half."""


class ChallengeView(UndoKeys):
    """Picker, tools, question, indicators above clusters and comparison, progress and buttons, one below the other."""

    def __init__(self, session: Session, runs: OneAtATime, language: Language, edit):
        super().__init__()
        self.stack = session.stack
        self.indicators, self.clusters, self.comparison = (
            IndicatorList(session, language, edit),
            cluster_table(language),
            Comparison(language),
        )
        self.question, self.source, self.note = (QLabel(wordWrap=True) for _ in range(3))
        self.progress = ProgressRow(runs)
        column = QVBoxLayout(self)
        column.addWidget(self._picker())
        column.addLayout(self._tools())
        column.addWidget(self.question)
        column.addWidget(self.source)
        column.addWidget(self._middle(), 1)
        column.addWidget(self.note)
        column.addWidget(self.progress)
        column.addLayout(self._buttons())

    def _picker(self) -> ChallengePicker:
        self.picker = ChallengePicker()
        self.picker.list.setAccessibleName(tr("Challenge (a built-in one, or a file)"))
        self.picker.button.setAccessibleName(tr("Choose a challenge file"))
        return self.picker

    def _tools(self) -> QHBoxLayout:
        self.tools = QToolBar(self)
        self.tools.setAccessibleName(tr("Challenge"))
        self.new = self._tool("mActionFileNew", tr("New challenge"))
        self.save = self._tool("mActionFileSaveAs", tr("Save as a challenge file..."))
        self.tools.addSeparator()
        self.undo = self.stack.createUndoAction(self, tr("Undo:"))
        self.redo = self.stack.createRedoAction(self, tr("Redo:"))
        for action, name in ((self.undo, "mActionUndo"), (self.redo, "mActionRedo")):
            action.setIcon(theme_icon(name))
            self.tools.addAction(action)
        self.tools.addSeparator()
        self.properties = self._tool("mActionOptions", tr("Title, question and rules of the challenge..."))
        self.add = self._tool("mActionAdd", tr("Add an indicator..."))
        for action in self.tools.actions():
            if not action.isSeparator():
                self.tools.widgetForAction(action).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.state = QLabel()
        row = QHBoxLayout()
        row.addWidget(self.tools, 1)
        row.addWidget(self.state)
        row.addWidget(help_button())
        return row

    def _tool(self, icon: str, text: str) -> QAction:
        return self.tools.addAction(theme_icon(icon), text)

    def _middle(self) -> QSplitter:
        self.tabs = QTabWidget()
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName(tr("Clusters and comparison"))
        self.tabs.addTab(self.clusters, tr("Clusters"))
        self.tabs.addTab(self.comparison, tr("Compare"))
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.addWidget(self.indicators)
        middle.addWidget(self.tabs)
        middle.setStretchFactor(0, 3)
        middle.setStretchFactor(1, 2)
        middle.setChildrenCollapsible(False)
        middle.setSizes([ROOM, ROOM])
        return middle

    def _buttons(self) -> QVBoxLayout:
        self.here = QCheckBox(tr("Only what the map shows"))
        self.compute_button = QPushButton(theme_icon("mActionStart"), tr("Compute"))
        self.export_button = QPushButton(theme_icon("mActionFileSaveAs"), tr("Run all and export..."))
        row = QHBoxLayout()
        row.addWidget(self.compute_button, 1)
        row.addWidget(self.export_button, 1)
        column = QVBoxLayout()
        column.addWidget(self.here)
        column.addLayout(row)
        return column
