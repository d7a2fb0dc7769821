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

SEEN, DOCUMENTED, GUESSED = "seen", "documented", "guessed"
"""Address and columns of a source were read in a program that uses it, in its answers; in what its publisher says; or in neither."""
UNSEEN = (DOCUMENTED, GUESSED)
"""What nobody has read in a program that uses the source, from the stronger to the weaker."""

MADE_BY = "made_by"
"""Option of a source without an address: the algorithm that makes the layer from others."""


def weakest_kind(kinds: Iterable[str]) -> str:
    """Return the weakest of some kinds, which is what a value is that rests on all of them; measured where there are none.

    >>> weakest_kind(["measured", "proxy", "estimated"])
    'proxy'
    """
    return max(kinds, key=KINDS.index, default=MEASURED)
