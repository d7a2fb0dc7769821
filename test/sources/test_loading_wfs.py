"""WFS: every feature once whatever the server does to its pages; what is asked of it is no more than is wanted."""

import sqlite3
from dataclasses import replace

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import Heard, record
from opgavenkaart.test.support.servers_ogc import mapserver
from opgavenkaart.test.support.servers_replay import replay
from opgavenkaart.test.support.servers_wfs import DEGREES, WfsServer
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle

pytestmark = pytest.mark.usefixtures("qgis_app")
CORNER = QgsReferencedRectangle(QgsRectangle(99999, 189999, 100205, 190095), QgsCoordinateReferenceSystem("EPSG:31370"))


def trees(url, filter="", **more):
    options = {"filter": filter} if filter else {}
    return record("wfs", f"{url}/wfs", "stad:bomen", key="code", options=options, **{"crs": "EPSG:31370", "geometry": "point"} | more)


def load(server, *, heard=None, fields=None, extent=None, **more):
    """Return what was loaded from a server, and the questions about features that it got."""
    with replay({"/wfs": server}) as web:
        loaded = load_record(trees(web.url, **more), fields, extent, progress=heard or Heard())
        return loaded, [query for _, query, _ in web.requests if query.get("request") == "GetFeature"]


def check_all(loaded, total):
    table = loaded.features.table.sort_values("n")
    assert table["n"].tolist() == list(range(total)) and table["code"].tolist() == [f"c{n}" for n in range(total)]


@pytest.mark.parametrize("turns", [False, True], ids=["steady", "turning"])
@pytest.mark.parametrize("counts", [True, False], ids=["counts", "counts no further than its cap"])
@pytest.mark.parametrize("version", ["2.0.0", "1.1.0"])
def test_everything_once_past_the_cap(turns, counts, version):
    if turns and not counts:
        pytest.skip("nobody can know what such a server keeps to itself")
    heard = Heard()
    loaded, _ = load(WfsServer(95, turns=turns, counts=counts, version=version), heard=heard)
    check_all(loaded, 95)
    assert heard.warnings == [] and loaded.counts.given == 95
    np.testing.assert_allclose(shapely.get_x(loaded.features.geometry), 100000 + 10 * loaded.features.table["n"])


def test_a_service_without_pages_is_asked_part_by_part():
    heard = Heard()

    class WithoutPages(WfsServer):
        def __call__(self, query, before):
            return super().__call__({name: value for name, value in query.items() if name != "startindex"}, before)

    loaded, asked = load(WithoutPages(95), heard=heard)
    check_all(loaded, 95)
    assert heard.warnings == [] and any("bbox" in query for query in asked)


def test_a_line_that_only_its_bounding_box_brings_into_the_extent_is_not_missed():
    """Each line runs from its tree to the north-west: those that begin beyond the extent's corner reach it with their box alone."""
    heard = Heard()

    class Lines(WfsServer):
        def __call__(self, query, before):
            answer = super().__call__(query, before)
            return replace(answer, content=answer.content.replace(b"PointPropertyType", b"CurvePropertyType"))

        def feature(self, n, before):
            x, y = self.place(n)
            line = super().feature(n, before).replace("gml:Point", "gml:LineString")
            return line.replace(f"<gml:pos>{x} {y}</gml:pos>", f"<gml:posList>{x} {y} {x - 60} {y + 60}</gml:posList>")

        def inside(self, n, query):
            x, y = self.place(n)
            return "bbox" not in query or (x - 60 <= 100015 and y <= 190055)

    corner = QgsReferencedRectangle(QgsRectangle(100000, 190000, 100015, 190055), QgsCoordinateReferenceSystem("EPSG:31370"))
    loaded, _ = load(Lines(10), heard=heard, extent=corner, geometry="line")
    assert sorted(loaded.features.table["n"]) == [0, 1, 2, 3]  # where x + y is 290000 + 20 n: from n = 4 on past the corner, 290070
    assert heard.warnings == []


def test_made_up_ids_are_no_reason_to_drop_features():
    check_all(load(WfsServer(35, new_ids=True))[0], 35)


def test_filter_columns_and_extent_go_to_the_server():
    loaded, asked = load(WfsServer(95), fields=["code"], extent=CORNER, filter="\"n\" >= 3 AND \"code\" IN ('c3', 'c4', 'c<5')")
    assert loaded.features.table["code"].tolist() == ["c3", "c4"] and loaded.counts.given == 2
    assert {query["propertyname"] for query in asked if "resulttype" not in query} == {"code,n,geom"}
    for query in asked:
        assert "<fes:PropertyIsGreaterThanOrEqualTo><fes:ValueReference>n</fes:ValueReference><fes:Literal>3<" in query["filter"]
        assert "c&lt;5" in query["filter"] and "99999 189999" in query["filter"] and "bbox" not in query


def test_the_extent_alone_goes_as_such():
    loaded, asked = load(WfsServer(95), extent=CORNER)
    check_all(loaded, 21)
    assert loaded.counts.given == 21 and all(query["bbox"].startswith("99999,189999,100205,190095,urn") for query in asked)


@pytest.mark.parametrize("refuses", ["filter", "propertyname", "sortby"])
def test_refused_parameters(refuses):
    loaded, _ = load(WfsServer(35, refuses=refuses), fields=["code", "n"], filter='"n" >= 30')
    assert sorted(loaded.features.table["n"]) == [30, 31, 32, 33, 34]


def test_degrees_come_and_go_in_the_servers_order():
    extent = QgsReferencedRectangle(QgsRectangle(3.0095, 50.9, 3.0305, 51.1), QgsCoordinateReferenceSystem("EPSG:4326"))
    loaded, asked = load(WfsServer(95, srs=DEGREES), extent=extent, crs="EPSG:4326")
    assert sorted(loaded.features.table["n"]) == list(range(10, 31)) and loaded.counts.given == 21
    assert asked[0]["bbox"].startswith("50.9,3.0095,51.1,3.0305,urn")
    np.testing.assert_allclose(shapely.get_x(loaded.features.geometry), 3 + loaded.features.table["n"] / 1000)


def test_the_records_system_is_asked_for_where_the_server_has_it():
    with replay({"/wfs": WfsServer(5)}) as web:
        load_record(trees(web.url, crs="EPSG:3812"))
        assert {query["srsname"] for _, query, _ in web.requests if "srsname" in query} == {"urn:ogc:def:crs:EPSG::3812"}


@pytest.mark.parametrize(
    ("layer", "sentence"),
    [("stad:boom", r"gives no layer 'stad:boom'\. Correct 'layer' of its source in the catalogue; the service has: stad:bomen\.")],
)
def test_a_layer_that_is_not_there(layer, sentence):
    with replay({"/wfs": WfsServer(5)}) as web, pytest.raises(OpgaveError, match=sentence):
        load_record(record("wfs", f"{web.url}/wfs", layer, geometry="point"))


@pytest.fixture(scope="module")
def addresses(tmp_path_factory):
    """Real addresses of Ghent with an id of their own, as a GeoPackage."""
    path = tmp_path_factory.mktemp("addresses") / "adressen.gpkg"
    sql = f"SELECT geom, 'a' || fid AS id, STREET_NL AS straat, HUISNR AS nummer, fid AS volgnummer FROM adressen LIMIT {count(20_000)}"
    source = str(data_folder("gent/adressen-crab2013-gent.gpkg") / "gent/adressen-crab2013-gent.gpkg")
    gdal.VectorTranslate(str(path), source, SQLStatement=sql, layerName="adressen", format="GPKG")
    return path


def test_addresses_of_a_mapserver_that_gives_and_counts_no_more_than_its_cap(addresses, tmp_path):
    with sqlite3.connect(addresses) as database:
        known = dict(database.execute("SELECT id, straat FROM adressen"))
        street, most = database.execute("SELECT straat, count(*) FROM adressen GROUP BY straat ORDER BY 2 DESC LIMIT 1").fetchone()
    with mapserver(tmp_path, addresses, "adressen", "id", 300, "POINT") as url:
        made = {"geometry": "point", "crs": "EPSG:31370", "key": "id"}
        loaded = load_record(record("wfs", url, "ms:adressen", **made))
        one = load_record(record("wfs", url, "ms:adressen", options={"filter": f"\"straat\" = '{street}'"}, **made), ["id"])
    table = loaded.features.table
    assert len(table) == len(known) and dict(zip(table["id"], table["straat"], strict=True)) == known
    assert len(one.features) == most == one.counts.given
