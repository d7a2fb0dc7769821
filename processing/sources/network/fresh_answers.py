"""Answers as they are now: QGIS keeps what a service answered for a day, and would give yesterday's features as today's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtNetwork import QNetworkRequest

from ...model.trust import server_of


@contextmanager
def fresh_answers(url: str) -> Iterator[None]:
    """Have the providers of QGIS ask the host of a URL again, whatever they kept of it, as long as this lasts."""
    host = server_of(url)
    attribute, always = QNetworkRequest.Attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork

    def ask_again(request: QNetworkRequest) -> None:
        if server_of(request.url().toString()) == host:
            request.setAttribute(attribute, always)

    number = QgsNetworkAccessManager.setRequestPreprocessor(ask_again)
    try:
        yield
    finally:
        QgsNetworkAccessManager.removeRequestPreprocessor(number)
