"""How the toolbox finds an algorithm, and where its help button leads."""

from pathlib import Path

import pytest
from opgavenkaart.processing.algorithms.provider import ALGORITHMS
from opgavenkaart.processing.texts.language import Language

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", ALGORITHMS, ids=lambda kind: kind.NAME)
def test_help_leads_to_a_page_that_there_is(qgis_app, kind):
    home, _, page = kind().helpUrl().partition("/blob/main/")
    assert home.startswith("https://") and (ROOT / page).is_file() and page.startswith("docs/") and page.endswith(".md")


@pytest.mark.parametrize("kind", ALGORITHMS, ids=lambda kind: kind.NAME)
def test_it_is_found_by_terms_of_the_field_in_both_languages(qgis_app, kind):
    english, dutch = kind.TAGS.split(", "), Language("nl").tr(kind.TAGS).split(", ")
    assert len(english) > 3 and len(dutch) > 3 and all(word == word.strip() != "" for word in [*english, *dutch])
    assert set(english) <= set(kind().tags()) and len(set(kind().tags())) == len(kind().tags())


def test_a_term_finds_its_algorithm(qgis_app):
    found = {
        word: [kind.NAME for kind in ALGORITHMS if word in Language("nl").tr(kind.TAGS)] for word in ("bereikbaarheid", "meerjarenplan")
    }
    assert found == {"bereikbaarheid": ["facility_access", "travel_times"], "meerjarenplan": ["recluster_bbc"]}
