"""Who asks: QGIS calls itself by its own name in every request, where some servers want to know which plugin it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtNetwork import QNetworkRequest

from ...model.files import plugin_fact
from ...model.trust import server_of

USER_AGENT = b"User-Agent"


@contextmanager
def plugin_named(url: str) -> Iterator[None]:
    """Have requests to the host of a URL name the plugin, its version and its page behind QGIS, as long as this lasts."""
    host, name = server_of(url), f" Opgavenkaart/{plugin_fact('version')} ({plugin_fact('homepage')})".encode()

    def add_name(request: QNetworkRequest) -> None:
        if server_of(request.url().toString()) == host:
            request.setRawHeader(USER_AGENT, request.rawHeader(USER_AGENT).data() + name)

    number = QgsNetworkAccessManager.setRequestPreprocessor(add_name)
    try:
        yield
    finally:
        QgsNetworkAccessManager.removeRequestPreprocessor(number)
