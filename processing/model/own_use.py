"""What a run has read that may not be redistributed: whatever is made of it is for one's own use too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

NO = "no"
"""How a layer may not be redistributed, neither its features nor values by area that are made of them."""
AGGREGATED = "aggregated"
"""How only values by area may be redistributed, as the gate protects them."""
_CLOSED: ContextVar[dict[str, str] | None] = ContextVar("closed", default=None)


@contextmanager
def keeping_account(closed: dict[str, str]) -> Iterator[None]:
    """Have `note_closed` write in a dict, by what a layer or map is called how it may not be redistributed, as long as this lasts."""
    token = _CLOSED.set(closed)
    try:
        yield
    finally:
        _CLOSED.reset(token)


def note_closed(name: str, how: str) -> None:
    """Note that a layer or map which may not be redistributed is being used."""
    account = _CLOSED.get()
    if account is not None:
        account[name] = how


def list_closed() -> list[str]:
    """Return what has been used so far that may not be redistributed."""
    return list(_CLOSED.get() or ())
