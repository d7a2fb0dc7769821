"""Rasters as they are opened: what was measured in the house's colours, codes and pictures as they are."""

import numpy as np
import pytest
from opgavenkaart.processing.cartography.project import LayerEntry, open_layer
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.rasters import write_raster
from opgavenkaart.ui.project_files import describe_layer
from osgeo import gdal
from qgis.core import QgsSingleBandGrayRenderer, QgsSingleBandPseudoColorRenderer

pytestmark = pytest.mark.usefixtures("qgis_app")


def opened(path):
    return open_layer(LayerEntry("heat", "", "Heat", str(path), "gdal"), theme(), Language("en"))


def colour_at(layer, value):
    return tuple(layer.renderer().shader().rasterShaderFunction().shade(value)[1:4])


def test_what_was_measured_goes_from_light_to_dark(tmp_path):
    write_raster(tmp_path / "heat.tif", np.array([[0.5, 1.0], [2.0, 4.5]], dtype="float32"), 100_000, 200_000, 50)
    layer = opened(tmp_path / "heat.tif")
    assert isinstance(layer.renderer(), QgsSingleBandPseudoColorRenderer)
    ramp = [colour.getRgb()[:3] for colour in theme().ramp("indicator")]
    assert [colour_at(layer, value) for value in (0.5, 1.5, 2.5, 3.5, 4.5)] == ramp
    assert (layer.renderer().classificationMin(), layer.renderer().classificationMax()) == (0.5, 4.5)
    assert isinstance(describe_layer(layer, True).renderer(), QgsSingleBandPseudoColorRenderer)
    assert isinstance(describe_layer(layer, False).renderer(), QgsSingleBandGrayRenderer), "without the house style as QGIS draws it"


@pytest.mark.parametrize(("kind", "highest"), [(gdal.GDT_Byte, 3.0), (gdal.GDT_Float32, 2.0)], ids=["codes", "one value"])
def test_codes_and_one_value_have_no_ramp(tmp_path, kind, highest):
    write_raster(tmp_path / "made.tif", np.array([[2.0, highest]]), 100_000, 200_000, 50)
    gdal.Translate(str(tmp_path / "cells.tif"), str(tmp_path / "made.tif"), outputType=kind, noData="none")
    assert isinstance(opened(tmp_path / "cells.tif").renderer(), QgsSingleBandGrayRenderer)
