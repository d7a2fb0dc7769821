"""A store brought up to date: only what changed is fetched, and what fails leaves the last good copy."""

import contextlib
import hashlib
import json
import os
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.sources.store.folder import FolderStore
from qgis.core import QgsProcessingException


class Web:
    """A web server of static files that counts what it sends; ``validators`` is which headers it knows."""

    def __init__(self):
        self.files: dict[str, bytes] = {}
        self.validators = ("ETag", "Last-Modified")
        self.sent = Counter()
        self.answers = {}
        self.url = ""

    def headers(self, path: str) -> dict[str, str]:
        digest = hashlib.sha256(self.files[path]).hexdigest()
        day = int(digest[:2], 16) % 28 + 1
        all = {"ETag": f'"{digest[:12]}"', "Last-Modified": f"Mon, {day:02} Jan 2024 10:00:00 GMT"}
        return {name: all[name] for name in self.validators}

    def answer(self, target: str, headers) -> tuple[int, dict, bytes]:
        path = urlsplit(target).path
        if path in self.answers:
            return 200, {"Content-Type": "application/json"}, self.answers[path](dict(parse_qsl(urlsplit(target).query)))
        if path not in self.files:
            return 404, {}, b""
        known = self.headers(path)
        same = headers.get("If-None-Match") == known.get("ETag") if "ETag" in known else False
        same = same or "ETag" not in known and known and headers.get("If-Modified-Since") == known["Last-Modified"]
        return (304, known, b"") if same else (200, known, self.files[path])


@pytest.fixture
def web():
    serving = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            status, headers, content = serving.answer(self.path, self.headers)
            serving.sent[urlsplit(self.path).path] += len(content)
            with contextlib.suppress(OSError):
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(content))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield serving
    server.shutdown()
    server.server_close()


def points(values) -> bytes:
    rows = [({"code": f"c{x}", "n": n}, {"type": "Point", "coordinates": [x / 1000, 51.0]}) for x, n in enumerate(values)]
    features = [{"type": "Feature", "properties": properties, "geometry": geometry} for properties, geometry in rows]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def record(id, kind, path, **more):
    said = {"title": {"nl": id}, "publisher": {"name": "Stad", "kind": "city"}, "licence": {"name": "CC0"}}
    return {
        "id": id,
        **said,
        "geometry": "point",
        "key": "code",
        "source": {"kind": kind, "path": str(path), "layer": more.pop("layer", "")},
        **more,
    }


@pytest.fixture
def sync(run_algorithm, tmp_path):
    """Sync records (JSON) into a store in ``tmp_path / "store"``; the counts are updated, unchanged, failed."""

    def run(*records, **more):
        path = tmp_path / "catalogue.json"
        path.write_text(json.dumps({"records": list(records)}))
        ran = run_algorithm("sync_store", {"CATALOGUE": str(path), "STORE": str(tmp_path / "store"), "FAIL_ON": "none", **more})
        ran.counts = tuple(ran[f"{name}_COUNT"] for name in ("UPDATED", "UNCHANGED", "FAILED"))
        return ran

    return run


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path / "store")


@pytest.mark.parametrize("validators", [("ETag", "Last-Modified"), ("ETag",), ("Last-Modified",)])
def test_a_second_sync_without_change_transfers_under_a_hundredth(sync, web, store, validators):
    web.files["/bomen.geojson"], web.validators = points(range(2000)), validators
    bomen = record("bomen", "geojson", f"{web.url}/bomen.geojson")
    assert sync(bomen).counts == (1, 0, 0)
    first = web.sent["/bomen.geojson"]
    assert first == len(web.files["/bomen.geojson"]) > 200_000
    assert sync(bomen).counts == (0, 1, 0)
    assert web.sent["/bomen.geojson"] - first < 0.01 * first
    assert len(store.versions("bomen")) == 1


def test_what_changed_is_fetched_and_its_difference_kept(sync, web, store):
    web.files["/bomen.geojson"] = points([1, 2, 3])
    bomen = record("bomen", "geojson", f"{web.url}/bomen.geojson")
    sync(bomen)
    web.files["/bomen.geojson"] = points([1, 5, 3, 4])
    assert sync(bomen).counts == (1, 0, 0)
    version = store.current("bomen")
    assert (version.number, version.features, version.inserted, version.changed, version.deleted) == (2, 4, 1, 1, 0)
    assert version.origin == f"{web.url}/bomen.geojson"
    kept = read_catalogue(store.catalogue_path).get("bomen")
    assert sorted(store.read("bomen", kept, version.data).table["n"]) == [1, 3, 4, 5]
    assert kept.date.isoformat().startswith("2024-01-")


def test_each_new_version_has_the_mark_of_its_quality(sync, web, store):
    """First a code twice, then each once; a version that nobody made anew keeps its mark."""
    web.files["/bomen.geojson"] = points([1, 2, 3]).replace(b"c2", b"c1")
    bomen = record("bomen", "geojson", f"{web.url}/bomen.geojson")
    ran = sync(bomen)
    first = store.current("bomen")
    assert first.blocking == ("key_repeated",) and 0 < first.score < 100
    assert any("bomen" in said and "Key is not unique" in said for said in ran.warnings), ran.warnings
    assert sync(bomen).counts == (0, 1, 0) and store.current("bomen") == first
    web.files["/bomen.geojson"] = points([1, 2, 3])
    sync(bomen)
    second = store.current("bomen")
    assert second.blocking == () and second.score > first.score
    mark = read_catalogue(store.catalogue_path).get("bomen").quality
    assert (mark.score, mark.before) == (second.score, (first.score,))


def test_a_source_without_validators_is_fetched_whole_and_says_so(sync, web, store, tmp_path):
    web.files["/bomen.geojson"], web.validators = points([1, 2]), ()
    bomen = record("bomen", "geojson", f"{web.url}/bomen.geojson")
    sync(bomen)
    report = tmp_path / "report.html"
    assert sync(bomen, REPORT=str(report)).counts == (0, 1, 0)
    assert "does not indicate changes" in report.read_text() or "geeft geen wijzigingen aan" in report.read_text()
    assert web.sent["/bomen.geojson"] == 2 * len(web.files["/bomen.geojson"])
    assert len(store.versions("bomen")) == 1


def test_what_fails_leaves_the_last_good_copy_and_the_others_go_on(sync, web, store):
    web.files["/bomen.geojson"] = web.files["/banken.geojson"] = points([1, 2])
    both = [record(id, "geojson", f"{web.url}/{id}.geojson") for id in ("bomen", "banken")]
    sync(*both)
    for broken in (b"<!DOCTYPE html><html>log in</html>", b'{"type": "FeatureColl', points([])):
        web.files["/bomen.geojson"] = broken
        assert sync(*both).counts == (0, 1, 1)
        assert (store.current("bomen").number, store.current("bomen").features) == (1, 2)
    del web.files["/bomen.geojson"]
    ran = sync(*both)
    assert ran.counts == (0, 1, 1)
    assert any("does not exist (status 404)" in text for text in ran.warnings)
    assert any("last good copy stays: version 1" in text for text in ran.infos)


def test_a_record_that_is_described_wrongly_keeps_no_other_from_its_data(sync, web, store):
    web.files["/bomen.geojson"] = points([1, 2])
    ran = sync(record("bomen", "geojson", f"{web.url}/bomen.geojson"), {"id": "kapot", "titel": {"nl": "x"}})
    assert ran.counts == (1, 0, 1)
    assert any("Left out" in text and "Did you mean 'title'" in text for text in ran.warnings)
    assert store.current("bomen").features == 2
    with pytest.raises(QgsProcessingException, match="'title' is missing"):
        sync({"id": "kapot", "titel": {"nl": "x"}})


def test_a_file_is_read_again_only_when_it_holds_something_else(sync, store, tmp_path):
    path = tmp_path / "bomen.csv"
    path.write_text("code;n\na;1\nb;2\n")
    bomen = record("bomen", "csv", path, geometry="none")
    assert sync(bomen).counts == (1, 0, 0)
    os.utime(path, (1, 1))
    assert sync(bomen).counts == (0, 1, 0)
    assert store.validators("bomen").changed == 10**9
    path.write_text("code;n\na;1\nb;3\n")
    assert sync(bomen).counts == (1, 0, 0)
    assert store.current("bomen").changed == 1
    path.unlink()
    assert sync(bomen).counts == (0, 0, 1)
    assert store.current("bomen").features == 2


def test_another_licence_in_the_catalogue_is_a_version_without_another_copy(sync, web, store):
    web.files["/bomen.geojson"] = points([1, 2])
    sync(record("bomen", "geojson", f"{web.url}/bomen.geojson"))
    assert sync(record("bomen", "geojson", f"{web.url}/bomen.geojson", licence={"name": "Betalend"})).counts == (1, 0, 0)
    first, second = store.versions("bomen")
    assert second.data == first.data
    assert read_catalogue(store.catalogue_path).get("bomen").licence.name == "Betalend"


@pytest.mark.parametrize("records", [1, 0])
def test_a_catalogue_that_was_lost_is_written_again_without_a_change(sync, web, store, records):
    """The program may have been killed after a version was kept; without anything to fetch there is nothing to list either."""
    web.files["/bomen.geojson"] = points([1, 2])
    kept = record("bomen", "geojson", f"{web.url}/bomen.geojson")
    sync(kept)
    store.catalogue_path.unlink()
    if records:
        assert sync(kept).counts == (0, 1, 0)
        assert list(read_catalogue(store.catalogue_path).own) == ["bomen"]
    else:
        assert sync(record("kaart", "wms", f"{web.url}/wms"), RECORDS="kaart").counts == (0, 0, 0)
        assert not store.catalogue_path.exists()


def test_an_api_whose_total_extent_and_newest_date_stay_is_not_fetched_again(sync, web, store):
    """The newest date is the end of the collection's extent in time; without one the features are fetched to be compared."""
    values, ends = [1, 2], ["2024-05-01T00:00:00Z"]

    def items(query):
        document = json.loads(points(values))
        document |= {"numberMatched": len(values), "numberReturned": len(values)}
        web.sent["items"] += query.get("limit") != "1"
        return json.dumps(document).encode()

    def collection(query):
        extent = {"spatial": {"bbox": [[0, 50, 9, 52]]}, "temporal": {"interval": [["2020-01-01T00:00:00Z", ends[0]]]}}
        link = {"rel": "items", "type": "application/geo+json", "href": f"{web.url}/api/collections/bomen/items"}
        return json.dumps({"id": "bomen", "title": "Bomen", "extent": extent, "links": [link]}).encode()

    def landing(query):
        links = [("service-desc", "api", "application/vnd.oai.openapi+json;version=3.0"), ("data", "collections", "application/json")]
        return json.dumps({"links": [{"rel": rel, "type": kind, "href": f"{web.url}/api/{path}"} for rel, path, kind in links]}).encode()

    web.answers = {
        "/api": landing,
        "/api/api": lambda query: b'{"openapi": "3.0.0", "paths": {}}',
        "/api/collections": lambda query: json.dumps({"collections": [json.loads(collection(query))]}).encode(),
        "/api/collections/bomen": collection,
        "/api/collections/bomen/items": items,
        "/api/conformance": lambda query: b'{"conformsTo": []}',
    }
    bomen = record("bomen", "oapif", f"{web.url}/api", layer="bomen")
    assert sync(bomen).counts == (1, 0, 0)
    fetched = web.sent["items"]
    assert fetched > 0
    assert sync(bomen).counts == (0, 1, 0)
    assert web.sent["items"] == fetched
    values[0], ends[0] = 7, "2024-06-01T00:00:00Z"
    assert sync(bomen).counts == (1, 0, 0)
    ends[0] = None
    sync(bomen)
    before = web.sent["items"]
    assert sync(bomen).counts == (0, 1, 0)
    assert web.sent["items"] > before


def test_what_may_not_be_passed_on_stays_inside_the_team(sync, run_algorithm, web, store, tmp_path):
    """The store has it, a challenge may read it, an export does not hold it."""
    web.files["/bomen.geojson"] = points([1, 2])
    secret = record("geheim", "geojson", f"{web.url}/bomen.geojson", redistribution="no")
    ran = sync(secret, REPORT=str(tmp_path / "report.html"))
    assert ran.counts == (1, 0, 0)
    assert any("(geheim)' may not be redistributed" in text for text in ran.infos)
    assert "geheim" in (tmp_path / "report.html").read_text(encoding="utf-8")
    kept = store.record("geheim", store.current("geheim"))
    assert (kept.redistribution, store.current("geheim").features) == ("no", 2)
    inputs = {"CATALOGUE": str(tmp_path / "catalogue.json"), "STORE": store.name, "RECORDS": "geheim", "OUTPUT": str(tmp_path / "out.gpkg")}
    with pytest.raises(QgsProcessingException, match="none of the layers may be redistributed"):
        run_algorithm("load_layers", inputs)
    assert not (tmp_path / "out.gpkg").exists()


def test_what_holds_no_features_and_what_was_published_is_left(sync, run_algorithm, web, store):
    web.files["/bomen.geojson"] = points([1, 2])
    address, map_service = f"{web.url}/bomen.geojson", record("kaart", "wms", f"{web.url}/wms")
    ran = sync(map_service, record("bomen", "geojson", address), RECORDS="kaart,bomen")
    assert (ran.counts, ran["LEFT_COUNT"]) == ((1, 0, 0), 1)
    assert store.ids() == ["bomen"]
    said = {"PUBLISHER": "Dienst", "CONTACT": "a@b.be", "LICENCE": "CC0", "RECORD_ID": "bomen", "KEY": "code"}
    kept = store.record("bomen", store.current("bomen"))
    run_algorithm("publish_layer", {"INPUT": kept.location, "STORE": store.name, **said})
    web.files["/bomen.geojson"] = points([8])
    assert sync(record("bomen", "geojson", address))["LEFT_COUNT"] == 1
    assert store.current("bomen").action == "publish"


def test_what_a_person_undid_is_not_fetched_again(sync, run_algorithm, web, store):
    address = f"{web.url}/bomen.geojson"
    for values in ([1, 2], [666]):
        web.files["/bomen.geojson"] = points(values)
        sync(record("bomen", "geojson", address))
    run_algorithm("restore_version", {"STORE": store.name, "RECORD_ID": "bomen"})
    assert sync(record("bomen", "geojson", address)).counts == (0, 1, 0)
    assert store.current("bomen").features == 2
    web.files["/bomen.geojson"] = points([1, 2, 3])
    assert sync(record("bomen", "geojson", address)).counts == (1, 0, 0)
    assert store.current("bomen").features == 3


@pytest.mark.parametrize("name", ["new", "new/store.gpkg"])
def test_a_new_store_into_which_nothing_comes(run_algorithm, tmp_path, name):
    (tmp_path / "catalogue.json").write_text(json.dumps({"records": [record("bomen", "geojson", tmp_path / "absent.geojson")]}))
    ran = run_algorithm("sync_store", {"CATALOGUE": str(tmp_path / "catalogue.json"), "STORE": str(tmp_path / name), "FAIL_ON": "none"})
    assert (ran["UPDATED_COUNT"], ran["FAILED_COUNT"]) == (0, 1)


def test_a_record_that_fails_ends_in_an_error_after_the_report_unless_none_may(sync, web, store, tmp_path):
    """As docs/scripts.md promises; what did not fail is kept all the same."""
    web.files["/bomen.geojson"] = points([1, 2])
    both = record("bomen", "geojson", f"{web.url}/bomen.geojson"), record("banken", "geojson", f"{web.url}/banken.geojson")
    report = tmp_path / "sync.html"
    with pytest.raises(QgsProcessingException, match="1 of 2 records could not be brought up to date: banken"):
        sync(*both, FAIL_ON="any", REPORT=str(report))
    assert "banken" in report.read_text(encoding="utf-8")
    assert store.current("bomen").features == 2
    assert sync(*both, FAIL_ON="none", REPORT=str(report)).counts == (0, 1, 1)
    assert sync(both[0], FAIL_ON="any").counts == (0, 1, 0)


def test_a_record_that_is_described_wrongly_fails_too(sync, web):
    web.files["/bomen.geojson"] = points([1, 2])
    both = record("bomen", "geojson", f"{web.url}/bomen.geojson"), {"id": "banken"}
    with pytest.raises(QgsProcessingException, match="1 of 2 records could not be brought up to date: banken"):
        sync(*both, FAIL_ON="any")


def test_many_failures_are_counted_and_the_first_ten_named(sync, web, tmp_path):
    away = [record(f"weg_{number}", "geojson", tmp_path / "weg.geojson") for number in range(12)]
    with pytest.raises(QgsProcessingException, match=r"12 of 12 records could not be brought up to date: weg_0, .*weg_9 \(\+2\)\."):
        sync(*away, FAIL_ON="any")


def test_failing_is_what_happens_when_nothing_is_said(qgis_process_run, tmp_path):
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps({"records": [record("bomen", "geojson", tmp_path / "absent.geojson")]}))
    ran = qgis_process_run("sync_store", {"CATALOGUE": str(path), "STORE": str(tmp_path / "store"), "REPORT": str(tmp_path / "sync.html")})
    assert ran.code != 0
    assert "1 of 1 records could not be brought up to date: bomen" in ran.stderr
    assert (tmp_path / "sync.html").is_file()


def test_another_extent_fetches_again(sync, web, store):
    web.files["/bomen.geojson"] = points(range(5))
    bomen = record("bomen", "geojson", f"{web.url}/bomen.geojson")
    sync(bomen)
    assert sync(bomen, EXTENT="0.0005,0.0025,50,52 [EPSG:4326]").counts == (1, 0, 0)
    assert (store.current("bomen").features, store.current("bomen").extent) == (2, "0.0005,0.0025,50,52 [EPSG:4326]")
    assert sync(bomen, EXTENT="0.0005,0.0025,50,52 [EPSG:4326]").counts == (0, 1, 0)


@pytest.mark.parametrize(
    ("inputs", "sentence"), [({"STORE": ""}, "STORE is empty"), ({"RECORDS": "boomen"}, "no record 'boomen'. Did you mean 'bomen'")]
)
def test_mistakes_in_the_parameters_are_said(sync, web, inputs, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        sync(record("bomen", "geojson", f"{web.url}/bomen.geojson"), **inputs)


def test_a_catalogue_without_features_has_nothing_to_sync(sync, web):
    for records in ((), (record("kaart", "wms", f"{web.url}/wms"),)):
        with pytest.raises(QgsProcessingException, match="The catalogue has no record with a source of features: give another catalogue"):
            sync(*records)
