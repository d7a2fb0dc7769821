"""Which host an authentication configuration is for: what opens one door is shown at no other, whatever a catalogue says."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsDataSourceUri, QgsSettings

from ..model.errors import OpgaveError
from ..model.public_text import without_secrets

BOUND = "opgavenkaart/authentication"
"""Group of settings that has, for a configuration without a Resource of its own, the host at which someone here used it by hand."""
PORTS = {"http": 80, "https": 443, "postgresql": 5432}
SECURE = "https"


def resource_of(auth: str) -> str:
    """Return for which address a configuration is: its own Resource, else what `bind` kept; empty where nobody said."""
    manager = QgsApplication.authManager()
    if auth not in manager.configIds():
        return ""
    _, config = manager.loadAuthenticationConfig(auth, QgsAuthMethodConfig(), False)
    return config.uri().strip() or str(QgsSettings().value(f"{BOUND}/{auth}", ""))


def bind(auth: str, address: str) -> None:
    """Keep that a configuration without a Resource is for the host of an address, as someone who gave both by hand means it."""
    if auth and ("://" in address or "=" in address) and not resource_of(auth):
        parts = address_parts(address)
        QgsSettings().setValue(f"{BOUND}/{auth}", f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")


def opens(auth: str, address: str) -> bool:
    """Whether a configuration is for the host of an address on the web, or of a connection to a database.

    Host and port count; what is for ``https`` is not sent in the open, and a Resource without port is for every port of its host.
    """
    resource = resource_of(auth)
    if not resource:
        return False
    try:
        own, asked = urlsplit(resource if "//" in resource else f"//{resource}"), address_parts(address)
        if (own.scheme, asked.scheme) == (SECURE, "http"):
            return False
        port = own.port or PORTS.get(own.scheme)
        return own.hostname == asked.hostname and port in (None, asked.port or PORTS.get(asked.scheme))
    except ValueError:
        return False


def address_parts(address: str) -> SplitResult:
    """Return scheme, host and port of an address on the web or of a connection."""
    if "://" in address:
        return urlsplit(address)
    uri = QgsDataSourceUri(address)
    return urlsplit(f"postgresql://{uri.host() or 'localhost'}:{uri.port() or PORTS['postgresql']}")


def not_for(auth: str, address: str) -> OpgaveError:
    """Return the sentence for a configuration that is not for a host: for which it is, or that nobody said so."""
    known = auth in QgsApplication.authManager().configIds()
    if not known:
        return OpgaveError(
            "{url} cannot be queried: QGIS does not have this authentication configuration, or the configuration is locked. Check Settings"
            " > Options > Authentication.",
            url=without_secrets(address),
        )
    resource = resource_of(auth)
    if not resource:
        return OpgaveError(
            "{url} cannot be queried: nobody said for which host the authentication configuration is. If you trust this address, give it as"
            " Resource of the configuration (Settings > Options > Authentication).",
            url=without_secrets(address),
        )
    return OpgaveError(
        "{url} was asked without user and password: the authentication configuration is for {resource} only. If it is for this host too,"
        " make another configuration with this host as Resource.",
        url=without_secrets(address),
        resource=without_secrets(resource),
    )
