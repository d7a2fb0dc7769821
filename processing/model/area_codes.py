"""How codes of municipalities and statistical sectors changed: which became which in 2019, 2024 and 2025.

From one division into sectors to the next a sector keeps the first eight characters of its code, and what became another area ends in
another character (``44021A05-`` became ``44021A05K`` and ``44021A05L`` in 2025). So most changes follow from the codes themselves; the
resource holds what does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from .files import RESOURCES, read_json
from .municipalities import municipalities

PATH = RESOURCES / "sector_codes.json"
SECTOR = re.compile(r"\d{5}[0-9A-Z]{3}[0-9A-Z-]")
KEPT = 8
"""Characters of a sector's code that stay."""


@dataclass(frozen=True)
class CodeChanges:
    """What is known of codes that changed.

    Attributes
    ----------
    successors : tuple of (str, str)
        An older code and a later one that has a part of its area; the same code twice where it stayed while its area changed.
    sizes : mapping of str to (int, int)
        By the first eight characters of sectors' codes: how many codes ended, and how many began in their place. One and one where
        nothing stands here.
    """

    successors: tuple[tuple[str, str], ...] = ()
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def beginning(code: str) -> str:
    """Return what stays of a sector's code; empty for another code.

    >>> beginning("44021A05K"), beginning("44021")
    ('44021A05', '')
    """
    return code[:KEPT] if SECTOR.fullmatch(code) else ""


@lru_cache
def known_changes() -> CodeChanges:
    """Return the mergers of municipalities of 2019 and 2025, and the changes of sectors' codes that do not follow from the codes."""
    document = read_json(PATH)
    successors = [(old, new) for old, new in document["successors"]]
    for one in municipalities().values():
        kept = [(one.nis, one.nis)] if len(one.formerly) == 1 else []
        successors += [(nis, one.nis) for nis in one.formerly] + kept
    sizes = {
        code: (int(ended), int(began))
        for size, codes in document["sizes"].items()
        for ended, began in [size.split(" > ")]
        for code in codes
    }
    return CodeChanges(tuple(successors), sizes)
