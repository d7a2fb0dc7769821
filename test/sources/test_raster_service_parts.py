"""A raster put together of a service's answers, by hand: tiles of a window, the GeoTIFF in an answer, cells where they belong."""

import struct
from types import SimpleNamespace

import numpy as np
import pytest
from opgavenkaart.processing.analysis.raster.grid import Grid, Window
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.sources.kinds.probing import LayerGone, ProbeResult
from opgavenkaart.processing.sources.kinds.raster.image_service import check_images, image_address, is_image_service
from opgavenkaart.processing.sources.kinds.raster.mosaic import create_like, cut_into_tiles, open_answer, paste, tiff_of
from opgavenkaart.processing.sources.kinds.raster.probe import ask_raster, read_raster
from opgavenkaart.processing.sources.kinds.raster.web_file import Unordinary, read_directories
from opgavenkaart.processing.sources.network.requests import GetRequest, Reply
from opgavenkaart.test.support.layers import record
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem

LAMBERT = QgsCoordinateReferenceSystem("EPSG:31370")
ASK = SimpleNamespace(record=record("raster", "https://x/wcs?map=a", "heat", geometry="raster"))
TIFF = b"II*\0rest"


def answer(content: bytes, kind: str = "image/tiff") -> Reply:
    return Reply(GetRequest("https://x"), "https://x/wcs?map=a", 200, content, {"content-type": kind})


def dataset(values: np.ndarray, left: float = 0.0, top: float = 100.0, kind: int = gdal.GDT_Float32) -> gdal.Dataset:
    """Cells of 10 m, a band for each layer of values."""
    bands, rows, columns = values.shape
    made = gdal.GetDriverByName("MEM").Create("", columns, rows, bands, kind)
    made.SetGeoTransform((left, 10.0, 0.0, top, 0.0, -10.0))
    for number, band in enumerate(values, 1):
        made.GetRasterBand(number).WriteArray(band)
    return made


@pytest.mark.parametrize(
    ("window", "most", "tiles"),
    [
        (Window(0, 4, 0, 4), 4, [Window(0, 4, 0, 4)]),
        (Window(1, 6, 2, 5), 3, [Window(1, 4, 2, 5), Window(4, 6, 2, 5)]),
        (Window(0, 2, 0, 3), 2, [Window(0, 2, 0, 2), Window(0, 2, 2, 3)]),
        (Window(0, 3, 5, 8), 2, [Window(0, 2, 5, 7), Window(0, 2, 7, 8), Window(2, 3, 5, 7), Window(2, 3, 7, 8)]),
    ],
)
def test_a_window_is_cut_into_tiles(window, most, tiles):
    found = list(cut_into_tiles(window, most))
    assert found == tiles and sum(one.cells for one in found) == window.cells


def test_the_geotiff_in_an_answer():
    assert tiff_of(answer(TIFF)) == TIFF and tiff_of(answer(b"other", "multipart/mixed; boundary=b")) == b"other"
    first, second = b"Content-Type: text/xml\r\n\r\n<gml/>", b"Content-Type: image/tiff\r\nContent-Transfer-Encoding: binary\r\n\r\nMM\0*z"
    parts = b"--b\r\n" + first + b"\r\n--b\r\n" + second + b"\r\n--b--"
    assert tiff_of(answer(parts, "multipart/related; boundary=b")) == b"MM\0*z", "of several parts the one that is a GeoTIFF"
    assert tiff_of(answer(parts, "image/tiff")) == parts
    assert tiff_of(answer(TIFF, "multipart/related; boundary=b")) == TIFF


def test_an_answer_that_is_no_geotiff_is_said(qgis_app, tmp_path):
    with gdal.ExceptionMgr():
        with pytest.raises(OpgaveError) as none:
            open_answer(ASK, answer(b"hello"), tmp_path / "a.tif")
        assert none.value.sentence() == (
            "Layer 'Trial (proef)': https://x/wcs gives no GeoTIFF: check the kind and the format of its source."
        )
        with pytest.raises(OpgaveError, match="Layer 'Trial': .* returns a web page"):
            open_answer(ASK, answer(b"<!doctype html><html></html>"), tmp_path / "a.tif")
        failed = Reply(GetRequest("https://x"), "https://x", error=OpgaveError("It is gone."))
        with pytest.raises(OpgaveError, match=r"Layer 'Trial': It is gone\."):
            open_answer(ASK, failed, tmp_path / "a.tif")


def test_the_raster_is_like_the_answers(qgis_app, tmp_path):
    given = dataset(np.zeros((2, 3, 4)), kind=gdal.GDT_Int16)
    given.GetRasterBand(1).SetNoDataValue(-9)
    given.GetRasterBand(2).SetScale(0.1)
    given.GetRasterBand(2).SetOffset(5.0)
    made = create_like(given, tmp_path / "a.tif", Grid(20.0, 80.0, 10.0, -10.0, 5, 6), LAMBERT, ASK)
    assert (made.RasterXSize, made.RasterYSize, made.RasterCount) == (6, 5, 2) and made.GetGeoTransform() == (20, 10, 0, 80, 0, -10)
    first, second = made.GetRasterBand(1), made.GetRasterBand(2)
    assert (first.GetNoDataValue(), first.DataType, second.DataType) == (-9, gdal.GDT_Int16, gdal.GDT_Int16)
    assert (first.GetScale(), second.GetScale(), second.GetOffset()) == (None, 0.1, 5.0)
    assert "31370" in made.GetProjection(), "that of the service, where the answer says none"


GRID = Grid(0.0, 100.0, 10.0, -10.0, 10, 10)
WINDOW, TILE = Window(2, 8, 3, 9), Window(4, 6, 5, 8)


def pasted(tmp_path, given):
    """What comes to stand where a tile of 2 x 3 cells is pasted into a window of 6 x 6, which holds -1."""
    made = create_like(given, tmp_path / "a.tif", GRID.part(WINDOW), LAMBERT, ASK)
    for number in range(1, made.RasterCount + 1):
        made.GetRasterBand(number).WriteArray(np.full((6, 6), -1.0))
    paste(ASK, given, made, GRID, WINDOW, TILE)
    return [made.GetRasterBand(number).ReadAsArray() for number in range(1, made.RasterCount + 1)]


def test_cells_come_to_stand_where_they_belong(qgis_app, tmp_path):
    values = np.array([[[1.0, 2, 3], [4, 5, 6]], [[10.0, 20, 30], [40, 50, 60]]])
    for number, band in enumerate(pasted(tmp_path, dataset(values, 50, 60))):
        wanted = np.full((6, 6), -1.0)
        wanted[2:4, 2:5] = values[number]
        assert np.array_equal(band, wanted)
    wider = np.arange(20.0).reshape(1, 4, 5)
    (band,) = pasted(tmp_path, dataset(wider, 40, 70))
    assert np.array_equal(band[2:4, 2:5], wider[0, 1:3, 1:4]), "of an answer that goes further the part that was asked"


@pytest.mark.parametrize(
    ("shape", "left", "top"), [((2, 3), 60, 60), ((2, 3), 50, 50), ((2, 3), 55, 60), ((1, 3), 50, 60), ((2, 2), 50, 60), ((3, 3), 30, 60)]
)
def test_other_cells_than_those_of_the_service_are_refused(qgis_app, tmp_path, shape, left, top):
    with pytest.raises(OpgaveError) as other:
        pasted(tmp_path, dataset(np.zeros((1, *shape)), left, top))
    assert other.value.sentence() == (
        f"Layer 'Trial (proef)': the service answers with other cells than its own (10 x 10 from {left}, {top}), so its values would be"
        " resampled: download the raster, and name the file."
    )


class Piece:
    """A file of which all is here, as far as one looks; `sought` are the spans that had to be."""

    def __init__(self, content: bytes):
        self.content, self.sought = content, []

    def read(self, start: int, length: int) -> bytes:
        return self.content[start : start + length]

    def ensure(self, spans) -> None:
        self.sought += list(spans)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("big", [False, True])
def test_the_directories_of_a_tiff_say_what_lies_elsewhere(order, big):
    """One of two entries, of which the second has 5 numbers of 4 bytes at byte 100: they do not fit into the entry itself."""
    mark = b"II" if order == "<" else b"MM"
    if big:
        head = mark + struct.pack(f"{order}HHHQ", 43, 8, 0, 16)
        entries = struct.pack(f"{order}QHHQQHHQQQ", 2, 256, 3, 1, 7, 324, 4, 5, 100, 0)
    else:
        head = (mark + struct.pack(f"{order}HI", 42, 8)).ljust(8)
        entries = struct.pack(f"{order}HHHIIHHIII", 2, 256, 3, 1, 7, 324, 4, 5, 100, 0)
    file = Piece(head + entries + bytes(60))
    read_directories(file)
    assert file.sought == [(100, 120)]


@pytest.mark.parametrize("head", [b"II\x29\0" + bytes(20), b"IM\x2a\0" + bytes(20), b"PK\x03\x04" + bytes(20)])
def test_what_is_no_tiff_has_no_directories(head):
    with pytest.raises(Unordinary):
        read_directories(Piece(head))
    read_directories(Piece(b"II\x2a\0" + bytes(20)))  # a directory at 0 is none


def test_the_kind_of_an_answer_is_written_in_small_letters():
    assert answer(TIFF, "Image/TIFF; charset=x").content_type == "image/tiff" and Reply(GetRequest("https://x")).content_type == ""


# ---- image services, and what is asked to see whether a raster is still there


def images(url: str = "https://x/arcgis/rest/services/heat/ImageServer", **more):
    return record("raster", url, geometry="raster", **more)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://x/heat/ImageServer", True),
        ("https://x/heat/imageserver/?f=json", True),
        ("https://x/heat/MapServer", False),
        ("https://x/heat?x=/ImageServer", False),
    ],
)
def test_an_image_service_is_known_by_its_address(url, found):
    assert is_image_service(images(url)) is found


def test_the_cells_of_an_image_service_are_asked_without_its_looks():
    found = image_address(images(), Grid(100.0, 250.0, 10.0, -5.0, 4, 3), "31370")
    assert found == (
        "https://x/arcgis/rest/services/heat/ImageServer/exportImage?f=image&format=tiff&interpolation=RSP_NearestNeighbor"
        "&renderingRule=%7B%22rasterFunction%22%3A+%22None%22%7D&bbox=100%2C230%2C130%2C250&bboxSR=31370&imageSR=31370&size=3%2C4"
    )


@pytest.mark.parametrize(
    ("error", "said"), [({"message": "Geen toegang", "code": 499}, "Geen toegang"), ({"code": 499, "message": ""}, "499"), ({}, "?")]
)
def test_an_image_service_that_reports_an_error(error, said):
    assert check_images(images(), {"error": "none", "x": 1}) is None
    with pytest.raises(OpgaveError) as reported:
        check_images(images(), {"error": error})
    assert reported.value.sentence() == (
        f"Layer 'Trial': https://x/arcgis/rest/services/heat/ImageServer reports an error of its own: {said}"
    )


def test_what_is_asked_to_see_whether_a_raster_is_there():
    assert [one.url for one in ask_raster(images(), False)] == ["https://x/arcgis/rest/services/heat/ImageServer?f=json"]
    (coverage,) = ask_raster(ASK.record, False)
    assert "REQUEST=DescribeCoverage" in coverage.url and "COVERAGE=heat" in coverage.url
    there = b"<a><CoverageOffering/></a>"
    assert read_raster(ASK.record, [answer(there, "text/xml")]) == ProbeResult()
    with pytest.raises(LayerGone) as gone:
        read_raster(ASK.record, [answer(b"<CoverageDescription/>", "text/xml")])
    assert gone.value.sentence() == "https://x/wcs answers, but no longer has the coverage 'heat'."
    with pytest.raises(OpgaveError, match="reports an error of its own: weg"):
        read_raster(images(), [answer(b'{"error": {"message": "weg"}}', "application/json")])
