"""Coalitions: who works where, who is known to know whom, who is missing, and which pairs may not know each other yet."""

from .actors import KINDS, Actors, Links
from .meeting import Meeting, pairs_to_make
from .network import ActorNetwork
from .presence import roles_missing, works_in

__all__ = ["KINDS", "Actors", "Links", "Meeting", "ActorNetwork", "pairs_to_make", "roles_missing", "works_in"]
