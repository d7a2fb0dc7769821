"""The contents of the planning dock."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ...processing.texts.language import Language, interface_language, tr
from ..accessibility import give_name
from ..help import help_button
from ..map.view import make_scrollable
from ..message_bar import fail_with
from ..one_at_a_time import OneAtATime, ProgressRow
from .coalition import CoalitionTab
from .envelope import EnvelopeTab
from .sites import SitesTab


class PlanningPanel(QWidget):
    """Sites, envelope and coalition, a tab each.

    Parameters
    ----------
    iface : QgisInterface
    """

    def __init__(self, iface):
        super().__init__()
        self.runs, language = OneAtATime(self), Language(interface_language())
        self.sites, self.envelope, self.coalition = (tab(iface, self.runs, language) for tab in (SitesTab, EnvelopeTab, CoalitionTab))
        self.tabs = QTabWidget(self)
        give_name(self.tabs, tr("Planning"))
        self.tabs.setCornerWidget(help_button())
        for tab, title in ((self.sites, tr("Sites")), (self.envelope, tr("Envelope")), (self.coalition, tr("Coalition"))):
            self.tabs.addTab(make_scrollable(tab), title)
        column = QVBoxLayout(self)
        column.addWidget(self.tabs, 1)
        column.addWidget(ProgressRow(self.runs, self))
        self.runs.failed.connect(lambda sentences: fail_with(iface.messageBar(), sentences))
        self.runs.busy.connect(self._show_busy)

    def _show_busy(self, busy: bool) -> None:
        for button in (self.sites.run, self.envelope.run, self.envelope.talk, self.coalition.run):
            button.setEnabled(not busy)

    def hideEvent(self, event):
        super().hideEvent(event)
        self.sites.leave()
