"""Pictures as PNG files, without the slow search for the best compression of each row: flat colours of a map gain nothing by it."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from qgis.PyQt.QtGui import QImage

SIGNATURE = b"\x89PNG\r\n\x1a\n"
DEPTH, TRUE_COLOUR = 8, 2
PER_METRE = 1
QUICK = 1
"""Level of compression. On maps, rows as they are with this level are smaller than Qt's filtered rows, in a third of the time."""


def png_of(image: QImage) -> bytes:
    """Return an opaque picture as the contents of a PNG file, with its resolution (PNG specification, third edition)."""
    size = struct.pack(">IIBBBBB", image.width(), image.height(), DEPTH, TRUE_COLOUR, 0, 0, 0)
    resolution = struct.pack(">IIB", image.dotsPerMeterX(), image.dotsPerMeterY(), PER_METRE)
    rows = zlib.compress(_rows(image).data, QUICK)
    return SIGNATURE + _chunk(b"IHDR", size) + _chunk(b"pHYs", resolution) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _rows(image: QImage) -> np.ndarray:
    """Return the rows as bytes: a zero, which says that they are not filtered, then red, green and blue of each pixel."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    bits = plain.constBits()
    bits.setsize(plain.sizeInBytes())
    colours = np.frombuffer(bits, np.uint8).reshape(plain.height(), plain.bytesPerLine())[:, : 3 * plain.width()]
    return np.pad(colours, ((0, 0), (1, 0)))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
