"""Nothing is asked of the network before somebody asks for it: a window all of whose requests go to a proxy that writes them down."""

import contextlib
import json
import socket
import threading
from pathlib import Path

from opgavenkaart.processing.algorithms.provider import ALGORITHMS
from opgavenkaart.test.support.window import qgis_window
from opgavenkaart.ui.docks import table

EVERYTHING = Path(__file__).with_name("everything.py")
DOCKS = [f"Opgavenkaart{one.name}Dock" for one in table()]
REFUSAL = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Recorder:
    """A proxy that writes down the first line of each request (``GET http://...``, ``CONNECT host:443``), and refuses it."""

    def __init__(self):
        self.requests: list[str] = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self.record, daemon=True).start()

    def record(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.server.accept()
                with connection, contextlib.suppress(OSError):
                    connection.settimeout(5)
                    self.requests.append(connection.recv(65536).split(b"\r\n")[0].decode("latin-1"))
                    connection.sendall(REFUSAL)


def test_nothing_is_asked_before_somebody_asks(tmp_path):
    """Start, docks, help, editors, options and dialogs ask nothing at all; a click does, which shows that the proxy hears the plugin."""
    recorder = Recorder()
    said = {"title": {"nl": "x"}, "publisher": {"name": "Stad", "kind": "city"}}
    addresses = {"plain": "http://stad.invalid/x.csv", "secure": "https://stad.invalid/x.csv"}
    records = [{"id": id, "source": {"kind": "csv", "path": path}, **said} for id, path in addresses.items()]
    (tmp_path / "catalogue.json").write_text(json.dumps({"records": records}))
    with contextlib.closing(recorder.server), qgis_window(EVERYTHING, proxy=recorder.url) as window:
        shown = window.call("look_at_docks")
        assert set(DOCKS) < set(shown)
        ids = window.call("algorithms")
        assert len(ids) == len(ALGORITHMS)
        titles = [window.call("look_at_dialog", id=id) for id in ids]
        assert all(titles)
        assert all(window.call("look_at_all"))
        assert recorder.requests == []
        assert window.call("check", catalogue=str(tmp_path / "catalogue.json"), output=str(tmp_path / "out.gpkg")) == 2
    asked = {line.split()[1] for line in recorder.requests}
    assert asked == {addresses["plain"], "stad.invalid:443"}
