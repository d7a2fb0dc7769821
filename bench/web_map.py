"""A web map of 20,000 areas in a headless Chromium that renders in software: until it is drawn, and until a slid weight shows."""

from __future__ import annotations

import atexit
import json
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from opgavenkaart.bench.generated import CORNER, CRS, tiling
from opgavenkaart.bench.harness import Case, at_most, made_once, our_provider, start_qgis
from opgavenkaart.test.support.browser import browser, found, opened

TITLE = "Web map"
AREAS, BENDS, INDICATORS = 20_000, 2, 8
NAMES = [f"indicator_{number}" for number in range(INDICATORS)]
SLIDES = (4.0, 0.5, 5.0, 2.0, 3.5)
REDRAWN = """weight => new Promise(done => {
  const slider = document.getElementById("weight-0"), start = performance.now(), gl = webMap.maps[0].map.painter.context.gl;
  slider.value = weight;
  slider.dispatchEvent(new Event("input"));
  requestAnimationFrame(() => {
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    done((performance.now() - start) / 1000);
  });
})"""
"""Until the picture is there: what is read of it waits for the graphics card."""


def cases(quick: bool) -> list[Case] | str:
    """One case, without a peer: what the browser measures of a slide is told beside it."""
    if not found():
        return "Not measured: there is no Chromium here."
    return [Case(f"{AREAS:,} areas, {INDICATORS} indicators: from opening to drawn", page, drawn, repeat=3, goal=at_most(5.0))]


def page() -> tuple:
    """Return the folder of a web map, and a browser that is ready."""
    folder = made_once("web map", made) / "web"
    running = browser()
    ready = running.__enter__()
    atexit.register(running.__exit__, None, None, None)
    return folder, ready


def made(folder: Path) -> None:
    """Run the main job on generated units, and export it."""
    start_qgis()
    write_units(folder)
    (folder / "catalogue.json").write_text(json.dumps(catalogue()), encoding="utf-8")
    (folder / "challenge.json").write_text(json.dumps(challenge()), encoding="utf-8")
    bundle = {
        "CHALLENGE": str(folder / "challenge.json"),
        "CATALOGUE": str(folder / "catalogue.json"),
        "OUTPUT_FOLDER": str(folder / "bundle"),
    }
    run("integrated_map", bundle)
    run("export_web_map", {"BUNDLE": str(folder / "bundle"), "OUTPUT_FOLDER": str(folder / "web")})


def run(name: str, inputs: dict) -> None:
    """Run an algorithm of ours."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    our_provider().algorithm(name).run(inputs, QgsProcessingContext(), QgsProcessingFeedback(), {}, False)


def write_units(folder: Path) -> None:
    """Write areas with values that neighbours share in part."""
    from opgavenkaart.processing.analysis.features import Features
    from opgavenkaart.processing.qgis_io.writing import write_geopackage

    random = np.random.default_rng(1)
    geometry = shapely.transform(tiling(AREAS, BENDS, random), lambda xy: xy + CORNER)
    count = len(geometry)
    table = pd.DataFrame({"code": [f"A{number:05}" for number in range(count)], "name": [f"Area {number}" for number in range(count)]})
    table["people"] = random.integers(100, 2000, count)
    wave = np.sin(np.arange(count) / 700)
    table = table.assign(**{name: wave + random.normal(0, 1, count) for name in NAMES})
    write_geopackage(folder / "units.gpkg", "areas", Features("areas", geometry, table, CRS))


def catalogue() -> dict:
    record = {"id": "areas", "title": {"nl": "Gebieden", "en": "Areas"}, "publisher": {"name": "Bench", "kind": "city"}}
    record |= {
        "sectors": ["housing"],
        "theme": "areas",
        "licence": {"name": "CC0", "url": ""},
        "redistribution": "yes",
        "date": "2026-01-01",
    }
    record |= {"source": {"kind": "gpkg", "path": "units.gpkg", "layer": "areas"}, "crs": CRS, "geometry": "polygon", "key": "code"}
    return {"title": {"nl": "Bench", "en": "Bench"}, "records": [record]}


def challenge() -> dict:
    text = {"nl": "Bench", "en": "Bench"}
    shared = {"sector": "housing", "layer": "areas", "measure": "attribute"}
    return {
        "id": "bench", "title": text, "question": text,
        "units": {"layer": "areas", "key": "code", "name": "name", "population": {"layer": "areas", "field": "people"}},
        "indicators": [{"id": f"{name}_need", "title": {"nl": name, "en": name}, "field": name} | shared for name in NAMES],
        "clusters": {"permutations": 99},
    }  # fmt: skip


def drawn(prepared: tuple):
    """Open the page and wait until it is drawn; then slide a weight some times."""
    folder, ready = prepared
    visit = opened(ready, folder)
    page = visit.__enter__()
    page.drawn()
    return partial(slid, page, visit)


def slid(page, visit) -> str:
    """Return how long a slide takes to show, and close the page."""
    seconds = sorted(page.page.evaluate(REDRAWN, weight) for weight in SLIDES)
    areas = page.page.evaluate("webMap.maps[0].layer.classes.length")
    visit.__exit__(None, None, None)
    return f"{areas} areas; a slid weight shows in {seconds[len(seconds) // 2]:.2f} s, at most {seconds[-1]:.2f} s"
