"""How the challenge dock is laid out; what its parts do is the panel's."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QAction,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStyle,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from ...processing.texts.language import Language, tr
from ..accessibility import FittedScrollArea, give_name
from ..audience_box import AudienceBox
from ..challenge_picker import ChallengePicker
from ..help import help_button
from ..icons import theme_icon
from ..one_at_a_time import OneAtATime, ProgressRow
from ..plain_words import PlainLabel
from ..settings import settings
from .clusters import cluster_table
from .comparison_panel import ComparisonPanel
from .indicators import IndicatorList
from .session import Session
from .undo_keys import UndoKeys

LINES = 7
"""The list of indicators is at least so many lines high."""
SEEN = 4
"""Indicators that are seen without scrolling, where there is room."""
LARGEST = 0.75
"""Of the room, the most that these take."""
CLOSE = 2
"""Pixels between the buttons and the choices above them: the room is for what is above."""


class Tabs(QTabWidget):
    """Tabs that ask for as much room as the one in front needs."""

    def sizeHint(self):
        return QSize(super().sizeHint().width(), self._around(self.currentWidget().sizeHint()))

    def minimumSizeHint(self):
        return QSize(super().minimumSizeHint().width(), self._around(self.currentWidget().minimumSizeHint()))

    def _around(self, page: QSize) -> int:
        frame = 2 * self.style().pixelMetric(QStyle.PixelMetric.PM_DefaultFrameWidth, None, self)
        return self.tabBar().sizeHint().height() + frame + page.height()


class ChallengeView(UndoKeys):
    """Picker, tools, question, indicators above clusters and comparison, progress and buttons, one below the other."""

    def __init__(self, session: Session, runs: OneAtATime, language: Language, edit):
        super().__init__()
        self.stack = session.stack
        self.indicators, self.clusters, self.comparison = (
            IndicatorList(session, language, edit),
            cluster_table(language),
            ComparisonPanel(language),
        )
        self.question, self.source, self.note = (PlainLabel(wordWrap=True) for _ in range(3))
        self.progress = ProgressRow(runs)
        column = QVBoxLayout(self)
        column.addWidget(FittedScrollArea(self._challenge()), 1)
        column.addWidget(self.progress)
        column.addLayout(self._buttons())

    def _challenge(self) -> QWidget:
        parts = QWidget()
        column = QVBoxLayout(parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._picker())
        column.addLayout(self._tools())
        column.addWidget(self.question)
        column.addWidget(self.source)
        column.addWidget(self._middle(), 1)
        column.addWidget(self.note)
        return parts

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
        for action, picture in ((self.undo, "mActionUndo"), (self.redo, "mActionRedo")):
            action.setIcon(theme_icon(picture))
            self.tools.addAction(action)
        self.tools.addSeparator()
        self.properties = self._tool("mActionOptions", tr("Title, question and rules of the challenge..."))
        self.add = self._tool("mActionAdd", tr("Add an indicator..."))
        self.tools.addSeparator()
        self.details = self._tool("mActionExpandTree", tr("Details of all indicators"))
        self.details.setCheckable(True)
        self.details.setChecked(settings.details)
        self.details.toggled.connect(self.indicators.show_details)
        self.details.toggled.connect(self.share_room)
        for action in self.tools.actions():
            if not action.isSeparator():
                self.tools.widgetForAction(action).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.state = PlainLabel()
        row = QHBoxLayout()
        row.addWidget(self.tools, 1)
        row.addWidget(self.state)
        row.addWidget(help_button())
        return row

    def _tool(self, icon: str, text: str) -> QAction:
        return self.tools.addAction(theme_icon(icon), text)

    def _middle(self) -> QSplitter:
        self.tabs = Tabs()
        give_name(self.tabs, tr("Clusters and comparison"))
        self.tabs.addTab(self.clusters, tr("Clusters"))
        self.tabs.addTab(self.comparison, tr("Compare"))
        self.indicators.setMinimumHeight(LINES * self.fontMetrics().height())
        self.middle = QSplitter(Qt.Orientation.Vertical)
        self.middle.addWidget(self.indicators)
        self.middle.addWidget(self.tabs)
        self.middle.setStretchFactor(0, 1)
        self.middle.setStretchFactor(1, 0)
        self.middle.setChildrenCollapsible(False)
        self.divided = False
        self.middle.splitterMoved.connect(self._divide)
        for signal in (self.clusters.model().modelReset, self.comparison.table.model().modelReset, self.tabs.currentChanged):
            signal.connect(self.share_room)
        return self.middle

    def _divide(self) -> None:
        self.divided = True

    def share_room(self, *_) -> None:
        """Give the tab in front the height of its rows, and the indicators the rest, until a user moves the line between.

        Four indicators go before the rows of a tab, and half of the room before the tab.
        """
        if self.divided:
            return
        room = sum(self.middle.sizes())
        left = room - min(self.indicators.height_of(SEEN), LARGEST * room)
        below = min(self.tabs.sizeHint().height(), room // 2, max(round(left), self.tabs.minimumSizeHint().height()))
        self.middle.setSizes([room - below, below])

    def _buttons(self) -> QGridLayout:
        self.here = QCheckBox(tr("Limit to map extent"))
        self.compute_button = QPushButton(theme_icon("mActionStart"), tr("Compute"))
        self.export_button = QPushButton(theme_icon("mActionFileSaveAs"), tr("Run all and export..."))
        self.audience = AudienceBox()
        grid = QGridLayout()
        grid.setVerticalSpacing(CLOSE)
        for place, widget in enumerate((self.here, self.audience, self.compute_button, self.export_button)):
            grid.addWidget(widget, *divmod(place, 2))
            grid.setColumnStretch(place % 2, 1)
        return grid
