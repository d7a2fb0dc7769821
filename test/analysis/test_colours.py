"""Colours as people see them, and every palette that ships: far enough apart for all, and texts that stand out."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.analysis.colours import VISIONS, contrast, difference, from_hex, lab, least_difference, linear, simulate_vision
from opgavenkaart.test.support.themes import TELLING

THEME = json.loads((Path(__file__).parents[2] / "resources" / "styles" / "theme.json").read_text(encoding="utf-8"))
RAMPS, COLOURS = THEME["ramps"], THEME["colours"]
NEED, INDICATOR = RAMPS["need"], RAMPS["indicator"]
CATEGORIES = {
    "types of clusters": [NEED[4], NEED[1], INDICATOR[1], INDICATOR[3]],
    "background over units": [COLOURS["water"], COLOURS["park"], COLOURS["road_casing"]],
}
LEAST = {"need": 10, "indicator": 9, "overlay": 7.5, "bivariate": 15, "series": 4, "types of clusters": 9, "background over units": 8}
"""Least CIEDE2000 difference between any two colours of a palette, for each kind of eye.

Overlays also differ by their hatch; the name of a sector always stands beside its colour, one of twelve.
"""
TEXT, GRAPHIC = 4.5, 3.0
"""Least contrast of texts and of signs by WCAG 2.1, success criteria 1.4.3 and 1.4.11."""

SHARMA = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
    ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
    ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
]
"""Test data of Sharma, Wu and Dalal (2005), table 1."""


@pytest.mark.parametrize(("one", "other", "expected"), SHARMA)
def test_differences_are_those_of_the_published_test_data(one, other, expected):
    assert difference(np.array([one]), np.array([other]))[0] == pytest.approx(expected, abs=1e-4)
    assert difference(np.array([other]), np.array([one]))[0] == pytest.approx(expected, abs=1e-4)


def test_white_and_black_and_greys_in_lab():
    assert lab(linear(from_hex(["#ffffff", "#000000"]))) == pytest.approx(np.array([[100, 0, 0], [0, 0, 0]]), abs=1e-6)
    assert lab(linear(from_hex(["#777777"])))[0] == pytest.approx([50.03, 0, 0], abs=0.01)


@pytest.mark.parametrize("vision", VISIONS)
def test_everybody_sees_greys_alike(vision):
    greys = from_hex(["#000000", "#808080", "#ffffff"])
    assert simulate_vision(greys, vision) == pytest.approx(linear(greys), abs=1e-4)


def test_red_and_green_look_alike_to_those_who_confuse_them():
    reds = ["#c02020", "#5f6010"]
    assert least_difference(reds)[0] > 35 > 15 > least_difference(reds, "deuteranopia")[0]


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("palette", LEAST)
def test_every_palette_keeps_its_colours_apart(palette, vision):
    apart, one, other = least_difference((RAMPS | CATEGORIES)[palette], vision)
    assert apart >= LEAST[palette], (vision, one, other)


def test_every_palette_is_tested():
    assert set(RAMPS) | set(CATEGORIES) == set(LEAST)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("ramp", ["need", "indicator"])
def test_ramps_grow_darker_step_by_step(ramp, vision):
    light = lab(simulate_vision(from_hex(RAMPS[ramp]), vision))[:, 0]
    assert all(first - second > TELLING for first, second in pairwise(light))


@pytest.mark.parametrize("vision", VISIONS)
def test_two_numbers_grow_darker_along_both_axes(vision):
    light = lab(simulate_vision(from_hex(RAMPS["bivariate"]), vision))[:, 0].reshape(3, 3)
    assert (np.diff(light, axis=0) < 0).all() and (np.diff(light, axis=1) < 0).all()


@pytest.mark.parametrize("text", ["ink", "quiet", "accent", *("current", "due", "stale", "unknown")])
def test_texts_and_lights_stand_out_from_the_paper(text):
    assert contrast(COLOURS[text], COLOURS["paper"]) >= TEXT


def test_numbers_stand_out_in_every_cell_of_the_legend():
    for colour in RAMPS["bivariate"]:
        assert max(contrast(colour, COLOURS[ink]) for ink in ("ink", "paper")) >= TEXT, colour


def test_labels_discs_and_clusters_stand_out():
    assert contrast(COLOURS["ink"], COLOURS["halo"]) >= TEXT and contrast(COLOURS["cluster"], COLOURS["halo"]) >= TEXT
    assert all(contrast(COLOURS[role], COLOURS["land"]) >= GRAPHIC for role in ("cluster", "cold_cluster", "boundary", "point"))


def test_contrast_is_that_of_the_guideline():
    assert contrast("#ffffff", "#000000") == pytest.approx(21) and contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
