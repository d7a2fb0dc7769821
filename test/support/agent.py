"""Runs inside a real QGIS window (``qgis --code``): does what the test outside asks, one JSON line each way over a local socket.

It never outlives the test: when the test's end of the socket closes, or nobody comes, QGIS ends at once.
"""

import json
import os
import sys
import traceback
from pathlib import Path

from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtNetwork import QLocalServer
from qgis.utils import iface

SOCKET = os.environ["OPGAVENKAART_TEST_SOCKET"]
SCRIPT = Path(os.environ["OPGAVENKAART_TEST_SCRIPT"])
LONELY_MS = 60_000


class Agent(QObject):
    """Calls the functions of a script, in QGIS's main thread, for one test process."""

    def __init__(self):
        super().__init__()
        self.functions = {"__name__": "opgavenkaart_test_script"}
        self.socket = None
        self.server = QLocalServer(self)
        self.server.newConnection.connect(self.welcome)
        self.lonely = QTimer(self, singleShot=True, interval=LONELY_MS)
        self.lonely.timeout.connect(leave)
        self.lonely.start()
        self.server.listen(SOCKET)

    def welcome(self):
        self.lonely.stop()
        self.socket = self.server.nextPendingConnection()
        self.socket.disconnected.connect(leave)
        self.socket.readyRead.connect(self.read)

    def read(self):
        while self.socket.canReadLine():
            request = json.loads(bytes(self.socket.readLine()))
            self.socket.write(self.answer(request).encode() + b"\n")
            self.socket.flush()

    def answer(self, request):
        """Return ``{"value": ...}`` as JSON, or ``{"error": traceback}``: whatever goes wrong is the test's to report."""
        try:
            return json.dumps({"value": self.function(request["function"])(**request["arguments"])})
        except BaseException:  # noqa: BLE001
            return json.dumps({"error": traceback.format_exc()})

    def function(self, name):
        """Return a function of the script, which is read at the first call."""
        if name not in self.functions:
            exec(compile(SCRIPT.read_text(encoding="utf-8"), SCRIPT, "exec"), self.functions)
        return self.functions[name]


def leave():
    """End QGIS without asking about unsaved work."""
    os._exit(0)


window = iface.mainWindow()
window.setGeometry(window.screen().geometry())
sys.opgavenkaart_test_agent = Agent()
