"""Python's garbage while work goes on beside the window: looked through in the window's thread alone.

Python looks for circles of objects in whichever thread happens to make the next object. Among them may be widgets that a window left in a
circle, and Qt's objects end well in their own thread only: in that of a task it is a crash.
"""

from __future__ import annotations

import gc
import threading

from qgis.PyQt.QtCore import QTimer

LOOK_MS = 50
"""Between two looks: what a task makes meanwhile is looked through within a few milliseconds."""
YOUNG = 1
"""Generation up to which is looked: each object once. One look through all of them, with the libraries of analysis in memory, stops the
window for 50 to 80 ms."""
CALM_MS = 5000
"""After the last work, before Python may look by itself again."""


class GarbageWatch:
    """Keeps Python from looking for garbage by itself while something works, and looks instead, in the window's thread."""

    def __init__(self):
        self.at_work: set[object] = set()
        self.threads: set[threading.Thread] = set()
        self.was_on = False
        self.looking: QTimer | None = None
        self.calm: QTimer | None = None

    def begin(self, work: object) -> None:
        """Work begins; called in the window's thread, as `end`."""
        self.at_work.add(work)
        if self.calm:
            self.calm.stop()
        if self.looking is None:
            self.was_on = gc.isenabled()
            gc.disable()
            self.looking, self.calm = QTimer(interval=LOOK_MS), QTimer(interval=CALM_MS, singleShot=True)
            self.looking.timeout.connect(self.look)
            self.calm.timeout.connect(self.stop)
            self.looking.start()

    def end(self, work: object) -> None:
        """Work ended; Python looks by itself again when nothing began for a while."""
        self.at_work.discard(work)
        if self.calm and not self.at_work:
            self.calm.start()

    def watch_thread(self, thread: threading.Thread) -> None:
        """Start a thread of Python's own; it counts as work until it ends."""
        self.begin(thread)
        self.threads.add(thread)
        thread.start()

    def look(self) -> None:
        """Look through what was made since the last look."""
        for thread in [one for one in self.threads if not one.is_alive()]:
            self.threads.discard(thread)
            self.end(thread)
        gc.collect(YOUNG)

    def stop(self) -> None:
        """Let Python look by itself again."""
        if self.looking:
            self.looking.stop()
            self.looking = self.calm = None
            if self.was_on:
                gc.enable()


watch = GarbageWatch()
