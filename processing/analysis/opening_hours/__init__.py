"""Opening hours in the syntax of OpenStreetMap: from a text to the minutes of a calendar, and to the hours that others could use."""

from .calendar import Calendar, read_calendar
from .parser import parse
from .schedule import CLOSED, OPEN, UNKNOWN, states
from .tokens import NotUnderstood

__all__ = ["CLOSED", "OPEN", "UNKNOWN", "Calendar", "NotUnderstood", "parse", "read_calendar", "states"]
