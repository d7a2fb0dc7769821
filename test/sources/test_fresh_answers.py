"""Answers as they are now: what QGIS asks while they are wanted, and what it asks before, after and of other hosts."""

import pytest
from opgavenkaart.processing.sources.network.fresh_answers import fresh_answers
from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

pytestmark = pytest.mark.usefixtures("qgis_app")


def asks_again(url):
    request = QNetworkRequest(QUrl(url))
    QgsNetworkAccessManager.instance().preprocessRequest(request)
    return request.attribute(QNetworkRequest.Attribute.CacheLoadControlAttribute) == QNetworkRequest.CacheLoadControl.AlwaysNetwork


def test_only_the_host_is_asked_again_and_only_as_long_as_it_lasts():
    assert not asks_again("https://geo.example/wfs")
    with fresh_answers("https://jan:geheim@Geo.Example/wfs?request=GetCapabilities"):
        assert asks_again("https://geo.example/other")
        assert not asks_again("https://geo.example:8443/wfs")
        assert not asks_again("https://example/wfs")
    assert not asks_again("https://geo.example/wfs")
    with pytest.raises(ZeroDivisionError), fresh_answers("https://geo.example/wfs"):
        raise ZeroDivisionError
    assert not asks_again("https://geo.example/wfs")
