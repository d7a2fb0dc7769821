"""Pictures of a service that are kept in a file: lent to QGIS, and nothing else of what such a file may hold."""

import datetime
import sqlite3
from contextlib import closing

import pytest
from opgavenkaart.processing.sources.network.kept_answers import TABLES, keep_answers, kept_answers
from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

pytestmark = pytest.mark.usefixtures("qgis_app")
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
