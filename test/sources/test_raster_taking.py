"""Rasters in files with what their record says of them, on one cell; layers that a service lists."""

import numpy as np
import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.kinds.probing import SHOWN_LAYERS, LayerGone, check_listed
from opgavenkaart.processing.sources.kinds.raster.taking import missing_values, named_classes, take_file
from opgavenkaart.processing.sources.reading.request import LoadRequest
from opgavenkaart.test.support.layers import Heard, record
from osgeo import gdal, osr

pytestmark = pytest.mark.usefixtures("qgis_app")


def system(*codes):
    """Return a coordinate system, or one with heights besides."""
    found = [osr.SpatialReference() for _ in codes]
    for one, code in zip(found, codes, strict=True):
        one.ImportFromEPSG(code)
    if len(found) == 1:
        return found[0]
    both = osr.SpatialReference()
    both.SetCompoundCS("both", *found)
    return both


def write_cell(path, *codes):
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 1, 1, 2)
    dataset.SetGeoTransform((100_000, 10, 0, 200_000, 0, -10))
    if codes:
        dataset.SetProjection(system(*codes).ExportToWkt())
    dataset.GetRasterBand(1).WriteArray(np.array([[7]]))
    dataset.Close()
    return path


def take(path, heard=None, **facts):
    one = record("raster", path, geometry="raster", **facts)
    return take_file(path, LoadRequest(one, None, None, "", None, heard or Heard()))


@pytest.mark.parametrize(
    ("codes", "stated", "taken", "told"),
    [
        ((31370,), "", "EPSG:31370", []),
        ((31370,), "EPSG:31370", "EPSG:31370", []),
        ((), "EPSG:3812", "EPSG:3812", []),
        ((31370,), "EPSG:3812", "EPSG:31370", ["Layer 'Trial' states EPSG:3812, but the layer itself has EPSG:31370; EPSG:31370 is used."]),
        ((31370, 5710), "EPSG:31370", "EPSG:31370", []),
    ],
    ids=["its own", "both alike", "as stated", "as the file says", "heights besides"],
)
def test_the_system_of_a_file_counts_before_what_is_stated(tmp_path, codes, stated, taken, told):
    heard = Heard()
    assert take(write_cell(tmp_path / "a.tif", *codes), heard, crs=stated).crs.authid() == taken
    assert heard.notes == told


def test_files_that_are_no_raster_with_a_place(tmp_path):
    with pytest.raises(OpgaveError, match="its file does not say in which coordinate system it is"):
        take(write_cell(tmp_path / "a.tif"))
    (tmp_path / "b.tif").write_text("no raster")
    with pytest.raises(OpgaveError, match=r"'b\.tif' cannot be read as a GeoTIFF or an ASCII grid"):
        take(tmp_path / "b.tif")
    gdal.Translate(str(tmp_path / "c.vrt"), str(write_cell(tmp_path / "c.tif", 31370)), format="VRT").Close()
    with pytest.raises(OpgaveError, match=r"'c\.vrt' is a VRT, which holds no cells"):
        take(tmp_path / "c.vrt")


def test_band_marks_and_classes_are_those_of_the_record(tmp_path):
    path = write_cell(tmp_path / "a.tif", 31370)
    plain = take(path)
    assert (plain.band, plain.missing, plain.classes) == (1, (), {})
    values = {"1": Text("Bos", "Forest"), "-2.5": Text("Gras", ""), "1.2.3": Text("x", "x"), "word": Text("y", "y")}
    told = take(path, options={"band": 2, "missing": ["-9999", 0]}, fields={"value": FieldSpec(values=values)})
    assert (told.band, told.missing) == (2, (-9999.0, 0.0))
    assert told.classes == {"Bos": 1.0, "Forest": 1.0, "Gras": -2.5}


def test_marks_that_are_no_numbers_are_refused():
    assert missing_values(record("raster")) == () and named_classes(record("raster")) == {}
    with pytest.raises(OpgaveError, match="cells hold numbers, and of 'missing'"):
        missing_values(record("raster", options={"missing": ["1", "none"]}))


@pytest.mark.parametrize(("layer", "absent"), [("a", ""), ("", ""), ("a,b", ""), ("a,", ""), ("x", "x"), ("a,x,y", "x, y")])
def test_layers_that_a_service_lists_no_more(layer, absent):
    one = record("wms", "https://example.org/wms", layer)
    if not absent:
        check_listed(one, ["a", "b"])
        return
    with pytest.raises(LayerGone) as found:
        check_listed(one, ["a", "b"])
    assert found.value.sentence() == f"https://example.org/wms answers, but has no layer '{absent}' any more. It has: a, b."


@pytest.mark.parametrize(
    ("count", "end"), [(0, "It has: -."), (SHOWN_LAYERS, f"{SHOWN_LAYERS - 1}."), (SHOWN_LAYERS + 1, f"{SHOWN_LAYERS - 1} ....")]
)
def test_of_many_layers_the_first_are_named(count, end):
    with pytest.raises(LayerGone) as found:
        check_listed(record("wms", "https://example.org/wms", "x"), list(map(str, range(count))))
    assert found.value.sentence().endswith(end)
