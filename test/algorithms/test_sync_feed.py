"""A store that follows the change feed of a register: only what changed is asked, and what the feed does not say is fetched whole."""

import html
import json
from itertools import count

import pytest
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.sources.store.change_feed import FeedEvent, FeedPlace, find_end
from opgavenkaart.processing.sources.store.folder import FolderStore
from opgavenkaart.test.support.layers import record as plain_record
from opgavenkaart.test.support.servers_replay import JSON, Answer, replay

ADDRESSES = "https://data.vlaanderen.be/id/adres/"
STATUS = "https://data.vlaanderen.be/id/concept/adresstatus/"


def gml(x: float, y: float, epsg: int = 31370) -> dict:
    point = f'<gml:Point srsName="http://www.opengis.net/def/crs/EPSG/0/{epsg}" xmlns:gml="http://www.opengis.net/gml/3.2">'
    return {"type": "Punt", "gml": f"{point}<gml:pos>{x} {y}</gml:pos></gml:Point>"}


class Register:
    """A register of addresses: the layer that a service gives, and the feed of its changes, some events a page."""

    def __init__(self, size: int = 3):
        self.size, self.events, self.features, self.first_page = size, [], {}, 1
        self.numbers = count(100)
        self.routes = {"/adressen.geojson": self.layer, "/feed": self.page}

    def layer(self, query, before) -> Answer:
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31370"}}
        return Answer(json.dumps({"type": "FeatureCollection", "crs": crs, "features": list(self.features.values())}).encode(), JSON)

    def page(self, query, before) -> Answer:
        number = int(query["pagina"])
        some = self.events[(number - 1) * self.size : number * self.size]
        if number < self.first_page or not some and number > 1:
            return Answer(b"", "text/plain", 404)
        return Answer(json.dumps(some).encode(), JSON, headers={"X-Page-Complete": "true"} if len(some) == self.size else {})

    def add(self, id: str, house: str, status: str, x: float, y: float) -> None:
        """Have the service give an address."""
        properties = {"ObjectId": id, "Huisnummer": house, "AdresStatus": status}
        self.features[id] = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [x, y]}}

    def tell(self, kind: str, id: str, said: str = "", **values) -> None:
        """Have the feed tell a change."""
        changed = [{"naam": name.replace("_", "."), "oudeWaarde": None, "nieuweWaarde": value} for name, value in values.items()]
        data = {"objectId": id, "versieId": "2026-01-05T10:00:00+01:00", "nisCodes": ["23027"], "attributen": changed}
        event = {
            "id": str(next(self.numbers)),
            "time": "2026-01-05T10:00:00+01:00",
            "type": f"basisregisters.address.{kind}.v1",
            "data": data,
        }
        self.events.append({**event, "subject": f"{ADDRESSES}{id}", "basisregisterseventtype": said or f"Address{kind}"})


@pytest.fixture
def register():
    register = Register()
    for number in range(1, 5):
        register.add(str(number), f"{number}", "inGebruik", 146_000 + number, 159_000)
        register.tell("create", str(number))
    with replay(register.routes) as server:
        register.server = server
        yield register


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path / "store")


@pytest.fixture
def sync(run_algorithm, register, tmp_path):
    """Sync the addresses; the counts are updated, unchanged, failed."""

    def run(extent="", **changed):
        fields = {"adres": {"from": ["ObjectId"]}, "nummer": {"from": ["Huisnummer"]}, "status": {"from": ["AdresStatus"]}}
        source = {
            "kind": "geojson",
            "path": f"{register.server.url}/adressen.geojson",
            "options": {"changes": f"{register.server.url}/feed"},
        }
        told = {"id": "adressen", "title": {"nl": "Adressen"}, "publisher": {"name": "DV", "kind": "flemish"}, "licence": {"name": "CC0"}}
        path = tmp_path / "catalogue.json"
        path.write_text(
            json.dumps({"records": [{**told, "geometry": "point", "key": "adres", "source": source, "fields": fields, **changed}]})
        )
        asked = {"CATALOGUE": str(path), "STORE": str(tmp_path / "store"), "FAIL_ON": "none", "REPORT": str(tmp_path / "r.html")}
        ran = run_algorithm("sync_store", asked | ({"EXTENT": extent} if extent else {}))
        ran.counts = tuple(ran[f"{name}_COUNT"] for name in ("UPDATED", "UNCHANGED", "FAILED"))
        ran.text = html.unescape((tmp_path / "r.html").read_text(encoding="utf-8"))
        return ran

    return run


def rows_of(store) -> dict[str, tuple]:
    version = store.current("adressen")
    kept = store.read("adressen", store.record("adressen", version), version.data)
    shapes = [(round(one.x, 2), round(one.y, 2)) for one in kept.geometry]
    return {row.adres: (row.nummer, row.status, *shape) for row, shape in zip(kept.table.itertuples(), shapes, strict=True)}


def test_the_copy_takes_what_changed_and_the_layer_is_not_asked_again(sync, register, store):
    assert sync().counts == (1, 0, 0)
    assert register.server.asked("/adressen.geojson") == 1
    assert sync().counts == (0, 1, 0), "no event, no version"
    register.tell("update", "1", status=f"{STATUS}gehistoreerd")
    register.tell("delete", "2")
    register.tell("create", "7", Huisnummer="7A", status=f"{STATUS}voorgesteld", positie_geometrie=[gml(0, 0, 3812), gml(146_070, 159_070)])
    register.tell("update", "7", status=f"{STATUS}inGebruik")
    register.tell("transform", "", said="AddressHouseNumberWasReaddressed")
    ran = sync()
    assert ran.counts == (1, 0, 0) and register.server.asked("/adressen.geojson") == 1
    assert rows_of(store) == {
        "1": ("1", "gehistoreerd", 146_001, 159_000),
        "3": ("3", "inGebruik", 146_003, 159_000),
        "4": ("4", "inGebruik", 146_004, 159_000),
        "7": ("7A", "inGebruik", 146_070, 159_070),
    }
    version = store.current("adressen")
    assert (version.number, version.inserted, version.changed, version.deleted) == (2, 1, 1, 1)
    assert str(version.record["date"]) == "2026-01-05"
    assert "By 5 events of the change feed: 1 features added, 1 changed, 1 removed." in ran.text
    assert sync().counts == (0, 1, 0), "each event counts once"


def test_what_came_and_went_again_is_no_version(sync, register, store):
    sync()
    register.tell("create", "9", huisnummer="9", positie_geometrie=[gml(146_090, 159_000)])
    register.tell("delete", "9")
    assert sync().counts == (0, 1, 0)
    assert store.current("adressen").number == 1 and store.validators("adressen").feed == "2 105"


def test_a_removal_that_was_corrected(sync, register, store):
    sync()
    register.tell("delete", "3")
    register.tell("create", "3", huisnummer="3bis", positie_geometrie=[gml(146_033, 159_000)])
    sync()
    assert rows_of(store)["3"] == ("3bis", None, 146_033, 159_000)
    assert store.current("adressen").changed == 1


def test_a_geometry_in_another_system_is_transformed(sync, register, store):
    sync()
    register.tell("update", "1", "AddressPositionWasChanged", positie_geometrie=[gml(646_001.0, 659_000.0, 3812)])
    sync()
    number, _, x, y = rows_of(store)["1"]
    assert number == "1" and abs(x - 146_001) < 3 and abs(y - 159_000) < 5 and register.server.asked("/adressen.geojson") == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda register: setattr(register, "first_page", 3), "does not reach back to event 103"),
        (lambda register: register.tell("update", "99", status="x"), "changes '99', which the copy does not have"),
        (lambda register: register.tell("create", "98", huisnummer="98"), "does not say where '98' lies"),
        (lambda register: register.tell("update", "1", "AddressGeometryWasChanged"), "does not say where '1' lies"),
        (lambda register: register.server.routes.update({"/feed": Answer(b"{}", JSON)}), "gives something else than"),
    ],
)
def test_what_the_feed_does_not_say_is_fetched_whole(sync, register, store, change, said):
    sync()
    register.add("5", "5", "inGebruik", 146_005, 159_000)
    for _ in range(4):
        register.tell("update", "2", huisnummer="2B")
    change(register)
    ran = sync()
    assert ran.counts == (1, 0, 0) and register.server.asked("/adressen.geojson") == 2
    assert set(rows_of(store)) == {"1", "2", "3", "4", "5"} and rows_of(store)["2"][0] == "2", "as the service gives it"
    assert said in ran.text and "Fetched completely" in ran.text


def test_a_layer_with_a_filter_is_fetched_whole_only_where_something_changed(sync, register, store):
    fields = {"adres": {"from": ["ObjectId"]}, "nummer": {"from": ["Huisnummer"]}, "lang": {"compute": "length(nummer)"}}
    assert sync(fields=fields).counts == (1, 0, 0)
    assert sync(fields=fields).counts == (0, 1, 0) and register.server.asked("/adressen.geojson") == 1
    register.tell("delete", "2")
    sync(fields=fields)
    assert register.server.asked("/adressen.geojson") == 2


def test_outside_the_extent_nothing_is_taken(sync, register, store):
    area = "145990,146100,158990,159100 [EPSG:31370]"
    sync(extent=area)
    register.tell("create", "8", huisnummer="8", positie_geometrie=[gml(146_008, 159_000)])
    register.tell("create", "9", huisnummer="9", positie_geometrie=[gml(200_000, 200_000)])
    register.tell("update", "9", status=f"{STATUS}inGebruik")
    register.tell("update", "77", status=f"{STATUS}inGebruik")
    sync(extent=area)
    assert set(rows_of(store)) == {"1", "2", "3", "4", "8"} and register.server.asked("/adressen.geojson") == 1


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 30, 299, 300])
def test_the_end_of_a_feed_is_found_by_halving(qgis_app, length):
    register = Register()
    for _ in range(length):
        register.tell("update", "1")
    with replay(register.routes) as server:
        end = find_end(plain_record("geojson", "x.geojson", options={"changes": f"{server.url}/feed"}), SILENT)
        assert end == (FeedPlace((length - 1) // 3 + 1, 99 + length) if length else FeedPlace(1, 0))
        assert server.asked("/feed") <= 16


def test_recorded_events_are_read(shared_data, sync, register, store):
    """Addresses of the base registries: one was proposed, approved, retired and removed; of another the removal was corrected."""
    folder = shared_data / "public" / "services" / "changefeed"
    names = ("create-update-retire-delete-boxnumber", "create-update-transform", "removal-corrected")
    sync()
    recorded = [one for name in names for one in json.loads((folder / f"address-{name}.json").read_text())]
    register.events += sorted(recorded, key=lambda one: int(one["id"]))
    assert sync().counts == (1, 0, 0) and register.server.asked("/adressen.geojson") == 1
    rows = rows_of(store)
    assert set(rows) == {"1", "2", "3", "4", "30411696", "31320666"}, "31319625 was removed"
    assert rows["30411696"][:2] == ("30", "gehistoreerd") and rows["31320666"][:2] == ("37A", "voorgesteld")
    version = store.current("adressen")
    assert (version.inserted, version.changed, version.deleted) == (2, 0, 0)
    assert store.validators("adressen").feed.split()[1] == "5917102"


def test_which_events_say_that_a_shape_changed():
    assert FeedEvent(1, "update", "1", "", "", "ParcelGeometryWasChanged").changes_shape
    assert not FeedEvent(1, "update", "1", "", "", "ParcelAddressWasDetachedV2").changes_shape
