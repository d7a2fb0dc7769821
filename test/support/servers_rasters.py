"""Servers of rasters on loopback: a web server that gives parts of files, MapServer's WCS, and an image service as ArcGIS documents it."""

import contextlib
import json
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from osgeo import gdal

from .servers_ogc import cgi_handler
from .servers_replay import JSON, Answer, Server

TIFF = "image/tiff"


@dataclass
class FileServer:
    """A file on a web server, and the parts of it that were asked for."""

    url: str
    parts: list[tuple[int, int]] = field(default_factory=list)
    etag: str = '"one"'

    @property
    def given(self) -> int:
        """How many bytes it gave."""
        return sum(end - start for start, end in self.parts)


@contextlib.contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve until the block ends; yield the address."""
    server = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextlib.contextmanager
def file_server(path: Path, ranges: bool = True) -> Iterator[FileServer]:
    """Serve a file; without ``ranges`` all of it, whatever is asked."""
    content, found = path.read_bytes(), FileServer("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):  # noqa: N802
            asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", "")) if ranges else None
            start, end = (int(asked[1]), min(int(asked[2]) + 1, len(content))) if asked else (0, len(content))
            found.parts.append((start, end))
            self.send_response(206 if asked else 200)
            headers = {"Content-Type": TIFF, "Content-Length": str(end - start), "ETag": found.etag}
            headers |= {"Content-Range": f"bytes {start}-{end - 1}/{len(content)}"} if asked else {}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content[start:end])

        def log_message(self, *arguments):
            pass

    with serving(Handler) as url:
        found.url = f"{url}/{path.name}"
        yield found


MAPFILE = """MAP
 NAME "stad" EXTENT {west} {south} {east} {north} SIZE 400 400
 PROJECTION "init=epsg:31370" END
 OUTPUTFORMAT
  NAME "GeoTIFF" DRIVER "GDAL/GTiff" MIMETYPE "image/tiff" IMAGEMODE FLOAT32 EXTENSION "tif" FORMATOPTION "NULLVALUE=-9999"
 END
 WEB METADATA
  "wcs_title" "Stad" "wcs_label" "Stad" "ows_onlineresource" "http://127.0.0.1/" "ows_enable_request" "*" "ows_srs" "EPSG:31370"
 END END
 LAYER NAME "warmte" TYPE RASTER STATUS ON DATA "{path}"
  PROJECTION "init=epsg:31370" END
  METADATA "wcs_label" "Warmte" "wcs_title" "Warmte" "wcs_rangeset_name" "graden" "wcs_rangeset_label" "Graden" "wcs_formats" "GeoTIFF" END
 END
END
"""


@contextlib.contextmanager
def coverage_server(folder: Path, path: Path) -> Iterator[str]:
    """Serve a raster in Lambert 72 as the coverage ``warmte`` of MapServer's WCS; yield its address."""
    program = shutil.which("mapserv") or "/usr/lib/cgi-bin/mapserv"
    if not Path(program).exists():
        pytest.skip("no MapServer here (apt-get install cgi-mapserver)")
    mapfile, settings = folder / "warmte.map", folder / "mapserver.conf"
    settings.write_text('CONFIG\n ENV\n  MS_MAP_PATTERN "."\n END\nEND\n')
    opened = gdal.Open(str(path))
    west, size, _, north, _, _ = opened.GetGeoTransform()
    edges = {"west": west, "north": north, "east": west + opened.RasterXSize * size, "south": north - opened.RasterYSize * size}
    mapfile.write_text(MAPFILE.format(path=path, **edges))
    with serving(cgi_handler(program, {"MS_MAPFILE": str(mapfile), "MAPSERVER_CONFIG_FILE": str(settings)}, [])) as url:
        yield url


def image_service(path: Path, most: int = 4000):
    """Return the routes of an ImageServer that exports a raster as its documentation says: by bbox and size."""
    opened = gdal.Open(str(path))
    west, size, _, north, _, _ = opened.GetGeoTransform()
    east, south = west + opened.RasterXSize * size, north - opened.RasterYSize * size
    facts = {
        "extent": {"xmin": west, "ymin": south, "xmax": east, "ymax": north, "spatialReference": {"wkid": 31370, "latestWkid": 31370}},
        **{"pixelSizeX": size, "pixelSizeY": size, "maxImageWidth": most, "maxImageHeight": most},
    }

    def export(query, before):
        left, bottom, right, top = map(float, query["bbox"].split(","))
        assert query["renderingrule"] == '{"rasterFunction": "None"}' and query["imagesr"] == "31370"
        wide, high = map(int, query["size"].split(","))
        assert max(wide, high) <= most
        part = str(path.with_name(f"part{before}.tif"))
        gdal.Translate(part, str(path), projWin=[left, top, right, bottom], width=wide, height=high)
        return Answer(Path(part).read_bytes(), TIFF)

    return {"/ImageServer": Answer(json.dumps(facts).encode(), JSON), "/ImageServer/exportImage": export}
