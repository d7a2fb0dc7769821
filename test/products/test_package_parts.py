"""Records gathered into a GeoPackage and a project, and pictures of a chain: their parts, each by itself."""

import datetime
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.errors import Cancelled, Mistakes, OpgaveError
from opgavenkaart.processing.model.own_use import AGGREGATED, NO
from opgavenkaart.processing.model.record import FieldSpec, Licence
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.products import layer_package as package
from opgavenkaart.processing.products import layer_report
from opgavenkaart.processing.products.atlas.kept_blocks import MOST_ASIDE, READ_FIRST, ReusedSheet, ShorteningListener
from opgavenkaart.processing.products.chain_report import pictures
from opgavenkaart.processing.products.integrated_map.printed_report import PAGE_WIDTH, size_of
from opgavenkaart.processing.products.layer_package import GatheredRecords, WantedRecords, gather, relink, take_picture
from opgavenkaart.processing.products.open_project import child, find_edited_project, is_earlier, list_closed
from opgavenkaart.processing.qgis_io.own_use import hold_for_own_use
from opgavenkaart.processing.qgis_io.writing import write_geopackage
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard, memory_layer, record
from qgis.core import QgsLayoutItemLabel, QgsPrintLayout, QgsProject, QgsRectangle
from qgis.PyQt.QtGui import QColor, QImage

ENGLISH, DUTCH = Language("en"), Language("nl")


# ---- gathering


@pytest.fixture
def catalogue(tmp_path):
    """Two tables, of which one is for internal use, and one whose file is gone."""
    (tmp_path / "one.csv").write_text("code,n\na,1\nb,2\n", encoding="utf-8")
    own = {
        "one": record("csv", tmp_path / "one.csv", id="one", geometry="none", title=Text("Een", "One")),
        "inside": record("csv", tmp_path / "one.csv", id="inside", geometry="none", redistribution="no", licence=Licence("Own")),
        "gone": record("csv", tmp_path / "gone.csv", id="gone", geometry="none", title=Text("Weg", "Gone")),
    }
    return Catalogue(own=own)


def test_records_are_gathered_and_what_may_not_be_passed_on_is_told(qgis_app, catalogue):
    heard = Heard()
    found = gather(["one", "inside"], catalogue, WantedRecords(), heard)
    assert [one.record.id for one in found.layers] == ["one"] and [one.record.id for one in found.withheld] == ["inside"]
    assert found.feature_count == 2 and found.failures == {} and found.pictures == []
    assert heard.warnings == ["'Trial' is for internal use only (Own) and was not loaded."]


def test_a_record_that_fails_ends_all_unless_one_goes_on(qgis_app, catalogue):
    with pytest.raises(Mistakes):
        gather(["one", "gone"], catalogue, WantedRecords())
    heard = Heard()
    found = gather(["one", "gone"], catalogue, WantedRecords(go_on=True), heard)
    assert list(found.failures) == ["gone"] and len(found.layers) == 1 and len(heard.warnings) == 1 and "gone.csv" in heard.warnings[0]
    with pytest.raises(Mistakes):
        gather(["gone"], catalogue, WantedRecords(go_on=True))
    with pytest.raises(Cancelled):
        gather(["one"], catalogue, WantedRecords(go_on=True), Heard(cancel_after=0))


def test_services_of_pictures_are_left_out_without_a_project(qgis_app):
    heard, found = Heard(), GatheredRecords()
    take_picture(record("wms", "https://example.org/wms", "grey"), WantedRecords(pictures=False), found, heard)
    assert found.pictures == [] and heard.notes == ["'Trial' is a map service, which only a project can hold, and was left out."]


def loaded(**more):
    fields = {"a": FieldSpec((), Text("Naam", "Name"), values={"1": Text("ja", "yes")}), "b": FieldSpec(())}
    labels = {"a": SimpleNamespace(alias="A of the source", values={"1": "y"}), "b": SimpleNamespace(alias="B of it", values={}),
              "c": SimpleNamespace(alias="C", values={"2": "n"})}  # fmt: skip
    one = record("csv", "x.csv", id="x", fields=fields, title=Text("Iks", "Ex"), **more)
    table = Features("x", np.array([shapely.Point(0, 0)], dtype=object), pd.DataFrame({"a": ["1"]}), "EPSG:31370", np.array([1]))
    return SimpleNamespace(raster=None, record=one, labels=labels, features=table, date=None, date_origin="")


def test_fields_are_called_as_the_record_says_else_as_the_source_does(qgis_app):
    assert package.aliases_of(loaded(), ENGLISH) == {"a": "Name", "b": "B of it", "c": "C"}
    assert package.value_lists_of(loaded(), DUTCH) == {"a": {"1": "ja"}, "c": {"2": "n"}}


def test_a_style_is_one_of_the_house_or_a_file_beside_the_catalogue(qgis_app, tmp_path):
    def style(name):
        return package.style_file(replace(record("csv", "x.csv", id="x"), style=name, base=str(tmp_path)))

    assert style("") == style("water") == style("roads") == ""
    assert style("own.QML") == str(tmp_path / "own.QML") and style("a/own.sld") == str(tmp_path / "a" / "own.sld")
    with pytest.raises(OpgaveError, match="'red' is no style. Give one of water, parks, roads, boundary, or the path of a file"):
        style("red")
    entry = package.layer_entry(loaded(style="parks"), Path("/g.gpkg"), ENGLISH)
    assert (entry.key, entry.group, entry.name, entry.source, entry.style.kind) == ("x", "", "Ex", "/g.gpkg|layername=x", "parks")
    assert package.layer_entry(loaded(), Path("/g.gpkg"), ENGLISH).style.kind == "plain"
    table = loaded()
    table.features = replace(table.features, crs="")
    assert package.layer_entry(table, Path("/g.gpkg"), ENGLISH).style is None
    service = package.picture_entry(record("wms", "https://example.org/wms", "grey", id="grey"), DUTCH)
    assert (service.key, service.group, service.name, service.provider) == ("grey", "Achtergrond", "Proef", "wms")


def test_a_project_that_moves_finds_its_geopackage(tmp_path):
    made, here = tmp_path / "made" / "p.qgz", tmp_path / "made" / "sub" / "g.gpkg"
    here.parent.mkdir(parents=True)

    def write():
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("p.qgs", f"<a>{here.as_posix()}</a><b>./sub/g.gpkg</b>")
            archive.writestr("p_styles.db", "x")

    write()
    relink(made, here, tmp_path / "there" / "p.qgz", tmp_path / "there" / "g.gpkg")
    with zipfile.ZipFile(made) as archive:
        assert archive.namelist() == ["p.qgs", "p_styles.db"]
        assert archive.read("p.qgs").decode() == f"<a>{(tmp_path / 'there' / 'g.gpkg').as_posix()}</a><b>./g.gpkg</b>"
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_DEFLATED}
    write()
    before = made.read_bytes()
    relink(made, here, made, here)
    assert made.read_bytes() == before


def test_the_report_of_what_was_loaded(qgis_app):
    counts = SimpleNamespace(dropped=3, repaired=["a", "b"])
    facts = {"date": datetime.date(2026, 1, 2), "date_origin": "record", "counts": counts, "messages": ()}
    one = loaded(licence=Licence("CC0", "https://cc.org"))
    row = layer_report.row(SimpleNamespace(**vars(one) | facts), "written", ENGLISH)
    assert (row["id"], row["title"], row["publisher"], row["licence"], row["licence_url"]) == ("x", "Ex", "Stad", "CC0", "https://cc.org")
    assert (row["features"], row["dropped"], row["repaired"], row["fate"], row["messages"]) == (1, 3, 2, "written", [])
    assert "2 January 2026" in row["date"]
    one.features = replace(one.features, crs="")
    row = layer_report.row(SimpleNamespace(**vars(one) | facts), "written", ENGLISH)
    assert (row["dropped"], row["repaired"]) == (None, None), "a table has no places"
    assert layer_report.record_facts(record("csv", "x", licence=Licence("X", "ftp://x")), ENGLISH)["licence_url"] == ""
    one = SimpleNamespace(**vars(one) | facts)
    gathered = GatheredRecords([one], [one], [record("wms", "https://x", "y")])
    assert [row["fate"] for row in layer_report.rows(gathered, ENGLISH)] == ["written", "redistribution not allowed", "in the project only"]


# ---- someone's own project


def test_groups_are_made_once(qgis_app, qgis_new_project):
    root = QgsProject.instance().layerTreeRoot()
    root.addGroup("There")
    top = child(root, "Top", first=True)
    low = child(root, "Low")
    assert [one.name() for one in root.children()] == ["Top", "There", "Low"]
    assert child(root, "Low") == low and child(root, "Top") == top and child(top, "Low") != low


def test_a_layer_of_an_earlier_map_is_of_a_file_by_the_same_name(qgis_app, tmp_path):
    layer = memory_layer("Point", [])
    entry = SimpleNamespace(source="/new/map.gpkg|layername=units")
    assert not is_earlier(None, entry) and not is_earlier(layer, entry)
    assert is_earlier(SimpleNamespace(source=lambda: "/old/map.gpkg|layername=x"), entry)
    assert not is_earlier(SimpleNamespace(source=lambda: "/old/other.gpkg|layername=units"), entry)
    assert find_edited_project(tmp_path, "heat") is None
    (tmp_path / "heat.qgz").write_text("x")
    assert find_edited_project(tmp_path, "heat") == tmp_path / "heat.qgz", "someone put it there"


# ---- pictures of a chain


def test_the_ground_of_a_picture(qgis_app):
    square = shapely.box(100, 100, 200, 200)
    ground = pictures.ground_of([square, shapely.box(200, 100, 300, 200)], 0.1)
    assert (ground.xMinimum(), ground.yMinimum(), ground.xMaximum(), ground.yMaximum()) == pytest.approx((80, 90, 320, 210))
    wide = pictures.widen(QgsRectangle(0, 0, 10, 10), 2)
    assert (wide.xMinimum(), wide.yMinimum(), wide.xMaximum(), wide.yMaximum()) == (-5, 0, 15, 10)
    high = pictures.widen(QgsRectangle(0, 0, 40, 10), 2)
    assert (high.yMinimum(), high.yMaximum(), high.width()) == (-5, 15, 40)


@pytest.mark.parametrize(
    ("span", "within", "moved"),
    [((0, 10), (0, 100), 0), ((-5, 5), (0, 100), 5), ((95, 105), (0, 100), -5), ((0, 100), (0, 100), 0), ((0, 200), (0, 100), -50)],
)
def test_a_span_moves_inward(span, within, moved):
    assert pictures.inward(*span, *within) == moved


def test_a_cluster_at_the_edge_is_shown_with_the_town_beside_it(qgis_app):
    town = QgsRectangle(0, 0, 10_000, 10_000)
    ground = pictures.around(shapely.box(0, 4000, 1000, 5000), town)
    assert ground.xMinimum() == pytest.approx(0) and ground.width() / ground.height() == pytest.approx(pictures.WIDTH / pictures.HEIGHT)
    assert ground.height() >= 1300 - 1e-6 and ground.center().y() == pytest.approx(4500)


def test_dots_are_told_apart_and_stand_in_their_features(qgis_app):
    colours = pictures.dot_colours(theme())
    ramp = [colour.name() for colour in theme().ramp("overlay", 4)]
    assert colours == {"sites": ramp[0], "measures": ramp[2], "actors": ramp[3]} and len(set(colours.values())) == 3
    geometry = np.array([shapely.box(0, 0, 10, 10), None, shapely.Point(50, 50)], dtype=object)
    table = pd.DataFrame({"chosen": [1, 1, 0], "in_challenge": [0, 1, 1]})
    features = Features("x", geometry, table, "EPSG:31370", np.arange(3))
    chain = SimpleNamespace(sites=features, measures=None, actors=features)
    layers = list(pictures.dots(chain, theme()))
    assert [layer.name() for layer in layers] == ["sites", "actors"] and [layer.featureCount() for layer in layers] == [1, 1]
    site = next(layers[0].getFeatures()).geometry().asPoint()
    assert 0 < site.x() < 10 and layers[0].renderer().symbol().color() == QColor(colours["sites"])
    assert layers[0].renderer().symbol().size() == 4.2 and layers[1].renderer().symbol().size() == 3.0


def test_a_picture_on_paper_keeps_its_proportions(qgis_app, tmp_path):
    QImage(300, 150, QImage.Format.Format_RGB32).save(str(tmp_path / "a.png"))
    png = (tmp_path / "a.png").read_bytes()
    assert size_of(png, 1.0) == (PAGE_WIDTH, PAGE_WIDTH // 2) and size_of(png, 0.5) == (338, 169) and PAGE_WIDTH == 676


# ---- blocks of an atlas that stay from page to page


@pytest.fixture
def standing(qgis_app, qgis_new_project):
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    hearing = ShorteningListener(Heard())
    return ReusedSheet(SimpleNamespace(layout=layout, progress=hearing), hearing)


def draw(standing, name, short=False):
    def drawing():
        item = QgsLayoutItemLabel(standing.layout)
        item.setId(name)
        standing.layout.addLayoutItem(item)
        standing.made.append(name)
        if short:
            standing.sheet.progress.warn("Shortened")
        return 5.0

    standing.made = getattr(standing, "made", [])
    return drawing


def shown(standing):
    items = [item for item in standing.layout.items() if isinstance(item, QgsLayoutItemLabel)]
    return sorted(item.id() for item in items if item.isVisible()), len(items)


def test_a_block_stays_while_pages_say_the_same(standing):
    first = standing.put("a", draw(standing, "a"))
    assert (first.height, first.short, first.shared, len(first.items)) == (5.0, False, False, 1)
    assert not standing.finish()
    assert standing.put("a", draw(standing, "a")) is first and standing.made == ["a"]
    standing.put("b", draw(standing, "b", short=True), first=True)
    assert standing.finish() and shown(standing) == (["a", "b"], 2), "a text of this page was shortened"
    z = {item.id(): item.zValue() for item in standing.layout.items() if isinstance(item, QgsLayoutItemLabel)}
    assert z["b"] == READ_FIRST < z["a"]
    standing.put("c", draw(standing, "c"))
    assert not standing.finish() and shown(standing) == (["c"], 1), "what only the page before had goes"


def test_a_shared_block_stands_aside_and_comes_back(standing):
    block = standing.put("s", draw(standing, "s"), shared=True)
    standing.finish()
    standing.finish()
    assert shown(standing) == ([], 1) and standing.aside == {"s": block}
    assert standing.put("s", draw(standing, "s"), shared=True) is block and shown(standing) == (["s"], 1) and standing.made == ["s"]
    standing.finish()
    for number in range(MOST_ASIDE + 2):
        standing.put(number, draw(standing, f"n{number}"), shared=True)
        standing.finish()
    standing.finish()
    assert len(standing.aside) == MOST_ASIDE == 24 and list(standing.aside) == [*range(2, MOST_ASIDE + 2)], (
        "the one that waits longest goes"
    )


# ---- someone's own layers in a project


def test_only_own_layers_that_may_not_be_redistributed_are_closed(qgis_app, tmp_path):
    project = QgsProject()
    for name, how in (("Vrij", ""), ("Zorgdossiers", NO), ("Armoede", AGGREGATED)):
        layer = memory_layer("Point", [("POINT(1 2)",)], name=name)
        metadata = layer.metadata()
        if how:
            hold_for_own_use(metadata, how, DUTCH)
        layer.setMetadata(metadata)
        project.addMapLayer(layer)
    project.write(str(tmp_path / "own.qgz"))
    project.clear()
    assert list_closed(tmp_path / "own.qgz") == ["Armoede", "Zorgdossiers"]


def test_the_project_of_loaded_layers_opens_on_all_of_them(qgis_app, tmp_path):
    """A point in the west and one in the east: both lie in what is shown, and Brussels, far below them, does not."""
    own, geopackage = {}, tmp_path / "g.gpkg"
    for id, x, y in (("west", 25_000, 200_000), ("east", 250_000, 210_000)):
        features = Features(id, shapely.points([[x, y]]), pd.DataFrame({"n": [1]}), "EPSG:31370", np.array([1]))
        write_geopackage(geopackage, id, features)
        own[id] = record("gpkg", geopackage, id, id=id)
    package.write_project(gather(list(own), Catalogue(own=own), WantedRecords()), tmp_path / "p.qgz", geopackage, DUTCH)
    project = QgsProject()
    assert project.read(str(tmp_path / "p.qgz"))
    shown = project.viewSettings().defaultViewExtent()
    project.clear()
    assert shown.contains(QgsRectangle(25_000, 200_000, 250_000, 210_000)) and not shown.contains(
        QgsRectangle(149_000, 170_000, 150_000, 171_000)
    )
