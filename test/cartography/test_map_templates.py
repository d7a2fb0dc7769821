"""The printed maps to choose: each is tidy however much it has to say, and says what the data say."""

import base64
import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.analysis.classes import READABLE, class_breaks
from opgavenkaart.processing.cartography.layouts import BUILDERS, build_map
from opgavenkaart.processing.cartography.map_content import MapContent
from opgavenkaart.processing.cartography.map_templates import small_multiples
from opgavenkaart.processing.cartography.map_templates.request import names_in
from opgavenkaart.processing.cartography.page import ABOUT_TEXTS, ORIENTATIONS, PAPERS, TEMPLATES, TITLE_TEXTS
from opgavenkaart.processing.cartography.style import Style
from opgavenkaart.processing.cartography.styles import apply, keep_style
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard, memory_layer
from opgavenkaart.test.support.maps import BREAKS, EXTENT, boxes, cut_off, labels, overlaps, square
from opgavenkaart.test.support.printed import INDICATORS, LONG_WORD, crowded_content, crowded_project, legend_faults, units
from opgavenkaart.test.support.sheets import assert_sheet
from qgis.core import (
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsLayoutItemMap,
    QgsProject,
    QgsRendererRange,
    QgsVectorLayerUtils,
)

LEAST_POINTS = 6.5
SHEETS, BUILT = Path(__file__).parent / "sheets", Path(__file__).parents[2] / "build" / "told"
"""Two pages of each map as they were read and judged; where a difference is meant, the file in ``build`` takes its place."""


@pytest.fixture(scope="module")
def project(qgis_app, tmp_path_factory):
    made = crowded_project(tmp_path_factory.mktemp("crowded"))
    yield made
    made.clear()


def faults(layout) -> list:
    """Return what overlaps, is cut off, lies outside the margins, is too small to read, or is an empty legend."""
    page = layout.pageCollection().page(0).rect()
    margin = 0.04 * min(page.width(), page.height()) - 0.01
    outside = [
        name
        for name, (left, top, right, bottom) in boxes(layout).items()
        if left < margin or top < margin or right > page.width() - margin or bottom > page.height() - margin
    ]
    small = [item.id() for item in labels(layout) if item.textFormat().size() < LEAST_POINTS]
    return [*overlaps(layout), *cut_off(layout), *outside, *small, *legend_faults(layout)]


@pytest.mark.parametrize(("template", "paper", "orientation"), [*product(TEMPLATES, PAPERS, ORIENTATIONS)])
def test_every_map_is_tidy_with_thirty_layers_and_titles_without_end(project, template, paper, orientation):
    for code in ("nl", "en"):
        layout = build_map(project, crowded_content(), paper, orientation, Language(code), template=template, titled=True)
        assert faults(layout) == []
        assert {"title", "question", "map", "sources", "north", "scale_bar", "imprint"} <= set(boxes(layout))
        if code == "nl" and (paper, orientation) in (("a3", "landscape"), ("a4", "portrait")):
            assert_sheet(layout, SHEETS / f"{template}_{paper}.json", BUILT)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_wide_region_is_tidy_too(project, template):
    wide = (EXTENT[0] - 20_000, EXTENT[1], EXTENT[2] + 20_000, EXTENT[3] + 10_000)
    layout = build_map(project, replace(crowded_content(), extent=wide), "a4", "landscape", Language("en"), template=template, titled=True)
    assert faults(layout) == []


def test_the_templates_are_those_that_the_algorithm_offers():
    assert list(TEMPLATES) == list(BUILDERS) == list(TITLE_TEXTS) == list(ABOUT_TEXTS)


# --- what the maps say


def text(layout, name: str) -> str:
    return layout.itemById(name).text().replace("\n", " ")


def made(project, template: str, content: MapContent | None = None, **more):
    content = content or replace(crowded_content(), title="Titel", question="Vraag?", indicators_finding="")
    return build_map(project, content, "a3", "landscape", Language("en"), template=template, **more)


def maps(layout) -> list:
    return [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]


def values(field: str) -> np.ndarray:
    """Return a field of the crowded project's units, straight from where they are made."""
    layer = units()
    found = QgsVectorLayerUtils.getValues(layer, field)[0]
    return np.array([value if isinstance(value, int | float) else np.nan for value in found], dtype=float)


def test_before_and_after_are_at_one_scale_and_the_title_counts_who_moves(project):
    layout = made(project, "before_after")
    before, after = values("challenge_index"), values("tenants_index")
    limits = class_breaks(np.concatenate([before, after]), slack=READABLE).breaks[1:-1]
    known = np.isfinite(before)
    step = np.searchsorted(limits, after[known]) - np.searchsorted(limits, before[known])
    assert (
        text(layout, "title")
        == f"By 'Huurders eerst, {LONG_WORD}', areas that rise a class or more: {(step > 0).sum()}; that fall: {(step < 0).sum()}"
    )
    first, second = maps(layout)
    assert first.scale() == second.scale() and first.extent().width() == pytest.approx(second.extent().width())
    looks = [item.layerStyleOverrides() for item in (first, second)]
    assert looks[0] != looks[1]
    rise = np.argsort(-(after - before)[known], kind="stable")[:3]
    assert all(f"Gebied {at}" in text(layout, "changes") for at in np.flatnonzero(known)[rise])


def test_a_title_of_ones_own_stays(project):
    assert text(made(project, "before_after", titled=True), "title") == "Titel"


def test_two_layers_by_name_or_key(project):
    layout = made(project, "before_after", shown=("units", "tenants"))
    assert "; that fall: " in text(layout, "title") and "By '" not in text(layout, "title")
    assert names_in('units, "Een naam, met komma"') == ("units", "Een naam, met komma")


def test_small_multiples_are_as_many_maps_at_one_scale_by_one_rule(project):
    layout = made(project, "small_multiples")
    assert len(maps(layout)) == INDICATORS and len({item.scale() for item in maps(layout)}) == 1
    assert "same five classes of equal width" in text(layout, "classes")
    few = made(project, "small_multiples", shown=("i3", "i4"))
    assert len(maps(few)) == 2 and "median" in text(few, "caption_line")


def test_captions_of_small_multiples_stand_on_the_line_below(qgis_app):
    """A title of one line and one of several end at the same height, both close to what stands below."""
    project = QgsProject()
    rows = [(square(at % 6, at // 6), f"u{at}", 3 + 7 * at) for at in range(30)]
    for title in ("Kort", "Een titel die niet op een regel past " * 5):
        layer = memory_layer("MultiPolygon", rows, "code:string,one:double", name=title.strip())
        layer.setRenderer(QgsGraduatedSymbolRenderer("one", [QgsRendererRange(0, 300, QgsFillSymbol(), "")]))
        project.setCrs(layer.crs())
        project.addMapLayer(layer)
    layout = made(project, "small_multiples", MapContent("Kaart", extent=EXTENT))
    heights = {}
    for suffix in ("", "_2"):
        (_, top, _, bottom), line, drawn = (boxes(layout)[f"{name}{suffix}"] for name in ("caption", "caption_line", "map"))
        assert bottom == pytest.approx(line[1], abs=0.01) and line[3] < drawn[1]
        heights[text(layout, f"caption{suffix}")] = bottom - top
    assert heights["Kort"] > 1 and max(heights.values()) > 1.5 * heights["Kort"]
    project.clear()


def test_small_multiples_over_the_maximum_are_left_out_and_counted(project, monkeypatch):
    for most, sentences in ((3, []), (2, ["There is room for 2 maps, but there are 3 layers: the last ones are left out."])):
        heard = Heard()
        monkeypatch.setattr(small_multiples, "MOST", most)
        layout = made(project, "small_multiples", shown=("i3", "i4", "i5"), progress=heard)
        assert len(maps(layout)) == most
        assert [said for said in heard.warnings if "room" in said] == sentences


def test_layers_without_scores_are_shown_by_fifths(qgis_app):
    project = QgsProject()
    rows = [(square(at % 6, at // 6), f"u{at}", 3 + 7 * at, 3 + 7 * ((at * 7) % 30)) for at in range(30)]
    for number, field in enumerate(("one", "other")):
        layer = memory_layer("MultiPolygon", rows, "code:string,one:double,other:double", name=f"Laag {number}")
        layer.setRenderer(QgsGraduatedSymbolRenderer(field, [QgsRendererRange(0, 40, QgsFillSymbol(), "")]))
        project.setCrs(layer.crs())
        project.addMapLayer(layer)
    bare = MapContent("Kaart", extent=EXTENT)
    layout = made(project, "small_multiples", bare)
    assert "with about as many areas in each" in text(layout, "classes") and faults(layout) == []
    crossing = made(project, "bivariate", bare, shown=("Laag 0", "Laag 1"))
    thirds = [[(at >= 10) + (at >= 20) for at in column] for column in (range(30), [(at * 7) % 30 for at in range(30)])]
    for row in range(3):
        for column in range(3):
            counted = sum(one == column and other == row for one, other in zip(*thirds, strict=True))
            assert text(crossing, f"cell_{row}_{column}") == str(counted)
    project.clear()


def test_need_and_supply_count_the_corner_that_matters(project):
    layout = made(project, "bivariate")
    index, supply = values("challenge_index"), values("i3")
    known = np.isfinite(index) & np.isfinite(supply)
    limits = [class_breaks(column, 3, "quantile", READABLE).breaks[-2] for column in (index, supply)]
    corner = int(((index > limits[0]) & (supply > limits[1]))[known].sum())
    assert text(layout, "title").startswith(f"{corner} areas with the most need and the highest values of")
    cells = [int(text(layout, f"cell_{row}_{column}")) for row in range(3) for column in range(3)]
    assert sum(cells) == known.sum()


@pytest.mark.parametrize("low", ["one", "two", "both", "neither"])
def test_an_axis_on_which_low_is_need_is_counted_and_called_so(qgis_app, low):
    """Scores tell which way is need; no axis but the index is called need, and the number is that of the corner that the words name."""
    project, turned = QgsProject(), {"one": (1, 0), "two": (0, 1), "both": (1, 1), "neither": (0, 0)}[low]
    places = [np.arange(30), (np.arange(30) * 7) % 30]
    columns = [3.0 + 7 * place for place in places]
    scores = [300 - column if turn else column for column, turn in zip(columns, turned, strict=True)]
    rows = [
        (square(at % 6, at // 6), f"u{at}", *map(float, (*(one[at] for one in columns), *(one[at] for one in scores)))) for at in range(30)
    ]
    fields = "code:string,one:double,two:double,one_score:double,two_score:double"
    for field in ("one", "two"):
        layer = memory_layer("MultiPolygon", rows, fields, name=field)
        layer.setRenderer(QgsGraduatedSymbolRenderer(field, [QgsRendererRange(0, 40, QgsFillSymbol(), "")]))
        project.setCrs(layer.crs())
        project.addMapLayer(layer)
    corner = np.logical_and(*((place < 10) if turn else (place >= 20) for place, turn in zip(places, turned, strict=True))).sum()
    words = [f"the {'lowest' if turn else 'highest'} values of '{field}'" for turn, field in zip(turned, ("one", "two"), strict=True)]
    title = text(made(project, "bivariate", MapContent("Kaart", extent=EXTENT), shown=("one", "two")), "title")
    assert title == f"{corner} areas with {words[0]} and {words[1]}"
    assert "need" not in title
    project.clear()


def test_the_side_panel_draws_each_bar_as_long_as_its_points(project):
    layout = made(project, "side_panel")
    drawing = base64.b64decode(layout.itemById("cluster_1_bar_1_bar").picturePath().removeprefix("base64:")).decode()
    whole, here = (float(width) for width in re.findall(r'<rect width="([\d.]+)"', drawing))
    left, _, right, _ = boxes(layout)["cluster_1_bar_1_bar"]
    assert here / whole == pytest.approx(0.70, abs=0.001) and whole == pytest.approx(right - left, abs=0.001)


@pytest.mark.parametrize(
    ("template", "more", "sentence"),
    [
        ("before_after", {"shown": ("units",)}, "compares two layers, and 1 are given"),
        ("before_after", {"shown": ("units", "tenant")}, "no layer 'tenant'. Did you mean 'tenants'?"),
        ("before_after", {"shown": ("units", "roads")}, "Layer 'roads' shows no number by class"),
        ("bivariate", {"shown": ("units", "i1", "i2")}, "shows two layers, and 3 are given"),
        ("small_multiples", {"shown": ("units",)}, "has 1 layers of areas that show a number"),
        ("side_panel", {"content": MapContent("Kaart")}, "has no clusters"),
    ],
)
def test_what_cannot_be_shown_is_said(project, template, more, sentence):
    with pytest.raises(OpgaveError, match=re.escape(sentence)):
        made(project, template, **more)


def test_two_years_are_matched_by_their_codes(project, qgis_app):
    """The later year has its units in another order and one of them gone."""
    later, layer = QgsProject(), units()
    rows = [(feature.geometry().asWkt(), feature["code"], feature["challenge_index"]) for feature in layer.getFeatures()]
    after = memory_layer("MultiPolygon", rows[:0:-1], "code:string,challenge_index:double", name="Nood")
    style = Style("units", "challenge_index", BREAKS)
    apply(after, style, theme(), Language("nl"))
    keep_style(after, style)
    later.addMapLayer(after)
    content = replace(crowded_content(), title="Titel")
    layout = made(project, "before_after", content, other=(later, replace(content, made=content.made.replace(year=2031))))
    assert text(layout, "title") == "No area changes class"
    assert [text(layout, name) for name in ("caption", "caption_2")] == ["3 February 2026", "3 February 2031"]
    missing = sum(not isinstance(row[2], int | float) for row in rows[1:]) + 1
    assert f"one of both values is missing: {missing} areas" in text(layout, "changes")
    later.clear()


def test_signs_of_freshness_differ_in_shape_and_have_their_colours(project):
    shown = made(project, "map").itemById("sources").text()
    found = dict(re.findall(r'<span style="color: (#[0-9a-f]{6})">(.)</span>', shown))
    assert len(set(found.values())) == len(found) > 1
    assert set(found) <= {theme().colour(light).name() for light in ("current", "due", "stale", "unknown")}
    assert "&lt;meer&gt;" in shown, "a title with signs of HTML stays a title"
