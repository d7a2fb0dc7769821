"""Two registers beside each other: which of their records are the same thing, and how sure that is."""

from .matching import Register, RegisterMatch, match_registers

__all__ = ["Register", "RegisterMatch", "match_registers"]
