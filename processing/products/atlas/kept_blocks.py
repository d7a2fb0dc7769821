"""What stays on the paper from one page to the next: only what differs is put there anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from qgis.core import QgsLayoutItem, QgsPrintLayout
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from ...cartography.sheet import Sheet
from ...model.progress import Progress, Unseen

READ_FIRST = 0.5
"""Height above the paper of what is read before all else: other items lie at 1."""
MOST_ASIDE = 24
"""Hidden blocks at most: titles of one line and of two make for a few places of each."""


@dataclass(frozen=True)
class Block:
    """A block on the paper: its items, the height it takes, whether a text in it was shortened or left out, and whether pages share it."""

    items: tuple[str, ...]
    height: float
    short: bool
    shared: bool


@dataclass
class ReusedSheet:
    """The sheet of all pages, with the blocks of the page before and of the one in the making, by what they show and where.

    ``hearing``: the sheet's progress.
    ``aside``: blocks that several pages share, hidden while a page has no use for them, the one that waits longest first.
    """

    sheet: Sheet
    hearing: ShorteningListener
    before: dict[Hashable, Block] = field(default_factory=dict)
    now: dict[Hashable, Block] = field(default_factory=dict)
    aside: dict[Hashable, Block] = field(default_factory=dict)

    @property
    def layout(self) -> QgsPrintLayout:
        """The layout that all pages share."""
        return self.sheet.layout

    def put(self, key: Hashable, draw: Callable[[], float | None], first: bool = False, shared: bool = False) -> Block:
        """Return a block; it is drawn unless the page before had it with the same key, or it is ``shared`` and stands aside.

        ``first``: it is read before what stands already.
        """
        block = self.before.pop(key, None) or self._from_aside(key) or self._drawn(draw, first, shared)
        self.now[key] = block
        return block

    def _from_aside(self, key: Hashable) -> Block | None:
        block = self.aside.pop(key, None)
        if block:
            self._show(block, True)
        return block

    def _drawn(self, draw: Callable[[], float | None], first: bool, shared: bool) -> Block:
        there = set(self._items())
        self.hearing.warned = False
        height = draw() or 0.0
        made = tuple(uuid for uuid in self._items() if uuid not in there)
        if first:
            for uuid in made:
                self.layout.itemByUuid(uuid).setZValue(READ_FIRST)
        return Block(made, height, self.hearing.warned, shared)

    def _items(self) -> list[str]:
        return [item.uuid() for item in self.layout.items() if isinstance(item, QgsLayoutItem)]

    def _show(self, block: Block, shown: bool) -> None:
        for uuid in block.items:
            self.layout.itemByUuid(uuid).setVisibility(shown)

    def finish(self) -> bool:
        """Take from the paper what only the page before had; return whether a text of this page was shortened or left out."""
        for key, block in self.before.items():
            if block.shared:
                self._show(block, False)
                self.aside[key] = block
            else:
                self._remove(block)
        while len(self.aside) > MOST_ASIDE:
            self._remove(self.aside.pop(next(iter(self.aside))))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.before, self.now = self.now, {}
        return any(block.short for block in self.before.values())

    def _remove(self, block: Block) -> None:
        for uuid in block.items:
            self.layout.removeLayoutItem(self.layout.itemByUuid(uuid))


class ShorteningListener(Unseen):
    """Notes whether a text had to be shortened or left out."""

    def __init__(self, outer: Progress):
        super().__init__(outer)
        self.warned = False

    def warn(self, text: str, **values: object) -> None:
        self.warned = True
