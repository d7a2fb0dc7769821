"""Content made to end the program, or to fill its memory: each is one sentence."""

import json
import os
import re

import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.errors import Mistakes, OpgaveError
from opgavenkaart.processing.model.files import parse_json, read_json
from opgavenkaart.processing.qgis_io.content_net import content_of
from opgavenkaart.processing.qgis_io.xml_tree import parse_markup
from opgavenkaart.processing.sources.describing.links import Link
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.processing.sources.kinds import dcat
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.network.content import json_of, refuse_page
from opgavenkaart.test.support.layers import record
from opgavenkaart.test.support.servers_replay import JSON, Answer, replay

RECORD = {
    "id": "parks",
    "title": {"nl": "Parken", "en": "Parks"},
    "publisher": {"name": "Stad", "kind": "city"},
    "source": {"kind": "csv", "path": "parks.csv"},
}
WRONG = (None, True, 1, -1, 10**30, 0.5, "x", "²", "", [], [1], [[]], {}, {"a": 1}, [None], [{"a": {}}])
"""Values of every type, of which each option and each key of an answer takes few."""


def catalogue(folder, *records, **head):
    path = folder / "catalogue.json"
    path.write_text(json.dumps({"records": list(records), **head}), encoding="utf-8")
    return path


def test_elements_within_each_other_without_end():
    deep = "<a>" * 100_000 + "</a>" * 100_000
    with pytest.raises(OpgaveError, match="gives XML with more elements"):
        parse_markup(deep, "server")
    assert parse_markup("<a>" * 150 + "x" + "</a>" * 150, "server").all_text == "x"


def test_elements_without_end_beside_each_other():
    many = "<a>" + "<b/>" * 101 + "</a>"
    with pytest.raises(OpgaveError, match="gives XML with more elements"):
        parse_markup(many, "server", 101)
    assert len(parse_markup(many, "server", 102).children) == 101


def test_a_service_that_answers_with_them(qgis_app):
    with replay({"/wfs": Answer(b"<WFS_Capabilities>" * 50_000)}) as server, pytest.raises(OpgaveError, match="more elements"):
        gather(f"{server.url}/wfs", "wfs")


@pytest.mark.parametrize("bomb", ["[" + "[]," * 6_000_000 + "[]]", "[" + "0," * 21_000_000 + "0]"], ids=["lists", "numbers"])
def test_json_that_grows_when_it_is_read(bomb):
    for read in (parse_json, lambda text, where: json_of(text.encode(), where)):
        with pytest.raises(OpgaveError, match="holds more values than can be read at once"):
            read(bomb, "server")


def test_a_page_behind_a_thousand_comments():
    comments = "<!-- -->" * 100_000
    refuse_page(comments + "x", "server")
    refuse_page("<!--" * 100_000, "server")
    for page in (comments + "<html>", "\n<?xml version='1.0'?> <!-- a > b --> <!DOCTYPE  html>", "<HTML lang='nl'>"):
        with pytest.raises(OpgaveError, match="returns a web page"):
            refuse_page(page, "server")
    for data in ("<?xml version='1.0'?><htmlish/>", "<!-- <html> --><a/>", "{}"):
        refuse_page(data, "server")


@pytest.mark.skipif(os.name != "posix", reason="devices and pipes as files")
@pytest.mark.parametrize("include", ["/dev/zero", "pipe", "."])
def test_a_catalogue_that_includes_what_never_ends(tmp_path, include):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OpgaveError, match="is not a file, so it cannot be read"):
        read_catalogue(catalogue(tmp_path, includes=[include]))


@pytest.mark.parametrize(
    "include", ["//attacker/share/c.json", r"\\attacker\share\c.json", "http://attacker/c.json", "/vsicurl/x", "a\0.json"]
)
def test_a_catalogue_that_includes_from_another_computer(tmp_path, include):
    with pytest.raises(OpgaveError, match="which is no file that may be opened from here"):
        read_catalogue(catalogue(tmp_path, includes=[include]))


def test_catalogues_that_include_each_other_by_the_thousand(tmp_path):
    for level in range(20):
        document = {"records": [], "includes": [f"{level + 1}.json"] * 2}
        (tmp_path / f"{level}.json").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "20.json").write_text('{"records": []}', encoding="utf-8")
    with pytest.raises(OpgaveError, match="includes more than 100 others"):
        read_catalogue(tmp_path / "0.json")


def test_a_file_of_json_that_is_too_large(tmp_path):
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(400 * 1024 * 1024)  # a file with holes: it takes no room
    with pytest.raises(OpgaveError, match="has more than 300 MB"):
        read_json(tmp_path / "large.json")


@pytest.mark.parametrize(
    "path", ["//attacker/share/x.csv", r"\\attacker\share\x.csv", "file:///etc/passwd", "ftp://attacker/x.csv", "/vsizip//etc/x.zip"]
)
def test_a_record_that_leads_to_another_computer_is_a_mistake_and_is_never_touched(tmp_path, path):
    wrong = RECORD | {"source": {"kind": "csv", "path": path}}
    found = read_catalogue(catalogue(tmp_path, wrong, RECORD | {"id": "trees"}))
    assert list(found.records) == ["trees"]
    assert "is neither a web address" in found.mistakes["parks"][0].sentence()
    part = {"kind": "union", "parts": [{"kind": "csv", "path": "a.csv"}, {"kind": "csv", "path": path}]}
    assert list(read_catalogue(catalogue(tmp_path, RECORD | {"source": part})).mistakes) == ["parks"]


def test_a_catalogue_on_a_share_may_name_files_of_that_share():
    from opgavenkaart.processing.model.file_places import leads_elsewhere

    assert not leads_elsewhere("//server/gis/x.gpkg", "//SERVER/plans")
    assert not leads_elsewhere(r"\\server\gis\x.gpkg", r"\\server\plans")
    assert not leads_elsewhere("C:/gis/x.gpkg", "C:/plans") and not leads_elsewhere("/home/an/x.gpkg", "/home/an")
    assert leads_elsewhere("//other/gis/x.gpkg", "//server/plans") and leads_elsewhere(r"\\?\C:\x.gpkg", "C:/plans")


def test_a_field_of_a_table_beyond_all_limits(qgis_app, tmp_path):
    (tmp_path / "large.csv").write_text(f'sector;words\n1;"{"x" * 200_000}"\n', encoding="utf-8")
    loaded = load_record(record("csv", tmp_path / "large.csv", geometry="none"))
    assert loaded.features.table["words"].str.len().tolist() == [200_000]


OPTIONS = (
    *("date_field", "date_origin", "decimal", "distinct", "encoding", "filter", "header", "language", "member", "missing", "newest"),
    *("pivot", "records", "separator", "tags", "thousands", "where", "x", "y", "year", "hours", "day", "interpolate", "key", "nis_code"),
)


@pytest.mark.malformed
def test_options_of_every_type(qgis_app, tmp_path):
    """A record with an option of the wrong type is a mistake, or one sentence when it is loaded."""
    (tmp_path / "parks.csv").write_text("sector;x;y;n\n1;100000;190000;4\n2;100010;190000;5\n", encoding="utf-8")
    (tmp_path / "parks.json").write_text('[{"sector": "1", "n": 4}]', encoding="utf-8")
    kinds = [("csv", "parks.csv", OPTIONS), ("json", "parks.json", ("records", "pivot", "missing"))]
    documents = [
        RECORD | {"id": f"r{number}", "geometry": "none", "source": {"kind": kind, "path": path, "options": {option: value}}}
        for number, (kind, path, option, value) in enumerate(
            (kind, path, option, value) for kind, path, options in kinds for option in options for value in WRONG[::2]
        )
    ]
    found = read_catalogue(catalogue(tmp_path, *documents))
    assert len(found.mistakes) > len(documents) / 3
    for id in found.records:
        try:
            load_record(found.records[id])
        except Mistakes as error:
            assert error.mistakes
        except OpgaveError as error:
            assert error.sentence()


PAGES = {
    "arcgis": {
        "layers": [{"id": 0, "name": "Parken", "geometryType": "esriGeometryPoint", "type": "Feature Layer"}],
        "tables": [{"id": 1, "name": "Tabel"}],
        "spatialReference": {"wkid": 31370},
        "services": [{"name": "parken", "type": "MapServer"}],
        "folders": ["groen"],
    },
    "oapif": {
        "title": "Dienst",
        "links": [{"rel": "data", "href": "/collections", "type": "application/json"}],
        "collections": [{"id": "parken", "title": "Parken", "links": [{"rel": "items", "href": "x"}], "crs": ["EPSG:31370"], "extent": {}}],
    },
    "records": {
        "features": [
            {
                "id": "a",
                "properties": {
                    "title": "Parken",
                    "contacts": [{"roles": ["publisher"], "emails": [{"value": "a"}]}],
                    "themes": [{"concepts": [{"id": "x"}]}],
                },
                "links": [{"rel": "data", "href": "x"}],
            }
        ],
        "links": [],
        "numberMatched": 1,
        "collections": [{"id": "c", "itemType": "record"}],
    },
    "dcat": {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@graph": [
            {
                "@id": "a",
                "@type": "dcat:Dataset",
                "dct:title": [{"@value": "Parken", "@language": "nl"}],
                "dcat:distribution": [{"@id": "b", "dcat:accessURL": "x"}],
            }
        ],
    },
    "opendatasoft": {
        "total_count": 1,
        "results": [
            {
                "dataset_id": "parken",
                "metas": {"default": {"title": "Parken", "keyword": ["a"], "modified": "2024-01-01"}},
                "features": ["geo"],
                "fields": [{"name": "a", "type": "text"}],
            }
        ],
    },
}


@pytest.mark.parametrize("shared", ["service", "distribution"])
def test_nodes_that_share_each_other_do_not_multiply(qgis_app, tmp_path, monkeypatch, shared):
    """A few thousand addresses behind a few thousand distributions would be millions of links."""
    urls, made = [f"https://x.be/wfs{number}" for number in range(3000)], []
    monkeypatch.setattr(dcat, "Link", lambda *words: made.append(words) or Link(*words))
    services = [{"@id": "_:s", "endpointURL": urls}]
    ways = [{"@id": f"_:d{number}", "accessService": {"@id": "_:s"}} for number in range(3000)]
    if shared == "distribution":
        ways = [{"@id": "_:d", "downloadURL": urls}] * 3000
    data = {"@id": "a", "@type": "dcat:Dataset", "dct:title": "Parken", "dcat:distribution": ways}
    (tmp_path / "a.json").write_text(json.dumps({"@graph": [*services, data]}), encoding="utf-8")
    (record,) = gather(str(tmp_path / "a.json"), "dcat").harvest.records
    assert record.source.path == "https://x.be/wfs0" and len(made) <= 1000


def malformed(value):
    """Yield a document with, in place of each value in it, one of every type."""
    yield from WRONG
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        for other in malformed(inner):
            copy = dict(value) if isinstance(value, dict) else list(value)
            copy[key] = other
            yield copy


@pytest.mark.malformed
@pytest.mark.parametrize("kind", PAGES)
def test_answers_of_every_type(qgis_app, tmp_path, kind):
    """A harvest of an answer in which something is of the wrong type gives what can be read, or one sentence."""
    path, sentences = tmp_path / "answer.json", 0
    documents = list(malformed(PAGES[kind]))
    for document in documents:
        path.write_text(json.dumps(document), encoding="utf-8")
        for one in (kind, "auto"):
            try:
                gather(str(path), one)
            except OpgaveError as error:
                sentences += 1
                assert not re.search(r"[{}]\w*[{}]", error.sentence()[:20])
    assert sentences


@pytest.mark.malformed
@pytest.mark.parametrize("kind", ["arcgis", "oapif", "records", "opendatasoft"])
def test_answers_of_every_type_from_a_service(qgis_app, kind):
    documents = list(malformed(PAGES[kind]))[:: 1 + len(list(malformed(PAGES[kind]))) // 12]
    now = [b""]
    everything = {
        path: lambda *_: Answer(now[0], JSON) for path in ("", "/", "/x", "/collections", "/collections/c/items", "/catalog/datasets")
    }
    with replay(everything) as server:
        for document in documents:
            now[0] = json.dumps(document).encode()
            try:
                gather(f"{server.url}/x", kind)
            except OpgaveError as error:
                assert error.sentence()


@pytest.mark.malformed
def test_what_falls_into_the_net_is_one_sentence_and_is_logged(qgis_app):
    heard = []
    qgis_app.messageLog().messageReceived[str, str, type_of_level()].connect(lambda *told: heard.append(told))
    with (
        pytest.raises(OpgaveError, match=r"'parks' cannot be read, because its content is not as it should be \(TypeError\)"),
        content_of("parks"),
    ):
        len(5)
    assert "has no len()" in heard[0][0]
    with pytest.raises(OpgaveError, match="own sentence"), content_of("parks"):
        raise OpgaveError("own sentence")
    with pytest.raises(NotImplementedError), content_of("parks"):
        raise NotImplementedError


def type_of_level():
    from qgis.core import Qgis

    return Qgis.MessageLevel
