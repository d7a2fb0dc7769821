"""Tables of a database as QGIS describes them, without a database: keys, geometry, names, addresses."""

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec, Source
from opgavenkaart.processing.sources.describing.address import HarvestAddress
from opgavenkaart.processing.sources.kinds.postgis import harvest
from opgavenkaart.processing.sources.kinds.postgis.load import database, key_columns
from opgavenkaart.test.support.layers import record
from qgis.core import Qgis, QgsAbstractDatabaseProviderConnection, QgsCoordinateReferenceSystem

pytestmark = pytest.mark.usefixtures("qgis_app")
TableProperty = QgsAbstractDatabaseProviderConnection.TableProperty
VIEW = QgsAbstractDatabaseProviderConnection.TableFlag.View
GIS = "host='db.example' dbname='gis' authcfg=abc1234"


def table(name="trees", keys=(), flags=None, kind=None, comment="", crs="EPSG:31370"):
    made = TableProperty()
    made.setTableName(name)
    made.setPrimaryKeyColumns(list(keys))
    if flags:
        made.setFlag(flags)
    if kind is not None:
        made.setGeometryColumn("geom")
        made.addGeometryColumnType(kind, QgsCoordinateReferenceSystem(crs))
    made.setComment(comment)
    return made


@pytest.mark.parametrize(
    ("keys", "flags", "key", "options", "found"),
    [
        (["a", "b"], None, "", {}, ["a", "b"]), (["a", "b"], None, "b", {}, ["a", "b"]), ([], None, "", {}, []),
        (["a", "b"], None, "", {"key": "c"}, ["c"]), (["a", "b", "c"], VIEW, "b", {}, ["b"]), (["a", "b"], VIEW, "", {}, ["a"]),
        (["a", "B_code"], VIEW, "code", {}, ["B_code"]), (["a", "b"], VIEW, "x", {}, ["a"]), ([], VIEW, "x", {}, []),
    ],
)  # fmt: skip
def test_columns_that_number_the_rows(keys, flags, key, options, found):
    source = record("postgis", GIS, "public.trees", options=options, key=key, fields={"code": FieldSpec(("B_code",))})
    assert key_columns(source, table(keys=keys, flags=flags)) == found


def test_a_connection_that_qgis_does_not_know():
    with pytest.raises(OpgaveError) as caught:
        database(record("postgis", "no such connection"))
    assert str(caught.value) == (
        "Layer 'Trial': QGIS knows no PostGIS connection 'no such connection'. Make it in the browser panel, or give a data source."
    )


def test_a_table_that_is_found():
    source = Source("postgis", GIS, auth="abc1234")
    found = harvest.read_found_layer("public", table(kind=Qgis.WkbType.MultiPolygon, comment="Alle bomen"), source)
    assert (found.identity, found.prefix, found.title, found.publisher_kind) == ("public.trees", "db.example-gis", "Alle bomen", "city")
    assert (found.crs, found.geometry, found.source) == ("EPSG:31370", "polygon", Source("postgis", GIS, "public.trees", "abc1234"))
    bare = harvest.read_found_layer("own", table(), Source("postgis", "team"))
    assert (bare.identity, bare.prefix, bare.title, bare.crs, bare.geometry) == ("own.trees", "team", "trees", "", "none")


def test_which_configuration_gives_access():
    assert [harvest.auth_of(HarvestAddress(address, auth)) for address, auth in ((GIS, ""), (GIS, "x"), ("team", ""), ("team", "y"))] == [
        "abc1234", "x", "", "y",
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["host=a password=geheim", "host=a PASSWORD='x'"])
def test_a_password_has_no_place_in_a_catalogue(address):
    with pytest.raises(
        OpgaveError, match="^The address of the database holds a password, which a catalogue would show: make an authentication"
    ):
        list(harvest.harvest_postgis(HarvestAddress(address)))


def test_a_database_that_does_not_answer():
    with pytest.raises(OpgaveError, match=r"^The database host=127\.0\.0\.1 port=1 dbname=x connect_timeout=1 cannot be read \("):
        list(harvest.harvest_postgis(HarvestAddress("host=127.0.0.1 port=1 dbname=x connect_timeout=1")))


def test_tables_of_every_schema_but_those_of_the_database_itself(monkeypatch):
    class Connection:
        def schemas(self):
            return ["public", "pg_toast", "pg_temp_1", "pg_catalog", "information_schema", "topology", "plan_pg_"]

        def tables(self, schema):
            return [table(name) for name in (f"{schema}_trees", "spatial_ref_sys", "layer_styles", "qgis_projects", "raster_columns")]

    monkeypatch.setattr(harvest, "database", lambda record: Connection())
    found = [(one.identity, one.source.auth) for one in harvest.harvest_postgis(HarvestAddress(GIS, "abc1234"))]
    assert found == [("public.public_trees", "abc1234"), ("plan_pg_.plan_pg__trees", "abc1234")]
