"""The feed of a register's changes, by hand: its pages and events, how a copy takes them, and what the feed must say for that."""

import datetime
import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.model.record import FieldSpec, Join
from opgavenkaart.processing.sources.network import Trouble
from opgavenkaart.processing.sources.store import change_feed
from opgavenkaart.processing.sources.store.change_feed import (
    FeedEvent,
    FeedPage,
    FeedPlace,
    apply_events,
    check_can_follow,
    feed_of,
    is_shape,
    newest_day,
    plain_value,
    read_changes,
    read_page,
    read_shape,
    replace_values,
)
from opgavenkaart.test.support.layers import record
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle

FIELDS = {"id": FieldSpec(("ObjectId",)), "status": FieldSpec(("AdresStatus",)), "floors": FieldSpec(("Lagen",))}
ADDRESSES = record("geojson", "x", id="addresses", key="id", fields=FIELDS)
BASE = "https://data.vlaanderen.be/id"


def gml(x: float, y: float, epsg: int = 31370) -> dict:
    start = f'<gml:Point srsName="http://www.opengis.net/def/crs/EPSG/0/{epsg}" xmlns:gml="http://www.opengis.net/gml/3.2">'
    return {"type": "Punt", "gml": f"{start}<gml:pos>{x} {y}</gml:pos></gml:Point>"}


def event(number: int, kind: str, key: str, said: str = "", **values) -> FeedEvent:
    return FeedEvent(number, kind, key, f"{BASE}/adres/{key}", "2026-01-05T10:00:00", said, values)


def copy(keys=("1", "2"), **more) -> Features:
    table = {"id": list(keys), "status": ["used"] * len(keys), "floors": [1.0] * len(keys)} | more
    shapes = shapely.points([[number, 0] for number in range(len(keys))])
    return Features("addresses", shapes, pd.DataFrame(table), "EPSG:31370", np.arange(len(keys)))


def rows(features: Features) -> list[tuple]:
    whole = features.table.astype(object).where(features.table.notna(), None)
    shapes = [None if shape is None else (shape.x, shape.y) for shape in features.geometry]
    return [(row.id, row.status, row.floors, shape) for row, shape in zip(whole.itertuples(), shapes, strict=True)]


def applied(*events, features=None, extent=None, of=ADDRESSES):
    return rows(apply_events(features or copy(), of, events, extent))


# ---- pages and places


def test_a_place_in_a_feed_comes_back_as_it_was_written():
    assert FeedPlace(3, 117).text == "3 117" and FeedPlace.of("3 117") == FeedPlace(3, 117)
    assert feed_of(ADDRESSES) == "" and feed_of(record("geojson", options={"changes": "https://x/feed"})) == "https://x/feed"


def answer(content, **more) -> SimpleNamespace:
    facts = {"trouble": Trouble.NONE, "error": None, "content": content, "url": "https://x/feed?pagina=1", "headers": {}}
    return SimpleNamespace(**(facts | more))


def cloud_event(number, **more) -> dict:
    data = {"@id": f"{BASE}/adres/7", "objectId": 7, "versieId": "v1", "attributen": [{"naam": "huisnummer", "nieuweWaarde": "12"}]}
    return {"id": str(number), "time": "2026-01-05T10:00:00", "type": "basisregisters.address.update.v1", "data": data, **more}


def test_a_page_gives_its_events_in_their_order():
    page = read_page(answer(json.dumps([cloud_event(12), cloud_event(9, basisregisterseventtype="AddressWasMoved")]).encode()))
    assert [one.number for one in page.events] == [9, 12] and not page.complete and page.there
    first, second = page.events
    assert (first.kind, first.key, first.name, first.said) == ("update", "7", f"{BASE}/adres/7", "AddressWasMoved")
    assert first.values == {"huisnummer": "12", "versieId": "v1"} and second.said == "" and first.time == "2026-01-05T10:00:00"
    assert read_page(answer(b"[]", headers={"x-page-complete": "True"})) == FeedPage((), True)
    assert not read_page(answer(b"[]", headers={"x-page-complete": "false"})).complete
    assert read_page(answer(b"", trouble=Trouble.GONE, error=OpgaveError("gone"))) == FeedPage(there=False)
    named = cloud_event(3, subject=f"{BASE}/adres/8")
    del named["data"]["@id"]
    assert read_page(answer(json.dumps([named]).encode())).events[0].name == f"{BASE}/adres/8"
    with pytest.raises(OpgaveError, match="no answer"):
        read_page(answer(b"", trouble=Trouble.SILENT, error=OpgaveError("no answer")))


@pytest.mark.parametrize("content", [b'{"a": 1}', b'[{"id": 1}]', b"[3]", b'[{"id": "x", "time": "t", "type": "a.b.c", "data": {}}]'])
def test_what_is_no_feed_is_said(content):
    with pytest.raises(OpgaveError, match="gives something else than a list of events"):
        read_page(answer(content))


@pytest.fixture
def feed(monkeypatch):
    """A feed of pages that a test sets; `asked` are the numbers that were asked for."""
    pages: dict[int, FeedPage] = {}
    asked: list[int] = []

    def fetch_pages(record, numbers, progress):
        asked.extend(numbers)
        return [pages.get(number, FeedPage(there=False)) for number in numbers]

    monkeypatch.setattr(change_feed, "fetch_pages", fetch_pages)
    return SimpleNamespace(pages=pages, asked=asked)


def test_changes_since_an_event_are_those_after_it(feed):
    feed.pages |= {2: FeedPage((event(4, "update", "1"), event(5, "update", "1")), True), 3: FeedPage((event(6, "update", "2"),))}
    events, place = read_changes(ADDRESSES, FeedPlace(2, 4), SILENT)
    assert [one.number for one in events] == [5, 6] and place == FeedPlace(3, 6) and feed.asked == list(range(2, 10))
    assert read_changes(ADDRESSES, FeedPlace(3, 6), SILENT) == ([], FeedPlace(3, 6)), "nothing came since"
    assert [one.number for one in read_changes(ADDRESSES, FeedPlace(2, 0), SILENT)[0]] == [4, 5, 6], "from the beginning"
    with pytest.raises(OpgaveError, match="does not reach back to event 3, up to which the copy goes"):
        read_changes(ADDRESSES, FeedPlace(2, 3), SILENT)


def test_more_pages_than_reading_the_layer_takes_are_not_read(feed, monkeypatch):
    monkeypatch.setattr(change_feed, "MOST_PAGES", 8)
    feed.pages |= {number: FeedPage((event(number, "update", "1"),), True) for number in range(1, 9)}
    feed.pages[9] = FeedPage((event(9, "update", "1"),))
    with pytest.raises(OpgaveError, match="more than 8 pages of changes since"):
        read_changes(ADDRESSES, FeedPlace(1, 1), SILENT)
    feed.pages[8] = FeedPage((event(8, "update", "1"),))
    assert read_changes(ADDRESSES, FeedPlace(1, 1), SILENT)[1] == FeedPlace(8, 8)


def test_only_a_layer_whose_values_are_the_feeds_can_be_followed():
    assert check_can_follow(ADDRESSES) is None
    for other in (
        replace(ADDRESSES, key=""),
        replace(ADDRESSES, join=Join("x", "id")),
        replace(ADDRESSES, fields=FIELDS | {"a": FieldSpec(compute="1 + 1")}),
        *(record("geojson", key="id", options={name: "x"}) for name in ("filter", "where", "distinct")),
    ):
        with pytest.raises(OpgaveError, match="the events say nothing of a layer with a filter"):
            check_can_follow(other)


def test_the_day_is_that_of_the_last_event():
    assert newest_day(
        [replace(event(n, "update", "1"), time=day) for n, day in enumerate(("2026-01-05T23", "2026-03-01T00", "2026-02-09"))]
    ) == (datetime.date(2026, 3, 1))


# ---- a copy that takes events


def test_a_copy_takes_what_came_changed_and_went(qgis_app):
    changed = event(1, "update", "1", AdresStatus=f"{BASE}/concept/status/old", lagen="3")
    created = event(2, "create", "9", Positie=[gml(5, 6)], Adresstatus="new")
    found = applied(changed, created, event(3, "delete", "2"), event(4, "transfer", "1", AdresStatus="x"))
    assert found == [("1", "old", 3.0, (0, 0)), ("9", "new", None, (5, 6))], "of a name the last part; capitals are nothing"
    named = copy((f"{BASE}/adres/1", f"{BASE}/adres/2"))
    assert [one[:2] for one in applied(changed, features=named)] == [(f"{BASE}/adres/1", "old"), (f"{BASE}/adres/2", "used")]
    kept = copy(status=[f"{BASE}/concept/status/used"] * 2)
    assert applied(changed, features=kept)[0][1] == f"{BASE}/concept/status/old", "as the copy writes it"


def test_the_last_of_several_events_counts(qgis_app):
    moved = event(4, "update", "1", "AddressPositionWasChanged", Positie=[gml(7, 8)])
    assert applied(event(1, "update", "1", AdresStatus="a", Lagen=2), event(2, "update", "1", AdresStatus="b"), moved)[0] == (
        "1",
        "b",
        2.0,
        (7, 8),
    )
    assert applied(event(1, "create", "9", Positie=[gml(5, 6)]), event(2, "update", "9", AdresStatus="b"))[2] == ("9", "b", None, (5, 6))
    assert len(applied(event(1, "create", "9", Positie=[gml(5, 6)]), event(2, "delete", "9"))) == 2, "it came and went"
    assert len(applied(event(1, "update", "1", AdresStatus="a"), event(2, "delete", "1"))) == 1
    assert len(applied(event(1, "delete", "7"))) == 2, "which never was in the copy"
    again = applied(event(1, "delete", "1"), event(2, "create", "1", Positie=[gml(5, 6)], AdresStatus="back"))
    assert [one[:2] for one in again] == [("2", "used"), ("1", "back")]
    assert applied(event(1, "create", "1", Positie=[gml(5, 6)]))[0] == ("1", "used", 1.0, (5, 6)), "created, and here already"


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (event(5, "create", "9", AdresStatus="a"), "event 5 does not say where '9' lies"),
        (event(6, "update", "1", "AddressPositionWasCorrected", AdresStatus="a"), "event 6 does not say where '1' lies"),
        (event(7, "update", "9", AdresStatus="a"), "event 7 changes '9', which the copy does not have"),
        (event(8, "update", "1", Lagen="many"), "'many' is no value of the field 'floors'"),
    ],
)
def test_what_the_events_do_not_say_ends_it(qgis_app, one, said):
    with pytest.raises(OpgaveError) as refused:
        applied(one)
    assert refused.value.sentence() == said


def test_a_table_has_no_shapes_to_be_told(qgis_app):
    table = replace(copy(), geometry=np.full(2, None, dtype=object))
    assert applied(event(1, "create", "9", AdresStatus="a"), features=table)[2] == ("9", "a", None, None)


def test_beyond_the_extent_nothing_is_taken(qgis_app):
    extent = QgsReferencedRectangle(QgsRectangle(0, 0, 10, 10), QgsCoordinateReferenceSystem("EPSG:31370"))
    inside, outside = event(1, "create", "8", Positie=[gml(5, 6)]), event(2, "create", "9", Positie=[gml(50, 6)])
    assert [one[0] for one in applied(inside, outside, extent=extent)] == ["1", "2", "8"]
    assert [one[0] for one in applied(inside, outside)] == ["1", "2", "8", "9"]
    assert len(applied(event(3, "update", "7", AdresStatus="a"), extent=extent)) == 2, "of one that lies elsewhere"
    with pytest.raises(OpgaveError, match="changes '7', which the copy does not have"):
        applied(event(3, "update", "7", "PositionWasChanged", Positie=[gml(1, 1)]), extent=extent)  # it may have come in


def test_values_are_those_of_the_column(qgis_app):
    spec = FieldSpec(("AdresStatus",), recode={"inGebruik": "used"}, missing=("onbekend",))
    said = replace(ADDRESSES, fields=FIELDS | {"status": spec})
    assert applied(event(1, "update", "1", AdresStatus="inGebruik"), event(2, "update", "2", AdresStatus="onbekend"), of=said) == [
        ("1", "used", 1.0, (0, 0)),
        ("2", None, 1.0, (1, 0)),
    ]
    days = pd.Series(pd.to_datetime(["2020-01-01", "2020-01-02"]))
    found = replace_values(days, np.array([1]), pd.Series(["2026-03-04T00:00:00+01:00"], dtype=object), "day")
    assert list(found.dt.strftime("%Y-%m-%d %H")) == ["2020-01-01 00", "2026-03-03 23"] and list(days.dt.year) == [2020, 2020]
    assert list(replace_values(pd.Series(["a", "b"]), np.array([0]), pd.Series([5], dtype=object), "x")) == ["5", "b"]
    blank = replace_values(pd.Series([1.0, 2.0]), np.array([0]), pd.Series([None], dtype=object), "x")
    assert list(blank.isna()) == [True, False], "a value may go"


def test_a_value_for_one_cell():
    assert plain_value("a") == "a" and plain_value(None) is None and plain_value([]) is None and plain_value([1, 2]) == "1, 2"
    assert plain_value([{"@value": "Hal", "@language": "fr"}]) == "Hal", "in another language where there is no Dutch"


def test_what_a_geometry_is_and_where_it_lies(qgis_app):
    assert is_shape([gml(1, 2)]) and not is_shape([]) and not is_shape("x") and not is_shape([gml(1, 2), "x"]) and not is_shape([{"a": 1}])
    both = [gml(649_000, 671_000, 3812), gml(149_000, 171_000)]
    assert read_shape(both, "EPSG:31370").coords[0] == (149_000, 171_000), "the one in this system"
    there = read_shape([gml(649_000, 671_000, 3812)], "EPSG:31370").coords[0]
    assert there == pytest.approx((149_000, 171_000), abs=50), "Lambert 2008 begins 500 km further"
    for wrong in ({"gml": "<x/>"}, {"gml": gml(1, 2)["gml"].replace("/EPSG/0/", "/")}):
        with pytest.raises(OpgaveError, match="has a geometry that cannot be read"):
            read_shape([wrong], "EPSG:31370")
