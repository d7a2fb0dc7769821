"""The mouse of an X display, moved and pressed from outside as a hand does: Qt's own tests cannot drag across widgets."""

import ctypes
import time

STEPS = 20
PAUSE = 0.03


class Pointer:
    """The pointer of a display such as ``:7``, through the extension XTEST, which every Xvfb has."""

    def __init__(self, display: str):
        self.x11, self.xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))

    def close(self):
        self.x11.XCloseDisplay(self.display)

    def move(self, x: int, y: int):
        self.xtst.XTestFakeMotionEvent(self.display, -1, x, y, 0)
        self._settle()

    def press(self, down: bool):
        self.xtst.XTestFakeButtonEvent(self.display, 1, int(down), 0)
        self._settle()

    def _settle(self):
        self.x11.XFlush(self.display)
        time.sleep(PAUSE)

    def drag(self, start: tuple[int, int], end: tuple[int, int]):
        """Press at a place, move to another in small steps, and let go."""
        self.move(*start)
        self.press(True)
        for step in range(1, STEPS + 1):
            self.move(*(round(a + (b - a) * step / STEPS) for a, b in zip(start, end, strict=True)))
        time.sleep(10 * PAUSE)
        self.press(False)

    def double_click(self, place: tuple[int, int]):
        self.move(*place)
        for down in (True, False, True, False):
            self.press(down)
