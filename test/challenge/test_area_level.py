"""What larger areas would give in place of the units: means by people, scored and tested by the challenge's own rules."""

import datetime

import numpy as np
import pytest
from opgavenkaart.processing.analysis.cluster_methods import UnitValues, classify_units
from opgavenkaart.processing.challenge.area_level import cluster_areas
from opgavenkaart.processing.challenge.clustering import cluster_challenge
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.cluster_methods import ClusterRule
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.products.integrated_map.words import certainty_sentences
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.town import Town, squares
from shapely import box

SIDE = 16
"""Units along each side; an area is two by two of them."""

AREA = np.array([row // 2 * (SIDE // 2) + column // 2 for row in range(SIDE) for column in range(SIDE)])
NEEDY = [row * 8 + column for row in range(3) for column in range(3)]


@pytest.fixture
def town(tmp_path):
    """Need in nine areas of the south-west; in each area the first unit has nine times the people of the three others."""
    rng = np.random.default_rng(4)
    values = rng.normal(50, 5, SIDE**2) + 40 * np.isin(AREA, NEEDY)
    people = np.where(np.arange(SIDE**2) % 2 + np.arange(SIDE**2) // SIDE % 2, 100, 900)
    town = Town(tmp_path, SIDE, SIDE)
    town.table("need", {"sector_code": town.keys, "need": values.tolist(), "inhabitants": people.tolist()})
    corners = [squares(SIDE, SIDE)[area == AREA] for area in range(64)]
    shapes = [box(*corner[0].bounds[:2], *corner[-1].bounds[2:]) for corner in corners]
    town.layer("wijken", shapes, columns={"naam": [f"Wijk {area}" for area in range(64)]})
    town.values, town.people, town.shapes = values, people, np.array(shapes)
    return town


def indexed(town: Town, areas: str = "wijken", **clusters):
    need = {"id": "need", "title": {"nl": "Nood", "en": "Need"}, "layer": "need", "field": "need"}
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name",
             "population": {"layer": "need", "field": "inhabitants"}}  # fmt: skip
    named = {"areas": {"layer": areas, "name": "naam" if areas == "wijken" else "sector_name"}} if areas else {}
    clusters = {"method": "gi_star", "weights": "queen", "permutations": 999, **clusters}
    paths = town.write(town.challenge(need, units=units, clusters=clusters, **named))
    collected = collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"]))
    return index_challenge(collected, datetime.date(2026, 1, 1))


def test_areas_are_scored_and_tested_as_units_would_be(town):
    found = cluster_areas(indexed(town))
    means = np.array([np.average(town.values[area == AREA], weights=town.people[area == AREA]) for area in range(64)])
    index = (means - means.min()) / np.ptp(means) * 100
    kinds = classify_units(UnitValues(town.shapes, index), ClusterRule("gi_star", "queen", permutations=999)).types.cluster_type
    assert found.found == (kinds == "hot").sum() > 4 and np.isin(np.flatnonzero(kinds == "hot"), NEEDY).all()
    assert (found.areas, found.title) == (64, Text("Laag wijken", "Layer wijken"))
    assert found.people == pytest.approx((kinds == "hot").mean()), "each area has as many people"


def test_the_report_says_so(town):
    outcome = cluster_challenge(indexed(town))
    found = cluster_areas(outcome.indexed)
    *_, core, own, last = certainty_sentences(outcome, found, Language("en"))
    share = round(100 * found.people)
    assert last == (
        f"If the 64 areas of the layer 'Layer wijken' were compared instead of these 256, {found.found} would stand out, with"
        f" {share} % of the inhabitants."
    )
    table = outcome.unit_features.table
    drawn, probability = table["cluster_id"].notna(), table["cluster_probability"]
    sure, perhaps = int((drawn & (probability >= 0.9)).sum()), int((drawn & (probability < 0.9) | ~drawn & (probability > 0.1)).sum())
    both = int((outcome.belonging.found[(drawn & (probability >= 0.9)).to_numpy()] >= 0.9).sum())
    assert own.startswith(
        f"The challenge's own test finds {both} of these {sure} core areas in at least nine of ten of the same computations"
    )
    assert core.startswith(f"Of the 256 areas with an index, {sure} form the core of the clusters") and f" {perhaps} others lie in" in core


@pytest.mark.parametrize(
    ("areas", "clusters"),
    [("", {}), ("statistical_sectors", {}), ("wijken", {"method": "skater"}), ("wijken", {"weights": "knn:63"})],
    ids=["no areas", "as many as units", "no test", "too many neighbours"],
)
def test_where_nothing_can_be_compared_nothing_is_said(town, areas, clusters):
    assert cluster_areas(indexed(town, areas, **clusters)) is None


def test_a_few_areas_are_no_city(town):
    town.layer("wijken", town.shapes[:9], columns={"naam": [f"Wijk {area}" for area in range(9)]})
    assert cluster_areas(indexed(town)) is None
