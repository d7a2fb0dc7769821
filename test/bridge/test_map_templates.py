"""The printed maps to choose: each is tidy however much it has to say, and says what the data say."""

from itertools import product

import pytest
from opgavenkaart.processing.bridge.language import Language
from opgavenkaart.processing.bridge.layouts import BUILDERS, build_map, templates
from opgavenkaart.processing.bridge.page import ORIENTATIONS, PAPERS, TEMPLATES
from opgavenkaart.test.support.maps import boxes, cut_off, labels, overlaps
from opgavenkaart.test.support.printed import crowded_content, crowded_project, legend_faults

LEAST_POINTS = 6.5


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


def test_the_templates_are_those_that_the_algorithm_offers():
    assert [one.key for one in templates()] == list(TEMPLATES) == list(BUILDERS)
