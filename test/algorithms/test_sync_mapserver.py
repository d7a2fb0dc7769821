"""A WFS that gives no validators, synced again and again: MapServer, what it is asked, and how many bytes it sends."""

import json
import sqlite3

import pytest
from opgavenkaart.processing.sources.store.folder import FolderStore
from opgavenkaart.test.support.servers_ogc import mapserver
from osgeo import ogr

TREES = 3000


def trees(path, dates: bool) -> None:
    """Write trees in a GeoPackage, with a day each or none."""
    data = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    reference = ogr.osr.SpatialReference()
    reference.ImportFromEPSG(31370)
    layer = data.CreateLayer("bomen", reference, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("code"))
    layer.CreateField(ogr.FieldDefn("hoogte", ogr.OFTInteger))
    if dates:
        layer.CreateField(ogr.FieldDefn("gewijzigd", ogr.OFTDate))
    layer.StartTransaction()
    for number in range(TREES):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["code"], feature["hoogte"] = f"c{number}", number % 30
        if dates:
            feature["gewijzigd"] = f"2024-01-{number % 28 + 1:02}"
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT({100000 + number % 60} {190000 + number // 60})"))
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def change(path, sql: str) -> None:
    """Change a value; the triggers of the table's index, which SQLite alone cannot run, play no part in that."""
    with sqlite3.connect(path) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute(sql)


@pytest.fixture
def served(request, qgis_app, tmp_path):
    """The trees on MapServer: their file, what was sent, and what syncs them."""
    run_algorithm, sent, path = request.getfixturevalue("run_algorithm"), [], tmp_path / "bomen.gpkg"
    trees(path, dates=request.param)
    with mapserver(tmp_path, path, "bomen", "code", 1000, "POINT", sent) as url:
        said = {"title": {"nl": "Bomen"}, "publisher": {"name": "Stad", "kind": "city"}, "licence": {"name": "CC0"}, "geometry": "point"}
        record = {"id": "bomen", "source": {"kind": "wfs", "path": url, "layer": "ms:bomen"}, "crs": "EPSG:31370", "key": "code", **said}
        (tmp_path / "catalogue.json").write_text(json.dumps({"records": [record]}))
        inputs = {"CATALOGUE": str(tmp_path / "catalogue.json"), "STORE": str(tmp_path / "store"), "REPORT": str(tmp_path / "report.html")}

        def sync():
            sent.clear()
            ran = run_algorithm("sync_store", inputs)
            counts = tuple(ran[f"{name}_COUNT"] for name in ("UPDATED", "UNCHANGED", "FAILED"))
            return counts, sum(size for _, size in sent)

        yield path, sync


@pytest.mark.parametrize("served", [True], indirect=True)
def test_with_dates_only_what_changed_is_fetched(served, tmp_path):
    path, sync = served
    counts, whole = sync()
    assert counts == (1, 0, 0)
    counts, looked = sync()
    assert counts == (0, 1, 0)
    assert looked < 0.01 * whole
    change(path, "UPDATE bomen SET hoogte = 99, gewijzigd = '2024-02-01' WHERE code = 'c7'")
    counts, again = sync()
    assert counts == (1, 0, 0)
    version = FolderStore(tmp_path / "store").current("bomen")
    assert (version.number, version.features, version.inserted, version.changed, version.deleted) == (2, TREES, 0, 1, 0)
    assert again > 0.9 * whole
    store = FolderStore(tmp_path / "store")
    kept = store.read("bomen", store.record("bomen", version), version.data).table
    assert set(kept) == {"code", "hoogte", "gewijzigd"}
    assert kept.set_index("code").loc["c7", "gewijzigd"].isoformat().startswith("2024-02-01")


@pytest.mark.parametrize("served", [False], indirect=True)
def test_without_dates_it_is_fetched_whole_and_the_report_says_so(served, tmp_path):
    path, sync = served
    _, whole = sync()
    counts, again = sync()
    assert counts == (0, 1, 0)
    assert again > 0.9 * whole
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "does not indicate changes" in report or "geeft geen wijzigingen aan" in report
    change(path, "UPDATE bomen SET hoogte = 99 WHERE code = 'c7'")
    assert sync()[0] == (1, 0, 0)
    assert FolderStore(tmp_path / "store").current("bomen").changed == 1
