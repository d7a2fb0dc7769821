"""Harvesting as an algorithm: files that appear whole, counts, merges over several nights."""

import json
from pathlib import Path

import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.schema import mistakes, read_schema
from opgavenkaart.test.support import servers_answers
from opgavenkaart.test.support.servers_replay import EXCEPTION_REPORT, Answer, replay
from qgis.core import QgsCoordinateTransformContext, QgsProcessingException, QgsVectorFileWriter, QgsVectorLayer


def capabilities(*names: str, fees: str = "CC0", titles: dict | None = None) -> bytes:
    types = "".join(
        f"<FeatureType><Name>a:{name}</Name><Title>{title}</Title><DefaultCRS>EPSG:31370</DefaultCRS></FeatureType>"
        for name in names
        for title in [(titles or {}).get(name, name)]
    )
    head = f"<ServiceIdentification><Fees>{fees}</Fees></ServiceIdentification>"
    return f"<WFS_Capabilities>{head}<FeatureTypeList>{types}</FeatureTypeList></WFS_Capabilities>".encode()


@pytest.fixture
def service(qgis_app):
    """A WFS whose capabilities a test can change."""
    with replay({}) as server:
        server.routes["/wfs"] = Answer(capabilities("roads", "parks"))
        yield server


def counts(ran) -> tuple:
    return tuple(ran[f"{name}_COUNT"] for name in ("RECORD", "NEW", "CHANGED", "GONE"))


def inputs(service, output: Path, **more) -> dict:
    return {"URL": f"{service.url}/wfs", "OUTPUT": str(output), "REPORT": str(output.with_suffix(".html")), "TIMEOUT": 10, **more}


def test_a_year_of_nights(run_algorithm, service, tmp_path):
    """New, edited by a person, changed at the source, gone, and back: each counted once, no edit lost."""
    path = tmp_path / "stad.json"
    assert counts(run_algorithm("harvest_catalogue", inputs(service, path))) == (2, 2, 0, 0)
    again = inputs(service, path, MERGE_INTO=str(path))
    first = path.read_bytes()
    assert counts(run_algorithm("harvest_catalogue", again)) == (2, 0, 0, 0)
    assert path.read_bytes() == first

    document = json.loads(path.read_text(encoding="utf-8"))
    roads, parks = document["records"]
    roads["title"]["nl"] = "Onze wegen"
    roads["fields"] = {"road_id": {"from": ["ID"]}}
    mine = {"id": "mine", "title": {"nl": "Mijn laag"}, "publisher": {"name": "Ik", "kind": "citizens"}, "source": {"kind": "none"}}
    document["records"].append(mine)
    path.write_text(json.dumps(document), encoding="utf-8")

    service.routes["/wfs"] = Answer(capabilities("roads", "trees", fees="ODbL", titles={"roads": "Wegen 2"}))
    ran = run_algorithm("harvest_catalogue", again)
    assert counts(ran) == (2, 1, 1, 1)
    records = read_catalogue(path).records
    assert (records[roads["id"]].title.nl, records[roads["id"]].licence.name) == ("Onze wegen", "ODbL 1.0")
    assert records[roads["id"]].fields["road_id"].sources == ("ID",)
    assert records[parks["id"]].harvested.gone
    assert "mine" in records
    report = path.with_suffix(".html").read_text(encoding="utf-8")
    for words in ("Wegen 2", "Onze wegen", "CC0 1.0", "ODbL 1.0", parks["id"]):
        assert words in report

    service.routes["/wfs"] = Answer(capabilities("roads", "parks", "trees", fees="ODbL", titles={"roads": "Wegen 2"}))
    assert counts(run_algorithm("harvest_catalogue", again)) == (3, 0, 1, 0)
    assert counts(run_algorithm("harvest_catalogue", again)) == (3, 0, 0, 0)


def test_a_harvest_that_fails_leaves_everything_as_it_was(run_algorithm, service, tmp_path):
    path = tmp_path / "stad.json"
    run_algorithm("harvest_catalogue", inputs(service, path))
    before = path.read_bytes()
    service.routes["/wfs"] = Answer(EXCEPTION_REPORT)
    with pytest.raises(QgsProcessingException, match="Databank niet bereikbaar"):
        run_algorithm("harvest_catalogue", inputs(service, path, KIND="wfs", MERGE_INTO=str(path)))
    assert path.read_bytes() == before
    with pytest.raises(QgsProcessingException):
        run_algorithm("harvest_catalogue", inputs(service, tmp_path / "new.json", KIND="wfs"))
    assert not (tmp_path / "new.json").exists()


def test_includes_and_paths_hold_in_another_folder(run_algorithm, service, tmp_path):
    (tmp_path / "own.csv").write_text("a\n1\n")
    source = {"kind": "csv", "path": "own.csv"}
    base = {"id": "base", "title": {"nl": "Basis"}, "publisher": {"name": "Stad", "kind": "city"}, "source": source}
    (tmp_path / "base.json").write_text(json.dumps({"records": [base]}))
    (tmp_path / "stad.json").write_text(json.dumps({"includes": ["base.json", "builtin"], "records": [{**base, "id": "own"}]}))
    output = tmp_path / "elsewhere" / "new.json"
    run_algorithm("harvest_catalogue", inputs(service, output, MERGE_INTO=str(tmp_path / "stad.json")))
    records = read_catalogue(output).records
    assert {"base", "own", "statistical_sectors"} < set(records)
    assert Path(records["own"].location).resolve() == Path(records["base"].location).resolve() == (tmp_path / "own.csv").resolve()


def test_a_folder_gives_a_catalogue_whose_paths_lead_to_its_files(run_algorithm, tmp_path, qgis_app):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cijfers.csv").write_text("code;n\n1;2\n")
    output = tmp_path / "catalogues" / "data.json"
    ran = run_algorithm("harvest_catalogue", {"URL": str(tmp_path / "data"), "OUTPUT": str(output)})
    assert counts(ran) == (1, 1, 0, 0)
    assert read_catalogue(output).title.of("nl") == "data"
    record = read_catalogue(output).records["file:cijfers.csv"]
    assert record.source.path == "../data/cijfers.csv"
    assert Path(record.location).is_file()


def test_a_folder_that_looks_like_part_of_an_address(run_algorithm, tmp_path, qgis_app):
    """QGIS itself opens no GeoPackage there: it was left out as one that cannot be read."""
    folder = tmp_path / "kaart%20oost"
    folder.mkdir()
    memory = QgsVectorLayer("Point?crs=EPSG:31370&field=n:integer", "punten", "memory")
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(memory, str(tmp_path / "p.gpkg"), QgsCoordinateTransformContext(), options)
    (tmp_path / "p.gpkg").rename(folder / "punten.gpkg")
    ran = run_algorithm("harvest_catalogue", {"URL": str(folder), "OUTPUT": str(tmp_path / "c.json")})
    (record,) = read_catalogue(tmp_path / "c.json").records.values()
    assert ran.warnings == [] and record.geometry == "point" and record.source.path == "kaart%20oost/punten.gpkg"


def test_as_a_script_runs_it(qgis_process_run, service, tmp_path):
    service.routes["/csw"] = servers_answers.csw(count=45, page=20)
    path = tmp_path / "csw.json"
    ran = qgis_process_run("harvest_catalogue", {"URL": f"{service.url}/csw", "KIND": "csw", "OUTPUT": str(path)})
    assert ran.code == 0
    assert (ran.results["OUTPUT"], ran.results["RECORD_COUNT"], ran.results["NEW_COUNT"]) == (str(path), 45, 45)
    assert mistakes(json.loads(path.read_text(encoding="utf-8")), read_schema("catalogue"), "csw.json") == []
