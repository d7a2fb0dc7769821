"""Whose Last-Modified is a date: that of files, and never the moment of an answer."""

import datetime
import time
from email.utils import format_datetime

import pytest
from opgavenkaart.processing.model.errors import Cancelled
from opgavenkaart.processing.sources.network import GetRequest, Reply, fetch_all
from opgavenkaart.processing.sources.reading import file_day as file_days
from opgavenkaart.processing.sources.reading.file_day import file_day, pause, steady
from opgavenkaart.test.support.layers import Heard
from opgavenkaart.test.support.servers_replay import Answer, replay

ASKED = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.timezone.utc)
APACHE = {"etag": '"2d-432a5e4a73a80"', "accept-ranges": "bytes", "content-length": "45"}
DEFLATED = {"etag": 'W/"5f8fe3c0-2d"', "content-encoding": "gzip"}
BLOB = {"accept-ranges": "bytes"}
OLD = datetime.datetime(2020, 10, 21, 7, 28, tzinfo=datetime.timezone.utc)


def day(url="https://stad.be/data/a.csv", changed=OLD, asked=ASKED, redirect="", **headers):
    moments = {"last-modified": changed, "date": asked}
    written = {name: format_datetime(one, usegmt=True) if isinstance(one, datetime.datetime) else one for name, one in moments.items()}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return file_day(Reply(GetRequest(url), redirect or url, 200, headers={name: one for name, one in (written | named).items() if one}))


@pytest.mark.parametrize("headers", [APACHE, DEFLATED, BLOB], ids=["Apache", "deflated", "a blob store"])
@pytest.mark.parametrize("url", ["https://stad.be/a.csv", "https://stad.be/A.ZIP", "https://stad.be/x.y/parken.geojson"])
def test_a_file_is_of_the_day_that_its_server_says(url, headers):
    assert day(url, **headers) == datetime.date(2020, 10, 21) == day(url, asked=None, **headers)


@pytest.mark.parametrize(
    ("url", "redirect"),
    [
        ("https://stad.be/wfs?request=GetFeature", ""),
        ("https://stad.be/export.csv?filter=a", ""),
        ("https://stad.be/a.csv", "https://opslag.be/a.csv?signature=1"),
        ("https://stad.be/a.csv?x", "https://opslag.be/a.csv"),
        ("https://stad.be/api/exports/csv", ""),
        ("https://stad.be/export.php", ""),
        ("https://stad.be/a.csv", "https://stad.be/login.aspx"),
        ("https://stad.be/", ""),
    ],
)
def test_an_old_day_that_a_program_makes_up_is_none(url, redirect):
    assert day(url, redirect=redirect, **APACHE) is None


@pytest.mark.parametrize(
    "headers",
    [{}, {"content-length": "45"}, {"etag": '"a"', "set-cookie": "id=1"}, {"etag": '"a"', "cache-control": "no-store"},
     {"accept-ranges": "none"}, {"accept-ranges": "bytes", "cache-control": "max-age=0, Private"}],
)  # fmt: skip
def test_an_answer_without_the_signs_of_a_file_has_no_day(headers):
    assert day(**{name.replace("-", "_"): value for name, value in headers.items()}) is None


@pytest.mark.parametrize("hours", [1, 2, 11])
def test_a_moment_after_the_answer_is_no_day(hours):
    assert day(changed=ASKED + datetime.timedelta(hours=hours), **APACHE) is None


@pytest.mark.parametrize("minutes", [0, 4, -4])
def test_the_moment_of_the_answer_is_no_day(minutes):
    made = ASKED - datetime.timedelta(minutes=minutes)
    assert day(changed=made, **APACHE) is None
    assert day(changed=made - datetime.timedelta(hours=5), age=str(5 * 3600), **APACHE) is None
    assert day(changed=made - datetime.timedelta(hours=5), **APACHE) == ASKED.date()


def test_without_a_date_the_answer_is_of_now():
    assert day(changed=datetime.datetime.now(datetime.timezone.utc), asked=None, **APACHE) is None


@pytest.mark.parametrize("changed", ["Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "Mon, 01 Jan 1601 00:00:00 GMT",
                                     "Fri, 31 Dec 9999 23:59:59 GMT", "Wed, 02 Mar 2027 12:00:00 GMT", "0", "gisteren", ""])  # fmt: skip
def test_a_day_that_cannot_be_is_none(changed):
    assert day(changed=changed, **APACHE) is None


NOW = datetime.datetime.now(datetime.timezone.utc)


def made_up(before: datetime.timedelta):
    """A program's answer that looks like a file: its moment is always so long ago."""

    def answer(query, times):
        changed = datetime.datetime.now(datetime.timezone.utc) - before
        return Answer(b"a;b\r\n1;2\r\n", "text/csv", headers={**FILE, "Last-Modified": format_datetime(changed, usegmt=True)})

    return answer


def lying(changed: datetime.datetime) -> Answer:
    """A file that was changed at a moment."""
    return Answer(b"a;b\r\n1;2\r\n", "text/csv", headers={**FILE, "Last-Modified": format_datetime(changed, usegmt=True)})


FILE = {"ETag": '"a"', "Accept-Ranges": "bytes"}


def test_a_moment_that_goes_on_with_the_clock_is_no_day(qgis_app):
    """Asked twice; a file that lies still, or was changed longer ago, keeps its day, and the old one is asked once."""
    hour = datetime.timedelta(hours=1)
    routes = {"/now.csv": made_up(hour * 0), "/hour.csv": made_up(hour), "/day.csv": made_up(23 * hour),
              "/late.csv": lying(NOW - hour), "/old.csv": lying(NOW - 30 * hour)}  # fmt: skip
    with replay(routes) as server:
        replies = steady(fetch_all([GetRequest(server.url + path) for path in routes]))
        asked = [path for path, *_ in server.requests]
    assert [file_day(reply) for reply in replies] == [None, None, None, (NOW - hour).date(), (NOW - 30 * hour).date()]
    assert {path: asked.count(path) for path in routes} == {"/now.csv": 1, "/hour.csv": 2, "/day.csv": 2, "/late.csv": 2, "/old.csv": 1}


def test_a_file_that_is_not_there_the_second_time_has_no_day(qgis_app):
    def once(query, times):
        return lying(NOW - datetime.timedelta(hours=1)) if not times else Answer(status=404)

    with replay({"/a.csv": once}) as server:
        (reply,) = steady(fetch_all([GetRequest(f"{server.url}/a.csv")]))
    assert reply.content and file_day(reply) is None


def test_waiting_ends_when_it_is_cancelled(qgis_app):
    reply = Reply(
        GetRequest("http://a.be/a.csv"),
        "http://a.be/a.csv",
        200,
        headers={"last-modified": format_datetime(NOW - datetime.timedelta(hours=1)), **APACHE},
    )
    with pytest.raises(Cancelled):
        steady([reply], progress=Heard(cancel_after=2))


def test_a_pause_is_longer_than_a_second_and_looks_all_the_time_whether_it_is_cancelled(monkeypatch):
    assert 1 < file_days.PAUSE_SECONDS < 2
    begin = time.monotonic()
    with pytest.raises(Cancelled):
        pause(Heard(cancel_after=1))
    assert time.monotonic() - begin < 1
    monkeypatch.setattr(file_days, "PAUSE_SECONDS", 0.15)
    heard, begin = Heard(), time.monotonic()
    pause(heard)
    assert time.monotonic() - begin >= 0.15
    assert heard.checks >= 1
