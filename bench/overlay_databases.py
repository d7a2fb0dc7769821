"""Overlay of ten layers beside databases that node all borders, polygonize them and label the faces.

The databases have the layers loaded and indexed beforehand; ours reads ten files. All three store the result.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import warnings
from contextlib import ExitStack
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest
import shapely
from opgavenkaart.bench.generated import city
from opgavenkaart.bench.harness import Case, Elsewhere, made_once, times_as_fast
from opgavenkaart.bench.overlay import laid, overlay
from opgavenkaart.test.support.servers import PASSWORD, USER, Database, postgis, postgres_folder

TITLE = "Overlay of ten layers beside databases"
LAYER_COUNT = 10
IDS = ", ".join(f"array_agg(id) FILTER (WHERE layer = {number}) AS ids_{number}" for number in range(LAYER_COUNT))
LABELS = "SELECT face, layer, id FROM layers JOIN points ON ST_Intersects(layers.geom, points.point)"
POSTGIS = f"""
CREATE TABLE faces AS SELECT row_number() OVER () AS face, geom FROM (SELECT (ST_Dump(ST_Polygonize(noded))).geom FROM
    (SELECT ST_UnaryUnion(ST_Collect(ST_Boundary(geom))) AS noded FROM layers) AS lines) AS parts;
CREATE TABLE points AS SELECT face, ST_PointOnSurface(geom) AS point FROM faces;
CREATE INDEX ON points USING gist (point);
ANALYZE points;
CREATE TABLE labels AS {LABELS};
CREATE TABLE result AS SELECT * FROM faces JOIN (SELECT face, {IDS} FROM labels GROUP BY face) AS labelled USING (face);
"""
SEDONA = {
    "lines": "SELECT ST_UnaryUnion(ST_Collect_Agg(ST_Boundary(geom))) AS geom FROM layers",
    "faces": "SELECT row_number() OVER () AS face, part.geom AS geom FROM (SELECT unnest(ST_Dump(ST_Polygonize(geom))) AS part FROM lines)",
    "points": "SELECT face, ST_PointOnSurface(geom) AS point FROM faces",
    "labels": LABELS,
    "result": f"SELECT * FROM faces JOIN (SELECT face AS labelled, {IDS} FROM labels GROUP BY face) ON face = labelled",
}


def cases(quick: bool) -> list[Case] | str:
    """M beside each database that is here, S in a quick run; a sentence where none is."""
    size = "S" if quick else "M"
    found = []
    if (server := server_version()) is not None:
        goal = None if quick else times_as_fast(2.5)
        found.append(Case(f"{size}, PostGIS", partial(with_postgis, size), ours, in_postgis, server, repeat=1, goal=goal))
    if find_spec("sedonadb"):
        goal = None if quick else times_as_fast(1.5)
        found.append(Case(f"{size}, SedonaDB", partial(with_sedona, size), ours, in_sedona, "Apache SedonaDB", goal=goal))
    return found or "neither PostGIS nor SedonaDB is installed here."


def server_version() -> str | None:
    """Return PostgreSQL's name and version where it and PostGIS are installed."""
    try:
        programs = postgres_folder()
    except pytest.skip.Exception:
        return None
    said = subprocess.run([str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True).stdout
    return f"PostGIS, PostgreSQL {said.split()[2]}"


def write_rows(size: str, folder: Path) -> None:
    """Write all polygons of a city as lines of text: layer, number, WKB in hexadecimals."""
    with (folder / "layers.csv").open("w", encoding="ascii") as file:
        file.write("layer,id,wkb\n")
        for layer, geometry in enumerate(city(size)):
            file.writelines(f"{layer},{row},{wkb}\n" for row, wkb in enumerate(shapely.to_wkb(geometry, hex=True)))


def rows(size: str) -> Path:
    return made_once(f"rows {size}", partial(write_rows, size)) / "layers.csv"


def with_postgis(size: str) -> tuple[list[str], Database]:
    """Return our layers, and a server with the same in one table, indexed; it stops when the process ends."""
    stack = ExitStack()
    atexit.register(stack.close)
    database = stack.enter_context(postgis())
    database.run("CREATE TABLE layers (layer int, id int, geom geometry)")
    database.run(rf"\copy layers FROM '{rows(size)}' CSV HEADER")
    database.run("CREATE INDEX ON layers USING gist (geom)")
    database.run("VACUUM ANALYZE layers")
    return laid(size), database


def in_postgis(prepared: tuple[list[str], Database]) -> Elsewhere:
    """Return the number of faces; the memory is that of the server's process at work."""
    memory = "SELECT count(*), substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\\s*(\\d+)') FROM result"
    where = ["-h", "127.0.0.1", "-p", str(prepared[1].port), "-U", USER, "-d", "postgres"]
    command = ["psql", "-q", "-At", "-v", "ON_ERROR_STOP=1", *where, "-c", POSTGIS, "-c", memory]
    said = subprocess.run(command, env=os.environ | {"PGPASSWORD": PASSWORD}, capture_output=True, text=True, check=True).stdout
    count, kilobytes = said.split("|")
    return Elsewhere(f"{count} faces", int(kilobytes) / 1024)


def with_sedona(size: str) -> tuple[list[str], object]:
    """Return our layers, and SedonaDB with the same in one table in memory."""
    import sedonadb
    from osgeo import ogr

    warnings.simplefilter("ignore")  # it misses PROJ, which nothing here needs
    session = sedonadb.connect()
    dataset = ogr.Open(str(rows(size)))
    session.create_data_frame(dataset.GetLayer(0)).to_memtable().to_view("texts")
    table = "SELECT CAST(layer AS INT) AS layer, CAST(id AS INT) AS id, ST_GeomFromWKB(decode(wkb, 'hex')) AS geom FROM texts"
    session.sql(table).to_memtable().to_view("layers")
    session.drop_view("texts")
    return laid(size), session


def in_sedona(prepared: tuple[list[str], object]) -> str:
    """Keep each step's table in memory, the result's too."""
    session = prepared[1]
    for name, sql in SEDONA.items():
        session.sql(sql).to_memtable().to_view(name)
    return f"{session.view('result').count()} faces"


def ours(prepared: tuple[list[str], object]) -> str:
    return overlay(0, prepared[0])
