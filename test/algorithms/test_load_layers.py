"""load_layers: records of all kinds in one GeoPackage, with a project and an account of what they are."""

import json
import sqlite3
from pathlib import Path

import pytest
import shapely
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.qgis_io.layer_metadata import date_of
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.running import RecordingFeedback
from opgavenkaart.test.support.servers_arcgis import PATH, ArcgisServer, parks
from opgavenkaart.test.support.servers_replay import replay
from qgis.core import QgsMapLayerType, QgsProcessingException, QgsProject, QgsVectorLayer


def tables(path):
    with sqlite3.connect(path) as database:
        return {row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")}


def layer(path, name):
    found = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert found.isValid()
    return found


def record(id, source, **more):
    return {"id": id, "title": {"nl": id, "en": id}, "publisher": {"name": "Stad & <b>Co</b>", "kind": "city"}, "source": source} | more


@pytest.fixture
def catalogue(tmp_path):
    """A catalogue of one's own: points, a layer that may not be passed on, a table, a service of tiles, one without source."""
    (tmp_path / "punten.csv").write_text("naam;x;y\nKring;104700;194500\nver;150000;160000\nnergens;;\n")
    (tmp_path / "geheim.csv").write_text("naam;x;y\nKring;104700;194500\n")
    (tmp_path / "tabel.csv").write_text("naam;n\nKring;5\nanders;6\n")
    licence = {"name": "CC0", "url": "https://voorbeeld.be"}
    lambert = {"geometry": "point", "crs": "EPSG:31370"}
    records = [
        record("punten", {"kind": "csv", "path": "punten.csv"}, key="naam", licence=licence, **lambert),
        record("geheim", {"kind": "csv", "path": "geheim.csv"}, redistribution="no", licence={"name": "Intern"}, **lambert),
        record("onbekend", {"kind": "csv", "path": "geheim.csv"}, redistribution="no", **lambert),
        record("tabel", {"kind": "csv", "path": "tabel.csv"}, geometry="none", key="naam", join={"layer": "punten", "key": "naam"}),
        record("tegels", {"kind": "xyz", "path": "https://tile.openstreetmap.org/{z}/{x}/{y}.png"}, geometry="raster"),
        record("bron", {"kind": "none"}),
        record("weg", {"kind": "csv", "path": "weg.csv"}, **lambert),
    ]
    path = tmp_path / "catalogus.json"
    path.write_text(json.dumps({"title": {"nl": "Proef"}, "records": records}))
    return path


def test_the_layers_of_a_challenge_on_the_demo_city(run_algorithm, demo_city, tmp_path):
    out = {"OUTPUT": str(tmp_path / "a" / "lagen.gpkg"), "PROJECT": str(tmp_path / "a" / "lagen.qgz"), "REPORT": str(tmp_path / "r.html")}
    inputs = {"CATALOGUE": demo_city["CATALOGUE"], "CHALLENGE": "warm_homes", "TARGET_CRS": "EPSG:31370"}
    ran = run_algorithm("load_layers", inputs | out)
    assert "Left out, because the catalogue has no source for these layers: Grey basemap." in ran.infos
    written = tables(out["OUTPUT"])
    known = read_catalogue(demo_city["CATALOGUE"])
    assert {ran[name] for name in out} == set(out.values()) and ran["LAYER_COUNT"] == len(written) and ran["FAILED_COUNT"] == 0
    assert "statistical_sectors" in written and all(known.get(id).redistribution == "yes" for id in written)
    counts = {id: layer(out["OUTPUT"], id).featureCount() for id in written}
    assert counts == {id: len(load_record(known.get(id), target_crs="EPSG:31370").features) for id in written}
    assert ran["FEATURE_COUNT"] == sum(counts.values())
    project = QgsProject()
    assert project.read(out["PROJECT"])
    layers = project.mapLayers().values()
    assert {one.source().partition("layername=")[2] for one in layers} == written and all(one.isValid() for one in layers)
    report = Path(out["REPORT"]).read_text(encoding="utf-8")
    assert all(f"({id})" in report for id in written)
    project.clear()


def test_what_is_written_is_what_is_loaded(run_algorithm, demo_city, tmp_path):
    path = str(tmp_path / "lagen.gpkg")
    run_algorithm("load_layers", {"CATALOGUE": demo_city["CATALOGUE"], "RECORDS": "statistical_sectors, income", "OUTPUT": path})
    known = read_catalogue(demo_city["CATALOGUE"])
    for id in ("statistical_sectors", "income"):
        loaded = load_record(known.get(id)).features
        again, _ = read_features(layer(path, id), list(loaded.table))
        assert again.table.equals(loaded.table) and again.crs == loaded.crs
        assert (shapely.equals(again.geometry, loaded.geometry) | shapely.is_missing(loaded.geometry)).all()


def test_only_the_extent_in_the_target_system(run_algorithm, catalogue, tmp_path):
    path = str(tmp_path / "uit.gpkg")
    inputs = {"CATALOGUE": str(catalogue), "RECORDS": "punten", "EXTENT": "3.6,3.8,51.0,51.1 [EPSG:4326]", "TARGET_CRS": "EPSG:3812"}
    ran = run_algorithm("load_layers", inputs | {"OUTPUT": path})
    found = layer(path, "punten")
    assert ran["FEATURE_COUNT"] == 1 and found.crs().authid() == "EPSG:3812"
    assert [feature["naam"] for feature in found.getFeatures()] == ["Kring"]


def test_what_may_not_be_passed_on_is_not_written(run_algorithm, catalogue, tmp_path):
    path, report = str(tmp_path / "uit.gpkg"), tmp_path / "r.html"
    ran = run_algorithm(
        "load_layers", {"CATALOGUE": str(catalogue), "RECORDS": "punten,geheim", "OUTPUT": path, "REPORT": str(report), "LANGUAGE": "en"}
    )
    assert tables(path) == {"punten"} and ran["LAYER_COUNT"] == 1
    assert ran.warnings == ["'geheim' is for internal use only (Intern) and was not loaded."]
    page = report.read_text(encoding="utf-8")
    assert "redistribution not allowed" in page and "Stad &amp; &lt;b&gt;Co&lt;/b&gt;" in page
    assert '<a href="https://voorbeeld.be">CC0</a>' in page


def test_a_table_gets_its_geometry_when_asked(run_algorithm, catalogue, tmp_path):
    path = str(tmp_path / "uit.gpkg")
    inputs = {"CATALOGUE": str(catalogue), "RECORDS": "tabel", "OUTPUT": path}
    run_algorithm("load_layers", inputs)
    assert not layer(path, "tabel").isSpatial()
    ran = run_algorithm("load_layers", inputs | {"JOIN": True})
    found = layer(path, "tabel")
    assert found.isSpatial() and {feature["naam"]: feature["n"] for feature in found.getFeatures()}["Kring"] == 5
    assert ran.warnings == [
        "Table 'tabel' (tabel.csv): 1 of the 2 keys in the column 'naam' belongs to no area of 'punten' ('anders'). Under 'fields' of its"
        " record, name the column that holds the areas' keys, or correct the keys.",
        "Table 'tabel' (tabel.csv) has no row for 1 area of 'punten' ('ver'), which gets no value from it.",
    ]


def test_services_of_pictures_go_into_the_project(run_algorithm, catalogue, tmp_path):
    inputs = {"CATALOGUE": str(catalogue), "RECORDS": "tegels,punten", "OUTPUT": str(tmp_path / "x" / "uit.gpkg")}
    ran = run_algorithm("load_layers", inputs | {"PROJECT": str(tmp_path / "y" / "uit.qgz")})
    project = QgsProject()
    assert project.read(ran["PROJECT"])
    by_type = {one.type(): one for one in project.mapLayers().values()}
    assert by_type[QgsMapLayerType.VectorLayer].isValid() and by_type[QgsMapLayerType.VectorLayer].featureCount() == 2
    assert "tile.openstreetmap.org" in by_type[QgsMapLayerType.RasterLayer].source()
    project.clear()
    alone = inputs | {"RECORDS": "tegels", "OUTPUT": str(tmp_path / "z" / "uit.gpkg")}
    only = run_algorithm("load_layers", alone | {"PROJECT": str(tmp_path / "z" / "uit.qgz")})
    assert only["LAYER_COUNT"] == 0 and "OUTPUT" not in only.results and not Path(alone["OUTPUT"]).exists()
    with pytest.raises(QgsProcessingException, match="give PROJECT to use map services"):
        run_algorithm("load_layers", alone)


def test_layers_of_which_none_may_be_redistributed_end_with_a_sentence(run_algorithm, catalogue, tmp_path):
    """A project without a layer, and no GeoPackage, was written with exit code 0."""
    out = {name: str(tmp_path / "uit" / file) for name, file in (("OUTPUT", "l.gpkg"), ("PROJECT", "l.qgz"), ("REPORT", "l.html"))}
    inputs = {"CATALOGUE": str(catalogue), "RECORDS": "geheim"} | out
    with pytest.raises(QgsProcessingException, match=r"^Nothing is written: none of the layers may be redistributed \('geheim'\)\. Where"):
        run_algorithm("load_layers", inputs)
    assert not any(Path(path).exists() for path in out.values())


def test_a_layer_without_known_licence_is_written_and_marked(run_algorithm, catalogue, tmp_path):
    """Own use is no passing on: GeoPackage, project and report have it, and each says that it stays there."""
    out = {name: str(tmp_path / "uit" / file) for name, file in (("OUTPUT", "l.gpkg"), ("PROJECT", "l.qgz"), ("REPORT", "l.html"))}
    ran = run_algorithm("load_layers", {"CATALOGUE": str(catalogue), "RECORDS": "onbekend", "LANGUAGE": "en"} | out)
    assert ran["LAYER_COUNT"] == 1 and tables(out["OUTPUT"]) == {"onbekend"}
    assert ran.warnings == ["'onbekend' has no known licence: it is written for your own use, and marked as not to be redistributed."]
    with sqlite3.connect(out["OUTPUT"]) as database:
        assert database.execute("SELECT identifier FROM gpkg_contents").fetchone() == ("onbekend (do not redistribute)",)
    assert layer(out["OUTPUT"], "onbekend").metadata().rights() == ["Do not redistribute."]
    project = QgsProject()
    assert project.read(out["PROJECT"])
    (found,) = project.mapLayers().values()
    assert found.name() == "onbekend (do not redistribute)" and found.metadata().rights() == ["Do not redistribute."]
    project.clear()
    assert "<td>written for own use, do not redistribute</td>" in Path(out["REPORT"]).read_text(encoding="utf-8")


def test_a_report_on_map_services(run_algorithm, catalogue, tmp_path):
    """Nothing of them is counted; a report of a project with one ended in a traceback."""
    out = {name: str(tmp_path / "uit" / file) for name, file in (("OUTPUT", "l.gpkg"), ("PROJECT", "l.qgz"), ("REPORT", "l.html"))}
    ran = run_algorithm("load_layers", {"CATALOGUE": str(catalogue), "RECORDS": "geheim,tegels", "LANGUAGE": "en"} | out)
    assert "OUTPUT" not in ran.results and Path(out["PROJECT"]).exists()
    page = " ".join(Path(out["REPORT"]).read_text(encoding="utf-8").split())
    assert '<td class="n">–</td><td class="n">–</td><td class="n">–</td> <td>in the project only</td>' in page


def test_a_host_without_an_answer_is_named_once(run_algorithm, catalogue, tmp_path):
    """Of several layers of one host, one sentence tells how many are not loaded; what loads all the same is loaded."""
    document = json.loads(catalogue.read_text(encoding="utf-8"))
    far = [record(id, {"kind": "csv", "path": f"http://127.0.0.1:9/{id}.csv"}) for id in ("een", "twee", "drie")]
    catalogue.write_text(json.dumps(document | {"records": document["records"] + far}), encoding="utf-8")
    inputs = {"CATALOGUE": str(catalogue), "ON_ERROR": "continue", "OUTPUT": str(tmp_path / "uit.gpkg")}
    ran = run_algorithm("load_layers", inputs | {"RECORDS": "een,punten,twee,weg,drie"})
    assert (ran["LAYER_COUNT"], ran["FAILED_COUNT"]) == (1, 4)
    assert ran.warnings[0] == "127.0.0.1:9 cannot be reached: 3 layers not loaded."
    assert len(ran.warnings) == 2 and "weg.csv" in ran.warnings[1]
    with pytest.raises(QgsProcessingException, match=r"^Layer 'een': http://127.0.0.1:9/een.csv does not answer"):
        run_algorithm("load_layers", inputs | {"RECORDS": "een"})


def test_all_records_that_fail_are_named_and_nothing_is_left(run_algorithm, catalogue, tmp_path):
    out = tmp_path / "nieuw" / "uit.gpkg"
    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("load_layers", {"CATALOGUE": str(catalogue), "RECORDS": "bron,punten,weg,pnten", "OUTPUT": str(out)})
    sentences = str(caught.value).splitlines()
    assert [sentence.split(":")[0] for sentence in sentences[:2]] == ["'bron' has no public source", "Layer 'weg (weg)'"]
    assert sentences[2] == "The catalogue has no record 'pnten'. Did you mean 'punten'?"
    assert not out.parent.exists()


def test_going_on_without_records_that_fail(run_algorithm, catalogue, tmp_path):
    out, report = tmp_path / "uit.gpkg", tmp_path / "r.html"
    inputs = {"CATALOGUE": str(catalogue), "ON_ERROR": "continue", "OUTPUT": str(out)}
    ran = run_algorithm("load_layers", inputs | {"RECORDS": "bron,punten,weg", "REPORT": str(report)})
    assert (ran["LAYER_COUNT"], ran["FEATURE_COUNT"], ran["FAILED_COUNT"]) == (1, 2, 2)
    assert len(ran.warnings) == 2 and all(
        sentence in report.read_text(encoding="utf-8") for sentence in ("&#39;bron&#39; heeft geen openbare bron", "weg (weg)")
    )
    with pytest.raises(QgsProcessingException, match=r"Layer 'weg \(weg\)'"):
        run_algorithm("load_layers", inputs | {"RECORDS": "weg"})


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        (
            {},
            r"^RECORDS and CHALLENGE are both empty: give the ids of layers, or a challenge\. The catalogue contains: punten, geheim",
        ),
        ({"RECORDS": " , "}, r"^RECORDS and CHALLENGE are both empty"),
        ({"CHALLENGE": "warm_home"}, r"warm_homes"),
        ({"RECORDS": "punten", "EXTENT": "0,1,0,1 [EPSG:31370]"}, r"^Layer 'punten' has no features in the extent"),
        ({"RECORDS": "punten", "EXTENT": "Gent"}, r"EXTENT"),
        ({"RECORDS": "punten", "TARGET_CRS": "EPSG:99"}, r"EPSG:99"),
        ({"RECORDS": "punten", "OUTPUT": "{folder}/punten.csv/uit.gpkg"}, r"^'.*punten.csv' is a file: give the path of a folder\.$"),
    ],
)
def test_mistakes(run_algorithm, catalogue, tmp_path, inputs, sentence):
    given = {"CATALOGUE": str(catalogue), "OUTPUT": str(tmp_path / "nieuw" / "uit.gpkg")} | inputs
    given["OUTPUT"] = given["OUTPUT"].format(folder=tmp_path)
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("load_layers", given)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catalogus.json", "geheim.csv", "punten.csv", "tabel.csv"]


def test_a_cancelled_run_leaves_nothing(run_algorithm, demo_city, tmp_path):
    inputs = {"CATALOGUE": demo_city["CATALOGUE"], "CHALLENGE": "warm_homes", "OUTPUT": str(tmp_path / "nieuw" / "uit.gpkg")}
    for text in ("Loading", "Writing the GeoPackage"):
        with pytest.raises(QgsProcessingException, match="^Cancelled: nothing was written"):
            run_algorithm("load_layers", inputs, feedback=RecordingFeedback(cancel_at=text))
    assert list(tmp_path.iterdir()) == []


def test_the_same_input_gives_the_same_rows_and_project(run_algorithm, demo_city, tmp_path):
    found = []
    for folder in (tmp_path / "een", tmp_path / "twee"):
        out = {"OUTPUT": str(folder / "l.gpkg"), "PROJECT": str(folder / "l.qgz"), "REPORT": str(folder / "l.html")}
        run_algorithm("load_layers", {"CATALOGUE": demo_city["CATALOGUE"], "CHALLENGE": "green_and_cool"} | out)
        with sqlite3.connect(out["OUTPUT"]) as database:
            rows = {name: database.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in sorted(tables(out["OUTPUT"]))}
        found.append((rows, Path(out["PROJECT"]).read_bytes(), Path(out["REPORT"]).read_text(encoding="utf-8")))
    assert found[0] == found[1]


def test_headless(qgis_process_run, catalogue, tmp_path):
    inputs = {"CATALOGUE": str(catalogue), "RECORDS": "punten", "OUTPUT": str(tmp_path / "uit.gpkg")}
    done = qgis_process_run("load_layers", inputs)
    assert done.code == 0 and done.results["FEATURE_COUNT"] == 2 and done.results["OUTPUT"] == inputs["OUTPUT"]
    assert tables(inputs["OUTPUT"]) == {"punten"}
    failed = qgis_process_run("load_layers", inputs | {"RECORDS": "weg", "OUTPUT": str(tmp_path / "niet.gpkg")})
    assert failed.code != 0 and not (tmp_path / "niet.gpkg").exists()


def test_a_layer_of_one_municipality(run_algorithm, tmp_path):
    """The name or the code goes into the address; without one the layer fails with what to do."""
    (tmp_path / "23027.csv").write_text("naam;x;y\nGrote Markt;140500;158300\n")
    source = {"kind": "csv", "path": "{nis_code}.csv"}
    path = tmp_path / "catalogus.json"
    path.write_text(json.dumps({"records": [record("markten", source, geometry="point", crs="EPSG:31370")]}))
    inputs = {"CATALOGUE": str(path), "RECORDS": "markten"}
    for number, name in enumerate(("Halle", "23027", " halle ")):
        out = str(tmp_path / f"{number}.gpkg")
        assert run_algorithm("load_layers", inputs | {"MUNICIPALITY": name, "OUTPUT": out})["FEATURE_COUNT"] == 1
    with pytest.raises(
        QgsProcessingException, match=r"'markten \(markten\)' is asked for one municipality at a time \('\{nis_code\}' stands"
    ):
        run_algorithm("load_layers", inputs | {"OUTPUT": str(tmp_path / "geen.gpkg")})
    with pytest.raises(QgsProcessingException, match="no Flemish municipality has that name or NIS code"):
        run_algorithm("load_layers", inputs | {"MUNICIPALITY": "Nergens", "OUTPUT": str(tmp_path / "geen.gpkg")})
    assert not (tmp_path / "geen.gpkg").exists()


def test_layers_left_at_their_service_stand_over_areas_with_their_titles(run_algorithm, tmp_path):
    """A service that answers with points; one that recodes and one of the disk are copied; the project shows all, points on top."""
    square = {"type": "Polygon", "coordinates": [[[3.7, 51.0], [3.8, 51.0], [3.8, 51.1], [3.7, 51.0]]]}
    places = [{"type": "Feature", "properties": {}, "geometry": square}]
    (tmp_path / "vlak.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": places}))
    with replay(ArcgisServer(parks(12)).routes) as server:
        service = {"kind": "arcgis", "path": server.url + PATH, "layer": "3", "options": {"filter": '"kind" = 2'}}
        fields = {"name": {"from": ["NAAM"], "title": {"nl": "Naam", "en": "Name"}}, "kind": {"from": ["SOORT"]}}
        words = {"kind": {"from": ["SOORT"], "recode": {"1": "park", "2": "bos"}}}
        records = [
            record("vlak", {"kind": "geojson", "path": "vlak.geojson"}, geometry="polygon"),
            record("parken", service, geometry="point", crs="EPSG:31370", fields=fields, date="2026-03-01"),
            record("soorten", service | {"options": {}}, geometry="point", crs="EPSG:31370", fields=words),
        ]
        path, project = tmp_path / "catalogus.json", QgsProject()
        path.write_text(json.dumps({"title": {"nl": "Proef"}, "records": records}))
        out = {name: str(tmp_path / f"uit.{ending}") for name, ending in (("OUTPUT", "gpkg"), ("PROJECT", "qgz"), ("REPORT", "html"))}
        ran = run_algorithm("load_layers", {"CATALOGUE": str(path), "RECORDS": "vlak,parken,soorten", "LIVE": True, "LANGUAGE": "en"} | out)
        assert (ran["LAYER_COUNT"], ran["LIVE_COUNT"]) == (2, 1) and tables(out["OUTPUT"]) == {"vlak", "soorten"}
        assert project.read(out["PROJECT"])
        shown = project.layerTreeRoot().layerOrder()
        assert [one.name() for one in shown] == ["soorten", "parken", "vlak"]
        live = shown[1]
        assert sorted(feature["OBJECTID"] for feature in live.getFeatures()) == [1, 3, 5, 7, 9, 11]
        assert live.attributeAlias(live.fields().lookupField("NAAM")) == "Name" and date_of(live.metadata()).isoformat() == "2026-03-01"
        project.clear()
        only = {"OUTPUT": str(tmp_path / "leeg" / "uit.gpkg"), "PROJECT": str(tmp_path / "uit2.qgz")}
        ran = run_algorithm("load_layers", {"CATALOGUE": str(path), "RECORDS": "parken", "LIVE": True} | only)
        assert (ran["LAYER_COUNT"], ran["LIVE_COUNT"]) == (0, 1) and not (tmp_path / "leeg").exists() and "OUTPUT" not in ran.results
    assert "live from its service, in the project only" in Path(out["REPORT"]).read_text(encoding="utf-8")


def test_layers_left_at_their_service_need_a_project(run_algorithm, catalogue, tmp_path):
    with pytest.raises(QgsProcessingException, match="LIVE is set and PROJECT is empty: only a project can show layers from their"):
        run_algorithm("load_layers", {"CATALOGUE": str(catalogue), "RECORDS": "punten", "LIVE": True, "OUTPUT": str(tmp_path / "a.gpkg")})
