"""Catalogue and map servers of others on loopback: MapServer, pycsw and pygeoapi, each skipped with its reason where it is absent."""

import contextlib
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .servers import WAIT_SECONDS, free_port, wait_for
from .servers_replay import Server

ENVIRONMENTS = Path(__file__).parents[2] / "build" / "servers"
SILENT = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

MAPFILE = """MAP
 NAME "stad" EXTENT 90000 180000 120000 210000 UNITS METERS
 PROJECTION "init=epsg:31370" END
 CONFIG "OGR_SQLITE_SYNCHRONOUS" "OFF"
 WEB METADATA
  "ows_title" "Kaarten van de stad" "ows_abstract" "Alles" "ows_onlineresource" "{url}" "ows_srs" "EPSG:31370 EPSG:4326"
  "ows_enable_request" "*" "wfs_maxfeatures" "{cap}" "ows_contactorganization" "Stad Gent" "ows_fees" "CC0"
  "ows_contactelectronicmailaddress" "gis@stad.gent" "oga_onlineresource" "{url}stad/ogcapi" "oga_max_limit" "{cap}"
 END END
 LAYER NAME "{layer}" TYPE {geometry} STATUS ON TEMPLATE "void"
  CONNECTIONTYPE OGR CONNECTION "{path}" DATA "{layer}"
  PROJECTION "init=epsg:31370" END
  METADATA "ows_title" "Parken" "ows_abstract" "Parken en plantsoenen" "gml_include_items" "all" "gml_featureid" "{key}"
   "ows_keywordlist" "groen,parken" "gml_types" "auto" "gml_geometries" "geom" "gml_geom_type" "{gml}" "oga_featureid" "{key}" END
 END
END
"""


def environment_of(name: str) -> Path:
    """Return the programs of a server's own Python environment; skip the test where it is not installed."""
    folder = ENVIRONMENTS / name
    if not (folder / "ready").exists():
        pytest.skip(f"no {name} here (bash .ci/servers.sh)")
    return folder / "bin"


@contextlib.contextmanager
def mapserver(
    folder: Path, path: Path, layer: str, key: str, cap: int, geometry: str = "POLYGON", sent: list | None = None
) -> Iterator[str]:
    """Serve a layer of polygons or ``POINT`` with MapServer, which gives at most ``cap`` features at a time; yield its address.

    Its WMS and WFS stand there, its OGC API Features at ``stad/ogcapi`` below it.

    Of each answer the question and the number of bytes are written in ``sent``.
    """
    program = shutil.which("mapserv") or "/usr/lib/cgi-bin/mapserv"
    if not Path(program).exists():
        pytest.skip("no MapServer here (apt-get install cgi-mapserver)")
    mapfile, settings = folder / "stad.map", folder / "mapserver.conf"
    settings.write_text(f'CONFIG\n ENV\n  MS_MAP_PATTERN "."\n END\n MAPS\n  stad "{mapfile}"\n END\nEND\n')
    environment = {"MS_MAPFILE": str(mapfile), "MAPSERVER_CONFIG_FILE": str(settings)}
    server = Server(("127.0.0.1", 0), cgi_handler(program, environment, [] if sent is None else sent))
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    gml = "point" if geometry == "POINT" else "multipolygon"
    mapfile.write_text(MAPFILE.format(url=url, cap=cap, path=path, layer=layer, key=key, geometry=geometry, gml=gml))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield url
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def cgi_handler(program: str, environment: dict[str, str], sent: list) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            query, path = urlsplit(self.path).query, urlsplit(self.path).path.strip("/")
            asked = {"REQUEST_METHOD": "GET", "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1", "SCRIPT_NAME": "/"}
            asked |= {"HTTP_ACCEPT": self.headers.get("Accept", "*/*")} | ({"PATH_INFO": f"/{path}"} if path else {})
            environ = {**os.environ, **environment, **asked}
            done = subprocess.run([program], env=environ, capture_output=True, timeout=WAIT_SECONDS, check=False)
            head, _, body = done.stdout.replace(b"\r\n", b"\n", 20).partition(b"\n\n")
            sent.append((query, len(body)))
            headers = dict(line.split(": ", 1) for line in head.decode().splitlines() if ": " in line)
            self.send_response(int(headers.pop("Status", "200").split()[0]))
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    return Handler


@contextlib.contextmanager
def running(command: list[str], url: str, environment: dict[str, str], folder: Path) -> Iterator[None]:
    """Run a server until the block ends."""
    process = subprocess.Popen(command, env={**os.environ, **environment}, cwd=folder, **SILENT)
    try:
        wait_for(url, process)
        yield
    finally:
        process.terminate()
        process.wait(WAIT_SECONDS)


CSW_SETTINGS = """[server]
home={folder}
url={url}
mimetype=application/xml; charset=UTF-8
encoding=UTF-8
language=nl-BE
maxrecords={page}
profiles=apiso
[manager]
transactions=false
[metadata:main]
identification_title=Catalogus van de stad
identification_abstract=Alles
identification_keywords=stad
identification_keywords_type=theme
identification_fees=None
identification_accessconstraints=None
provider_name=Stad Gent
provider_url=https://stad.gent
contact_name=GIS
contact_position=GIS
contact_address=Botermarkt 1
contact_city=Gent
contact_stateorprovince=Oost-Vlaanderen
contact_postalcode=9000
contact_country=Belgium
contact_phone=1
contact_fax=1
contact_email=gis@stad.gent
contact_url=https://stad.gent
contact_hours=9-17
contact_instructions=-
contact_role=pointOfContact
[repository]
database=sqlite:///{folder}/records.db
table=records
[metadata:inspire]
enabled=false
"""


@contextlib.contextmanager
def pycsw(folder: Path, records: dict[str, str], page: int) -> Iterator[str]:
    """Serve ISO 19139 texts by file name with pycsw, ``page`` at most at a time; yield its address."""
    programs = environment_of("pycsw")
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    settings, texts = folder / "pycsw.cfg", folder / "texts"
    settings.write_text(CSW_SETTINGS.format(folder=folder, url=url, page=page))
    texts.mkdir()
    for name, text in records.items():
        (texts / f"{name}.xml").write_text(text, encoding="utf-8")
    admin = [str(programs / "python"), str(programs / "pycsw-admin.py"), "-f", str(settings), "-c"]
    for arguments in (["setup_db"], ["load_records", "-p", str(texts)]):
        subprocess.run([*admin, *arguments], cwd=folder, check=True, capture_output=True)
    serve = "from wsgiref.simple_server import make_server as s; from pycsw.wsgi import application as a; import sys"
    command = [str(programs / "python"), "-c", f"{serve}; s('127.0.0.1', int(sys.argv[1]), a).serve_forever()", str(port)]
    with running(command, f"{url}?service=CSW&request=GetCapabilities&version=2.0.2", {"PYCSW_CONFIG": str(settings)}, folder):
        yield url


def geoapi_settings(url: str, port: int, features: Path, records: Path) -> dict:
    extent = {"spatial": {"bbox": [2.5, 50.6, 6, 51.6], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}
    link = {"type": "text/html", "rel": "about", "title": "stad", "href": "https://stad.gent"}
    shared = {"type": "collection", "keywords": ["groen"], "links": [link], "extents": extent}
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port},
            "url": url,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["nl-BE"],
            "limits": {"default_items": 10, "max_items": 10},
            "map": {"url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png", "attribution": "OSM"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": "Stad",
                "description": "Alles",
                "keywords": ["stad"],
                "keywords_type": "theme",
                "terms_of_service": "https://creativecommons.org/publicdomain/zero/1.0/",
                "url": "https://stad.gent",
            },
            "license": {"name": "CC0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
            "provider": {"name": "Stad Gent", "url": "https://stad.gent"},
            "contact": {"name": "GIS", "email": "gis@stad.gent"},
        },
        "resources": {
            "parken": {
                **shared,
                "title": "Parken",
                "description": "Parken en plantsoenen",
                "providers": [{"type": "feature", "name": "GeoJSON", "data": str(features), "id_field": "id"}],
            },
            "catalogus": {
                **shared,
                "title": "Catalogus",
                "description": "Beschrijvingen",
                "providers": [
                    {"type": "record", "name": "TinyDBCatalogue", "data": str(records), "id_field": "externalId", "time_field": "updated"}
                ],
            },
        },
    }


@contextlib.contextmanager
def pygeoapi(folder: Path, features: Path, records: list[dict]) -> Iterator[str]:
    """Serve GeoJSON as OGC API Features and records as OGC API Records with pygeoapi, ten at a time; yield its address."""
    programs = environment_of("pygeoapi")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    database, settings, description = folder / "records.db", folder / "geoapi.json", folder / "openapi.yml"
    database.write_text(json.dumps({"_default": {str(number): record for number, record in enumerate(records, 1)}}))
    settings.write_text(json.dumps(geoapi_settings(url, port, features, database)))
    environment = {"PYGEOAPI_CONFIG": str(settings), "PYGEOAPI_OPENAPI": str(description)}
    program = str(programs / "pygeoapi")
    generate = [program, "openapi", "generate", str(settings), "--output-file", str(description)]
    subprocess.run(generate, env={**os.environ, **environment}, cwd=folder, check=True, capture_output=True)
    with running([program, "serve"], f"{url}/conformance?f=json", environment, folder):
        yield url
