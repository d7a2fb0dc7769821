"""Bars of a distribution, as rectangles to draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Bar:
    """A rectangle in the drawing's units; y runs down."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Histogram:
    """The distribution of n values: bars in a box, and where the median stands in it."""

    bars: tuple[Bar, ...]
    median_x: float
    low: float
    median: float
    high: float


def histogram(values: np.ndarray, width: float, height: float, top: float = 0.0, bins: int = 24) -> Histogram | None:
    """Return bars for the values that are present, in a box of ``width`` x ``height`` below ``top``; None where there are none."""
    present = values[np.isfinite(values)]
    if not len(present):
        return None
    counts, edges = np.histogram(present, bins=bins)
    low, high = edges[0], edges[-1]
    x = width * (edges - low) / (high - low)
    tall = height * counts / counts.max()
    bars = [
        Bar(round(a, 2), round(top + height - h, 2), round(b - a - 0.8, 2), round(h, 2))
        for a, b, h in zip(x[:-1], x[1:], tall, strict=True)
        if h
    ]
    median = float(np.median(present))
    return Histogram(
        tuple(bars), round(float(width * (median - low) / (high - low)), 2), float(present.min()), median, float(present.max())
    )
