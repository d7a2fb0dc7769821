"""Pictures of a service that are kept in a file: lent to QGIS, and nothing else of what such a file may hold."""

import datetime
import sqlite3
from contextlib import closing

import pytest
from opgavenkaart.processing.sources.network.kept_answers import TABLES, keep_answers, kept_answers
from opgavenkaart.test.support.servers_replay import Answer, replay
from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QEventLoop, QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

pytestmark = pytest.mark.usefixtures("qgis_app")
PICTURES = dict.fromkeys(("/tile", "/logo"), Answer(b"picture", "image/png", headers={"Cache-Control": "max-age=60"}))
SERVICE, OTHER = "http://127.0.0.1:9", "http://127.0.0.1:10"
"""Where nobody answers."""
ANSWERS = {
    f"{SERVICE}/wmts?REQUEST=GetCapabilities": (b"text/xml", b"<c/>"),
    f"{SERVICE}/tile": (b"image/png", b"tile"),
    f"{SERVICE}/page": (b"text/html", b"page"),
    f"{OTHER}/wmts?REQUEST=GetCapabilities": (b"text/xml", b"<other/>"),
}


def ask(url):
    """Return what QGIS has or gets at an address, as its provider of pictures asks; None where that is nothing."""
    request = QNetworkRequest(QUrl(url))
    request.setAttribute(QNetworkRequest.Attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.PreferCache)
    request.setAttribute(QNetworkRequest.Attribute.CacheSaveControlAttribute, True)
    reply = QgsNetworkAccessManager.instance().blockingGet(request)
    return bytes(reply.content()) or None


def draw(url):
    """Have QGIS's manager of this thread ask for a picture, as a renderer does, and return it."""
    request = QNetworkRequest(QUrl(url))
    request.setAttribute(QNetworkRequest.Attribute.CacheSaveControlAttribute, True)
    reply, loop = QgsNetworkAccessManager.instance().get(request), QEventLoop()
    reply.finished.connect(loop.quit)
    loop.exec()
    return reply.readAll().data()


@pytest.fixture(autouse=True)
def empty_cache(qgis_app):
    QgsNetworkAccessManager.instance().cache().clear()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "background.sqlite"
    with closing(sqlite3.connect(path)) as database, database:
        for table in TABLES:
            database.execute(table)
        rows = [(url, *answer, "2026-01-02") for url, answer in ANSWERS.items()]
        database.executemany("INSERT INTO answers VALUES (?, ?, ?, ?)", rows)
        database.execute("INSERT INTO facts VALUES ('grey', 'EPSG:31370 set')")
    return path


def test_pictures_and_what_a_service_says_of_them_are_lent_and_nothing_else(file):
    with keep_answers(file):
        kept = kept_answers()
        kept.lend([f"{SERVICE}/wmts"])
        assert (kept.oldest, kept.facts) == (datetime.date(2026, 1, 2), {"grey": "EPSG:31370 set"})
        assert [ask(url) for url in ANSWERS] == [b"<c/>", b"tile", None, None]
    assert kept_answers() is None


def test_a_file_that_is_damaged_or_forgotten_holds_nothing(file):
    with keep_answers(file, anew=True):
        assert kept_answers().oldest is None and not file.exists()
    file.write_bytes(b"no database at all, however long it is" * 9)
    with keep_answers(file):
        assert kept_answers().oldest is None and not file.exists()


def test_only_pictures_of_the_service_are_kept_and_none_that_was_asked_with_a_key(tmp_path):
    """A house style's picture, and whatever else is drawn meanwhile, goes by."""
    path = tmp_path / "background.sqlite"
    with replay(PICTURES) as service, replay(PICTURES) as other, keep_answers(path):
        kept_answers().lend([f"{service.url}/wmts"])
        for url in (f"{service.url}/tile", f"{service.url}/tile?token=abc", f"{other.url}/logo"):
            assert draw(url) == b"picture"
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT url FROM answers").fetchall() == [(f"{service.url}/tile",)]


def test_what_ended_a_run_is_told_and_not_that_pictures_could_not_be_kept(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    path = tmp_path / "file" / "background.sqlite"
    with replay(PICTURES) as service, pytest.raises(ValueError, match="of the run"), keep_answers(path):
        kept_answers().lend([f"{service.url}/wmts"])
        assert draw(f"{service.url}/tile") == b"picture"
        raise ValueError("of the run")
