"""What a value rests on: how it came about, and how well the source is known that it came from. One place for both."""

from __future__ import annotations

from collections.abc import Iterable

MEASURED, ESTIMATED, PROXY, MUNICIPAL, ABSENT = "measured", "estimated", "proxy", "municipal", "none"
"""Counted or measured there; computed by a method that has an error; another thing that stands in for it; one figure for the whole
municipality, which is shown and puts nothing into an index; not to be had."""
KINDS = (MEASURED, ESTIMATED, PROXY, MUNICIPAL, ABSENT)
"""From the strongest to the weakest."""

ALIKE = "alike"
"""Said in place of `ABSENT` of an indicator that is known, and the same in all areas with which few can be compared."""

UNREAD = "unread"
"""Said in place of `MUNICIPAL` where the number itself could not be read, mostly because its table lies behind a page."""

SEEN, DOCUMENTED, GUESSED = "seen", "documented", "guessed"
"""Address and columns of a source were read in a program that uses it, in its answers; in what its publisher says; or in neither."""
UNSEEN = (DOCUMENTED, GUESSED)
"""What nobody has read in a program that uses the source, from the stronger to the weaker."""

MADE_BY = "made_by"
"""Option of a source without an address: the algorithm that makes the layer from others."""


def told_kind(kind: str, is_alike: bool, has_figure: bool) -> str:
    """Return what people are told of a kind: that the values are the same everywhere, or that the number of a figure is not known.

    >>> told_kind("municipal", False, False)
    'unread'
    """
    if is_alike:
        return ALIKE
    return UNREAD if kind == MUNICIPAL and not has_figure else kind


def weakest_kind(kinds: Iterable[str]) -> str:
    """Return the weakest of some kinds, which is what a value is that rests on all of them; measured where there are none.

    >>> weakest_kind(["measured", "proxy", "estimated"])
    'proxy'
    """
    return max(kinds, key=KINDS.index, default=MEASURED)
