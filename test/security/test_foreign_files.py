"""Files from elsewhere as inputs of algorithms: what leads to other files or servers, or is larger than it looks, is one sentence."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.trust import Trust, keep_decisions
from opgavenkaart.processing.sources.store.folder import FolderStore
from opgavenkaart.processing.sources.trust import use_decisions
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.rasters import write_raster
from opgavenkaart.test.support.servers_replay import Answer, replay
from opgavenkaart.test.support.timetables import feed
from opgavenkaart.test.support.town import squares, write_gpkg
from osgeo import gdal
from qgis.core import QgsProcessingException

from .test_opening import virtual, virtual_picture
from .test_stores import LINKS, put

CRS = "EPSG:31370"


@pytest.fixture
def nobody_trusts(run_algorithm, tmp_path):
    """Nothing is trusted, and what is accepted is kept in a folder of this test: said last, for the plugin says otherwise when it loads."""
    keep_decisions(Trust, lambda: tmp_path / "profile" / "trust")
    yield
    use_decisions()


@pytest.fixture
def server(qgis_app):
    """A server inside the network, which collects what it is asked."""
    with replay({}) as one:
        one.asked = []
        one.answer = lambda path, query, headers: one.asked.append(path) or Answer(b"{}")
        yield one


@pytest.fixture
def places(qgis_app):
    return memory_layer("Point", [("POINT(100000 190000)", "a")], "code:string", crs=CRS)


def asked(folder: Path, mailed: Path, good) -> dict[str, dict]:
    """Return the parameters of algorithms that take a file that came by mail as a layer."""
    out = {"OUTPUT": str(folder / "out.gpkg")}
    return {
        "match_registers": {"INPUT": good, "INPUT_2": str(mailed), **out},
        "assess_quality": {"INPUT": str(mailed), **out},
        "make_publishable": {
            "INPUT": str(mailed),
            "PUBLISHER": "Stad",
            "CONTACT": "a@b.be",
            "LICENCE": "CC0",
            "OUTPUT_FOLDER": str(folder),
        },
        "map_coalitions": {"CLUSTERS": str(mailed), "ACTORS": good, "OUTPUT_ACTORS": str(folder / "out.gpkg")},
        "travel_times": {"ORIGINS": str(mailed), "DESTINATIONS": good, "MEANS": "straight", **out},
        "raster_to_units": {"UNITS": str(mailed), "RASTER": str(mailed), **out},
        "add_record": {"INPUT": str(mailed), "CATALOGUE": str(folder / "own.json"), **out},
    }


@pytest.mark.parametrize("name", sorted(asked(Path(), Path(), None)))
@pytest.mark.parametrize("ending", ["geojson", "gpkg", "csv"])
def test_a_layer_that_is_a_virtual_file_is_refused(nobody_trusts, run_algorithm, server, places, tmp_path, name, ending):
    """QGIS itself opens what is given as a layer; whatever it makes of it, nothing is asked and nothing of another file comes out."""
    mailed = tmp_path / "mail" / f"a.{ending}"
    mailed.parent.mkdir()
    mailed.write_text(virtual(server.url), encoding="utf-8")
    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm(name, asked(tmp_path, mailed, places)[name])
    assert "Traceback" not in str(caught.value)
    assert server.asked == [] and not (tmp_path / "out.gpkg").exists() and not (tmp_path / "own.json").exists()


@pytest.mark.parametrize("parameter", ["RASTER", "WEIGHT_RASTER"])
def test_a_raster_that_is_a_virtual_one_is_refused(run_algorithm, server, tmp_path, parameter):
    units = memory_layer("Polygon", [("POLYGON((0 0, 200 0, 200 100, 0 100, 0 0))",)], crs=CRS)
    (tmp_path / "a.tif").write_text(virtual_picture(server.url), encoding="utf-8")
    good = write_raster(tmp_path / "good.tif", np.array([[20.0, 30.0]]), 0.0, 100.0, 100.0)
    rasters = {"RASTER": good, parameter: str(tmp_path / "a.tif")}
    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("raster_to_units", {"UNITS": units, **rasters, "OUTPUT": str(tmp_path / "out.gpkg")})
    assert "Traceback" not in str(caught.value) and server.asked == [] and not (tmp_path / "out.gpkg").exists()


def test_a_virtual_file_that_says_so_by_its_name_is_what_somebody_chose(run_algorithm, tmp_path):
    write_gpkg(tmp_path / "own.gpkg", "own", list(squares(2, 2)))
    source = f"<SrcDataSource>{tmp_path / 'own.gpkg'}</SrcDataSource>"
    chosen = tmp_path / "chosen.vrt"
    chosen.write_text(f"<OGRVRTDataSource><OGRVRTLayer name='own'>{source}</OGRVRTLayer></OGRVRTDataSource>", encoding="utf-8")
    assert run_algorithm("assess_quality", {"INPUT": str(chosen), "OUTPUT": "memory:"})["SCORE"] > 0
    chosen.rename(tmp_path / "parks.shp")
    with pytest.raises(QgsProcessingException, match="parks.shp' holds no data but leads elsewhere"):
        run_algorithm("assess_quality", {"INPUT": str(tmp_path / "parks.shp"), "OUTPUT": "memory:"})


def test_a_raster_of_a_million_by_a_million_cells_is_read_where_units_are(run_algorithm, tmp_path):
    """A file of some kilobytes can say that it has a billion billion cells."""
    path = str(tmp_path / "huge.tif")
    options = ["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=4096", "BLOCKYSIZE=4096", "BIGTIFF=YES"]
    made = gdal.GetDriverByName("GTiff").Create(path, 300_000, 300_000, 1, gdal.GDT_Byte, options)
    made.SetGeoTransform((0.0, 1.0, 0.0, 300_000.0, 0.0, -1.0))
    made.SetProjection(memory_layer("Point", [], crs=CRS).crs().toWkt())
    made = None
    assert Path(path).stat().st_size < 1_000_000
    units = memory_layer("Polygon", [("POLYGON((9 9, 99 9, 99 99, 9 99, 9 9))",)], crs=CRS)
    ran = run_algorithm("raster_to_units", {"UNITS": units, "RASTER": path, "OUTPUT": "memory:"})
    assert ran["UNIT_COUNT"] == 1


@pytest.mark.parametrize(
    "made",
    [
        lambda path: path.write_bytes(b"PK\x03\x04" + b"\x00" * 90),
        lambda path: path.write_text("<html>", encoding="utf-8"),
        lambda path: feed(path, frequencies="trip_id,start_time,end_time,headway_secs\n" + "t1,00:00:00,71:00:00,1\n" * 1000),
        lambda path: feed(path, stop_times="\x00\x00,\n" * 9),
    ],
)
def test_a_timetable_that_is_none_is_one_sentence(run_algorithm, places, tmp_path, made):
    made(tmp_path / "feed.zip")
    given = {"ORIGINS": places, "DESTINATIONS": places, "MEANS": "transit", "GTFS": [str(tmp_path / "feed.zip")], "DAY": "2026-06-02"}
    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("travel_times", {**given, "OUTPUT": str(tmp_path / "out.gpkg")})
    assert "timetable" in str(caught.value) and "Traceback" not in str(caught.value) and not (tmp_path / "out.gpkg").exists()


def passwd(**more) -> dict:
    head = {"id": "passwd", "title": {"nl": "x"}, "publisher": {"name": "x", "kind": "private"}, "geometry": "none"}
    return head | {"source": {"kind": "csv", "path": "/etc/passwd"}} | more


def test_a_catalogue_beside_a_mailed_table_does_not_become_ones_own(nobody_trusts, run_algorithm, tmp_path):
    """A file is added to ``own_catalogue.json`` beside it, which may have come by the same mail."""
    (tmp_path / "a.csv").write_text("code;n\na;1\n", encoding="utf-8")
    mailed = tmp_path / "own_catalogue.json"
    mailed.write_text(json.dumps({"records": [passwd()]}), encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="/etc/passwd.*nobody here accepted|nobody here accepted.*/etc/passwd"):
        run_algorithm("add_record", {"INPUT": str(tmp_path / "a.csv"), "OUTPUT": "memory:"})
    public = {"kind": "csv", "path": "https://rebound.example.org/a.csv"}
    mailed.write_text(json.dumps({"records": [passwd(id="rebound", source=public)]}), encoding="utf-8")
    run_algorithm("add_record", {"INPUT": str(tmp_path / "a.csv"), "OUTPUT": "memory:"})
    assert read_catalogue(mailed).own["rebound"].foreign


def test_what_a_mailed_catalogue_says_is_exported_as_words(nobody_trusts, run_algorithm, tmp_path):
    """Nothing of a file elsewhere, no key, and no markup but the document's own."""
    shown = passwd(
        id="shown", title={"nl": "<script>x</script>&amp;\u202e"}, source={"kind": "csv", "path": "https://x.be/a.csv?key=geheim"}
    )
    (tmp_path / "mailed.json").write_text(json.dumps({"records": [passwd(), shown]}), encoding="utf-8")
    for format in ("dcat", "iso", "records"):
        out = tmp_path / format
        asked = {"CATALOGUE": str(tmp_path / "mailed.json"), "FORMAT": format, "CONTACT": "a@b.be", "PUBLISHER": "Stad"}
        try:
            run_algorithm("export_catalogue", {**asked, "OUTPUT_FOLDER": str(out)})
        except QgsProcessingException as error:
            assert "Traceback" not in str(error)
        texts = [path.read_text(encoding="utf-8") for path in out.rglob("*") if path.is_file()] if out.exists() else []
        assert not any("/etc/passwd" in text or "geheim" in text for text in texts)
        assert not any("<script>" in text for text in texts if text.lstrip().startswith("<"))


@pytest.mark.parametrize("id", ["../../../x", "/tmp/x", "a/b", "..", "a\x00b", "C:x"])
def test_a_first_map_of_a_mailed_challenge_stays_in_its_folder(nobody_trusts, run_algorithm, demo_city, tmp_path, id):
    source = next((Path(demo_city["CATALOGUE"]).parents[0]).glob("*.json"))
    assert source
    challenge = {"id": id, "title": {"nl": "x"}, "indicators": []}
    (tmp_path / "mail.json").write_text(json.dumps(challenge), encoding="utf-8")
    given = {"MUNICIPALITY": "Halle", "CHALLENGE": str(tmp_path / "mail.json"), "CATALOGUE": demo_city["CATALOGUE"]}
    was_there = Path("/tmp/x").exists()
    with pytest.raises(QgsProcessingException, match=r'mail.json, id: ".*" does not have the form'):
        run_algorithm("first_map", {**given, "OUTPUT_FOLDER": str(tmp_path / "out" / "map")})
    assert not (tmp_path / "x").exists() and Path("/tmp/x").exists() == was_there


@LINKS
@pytest.mark.parametrize("linked", ["layers/points", "layers"])
def test_what_is_withdrawn_from_a_hostile_store_is_in_the_store(run_algorithm, tmp_path, linked):
    """A link in place of a folder, or a version that names another file: nothing elsewhere goes."""
    others, store = tmp_path / "others", tmp_path / "store"
    put(FolderStore(store))
    shutil.move(store / linked, others)
    (store / linked).symlink_to(others, target_is_directory=True)
    before = sorted(path.name for path in others.rglob("*"))
    with pytest.raises(QgsProcessingException, match="link to another place"):
        run_algorithm("withdraw_version", {"STORE": str(store), "RECORD_ID": "points", "VERSION": "1", "REASON": "x"})
    assert sorted(path.name for path in others.rglob("*")) == before


def test_nor_does_a_version_that_names_another_file_take_it_away(run_algorithm, tmp_path):
    store = tmp_path / "store"
    put(FolderStore(store))
    write_gpkg(tmp_path / "mine.gpkg", "mine", list(squares(1, 1)))
    path = store / "layers" / "points" / "v1.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"data": "../../../mine.gpkg"}), encoding="utf-8")
    try:
        run_algorithm("withdraw_version", {"STORE": str(store), "RECORD_ID": "points", "VERSION": "1", "REASON": "x"})
    except QgsProcessingException as error:
        assert "Traceback" not in str(error)
    assert (tmp_path / "mine.gpkg").exists()


@pytest.mark.parametrize(
    "document", [{"folders": "x"}, {"hashes": ["x"]}, {"hosts": [1]}, [], {"trust": True}, {"folders": ["\x00"]}, {"folders": ["a" * 9000]}]
)
def test_a_trust_file_of_any_shape_grants_nothing(nobody_trusts, run_algorithm, tmp_path, document):
    (tmp_path / "mailed.json").write_text(json.dumps({"records": [passwd()]}), encoding="utf-8")
    (tmp_path / "trust.json").write_text(json.dumps(document), encoding="utf-8")
    asked = {"CATALOGUE": str(tmp_path / "mailed.json"), "RECORDS": "passwd", "TRUST": str(tmp_path / "trust.json")}
    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("load_layers", {**asked, "OUTPUT": str(tmp_path / "out.gpkg")})
    assert "Traceback" not in str(caught.value) and not (tmp_path / "out.gpkg").exists()


def test_a_manifest_says_of_no_folder_where_its_sources_lie(nobody_trusts, run_algorithm, demo_bundle, tmp_path):
    """``sources`` of a manifest from elsewhere leads nowhere; SOURCES that the user gives does."""
    folder = tmp_path / "mailed"
    shutil.copytree(Path(demo_bundle("warm_homes")["MANIFEST"]).parent, folder)
    path = folder / "manifest.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["sources"] = ["/etc", "../..", "//share/x"]
    path.write_text(json.dumps(document), encoding="utf-8")
    asked = {"BUNDLE": str(folder), "OUTPUT_FOLDER": str(tmp_path / "again")}
    with pytest.raises(QgsProcessingException, match="the file '.*/mailed/demo_city.gpkg' does not exist"):
        run_algorithm("repeat_bundle", asked)
    assert not (tmp_path / "again" / "manifest.json").exists()


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"logo": "/etc/passwd"}, "the logo '/etc/passwd', which is not in the theme's own folder"),
        ({"logo": "../x.png"}, "the logo '../x.png', which is not in the theme's own folder"),
        ({"colours": 1}, "theme.json, colours: 1 is not of type object"),
        ([], r"theme.json: \[\] is not of type object"),
        ({"font": "x" * 99_999}, "theme.json: the key 'font' is unknown"),
    ],
)
def test_a_house_style_from_elsewhere_brings_no_other_file(nobody_trusts, run_algorithm, demo_city, tmp_path, document, sentence):
    (tmp_path / "mail").mkdir()
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n\x1a\nprivate")
    (tmp_path / "mail" / "theme.json").write_text(json.dumps(document), encoding="utf-8")
    given = {"CHALLENGE": "warm_homes", "CATALOGUE": demo_city["CATALOGUE"], "THEME": str(tmp_path / "mail" / "theme.json")}
    keep_decisions(lambda: Trust(folders=(str(Path(demo_city["CATALOGUE"]).parent.resolve()),)), lambda: tmp_path / "profile" / "trust")
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("integrated_map", {**given, "OUTPUT_FOLDER": str(tmp_path / "map")})
    assert not (tmp_path / "map" / "manifest.json").exists()
