"""The public sources of Flanders, played on loopback: real protocols, recorded answers, and made up ones in the documented form.

``with play(faults={...}) as replay`` serves; ``replayed_catalogue(replay, folder)`` writes the built-in catalogue with the addresses of the
replay in place of the real ones, so that the plugin's own loaders run. See `docs/CONTRIBUTING.md`.
"""

from .catalogue import list_sources, replayed, replayed_catalogue
from .server import GENERATED, HEADER, LATENCY, RECORDED, Fault, Playing, play
from .world import World, find_data

__all__ = [
    "GENERATED",
    "HEADER",
    "LATENCY",
    "RECORDED",
    "Fault",
    "Playing",
    "World",
    "find_data",
    "list_sources",
    "play",
    "replayed",
    "replayed_catalogue",
]
