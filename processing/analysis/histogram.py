"""Bars of a distribution, as rectangles to draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

HARDLY_DIFFERENT = 1e-9
SMALLEST_RANGE = 1e-300


@dataclass(frozen=True)
class HistogramBar:
    """A rectangle in the drawing's units; y runs down."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Histogram:
    """The distribution of n values: bars in a box, and where the median stands in it."""

    bars: tuple[HistogramBar, ...]
    median_x: float
    low: float
    median: float
    high: float


def histogram(values: np.ndarray, width: float, height: float, top: float = 0.0, bins: int = 24) -> Histogram | None:
    """Return bars for the values that are present, in a box of ``width`` x ``height`` below ``top``; None where there are none."""
    present = values[np.isfinite(values)]
    if not len(present):
        return None
    low, high = _ends(present)
    counts, edges = np.histogram(present, bins=bins, range=(low, high))
    x = width * (edges - low) / (high - low)
    tall = height * counts / counts.max()
    bars = [
        HistogramBar(round(a, 2), round(top + height - h, 2), round(b - a - 0.8, 2), round(h, 2))
        for a, b, h in zip(x[:-1], x[1:], tall, strict=True)
        if h
    ]
    median = float(np.median(present))
    return Histogram(
        tuple(bars), round(float(width * (median - low) / (high - low)), 2), float(present.min()), median, float(present.max())
    )


def _ends(values: np.ndarray) -> tuple[float, float]:
    """Return the ends of the axis; values that hardly differ stand in the middle of it, where bars between them would be too narrow."""
    low, high = float(values.min()), float(values.max())
    size = max(abs(low), abs(high))
    if high - low > max(HARDLY_DIFFERENT * size, SMALLEST_RANGE):
        return low, high
    return low - max(size, 1.0) / 2, high + max(size, 1.0) / 2
