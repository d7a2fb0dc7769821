"""The algorithm `export_web_map`, opened in a real browser: what it draws, computes, asks and tells."""

import base64
import json
import re
import shutil
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.index import combine
from opgavenkaart.processing.analysis.means import mean
from opgavenkaart.processing.model.choices import AGGREGATIONS
from opgavenkaart.processing.model.text import display_name
from opgavenkaart.test.support import running
from opgavenkaart.test.support.browser import browser, opened, wait_until
from opgavenkaart.test.support.servers_replay import Answer, replay
from qgis.core import QgsProcessingException
from qgis.PyQt.QtGui import QImage

AS_OF = "2026-11-01"
LEAST_DIFFERENCE = 1e-6
"""Of two indices: scores travel with nine decimals."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("web")


def mapped(demo_city, folder, challenge, **options):
    given = {"CHALLENGE": challenge, "CATALOGUE": demo_city["CATALOGUE"], "AS_OF": AS_OF, "OUTPUT_FOLDER": str(folder / challenge)}
    return Path(running.run_algorithm("integrated_map", given | options)["OUTPUT_FOLDER"])


@pytest.fixture(scope="module")
def warm(demo_bundle):
    return Path(demo_bundle("warm_homes")["OUTPUT_FOLDER"])


@pytest.fixture(scope="module")
def green(demo_bundle):
    return Path(demo_bundle("green_and_cool")["OUTPUT_FOLDER"])


@pytest.fixture(scope="module")
def one(warm, folder):
    return running.run_algorithm("export_web_map", {"BUNDLE": str(warm), "LANGUAGE": "en", "OUTPUT_FOLDER": str(folder / "one")})


@pytest.fixture(scope="module")
def pair(warm, green, folder):
    given = {"BUNDLE": str(warm), "BUNDLE_2": str(green / "manifest.json"), "OUTPUT_FOLDER": str(folder / "pair")}
    return running.run_algorithm("export_web_map", given)


@pytest.fixture(scope="module")
def chrome():
    with browser() as running_browser:
        yield running_browser


@pytest.fixture(scope="module")
def first(one, chrome):
    """The map of one challenge, opened once."""
    with opened(chrome, place(one), reduced_motion="reduce") as visit:
        visit.drawn()
        yield visit


@pytest.fixture
def visit(first):
    """The map as a reader finds it: the challenge's own weights, nothing chosen."""
    first.page.evaluate(
        "webMap.weigh(null); if (!document.getElementById('profile').hidden) document.querySelector('#profile .close').click()"
    )
    first.page.evaluate("new Promise(requestAnimationFrame)")
    return first


def place(ran) -> Path:
    return Path(ran["OUTPUT_FOLDER"])


def data_of(ran) -> dict:
    text = (place(ran) / "data.js").read_text(encoding="utf-8")
    quoted = text.removeprefix("window.OPGAVENKAART=JSON.parse('").removesuffix("');\n")
    return json.loads(re.sub(r"\\(.)", r"\1", quoted))


def layer(bundle: Path, name: str) -> geopandas.GeoDataFrame:
    return geopandas.read_file(next(bundle.glob("*.gpkg")), layer=name)


def shapes_in(data: dict, shapes: list) -> np.ndarray:
    """Build shapes from what the page is given, in longitude and latitude, without its script."""
    origin, step = np.array(data["place"]["origin"]), np.array(data["place"]["step"])

    def ring(steps):
        return origin + step * np.cumsum(np.reshape(steps, (-1, 2)), axis=0)

    parts = [[shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in shape] for shape in shapes]
    return np.array([shapely.multipolygons(one) for one in parts], dtype=object)


def test_the_folder_holds_the_page_and_all_it_runs_on(one):
    files = {path.name: path.stat().st_size for path in place(one).iterdir()}
    assert Path(one["INDEX"]) == place(one) / "index.html"
    assert one["SIZE"] == sum(files.values()) < 3e6
    page = (place(one) / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'(?:src|href)="([^"#:]+)"', page)) <= set(files)
    assert "maplibre-gl.LICENSE.txt" in files
    assert "sourceMappingURL" not in (place(one) / "maplibre-gl.js").read_text(encoding="utf-8")


def test_shapes_lie_where_those_of_the_bundle_lie_and_borders_stay_shared(one, warm):
    data = data_of(one)
    units = layer(warm, "units")
    drawn = geopandas.GeoSeries(shapes_in(data, data["challenges"][0]["units"]["shapes"]), crs=4326).to_crs(31370)
    assert drawn.hausdorff_distance(units.geometry).max() < 2.5
    assert drawn.area.sum() == pytest.approx(units.area.sum(), rel=1e-4)
    assert shapely.area(shapely.union_all(drawn.make_valid())) == pytest.approx(drawn.area.sum(), rel=1e-6)


def test_only_layers_that_may_be_passed_on_are_in_it(pair, warm, green):
    manifests = [json.loads((bundle / "manifest.json").read_text(encoding="utf-8")) for bundle in (warm, green)]
    allowed = {row["record"] for manifest in manifests for row in manifest["inputs"] if row["passed_on"]}
    assert any(not row["passed_on"] for row in manifests[0]["inputs"])
    assert {shown["id"] for shown in data_of(pair)["layers"]} <= allowed


def test_a_layer_that_would_make_it_heavy_is_left_out_and_that_is_said(one):
    assert "buildings" not in {shown["id"] for shown in data_of(one)["layers"]}
    assert any("leaves out layer 'Buildings'" in said for said in one.infos)


def test_a_layer_withdrawn_by_its_publisher_is_not_in_it(warm, tmp_path):
    """The manifest decides: the same GeoPackage, of which water and neighbourhoods may no longer be passed on."""
    bundle = shutil.copytree(warm, tmp_path / "bundle")
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    for row in manifest["inputs"]:
        row["passed_on"] = row["passed_on"] and row["record"] not in ("water", "neighbourhoods", "social_housing")
    (bundle / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    data = data_of(running.run_algorithm("export_web_map", {"BUNDLE": str(bundle), "OUTPUT_FOLDER": str(tmp_path / "web")}))
    assert set(data["ground"]) == {"parks", "roads"}
    assert data["areas"] == []
    assert "social_housing" not in {shown["id"] for shown in data["layers"]}


def test_where_nothing_may_be_passed_on_there_is_only_the_result(qgis_app, qgis_processing, demo_city, tmp_path):
    """Every record of the city is held back, of the units all but the values: the page has units, values, clusters and sources."""
    city = shutil.copytree(Path(demo_city["CATALOGUE"]).parent, tmp_path / "city")
    catalogue = json.loads((city / "catalogue.json").read_text(encoding="utf-8"))
    for record, said in zip(catalogue["records"], ["no", "aggregated"] * len(catalogue["records"]), strict=False):
        record["redistribution"] = "aggregated" if record["id"] == "statistical_sectors" else said
    (city / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    bundle = mapped({"CATALOGUE": str(city / "catalogue.json")}, tmp_path, "warm_homes")
    data = data_of(running.run_algorithm("export_web_map", {"BUNDLE": str(bundle), "OUTPUT_FOLDER": str(tmp_path / "web")}))
    assert (data["ground"], data["areas"], data["layers"]) == ({}, [], [])
    names = set(geopandas.read_file(city / "demo_city.gpkg", layer="neighbourhoods")["name"])
    told = {name for cluster in data["challenges"][0]["clusters"] for name in cluster.pop("label").split(", ")}
    assert told <= names
    assert {name for name in names if f'"{name}"' in json.dumps(data, ensure_ascii=False)} == set()
    assert len(data["challenges"][0]["units"]["keys"]) == len(layer(bundle, "units"))


def test_of_numbers_that_would_lie_over_each_other_the_higher_rank_is_shown(visit):
    """Seen from so far that the clusters of the city are one heap; all come back from nearby."""
    numbers = "webMap.maps[0].map.queryRenderedFeatures({layers: ['clusters-disc']}).map(one => one.properties.number)"
    whole, zoom = visit.page.evaluate(numbers), visit.page.evaluate("webMap.maps[0].map.getZoom()")
    visit.page.evaluate("webMap.maps[0].map.jumpTo({zoom: 6})")
    wait_until(visit.page, f"{numbers}.length === 1")
    assert visit.page.evaluate(numbers) == ["1"]
    visit.page.evaluate("zoom => webMap.maps[0].map.jumpTo({zoom})", zoom)
    wait_until(visit.page, f"{numbers}.length === {len(whole)}")
    visit.page.click("#whole")


def test_no_unit_lies_under_the_legend_at_first(visit):
    legend, map_box = (visit.page.locator(one).bounding_box() for one in ("#legend", "#map-0"))
    west, south, east, north = visit.page.evaluate("OPGAVENKAART.place.bounds")
    corners = np.array(
        visit.page.evaluate(
            "all => all.map(one => webMap.maps[0].map.project(one)).map(at => [at.x, at.y])", [[west, north], [east, south]]
        )
    )
    (left, _), (_, bottom) = corners + (map_box["x"], map_box["y"])
    assert left > legend["x"] + legend["width"] or bottom < legend["y"]


def test_everything_is_drawn_from_disk_without_complaint_or_outside_request(one, visit):
    drawn = visit.page.evaluate(
        "Object.fromEntries(['borders', 'clusters', 'water', 'parks', 'areas', 'outlines', 'clusters-disc', 'clusters-label'].map("
        "id => [id, webMap.maps[0].map.queryRenderedFeatures({layers: [id]}).length]))"
    )
    assert all(drawn.values()), drawn
    assert visit.page.title().startswith(visit.page.inner_text("h1"))
    assert (visit.complaints, visit.outside) == ([], [])


def shown_at(page, points: np.ndarray) -> list[str]:
    """The colour on the map at each place in degrees, where nothing but the units is drawn."""
    page.evaluate("webMap.maps[0].switchLayers([])")
    picture, pixels = page.evaluate(
        "points => [webMap.maps[0].picture(), points.map(one => webMap.maps[0].map.project(one)).map(at => [at.x, at.y])]",
        points.tolist(),
    )
    page.evaluate("webMap.maps[0].switchLayers(webMap.state.on)")
    image = QImage.fromData(base64.b64decode(picture.split(",")[1]))
    return [image.pixelColor(int(x), int(y)).name() for x, y in pixels]


def contrast(first: str, second: str) -> float:
    """Contrast of two colours by WCAG 2.1."""
    bands = [[int(one[at : at + 2], 16) / 255 for at in (1, 3, 5)] for one in (first, second)]
    linear = [[band / 12.92 if band <= 0.04045 else ((band + 0.055) / 1.055) ** 2.4 for band in one] for one in bands]
    light, dark = sorted((0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in linear), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_borders_are_seen_on_each_colour_of_the_need(visit, dark):
    """Between units on the pale colours too; around all of the map, and around neighbourhoods, so that they stand out from the ground."""
    page = visit.page
    if dark:
        page.click("#dark")
    colours = legend_colours(page)
    lines = {
        id: page.evaluate("id => webMap.maps[0].map.getPaintProperty(id, 'line-color')", id) for id in ("borders", "outlines", "areas")
    }
    land = page.evaluate("webMap.maps[0].map.getPaintProperty('land', 'background-color')")
    if dark:
        page.click("#dark")
    assert sum(contrast(lines["borders"], colour) > 1.3 for colour in colours) >= 4
    pale = max(colours, key=lambda colour: contrast(colour, "#000000"))
    assert contrast(lines["borders"], pale) > 2
    assert contrast(lines["outlines"], land) > 4.5


def legend_colours(page) -> list[str]:
    """The colours of the classes, from low to high, as the legend shows them."""
    styles = page.eval_on_selector_all("#classes .patch:not(.hatch):not(.outline)", "all => all.map(one => one.style.background)")
    return ["#" + "".join(f"{int(band):02x}" for band in re.findall(r"\d+", style)) for style in reversed(styles)]


def inside_units(bundle: Path) -> tuple[np.ndarray, np.ndarray]:
    """The widest units: their numbers, and a place well within each."""
    units = layer(bundle, "units").to_crs(4326)
    circles = shapely.maximum_inscribed_circle(units.geometry.to_numpy())
    widest = np.argsort(-shapely.length(circles))[: len(units) // 2]
    return widest, shapely.get_coordinates(circles).reshape(-1, 2, 2)[widest, 0]


def test_each_unit_has_the_colour_of_its_class_also_from_nearby_after_a_slide_and_in_the_dark(one, warm, visit):
    """What the picture shows in the middle of a unit is what the legend says of its index."""
    page, breaks = visit.page, data_of(one)["challenges"][0]["breaks"]
    widest, points = inside_units(warm)

    def check(which):
        index = np.array(page.evaluate("Array.from(webMap.outcomes[0].index, one => Number.isNaN(one) ? null : one)"), dtype=float)
        classes = np.searchsorted(breaks[1:-1], index[widest])
        colours = legend_colours(page)
        known = which & np.isfinite(index[widest])
        wanted = [colours[number] for number in classes[known]]
        assert len(set(wanted)) >= 2
        assert shown_at(page, points[known]) == wanted

    every = np.ones(len(points), dtype=bool)
    check(every)
    page.evaluate("webMap.weigh([5, ...webMap.state.weights[0].slice(1).fill(0.5)])")
    page.wait_for_selector("#changed:has-text('change rank')", state="attached")
    check(every)
    page.evaluate("document.getElementById('dark').click()")
    check(every)
    page.evaluate("document.getElementById('dark').click()")
    page.evaluate("webMap.maps[0].map.jumpTo({zoom: webMap.maps[0].map.getZoom() + 1})")
    (west, south), (east, north) = page.evaluate("webMap.maps[0].map.getBounds().toArray()")
    check((points > (west, south)).all(axis=1) & (points < (east, north)).all(axis=1))
    page.click("#whole")


def test_many_borders_are_coarse_from_afar_whole_from_nearby_and_come_back_with_the_graphics_card(warm, chrome, tmp_path, monkeypatch):
    """As if the demo city had very many: the colours are right from afar, from nearby, and after the browser lost its drawing context."""
    from opgavenkaart.processing.products.web_map import shapes

    monkeypatch.setattr(shapes, "MOST_VERTICES", 0)
    ran = running.run_algorithm("export_web_map", {"BUNDLE": str(warm), "OUTPUT_FOLDER": str(tmp_path / "web")})
    units = data_of(ran)["challenges"][0]["units"]
    vertices = {name: sum(len(ring) for shape in units[name] for part in shape for ring in part) for name in ("coarse", "shapes")}
    assert vertices["coarse"] < 0.7 * vertices["shapes"]
    _, points = inside_units(warm)
    with opened(chrome, place(ran), "#on=") as visit:
        visit.drawn()
        page = visit.page
        drawn = "webMap.maps[0].layer.mesh === webMap.maps[0].own.units.{}"
        first = shown_at(page, points)
        assert set(first) <= set(legend_colours(page))
        assert page.evaluate(drawn.format("afar"))
        page.evaluate("window.lost = webMap.maps[0].map.painter.context.gl.getExtension('WEBGL_lose_context'); lost.loseContext()")
        page.evaluate(
            "new Promise(done => { webMap.maps[0].map.once('webglcontextrestored', done); setTimeout(() => lost.restoreContext(), 100); })"
        )
        wait_until(page, "webMap.maps[0].map.loaded()")
        assert shown_at(page, points) == first
        page.evaluate("webMap.maps[0].map.jumpTo({zoom: webMap.maps[0].map.getZoom() + 2})")
        page.evaluate("webMap.maps[0].map.redraw()")
        assert page.evaluate(drawn.format("near"))


def test_it_opens_from_a_web_server_too(pair, chrome):
    kinds = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}
    answers = {f"/{path.name}": Answer(path.read_bytes(), kind=kinds[path.suffix]) for path in place(pair).glob("[!.]*")}
    with replay(answers) as server, opened(chrome, server.url, "#swipe=40") as visit:
        visit.drawn(0)
        visit.drawn(1)
        assert (visit.complaints, visit.outside) == ([], [])


def expected(bundle: Path, data: dict, weights) -> np.ndarray:
    """The algorithm's own index on the scores in the bundle's GeoPackage."""
    challenge, units = data["challenges"][0], layer(bundle, "units")
    scores = units[[f"{one['id']}_score" for one in challenge["indicators"]]].to_numpy(dtype=float)
    return combine(scores, np.array(weights, dtype=float), challenge["method"], challenge["allowed"])[0]


def same_ranking(index: np.ndarray, shown: list) -> bool:
    """Whether ranks are those of the index; units closer than what scores travel with may change places."""
    order = np.argsort(-index[~np.isnan(index)], kind="stable")
    ranks = np.array([rank for rank, value in zip(shown, index, strict=True) if not np.isnan(value)])[order]
    values = index[~np.isnan(index)][order]
    exact = pd.Series(-values).rank(method="min").to_numpy()
    near = np.abs(values[:, None] - values[None, :]).min(axis=1, initial=np.inf, where=~np.eye(len(values), dtype=bool)) < LEAST_DIFFERENCE
    return bool((ranks == exact)[~near].all()) and [rank == 0 for rank in shown] == np.isnan(index).tolist()


@pytest.mark.parametrize("seed", range(3))
def test_sliders_give_the_ranks_of_the_algorithm(one, warm, visit, seed):
    data, random = data_of(one), np.random.default_rng(seed)
    count = len(data["challenges"][0]["indicators"])
    weights = [one["weight"] for one in data["challenges"][0]["indicators"]] if seed == 0 else (random.integers(0, 11, count) / 2).tolist()
    visit.page.evaluate("document.getElementById('weights-part').open = true")
    for at, weight in enumerate(weights):
        visit.page.locator(f"#weight-{at}").fill(str(weight))
    wait_until(visit.page, "weights => webMap.state.weights[0].join() === weights.join()", weights)
    visit.page.evaluate("new Promise(requestAnimationFrame)")
    index, ranks = visit.page.evaluate(
        "[Array.from(webMap.outcomes[0].index, one => Number.isNaN(one) ? null : one), Array.from(webMap.outcomes[0].ranks)]"
    )
    names = visit.page.locator("#ranking strong").all_text_contents()
    wanted = expected(warm, data, weights)
    np.testing.assert_allclose(np.array(index, dtype=float), wanted, atol=1e-8)
    assert same_ranking(wanted, ranks)
    units = layer(warm, "units")
    assert names[0] == display_name(units["sector_name"][int(np.nanargmax(wanted))])


@pytest.mark.parametrize("method", AGGREGATIONS)
def test_the_browsers_formula_is_the_algorithms(visit, method):
    """Random scores with gaps, weights with zeros, and every allowed share: index and who has one."""
    random = np.random.default_rng(5)
    for allowed in (0.0, 0.2, 0.5, 1.0):
        scores = random.uniform(0, 100, (200, 5))
        scores[random.random(scores.shape) < 0.25] = np.nan
        scores[:5] = 0.5
        weights = np.array([0.0, 1.0, 2.5, 0.3, 1.0])
        columns = [[None if value != value else value for value in column] for column in scores.T.tolist()]
        challenge = {
            "method": method,
            "allowed": allowed,
            "units": {"keys": list(range(200))},
            "indicators": [{"scores": one} for one in columns],
        }
        shown = visit.page.evaluate(
            "([challenge, weights]) => Array.from(webMap.combine(challenge, weights), one => Number.isNaN(one) ? null : one)",
            [challenge, weights.tolist()],
        )
        np.testing.assert_allclose(np.array(shown, dtype=float), combine(scores, weights, method, allowed)[0], rtol=1e-12)


def test_the_browsers_mean_is_that_of_every_product(visit):
    """By people; once each where nobody is counted or none of the units has people; of some units, and of none with a value."""
    random = np.random.default_rng(6)
    values = random.uniform(0, 100, 60)
    values[::7] = np.nan
    some = np.flatnonzero(np.arange(60) % 3 == 0)
    counted = random.integers(0, 500, 60).astype(float)
    counted[::5] = np.nan
    nobody, only_without = np.zeros(60), np.where(np.isnan(values), 9.0, 0.0)
    for people in (None, counted, nobody, only_without):
        for units in (None, some, np.flatnonzero(np.isnan(values))):
            within = np.arange(60) if units is None else units
            expected = mean(values[within], None if people is None else people[within])
            given = [None if one is None else [None if value != value else value for value in one.tolist()] for one in (values, people)]
            shown = visit.page.evaluate(
                "(given) => { const one = webMap.mean(...given); return Number.isNaN(one) ? null : one }",
                [*given, None if units is None else units.tolist()],
            )
            assert (shown is None and np.isnan(expected)) or shown == pytest.approx(expected, rel=1e-12)
    assert "Means of scores and of the index are weighted by" in visit.page.evaluate(
        "document.querySelector('#ranking button').click(); document.querySelector('#profile caption').textContent"
    )


def test_a_slid_weight_recolours_the_map_and_the_reset_gives_the_first_back(visit):
    classes = "Array.from(webMap.maps[0].layer.classes)"
    before = visit.page.evaluate(classes)
    visit.page.evaluate("document.getElementById('weights-part').open = true")
    visit.page.locator("#weight-0").fill("5")
    visit.page.wait_for_selector("#changed:has-text('change rank')")
    assert visit.page.evaluate(classes) != before
    visit.page.click("#reset")
    visit.page.wait_for_selector("#changed:has-text('These are the weights of the challenge')")
    assert visit.page.evaluate(classes) == before


def test_a_link_opens_what_was_shared(pair, chrome):
    """Everything that the reader set comes back: challenge, weights, layer, indicator, selection, divider, place, dark."""
    with opened(chrome, place(pair), reduced_motion="reduce") as visit:
        visit.drawn()
        page = visit.page
        page.locator("#choice label").nth(1).click()
        page.select_option("#show", index=2)
        page.click("#weights-part summary")
        page.locator("#weight-1").fill("4.5")
        page.click("#layers summary")
        page.uncheck("#switches label:has-text('Water') input")
        page.click("#dark")
        page.click("#clusters button >> nth=1")
        page.click("#swipe")
        page.locator("#divider").fill("30")
        wait_until(page, "location.hash.includes('at=')")
        page.wait_for_timeout(600)
        shared, state = page.evaluate("location.hash"), page.evaluate("JSON.stringify(webMap.state)")
        title = page.inner_text("#profile-title")
    with opened(chrome, place(pair), shared) as again:
        again.drawn(0)
        again.drawn(1)
        first, second = json.loads(state), json.loads(again.page.evaluate("JSON.stringify(webMap.state)"))
        assert second.pop("at") == pytest.approx(first.pop("at"), abs=0.01)
        assert second == first
        assert again.page.inner_text("#profile-title") == title
        assert again.page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert (again.complaints, again.outside) == ([], [])


def test_an_address_that_tells_nonsense_opens_the_map_as_it_is_at_first(pair, chrome):
    nonsense = "#c=7&show=__proto__&unit=<b>&cluster=x&swipe=abc&at=1,2&w0=1,-2&w1=NaN"
    with opened(chrome, place(pair), nonsense) as visit:
        visit.drawn()
        assert visit.page.evaluate("webMap.state.weights[0]") == [one["weight"] for one in data_of(pair)["challenges"][0]["indicators"]]
        assert visit.page.is_hidden("#profile")
        assert visit.complaints == []


def test_the_divider_lays_two_challenges_over_each_other(pair, chrome):
    with opened(chrome, place(pair), "#swipe=50") as visit:
        visit.drawn(0)
        visit.drawn(1)
        page = visit.page
        page.locator("#divider").press("ArrowRight")
        assert page.evaluate("webMap.state.swipe") == 51
        page.evaluate("webMap.maps[0].map.jumpTo({zoom: 13})")
        assert page.evaluate("webMap.maps[1].map.getZoom()") == pytest.approx(13)
        counts = page.evaluate("webMap.maps.map(map => map.layer.units.count)")
        assert counts == [len(one["units"]["keys"]) for one in data_of(pair)["challenges"]]
        assert page.evaluate("webMap.maps.map(map => map.active)") == [0, 1]
        assert page.evaluate("webMap.maps[0].layer.classes.join() === webMap.maps[1].layer.classes.join()") is False


def test_a_unit_is_found_with_the_keyboard_and_its_profile_says_what_the_bundle_says(warm, visit):
    units = layer(warm, "units")
    row = units.sort_values("challenge_index", ascending=False).iloc[4]
    page = visit.page
    page.focus("#search")
    page.keyboard.type(row["sector_name"].upper(), delay=1)
    assert page.get_attribute("#search", "aria-expanded") == "true"
    options, name = page.locator("#results li span").all_text_contents(), display_name(row["sector_name"])
    for _ in range(options.index(name) + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    text = page.inner_text("#profile")
    assert page.inner_text("#profile-title") == name
    assert "rank 5 of" in text
    assert f"\n{row['challenge_index']:.0f}" in text
    assert f"{row['median_income']:,.0f} euro" in text
    assert page.evaluate("document.activeElement.id") == "profile"


def test_a_click_on_the_map_selects_the_unit_under_it(visit):
    key = "webMap.state.unit"
    box = visit.page.locator("#map-0").bounding_box()
    visit.page.mouse.click(box["x"] + 0.62 * box["width"], box["y"] + 0.7 * box["height"])
    wait_until(visit.page, f"{key} || webMap.state.cluster")
    assert visit.page.is_visible("#profile")


def faults(page) -> list[str]:
    """Serious and critical faults that axe finds."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    grave = [fault for fault in found if fault["impact"] in ("serious", "critical")]
    return [f"{fault['id']}: {node['html'][:150]}" for fault in grave for node in fault["nodes"]]


def test_no_serious_fault_of_accessibility(pair, chrome):
    """On a desk and on a phone, light and dark, all parts open, two maps with a divider between."""
    with opened(chrome, place(pair), "#cluster=1&swipe=50") as visit:
        visit.drawn(0)
        page = visit.page
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        for width, height in ((1300, 850), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                wait_until(page, "scheme => document.documentElement.dataset.theme === scheme", scheme)
                assert faults(page) == [], (width, scheme)
                assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_paper_gets_the_map_the_clusters_and_the_sources(one, visit, tmp_path):
    import subprocess

    visit.page.pdf(path=str(tmp_path / "page.pdf"), format="A4", print_background=True)
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True).stdout
    images = subprocess.run(["pdfimages", "-list", tmp_path / "page.pdf"], capture_output=True, text=True, check=True).stdout
    challenge = data_of(one)["challenges"][0]
    assert " ".join(challenge["finding"].split()) in " ".join(text.split())
    assert {word for source in challenge["sources"] for word in source["title"].split()} <= set(text.split())
    assert len(images.splitlines()) > 2


def test_the_finding_speaks_the_language_of_the_page(pair, one, warm):
    dutch, english = (data_of(ran)["challenges"][0]["finding"] for ran in (pair, one))
    assert dutch == json.loads((warm / "manifest.json").read_text(encoding="utf-8"))["results"]["finding"]
    assert "inwoners" in dutch
    assert "inhabitants" in english
    assert "Search an area" not in (place(pair) / "index.html").read_text(encoding="utf-8")


BAD = {
    "no bundle": ({"BUNDLE": "/nowhere"}, "is not a bundle"),
    "empty": ({"BUNDLE": " "}, "BUNDLE is empty"),
    "no second bundle": ({"BUNDLE_2": "/nowhere"}, "is not a bundle"),
    "twice the same": ({"BUNDLE_2": "{warm}"}, "BUNDLE and BUNDLE_2 are the same"),
    "no theme": ({"THEME": "/nowhere.json"}, "nowhere.json"),
    "no folder": ({"OUTPUT_FOLDER": "{warm}/manifest.json"}, "is a file"),
}


@pytest.mark.parametrize("given, sentence", BAD.values(), ids=BAD)
def test_bad_input_gets_its_sentence_and_nothing_is_written(run_algorithm, warm, tmp_path, given, sentence):
    inputs = {"BUNDLE": str(warm), "OUTPUT_FOLDER": str(tmp_path / "web")} | {name: text.format(warm=warm) for name, text in given.items()}
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("export_web_map", inputs)
    assert list(tmp_path.iterdir()) == []


def edited(warm: Path, tmp_path: Path, sql: str) -> Path:
    from osgeo import ogr

    bundle = shutil.copytree(warm, tmp_path / "bundle")
    dataset = ogr.Open(str(next(bundle.glob("*.gpkg"))), 1)
    dataset.ExecuteSQL(sql)
    dataset = None
    return bundle


@pytest.mark.parametrize(
    "sql, sentence",
    [
        ("DELETE FROM units", "has no units"),
        ("ALTER TABLE units DROP COLUMN median_income_score", "has no field 'median_income_score'"),
        ("DELLAYER:clusters", "has no layer 'clusters'"),
    ],
)
def test_a_bundle_that_lacks_something_is_told(run_algorithm, warm, tmp_path, sql, sentence):
    bundle = edited(warm, tmp_path, sql)
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("export_web_map", {"BUNDLE": str(bundle), "OUTPUT_FOLDER": str(tmp_path / "web")})
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]


def test_bundles_of_different_places_are_refused(run_algorithm, warm, tmp_path):
    bundle = edited(warm, tmp_path, "UPDATE units SET geom = NULL")
    for name in ("units", "clusters"):
        frame = layer(warm, name)
        frame.geometry = frame.translate(-60_000, 0)
        frame.to_file(next(bundle.glob("*.gpkg")), layer=name)
    with pytest.raises(QgsProcessingException, match="cover different areas"):
        run_algorithm("export_web_map", {"BUNDLE": str(warm), "BUNDLE_2": str(bundle), "OUTPUT_FOLDER": str(tmp_path / "web")})
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]


def test_without_clusters_and_without_any_index_there_is_still_a_page(run_algorithm, warm, chrome, tmp_path):
    from osgeo import ogr

    bundle = edited(warm, tmp_path, "DELETE FROM clusters")
    dataset = ogr.Open(str(next(bundle.glob("*.gpkg"))), 1)
    scores = [field.name for field in dataset.GetLayerByName("units").schema if field.name.endswith("_score") and field.name != "z_score"]
    dataset.ExecuteSQL(f"UPDATE units SET cluster_id = 0, challenge_index = NULL, {', '.join(f'{name} = NULL' for name in scores)}")
    dataset = None
    ran = run_algorithm("export_web_map", {"BUNDLE": str(bundle), "LANGUAGE": "en", "OUTPUT_FOLDER": str(tmp_path / "web")})
    with opened(chrome, place(ran)) as visit:
        visit.drawn()
        assert visit.page.inner_text("h1") == "No area has enough data for an index"
        assert visit.page.inner_text("#no-clusters") == "No area has enough data for an index."
        assert visit.page.inner_text("#classes") == "too little data"
        assert visit.complaints == []


def test_what_a_bundle_calls_things_is_text_and_no_markup(run_algorithm, warm, chrome, tmp_path):
    bundle = edited(warm, tmp_path, "UPDATE units SET sector_name = '<img src=x onerror=alert(1)></script>' WHERE fid = 1")
    ran = run_algorithm("export_web_map", {"BUNDLE": str(bundle), "OUTPUT_FOLDER": str(tmp_path / "web")})
    with opened(chrome, place(ran)) as visit:
        visit.page.fill("#search", "<img")
        assert visit.page.locator("#results li span").all_text_contents() == ["<img src=x onerror=alert(1)></script>"]
        assert visit.page.locator("#results img").count() == 0
        assert visit.complaints == []
        left = "<img src=x onerror=\"document.title = 'ran'\"><a id=bad href=\"javascript:document.title = 'ran'\">x</a>"
        visit.page.evaluate("text => { document.body.insertAdjacentHTML('beforeend', text); document.getElementById('bad').click() }", left)
        visit.page.wait_for_timeout(100)
        assert len([text for text in visit.complaints if "Content Security Policy" in text]) >= 2 and visit.page.title() != "ran"


def test_cancelled_halfway_nothing_is_left(run_algorithm, warm, tmp_path):
    feedback = running.RecordingFeedback(cancel_at="Drawing the background")
    with pytest.raises(QgsProcessingException):
        run_algorithm("export_web_map", {"BUNDLE": str(warm), "OUTPUT_FOLDER": str(tmp_path / "web")}, feedback=feedback)
    assert list(tmp_path.iterdir()) == []


def test_the_same_bundle_gives_the_same_folder_and_files_of_the_user_stay(run_algorithm, warm, one, tmp_path):
    target = tmp_path / "web"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    run_algorithm("export_web_map", {"BUNDLE": str(warm), "LANGUAGE": "en", "OUTPUT_FOLDER": str(target)})
    assert {path.name: path.read_bytes() for path in target.iterdir() if path.name != "mine.txt"} == {
        path.name: path.read_bytes() for path in place(one).iterdir()
    }
    assert (target / "mine.txt").read_text() == "mine"


def test_proposals_are_weights_at_a_press(qgis_app, qgis_processing, demo_city, folder, chrome):
    """The challenge with a party's proposal: its button gives the index that `integrated_map` computed for it."""
    from opgavenkaart.processing.model.challenge import FOLDER

    document = json.loads((FOLDER / "warm_homes.json").read_text(encoding="utf-8"))
    document["proposals"] = [
        {"id": "tenants", "title": {"nl": "Huurders", "en": "Tenants"}, "weights": {"median_income": 4, "old_dwellings": 0}}
    ]
    challenge = folder / "proposed.json"
    challenge.write_text(json.dumps(document), encoding="utf-8")
    bundle = mapped(demo_city, folder, str(challenge), OUTPUT_FOLDER=str(folder / "proposed"))
    ran = running.run_algorithm("export_web_map", {"BUNDLE": str(bundle), "LANGUAGE": "en", "OUTPUT_FOLDER": str(folder / "proposed_web")})
    with opened(chrome, place(ran)) as visit:
        visit.page.click("#weights-part summary")
        visit.page.click("#presets button:has-text('Tenants')")
        visit.page.wait_for_selector("#changed:has-text('change rank')")
        shown = visit.page.evaluate("Array.from(webMap.outcomes[0].index, one => Number.isNaN(one) ? null : one)")
    np.testing.assert_allclose(np.array(shown, dtype=float), layer(bundle, "units")["tenants_index"].to_numpy(dtype=float), atol=1e-8)
