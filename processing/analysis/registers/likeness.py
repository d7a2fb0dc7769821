"""How alike texts are by their letters: sequences of three, rare ones counting for more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import scipy.sparse as sp

PAIRS_A_BLOCK = 200_000


class TextLikeness:
    """Texts that can be laid beside each other pair by pair.

    Attributes
    ----------
    counts, rows : csr_array, shape (texts, parts)
        How often each text has each part, and the weight of that: the logarithm of one over the share of the texts that
        have it (tf-idf; Manning, Raghavan and Schütze 2008, 6.2).
    """

    def __init__(self, texts: Sequence[str], split: Callable[[str], Iterable[str]]) -> None:
        numbers: dict[str, int] = {}
        parts: list[int] = []
        ends = np.zeros(len(texts) + 1, dtype=np.int64)
        for number, text in enumerate(texts):
            parts.extend(numbers.setdefault(part, len(numbers)) for part in split(text))
            ends[number + 1] = len(parts)
        counts = sp.csr_array((np.ones(len(parts)), np.array(parts, dtype=np.int64), ends), shape=(len(texts), max(len(numbers), 1)))
        counts.sum_duplicates()
        holders = np.bincount(counts.indices, minlength=counts.shape[1])
        self.counts, self.rows = counts, counts.copy()
        self.rows.data *= np.log((1 + len(texts)) / np.maximum(holders, 1))[counts.indices]

    def cosine(self, one: np.ndarray, other: np.ndarray, weighted: bool = True) -> np.ndarray:
        """Return the cosine of the angle between the texts of each pair, 0-1; 1 for the same text.

        Parameters
        ----------
        one, other : ndarray of int, shape (pairs,)
            Positions of texts.
        weighted : bool
            Without weights a slip of the pen, which makes parts that nobody else has, counts for no more than another letter.
        """
        rows = self.rows if weighted else self.counts
        length = np.sqrt(rows.multiply(rows).sum(axis=1))
        return np.where(one == other, 1.0, share(multiply_rows(rows, one, other), length[one] * length[other]))

    def shared(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return the weight of the parts that both texts of each pair have, in nats: what is rare says most."""
        roots = self.rows.copy()
        roots.data = np.sqrt(roots.data)
        return multiply_rows(roots, one, other)

    def contained(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return how much of the shorter text of each pair the longer one holds, 0-1 (overlap coefficient, weighted)."""
        weight = self.rows.sum(axis=1)
        return share(self.shared(one, other), np.minimum(weight[one], weight[other]))


def multiply_rows(rows: sp.csr_array, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the inner product of the rows of each pair, shape (pairs,)."""
    product = np.zeros(len(one))
    for start in range(0, len(one), PAIRS_A_BLOCK):
        part = slice(start, start + PAIRS_A_BLOCK)
        product[part] = rows[one[part]].multiply(rows[other[part]]).sum(axis=1)
    return product


def share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return a part of a whole, 0-1; 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0).clip(0.0, 1.0)


def trigrams(text: str) -> list[str]:
    """Return the sequences of three letters of the words of a text, their beginnings and ends included.

    >>> trigrams("bib de")
    ['_bi', 'bib', 'ib_', '_de', 'de_']
    """
    framed = [f"_{word}_" for word in text.split()]
    return [word[start : start + 3] for word in framed for start in range(len(word) - 2)]
