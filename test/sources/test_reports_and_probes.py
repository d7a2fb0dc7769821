"""What sources are asked and say of themselves, projects that are led elsewhere, reports of harvests and copies: without a server."""

import datetime
import json
import zipfile
from pathlib import Path

import pytest
from opgavenkaart.processing.model.catalogue import Catalogue, Successor
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.harvest import Harvest, HarvestDifference, Merged, RecordChange, merge
from opgavenkaart.processing.model.record import Licence, Publisher
from opgavenkaart.processing.model.store import Validators
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.harvest import recognise
from opgavenkaart.processing.sources.harvest import report as harvest_reports
from opgavenkaart.processing.sources.kinds import csw, geocoder, probing, wms, wmts
from opgavenkaart.processing.sources.kinds.arcgis import probe as arcgis
from opgavenkaart.processing.sources.kinds.oapif import probe as oapif
from opgavenkaart.processing.sources.kinds.opendatasoft import probe as opendatasoft
from opgavenkaart.processing.sources.kinds.wfs import probe as wfs
from opgavenkaart.processing.sources.network import GetRequest, Limits, Reply
from opgavenkaart.processing.sources.network.requests import Trouble
from opgavenkaart.processing.sources.watch import databases, project_file, repair
from opgavenkaart.processing.sources.watch.layer_places import LayerPlace, ProjectLayer
from opgavenkaart.processing.sources.watch.report import repair_report
from opgavenkaart.processing.sources.watch.watch import Checked, State
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import record

HOME = "https://geo.example/api"
DAY = datetime.date(2024, 5, 3)


def reply(content, url=HOME, **more) -> Reply:
    text = content if isinstance(content, str) else json.dumps(content)
    return Reply(GetRequest(url), status=200, url=url, content=text.encode(), **more)


def source(kind: str, layer: str = "trees", **more):
    return record(kind, HOME, layer, **more)


# --- what is asked


@pytest.mark.parametrize("with_fields", [True, False])
def test_what_a_source_is_asked(with_fields):
    urls = {
        "oapif": [f"{HOME}/collections/trees", f"{HOME}/collections/trees/items?limit=1"][: 1 + with_fields],
        "wfs": [f"{HOME}?SERVICE=WFS&REQUEST=GetCapabilities",
                f"{HOME}?SERVICE=WFS&VERSION=1.1.0&REQUEST=DescribeFeatureType&TYPENAME=trees"][: 1 + with_fields],
        "arcgis": [f"{HOME}/trees?f=json"],
        "opendatasoft": [f"{HOME}/api/explore/v2.1/catalog/datasets/trees"],
        "locator": [f"{HOME}/Suggestion?q=Gent&c=1"],
        "wms": [f"{HOME}?SERVICE=WMS&REQUEST=GetCapabilities"], "wmts": [f"{HOME}?SERVICE=WMTS&REQUEST=GetCapabilities"],
        "csw": [f"{HOME}?SERVICE=CSW&REQUEST=GetCapabilities"],
    }  # fmt: skip
    asks = {
        "oapif": oapif.ask_oapif, "wfs": wfs.ask_wfs, "arcgis": arcgis.ask_arcgis, "opendatasoft": opendatasoft.ask_opendatasoft,
        "locator": geocoder.ask_locator, "wms": wms.KIND.probe.asks, "wmts": wmts.KIND.probe.asks, "csw": csw.KIND.probe.asks,
    }  # fmt: skip
    for kind, ask in asks.items():
        made = ask(source(kind, auth="abc1234"), with_fields)
        assert ([one.url for one in made], {one.auth for one in made}) == (urls[kind], {"abc1234"}), kind


# --- what they say


def test_layers_that_a_service_lists():
    probing.check_listed(source("wms", "a,b"), ["b", "a", "c"])
    with pytest.raises(probing.LayerGone) as caught:
        probing.check_listed(source("wms", "a,x,y"), list("abcdefghi"))
    assert str(caught.value) == f"{HOME} answers, but has no layer 'x, y' any more. It has: a, b, c, d, e, f, g, h ...."
    with pytest.raises(probing.LayerGone, match=r"It has: a, b, c, d, e, f, g, h\.$"):
        probing.check_listed(source("wms", "x"), list("abcdefgh"))
    with pytest.raises(probing.LayerGone, match=r"It has: -\.$"):
        probing.check_listed(source("wms", "x"), [])


def test_what_an_ogc_api_says():
    collection, features = {"id": "trees"}, {"features": [{"properties": {"a": 1, "b": 2}}]}
    assert oapif.read_oapif(source("oapif"), [reply(collection), reply(features)]) == probing.ProbeResult(("a", "b"))
    assert oapif.read_oapif(source("oapif"), [reply({}), reply({"features": []})]) == probing.ProbeResult()
    assert oapif.read_oapif(source("oapif"), [reply(collection)]) == probing.ProbeResult()
    assert oapif.read_oapif(source("oapif"), [reply(collection), reply({"features": [{}]})]) == probing.ProbeResult(())
    with pytest.raises(probing.LayerGone, match="has no layer 'trees' any more. It has: other"):
        oapif.read_oapif(source("oapif"), [reply({"id": "other"})])
    with pytest.raises(OpgaveError, match=rf"^{HOME} gives JSON of another kind than expected"):
        oapif.read_oapif(source("oapif"), [reply([])])


def test_the_signs_of_an_ogc_api():
    known = Validators(etag="x")
    assert oapif.ask_signs(source("oapif"), known) == [f"{HOME}/collections/trees/items?f=json&limit=1", f"{HOME}/collections/trees?f=json"]
    extent = {"spatial": {"bbox": [[1, 2, 3, 4]]}, "temporal": {"interval": [["2020-01-01", "2024-05-03"]]}}
    found = oapif.read_signs(source("oapif"), known, [reply({"numberMatched": 12}), reply({"extent": extent})])
    assert (found.total, found.bounds, found.newest, found.etag) == (12, "[[1, 2, 3, 4]]", "2024-05-03", "x")
    bare = oapif.read_signs(source("oapif"), known, [reply({"numberMatched": "12"}), reply({})])
    assert (bare.total, bare.bounds, bare.newest) == (-1, "", "")
    failed = Reply(GetRequest(HOME), error=OpgaveError("no"), trouble=Trouble.STATUS)
    assert oapif.read_signs(source("oapif"), known, [failed, failed]).total == -1


CAPABILITIES = (
    "<WFS_Capabilities><FeatureTypeList><FeatureType><Name>other</Name><WGS84BoundingBox><LowerCorner>0 0</LowerCorner></WGS84BoundingBox>"
    "</FeatureType><FeatureType><Name>trees</Name><WGS84BoundingBox><LowerCorner>3 51</LowerCorner><UpperCorner>4 52</UpperCorner>"
    "</WGS84BoundingBox></FeatureType></FeatureTypeList>{}</WFS_Capabilities>"
)
CONSTRAINT = '<Constraint name="{}"><DefaultValue>{}</DefaultValue></Constraint>'


@pytest.mark.parametrize(
    ("constraints", "cap"),
    [
        ((), 0), ((("CountDefault", "500"),), 500), ((("DefaultMaxFeatures", "7"),), 7), ((("CountDefault", "many"),), 0),
        ((("CountDefault", "500"), ("DefaultMaxFeatures", "7")), 500),
        ((("CountDefault", "500"), ("ImplementsResultPaging", "true")), 0),
        ((("CountDefault", "5"), ("ImplementsResultPaging", "FALSE")), 5),
    ],
)  # fmt: skip
def test_what_a_wfs_says(constraints, cap):
    text = CAPABILITIES.format("".join(CONSTRAINT.format(*one) for one in constraints))
    columns = '<element name="a"/><element name="b"/><element name="a"/><element/>'
    schema = f'<schema><complexType>{columns}</complexType><element name="trees"/></schema>'
    assert wfs.read_wfs(source("wfs"), [reply(text), reply(schema)]) == probing.ProbeResult(("a", "b"), cap=cap)
    assert wfs.read_wfs(source("wfs"), [reply(text)]) == probing.ProbeResult(None, cap=cap)
    assert wfs.read_wfs(source("wfs"), [reply(text), reply("<schema/>")]).fields is None
    assert wfs.read_wfs(source("wfs"), [reply(text), reply("nothing")]).fields is None
    refused = Reply(GetRequest(HOME), content=schema.encode(), error=OpgaveError("no"), trouble=Trouble.STATUS)
    assert wfs.read_wfs(source("wfs"), [reply(text), refused]).fields is None
    with pytest.raises(probing.LayerGone):
        wfs.read_wfs(source("wfs", "roads"), [reply(text)])
    with pytest.raises(OpgaveError, match=rf"^{HOME} gives no capabilities of a WFS, but 'Other'\.$"):
        wfs.read_wfs(source("wfs"), [reply("<Other/>")])


def test_the_signs_of_a_wfs():
    dated, plain = Validators(newest_field="day"), Validators()
    asked = wfs.ask_signs(source("wfs"), dated)
    assert len(asked) == 3 and len(wfs.ask_signs(source("wfs"), plain)) == 2
    assert asked[0].endswith("RESULTTYPE=hits") and asked[1].endswith("REQUEST=GetCapabilities")
    assert asked[2].endswith("COUNT=1&MAXFEATURES=1&SORTBY=day+DESC") or "SORTBY=day%20DESC" in asked[2]
    hits, feature = reply('<FeatureCollection numberMatched="12"/>'), reply("<x><ns:day> 2024-05-03 </ns:day></x>")
    found = wfs.read_signs(source("wfs"), dated, [hits, reply(CAPABILITIES.format("")), feature])
    assert (found.total, found.bounds, found.newest) == (12, "3 51 4 52", "2024-05-03")
    found = wfs.read_signs(source("wfs"), plain, [hits, reply(CAPABILITIES.format(""))])
    assert (found.total, found.bounds, found.newest) == (12, "3 51 4 52", "")
    failed = Reply(GetRequest(HOME), error=OpgaveError("no"), trouble=Trouble.STATUS)
    found = wfs.read_signs(source("wfs"), dated, [failed, failed, failed])
    assert (found.total, found.bounds, found.newest) == (-1, "", "")
    packed = "<a:day>\n<gml:timePosition x='1'>2024-05-03T10:00</gml:timePosition></a:day>"
    assert (wfs.value_in(packed, "day"), wfs.value_in(packed, "da"), wfs.value_in("<day/>", "day")) == ("2024-05-03T10:00", "", "")


@pytest.mark.parametrize(
    ("layer", "seen"),
    [
        ({}, probing.ProbeResult()),
        ({"fields": [{"name": "a"}, {"name": "b"}], "editingInfo": {"lastEditDate": 86_400_000}, "maxRecordCount": 9},
         probing.ProbeResult(("a", "b"), datetime.date(1970, 1, 2), "service")),
        ({"advancedQueryCapabilities": {"supportsPagination": False}, "maxRecordCount": 9}, probing.ProbeResult(cap=9)),
        ({"advancedQueryCapabilities": {"supportsPagination": False}}, probing.ProbeResult()),
        ({"advancedQueryCapabilities": None, "editingInfo": None, "maxRecordCount": 9}, probing.ProbeResult()),
    ],
)  # fmt: skip
def test_what_arcgis_says(layer, seen):
    assert arcgis.read_arcgis(source("arcgis"), [reply(layer)]) == seen
    with pytest.raises(OpgaveError, match="reports an error of its own: 499$"):
        arcgis.read_arcgis(source("arcgis"), [reply({"error": {"code": 499}})])


def test_what_a_portal_says():
    dataset = {"fields": [{"name": "a"}], "metas": {"default": {"modified": "2024-05-03T10:00", "data_processed": "2020-01-01"}}}
    assert opendatasoft.read_opendatasoft(source("x"), [reply(dataset)]) == probing.ProbeResult(("a",), DAY, "service")
    older = {"metas": {"default": {"data_processed": "2024-05-03"}}}
    assert opendatasoft.read_opendatasoft(source("x"), [reply(older)]) == probing.ProbeResult(None, DAY, "service")
    assert opendatasoft.read_opendatasoft(source("x"), [reply({"metas": None})]) == probing.ProbeResult()


def test_what_services_of_pictures_say():
    good = {wms: "<WMS_Capabilities><Layer><Layer><Name>trees</Name></Layer><Layer/></Layer></WMS_Capabilities>",
            wmts: "<Capabilities><Contents><Layer><Identifier>trees</Identifier></Layer></Contents></Capabilities>"}  # fmt: skip
    for kind, text in good.items():
        name = kind.__name__.rpartition(".")[2]
        read = getattr(kind, f"read_{name}")
        assert read(source(name), [reply(text)]) == probing.ProbeResult()
        with pytest.raises(probing.LayerGone):
            read(source(name, "roads"), [reply(text)])
        with pytest.raises(OpgaveError, match=f"^{HOME} gives no capabilities of a {name.upper()}, but 'Other'"):
            read(source(name), [reply("<Other/>")])
    assert csw.read_csw(source("csw"), [reply("<X/>")]) == geocoder.read_locator(source("locator"), [reply({})]) == probing.ProbeResult()
    with pytest.raises(OpgaveError):
        csw.read_csw(source("csw"), [reply("nothing")])
    with pytest.raises(OpgaveError):
        geocoder.read_locator(source("locator"), [reply([])])


# --- which kind an answer shows


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<WFS_Capabilities/>", "wfs"), (" \n<WMS_Capabilities/>", "wms"), ("<WMT_MS_Capabilities/>", "wms"),
        ("<GetRecordsResponse/>", "csw"),
        ("<Capabilities><Contents/></Capabilities>", "wmts"), ("<Capabilities/>", ""), ("<RDF/>", "dcat"), ("<Other/>", ""),
        ("<broken", ""),
        ('<Capabilities xmlns="http://www.opengis.net/cat/csw/2.0.2"/>', "csw"), ("", ""), ("text", ""), ("{broken", ""),
        ('<Catalog xmlns="http://www.w3.org/ns/dcat#"><Dataset/></Catalog>', "dcat"), ("<Catalog><Dataset/></Catalog>", ""),
        ('[{"@id": "a"}]', "dcat"), ("[1]", ""), ("[]", ""), ('{"@graph": []}', "dcat"), ('{"@context": 1}', "dcat"),
        ('{"currentVersion": 10, "folders": []}', "arcgis"), ('{"currentVersion": 10}', ""), ('{"layers": []}', ""),
        ('{"total_count": 1, "results": []}', "opendatasoft"), ('{"results": []}', ""), ('{"total_count": 1}', ""),
        ('{"features": [{"properties": {"title": "a"}, "links": []}]}', "records"), ('{"features": [{"properties": {"title": "a"}}]}', ""),
        ('{"features": [{"links": []}]}', ""), ('{"features": []}', ""), ('{"features": [1]}', ""),
        ('{"links": [], "collections": []}', "oapif"), ('{"links": [], "conformsTo": []}', "oapif"),
        ('{"links": []}', ""), ('{"title": 1}', ""),
    ],
)  # fmt: skip
def test_the_kind_of_an_answer(content, kind):
    assert recognise.kind_of_reply(reply(content)) == kind
    assert recognise.kind_of_reply(Reply(GetRequest(HOME), content=content.encode(), error=OpgaveError("no"), trouble=Trouble.STATUS)) == ""


# --- projects


def test_a_project_is_read_with_what_else_is_in_its_archive(tmp_path):
    archive, plain = tmp_path / "a.qgz", tmp_path / "a.QGS"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.qgs", "<é/>")
        made.writestr("a.qgd", b"\x00")
    plain.write_text("<é/>", encoding="utf-8")
    assert project_file.read_project(archive) == ("<é/>", {"a.qgd": b"\x00"})
    assert project_file.read_project(plain) == ("<é/>", {})
    project_file.write_project(tmp_path / "temporary", tmp_path / "b.qgz", "<ü/>", {"a.qgd": b"\x00"})
    (tmp_path / "temporary").rename(tmp_path / "b.qgz")
    assert project_file.read_project(tmp_path / "b.qgz") == ("<ü/>", {"a.qgd": b"\x00"})
    assert zipfile.ZipFile(tmp_path / "b.qgz").infolist()[0].compress_type == zipfile.ZIP_DEFLATED
    project_file.write_project(tmp_path / "temporary", tmp_path / "b.qpt", "<ü/>", {})
    assert (tmp_path / "temporary").read_text(encoding="utf-8") == "<ü/>"


def test_what_is_no_project(tmp_path):
    sentence = "is no project that can be read: give a .qgs, .qgz, .qpt or .qlr file."
    for name, content in (("a.txt", b"x"), ("a.qgs", b"\xff"), ("a.qgz", b"x")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(OpgaveError, match=f"^'{tmp_path / name}' {sentence}$"):
            project_file.read_project(tmp_path / name)
    with pytest.raises(OpgaveError, match=sentence):
        project_file.read_project(tmp_path / "absent.qgs")
    with zipfile.ZipFile(tmp_path / "b.qgz", "w") as made:
        made.writestr("x.txt", "x")
    with pytest.raises(OpgaveError, match=f"^'{tmp_path / 'b.qgz'}' holds no project.$"):
        project_file.read_project(tmp_path / "b.qgz")


@pytest.mark.parametrize(
    ("path", "project", "suffixes"),
    [("b.qgz", "a.qgs", ""), ("b.QGS", "a.qgz", ""), ("b.qpt", "a.QPT", ""), ("b.qlr", "a.qpt", ".qpt"),
     ("b.qpt", "a.qgs", ".qgs / .qgz"), ("b", "a.qlr", ".qlr")],
)  # fmt: skip
def test_the_name_of_a_copy(path, project, suffixes):
    if not suffixes:
        project_file.check_suffix(Path(path), Path(project))
        return
    with pytest.raises(OpgaveError) as caught:
        project_file.check_suffix(Path(path), Path(project))
    assert str(caught.value) == f"OUTPUT is '{path}', a copy of {project}: end its name in {suffixes}."


def layer(provider="WFS", src=f"url='{HOME}' typename='trees'", name="Bomen") -> ProjectLayer:
    return ProjectLayer("l1", name, provider, src)


def test_a_layer_that_answers_at_its_new_place_goes_there():
    here, there = layer(), LayerPlace("https://new.example/wfs", "trees")
    up, dead = Checked(source("wfs"), State.UP), Checked(source("wfs"), State.DEAD, OpgaveError("It is silent."))
    assert repair.repair(here, there, up) == repair.Repair(here, there)
    assert repair.repair(here, there, dead) == repair.Repair(here, reason=dead.detail)
    catalogue = Catalogue(own_successors=(Successor(HOME, "https://new.example/wfs", layers={"trees": "bomen"}),))
    assert repair.successor_of(here, catalogue) == LayerPlace("https://new.example/wfs", "bomen")
    assert repair.successor_of(here, Catalogue()) == here.place


def test_a_database_that_moved(qgis_app):
    own = layer("postgres", "dbname='gis' host=old.example port=5432 key='id' table=\"public\".\"trees\" (geom)")
    moved = (Successor("host=other.example", "host=x"), Successor("host=old.example dbname=gis", "host=new.example port=5433"))
    found = repair.successor_of(own, Catalogue(own_successors=moved))
    assert "new.example" in found.address and "5433" in found.address and found.layer == own.place.layer
    assert repair.successor_of(own, Catalogue(own_successors=moved[:1])) == own.place
    assert repair.record_at(own, own.place, 3).source.options == {"key": "id"}
    remote = repair.record_at(layer(name=""), LayerPlace(f"{HOME}?", "trees"), 3)
    assert (remote.id, remote.title.nl, remote.source.path, remote.source.options) == ("layer_3", "l1", HOME, {})


def test_the_report_of_a_repaired_project(qgis_app):
    done = [
        repair.Repair(layer(), LayerPlace("https://new.example/wfs", "trees")),
        repair.Repair(layer(name=""), reason=OpgaveError("Het zwijgt.")),
    ]
    page = repair_report("kaart.qgz", done, Language("en"))
    assert page.index("Het zwijgt.") < page.index("https://new.example/wfs") and "l1" in page and "Bomen" in page and "kaart.qgz" in page


# --- databases


def test_databases_are_looked_at_side_by_side(qgis_app, monkeypatch):
    """Two tables of one database one after the other, the third, of another, at once; what a table says stays with it."""
    asked = []
    monkeypatch.setattr(databases, "look_at_table", lambda one: asked.append(one.id) or probing.ProbeResult((one.source.layer,)))
    tables = [
        record("postgis", path, name, id=name, auth=auth)
        for path, name, auth in (("a", "x", ""), ("b", "y", ""), ("a", "z", ""), ("a", "w", "k"))
    ]
    assert [[one.id for one in some.records] for some in databases.databases_of(tables)] == [["x", "z"], ["y"], ["w"]]
    assert databases.look_at_tables(tables, Limits()) == {one.id: probing.ProbeResult((one.id,)) for one in tables}
    assert asked.index("x") < asked.index("z") and databases.look_at_tables([], Limits()) == {}


def test_a_silent_database_is_left_and_not_asked_again(qgis_app, monkeypatch):
    tables = [record("postgis", "host=a password=geheim", name, id=name) for name in "xyz"]
    database = databases.Database(tables)
    database.found["x"] = probing.ProbeResult()
    found = database.results()
    assert found["x"] == probing.ProbeResult() and "geheim" not in str(found["y"])
    assert str(found["y"]).startswith("Table y of ") and "gave no answer within the time limit" in str(found["y"])
    assert str(found["z"]).startswith("Table z of ") and "was not asked, because the database was silent before" in str(found["z"])
    database.found |= {"y": probing.ProbeResult(), "z": probing.ProbeResult()}
    assert set(database.results().values()) == {probing.ProbeResult()}


# --- reports


def test_the_report_of_a_harvest(qgis_app):
    old = record("wfs", HOME, "a", id="a", title=Text("Aa"), publisher=Publisher("Stad", "city"))
    first = merge(Catalogue(), Harvest(HOME, "", (old, record("wfs", HOME, "b", id="b")))).catalogue
    new = record("wfs", HOME, "a", id="a", title=Text("Bb"), publisher=Publisher("Stad", "city"), licence=Licence("CC0"))
    harvest = Harvest(HOME, "", (new, record("wfs", HOME, "c", id="c")))
    merged = merge(first, harvest)
    english = Language("en")

    class Gathered:
        kind, left_out = "wfs", 5

    Gathered.harvest = harvest
    assert dict(harvest_reports.titled_counts(Gathered, merged, english)) == {
        "Layers listed": 2, "New layers": 1, "Changed layers": 1, "Layers removed": 1, "Left out by the filter": 5,
        "In the catalogue under another id": 0,
    }  # fmt: skip
    changed = harvest_reports.section(HarvestDifference.CHANGED, merged, english)
    assert (changed["id"], changed["values"], len(changed["rows"])) == ("changed", True, 1)
    assert changed["rows"][0] == {
        "id": "a", "title": "Bb", "publisher": "Stad", "licence": "CC0", "part": "title.nl", "before": "Aa", "after": "Bb",
    }  # fmt: skip
    gone = harvest_reports.section(HarvestDifference.GONE, merged, english)
    assert (gone["values"], [one["id"] for one in gone["rows"]], gone["rows"][0]["licence"]) == (False, ["b"], "unknown")
    page = harvest_reports.harvest_report(Gathered, merged, english)
    titles = [
        harvest_reports.DIFFERENCE_TEXTS[one]
        for one in (HarvestDifference.GONE, HarvestDifference.LICENCE, HarvestDifference.CHANGED, HarvestDifference.NEW)
    ]
    assert sorted(titles, key=lambda title: page.index(f'">{title} <')) == titles and "Listed again" not in page
    assert [harvest_reports.words(value) for value in ({"name": "CC0", "url": "u"}, ["a", 1], None, 3)] == ["CC0, u", "a, 1", "", "3"]


def test_known_records_stand_in_the_report_in_order(qgis_app):
    merged = Merged(Catalogue(own={"a": record("wfs", id="a")}), (RecordChange("a", HarvestDifference.NEW),), {"z": "mine", "b": "yours"})

    class Gathered:
        kind, left_out, harvest = "wfs", 0, Harvest(HOME)

    page = harvest_reports.harvest_report(Gathered, merged, Language("nl"))
    assert page.index("yours") < page.index("mine")
