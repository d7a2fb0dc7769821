"""Sources watched: which of them answer, with which layers and fields, and how old what they give is."""

from .needed_fields import needed_fields
from .watch import Checked, State, Verdict, watch

__all__ = ["Checked", "State", "Verdict", "needed_fields", "watch"]
