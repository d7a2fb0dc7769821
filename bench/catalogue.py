"""Catalogues: two thousand full records read, watched on fifty hosts, and a capped service loaded to the last address."""

from __future__ import annotations

import atexit
import contextlib
import datetime
import json
import os
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path

from opgavenkaart.bench.harness import ROOT, Case, at_most, start_qgis, times_as_fast

TITLE = "Catalogue"
RECORDS, HOSTS, DEAD_HOSTS = 2000, 50, 10
ADDRESSES = "gent/adressen-crab2013-gent.gpkg"
CAP = 10_000
"""Features that the service gives at a time."""
API = "stad/ogcapi"
"""Where MapServer's OGC API Features stands."""
STACK = contextlib.ExitStack()
"""Keeps the servers of this process running until it ends; it stops them while their threads still run."""
atexit.register(STACK.close)


def cases(quick: bool) -> list[Case]:
    """The addresses only where the real data and MapServer are."""
    found = [
        Case(f"{RECORDS:,} full records read", catalogue_file, read, quick_repeat=3, repeat=5, goal=at_most(0.2)),
        Case(f"{RECORDS:,} records on {HOSTS} hosts watched, {DEAD_HOSTS} of them dead", hosts, watched, goal=at_most(20)),
    ]
    if quick or addresses() is None:
        return found
    twice = {"peer_name": "ogr2ogr", "repeat": 3, "goal": times_as_fast(0.5)}
    task = "93,661 addresses from {} that gives 10,000 at a time"
    return [
        *found,
        Case(task.format("a WFS"), service, partial(loaded, "wfs"), partial(converted, "wfs"), **twice),
        Case(task.format("an OGC API Features"), service, partial(loaded, "oapif"), partial(converted, "oapif"), **twice),
    ]


def folder() -> Path:
    """Return a folder that is gone after this process."""
    return Path(STACK.enter_context(tempfile.TemporaryDirectory(prefix="opgavenkaart-bench-")))


def full_record(number: int) -> dict:
    """Return a record with all that metadata after ISO 19139 say, as a harvest writes it."""
    marks = "title.nl title.en description.nl publisher sectors theme licence contact source crs date lineage"
    fields = {name: {"from": [name.upper(), name], "title": {"nl": name}, "unit": "m"} for name in ("code", "length")}
    return {
        "id": f"md:4e20bf9c-{number}",
        "title": {"nl": f"Boringen {number}", "en": f"Borings {number}"},
        "description": {"nl": "Alle boringen in de ondergrond van Vlaanderen. " * 10},
        "publisher": {"name": "Databank Ondergrond Vlaanderen", "kind": "flemish"},
        "sectors": ["environment"],
        "theme": "soil",
        "licence": {"name": "Modellicentie Gratis Hergebruik", "url": "https://example.com/licence"},
        "redistribution": "yes",
        "contact": "info@example.com",
        "source": {"kind": "wfs", "path": "https://example.com/geoserver/wfs", "layer": f"dov-pub:Boringen{number}"},
        "crs": "EPSG:31370",
        "geometry": "unknown",
        "key": "code",
        "fields": fields,
        "update_rhythm": "P1Y",
        "date": "2026-02-24",
        "lineage": "Ingevoerd uit dossiers en boorstaten. " * 8,
        "harvested": {"from": "https://example.com/csw", "marks": dict.fromkeys(marks.split(), "0123456789ab")},
    }


def catalogue_file() -> Path:
    import opgavenkaart.processing.model.catalogue  # noqa: F401

    path = folder() / "catalogue.json"
    path.write_text(json.dumps({"records": [full_record(number) for number in range(RECORDS)]}), encoding="utf-8")
    return path


def read(path: Path) -> int:
    from opgavenkaart.processing.model.catalogue import read_catalogue

    return len(read_catalogue(path).records)


def hosts() -> list:
    """Return records on servers that answer and on some that take a connection and say nothing."""
    start_qgis()
    from opgavenkaart.processing.model.record import LayerRecord, Publisher, Source
    from opgavenkaart.processing.model.text import Text
    from opgavenkaart.test.support.servers_replay import Answer, replay

    content = b"sector_code;inhabitants\r\n44021A00;12\r\n"
    answers = [Answer(content, "text/csv")] * (HOSTS - DEAD_HOSTS) + [Answer(fault="silent")] * DEAD_HOSTS
    urls = [STACK.enter_context(replay({"/x.csv": one}, address=f"127.0.1.{place}")).url for place, one in enumerate(answers, 1)]
    sources = [Source("csv", f"{urls[number % HOSTS]}/x.csv?{number}") for number in range(RECORDS)]
    return [LayerRecord(f"r{number}", Text(nl="x"), Publisher("x", "city"), source) for number, source in enumerate(sources)]


def watched(records: list) -> str:
    from opgavenkaart.processing.model.catalogue import Catalogue
    from opgavenkaart.processing.sources.network import Limits
    from opgavenkaart.processing.sources.watch import Verdict, watch

    checked = watch(records, Catalogue(), {}, datetime.date(2026, 1, 1), Limits(seconds=5.0))
    return f"{sum(one.verdict == Verdict.OK for one in checked)} of {len(checked)} answer"


def addresses() -> Path | None:
    """Return the real addresses; None where the data or MapServer are absent."""
    path = Path(os.environ.get("OPGAVENKAART_DATA") or ROOT.parent / "shared" / "data", ADDRESSES)
    return path if path.exists() and shutil.which("mapserv", path=f"{os.environ['PATH']}:/usr/lib/cgi-bin") else None


def service() -> str:
    """Serve the addresses, each with an id of its own, with MapServer; return its address."""
    start_qgis()
    from opgavenkaart.test.support.servers_ogc import mapserver

    here = folder()
    path = here / "addresses.gpkg"
    sql = "SELECT geom, 'a' || fid AS address_id, STREET_NL AS street, HUISNR AS house_number FROM adressen"
    subprocess.run(["ogr2ogr", str(path), str(addresses()), "-nln", "addresses", "-sql", sql], check=True)
    return STACK.enter_context(mapserver(here, path, "addresses", "address_id", CAP, "POINT"))


def loaded(kind: str, url: str) -> int:
    from opgavenkaart.processing.model.record import LayerRecord, Publisher, Source
    from opgavenkaart.processing.model.text import Text
    from opgavenkaart.processing.sources.loading import load_record

    source = Source("wfs", url, "ms:addresses") if kind == "wfs" else Source("oapif", f"{url}{API}", "addresses")
    record = LayerRecord("addresses", Text(nl="x"), Publisher("x", "city"), source, crs="EPSG:31370", geometry="point", key="address_id")
    return load_record(record).features.table["address_id"].nunique()


def converted(kind: str, url: str) -> int:
    """Load the same service into a GeoPackage by GDAL's own program, in pages as large as the service allows."""
    from osgeo import ogr

    path = folder() / "out.gpkg"
    wfs = ["--config", "OGR_WFS_PAGE_SIZE", str(CAP), str(path), f"WFS:{url}", "ms:addresses"]
    oapif = ["-oo", f"PAGE_SIZE={CAP}", str(path), f"OAPIF:{url}{API}", "addresses"]
    subprocess.run(["ogr2ogr", *(wfs if kind == "wfs" else oapif)], check=True, stderr=subprocess.DEVNULL)
    data = ogr.Open(str(path))
    return data.GetLayer(0).GetFeatureCount()
