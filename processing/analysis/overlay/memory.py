"""Giving freed memory back: the C library of Linux keeps what was freed, in pieces, and a process only seems to grow."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Return freed memory to the system where the C library can be asked to."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").malloc_trim(0)
