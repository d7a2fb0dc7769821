"""Colours as people see them: how far apart two are, also for those who tell few colours apart, and how a text stands out.

Sources: CIEDE2000 as Sharma, Wu and Dalal (2005), Color Research and Application 30(1), write it; colour blindness by the
matrices for severity 1.0 of Machado, Oliveira and Fernandes (2009), IEEE TVCG 15(6), table 1, which work on linear light; contrast by
WCAG 2.1, success criterion 1.4.3. Colours are arrays of sRGB values from 0 to 255, shape (n, 3); the white is D65.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

NORMAL = "normal"
VISIONS = {
    NORMAL: np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ),
}
"""How each kind of eye mixes linear red, green and blue."""
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
WHITE = TO_XYZ.sum(axis=1)
LAB_EDGE, LAB_SLOPE = 216 / 24389, 24389 / 27
SEVENTH = 25.0**7


def from_hex(colours: Sequence[str]) -> np.ndarray:
    """Return colours written as ``#rrggbb``, shape (n, 3)."""
    return np.array([[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in colours], dtype=float)


def linear(rgb: np.ndarray) -> np.ndarray:
    """Return linear light from 0 to 1."""
    share = np.asarray(rgb, dtype=float) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def simulate_vision(rgb: np.ndarray, vision: str = NORMAL) -> np.ndarray:
    """Return the linear light that people with a kind of vision see alike; see `VISIONS`."""
    return np.clip(linear(rgb) @ VISIONS[vision].T, 0, 1)


def lab(light: np.ndarray) -> np.ndarray:
    """Return CIE L*a*b* of linear light, shape (n, 3)."""
    xyz = light @ TO_XYZ.T / WHITE
    f = np.where(xyz > LAB_EDGE, np.cbrt(xyz), (LAB_SLOPE * xyz + 16) / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def difference(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the CIEDE2000 differences between two arrays of L*a*b*; about 1 is the least that eyes side by side notice."""
    (l1, a1, b1), (l2, a2, b2) = np.moveaxis(first, -1, 0), np.moveaxis(second, -1, 0)
    chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(chroma**7 / (chroma**7 + SEVENTH))
    c1, c2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1 * stretch)) % 360, np.degrees(np.arctan2(b2, a2 * stretch)) % 360
    turn = np.where(c1 * c2 == 0, 0.0, (h2 - h1 + 180) % 360 - 180)
    hue = np.where(c1 * c2 == 0, h1 + h2, (h1 + turn / 2) % 360)
    d_light, d_chroma, d_hue = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2)
    middle, mean = (l1 + l2) / 2 - 50, (c1 + c2) / 2
    s_light = 1 + 0.015 * middle**2 / np.sqrt(20 + middle**2)
    s_chroma, s_hue = 1 + 0.045 * mean, 1 + 0.015 * mean * _hue_weight(hue)
    twist = -2 * np.sqrt(mean**7 / (mean**7 + SEVENTH)) * np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    parts = d_light / s_light, d_chroma / s_chroma, d_hue / s_hue
    return np.sqrt(sum(part**2 for part in parts) + twist * parts[1] * parts[2])


def _hue_weight(hue: np.ndarray) -> np.ndarray:
    waves = ((-0.17, 1, 30), (0.24, 2, 0), (0.32, 3, -6), (-0.20, 4, 63))
    return 1 + sum(size * np.cos(np.radians(times * hue - at)) for size, times, at in waves)


def least_difference(colours: Sequence[str], vision: str = NORMAL) -> tuple[float, int, int]:
    """Return the smallest difference between any two of the colours (``#rrggbb``), and which two these are."""
    places = lab(simulate_vision(from_hex(colours), vision))
    pairs = np.array(list(combinations(range(len(colours)), 2)))
    apart = difference(places[pairs[:, 0]], places[pairs[:, 1]])
    at = int(apart.argmin())
    return float(apart[at]), int(pairs[at, 0]), int(pairs[at, 1])


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio (1-21) of two colours (``#rrggbb``)."""
    light, dark = sorted(linear(from_hex([first, second])) @ LUMINANCE, reverse=True)
    return float((light + 0.05) / (dark + 0.05))
