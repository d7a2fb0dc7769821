"""The catalogue dock without a QGIS around it: what each of its parts asks, shows and says."""

import datetime
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import shapely
from opgavenkaart.processing.cartography import heavy_layers
from opgavenkaart.processing.cartography.map_content import KEY_PROPERTY
from opgavenkaart.processing.model.builtin_challenges import builtin_titles
from opgavenkaart.processing.model.catalogue import Catalogue, read_catalogue, write_catalogue
from opgavenkaart.processing.model.dates import Freshness
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.model.quality_mark import QualityMark
from opgavenkaart.processing.model.record import FieldSpec, Licence, Publisher, Source
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.asked_runs import AskedRuns
from opgavenkaart.test.support.layers import memory_layer, record
from opgavenkaart.test.support.small_window import CRITICAL, INFO, SUCCESS, WARNING, let_go
from opgavenkaart.ui import ground as ground_of
from opgavenkaart.ui import map_tour, message_bar
from opgavenkaart.ui.accessibility import Scrolled
from opgavenkaart.ui.catalogue import adding, card, file_watch, loading, own
from opgavenkaart.ui.catalogue.adding import AddRow
from opgavenkaart.ui.catalogue.chooser import CatalogueChooser, name_of, names, remember_title
from opgavenkaart.ui.catalogue.contents import read_contents
from opgavenkaart.ui.catalogue.entries import Entry
from opgavenkaart.ui.catalogue.filters import FilterBar
from opgavenkaart.ui.catalogue.loading import Loader, with_pictures
from opgavenkaart.ui.catalogue.order import LoadOrder
from opgavenkaart.ui.catalogue.panel import CataloguePanel
from opgavenkaart.ui.catalogue.picture_services import PictureServices, host
from opgavenkaart.ui.catalogue.tree import AGE, FAVOURITE, TITLE
from opgavenkaart.ui.first_map import FirstMapChooser, read_shares
from opgavenkaart.ui.ground import Ground
from opgavenkaart.ui.result_places import own_group, place_of, place_of_copies
from opgavenkaart.ui.settings import settings
from opgavenkaart.ui.welcome import Welcome, city_words
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QMenu, QPushButton
from shapely.geometry import mapping

ENGLISH, DUTCH = Language("en"), Language("nl")
TODAY = datetime.date(2026, 12, 1)
LAMBERT = QgsCoordinateReferenceSystem("EPSG:31370")


# ---- the card


def entry(kind="csv", **more):
    one = record(kind, "x.csv", **more)
    return Entry(one.title.en, one, Catalogue(), ENGLISH, TODAY)


def test_the_card_tells_all_that_is_known_of_a_layer(qgis_app):
    facts = {
        "title": Text("A & B", "A & B"),
        "description": Text("Wegen", "Roads < 7 m"),
        "publisher": Publisher("Stad & OCMW", "city"),
        "date": datetime.date(2026, 11, 1),
        "update_rhythm": "P1Y",
        "licence": Licence("CC0 & more", "https://example.org/?a=1&b=2"),
        "redistribution": "aggregated",
        "contact": "gis@stad.be",
        "fields": {"width": FieldSpec((), Text("Breedte", "Width"), "m"), "name": FieldSpec(())},
    }
    one = entry(layer="streets", **facts)
    assert card.card_rows(one, ENGLISH) == [
        ("Publisher", "Stad &amp; OCMW (city)"),
        ("Date", "1 November 2026, 30 days, current"),
        ("Licence", '<a href="https://example.org/?a=1&amp;b=2">CC0 &amp; more</a>'),
        ("Redistribution allowed", "only as values per area"),
        ("Contact", "gis@stad.be"),
        ("Source", "CSV &#x27;streets&#x27;"),
        ("Loads", "as a copy"),
    ]
    marked = replace(one.record, quality=QualityMark(72.5, ("personal_data",), TODAY, (60, 80)))
    other = replace(one, record=marked)
    assert card.card_rows(other, ENGLISH)[2:4] == [
        ("Quality", "quality 72.5 of 100, not fit to be published: Personal data (1 December 2026)"),
        ("Quality over the versions", "60 → 80 → 73 (worse)"),
    ]
    assert other.age_and_mark == "30 days · 73 \u26a0" and one.age_and_mark == "30 days"
    told = card.card(one, ENGLISH)
    assert told.startswith("<h3>A &amp; B</h3><p>Roads &lt; 7 m</p><table>") and told.count("<tr>") == 7
    assert told.endswith("<p><b>Fields</b>: Width (m), name</p>")


def test_the_card_says_what_is_not_known(qgis_app):
    plain = entry()
    assert dict(card.card_rows(plain, ENGLISH)) == {
        "Publisher": "Stad (city)",
        "Date": "date and update frequency unknown",
        "Licence": "unknown",
        "Redistribution allowed": "yes",
        "Contact": "unknown",
        "Source": "CSV",
        "Loads": "as a copy",
    }
    assert dict(card.card_rows(entry(update_rhythm="P1Y"), ENGLISH))["Date"] == "date unknown"
    assert dict(card.card_rows(entry(licence=Licence("CC0", "ftp://x")), ENGLISH))["Licence"] == "CC0", "only a page of the web is a link"
    assert card.fields(plain.record, ENGLISH) == "" and "<b>No" not in card.card(plain, ENGLISH)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("none", "No public service"), ("locator", "finds addresses"),
        *((kind, "a catalogue of layers") for kind in ("csw", "records", "dcat")),
    ],
)  # fmt: skip
def test_the_card_says_why_a_record_cannot_be_loaded(qgis_app, kind, says):
    one = entry(kind)
    assert says in card.unloadable(kind, ENGLISH) and card.unloadable(kind, ENGLISH) in card.card(one, ENGLISH)
    assert dict(card.card_rows(one, ENGLISH))["Source"] == "none"


# ---- which catalogue


def test_catalogues_are_called_by_their_title_then_their_file_then_their_folder(chosen, tmp_path):
    settings.titles = {}
    first, second, third = (str(tmp_path / folder / "layers.json") for folder in ("a", "b", "c"))
    assert name_of(first) == "layers"
    remember_title(first, Text("Lagen van Gent", "Layers of Ghent"))
    remember_title("", Text("x", "x"))
    assert name_of(first) == "Layers of Ghent" and list(settings.titles) == [first]
    found = names([first, second, third])
    assert found[first] == "Layers of Ghent" and found[second].startswith("layers (") and found[second] != found[third]
    assert name_of(str(own.own_path())) == "Own layers"


def test_the_list_of_catalogues_shows_the_chosen_one_and_whether_it_can_be_read(chosen, tmp_path):
    settings.catalogues, settings.titles = [str(tmp_path / "a.json")], {}
    shown, told = CatalogueChooser(), []
    shown.chosen.connect(told.append)
    shown.show_path("")
    assert [shown.list.itemText(row) for row in range(shown.list.count())] == ["Built-in catalogue", "a"] and shown.list.currentIndex() == 0
    other = str(tmp_path / "b.json")
    shown.show_path(other)
    assert (shown.list.count(), shown.list.currentText(), shown.list.currentData()) == (3, "b", other)
    assert shown.list.itemData(2, Qt.ItemDataRole.ToolTipRole) == other and shown.list.itemIcon(2).isNull()
    shown.show_path(other, readable=False)
    assert shown.list.currentText() == "b (cannot be read at present)" and not shown.list.itemIcon(2).isNull()
    shown.show_path(str(tmp_path / "a.json"))
    assert shown.list.count() == 2 and shown.list.currentIndex() == 1, "each once"
    assert told == []
    shown.list.activated.emit(1)
    assert told == [str(tmp_path / "a.json")]
    shown.menu.aboutToShow.emit()
    assert shown.remove.isEnabled()
    settings.titles = {str(tmp_path / "a.json"): {"nl": "A", "en": "A"}, "other": {"nl": "O", "en": "O"}}
    shown.remove.trigger()
    assert settings.catalogues == [] and list(settings.titles) == ["other"] and told[-1] == ""
    shown.show_path("")
    shown.menu.aboutToShow.emit()
    assert not shown.remove.isEnabled(), "the built-in one stays"


def test_a_catalogue_file_is_added_once(chosen, monkeypatch):
    settings.catalogues = ["/a.json"]
    shown, told = CatalogueChooser(), []
    shown.chosen.connect(told.append)
    given = iter(["/b.json", "/a.json", ""])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *asked: (next(given), ""))
    for _ in range(3):
        shown.add_file()
    assert settings.catalogues == ["/a.json", "/b.json"] and told == ["/b.json", "/a.json"]


def test_a_file_that_was_written_since_is_noticed_and_one_that_is_gone_is_not(qgis_app, tmp_path):
    path, told = tmp_path / "c.json", []
    path.write_text("x")
    os.utime(path, (1000, 1000))
    watch = file_watch.FileWatch()
    watch.changed.connect(lambda: told.append(1))
    assert (watch.path, watch.seen) == ("", 0.0)
    watch.watch(str(path))
    assert watch.seen == 1000
    watch.look()
    assert told == []
    os.utime(path, (2000, 2000))
    watch._returned(Qt.ApplicationState.ApplicationInactive)
    assert told == []
    watch._returned(Qt.ApplicationState.ApplicationActive)
    assert told == [1]
    path.unlink()
    watch.look()
    watch.watch("")
    watch.look()
    assert told == [1] and file_watch.read_change_time(str(path)) == 0.0 == file_watch.read_change_time("")


def test_contents_are_those_of_the_built_in_catalogue_where_the_other_cannot_be_read(three, tmp_path):
    found = read_contents(three, ENGLISH)
    assert (found.path, found.asked, found.error) == (three, three, None) and list(found.entries) == ["ditches", "roads", "stops"]
    assert found.found.find("mobility") == ["roads", "stops"] and found.entries["roads"].light is Freshness.CURRENT
    gone = str(tmp_path / "gone.json")
    other = read_contents(gone, ENGLISH)
    assert (other.path, other.asked) == ("", gone) and isinstance(other.error, OpgaveError) and len(other.entries) > 10


def test_filters_offer_what_a_catalogue_has_and_are_cleared(qgis_app):
    bar, told = FilterBar(ENGLISH), []
    bar.changed.connect(lambda: told.append(1))
    bar.offer([("Water", "water"), ("Mobility", "mobility")], ["CC0", "A licence"])

    def entries(box):
        return [(box.itemText(row), box.itemData(row)) for row in range(box.count())]

    assert entries(bar.sector) == [("All sectors", ""), ("Mobility", "mobility"), ("Water", "water")]
    assert entries(bar.licence) == [("All licences", ""), ("A licence", "A licence"), ("CC0", "CC0")] and told == []
    titles = [bar.challenge.itemText(row) for row in range(1, bar.challenge.count())]
    assert titles == sorted(titles) and entries(bar.challenge)[0] == ("All challenges", "")
    assert bar.chosen(None) == bar.chosen(None) and bar.chosen(None).favourites is None
    for box in (bar.sector, bar.kind, bar.light, bar.licence, bar.reuse):
        box.setCurrentIndex(1)
    bar.challenge.setCurrentIndex(bar.challenge.findData("warm_homes"))
    assert len(told) == 6
    found = bar.chosen(frozenset("x"))
    assert (found.sector, found.publisher_kind, found.light, found.licence) == ("mobility", "city", "current", "A licence")
    assert (found.redistribution, found.challenge.id, found.favourites) == ("yes", "warm_homes", frozenset("x"))
    bar.clear()
    assert bar.chosen(None) == FilterBar(ENGLISH).chosen(None)


# ---- layers as pictures


def test_a_layer_that_is_drawn_by_a_service_can_be_had_as_pictures():
    def features(kind="wfs", layer="roads", **options):
        return record(kind, "https://geo.be/wfs", layer, id="roads", fields={"a": FieldSpec(())}, key="a", style="x", options=options)

    drawn = record("wms", "https://geo.be/wms", "roads", id="drawn")
    again = record("wms", "https://geo.be/wms2", "roads", id="again")
    found = PictureServices(Catalogue(own={"drawn": drawn, "again": again}))
    assert found.address(features()) == "https://geo.be/wms", "the first one"
    assert found.address(features("oapif")) == "https://geo.be/wms" and found.address(features("csv")) == ""
    assert found.address(features(layer="")) == "" == found.address(features(layer="other"))
    assert found.address(features(wms="https://own.be")) == "https://own.be"
    one = found.of(features())
    assert (one.source, one.geometry, one.fields, one.key, one.join, one.style) == (
        Source("wms", "https://geo.be/wms", "roads", ""), "raster", {}, "", None, "",
    )  # fmt: skip
    assert found.of(features("csv")) is None and host("https://geo.be:81/a?b") == "geo.be:81"


def test_a_catalogue_of_pictures_lies_on_top_of_the_one_that_is_loaded_from(qgis_app, tmp_path):
    sources = {
        "roads": record("wfs", "https://geo.be/wfs", "roads", id="roads"),
        "drawn": record("wms", "https://geo.be/wms", "roads", id="drawn"),
        "plain": record("csv", "plain.csv", id="plain"),
    }
    path = tmp_path / "c.json"
    write_catalogue(path, Catalogue(own=sources))
    written = with_pictures(LoadOrder(str(path), ("roads", "plain")), tmp_path / "place")
    assert written == str(tmp_path / "place.json")
    found = read_catalogue(written)
    assert list(found.own) == ["roads"] and found.own["roads"].source.kind == "wms" and found.get("plain").source.kind == "csv"
    assert found.includes == (str(path),)
    assert json.loads(Path(with_pictures(LoadOrder("", ()), tmp_path / "none")).read_text())["includes"] == ["builtin"]


# ---- adding layers


@pytest.fixture
def add_row(small, chosen, monkeypatch, tmp_path):
    monkeypatch.setattr(own, "own_path", lambda: tmp_path / "own" / "own_catalogue.json")
    row = AddRow(small.bar)
    row.runs, row.heard = AskedRuns(monkeypatch, adding), []
    row.added.connect(row.heard.append)
    return row


def test_an_address_is_harvested_into_the_users_own_catalogue(small, add_row, tmp_path):
    assert add_row.isHidden()
    add_row.open()
    assert not add_row.isHidden()
    add_row.add.click()
    assert add_row.runs.asked == [], "nothing was typed"
    add_row.address.setText("  https://geo.be ")
    QTest.keyClick(add_row.address, Qt.Key.Key_Return)
    add_row.start()
    (run,) = add_row.runs.asked
    path = str(tmp_path / "own" / "own_catalogue.json")
    assert (run.name, run.inputs) == ("harvest_catalogue", {"URL": "https://geo.be", "MERGE_INTO": path, "OUTPUT": path})
    assert not add_row.add.isEnabled() and not add_row.progress.isHidden() and add_row.progress.maximum() == 0 == add_row.progress.minimum()
    run.end({"NEW_COUNT": 3, "CHANGED_COUNT": 2, "OUTPUT": path})
    assert add_row.heard == [path] and add_row.isHidden() and add_row.address.text() == "" and add_row.progress.isHidden()
    assert add_row.add.isEnabled() and add_row.run is None
    ((level, text),) = small.notices()
    assert level == SUCCESS and text.endswith("Layers added to your own catalogue: 3; updated: 2.")


def test_what_the_service_complains_of_is_told(small, add_row):
    add_row.open()
    add_row.address.setText("https://geo.be")
    add_row.start()
    add_row.runs.last.end({"NEW_COUNT": 1, "CHANGED_COUNT": 0, "OUTPUT": "x"}, warnings=["One.", "Two."])
    ((level, text),) = small.notices()
    assert level == WARNING and text.endswith("Layers added to your own catalogue: 1; updated: 0. One.")
    small.bar.clearWidgets()
    add_row.open()
    add_row.address.setText("https://geo.be")
    add_row.start()
    add_row.runs.last.end(errors=["First.", "Last."])
    ((level, text),) = small.notices()
    assert level == CRITICAL and text.endswith("Last. Correct the address and press Add again.") and "First." not in text
    assert not add_row.isHidden() and add_row.address.text() == "https://geo.be" and add_row.heard == ["x"]


def test_escape_ends_the_asking_and_then_puts_the_row_away(small, add_row):
    add_row.open()
    add_row.address.setText("https://geo.be")
    add_row.start()
    QTest.keyClick(add_row, Qt.Key.Key_Escape)
    assert add_row.runs.last.cancelled and not add_row.isHidden()
    add_row.runs.last.end()
    assert small.notices() == [] and add_row.heard == []
    QTest.keyClick(add_row, Qt.Key.Key_A)
    assert not add_row.isHidden()
    add_row.stop.click()
    assert add_row.isHidden()


def test_layers_of_the_open_project_are_added(small, add_row, tmp_path):
    add_row.add_project()
    ((level, text),) = small.notices()
    assert level == WARNING and "The project has no layers that a catalogue can refer to" in text and add_row.heard == []
    small.bar.clearWidgets()
    path = tmp_path / "roads.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}, "geometry": null}]}')
    QgsProject.instance().addMapLayers([QgsVectorLayer(str(path), "Roads", "ogr"), memory_layer("Point", [], name="Notes")])
    add_row.add_project()
    ((level, text),) = small.notices()
    assert level == WARNING and "added to your own catalogue: 1; updated: 0. Not added" in text and text.endswith("Notes.")
    assert add_row.heard == [str(tmp_path / "own" / "own_catalogue.json")] and len(read_catalogue(add_row.heard[0]).own) == 1


def test_a_record_of_a_layer_that_is_there_takes_its_place(chosen, monkeypatch, tmp_path):
    monkeypatch.setattr(own, "own_path", lambda: tmp_path / "deep" / "own.json")
    settings.catalogues = []
    path = own.own_catalogue()
    assert settings.catalogues == [path] and own.own_catalogue() == path and settings.catalogues == [path]
    made = read_catalogue(path)
    assert made.title == own.TITLE and made.includes == ("builtin",) and made.own == {}
    lanes = record("csv", str(tmp_path / "lanes.csv"), id="lanes")
    assert own.add_records([lanes, replace(lanes, source=Source("csv", str(tmp_path / "other.csv")))]) == ["lanes", "lanes_2"]
    renamed = replace(lanes, id="streets", title=Text("Straten", "Streets"))
    assert own.add_records([renamed]) == ["lanes"]
    found = read_catalogue(path).own
    assert list(found) == ["lanes", "lanes_2"] and found["lanes"].title.en == "Streets" and found["lanes"].id == "lanes"


# ---- loading


@pytest.fixture
def loader(small, chosen, monkeypatch, tmp_path):
    for name in ("new_place", "place_of_copies"):
        monkeypatch.setattr(loading, name, lambda *given: tmp_path / "place")
    found = Loader(small)
    found.runs = AskedRuns(monkeypatch, loading)
    found.put = []
    monkeypatch.setattr(loading, "add_to_project", lambda *given: found.put.append(given))
    return found


def test_what_is_ordered_is_asked_of_the_algorithm(small, loader, tmp_path):
    settings.store, settings.language = "", ""
    QgsProject.instance().setCrs(LAMBERT)
    loader.load(LoadOrder("c.json", ("a", "b")))
    run = loader.runs.last
    assert run.name == "load_layers" and run.inputs == {
        "CATALOGUE": "c.json", "RECORDS": "a,b", "TARGET_CRS": LAMBERT, "STORE": "", "LIVE": True, "ON_ERROR": "continue",
        "LANGUAGE": "en",
        "OUTPUT": str(tmp_path / "place.gpkg"), "PROJECT": str(tmp_path / "place.qgz"),
    }  # fmt: skip
    assert small.notices() == [(INFO, small.notices()[0][1])] and "Loading 2 layers" in small.notices()[0][1]
    settings.store, settings.language = "store.gpkg", "nl"
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem())
    small.canvas.setExtent(QgsRectangle(0, 0, 10, 10))
    inputs = loader.inputs(LoadOrder("", ("a",), here=True, live=False))
    assert inputs["LIVE"] is False
    assert (inputs["TARGET_CRS"], inputs["STORE"], inputs["LANGUAGE"]) == (None, "store.gpkg", "nl")
    assert QgsRectangle(inputs["EXTENT"]).contains(QgsRectangle(0, 0, 10, 10)) and "EXTENT" not in run.inputs


def test_addresses_are_filled_in_for_ones_own_municipality_unless_the_catalogue_names_one(loader, chosen, tmp_path):
    write_catalogue(tmp_path / "any.json", Catalogue())
    write_catalogue(tmp_path / "halle.json", Catalogue(municipality="Halle"))
    settings.city = ""
    assert "MUNICIPALITY" not in loader.inputs(LoadOrder(str(tmp_path / "any.json"), ("a",)))
    settings.city = "44021"
    asked = [loader.inputs(LoadOrder(str(tmp_path / name), ("a",))).get("MUNICIPALITY") for name in ("any.json", "halle.json")]
    assert asked == ["44021", None]


def test_layers_come_into_the_project_and_are_counted(small, loader, qgis_new_project):
    loader.load(LoadOrder("c.json", ("a", "b"), styled=False))
    loader.runs.last.end({"PROJECT": "p.qgz", "FAILED_COUNT": 0, "LIVE_COUNT": 0}, warnings=["First.", "Second."])
    ((canvas, project, failed, done, styled, group, shown),) = loader.put
    heavy = memory_layer("Point", [])
    assert shown(heavy, True) and not shown(heavy, False) and not heavy.hasScaleBasedVisibility(), "as the file has it"
    assert (canvas, project, styled) == (small.canvas, "p.qgz", False) and small.notices() == [], "what was told of the begin is gone"
    assert group() == own_group() and not own_group().children()
    done([memory_layer("Point", []), memory_layer("Point", [])])
    ((level, text),) = small.notices()
    assert level == SUCCESS and text.endswith("2 layers loaded. First.")
    small.bar.clearWidgets()
    failed(["No project."])
    ((level, text),) = small.notices()
    assert level == CRITICAL and text.endswith("Nothing was loaded. No project.")


def test_the_layers_of_a_challenge_come_in_a_group_above_the_others(loader, qgis_new_project):
    own_group().addGroup("before")
    loader.load(LoadOrder("", ("a",), group="Warm homes"))
    loader.runs.last.end({"PROJECT": "p.qgz", "FAILED_COUNT": 0, "LIVE_COUNT": 0})
    assert loader.put[0][5]() == loader.put[0][5](), "what is tried again comes beside the rest"
    assert loader.put[0][5]().name() == "Warm homes" and [one.name() for one in own_group().children()] == ["Warm homes", "before"]


def named(layer, id):
    """Return a layer that says of which record it is."""
    metadata = layer.metadata()
    metadata.setIdentifier(id)
    layer.setMetadata(metadata)
    layer.setCustomProperty(KEY_PROPERTY, id)
    return layer


def polygon_file(path, count, at=(140000, 160000)):
    """Return a file with a square of 100 m for each of so many features, in Lambert 72."""
    x, y = at
    square = f"POLYGON(({x} {y}, {x + 100} {y}, {x + 100} {y + 100}, {x} {y + 100}, {x} {y}))"
    features = [{"type": "Feature", "properties": {"a": 1}, "geometry": mapping(shapely.from_wkt(square))}] * count
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31370"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
    return QgsVectorLayer(str(path), path.stem, "ogr")


def test_heavy_layers_of_a_challenge_are_switched_off_and_drawn_close_by(loader, monkeypatch, small, chosen, qgis_new_project, tmp_path):
    """A file counts, a service is known by its theme; layers that somebody chose one by one stay on."""
    monkeypatch.setattr(heavy_layers, "MOST_FEATURES", 3)
    loader.ground = type("Still", (), {"lead": lambda *given: None, "lay": lambda *given: None})()
    loader.load(LoadOrder("", ("parcels",), group="Warm homes"))
    read = []
    monkeypatch.setattr(loading, "read_catalogue", lambda path: read.append(path) or read_catalogue(path))
    loader.runs.last.end({"PROJECT": "p.qgz", "FAILED_COUNT": 0, "LIVE_COUNT": 1})
    *_, done, styled, group, shown = loader.put[0]
    assert read == [], "the task that opens the layers reads the catalogue"
    few, many = (named(polygon_file(tmp_path / f"{count}.geojson", count), "buildings") for count in (3, 4))
    live, other = (named(memory_layer("Polygon", [], name=id), id) for id in ("parcels", "municipality"))
    assert [shown(one, True) for one in (few, many, live, other)] == [True, False, False, True]
    assert [one.hasScaleBasedVisibility() for one in (few, many, live, other)] == [False, True, True, False]
    assert (live.minimumScale(), live.maximumScale()) == (10_000, 0) and live.isInScaleRange(9_000) and not live.isInScaleRange(11_000)
    done([few, many, live, other])
    ((level, text),) = small.notices()
    assert level == SUCCESS and text.endswith("Switched off because of their many features, and drawn when zoomed in: 4, parcels.")
    assert read == [""], "and nobody does so again"
    loader.load(LoadOrder("", ("parcels",)))
    loader.runs.last.end({"PROJECT": "p.qgz", "FAILED_COUNT": 0, "LIVE_COUNT": 1})
    assert loader.put[1][-1](named(memory_layer("Polygon", []), "parcels"), True)


# ---- the ground


@pytest.fixture
def ground(small, chosen, monkeypatch, tmp_path, qgis_new_project):
    monkeypatch.setattr(ground_of, "new_place", lambda: tmp_path / "place")
    found = Ground(small)
    found.runs = AskedRuns(monkeypatch, ground_of)
    found.put = []
    monkeypatch.setattr(ground_of, "add_to_project", lambda *given: found.put.append(given))
    return found


def test_boundary_and_base_map_of_a_municipality_are_asked_for(ground, chosen, tmp_path):
    settings.city, settings.language = "23027", "nl"
    place = ground_of.place_of_layers(read_catalogue(""), [])
    ground.lay(read_catalogue(""), "", place, "grey_basemap")
    run = ground.runs.last
    assert run.name == "load_layers" and run.inputs["RECORDS"] == "boundary_23027,grey_basemap" and run.inputs["LIVE"] is True
    known = read_catalogue(run.inputs["CATALOGUE"])
    boundary = known.get("boundary_23027")
    assert boundary.title == Text("Grens van Halle", "Boundary of Halle") and boundary.style == "boundary" and boundary.can_be_live
    assert boundary.source.options["filter"] == "\"nis_code\" = '23027'" and known.get("grey_basemap").source.kind == "wmts"
    QgsProject.instance().addMapLayer(named(memory_layer("Polygon", []), "grey_basemap"))
    ground.lay(read_catalogue(""), "", place, "grey_basemap")
    assert ground.runs.last.inputs["RECORDS"] == "boundary_23027", "what the project has is not loaded again"
    ground.lay(read_catalogue(""), "", None, "grey_basemap")
    ground.lay(read_catalogue(""), "", None, "")
    assert len(ground.runs.asked) == 2, "nothing is missing"


def test_the_boundary_is_a_row_of_the_layer_of_municipalities(qgis_app):
    """Which is one of areas: a table with their codes is none."""
    place = ground_of.municipalities()["23027"]
    table = record("csv", "a.csv", id="a", key="nis_code", geometry="none")
    sectors = record("csv", "b.csv", id="b", key="sector_code", geometry="polygon")
    areas = record("gpkg", "c.gpkg", id="c", key="nis_code", geometry="polygon", options={"filter": '"y" = 1', "x": "1"})

    def found(*records):
        return ground_of.boundary_of(Catalogue(own={one.id: one for one in records}), place)

    assert found(table, sectors) is None
    boundary = found(table, sectors, areas)
    assert boundary.source.path == "c.gpkg" and boundary.id == "boundary_23027" and boundary.source.options["x"] == "1"
    assert boundary.source.options["filter"] == '("y" = 1) AND ("nis_code" = \'23027\')', "what it leaves out stays out"


def test_ground_that_cannot_be_reached_is_left_out_and_said(small, ground, chosen):
    settings.city = "23027"
    ground.lay(read_catalogue(""), "", ground_of.place_of_layers(read_catalogue(""), []), "grey_basemap")
    ground.runs.last.end(errors=["geo.api.vlaanderen.be cannot be reached."])
    ((level, text),) = small.notices()
    assert level == INFO and "cannot be reached at present, and is left out" in text and ground.put == []
    small.bar.clearWidgets()
    ground.lay(read_catalogue(""), "", ground_of.place_of_layers(read_catalogue(""), []), "grey_basemap")
    ground.runs.last.end({"PROJECT": "p.qgz", "FAILED_COUNT": 0})
    assert small.notices() == [] and ground.put[0][1] == "p.qgz"


def test_the_base_map_lies_below_all_and_the_boundary_on_top(ground, tmp_path):
    root, units = QgsProject.instance().layerTreeRoot(), memory_layer("Polygon", [], name="Units")
    QgsProject.instance().addMapLayer(units)
    picture = tmp_path / "picture.png"
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.save(str(picture))
    layers = [named(memory_layer("Polygon", [], name="Boundary"), "boundary_23027"), QgsRasterLayer(str(picture), "Grey")]
    for layer in layers:
        QgsProject.instance().addMapLayer(layer, False)
        own_group().addLayer(layer)
    ground_of.sink_base_map(layers)
    assert [layer.name() for layer in root.layerOrder()] == ["Boundary", "Units", "Grey"]
    assert len(QgsProject.instance().mapLayers()) == 3, "moving a layer in the list takes none away"


def test_the_map_goes_to_the_municipality_unless_the_layers_lie_elsewhere(small, ground, chosen, tmp_path):
    settings.city = "23027"
    halle = ground_of.place_of_layers(read_catalogue(""), [])
    assert halle.name == "Halle"
    xmin, ymin, xmax, ymax = halle.extent
    here = polygon_file(tmp_path / "here.geojson", 1, (xmin + 500, ymin + 500))
    far = polygon_file(tmp_path / "far.geojson", 1, (xmax + 50_000, ymax + 50_000))
    table = memory_layer("None", [])
    assert ground_of.place_of_layers(read_catalogue(""), [here, table]) == halle
    assert ground_of.place_of_layers(read_catalogue(""), [far]) is None
    ground.lead(halle, [here])
    assert small.canvas.extent().center().x() == pytest.approx((xmin + xmax) / 2)
    ground.lead(None, [far, table])
    assert small.canvas.extent().center().x() == pytest.approx(xmax + 50_050, abs=1)
    settings.city = ""
    assert ground_of.place_of_layers(read_catalogue(""), [here]) is None


def test_what_failed_is_told_with_a_way_to_try_again(small, loader):
    logged = []

    def hear(words, tag, level):
        if tag == message_bar.NAME:
            logged.append((words, level))

    QgsApplication.messageLog().messageReceived.connect(hear)
    loader.load(LoadOrder("c.json", ("a", "b", "c")))
    loader.runs.last.end({"PROJECT": "p.qgz", "FAILED_COUNT": 2}, warnings=["B is away.", "C too."])
    layer = memory_layer("Point", [])
    metadata = layer.metadata()
    metadata.setIdentifier("a")
    layer.setMetadata(metadata)
    loader.put[0][3]([layer])
    ((level, text),) = small.notices()
    assert level == WARNING and text.endswith("1 layer loaded, 2 failed. B is away.")
    QgsApplication.messageLog().messageReceived.disconnect(hear)
    assert logged == [("B is away.", WARNING), ("C too.", WARNING)], "the log has all reasons"
    again, log = small.bar.items()[0].findChildren(QPushButton)
    assert (again.text(), log.text()) == ("Try again", "All reasons")
    again.click()
    assert loader.runs.last.inputs["RECORDS"] == "b,c" and [level for level, _ in small.notices()] == [INFO]
    loader.runs.last.end(errors=["Nothing.", "At all."])
    ((level, text),) = small.notices()
    assert level == CRITICAL and text.endswith("Nothing was loaded. Nothing.")
    small.bar.items()[0].findChildren(QPushButton)[1].click()
    assert small.registered == ["log opened"] and small.notices() == []


def test_who_cancels_hears_nothing_more(small, loader):
    loader.load(LoadOrder("c.json", ("a",)))
    assert small.notices()[0][1].endswith("Loading 1 layer")
    loader.runs.last.cancel()
    loader.runs.last.end()
    assert small.notices() == [] and loader.put == []


# ---- the welcome


@pytest.mark.parametrize(("chosen_language", "asked"), [("nl", "nl"), ("en", "en"), ("", "en")])
def test_a_map_is_asked_in_the_language_of_the_settings_else_of_the_window(small, chosen, monkeypatch, tmp_path, chosen_language, asked):
    monkeypatch.setattr(map_tour, "new_place", lambda: tmp_path / "place")
    monkeypatch.setattr(map_tour, "interface_language", lambda: "en")
    settings.language, settings.theme = chosen_language, "house.json"
    assert map_tour.map_inputs() == {
        "LANGUAGE": asked, "THEME": "house.json", "OUTPUT_FOLDER": str(tmp_path / "place"), "LOAD_LAYERS": False
    }  # fmt: skip


def test_the_demo_city_is_made_mapped_and_opened(small, chosen, monkeypatch, tmp_path):
    runs, opened = AskedRuns(monkeypatch, map_tour), []
    monkeypatch.setattr(map_tour, "new_place", lambda: tmp_path / "place")
    monkeypatch.setattr(map_tour, "open_map", lambda *given: opened.append(given))
    monkeypatch.setattr(map_tour, "read_bundle", lambda manifest, language: (manifest, language))
    monkeypatch.setattr(map_tour, "shown_extent", lambda project: project)
    shown = []
    monkeypatch.setattr(map_tour, "show_extent", lambda canvas, extent: shown.append(extent))
    settings.welcomed, settings.bundles, settings.theme, settings.language = False, [], "house.json", "nl"
    welcome, heard = Welcome(small), []
    welcome.opened.connect(heard.append)
    assert welcome.demo.isEnabled() and welcome.bar.isHidden() and welcome.about.isHidden()
    welcome.demo.click()
    assert not welcome.demo.isEnabled() and not any(widget.isHidden() for widget in (welcome.bar, welcome.step, welcome.stop))
    assert (welcome.bar.value(), welcome.step.text()) == (0, "Creating the demo city")
    city = runs.last
    assert city.name == "create_demo_city" and city.inputs["OUTPUT_FOLDER"].endswith("opgavenkaart/demo_city")
    city.told(50.0, "Half")
    assert (welcome.bar.value(), welcome.step.text()) == (15, "Half")
    city.end({"CATALOGUE": "city.json"})
    mapped = runs.last
    assert mapped.name == "integrated_map" and mapped.inputs == {
        "CHALLENGE": "warm_homes", "CATALOGUE": "city.json", "LANGUAGE": "nl", "THEME": "house.json",
        "OUTPUT_FOLDER": str(tmp_path / "place"), "LOAD_LAYERS": False,
    }  # fmt: skip
    for share, value in ((0.0, 30), (50.0, 65), (100.0, 100)):
        mapped.told(share, "On")
        assert welcome.bar.value() == value
    mapped.end({"MANIFEST": "/out/m.json", "PROJECT": "p.qgz", "CLUSTER_COUNT": 4})
    assert settings.bundles == ["/out/m.json"] and shown == ["p.qgz"] and opened[0][1] == ("/out/m.json", "en") and heard == []
    opened[0][4]([])
    assert settings.catalogues[-1:] == ["city.json"], "it stays in the list of catalogues"
    assert heard == ["city.json"] and welcome.isHidden() and settings.welcomed and welcome.tour is None and welcome.demo.isEnabled()
    ((level, text),) = small.notices()
    assert level == SUCCESS and text.endswith("is open, with 4 clusters: report, PDF and project.")
    assert small.bar.items()[0].duration() == 0


@pytest.mark.parametrize("step", [0, 1])
@pytest.mark.parametrize("cancelled", [True, False])
def test_a_tour_that_fails_tells_why_and_one_that_is_cancelled_nothing(small, chosen, monkeypatch, tmp_path, step, cancelled):
    runs = AskedRuns(monkeypatch, map_tour)
    monkeypatch.setattr(map_tour, "new_place", lambda: tmp_path / "place")
    settings.welcomed = False
    welcome, heard = Welcome(small), []
    welcome.opened.connect(heard.append)
    welcome.start()
    if step:
        runs.last.end({"CATALOGUE": "city.json"})
    if cancelled:
        welcome.stop.click()
        assert runs.last.cancelled
    runs.last.end(errors=["Before.", "No room left."])
    assert [text.endswith("No room left.") for _, text in small.notices()] == [] if cancelled else [True]
    assert [level for level, _ in small.notices()] == ([] if cancelled else [CRITICAL])
    assert heard == [] and not settings.welcomed and welcome.demo.isEnabled() and welcome.bar.isHidden() and welcome.tour is None
    welcome.stop.click()


def test_the_municipality_is_shown_and_told(small, chosen):
    from opgavenkaart.processing.model.municipalities import municipalities

    settings.city = ""
    welcome, heard = Welcome(small), []
    welcome.chosen.connect(heard.append)
    welcome.city.setText("Gent")
    QTest.keyClick(welcome.city, Qt.Key.Key_Return)
    one = municipalities()["44021"]
    assert settings.city == "44021" and heard == ["Gent"] and welcome.about.text() == city_words(one) and not welcome.about.isHidden()
    xmin, ymin, xmax, ymax = one.extent
    assert city_words(one).startswith(f"Gent: NIS code 44021, {(xmax - xmin) / 1000:.1f} by {(ymax - ymin) / 1000:.1f} km.")
    assert small.canvas.extent().center().x() == pytest.approx((xmin + xmax) / 2)
    welcome.add_words("More.")
    assert welcome.about.text() == f"{city_words(one)} More."
    welcome.city.setText("Gemt")
    QTest.keyClick(welcome.city, Qt.Key.Key_Return)
    assert welcome.about.text().startswith("No Flemish municipality is called 'Gemt'")
    merged = next(one for one in municipalities().values() if one.formerly)
    plain = next(one for one in municipalities().values() if not one.formerly)
    former = ", ".join(f"{name} ({nis})" for nis, name in merged.formerly.items())
    assert city_words(merged).endswith(f"Merged in {merged.merged}; older data still use {former}.") and city_words(plain).endswith(" km.")
    assert Welcome(small).city.text().startswith("Gent"), "the next time it is known"
    welcome.away.click()
    assert welcome.isHidden() and settings.welcomed


def test_the_challenges_of_a_municipality_are_listed_with_how_far_public_data_carry_them(small, chosen):
    """By the sources that the catalogue knows; what carries too little cannot be asked for."""
    settings.city, settings.catalogue = "44021", ""
    chooser = FirstMapChooser(small.window)
    chooser.show_challenges()
    wait_for(chooser)
    table, public = chooser.table, {id: one.public for id, one in read_shares("", SILENT).items()}
    rows = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    assert [row.text(0) for row in rows] == [title.en for title in builtin_titles().values()]
    for row, one in zip(rows, public.values(), strict=True):
        assert (row.text(1), row.text(2)) == (f"{100 * one.share:.0f} %", str(len(one.missing)))
        assert row.toolTip(2).splitlines() == [indicator.title.en for indicator in one.missing]
        assert row.isDisabled() == (1 - one.share > one.challenge.aggregation.allowed_missing_share)
    asked = []
    chooser.asked.connect(asked.append)
    first = next((row for row in rows if not row.isDisabled()), None)
    for row in filter(None, (first, next((row for row in rows if row.isDisabled()), None))):
        table.setCurrentItem(row)
        chooser.make.click()
    assert asked == ([first.data(0, Qt.ItemDataRole.UserRole)] if first else [])


def test_the_first_map_is_made_and_opened(small, chosen, monkeypatch, tmp_path):
    runs, opened = AskedRuns(monkeypatch, map_tour), []
    monkeypatch.setattr(map_tour, "new_place", lambda: tmp_path / "place")
    monkeypatch.setattr(map_tour, "open_map", lambda *given: opened.append(given))
    monkeypatch.setattr(map_tour, "read_bundle", lambda manifest, language: (manifest, language))
    monkeypatch.setattr(map_tour, "shown_extent", lambda project: project)
    monkeypatch.setattr(map_tour, "show_extent", lambda canvas, extent: None)
    settings.welcomed, settings.bundles, settings.theme, settings.language = False, [], "", "nl"
    write_catalogue(tmp_path / "mine.json", Catalogue())
    settings.city, settings.catalogue = "23027", str(tmp_path / "mine.json")
    welcome, heard = Welcome(small), []
    welcome.opened.connect(heard.append)
    welcome.first_map.vintage.setCurrentIndex(2)
    welcome.first_map.audience.setCurrentIndex(1)
    assert [welcome.first_map.vintage.itemText(row) for row in (0, 2)] == ["the newest", "1 January 2024"]
    welcome.first_map.asked.emit("mobility_poverty")
    run = runs.last
    assert not welcome.first_map.isEnabled() and not welcome.demo.isEnabled()
    kept = run.inputs.pop("STORE")
    assert kept.endswith("opgavenkaart/public_data")
    assert run.name == "first_map" and run.inputs == {
        "MUNICIPALITY": "23027", "CHALLENGE": "mobility_poverty", "VINTAGE": "2024", "CATALOGUE": settings.catalogue, "LANGUAGE": "nl",
        "THEME": "", "OUTPUT_FOLDER": str(tmp_path / "place"), "LOAD_LAYERS": False, "AUDIENCE": "partners",
    }  # fmt: skip
    run.told(40.0, "Fetching")
    assert (welcome.bar.value(), welcome.step.text()) == (40, "Fetching")
    run.end({"MANIFEST": "/out/mobility_poverty/m.json", "PROJECT": "p.qgz", "MUNICIPAL_CATALOGUE": "23027_catalogue.json"})
    monkeypatch.setattr(map_tour, "read_bundle", lambda *given: SimpleNamespace(finding="The index is highest in {A} (70)"))
    opened[0][4]([])
    assert heard == ["23027_catalogue.json"] and settings.bundles == ["/out/mobility_poverty/m.json"] and not settings.welcomed
    ((level, text),) = small.notices()
    assert level == SUCCESS and text.endswith("The map is open: report, PDF and project.")
    assert welcome.step.text() == "The index is highest in {A} (70)." and not welcome.step.isHidden() and welcome.bar.isHidden()


def test_how_far_it_is_comes_into_sight(small, chosen, monkeypatch):
    """The button that begins stands below the table, on a small screen out of sight of what stands above it."""
    AskedRuns(monkeypatch, map_tour)
    area, welcome = Scrolled(), Welcome(small)
    area.setWidget(welcome)
    area.resize(400, 120)
    area.show()
    QTest.qWait(20)
    area.verticalScrollBar().setValue(0)
    welcome.start()
    QTest.qWait(50)
    place = welcome.bar.mapTo(area.viewport(), welcome.bar.rect().center())
    assert area.viewport().rect().contains(place)
    let_go(area)


def wait_for(chooser):
    while chooser.reading:
        QTest.qWait(5)


# ---- the dock


def read(panel):
    while panel.reading:
        QTest.qWait(5)


@pytest.fixture
def panel(small, three, monkeypatch):
    settings.welcomed, settings.as_list, settings.favourites, settings.catalogues = True, False, [], []
    found = CataloguePanel(small)
    assert found.count.text() == "Reading the catalogue" and found.card.toPlainText().startswith("Select a layer")
    read(found)
    found.loaded = []
    found.__dict__["loader"] = type("Loads", (), {"load": lambda self, order: found.loaded.append(order)})()
    yield found
    let_go(found)


def choose(panel, *ids):
    panel.tree.clearSelection()
    selection = panel.tree.selectionModel()
    for id in ids:
        selection.select(panel.model.index_of(id), selection.SelectionFlag.Select | selection.SelectionFlag.Rows)


def titles(panel):
    """Return what the tree shows: the titles below each sector, or below each layer of a list nothing."""
    model = panel.model
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    return {one.data().split(" (")[0]: [model.index(row, 0, one).data() for row in range(model.rowCount(one))] for one in groups}


def test_the_dock_shows_a_catalogue_by_sector_or_as_a_list(panel, three):
    assert titles(panel) == {"Mobility": ["Roads", "Stops"], "Water": ["Ditches"]} and panel.count.text() == "3 layers"
    assert panel.chooser.list.currentData() == three and panel.welcome.isHidden() and panel.load_all.isHidden()
    assert panel.tree.isExpanded(panel.model.index(0, 0)), "few layers are unfolded"
    panel.as_list.click()
    assert settings.as_list and list(titles(panel)) == ["Ditches", "Roads", "Stops"]
    panel.as_list.click()
    assert not settings.as_list and len(titles(panel)) == 2
    panel.search.setText("ditch")
    assert titles(panel) == {"Water": ["Ditches"]} and panel.count.text() == "1 layer"
    panel.search.setText("xyzzy")
    assert panel.count.text() == "0 layers" and panel.card.toPlainText() == "No layers found. Clear words, filters or 'Favourites only'."
    panel.search.clear()
    sectors = [(panel.filters.sector.itemText(row), panel.filters.sector.itemData(row)) for row in range(panel.filters.sector.count())]
    assert sectors == [("All sectors", ""), ("Mobility", "mobility"), ("Water", "water")]


def test_what_is_chosen_is_shown_and_loaded(panel, three):
    assert panel.chosen() == [] and not panel.load.isEnabled()
    choose(panel, "stops")
    assert [one.id for one in panel.chosen()] == ["stops"] and not panel.load.isEnabled() and "Stops" in panel.card.toPlainText()
    choose(panel, "roads", "stops", "ditches")
    assert panel.load.isEnabled() and panel.pictures.isHidden()
    panel.load.click()
    assert panel.loaded == [LoadOrder(three, ("roads", "ditches"))]
    panel.here.setChecked(True)
    panel.styled.setChecked(False)
    choose(panel, "roads")
    panel.tree.activated.emit(panel.model.index_of("roads"))
    assert panel.loaded[1:] == [LoadOrder(three, ("roads",), here=True, pictures=False, styled=False)]
    choose(panel, "stops")
    panel.load_chosen()
    assert len(panel.loaded) == 2
    choose(panel)
    assert panel.card.toPlainText() == "Select a layer for publisher, date and licence."


def test_favourites_are_made_by_a_key_and_by_a_click_on_the_star(panel):
    choose(panel, "roads", "ditches")
    panel.favourite.trigger()
    assert settings.favourites == ["roads", "ditches"]
    panel.favourite.trigger()
    assert settings.favourites == [], "all of them are: none is any longer"
    panel.favourite.trigger()
    assert settings.favourites == ["roads", "ditches"]
    choose(panel, "roads", "stops")
    panel.favourite.trigger()
    assert settings.favourites == ["roads", "ditches", "stops"], "some are none yet: all become ones"
    panel.favourite.trigger()
    assert settings.favourites == ["ditches"]
    choose(panel, "roads")
    roads = panel.model.index_of("roads")
    for column in (TITLE, AGE):
        panel.tree.clicked.emit(roads.sibling(roads.row(), column))
    panel.tree.clicked.emit(panel.model.index(0, FAVOURITE))
    assert settings.favourites == ["ditches"]
    panel.tree.clicked.emit(roads.sibling(roads.row(), FAVOURITE))
    assert settings.favourites == ["ditches", "roads"]
    assert panel.model.data(roads.sibling(roads.row(), FAVOURITE), Qt.ItemDataRole.DecorationRole)
    panel.only_favourites.click()
    assert titles(panel) == {"Mobility": ["Roads"], "Water": ["Ditches"]}
    settings.favourites = ["ditches"]
    assert titles(panel) == {"Water": ["Ditches"]}, "the list follows"


def test_a_layer_is_shown_whatever_was_searched_before(panel):
    panel.search.setText("ditch")
    panel.only_favourites.setChecked(True)
    panel.filters.sector.setCurrentIndex(2)
    panel.show_layer("stops")
    assert [one.id for one in panel.chosen()] == ["stops"] and panel.search.text() == "" and not panel.only_favourites.isChecked()
    assert panel.tree.currentIndex() == panel.model.index_of("stops") and panel.filters.sector.currentIndex() == 0


def test_all_layers_of_a_challenge_are_loaded_and_those_without_a_source_told(small, panel, tmp_path):
    from opgavenkaart.processing.model.challenge import read_challenge

    wanted = sorted(read_challenge("warm_homes").layers())
    own_layers = {
        id: record("csv" if place else "none", f"{id}.csv", id=id, title=Text(id, f"T {id}")) for place, id in enumerate(wanted[:3])
    }
    path = str(tmp_path / "warm.json")
    write_catalogue(path, Catalogue(own=own_layers | {"x": record("csv", "x.csv", id="x")}))
    panel.open_catalogue(path)
    read(panel)
    panel.filters.challenge.setCurrentIndex(panel.filters.challenge.findData("warm_homes"))
    assert not panel.load_all.isHidden() and panel.count.text() == "3 layers"
    panel.load_all.click()
    (order,) = panel.loaded
    assert order.ids == tuple(wanted[1:3]) and re.fullmatch(r"Layers of Warm homes \(\d+ \w+ \d\d:\d\d\)", order.group)
    ((level, text),) = small.notices()
    absent = sorted([f"T {wanted[0]}", *wanted[3:]])
    assert level == WARNING and text.endswith(f"no source for these layers of the challenge: {', '.join(absent)}.")
    drawn = record("wmts", "https://geo.be/wmts", "grey", id="grey_basemap", title=Text("Grijs", "Grey"))
    write_catalogue(path, Catalogue(own=own_layers | {"grey_basemap": drawn}))
    panel.open_catalogue(path)
    read(panel)
    panel.load_all.click()
    assert (panel.loaded[-1].ids, panel.loaded[-1].background) == (tuple(wanted[1:3]), "grey_basemap"), "the base map comes after them"


def test_a_catalogue_that_cannot_be_read_is_told_and_stays_the_choice(small, panel, tmp_path):
    gone = str(tmp_path / "gone.json")
    panel.open_catalogue(gone)
    read(panel)
    ((level, text),) = small.notices()
    assert level == WARNING and text.endswith("Meanwhile the built-in catalogue is shown.") and settings.catalogue == gone
    assert panel.chooser.list.currentText().endswith("(cannot be read at present)") and panel.contents.path == ""


def test_a_catalogue_that_was_broken_while_it_is_shown_keeps_what_it_held(small, panel, three):
    told = []
    settings.changed.connect(told.append)
    before = Path(three).read_text()
    Path(three).write_text("{broken")
    panel.watch.changed.emit()
    read(panel)
    ((level, text),) = small.notices()
    assert level == WARNING and text.endswith("The panel keeps the previous content.") and panel.count.text() == "3 layers" and told == []
    Path(three).write_text(before.replace('"Ditches"', '"Canals"'))
    panel.watch.changed.emit()
    for _ in range(1000):
        read(panel)
        if titles(panel).get("Water") == ["Canals"]:
            break
        QTest.qWait(5)
    settings.changed.disconnect(told.append)
    assert titles(panel)["Water"] == ["Canals"] and "catalogue" in told, "other docks hear of another content"


def test_bad_records_are_told_and_left_out(small, panel, three, tmp_path, monkeypatch):
    document = json.loads(Path(three).read_text())
    for one in document["layers"] if "layers" in document else document["records"]:
        if one["id"] != "roads":
            one["geometry"] = "cube"
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(document))
    panel.open_catalogue(str(path))
    read(panel)
    ((level, text),) = small.notices()
    assert level == WARNING and "Skipped layers with invalid metadata: 2." in text and panel.count.text() == "1 layer"
    small.bar.clearWidgets()
    told = []
    monkeypatch.setattr(message_bar, "caution", lambda bar, text, more=(): told.append(more))
    for wrong in (("ditches",), ("ditches", "stops")):
        for one in document.get("layers") or document["records"]:
            one["geometry"] = "cube" if one["id"] in wrong else "polygon"
        path = tmp_path / f"bad{len(wrong)}.json"
        path.write_text(json.dumps(document))
        panel.open_catalogue(str(path))
        read(panel)
    assert [len(more) for more in told] == [0, 2], "behind 'More' stands what is not said yet"


def test_the_dock_follows_what_is_changed_elsewhere(panel, three, tmp_path):
    other = str(tmp_path / "other.json")
    write_catalogue(Path(other), Catalogue(title=Text("Ander", "Other"), own={"x": record("csv", "x.csv", id="x", title=Text("X", "X"))}))
    settings.catalogue = other
    assert panel.reading
    read(panel)
    assert (
        panel.count.text() == "1 layer"
        and panel.chooser.list.currentText() == "Other"
        and settings.titles[other] == {"nl": "Ander", "en": "Other"}
    )
    settings.catalogues = [three, other]
    assert panel.chooser.list.count() == 3
    settings.welcomed = False
    assert not panel.welcome.isHidden()
    settings.welcomed = True
    assert panel.welcome.isHidden()
    panel.tabs.setCurrentIndex(1)
    panel.show_welcome()
    assert not settings.welcomed and not panel.welcome.isHidden() and panel.tabs.currentIndex() == 0


def test_an_empty_catalogue_says_how_to_fill_it(panel, tmp_path):
    path = str(tmp_path / "empty.json")
    write_catalogue(Path(path), Catalogue(title=Text("Leeg", "Empty")))
    panel.open_catalogue(path)
    read(panel)
    assert panel.count.text() == "0 layers" and panel.card.toPlainText().startswith("This catalogue is empty: add layers")


def test_what_waits_for_the_catalogue_is_done_when_it_is_read(panel, three):
    done = []
    panel.when_read(lambda: done.append("now"))
    panel.open_catalogue(three)
    panel.when_read(lambda: done.append("then"))
    assert done == ["now"]
    read(panel)
    assert done == ["now", "then"] and panel.waiting == []


def test_the_layers_of_a_municipality_are_listed(panel, tmp_path):
    city = record("csv", "x.csv", id="x", title=Text("X", "X"), publisher=Publisher("Stad Gent", "city"))
    other = record("csv", "y.csv", id="y", title=Text("Y", "Y"), publisher=Publisher("Provincie Gent", "flemish"))
    path = str(tmp_path / "city.json")
    write_catalogue(Path(path), Catalogue(own={"x": city, "y": other}))
    panel.open_catalogue(path)
    read(panel)
    assert [one.id for one in panel.published_by("Gent")] == ["x"] and panel.published_by("ent") == []
    panel.welcome.say("Gent.")
    panel.welcome.chosen.emit("Gent")
    assert panel.here.isChecked() and panel.search.text() == "Stad Gent" and list(titles(panel).values()) == [["X"]]
    assert panel.welcome.about.text() == "Gent. Layers of Gent itself, listed below: 1."
    panel.search.clear()
    panel.welcome.say("Xyzzy.")
    panel.show_city("Xyzzy")
    read(panel)
    assert panel.welcome.about.text() == "Xyzzy. No layers of Xyzzy itself yet; the Flemish ones are listed below."
    assert settings.catalogue == "" and panel.contents.path == "" and panel.search.text() == "", (
        "its own are looked for in the built-in one"
    )


def test_the_menu_of_chosen_layers_loads_them_or_makes_them_favourites(panel, monkeypatch):
    shown = []

    def show(menu, *where):
        assert menu.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.append([(one.text(), one.isEnabled()) for one in menu.actions()])

    monkeypatch.setattr(QMenu, "exec", show)
    panel.show_menu(panel.tree.rect().center())
    assert shown == []
    choose(panel, "roads")
    panel.show_menu(panel.tree.rect().center())
    choose(panel, "stops")
    panel.show_menu(panel.tree.rect().center())
    choose(panel, "roads", "stops")
    panel.show_menu(panel.tree.rect().center())
    assert [entries[0] for entries in shown] == [
        ("Load a copy", True), ("Load", False), ("Load a copy", True)
    ], "where one of them can be loaded"  # fmt: skip
    assert [entries[1:] for entries in shown] == [[("Favourite", True)]] * 3
    panel.menu_keys.trigger()
    assert shown[-1] == shown[-2] and panel.menu_keys.shortcut().toString() == "Shift+F10", "by the keyboard too"


def test_the_button_says_how_layers_come_before_it_is_pressed(panel, tmp_path):
    """Live where QGIS can show them where they are; what the plugin joins, recodes or finds in a file is a copy."""
    wfs = record("wfs", "https://geo.be/wfs", "roads", id="live", title=Text("Wegen", "Roads"))
    records = [
        wfs,
        replace(wfs, id="recoded", fields={"kind": FieldSpec(("soort",), recode={"1": "path"})}),
        record("csv", "a.csv", id="file", title=Text("Bestand", "File")),
        record("wms", "https://geo.be/wms", "roads", id="drawn", title=Text("Beeld", "Drawn"), geometry="raster"),
    ]
    write_catalogue(tmp_path / "ways.json", Catalogue(own={one.id: one for one in records}))
    panel.open_catalogue(str(tmp_path / "ways.json"))
    read(panel)
    said = {}
    for ids in (["live"], ["recoded"], ["file"], ["drawn"], ["live", "file"], ["recoded", "file"]):
        choose(panel, *ids)
        said[" ".join(ids)] = (panel.load.text(), not panel.copy.isHidden())
    assert said == {
        "live": ("Add live", True), "recoded": ("Load a copy", False), "file": ("Load a copy", False), "drawn": ("Load", False),
        "live file": ("Load", True), "recoded file": ("Load a copy", False),
    }  # fmt: skip
    choose(panel, "live")
    panel.load.click()
    panel.copy.click()
    assert [(one.ids, one.live) for one in panel.loaded] == [(("live",), True), (("live",), False)]
    rows = {id: dict(card.card_rows(panel.contents.entries[id], ENGLISH))["Loads"] for id in ("live", "recoded", "drawn")}
    assert rows["live"] == "live from its service, or as a copy" and rows["drawn"] == "as pictures that its service draws"
    assert rows["recoded"] == "as a copy: the plugin joins, computes or recodes what its source gives"


def test_copies_lie_beside_the_project_under_a_name_of_their_own(qgis_new_project, tmp_path):
    """Whatever was there stays; of a project that was never saved they lie in the profile."""
    assert place_of(f"{place_of_copies('roads')}.gpkg") is not None
    QgsProject.instance().write(str(tmp_path / "kern 1.qgz"))
    today = datetime.date.today().isoformat()
    beside = place_of_copies("csw:geo/be_roads")
    assert beside == tmp_path / "kern 1_layers" / f"csw_geo_be_roads_{today}" and not beside.parent.exists()
    beside.parent.mkdir()
    for taken in (f"{beside}.gpkg", f"{beside}_2.gpkg"):
        Path(taken).touch()
    assert place_of_copies("csw:geo/be_roads").name == f"csw_geo_be_roads_{today}_3"


@pytest.mark.parametrize(
    ("count", "live", "words"),
    [(1, 1, "1 layer added live."), (3, 2, "3 layers added: 2 live, 1 as copies or pictures."), (2, 0, "2 layers loaded.")],
)
def test_it_is_told_how_many_are_live(count, live, words):
    assert loading.loaded_words(count, live) == words


def test_pictures_are_offered_where_a_service_draws_the_layer(panel, tmp_path):
    own_layers = {
        "roads": record("wfs", "https://geo.be/wfs", "roads", id="roads", title=Text("Wegen", "Roads")),
        "drawn": record("wms", "https://geo.be/wms", "roads", id="drawn", title=Text("Beeld", "Drawn"), geometry="raster"),
    }
    path = str(tmp_path / "pictures.json")
    write_catalogue(Path(path), Catalogue(own=own_layers))
    panel.open_catalogue(path)
    read(panel)
    panel.show()
    choose(panel, "drawn")
    assert panel.pictures.isHidden()
    choose(panel, "roads")
    assert not panel.pictures.isHidden() and not panel.order(("roads",)).pictures
    panel.pictures.setChecked(True)
    assert panel.order(("roads",)).pictures
    choose(panel, "drawn")
    assert not panel.order(("drawn",)).pictures, "what cannot be seen is not meant"
    panel.hide()
