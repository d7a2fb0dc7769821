"""What sources say of themselves and what that means; places of a project's layers; what a harvest understands: by hand."""

import datetime
from dataclasses import replace

import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.dates import Freshness
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec, Join, Licence, Publisher, Source
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.qgis_io.xml_tree import parse_markup
from opgavenkaart.processing.sources.describing.found_layer import (
    FoundLayer,
    as_id,
    crs_of,
    date_of,
    geometry_of,
    number_apart,
    record_id,
    record_of,
    service_name,
    strip_markup,
    with_words,
)
from opgavenkaart.processing.sources.describing.vocabulary import licence_of, publisher_kind, rhythm_of, theme_of
from opgavenkaart.processing.sources.harvest import recognise
from opgavenkaart.processing.sources.kinds.probing import LayerGone, ProbeResult, check_listed
from opgavenkaart.processing.sources.kinds.web_address import header, properties
from opgavenkaart.processing.sources.kinds.wfs.probe import cap_of, columns_in
from opgavenkaart.processing.sources.network import GetRequest, Limits, Reply, Trouble
from opgavenkaart.processing.sources.watch import report
from opgavenkaart.processing.sources.watch.layer_places import LayerPlace, ProjectLayer
from opgavenkaart.processing.sources.watch.needed_fields import needed_fields, of_record
from opgavenkaart.processing.sources.watch.project_file import at_folder, layers_in, with_source
from opgavenkaart.processing.sources.watch.repair import find_new_place, is_database, rename_layers
from opgavenkaart.processing.sources.watch.watch import (
    COUNTED,
    Checked,
    State,
    Verdict,
    asks_of,
    count_verdicts,
    has_source,
    is_table,
    is_tile,
    look,
    probe_of,
    read_source,
    state_of,
    with_age,
    with_needs,
    with_successor,
    with_warnings,
)
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import record
from qgis.core import QgsDataSourceUri

ADDRESS = "https://example.org/wfs"
TODAY = datetime.datetime.now(datetime.timezone.utc).date()


def wfs(**more):
    return record("wfs", ADDRESS, "trees", **more)


def checked(state=State.UP, **more):
    return Checked(wfs(), state, **more)


# ---- states and verdicts


@pytest.mark.parametrize(
    ("state", "light", "verdict", "trouble"),
    [
        (State.UP, Freshness.CURRENT, Verdict.OK, False), (State.UP, Freshness.STALE, Verdict.STALE, True),
        (State.UP, Freshness.DUE, Verdict.OK, False), (State.SLOW, Freshness.CURRENT, Verdict.OK, True),
        (State.MOVED, Freshness.STALE, Verdict.STALE, True), (State.CHANGED, Freshness.STALE, Verdict.CHANGED, True),
        (State.DEAD, Freshness.STALE, Verdict.DEAD, True), (State.GONE, Freshness.CURRENT, Verdict.DEAD, True),
        (State.CERTIFICATE, Freshness.CURRENT, Verdict.DEAD, True), (State.NO_SOURCE, Freshness.STALE, Verdict.NONE, False),
    ],
)  # fmt: skip
def test_what_a_state_and_an_age_mean(state, light, verdict, trouble):
    found = checked(state, freshness=light)
    assert (found.verdict, found.has_trouble) == (verdict, trouble)
    counted = [COUNTED[name] for name, many in count_verdicts([found, checked()]).items() for _ in range(many)]
    assert counted == sorted((one for one in (Verdict.OK, verdict) if one != Verdict.NONE), key=list(Verdict).index)


def test_what_has_a_source():
    assert has_source(wfs()) and has_source(record("postgis", "", "public.trees"))
    assert not has_source(record("none", "x")) and not has_source(record("wfs"))


def test_what_deserves_attention_the_most_pressing_first():
    """Moved goes before a certificate that ends, that before a part, that before slow."""
    soon, later = (TODAY + datetime.timedelta(days=days) for days in (30, 31))
    all_of_it = checked(moved_to="https://new.org", seconds=60.0)
    ends, part = Reply(GetRequest(ADDRESS), certificate_until=soon), ProbeResult(cap=100)
    assert with_warnings(all_of_it, [ends], part, Limits()).state == State.MOVED
    assert with_warnings(replace(all_of_it, moved_to=""), [ends], part, Limits()).state == State.EXPIRING
    fresh = replace(ends, certificate_until=later)
    assert with_warnings(replace(all_of_it, moved_to=""), [fresh], part, Limits()).state == State.CAPPED
    assert with_warnings(replace(all_of_it, moved_to=""), [fresh], ProbeResult(), Limits()).state == State.SLOW
    for seconds, limit, state in ((5.0, 30, State.UP), (5.1, 30, State.SLOW), (2.1, 4, State.SLOW), (2.0, 4, State.UP)):
        assert with_warnings(checked(seconds=seconds), [fresh], ProbeResult(), Limits(seconds=limit)).state == state


def test_a_retired_service_has_a_successor(tmp_path):
    path = tmp_path / "catalogue.json"
    path.write_text('{"records": [], "successors": [{"old": "%s", "new": "https://new.org/wfs", "since": "2025-01-01"}]}' % ADDRESS)  # noqa: UP031
    catalogue = read_catalogue(path)
    alive, dead = with_successor(checked(), catalogue), with_successor(checked(State.GONE), catalogue)
    assert (alive.state, alive.moved_to) == (State.MOVED, "https://new.org/wfs") and "retired" in alive.detail.sentence()
    assert (dead.state, dead.moved_to) == (State.GONE, "https://new.org/wfs")
    other = Checked(record("wfs", "https://other.org/wfs"), State.UP)
    assert with_successor(other, catalogue) == other


def test_fields_that_challenges_need():
    need = {"proof": {"income", "code"}}
    source = wfs(id="proof", fields={"income": FieldSpec(sources=("INKOMEN",)), "code": FieldSpec()}, join=Join("units", "sector"))
    assert of_record(source, need) == ["code", "income", "sector"] and of_record(wfs(id="other"), need) == []
    found = Checked(source, State.UP)
    assert with_needs(found, ProbeResult(), need) == found
    assert with_needs(found, ProbeResult(("INKOMEN", "CODE", "sector")), need) == found
    lacking = with_needs(found, ProbeResult(("CODE", "sector", "x")), need)
    assert (lacking.state, lacking.missing) == (State.CHANGED, ("income",)) and "CODE, sector, x" in lacking.detail.sentence()
    challenge = read_challenge("warm_homes")
    uses = needed_fields([challenge])
    assert {one.measurement.field for one in challenge.indicators if one.measurement.field} <= set().union(*uses.values())


def test_the_age_of_the_data_is_that_of_the_record_else_of_the_source():
    as_of = datetime.date(2026, 1, 1)
    said = ProbeResult(date=datetime.date(2025, 12, 1), date_origin="service")
    own = Checked(wfs(date=datetime.date(2020, 1, 1), update_rhythm="P1Y"), State.UP)
    found = with_age(own, said, as_of)
    assert (found.date.year, found.date_origin, found.freshness, found.age_days) == (2020, "record", Freshness.STALE, 2192)
    found = with_age(Checked(wfs(update_rhythm="P1Y"), State.UP), said, as_of)
    assert (found.date, found.date_origin, found.freshness, found.age_days) == (said.date, "service", Freshness.CURRENT, 31)
    for day in (datetime.date(1970, 1, 1), datetime.date(2999, 1, 1), None):
        found = with_age(Checked(wfs(), State.UP), replace(said, date=day), as_of)
        assert (found.date, found.date_origin, found.age_days) == (None, "", None)


def test_the_report_begins_with_the_worst():
    """Of equal verdicts those with trouble come first, then by id."""
    names = {"a": State.UP, "b": State.DEAD, "c": State.SLOW, "d": State.NO_SOURCE, "e": State.CHANGED, "g": State.UP}
    found = {id: record("wfs", "https://piet:geheim@example.org", id=id, title=Text(f"Laag {id}")) for id in (*names, "f")}
    every = [Checked(found[id], state) for id, state in names.items()]
    every.append(Checked(found["f"], State.UP, freshness=Freshness.STALE))
    page = report.watch_report(every, TODAY, Language("nl"))
    assert "".join(sorted(found, key=lambda id: page.index(f"Laag {id}"))) == "befcagd"
    table = report.as_table(every).table
    assert table["verdict"].tolist() == ["ok", "dead", "ok", "none", "changed", "ok", "stale"]
    assert not table["address"].str.contains("geheim").any()


def test_the_table_says_all_that_was_found():
    found = Checked(
        replace(wfs(), publisher=Publisher("Stad Velm", "gis@velm.be")),
        State.CHANGED,
        detail=OpgaveError("The layer is gone."),
        status=301,
        seconds=1.23456,
        moved_to="https://new.org/wfs",
        missing=("height", "kind"),
        date=datetime.date(2024, 5, 3),
        date_origin="service",
        freshness=Freshness.DUE,
        age_days=12,
    )
    features = report.as_table([found, Checked(wfs(), State.UP)])
    assert (features.name, features.ids.tolist(), [*features.geometry]) == ("services", [1, 2], [None, None])
    first, second = features.table.to_dict("records")
    values = {
        "publisher": "Stad Velm",
        "kind": "wfs",
        "address": wfs().location,
        "state": State.CHANGED.value,
        "verdict": "changed",
        "detail": "The layer is gone.",
        "status": 301.0,
        "seconds": 1.235,
        "moved_to": "https://new.org/wfs",
        "missing_fields": "height, kind",
        "date": "2024-05-03",
        "date_origin": "service",
        "freshness": Freshness.DUE.value,
        "age_days": 12.0,
    }
    assert {name: first[name] for name in values} == values
    assert features.table.loc[1, ["detail", "status", "moved_to", "missing_fields", "date", "date_origin", "age_days"]].isna().all()
    assert (second["record"], second["title"], second["seconds"]) == (wfs().id, wfs().title.of("nl"), 0.0)


# ---- answers


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("a;b;c\n1;2;3", ("a", "b", "c")), ("\ufeffa,b\n", ("a", "b")), ("a\tb|c\td", ("a", "b|c", "d")), ('"a;x";b', ("a;x", "b")),
        (" a ; b ", ("a", "b")), ("", None), ("  \n", None), ("\na;b", None), ("alone", ("alone",)),
    ],
)  # fmt: skip
def test_columns_in_the_first_line(text, columns):
    assert header(text) == columns


def test_properties_of_the_first_feature_of_a_beginning():
    begin = '{"type": "x", "properties": {"no": 1}, "features": [{"properties": {"a": 1, "b": {"c": 2}}, "geometry": {"coord'
    assert properties(begin) == ("a", "b")
    assert properties('{"features": []}') is None and properties('{"features": [{"properties": {"a": ') is None


@pytest.mark.parametrize(
    ("stated", "cap"),
    [
        ({"CountDefault": "1000"}, 1000), ({"CountDefault": "1000", "ImplementsResultPaging": "TRUE"}, 0),
        ({"CountDefault": "1000", "ImplementsResultPaging": "FALSE"}, 1000), ({"DefaultMaxFeatures": "50"}, 50), ({}, 0),
        ({"CountDefault": "many"}, 0),
    ],
)  # fmt: skip
def test_the_number_at_which_a_wfs_stops(stated, cap):
    constraints = "".join(f'<Constraint name="{name}"><DefaultValue>{value}</DefaultValue></Constraint>' for name, value in stated.items())
    assert cap_of(parse_markup(f"<WFS_Capabilities>{constraints}</WFS_Capabilities>", "x")) == cap


def test_layers_that_a_service_no_longer_lists():
    check_listed(record("wms", ADDRESS, "a,b"), ["a", "b", "c"])
    with pytest.raises(LayerGone, match="has no layer 'b' any more. It has: a, c"):
        check_listed(record("wms", ADDRESS, "a,b"), ["a", "c"])
    with pytest.raises(LayerGone, match=r"h \.\.\.\."):
        check_listed(record("wms", ADDRESS, "x"), list("abcdefghi"))
    with pytest.raises(LayerGone, match="g, h.$"):
        check_listed(record("wms", ADDRESS, "x"), list("abcdefgh"))
    inner = '<complexType><sequence><element name="a"/><element name="b"/><element ref="x"/></sequence></complexType>'
    assert columns_in(parse_markup(f'<schema><element name="t"/>{inner}</schema>', "x")) == ("a", "b")


# ---- layers of a project


@pytest.mark.parametrize(
    ("provider", "source", "kind", "address", "name"),
    [
        ("WFS", "typename='ns:trees' url='https://example.org/wfs' version='2.0.0'", "wfs", ADDRESS, "ns:trees"),
        ("wms", "crs=EPSG:31370&layers=a&layers=b&url=https://example.org/wms", "wms", "https://example.org/wms", "a,b"),
        ("wms", "layers=a&tileMatrixSet=x&url=https://example.org/wmts", "wmts", "https://example.org/wmts", "a"),
        ("wms", "type=xyz&url=https%3A%2F%2Fexample.org/%7Bz%7D", "xyz", "https://example.org/{z}", ""),
        ("ogr", "/data/trees.gpkg|layername=trees", "other", "", ""),
        ("postgres", "dbname='gis' host=db port=5432 key='id' table=\"public\".\"trees\" (geom)", "postgis", "", "public.trees"),
        ("arcgisfeatureserver", "url='https://example.org/arcgis/0'", "arcgis", "https://example.org/arcgis/0", ""),
    ],
)
def test_where_a_layer_is(qgis_app, provider, source, kind, address, name):
    layer = ProjectLayer("id", "Trees", provider, source)
    assert (layer.kind, layer.address, layer.layer_name) == (kind, address, name)
    assert layer.is_remote is (provider != "ogr")


def test_a_source_at_another_place_stays_as_it_was_written(qgis_app):
    here = ProjectLayer("id", "Trees", "WFS", "typename='ns:trees' url='https://example.org/wfs' version='2.0.0'")
    assert here.at(LayerPlace("https://new.org/wfs", "ns:bomen")) == "typename='ns:bomen' url='https://new.org/wfs' version='2.0.0'"
    encoded = ProjectLayer("id", "x", "wms", "type=xyz&url=https%3A%2F%2Fexample.org/a&zmax=19")
    assert encoded.at(LayerPlace("https://new.org/{z}?a=1", "")) == "type=xyz&url=https://new.org/{z}?a%3D1&zmax=19"
    table = ProjectLayer("id", "x", "postgres", "dbname='gis' host=db port=5432 key='id' table=\"public\".\"trees\" (geom) sql=a > 1")
    moved_table = table.at(LayerPlace("dbname='gis' host=other port=5433", "open.bomen"))
    assert moved_table == "dbname='gis' host=other port=5433 key='id' table=\"open\".\"bomen\" (geom) sql=a > 1"
    assert rename_layers("a,b,c", {"b": "x"}) == "a,x,c"


def test_an_address_to_which_a_server_sends_on_loses_the_request():
    target = LayerPlace("https://example.org/wfs?map=x", "trees")
    sent = checked(State.MOVED, moved_to="https://new.org/wfs?SERVICE=WFS&REQUEST=GetCapabilities&MAP=x#top")
    assert find_new_place(target, sent) == LayerPlace("https://new.org/wfs?MAP=x", "trees")
    assert find_new_place(target, checked()) == target
    empty = LayerPlace("https://old.org/wfs?map=", "trees")
    back = checked(State.MOVED, moved_to="https://new.org/wfs?MAP=&SERVICE=WFS#top")
    assert find_new_place(empty, back) == LayerPlace("https://new.org/wfs?MAP=", "trees")


PROJECT = """<qgis><projectlayers><maplayer><id>t1</id><datasource>url='https://a.org/wfs?x=1&amp;y=2'</datasource>
<layername>Trees</layername><provider>WFS</provider></maplayer></projectlayers>
<layer-tree-layer id="t1" source="url='https://a.org/wfs?x=1&amp;y=2'" providerKey="WFS"/>
<Atlas coverageLayerSource="./units.gpkg" coverageLayerProvider="ogr" coverageLayerName="Units" coverageLayer="u1"/></qgis>"""


def test_layers_and_what_else_names_a_source():
    layers = layers_in(PROJECT, "x.qgs")
    assert [(layer.id, layer.name, layer.provider, layer.source) for layer in layers] == [
        ("t1", "Trees", "WFS", "url='https://a.org/wfs?x=1&y=2'"), ("", "Units", "ogr", "./units.gpkg")
    ]  # fmt: skip
    changed = with_source(PROJECT, "url='https://a.org/wfs?x=1&y=2'", "url='https://b.org/wfs?z=3&q=4'")
    assert changed.count("https://b.org/wfs?z=3&amp;q=4") == 2 and "a.org" not in changed


def test_relative_paths_lead_to_the_same_files_from_another_folder(tmp_path):
    layers = layers_in(PROJECT, "x.qgs")
    old, new = tmp_path / "a", tmp_path / "b" / "c"
    for folder in (old, new):
        folder.mkdir(parents=True)
    assert 'coverageLayerSource="../../a/units.gpkg"' in at_folder(PROJECT, layers, old, new)
    assert 'coverageLayerSource="./a/units.gpkg"' in at_folder(PROJECT, layers, old, tmp_path)
    assert at_folder(PROJECT, layers, old, old) == PROJECT


# ---- harvests


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"@context": "x"}, "dcat"), ([{"@id": "x"}], "dcat"), ([1], ""), ("x", ""), ({"currentVersion": 11, "layers": []}, "arcgis"),
        ({"currentVersion": 11}, ""), ({"total_count": 1, "results": []}, "opendatasoft"), ({"total_count": 1}, ""),
        ({"links": [], "collections": []}, "oapif"), ({"links": []}, ""), ({"links": [], "title": "x"}, "oapif"),
        ({"features": [{"properties": {"title": "x"}, "links": []}]}, "records"), ({"features": [{"properties": {"title": "x"}}]}, ""),
        ({"features": [], "links": [], "title": "x"}, "oapif"),
    ],
)  # fmt: skip
def test_kinds_of_catalogues_by_the_keys_of_json(document, kind):
    assert recognise.kind_of_json(document) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<WFS_Capabilities/>", "wfs"), (b"\xef\xbb\xbf <WMT_MS_Capabilities/>", "wms"), (b"<html></html>", ""), (b"plain", ""),
        (b'<Capabilities xmlns="http://www.opengis.net/cat/csw/2.0.2"/>', "csw"), (b"<Capabilities><Contents/></Capabilities>", "wmts"),
        (b"<Capabilities/>", ""), (b'{"@graph": []}', "dcat"), (b"{not json", ""), (b"<rdf:RDF xmlns:rdf='x'/>", "dcat"),
    ],
)  # fmt: skip
def test_kinds_of_catalogues_by_their_root(content, kind):
    assert recognise.kind_of_content(content, "x") == kind


@pytest.mark.parametrize(
    ("text", "crs"),
    [
        ("EPSG:31370", "EPSG:31370"), ("urn:ogc:def:crs:EPSG::31370", "EPSG:31370"),
        ("http://www.opengis.net/def/crs/EPSG/0/3812", "EPSG:3812"),
        ("31370", "EPSG:31370"), ("urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84"), ("CRS:84", "OGC:CRS84"), ("ESRI:102499", "ESRI:102499"),
        ("Belge Lambert 72 (EPSG:31370)", "EPSG:31370"), ("Lambert", ""), ("", ""),
    ],
)  # fmt: skip
def test_systems_in_any_of_the_ways_to_write_them(text, crs):
    assert crs_of(text) == crs


def test_words_of_catalogues_in_ours():
    assert date_of(" 2026-01-02T10:00") == datetime.date(2026, 1, 2) and date_of("2026-03") == datetime.date(2026, 3, 1)
    assert date_of("2026-02-30") is None and date_of("2 March") is None
    words = {"MultiSurfacePropertyType": "polygon", "esriGeometryPolyline": "line", "Point": "point", "?": ""}
    assert {word: geometry_of(word) for word in words} == words
    assert strip_markup(" <b>a</b>&amp;  b\n") == "a & b"
    assert service_name("https://piet:x@example.org:8080/geo/wfs/") == "example.org-8080-geo-wfs"
    assert as_id("Één Laag (x)") == "een-laag-x-" and as_id("1a") == "h1a"
    assert rhythm_of("http://publications.europa.eu/resource/authority/frequency/ANNUAL") == rhythm_of("annually") == "P1Y"
    assert rhythm_of("P6M") == "P6M" and rhythm_of("often") == "" and rhythm_of("") == ""
    assert publisher_kind("Iets", "https://geo.vlaanderen.be/wfs") == "flemish"
    assert publisher_kind("Iets", "https://example.org") == "private" and publisher_kind("Iets", "", "city") == "city"
    open_one, passed_on = licence_of(["CC0", "x"])
    assert passed_on == "yes" and open_one.name
    terms = Licence("Gratis Open Data Licentie Vlaanderen", "https://x.be/voorwaarden")
    assert licence_of([terms.name], terms.url) == (terms, "yes"), "no version is added that nobody stated"
    assert licence_of([f"Hier geldt de {terms.name}."], terms.url)[0].name == "Gratis Open Data Licentie Vlaanderen v1.2"
    closed, passed_on = licence_of(["Eigen voorwaarden: https://x.be/a."])
    assert (closed.url, passed_on) == ("https://x.be/a", "no") and licence_of([])[1] == "no"
    assert licence_of(["x" * 161])[0].name == "x" * 160 + "..." and licence_of(["x" * 160])[0].name == "x" * 160
    assert theme_of([], "zzz") == ("", "")


def test_a_record_of_what_was_found():
    found = FoundLayer("abc", Source("wfs", ADDRESS, "trees"), title=" <i>Bomen</i> ", abstract="  ", language="dut", publisher="Stad Gent",
                  crs="urn:ogc:def:crs:EPSG::31370", date="2026-01", rhythm="annually", lineage="x  y")  # fmt: skip
    made = record_of(found, "https://origin.org")
    assert (made.id, made.title.nl, made.title.en, made.description.nl) == ("md:abc", "Bomen", "", "")
    assert (made.crs, made.geometry, made.date, made.update_rhythm, made.lineage) == (
        "EPSG:31370", "unknown", datetime.date(2026, 1, 1), "P1Y", "x y"
    )  # fmt: skip
    english = record_of(replace(found, language="ENG", abstract="a", publisher="", title=""), "https://origin.org")
    assert (english.title.en, english.description.en, english.publisher.name) == ("abc", "a", "example.org")
    assert record_of(replace(found, publisher="", source=Source("wfs")), "https://origin.org").publisher.name == "origin.org"


def test_what_would_get_the_same_id_is_numbered_by_its_source():
    one, other, third = (FoundLayer("A", Source("wfs", path), "md") for path in ("https://b.org", "https://a.org", "https://c.org"))
    apart = number_apart([one, other, third])
    ids = {found.source.path: record_id(found) for found in apart}
    assert ids == {"https://a.org": "md:a", "https://b.org": "md:a-2", "https://c.org": "md:a-3"}
    assert with_words(replace(one, title="Grote Bomen", keywords=("Groen",)), "bomen GROEN") and not with_words(one, "bomen")


@pytest.mark.parametrize(
    ("own", "stated", "same"),
    [
        ("dbname='gis' host=DB.stad.be port=5432", "dbname='gis' host=db.STAD.be port=5432", True),
        ("dbname='gis' host=db", "host=db port=5432", True),  # what is not stated may be anything, and 5432 is usual
        ("dbname='gis' host=db", "host=db port=5433", False),
        ("dbname='gis' host=db port=5433", "host=db port=5432", False),
        ("dbname='gis' host=db", "dbname='GIS' host=db", False),
        ("dbname='gis' host=db", "dbname='gis' host=other", False),
        ("dbname='gis'", "dbname='gis'", False),
    ],
)
def test_a_layer_is_in_the_database_that_a_successor_states(own, stated, same):
    assert is_database(QgsDataSourceUri(own), QgsDataSourceUri(stated)) is same


# ---- what answers mean


def dead(trouble, **more):
    return Reply(GetRequest(ADDRESS), error=OpgaveError("It failed."), trouble=trouble, **more)


def good(content="", **more):
    return Reply(GetRequest(ADDRESS), url=ADDRESS, status=200, content=content.encode(), **more)


LISTED = "<WFS_Capabilities><FeatureTypeList><FeatureType><Name>{}</Name></FeatureType></FeatureTypeList></WFS_Capabilities>"


@pytest.mark.parametrize(
    ("trouble", "state"),
    [(Trouble.CERTIFICATE, State.CERTIFICATE), (Trouble.GONE, State.GONE), (Trouble.SILENT, State.DEAD), (Trouble.STATUS, State.DEAD)],
)
def test_what_a_failed_request_means(trouble, state):
    assert state_of([good(), dead(trouble)]) == state and state_of([dead(trouble), dead(Trouble.SILENT)]) == state
    found, seen = look(wfs(), [dead(trouble, seconds=2.0)], Limits(), {})
    assert (found.state, str(found.detail), found.seconds, seen) == (state, "It failed.", 2.0, ProbeResult())


def test_what_answers_mean():
    up, seen = look(wfs(), [good(LISTED.format("trees"), seconds=1.0), good("<schema/>", seconds=3.0)], Limits(), {})
    assert (up.state, up.status, up.seconds, seen) == (State.UP, 200, 3.0, ProbeResult())
    moved, _ = look(wfs(), [good(LISTED.format("trees"), moved_to="https://new.org")], Limits(), {})
    assert (moved.state, moved.moved_to) == (State.MOVED, "https://new.org")
    gone, seen = look(wfs(), [good(LISTED.format("roads"))], Limits(), {})
    assert (gone.state, gone.status, seen) == (State.GONE, 200, ProbeResult()) and "has no layer 'trees' any more" in str(gone.detail)
    none, seen = look(record("none"), [], Limits(), {})
    assert (none.state, seen) == (State.NO_SOURCE, ProbeResult())


def test_only_the_essential_requests_must_be_answered():
    """Without the description of its layer a WFS is there, and its columns are not known."""
    assert read_source(wfs(), [good(LISTED.format("trees")), dead(Trouble.STATUS)], {}) == ProbeResult()
    with pytest.raises(OpgaveError, match="It failed"):
        read_source(wfs(), [dead(Trouble.STATUS), good("<schema/>")], {})
    xyz = record("xyz", "https://example.org/{z}/{x}/{y}.png")
    assert is_tile(xyz, dead(Trouble.GONE)) and not is_tile(xyz, dead(Trouble.DENIED)) and not is_tile(wfs(), dead(Trouble.GONE))
    table = record("postgis", "host=a", "public.trees", id="t")
    assert read_source(table, [], {"t": ProbeResult(("a",))}) == ProbeResult(("a",)) and is_table(table) and not is_table(wfs())
    with pytest.raises(OpgaveError, match="silent"):
        read_source(table, [], {"t": OpgaveError("silent")})


def test_only_addresses_on_the_web_are_probed():
    need = {"proef": {"code"}}
    assert probe_of(wfs()) is not None and probe_of(record("gpkg", "a.gpkg")) is None and probe_of(record("postgis", "host=a", "t")) is None
    assert (len(asks_of(wfs(), {})), len(asks_of(wfs(), need)), asks_of(record("gpkg", "a.gpkg"), need)) == (1, 2, [])


def test_the_age_is_what_the_record_says_before_what_the_source_does():
    day, old = datetime.date(2026, 1, 1), datetime.date(2025, 1, 1)
    as_of = datetime.date(2026, 3, 2)
    own = with_age(Checked(wfs(date=old, update_rhythm="P1Y"), State.UP), ProbeResult(date=day, date_origin="service"), as_of)
    assert (own.date, own.date_origin, own.age_days, own.freshness) == (old, "record", 425, Freshness.DUE)
    said = with_age(Checked(wfs(update_rhythm="P1Y"), State.UP), ProbeResult(date=day, date_origin="service"), as_of)
    assert (said.date, said.date_origin, said.age_days, said.freshness) == (day, "service", 60, Freshness.CURRENT)
    column = with_age(Checked(wfs(date=old, options={"date_origin": "column"}), State.UP), ProbeResult(), as_of)
    assert (column.date, column.date_origin) == (old, "column")
    future = ProbeResult(date=max(TODAY, as_of) + datetime.timedelta(days=3), date_origin="service")
    nothing = with_age(Checked(wfs(), State.UP), future, as_of)
    assert (nothing.date, nothing.date_origin, nothing.age_days, nothing.freshness) == (None, "", None, Freshness.UNKNOWN)


def test_what_each_warning_says():
    days = TODAY + datetime.timedelta(days=3)
    assert str(with_warnings(checked(moved_to="https://new.org"), [], ProbeResult(), Limits()).detail) == (
        f"{ADDRESS} has moved to https://new.org: change it in the catalogue."
    )
    ends = with_warnings(checked(), [good(), good(certificate_until=days)], ProbeResult(), Limits())
    assert str(ends.detail) == f"The certificate of {ADDRESS} expires on {days.isoformat()}: inform the publisher."
    assert str(with_warnings(checked(), [], ProbeResult(cap=100), Limits()).detail) == (
        f"{ADDRESS} gives at most 100 features and has no pages: a larger layer is incomplete."
    )
    assert str(with_warnings(checked(seconds=7.26), [], ProbeResult(), Limits()).detail) == f"{ADDRESS} took 7.3 seconds."
