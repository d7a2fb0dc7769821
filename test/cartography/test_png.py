"""A picture as a PNG file: what a reader gets back, by Qt and by GDAL."""

import numpy as np
import pytest
from opgavenkaart.processing.cartography.png import png_of
from osgeo import gdal
from qgis.PyQt.QtGui import QImage


def picture(width, height):
    """Return an opaque picture of noise; a row's bytes are then no multiple of four for most widths."""
    noise = np.random.default_rng(width * height).integers(0, 256, (height, width, 4), dtype=np.uint8)
    noise[..., 3] = 255
    image = QImage(noise.tobytes(), width, height, 4 * width, QImage.Format.Format_RGB32).copy()
    image.setDotsPerMeterX(5906)
    image.setDotsPerMeterY(2953)
    return image, noise


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (5, 4), (7, 1), (64, 33)])
@pytest.mark.parametrize("kind", ["Format_RGB32", "Format_ARGB32_Premultiplied"])
def test_a_picture_comes_back_as_it_was(size, kind, tmp_path):
    image, noise = picture(*size)
    path = tmp_path / "picture.png"
    path.write_bytes(png_of(image.convertToFormat(getattr(QImage.Format, kind))))
    again = QImage(str(path))
    assert again.convertToFormat(QImage.Format.Format_RGB32) == image
    assert (again.dotsPerMeterX(), again.dotsPerMeterY()) == (5906, 2953)
    with gdal.ExceptionMgr():
        bands = gdal.Open(str(path)).ReadAsArray()
    np.testing.assert_array_equal(bands, noise[..., 2::-1].transpose(2, 0, 1))
