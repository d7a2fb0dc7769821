"""Addresses by the Flemish geocoder (geolocation, version 4) of Digitaal Vlaanderen."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.PyQt.QtCore import QUrl, QUrlQuery

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from .network import GetRequest, Limits, fetch, json_of

MOST = 10
PATIENCE = 10.0
"""Seconds that an answer may take: somebody sits and waits."""


@dataclass(frozen=True)
class Address:
    """One answer.

    Attributes
    ----------
    words : str
        The address as it is written.
    box : tuple of float
        Metres of EPSG:31370: xmin, ymin, xmax, ymax; of a house number without extent.
    """

    words: str
    box: tuple[float, float, float, float]


def find_addresses(service: str, text: str, progress: Progress = SILENT, most: int = MOST) -> list[Address]:
    """Return the addresses that a geocoder finds for a text, the best first.

    Parameters
    ----------
    service : str
        Its address, without ``/Location``.

    Raises
    ------
    OpgaveError
        It does not answer, or with something else.
    Cancelled
    """
    url, query = QUrl(f"{service.rstrip('/')}/Location"), QUrlQuery()
    query.addQueryItem("q", text.replace("+", "%2B"))
    query.addQueryItem("c", str(most))
    url.setQuery(query)
    address = bytes(url.toEncoded()).decode("ascii")
    reply = fetch(GetRequest(address, accept="application/json"), Limits(seconds=PATIENCE), progress)
    answer = json_of(reply.content, reply.url, reply.headers)
    try:
        return [address_of(one) for one in answer["LocationResult"]]
    except (KeyError, TypeError, ValueError) as error:
        raise OpgaveError("The address service at {service} answers in an unknown format: check the address.", service=service) from error


def address_of(found: dict) -> Address:
    """Return one of its answers."""
    low, high = found["BoundingBox"]["LowerLeft"], found["BoundingBox"]["UpperRight"]
    box = (float(low["X_Lambert72"]), float(low["Y_Lambert72"]), float(high["X_Lambert72"]), float(high["Y_Lambert72"]))
    return Address(str(found["FormattedAddress"]), box)
