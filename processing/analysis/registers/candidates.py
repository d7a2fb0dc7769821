"""Which records of two registers may be the same: those that lie near each other, sound alike, or have one address."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...model.progress import SILENT, Progress
from ..nearest import near_pairs
from .wording import AddressParts, sound_of

NEAREST = 8
"""Records of the other register that are looked at around each place."""
SOUNDS_A_NAME = 3
"""By so many of its rarest words a name is looked up."""
PAIRS_A_BLOCK = 2_500
"""What more pairs share says nothing: a word that half of all names have."""


def pairs_by_place(points: np.ndarray, others: np.ndarray, distance: float) -> np.ndarray:
    """Return the pairs within a distance (m), shape (pairs, 2): of each record the nearest few of the other register, in both directions.

    Points are in metres, shapes (n, 2) and (m, 2); NaN where there are none.
    """
    return np.concatenate([near_pairs(points, others, distance, NEAREST), near_pairs(others, points, distance, NEAREST)[:, ::-1]])


def pairs_by_name(names: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]]) -> np.ndarray:
    """Return the pairs whose names share the sound of one of their rarest words, shape (pairs, 2)."""
    sounds = [[[sound_of(word) for word in name] for name in side] for side in (names, others)]
    counts: dict[str, int] = {}
    for side in sounds:
        for name in side:
            for sound in set(name):
                counts[sound] = counts.get(sound, 0) + 1
    keys = []
    for side in sounds:
        rows = [(number, sound) for number, name in enumerate(side) for sound in sorted(set(name), key=counts.__getitem__)[:SOUNDS_A_NAME]]
        keys.append(pd.DataFrame(rows, columns=["record", "key"]))
    return meet(*keys)


def pairs_by_address(addresses: Sequence[AddressParts], others: Sequence[AddressParts]) -> np.ndarray:
    """Return the pairs with one house number in a street of one sound, shape (pairs, 2); with one postal code where both have one."""
    keys = []
    for side in (addresses, others):
        rows = [
            (number, f"{sound_of(one.street)} {one.number}", one.postal_code)
            for number, one in enumerate(side)
            if one.street and one.number
        ]
        keys.append(pd.DataFrame(rows, columns=["record", "key", "code"]))
    coded = [side[side["code"] != ""] for side in keys]
    bare = [side[side["code"] == ""] for side in keys]
    same_code = meet(*(side.assign(key=side["key"] + " " + side["code"]) for side in coded))
    return np.concatenate([same_code, meet(bare[0], keys[1]), meet(coded[0], bare[1])])


def meet(keys: pd.DataFrame, others: pd.DataFrame) -> np.ndarray:
    """Return the pairs of records with one key, shape (pairs, 2); keys of more than `PAIRS_A_BLOCK` pairs are left out."""
    size = keys["key"].value_counts().mul(others["key"].value_counts())
    keys = keys[keys["key"].isin(size.index[size <= PAIRS_A_BLOCK])]
    return keys.merge(others, on="key", suffixes=("", "_2"))[["record", "record_2"]].to_numpy(dtype=np.int64)


def unite(parts: Sequence[np.ndarray], size: int, progress: Progress = SILENT) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of all parts once, sorted, as two arrays; ``size``: records in the second register."""
    progress.check()
    codes = np.unique(np.concatenate([part[:, 0] * size + part[:, 1] for part in parts]))
    return codes // size, codes % size
