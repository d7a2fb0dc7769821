"""What stays on the paper from one page to the next: only what differs is put there anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from qgis.core import QgsLayoutItem, QgsPrintLayout
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from ...model.progress import Progress, Unseen
from ..sheet import Sheet

READ_FIRST = 0.5
"""Height above the paper of what is read before all else: other items lie at 1."""


@dataclass(frozen=True)
class Block:
    """A block on the paper: its items, the height it takes, and whether a text in it was shortened or left out."""

    items: tuple[str, ...]
    height: float
    short: bool


@dataclass
class Standing:
    """The sheet of all pages, with the blocks of the page before and of the one in the making, by what they show and where."""

    sheet: Sheet
    before: dict[Hashable, Block] = field(default_factory=dict)
    now: dict[Hashable, Block] = field(default_factory=dict)

    @property
    def layout(self) -> QgsPrintLayout:
        """The layout that all pages share."""
        return self.sheet.layout

    def put(self, key: Hashable, draw: Callable[[], float | None], first: bool = False) -> float:
        """Return the height of a block; it is drawn unless the page before had it with the same key.

        ``first``: it is read before what stands already.
        """
        block = self.before.pop(key, None) or self._drawn(draw, first)
        self.now[key] = block
        return block.height

    def _drawn(self, draw: Callable[[], float | None], first: bool) -> Block:
        there, heard = set(self._items()), self.sheet.progress
        heard.warned = False
        height = draw() or 0.0
        made = tuple(uuid for uuid in self._items() if uuid not in there)
        if first:
            for uuid in made:
                self.layout.itemByUuid(uuid).setZValue(READ_FIRST)
        return Block(made, height, heard.warned)

    def _items(self) -> list[str]:
        return [item.uuid() for item in self.layout.items() if isinstance(item, QgsLayoutItem)]

    def finish(self) -> bool:
        """Take from the paper what only the page before had; return whether a text of this page was shortened or left out."""
        for block in self.before.values():
            for uuid in block.items:
                self.layout.removeLayoutItem(self.layout.itemByUuid(uuid))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.before, self.now = self.now, {}
        return any(block.short for block in self.before.values())


class Hearing(Unseen):
    """Notes whether a text had to be shortened or left out."""

    def __init__(self, outer: Progress):
        super().__init__(outer)
        self.warned = False

    def warn(self, text: str, **values) -> None:
        self.warned = True
