"""The algorithm `integrated_map`: a generated town whose clusters are known beforehand, and every file that it leaves."""

import base64
import csv
import hashlib
import html.parser
import itertools
import json
import re
import shutil
import sqlite3
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.model.house_style import house_colours
from opgavenkaart.test.support.browser import browser
from opgavenkaart.test.support.running import RecordingFeedback, registered, run_algorithm
from opgavenkaart.test.support.town import ORIGIN, Town, layer_names, point, read_layer
from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage

SOUTH_WEST, NORTH_EAST = [0, 1, 6, 7], [34, 35]
NEEDY = SOUTH_WEST + NORTH_EAST
SECRET = "VERTROUWELIJK-4711"
NASTY = "Zuid <script>alert(1)</script> & \"West\" [% 6 * 7 %] 'x'"
LONG = "Noordoostelijke " + "uitbreidingswijk" * 8
OUTPUTS = {"GEOPACKAGE": ".gpkg", "PROJECT": ".qgz", "PDF": ".pdf", "PNG": ".png", "REPORT": ".html", "REPORT_PDF": "_report.pdf"}
STEPS = ("Loading the units", "Loading 9 layers", "Measuring 3 indicators", "Computing the index", "Finding clusters",
         "Estimating how probably each area belongs to a cluster",
         "Overlaying the clusters", "Writing the GeoPackage", "Drawing the map", "Writing the report")  # fmt: skip


def boxes(*bounds):
    return [shapely.box(*(np.array(one) + ORIGIN * 2)) for one in bounds]


def needy_town(folder) -> Town:
    """36 units, of which four in the south-west and two in the north-east have all the need there is, and the others none."""
    town = Town(folder, 6, 6, names=[NASTY if unit == 0 else f"Sector {unit + 1}" for unit in range(36)])
    needy = np.isin(np.arange(36), NEEDY)
    people = np.where(np.isin(np.arange(36), SOUTH_WEST), 100, np.where(needy, 50, 20))
    town.table("population", {"sector_code": town.keys, "inhabitants": people})
    town.table("income", {"sector_code": town.keys, "median_income": np.where(needy, 10_000, 30_000)}, date="2020-12-31")
    within = {"redistribution": "aggregated", "disclosure": {"sensitive": False}}
    town.table("waiting", {"sector_code": town.keys, "waiting": np.where(needy, 20, 0), "note": SECRET}, **within)
    shelters = [shapely.Point(one.centroid.x + 11.125, one.centroid.y) for one in town.units[NEEDY]]
    town.layer("shelters", shelters, columns={"address": [SECRET] * 6}, **within | {"redistribution": "no"})
    town.layer("zones", boxes((0, 0, 3333.375, 3000)), columns={"name": [SECRET]}, redistribution="no")
    bow_tie = shapely.transform(shapely.Polygon([(500, 500), (1500, 1500), (1500, 500), (500, 1500)]), lambda xy: xy + ORIGIN)
    names = {"naam": ["Oost", "Vlinder", None], "Name": list("abc")}
    named = {"fields": {"name": {"from": ["naam"]}}, "disclosure": {"fields": {"Name": {"personal": False}}}}
    town.layer("parks", [*boxes((5000, 5000, 5500, 6000)), bow_tie, None], columns=names, **named)
    road = shapely.LineString([point(0, 3000), point(6000, 3100)])
    town.layer("roads", [road], columns={"road_class": ["main"]}, title={"nl": "Wegen [% 6 * 7 %]"})
    town.layer("neighbourhoods", boxes((0, 0, 6000, 3000), (0, 3000, 6000, 6000)), columns={"name": [NASTY, LONG]}, key="name")
    town.layer("water.v2-a:b", boxes((1500, 0, 1700, 6000)), title={"nl": "Gebieden", "en": "Areas"})
    town.record("picture", {"kind": "wms", "path": "https://example.org/wms", "layer": "x"}, geometry="raster")
    return town


def needs() -> list[dict]:
    return [
        {"id": "income", "title": {"nl": "Inkomen <b>& co</b>"}, "layer": "income", "field": "median_income", "direction": "low",
         "unit": "euro", "why": {"nl": "Wie <i>weinig</i> heeft"}, "weight": 2},
        {"id": "shelters", "layer": "shelters", "measure": "count", "weight": 1},
        {"id": "waiting", "layer": "waiting", "field": "waiting", "weight": 1},
    ]  # fmt: skip


def challenge(town: Town, **changes) -> dict:
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name",
             "population": {"layer": "population", "field": "inhabitants"}}  # fmt: skip
    whole = {
        "units": units,
        "title": {"nl": 'Opvang "dichtbij" <script>alert(2)</script>'},
        "question": {"nl": "Waar [% 6 * 7 %] is nood?"},
        "areas": {"layer": "neighbourhoods", "name": "name"},
        "background": {"roads": "roads", "water": "water.v2-a:b", "parks": "parks", "areas": "neighbourhoods", "service": "picture"},
        "overlay": ["parks", "water.v2-a:b", "zones", "parks"],
        "clusters": {"method": "threshold", "threshold": 70},
    }
    return town.challenge(*needs(), **{**whole, **changes})


@pytest.fixture(scope="module")
def inputs(qgis_app, qgis_processing, tmp_path_factory):
    town = needy_town(tmp_path_factory.mktemp("town"))
    return {**town.write(challenge(town)), "AS_OF": "2026-01-31"}


@pytest.fixture(scope="module")
def first(inputs, tmp_path_factory):
    return run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(tmp_path_factory.mktemp("first") / "kaart")})


@pytest.fixture(scope="module")
def second(inputs, tmp_path_factory):
    """The same again, elsewhere, where the path has accents, spaces and signs."""
    return run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(tmp_path_factory.mktemp("second") / "één & twee #3 100% 'x'")})


@pytest.fixture(scope="module")
def geopackage(first, tmp_path_factory):
    """A copy to open: whoever opens a GeoPackage may write to it."""
    return shutil.copy(first["GEOPACKAGE"], tmp_path_factory.mktemp("copy"))


@pytest.fixture(scope="module")
def layers(geopackage):
    return {name: read_layer(geopackage, name) for name in layer_names(geopackage)}


@pytest.fixture(scope="module")
def page(first):
    return Path(first["REPORT"]).read_text(encoding="utf-8")


# ---- the outputs, and what is in the GeoPackage


def test_all_files_stand_in_the_folder_and_nothing_else(first):
    folder = Path(first["OUTPUT_FOLDER"])
    names = {f"small_town{suffix}" for suffix in OUTPUTS.values()} | {"manifest.json"}
    assert {path.name for path in folder.iterdir()} == names | {"small_town.challenge.json", "small_town.catalogue.json"}
    assert [path.name for path in folder.parent.iterdir()] == ["kaart"]
    assert {first[name] for name in (*OUTPUTS, "MANIFEST")} == {str(folder / name) for name in names}
    assert (first["CLUSTER_COUNT"], first["MISSING_SHARE"]) == (2, 0.0)
    assert not [line for line in first.warnings if "picture" not in line and "Shortened" not in line], first.warnings


def test_the_geopackage_holds_the_results_and_what_may_be_passed_on(layers):
    passed_on = {"statistical_sectors", "population", "income", "parks", "roads", "neighbourhoods", "water.v2-a:b"}
    assert set(layers) == {"units", "clusters", "integrated", "layer_styles"} | passed_on


def test_units_carry_indicators_index_and_cluster(layers):
    geometry, units = layers["units"]
    assert list(units) == [
        "sector_code", "sector_name", "inhabitants", "income", "shelters", "waiting", "income_score", "shelters_score", "waiting_score",
        "social_policy_index", "challenge_index", "missing_share", "data_age_days", "z_score", "p_value", "cluster_type", "cluster_id",
        "cluster_probability",
    ]  # fmt: skip
    needy = np.isin(np.arange(36), NEEDY)
    assert units["challenge_index"].tolist() == np.where(needy, 100.0, 0.0).tolist()
    assert units["cluster_type"].tolist() == np.where(needy, "hot", "none").tolist()
    assert units["cluster_id"].fillna(0).tolist() == [1 if unit in SOUTH_WEST else 2 if unit in NORTH_EAST else 0 for unit in range(36)]
    assert units["data_age_days"].tolist() == [1857.0] * 36  # from 31 December 2020 to 31 January 2026
    assert units["sector_name"][0] == NASTY
    assert shapely.area(geometry).tolist() == pytest.approx([1e6] * 36)


def test_clusters_are_dissolved_ranked_and_named(layers):
    geometry, clusters = layers["clusters"]
    assert clusters["cluster_id"].tolist() == [1, 2]
    assert clusters["cluster_label"].tolist() == [NASTY, LONG]
    assert clusters["unit_count"].tolist() == [4, 2]
    assert clusters["population"].tolist() == [400.0, 100.0]
    assert clusters["area_m2"].tolist() == pytest.approx([4e6, 2e6])
    assert shapely.area(geometry).tolist() == pytest.approx([4e6, 2e6])
    assert all(NASTY in clusters["in_words"][0] and text in clusters["in_words"][0] for text in ("400 inwoners", "100"))


def test_the_integrated_layer_is_the_clusters_cut_by_what_may_be_passed_on(layers):
    geometry, pieces = layers["integrated"]
    counts = ["parks_count", "water_v2_a_b_count"]
    assert list(pieces) == ["cluster_id", "cluster_label", "cluster_type", "parks_count", "parks_ids", "water_v2_a_b_count",
                            "water_v2_a_b_ids", "area_m2"]  # fmt: skip
    assert pieces["area_m2"].sum() == pytest.approx(6e6, rel=1e-9)
    assert shapely.area(geometry) == pytest.approx(pieces["area_m2"].to_numpy(), rel=1e-12)
    areas = pieces.groupby(["cluster_id", *counts])["area_m2"].sum().to_dict()
    expected = {
        (1, 0, 0): 4e6 - 5e5 - 2000 * 200,
        (1, 1, 0): 5e5,  # the bow-tie repaired: two triangles of 500 x 1000 / 2
        (1, 0, 1): 2000 * 200,
        (2, 0, 0): 2e6 - 5e5,
        (2, 1, 0): 5e5,
    }
    assert areas == pytest.approx(expected, rel=1e-9)
    assert set(pieces["parks_ids"][pieces["parks_count"] > 0]) == {"1", "2"}
    assert set(pieces["parks_ids"][pieces["parks_count"] == 0]) <= {"", None}


def test_fields_that_differ_in_case_only_are_both_kept(layers):
    assert layers["parks"][1].iloc[:, :2].to_numpy().tolist() == [["Oost", "a"], ["Vlinder", "b"]]


def test_every_layer_brings_its_looks(geopackage):
    database = sqlite3.connect(geopackage)
    for name in set(layer_names(geopackage)) - {"layer_styles", "population", "income"}:
        rows = database.execute("SELECT count(*), max(useAsDefault) FROM layer_styles WHERE f_table_name = ?", [name])
        assert (name, *rows.fetchone()) == (name, 1, 1)
    units = QgsVectorLayer(f"{geopackage}|layername=units", "units")
    rules = [rule.filterExpression() for rule in units.renderer().rootRule().children()]
    assert rules
    assert all("challenge_index" in rule for rule in rules)


def test_the_geopackage_is_sound_and_can_be_read_from_a_disk_that_cannot_be_written(geopackage, first):
    assert Path(first["GEOPACKAGE"]).read_bytes()[18:20] == b"\x01\x01"  # no write-ahead log, which a reader would have to write
    database = sqlite3.connect(geopackage)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    assert {f"rtree_{name}_geom" for name in ("units", "clusters", "integrated", "parks")} <= tables


# ---- what may not be passed on is nowhere


def texts_of(path: Path) -> bytes:
    """All that a file holds, packed parts unpacked."""
    content = path.read_bytes()
    if path.suffix == ".qgz":
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    embedded = re.findall(rb"base64,([A-Za-z0-9+/=]+)", content) if path.suffix == ".html" else []
    return content + b"".join(map(base64.b64decode, embedded))


def test_private_features_are_in_no_file_but_named_in_the_manifest(first):
    corner = np.array([ORIGIN[0] + 511.125]).tobytes(), np.array([ORIGIN[0] + 3333.375]).tobytes()  # an x of a shelter, and of a zone
    for path in Path(first["OUTPUT_FOLDER"]).iterdir():
        content = texts_of(path)
        assert SECRET.encode() not in content, path.name
        assert not any(one in content for one in corner), path.name
    rows = {row["record"]: row for row in json.loads(Path(first["MANIFEST"]).read_text(encoding="utf-8"))["inputs"]}
    assert {id: (row["redistribution"], row["passed_on"]) for id, row in rows.items() if not row["passed_on"]} == {
        "shelters": ("no", False), "waiting": ("aggregated", False), "zones": ("no", False)
    }  # fmt: skip


def test_the_report_names_what_was_used_and_not_passed_on(page):
    assert all(name in page for name in ("Laag waiting", "Laag shelters", "Laag zones"))
    assert "alleen als waarden per gebied" in page


# ---- the project


def test_the_project_opens_elsewhere_with_all_its_layers(first, tmp_path):
    moved = tmp_path / "elders" / "anders"
    shutil.copytree(first["OUTPUT_FOLDER"], moved)
    hidden = Path(first["OUTPUT_FOLDER"]).with_name("weg")
    Path(first["OUTPUT_FOLDER"]).rename(hidden)
    try:
        project = QgsProject()
        assert project.read(str(moved / "small_town.qgz"))
        layers = list(project.mapLayers().values())
        assert all(layer.isValid() for layer in layers), [layer.name() for layer in layers if not layer.isValid()]
        assert {Path(layer.source().split("|")[0]) for layer in layers} == {moved / "small_town.gpkg"}
        assert len(layers) == 3 + 1 + 3 + 1 + 4 + 2 - 1  # map; index; indicators; water, parks, roads, areas; tables and units used
        assert project.crs().authid() == "EPSG:31370"
        assert project.layoutManager().layouts()
        project.clear()
    finally:
        hidden.rename(first["OUTPUT_FOLDER"])


def test_the_project_knows_no_absolute_path(second):
    text = texts_of(Path(second["PROJECT"])).decode("utf-8")
    assert str(Path(second["OUTPUT_FOLDER"]).parent) not in text
    assert "./small_town.gpkg" in text


# ---- map and report


def run(*command):
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_pdf_has_text_with_embedded_fonts(first):
    words = " ".join(run("pdftotext", "-layout", first["PDF"], "-").split())
    assert "Twee clusters met 45 % van de inwoners" in words
    assert "<script>" in words
    assert not [text for text in ("Waar 42 is nood", '"West" 42', "Wegen 42") if text in words]  # expressions in names are not worked out
    assert words.count("6 * 7") >= 3
    fonts = [line.split() for line in run("pdffonts", first["PDF"]).splitlines()[2:]]
    assert fonts
    assert all("yes" in font[-5:-2][:1] for font in fonts), fonts


def test_the_pdf_is_georeferenced_a3_landscape(first):
    info = run("gdalinfo", "--config", "GDAL_PAM_ENABLED", "NO", first["PDF"])  # else newer ones write what they found beside it
    assert "Lambert 72" in info
    assert "1190.5" in run("pdfinfo", first["PDF"]) or "1191" in run("pdfinfo", first["PDF"])


def test_the_picture_is_a_picture(first):
    image = QImage(first["PNG"])
    assert (image.width(), image.height()) == (2480, 1753)  # A3 at 150 dots per inch
    colours = {image.pixel(x, y) for x in range(0, 2480, 20) for y in range(0, 1753, 20)}
    assert len(colours) > 5


def test_the_map_is_drawn_too_where_nothing_but_the_result_may_be_passed_on(inputs, tmp_path):
    town = needy_town(tmp_path)
    for record in town.records.values():
        record["redistribution"] = "aggregated"
    ran = run_algorithm("integrated_map", {**town.write(challenge(town)), "OUTPUT_FOLDER": str(tmp_path / "kaart")})
    assert set(layer_names(ran["GEOPACKAGE"])) == {"units", "clusters", "integrated", "layer_styles"}
    image = QImage(ran["PNG"])
    on_the_map = {image.pixelColor(x, y).name() for x in range(100, 1500, 10) for y in range(350, 1500, 10)}
    assert len(on_the_map) > 3


class Resources(html.parser.HTMLParser):
    """What a page would load, its elements, and the text that a reader sees."""

    def __init__(self):
        super().__init__()
        self.loaded, self.elements, self.text, self.stack = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        attrs = dict(attrs)
        for name in ("src", "href", "srcset", "data", "action", "poster", "background", "xlink:href"):
            if name in attrs and not (tag == "a" and name == "href" and not attrs[name].startswith("data:")):
                self.loaded.append(attrs[name])
        self.loaded += re.findall(r"url\(([^)]*)\)", attrs.get("style", ""))

    def handle_data(self, data):
        self.text.append(data)


def test_the_report_is_one_file_without_scripts(page):
    parser = Resources()
    parser.feed(page)
    assert parser.loaded
    assert all(one.startswith("data:") for one in parser.loaded)
    assert not {"script", "iframe", "link", "object", "embed", "i", "b"} & set(parser.elements)
    assert not re.findall(r"@import|url\(\s*['\"]?(?!data:)", page.split("</style>")[0])
    text = "".join(parser.text).replace("\u00a0", " ")  # no line breaks between a number and its per cent sign
    assert all(words in text for words in (NASTY, LONG, "Inkomen <b>& co</b>", "Wie <i>weinig</i> heeft", "<script>alert(2)</script>"))


def test_the_report_on_paper_has_pages_with_numbers_and_text_with_embedded_fonts(first):
    pages = int(re.search(r"Pages: +(\d+)", run("pdfinfo", first["REPORT_PDF"])).group(1))
    text = run("pdftotext", "-layout", first["REPORT_PDF"], "-").split("\f")
    assert pages >= 3 and all(re.search(rf"\b{number} ?/ ?{pages}\b", text[number - 1]) for number in range(1, pages + 1))
    words = " ".join(" ".join(text).split())
    for heading in (
        "Waar te beginnen",
        "Noodpunten per indicator en cluster",
        "robuustheid van de rangschikking",
        "Bronnen en ouderdom van de gegevens",
    ):
        assert heading in words, heading
    fonts = [line.split() for line in run("pdffonts", first["REPORT_PDF"]).splitlines()[2:]]
    assert fonts and all("yes" in font[-5:-2][:1] for font in fonts), fonts
    run("qpdf", "--check", first["REPORT_PDF"])


class Structure(html.parser.HTMLParser):
    """Headings in order, pictures and drawings without words, cells of heads without scope, and the blocks of CSV."""

    def __init__(self):
        super().__init__()
        self.language, self.headings, self.wordless, self.unscoped, self.blocks, self.within = "", [], [], [], [], False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.language = attrs["lang"] if tag == "html" else self.language
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if (tag == "img" and not attrs.get("alt")) or (tag == "svg" and not attrs.get("aria-label")):
            self.wordless.append(tag)
        if tag == "th" and "scope" not in attrs:
            self.unscoped.append(attrs)
        if tag == "textarea":
            self.within = True
            self.blocks.append("")

    def handle_endtag(self, tag):
        self.within = self.within and tag != "textarea"

    def handle_data(self, data):
        if self.within:
            self.blocks[-1] += data


@pytest.fixture(scope="module")
def structure(page):
    parser = Structure()
    parser.feed(page)
    return parser


def test_the_report_can_be_read_without_eyes(structure):
    assert structure.language == "nl" and structure.headings[0] == 1 and structure.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(structure.headings))
    assert structure.wordless == [] and structure.unscoped == []


def test_axe_finds_no_serious_fault_in_the_report(first):
    from axe_playwright_python.sync_playwright import Axe

    with browser() as running:
        sheet = running.new_page()
        sheet.goto(Path(first["REPORT"]).as_uri())
        found = Axe().run(sheet).response["violations"]
    grave = [fault for fault in found if fault["impact"] in ("serious", "critical")]
    assert [f"{fault['id']}: {node['html'][:150]}" for fault in grave for node in fault["nodes"]] == []


def test_every_table_can_be_copied_as_numbers(structure, layers):
    tables = [list(csv.reader(block.splitlines())) for block in structure.blocks]
    assert len(tables) == 7 and all(len(set(map(len, rows))) == 1 for rows in tables), "rectangles"
    clusters = next(rows for rows in tables if rows[0][:2] == ["rank", "label"])
    assert [float(row[clusters[0].index("index")]) for row in clusters[1:]] == pytest.approx(
        sorted(layers["clusters"][1]["mean_value"])[::-1]
    )
    ranked = next(rows for rows in tables if rows[0][:2] == ["rank", "name"])
    indices = sorted(layers["units"][1]["challenge_index"])[::-1][: len(ranked) - 1]
    assert [float(row[2]) for row in ranked[1:]] == pytest.approx(indices)
    assert all(1 <= float(row[3]) <= float(row[4]) <= 36 for row in ranked[1:])


def test_the_matrix_holds_the_mean_scores_of_the_clusters(structure, layers):
    rows = next(rows for rows in (list(csv.reader(block.splitlines())) for block in structure.blocks) if rows[0][0] == "Indicator")
    units = layers["units"][1]
    for row, indicator in zip(rows[1:], ("income", "shelters", "waiting"), strict=True):
        scores, people = units[f"{indicator}_score"], units["inhabitants"]
        for cell, cluster in zip(row[1:-1], (1, 2), strict=True):
            inside = units["cluster_id"] == cluster
            assert float(cell) == pytest.approx((scores * people)[inside].sum() / people[inside].sum())
        assert float(row[-1]) == pytest.approx((scores * people).sum() / people.sum())


def test_the_report_counts_what_was_dropped_and_repaired(page):
    row = next(row for row in page.split("<tr>") if "Laag parks" in row)
    assert "1 zonder geometrie" in row
    assert "1 vlak hersteld" in row


# ---- the manifest, and the same again


def test_the_manifest_has_hashes_parameters_and_versions(first, inputs):
    manifest = json.loads(Path(first["MANIFEST"]).read_text(encoding="utf-8"))
    folder = Path(first["OUTPUT_FOLDER"])
    assert set(manifest["files"]) == {path.name for path in folder.iterdir()} - {"manifest.json"}
    for name, facts in manifest["files"].items():
        content = (folder / name).read_bytes()
        assert facts == {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    assert manifest["parameters"] == {**inputs, "CHALLENGE": "./challenge.json", "CATALOGUE": "./catalogue.json"}, (
        "no folder of the computer"
    )
    assert manifest["as_of"] == "2026-01-31"
    assert {"opgavenkaart", "qgis", "numpy", "pandas", "scipy", "shapely"} <= set(manifest["versions"])
    hashes = {row["record"]: row["sha256"] for row in manifest["inputs"]}
    town = Path(inputs["CATALOGUE"]).parent
    for file in ("income.csv", "shelters.gpkg", "statistical_sectors.gpkg"):
        assert hashes[Path(file).stem] == hashlib.sha256((town / file).read_bytes()).hexdigest()
    assert manifest["results"]["unit_count"] == 36
    assert manifest["results"]["cluster_count"] == 2
    assert (manifest["results"]["oldest_input"], manifest["results"]["oldest_input_age_days"]) == ("income", 1857)


@pytest.mark.parametrize(("table", "title"), [("units", "Noodindex"), ("clusters", "Clusters"), ("integrated", "Geïntegreerde laag")])
def test_what_was_made_is_as_old_as_the_oldest_layer_behind_it(first, table, title):
    """In the GeoPackage, where GDAL too shows it, and in the project: the incomes, 1857 days before 31 January 2026."""
    layer = QgsVectorLayer(f"{first['GEOPACKAGE']}|layername={table}", "x", "ogr")
    project = QgsProject()
    assert project.read(first["PROJECT"])
    (kept,) = (one for one in project.mapLayers().values() if one.name() == title)
    for metadata in (layer.metadata(), kept.metadata()):
        assert metadata.title() == title
        assert metadata.dateTime(Qgis.MetadataDateType.Published).toString("yyyy-MM-dd") == "2020-12-31"
        (history,) = metadata.history()
        assert history.startswith("Zo oud als de oudste bron, Laag income: 31 december 2020")
    project.clear()


def test_a_second_run_gives_the_same_bytes(first, second):
    for output in OUTPUTS:
        assert Path(first[output]).read_bytes() == Path(second[output]).read_bytes(), output
    one, other = (json.loads(Path(ran["MANIFEST"]).read_text(encoding="utf-8")) for ran in (first, second))
    assert {**one, "made": ""} == {**other, "made": ""}


def test_a_run_into_the_same_folder_replaces_its_files_keeps_a_changed_one_beside_it_and_leaves_others(inputs, second, tmp_path):
    folder = tmp_path / "kaart"
    shutil.copytree(second["OUTPUT_FOLDER"], folder)
    (folder / "notes.txt").write_text("mine")
    (folder / "small_town.png").write_text("drawn over")
    run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(folder)})
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "small_town.png").read_bytes() == Path(second["PNG"]).read_bytes()
    assert len(list(folder.iterdir())) == 10
    (kept,) = (path for path in tmp_path.iterdir() if path != folder)
    assert [(path.name, path.read_text()) for path in kept.iterdir()] == [("small_town.png", "drawn over")]


# ---- nothing left behind


@pytest.mark.parametrize("step", STEPS)
def test_a_cancel_at_any_step_leaves_nothing(inputs, tmp_path, step):
    feedback = RecordingFeedback(cancel_at=step)
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(tmp_path / "new" / "kaart")}, feedback=feedback)
    assert feedback.isCanceled()
    assert list(tmp_path.iterdir()) == []


def test_a_cancel_after_the_last_step_began_leaves_nothing_either(inputs, tmp_path):
    feedback = RecordingFeedback()
    feedback.progressChanged.connect(lambda share: feedback.cancel() if share > 88 else None)
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(tmp_path / "kaart")}, feedback=feedback)
    assert list(tmp_path.iterdir()) == []


def test_the_bar_runs_from_0_to_100_and_never_back(first):
    shares = first.feedback.shares
    assert shares == sorted(shares)
    assert shares[-1] == 100
    assert [line for line in first.infos if line in STEPS] == list(STEPS)


@pytest.mark.parametrize("colours", [["#fff0cc", "#8b5000"], ["#ffeecc", "#cc8844", "#441100"]], ids=["two", "three"])
def test_a_house_style_may_have_few_colours(inputs, tmp_path, colours):
    """The charts of the report take theirs from the same ramp as the map, spread over five classes."""
    theme = tmp_path / "theme.json"
    theme.write_text(json.dumps({"ramps": dict.fromkeys(("need", "indicator", "overlay"), colours)}), encoding="utf-8")
    ran = run_algorithm("integrated_map", {**inputs, "THEME": str(theme), "OUTPUT_FOLDER": str(tmp_path / "kaart")})
    report = Path(ran["REPORT"]).read_text(encoding="utf-8")
    middle = "#c5a066" if len(colours) == 2 else colours[1]
    assert middle in report


def test_a_failure_leaves_nothing_and_keeps_what_was_there(inputs, tmp_path):
    folder = tmp_path / "kaart"
    folder.mkdir()
    (folder / "notes.txt").write_text("old")
    theme = tmp_path / "theme.json"
    theme.write_text("no theme")
    for wrong, sentence in [
        ({"THEME": str(theme)}, "theme"),
        ({"TARGET_CRS": "EPSG:4326"}, "does not count in metres"),
        ({"OUTPUT_FOLDER": str(theme / "kaart")}, "is a file, not a folder"),
        ({"OUTPUT_FOLDER": str(theme)}, "is a file: give the path of a folder"),
    ]:
        with pytest.raises(QgsProcessingException, match=sentence):
            run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(folder), **wrong})
    assert {path.name for path in tmp_path.iterdir()} == {"kaart", "theme.json"}
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [("notes.txt", "old")]


# ---- in a model of the modeler


def child(model, id, name, outputs=(), **parameters):
    """Put an algorithm into a model; a tuple is the output of another child, text a fixed value."""
    one = QgsProcessingModelChildAlgorithm(f"opgavenkaart:{name}")
    one.setChildId(id)
    source = QgsProcessingModelChildParameterSource
    for key, value in parameters.items():
        made = source.fromChildOutput(*value) if isinstance(value, tuple) else source.fromStaticValue(value)
        one.addParameterSources(key, [made])
    shown = {}
    for output in outputs:
        shown[output] = QgsProcessingModelOutput(output)
        shown[output].setChildId(id)
        shown[output].setChildOutputName(output)
    one.setModelOutputs(shown)
    model.addChildAlgorithm(one)


def test_it_works_in_a_model(inputs, first, tmp_path):
    with registered():
        model = QgsProcessingModelAlgorithm("Kaart", "opgaven")
        child(model, "index", "challenge_index", **{**inputs, "AS_OF": None})
        child(model, "clusters", "challenge_clusters", ["OUTPUT"], INPUT=("index", "OUTPUT"), FIELD="challenge_index",
              METHOD="threshold", THRESHOLD=70, POPULATION_FIELD="inhabitants")  # fmt: skip
        child(model, "map", "integrated_map", **inputs, OUTPUT_FOLDER=str(tmp_path / "kaart"))
        model.updateDestinationParameters()
        context, feedback = QgsProcessingContext(), RecordingFeedback()
        context.setFeedback(feedback)
        results, well = model.run({"clusters:OUTPUT": "memory:"}, context, feedback)
        clusters = context.takeResultLayer(results["clusters:OUTPUT"])
    assert well, feedback.errors
    assert [(row["unit_count"], row["population"]) for row in clusters.getFeatures()] == [(4, 400), (2, 100)]
    for output in OUTPUTS:
        assert (tmp_path / "kaart" / Path(first[output]).name).read_bytes() == Path(first[output]).read_bytes()


# ---- other challenges on the same town


def variant(inputs, folder, **changes):
    town = needy_town(folder)
    return {**town.write(challenge(town, **changes)), "AS_OF": "2026-01-31", "OUTPUT_FOLDER": str(folder / "kaart")}


def test_without_clusters_there_is_still_a_map(inputs, tmp_path):
    ran = run_algorithm("integrated_map", variant(inputs, tmp_path, clusters={"method": "threshold", "threshold": 101}))
    assert ran["CLUSTER_COUNT"] == 0
    assert len(read_layer(ran["GEOPACKAGE"], "clusters")[1]) == len(read_layer(ran["GEOPACKAGE"], "integrated")[1]) == 0
    page = Path(ran["REPORT"]).read_text(encoding="utf-8")
    assert "<h1>Geen enkel gebied haalt de drempel van 101; 6 gebieden delen de hoogste index, 100</h1>" in page


def test_a_layer_that_failed_stands_in_red_in_the_report(inputs, tmp_path):
    changes = {"missing_data": {"layers": "continue"}, "aggregation": {"allowed_missing_share": 0.5}}
    given = variant(inputs, tmp_path, **changes)
    (tmp_path / "income.csv").unlink()
    ran = run_algorithm("integrated_map", {**given, "LANGUAGE": "en", "PAPER": "a4", "ORIENTATION": "portrait"})
    page = Path(ran["REPORT"]).read_text(encoding="utf-8")
    alarm = page.split('<section class="alarm"')[1].split("</section>")[0]
    assert "(income)&#39;: the file" in alarm
    assert re.search(r"\.alarm [^}]*solid var\(--stale\)", page) and f"--stale: {house_colours()['stale']};" in page
    assert ran["MISSING_SHARE"] == pytest.approx(0.5)
    assert json.loads(Path(ran["MANIFEST"]).read_text(encoding="utf-8"))["failed"].keys() == {"income"}
    assert read_layer(ran["GEOPACKAGE"], "units")[1]["income"].isna().all()
    assert 'lang="en"' in page
