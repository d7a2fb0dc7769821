"""Ramps of two colours or more: maps, windows and web pages take from any of them the shades that they need."""

import json
from itertools import pairwise

import pytest
from opgavenkaart.processing.analysis.classes import CLASSES
from opgavenkaart.processing.cartography.looks.coalition import SHAPES
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model import house_style
from opgavenkaart.processing.model.house_style import house_ramp, house_shades, spread_ramp
from opgavenkaart.processing.products.web_map.palettes import page_palettes
from opgavenkaart.test.support.themes import COUNTS, DARKEST, own_ramps, write_theme
from qgis.PyQt.QtGui import QColor

GREYS = tuple(f"#{grey:02x}{grey:02x}{grey:02x}" for grey in range(240, 0, -10))


@pytest.fixture(params=COUNTS)
def looks(request, tmp_path):
    """A house style with ramps of 2, 3, 5 and 9 colours."""
    return theme(write_theme(tmp_path / "own.json", request.param))


def test_colours_between_those_of_a_ramp_are_mixed_evenly():
    assert spread_ramp(("#000000", "#640000"), 5) == ("#000000", "#190000", "#320000", "#4b0000", "#640000")
    assert spread_ramp(("#000000", "#0000ff", "#00ff00"), 3) == ("#000000", "#0000ff", "#00ff00")
    assert spread_ramp(("#000000", "#0000c8", "#00c8c8"), 5) == ("#000000", "#000064", "#0000c8", "#0064c8", "#00c8c8")
    assert spread_ramp(GREYS[:3], 1) == (GREYS[1],) and spread_ramp(GREYS[:3], 0) == ()


@pytest.mark.parametrize("length", COUNTS)
@pytest.mark.parametrize("count", range(2, 10))
def test_shades_run_from_the_first_colour_to_the_last(length, count):
    shades = spread_ramp(GREYS[:length], count)
    assert len(shades) == count and (shades[0], shades[-1]) == (GREYS[0], GREYS[length - 1])
    assert all(one > other for one, other in pairwise(shades)), "each darker than the one before"


def test_a_web_map_has_the_colours_of_each_number_of_classes(looks):
    for name, palette in page_palettes(looks).items():
        assert all(QColor(colour).isValid() for colour in palette["colours"].values())
        for ramps in palette["ramps"].values():
            assert [len(colours) for colours in ramps] == list(range(CLASSES + 1))
            lightness = [QColor(colour).lightness() for colour in ramps[CLASSES]]
            assert sorted(lightness, reverse=name == "light") == lightness and len(set(lightness)) == CLASSES
    light, dark = page_palettes(looks).values()
    assert light["ramps"]["need"][CLASSES] == [colour.name() for colour in looks.ramp("need", CLASSES)]
    assert light["bar"] == looks.shade("need", 3).name() and light["overlay"] == list(looks.ramps["overlay"])
    assert dark["colours"] == looks.colours | looks.dark and len(dark["overlay"]) == len(light["overlay"])


def test_a_dark_page_takes_its_colours_from_the_theme(tmp_path):
    (tmp_path / "own.json").write_text(json.dumps({"dark": {"paper": "#000011"}, "colours": {"own_area": "#ff00ff"}}), encoding="utf-8")
    light, dark = (palette["colours"] for palette in page_palettes(theme(tmp_path / "own.json")).values())
    assert (light["paper"], dark["paper"]) == ("#ffffff", "#000011") and light["own_area"] == dark["own_area"] == "#ff00ff"


@pytest.fixture(params=COUNTS)
def built_in(request, tmp_path, monkeypatch):
    """The built-in house style with ramps of 2, 3, 5 and 9 colours."""
    document = json.loads(house_style.HOUSE_STYLE.read_text("utf-8"))
    file = tmp_path / "theme.json"
    file.write_text(json.dumps(document | {"ramps": document["ramps"] | own_ramps(request.param)}), encoding="utf-8")
    monkeypatch.setattr(house_style, "HOUSE_STYLE", file)
    cached = (house_ramp, house_shades, house_style.house_colours)
    for function in cached:
        function.cache_clear()
    yield request.param
    for function in cached:
        function.cache_clear()


def test_windows_find_a_shade_for_each_pin_and_each_kind_of_actor(built_in):
    from opgavenkaart.ui.planning.network import actor_colour

    assert len(house_ramp("need")) == built_in and len(set(house_shades("need"))) == 5
    assert house_shades("need")[4] == DARKEST["need"]
    assert len({actor_colour(kind) for kind in SHAPES}) == len(SHAPES)
