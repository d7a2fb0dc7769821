"""A project with a live layer and copies, moved to another folder and opened on the profile of a colleague."""

import json
import shutil
from pathlib import Path

from opgavenkaart.test.support.layers import record
from opgavenkaart.test.support.running import registered
from opgavenkaart.test.support.servers_arcgis import PATH, ArcgisServer, parks
from opgavenkaart.test.support.servers_replay import replay
from opgavenkaart.test.support.window import qgis_window
from opgavenkaart.ui.catalogue.loading import Loader
from opgavenkaart.ui.catalogue.order import LoadOrder
from opgavenkaart.ui.task_runner import running
from qgis.core import QgsProject
from qgis.PyQt.QtTest import QTest

INSIDE = Path(__file__).with_name("inside_moved.py")
SECONDS = 60


def load(loader: Loader, catalogue: Path, id: str, live: bool) -> None:
    """Load a layer as the button of the dock does, and wait until it is in the project."""
    root = QgsProject.instance().layerTreeRoot()
    count = len(root.findLayers())
    loader.load(LoadOrder(str(catalogue), (id,), live=live))
    for _ in range(1000 * SECONDS // 20):
        QTest.qWait(20)
        if not running and len(root.findLayers()) > count:
            return
    raise AssertionError(f"'{id}' did not come: {[item.text() for item in loader.bar.items()]}")


def test_it_opens_complete_and_the_dates_of_the_copies_stand(small, chosen, qgis_processing, tmp_path):
    here, there = tmp_path / "hier", tmp_path / "bij een collega" / "map 2"
    here.mkdir()
    (tmp_path / "haltes.csv").write_text("name;x;y\nMarkt;100100;190100\nStation;100300;190300\n", encoding="utf-8")
    with replay(ArcgisServer(parks(12), cap=100).routes) as server:
        more = {"crs": "EPSG:31370", "update_rhythm": "P1Y"}
        service = record("arcgis", server.url + PATH, "3", id="parken", date="2026-03-01", **more)
        stops = record("csv", tmp_path / "haltes.csv", id="haltes", date="2025-05-31", **more)
        documents = [one.to_json() for one in (service, stops)]
        for document, title in zip(documents, ("Parken", "Haltes"), strict=True):
            document["title"] = {"nl": title, "en": title}
        twin = documents[0] | {"id": "parken_kopie", "title": {"nl": "Parken, kopie", "en": "Parken, kopie"}}
        catalogue = tmp_path / "catalogus.json"
        catalogue.write_text(json.dumps({"title": {"nl": "Proef"}, "records": [*documents, twin]}), encoding="utf-8")
        project = QgsProject.instance()
        assert project.write(str(here / "kaart.qgz"))
        with registered():
            loader = Loader(small)
            load(loader, catalogue, "parken", live=True)
            load(loader, catalogue, "parken_kopie", live=False)
            load(loader, catalogue, "haltes", live=True)
        assert project.write()
        project.clear()
        there.parent.mkdir()
        shutil.move(here, there)
        for source in (catalogue, tmp_path / "haltes.csv"):
            source.unlink()
        with qgis_window(INSIDE, locale="nl") as window:
            assert window.call("open_project", path=str(there / "kaart.qgz"))
            found = window.call("shown")
            assert "Traceback" not in window.said()
    names = found["Parken"]["names"]
    assert len(names) == 12 and found["Parken, kopie"]["names"] == names and found["Haltes"]["names"] == ["Markt", "Station"]
    assert all(one["valid"] for one in found.values()) and len(found) == 3
    assert {title: one["date"] for title, one in found.items()} == {
        "Parken": "2026-03-01",
        "Parken, kopie": "2026-03-01",
        "Haltes": "2025-05-31",
    }
    live, *copies = (found[title] for title in ("Parken", "Parken, kopie", "Haltes"))
    assert live["provider"] == "arcgisfeatureserver" and [mark[:5] for mark in live["marks"]] == ["Live:"]
    for copy in copies:
        assert copy["source"].startswith(str(there / "kaart_layers"))
        assert [mark for mark in copy["marks"] if mark.startswith("Kopie: vastgelegd in de tijd, ook zonder verbinding.")]
    assert "31 mei 2025" in found["Haltes"]["marks"][-1]
