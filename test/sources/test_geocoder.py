"""The geocoder, played by a server on loopback that answers as geolocation v4 does."""

import json
import threading
import time

import pytest
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.processing.sources.geocoder import find_addresses
from opgavenkaart.test.support.servers_replay import JSON, Answer, replay

KORENMARKT = {
    "Municipality": "Gent", "Zipcode": "9000", "Thoroughfarename": "Korenmarkt", "Housenumber": "1",
    "FormattedAddress": "Korenmarkt 1, 9000 Gent",
    "Location": {"Lat_WGS84": 51.0547, "Lon_WGS84": 3.7218, "X_Lambert72": 104712.4, "Y_Lambert72": 194036.2},
    "LocationType": "grb_gebouweenheid",
    "BoundingBox": {
        "LowerLeft": {"Lat_WGS84": 51.0547, "Lon_WGS84": 3.7218, "X_Lambert72": 104712.4, "Y_Lambert72": 194036.2},
        "UpperRight": {"Lat_WGS84": 51.0547, "Lon_WGS84": 3.7218, "X_Lambert72": 104712.4, "Y_Lambert72": 194036.2},
    },
}  # fmt: skip


def test_an_address_is_found_and_asked_as_it_was_typed(qgis_app):
    with replay({"/v4/Location": Answer(json.dumps({"LocationResult": [KORENMARKT]}).encode(), JSON)}) as server:
        (found,) = find_addresses(f"{server.url}/v4/", "Sint-Pietersplein & 5+7, Gent")
        ((path, query, _),) = server.requests
    assert found.words == "Korenmarkt 1, 9000 Gent"
    assert found.box == (104712.4, 194036.2, 104712.4, 194036.2)
    assert (path, query) == ("/v4/Location", {"q": "Sint-Pietersplein & 5+7, Gent", "c": "10"})


@pytest.mark.parametrize("answer", [b'{"LocationResult": [{"FormattedAddress": "x"}]}', b"[]", b'{"status": 500}'])
def test_another_answer_is_told(qgis_app, answer):
    with replay({"/Location": Answer(answer, JSON)}) as server, pytest.raises(OpgaveError, match="unknown format"):
        find_addresses(server.url, "Gent")


def test_a_cancel_ends_the_wait(qgis_app):
    """The server never answers; the cancel comes after half a second."""

    class Impatient(Progress):
        cancelled = threading.Event()

        def is_cancelled(self):
            return self.cancelled.is_set()

    threading.Timer(0.5, Impatient.cancelled.set).start()
    begin = time.monotonic()
    with replay({"/Location": Answer(fault="silent")}) as server, pytest.raises(Cancelled):
        find_addresses(server.url, "Gent", Impatient())
    assert time.monotonic() - begin < 5, "it does not sit out the ten seconds that an answer may take"
