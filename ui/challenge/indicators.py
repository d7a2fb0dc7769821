"""The list of a challenge's indicators in the dock."""

from __future__ import annotations

from collections.abc import Generator
from itertools import cycle

from qgis.PyQt.QtWidgets import QFrame, QVBoxLayout, QWidget

from ...processing.model.catalogue import Catalogue
from ...processing.model.challenge import Challenge
from ...processing.model.house_style import house_ramp
from ...processing.texts.language import Language
from ..accessibility import Scrolled, in_order
from ..settings import settings
from .row import IndicatorRow
from .session import Session

LINE = 3
"""Pixels of the line between rows."""


class IndicatorList(Scrolled):
    """A row for each indicator; what a user does in a row changes the session.

    Parameters
    ----------
    session : Session
    language : Language
    edit : callable
        Called with the id of an indicator that a user wants to edit.
    """

    def __init__(self, session: Session, language: Language, edit):
        super().__init__()
        self.session, self.language, self.edit = session, language, edit
        self.rows: dict[str, IndicatorRow] = {}
        self.setAccessibleName(language.tr("Indicators"))

    def show_challenge(self, challenge: Challenge, catalogue: Catalogue, preview) -> None:
        """Show the indicators; ``preview`` (None before the first computation) knows their values."""
        for _ in self.showing(challenge, catalogue, preview):
            pass

    def showing(self, challenge: Challenge, catalogue: Catalogue, preview) -> Generator[None, None, None]:
        """Show the indicators, a turn for each: new values take a while to draw."""
        if list(self.rows) != [one.id for one in challenge.indicators]:
            self._rebuild(challenge)
        colours = sector_colours(challenge)
        total = sum(one.weight for one in challenge.indicators)
        measured = {one.id: one for one in preview.measured(challenge)} if preview else {}
        facts = preview.computed.facts if preview else {}
        for asked in challenge.indicators:
            one = measured.get(asked.id, asked)
            row, colour = self.rows[one.id], colours[one.sector]
            row.show_indicator(one, catalogue.sector_title(one.sector).of(self.language.code), colour)
            row.show_facts(facts.get(one.id) if one.id in measured else None)
            if one.id in measured:
                row.show_values(preview.values(one.id), preview.missing(one.id), one.unit, colour)
            else:
                row.show_values(None, 1.0, one.unit, colour)
            row.show_share(one.weight / total if total else 0.0)
            yield

    def show_details(self, on: bool) -> None:
        """Unfold all rows, or fold all."""
        settings.details = on
        for row in self.rows.values():
            row.show_details(on)

    def height_of(self, count: int) -> int:
        """Return how high the first rows are with the lines between, folded or not as they are now."""
        rows = list(self.rows.values())[:count]
        width = self.viewport().width()
        return sum((row.heightForWidth(width) if row.hasHeightForWidth() else row.sizeHint().height()) + LINE for row in rows)

    def _rebuild(self, challenge: Challenge) -> None:
        place = self.verticalScrollBar().value()
        contents = QWidget()
        column = QVBoxLayout(contents)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = {one.id: self._row(one.id) for one in challenge.indicators}
        for row in self.rows.values():
            column.addWidget(row)
            column.addWidget(line())
        column.addStretch(1)
        if old := self.takeWidget():
            old.deleteLater()  # later: the button that asked for it may lie on it
        self.setWidget(contents)
        in_order(self, *(widget for row in self.rows.values() for widget in row.reached))
        self.verticalScrollBar().setValue(place)

    def _row(self, id: str) -> IndicatorRow:
        row = IndicatorRow(id, self.language)
        row.show_details(settings.details if id not in self.rows else self.rows[id].fold.isChecked())
        row.weighed.connect(self._weigh)
        row.turned.connect(self._turn)
        row.edited.connect(self.edit)
        row.removed.connect(self.session.remove_indicator)
        return row

    def _weigh(self, id: str, weight: float, gesture: str) -> None:
        self.session.change_indicator(id, self.language.tr("weight"), gesture, weight=weight)

    def _turn(self, id: str) -> None:
        now = next(one.direction for one in self.session.challenge.indicators if one.id == id)
        self.session.change_indicator(id, self.language.tr("direction"), direction="low" if now == "high" else "high")


def sector_colours(challenge: Challenge) -> dict[str, str]:
    """Return a colour for each sector of a challenge, in their order."""
    return dict(zip(challenge.sectors, cycle(house_ramp("series"))))


def line() -> QFrame:
    """Return a line between rows."""
    found = QFrame()
    found.setFrameShape(QFrame.Shape.HLine)
    found.setFrameShadow(QFrame.Shadow.Sunken)
    return found
