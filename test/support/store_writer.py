"""A program of its own that writes a store again and again, for tests that kill it.

Programs branch off from one that has imported all that they need: a start takes a third of a second instead of two.

Every version has one value in all of its features, and a count that follows from it: a mixed one would show. A program says
``ready`` when it begins, and a line for each round: the number of the version, or why there is none.
"""

import multiprocessing
import os
import time
from collections.abc import Mapping
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from unittest.mock import patch

from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import LayerRecord, Licence, Publisher, Source
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.store import Offer, open_store, publish
from opgavenkaart.processing.sources.store.sync import sync
from opgavenkaart.test.support.servers import Database
from qgis.core import QgsApplication

PLUGINS = Path(__file__).parents[2] / "build" / "plugins"
ROWS = 4000
MOMENTS = 100_000
"""Milliseconds by which values differ: what was written before is never what is written next."""


class Program:
    """A program that writes a store; it has begun.

    Parameters
    ----------
    store : str
        Where it is, or the name of a connection, which the program makes.
    folder : Path
        For what it publishes.
    mode : str
        ``publish`` or ``sync``.
    port : str
        Of the connection's database.
    environment : mapping
        What it finds there beside what is there anyhow.
    """

    def __init__(self, store: str, folder: Path, mode: str, who: str, rounds: int, port: str, environment: Mapping[str, str]):
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        with patch.dict(os.environ, PYTHONPATH=str(PLUGINS)):
            forkserver.ensure_running()
        self.said, told = context.Pipe(duplex=False)
        self.process = context.Process(target=write, args=(told, store, folder, mode, who, rounds, port, dict(environment)))
        self.process.start()
        told.close()
        assert self.said.recv() == "ready"

    def kill(self) -> None:
        """End it at once, with no chance to tidy."""
        self.process.kill()
        self.process.join()

    def lines(self, seconds: float = 120.0) -> list[str]:
        """Return what it says until it ends of itself."""
        lines = []
        while self.said.poll(seconds):
            try:
                lines.append(self.said.recv())
            except EOFError:
                self.process.join()
                return lines
        raise TimeoutError(lines)


def content(value: int) -> str:
    """Return the version with a value, as separated text."""
    return "code;n;x;y\n" + "".join(f"c{row};{value};{100000 + row};{190000 + value}\n" for row in range(ROWS + value % 97))


def record(path: Path) -> LayerRecord:
    """Return the record of the layer, its source a file."""
    said = {"geometry": "point", "crs": "EPSG:31370", "key": "code", "licence": Licence("CC0")}
    return LayerRecord("laag", Text("Laag", "Layer"), Publisher("Stad", "city"), Source("csv", str(path)), **said)


def write(told: Connection, store_path: str, folder: Path, mode: str, who: str, rounds: int, port: str, environment: dict) -> None:
    """Write the store so many times; this is what a program does."""
    os.environ.update(environment)
    application = QgsApplication([], False)
    application.initQgis()
    if port:
        Database(int(port)).connect(store_path)
    source, store = Path(folder, f"{who}.csv"), open_store(store_path)
    offer = Offer("code", "laag", publisher=who, contact=f"{who}@stad.be", licence="CC0")
    told.send("ready")
    for _ in range(rounds):
        source.write_text(content(MOMENTS * int(who) + time.monotonic_ns() // 1_000_000 % MOMENTS))
        try:
            if mode == "publish":
                told.send(str(publish(store, load_record(record(source)).features, offer, Catalogue()).version.number))
            else:
                told.send(str(sync(store, [record(source)])[0].outcome.value))
        except OpgaveError as error:
            told.send(str(error))
    os._exit(0)
