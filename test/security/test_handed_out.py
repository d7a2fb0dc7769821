"""What is handed out holds no secret: addresses with keys in every form, in every file of a bundle, in stores, errors and harvests."""

import json
import zipfile
from pathlib import Path

import geopandas
import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.public_text import without_secrets
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.test.support import servers
from opgavenkaart.test.support.headless import ROOT
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.servers_replay import JSON, Answer, replay
from opgavenkaart.test.support.six_units import CLUSTERED, TWO, six_units
from qgis.core import QgsProcessingException, QgsVectorLayer

WORD = "zeergeheim7Qx"
LONG = "9f86d081884c7d659a2feaa0c55ad015"
FORMS = {
    **{name: f"{{url}}/x.csv?f=csv&{name}={WORD}&lang=nl" for name in ("key", "sig", "api-key", "subscription-key", "client_secret")},
    **{name: f"{{url}}/x.csv?{name}={WORD}&lang=nl" for name in ("X-Amz-Signature", "auth", "jwt", "code", "accessKey", "ACCESS_TOKEN")},
    "bare": f"{{url}}/x.csv?{WORD}",
    "after a word": f"{{url}}/token/{WORD}/x.csv",
    "in the path": f"{{url}}/{LONG}/x.csv",
    "session": f"{{url}}/x.csv;jsessionid={WORD}",
    "fragment": f"{{url}}/x.csv#access_token={WORD}",
    "within": f"{{url}}/x.csv?url=https%3A%2F%2Fx.be%2F%3Fkey%3D{WORD}",
    "encoded": f"type=xyz&url=https%3A%2F%2Fx.be%2F%7Bz%7D%3Fkey%3D{WORD}&zmax=19",
    "user": f"https://jan:{WORD}@x.be/x.csv",
    "user with a sign": f"https://jan:p@{WORD}@x.be/x.csv",
    "connection": f'PG:host=x.be dbname=a user=jan password=\'{WORD} \\\' {WORD}\' table="a"."b"',
    "windows": f"MSSQL:server=x;uid=jan;PWD={WORD};database=a",
    "oracle": f"OCI:jan/{WORD}@x.be/a",
    "header": f"The server says: Authorization: Bearer {WORD}.{WORD}",
}
HONEST = (
    "https://geo.api.vlaanderen.be/GRB/wfs?SERVICE=WFS&REQUEST=GetFeature&TYPENAMES=GRB:GBG&CQL_FILTER=a%3D%27b%27&bbox={bbox}",
    "https://services.arcgis.com/7jE9Q8pkTkhnoXyT/arcgis/rest/services/Wijken/FeatureServer/0/query?where=1%3D1&outFields=*&f=geojson",
    "https://data.stad.gent/api/explore/v2.1/catalog/datasets/parkings/exports/geojson?refine=type%3Aopen&timezone=Europe%2FBrussels",
    "https://www.arcgis.com/sharing/rest/content/items/9f86d081884c7d659a2feaa0c55ad015/data",
    "https://x.be/geonetwork/srv/api/records/7c823055-7bbf-4d62-b55e-f85c30d53162",
    "https://tile.x.be/styles/basic/{z}/{x}/{y}.png?",
    "https://overpass-api.de/api/interpreter?data=[out:json];node(1);out;",
    "dbname='gis' host=db.stad.be port=5432 key='id' table=\"stad\".\"parken\" (geom) sql=code > 3",
)


@pytest.mark.parametrize("form", FORMS)
def test_an_address_holds_no_secret_in_any_form(form):
    text = FORMS[form].format(url="https://x.be", z="{z}")
    assert WORD in text or LONG in text
    assert WORD not in without_secrets(text) and LONG not in without_secrets(text)
    said = OpgaveError("Layer '{layer}': {url} fails.", layer="a", url=text if "://" in text else without_secrets(text)).sentence()
    assert WORD not in said.replace("Bearer", "") or "://" not in text


@pytest.mark.parametrize("address", HONEST)
def test_what_services_and_portals_need_stays(address):
    assert without_secrets(address) == address


def test_every_built_in_address_stays_whole():
    """The catalogue and the challenges that come with the plugin ask nothing that would be left out of a bundle."""
    texts = [text for path in (ROOT / "resources").rglob("*.json") for text in strings(json.loads(path.read_text(encoding="utf-8")))]
    addresses = [text for text in texts if text.startswith(("http://", "https://")) and " " not in text]
    assert len(addresses) > 50
    assert [one for one in addresses if without_secrets(one) != one] == []


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


@pytest.fixture(scope="module")
def bundle(qgis_app, qgis_processing, tmp_path_factory):
    """A bundle of a town whose figures come from addresses with a key in each form, asked with an authentication's id, and its folder."""
    folder = tmp_path_factory.mktemp("handed")
    town = six_units(folder)
    rows = (folder / "facts.csv").read_bytes()
    with replay({}) as server:
        asked = []
        server.answer = lambda path, query, headers: asked.append(f"{path}?{query}") or Answer(rows, "text/csv")
        forms = [form.format(url=server.url) for form in FORMS.values() if form.startswith("{url}")]
        for number, form in enumerate(forms):
            town.record(f"facts_{number}", {"kind": "csv", "path": form}, geometry="none", key="sector_code", lineage=f"See {form}")
        town.record("picture", {"kind": "xyz", "path": f"{server.url}/{{z}}/{{x}}/{{y}}.png?key={WORD}"}, geometry="raster")
        indicators = [*TWO, *({"id": f"n{number}", "layer": f"facts_{number}", "field": "need"} for number in range(len(forms)))]
        challenge = town.challenge(*indicators, **CLUSTERED, background={"service": "picture"})
        ran = run_algorithm(
            "integrated_map", {**town.write(challenge), "OUTPUT_FOLDER": str(folder / "out"), "ZIP": True, "LANGUAGE": "en"}
        )
        yield ran, folder / "out", asked


def contents(folder: Path):
    """Yield the name and content of each file in a folder, and of those within zips and projects."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()
        if path.suffix in (".zip", ".qgz", ".xlsx"):
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{path.name}/{name}", archive.read(name)) for name in archive.namelist())


def test_no_file_of_a_bundle_holds_a_key(bundle):
    ran, folder, asked = bundle
    found = [name for name, content in contents(folder) if WORD.encode() in content or LONG.encode() in content]
    assert found == []
    assert sum(WORD in one for one in asked) > 5  # the addresses themselves were asked in full
    assert [text for text in ran.infos + ran.warnings if WORD in text or LONG in text] == []
    assert any("'Layer picture' needs a key or a password" in text for text in ran.infos)


@pytest.mark.parametrize("form", [form for form, text in FORMS.items() if text.startswith("{url}") and form not in ("within",)])
def test_an_address_with_a_key_is_not_harvested(form):
    with replay({"/x.csv": Answer(b"{}", JSON)}) as server:
        address = FORMS[form].format(url=server.url)
        with pytest.raises(OpgaveError, match="The address holds a user, password or key") as said:
            gather(address, "dcat")
        assert WORD not in str(said.value) and server.requests == []


def test_no_map_passes_on_areas_that_may_not_be(qgis_app, qgis_processing, tmp_path):
    """Their shapes and names are in every file of a map; the index of them, for one's own use, is computed."""
    town = six_units(tmp_path)
    town.records["statistical_sectors"] |= {"redistribution": "no"}
    inputs = town.write(town.challenge(*TWO, **CLUSTERED))
    with pytest.raises(QgsProcessingException, match=r"shapes and names of the areas 'Layer statistical_sectors \(statistical_sectors\)'"):
        run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(tmp_path / "out"), "ZIP": True})
    assert not (tmp_path / "out").exists()
    assert Path(run_algorithm("challenge_index", {**inputs, "OUTPUT": str(tmp_path / "index.gpkg")})["OUTPUT"]).is_file()


def test_a_bundle_does_not_name_the_home_folder_and_is_made_again_all_the_same(qgis_app, qgis_processing, tmp_path, monkeypatch):
    """Data, challenge and areas lie in the home folder of the maker: no file says whose that is, and the paths hold for who repeats it."""
    home = tmp_path / "home" / "jan"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    town = six_units(home)
    inputs = town.write(town.challenge(*TWO, **CLUSTERED))
    units = {"UNITS": f"{home}/statistical_sectors.gpkg|layername=layer"}
    run_algorithm("integrated_map", {**inputs, **units, "OUTPUT_FOLDER": str(tmp_path / "out"), "AS_OF": "2026-01-01", "ZIP": True})
    assert [name for name, content in contents(tmp_path / "out") if str(home).encode() in content] == []
    assert '"facts.csv"' in (tmp_path / "out" / "small_town.catalogue.json").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["sources"] == "~/."
    again = run_algorithm("repeat_bundle", {"BUNDLE": str(tmp_path / "out"), "OUTPUT_FOLDER": str(tmp_path / "again")})
    assert (again["CHANGED_COUNT"], again["CHANGED_LAYERS"]) == (0, 0)


def test_the_password_of_a_database_of_areas_is_in_no_file(qgis_app, qgis_processing, tmp_path):
    """UNITS may be a table of PostGIS, whose source as QGIS writes it names user and password."""
    town = six_units(tmp_path)
    inputs = town.write(town.challenge(*TWO, **CLUSTERED))
    with servers.postgis() as database:
        rows = geopandas.read_file(tmp_path / "statistical_sectors.gpkg")
        shapes = ", ".join(
            f"('{row.sector_code}', '{row.sector_name}', ST_GeomFromText('{row.geometry.wkt}', 31370))" for row in rows.itertuples()
        )
        database.run(
            "CREATE EXTENSION IF NOT EXISTS postgis; CREATE TABLE areas (sector_code text PRIMARY KEY, sector_name text,"
            f" geom geometry(Polygon, 31370)); INSERT INTO areas VALUES {shapes}"
        )
        source = f"{database.uri} user='{servers.USER}' password='{servers.PASSWORD}' key='sector_code' table=\"public\".\"areas\" (geom)"
        layer = QgsVectorLayer(source, "areas", "postgres")
        assert layer.isValid() and layer.featureCount() == len(rows)
        ran = run_algorithm("integrated_map", {**inputs, "UNITS": layer, "OUTPUT_FOLDER": str(tmp_path / "out"), "ZIP": True})
    assert "areas" in Path(ran["MANIFEST"]).read_text(encoding="utf-8")
    assert [name for name, content in contents(tmp_path / "out") if servers.PASSWORD.encode() in content] == []
    assert [text for text in ran.infos + ran.warnings if servers.PASSWORD in text] == []


def test_a_key_in_the_address_of_a_layer_stays_out_of_a_store(qgis_app, qgis_processing, tmp_path):
    """A store keeps of each version where it came from, which all who read the store can see."""
    rows = b"code;n\na;1\nb;2\n"
    for form, text in FORMS.items():
        if not text.startswith("{url}"):
            continue
        asked = []
        with replay({}) as server:
            server.answer = lambda path, query, headers, asked=asked: asked.append(f"{path}?{query}") or Answer(rows, "text/csv")
            source = {"kind": "csv", "path": text.format(url=server.url)}
            record = {"id": "facts", "title": {"nl": "Feiten"}, "publisher": {"name": "Stad", "kind": "city"}, "geometry": "none"}
            (tmp_path / "catalogue.json").write_text(json.dumps({"records": [record | {"source": source}]}), encoding="utf-8")
            store = tmp_path / form
            ran = run_algorithm("sync_store", {"CATALOGUE": str(tmp_path / "catalogue.json"), "STORE": str(store)})
        assert (store / "layers" / "facts" / "v1.json").is_file() and asked, form
        kept = [name for name, content in contents(store) if WORD.encode() in content or LONG.encode() in content]
        assert kept == [], form
        assert [text for text in ran.infos + ran.warnings if WORD in text or LONG in text] == [], form
