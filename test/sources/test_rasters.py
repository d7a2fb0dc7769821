"""Rasters of records: from servers the cells that the extent meets, each as the file has it; what cannot be loaded in a sentence."""

from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.analysis.raster.grid import Window
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.rasters import open_raster
from opgavenkaart.processing.sources.kinds import SOURCE_KINDS
from opgavenkaart.processing.sources.kinds.probing import LayerGone
from opgavenkaart.processing.sources.loading.load import load_cells
from opgavenkaart.processing.sources.network import fetch_all
from opgavenkaart.test.support.layers import record
from opgavenkaart.test.support.rasters import write_raster
from opgavenkaart.test.support.servers import qgis_server
from opgavenkaart.test.support.servers_rasters import coverage_server, file_server, image_service
from opgavenkaart.test.support.servers_replay import EXCEPTION_REPORT, HTML, LOGIN_PAGE, Answer, replay
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle, QgsReferencedRectangle

LEFT, TOP, SIZE = 100_000.0, 194_000.0, 100.0
CELLS = np.arange(40 * 60, dtype=float).reshape(40, 60)
CELLS[10, 12] = np.nan
LAMBERT = QgsCoordinateReferenceSystem("EPSG:31370")
EXTENT = QgsReferencedRectangle(QgsRectangle(101_030, 192_510, 101_420, 193_060), LAMBERT)
"""Meets rows 9 to 14 and columns 10 to 14."""
PART = Window(9, 15, 10, 15)


@pytest.fixture
def heat(qgis_app, tmp_path):
    return Path(write_raster(tmp_path / "warmte.tif", CELLS, LEFT, TOP, SIZE))


def source(path, layer="", **options):
    return record("raster", path, layer, geometry="raster", crs="EPSG:31370", options=options)


def part_of(loaded):
    """The loaded cells in the window, and how many there are in all."""
    with open_raster(loaded.raster) as opened:
        grid = opened.cells.grid
        row, column = round((TOP - grid.top) / SIZE), round((grid.left - LEFT) / SIZE)
        window = Window(PART.first_row - row, PART.last_row - row, PART.first_column - column, PART.last_column - column)
        return opened.cells.read(window), grid.rows * grid.columns


def check_part(loaded, cells=30):
    values, count = part_of(loaded)
    np.testing.assert_array_equal(values, CELLS[9:15, 10:15])
    assert count == cells and loaded.raster.crs == LAMBERT and len(loaded.source_hash) == 64


# ---- files on the web


@pytest.mark.parametrize(
    "layout", [["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=DEFLATE"], ["BIGTIFF=YES", "INTERLEAVE=BAND"]]
)
def test_of_a_large_file_only_the_blocks_of_the_extent_come(qgis_app, tmp_path, layout):
    """32 MB of noise in tiles or strips, with overviews: a thousandth of its cells take a tenth of its bytes."""
    values = np.random.default_rng(1).random((2000, 2000))
    path = tmp_path / "groot.tif"
    gdal.Translate(str(path), write_raster(tmp_path / "ruw.tif", values, LEFT, TOP, 1.0), creationOptions=layout)
    opened = gdal.Open(str(path), gdal.GA_Update)
    opened.BuildOverviews("NEAREST", [2, 4])
    opened = None
    with file_server(path) as server:
        extent = QgsReferencedRectangle(QgsRectangle(LEFT + 600.5, TOP - 760.5, LEFT + 639.5, TOP - 700.5), LAMBERT)
        loaded = load_cells(source(server.url), extent)
        assert server.given < path.stat().st_size / 8 and len(server.parts) > 1
    with open_raster(loaded.raster) as opened:
        np.testing.assert_array_equal(opened.cells.read(Window(0, 61, 0, 40)), values[700:761, 600:640])
        assert (opened.cells.grid.rows, opened.cells.grid.columns) == (61, 40)


def test_a_cloud_optimized_geotiff(qgis_app, tmp_path, heat):
    path = tmp_path / "cog.tif"
    gdal.Translate(str(path), str(heat), format="COG")
    with file_server(path) as server:
        check_part(load_cells(source(server.url), EXTENT))


def test_a_server_without_parts_gives_the_whole_file(heat):
    with file_server(heat, ranges=False) as server:
        check_part(load_cells(source(server.url), EXTENT), CELLS.size)
        check_part(load_cells(source(server.url)), CELLS.size)
        assert len(server.parts) == 2


def test_a_file_that_changes_while_it_is_read_is_refused(qgis_app, tmp_path):
    values = np.random.default_rng(1).random((400, 400))
    path = tmp_path / "groot.tif"
    gdal.Translate(
        str(path),
        write_raster(tmp_path / "ruw.tif", values, LEFT, TOP, 1.0),
        creationOptions=["TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128"],
    )
    with file_server(path) as server:
        original = server.parts.append
        server.parts = Changing(server, original)
        with pytest.raises(OpgaveError, match="changed while it was read: try again"):
            load_cells(source(server.url), QgsReferencedRectangle(QgsRectangle(LEFT + 300, TOP - 390, LEFT + 390, TOP - 300), LAMBERT))


class Changing(list):
    """A list of parts that gives the file another mark with each."""

    def __init__(self, server, append):
        super().__init__()
        self.server = server

    def append(self, part):
        super().append(part)
        self.server.etag = f'"{len(self)}"'


def test_an_extent_beside_the_file_has_no_cells(heat):
    with file_server(heat) as server, pytest.raises(OpgaveError, match=r"'Trial \(proef\)' has no cells in the extent"):
        load_cells(source(server.url), QgsReferencedRectangle(QgsRectangle(0, 0, 100, 100), LAMBERT))


def test_what_is_no_raster_is_said(qgis_app):
    with replay(
        {"/a.tif": Answer(b"<html>", HTML), "/b.tif": Answer(LOGIN_PAGE, HTML), "/c.tif": Answer(b"tekst", "image/tiff")}
    ) as server:
        for name, sentence in (
            ("a.tif", "cannot be read as a GeoTIFF|returns a web page"),
            ("b.tif", "returns a web page"),
            ("c.tif", "cannot be read as a GeoTIFF"),
        ):
            with pytest.raises(OpgaveError, match=sentence):
                load_cells(source(f"{server.url}/{name}"), EXTENT)
        with pytest.raises(OpgaveError, match="404"):
            load_cells(source(f"{server.url}/d.tif"), EXTENT)


def test_a_vrt_is_not_opened_and_the_sentence_says_what_to_do(qgis_app, heat, tmp_path):
    gdal.Translate(str(tmp_path / "mozaiek.vrt"), str(heat), format="VRT")
    with pytest.raises(OpgaveError, match=r"'mozaiek.vrt' is a VRT, .* leads to other files, .* make one GeoTIFF of it"):
        load_cells(source(str(tmp_path / "mozaiek.vrt")), EXTENT)


# ---- coverages


@pytest.mark.parametrize("version", ["", "1.0.0", "2.0.1", "2.0.0"])
def test_a_coverage_of_mapserver_gives_its_own_cells(tmp_path, heat, version):
    """With WCS 2.0 the answer has several parts, of which one is the GeoTIFF."""
    with coverage_server(tmp_path, heat) as url:
        check_part(load_cells(source(url, "warmte", **({"version": version} if version else {})), EXTENT))


def test_a_coverage_comes_in_tiles(tmp_path, heat, monkeypatch):
    monkeypatch.setattr("opgavenkaart.processing.sources.kinds.raster.mosaic.TILE", 20)
    with coverage_server(tmp_path, heat) as url:
        check_part(load_cells(source(url, "warmte")), CELLS.size)


def test_a_coverage_of_qgis_server_gives_its_own_cells(tmp_path, heat):
    project, layer = QgsProject(), QgsRasterLayer(str(heat), "warmte", "gdal")
    project.setCrs(LAMBERT)
    project.addMapLayer(layer)
    project.writeEntry("WCSLayers", "/", [layer.id()])
    project.write(str(tmp_path / "stad.qgs"))
    project.clear()
    with qgis_server(tmp_path / "stad.qgs") as url:
        check_part(load_cells(source(url, "warmte"), EXTENT))


def test_corners_that_may_be_middles_of_cells_are_refused(tmp_path, heat):
    """A cell more than fits between the corners, from the north on: edges or middles, which would move all by half a cell."""
    text = f"""<CoverageDescription><CoverageOffering><domainSet><spatialDomain>
    <Envelope srsName="EPSG:31370"><pos>{LEFT} 190000</pos><pos>106000 {TOP}</pos></Envelope>
    <RectifiedGrid><limits><GridEnvelope><low>0 0</low><high>60 40</high></GridEnvelope></limits><origin><pos>{LEFT} {TOP}</pos></origin>
    <offsetVector>100 0</offsetVector><offsetVector>0 -100</offsetVector></RectifiedGrid>
    </spatialDomain></domainSet></CoverageOffering></CoverageDescription>"""
    with (
        replay({"/wcs": Answer(text.encode())}) as server,
        pytest.raises(OpgaveError, match="does not say where the cells of 'warmte' lie"),
    ):
        load_cells(source(f"{server.url}/wcs", "warmte"), EXTENT)


def test_a_service_that_answers_with_an_exception_is_one_sentence(tmp_path, heat):
    with coverage_server(tmp_path, heat) as url:
        with pytest.raises(OpgaveError, match=r"'Trial'.* reports an error of its own: .*kou"):
            load_cells(source(url, "kou"), EXTENT)
        with pytest.raises(OpgaveError, match=r"WCS 1\.1\.1 is not asked"):
            load_cells(source(url, "warmte", version="1.1.1"), EXTENT)
    with replay({"/wcs": Answer(EXCEPTION_REPORT)}) as server, pytest.raises(OpgaveError, match="Databank niet bereikbaar"):
        load_cells(source(f"{server.url}/wcs", "warmte"), EXTENT)


# ---- image services


def test_an_image_service_gives_its_own_cells(heat):
    with replay(image_service(heat)) as server:
        check_part(load_cells(source(f"{server.url}/ImageServer"), EXTENT))
    with replay(image_service(heat, most=7)) as server:
        check_part(load_cells(source(f"{server.url}/ImageServer")), CELLS.size)
        assert server.asked("/ImageServer/exportImage") == 6 * 9


def test_an_image_service_that_resamples_or_refuses_is_said(heat, tmp_path):
    other = write_raster(tmp_path / "ander.tif", CELLS, LEFT + 30, TOP, SIZE)
    routes = image_service(heat) | {"/ImageServer/exportImage": Answer(Path(other).read_bytes(), "image/tiff")}
    with replay(routes) as server, pytest.raises(OpgaveError, match="answers with other cells than its own"):
        load_cells(source(f"{server.url}/ImageServer"), EXTENT)
    refusal = Answer(b'{"error": {"code": 499, "message": "Token Required"}}', "application/json")
    with replay({"/ImageServer": refusal}) as server, pytest.raises(OpgaveError, match="reports an error of its own: Token Required"):
        load_cells(source(f"{server.url}/ImageServer"), EXTENT)


# ---- whether it is still there


def look(record):
    """What its probe says of a record."""
    probe = SOURCE_KINDS["raster"].probe
    return probe.read(record, fetch_all(probe.asks(record, True)))


def test_a_raster_is_seen_to_be_there_or_gone(tmp_path, heat):
    with coverage_server(tmp_path, heat) as url:
        assert look(source(url, "warmte")).date is None
        with pytest.raises(OpgaveError, match="kou"):
            look(source(url, "kou"))
    refusal = Answer(b'{"error": {"code": 499, "message": "Token Required"}}', "application/json")
    with replay(image_service(heat) | {"/dicht/ImageServer": refusal, "/wcs": Answer(b"<CoverageDescription/>")}) as server:
        look(source(f"{server.url}/ImageServer"))
        with pytest.raises(OpgaveError, match="Token Required"):
            look(source(f"{server.url}/dicht/ImageServer"))
        with pytest.raises(LayerGone, match="no longer has the coverage 'warmte'"):
            look(source(f"{server.url}/wcs", "warmte"))
    with file_server(heat) as server:
        look(source(server.url))
