"""The atlas of Ghent, a page for each statistical sector, beside QGIS's own atlas of the same layout."""

from __future__ import annotations

import os
import runpy
import tempfile
from functools import partial
from pathlib import Path

from opgavenkaart.bench.harness import ROOT, Case, made_once, our_provider, times_as_fast

TITLE = "Atlas"
QUICK_PAGES = 40
FEW = 20
"""Pages whose memory is set beside that of all."""
PEER = "QGIS's atlas of the same layout"
GOALS = {"png": 2.0, "pdf": 1.5}
PAPER, ORIENTATION = "a4", "landscape"
example = runpy.run_path(str(ROOT / ".ci" / "run_example.py"))


def cases(quick: bool) -> list[Case] | str:
    """A few pages and all of them, as pictures and as a PDF; a quick run has fewer; a sentence where the data are absent."""
    data = Path(os.environ.get("OPGAVENKAART_DATA") or ROOT.parent / "shared" / "data").resolve()
    if not (data / "gent").is_dir():
        return f"there is no folder of Ghent's data in {data}: give it as DATA=DIR."
    pages = int(os.environ.get("ATLAS_PAGES") or (QUICK_PAGES if quick else 201))
    name = "{} pages of Ghent on A4, {}".format
    few = [Case(name(FEW, kind.upper()), partial(prepared, data, kind, FEW), ours, repeat=1) for kind in GOALS]
    return few + [
        Case(
            name(pages, kind.upper()),
            partial(prepared, data, kind, pages),
            ours,
            peer,
            PEER,
            repeat=1,
            goal=times_as_fast(goal),
        )
        for kind, goal in GOALS.items()
    ]


def prepared(data: Path, kind: str, count: int):
    """Return the job, and the bundle's files."""
    from opgavenkaart.processing.products.atlas.content import pages_of
    from opgavenkaart.processing.products.atlas.writing import AtlasJob
    from opgavenkaart.processing.products.bundles import open_bundle
    from opgavenkaart.processing.texts.language import Language

    our_provider()
    bundle = open_bundle(str(made_once("bundle of Ghent", partial(make_bundle, data)) / "map"))
    pages = pages_of(bundle.read("units"), bundle, Language("nl"))[:count]
    place = str(bundle.file(".qgz"))
    job = AtlasJob(place, "", "", "atlas", PAPER, ORIENTATION, "nl", kind, bundle.as_of, pages)
    return job, [bundle.file(".qgz"), bundle.geopackage]


def make_bundle(data: Path, folder: Path) -> None:
    """Make the map of warm homes from Ghent's own files."""
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

    source = ROOT / "docs" / "examples" / "ghent"
    for name in ("catalogue.json", "warm_homes.json"):
        (folder / name).write_bytes((source / name).read_bytes())
    (folder / "data").symlink_to(data, target_is_directory=True)
    given = {
        "CHALLENGE": str(folder / "warm_homes.json"),
        "CATALOGUE": str(folder / "catalogue.json"),
        "OUTPUT_FOLDER": str(folder / "map"),
    }
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    _, done = QgsApplication.processingRegistry().algorithmById("opgavenkaart:integrated_map").run(given, context, feedback)
    if not done:
        raise SystemExit(feedback.textLog())


def ours(prepared) -> str:
    """Make the atlas as the algorithm does."""
    from opgavenkaart.processing.model.progress import SILENT
    from opgavenkaart.processing.products.atlas.atlas import make_atlas

    job, files = prepared
    with tempfile.TemporaryDirectory() as folder:
        made, _ = make_atlas(job, folder, files, SILENT)
        return f"{pages_in(made)} pages"


def peer(prepared) -> str:
    """Let QGIS make the pages: the first page's layout, its maps and title led by the atlas, all else as it stands."""
    from opgavenkaart.processing.cartography.map_export import pdf_settings
    from opgavenkaart.processing.cartography.page import SCREEN_DPI
    from qgis.core import QgsLayoutExporter

    job, _ = prepared
    project, atlas = led_by_atlas(job)
    with tempfile.TemporaryDirectory() as folder:
        if job.kind == "pdf":
            QgsLayoutExporter.exportToPdf(atlas, f"{folder}/atlas.pdf", pdf_settings())
        else:
            settings = QgsLayoutExporter.ImageExportSettings()
            settings.dpi = SCREEN_DPI
            atlas.setFilenameExpression("'page_' || @atlas_featurenumber")
            QgsLayoutExporter.exportToImage(atlas, f"{folder}/page", "png", settings)
        answer = f"{pages_in(sorted(Path(folder).glob('*.*')))} pages"
    project.clear()
    return answer


def led_by_atlas(job):
    """Return a project, and the atlas of its layout over all pages: both maps draw their layers on each page, as QGIS has it."""
    from opgavenkaart.processing.cartography.project_copy import read_project
    from opgavenkaart.processing.model.progress import SILENT
    from opgavenkaart.processing.products.atlas.drawing import draw_page, own_symbol
    from opgavenkaart.processing.products.atlas.writing import desk_of
    from qgis.core import QgsFeature, QgsGeometry, QgsLayoutItemMap, QgsRuleBasedRenderer

    project = read_project(job.project)
    desk = desk_of(job, project, SILENT)
    layout = draw_page(desk, job.pages[0], SILENT)
    rule = QgsRuleBasedRenderer.Rule(own_symbol(desk.theme), filterExp="$id = @atlas_featureid")
    root = QgsRuleBasedRenderer.Rule(None)
    root.appendChild(rule)
    desk.own.setRenderer(QgsRuleBasedRenderer(root))
    features = []
    for page in job.pages:
        shape = QgsGeometry()
        shape.fromWkb(bytes.fromhex(page.wkb))
        feature = QgsFeature()
        feature.setGeometry(shape)
        features.append(feature)
    desk.own.dataProvider().truncate()
    desk.own.dataProvider().addFeatures(features)
    detail = layout.itemById("map")
    detail.setAtlasDriven(True)
    detail.setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Auto)
    detail.setAtlasMargin(0.125)
    overview = layout.itemById("overview")
    overview.setLayers([desk.own, *desk.overview])
    overview.setBackgroundEnabled(True)
    layout.removeLayoutItem(layout.itemById("city"))
    layout.itemById("page").setText("[% @atlas_featurenumber %]")
    atlas = layout.atlas()
    atlas.setCoverageLayer(desk.own)
    atlas.setEnabled(True)
    atlas.updateFeatures()
    return project, atlas


def pages_in(files) -> int:
    """Return how many pages there are: a picture is one."""
    from pypdf import PdfReader

    return sum(len(PdfReader(path).pages) if path.suffix == ".pdf" else 1 for path in files)
