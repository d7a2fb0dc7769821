"""A program of its own that writes a store again and again, for tests that kill it: ``STORE FOLDER publish|sync WHO ROUNDS [PORT]``.

With the port of a database, ``STORE`` is the name of a connection to it, which the program makes.

Every version has one value in all of its features, and a count that follows from it: a mixed one would show. It says
``ready`` when it begins, and a line for each round: the number of the version, or why there is none.
"""

import os
import sys
import time
from pathlib import Path

ROWS = 4000
MOMENTS = 100_000
"""Milliseconds by which values differ: what was written before is never what is written next."""


def content(value: int) -> str:
    """Return the version with a value, as separated text."""
    return "code;n;x;y\n" + "".join(f"c{row};{value};{100000 + row};{190000 + value}\n" for row in range(ROWS + value % 97))


def record(path: Path):
    """Return the record of the layer, its source a file."""
    from opgavenkaart.processing.model.record import LayerRecord, Licence, Publisher, Source
    from opgavenkaart.processing.model.text import Text

    said = {"geometry": "point", "crs": "EPSG:31370", "key": "code", "licence": Licence("CC0")}
    return LayerRecord("laag", Text("Laag", "Layer"), Publisher("Stad", "city"), Source("csv", str(path)), **said)


def main(store_path: str, folder: str, mode: str, who: str, rounds: str, port: str = "") -> None:
    from opgavenkaart.processing.bridge.loading import load_record
    from opgavenkaart.processing.bridge.store import Offer, open_store, publish
    from opgavenkaart.processing.bridge.store.sync import sync
    from opgavenkaart.processing.model.catalogue import Catalogue
    from opgavenkaart.processing.model.errors import OpgaveError
    from opgavenkaart.test.support.servers import Database
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    if port:
        Database(int(port)).connect(store_path)
    source, store = Path(folder, f"{who}.csv"), open_store(store_path)
    offer = Offer("code", "laag", publisher=who, contact=f"{who}@stad.be", licence="CC0")
    tell("ready")
    for _ in range(int(rounds)):
        source.write_text(content(MOMENTS * int(who) + time.monotonic_ns() // 1_000_000 % MOMENTS))
        try:
            if mode == "publish":
                tell(publish(store, load_record(record(source)).features, offer, Catalogue()).version.number)
            else:
                tell(sync(store, [record(source)])[0].fate.value)
        except OpgaveError as error:
            tell(error)
    os._exit(0)


def tell(what) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
