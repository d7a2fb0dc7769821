"""The algorithm `export_atlas` on the demo city: pages, their own areas, what lies inside, and a stop in the middle."""

import importlib.util
import re
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.cartography.page import ORIENTATIONS, PAPERS
from opgavenkaart.processing.cartography.project_copy import read_project
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.products.atlas import atlas, processes, writing
from opgavenkaart.processing.products.atlas.content import pages_of, titles_passed_on
from opgavenkaart.processing.products.atlas.drawing import draw_page
from opgavenkaart.processing.products.atlas.named_layers import named_layers
from opgavenkaart.processing.products.atlas.pages import IndicatorBar, Inside, Page
from opgavenkaart.processing.products.bundles import open_bundle
from opgavenkaart.processing.qgis_io.earlier_files import RECEIPT
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support import running
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.maps import boxes, cut_off, overlaps
from opgavenkaart.test.support.running import RecordingFeedback
from osgeo import gdal
from qgis.core import QgsLayoutExporter, QgsLayoutItemMap, QgsProcessingException, QgsRectangle
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QImage

gdal.UseExceptions()
LONG = "Een wijk met een naam die nergens op past, en nog verder doorgaat dan iemand ooit zou schrijven. " * 5


@pytest.fixture(scope="module")
def bundle(demo_bundle):
    return open_bundle(demo_bundle("warm_homes")["OUTPUT_FOLDER"])


def layer(bundle, name: str) -> str:
    return f"{bundle.geopackage}|layername={name}"


def pages(bundle, name: str) -> tuple[Page, ...]:
    return pages_of(bundle.read(name), bundle, Language("nl"))


def job(bundle, shown, kind="png", paper="a4", orientation="landscape", language="nl", **others) -> writing.AtlasJob:
    place = str(bundle.file(".qgz"))
    named = named_layers(bundle, shown, titles_passed_on(bundle, Language(language)))
    return writing.AtlasJob(place, "", "", "atlas", paper, orientation, language, kind, bundle.made, tuple(shown), named, **others)


def text_of(pdf: str) -> list[str]:
    """Return the words of each page."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.split("\f")[:-1]]


def test_one_pdf_has_a_page_and_a_title_for_each_cluster(run_algorithm, bundle, tmp_path):
    ran = run_algorithm("export_atlas", {"CLUSTERS": layer(bundle, "clusters"), "PAPER": "a4", "OUTPUT_FOLDER": str(tmp_path / "atlas")})
    clusters = bundle.read("clusters").table
    shown = text_of(ran["PDF"])
    assert ran["PAGE_COUNT"] == len(shown) == len(clusters) > 1
    for number, (page, name) in enumerate(zip(shown, clusters["cluster_label"], strict=True), 1):
        assert page.startswith(name)
        assert f"{number}" in page.split("Opgavenkaart")[-1] and "Bronnen" in page.replace("Sources", "Bronnen")
    fonts = subprocess.run(["pdffonts", ran["PDF"]], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts and all(line.split()[-5] == "yes" for line in fonts)
    assert {path.name for path in (tmp_path / "atlas").iterdir()} == {"atlas.pdf", RECEIPT}


@pytest.mark.skipif(importlib.util.find_spec("pypdf") is None, reason="the optional package pypdf is not here")
def test_parts_made_in_processes_are_one_pdf_with_bookmarks(run_algorithm, bundle, tmp_path):
    from pypdf import PdfReader

    given = {"CLUSTERS": layer(bundle, "neighbourhoods"), "PAPER": "a4", "OUTPUT_FOLDER": str(tmp_path)}
    ran = run_algorithm("export_atlas", given)
    reader, made = PdfReader(ran["PDF"]), pages(bundle, "neighbourhoods")
    assert len(made) >= processes.WORTH_IT
    assert [mark.title for mark in reader.outline] == [page.label for page in made]
    assert [reader.get_destination_page_number(mark) for mark in reader.outline] == list(range(len(made)))
    assert all(words.startswith(page.label) for words, page in zip(text_of(ran["PDF"]), made, strict=True))


def test_without_pypdf_one_process_makes_the_pdf_and_says_so(run_algorithm, bundle, tmp_path, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "pypdf" else found(name, *rest))
    ran = run_algorithm("export_atlas", {"CLUSTERS": layer(bundle, "clusters"), "PAPER": "a4", "OUTPUT_FOLDER": str(tmp_path)})
    assert any("pypdf" in warning for warning in ran.warnings)
    assert len(text_of(ran["PDF"])) == ran["PAGE_COUNT"]


def test_what_lies_inside_is_what_shapely_finds(bundle):
    areas, points = bundle.read("neighbourhoods"), bundle.read("service_centres")
    within = shapely.intersects(areas.geometry[:, None], points.geometry[None, :])
    title = next(row["title"] for row in bundle.manifest["inputs"] if row["record"] == "service_centres")
    rows = [{row.title: row for row in page.inside}[title] for page in pages(bundle, "neighbourhoods")]
    assert [row.count for row in rows] == within.sum(axis=1).tolist()
    assert sum(row.count for row in rows) > 0
    named = points.table[[name for name in points.table if name.lower() in ("name", "naam")][0]]
    for row, here in zip(rows, within, strict=True):
        assert not Counter(row.names) - Counter(named[here])


def test_what_may_not_be_passed_on_is_on_no_page(bundle):
    """Somebody put a layer into the bundle's file that its record keeps from others."""
    inputs = [row | {"passed_on": row["record"] != "service_centres"} for row in bundle.manifest["inputs"]]
    title = next(row["title"] for row in inputs if not row["passed_on"])
    kept = pages(replace(bundle, manifest=bundle.manifest | {"inputs": inputs}), "neighbourhoods")
    assert all(title in {row.title for row in page.inside} for page in pages(bundle, "neighbourhoods"))
    assert not any(title in {row.title for row in page.inside} for page in kept)


def test_the_profile_of_a_unit_is_its_own_value_beside_that_of_all(bundle):
    """Of incomes the median of the areas, of gas all kWh over all connections; neither is the mean by people."""
    units = bundle.read("units").table
    gas, connections = (units[name].astype(float) for name in ("gas_per_connection", "gas_per_connection_of"))
    whole = {
        "median_income": units["median_income"].median(),
        "gas_per_connection": (gas * connections).sum() / connections[gas.notna()].sum(),
    }
    for place, first in enumerate(bundle.challenge.indicators[:2]):
        known = units[first.id].notna()
        by_people = np.average(units[first.id][known].astype(float), weights=units["inhabitants"][known].astype(float))
        assert whole[first.id] != pytest.approx(by_people)
        for page, value in zip(pages(bundle, "units"), units[first.id], strict=True):
            bar = page.bars[place]
            assert bar.whole == pytest.approx(whole[first.id])
            assert bar.here is None if value != value else bar.here == pytest.approx(value)


def test_map_and_atlas_name_the_same_cause_for_a_cluster_with_the_side_of_its_values(bundle):
    """The title of a page names the first of the causes that the list beside the map names; what a reader finds in the units agrees."""
    units, clusters = bundle.read("units").table, bundle.read("clusters").table
    titles = {one.title.nl[:1].lower() + one.title.nl[1:]: one for one in bundle.challenge.indicators}
    told = 0
    for page, line, id in zip(pages(bundle, "clusters"), clusters["in_words"], clusters["cluster_id"], strict=True):
        reasons = line.partition("; wat opvalt: ")[2]
        assert page.cause == (re.findall(r"(.+?\((?:hoog|laag)\))(?:, |$)", reasons) or [""])[0]
        if not page.cause:
            continue
        title, level = re.fullmatch(r"(.*) \((hoog|laag)\)", page.cause).groups()
        own, one = units["cluster_id"] == id, titles[title]
        here, city = (
            np.average(rows[one.id].astype(float), weights=rows["inhabitants"].astype(float))
            for rows in (units[own & units[one.id].notna()], units[units[one.id].notna()])
        )
        assert (here > city) == (level == "hoog")
        assert (level == "hoog") == (one.direction == "high")
        told += 1
    assert told


def test_each_page_shows_its_own_area_and_the_overview_the_whole_city(bundle):
    project = read_project(bundle.file(".qgz"))
    shown = pages(bundle, "clusters")
    desk = writing.desk_of(job(bundle, shown), project, SILENT)
    city = shapely.total_bounds(bundle.read("units").geometry)
    for page in shown:
        layout = draw_page(desk, page, SILENT)
        (detail,) = (one for one in layout.items() if isinstance(one, QgsLayoutItemMap) and one.id() == "map" and one.isVisible())
        assert detail.extent().contains(QgsRectangle(*shapely.from_wkb(page.wkb).bounds)), "maps of other pages stand aside"
        assert layout.itemById("overview").extent().contains(QgsRectangle(*city))
        assert [one.name() for one in project.layoutManager().layouts()].count("Atlas") == 1, "pages do not pile up"
    project.clear()


def test_a_page_is_the_same_after_another_one_as_on_empty_paper(bundle):
    """What stays from the page before (legend, overview, sources) and what does not, back and forth, with a title of two lines between."""
    project = read_project(bundle.file(".qgz"))
    shown = pages(bundle, "clusters")
    shown = [shown[0], replace(shown[0], number=2, label=LONG[:160]), shown[1], shown[0]]
    # Names of several layers lie elsewhere from one drawing to the next: QGIS asks their layers in the order of their addresses in memory.
    desk = writing.desk_of(replace(job(bundle, shown), named=()), project, SILENT)
    for page in shown:
        after = picture(draw_page(desk, page, SILENT))
        desk.standing, kept = None, desk.standing
        alone = picture(draw_page(desk, page, SILENT))
        assert kept is not None and after == alone
    project.clear()


def picture(layout) -> QImage:
    return QgsLayoutExporter(layout).renderPageToImage(0, QSize(), 60)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_overlaps_or_leaves_the_paper_however_much_there_is_to_say(bundle, paper, orientation):
    bars = tuple(IndicatorBar(f"{LONG[:90]} {number}", "per 1.000", 5.0, 4.0, 0.0, 9.0, 0.1) for number in range(25))
    inside = tuple(Inside(f"Laag {number} met een lange titel", 40, ("De Regenboog aan de Vaart",) * 13) for number in range(20))
    page = replace(pages(bundle, "clusters")[0], label=LONG, bars=bars, inside=inside)
    for language in ("nl", "en"):
        project = read_project(bundle.file(".qgz"))
        desk = writing.desk_of(job(bundle, [page], paper=paper, orientation=orientation, language=language), project, SILENT)
        layout = draw_page(desk, page, SILENT)
        sheet = layout.pageCollection().page(0).rect()
        assert overlaps(layout) == [("city", "overview")], "the city is a picture, below a map with the page's own area"
        for left, top, right, bottom in boxes(layout).values():
            assert left >= 0 and top >= 0 and right <= sheet.width() + 0.01 and bottom <= sheet.height() + 0.01
        assert cut_off(layout) == []
        assert desk.found.shortened == (1,)
        project.clear()


def test_a_stopped_run_is_gone_on_with(bundle, tmp_path, qgis_app, qgis_processing):
    shown = pages(bundle, "clusters")
    given = {"CLUSTERS": layer(bundle, "clusters"), "PAPER": "a4", "FORMAT": "png", "OUTPUT_FOLDER": str(tmp_path)}
    folder = tmp_path / f"{atlas.WORK}{atlas.signature(job(bundle, shown), [bundle.file('.qgz'), bundle.geopackage])}"
    folder.mkdir()
    list(writing.make_parts(job(bundle, shown), [0], folder, SILENT))
    kept = (folder / "00001.png").stat().st_mtime_ns
    (folder / ".half-a-page.png").write_bytes(b"half")
    (tmp_path / ".atlas-of-before").mkdir()
    ran = running.run_algorithm("export_atlas", given)
    assert any(info.startswith(f"1 of {len(shown)} pages") for info in ran.infos)
    files = sorted(path for path in tmp_path.iterdir() if path.name != RECEIPT)
    assert len(files) == len(shown) and all(path.suffix == ".png" and not QImage(str(path)).isNull() for path in files)
    assert files[0].stat().st_mtime_ns >= kept


def test_a_cancel_leaves_whole_pages_only(bundle, tmp_path, qgis_app, qgis_processing):
    given = {"CLUSTERS": layer(bundle, "neighbourhoods"), "PAPER": "a4", "FORMAT": "png", "OUTPUT_FOLDER": str(tmp_path)}
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        running.run_algorithm("export_atlas", given, feedback=RecordingFeedback(cancel_at="Making"))
    assert [path for path in tmp_path.rglob("*") if path.is_file() and QImage(str(path)).isNull()] == []
    assert list(tmp_path.glob("*.png")) == []


def test_a_geopdf_a_page_has_layers_and_right_coordinates(run_algorithm, bundle, tmp_path):
    given = {"CLUSTERS": layer(bundle, "clusters"), "PAPER": "a4", "FORMAT": "geopdf", "OUTPUT_FOLDER": str(tmp_path)}
    assert "PDF" not in run_algorithm("export_atlas", given).results
    files = sorted(tmp_path.glob("*.pdf"))
    shown = pages(bundle, "clusters")
    assert len(files) == len(shown)
    project = read_project(bundle.file(".qgz"))
    ground = draw_page(writing.desk_of(job(bundle, shown), project, SILENT), shown[0], SILENT).itemById("map").extent()
    opened = gdal.Open(str(files[0]))
    assert opened.GetMetadata("LAYERS")
    assert gdal.Info(opened, format="json")["coordinateSystem"]["wkt"]
    corners = shapely.from_wkt(opened.GetMetadataItem("NEATLINE"))
    expected = (ground.xMinimum(), ground.yMinimum(), ground.xMaximum(), ground.yMaximum())
    assert corners.bounds == pytest.approx(expected, abs=1)
    project.clear()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"BUNDLE": "/nowhere"}, "'/nowhere' is not a bundle"),
        ({"CLUSTERS": "empty"}, "has no areas, so there are no pages to make"),
        ({"CLUSTERS": "memory"}, "give in BUNDLE the integrated map"),
        ({"OUTPUT_FOLDER": "file"}, "is a file"),
    ],
)
def test_each_wrong_input_has_its_sentence(run_algorithm, bundle, tmp_path, given, sentence):
    file = tmp_path / "file"
    file.write_text("")
    layers = {"empty": memory_layer("Polygon", [], "name:string"), "memory": memory_layer("Polygon", [], "name:string")}
    inputs = {"CLUSTERS": layer(bundle, "clusters"), "OUTPUT_FOLDER": str(tmp_path / "atlas")} | given
    if given.get("CLUSTERS") == "empty":
        inputs["BUNDLE"] = str(bundle.folder)
    inputs["CLUSTERS"] = layers.get(inputs["CLUSTERS"], inputs["CLUSTERS"])
    inputs["OUTPUT_FOLDER"] = str(file) if inputs["OUTPUT_FOLDER"] == "file" else inputs["OUTPUT_FOLDER"]
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("export_atlas", inputs)
    assert not Path(tmp_path / "atlas").exists()
